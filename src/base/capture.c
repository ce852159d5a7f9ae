/*
 * capture.c: runs a program, serves all its pipes at once, and ends its process group.
 *
 * That a program has ended is seen by SIGCHLD and not by the end of its output, which somebody else may
 * hold open. What is left in the pipes is read then, but only what is there.
 */
#include "base/capture.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

#include "base/array.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mem.h"

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#endif

enum {
	WORDS_MAX = 16 * 1024, /* bytes that are kept, the last ones */
	WORDS_READS = 16,      /* once it has ended, in case somebody goes on for ever */
};

struct run {
	const struct capture *c;
	struct captured *r;
	struct watch watch;
	pid_t pid;
	int input_fd, answer_fd,
		words_fd; /* our ends of its stdin, stdout, stderr; -1 once closed */
	struct str input; /* what it has not read yet */
};

/* There is one watch, and so one run, at a time. */
static pthread_mutex_t running = PTHREAD_MUTEX_INITIALIZER;

int64_t capture_end_in(int64_t seconds)
{
	const int64_t longest = 1 << 30; /* 34 years */

	if (seconds <= 0)
		return INT64_MAX;
	return clock_ms() + (seconds < longest ? seconds : longest) * 1000;
}

void captured_release(struct captured *r)
{
	out_release(&r->answer);
	out_release(&r->words);
}

struct str captured_last_line(const struct captured *r)
{
	struct str all = str_trim((struct str){r->words.p, r->words.n});
	size_t lf = str_find_last(all, '\n');

	return lf < all.n ? str_trim(str_from(all, lf + 1)) : all;
}

static void limit_memory(const struct run *r)
{
#ifdef __linux__
	struct rlimit limit = {r->c->ram, r->c->ram};

	/* A moment late, which does not matter: nothing large is done so soon. */
	if (r->c->ram != 0)
		prlimit(r->pid, RLIMIT_AS, &limit, NULL);
#else
	(void)r;
#endif
}

static bool open_null(int *fd, struct err *err)
{
	*fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	return *fd >= 0 || err_set(err, "/dev/null: %s", strerror(errno));
}

static bool start(struct run *r, struct err *err)
{
	int input[2] = {-1, -1}, answer[2] = {-1, -1}, words[2] = {-1, -1};
	bool ok;

	ok = (r->input.n != 0 ? child_pipe(input, err) : open_null(&input[0], err)) &&
		(r->c->only_words || child_pipe(answer, err)) && child_pipe(words, err);
	if (ok) {
		int to = r->c->only_words ? words[1] : answer[1];
		struct child_spec spec = {.argv = r->c->argv,
			.fds = {input[0], to, words[1]},
			.env = r->c->env};

		ok = child_start(&spec, &r->pid) ||
			err_set(err, "%s: %s", r->c->argv[0], strerror(errno));
	}
	if (ok)
		limit_memory(r);
	child_close(&input[0]);
	child_close(&answer[1]);
	child_close(&words[1]);
	r->input_fd = input[1];
	r->answer_fd = answer[0];
	r->words_fd = words[0];
	return ok;
}

/* Gives it as much as its pipe takes. That it reads no more of it is for its exit status to say. */
static void feed(struct run *r)
{
	while (r->input.n != 0) {
		ssize_t n = write(r->input_fd, r->input.p, r->input.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0)
			break;
		r->input = str_from(r->input, (size_t)n);
	}
	child_close(&r->input_fd);
}

static bool take_answer(struct run *r)
{
	bool more = child_take(&r->answer_fd, &r->r->answer);

	if (r->r->answer.n > r->c->max)
		r->r->ending = CAPTURE_LARGE;
	return more && r->r->ending != CAPTURE_LARGE;
}

/* Whole lines where there are any, because the last ones count. */
static bool take_words(struct run *r)
{
	struct out *o = &r->r->words;
	bool more = child_take(&r->words_fd, o);

	if (o->n > WORDS_MAX) {
		struct str all = {o->p, o->n};
		size_t from = o->n - WORDS_MAX, line = str_find(all, STR("\n"), from) + 1;

		if (line < o->n)
			from = line;
		memmove(o->p, o->p + from, o->n - from);
		o->n -= from;
	}
	return more;
}

