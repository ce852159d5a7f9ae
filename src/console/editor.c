/*
 * editor.c: edits lines at the terminal with readline, whose editing nothing else knows.
 *
 * We wait for keys and give them to readline one by one. SIGINT is blocked but while we wait, so that none
 * is lost between the check for it and the wait. Readline catches other signals itself, restores the
 * terminal, and raises them again.
 *
 * Note: readline must not catch SIGINT. In the midst of a key it would free the search that the key belongs
 * to. We catch it, and drop the line between two keys. A question within a key ("--More--") gets ^G, which
 * readline takes as "abort".
 */
#include "console/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/home.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/wait.h"
#include "command/complete.h"
#include "console/history.h"
#include "console/readline.h"

enum { KEY_ABORT = 'G' & 0x1f };

/* Its functions and variables, from editor_open on. Callbacks need them, too. */
static struct readline lib;

/* Readline's callbacks take no argument of ours. */
static struct {
	bool done;
	char *line;          /* from readline, freed here; NULL at the end of the input */
	struct str rest;     /* the lines of `line` behind the first: they were pasted */
	const char *history; /* the path of the history's file, or NULL */
	int keys;            /* the terminal, opened O_NONBLOCK; -1: that failed */
	struct shell *shell;
	struct completion completion; /* the last one; its texts are in shell->command */
	bool spoke;                   /* something was noted below the line */
} editor;

/* A note that comes while a line is edited begins on a line of its own. */
static void note_below(void *context, struct str line)
{
	const struct notes *notes = context;

	if (!editor.spoke)
		fputs("\n", *lib.rl_outstream);
	fflush(*lib.rl_outstream);
	editor.spoke = true;
	notes->note(notes->context, line);
}

/* Waits once, and shows the line again where something was noted meanwhile. */
static void wait_for(struct pollfd *key, const sigset_t *mask)
{
	struct notes before = editor.shell->notes;

	editor.spoke = false;
	editor.shell->notes = (struct notes){.context = &before, .note = note_below};
	wait_once(key, 1, INT64_MAX, mask);
	editor.shell->notes = before;
	if (editor.spoke)
		lib.rl_forced_update_display();
}

/* Waits for a key. False: a Ctrl-C came instead. */
static bool wait_for_key(void)
{
	struct pollfd key = {.fd = fileno(*lib.rl_instream), .events = POLLIN};
	sigset_t interrupt, before;

	sigemptyset(&interrupt);
	sigaddset(&interrupt, SIGINT);
	while (!interrupted() && key.revents == 0) {
		pthread_sigmask(SIG_BLOCK, &interrupt, &before);
		interrupt_catch(); /* readline installs its own handler with each line and each signal */
		if (!interrupted() && !lib.rl_pending_signal())
			wait_for(&key, &before);
		lib.rl_check_signals();
		interrupt_catch();
		pthread_sigmask(SIG_SETMASK, &before, NULL);
	}
	return !interrupted();
}

/*
 * Reads a key for readline. A Ctrl-C drops the keys before it, also those that were read but not used yet.
 */
