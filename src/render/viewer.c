/*
 * viewer.c: writes a temporary file and starts the first program that is there to show it, or an address.
 *
 * Launchers such as xdg-open end before the program that they started has read the file. So the end
 * of a program does not mean that the file was read; the file exists for some seconds in any case.
 */
#include "render/viewer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/process.h"
#include "base/program.h"

enum {
	FILE_LIFE = 3000, /* ms from the start of its program to its end at the earliest */
	QUICK_END = 1000, /* ms: a program that fails sooner has shown nothing */
	HOST_MAX = 256,   /* of a host's name */
};

struct shown_file {
	struct cleanup *file;
	pid_t pid;       /* of the program that was started; 0 once its end was taken */
	int64_t started; /* by clock_ms */
};

/* What is wanted of one call of viewer_show. */
struct showing {
	struct arena a;
	const struct viewer *viewer;
	struct str path;
	bool wait, display;
	bool tried_browser; /* there was something in $BROWSER */
	char *relative;     /* a program that was found only where none is run from, or NULL */
	struct shown_file *file;
	struct cleanup *made; /* the file at `path` */
};

#ifdef __APPLE__
static const char desktop[] = "/usr/bin/open";
#else
static const char desktop[] = "xdg-open";
#endif

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] != '\0';
}

static bool has_display(void)
{
#ifdef __APPLE__
	return true;
#else
	return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
#endif
}

/* Takes the ends of programs that have ended. */
static void collect(struct viewers *v)
{
	for (size_t i = 0; i < v->n; i++)
		process_collect(&v->rows[i].pid);
}

/* The name is absolute, because a browser that runs already has a folder of its own. */
static bool make_file(struct showing *s, struct str bytes, struct err *err)
{
	const char *folder = getenv("TMPDIR"), *ending = s->viewer->ending;
	char *name;
	int fd;
	bool ok;

	if (folder == NULL || folder[0] != '/')
		folder = "/tmp";
	name = arena_c(&s->a,
		path_clean(&s->a, arena_fmt(&s->a, "%s/cprof-XXXXXX.%s", folder, ending)));
	s->made = cleanup_temp_file(name, (int)strlen(ending) + 1, &fd);
	if (s->made == NULL)
		return err_set(err, "no temporary file in %s: %s", folder, strerror(errno));
	s->path = str_from_c(name);
	ok = out_write(fd, bytes, err);
	if (close(fd) != 0 && ok)
		ok = err_set(err, "%s", strerror(errno));
	if (ok)
		return true;
	cleanup_remove(s->made);
	return err_wrap(err, "%s", name);
}

/* A word of a command, with each %s in it replaced by the path. */
static char *fill_in(struct showing *s, struct str word, bool *filled)
{
	struct out o = {0};
	char *filled_in;
	size_t at;

	while ((at = str_find(word, STR("%s"), 0)) < word.n) {
		out_bytes(&o, word.p, at);
		out_bytes(&o, s->path.p, s->path.n);
		word = str_from(word, at + 2);
		*filled = true;
	}
	out_bytes(&o, word.p, word.n);
	filled_in = arena_c(&s->a, (struct str){o.p, o.n});
	out_release(&o);
	return filled_in;
}

/*
 * Starts a program and, where that is wanted, waits. True when it looks as if it shows the file, or
 * did.
 */
static bool run(struct showing *s, const struct process_spec *spec)
{
	struct process_result r;
	struct err ignored;
	bool shown;

	s->file->started = clock_ms();
	if (!s->wait)
		return process_start(spec, &s->file->pid, &ignored);
	shown = process_run(spec, &r, &ignored) &&
		(r.ending == PROCESS_STOPPED || r.status == 0 ||
			clock_ms() - s->file->started > QUICK_END);
	s->file->pid = r.pid;
	process_release(&r);
	return shown;
}

/* Tries a command, whose words are separated by spaces. False when the next one should be tried. */
static bool try_command(struct showing *s, struct str command, bool fills)
{
	struct process_spec spec = {.place = PROCESS_SESSION,
		.fds = {PROCESS_NULL, PROCESS_NULL, PROCESS_NULL}};
	VEC(char *) argv = {0};
	bool filled = false, shown, relative = false;
	struct str word;
	char *program;

	if (str_trim(command).n == 0)
		return false;
	/* At a command line what goes wrong is seen; the console's lines stay its own. */
	if (s->wait && fcntl(STDERR_FILENO, F_GETFD) >= 0)
		spec.fds[2] = STDERR_FILENO;
	while (str_word(&command, &word))
		*vec_add(&argv) = fills ? fill_in(s, word, &filled) : arena_c(&s->a, word);
	if (!filled)
		*vec_add(&argv) = arena_c(&s->a, s->path);
	*vec_add(&argv) = NULL;
	program = program_find(&s->a, str_from_c(argv.p[0]), &relative);
	if (relative)
		s->relative = argv.p[0];
	argv.p[0] = program;
	spec.argv = argv.p;
	shown = program != NULL && run(s, &spec);
	free(argv.p);
	return shown;
}

