/*
 * editor.c: see editor.h. The one place that knows readline's editing.
 *
 * Readline is fed key by key, so that it is us who wait: SIGINT is let through only while we do, and
 * so none is missed between a look at the flag and the wait. Readline catches signals by itself, to
 * put the terminal in order, and raises them again; that of SIGINT then ends up in the flag. What
 * readline asks within a key ("--More--") is answered with ^G, which is its own way out.
 */
#include "console/editor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/interrupt.h"

enum { KEY_ABORT = 'G' & 0x1f };

/* Readline's callbacks are given nothing to find these with. */
static struct {
	bool done;
	char *line; /* readline's; NULL at the end of the input */
} editor;

/* Waits for a key. False when there was a Ctrl-C instead. */
static bool wait_for_key(void)
{
	int fd = fileno(rl_instream), ready = 0;
	sigset_t interrupt, before;

	sigemptyset(&interrupt);
	sigaddset(&interrupt, SIGINT);
	while (!interrupted() && ready <= 0) {
		fd_set keys;

		FD_ZERO(&keys);
		FD_SET(fd, &keys);
		pthread_sigmask(SIG_BLOCK, &interrupt, &before);
		if (!interrupted() && !rl_pending_signal())
			ready = pselect(fd + 1, &keys, NULL, NULL, NULL, &before);
		if (ready < 0 && errno != EINTR)
			ready = 1; /* the read will say what is wrong */
		pthread_sigmask(SIG_SETMASK, &before, NULL);
		rl_check_signals();
	}
	return !interrupted();
}

static int get_key(FILE *in)
{
	return wait_for_key() ? rl_getc(in) : KEY_ABORT;
}

static void take_line(char *line)
{
	editor.line = line;
	editor.done = true;
	rl_callback_handler_remove();
}

/* Leaves the line that was being typed where it is and begins another. */
static void drop_line(const char *prompt)
{
	interrupt_clear();
	rl_callback_handler_remove();
	fputs("\n", rl_outstream);
	fflush(rl_outstream);
	rl_callback_handler_install(prompt, take_line);
}

bool editor_line(const char *prompt, struct str *line)
{
	interrupt_clear();
	free(editor.line);
	editor.line = NULL;
	editor.done = false;
	rl_callback_handler_install(prompt, take_line);
	while (!editor.done) {
		if (wait_for_key())
			rl_callback_read_char();
		else
			drop_line(prompt);
	}
	*line = str_from_c(editor.line);
	if (str_trim(*line).n != 0)
		add_history(editor.line);
	return editor.line != NULL;
}

void editor_open(struct session *s)
{
	(void)s;
	rl_readline_name = "cprof";
	rl_getc_function = get_key;
	rl_persistent_signal_handlers = 1; /* also while we wait */
	interrupt_catch();
}

void editor_close(void)
{
	free(editor.line);
	editor.line = NULL;
	interrupt_release();
}
