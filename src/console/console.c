/*
 * console.c: see console.h. The one place that knows readline.
 *
 * Reports go to standard output; everything else that the console says (greeting, help, options,
 * errors) to standard error, as in pprof, so that a pipe gets reports alone. When standard input is
 * no terminal, lines are read without readline, which would echo them to standard output.
 */
#include "console/console.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

static const char prompt[] = "(cprof) ";

/* The lines of standard input. */
struct lines {
	bool terminal;
	char *line; /* the last one; readline's or getline's */
	size_t cap;
};

/* The next line, without its end; false when there is none. */
static bool next_line(struct lines *l, struct str *line)
{
	if (l->terminal) {
		free(l->line);
		l->line = readline(prompt);
		*line = str_from_c(l->line);
		if (l->line != NULL && str_trim(*line).n != 0)
			add_history(l->line);
		return l->line != NULL;
	}
	ssize_t n = getline(&l->line, &l->cap, stdin);

	*line = (struct str){l->line, n > 0 ? (size_t)n : 0};
	return n > 0;
}

static void print_notes(struct session *s, const struct out *o)
{
	if (o->n != 0)
		fwrite(o->p, 1, o->n, s->notes);
	fflush(s->notes);
}

bool console_run(struct session *s, struct err *err)
{
	struct lines lines = {.terminal = isatty(STDIN_FILENO) != 0};
	struct out greeting = {0};
	struct str line;

	rl_readline_name = "cprof";
	session_enter_console(s);
	if (!session_greeting(s, &greeting, err)) {
		out_release(&greeting);
		return false;
	}
	print_notes(s, &greeting);
	out_release(&greeting);
	while (!s->leaving && next_line(&lines, &line)) {
		struct err line_err;

		if (!session_execute(s, line, &line_err))
			err_print(&line_err, s->notes);
	}
	if (lines.terminal && !s->leaving)
		fputs("\n", s->notes); /* the shell's prompt begins a line of its own after ^D */
	free(lines.line);
	return true;
}
