/*
 * process.c: tests of the engine that runs programs: what a program may do wrong, limits,
 * cancelling, and the hook that is served meanwhile. What waits here waits for something to happen,
 * never for time.
 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cancel.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/process.h"
#include "base/wait.h"
#include "sandbox.h"

enum { LARGE = 1 << 20 /* bytes; more than a pipe holds */ };

/* Waits for the file "go", which the test makes. */
#define UNTIL_GO "until [ -e go ]; do sleep .01; done; "

static char shell[] = "/bin/sh", flag[] = "-c";

/* One run of a script. */
struct ran {
	struct process_spec spec;
	struct process_result r;
	struct err err;
	bool ok;
	char *argv[4];
};

static void run_spec(struct ran *t, const char *script)
{
	t->argv[0] = shell;
	t->argv[1] = flag;
	t->argv[2] = (char *)script;
	t->spec.argv = t->argv;
	t->ok = process_run(&t->spec, &t->r, &t->err);
}

static struct ran run(const char *script, struct str input)
{
	struct ran t = {.spec = {.fds = {PROCESS_PIPE, PROCESS_PIPE, PROCESS_PIPE},
				.input = input,
				.max_output = (size_t)16 << 20}};

	run_spec(&t, script);
	assert_row(t.ok, script);
	/* Nobody is left to wait for. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	return t;
}

static struct str output_of(const struct ran *t)
{
	return (struct str){t->r.output.p, t->r.output.n};
}

static struct str errors_of(const struct ran *t)
{
	return (struct str){t->r.errors.p, t->r.errors.n};
}

static void make_file(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	close(fd);
}

TEST(input_goes_in_and_output_comes_out)
{
	struct ran t = run("cat; echo why >&2; exit 3", STR("a\0b"));

	assert_int_equal(t.r.ending, PROCESS_ENDED);
	assert_true(WIFEXITED(t.r.status) && WEXITSTATUS(t.r.status) == 3);
	assert_str(output_of(&t), STR("a\0b"));
	assert_str(errors_of(&t), STR("why\n"));
	assert_str_c(process_last_line(&t.r), "why");
	assert_int_equal(t.r.pid, 0);
	process_release(&t.r);
}

TEST(its_input_may_stay_unread)
{
	static char bytes[LARGE];
	struct str input = {bytes, sizeof(bytes)};
	struct ran t = run("exec <&-; echo closed", input);

	assert_int_equal(t.r.ending, PROCESS_ENDED);
	assert_int_equal(t.r.status, 0);
	assert_str_c(output_of(&t), "closed\n");
	process_release(&t.r);
	t = run("head -c 5 >/dev/null; echo read", input);
	assert_str_c(output_of(&t), "read\n");
	process_release(&t.r);
	t = run("cat", STR(""));
	assert_int_equal(t.r.status, 0);
	assert_int_equal(t.r.output.n, 0);
	process_release(&t.r);
}

TEST(output_is_limited)
{
	struct ran t = {
		.spec = {.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE}, .max_output = 100}};

	/* It would go on for ever, and does not obey. */
	run_spec(&t, "trap '' TERM INT HUP; while :; do echo 123456789; done");
	assert_true(t.ok);
	assert_int_equal(t.r.ending, PROCESS_LARGE);
	assert_true(WIFSIGNALED(t.r.status) && WTERMSIG(t.r.status) == SIGKILL);
	assert_true(t.r.output.n > 100);
	process_release(&t.r);
	/* To the last byte it is not too much. */
	run_spec(&t, "head -c 100 /dev/zero");
	assert_int_equal(t.r.ending, PROCESS_ENDED);
	assert_int_equal(t.r.output.n, 100);
	process_release(&t.r);
	run_spec(&t, "head -c 101 /dev/zero");
	assert_int_equal(t.r.ending, PROCESS_LARGE);
	process_release(&t.r);
}

