/*
 * crew.c: see crew.h.
 */
#include "symbolize/crew.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/out.h"
#include "base/path.h"
#include "base/thread.h"

/* A binary's debug information may take some hundred MB, so that more threads would not help. */
enum { THREADS_MAX = 8 };

/* How often to say how far it is. */
enum { TELL_MS = 250 };

struct crew {
	struct read_binary *binaries;
	size_t n;
	const struct crew_ui *ui;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t next, done; /* under the lock */
	size_t last;       /* the binary that was taken last */
};

static void *read_some(void *p)
{
	struct crew *c = p;

	for (;;) {
		size_t i;

		pthread_mutex_lock(&c->lock);
		i = interrupted() ? c->n : c->next;
		if (i < c->n)
			c->last = c->next++;
		pthread_mutex_unlock(&c->lock);
		if (i >= c->n)
			return NULL;
		read_binary(&c->binaries[i]);
		pthread_mutex_lock(&c->lock);
		c->done++;
		pthread_cond_signal(&c->changed);
		pthread_mutex_unlock(&c->lock);
	}
}

/* "symbolizing libfoo.so, 3 of 12". The name is the profile's, and may be anything. */
static void tell(const struct crew *c, size_t at)
{
	struct out o = {.terminal = true};
	char number[64];

	snprintf(number, sizeof(number), ", %zu of %zu", at + 1, c->n);
	out_lit(&o, "symbolizing ");
	out_str(&o, path_base(str_from_c(c->binaries[at].path)));
	out_bytes(&o, number, strlen(number) + 1);
	c->ui->progress(c->ui->context, o.p);
	out_release(&o);
}

static struct timespec in_ms(long ms)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_nsec += ms * 1000000L;
	t.tv_sec += t.tv_nsec / 1000000000;
	t.tv_nsec %= 1000000000;
	return t;
}

/* Says how far it is until all are read, or nobody reads any more. */
static void watch(struct crew *c)
{
	struct timespec until = in_ms(c->ui->quiet_ms);
	bool told = false;

	pthread_mutex_lock(&c->lock);
	while (c->done < c->n && !interrupted()) {
		size_t at;

		if (pthread_cond_timedwait(&c->changed, &c->lock, &until) == 0)
			continue;
		at = c->last;
		pthread_mutex_unlock(&c->lock);
		tell(c, at);
		told = true;
		until = in_ms(TELL_MS);
		pthread_mutex_lock(&c->lock);
	}
	pthread_mutex_unlock(&c->lock);
	if (told)
		c->ui->progress(c->ui->context, "");
}

bool crew_read(struct read_binary *binaries, size_t n, const struct crew_ui *ui)
{
	struct crew c = {.binaries = binaries, .n = n, .ui = ui};
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	size_t wanted = cpus < 1 ? 1 : cpus > THREADS_MAX ? THREADS_MAX : (size_t)cpus;
	pthread_t threads[THREADS_MAX];
	size_t n_threads = 0;
	bool all;

	pthread_mutex_init(&c.lock, NULL);
	pthread_cond_init(&c.changed, NULL);
	while (n_threads < wanted && n_threads < n &&
		thread_start(&threads[n_threads], read_some, &c))
		n_threads++;
	if (n_threads == 0)
		read_some(&c);
	else if (ui->progress != NULL)
		watch(&c);
	for (size_t i = 0; i < n_threads; i++)
		pthread_join(threads[i], NULL);
	all = c.done == n;
	for (size_t i = 0; i < n && all; i++)
		all = !binaries[i].stopped;
	pthread_cond_destroy(&c.changed);
	pthread_mutex_destroy(&c.lock);
	return all;
}
