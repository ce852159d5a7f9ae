/*
 * render-process.c: tests of drawing with a program of its own: what it may do wrong, and what must
 * hold then. Shell scripts stand in for cprof-render.
 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "render/render.h"
#include "sandbox.h"

#define PROGRAM "bin/cprof-render"

enum { LARGE = 50000000 };

/* One picture. What was there before it must stay. */
struct drawn {
	struct render_spec spec;
	bool ok;
	struct out image, notes;
	struct err err;
	int64_t took; /* ms */
};

static void draw_with(struct drawn *d, struct str dot)
{
	int64_t begin = sandbox_clock();

	out_lit(&d->image, "before ");
	out_lit(&d->notes, "noted ");
	snprintf(d->err.text, sizeof(d->err.text), "untouched");
	d->ok = render_image(&d->spec, dot, &d->image, &d->notes, &d->err);
	d->took = sandbox_clock() - begin;
	if (d->ok)
		assert_string_equal(d->err.text, "untouched");
	else
		assert_str(((struct str){d->image.p, d->image.n}), STR("before "));
	/* Nobody is left to wait for. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static struct drawn draw(const char *script, struct str dot)
{
	struct drawn d = {.spec = {.format = "svg", .seconds = 3600}};

	sandbox_script(PROGRAM, script);
	draw_with(&d, dot);
	return d;
}

static void done(struct drawn *d)
{
	out_release(&d->image);
	out_release(&d->notes);
}

static struct str image_of(const struct drawn *d)
{
	return str_from((struct str){d->image.p, d->image.n}, strlen("before "));
}

static struct str notes_of(const struct drawn *d)
{
	return str_from((struct str){d->notes.p, d->notes.n}, strlen("noted "));
}

/* Draws; the image and the notes are these. */
static void assert_draws(const char *script, struct str dot, struct str image, const char *notes)
{
	struct drawn d = draw(script, dot);

	if (!d.ok)
		fail_msg("%s: %s", script, d.err.text);
	assert_str(image_of(&d), image);
	assert_str_c(notes_of(&d), notes);
	done(&d);
}

/* Fails, with this error. */
static void assert_fails(const char *script, const char *error)
{
	struct drawn d = draw(script, STR("digraph {}"));

	assert_row(!d.ok, script);
	assert_string_equal(d.err.text, error);
	assert_str_c(notes_of(&d), "");
	done(&d);
}

static struct str large(void)
{
	char *p = malloc(LARGE);

	assert_non_null(p);
	for (size_t i = 0; i < LARGE; i++)
		p[i] = (char)(i * 7 + i / 1000);
	return (struct str){p, LARGE};
}

TEST(dot_goes_in_and_an_image_comes_out)
{
	assert_draws("cat", STR("a\0b\x1b\xff"), STR("a\0b\x1b\xff"), "");
	assert_draws("echo $#:$1; cat", STR(""), STR("1:svg\n"), "");
	assert_draws("echo image; exec >&- 2>&- <&-", STR("dot"), STR("image\n"), "");
}

TEST(lines_of_stderr_are_notes)
{
	assert_draws("echo one >&2; echo image; echo >&2; printf two >&2", STR(""), STR("image\n"),
		"one\ntwo\n");
	assert_draws("printf '\\033[1m\\n' >&2; echo image", STR(""), STR("image\n"), "\x1b[1m\n");
}

TEST(large_dot_and_image_in_any_order)
{
	struct str dot = large();
	struct drawn d;

	assert_draws("cat", dot, dot, "");
	/* Writes before it reads; reads nothing; reads a part; closes it and goes on. */
	d = draw("head -c 50000000 /dev/zero; wc -c; echo read >&2", dot);
	assert_true(d.ok);
	assert_int_equal(image_of(&d).n, LARGE + strlen("50000000\n"));
	assert_true(str_ends(image_of(&d), STR("\00050000000\n")));
	assert_str_c(notes_of(&d), "read\n");
	done(&d);
	assert_draws("echo image", dot, STR("image\n"), "");
	assert_draws("head -c 3", dot, str_sub(dot, 0, 3), "");
	d = draw("exec <&-; head -c 1000000 /dev/zero", dot);
	assert_true(d.ok);
	assert_int_equal(image_of(&d).n, 1000000);
	done(&d);
	free((char *)dot.p);
}

TEST(failures_are_one_line)
{
	assert_fails("echo half; echo a note >&2; echo no such thing >&2; exit 1",
		"svg: no such thing");
	assert_fails("printf 'bad\\n\\n' >&2; exit 127", "svg: bad");
	assert_fails("exit 127", "svg: cprof-render cannot be started");
	assert_fails("echo half; exit 3",
		"svg: cprof-render failed with exit status 3, without a message");
	assert_fails("cat >/dev/null; echo a note >&2", "svg: cprof-render has drawn nothing");
	assert_fails("echo half; kill -SEGV $$",
		"svg: Graphviz crashed (signal 11); show fewer nodes (nodecount=40) or fewer edges "
		"(edgefraction=0.01)");
	assert_fails("kill -KILL $$",
		"svg: drawing was killed, perhaps because memory ran out; show fewer nodes "
		"(nodecount=40) or fewer edges (edgefraction=0.01)");
	assert_fails("exit 2",
		"svg: there is too little memory to draw this; show fewer nodes (nodecount=40) or "
		"fewer edges (edgefraction=0.01)");
}

/* A limit may be why it crashes. */
TEST(limits_of_memory_are_named)
{
	struct rlimit before, limit;

	assert_int_equal(getrlimit(RLIMIT_DATA, &before), 0);
	limit = before;
	limit.rlim_cur = (rlim_t)1 << 45; /* more than there is */
	assert_int_equal(setrlimit(RLIMIT_DATA, &limit), 0);
	assert_fails("kill -SEGV $$",
		"svg: drawing crashed (signal 11), perhaps because memory is limited (ulimit -v): "
		"raise the limit, or show fewer nodes (nodecount=40) or fewer edges "
		"(edgefraction=0.01)");
	assert_int_equal(setrlimit(RLIMIT_DATA, &before), 0);
}

TEST(what_it_says_is_limited)
{
	struct drawn d = draw("yes a note | head -n 1000000 >&2; echo last >&2; echo x", STR(""));

	assert_true(d.ok);
	assert_true(notes_of(&d).n > 1000 && notes_of(&d).n < 20000);
	assert_true(str_starts(notes_of(&d), STR("a note\n")));
	assert_true(str_ends(notes_of(&d), STR("\nlast\n")));
	done(&d);
	assert_fails("yes a note | head -n 100000 >&2; echo why >&2; exit 1", "svg: why");
	/* A line without an end. */
	d = draw("head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 1", STR(""));
	assert_false(d.ok);
	assert_says(&d.err, "svg: xxx");
	done(&d);
}

/* Draws with a limit of time, which is not enough. */
static void assert_late_after(const char *script, int64_t seconds)
{
	struct drawn d = {.spec = {.format = "png", .seconds = seconds}};
	char error[300];

	sandbox_script(PROGRAM, script);
	draw_with(&d, STR("dot"));
	assert_false(d.ok);
	snprintf(error, sizeof(error),
		"png: drawing took longer than %lld s and was stopped; show fewer nodes "
		"(nodecount=40), fewer edges (edgefraction=0.01), or give it more time "
		"(layout_timeout=%lld)",
		(long long)seconds, (long long)seconds * 5);
	assert_string_equal(d.err.text, error);
	assert_true(d.took >= seconds * 1000);
	done(&d);
}

static void assert_late(const char *script)
{
	assert_late_after(script, 1);
}

TEST(time_is_limited)
{
	/* A slow machine needs longer to start the child. */
	for (int64_t seconds = 1; access("pid", F_OK) != 0 && seconds < 1000; seconds *= 4)
		assert_late_after(
			"echo half; sleep 1000 & echo $! >pid.new; mv pid.new pid; trap '' TERM; wait",
			seconds);
	assert_true(sandbox_gone(sandbox_wait_pid("pid")));
	assert_late("exec >&- 2>&-; exec sleep 1000");
	assert_late("while :; do echo $$ $$ $$; sleep .01; done");
}

TEST(no_limit_of_time)
{
	static const int64_t unlimited[] = {0, -1, INT64_MIN, INT64_MAX};

	sandbox_script(PROGRAM, "sleep .02; echo image");
	for (size_t i = 0; i < LENGTH(unlimited); i++) {
		struct drawn d = {.spec = {.format = "svg", .seconds = unlimited[i]}};

		draw_with(&d, STR(""));
		assert_true(d.ok);
		done(&d);
	}
}

static volatile sig_atomic_t interrupts;

static void on_interrupt(int number)
{
	(void)number;
	interrupts++;
}

TEST(an_interrupt_stops_it)
{
	struct sigaction now;

	/* Once the program runs, SIGINT is caught. */
	assert_fails("echo half; echo $$ >pid; kill -INT $PPID; exec sleep 1000", "stopped");
	assert_true(sandbox_gone(sandbox_wait_pid("pid")));
	assert_fails("kill -INT $PPID; exec cat /dev/zero", "stopped");
	assert_fails("kill -INT $PPID; exec cat /dev/zero >&2", "stopped");
	assert_fails("trap '' INT; kill -INT $PPID; sleep 1000", "stopped");
	sigaction(SIGINT, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
	sigaction(SIGCHLD, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
	sigaction(SIGPIPE, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
}

TEST(an_interrupt_is_left_to_whose_it_is)
{
	/* Meanwhile it is ours, and then again the caller's. */
	signal(SIGINT, on_interrupt);
	assert_fails("kill -INT $PPID; exec sleep 1000", "stopped");
	assert_int_equal(interrupts, 0);
	raise(SIGINT);
	assert_int_equal(interrupts, 1);
	/* Ignored by whoever started us. */
	signal(SIGINT, SIG_IGN);
	assert_draws("kill -INT $PPID; echo image", STR(""), STR("image\n"), "");
	signal(SIGINT, SIG_DFL);
}

TEST(signals_it_was_started_with_do_not_matter)
{
	sigset_t set, was;

	sigfillset(&set);
	sigprocmask(SIG_SETMASK, &set, &was);
	signal(SIGCHLD, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	/* Closes its output, so that only SIGCHLD can tell. */
	assert_draws("echo image; exec >&- 2>&-; sleep .05", STR("dot"), STR("image\n"), "");
	assert_fails("exit 1", "svg: cprof-render failed with exit status 1, without a message");
	assert_draws("exec sed -n '/^SigBlk/p' /proc/self/status", STR(""),
		STR("SigBlk:\t0000000000000000\n"), "");
	/* SIGPIPE is the 13th bit. */
	assert_draws("sed -n '/^SigIgn.*[02468ace]...$/s/:.*//p' /proc/self/status", STR(""),
		STR("SigIgn\n"), "");
	signal(SIGCHLD, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &was, NULL);
}

TEST(processes_left_behind_hold_nothing_up)
{
	pid_t pid;

	assert_draws("sleep 1000 & echo $! >pid; echo image", STR(""), STR("image\n"), "");
	assert_true(sandbox_gone(sandbox_wait_pid("pid")));
	/* Nor when they cannot be reached. */
	assert_draws("setsid sh -c 'echo $$ >pid.new; mv pid.new pid; exec sleep 1000' &\n"
		     "until [ -e pid ]; do sleep .01; done; echo image",
		STR(""), STR("image\n"), "");
	pid = sandbox_wait_pid("pid");
	assert_true(sandbox_lives(pid));
	kill(pid, SIGKILL);
}

TEST(it_gets_three_descriptors)
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
	int fd = dup2(STDOUT_FILENO, 57);

	/* 3 is that of ls. */
	assert_draws("exec ls /proc/self/fd", STR(""), STR("0\n1\n2\n3\n"), "");
	close(fd);
#endif
}

TEST(standard_descriptors_may_be_closed)
{
	int in = fcntl(0, F_DUPFD_CLOEXEC, 10), out = fcntl(1, F_DUPFD_CLOEXEC, 10);
	struct drawn d;

	close(0);
	close(1);
	d = draw("cat; echo note >&2", STR("dot"));
	dup2(in, 0);
	dup2(out, 1);
	close(in);
	close(out);
	assert_true(d.ok);
	assert_str_c(image_of(&d), "dot");
	assert_str_c(notes_of(&d), "note\n");
	done(&d);
}

TEST(a_dressed_image_is_what_svg_dress_makes)
{
	static const char svg[] = "<svg width=\"1pt\"><g id=\"graph0\"></g></svg>\n";
	struct drawn d = {.spec = {.format = "svg", .seconds = 60, .data = STR("{}")}};
	struct out want = {0};

	sandbox_script(PROGRAM, "cat");
	draw_with(&d, str_from_c(svg));
	assert_true(d.ok);
	svg_dress(str_from_c(svg), STR("{}"), &want);
	assert_str(image_of(&d), ((struct str){want.p, want.n}));
	out_release(&want);
	done(&d);
}

TEST(the_program_is_looked_for_in_some_places)
{
	struct drawn d = draw("echo beside", STR(""));

	done(&d);
	assert_int_equal(unlink(PROGRAM), 0);
	d = (struct drawn){.spec = {.format = "pdf"}};
	draw_with(&d, STR(""));
	assert_false(d.ok);
	assert_says(&d.err, "pdf: the program that draws, cprof-render, is missing");
	assert_says(&d.err, "libgraphviz-dev");
	assert_says(&d.err, "-dot works without it");
	assert_says(&d.err, "/bin, ");
	done(&d);

	sandbox_folder("libexec");
	sandbox_script("libexec/cprof-render", "echo libexec");
	d = (struct drawn){.spec = {.format = "pdf"}};
	draw_with(&d, STR(""));
	assert_str_c(image_of(&d), "libexec\n");
	done(&d);

	/* A folder is no program. */
	sandbox_folder("bin/cprof-render");
	d = (struct drawn){.spec = {.format = "pdf"}};
	draw_with(&d, STR(""));
	assert_str_c(image_of(&d), "libexec\n");
	done(&d);
	assert_int_equal(rmdir("bin/cprof-render"), 0);
	assert_int_equal(unlink("libexec/cprof-render"), 0);
	assert_int_equal(rmdir("libexec"), 0);
}

TEST(a_program_that_does_not_start)
{
	struct drawn d = {.spec = {.format = "svg"}};
	FILE *f = fopen(PROGRAM, "we");

	assert_non_null(f);
	fputs("#!/nowhere/sh\n", f);
	fchmod(fileno(f), 0700);
	fclose(f);
	draw_with(&d, STR("dot"));
	assert_false(d.ok);
	assert_says(&d.err, "/bin/cprof-render: No such file or directory");
	done(&d);
	unlink(PROGRAM);
}

TEST(no_descriptors_are_lost)
{
	static const char *const scripts[] = {"cat; echo note >&2", "exit 1", "kill -SEGV $$",
		"sleep 1000 & echo image", "kill -INT $PPID; sleep 1000", "exec <&-; exit 2"};
	int fds = sandbox_fds();

	for (int i = 0; i < 300; i++) {
		struct drawn d = {.spec = {.format = "svg", .seconds = 60}};

		if (i % 50 == 0)
			sandbox_script(PROGRAM, scripts[i / 50]);
		draw_with(&d, STR("digraph {}"));
		assert_int_equal(sandbox_fds(), fds);
		done(&d);
	}
}

TEST(without_descriptors_it_says_so)
{
	int fds[64], n = 0, before = sandbox_fds();
	struct rlimit limit, was;
	struct drawn d;

	sandbox_script(PROGRAM, "cat");
	getrlimit(RLIMIT_NOFILE, &was);
	limit = (struct rlimit){LENGTH(fds), was.rlim_max};
	setrlimit(RLIMIT_NOFILE, &limit);
	while (n < (int)LENGTH(fds) && (fds[n] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
		n++;
	/* One after the other is given back, until there are enough. */
	do {
		d = (struct drawn){.spec = {.format = "svg", .seconds = 60}};
		draw_with(&d, STR("dot"));
		if (!d.ok)
			assert_string_equal(d.err.text, "svg: no pipe: Too many open files");
		done(&d);
		close(fds[--n]);
	} while (!d.ok && n > 0);
	assert_true(d.ok);
	while (n > 0)
		close(fds[--n]);
	setrlimit(RLIMIT_NOFILE, &was);
	assert_int_equal(sandbox_fds(), before);
}

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dot_goes_in_and_an_image_comes_out),
		cmocka_unit_test(lines_of_stderr_are_notes),
		cmocka_unit_test(large_dot_and_image_in_any_order),
		cmocka_unit_test(failures_are_one_line),
		cmocka_unit_test(limits_of_memory_are_named),
		cmocka_unit_test(what_it_says_is_limited),
		cmocka_unit_test(time_is_limited),
		cmocka_unit_test(no_limit_of_time),
		cmocka_unit_test(an_interrupt_stops_it),
		cmocka_unit_test(an_interrupt_is_left_to_whose_it_is),
		cmocka_unit_test(signals_it_was_started_with_do_not_matter),
		cmocka_unit_test(processes_left_behind_hold_nothing_up),
		cmocka_unit_test(it_gets_three_descriptors),
		cmocka_unit_test(standard_descriptors_may_be_closed),
		cmocka_unit_test(a_dressed_image_is_what_svg_dress_makes),
		cmocka_unit_test(the_program_is_looked_for_in_some_places),
		cmocka_unit_test(a_program_that_does_not_start),
		cmocka_unit_test(no_descriptors_are_lost),
		cmocka_unit_test(without_descriptors_it_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	return sandbox_run(argc, argv, all_tests);
}
