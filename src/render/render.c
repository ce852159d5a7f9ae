/*
 * render.c: see render.h.
 *
 * cprof-render FORMAT reads DOT and writes the image. Exit status 0: the image is complete, and each
 * line of stderr is for the user. Any other: the last line says why there is no image.
 *
 * Nothing is expected of it: it may read late or never, write before it has read, leave processes
 * behind that hold its pipes, or not end. So all pipes are served at once, its end is seen by
 * SIGCHLD and not by the end of its output, and its whole process group is killed before it is
 * reaped.
 */
#include "render/render.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/arena.h"
#include "base/child.h"
#include "base/path.h"
#include "base/program.h"

enum {
	IMAGE_MAX = 1 << 30,   /* bytes */
	WORDS_MAX = 16 * 1024, /* bytes of what it says that are kept, the last ones */
	WORDS_READS = 16,      /* once it has ended, in case somebody goes on for ever */
	SECONDS_MAX = 1 << 30, /* of a time limit; 34 years */
};

#define FEWER "show fewer nodes (nodecount=40) or fewer edges (edgefraction=0.01)"

/* How the waiting ended. */
enum ending {
	ENDING_NONE,
	ENDING_OWN, /* the program has ended */
	ENDING_LATE,
	ENDING_INTERRUPT,
	ENDING_LARGE,
};

struct drawing {
	struct watch watch;
	pid_t pid;
	int dot_fd, image_fd, words_fd; /* our ends of its stdin, stdout, stderr; -1 once closed */
	struct str dot;                 /* what it has not read yet */
	struct out image, words;
	int64_t end; /* of the time it has, by child_clock */
	enum ending ending;
	int status; /* of waitpid */
};

/* The folder of the running program, or "" where that is not known. */
static struct str own_folder(struct arena *a)
{
	char path[PATH_MAX];
	size_t n = 0;

#if defined(__linux__)
	ssize_t got = readlink("/proc/self/exe", path, sizeof(path));

	n = got > 0 ? (size_t)got : 0;
#elif defined(__APPLE__)
	char named[PATH_MAX];
	uint32_t size = sizeof(named);

	if (_NSGetExecutablePath(named, &size) == 0 && realpath(named, path) != NULL)
		n = strlen(path);
#endif
	struct str whole = {path, n};
	size_t slash = str_find_last(whole, '/');

	return slash == n ? STR("") : arena_str(a, str_sub(whole, 0, slash == 0 ? 1 : slash));
}

/* The path of cprof-render, or NULL. */
static char *find_program(struct arena *a, const char *format, struct err *err)
{
	struct str own = own_folder(a), looked;
	struct str folders[] = {
		STR(CPROF_LIBEXECDIR),
		own,
		path_clean(a, arena_fmt(a, "%s/../libexec", own.p)),
	};
	size_t n = own.n == 0 ? 1 : str_eq(folders[0], folders[2]) ? 2 : 3;

	/* The one that was compiled in is the last to look in. */
	for (size_t i = 1; i <= n; i++) {
		char *path = program_in(a, folders[i % n], STR("cprof-render"));

		if (path != NULL)
			return path;
	}
	looked = arena_join(a, folders, n, STR(", "));
	err_set(err,
		"%s: the program that draws, cprof-render, is missing: it comes with cprof where "
		"that is built with Graphviz (libgraphviz-dev); -dot works without it (looked in "
		"%.*s)",
		format, (int)looked.n, looked.p);
	return NULL;
}

static bool start(struct drawing *d, char *program, const char *format, struct err *err)
{
	int dot[2] = {-1, -1}, image[2] = {-1, -1}, words[2] = {-1, -1};
	char name[32];
	char *argv[] = {program, name, NULL};
	bool ok;

	snprintf(name, sizeof(name), "%s", format);
	ok = child_pipe(dot, err) && child_pipe(image, err) && child_pipe(words, err);
	if (ok) {
		struct child_spec spec = {.argv = argv, .fds = {dot[0], image[1], words[1]}};

		ok = child_start(&spec, &d->pid) ||
			err_set(err, "%s: %s", program, strerror(errno));
	}
	child_close(&dot[0]);
	child_close(&image[1]);
	child_close(&words[1]);
	d->dot_fd = dot[1];
	d->image_fd = image[0];
	d->words_fd = words[0];
	return ok;
}

/* Gives it as much DOT as its pipe takes. That it reads no more of it is for its exit status to say. */
static void feed(struct drawing *d)
{
	while (d->dot.n != 0) {
		ssize_t n = write(d->dot_fd, d->dot.p, d->dot.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0)
			break;
		d->dot = str_from(d->dot, (size_t)n);
	}
	child_close(&d->dot_fd);
}

static bool take_image(struct drawing *d)
{
	bool more = child_take(&d->image_fd, &d->image);

	if (d->image.n > IMAGE_MAX)
		d->ending = ENDING_LARGE;
	return more && d->ending != ENDING_LARGE;
}

