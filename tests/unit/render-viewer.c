/*
 * render-viewer.c: tests of showing a file: which program is started with what, and when the file
 * goes. Shell scripts in the folder `path` are the desktop; each leaves in `seen` what it was given.
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

#include "render/viewer.h"
#include "sandbox.h"

enum { TEXT = 8192 };

/* What most tests show is closed once, at the end, because that takes its time. */
static struct viewers shown;

static const char *const gv_and_eog[] = {"gv --old", "eog", NULL};
static const struct viewer web = {.ending = "svg", .browser = true};
static const struct viewer gv = {.ending = "ps", .programs = gv_and_eog};

/* Prints the name of the script and its arguments, then the file. */
#define SEE \
	"{ for a in \"${0##*/}\" \"$@\"; do echo \"$a\"; done; cat \"$a\"; } >seen.new\n" \
	"mv seen.new seen\n"

static void program(const char *name, const char *body)
{
	char path[64];

	snprintf(path, sizeof(path), "path/%s", name);
	sandbox_script(path, body);
}

/* No programs and no display. */
static int set_up(void **unused)
{
	char folder[TEXT], path[TEXT + 8];

	(void)unused;
	assert_non_null(getcwd(folder, sizeof(folder)));
	snprintf(path, sizeof(path), "%s/path", folder);
	setenv("PATH", path, 1);
	snprintf(path, sizeof(path), "%s/tmp/", folder);
	setenv("TMPDIR", path, 1);
	unsetenv("BROWSER");
	unsetenv("DISPLAY");
	unsetenv("WAYLAND_DISPLAY");
	mkdir("path", 0700);
	mkdir("tmp", 0700);
	unlink("seen");
	return 0;
}

static int tear_down(void **unused)
{
	static const char *const names[] = {"one", "two", "gv", "eog", "xdg-open"};
	char path[64];

	(void)unused;
	for (size_t i = 0; i < LENGTH(names); i++) {
		snprintf(path, sizeof(path), "path/%s", names[i]);
		unlink(path);
	}
	return 0;
}

/* Shows "picture"; without notes, or else they go to `said`. */
static void show(struct viewers *v, const struct viewer *viewer, bool wait, char *said)
{
	struct out notes = {0};
	struct err err = {"untouched"};

	if (!viewer_show(v, viewer, STR("picture\n"), wait, &notes, &err))
		fail_msg("%s", err.text);
	assert_string_equal(err.text, "untouched");
	if (said == NULL)
		assert_str(((struct str){notes.p, notes.n}), STR(""));
	else
		snprintf(said, TEXT, "%.*s", (int)notes.n, notes.p);
	out_release(&notes);
}

/* The file that was shown, with its absolute name written as FILE, is given to the programs so. */
static void assert_seen(const char *want)
{
	char text[TEXT], folder[TEXT / 2], prefix[TEXT];
	struct out got = {0};
	struct str rest;
	size_t at;

	sandbox_wait("seen", text, sizeof(text));
	unlink("seen");
	assert_non_null(getcwd(folder, sizeof(folder)));
	snprintf(prefix, sizeof(prefix), "%s/tmp/cprof-", folder);
	rest = str_from_c(text);
	while ((at = str_find(rest, str_from_c(prefix), 0)) < rest.n) {
		out_bytes(&got, rest.p, at);
		out_lit(&got, "FILE");
		rest = str_from(rest, at + strlen(prefix) + strlen("XXXXXX"));
	}
	out_bytes(&got, rest.p, rest.n);
	assert_str_c(((struct str){got.p, got.n}), want);
	out_release(&got);
}

static void assert_nothing_seen(void)
{
	assert_int_equal(access("seen", F_OK), -1);
}

TEST(browser_is_a_list_of_commands)
{
	static const char *const rows[][2] = {
		{"one", "one\nFILE.svg\npicture\n"},
		{"one --new -x", "one\n--new\n-x\nFILE.svg\npicture\n"},
		{"one %s", "one\nFILE.svg\npicture\n"},
		{"one --all %s%s %s", "one\n--all\nFILE.svgFILE.svg\nFILE.svg\npicture\n"},
		{"missing:: :missing %s:one:two", "one\nFILE.svg\npicture\n"},
		{"two:one", "two\nFILE.svg\npicture\n"},
		/* There is no shell that would make anything of these. */
		{"one $PATH;two>x ~ %s", "one\n$PATH;two>x\n~\nFILE.svg\npicture\n"},
	};

	program("one", SEE);
	program("two", SEE);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		setenv("BROWSER", rows[i][0], 1);
		show(&shown, &web, true, NULL);
		assert_seen(rows[i][1]);
	}
}