static bool try_browser(struct showing *s)
{
	struct str rest = str_from_c(getenv("BROWSER")), command;

	if (!s->viewer->browser || rest.n == 0)
		return false;
	s->tried_browser = true;
	while (str_split(&rest, ':', &command))
		if (try_command(s, command, true))
			return true;
	return false;
}

static bool try_desktop(struct showing *s)
{
	if (!s->display)
		return false;
	for (const char *const *p = s->viewer->programs; p != NULL && *p != NULL; p++)
		if (try_command(s, str_from_c(*p), false))
			return true;
	return try_command(s, str_from_c(desktop), false);
}

/* Says where the file is and how to look at it. */
static void note_kept(const struct showing *s, struct out *notes)
{
	char host[HOST_MAX] = "HOST";

	if (gethostname(host, sizeof(host)) != 0)
		memcpy(host, "HOST", sizeof("HOST"));
	host[sizeof(host) - 1] = '\0';
	if (s->tried_browser)
		out_lit(notes, "nothing in BROWSER could be started");
	else if (s->display)
		out_lit(notes, "no program was found to show it");
	if (!s->display)
		out_lit(notes,
			s->tried_browser ? " and there is no display" : "there is no display");
	out_lit(notes, "; the ");
	out_lit(notes, s->viewer->what != NULL ? s->viewer->what : "picture");
	out_lit(notes, " is in ");
	out_str(notes, s->path);
	if (s->relative != NULL)
		out_fmt(notes, "\n%s " PROGRAM_RELATIVE, s->relative);
	out_lit(notes, "\nopen it there, or copy it to where you are: scp ");
	out_str(notes, str_from_c(host));
	out_lit(notes, ":");
	out_str(notes, s->path);
	out_lit(notes, " .\n");
	if (s->viewer->browser && !s->tried_browser)
		out_lit(notes, "or set BROWSER to a program that shows it\n");
}

static void add_row(struct viewers *v, struct shown_file row)
{
	v->rows = mem_grow(v->rows, &v->cap, v->n + 1, sizeof(*v->rows));
	v->rows[v->n++] = row;
}

bool viewer_open(struct viewers *v, const struct viewer *viewer, struct str url)
{
	struct shown_file row = {0};
	struct showing s = {.viewer = viewer, .path = url, .display = has_display(), .file = &row};
	bool ok;

	collect(v);
	ok = try_browser(&s) || try_desktop(&s);
	row.started = INT64_MIN; /* there is no file to wait for */
	if (ok)
		add_row(v, row);
	arena_release(&s.a);
	return ok;
}

bool viewer_show(struct viewers *v, const struct viewer *viewer, struct str bytes, bool wait,
	struct out *notes, struct err *err)
{
	struct showing s = {.viewer = viewer, .wait = wait, .display = has_display()};
	struct shown_file file = {0};
	bool ok;

	collect(v);
	ok = make_file(&s, bytes, err);
	if (ok) {
		s.file = &file;
		if (try_browser(&s) || try_desktop(&s)) {
			file.file = s.made;
			add_row(v, file);
		} else {
			cleanup_keep(s.made);
			note_kept(&s, notes);
		}
	}
	arena_release(&s.a);
	return ok;
}

/* Waits until all programs had their time. Ctrl-C ends it. */
static void wait_for_readers(const struct viewers *v)
{
	int64_t last = INT64_MIN;

	for (size_t i = 0; i < v->n; i++)
		if (v->rows[i].started > last)
			last = v->rows[i].started;
	if (last != INT64_MIN)
		process_sleep(last + FILE_LIFE);
}

void viewers_close(struct viewers *v)
{
	wait_for_readers(v);
	collect(v);
	for (size_t i = 0; i < v->n; i++)
		cleanup_remove(v->rows[i].file);
	free(v->rows);
	*v = (struct viewers){0};
}
