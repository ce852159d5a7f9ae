/*
 * pool.c: hands out items to threads under one lock.
 *
 * Only numbers and the marks of finished items are shared under the lock. It is also what makes the
 * work on an item visible to the calling thread, which sees the mark before it takes the item over.
 */
#include "base/pool.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/thread.h"

/*
 * Milliseconds between two reports of progress, and between two looks at interrupted() while
 * waiting.
 */
enum { TELL_MS = 250 };

struct pool_loop {
	const struct pool *pool;
	pthread_mutex_t lock;
	pthread_cond_t changed; /* something below */
	size_t next;            /* the item to be begun next */
	size_t taken;   /* items that were taken over, or without `take` are known to be finished */
	bool *finished; /* of each item */
	bool stop;
};

/* One thread of a loop. */
struct pool_worker {
	struct pool_loop *loop;
	size_t number;
	pthread_t thread;
};

/* Under the lock: whether no further item is to be begun. */
static bool is_stopped(struct pool_loop *l)
{
	if (!l->stop && l->pool->stops && interrupted()) {
		l->stop = true;
		pthread_cond_broadcast(&l->changed);
	}
	return l->stop;
}

/* Waits until an item may be begun. False when there is none any more. */
static bool begin_item(struct pool_loop *l, size_t *item)
{
	const struct pool *p = l->pool;
	bool ok;

	pthread_mutex_lock(&l->lock);
	while (l->next < p->n && p->window != 0 && l->next - l->taken >= p->window && !l->stop)
		pthread_cond_wait(&l->changed, &l->lock);
	ok = l->next < p->n && !is_stopped(l);
	if (ok)
		*item = l->next++;
	pthread_mutex_unlock(&l->lock);
	return ok;
}

static void finish_item(struct pool_loop *l, size_t item)
{
	pthread_mutex_lock(&l->lock);
	l->finished[item] = true;
	pthread_cond_broadcast(&l->changed);
	pthread_mutex_unlock(&l->lock);
}

/* Works until there is no item to be begun. */
static void *work_some(void *p)
{
	const struct pool_worker *w = p;
	const struct pool *pool = w->loop->pool;
	size_t item;

	while (begin_item(w->loop, &item)) {
		pool->work(pool->context, item, w->number);
		finish_item(w->loop, item);
	}
	return NULL;
}

/* Under the lock, which is free meanwhile: takes over the first item. */
static void take_item(struct pool_loop *l)
{
	const struct pool *p = l->pool;
	size_t item = l->taken;
	bool ok;

	pthread_mutex_unlock(&l->lock);
	ok = p->take(p->context, item);
	pthread_mutex_lock(&l->lock);
	l->taken++;
	l->stop |= !ok;
	pthread_cond_broadcast(&l->changed);
}

/* The same for progress. */
static void tell_progress(struct pool_loop *l)
{
	struct pool_progress now = {l->taken, l->next != 0 ? l->next - 1 : 0};

	if (l->pool->progress == NULL)
		return;
	pthread_mutex_unlock(&l->lock);
	l->pool->progress(l->pool->context, &now);
	pthread_mutex_lock(&l->lock);
}

/*
 * Takes over what the threads finish, and tells progress, until all is done or it is stopped.
 * Progress is told while an item is waited for, and so never of an item that is about to be taken
 * over.
 */
static void attend(struct pool_loop *l)
{
	const struct pool *p = l->pool;
	int64_t next = clock_ms() + (p->progress != NULL ? p->quiet_ms : TELL_MS), left;

	pthread_mutex_lock(&l->lock);
	while (l->taken < p->n && !is_stopped(l)) {
		left = next - clock_ms();
		if (p->take != NULL && l->finished[l->taken]) {
			take_item(l);
			next = clock_ms() + TELL_MS;
		} else if (left <= 0) {
			tell_progress(l);
			next = clock_ms() + TELL_MS;
		} else if (l->finished[l->taken]) {
			l->taken++;
		} else {
			struct timespec until = clock_deadline(left);

			pthread_cond_timedwait(&l->changed, &l->lock, &until);
		}
	}
	pthread_mutex_unlock(&l->lock);
}

/* Does all the work on the calling thread. */
static void work_alone(struct pool_loop *l)
{
	const struct pool *p = l->pool;

	for (; l->taken < p->n && !is_stopped(l); l->taken++) {
		p->work(p->context, l->taken, 0);
		if (is_stopped(l))
			break;
		l->stop = p->take != NULL && !p->take(p->context, l->taken);
	}
}

static void work_together(struct pool_loop *l, struct pool_worker *workers, size_t wanted)
{
	const struct pool *p = l->pool;
	size_t n = 0;

	for (; n < wanted; n++) {
		workers[n] = (struct pool_worker){.loop = l, .number = n + 1};
		if (!thread_start(&workers[n].thread, work_some, &workers[n]))
			break;
	}
	if (n == 0)
		work_alone(l);
	else if (p->take != NULL || p->progress != NULL)
		attend(l);
	else
		work_some(&(struct pool_worker){.loop = l});
	for (size_t i = 0; i < n; i++)
		pthread_join(workers[i].thread, NULL);
	if (p->take == NULL)
		while (l->taken < p->n && l->finished[l->taken])
			l->taken++;
}

bool pool_run(const struct pool *pool)
{
	struct pool_loop l = {.pool = pool};
	struct pool_worker workers[POOL_THREADS_MAX];

	assert(pool->threads <= POOL_THREADS_MAX);
	assert(pool->window == 0 || pool->take != NULL);
	l.finished = mem_zeroed(pool->n, sizeof(*l.finished));
	pthread_mutex_init(&l.lock, NULL);
	pthread_cond_init(&l.changed, NULL);
	work_together(&l, workers, pool->threads < pool->n ? pool->threads : pool->n);
	pthread_cond_destroy(&l.changed);
	pthread_mutex_destroy(&l.lock);
	free(l.finished);
	return l.taken == pool->n && !l.stop;
}

/* 0: the system does not say. */
static size_t processors_allowed(void)
{
	long n;
#ifdef __linux__
	cpu_set_t set;

	/* One call, where sysconf reads a file. It fails where there are more processors than in a set. */
	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		return (size_t)CPU_COUNT(&set);
#endif
	n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (size_t)n : 0;
}

size_t pool_processors(size_t max)
{
	size_t n = processors_allowed();

	if (n < 1)
		return 1;
	return n < max ? n : max;
}
