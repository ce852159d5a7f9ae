/*
 * cleanup.c: removes temporary files and ends subprocesses, also from a signal handler.
 *
 * What is registered is a list of rows. It is never freed, because a handler may look at it at any
 * time, in any thread; the handler takes no lock and allocates nothing. Once it runs, threads that
 * want to change a row wait for the end of cprof; those that are making something finish and remove
 * it, and the handler waits for them.
 */
#include "base/cleanup.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/array.h"
#include "base/mem.h"

enum {
	CHILD_TRIES = 100,  /* looks whether a program that was killed has ended */
	MAKING_TRIES = 100, /* looks whether other threads have registered what they make */
	PAUSE_MS = 10,      /* between two of them */
};

enum cleanup_kind {
	KIND_NONE,
	KIND_GROUP = CLEANUP_GROUP,
	KIND_SESSION = CLEANUP_SESSION,
	KIND_JOB = CLEANUP_JOB,
	KIND_FILE,
};

struct cleanup {
	struct cleanup *next;
	atomic_int kind; /* set last and cleared first */
	bool taken;      /* under the lock */
	char *path;      /* KIND_FILE; on the heap */
	pid_t pid;       /* the others */
};

/* A signal handler has no other way to find them. */
static _Atomic(struct cleanup *) rows;
static atomic_bool ending;
static atomic_int making; /* threads between cleanup_hold and cleanup_unhold */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct termios settings; /* of the terminal */
static atomic_int terminal = -1;

/* What leaves the full screen. It is set before its length, which is 0 where there is none. */
static char screen[CLEANUP_SCREEN_MAX];
static atomic_size_t screen_length;

static const int crashes[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

enum { N_CRASHES = ARRAY_LEN(crashes) };

static struct sigaction before_crash[N_CRASHES]; /* what they did before */

static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU};

enum { N_SIGNALS = ARRAY_LEN(signals) };

/* --- removing; all of it may run in the handler */

/* Removes what a row names. */
static void remove_row(const struct cleanup *c, int kind)
{
	if (kind == KIND_FILE)
		unlink(c->path);
}

/* --- the handler */

static void end_group(pid_t pid)
{
	siginfo_t info;

	kill(-pid, SIGKILL);
	/*
	 * It must not write a file that is removed in a moment. Who waits for it finds the zombie.
	 */
	for (int i = 0; i < CHILD_TRIES; i++) {
		info.si_pid = 0;
		if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
			info.si_pid != 0)
			return;
		poll(NULL, 0, PAUSE_MS);
	}
}

/* What shares the terminal may be several programs; only where we lead the group are all meant. */
static void end_job(pid_t pid, int polite)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	sigaction(polite, &ignore, NULL);
	kill(getpgrp() == getpid() ? 0 : pid, polite);
}

static void end_child(const struct cleanup *c, int kind, int polite)
{
	if (kind == KIND_GROUP)
		end_group(c->pid);
	else if (kind == KIND_SESSION)
		kill(-c->pid, polite);
	else if (kind == KIND_JOB)
		end_job(c->pid, polite);
}

static void end_by(int number)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t set;

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
	raise(number);
	sigemptyset(&set);
	sigaddset(&set, number);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* Gives the terminal back, if we are who uses it. */
static void leave_terminal(void)
{
	size_t n = atomic_exchange(&screen_length, 0);
	int fd = atomic_load(&terminal);

	if (fd < 0 || tcgetpgrp(fd) != getpgrp())
		return;
	/* One try: who does not read must not hold us up. */
	if (n != 0 && write(fd, screen, n) < 0)
		errno = 0;
	tcsetattr(fd, TCSANOW, &settings);
}

/* The signal comes again when the handler returns, and does what it did before. */
static void on_crash(int number)
{
	leave_terminal();
	for (size_t i = 0; i < N_CRASHES; i++)
		if (crashes[i] == number)
			sigaction(number, &before_crash[i], NULL);
	raise(number);
}

/* Nothing else is done here than what a signal handler may do. */
static void on_signal(int number)
{
	int polite = number == SIGHUP ? SIGHUP : SIGTERM;

	if (atomic_exchange(&ending, true))
		for (;;) /* another thread is at it */
			pause();
	/* None of them is this thread, which would have held the signal back. */
	for (int i = 0; i < MAKING_TRIES && atomic_load(&making) != 0; i++)
		poll(NULL, 0, PAUSE_MS);
	for (struct cleanup *c = atomic_load(&rows); c != NULL; c = c->next)
		end_child(c, atomic_load(&c->kind), polite);
	for (struct cleanup *c = atomic_load(&rows); c != NULL; c = c->next)
		remove_row(c, atomic_load(&c->kind));
	leave_terminal();
	end_by(number);
}

/* Installs the handler for signals that are not ignored; unless `all`, only where nobody else has one. */
static void catch_signals(bool all)
{
	struct sigaction action = {.sa_handler = on_signal}, now;

	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < N_SIGNALS; i++)
		if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN &&
			(all || now.sa_handler == SIG_DFL))
			sigaction(signals[i], &action, NULL);
}

void cleanup_catch_signals(void)
{
	catch_signals(false);
	signal(SIGXFSZ, SIG_IGN);
}

void cleanup_terminal(int fd)
{
	if (tcgetattr(fd, &settings) == 0)
		atomic_store(&terminal, fd);
}

