/*
 * parallel.c: cuts the range of a loop into parts, which a worker pool works on.
 */
#include "base/parallel.h"

#include <assert.h>

#include "base/pool.h"

struct par_loop {
	size_t n;
	unsigned parts;
	void (*work)(void *, unsigned, size_t, size_t);
	void *context;
};

unsigned parallel_parts(size_t n, size_t grain)
{
	size_t parts = n / grain;

	if (parts <= 1)
		return 1;
	return (unsigned)pool_processors(parts < PARALLEL_MAX ? parts : PARALLEL_MAX);
}

static void work_part(void *context, size_t part, size_t worker)
{
	const struct par_loop *l = context;
	size_t begin = l->n / l->parts * part, end = l->n / l->parts * (part + 1);

	(void)worker;
	l->work(l->context, (unsigned)part, begin, part + 1 < l->parts ? end : l->n);
}

void parallel_run(size_t n, unsigned parts, void (*work)(void *, unsigned, size_t, size_t),
	void *context)
{
	struct par_loop l = {n, parts, work, context};

	assert(parts >= 1 && parts <= PARALLEL_MAX);
	/* The calling thread works, too. Each part gives up early by itself when it is interrupted. */
	pool_run(
		&(struct pool){.n = parts, .threads = parts - 1, .context = &l, .work = work_part});
}
