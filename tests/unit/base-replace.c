/*
 * base-replace.c: tests of replacing files: what is there afterwards, also when writing fails or a
 * signal comes.
 */
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base-tests.h"
#include "base/cleanup.h"
#include "base/out.h"
#include "base/replace.h"

static char folder[64];
static int home; /* where the tests were started */

static int set_up(void **unused)
{
	(void)unused;
	umask(022);
	snprintf(folder, sizeof(folder), "/tmp/cprof-replace-XXXXXX");
	assert_non_null(mkdtemp(folder));
	home = open(".", O_RDONLY | O_CLOEXEC);
	assert_int_equal(chdir(folder), 0);
	return 0;
}

static int tear_down(void **unused)
{
	char command[128];

	(void)unused;
	assert_int_equal(fchdir(home), 0);
	close(home);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static void put(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static void assert_holds(const char *path, const char *text)
{
	char is[256] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_true(read(fd, is, sizeof(is) - 1) >= 0);
	assert_string_equal(is, text);
	close(fd);
}

static void assert_mode(const char *path, mode_t mode)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, mode);
}

static void assert_files(int n)
{
	DIR *dir = opendir(".");
	int found = -2;

	while (readdir(dir) != NULL)
		found++;
	closedir(dir);
	assert_int_equal(found, n);
}

/* Writes a new version; `keep` as for replace_close. */
static void write_new(const char *path, const char *text, bool keep)
{
	struct err err = {"untouched"};
	struct replace r;

	if (!replace_open(&r, path, 0666, &err))
		fail_msg("%s", err.text);
	assert_true(out_write(r.fd, str_from_c(text), &err));
	assert_true(replace_close(&r, keep, &err));
	assert_string_equal(err.text, "untouched");
}

TEST(a_file_is_replaced_whole_or_not_at_all)
{
	put("old", "old", 0640);
	write_new("old", "half", false);
	assert_holds("old", "old");
	write_new("old", "new", true);
	assert_holds("old", "new");
	assert_mode("old", 0640);
	write_new("fresh", "half", false);
	assert_int_equal(access("fresh", F_OK), -1);
	write_new("fresh", "new", true);
	assert_mode("fresh", 0644);
	assert_files(2);
}

