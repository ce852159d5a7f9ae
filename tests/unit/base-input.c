/*
 * base-input.c: tests of where bytes come from, of loops in parts, and of wrapping arithmetic.
 */
#include "base-tests.h"
#include "unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/input.h"
#include "base/parallel.h"
#include "base/readahead.h"
#include "base/wrap.h"

TEST(input_mem_gives_all_bytes_then_none)
{
	struct input_mem m;
	struct err err;
	char buf[4];
	size_t n;

	input_mem_init(&m, STR("abcdef"));
	assert_true(m.in.read(&m.in, buf, sizeof(buf), &n, &err));
	assert_str(((struct str){buf, n}), STR("abcd"));
	assert_true(m.in.read(&m.in, buf, sizeof(buf), &n, &err));
	assert_str(((struct str){buf, n}), STR("ef"));
	for (int i = 0; i < 2; i++) {
		assert_true(m.in.read(&m.in, buf, sizeof(buf), &n, &err));
		assert_int_equal(n, 0);
	}
	input_mem_init(&m, (struct str){NULL, 0});
	assert_true(m.in.read(&m.in, buf, sizeof(buf), &n, &err));
	assert_int_equal(n, 0);
}

TEST(input_fd_gives_all_bytes_then_none)
{
	struct input_fd f;
	struct err err;
	char buf[16];
	size_t n;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "abc", 3), 3);
	close(fds[1]);
	input_fd_init(&f, fds[0]);
	assert_true(f.in.read(&f.in, buf, sizeof(buf), &n, &err));
	assert_str(((struct str){buf, n}), STR("abc"));
	assert_true(f.in.read(&f.in, buf, sizeof(buf), &n, &err));
	assert_int_equal(n, 0);
	close(fds[0]);
	input_fd_init(&f, fds[0]);
	n = 77;
	assert_false(f.in.read(&f.in, buf, sizeof(buf), &n, &err));
	assert_says(&err, "Bad file descriptor");
	assert_int_equal(n, 77);
}

/* Behind a ^D a terminal has more: the next read would wait for the user's next line. */
TEST(input_fd_ends_once)
{
	struct input_fd f;
	struct err err;
	char buf[16], line[] = "abc\n\4next\n";
	int terminal = posix_openpt(O_RDWR | O_NOCTTY), fd;
	size_t n;

	assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
	fd = open(ptsname(terminal), O_RDWR | O_NOCTTY);
	assert_true(fd >= 0);
	assert_int_equal(write(terminal, line, strlen(line)), strlen(line));
	input_fd_init(&f, fd);
	assert_true(f.in.read(&f.in, buf, sizeof(buf), &n, &err));
	assert_str(((struct str){buf, n}), STR("abc\n"));
	for (int i = 0; i < 2; i++) {
		assert_true(f.in.read(&f.in, buf, sizeof(buf), &n, &err));
		assert_int_equal(n, 0);
	}
	close(fd);
	close(terminal);
}

/* Counts up to `size` bytes, then ends, or fails when `fails`. */
struct counter {
	struct input in;
	size_t at, size, chunk;
	bool fails;
};

static char counted(size_t i)
{
	return (char)(i * 31 + i / 256);
}

static bool counter_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct counter *c = (struct counter *)in;
	size_t want = cap < c->chunk ? cap : c->chunk;

	if (c->at == c->size && c->fails)
		return err_set(err, "failed after %zu", c->at);
	*n = c->size - c->at < want ? c->size - c->at : want;
	for (size_t i = 0; i < *n; i++)
		((char *)buf)[i] = counted(c->at + i);
	c->at += *n;
	return true;
}

static const struct {
	const char *what;
	size_t size, chunk, reads;
} ahead_rows[] = {
	{"nothing", 0, 1000, 1000},
	{"a little, without a thread", 1000, 7, 3},
	{"up to where a thread is worth it", 1 << 20, 65536, 65536},
	{"one more", (1 << 20) + 1, 65536, 65536},
	{"many blocks", 5 << 20, 1 << 20, 1 << 20},
	{"odd pieces", (3 << 20) + 12345, 99991, 70001},
	{"read in small pieces", 2 << 20, 1 << 20, 511},
};

