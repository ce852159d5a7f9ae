/*
 * capture.c: see capture.h.
 *
 * That a program has ended is seen by SIGCHLD and not by the end of its output, which somebody else may
 * hold open. What is left in the pipe is read then, but only what is there.
 */
#include "base/capture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/resource.h>
#endif

#include "base/mem.h"

#ifdef __APPLE__
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#endif

enum {
	WORDS_MAX = 4 * 1024, /* of what it says on standard error, the first ones */
};

enum ending { ENDING_NONE, ENDING_OWN, ENDING_LATE, ENDING_LARGE, ENDING_INTERRUPT };

struct run {
	const struct capture *c;
	struct watch watch;
	pid_t pid;
	int answer_fd, words_fd; /* our ends; -1 once closed */
	struct out answer;
	struct out words;
	int64_t end; /* of its time, by child_clock */
	enum ending ending;
	int status;
};

/* True when the entry sets the variable. */
static bool sets(const char *entry, const char *name)
{
	size_t n = strlen(name);

	return strncmp(entry, name, n) == 0 && entry[n] == '=';
}

/* Our environment, in plain English and without what the tool must not see. On the heap. */
static char **environment(const struct capture *c)
{
	static char plain[] = "LC_ALL=C";
	VEC(char *) env = {0};

	*vec_add(&env) = plain;
	for (char **e = environ; *e != NULL; e++) {
		bool keep = !sets(*e, "LC_ALL");

		for (char *const *u = c->unset; u != NULL && *u != NULL; u++)
			keep = keep && !sets(*e, *u);
		if (keep)
			*vec_add(&env) = *e;
	}
	*vec_add(&env) = NULL;
	return env.p;
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

static bool start(struct run *r, struct err *err)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC), answer[2] = {-1, -1};
	int words[2] = {-1, -1};
	char **env = environment(r->c);
	bool ok;

	ok = (null >= 0 || err_set(err, "/dev/null: %s", strerror(errno))) &&
		child_pipe(answer, err) && child_pipe(words, err);
	if (ok) {
		struct child_spec spec = {.argv = r->c->argv,
			.fds = {null, answer[1], words[1]},
			.env = env};

		ok = child_start(&spec, &r->pid) ||
			err_set(err, "%s: %s", r->c->argv[0], strerror(errno));
	}
	if (ok)
		limit_memory(r);
	free(env);
	child_close(&null);
	child_close(&answer[1]);
	child_close(&words[1]);
	r->answer_fd = answer[0];
	r->words_fd = words[0];
	return ok;
}

static bool take_answer(struct run *r)
{
	bool more = child_take(&r->answer_fd, &r->answer);

	if (r->answer.n > r->c->max)
		r->ending = ENDING_LARGE;
	return more && r->ending != ENDING_LARGE;
}

static bool take_words(struct run *r)
{
	bool more = child_take(&r->words_fd, &r->words);

	if (r->words.n > WORDS_MAX)
		r->words.n = WORDS_MAX;
	return more;
}

/* Waits once for whatever comes first. */
static void serve(struct run *r)
{
	struct pollfd fds[] = {
		{.fd = r->watch.wake, .events = POLLIN},
		{.fd = r->answer_fd, .events = POLLIN},
		{.fd = r->words_fd, .events = POLLIN},
	};
	int64_t left = r->end - child_clock();

	if (left <= 0) {
		r->ending = ENDING_LATE;
		return;
	}
	if (poll(fds, sizeof(fds) / sizeof(fds[0]), left > 1000000 ? 1000000 : (int)left) <= 0)
		return;
	if (fds[1].revents != 0)
		take_answer(r);
	if (fds[2].revents != 0)
		take_words(r);
	if (fds[0].revents != 0 && watch_heard(&r->watch))
		r->ending = ENDING_INTERRUPT;
	else if (fds[0].revents != 0 && r->ending == ENDING_NONE && child_ended(r->pid))
		r->ending = ENDING_OWN;
}

/* Serves it until it has ended, by itself or not. */
static void attend(struct run *r)
{
	fcntl(r->answer_fd, F_SETFL, O_NONBLOCK);
	fcntl(r->words_fd, F_SETFL, O_NONBLOCK);
	while (r->ending == ENDING_NONE)
		serve(r);
	/* The zombie keeps the group's number from being given to somebody else. */
	kill(-r->pid, SIGKILL);
	while (r->ending == ENDING_OWN && take_answer(r))
		;
	while (r->words.n < WORDS_MAX && take_words(r))
		;
	r->status = child_reap(r->pid);
}

static struct str last_line(const struct out *words)
{
	struct str all = str_trim((struct str){words->p, words->n});
	size_t lf = str_find_last(all, '\n');

	return lf < all.n ? str_trim(str_from(all, lf + 1)) : all;
}

static bool judge(const struct run *r, struct err *err)
{
	const char *name = r->c->argv[0];
	struct str why = last_line(&r->words);

	if (r->ending == ENDING_LATE)
		return err_set(err, "%s did not end within %lld s", name, (long long)r->c->seconds);
	if (r->ending == ENDING_LARGE)
		return err_set(err, "%s printed more than %zu MiB", name, r->c->max >> 20);
	if (WIFSIGNALED(r->status))
		return err_set(err, "%s crashed (signal %d)", name, WTERMSIG(r->status));
	if (WEXITSTATUS(r->status) == 0)
		return true;
	if (why.n != 0)
		return err_set(err, "%s failed: %.*s", name, (int)why.n, why.p);
	return err_set(err, "%s failed with exit status %d", name, WEXITSTATUS(r->status));
}

bool capture_run(const struct capture *c, struct out *o, struct err *err)
{
	struct run r = {.c = c, .answer_fd = -1, .words_fd = -1};
	bool ok, interrupt;

	if (!watch_open(&r.watch, err))
		return false;
	r.end = child_clock() + c->seconds * 1000;
	ok = start(&r, err);
	if (ok)
		attend(&r);
	child_close(&r.answer_fd);
	child_close(&r.words_fd);
	interrupt = watch_close(&r.watch) || r.ending == ENDING_INTERRUPT;
	if (interrupt)
		ok = err_set(err, "stopped");
	else if (ok)
		ok = judge(&r, err);
	/* The watch took it from whoever else waits for it. */
	if (interrupt)
		raise(SIGINT);
	if (ok)
		out_bytes(o, r.answer.p, r.answer.n);
	out_release(&r.answer);
	out_release(&r.words);
	return ok;
}
