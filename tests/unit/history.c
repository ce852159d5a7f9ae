/*
 * history.c: tests of the history's file: who may write it, and what several writers leave.
 */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "console/history.h"

enum { WRITERS = 3, LINES = 20 };

static char folder[64], path[128], other[128];
static unsigned n_lines;

static int set_up(void **unused)
{
	(void)unused;
	snprintf(folder, sizeof(folder), "/tmp/cprof-history-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/history", folder);
	snprintf(other, sizeof(other), "%s/other", folder);
	setenv("HOME", folder, 1);
	return 0;
}

static int tear_down(void **unused)
{
	char command[128];

	(void)unused;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static void count(const char *line)
{
	(void)line;
	n_lines++;
}

static mode_t mode_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	return st.st_mode & 0777;
}

static void put_other(void)
{
	FILE *f = fopen(other, "we");

	assert_non_null(f);
	fputs("top\ntop\n", f);
	assert_int_equal(fchmod(fileno(f), 0644), 0);
	fclose(f);
}

/* Each puts its lines there and the file in order, again and again. */
TEST(writers_lose_nothing)
{
	for (int i = 0; i < WRITERS; i++) {
		if (fork() != 0)
			continue;
		for (int k = 0; k < LINES; k++) {
			char line[32];
			int n = snprintf(line, sizeof(line), "top %d %d", i, k);

			history_append(path, STR("the same"));
			history_append(path, (struct str){line, (size_t)n});
			history_tidy(path);
		}
		_exit(0);
	}
	for (int i = 0; i < WRITERS; i++)
		wait(NULL);
	n_lines = 0;
	history_read(path, count);
	assert_int_equal(n_lines, WRITERS * LINES + 1);
	assert_int_equal(mode_of(path), 0600);
}

TEST(a_file_that_a_link_leads_to_keeps_its_mode)
{
	struct stat st;

	put_other();
	assert_int_equal(symlink("other", path), 0);
	history_append(path, STR("tree"));
	history_tidy(path);
	n_lines = 0;
	history_read(path, count);
	assert_int_equal(n_lines, 2);
	assert_int_equal(mode_of(other), 0644);
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(link(other, path), 0);
	history_append(path, STR("peek main"));
	assert_int_equal(mode_of(other), 0644);
}

TEST(a_file_of_ours_is_made_private)
{
	put_other();
	assert_int_equal(rename(other, path), 0);
	history_append(path, STR("tree"));
	assert_int_equal(mode_of(path), 0600);
}

TEST(no_home_is_made)
{
	char home[128], file[256];

	snprintf(home, sizeof(home), "%s/nosuch", folder);
	snprintf(file, sizeof(file), "%s/.local/state/cprof/history", home);
	setenv("HOME", home, 1);
	history_append(file, STR("tree"));
	assert_int_equal(access(home, F_OK), -1);
	assert_int_equal(mkdir(home, 0700), 0);
	history_append(file, STR("tree"));
	assert_int_equal(access(file, F_OK), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(writers_lose_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_file_that_a_link_leads_to_keeps_its_mode, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(a_file_of_ours_is_made_private, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_home_is_made, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("console: history", tests, NULL, NULL);
}
