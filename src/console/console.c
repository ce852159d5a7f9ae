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

#include "base/wait.h"
#include "console/editor.h"

static const char prompt[] = "(cprof) ";

/* Where lines come from. */
struct lines {
	bool terminal, edited; /* edited: the editor is open; only on a terminal */
	char *line;            /* getline's buffer */
	size_t cap;
};

/* Opens the editor if lines come from a terminal. Without readline they are read as they are typed. */
static void lines_open(struct lines *l, struct shell *s)
{
	struct err err;

	l->terminal = isatty(STDIN_FILENO) != 0;
	if (!l->terminal)
		return;
	l->edited = editor_open(s, &err);
	if (!l->edited)
		err_print(&err, s->stream);
}

static void lines_close(struct lines *l)
{
	if (l->edited)
		editor_close();
	free(l->line);
}

/* A terminal has whole lines. Nothing else is served while we wait for them. */
static void wait_for_line(const struct lines *l)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

	while (l->terminal && input.revents == 0)
		wait_once(&input, 1, INT64_MAX, NULL);
}

/* Reads the next line. False: the input has ended. */
static bool next_line(struct lines *l, const struct shell *s, struct str *line)
{
	ssize_t n;

	if (l->edited)
		return editor_line(prompt, line);
	if (l->terminal) {
		fputs(prompt, s->stream);
		fflush(s->stream);
	}
	wait_for_line(l);
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
	shell_enter_console(s);
	shell_greet(s, &greeting);
	print_notes(s, &greeting);
	out_release(&greeting);
	lines_open(&lines, s);
	while (!s->leaving && next_line(&lines, s, &line)) {
		struct err line_err;

		if (!shell_execute(s, line, &line_err))
			err_print(&line_err, s->stream);
	}
	if (lines.terminal && !s->leaving)
		fputs("\n", s->stream); /* the shell's prompt begins a line of its own after ^D */
	lines_close(&lines);
	return true;
}
