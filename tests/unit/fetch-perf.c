/*
 * fetch-perf.c: tests of converting perf.data, with shell scripts for perf_to_profile.
 */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fetch/perf.h"
#include "sandbox.h"

enum { TEXT = 4096 };

static int set_up(void **unused)
{
	char folder[TEXT], path[TEXT + 8];

	(void)unused;
	assert_non_null(getcwd(folder, sizeof(folder)));
	snprintf(path, sizeof(path), "%s/path", folder);
	setenv("PATH", path, 1);
	snprintf(path, sizeof(path), "%s/tmp", folder);
	setenv("TMPDIR", path, 1);
	mkdir("path", 0700);
	mkdir("tmp", 0700);
	unlink("path/perf_to_profile");
	unlink("seen");
	return 0;
}

/* True when nothing was left in the folder for temporary files. */
static bool is_tidy(void)
{
	DIR *dir = opendir("tmp");
	unsigned n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n == 2;
}

static void assert_fails(const char *says)
{
	struct arena a = {0};
	struct err err = {0};
	int fd = -7, before = sandbox_fds();

	assert_false(perf_convert(&a, "perf.data", 60, &fd, &err));
	assert_says(&err, says);
	assert_int_equal(fd, -7);
	assert_int_equal(sandbox_fds(), before);
	assert_true(is_tidy());
	arena_release(&a);
}

TEST(perf_data_is_converted)
{
	struct arena a = {0};
	struct err err = {0};
	char text[TEXT];
	int fd = -1, before = sandbox_fds();

	/* -i FILE -o FILE -f, nothing on standard input, and output that stays where it is. */
	sandbox_script("path/perf_to_profile",
		"echo \"$# $1 $2 $3 $5\" >seen\ncat >>seen\nprintf '\\033[2Jnoise\\n'\n"
		"echo worse >&2\necho a profile >\"$4\"\n");
	assert_true(perf_convert(&a, "-a 'perf'.data", 60, &fd, &err));
	assert_int_equal(read(fd, text, sizeof(text)), strlen("a profile\n"));
	assert_memory_equal(text, "a profile\n", strlen("a profile\n"));
	close(fd);
	assert_true(sandbox_read("seen", text, sizeof(text)));
	assert_string_equal(text, "5 -i -a 'perf'.data -o -f\n");
	assert_int_equal(sandbox_fds(), before);
	assert_true(is_tidy());
	arena_release(&a);
}

TEST(perf_data_without_a_converter_is_an_error_that_helps)
{
	assert_fails("github.com/google/perf_data_converter");
}

TEST(perf_converter_that_fails_says_why)
{
	sandbox_script("path/perf_to_profile", "echo one; echo two >&2; echo; exit 3");
	assert_fails("failed with status 3: two");
	sandbox_script("path/perf_to_profile", "exit 1");
	assert_fails("failed with status 1");
	sandbox_script("path/perf_to_profile", "kill -9 $$");
	assert_fails("ended by signal 9");
	/* More than is kept, of which the end counts. */
	sandbox_script("path/perf_to_profile",
		"i=0; while [ $i -lt 500 ]; do echo some words of no use; i=$((i+1)); done\n"
		"echo the end; exit 2");
	assert_fails("failed with status 2: the end");
	sandbox_script("path/perf_to_profile", "head -c 100000 /dev/zero; exit 2");
	assert_fails("failed with status 2");
}

TEST(perf_converter_that_writes_nothing_is_an_error)
{
	sandbox_script("path/perf_to_profile", "true");
	assert_fails("wrote no profile");
	sandbox_script("path/perf_to_profile", ": >\"$4\"");
	assert_fails("wrote an empty profile");
	sandbox_script("path/perf_to_profile", "ln -s /etc/passwd \"$4\"");
	assert_fails("wrote no profile");
	sandbox_script("path/perf_to_profile", "mkfifo \"$4\"");
	assert_fails("wrote an empty profile");
	setenv("TMPDIR", "nosuch", 1);
	{
		struct arena a = {0};
		struct err err = {0};
		int fd;

		assert_false(perf_convert(&a, "perf.data", 60, &fd, &err));
		assert_says(&err, "nosuch/cprof-perf-");
		arena_release(&a);
	}
}

/* Others may hold its output, write what nobody asked for, or go on for ever. */
TEST(perf_converter_leaves_nothing_behind)
{
	struct arena a = {0};
	struct err err = {0};
	int fd = -1;

	sandbox_script("path/perf_to_profile",
		"sleep 1000 & echo $! >pid; mkdir -p \"${4%/*}/x/y\"; : >\"${4%/*}/x/y/z\"\n"
		"echo a profile >\"$4\"; exit 0");
	assert_true(perf_convert(&a, "perf.data", 0, &fd, &err));
	close(fd);
	assert_true(is_tidy());
	assert_true(sandbox_gone(sandbox_wait_pid("pid")));
	sandbox_script("path/perf_to_profile", "mkdir \"$4\"; : >\"$4/file\"");
	assert_fails("wrote an empty profile");
	sandbox_script("path/perf_to_profile", "sleep 1000 & echo $! >pid; wait");
	assert_false(perf_convert(&a, "perf.data", 1, &fd, &err));
	assert_says(&err, "did not end within 1 s");
	assert_true(sandbox_gone(sandbox_wait_pid("pid")));
	assert_true(is_tidy());
	arena_release(&a);
}

static int all_tests(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(perf_data_is_converted, set_up),
		cmocka_unit_test_setup(perf_data_without_a_converter_is_an_error_that_helps,
			set_up),
		cmocka_unit_test_setup(perf_converter_that_fails_says_why, set_up),
		cmocka_unit_test_setup(perf_converter_that_writes_nothing_is_an_error, set_up),
		cmocka_unit_test_setup(perf_converter_leaves_nothing_behind, set_up),
	};

	return cmocka_run_group_tests_name("fetch: perf", tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	return sandbox_run(argc, argv, all_tests);
}
