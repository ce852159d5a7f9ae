/*
 * par.c: see par.h.
 */
#include "base/par.h"

#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/thread.h"

struct par_job {
	void (*work)(void *, unsigned, size_t, size_t);
	void *context;
	unsigned part;
	size_t begin, end;
	pthread_t thread;
	bool started;
};

unsigned par_parts(size_t n, size_t grain)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	size_t parts = n / grain;

	if (cpus > PAR_MAX)
		cpus = PAR_MAX;
	if (cpus < 1 || parts < 1)
		return 1;
	return parts < (size_t)cpus ? (unsigned)parts : (unsigned)cpus;
}

static void *run(void *p)
{
	struct par_job *job = p;

	job->work(job->context, job->part, job->begin, job->end);
	return NULL;
}

void par_run(size_t n, unsigned parts, void (*work)(void *, unsigned, size_t, size_t),
	void *context)
{
	struct par_job jobs[PAR_MAX];

	assert(parts >= 1 && parts <= PAR_MAX);
	for (unsigned i = 0; i < parts; i++) {
		jobs[i] = (struct par_job){work, context, i, n / parts * i, n / parts * (i + 1), 0,
			false};
		if (i + 1 == parts)
			jobs[i].end = n;
		/* The last part is the caller's; so is one that finds no thread. */
		if (i + 1 < parts)
			jobs[i].started = thread_start(&jobs[i].thread, run, &jobs[i]);
		if (!jobs[i].started)
			run(&jobs[i]);
	}
	for (unsigned i = 0; i < parts; i++)
		if (jobs[i].started)
			pthread_join(jobs[i].thread, NULL);
}
