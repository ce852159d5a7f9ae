/*
 * wait.c: tests of waiting for descriptors, time and signals, and of the hook that is served meanwhile.
 */
#include "unit.h"

#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/wait.h"

/* A hook that waits for one descriptor, and counts. */
struct other {
	int fd;
	unsigned prepared, served, readable;
	int ms;
	bool waits; /* it waits itself while it is served */
};

static size_t prepare(void *context, struct pollfd *fds, int *ms)
{
	struct other *o = context;

	o->prepared++;
	assert_int_equal(*ms, -1);
	*ms = o->ms;
	fds[0] = (struct pollfd){.fd = o->fd, .events = POLLIN};
	return 1;
}

static void serve(void *context, const struct pollfd *fds, size_t n)
{
	struct other *o = context;

	o->served++;
	assert_int_equal(n, 1);
	assert_int_equal(fds[0].fd, o->fd);
	o->readable += (fds[0].revents & POLLIN) != 0;
	if (o->waits)
		assert_false(wait_once(NULL, 0, clock_ms(), NULL));
}

static void open_pipe(int fds[2])
{
	assert_int_equal(pipe(fds), 0);
}

static void close_pipe(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}

TEST(time_passes)
{
	int64_t until = clock_ms() + 20;

	while (clock_ms() < until)
		assert_false(wait_once(NULL, 0, until, NULL));
	assert_false(wait_once(NULL, 0, 0, NULL));
}

/* Each of the two sees what came for it, and nothing of the other. */
TEST(a_caller_and_a_hook_wait_for_what_is_theirs)
{
	int own[2], others[2];
	struct other o = {.ms = -1};
	const struct wait_hook hook = {&o, prepare, serve};
	struct pollfd fd;

	open_pipe(own);
	open_pipe(others);
	o.fd = others[0];
	fd = (struct pollfd){.fd = own[0], .events = POLLIN};
	assert_null(wait_use_hook(&hook));

	assert_int_equal(write(others[1], "x", 1), 1);
	assert_true(wait_once(&fd, 1, INT64_MAX, NULL));
	assert_int_equal(fd.revents, 0);
	assert_int_equal(o.readable, 1);

	assert_int_equal(write(own[1], "x", 1), 1);
	assert_true(wait_once(&fd, 1, INT64_MAX, NULL));
	assert_int_equal(fd.revents, POLLIN);
	assert_int_equal(o.readable, 2);

	assert_ptr_equal(wait_use_hook(NULL), &hook);
	assert_true(wait_once(&fd, 1, INT64_MAX, NULL));
	assert_int_equal(o.served, 2);
	close_pipe(own);
	close_pipe(others);
}

/* It is called at its own time, also where the caller waits for ever. */
TEST(a_hook_may_want_a_turn_without_a_descriptor)
{
	struct other o = {.fd = -1, .ms = 1};
	const struct wait_hook hook = {&o, prepare, serve};

	wait_use_hook(&hook);
	assert_false(wait_once(NULL, 0, INT64_MAX, NULL));
	assert_int_equal(o.served, 1);
	wait_use_hook(NULL);
}

TEST(a_hook_is_not_served_within_itself)
{
	struct other o = {.fd = -1, .ms = 0, .waits = true};
	const struct wait_hook hook = {&o, prepare, serve};

	wait_use_hook(&hook);
	assert_false(wait_once(NULL, 0, INT64_MAX, NULL));
	assert_int_equal(o.prepared, 1);
	assert_int_equal(o.served, 1);
	assert_ptr_equal(wait_use_hook(NULL), &hook);
}

static volatile sig_atomic_t heard;

static void hear(int number)
{
	(void)number;
	heard++;
}

TEST(a_signal_comes_while_it_waits_and_at_no_other_time)
{
	struct sigaction action = {.sa_handler = hear};
	sigset_t set, before;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaction(SIGUSR1, &action, NULL);
	sigprocmask(SIG_BLOCK, &set, &before);
	raise(SIGUSR1);
	assert_int_equal(heard, 0);
	assert_false(wait_once(NULL, 0, INT64_MAX, &before));
	assert_int_equal(heard, 1);
	raise(SIGUSR1);
	assert_false(wait_once(NULL, 0, 0, NULL));
	assert_int_equal(heard, 1);
	sigprocmask(SIG_SETMASK, &before, NULL);
	assert_int_equal(heard, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(time_passes),
		cmocka_unit_test(a_caller_and_a_hook_wait_for_what_is_theirs),
		cmocka_unit_test(a_hook_may_want_a_turn_without_a_descriptor),
		cmocka_unit_test(a_hook_is_not_served_within_itself),
		cmocka_unit_test(a_signal_comes_while_it_waits_and_at_no_other_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
