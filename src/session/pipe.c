/*
 * pipe.c: see pipe.h.
 */
#include "session/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/interrupt.h"
#include "base/out.h"
#include "base/terminal.h"

/* Our own pager: what is short is left on the screen as it is, and colours are colours. */
static const char less[] =
	"if command -v less >/dev/null 2>&1; then exec less -FRX; else exec cat; fi";

/* While the command runs: SIGPIPE is an error of write, and SIGINT is for the command. */
static void catch_signals(struct pipe_to *p)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, &p->pipe);
	sigaction(SIGINT, NULL, &p->interrupt);
	if (!interrupt_is_caught())
		sigaction(SIGINT, &ignore, NULL);
}

static void release_signals(const struct pipe_to *p)
{
	sigaction(SIGPIPE, &p->pipe, NULL);
	if (!interrupt_is_caught())
		sigaction(SIGINT, &p->interrupt, NULL);
}

bool pipe_open(struct pipe_to *p, struct str command, struct err *err)
{
	struct arena scratch = {0};
	char shell[] = "/bin/sh", flag[] = "-c";
	char *argv[] = {shell, flag, arena_c(&scratch, command), NULL};
	int fds[2];
	bool ok;

	*p = (struct pipe_to){.fd = -1};
	if (!child_pipe(fds, err)) {
		arena_release(&scratch);
		return false;
	}
	catch_signals(p);
	ok = child_start(&(struct child_spec){.argv = argv,
				 .fds = {fds[0], STDOUT_FILENO, STDERR_FILENO},
				 .foreground = true},
		&p->pid);
	if (!ok) {
		err_set(err, "%s: %s", argv[2], strerror(errno));
		release_signals(p);
		child_close(&fds[1]);
	}
	child_close(&fds[0]);
	p->fd = fds[1];
	arena_release(&scratch);
	return ok;
}

bool pipe_write(struct pipe_to *p, struct str bytes, struct err *err)
{
	while (bytes.n != 0 && p->fd >= 0) {
		ssize_t n = write(p->fd, bytes.p, bytes.n);

		if (n >= 0)
			bytes = str_from(bytes, (size_t)n);
		else if (errno == EPIPE)
			child_close(&p->fd);
		else if (errno != EINTR)
			return err_set(err, "%s", strerror(errno));
	}
	return true;
}

bool pipe_close(struct pipe_to *p)
{
	int status;

	child_close(&p->fd);
	status = child_reap(p->pid);
	release_signals(p);
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
	bool terminal = isatty(STDIN_FILENO) != 0;
	int in = terminal ? STDIN_FILENO : open("/dev/null", O_RDONLY | O_CLOEXEC);
	struct pipe_to p = {0};
	bool ok;

	fflush(stdout);
	catch_signals(&p);
	ok = child_start(&(struct child_spec){.argv = argv,
				 .fds = {in, STDOUT_FILENO, STDERR_FILENO},
				 .foreground = true},
		&p.pid);
	if (ok)
		*status = child_reap(p.pid);
	else
		err_set(err, "%s: %s", shell, strerror(errno));
	release_signals(&p);
	if (!terminal)
		child_close(&in);
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