/* Reads *in to its end; fails at the first wrong byte. Returns how many there were. */
static size_t read_all(struct input *in, size_t piece, bool *ok, struct err *err)
{
	char *buf = malloc(piece);
	size_t total = 0, n = 0;

	while ((*ok = in->read(in, buf, piece, &n, err)) && n != 0) {
		assert_true(n <= piece);
		for (size_t i = 0; i < n; i++)
			if (buf[i] != counted(total + i))
				fail_msg("byte %zu is wrong", total + i);
		total += n;
	}
	free(buf);
	return total;
}

TEST(ahead_gives_all_bytes_in_order)
{
	for (size_t i = 0; i < LENGTH(ahead_rows); i++) {
		struct counter c = {{counter_read}, 0, ahead_rows[i].size, ahead_rows[i].chunk,
			false};
		struct readahead *a = readahead_open(&c.in);
		struct err err = {0};
		bool ok;
		size_t n = read_all(readahead_input(a), ahead_rows[i].reads, &ok, &err);

		assert_row(ok, ahead_rows[i].what);
		assert_row(n == ahead_rows[i].size, ahead_rows[i].what);
		readahead_close(a);
	}
}

TEST(ahead_passes_an_error_on_behind_the_bytes_before_it)
{
	for (size_t i = 0; i < LENGTH(ahead_rows); i++) {
		struct counter c = {{counter_read}, 0, ahead_rows[i].size, ahead_rows[i].chunk,
			true};
		struct readahead *a = readahead_open(&c.in);
		struct err err = {0};
		bool ok;
		size_t n = read_all(readahead_input(a), ahead_rows[i].reads, &ok, &err);

		assert_row(!ok, ahead_rows[i].what);
		assert_row(n == ahead_rows[i].size, ahead_rows[i].what);
		assert_says(&err, "failed after");
		readahead_close(a);
	}
}

TEST(ahead_may_be_closed_at_any_time)
{
	static const size_t amounts[] = {0, 1, 1 << 19, (1 << 20) + 1, 3 << 20};

	for (size_t i = 0; i < LENGTH(amounts); i++) {
		struct counter c = {{counter_read}, 0, (size_t)1 << 30, 1 << 16, false};
		struct readahead *a = readahead_open(&c.in);
		struct input *in = readahead_input(a);
		static char buf[4096];
		struct err err;
		size_t n;

		for (size_t got = 0; got < amounts[i]; got += n)
			assert_true(in->read(in, buf, sizeof(buf), &n, &err));
		readahead_close(a);
	}
}

/* A reader that waits for bytes that never come must not keep readahead_close. */
TEST(ahead_may_be_closed_while_its_source_waits)
{
	static char bytes[65536];
	struct input_fd f;
	struct readahead *a;
	struct err err;
	size_t got = 0, n, fed = 0;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	input_fd_init(&f, fds[0]);
	a = readahead_open(&f.in);
	while (got <= 1 << 20) { /* now there is a thread */
		if (fed - got < sizeof(bytes) / 2) {
			assert_int_equal(write(fds[1], bytes, sizeof(bytes) / 2),
				sizeof(bytes) / 2);
			fed += sizeof(bytes) / 2;
		}
		assert_true(readahead_input(a)->read(readahead_input(a), bytes, 4096, &n, &err));
		got += n;
	}
	readahead_close(a);
	close(fds[0]);
	close(fds[1]);
}

/* An input that notes whether another thread reads it. */
struct watched {
	struct counter c;
	pthread_t reader;
	bool elsewhere;
};

static bool watched_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct watched *w = (struct watched *)in;

	w->elsewhere |= !pthread_equal(pthread_self(), w->reader);
	return counter_read(in, buf, cap, n, err);
}

static bool is_read_elsewhere(void)
{
	struct watched w = {.c = {{watched_read}, 0, 3 << 20, 65536, false},
		.reader = pthread_self()};
	struct readahead *a = readahead_open(&w.c.in);
	struct err err = {0};
	bool ok;

	assert_int_equal(read_all(readahead_input(a), 65536, &ok, &err), 3 << 20);
	assert_true(ok);
	readahead_close(a);
	return w.elsewhere;
}

/* A thread takes turns with its user where there is one processor, and that takes time. */
TEST(ahead_starts_a_thread_where_there_are_two_processors)
{
#ifdef __linux__
	cpu_set_t before, one;
	int first = 0;

	if (sched_getaffinity(0, sizeof(before), &before) != 0)
		skip();
	assert_int_equal(is_read_elsewhere(), CPU_COUNT(&before) > 1);
	while (!CPU_ISSET(first, &before))
		first++;
	CPU_ZERO(&one);
	CPU_SET(first, &one);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	assert_false(is_read_elsewhere());
	assert_int_equal(sched_setaffinity(0, sizeof(before), &before), 0);
#else
	skip();
#endif
}

