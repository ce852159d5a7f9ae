/*
 * process.c: serves all pipes of a program at once, waits for its end, and ends its process group.
 *
 * That a program has ended is seen by SIGCHLD and not by the end of its output, which somebody else
 * may hold open. What is left in the pipes is read then, but only what is there.
 */
#include "base/process.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

#include "base/array.h"
#include "base/cancel.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/selfpipe.h"
#include "base/wait.h"

enum {
	ERRORS_MAX = 16 * 1024, /* bytes that are kept of standard error, the last ones */
	ERRORS_READS = 16,      /* once it has ended, in case somebody else goes on for ever */
	LOOK_MS = 100,          /* between two looks at interrupted(), which wakes nobody */
};

/* A program under supervision. */
struct supervised {
	const struct process_spec *spec;
	struct process_result *r;
	struct selfpipe signals;
	pid_t pid;
	int fds[3];       /* our ends of its standard input, output and error; -1 once closed */
	struct str input; /* what it has not read yet */
	int64_t deadline;
};

/* One selfpipe may be open at a time. */
static pthread_mutex_t waiting = PTHREAD_MUTEX_INITIALIZER;

/* --- waiting */

/* Waits once for the self-pipe. True after a SIGINT. */
static bool wait_for_signal(struct selfpipe *s, int64_t deadline)
{
	struct pollfd fd = {.fd = s->wake, .events = POLLIN};

	wait_once(&fd, 1, deadline, NULL);
	return selfpipe_heard(s);
}

bool process_sleep(int64_t until)
{
	struct selfpipe signals;
	struct err ignored;
	bool interrupt = false;

	pthread_mutex_lock(&waiting);
	if (until > clock_ms() && selfpipe_open(&signals, true, &ignored)) {
		while (!interrupt && until > clock_ms())
			interrupt = wait_for_signal(&signals, until);
		interrupt |= selfpipe_close(&signals);
	}
	pthread_mutex_unlock(&waiting);
	return interrupt;
}

void process_forget(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	sigemptyset(&action.sa_mask);
	sigaction(SIGCHLD, &action, NULL);  /* the handler would write to the parent's pipe */
	pthread_mutex_init(&waiting, NULL); /* the fork may have come while it was held */
	wait_use_hook(NULL);
}

int64_t process_deadline(int64_t seconds)
{
	const int64_t longest = 1 << 30; /* 34 years */

	if (seconds <= 0)
		return INT64_MAX;
	return clock_ms() + (seconds < longest ? seconds : longest) * 1000;
}

/* --- starting */

static void limit_memory(pid_t pid, unsigned long long bytes)
{
#ifdef __linux__
	struct rlimit limit = {bytes, bytes};

	/* A moment late, which does not matter: nothing large is done so soon. */
	if (bytes != 0)
		prlimit(pid, RLIMIT_AS, &limit, NULL);
#else
	(void)pid;
	(void)bytes;
#endif
}

/*
 * Opens what becomes standard descriptor i: `theirs`, to be closed once it is started, and our end
 * of a pipe.
 */
static bool open_end(const struct process_spec *spec, int i, int *theirs, int *ours,
	struct err *err)
{
	int fds[2];

	if (spec->fds[i] == PROCESS_NULL)
		return child_null(theirs, err);
	if (spec->fds[i] != PROCESS_PIPE)
		return true;
	if (!child_pipe(fds, err))
		return false;
	*theirs = fds[i == STDIN_FILENO ? 0 : 1];
	*ours = fds[i == STDIN_FILENO ? 1 : 0];
	return true;
}

static bool start(const struct process_spec *spec, pid_t *pid, int ours[3], struct err *err)
{
	struct child_spec child = {.argv = spec->argv, .env = spec->env, .place = spec->place};
	int theirs[3] = {-1, -1, -1};
	bool ok = true;

	for (int i = 0; i < 3 && ok; i++)
		ok = open_end(spec, i, &theirs[i], &ours[i], err);
	for (int i = 0; i < 3; i++)
		child.fds[i] = theirs[i] >= 0 ? theirs[i] : spec->fds[i];
	if (ok)
		ok = child_start(&child, pid) ||
			err_set(err, "%s: %s", spec->argv[0], strerror(errno));
	if (ok)
		limit_memory(*pid, spec->memory);
	for (int i = 0; i < 3; i++) {
		child_close(&theirs[i]);
		if (!ok)
			child_close(&ours[i]);
	}
	return ok;
}

