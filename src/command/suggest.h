/*
 * suggest.h: Suggests names for one that does not exist.
 *
 * Each function returns the end of an error message, in the arena, or an empty text.
 */
#ifndef CPROF_COMMAND_SUGGEST_H
#define CPROF_COMMAND_SUGGEST_H

#include "command/scope.h"

/* "; did you mean top?" for the first word of a line. */
struct str suggest_word(const struct line_scope *s, struct str word);

/* "; did you mean -top?" for a flag; `name` has no dashes. */
struct str suggest_flag(struct arena *a, struct str name);

/* "; did you mean Longest?" for a regular expression that matches no function of the profile. */
struct str suggest_function(struct arena *a, const struct profile *p, struct str regex);

/*
 * "samples 12, cpu 1.2s": the sample types that have a total, if `type` (its index) has none. Totals are
 * printed in the unit that the options ask for.
 */
struct str suggest_types(struct arena *a, const struct profile *p, const struct config *config,
	uint32_t type);

#endif
