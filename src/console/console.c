/*
 * console.c: runs the prompt: reads lines and does them until the input ends.
 *
 * Like in pprof, reports go to standard output, and all else (greeting, help, options, errors) to standard
 * error, so that a pipe gets reports alone. If standard input is no terminal, lines are read without the
 * editor, which would echo them to standard output, and SIGINT ends cprof.
 */
#include "console/console.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "console/editor.h"

static const char prompt[] = "(cprof) ";

/* Where lines come from. */
struct lines {
	bool terminal;
	char *line; /* getline's buffer */
	size_t cap;
};

/* Reads the next line. False: the input has ended. */
static bool next_line(struct lines *l, struct str *line)
{
	ssize_t n;

	if (l->terminal)
		return editor_line(prompt, line);
	n = getline(&l->line, &l->cap, stdin);
	*line = (struct str){l->line, n > 0 ? (size_t)n : 0};
	return n > 0;
}

/* Makes the terminal standard input, after a profile was read from there. */
static bool take_terminal(struct err *err)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
	bool ok = fd >= 0 && dup2(fd, STDIN_FILENO) >= 0;

	if (fd >= 0)
		close(fd);
	return ok ||
		err_set(err,
			"standard input was the profile, and there is no terminal to read "
			"commands from; ask for a report, as in cprof -top -");
}

static void print_notes(struct shell *s, const struct out *o)
{
	if (o->n != 0)
		fwrite(o->p, 1, o->n, s->stream);
	fflush(s->stream);
}

bool console_run(struct shell *s, struct err *err)
{
	struct lines lines = {0};
	struct out greeting = {0};
	struct str line;

	if (load_took_stdin(&s->store.from) && !take_terminal(err))
		return false;
	lines.terminal = isatty(STDIN_FILENO) != 0;
	shell_enter_console(s);
	shell_greet(s, &greeting);
	print_notes(s, &greeting);
	out_release(&greeting);
	if (lines.terminal)
		editor_open(s);
	while (!s->leaving && next_line(&lines, &line)) {
		struct err line_err;

		if (!shell_execute(s, line, &line_err))
			err_print(&line_err, s->stream);
	}
	if (lines.terminal && !s->leaving)
		fputs("\n", s->stream); /* the shell's prompt begins a line of its own after ^D */
	if (lines.terminal)
		editor_close();
	free(lines.line);
	return true;
}
