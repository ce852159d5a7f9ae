/*
 * base-pool.c: tests of the worker pool. What one thread does waits for what another did, never for
 * time.
 */
#include "base-tests.h"
#include "unit.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "base/cancel.h"
#include "base/pool.h"

enum { ITEMS = 1000 };

/* What a loop did. */
struct seen {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t caller;
	size_t n, threads;
	unsigned char worked[ITEMS];     /* how often */
	bool busy[POOL_THREADS_MAX + 1]; /* by worker; from here on under the lock */
	size_t begun, taken;
	size_t ahead;     /* the most items that were begun and not taken over */
	size_t end_at;    /* `take` refuses this item */
	size_t cancel_at; /* working on this item cancels the loop */
	size_t reports;
	struct pool_progress last;
	struct cancel token;
};

static void seen_init(struct seen *s, size_t n, size_t threads)
{
	*s = (struct seen){.caller = pthread_self(),
		.n = n,
		.threads = threads,
		.end_at = SIZE_MAX,
		.cancel_at = SIZE_MAX};
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->changed, NULL);
}

static void seen_done(struct seen *s)
{
	pthread_cond_destroy(&s->changed);
	pthread_mutex_destroy(&s->lock);
}

static void work(void *context, size_t item, size_t worker)
{
	struct seen *s = context;

	pthread_mutex_lock(&s->lock);
	/* A worker's number is its own while it works. cmocka's asserts are for the main thread. */
	if (worker > s->threads || s->busy[worker])
		abort();
	s->busy[worker] = true;
	s->begun++;
	if (s->begun - s->taken > s->ahead)
		s->ahead = s->begun - s->taken;
	pthread_mutex_unlock(&s->lock);
	s->worked[item]++;
	pthread_mutex_lock(&s->lock);
	if (item == s->cancel_at) {
		cancel_request(&s->token);
		pthread_cond_broadcast(&s->changed);
	}
	/* What comes behind that item ends after it, however the threads are scheduled. */
	while (item > s->cancel_at && !cancelled(&s->token))
		pthread_cond_wait(&s->changed, &s->lock);
	s->busy[worker] = false;
	pthread_mutex_unlock(&s->lock);
}

static bool take(void *context, size_t item)
{
	struct seen *s = context;

	assert_true(pthread_equal(pthread_self(), s->caller));
	assert_int_equal(item, s->taken);
	assert_int_equal(s->worked[item], 1);
	pthread_mutex_lock(&s->lock);
	s->taken++;
	pthread_mutex_unlock(&s->lock);
	return item != s->end_at;
}

static const size_t sizes[] = {0, 1, 2, 7, 64, ITEMS};
static const size_t threads[] = {0, 1, 2, 5, POOL_THREADS_MAX};

/* How many items were worked on; each once, and none behind one that was not. */
static size_t count_worked(const struct seen *s)
{
	size_t n = 0;

	while (n < s->n && s->worked[n] == 1)
		n++;
	for (size_t i = n; i < s->n; i++)
		assert_int_equal(s->worked[i], 0);
	return n;
}

TEST(pool_works_on_each_item_once)
{
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		for (size_t k = 0; k < LENGTH(threads); k++) {
			struct seen s;

			seen_init(&s, sizes[i], threads[k]);
			assert_true(pool_run(&(struct pool){.n = sizes[i],
				.threads = threads[k],
				.context = &s,
				.work = work}));
			assert_int_equal(count_worked(&s), sizes[i]);
			seen_done(&s);
		}
	}
}

TEST(pool_hands_over_in_order_and_within_its_window)
{
	static const size_t windows[] = {0, 1, 3, 2 * ITEMS};

	for (size_t i = 0; i < LENGTH(sizes) * LENGTH(threads) * LENGTH(windows); i++) {
		size_t n = sizes[i % LENGTH(sizes)];
		size_t t = threads[i / LENGTH(sizes) % LENGTH(threads)];
		size_t window = windows[i / LENGTH(sizes) / LENGTH(threads)];
		struct seen s;

		seen_init(&s, n, t);
		assert_true(pool_run(&(struct pool){.n = n,
			.threads = t,
			.window = window,
			.context = &s,
			.work = work,
			.take = take}));
		assert_int_equal(count_worked(&s), n);
		assert_int_equal(s.taken, n);
		/* An item counts as taken a moment before the pool knows. */
		assert_true(window == 0 || s.ahead <= window);
		seen_done(&s);
	}
}

TEST(pool_ends_where_an_item_is_refused)
{
	for (size_t k = 0; k < LENGTH(threads); k++) {
		struct seen s;

		seen_init(&s, ITEMS, threads[k]);
		s.end_at = 300;
		assert_false(pool_run(&(struct pool){.n = ITEMS,
			.threads = threads[k],
			.window = 10,
			.context = &s,
			.work = work,
			.take = take}));
		assert_int_equal(s.taken, 301);
		assert_in_range(count_worked(&s), 301, 311);
		seen_done(&s);
	}
}

TEST(pool_refuses_the_last_item_as_well)
{
	struct seen s;

	for (size_t k = 0; k < LENGTH(threads); k++) {
		seen_init(&s, 3, threads[k]);
		s.end_at = 2;
		assert_false(pool_run(&(struct pool){.n = 3,
			.threads = threads[k],
			.context = &s,
			.work = work,
			.take = take}));
		seen_done(&s);
	}
}

