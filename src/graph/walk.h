/*
 * walk.h: The loop over the samples of a view, on several processors.
 *
 * All sums of graph/ are made by this loop. It leaves out what weighs nothing, and it ends early
 * when the work is cancelled (base/cancel.h); then the sums are those of the samples it came to.
 *
 *	static void add_part(void *context, struct walk_part *part)
 *	{
 *		struct walk_sample s;
 *
 *		while (walk_next(part, &s))
 *			add(context, part->number, walk_stack(part, &s, builder), s.weight);
 *	}
 *
 *	walk_run(&spec, walk_parts(&spec), add_part, context);
 *
 * Note: Take nothing but the fields of struct walk_sample and the stack for a sample, unless labels
 * are what the loop is about. Then samples that have the same stack can one day be given as one.
 */
#ifndef CPROF_GRAPH_WALK_H
#define CPROF_GRAPH_WALK_H

#include "base/cancel.h"
#include "base/parallel.h"
#include "graph/stack.h"

struct walk_spec {
	const struct view *view;
	uint32_t value;     /* which of a sample's values is its weight */
	bool mean;          /* the first of its values is its divisor */
	bool zeros;         /* also give samples whose weight and divisor are 0 */
	const bool *wanted; /* by number in the view: the samples to give; NULL: all */
};

struct walk_sample {
	size_t i;        /* number in the view */
	size_t number;   /* number in the profile */
	uint32_t mark;   /* different for each sample of a walk, and never 0 */
	uint32_t count;  /* how many samples of the profile this stands for: 1 */
	int64_t weight;  /* in the unit of the value */
	int64_t divisor; /* 0 unless a mean is asked for */
};

/* The part of a walk that one thread does. */
struct walk_part {
	unsigned number; /* from 0 on */
	const struct walk_spec *spec;
	size_t next, end;                  /* numbers in the view: what is left of the part */
	const int64_t *weights, *divisors; /* by number in the profile; divisors may be NULL */
	struct node_stack stack;           /* of the sample that was last asked about */
};

/* How many parts pay off: 1 up to PARALLEL_MAX. */
unsigned walk_parts(const struct walk_spec *spec);

/*
 * Calls add(context, part) once for each part, at the same time, and returns when all have ended.
 * What a part changes belongs to it alone; the caller makes it before and adds it up afterwards, in
 * the order of the parts. With one part, all samples come in their order, in the caller's thread.
 */
void walk_run(const struct walk_spec *spec, unsigned parts,
	void (*add)(void *context, struct walk_part *part), void *context);

/* Fills in the next sample of the part. False when there is none left, or when cancelled. */
static inline bool walk_next(struct walk_part *part, struct walk_sample *s)
{
	while (part->next < part->end) {
		size_t i = part->next++, number = view_sample(part->spec->view, i);

		if (interrupted_at(i))
			break;
		if (part->spec->wanted != NULL && !part->spec->wanted[i])
			continue;
		s->weight = part->weights[number];
		s->divisor = part->divisors != NULL ? part->divisors[number] : 0;
		if (s->weight == 0 && s->divisor == 0 && !part->spec->zeros)
			continue;
		s->i = i;
		s->number = number;
		s->mark = (uint32_t)i + 1;
		s->count = 1;
		return true;
	}
	return false;
}

/* The nodes of sample s, from leaf to root; valid until the next call. The caller may change them. */
static inline struct node_stack *walk_stack(struct walk_part *part, const struct walk_sample *s,
	const struct stack_builder *b)
{
	stack_build(b, s->i, &part->stack);
	return &part->stack;
}

#endif