/* The file that notes say was kept. */
static void remove_kept(char *said)
{
	char *path = strstr(said, " is in /");

	assert_non_null(path);
	path += strlen(" is in ");
	path[strcspn(path, "\n")] = '\0';
	assert_int_equal(unlink(path), 0);
}

/* Folders of PATH that are not absolute do not count; what has a slash is a path that was meant. */
TEST(nothing_is_run_from_the_current_folder_by_name)
{
	static const char *const rows[][2] = {{":", ""}, {"", ":"}, {"./:", ""}, {"", ":tmp/.."}};
	char folder[TEXT], path[TEXT * 2], said[TEXT];

	assert_non_null(getcwd(folder, sizeof(folder)));
	sandbox_script("one", SEE);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		snprintf(path, sizeof(path), "%s%s/path%s", rows[i][0], folder, rows[i][1]);
		setenv("PATH", path, 1);
		setenv("BROWSER", "one", 1);
		show(&shown, &web, true, said);
		assert_nothing_seen();
		assert_non_null(strstr(said, "one is only in the current folder"));
		remove_kept(said);
		setenv("BROWSER", "./one", 1);
		show(&shown, &web, true, NULL);
		assert_seen("one\nFILE.svg\npicture\n");
	}
	unlink("one");
}

TEST(programs_are_tried_in_order)
{
	program("xdg-open", SEE);
	program("one", SEE);
	setenv("DISPLAY", ":0", 1);
	setenv("BROWSER", "one", 1);
	/* This viewer wants no browser. */
	show(&shown, &gv, true, NULL);
	assert_seen("xdg-open\nFILE.ps\npicture\n");
	program("eog", SEE);
	show(&shown, &gv, true, NULL);
	assert_seen("eog\nFILE.ps\npicture\n");
	program("gv", SEE);
	show(&shown, &gv, true, NULL);
	assert_seen("gv\n--old\nFILE.ps\npicture\n");
	unsetenv("DISPLAY");
	setenv("WAYLAND_DISPLAY", "wayland-0", 1);
	setenv("BROWSER", "missing", 1);
	show(&shown, &web, true, NULL);
	assert_seen("xdg-open\nFILE.svg\npicture\n");
}

TEST(the_next_one_is_tried_when_one_fails_at_once)
{
	setenv("DISPLAY", ":0", 1);
	program("gv", "exit 3");
	program("eog", "kill -SEGV $$");
	program("xdg-open", SEE);
	/* On a slow machine it is not at once that one fails: then once more. */
	for (int tries = 0; tries < 20 && access("seen", F_OK) != 0; tries++)
		show(&shown, &gv, true, NULL);
	assert_seen("xdg-open\nFILE.ps\npicture\n");
	/* It had shown it when it failed. */
	program("gv", SEE "sleep 1.1; exit 3");
	program("eog", "touch late");
	show(&shown, &gv, true, NULL);
	assert_seen("gv\n--old\nFILE.ps\npicture\n");
	assert_int_equal(access("late", F_OK), -1);
}

