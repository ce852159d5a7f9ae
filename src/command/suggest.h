/*
 * suggest.h: what the user may have meant by a name that is not there.
 */
#ifndef CPROF_COMMAND_SUGGEST_H
#define CPROF_COMMAND_SUGGEST_H

#include "command/scope.h"

/* "; did you mean top?" for a word of the console, or empty. In the arena. */
struct str suggest_word(const struct line_scope *s, struct str word);

/* The same for a flag, without its dashes. */
struct str suggest_flag(struct arena *a, struct str name);

/* "; did you mean Longest?" for an expression that matches no function of the profile; else empty. In the arena. */
struct str suggest_function(struct arena *a, const struct profile *p, struct str regex);

/*
 * "samples 12, cpu 1.2s": the types of the profile that have a total, where `type` has none; empty when
 * none has. Values are printed as the options say. In the arena.
 */
struct str suggest_types(struct arena *a, const struct profile *p, const struct config *config,
	uint32_t type);

#endif
