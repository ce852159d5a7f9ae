/*
 * flags.c: Table of the flags that are neither options nor commands.
 */
#include "command/flags.h"

#include <stddef.h>

const struct flag flag_table[] = {
#define FLAG(kind, name, def, summary) \
	{#name, FLAG_##kind, offsetof(struct flag_values, name), def, summary},
#include "base/array.h"
#include "command/flags.def"
#undef FLAG
	{0},
};

const struct flag *flag_find(struct str name)
{
	for (const struct flag *f = flag_table; f->name != NULL; f++)
		if (str_eq_c(name, f->name))
			return f;
	return NULL;
}