TEST(without_wait_it_returns_at_once)
{
	siginfo_t info;

	program("one", "until [ -e go ]; do sleep .01; done\n" SEE);
	setenv("BROWSER", "one", 1);
	show(&shown, &web, false, NULL);
	assert_nothing_seen();
	close(open("go", O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	assert_seen("one\nFILE.svg\npicture\n");
	/* It becomes a zombie, which the next call reaps. */
	assert_int_equal(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), 0);
	show(&shown, &web, true, NULL);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_seen("one\nFILE.svg\npicture\n");
}

TEST(the_file_is_for_its_owner)
{
	program("one", "stat -c '%a %u' \"$1\" >seen.new; mv seen.new seen");
	setenv("BROWSER", "one", 1);
	umask(0);
	show(&shown, &web, true, NULL);
	char want[32];

	snprintf(want, sizeof(want), "600 %d\n", (int)getuid());
	assert_seen(want);
}

TEST(programs_are_in_a_session_of_their_own)
{
	/* The sixth word of its `stat` is the session. */
	program("one",
		"fds=$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2)\n"
		"read -r stat </proc/$$/stat; set -- $stat; [ $6 = $$ ] && echo own >seen.new\n"
		"echo \"$fds\" >>seen.new; mv seen.new seen");
	setenv("BROWSER", "one", 1);
	show(&shown, &web, false, NULL);
	assert_seen("own\n/dev/null\n/dev/null\n/dev/null\n");

	/* When it is waited for, its messages are seen. */
	char err[TEXT] = "", want[TEXT + 64];

	assert_true(readlink("/proc/self/fd/2", err, sizeof(err) - 1) > 0);
	show(&shown, &web, true, NULL);
	snprintf(want, sizeof(want), "own\n/dev/null\n/dev/null\n%s\n", err);
	assert_seen(want);
}

TEST(an_interrupt_ends_the_waiting_alone)
{
	struct sigaction now;
	pid_t pid;

	program("one", "kill -INT $PPID; echo $$ >pid.new; mv pid.new pid; exec sleep 1000");
	setenv("BROWSER", "one:missing", 1);
	show(&shown, &web, true, NULL);
	pid = sandbox_wait_pid("pid");
	assert_true(sandbox_lives(pid));
	sigaction(SIGINT, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
	kill(pid, SIGKILL);
}

/* Shows it where that cannot be done; the notes are in `said`. The file is there also afterwards. */
static void assert_kept(const struct viewer *viewer, char *said)
{
	struct viewers v = {0};
	char content[TEXT], *path, *end;
	int fds = sandbox_fds();
	struct stat st;

	show(&v, viewer, true, said);
	viewers_close(&v);
	assert_int_equal(sandbox_fds(), fds);
	path = strstr(said, "picture is in ");
	assert_non_null(path);
	path += strlen("picture is in ");
	end = strchr(path, '\n');
	assert_non_null(end);
	*end = '\0';
	assert_true(sandbox_read(path, content, sizeof(content)));
	assert_string_equal(content, "picture\n");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(unlink(path), 0);
	*end = '\n';
}

TEST(without_a_viewer_the_file_is_kept)
{
	char said[TEXT], host[256] = "";

	program("xdg-open", SEE);
	program("gv", SEE);
	gethostname(host, sizeof(host) - 1);
	assert_kept(&web, said);
	assert_nothing_seen();
	assert_non_null(strstr(said, "there is no display; the picture is in /"));
	assert_non_null(strstr(said, "scp "));
	assert_non_null(strstr(said, host));
	assert_non_null(strstr(said, "set BROWSER"));
	assert_kept(&gv, said);
	assert_null(strstr(said, "BROWSER"));
	assert_nothing_seen();

	setenv("BROWSER", "missing:one", 1);
	program("one", "exit 1");
	assert_kept(&web, said);
	assert_non_null(strstr(said, "nothing in BROWSER could be started and there is no dis"));

	setenv("DISPLAY", ":0", 1);
	program("xdg-open", "exit 1");
	assert_kept(&web, said);
	assert_non_null(strstr(said, "nothing in BROWSER could be started; the picture is in /"));
	unsetenv("BROWSER");
	assert_kept(&web, said);
	assert_non_null(strstr(said, "no program was found to show it; the picture is in /"));
}

TEST(the_folder_for_temporary_files)
{
	struct err err = {""};
	struct out notes = {0};
	char said[TEXT];

	setenv("TMPDIR", "/nowhere", 1);
	assert_false(viewer_show(&shown, &web, STR("x"), true, &notes, &err));
	assert_string_equal(err.text, "no temporary file in /nowhere: No such file or directory");
	assert_int_equal(notes.n, 0);
	setenv("TMPDIR", "tmp", 1);
	assert_kept(&web, said);
	assert_non_null(strstr(said, " /tmp/cprof-"));
	unsetenv("TMPDIR");
	assert_kept(&web, said);
	assert_non_null(strstr(said, " /tmp/cprof-"));
}

TEST(a_file_that_cannot_be_written_is_removed)
{
	struct rlimit limit, was;
	struct out notes = {0};
	struct err err = {""};

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	limit = (struct rlimit){4, was.rlim_max};
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_false(viewer_show(&shown, &web, STR("picture"), true, &notes, &err));
	setrlimit(RLIMIT_FSIZE, &was);
	signal(SIGXFSZ, SIG_DFL);
	assert_says(&err, ".svg: File too large");
	*strstr(err.text, ": ") = '\0';
	assert_int_equal(access(err.text, F_OK), -1);
}

static void on_interrupt(int number)
{
	(void)number;
}

/* Shows something, and viewers_close waits, in which comes an interrupt. Does the file live 3 seconds? */
static bool lives_in_spite_of_an_interrupt(void)
{
	struct viewers v = {0};
	char said[TEXT];
	int64_t begin = sandbox_clock();

	/*
	 * It sends SIGINT when SIGPIPE, the 13th bit, is ignored: then the waiting has begun. The
	 * handler is for one that comes late.
	 */
	program("one",
		"echo \"$1\" >seen.new; mv seen.new seen\n"
		"until grep -q '^SigIgn:.*[13579bdf]...$' /proc/$PPID/status; do\n"
		"  [ -e \"$1\" ] || exit; sleep .01\n"
		"done\n"
		"kill -INT $PPID");
	setenv("BROWSER", "one", 1);
	signal(SIGINT, on_interrupt);
	show(&v, &web, false, NULL);
	sandbox_wait("seen", said, sizeof(said));
	viewers_close(&v);
	signal(SIGINT, SIG_DFL);
	*strchr(said, '\n') = '\0';
	assert_int_equal(access(said, F_OK), -1);
	assert_int_equal(v.n, 0);
	return sandbox_clock() - begin >= 3000;
}

TEST(an_interrupt_ends_the_wait_of_close)
{
	int tries = 0;

	/* On a slow machine the interrupt may come when they are over: then once more. */
	while (lives_in_spite_of_an_interrupt())
		assert_true(tries++ < 20);
}

/* The last one: all that the others have shown goes, but not at once. */
TEST(close_removes_the_files)
{
	char path[TEXT];
	size_t n = shown.n;
	int64_t begin;

	program("one", "echo \"$1\" >seen.new; mv seen.new seen");
	setenv("BROWSER", "one", 1);
	begin = sandbox_clock();
	show(&shown, &web, true, NULL);
	assert_int_equal(shown.n, n + 1);
	assert_true(sandbox_read("seen", path, sizeof(path)));
	*strchr(path, '\n') = '\0';
	assert_int_equal(access(path, F_OK), 0);
	viewers_close(&shown);
	assert_true(sandbox_clock() - begin >= 3000);
	assert_int_equal(access(path, F_OK), -1);
	/* Nothing else is left in the folder either. */
	assert_int_equal(rmdir("tmp"), 0);
	assert_null(shown.rows);
	/* There is nothing to close. */
	viewers_close(&shown);
	assert_null(shown.rows);
}

#define VIEWER_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

static int all_tests(void)
{
	const struct CMUnitTest tests[] = {
		VIEWER_TEST(browser_is_a_list_of_commands),
		VIEWER_TEST(nothing_is_run_from_the_current_folder_by_name),
		VIEWER_TEST(programs_are_tried_in_order),
		VIEWER_TEST(the_next_one_is_tried_when_one_fails_at_once),
		VIEWER_TEST(without_wait_it_returns_at_once),
		VIEWER_TEST(the_file_is_for_its_owner),
		VIEWER_TEST(programs_are_in_a_session_of_their_own),
		VIEWER_TEST(an_interrupt_ends_the_waiting_alone),
		VIEWER_TEST(without_a_viewer_the_file_is_kept),
		VIEWER_TEST(the_folder_for_temporary_files),
		VIEWER_TEST(a_file_that_cannot_be_written_is_removed),
		VIEWER_TEST(an_interrupt_ends_the_wait_of_close),
		VIEWER_TEST(close_removes_the_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	return sandbox_run(argc, argv, all_tests);
}