/* No item is begun once the token is set: at most one a thread was begun before. */
TEST(pool_stops_when_it_is_cancelled)
{
	for (size_t k = 0; k < 2 * LENGTH(threads); k++) {
		size_t t = threads[k / 2];
		struct seen s;
		struct cancel *was;
		size_t n;

		seen_init(&s, ITEMS, t);
		s.cancel_at = 100;
		was = cancel_use(&s.token);
		assert_false(pool_run(&(struct pool){.n = ITEMS,
			.threads = t,
			.stops = true,
			.context = &s,
			.work = work,
			.take = k % 2 != 0 ? take : NULL}));
		cancel_use(was);
		n = count_worked(&s);
		assert_true(n > 100);
		/* Only who does not look goes on; the others were in the midst of something. */
		assert_true(t != 0 || n == 101);
		assert_true(s.taken <= n);
		seen_done(&s);
	}
}

TEST(pool_goes_on_where_it_may_not_be_cancelled)
{
	struct cancel token = {0}, *was = cancel_use(&token);
	struct seen s;

	cancel_request(&token);
	for (size_t k = 0; k < LENGTH(threads); k++) {
		seen_init(&s, ITEMS, threads[k]);
		assert_true(pool_run(&(struct pool){.n = ITEMS,
			.threads = threads[k],
			.context = &s,
			.work = work}));
		assert_int_equal(count_worked(&s), ITEMS);
		seen_done(&s);
		seen_init(&s, ITEMS, threads[k]);
		assert_false(pool_run(&(struct pool){.n = ITEMS,
			.threads = threads[k],
			.stops = true,
			.context = &s,
			.work = work}));
		assert_int_equal(count_worked(&s), 0);
		seen_done(&s);
	}
	cancel_use(was);
}

/* Each item waits until progress was told while it is the last one. */
static void work_slowly(void *context, size_t item, size_t worker)
{
	struct seen *s = context;

	work(context, item, worker);
	pthread_mutex_lock(&s->lock);
	while (s->reports == 0 || s->last.last < item)
		pthread_cond_wait(&s->changed, &s->lock);
	pthread_mutex_unlock(&s->lock);
}

static void report(void *context, const struct pool_progress *p)
{
	struct seen *s = context;

	assert_true(pthread_equal(pthread_self(), s->caller));
	assert_true(p->first <= p->last);
	assert_true(p->last < s->n);
	assert_true(p->first >= s->last.first && p->last >= s->last.last);
	pthread_mutex_lock(&s->lock);
	s->reports++;
	s->last = *p;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->lock);
}

TEST(pool_tells_progress_on_the_calling_thread)
{
	for (size_t k = 1; k < 7; k++) {
		struct seen s;

		seen_init(&s, 4, k / 2);
		assert_true(pool_run(&(struct pool){.n = 4,
			.threads = k / 2,
			.context = &s,
			.work = k / 2 != 0 ? work_slowly : work,
			.take = k % 2 != 0 ? take : NULL,
			.progress = report}));
		assert_int_equal(count_worked(&s), 4);
		/* Without a thread nobody is free to tell. */
		assert_int_equal(s.reports != 0, k / 2 != 0);
		assert_int_equal(s.last.last, k / 2 != 0 ? 3 : 0);
		seen_done(&s);
	}
}

TEST(pool_workers_have_the_token_of_their_caller)
{
	struct seen s;
	struct cancel *was;

	seen_init(&s, ITEMS, 4);
	s.cancel_at = 0;
	was = cancel_use(&s.token);
	assert_false(pool_run(&(struct pool){.n = ITEMS,
		.threads = 1,
		.stops = true,
		.context = &s,
		.work = work}));
	assert_true(interrupted());
	cancel_use(was);
	assert_false(interrupted());
	seen_done(&s);
}

TEST(pool_processors_are_at_least_one_and_at_most_so_many)
{
	assert_int_equal(pool_processors(1), 1);
	assert_in_range(pool_processors(3), 1, 3);
	assert_true(pool_processors(SIZE_MAX) >= 1);
}

/* As taskset, a container or a batch system does it. */
TEST(pool_processors_are_those_that_the_process_may_run_on)
{
#ifdef __linux__
	cpu_set_t before, one;
	int first = 0;

	if (sched_getaffinity(0, sizeof(before), &before) != 0)
		skip();
	while (!CPU_ISSET(first, &before))
		first++;
	CPU_ZERO(&one);
	CPU_SET(first, &one);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	assert_int_equal(pool_processors(64), 1);
	assert_int_equal(sched_setaffinity(0, sizeof(before), &before), 0);
#else
	skip();
#endif
}

int test_base_pool(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(pool_works_on_each_item_once),
		cmocka_unit_test(pool_hands_over_in_order_and_within_its_window),
		cmocka_unit_test(pool_ends_where_an_item_is_refused),
		cmocka_unit_test(pool_refuses_the_last_item_as_well),
		cmocka_unit_test(pool_stops_when_it_is_cancelled),
		cmocka_unit_test(pool_goes_on_where_it_may_not_be_cancelled),
		cmocka_unit_test(pool_tells_progress_on_the_calling_thread),
		cmocka_unit_test(pool_workers_have_the_token_of_their_caller),
		cmocka_unit_test(pool_processors_are_at_least_one_and_at_most_so_many),
		cmocka_unit_test(pool_processors_are_those_that_the_process_may_run_on),
	};

	return cmocka_run_group_tests_name("base: pool", tests, NULL, NULL);
}
