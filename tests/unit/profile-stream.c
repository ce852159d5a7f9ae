/*
 * profile-stream.c: tests of the window over a file: its bytes come in order, and its first ones stay at hand.
 */
#include "profile-tests.h"
#include "unit.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/input.h"
#include "profile/stream.h"

enum { FILE_SIZE = 3 << 20 };

/* Byte i of the file. The first, 'a', is no mark of a compressed file. */
static char byte_at(size_t i)
{
	return (char)('a' + (i * 7 + i / 251) % 23);
}

static struct str whole_file(struct arena *a)
{
	char *p = arena_array(a, char, FILE_SIZE);

	for (size_t i = 0; i < FILE_SIZE; i++)
		p[i] = byte_at(i);
	return (struct str){p, FILE_SIZE};
}

/* The first bytes of the file, as many of them as were read; and `before`, an earlier head, is still valid. */
static void assert_head(const struct stream *s, struct str file, struct str before)
{
	size_t n = (size_t)s->offset + s->n;

	assert_true(str_eq(stream_head(s), str_sub(file, 0, n < STREAM_HEAD ? n : STREAM_HEAD)));
	assert_true(str_eq(before, str_sub(file, 0, before.n)));
}

/* Asks for `want` bytes and takes `take` of them, until the end. */
static void read_in_steps(struct str file, size_t want, size_t take)
{
	struct load_limits limits = {0};
	struct input_mem in;
	struct stream *s;
	struct str head;
	struct err err;

	input_mem_init(&in, file);
	s = stream_open(&in.in, &limits);
	assert_true(stream_more(s, &err));
	head = stream_head(s);
	do {
		size_t left = file.n - (size_t)s->offset;

		assert_true(stream_fill(s, want, &err));
		assert_true(s->n >= (want < left ? want : left));
		assert_true(
			str_eq((struct str){s->p, s->n}, str_sub(file, (size_t)s->offset, s->n)));
		assert_head(s, file, head);
		stream_take(s, take < s->n ? take : s->n);
	} while (s->offset < file.n);
	assert_true(stream_more(s, &err));
	assert_true(s->end && s->n == 0);
	assert_head(s, file, head);
	stream_close(s);
}

TEST(bytes_come_in_order_and_the_head_stays)
{
	static const size_t sizes[] = {1, 100, STREAM_HEAD - 1, STREAM_HEAD, 200000, 300000,
		FILE_SIZE};
	struct arena a = {0};
	struct str file = whole_file(&a);

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		struct str some = str_sub(file, 0, sizes[i]);

		read_in_steps(some, 1, sizes[i]);
		read_in_steps(some, 5000, 4999);
		read_in_steps(some, 150000, 50000);
		read_in_steps(some, 500000, 100);
	}
	arena_release(&a);
}

/* A few bytes, then many at once: the head is not complete when the window has to grow. */
TEST(head_is_complete_when_the_first_bytes_are_few)
{
	struct arena a = {0};
	struct str file = whole_file(&a), begin = str_sub(file, 0, 1000);
	struct load_limits limits = {0};
	struct input_mem in;
	struct stream *s;
	struct str head;
	struct err err;

	input_mem_init(&in, begin);
	s = stream_open(&in.in, &limits);
	assert_true(stream_fill(s, 1000, &err));
	head = stream_head(s);
	stream_take(s, 10);
	in.left = str_from(file, 1000);
	for (size_t want = 300000; want <= 1200000; want *= 2) {
		assert_true(stream_fill(s, want, &err));
		assert_head(s, file, head);
		assert_true(
			str_eq((struct str){s->p, s->n}, str_sub(file, (size_t)s->offset, s->n)));
		stream_take(s, want / 2);
	}
	stream_close(s);
	arena_release(&a);
}

int test_profile_stream(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_come_in_order_and_the_head_stays),
		cmocka_unit_test(head_is_complete_when_the_first_bytes_are_few),
	};

	return cmocka_run_group_tests_name("profile: stream", tests, NULL, NULL);
}
