/*
 * pipe.c: starts commands of the shell, and decides whether a text needs a pager.
 */
#include "shell/pipe.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/out.h"
#include "base/terminal.h"

/* Our own pager: what is short is left on the screen as it is, and colours are colours. */
static const char less[] =
	"if command -v less >/dev/null 2>&1; then exec less -FRX; else exec cat; fi";

bool pipe_open(struct process_stream *p, struct str command, struct err *err)
{
	struct arena scratch = {0};
	char shell[] = "/bin/sh", flag[] = "-c";
	char *argv[] = {shell, flag, arena_c(&scratch, command), NULL};
	struct process_spec spec = {.argv = argv,
		.place = PROCESS_FOREGROUND,
		.fds = {PROCESS_PIPE, STDOUT_FILENO, STDERR_FILENO}};
	bool ok = process_stream_open(p, &spec, err);

	arena_release(&scratch);
	return ok;
}

bool pipe_close(struct process_stream *p)
{
	int status = process_stream_close(p);

	return WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
}

bool pipe_shell(struct str command, int *status, struct err *err)
{
	struct arena scratch = {0};
	const char *own = getenv("SHELL");
	char flag[] = "-c", sh[] = "/bin/sh";
	char *shell = command.n == 0 && own != NULL && own[0] == '/'
		? arena_c(&scratch, str_from_c(own))
		: sh;
	char *argv[] = {shell, command.n != 0 ? flag : NULL, arena_c(&scratch, command), NULL};
	struct process_spec spec = {.argv = argv,
		.place = PROCESS_FOREGROUND,
		.fds = {isatty(STDIN_FILENO) ? STDIN_FILENO : PROCESS_NULL, STDOUT_FILENO,
			STDERR_FILENO}};
	struct process_result r;
	bool ok;

	fflush(stdout);
	ok = process_run(&spec, &r, err);
	if (ok)
		*status = r.status;
	process_release(&r);
	arena_release(&scratch);
	return ok;
}

/* The rows that a text takes. */
static size_t count_rows(struct str text, size_t columns)
{
	size_t rows = 0;
	struct str line;

	while (text.n != 0 && str_split(&text, '\n', &line)) {
		size_t n = out_columns(line);

		rows += n > columns ? (n + columns - 1) / columns : 1;
	}
	return rows;
}

struct str pipe_pager(struct arena *a, struct str text)
{
	const char *pager = getenv("PAGER"), *term = getenv("TERM");
	struct terminal_size size = terminal_size(STDOUT_FILENO);

	/* The prompt needs a line, too. */
	if (count_rows(text, size.columns) < size.rows || term == NULL || strcmp(term, "dumb") == 0)
		return STR("");
	if (pager == NULL)
		return str_from_c(less);
	/* Like git: a less that nobody told anything would show colours as escape sequences. */
	return pager[0] != '\0' ? arena_fmt(a, "LESS=\"${LESS-FRX}\"; export LESS; %s", pager)
				: STR("");
}