bool process_start(const struct process_spec *spec, pid_t *pid, struct err *err)
{
	int ours[3] = {-1, -1, -1};

	for (int i = 0; i < 3; i++)
		assert(spec->fds[i] != PROCESS_PIPE);
	return start(spec, pid, ours, err);
}

void process_collect(pid_t *pid)
{
	if (*pid == 0 || !child_ended(*pid))
		return;
	child_reap(*pid);
	*pid = 0;
}

/* --- supervising */

/* Gives it as much as its pipe takes. That it reads no more of it is for its exit status to say. */
static void feed(struct supervised *s)
{
	while (s->input.n != 0) {
		ssize_t n = write(s->fds[STDIN_FILENO], s->input.p, s->input.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0)
			break;
		s->input = str_from(s->input, (size_t)n);
	}
	child_close(&s->fds[STDIN_FILENO]);
}

static bool take_output(struct supervised *s)
{
	bool more = child_take(&s->fds[STDOUT_FILENO], &s->r->output);

	if (s->r->output.n > s->spec->max_output)
		s->r->ending = PROCESS_LARGE;
	return more && s->r->ending != PROCESS_LARGE;
}

/* Keeps whole lines where there are any, because the last ones count. */
static bool take_errors(struct supervised *s)
{
	struct out *o = &s->r->errors;
	bool more = child_take(&s->fds[STDERR_FILENO], o);

	if (o->n > ERRORS_MAX) {
		struct str all = {o->p, o->n};
		size_t from = o->n - ERRORS_MAX, line = str_find(all, STR("\n"), from) + 1;

		if (line < o->n)
			from = line;
		memmove(o->p, o->p + from, o->n - from);
		o->n -= from;
	}
	return more;
}

/* True when the caller may be asked to stop it. */
static bool may_stop(const struct supervised *s)
{
	return s->spec->place != PROCESS_FOREGROUND;
}

/* Waits once for whatever comes first. */
static void serve(struct supervised *s)
{
	struct pollfd fds[] = {
		{.fd = s->signals.wake, .events = POLLIN},
		{.fd = s->fds[STDIN_FILENO], .events = POLLOUT},
		{.fd = s->fds[STDOUT_FILENO], .events = POLLIN},
		{.fd = s->fds[STDERR_FILENO], .events = POLLIN},
	};
	int64_t now = clock_ms(), look = may_stop(s) ? now + LOOK_MS : INT64_MAX;
	bool some;

	if (now >= s->deadline) {
		s->r->ending = PROCESS_LATE;
		return;
	}
	some = wait_once(fds, ARRAY_LEN(fds), look < s->deadline ? look : s->deadline, NULL);
	if (fds[1].revents != 0)
		feed(s);
	if (fds[2].revents != 0)
		take_output(s);
	if (fds[3].revents != 0)
		take_errors(s);
	if ((fds[0].revents != 0 && selfpipe_heard(&s->signals)) || (may_stop(s) && interrupted()))
		s->r->ending = PROCESS_STOPPED;
	else if ((fds[0].revents != 0 || !some) && s->r->ending == PROCESS_RUNS &&
		child_ended(s->pid))
		s->r->ending = PROCESS_ENDED;
}

/* Serves it until it has ended, by itself or not. */
static void supervise(struct supervised *s)
{
	for (int i = 0; i < 3; i++)
		if (s->fds[i] >= 0)
			child_no_wait(s->fds[i]);
	while (s->r->ending == PROCESS_RUNS)
		serve(s);
	if (s->spec->place == PROCESS_SESSION && s->r->ending == PROCESS_STOPPED) {
		s->r->pid = s->pid;
		return;
	}
	/* The zombie keeps the group's number from being given to somebody else. */
	if (s->spec->place == PROCESS_GROUP)
		kill(-s->pid, SIGKILL);
	while (s->r->ending == PROCESS_ENDED && take_output(s))
		;
	for (int i = 0; i < ERRORS_READS && take_errors(s); i++)
		;
	s->r->status = child_reap(s->pid);
}

/* --- signals of the foreground */

