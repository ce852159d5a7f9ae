/*
 * flags.h: Table of the flags that are neither options nor commands, and their values.
 */
#ifndef CPROF_COMMAND_FLAGS_H
#define CPROF_COMMAND_FLAGS_H

#include "base/lists.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The type of the value of each kind of flag. */
#define FLAG_TYPE_BOOL bool
#define FLAG_TYPE_INT int64_t
#define FLAG_TYPE_STRING struct str
#define FLAG_TYPE_LIST struct str_list
#define FLAG_TYPE_SIZE uint64_t
#define FLAG_TYPE_LINE size_t /* how many were given; struct command_line has them */
#define FLAG_TYPE_SCRIPT size_t
#define FLAG_TYPE_SHELL struct str
#define FLAG_TYPE_VALUE_TYPE struct str
#define FLAG_TYPE_SYMBOLIZE struct str

struct flag_values {
#define FLAG(kind, name, def, summary) FLAG_TYPE_##kind name;
#include "command/flags.def"
#undef FLAG
};

/* The kinds are explained in flags.def. */
enum flag_kind {
	FLAG_BOOL,
	FLAG_INT,
	FLAG_STRING,
	FLAG_LIST,
	FLAG_SIZE,
	FLAG_LINE,
	FLAG_SCRIPT,
	FLAG_SHELL,
	FLAG_VALUE_TYPE,
	FLAG_SYMBOLIZE,
};

struct flag {
	const char *name;
	enum flag_kind kind;
	size_t offset;       /* in struct flag_values */
	const char *def;     /* the default, as a user types it */
	const char *summary; /* one line for help, without a full stop */
};

/* The table. A row with a NULL name ends it. */
extern const struct flag flag_table[];

/* Returns the flag with this name, or NULL. */
const struct flag *flag_find(struct str name);

#endif
