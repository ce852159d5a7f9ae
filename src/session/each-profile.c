/*
 * each-profile.c: Reads profiles on several threads, and shows them to the caller in their order.
 */
#include "session/each-profile.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/pool.h"
#include "fetch/source.h"

/* So many threads read, and so many profiles for each may be ahead of the one that is shown. */
enum { THREADS_MAX = 8, AHEAD = 1 };

/* One that is read ahead. */
struct job {
	struct load_result loaded;
	struct arena arena; /* of its notes */
	VEC(struct str) notes;
	bool ok;
	struct err err; /* not ok */
};

struct reading {
	const struct each_profile *each;
	const struct str_list *lists;
	struct job *jobs;
	struct arena arena;   /* of `told` */
	VEC(struct str) told; /* the notes that the user knows */
	bool failed;
	struct err *err;
};

static void keep_note(void *context, struct str line)
{
	struct job *j = context;

	*vec_add(&j->notes) = arena_str(&j->arena, line);
}

/* Reads one, on any thread. */
static void read_item(void *context, size_t i, size_t worker)
{
	struct reading *r = context;
	struct job *j = &r->jobs[i];
	struct notes notes = {.context = j, .note = keep_note};
	struct load_options o = *r->each->options;

	(void)worker;
	o.notes = &notes;
	o.keep = false;
	j->loaded.names = r->lists[i];
	j->ok = load_sources(&j->loaded, &o, &j->err);
}

/* Tells the notes of a profile. What several have in common is told once. */
static void tell_notes(struct reading *r, const struct job *j)
{
	for (size_t i = 0; i < j->notes.n; i++) {
		size_t at = 0;

		while (at < r->told.n && !str_eq(r->told.p[at], j->notes.p[i]))
			at++;
		if (at < r->told.n)
			continue;
		*vec_add(&r->told) = arena_str(&r->arena, j->notes.p[i]);
		notes_add(r->each->options->notes, "%.*s", STR_ARG(j->notes.p[i]));
	}
}

static bool show(const struct reading *r, size_t i, struct err *err)
{
	const struct each_profile *e = r->each;
	struct arena scratch = {0};
	struct view view;
	struct one_profile one = {.number = i,
		.names = &r->lists[i],
		.profile = r->jobs[i].loaded.profile,
		.view = &view,
		.arena = &scratch};
	bool ok = profile_type_index(one.profile, e->config->sample_index, &one.type, err) &&
		view_init(&view, &scratch, one.profile, e->config, false, err);

	if (ok) {
		ok = e->take(e->context, &one, err);
		view_release(&view);
	}
	arena_release(&scratch);
	return ok;
}

static void drop(struct job *j)
{
	load_release(&j->loaded);
	arena_release(&j->arena);
	free(j->notes.p);
	*j = (struct job){0};
}

/* Keeps or drops a profile that was shown. */
static void leave(const struct reading *r, struct job *j)
{
	struct load_result *last = r->each->last;

	if (last != NULL) {
		load_release(last);
		*last = j->loaded;
		j->loaded = (struct load_result){0};
	}
	drop(j);
}

static bool take_item(void *context, size_t i)
{
	struct reading *r = context;
	struct job *j = &r->jobs[i];

	tell_notes(r, j);
	if (j->ok) {
		r->failed = !show(r, i, r->err);
		leave(r, j);
	} else if (r->each->skip) {
		notes_add(r->each->options->notes, "%s", j->err.text);
		drop(j);
	} else {
		*r->err = j->err;
		r->failed = true;
	}
	return !r->failed;
}

/* How many threads read. Servers are asked one after the other, and not on a thread: ^C must end that. */
static size_t count_threads(const struct each_profile *e, const struct str_list *lists, size_t n)
{
	struct arena scratch = {0};
	size_t threads = n > 1 ? pool_processors(THREADS_MAX) : 0;
	struct source s;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i].n; k++) {
			source_of(&scratch, lists[i].p[k], &e->options->url, &s);
			threads = source_is_remote(&s) ? 0 : threads;
		}
	arena_release(&scratch);
	return threads > 1 ? threads : 0;
}

bool each_profile_read(const struct each_profile *e, const struct str_list *lists, size_t n,
	struct err *err)
{
	struct reading r = {.each = e, .lists = lists, .err = err};
	size_t threads = count_threads(e, lists, n);
	bool ok;

	r.jobs = mem_zeroed(n, sizeof(*r.jobs));
	ok = pool_run(&(struct pool){.n = n,
		.threads = threads,
		.window = threads != 0 ? AHEAD * threads : 1,
		.stops = true,
		.context = &r,
		.work = read_item,
		.take = take_item});
	for (size_t i = 0; i < n; i++)
		drop(&r.jobs[i]);
	free(r.jobs);
	free(r.told.p);
	arena_release(&r.arena);
	return ok || (!r.failed && err_set(err, "stopped"));
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Adds the files of a folder. */
static bool add_folder(struct arena *a, struct str folder, struct str_list *files, struct err *err)
{
	size_t before = files->n;
	DIR *dir = opendir(arena_c(a, folder));
	const struct dirent *e;

	if (dir == NULL)
		return err_set(err, "%.*s: %s", STR_ARG(folder), strerror(errno));
	if (folder.n > 1 && folder.p[folder.n - 1] == '/')
		folder.n--;
	while ((e = readdir(dir)) != NULL) {
		struct str parts[2] = {folder, str_from_c(e->d_name)};
		struct str path = arena_join(a, parts, 2, STR("/"));
		struct stat st;

		if (e->d_name[0] != '.' && stat(path.p, &st) == 0 && S_ISREG(st.st_mode))
			str_list_add(a, files, path);
	}
	closedir(dir);
	if (files->n == before)
		return err_set(err, "%.*s: the folder has no files", STR_ARG(folder));
	qsort(files->p + before, files->n - before, sizeof(*files->p), by_name);
	return true;
}

bool each_profile_files(struct arena *a, const struct str_list *names, struct str_list *files,
	struct err *err)
{
	struct str_list all = {0};

	for (size_t i = 0; i < names->n; i++) {
		struct stat st;

		if (stat(arena_c(a, names->p[i]), &st) != 0 || !S_ISDIR(st.st_mode))
			str_list_add(a, &all, names->p[i]);
		else if (!add_folder(a, names->p[i], &all, err))
			return false;
	}
	*files = all;
	return true;
}

const struct str_list *each_profile_apart(struct arena *a, const struct str_list *names)
{
	struct str_list *lists = arena_array(a, struct str_list, names->n);

	for (size_t i = 0; i < names->n; i++)
		lists[i] = (struct str_list){&names->p[i], 1, 1};
	return lists;
}
