/*
 * part.c: reads several sources at the same time, and merges them in their order.
 *
 * A worker pool reads, and the calling thread merges. The pool's window bounds how far the reading is
 * ahead of the merging, and so how many profiles are in memory. What the profiles have in
 * common is known only after the last one. So the merger begins with what the first one has; when
 * a later one changes that, the others are only looked at, and then all are read and merged once more.
 * That is rare: a service's profiles are all alike. What cannot be read twice is kept.
 */
#include "load/part.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/mem.h"
#include "base/pool.h"
#include "fetch/source.h"
#include "import/import.h"
#include "load/ahead.h"
#include "load/load.h"
#include "profile/decode.h"
#include "profile/merge.h"
#include "symbolize/locate.h"

/*
 * Threads for files, besides one for each server: these are all asked at the same time; and how many
 * sources may be ahead of the merging for each thread.
 */
enum { FILE_THREADS = 8, AHEAD = 2 };

/* How long a source is waited for without a word. */
enum { PROGRESS_MS = 250 };

enum job_state { JOB_WAITING, JOB_READ, JOB_FAILED };

struct load_job {
	struct source source;
	struct arena arena; /* of the profile */
	struct draft draft;
	struct str_list notes; /* of the reader; in the arena */
	bool has_profile;
	bool named; /* the mappings of its profile */
	bool known; /* that it cannot be read */
	bool noted; /* the user knows the notes */
	enum job_state state;
	struct err err; /* JOB_FAILED */
};

struct readers {
	const struct load_options *options;
	struct load_job *jobs;
	size_t n, n_remote;
	bool told; /* how far it is */
};

/*
 * True when Pyroscope has found no samples: its answer, which came whole, is a profile without types, or nothing.
 * err says why it could not be read.
 */
static bool says_nothing(const struct builder *b, const struct err *err)
{
	return b->types.n + b->strings.n + b->values.n_rows == 0 &&
		(b->time_nanos != 0 || strcmp(err->text, profile_is_empty) == 0);
}

static bool load(struct load_job *j, const struct load_options *o, struct err *err)
{
	struct input_fd ahead;
	struct input *in = &ahead.in;
	struct builder b;
	bool is_ahead = load_ahead_open(o->ahead, j->source.name, &ahead), ok;

	if (j->source.kind == SOURCE_INDEX && j->source.request.is_store)
		return err_set(err,
			"no query; this address alone, as in cprof '%.*s', lists what can be asked for",
			STR_ARG(j->source.name));
	if (j->source.kind == SOURCE_INDEX)
		return err_set(err, "a server; name one of its profiles, as in %.*sheap",
			STR_ARG(j->source.name));
	if (!is_ahead && !source_open(&j->source, &o->http, &in, err))
		return false;
	builder_init(&b, &j->arena);
	ok = import_profile(&b, in, &o->limits, err);
	j->notes = b.notes;
	if (!ok && j->source.request.is_store && (is_ahead || http_is_whole(j->source.http)) &&
		says_nothing(&b, err))
		err_set(err,
			"nothing matches the query in that time; from= and until= choose another, and "
			"without ?query= the types and services are listed");
	ok = ok && builder_finish(&b, &j->draft, err);
	builder_release(&b);
	if (!is_ahead)
		source_close(&j->source);
	return ok;
}

static void forget(struct load_job *j)
{
	if (j->has_profile)
		draft_release(&j->draft);
	j->has_profile = j->named = false;
	arena_release(&j->arena);
}

/* Reads a source, on any thread, unless that is done or known to fail. */
static void read_source(struct load_job *j, const struct load_options *o)
{
	bool ok;

	if (j->state != JOB_WAITING)
		return;
	ok = j->has_profile || load(j, o, &j->err);
	if (!ok) {
		if (j->source.kind != SOURCE_BAD)
			err_wrap(&j->err, "%.*s", STR_ARG(j->source.name));
		arena_release(&j->arena);
	}
	j->has_profile = ok;
	j->state = ok ? JOB_READ : JOB_FAILED;
}

/* How many threads read: one for each processor and each server; none if one processor is to read files alone. */
static size_t count_threads(const struct readers *r)
{
	size_t wanted = pool_processors(FILE_THREADS);

	if ((r->n == 1 || wanted == 1) && r->n_remote == 0)
		return 0;
	wanted += r->n_remote < POOL_THREADS_MAX - wanted ? r->n_remote : POOL_THREADS_MAX - wanted;
	return wanted < r->n ? wanted : r->n;
}

/* How far it is with the first source that is not there yet. */
static void tell_progress(struct readers *r, struct load_job *j)
{
	const struct notes *notes = r->options->notes;
	char text[HTTP_PROGRESS_MAX];

	if (notes == NULL || notes->progress == NULL || !source_is_remote(&j->source) ||
		http_progress_text(&j->source.progress, text) == 0)
		return;
	notes_progress(notes, text);
	r->told = true;
}