TEST(errors_are_kept_to_the_last_lines)
{
	struct ran t = run("yes a line | head -n 100000 >&2; echo last >&2", STR(""));

	assert_in_range(t.r.errors.n, 1000, 20000);
	assert_true(str_starts(errors_of(&t), STR("a line\n")));
	assert_str_c(process_last_line(&t.r), "last");
	process_release(&t.r);
}

/*
 * It has long been ready when the deadline comes, however slow the machine is: else the test waits
 * more.
 */
TEST(a_deadline_ends_it_whatever_it_does_with_signals)
{
	for (int64_t ms = 200; access("pid", F_OK) != 0; ms *= 4) {
		int64_t deadline = clock_ms() + ms;
		struct ran t = {.spec = {.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE},
					.deadline = deadline,
					.max_output = 100}};

		run_spec(&t,
			"trap '' TERM INT HUP; sleep 1000 & echo $! >pid.new; mv pid.new pid; wait");
		assert_true(t.ok);
		assert_int_equal(t.r.ending, PROCESS_LATE);
		assert_true(clock_ms() >= deadline);
		assert_true(WIFSIGNALED(t.r.status) && WTERMSIG(t.r.status) == SIGKILL);
		process_release(&t.r);
	}
	/* So is what it has started. */
	assert_true(sandbox_gone(sandbox_wait_pid("pid")));
}

TEST(deadlines_are_in_the_future_or_never)
{
	assert_true(process_deadline(0) == INT64_MAX);
	assert_true(process_deadline(-1) == INT64_MAX);
	assert_true(process_deadline(INT64_MIN) == INT64_MAX);
	assert_true(process_deadline(INT64_MAX) > clock_ms());
	assert_true(process_deadline(3600) > clock_ms() + 1000000);
}

/* Sets a token once the program runs. */
static void *cancel_later(void *token)
{
	char text[16];

	sandbox_wait("started", text, sizeof(text));
	cancel_request(token);
	return NULL;
}

TEST(a_cancelled_token_ends_it)
{
	struct cancel token = {0}, *was = cancel_use(&token);
	struct ran t = {
		.spec = {.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE}, .max_output = 100}};
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, cancel_later, &token), 0);
	run_spec(&t, "trap '' TERM INT; echo yes >started.new; mv started.new started; sleep 1000");
	pthread_join(thread, NULL);
	assert_true(t.ok);
	assert_int_equal(t.r.ending, PROCESS_STOPPED);
	/* It was no SIGINT, which would end the test. */
	process_pass_on(t.r.ending);
	process_release(&t.r);
	/* The next one is not even started. */
	run_spec(&t, "echo yes >never");
	assert_true(t.ok);
	assert_int_equal(t.r.ending, PROCESS_STOPPED);
	assert_int_not_equal(access("never", F_OK), 0);
	process_release(&t.r);
	cancel_use(was);
}

TEST(an_interrupt_ends_it_and_is_passed_on_when_asked)
{
	struct ran t = {
		.spec = {.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE}, .max_output = 100}};
	bool caught = interrupt_catch();

	run_spec(&t, "kill -INT $PPID; sleep 1000");
	assert_true(t.ok);
	assert_int_equal(t.r.ending, PROCESS_STOPPED);
	assert_false(interrupted());
	process_pass_on(PROCESS_ENDED);
	assert_false(interrupted());
	process_pass_on(t.r.ending);
	assert_true(interrupted());
	interrupt_clear();
	process_release(&t.r);
	assert_true(caught);
	interrupt_release();
}