void cleanup_screen(struct str bytes)
{
	struct sigaction action = {.sa_handler = on_crash};
	bool was = atomic_exchange(&screen_length, 0) != 0, is = bytes.n != 0;

	assert(bytes.n <= CLEANUP_SCREEN_MAX);
	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < N_CRASHES && was != is; i++)
		sigaction(crashes[i], is ? &action : &before_crash[i],
			is ? &before_crash[i] : NULL);
	if (!is)
		return;
	memcpy(screen, bytes.p, bytes.n);
	atomic_store(&screen_length, bytes.n);
}

/* --- registering */

static void wait_for_the_end(void)
{
	for (;;)
		pause();
}

void cleanup_hold(sigset_t *before)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < N_SIGNALS; i++)
		sigaddset(&set, signals[i]);
	pthread_sigmask(SIG_BLOCK, &set, before);
	/*
	 * The handler sets `ending` and then reads `making`: it waits for us, or we see that it
	 * runs.
	 */
	atomic_fetch_add(&making, 1);
	if (atomic_load(&ending)) {
		atomic_fetch_sub(&making, 1);
		wait_for_the_end();
	}
}

void cleanup_unhold(const sigset_t *before)
{
	atomic_fetch_sub(&making, 1);
	if (atomic_load(&ending))
		wait_for_the_end();
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

/* A row that nobody uses. */
static struct cleanup *take_row(void)
{
	struct cleanup *c;

	pthread_mutex_lock(&lock);
	for (c = atomic_load(&rows); c != NULL && c->taken; c = c->next)
		;
	if (c == NULL) {
		c = mem_zeroed(1, sizeof(*c));
		c->next = atomic_load(&rows);
		atomic_store(&rows, c);
	}
	c->taken = true;
	pthread_mutex_unlock(&lock);
	return c;
}

/*
 * Gives a row back. The handler sets `ending` and then reads the kind of each row; here the kind is
 * cleared and then `ending` is read. So either the handler sees that there is nothing, or we see
 * that it may be reading the path, which must stay then.
 */
static void give_row(struct cleanup *c)
{
	if (atomic_load(&ending))
		wait_for_the_end();
	atomic_store(&c->kind, KIND_NONE);
	if (atomic_load(&ending))
		wait_for_the_end();
	pthread_mutex_lock(&lock);
	free(c->path);
	c->path = NULL;
	c->taken = false;
	pthread_mutex_unlock(&lock);
}

/*
 * Between cleanup_hold and cleanup_unhold: the handler in another thread sees the row, or we see
 * that it runs.
 */
static void publish(struct cleanup *c, int kind)
{
	atomic_store(&c->kind, kind);
	if (!atomic_load(&ending))
		return;
	end_child(c, kind, SIGTERM);
	remove_row(c, kind);
}

static struct cleanup *register_path(const char *path)
{
	size_t n = strlen(path) + 1;
	struct cleanup *c = take_row();

	c->path = mem_zeroed(n, 1);
	memcpy(c->path, path, n);
	publish(c, KIND_FILE);
	return c;
}

/* What is to be made. */
struct making {
	const char *path;
	mode_t mode;
	bool is_new;    /* its name is to be new, too: */
	char *template; /* the path, whose XXXXXX is to be filled in */
	int suffix;     /* bytes behind the XXXXXX */
};

/* Makes it. False with errno set. */
static bool create(const struct making *m, int *fd)
{
	const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOCTTY | O_CLOEXEC;

	if (!m->is_new)
		*fd = open(m->path, flags, m->mode);
	else
		*fd = mkostemps(m->template, m->suffix, O_CLOEXEC);
	return *fd >= 0;
}

/* Makes it and registers it, with no signal of this thread in between. NULL with errno set. */
static struct cleanup *make(const struct making *m, int *fd)
{
	struct cleanup *c = NULL;
	sigset_t before;
	int failure = 0;

	cleanup_hold(&before);
	if (create(m, fd))
		c = register_path(m->path);
	else
		failure = errno;
	cleanup_unhold(&before);
	errno = failure;
	return c;
}

struct cleanup *cleanup_new_file(const char *path, mode_t mode, int *fd)
{
	return make(&(struct making){.path = path, .mode = mode}, fd);
}

struct cleanup *cleanup_temp_file(char *path, int suffix, int *fd)
{
	return make(&(struct making){.path = path,
			    .is_new = true,
			    .template = path,
			    .suffix = suffix},
		fd);
}

void cleanup_keep(struct cleanup *c)
{
	if (c != NULL)
		give_row(c);
}

void cleanup_remove(struct cleanup *c)
{
	if (c == NULL)
		return;
	remove_row(c, atomic_load(&c->kind));
	give_row(c);
}

void cleanup_forget(void)
{
	atomic_store(&rows, NULL);
	atomic_store(&ending, false);
	atomic_store(&making, 0);
	atomic_store(&screen_length, 0);
	atomic_store(&terminal, -1);
	catch_signals(true);
}

void cleanup_child_runs(pid_t pid, enum cleanup_child how)
{
	struct cleanup *c = take_row();

	c->pid = pid;
	publish(c, (int)how);
}

void cleanup_child_ended(pid_t pid)
{
	struct cleanup *c;
	int kind;

	for (c = atomic_load(&rows); c != NULL; c = c->next) {
		kind = atomic_load(&c->kind);
		if (c->pid == pid && kind != KIND_NONE && kind < KIND_FILE)
			break;
	}
	if (c != NULL)
		give_row(c);
}
