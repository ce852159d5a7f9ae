/*
 * fetch.c: reads several sources at the same time, and merges them in their order.
 *
 * A worker pool reads, and the calling thread merges. The pool's window bounds how far the reading is
 * ahead of the merging, and so how many profiles are in memory. What the profiles have in
 * common is known only after the last one. So the merger begins with what the first one has; when
 * a later one changes that, the others are only looked at, and then all are read and merged once more.
 * That is rare: a service's profiles are all alike. What cannot be read twice is kept.
 */
#include "fetch/fetch.h"

#include <stdarg.h>

#include "base/interrupt.h"
#include "base/mem.h"
#include "base/pool.h"
#include "fetch/index-page.h"
#include "fetch/perf.h"
#include "fetch/source.h"
#include "import/import.h"
#include "profile/merge.h"

/*
 * Threads for files, besides one for each server: these are all asked at the same time; and how many
 * sources may be ahead of the merging for each thread.
 */
enum { FILE_THREADS = 8, AHEAD = 2 };

/* How long a source is waited for without a word. */
enum { PROGRESS_MS = 250 };

enum job_state { JOB_WAITING, JOB_READ, JOB_FAILED };

struct fetch_job {
	struct source source;
	struct arena arena; /* of the profile */
	struct draft draft;
	bool has_profile;
	bool shown; /* its profile was shown to spec->loaded */
	bool known; /* that it cannot be read */
	enum job_state state;
	struct err err; /* JOB_FAILED */
};

struct readers {
	const struct fetch_spec *spec;
	struct fetch_job *jobs;
	size_t n, n_remote;
	bool told; /* how far it is */
};

static bool load(struct fetch_job *j, const struct fetch_spec *spec, struct err *err)
{
	struct input *in = NULL;
	struct builder b;
	bool ok;

	if (j->source.kind == SOURCE_INDEX)
		return err_set(err, "a server; name one of its profiles, as in %.*sheap",
			STR_ARG(j->source.name));
	if (!source_open(&j->source, &spec->http, &in, err))
		return false;
	builder_init(&b, &j->arena);
	ok = import_profile(&b, in, &spec->limits, err) && builder_finish(&b, &j->draft, err);
	builder_release(&b);
	source_close(&j->source);
	return ok;
}

static void forget(struct fetch_job *j)
{
	if (j->has_profile)
		draft_release(&j->draft);
	j->has_profile = j->shown = false;
	arena_release(&j->arena);
}

/* Reads a source, on any thread, unless that is done or known to fail. */
static void read_source(struct fetch_job *j, const struct fetch_spec *spec)
{
	bool ok;

	if (j->state != JOB_WAITING)
		return;
	ok = j->has_profile || load(j, spec, &j->err);
	if (!ok) {
		if (j->source.kind != SOURCE_BAD)
			err_wrap(&j->err, "%.*s", STR_ARG(j->source.name));
		arena_release(&j->arena);
	}
	j->has_profile = ok;
	j->state = ok ? JOB_READ : JOB_FAILED;
}

/* How many threads read: one for each processor and each server; none for a single file. */
static size_t count_threads(const struct readers *r)
{
	size_t wanted = pool_processors(FILE_THREADS);

	if (r->n == 1 && r->n_remote == 0)
		return 0;
	wanted += r->n_remote < POOL_THREADS_MAX - wanted ? r->n_remote : POOL_THREADS_MAX - wanted;
	return wanted < r->n ? wanted : r->n;
}

