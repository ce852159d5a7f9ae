/*
 * editor.c: edits lines at the terminal with readline, whose editing nothing else knows.
 *
 * Readline is fed key by key, so that it is us who wait: SIGINT is let through only while we do, and
 * so none is missed between a look at the flag and the wait. Readline catches signals by itself, to
 * put the terminal in order, and raises them again; but not SIGINT, which it would meet in the midst
 * of a key by freeing the search that the key is for. That one is caught in its place, and what was
 * being typed is left between two keys. What readline asks within a key ("--More--") is answered
 * with ^G, which is its own way out.
 */
#include "console/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/cleanup.h"
#include "base/home.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "command/complete.h"
#include "console/history.h"

enum { KEY_ABORT = 'G' & 0x1f };

/* Readline's callbacks are given nothing to find these with. */
static struct {
	bool done;
	char *line;          /* readline's; NULL at the end of the input */
	struct str rest;     /* of it: the lines that were pasted behind the first */
	const char *history; /* its file, or NULL */
	int keys;            /* the terminal, read without waiting; -1: it cannot be opened */
	struct shell *shell;
	struct completion completion; /* the last one; its texts are in the command's arena */
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
		interrupt_catch(); /* readline has caught it since its last line, or its last signal */
		if (!interrupted() && !rl_pending_signal())
			ready = pselect(fd + 1, &keys, NULL, NULL, NULL, &before);
		if (ready < 0 && errno != EINTR)
			ready = 1; /* the read will say what is wrong */
		rl_check_signals();
		interrupt_catch();
		pthread_sigmask(SIG_SETMASK, &before, NULL);
	}
	return !interrupted();
}

/* A Ctrl-C takes the keys before it away, also when they were there a moment ago. */
static int get_key(FILE *in)
{
	while (wait_for_key()) {
		unsigned char key;
		ssize_t n;

		if (editor.keys < 0)
			return rl_getc(in);
		n = read(editor.keys, &key, 1);
		if (n >= 0 || (errno != EAGAIN && errno != EINTR))
			return n == 1 ? key : EOF;
	}
	return KEY_ABORT;
}

static void take_line(char *line)
{
	editor.line = line;
	editor.done = true;
	rl_callback_handler_remove();
}

/*
 * Leaves the line that was being typed where it is and begins another. What a search had found was not
 * typed, and is not left there.
 */
static void drop_line(const char *prompt)
{
	bool searching = RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);

	interrupt_clear();
	rl_free_line_state();
	rl_callback_sigcleanup();
	if (searching) {
		rl_replace_line("", 1);
		rl_redisplay();
	}
	rl_echo_signal_char(SIGINT);
	rl_callback_handler_remove();
	fputs("\n", rl_outstream);
	fflush(rl_outstream);
	rl_callback_handler_install(prompt, take_line);
}

/* Of equal lines the last is kept. */
static void remember(const char *line)
{
	for (int i = history_length; i-- > 0;)
		if (strcmp(history_list()[i]->line, line) == 0)
			free_history_entry(remove_history(i));
	add_history(line);
}

/* False at the end of the input. */
static bool edit(const char *prompt)
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
	editor.rest = str_from_c(editor.line);
	return editor.line != NULL;
}

/* What is pasted is edited as one, but done line by line, up to a Ctrl-C. */
bool editor_line(const char *prompt, struct str *line)
{
	if ((editor.rest.n == 0 || interrupted()) && !edit(prompt))
		return false;
	if (!str_split(&editor.rest, '\n', line))
		*line = STR("");
	if (history_keeps(*line)) {
		struct arena scratch = {0};

		remember(arena_c(&scratch, *line));
		history_append(editor.history, *line);
		arena_release(&scratch);
	}
	return true;
}

/* The line up to where its end is replaced, and the new end. */
static char *line_with(const char *line, struct str end)
{
	size_t n = editor.completion.begin;
	char *whole = mem_zeroed(n + end.n + 1, 1);

	memcpy(whole, line, n);
	if (end.n != 0)
		memcpy(whole + n, end.p, end.n);
	return whole;
}

/*
 * Readline is given whole lines, so that what a word is remains our business. The first one is what
 * the line becomes at once.
 */
static char **complete(const char *line, int start, int end)
{
	struct completion *c = &editor.completion;
	char **matches;

	(void)start, (void)end;
	rl_attempted_completion_over = 1; /* no file names in place of nothing */
	rl_sort_completion_matches = 0;
	shell_complete(editor.shell, str_from_c(line), c);
	if (c->n == 0)
		return NULL;
	rl_completion_append_character = c->rows[0].open ? '\0' : ' ';
	matches = mem_zeroed(c->n + 2, sizeof(*matches));
	matches[0] = line_with(line, c->common);
	for (size_t i = 0; c->n > 1 && i < c->n; i++)
		matches[i + 1] = line_with(line, c->rows[i].text);
	return matches;
}

/* The name in one row of the screen: what is too long loses bytes of its middle, whole letters of them. */
static struct str one_row(struct str name, size_t columns)
{
	size_t head = columns / 2, tail = name.n - (columns - head);

	if (name.n < columns || columns < 20)
		return name;
	head -= 4;
	while (head > 0 && (name.p[head] & 0xc0) == 0x80)
		head--;
	while (tail < name.n && (name.p[tail] & 0xc0) == 0x80)
		tail++;
	return arena_fmt(&editor.shell->command, "%.*s...%.*s", (int)head, name.p,
		(int)(name.n - tail), name.p + tail);
}

/* Lists the names that are behind the lines. */
static void list_matches(char **matches, int n, int width)
{
	const struct completion *c = &editor.completion;
	char **names = mem_zeroed((size_t)n + 2, sizeof(*names));
	int rows = 0, columns = 0;

	rl_get_screen_size(&rows, &columns);
	names[0] = matches[0];
	width = 0;
	for (int i = 0; i < n && (size_t)i < c->n; i++) {
		struct str name = one_row(c->rows[i].shown, columns > 0 ? (size_t)columns : 80);

		names[i + 1] = arena_c(&editor.shell->command, name);
		if (name.n < INT_MAX && (int)name.n > width)
			width = (int)name.n;
	}
	rl_display_match_list(names, n, width);
	if (c->left_out != 0)
		fprintf(rl_outstream, "and %zu more\n", c->left_out);
	rl_forced_update_display();
	free(names);
}

void editor_open(struct shell *s)
{
	const char *terminal = ttyname(STDIN_FILENO);

	editor.history = home_state(&s->life, "history");
	editor.shell = s;
	editor.keys = terminal != NULL
		? open(terminal, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
		: -1;
	cleanup_terminal(STDIN_FILENO);
	rl_readline_name = "cprof";
	rl_attempted_completion_function = complete;
	rl_completion_display_matches_hook = list_matches;
	rl_completer_word_break_characters = "";
	rl_getc_function = get_key;
	rl_persistent_signal_handlers = 1; /* also while we wait */
	using_history();
	stifle_history(HISTORY_LINES);
	history_read(editor.history, add_history);
	interrupt_catch();
}

void editor_close(void)
{
	free(editor.line);
	editor.line = NULL;
	editor.rest = STR("");
	if (editor.keys >= 0)
		close(editor.keys);
	history_tidy(editor.history);
	interrupt_release();
}