static void tell_unencrypted(const struct readers *r, const struct load_job *j)
{
	struct arena scratch = {0};
	struct str line = http_unencrypted_text(&scratch, &j->source.progress, j->source.name);

	if (line.n != 0)
		notes_add(r->options->notes, "%s", line.p);
	arena_release(&scratch);
}

/* Tells what the reader noted, the first time that a source is read. */
static void tell_notes(const struct readers *r, struct load_job *j)
{
	for (size_t i = 0; i < j->notes.n && !j->noted; i++)
		notes_add(r->options->notes, "%.*s: %.*s", STR_ARG(j->source.name),
			STR_ARG(j->notes.p[i]));
	j->noted = true;
}

static void end_progress(struct readers *r)
{
	if (r->told)
		notes_progress(r->options->notes, "");
	r->told = false;
}

/* All sources on their way to one profile. */
struct merging {
	struct readers *r;
	struct load_part *part; /* what they become */
	struct locator *locator;
	struct merge_plan plan;
	bool planned; /* it is known what all have in common */
	struct load_job *first;
	struct merger *merger; /* NULL while there is only the first */
	size_t n_read;
	struct err *err;
	bool failed; /* and *err says why */
};

/* Merges a profile, or keeps it if it is the first. Like pprof, a single one stays as it is. */
static bool merge(struct merging *m, struct load_job *j, struct err *err)
{
	const struct merge_change none = {0};
	bool ok;

	if (m->n_read == 1) {
		m->first = j;
		return true;
	}
	if (m->merger == NULL) {
		m->merger = merger_new(&m->part->arena, &m->plan);
		if (!merger_add(m->merger, &m->first->draft.p, &none, err))
			return false;
		forget(m->first);
	}
	ok = merger_add(m->merger, &j->draft.p, &none, err);
	forget(j);
	return ok;
}

/* Gives the mappings of a profile the names of files, in pprof's order. */
static void name_binaries(struct merging *m, struct load_job *j)
{
	if (j->named)
		return;
	j->named = true;
	locate_binaries(m->locator, &j->draft);
	draft_name_main(&j->draft, &m->r->options->binary);
	/* A store is no program, and has no symbols to ask for. */
	if (!source_is_remote(&j->source) || j->source.request.is_store)
		return;
	draft_name_server(&j->draft, j->source.request.url);
	servers_add(&m->part->servers, &m->part->arena, &j->draft.p, &j->source.request);
}

static bool take(struct merging *m, struct load_job *j, struct err *err)
{
	m->n_read++;
	name_binaries(m, j);
	if (!m->planned && !merge_plan_add(&m->plan, j->source.name, &j->draft.p, err))
		return false;
	if (m->planned || !m->plan.changed)
		return merge(m, j, err);
	if (source_again(&j->source))
		forget(j);
	return true;
}

static void read_item(void *context, size_t i, size_t worker)
{
	struct readers *r = ((struct merging *)context)->r;

	(void)worker;
	read_source(&r->jobs[i], r->options);
}

static void tell_item(void *context, const struct pool_progress *p)
{
	struct readers *r = ((struct merging *)context)->r;

	tell_progress(r, &r->jobs[p->first]);
}

/* Takes over a source that was read, or not. */
static bool take_item(void *context, size_t i)
{
	struct merging *m = context;
	struct readers *r = m->r;
	struct load_job *j = &r->jobs[i];

	end_progress(r);
	tell_unencrypted(r, j);
	if (j->state == JOB_READ) {
		tell_notes(r, j);
		m->failed = !take(m, j, m->err);
	} else if (m->planned && !j->known) {
		*m->err = j->err; /* it could be read a moment ago */
		m->failed = true;
	} else if (r->n > 1 && !j->known) {
		notes_add(r->options->notes, "%s", j->err.text);
	}
	return !m->failed;
}

static bool take_all(struct merging *m, struct err *err)
{
	size_t threads = count_threads(m->r);
	bool ok;

	m->n_read = 0;
	m->err = err;
	ok = pool_run(&(struct pool){.n = m->r->n,
		.threads = threads,
		.window = AHEAD * threads,
		.stops = true,
		.context = m,
		.work = read_item,
		.take = take_item,
		.progress = tell_item,
		.quiet_ms = PROGRESS_MS});
	end_progress(m->r);
	return ok || (!m->failed && err_set(err, "stopped"));
}

/* Everything once more, now that it is known what all have in common. */
static bool again(struct merging *m, struct err *err)
{
	struct readers *r = m->r;

	if (!merge_plan_check(&m->plan, err))
		return false;
	merger_free(m->merger);
	m->merger = NULL;
	m->planned = true;
	for (size_t i = 0; i < r->n; i++) {
		struct load_job *j = &r->jobs[i];

		j->known = j->state == JOB_FAILED;
		if (j->state == JOB_READ)
			j->state = JOB_WAITING;
	}
	return take_all(m, err);
}