TEST(links_stay_links)
{
	struct stat st;

	mkdir("there", 0700);
	put("there/file", "old", 0600);
	assert_int_equal(symlink("there/file", "link"), 0);
	assert_int_equal(symlink("link", "second"), 0);
	assert_int_equal(symlink("there/fresh", "ahead"), 0);
	assert_int_equal(symlink("round", "round"), 0);
	write_new("second", "new", true);
	assert_holds("there/file", "new");
	write_new("ahead", "made", true);
	assert_holds("there/fresh", "made");
	assert_int_equal(lstat("second", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(lstat("ahead", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	/* Another name of the same file keeps what it had. */
	assert_int_equal(link("there/file", "other"), 0);
	write_new("there/file", "newer", true);
	assert_holds("other", "new");
	{
		struct err err = {0};
		struct replace r;

		assert_false(replace_open(&r, "round", 0666, &err));
		assert_says(&err, "round: Too many levels");
		assert_false(replace_open(&r, "there", 0666, &err));
		assert_says(&err, "there: Is a directory");
		assert_false(replace_open(&r, "nosuch/x", 0666, &err));
		assert_says(&err, "nosuch/x: No such file");
	}
}

TEST(what_is_no_file_is_written_as_it_is)
{
	struct err err = {0};
	struct replace r;
	char text[8] = "";
	int fd, before;

	assert_int_equal(mkfifo("pipe", 0600), 0);
	fd = open("pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	write_new("pipe", "text", true);
	assert_int_equal(read(fd, text, sizeof(text)), 4);
	close(fd);
	write_new("/dev/null", "text", true);
	assert_true(replace_open(&r, "/dev/full", 0666, &err));
	assert_false(out_write(r.fd, STR("text"), &err));
	assert_true(replace_close(&r, false, &err));

	/* Standard output goes on where it is, whatever name it has. */
	put("out", "", 0600);
	fflush(stdout);
	before = dup(STDOUT_FILENO);
	fd = open("out", O_WRONLY | O_CLOEXEC);
	dup2(fd, STDOUT_FILENO);
	close(fd);
	assert_int_equal(write(STDOUT_FILENO, "a", 1), 1);
	write_new("/dev/stdout", "b", true);
	write_new("out", "c", true);
	assert_int_equal(write(STDOUT_FILENO, "d", 1), 1);
	dup2(before, STDOUT_FILENO);
	close(before);
	assert_holds("out", "abcd");
}

TEST(a_folder_without_room_for_another_is_no_obstacle)
{
	struct err err = {0};
	struct replace r;

	if (geteuid() == 0)
		skip(); /* nothing is forbidden to root */
	mkdir("closed", 0700);
	put("closed/file", "old and long", 0600);
	put("closed/locked", "old", 0400);
	chmod("closed", 0500);
	write_new("closed/file", "new", true);
	assert_holds("closed/file", "new");
	assert_false(replace_open(&r, "closed/fresh", 0666, &err));
	assert_says(&err, "closed/fresh: Permission denied");
	chmod("closed", 0700);
	assert_false(replace_open(&r, "closed/locked", 0666, &err));
	assert_says(&err, "closed/locked: Permission denied");
}

TEST(appending_and_new_files)
{
	struct err err = {0};
	struct replace r;

	put("old", "old", 0600);
	assert_true(replace_append(&r, "old", 0666, &err));
	assert_true(out_write(r.fd, STR(" more"), &err));
	assert_true(replace_close(&r, true, &err));
	assert_true(replace_append(&r, "old", 0666, &err));
	assert_true(out_write(r.fd, STR(" half"), &err));
	assert_true(replace_close(&r, false, &err));
	assert_holds("old", "old more");
	assert_true(replace_append(&r, "fresh", 0666, &err));
	assert_true(out_write(r.fd, STR("half"), &err));
	assert_true(replace_close(&r, false, &err));
	assert_files(1);
	assert_false(replace_new(&r, "old", 0666, &err));
	assert_int_equal(errno, EEXIST);
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_false(replace_new(&r, "link", 0666, &err));
	assert_int_equal(errno, EEXIST);
	assert_true(replace_new(&r, "fresh", 0666, &err));
	assert_true(replace_close(&r, true, &err));
	assert_int_equal(access("fresh", F_OK), 0);
}

/* In a child: a new version, and in the midst of it this. */
static int in_child(void (*then)(int fd, int number), int number)
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		struct err err;
		struct replace r, fresh, more;

		signal(number, SIG_DFL);
		cleanup_catch_signals();
		if (!replace_open(&r, "old", 0666, &err) ||
			!replace_open(&fresh, "fresh", 0666, &err) ||
			!replace_new(&more, "more", 0666, &err) ||
			!out_write(r.fd, STR("half"), &err))
			_exit(1);
		then(r.fd, number);
		_exit(2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void send_it(int fd, int number)
{
	(void)fd;
	kill(getpid(), number);
	pause();
}

static void write_too_much(int fd, int number)
{
	struct rlimit limit = {8, 8};
	struct err err;

	(void)number;
	setrlimit(RLIMIT_FSIZE, &limit);
	if (out_write(fd, STR("more than there may be"), &err))
		_exit(3);
	_exit(strstr(err.text, strerror(EFBIG)) != NULL ? 4 : 5);
}

TEST(a_signal_leaves_the_old_file_alone)
{
	static const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU};
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	put("old", "old", 0600);
	for (size_t i = 0; i < LENGTH(numbers); i++) {
		int status = in_child(send_it, numbers[i]);

		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), numbers[i]);
		assert_holds("old", "old");
		assert_files(1);
	}
}

TEST(a_limit_of_sizes_is_an_error)
{
	int status;

	put("old", "old", 0600);
	status = in_child(write_too_much, SIGXFSZ);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 4);
	assert_holds("old", "old");
}

int test_base_replace(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file_is_replaced_whole_or_not_at_all, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(links_stay_links, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_file_is_written_as_it_is, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(a_folder_without_room_for_another_is_no_obstacle,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(appending_and_new_files, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_signal_leaves_the_old_file_alone, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(a_limit_of_sizes_is_an_error, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("base: replacing files", tests, NULL, NULL);
}
