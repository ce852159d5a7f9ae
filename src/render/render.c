/*
 * render.c: draws a picture with the program cprof-render.
 *
 * cprof-render FORMAT reads DOT and writes the image. Exit status 0: the image is complete, and
 * each line of stderr is for the user. Any other: the last line says why there is no image.
 */
#include "render/render.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/arena.h"
#include "base/path.h"
#include "base/process.h"
#include "base/program.h"

enum { IMAGE_MAX = 1 << 30 }; /* bytes */

#define FEWER "show fewer nodes (nodecount=40) or fewer edges (edgefraction=0.01)"

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
		format, STR_ARG(looked));
	err_mark(err, ERR_NOT_INSTALLED);
	return NULL;
}

/* True when a process of ours may not have all the memory there is. */
static bool memory_is_limited(void)
{
	struct rlimit space, data;

	return (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY) ||
		(getrlimit(RLIMIT_DATA, &data) == 0 && data.rlim_cur != RLIM_INFINITY);
}

/* True when it has ended with an image; else why not. */
static bool judge_end(const struct process_result *d, struct err *err)
{
	struct str why = process_last_line(d);

	if (WIFSIGNALED(d->status) && WTERMSIG(d->status) == SIGKILL)
		return err_set(err, "drawing was killed, perhaps because memory ran out; " FEWER);
	if (WIFSIGNALED(d->status) && memory_is_limited())
		return err_set(err,
			"drawing crashed (signal %d), perhaps because memory is limited (ulimit -v): "
			"raise the limit, or " FEWER,
			WTERMSIG(d->status));
	if (WIFSIGNALED(d->status))
		return err_set(err, "Graphviz crashed (signal %d); " FEWER, WTERMSIG(d->status));
	if (WEXITSTATUS(d->status) == 0)
		return d->output.n != 0 || err_set(err, "cprof-render has drawn nothing");
	if (why.n != 0)
		return err_set(err, "%.*s", STR_ARG(why));
	if (WEXITSTATUS(d->status) == 2) /* mem_exhausted, whose words nobody sees */
		return err_set(err, "there is too little memory to draw this; " FEWER);
	if (WEXITSTATUS(d->status) == 127)
		return err_set(err, "cprof-render cannot be started");
	return err_set(err, "cprof-render failed with exit status %d, without a message",
		WEXITSTATUS(d->status));
}

static bool judge(const struct process_result *d, int64_t seconds, struct err *err)
{
	switch (d->ending) {
	case PROCESS_LATE:
		return err_set(err,
			"drawing took longer than %lld s and was stopped; show fewer nodes "
			"(nodecount=40), fewer edges (edgefraction=0.01), or give it more time "
			"(layout_timeout=%lld)",
			(long long)seconds, (long long)seconds * 5);
	case PROCESS_LARGE:
		return err_set(err, "the image is larger than 1 GiB; " FEWER);
	case PROCESS_STOPPED:
	case PROCESS_RUNS:
	case PROCESS_ENDED:
		break;
	}
	return judge_end(d, err);
}

/* Hands over the image and what was said of it. */
static void deliver(const struct process_result *d, struct str data, struct out *image,
	struct out *notes)
{
	struct str all = {d->output.p, d->output.n};
	struct str rest = str_trim((struct str){d->errors.p, d->errors.n}), line;

	if (data.n != 0)
		svg_dress(all, data, image);
	else
		out_bytes(image, all.p, all.n);
	while (rest.n != 0 && str_split(&rest, '\n', &line)) {
		if (line.n == 0)
			continue;
		out_str(notes, line);
		out_lit(notes, "\n");
	}
}

static bool draw(struct process_result *d, char *program, const struct render_spec *spec,
	struct str dot, struct err *err)
{
	char name[32];
	char *argv[] = {program, name, NULL};
	struct process_spec run = {.argv = argv,
		.fds = {PROCESS_PIPE, PROCESS_PIPE, PROCESS_PIPE},
		.input = dot,
		.deadline = process_deadline(spec->seconds),
		.max_output = IMAGE_MAX};
	bool ok;

	snprintf(name, sizeof(name), "%s", spec->format);
	ok = process_run(&run, d, err);
	if (d->ending == PROCESS_STOPPED)
		return err_set(err, "stopped");
	return (ok && judge(d, spec->seconds, err)) || err_wrap(err, "%s", spec->format);
}

bool render_image(const struct render_spec *spec, struct str dot, struct out *image,
	struct out *notes, struct err *err)
{
	struct process_result d = {0};
	struct arena a = {0};
	char *program = find_program(&a, spec->format, err);
	bool ok = program != NULL && draw(&d, program, spec, dot, err);

	if (ok)
		deliver(&d, spec->data, image, notes);
	process_release(&d);
	arena_release(&a);
	return ok;
}
