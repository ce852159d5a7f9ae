/*
 * walk.c: Deals the samples of a view out to threads.
 */
#include "graph/walk.h"

#include <stdlib.h>

/* The samples that are worth a thread of their own. */
enum { SAMPLES_GRAIN = 20000 };

struct walk_job {
	const struct walk_spec *spec;
	void (*add)(void *, struct walk_part *);
	void *context;
};

unsigned walk_parts(const struct walk_spec *spec)
{
	return parallel_parts(spec->view->n_samples, SAMPLES_GRAIN);
}

static void run_part(void *context, unsigned number, size_t begin, size_t end)
{
	const struct walk_job *job = context;
	const struct profile *p = job->spec->view->p;
	struct walk_part part = {.number = number,
		.spec = job->spec,
		.next = begin,
		.end = end,
		.weights = p->values[job->spec->value],
		.divisors = job->spec->mean ? p->values[0] : NULL};

	job->add(job->context, &part);
	free(part.stack.p);
}

void walk_run(const struct walk_spec *spec, unsigned parts,
	void (*add)(void *context, struct walk_part *part), void *context)
{
	struct walk_job job = {spec, add, context};

	parallel_run(spec->view->n_samples, parts, run_part, &job);
}