TEST(an_interrupt_is_for_what_has_the_foreground)
{
	struct ran t = {.spec = {.place = PROCESS_FOREGROUND,
				.fds = {PROCESS_NULL, PROCESS_NULL, PROCESS_NULL}}};
	struct sigaction now;

	run_spec(&t, "kill -INT $PPID; exit 5");
	assert_true(t.ok);
	assert_int_equal(t.r.ending, PROCESS_ENDED);
	assert_int_equal(WEXITSTATUS(t.r.status), 5);
	process_release(&t.r);
	/* It may be ended by one, though we ignore it. */
	run_spec(&t, "kill -INT $$; sleep 1000");
	assert_true(WIFSIGNALED(t.r.status) && WTERMSIG(t.r.status) == SIGINT);
	process_release(&t.r);
	sigaction(SIGINT, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
	sigaction(SIGPIPE, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
	sigaction(SIGCHLD, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
}

TEST(what_has_a_session_goes_on_when_it_is_left)
{
	struct ran t = {.spec = {.place = PROCESS_SESSION,
				.fds = {PROCESS_NULL, PROCESS_NULL, PROCESS_NULL}}};
	pid_t pid;

	run_spec(&t, "kill -INT $PPID; " UNTIL_GO);
	assert_true(t.ok);
	assert_int_equal(t.r.ending, PROCESS_STOPPED);
	assert_true(t.r.pid > 0);
	assert_true(sandbox_lives(t.r.pid));
	pid = t.r.pid;
	process_collect(&t.r.pid);
	assert_int_equal(t.r.pid, pid);
	make_file("go");
	while (t.r.pid != 0)
		process_collect(&t.r.pid);
	process_collect(&t.r.pid);
	unlink("go");
	process_release(&t.r);
}

TEST(what_does_not_start_is_an_error)
{
	struct ran t = {.spec = {.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE}}};
	char nowhere[] = "/nowhere/program", *argv[] = {nowhere, NULL};
	int fds = sandbox_fds();
	pid_t pid = 0;

	t.spec.argv = argv;
	assert_false(process_run(&t.spec, &t.r, &t.err));
	assert_string_equal(t.err.text, "/nowhere/program: No such file or directory");
	assert_int_equal(t.r.ending, PROCESS_RUNS);
	process_release(&t.r);
	t.spec.fds[1] = t.spec.fds[2] = PROCESS_NULL;
	assert_false(process_start(&t.spec, &pid, &t.err));
	assert_int_equal(pid, 0);
	assert_int_equal(sandbox_fds(), fds);
}

/* Another poll loop: a descriptor that can be read at once, and turns that are counted. */
struct loop {
	int fds[2];
	int ms;
	size_t prepared, served, readable;
	size_t go_at; /* the turn that makes the file "go" */
};

static size_t prepare(void *context, struct pollfd *fds, int *ms)
{
	struct loop *l = context;

	l->prepared++;
	assert_int_equal(*ms, -1);
	*ms = l->ms;
	fds[0] = (struct pollfd){.fd = l->fds[0], .events = POLLIN};
	return 1;
}

static void serve(void *context, const struct pollfd *fds, size_t n)
{
	struct loop *l = context;
	char c;

	l->served++;
	assert_int_equal(l->served, l->prepared);
	assert_int_equal(n, 1);
	assert_int_equal(fds[0].fd, l->fds[0]);
	if ((fds[0].revents & POLLIN) != 0) {
		assert_int_equal(read(l->fds[0], &c, 1), 1);
		l->readable++;
	}
	if (l->served >= l->go_at)
		make_file("go");
}

static void loop_open(struct loop *l, size_t go_at, int ms)
{
	*l = (struct loop){.go_at = go_at, .ms = ms};
	unlink("go");
	assert_int_equal(pipe(l->fds), 0);
	assert_int_equal(write(l->fds[1], "x", 1), 1);
}

static void loop_close(struct loop *l)
{
	assert_int_equal(l->readable, 1);
	assert_true(l->served >= l->go_at);
	assert_int_equal(access("go", F_OK), 0);
	close(l->fds[0]);
	close(l->fds[1]);
	unlink("go");
}

/* The program cannot end before the hook was served. */
TEST(a_hook_is_served_while_a_program_runs)
{
	static const enum process_place places[] = {PROCESS_GROUP, PROCESS_SESSION,
		PROCESS_FOREGROUND};

	for (size_t i = 0; i < LENGTH(places); i++) {
		struct ran t = {.spec = {.place = places[i],
					.fds = {PROCESS_NULL, PROCESS_NULL, PROCESS_NULL}}};
		struct loop l;
		const struct wait_hook hook = {&l, prepare, serve}, *was;

		/* By its descriptor alone, and by its time. */
		loop_open(&l, 1 + 4 * (i % 2), i % 2 != 0 ? 1 : -1);
		was = wait_use_hook(&hook);
		assert_null(was);
		run_spec(&t, UNTIL_GO);
		assert_ptr_equal(wait_use_hook(was), &hook);
		assert_int_equal(t.r.ending, PROCESS_ENDED);
		process_release(&t.r);
		loop_close(&l);
	}
}

/* Nobody reads, or ends, before the hook was served. */
TEST(a_hook_is_served_while_a_stream_waits)
{
	static const char *const scripts[] = {
		UNTIL_GO "cat >/dev/null",
		"cat >/dev/null; " UNTIL_GO,
		"exec <&-; " UNTIL_GO,
	};
	static char bytes[LARGE];

	for (size_t i = 0; i < LENGTH(scripts); i++) {
		char *argv[] = {shell, flag, (char *)scripts[i], NULL};
		struct process_spec spec = {.argv = argv,
			.place = PROCESS_FOREGROUND,
			.fds = {PROCESS_PIPE, STDOUT_FILENO, STDERR_FILENO}};
		struct process_stream s;
		struct err err;
		struct loop l;
		const struct wait_hook hook = {&l, prepare, serve}, *was;

		loop_open(&l, 1, -1);
		was = wait_use_hook(&hook);
		assert_true(process_stream_open(&s, &spec, &err));
		assert_true(process_stream_write(&s, (struct str){bytes, sizeof(bytes)}, &err));
		assert_int_equal(process_stream_close(&s), 0);
		wait_use_hook(was);
		loop_close(&l);
	}
}

/* A child by fork, while its parent waits for a program. */
static void fork_and_run(void *context, const struct pollfd *fds, size_t n)
{
	int *status = context;
	pid_t pid;

	(void)fds, (void)n;
	if (*status >= 0)
		return;
	pid = fork();
	if (pid == 0) {
		struct ran t = {.spec = {.fds = {PROCESS_NULL, PROCESS_NULL, PROCESS_NULL}}};

		alarm(60); /* it would wait for ever for its parent */
		process_forget();
		cleanup_forget();
		run_spec(&t, "exit 7");
		_exit(WEXITSTATUS(t.r.status));
	}
	assert_int_equal(waitpid(pid, status, 0), pid);
	make_file("go");
}

static size_t prepare_nothing(void *context, struct pollfd *fds, int *ms)
{
	(void)context, (void)fds, (void)ms;
	return 0;
}

TEST(a_child_by_fork_may_run_programs)
{
	int status = -1;
	const struct wait_hook hook = {&status, prepare_nothing, fork_and_run};
	struct ran t = {.spec = {.fds = {PROCESS_NULL, PROCESS_NULL, PROCESS_NULL}}};

	unlink("go");
	wait_use_hook(&hook);
	run_spec(&t, UNTIL_GO);
	wait_use_hook(NULL);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
	assert_int_equal(t.r.ending, PROCESS_ENDED);
	process_release(&t.r);
	unlink("go");
}

TEST(a_hook_is_served_while_we_sleep)
{
	struct loop l;
	const struct wait_hook hook = {&l, prepare, serve}, *was;
	int64_t until = clock_ms() + 50;

	loop_open(&l, 1, -1);
	was = wait_use_hook(&hook);
	assert_false(process_sleep(until));
	assert_true(clock_ms() >= until);
	wait_use_hook(was);
	loop_close(&l);
	assert_false(process_sleep(0));
}

/* A report that goes to a pager may start programs itself. */
TEST(a_program_may_run_while_a_stream_is_open)
{
	char script[] = "cat >got", *argv[] = {shell, flag, script, NULL}, text[16];
	struct process_spec spec = {.argv = argv,
		.place = PROCESS_FOREGROUND,
		.fds = {PROCESS_PIPE, STDOUT_FILENO, STDERR_FILENO}};
	struct process_stream s;
	struct err err;
	struct ran t = {
		.spec = {.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE}, .max_output = 100}};

	assert_true(process_stream_open(&s, &spec, &err));
	assert_true(process_stream_write(&s, STR("one "), &err));
	run_spec(&t, "echo ended"); /* the other one is not taken for it */
	assert_int_equal(t.r.ending, PROCESS_ENDED);
	assert_str_c(output_of(&t), "ended\n");
	process_release(&t.r);
	assert_true(process_stream_write(&s, STR("two"), &err));
	assert_int_equal(process_stream_close(&s), 0);
	assert_true(sandbox_read("got", text, sizeof(text)));
	assert_string_equal(text, "one two");
}

static void *run_in_thread(void *unused)
{
	struct ran t = {
		.spec = {.fds = {PROCESS_NULL, PROCESS_PIPE, PROCESS_PIPE}, .max_output = 100}};

	run_spec(&t, "echo thread");
	if (!t.ok || t.r.ending != PROCESS_ENDED || !str_eq(output_of(&t), STR("thread\n")))
		abort();
	process_release(&t.r);
	return unused;
}

TEST(threads_wait_for_each_other)
{
	pthread_t threads[4];

	for (size_t i = 0; i < LENGTH(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run_in_thread, NULL), 0);
	for (size_t i = 0; i < LENGTH(threads); i++)
		pthread_join(threads[i], NULL);
}

/* --- what a signal leaves behind (cleanup.h) */

static atomic_int removed;

static void *make_and_remove(void *unused)
{
	for (;;) {
		char path[] = "temporary-XXXXXX";
		int fd;
		struct cleanup *c = cleanup_temp_file(path, 0, &fd);

		if (c == NULL)
			abort();
		close(fd);
		cleanup_remove(c);
		removed++;
	}
	return unused;
}

/* A process that a signal ends while its threads make files. */
static void end_in_the_midst(void)
{
	pthread_t thread;

	cleanup_catch_signals();
	for (int i = 0; i < 2; i++)
		if (pthread_create(&thread, NULL, make_and_remove, NULL) != 0)
			_exit(1);
	while (removed < 20)
		sched_yield();
	raise(SIGTERM);
	_exit(2);
}

TEST(a_signal_leaves_no_file_that_threads_make)
{
	for (int i = 0; i < 20; i++) {
		int status = 0, left;
		glob_t found = {0};
		pid_t pid = fork();

		if (pid == 0)
			end_in_the_midst();
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
		left = glob("temporary-*", 0, NULL, &found);
		globfree(&found);
		assert_int_equal(left, GLOB_NOMATCH);
	}
}

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(input_goes_in_and_output_comes_out),
		cmocka_unit_test(its_input_may_stay_unread),
		cmocka_unit_test(output_is_limited),
		cmocka_unit_test(errors_are_kept_to_the_last_lines),
		cmocka_unit_test(a_deadline_ends_it_whatever_it_does_with_signals),
		cmocka_unit_test(deadlines_are_in_the_future_or_never),
		cmocka_unit_test(a_cancelled_token_ends_it),
		cmocka_unit_test(an_interrupt_ends_it_and_is_passed_on_when_asked),
		cmocka_unit_test(an_interrupt_is_for_what_has_the_foreground),
		cmocka_unit_test(what_has_a_session_goes_on_when_it_is_left),
		cmocka_unit_test(what_does_not_start_is_an_error),
		cmocka_unit_test(a_hook_is_served_while_a_program_runs),
		cmocka_unit_test(a_hook_is_served_while_a_stream_waits),
		cmocka_unit_test(a_child_by_fork_may_run_programs),
		cmocka_unit_test(a_hook_is_served_while_we_sleep),
		cmocka_unit_test(a_program_may_run_while_a_stream_is_open),
		cmocka_unit_test(threads_wait_for_each_other),
		cmocka_unit_test(a_signal_leaves_no_file_that_threads_make),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	return sandbox_run(argc, argv, all_tests);
}
