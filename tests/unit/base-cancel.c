/*
 * base-cancel.c: tests of tokens that stop work, of the threads that take them over, and of notes.
 */
#include "base-tests.h"
#include "unit.h"

#include <signal.h>

#include "base/cancel.h"
#include "base/interrupt.h"
#include "base/notes.h"
#include "base/out.h"
#include "base/parallel.h"
#include "base/thread.h"

TEST(a_token_stops_its_thread_alone)
{
	struct cancel mine = {0}, other = {0}, *before = cancel_use(&mine);

	cancel_request(&other);
	assert_false(interrupted());
	cancel_request(&mine);
	assert_true(interrupted());
	assert_true(interrupted_at(0));
	assert_false(interrupted_at(1)); /* it does not look at each step */
	cancel_clear(&mine);
	assert_false(interrupted());
	assert_ptr_equal(cancel_use(before), &mine);
}

TEST(sigint_sets_the_token_of_those_who_have_none)
{
	struct cancel mine = {0}, *before;
	bool fresh = interrupt_catch();

	before = cancel_use(&mine);
	raise(SIGINT);
	assert_false(interrupted());
	assert_true(cancelled(interrupt_token()));
	cancel_use(NULL);
	assert_true(interrupted());
	interrupt_clear();
	assert_false(interrupted());
	cancel_use(before);
	if (fresh)
		interrupt_release();
}

static void *token_here(void *context)
{
	*(struct cancel **)context = cancel_current();
	return NULL;
}

static void tokens_here(void *context, unsigned part, size_t begin, size_t end)
{
	(void)begin, (void)end;
	((struct cancel **)context)[part] = cancel_current();
}

TEST(threads_take_over_the_token_of_their_starter)
{
	struct cancel mine = {0}, *before = cancel_use(&mine);
	struct cancel *seen = NULL, *in_parts[4] = {0};
	pthread_t thread;

	assert_true(thread_start(&thread, token_here, &seen));
	cancel_use(before); /* what the starter does later is its own matter */
	pthread_join(thread, NULL);
	assert_ptr_equal(seen, &mine);
	cancel_use(&mine);
	parallel_run(4, 4, tokens_here, in_parts);
	cancel_use(before);
	for (size_t i = 0; i < LENGTH(in_parts); i++)
		assert_ptr_equal(in_parts[i], &mine);
}

static void keep_line(void *context, struct str line)
{
	out_lit(context, "[");
	out_bytes(context, line.p, line.n);
	out_lit(context, "]");
}

static void keep_progress(void *context, const char *line)
{
	out_fmt(context, "(%s)", line);
}

TEST(notes_go_to_whoever_listens)
{
	struct out o = {0};
	struct notes to = {.context = &o, .note = keep_line, .progress = keep_progress};
	const struct notes nobody = {0};

	notes_add(&to, "%s of %d", "one", 2);
	notes_add_lines(&to, STR("a\n\nb\n"));
	notes_add_lines(&to, (struct str){NULL, 0});
	notes_progress(&to, "half");
	assert_str(((struct str){o.p, o.n}), STR("[one of 2][a][b](half)"));
	notes_add(NULL, "%d", 1);
	notes_add_lines(&nobody, STR("a"));
	notes_progress(&nobody, "");
	out_release(&o);
}

int test_base_cancel(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_stops_its_thread_alone),
		cmocka_unit_test(sigint_sets_the_token_of_those_who_have_none),
		cmocka_unit_test(threads_take_over_the_token_of_their_starter),
		cmocka_unit_test(notes_go_to_whoever_listens),
	};

	return cmocka_run_group_tests_name("base: tokens that stop work, and notes", tests, NULL,
		NULL);
}