static int get_key(FILE *in)
{
	while (wait_for_key()) {
		unsigned char key;
		ssize_t n;

		if (editor.keys < 0)
			return lib.rl_getc(in);
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
	lib.rl_callback_handler_remove();
}

/*
 * Leaves the unfinished line on the screen and begins another. During a search the line is what the search
 * found; the user did not type it, so it is erased.
 */
static void drop_line(const char *prompt)
{
	bool searching = (*lib.rl_readline_state & (RL_STATE_ISEARCH | RL_STATE_NSEARCH)) != 0;

	interrupt_clear();
	lib.rl_free_line_state();
	lib.rl_callback_sigcleanup();
	if (searching) {
		lib.rl_replace_line("", 1);
		lib.rl_redisplay();
	}
	lib.rl_echo_signal_char(SIGINT);
	lib.rl_callback_handler_remove();
	fputs("\n", *lib.rl_outstream);
	fflush(*lib.rl_outstream);
	lib.rl_callback_handler_install(prompt, take_line);
}

/* Adds a line to the history, and removes an equal one. */
static void remember(const char *line)
{
	for (int i = *lib.history_length; i-- > 0;)
		if (strcmp(lib.history_list()[i]->line, line) == 0)
			lib.free_history_entry(lib.remove_history(i));
	lib.add_history(line);
}

/* Edits one line. False: the input has ended. */
static bool edit(const char *prompt)
{
	interrupt_clear();
	free(editor.line);
	editor.line = NULL;
	editor.done = false;
	lib.rl_callback_handler_install(prompt, take_line);
	while (!editor.done) {
		if (wait_for_key())
			lib.rl_callback_read_char();
		else
			drop_line(prompt);
	}
	editor.rest = str_from_c(editor.line);
	return editor.line != NULL;
}

/* Pasted lines are edited as one text, but returned one by one, up to a Ctrl-C. */
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

/* The line with its end replaced. The caller frees it. */
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
 * Gives readline whole lines and not words, because it does not know our rules of quotes. The first is what
 * the line becomes at once.
 */
static char **complete(const char *line, int start, int end)
{
	struct completion *c = &editor.completion;
	char **matches;

	(void)start, (void)end;
	*lib.rl_attempted_completion_over =
		1; /* else readline would offer file names where we offer nothing */
	*lib.rl_sort_completion_matches = 0;
	shell_complete(editor.shell, str_from_c(line), c);
	if (c->n == 0)
		return NULL;
	*lib.rl_completion_append_character = c->rows[0].open ? '\0' : ' ';
	matches = mem_zeroed(c->n + 2, sizeof(*matches));
	matches[0] = line_with(line, c->common);
	for (size_t i = 0; c->n > 1 && i < c->n; i++)
		matches[i + 1] = line_with(line, c->rows[i].text);
	return matches;
}

/* The name, shortened in its middle to fit on one row of the screen. Characters stay whole. */
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

/* Lists the candidates: their names, and not the lines that readline has. */
static void list_matches(char **matches, int n, int width)
{
	const struct completion *c = &editor.completion;
	char **names = mem_zeroed((size_t)n + 2, sizeof(*names));
	int rows = 0, columns = 0;

	lib.rl_get_screen_size(&rows, &columns);
	names[0] = matches[0];
	width = 0;
	for (int i = 0; i < n && (size_t)i < c->n; i++) {
		struct str name = one_row(c->rows[i].shown, columns > 0 ? (size_t)columns : 80);

		names[i + 1] = arena_c(&editor.shell->command, name);
		if (name.n < INT_MAX && (int)name.n > width)
			width = (int)name.n;
	}
	lib.rl_display_match_list(names, n, width);
	if (c->left_out != 0)
		fprintf(*lib.rl_outstream, "and %zu more\n", c->left_out);
	lib.rl_forced_update_display();
	free(names);
}

bool editor_open(struct shell *s, struct err *err)
{
	const char *terminal = ttyname(STDIN_FILENO);

	if (!readline_load(&lib, err))
		return false;
	editor.history = home_state(&s->life, "history");
	editor.shell = s;
	editor.keys = terminal != NULL
		? open(terminal, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
		: -1;
	cleanup_terminal(STDIN_FILENO);
	setlocale(LC_CTYPE,
		""); /* readline needs the terminal's encoding; numbers keep their form */
	*lib.rl_readline_name = "cprof";
	*lib.rl_attempted_completion_function = complete;
	*lib.rl_completion_display_matches_hook = list_matches;
	*lib.rl_completer_word_break_characters = "";
	*lib.rl_getc_function = get_key;
	*lib.rl_persistent_signal_handlers = 1; /* its handlers stay while we wait */
	lib.using_history();
	lib.stifle_history(HISTORY_LINES);
	history_read(editor.history, lib.add_history);
	interrupt_catch();
	return true;
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
