/*
 * flame-trees.h: The trees that a flame graph of this report shows: one, or the two halves of a sandwich. For report/.
 */
#ifndef CPROF_REPORT_FLAME_TREES_H
#define CPROF_REPORT_FLAME_TREES_H

#include "flame/flame-tree.h"
#include "report/report.h"

struct flame_trees {
	struct flame_tree all;     /* all stacks, or the callees of a sandwich */
	struct flame_tree callers; /* of a sandwich; it grows from the functions to the root */
	bool is_sandwich;
};

/* The trees of these stacks, as the options say. */
struct flame_spec flame_spec_of(const struct report *r, const struct nodes *nodes,
	const struct stack_sums *sums);

/*
 * Makes the trees, in the report's arena; `spec` says what else they are. False, with an error, where the option
 * `sandwich` is no regular expression or matches nothing.
 */
bool flame_trees_init(struct flame_trees *t, struct report *r, const struct flame_spec *spec,
	struct err *err);

/* Whether both halves of the sandwich begin with one function, which then is one line. */
bool flame_trees_meet(const struct flame_trees *t);

/* The line about what a sandwich is of; empty: it is none. In the report's arena. */
struct str flame_trees_say(const struct flame_trees *t, const struct report *r);

#endif
