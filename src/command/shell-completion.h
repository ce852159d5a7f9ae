/*
 * shell-completion.h: Prints scripts with which bash, fish and zsh complete cprof's flags.
 *
 * The scripts are made from the tables of commands, options and flags.
 */
#ifndef CPROF_COMMAND_SHELL_COMPLETION_H
#define CPROF_COMMAND_SHELL_COMPLETION_H

#include "base/arena.h"
#include "base/out.h"

/* A flag of any table, as a script needs it. */
struct completing_flag {
	const char *name, *summary;
	struct str values; /* separated by blanks; empty: any value, such as a file */
	bool is_switch;    /* it may stand without a value */
};

struct completing_shell {
	const char *name;
	void (*print)(struct out *o, const struct completing_flag *rows, size_t n);
};

/* The shells. A row with a NULL name ends the table. */
extern const struct completing_shell shells[];

/* Returns the shell with this name, or NULL. */
const struct completing_shell *shell_completion_find(struct str name);

/* Returns the names of all shells, separated by sep, in the arena. */
struct str shell_completion_names(struct arena *a, const char *sep);

/* Prints the script for a shell. */
void shell_completion_print(const struct completing_shell *shell, struct out *o);

#endif