static bool merge_all(struct merging *m, const char *what, struct err *err)
{
	struct readers *r = m->r;
	struct load_part *part = m->part;

	if (!take_all(m, err))
		return false;
	if (m->n_read == 0 && r->n == 1) {
		*err = r->jobs[0].err;
		return false;
	}
	if (m->n_read == 0)
		return err_set(err, "none of the %zu %s profiles can be read", r->n, what);
	if (m->n_read < r->n)
		notes_add(r->options->notes, "Fetched %zu %s profiles out of %zu", m->n_read, what,
			r->n);
	if (m->n_read == 1) {
		part->draft = m->first->draft;
		draft_move(&part->draft, &part->arena);
		m->first->has_profile = false;
		return true;
	}
	if (m->plan.changed ? !again(m, err) : !merge_plan_check(&m->plan, err))
		return false;
	return merger_finish(m->merger, &part->draft, err);
}

/* Like pprof, what may take a while is announced. */
static void announce(const struct notes *notes, const struct source *s)
{
	struct arena scratch = {0};

	if (s->kind == SOURCE_URL) {
		notes_add(notes, "Fetching profile over HTTP from %.*s", STR_ARG(s->name));
		if (s->request.seconds > 0)
			notes_add(notes, "Please wait... (%s)",
				url_duration(&scratch, s->request.seconds).p);
		else if (s->request.usual > 0)
			notes_add(notes,
				"Please wait... (%s, the server's default; -seconds=5 shortens it)",
				url_duration(&scratch, s->request.usual).p);
	}
	arena_release(&scratch);
}

/* Reads the sources, whose names are in r->jobs, into the part. */
static bool read_all(struct readers *r, struct load_part *part, const char *what, struct err *err)
{
	struct arena scratch = {0};
	struct merging m = {.r = r, .part = part, .plan = {.arena = &scratch}};
	bool caught = r->n_remote != 0 && interrupt_catch(), ok;

	m.locator = locate_new(load_binary_folders(&scratch, NULL), r->options->notes);
	ok = merge_all(&m, what, err);
	if (caught)
		interrupt_release();
	merger_free(m.merger);
	locate_free(m.locator);
	arena_release(&scratch);
	return ok;
}

struct load_part *load_part_read(const struct str_list *names, const char *what,
	const struct load_options *o, struct err *err)
{
	struct arena scratch = {0};
	struct readers r = {.options = o, .n = names->n};
	struct load_part *part = mem_zeroed(1, sizeof(*part));
	bool ok;

	r.jobs = arena_array(&scratch, struct load_job, names->n);
	for (size_t i = 0; i < names->n; i++) {
		struct source *s = &r.jobs[i].source;

		source_of(&scratch, names->p[i], &o->url, s);
		announce(o->notes, s);
		r.n_remote += source_is_remote(s);
	}
	part->remote = r.n_remote != 0;
	ok = read_all(&r, part, what, err);
	for (size_t i = 0; i < names->n; i++) {
		if (r.jobs[i].state != JOB_FAILED)
			str_list_add(&part->arena, &part->names, names->p[i]);
		forget(&r.jobs[i]);
	}
	arena_release(&scratch);
	if (ok)
		return part;
	load_part_free(part);
	return NULL;
}

/* Adds what `from` is made of, but its profile. */
static void join(struct load_part *part, const struct load_part *from)
{
	part->remote |= from->remote;
	for (size_t i = 0; i < from->names.n; i++)
		str_list_add(&part->arena, &part->names, from->names.p[i]);
	servers_join(&part->servers, &part->arena, &from->servers);
}

struct load_part *load_part_merge(const struct load_part *one, const struct load_part *two,
	struct err *err)
{
	const struct merge_change none = {0};
	struct arena scratch = {0};
	struct merge_plan plan = {.arena = &scratch};
	struct load_part *part = mem_zeroed(1, sizeof(*part));
	struct merger *m = NULL;
	bool ok;

	ok = merge_plan_add(&plan, load_part_name(one), &one->draft.p, err) &&
		merge_plan_add(&plan, load_part_name(two), &two->draft.p, err) &&
		merge_plan_check(&plan, err);
	if (ok) {
		m = merger_new(&part->arena, &plan);
		ok = merger_add(m, &one->draft.p, &none, err) &&
			merger_add(m, &two->draft.p, &none, err) &&
			merger_finish(m, &part->draft, err);
	}
	merger_free(m);
	arena_release(&scratch);
	if (!ok) {
		load_part_free(part);
		return NULL;
	}
	join(part, one);
	join(part, two);
	return part;
}

struct str load_part_name(const struct load_part *part)
{
	return part->names.n != 0 ? part->names.p[0] : STR("");
}

void load_part_free(struct load_part *part)
{
	if (part == NULL)
		return;
	draft_release(&part->draft);
	servers_release(&part->servers);
	arena_release(&part->arena);
	free(part);
}
