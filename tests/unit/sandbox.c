/*
 * sandbox.c: Makes a folder for tests that start programs.
 */
#include "sandbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "unit.h"

enum { PATIENCE = 600000 /* ms; only what never comes takes longer */ };

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

/* Copies this program, so that /proc/self/exe of the copy is in the folder. */
static bool copy_self(const char *to)
{
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
	char buf[65536];
	ssize_t n = -1;

	while (from >= 0 && fd >= 0 && (n = read(from, buf, sizeof(buf))) > 0)
		if (write(fd, buf, (size_t)n) != n)
			return false;
	return close(from) == 0 && close(fd) == 0 && n == 0;
}

static int run_copy(const char *folder)
{
	char path[PATH_MAX + 16];
	int status = 0;
	pid_t pid;

	snprintf(path, sizeof(path), "%s/bin", folder);
	if (mkdir(path, 0700) != 0)
		return 1;
	snprintf(path, sizeof(path), "%s/bin/test", folder);
	if (!copy_self(path))
		return 1;
	pid = fork();
	if (pid == 0) {
		execl(path, path, folder, (char *)NULL);
		_exit(1);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return 1;
	return WEXITSTATUS(status);
}

int sandbox_run(int argc, char **argv, int (*tests)(void))
{
	char folder[PATH_MAX];
	ssize_t n;
	int failed;

	if (argc == 2)
		return chdir(argv[1]) == 0 ? tests() : 1;
	n = readlink("/proc/self/exe", folder, sizeof(folder) - 16);
	if (n < 0)
		return 77;
	snprintf(folder + n, 16, "-XXXXXX");
	if (mkdtemp(folder) == NULL) {
		perror(folder);
		return 1;
	}
	failed = run_copy(folder);
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return failed;
}

void sandbox_script(const char *path, const char *body)
{
	char fresh[PATH_MAX];
	FILE *f;

	/* A new file: the old one may still be running. */
	snprintf(fresh, sizeof(fresh), "%s.new", path);
	f = fopen(fresh, "we");
	assert_non_null(f);
	fprintf(f, "#!/bin/sh\nPATH=/usr/local/bin:/usr/bin:/bin\n%s\n", body);
	assert_int_equal(fchmod(fileno(f), 0700), 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(rename(fresh, path), 0);
}

void sandbox_folder(const char *path)
{
	assert_int_equal(mkdir(path, 0700), 0);
}

bool sandbox_read(const char *path, char *text, size_t size)
{
	FILE *f = fopen(path, "re");
	size_t n;

	if (f == NULL)
		return false;
	n = fread(text, 1, size - 1, f);
	text[n] = '\0';
	fclose(f);
	return true;
}

static void pause_a_little(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
}

void sandbox_wait(const char *path, char *text, size_t size)
{
	int64_t end = sandbox_clock() + PATIENCE;

	while (!sandbox_read(path, text, size)) {
		if (sandbox_clock() > end)
			fail_msg("there is no %s", path);
		pause_a_little();
	}
}

pid_t sandbox_wait_pid(const char *path)
{
	char text[32];

	sandbox_wait(path, text, sizeof(text));
	unlink(path);
	return (pid_t)strtol(text, NULL, 10);
}

bool sandbox_lives(pid_t pid)
{
	char path[64], text[256], *state;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if (!sandbox_read(path, text, sizeof(text)))
		return false;
	state = strrchr(text, ')');
	return state != NULL && state[2] != 'Z' && state[2] != 'X';
}

bool sandbox_gone(pid_t pid)
{
	int64_t end = sandbox_clock() + PATIENCE;

	while (sandbox_lives(pid)) {
		if (sandbox_clock() > end)
			return false;
		pause_a_little();
	}
	return true;
}

int sandbox_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

int64_t sandbox_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