/* SIGPIPE is an error of write from here on, and SIGINT is for the program. */
static void give_signals(struct sigaction *interrupt, struct sigaction *pipe)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, pipe);
	sigaction(SIGINT, NULL, interrupt);
	/* The handler of the console only sets a token. */
	if (!interrupt_is_caught())
		sigaction(SIGINT, &ignore, NULL);
}

static void take_signals_back(const struct sigaction *interrupt, const struct sigaction *pipe)
{
	sigaction(SIGPIPE, pipe, NULL);
	if (!interrupt_is_caught())
		sigaction(SIGINT, interrupt, NULL);
}

/* --- whole runs */

static bool run_alone(const struct process_spec *spec, struct process_result *r, struct err *err)
{
	struct supervised s = {.spec = spec,
		.r = r,
		.fds = {-1, -1, -1},
		.input = spec->input,
		.deadline = spec->deadline != 0 ? spec->deadline : INT64_MAX};
	bool ok;

	if (may_stop(&s) && interrupted()) {
		r->ending = PROCESS_STOPPED;
		return true;
	}
	if (!selfpipe_open(&s.signals, may_stop(&s), err))
		return false;
	ok = start(spec, &s.pid, s.fds, err);
	if (ok)
		supervise(&s);
	for (int i = 0; i < 3; i++)
		child_close(&s.fds[i]);
	if (selfpipe_close(&s.signals))
		r->ending = PROCESS_STOPPED;
	return ok || r->ending == PROCESS_STOPPED;
}

bool process_run(const struct process_spec *spec, struct process_result *r, struct err *err)
{
	bool foreground = spec->place == PROCESS_FOREGROUND, ok;
	struct sigaction interrupt, pipe;

	*r = (struct process_result){.ending = PROCESS_RUNS};
	pthread_mutex_lock(&waiting);
	if (foreground)
		give_signals(&interrupt, &pipe);
	ok = run_alone(spec, r, err);
	if (foreground)
		take_signals_back(&interrupt, &pipe);
	pthread_mutex_unlock(&waiting);
	return ok;
}

void process_pass_on(enum process_ending ending)
{
	if (ending == PROCESS_STOPPED && !interrupted())
		raise(SIGINT);
}

void process_release(struct process_result *r)
{
	out_release(&r->output);
	out_release(&r->errors);
}

struct str process_last_line(const struct process_result *r)
{
	struct str all = str_trim((struct str){r->errors.p, r->errors.n});
	size_t lf = str_find_last(all, '\n');

	return lf < all.n ? str_trim(str_from(all, lf + 1)) : all;
}

/* --- streams */

bool process_stream_open(struct process_stream *s, const struct process_spec *spec, struct err *err)
{
	int ours[3] = {-1, -1, -1};

	assert(spec->place == PROCESS_FOREGROUND && spec->fds[0] == PROCESS_PIPE);
	*s = (struct process_stream){.fd = -1};
	give_signals(&s->interrupt, &s->pipe);
	if (!start(spec, &s->pid, ours, err)) {
		take_signals_back(&s->interrupt, &s->pipe);
		return false;
	}
	s->fd = ours[0];
	child_no_wait(s->fd);
	return true;
}

bool process_stream_write(struct process_stream *s, struct str bytes, struct err *err)
{
	while (bytes.n != 0 && s->fd >= 0) {
		struct pollfd fd = {.fd = s->fd, .events = POLLOUT};
		ssize_t n = write(s->fd, bytes.p, bytes.n);

		if (n >= 0)
			bytes = str_from(bytes, (size_t)n);
		else if (errno == EAGAIN)
			wait_once(&fd, 1, INT64_MAX, NULL);
		else if (errno == EPIPE)
			child_close(&s->fd);
		else if (errno != EINTR)
			return err_set(err, "%s", strerror(errno));
	}
	return true;
}

int process_stream_close(struct process_stream *s)
{
	struct selfpipe signals;
	struct err ignored;
	int status;

	child_close(&s->fd);
	pthread_mutex_lock(&waiting);
	/* Without a descriptor for it, the hook is not served. */
	if (selfpipe_open(&signals, false, &ignored)) {
		while (!child_ended(s->pid))
			wait_for_signal(&signals, INT64_MAX);
		selfpipe_close(&signals);
	}
	pthread_mutex_unlock(&waiting);
	status = child_reap(s->pid);
	take_signals_back(&s->interrupt, &s->pipe);
	return status;
}
