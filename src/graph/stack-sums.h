/*
 * stack-sums.h: What each distinct stack of a view weighs.
 *
 * Samples that have the same stack count as one wherever labels are not asked for. So they are added up once,
 * and everything else looks at each stack once (walk.h).
 */
#ifndef CPROF_GRAPH_STACK_SUMS_H
#define CPROF_GRAPH_STACK_SUMS_H

#include "view/view.h"

/* By stack_id of view->p. In an arena. */
struct stack_sums {
	const struct view *view;
	struct value_column weights;  /* in the unit of the value */
	struct value_column divisors; /* sums of the first value; none unless a mean is asked for */
	/* What the base of a comparison had of both; none unless that is asked for. */
	struct value_column before, before_divisors;
	/*
	 * How many samples of the view weigh something, before or after. NULL: each stack has one sample,
	 * which may weigh nothing; then the sums are the profile's columns.
	 */
	const uint32_t *samples;
};

/* The samples to add up. */
struct sample_spec {
	const struct view *view;
	uint32_t value; /* which of a sample's values is its weight */
	bool mean;      /* the first of its values is its divisor */
	bool before;    /* also what the base had, where the profile is a comparison */
	bool zeros; /* also give samples whose weight and divisor are 0; not for stack_sums_init */
};

/*
 * Adds up the samples of the view, but those that weigh nothing. It ends early when the work is cancelled
 * (base/cancel.h).
 */
void stack_sums_init(struct stack_sums *s, struct arena *a, const struct sample_spec *spec);

struct sample {
	size_t i;                       /* number in the view */
	size_t number;                  /* number in the profile */
	int64_t weight;                 /* in the unit of the value */
	int64_t divisor;                /* 0 unless a mean is asked for */
	int64_t before, before_divisor; /* 0 unless asked for */
};

/*
 * For reports on labels, which go from sample to sample. Fills in the next sample; *next is 0 before the
 * first. False when there is none left, or when the work is cancelled.
 */
bool graph_sample_next(const struct sample_spec *spec, size_t *next, struct sample *s);

#endif
