/*
 * shell-completion.h: scripts that teach a shell to complete cprof's flags.
 *
 * They are made from the tables that flags are read by, so that no flag is forgotten in them.
 */
#ifndef CPROF_COMMAND_SHELL_COMPLETION_H
#define CPROF_COMMAND_SHELL_COMPLETION_H

#include "base/arena.h"
#include "base/out.h"

/* A word of the command line that begins with a dash. */
struct completing_flag {
	const char *name, *summary;
	struct str values; /* with a blank between each two; empty: any, such as a file */
	bool is_switch;    /* no value needs to follow */
};

struct completing_shell {
	const char *name;
	void (*print)(struct out *o, const struct completing_flag *rows, size_t n);
};

/* A row with a NULL name ends it. */
extern const struct completing_shell shells[];

/* The row with this name, or NULL. */
const struct completing_shell *shell_completion_find(struct str name);

/* The names of all shells with sep between each two. In the arena. */
struct str shell_completion_names(struct arena *a, const char *sep);

/* Prints the script for a shell. */
void shell_completion_print(const struct completing_shell *shell, struct out *o);

#endif