/* Whole lines where there are any, because the last ones count. */
static bool take_words(struct drawing *d)
{
	bool more = child_take(&d->words_fd, &d->words);
	struct out *o = &d->words;

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

static int milliseconds_left(const struct drawing *d)
{
	int64_t left = d->end - child_clock();

	if (d->end == INT64_MAX)
		return -1;
	return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* Waits once for whatever comes first. */
static void serve(struct drawing *d)
{
	struct pollfd fds[] = {
		{.fd = d->watch.wake, .events = POLLIN},
		{.fd = d->dot_fd, .events = POLLOUT},
		{.fd = d->image_fd, .events = POLLIN},
		{.fd = d->words_fd, .events = POLLIN},
	};
	int left = milliseconds_left(d);

	if (left == 0) {
		d->ending = ENDING_LATE;
		return;
	}
	/* Interrupted is as good as nothing; there is no other failure here. */
	if (poll(fds, sizeof(fds) / sizeof(fds[0]), left) <= 0)
		return;
	if (fds[1].revents != 0)
		feed(d);
	if (fds[2].revents != 0)
		take_image(d);
	if (fds[3].revents != 0)
		take_words(d);
	if (fds[0].revents != 0 && watch_heard(&d->watch))
		d->ending = ENDING_INTERRUPT;
	else if (fds[0].revents != 0 && d->ending == ENDING_NONE && child_ended(d->pid))
		d->ending = ENDING_OWN;
}

/* Serves it until it has ended, by itself or not. */
static void attend(struct drawing *d)
{
	fcntl(d->dot_fd, F_SETFL, O_NONBLOCK);
	fcntl(d->image_fd, F_SETFL, O_NONBLOCK);
	fcntl(d->words_fd, F_SETFL, O_NONBLOCK);
	if (d->dot.n == 0)
		child_close(&d->dot_fd);
	while (d->ending == ENDING_NONE)
		serve(d);
	/* The zombie keeps the group's number from being given to somebody else. */
	kill(-d->pid, SIGKILL);
	while (d->ending == ENDING_OWN && take_image(d))
		;
	for (int i = 0; i < WORDS_READS && take_words(d); i++)
		;
	d->status = child_reap(d->pid);
}

/* The last line of what it said. */
static struct str last_line(const struct drawing *d)
{
	struct str all = str_trim((struct str){d->words.p, d->words.n});
	size_t lf = str_find_last(all, '\n');

	return lf < all.n ? str_trim(str_from(all, lf + 1)) : all;
}

/* True when it has ended with an image; else why not. */
static bool judge_end(const struct drawing *d, struct err *err)
{
	struct str why = last_line(d);

	if (WIFSIGNALED(d->status) && WTERMSIG(d->status) == SIGKILL)
		return err_set(err, "drawing was killed, perhaps because memory ran out; " FEWER);
	if (WIFSIGNALED(d->status))
		return err_set(err, "Graphviz crashed (signal %d); " FEWER, WTERMSIG(d->status));
	if (WEXITSTATUS(d->status) == 0)
		return d->image.n != 0 || err_set(err, "cprof-render has drawn nothing");
	if (why.n != 0)
		return err_set(err, "%.*s", (int)why.n, why.p);
	if (WEXITSTATUS(d->status) == 127)
		return err_set(err, "cprof-render cannot be started");
	return err_set(err, "cprof-render failed with exit status %d and without a word",
		WEXITSTATUS(d->status));
}

static bool judge(const struct drawing *d, int64_t seconds, struct err *err)
{
	switch (d->ending) {
	case ENDING_LATE:
		return err_set(err,
			"drawing took longer than %lld s and was stopped; show fewer nodes "
			"(nodecount=40), fewer edges (edgefraction=0.01), or give it more time "
			"(layout_timeout=%lld)",
			(long long)seconds, (long long)seconds * 5);
	case ENDING_LARGE:
		return err_set(err, "the image is larger than 1 GiB; " FEWER);
	case ENDING_INTERRUPT:
	case ENDING_NONE:
	case ENDING_OWN:
		break;
	}
	return judge_end(d, err);
}

/* Hands over the image and what was said of it. */
static void deliver(const struct drawing *d, bool dressed, struct out *image, struct out *notes)
{
	struct str all = {d->image.p, d->image.n};
	struct str rest = str_trim((struct str){d->words.p, d->words.n}), line;

	if (dressed)
		svg_dress(all, image);
	else
		out_bytes(image, all.p, all.n);
	while (rest.n != 0 && str_split(&rest, '\n', &line)) {
		if (line.n == 0)
			continue;
		out_str(notes, line);
		out_lit(notes, "\n");
	}
}

static bool draw(struct drawing *d, char *program, const struct render_spec *spec, struct err *err)
{
	int64_t seconds = spec->seconds < SECONDS_MAX ? spec->seconds : SECONDS_MAX;
	bool ok, interrupt;

	if (!watch_open(&d->watch, err))
		return err_wrap(err, "%s", spec->format);
	d->end = seconds > 0 ? child_clock() + seconds * 1000 : INT64_MAX;
	ok = start(d, program, spec->format, err);
	if (ok)
		attend(d);
	child_close(&d->dot_fd);
	child_close(&d->image_fd);
	child_close(&d->words_fd);
	interrupt = watch_close(&d->watch) || d->ending == ENDING_INTERRUPT;
	if (interrupt)
		return err_set(err, "stopped");
	return (ok && judge(d, seconds, err)) || err_wrap(err, "%s", spec->format);
}

bool render_image(const struct render_spec *spec, struct str dot, struct out *image,
	struct out *notes, struct err *err)
{
	struct drawing d = {.dot_fd = -1, .image_fd = -1, .words_fd = -1, .dot = dot};
	struct arena a = {0};
	char *program = find_program(&a, spec->format, err);
	bool ok = program != NULL && draw(&d, program, spec, err);

	if (ok)
		deliver(&d, spec->dressed, image, notes);
	out_release(&d.image);
	out_release(&d.words);
	arena_release(&a);
	return ok;
}