static int milliseconds_left(const struct run *r)
{
	int64_t left = r->c->end - clock_ms();

	if (r->c->end == INT64_MAX)
		return -1;
	return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* Waits once for whatever comes first. */
static void serve(struct run *r)
{
	struct pollfd fds[] = {
		{.fd = r->watch.wake, .events = POLLIN},
		{.fd = r->input_fd, .events = POLLOUT},
		{.fd = r->answer_fd, .events = POLLIN},
		{.fd = r->words_fd, .events = POLLIN},
	};
	int left = milliseconds_left(r);

	if (left == 0) {
		r->r->ending = CAPTURE_LATE;
		return;
	}
	/* Interrupted is as good as nothing; there is no other failure here. */
	if (poll(fds, ARRAY_LEN(fds), left) <= 0)
		return;
	if (fds[1].revents != 0)
		feed(r);
	if (fds[2].revents != 0)
		take_answer(r);
	if (fds[3].revents != 0)
		take_words(r);
	if (fds[0].revents != 0 && watch_heard(&r->watch))
		r->r->ending = CAPTURE_INTERRUPT;
	else if (fds[0].revents != 0 && r->r->ending == CAPTURE_RUNS && child_ended(r->pid))
		r->r->ending = CAPTURE_ENDED;
}

static void no_wait(int fd)
{
	if (fd >= 0)
		fcntl(fd, F_SETFL, O_NONBLOCK);
}

/* Serves it until it has ended, by itself or not. */
static void attend(struct run *r)
{
	no_wait(r->input_fd);
	no_wait(r->answer_fd);
	no_wait(r->words_fd);
	while (r->r->ending == CAPTURE_RUNS)
		serve(r);
	/* The zombie keeps the group's number from being given to somebody else. */
	kill(-r->pid, SIGKILL);
	while (r->r->ending == CAPTURE_ENDED && take_answer(r))
		;
	for (int i = 0; i < WORDS_READS && take_words(r); i++)
		;
	r->r->status = child_reap(r->pid);
}

static bool attend_alone(const struct capture *c, struct captured *r, struct err *err)
{
	struct run run = {.c = c,
		.r = r,
		.input_fd = -1,
		.answer_fd = -1,
		.words_fd = -1,
		.input = c->input};
	bool ok;

	if (interrupt_is_caught() && interrupted()) {
		r->ending = CAPTURE_INTERRUPT;
		return true;
	}
	if (!watch_open(&run.watch, err))
		return false;
	ok = start(&run, err);
	if (ok)
		attend(&run);
	child_close(&run.input_fd);
	child_close(&run.answer_fd);
	child_close(&run.words_fd);
	if (watch_close(&run.watch))
		r->ending = CAPTURE_INTERRUPT;
	return ok || r->ending == CAPTURE_INTERRUPT;
}

bool capture_attend(const struct capture *c, struct captured *r, struct err *err)
{
	bool ok;

	*r = (struct captured){.ending = CAPTURE_RUNS};
	pthread_mutex_lock(&running);
	ok = attend_alone(c, r, err);
	pthread_mutex_unlock(&running);
	return ok;
}

/* --- tools */

/* True when the entry sets the variable. */
static bool sets(const char *entry, const char *name)
{
	size_t n = strlen(name);

	return strncmp(entry, name, n) == 0 && entry[n] == '=';
}

/* Our environment, in plain English and without what the tool must not see. On the heap. */
static char **environment(const struct capture_tool *t)
{
	static char plain[] = "LC_ALL=C";
	VEC(char *) env = {0};

	*vec_add(&env) = plain;
	for (char **e = environ; *e != NULL; e++) {
		bool keep = !sets(*e, "LC_ALL");

		for (char *const *u = t->unset; u != NULL && *u != NULL; u++)
			keep = keep && !sets(*e, *u);
		if (keep)
			*vec_add(&env) = *e;
	}
	*vec_add(&env) = NULL;
	return env.p;
}

static bool judge(const struct capture_tool *t, const struct captured *r, struct err *err)
{
	const char *name = t->argv[0];
	struct str why = captured_last_line(r);

	if (r->ending == CAPTURE_INTERRUPT)
		return err_set(err, "stopped");
	if (r->ending == CAPTURE_LATE)
		return err_set(err, "%s %s", name, t->late);
	if (r->ending == CAPTURE_LARGE)
		return err_set(err, "%s printed more than %zu MiB", name, t->max >> 20);
	if (WIFSIGNALED(r->status))
		return err_set(err, "%s crashed (signal %d)", name, WTERMSIG(r->status));
	if (WEXITSTATUS(r->status) == 0)
		return true;
	if (why.n != 0)
		return err_set(err, "%s failed: %.*s", name, STR_ARG(why));
	return err_set(err, "%s failed with exit status %d", name, WEXITSTATUS(r->status));
}

bool capture_run(const struct capture_tool *t, struct out *o, struct err *err)
{
	char **env = environment(t);
	struct capture c = {.argv = t->argv,
		.env = env,
		.end = t->end,
		.max = t->max,
		.ram = t->ram};
	struct captured r;
	bool ok = capture_attend(&c, &r, err) && judge(t, &r, err);

	/* The watch took it from whoever else waits for it. */
	if (r.ending == CAPTURE_INTERRUPT)
		raise(SIGINT);
	if (ok)
		out_bytes(o, r.answer.p, r.answer.n);
	captured_release(&r);
	free(env);
	return ok;
}
