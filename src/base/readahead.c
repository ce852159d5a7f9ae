/*
 * readahead.c: reads an input into a ring of blocks on a thread of its own.
 *
 * The thread fills block `filled % BLOCKS` while the reader empties block
 * `emptied % BLOCKS`. Only the counts are shared under the lock.
 */
#include "base/readahead.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/pool.h"
#include "base/thread.h"

enum { AHEAD_BLOCKS = 4, AHEAD_BLOCK = 256 * 1024, AHEAD_DIRECT = 1024 * 1024 };

struct block {
	size_t n;
	char p[AHEAD_BLOCK];
};

struct readahead {
	struct input in;
	struct input *from;
	size_t direct; /* bytes read before the thread was started */
	pthread_t thread;
	bool started, alone; /* alone: there is no thread to be had */
	int wake[2];         /* a pipe: written to when the thread is to end */

	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t filled, emptied; /* blocks so far */
	bool end, failed, stop;
	struct err err;

	size_t at; /* in the block being emptied */
	struct block *blocks;
};

static void *fill(void *p)
{
	struct readahead *a = p;
	bool going = true;

	while (going) {
		struct block *b;
		bool ok;

		pthread_mutex_lock(&a->lock);
		while (a->filled - a->emptied == AHEAD_BLOCKS && !a->stop)
			pthread_cond_wait(&a->changed, &a->lock);
		going = !a->stop;
		b = &a->blocks[a->filled % AHEAD_BLOCKS];
		pthread_mutex_unlock(&a->lock);
		if (!going)
			break;
		ok = a->from->read(a->from, b->p, sizeof(b->p), &b->n, &a->err);
		pthread_mutex_lock(&a->lock);
		a->failed = !ok;
		a->end = ok && b->n == 0;
		going = ok && b->n != 0;
		a->filled += going;
		pthread_cond_signal(&a->changed);
		pthread_mutex_unlock(&a->lock);
	}
	return NULL;
}

static void close_wake(struct readahead *a)
{
	close(a->wake[0]);
	close(a->wake[1]);
}

static bool start(struct readahead *a)
{
	a->alone = pool_processors(2) < 2 || pipe(a->wake) != 0;
	if (a->alone)
		return false;
	a->blocks = malloc(AHEAD_BLOCKS * sizeof(*a->blocks));
	if (a->blocks == NULL)
		mem_exhausted();
	fcntl(a->wake[0], F_SETFD, FD_CLOEXEC);
	fcntl(a->wake[1], F_SETFD, FD_CLOEXEC);
	a->from->wake = a->wake[0];
	a->started = thread_start(&a->thread, fill, a);
	if (!a->started) {
		a->alone = true;
		a->from->wake = INPUT_NO_WAKE;
		close_wake(a);
	}
	return a->started;
}

/* Waits for a block that has bytes. False at the end or when reading failed. */
static bool wait_block(struct readahead *a)
{
	bool have;

	pthread_mutex_lock(&a->lock);
	while (a->filled == a->emptied && !a->end && !a->failed)
		pthread_cond_wait(&a->changed, &a->lock);
	have = a->filled != a->emptied;
	pthread_mutex_unlock(&a->lock);
	return have;
}

static void block_done(struct readahead *a)
{
	a->at = 0;
	pthread_mutex_lock(&a->lock);
	a->emptied++;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
}

static bool ahead_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct readahead *a = (struct readahead *)in;
	struct block *b;

	if (!a->started && (a->alone || a->direct < AHEAD_DIRECT || !start(a))) {
		bool ok = a->from->read(a->from, buf, cap, n, err);

		a->direct += ok ? *n : 0;
		return ok;
	}
	if (!wait_block(a)) {
		if (a->failed) {
			*err = a->err;
			return false;
		}
		*n = 0;
		return true;
	}
	b = &a->blocks[a->emptied % AHEAD_BLOCKS];
	*n = cap < b->n - a->at ? cap : b->n - a->at;
	memcpy(buf, b->p + a->at, *n);
	a->at += *n;
	if (a->at == b->n)
		block_done(a);
	return true;
}

struct readahead *readahead_open(struct input *from)
{
	struct readahead *a = mem_zeroed(1, sizeof(*a));

	a->in = (struct input){ahead_read, INPUT_NO_WAKE};
	a->from = from;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	return a;
}

struct input *readahead_input(struct readahead *a)
{
	return &a->in;
}

void readahead_close(struct readahead *a)
{
	if (a->started) {
		pthread_mutex_lock(&a->lock);
		a->stop = true;
		pthread_cond_signal(&a->changed);
		pthread_mutex_unlock(&a->lock);
		while (write(a->wake[1], "", 1) < 0 && errno == EINTR)
			;
		pthread_join(a->thread, NULL);
		a->from->wake = INPUT_NO_WAKE;
		close_wake(a);
	}
	pthread_mutex_destroy(&a->lock);
	pthread_cond_destroy(&a->changed);
	free(a->blocks);
	free(a);
}