static void tell(const struct fetch_ui *ui, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void tell(const struct fetch_ui *ui, const char *fmt, ...)
{
	struct arena scratch = {0};
	va_list ap;

	va_start(ap, fmt);
	if (ui->note != NULL)
		ui->note(ui->context, arena_vfmt(&scratch, fmt, ap));
	va_end(ap);
	arena_release(&scratch);
}

/* How far it is with the first source that is not there yet. */
static void tell_progress(struct readers *r, struct fetch_job *j)
{
	const struct fetch_ui *ui = &r->spec->ui;
	char text[HTTP_PROGRESS_MAX];

	if (ui->progress == NULL || !source_is_remote(&j->source) ||
		http_progress_text(&j->source.progress, text) == 0)
		return;
	ui->progress(ui->context, text);
	r->told = true;
}

static void tell_unencrypted(const struct readers *r, const struct fetch_job *j)
{
	struct arena scratch = {0};
	struct str line = http_unencrypted_text(&scratch, &j->source.progress, j->source.name);

	if (line.n != 0)
		tell(&r->spec->ui, "%s", line.p);
	arena_release(&scratch);
}

static void end_progress(struct readers *r)
{
	if (r->told)
		r->spec->ui.progress(r->spec->ui.context, "");
	r->told = false;
}

/* All sources on their way to one profile. */
struct merging {
	struct readers *r;
	struct arena *arena; /* of the whole */
	struct merge_plan plan;
	bool planned; /* it is known what all have in common */
	struct fetch_job *first;
	struct merger *merger; /* NULL while there is only the first */
	size_t n_read;
	struct err *err;
	bool failed; /* and *err says why */
};

/* Merges a profile, or keeps it if it is the first. Like pprof, a single one stays as it is. */
static bool merge(struct merging *m, struct fetch_job *j, struct err *err)
{
	const struct merge_change none = {0};
	bool ok;

	if (m->n_read == 1) {
		m->first = j;
		return true;
	}
	if (m->merger == NULL) {
		m->merger = merger_new(m->arena, &m->plan);
		if (!merger_add(m->merger, &m->first->draft.p, &none, err))
			return false;
		forget(m->first);
	}
	ok = merger_add(m->merger, &j->draft.p, &none, err);
	forget(j);
	return ok;
}

static bool take(struct merging *m, struct fetch_job *j, struct err *err)
{
	const struct fetch_spec *spec = m->r->spec;

	m->n_read++;
	if (spec->loaded != NULL && !j->shown)
		spec->loaded(spec->ui.context, &j->draft,
			source_is_remote(&j->source) ? &j->source.request : NULL);
	j->shown = true;
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
	read_source(&r->jobs[i], r->spec);
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
	struct fetch_job *j = &r->jobs[i];

	end_progress(r);
	tell_unencrypted(r, j);
	if (j->state == JOB_READ) {
		m->failed = !take(m, j, m->err);
	} else if (m->planned && !j->known) {
		*m->err = j->err; /* it could be read a moment ago */
		m->failed = true;
	} else if (r->n > 1 && !j->known) {
		tell(&r->spec->ui, "%s", j->err.text);
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
		struct fetch_job *j = &r->jobs[i];

		j->known = j->state == JOB_FAILED;
		if (j->state == JOB_READ)
			j->state = JOB_WAITING;
	}
	return take_all(m, err);
}

static bool merge_all(struct merging *m, const char *what, struct draft *d, struct err *err)
{
	struct readers *r = m->r;

	if (!take_all(m, err))
		return false;
	if (m->n_read == 0 && r->n == 1) {
		*err = r->jobs[0].err;
		return false;
	}
	if (m->n_read == 0)
		return err_set(err, "none of the %zu %s profiles can be read", r->n, what);
	if (m->n_read < r->n)
		tell(&r->spec->ui, "Fetched %zu %s profiles out of %zu", m->n_read, what, r->n);
	if (m->n_read == 1) {
		*d = m->first->draft;
		draft_move(d, m->arena);
		m->first->has_profile = false;
		return true;
	}
	if (m->plan.changed ? !again(m, err) : !merge_plan_check(&m->plan, err))
		return false;
	return merger_finish(m->merger, d, err);
}

/* Like pprof, what may take a while is announced. */
static void announce(const struct fetch_spec *spec, const struct source *s)
{
	struct arena scratch = {0};

	if (s->kind == SOURCE_URL) {
		tell(&spec->ui, "Fetching profile over HTTP from %.*s", STR_ARG(s->name));
		if (s->request.seconds > 0)
			tell(&spec->ui, "Please wait... (%s)",
				url_duration(&scratch, s->request.seconds).p);
		else if (s->request.usual > 0)
			tell(&spec->ui,
				"Please wait... (%s, the server's default; -seconds=5 shortens it)",
				url_duration(&scratch, s->request.usual).p);
	}
	if (s->kind == SOURCE_PERF && perf_can_convert())
		tell(&spec->ui, "Converting %.*s to a profile, which may take a few minutes",
			STR_ARG(s->name));
	arena_release(&scratch);
}

bool fetch_profiles(struct arena *a, const struct fetch_names *names, const struct fetch_spec *spec,
	struct draft *d, bool *remote, struct err *err)
{
	struct arena scratch = {0};
	struct readers r = {.spec = spec, .n = names->n};
	struct merging m = {.r = &r, .arena = a, .plan = {.arena = &scratch}};
	bool caught = false, ok;

	r.jobs = arena_array(&scratch, struct fetch_job, names->n);
	for (size_t i = 0; i < names->n; i++) {
		struct source *s = &r.jobs[i].source;

		source_of(&scratch, names->p[i], &spec->url, s);
		announce(spec, s);
		r.n_remote += source_is_remote(s);
	}
	if (r.n_remote != 0)
		caught = interrupt_catch();
	ok = merge_all(&m, names->what, d, err);
	if (caught)
		interrupt_release();
	*remote = r.n_remote != 0;
	merger_free(m.merger);
	for (size_t i = 0; i < names->n; i++) {
		if (names->unread != NULL)
			names->unread[i] = r.jobs[i].state == JOB_FAILED;
		forget(&r.jobs[i]);
	}
	arena_release(&scratch);
	return ok;
}

bool fetch_list(struct str name, const struct fetch_spec *spec, bool *is_one, struct out *out,
	struct err *err)
{
	struct arena scratch = {0};
	struct index_list list;
	struct input *in = NULL;
	struct source s;
	bool ok = true;

	source_of(&scratch, name, &spec->url, &s);
	*is_one = s.kind == SOURCE_INDEX;
	if (*is_one) {
		bool caught = interrupt_catch();

		ok = source_open(&s, &spec->http, &in, err);
		if (ok) {
			ok = index_page_read(&scratch, in, &list, err);
			source_close(&s);
		}
		if (ok)
			index_page_print(&list, &s.request, out);
		else
			err_wrap(err, "%.*s", STR_ARG(s.name));
		if (caught)
			interrupt_release();
	}
	arena_release(&scratch);
	return ok;
}
