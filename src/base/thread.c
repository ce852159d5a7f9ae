/*
 * thread.c: starts threads, which take over the token of their starter.
 */
#include "base/thread.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/mem.h"

/* What a new thread is given; it frees that. */
struct thread_job {
	void *(*work)(void *);
	void *context;
	struct cancel *token;
};

static void *begin(void *p)
{
	struct thread_job job = *(struct thread_job *)p;

	free(p);
	cancel_use(job.token);
	return job.work(job.context);
}

bool thread_start(pthread_t *thread, void *(*work)(void *), void *context)
{
	struct thread_job *job = mem_zeroed(1, sizeof(*job));
	pthread_t started;

	*job = (struct thread_job){work, context, cancel_current()};
	if (pthread_create(&started, NULL, begin, job) != 0) {
		free(job);
		return false;
	}
	*thread = started;
	return true;
}
