/*
 * readline.h: loads GNU readline when the console first edits a line.
 *
 * Loading readline and the terminal library below it takes time, which a report must not pay for. So cprof
 * is built with readline's headers, but not linked with readline.
 * Note: use readline's functions and variables through the table only; the linker knows none of their names.
 */
#ifndef CPROF_CONSOLE_READLINE_H
#define CPROF_CONSOLE_READLINE_H

#include <stdio.h> /* readline.h needs it */

#include <readline/history.h>
#include <readline/readline.h>

#include "base/err.h"

#define READLINE_NAMES(X) \
	X(add_history) \
	X(free_history_entry) \
	X(history_length) \
	X(history_list) \
	X(remove_history) \
	X(rl_attempted_completion_function) \
	X(rl_attempted_completion_over) \
	X(rl_callback_handler_install) \
	X(rl_callback_handler_remove) \
	X(rl_callback_read_char) \
	X(rl_callback_sigcleanup) \
	X(rl_check_signals) \
	X(rl_completer_word_break_characters) \
	X(rl_completion_append_character) \
	X(rl_completion_display_matches_hook) \
	X(rl_display_match_list) \
	X(rl_echo_signal_char) \
	X(rl_forced_update_display) \
	X(rl_free_line_state) \
	X(rl_get_screen_size) \
	X(rl_getc) \
	X(rl_getc_function) \
	X(rl_instream) \
	X(rl_outstream) \
	X(rl_pending_signal) \
	X(rl_persistent_signal_handlers) \
	X(rl_readline_name) \
	X(rl_readline_state) \
	X(rl_redisplay) \
	X(rl_replace_line) \
	X(rl_sort_completion_matches) \
	X(stifle_history) \
	X(using_history)

/* A pointer to each function, and one to each variable. */
struct readline {
#define READLINE_MEMBER(name) __typeof__(name) *name;
	READLINE_NAMES(READLINE_MEMBER)
#undef READLINE_MEMBER
};

/* Fills in the table, which is valid until the program ends. False with the reason when there is no readline. */
bool readline_load(struct readline *table, struct err *err);

#endif