struct parts {
	unsigned char *counts; /* how often each item was given out */
	size_t begin[PARALLEL_MAX], end[PARALLEL_MAX];
	bool ran[PARALLEL_MAX];
};

static void count_items(void *context, unsigned part, size_t begin, size_t end)
{
	struct parts *p = context;

	p->begin[part] = begin;
	p->end[part] = end;
	p->ran[part] = true;
	for (size_t i = begin; i < end; i++)
		p->counts[i]++;
}

TEST(par_run_gives_out_every_item_once_and_in_order_of_parts)
{
	static const size_t sizes[] = {0, 1, 2, 7, 8, 9, 1000, 100003};

	for (size_t k = 0; k < LENGTH(sizes); k++) {
		for (unsigned parts = 1; parts <= PARALLEL_MAX; parts++) {
			struct parts p = {.counts = calloc(sizes[k] + 1, 1)};
			size_t at = 0;

			parallel_run(sizes[k], parts, count_items, &p);
			for (unsigned i = 0; i < PARALLEL_MAX; i++) {
				assert_int_equal(p.ran[i], i < parts);
				if (i < parts) {
					assert_int_equal(p.begin[i], at);
					assert_true(p.end[i] >= at);
					at = p.end[i];
				}
			}
			assert_int_equal(at, sizes[k]);
			for (size_t i = 0; i < sizes[k]; i++)
				assert_int_equal(p.counts[i], 1);
			free(p.counts);
		}
	}
}

TEST(par_parts_are_at_least_one_and_no_more_than_the_work)
{
	assert_int_equal(parallel_parts(0, 100), 1);
	assert_int_equal(parallel_parts(99, 100), 1);
	assert_int_equal(parallel_parts(199, 100), 1);
	assert_in_range(parallel_parts(200, 100), 1, 2);
	assert_in_range(parallel_parts(SIZE_MAX, 1), 1, PARALLEL_MAX);
}

TEST(wrap_arithmetic_wraps_as_go_does)
{
	assert_true(wrap_add(INT64_MAX, 1) == INT64_MIN);
	assert_true(wrap_add(-1, -2) == -3);
	assert_true(wrap_mul(INT64_MAX, 2) == -2);
	assert_true(wrap_mul(INT64_MIN, -1) == INT64_MIN);
	assert_true(wrap_abs(-5) == 5 && wrap_abs(5) == 5);
	assert_true(wrap_abs(INT64_MIN) == INT64_MIN);
	assert_true(wrap_div(7, 2) == 3 && wrap_div(-7, 2) == -3);
	assert_true(wrap_div(7, 0) == 7);
	assert_true(wrap_div(INT64_MIN, -1) == INT64_MIN);
}

TEST(wrap_int_cuts_towards_zero)
{
	assert_true(wrap_int(1.9) == 1 && wrap_int(-1.9) == -1);
	assert_true(wrap_int(0x1p62) == (int64_t)1 << 62);
	assert_true(wrap_int(0x1p63) == INT64_MIN);
	assert_true(wrap_int(-0x1p63) == INT64_MIN);
	assert_true(wrap_int(-1e300) == INT64_MIN);
	assert_true(wrap_int(__builtin_nan("")) == INT64_MIN);
}

int test_base_input(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(input_mem_gives_all_bytes_then_none),
		cmocka_unit_test(input_fd_gives_all_bytes_then_none),
		cmocka_unit_test(input_fd_ends_once),
		cmocka_unit_test(ahead_gives_all_bytes_in_order),
		cmocka_unit_test(ahead_passes_an_error_on_behind_the_bytes_before_it),
		cmocka_unit_test(ahead_may_be_closed_at_any_time),
		cmocka_unit_test(ahead_may_be_closed_while_its_source_waits),
		cmocka_unit_test(ahead_starts_a_thread_where_there_are_two_processors),
		cmocka_unit_test(par_run_gives_out_every_item_once_and_in_order_of_parts),
		cmocka_unit_test(par_parts_are_at_least_one_and_no_more_than_the_work),
		cmocka_unit_test(wrap_arithmetic_wraps_as_go_does),
		cmocka_unit_test(wrap_int_cuts_towards_zero),
	};

	return cmocka_run_group_tests_name("base: input, par, wrap", tests, NULL, NULL);
}
