/*
 * child.c: starts programs with posix_spawn, and makes the pipes to them.
 */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/program.h"

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#endif

/* Bytes that are read at once: what a pipe holds. */
enum { TAKEN = 64 * 1024 };

/* What makes a child the first of a session, where there is such a flag. */
#ifdef POSIX_SPAWN_SETSID
#define SPAWN_SESSION POSIX_SPAWN_SETSID
#else
#define SPAWN_SESSION POSIX_SPAWN_SETPGROUP
#endif

/* All our descriptors are close-on-exec; these see to those that came from who started us. */
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
#define SPAWN_CLOSE POSIX_SPAWN_CLOEXEC_DEFAULT
#else
#define SPAWN_CLOSE 0
#endif
#if defined(__GLIBC__) && (__GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 34))
#define spawn_close_rest(actions) posix_spawn_file_actions_addclosefrom_np((actions), 3)
#else
#define spawn_close_rest(actions) 0
#endif

static int spawn(const struct child_spec *spec, char *const *env, pid_t *pid,
	posix_spawn_file_actions_t *actions, posix_spawnattr_t *attr)
{
	int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | SPAWN_CLOSE;
	sigset_t set;
	int error = 0;

	sigemptyset(&set);
	error |= posix_spawnattr_setsigmask(attr, &set);
	sigaddset(&set, SIGPIPE);
	sigaddset(&set, SIGXFSZ);
	if (spec->place == PROCESS_FOREGROUND)
		sigaddset(&set, SIGINT);
	error |= posix_spawnattr_setsigdefault(attr, &set);
	error |= posix_spawnattr_setpgroup(attr, 0);
	if (spec->place == PROCESS_SESSION)
		flags |= SPAWN_SESSION;
	else if (spec->place == PROCESS_GROUP)
		flags |= POSIX_SPAWN_SETPGROUP;
	error |= posix_spawnattr_setflags(attr, (short)flags);
	for (int i = 0; i < 3; i++)
		error |= posix_spawn_file_actions_adddup2(actions, spec->fds[i], i);
	error |= spawn_close_rest(actions);
	/* Each of these fails for want of memory alone. */
	return error != 0 ? ENOMEM
			  : posix_spawn(pid, spec->argv[0], actions, attr, spec->argv, env);
}

/* The environment with another PATH where ours names relative folders; in the arena then. */
static char *const *clean_environment(struct arena *a, char *const *env)
{
	char *path = program_clean_path(a), **clean, *variable;
	size_t n = 0;

	if (path == NULL)
		return env;
	variable = arena_c(a, arena_fmt(a, "PATH=%s", path));
	while (env[n] != NULL)
		n++;
	clean = arena_array(a, char *, n + 1);
	for (size_t i = 0; i < n; i++)
		clean[i] = strncmp(env[i], "PATH=", 5) == 0 ? variable : env[i];
	return clean;
}

static bool start(const struct child_spec *spec, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	struct arena scratch = {0};
	pid_t started;
	int error;

	error = posix_spawn_file_actions_init(&actions);
	if (error == 0) {
		error = posix_spawnattr_init(&attr);
		if (error == 0) {
			error = spawn(spec,
				clean_environment(&scratch,
					spec->env != NULL ? spec->env : environ),
				&started, &actions, &attr);
			posix_spawnattr_destroy(&attr);
		}
		posix_spawn_file_actions_destroy(&actions);
	}
	arena_release(&scratch);
	if (error == 0)
		*pid = started;
	errno = error;
	return error == 0;
}

bool child_start(const struct child_spec *spec, pid_t *pid)
{
	static const enum cleanup_child ends[] = {
		[PROCESS_GROUP] = CLEANUP_GROUP,
		[PROCESS_SESSION] = CLEANUP_SESSION,
		[PROCESS_FOREGROUND] = CLEANUP_JOB,
	};
	sigset_t before;
	bool ok;
	int failure;

	cleanup_hold(&before);
	ok = start(spec, pid);
	failure = errno;
	if (ok)
		cleanup_child_runs(*pid, ends[spec->place]);
	cleanup_unhold(&before);
	errno = failure;
	return ok;
}

bool child_ended(pid_t pid)
{
	siginfo_t info = {0};

	if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0)
		return errno == ECHILD;
	return info.si_pid == pid;
}

int child_reap(pid_t pid)
{
	siginfo_t info;
	int status = 0;

	/* While it is a zombie its id is its own. */
	while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR)
		;
	cleanup_child_ended(pid);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 0;
	return status;
}

static bool set_flag(int fd, int get, int set, int flag)
{
	int flags = fcntl(fd, get);

	return flags >= 0 && fcntl(fd, set, flags | flag) == 0;
}

/* fd, or what takes its place when it is where a child has its standard descriptors. */
static bool move_up(int *fd)
{
	int above;

	if (*fd > STDERR_FILENO)
		return true;
	above = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (above < 0)
		return false;
	close(*fd);
	*fd = above;
	return true;
}

bool child_pipe(int fds[2], struct err *err)
{
#ifdef __APPLE__
	int bad = pipe(fds);

	if (bad == 0)
		bad = !set_flag(fds[0], F_GETFD, F_SETFD, FD_CLOEXEC) ||
			!set_flag(fds[1], F_GETFD, F_SETFD, FD_CLOEXEC);
#else
	int bad = pipe2(fds, O_CLOEXEC);
#endif

	if (bad != 0) {
		fds[0] = fds[1] = -1;
		return err_set(err, "no pipe: %s", strerror(errno));
	}
	if (!move_up(&fds[0]) || !move_up(&fds[1])) {
		err_set(err, "no pipe: %s", strerror(errno));
		child_close(&fds[0]);
		child_close(&fds[1]);
		return false;
	}
	return true;
}

bool child_null(int *fd, struct err *err)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0 || !move_up(&null)) {
		err_set(err, "/dev/null: %s", strerror(errno));
		child_close(&null);
		return false;
	}
	*fd = null;
	return true;
}

void child_no_wait(int fd)
{
	set_flag(fd, F_GETFL, F_SETFL, O_NONBLOCK);
}

void child_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

bool child_take(int *fd, struct out *o)
{
	ssize_t n;

	if (*fd < 0)
		return false;
	n = read(*fd, out_room(o, TAKEN), TAKEN);
	if (n > 0)
		out_used(o, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		child_close(fd);
	return n > 0;
}
