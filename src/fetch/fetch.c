/*
 * fetch.c: see fetch.h. The threads that read, and the one that merges.
 *
 * A window moves over the sources: threads take the next one that is not too far ahead of the one to
 * be merged, so that only as many are in memory as the window is wide. What the profiles have in
 * common is known only after the last one. So the merger begins with what the first one has; when
 * a later one changes that, the others are only looked at, and then all are read and merged once more.
 * That is rare: a service's profiles are all alike. What cannot be read twice is kept.
 */
#include "fetch/fetch.h"

#include <pthread.h>
#include <stdarg.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/thread.h"
#include "fetch/index.h"
#include "fetch/perf.h"
#include "fetch/source.h"
#include "profile/merge.h"

/*
 * Threads for files, and for servers, which are all asked at the same time; and how many sources may be
 * ahead of the merging for each thread.
 */
enum { FILE_THREADS = 8, THREADS_MAX = 64, AHEAD = 2 };

/* How often to say how far it is. */
enum { PROGRESS_MS = 250 };

enum job_state { JOB_WAITING, JOB_READ, JOB_FAILED };

struct job {
	struct source source;
	struct arena arena; /* of the profile */
	struct profile profile;
	bool has_profile;
	bool shown;           /* its profile was shown to spec->loaded */
	bool known;           /* that it cannot be read */
	enum job_state state; /* from here on under the lock */
	struct err err;       /* JOB_FAILED */
};

struct readers {
	const struct fetch_spec *spec;
	struct job *jobs;
	size_t n;
	pthread_t threads[THREADS_MAX];
	size_t n_threads, n_remote;
	bool told; /* how far it is */

	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t next;   /* the source to be read next */
	size_t merged; /* sources that are done with */
	bool stop;
};

static bool load(struct job *j, const struct fetch_spec *spec, struct err *err)
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
	ok = profile_decode(&b, in, &spec->limits, err) && builder_finish(&b, &j->profile, err);
	builder_release(&b);
	source_close(&j->source);
	return ok;
}

static void forget(struct job *j)
{
	if (j->has_profile)
		profile_free(&j->profile);
	j->has_profile = j->shown = false;
	arena_release(&j->arena);
}

static void do_job(struct readers *r, struct job *j)
{
	struct err err = {0};
	bool ok = j->has_profile || load(j, r->spec, &err);

	if (!ok) {
		if (j->source.kind != SOURCE_BAD)
			err_wrap(&err, "%.*s", STR_ARG(j->source.name));
		arena_release(&j->arena);
	}
	j->has_profile = ok;
	pthread_mutex_lock(&r->lock);
	if (!ok)
		j->err = err;
	j->state = ok ? JOB_READ : JOB_FAILED;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

static void *read_some(void *p)
{
	struct readers *r = p;

	for (;;) {
		bool wanted;
		size_t i;

		pthread_mutex_lock(&r->lock);
		while (!r->stop && r->next < r->n && r->next >= r->merged + AHEAD * r->n_threads)
			pthread_cond_wait(&r->changed, &r->lock);
		i = r->stop ? r->n : r->next++;
		wanted = i < r->n && r->jobs[i].state == JOB_WAITING;
		pthread_mutex_unlock(&r->lock);
		if (i >= r->n)
			return NULL;
		if (wanted)
			do_job(r, &r->jobs[i]);
	}
}

static void start(struct readers *r)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	size_t wanted = cpus < 1 ? 1 : cpus > FILE_THREADS ? FILE_THREADS : (size_t)cpus;
	size_t n = 0;

	wanted += r->n_remote < THREADS_MAX - wanted ? r->n_remote : THREADS_MAX - wanted;

	r->next = r->merged = 0;
	r->stop = false;
	r->n_threads = wanted < r->n ? wanted : r->n;
	while ((r->n > 1 || r->n_remote != 0) && n < r->n_threads &&
		thread_start(&r->threads[n], read_some, r))
		n++;
	pthread_mutex_lock(&r->lock);
	r->n_threads = n;
	pthread_mutex_unlock(&r->lock);
}

static void stop(struct readers *r)
{
	pthread_mutex_lock(&r->lock);
	r->stop = true;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
	for (size_t i = 0; i < r->n_threads; i++)
		pthread_join(r->threads[i], NULL);
	r->n_threads = 0;
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
static void tell_progress(struct readers *r, struct job *j)
{
	const struct fetch_ui *ui = &r->spec->ui;
	char text[HTTP_PROGRESS_MAX];

	if (ui->progress == NULL || !source_is_remote(&j->source) ||
		http_progress_text(&j->source.progress, text) == 0)
		return;
	ui->progress(ui->context, text);
	r->told = true;
}

static void tell_unencrypted(const struct readers *r, const struct job *j)
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

/* Waits for a source; reads it if nobody else does. */
static void await(struct readers *r, struct job *j)
{
	bool there;

	if (r->n_threads == 0 && j->state == JOB_WAITING)
		do_job(r, j);
	do {
		struct timespec until = clock_deadline(PROGRESS_MS);

		pthread_mutex_lock(&r->lock);
		while (j->state == JOB_WAITING &&
			pthread_cond_timedwait(&r->changed, &r->lock, &until) == 0)
			;
		there = j->state != JOB_WAITING;
		pthread_mutex_unlock(&r->lock);
		if (!there)
			tell_progress(r, j);
	} while (!there);
	end_progress(r);
	tell_unencrypted(r, j);
}

static void done_with(struct readers *r)
{
	pthread_mutex_lock(&r->lock);
	r->merged++;
	pthread_cond_broadcast(&r->changed);
	pthread_mutex_unlock(&r->lock);
}

/* All sources on their way to one profile. */
struct merging {
	struct readers *r;
	struct arena *arena; /* of the whole */
	struct merge_plan plan;
	bool planned; /* it is known what all have in common */
	struct job *first;
	struct merger *merger; /* NULL while there is only the first */
	size_t n_read;
};

/* Merges a profile, or keeps it if it is the first. Like pprof, a single one stays as it is. */
static bool merge(struct merging *m, struct job *j, struct err *err)
{
	const struct merge_change none = {0};
	bool ok;

	if (m->n_read == 1) {
		m->first = j;
		return true;
	}
	if (m->merger == NULL) {
		m->merger = merger_new(m->arena, &m->plan);
		if (!merger_add(m->merger, &m->first->profile, &none, err))
			return false;
		forget(m->first);
	}
	ok = merger_add(m->merger, &j->profile, &none, err);
	forget(j);
	return ok;
}

static bool take(struct merging *m, struct job *j, struct err *err)
{
	const struct fetch_spec *spec = m->r->spec;

	m->n_read++;
	if (spec->loaded != NULL && !j->shown)
		spec->loaded(spec->ui.context, &j->profile,
			source_is_remote(&j->source) ? &j->source.request : NULL);
	j->shown = true;
	if (!m->planned && !merge_plan_add(&m->plan, j->source.name, &j->profile, err))
		return false;
	if (m->planned || !m->plan.changed)
		return merge(m, j, err);
	if (source_again(&j->source))
		forget(j);
	return true;
}

static bool take_all(struct merging *m, struct err *err)
{
	struct readers *r = m->r;
	bool ok = true;

	m->n_read = 0;
	start(r);
	for (size_t i = 0; ok && i < r->n; i++) {
		struct job *j = &r->jobs[i];

		await(r, j);
		if (interrupted())
			ok = err_set(err, "stopped");
		else if (j->state == JOB_READ)
			ok = take(m, j, err);
		else if (m->planned && !j->known) {
			*err = j->err; /* it could be read a moment ago */
			ok = false;
		} else if (r->n > 1 && !j->known)
			tell(&r->spec->ui, "%s", j->err.text);
		done_with(r);
	}
	stop(r);
	return ok;
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
		struct job *j = &r->jobs[i];

		j->known = j->state == JOB_FAILED;
		if (j->state == JOB_READ)
			j->state = JOB_WAITING;
	}
	return take_all(m, err);
}

static bool merge_all(struct merging *m, const char *what, struct profile *p, struct err *err)
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
		arena_adopt(m->arena, &m->first->arena);
		*p = m->first->profile;
		p->strings.arena = m->arena;
		m->first->has_profile = false;
		return true;
	}
	if (m->plan.changed ? !again(m, err) : !merge_plan_check(&m->plan, err))
		return false;
	return merger_finish(m->merger, p, err);
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
	struct profile *p, bool *remote, struct err *err)
{
	struct arena scratch = {0};
	struct readers r = {.spec = spec, .n = names->n};
	struct merging m = {.r = &r, .arena = a, .plan = {.arena = &scratch}};
	bool caught = false, ok;

	r.jobs = arena_array(&scratch, struct job, names->n);
	pthread_mutex_init(&r.lock, NULL);
	pthread_cond_init(&r.changed, NULL);
	for (size_t i = 0; i < names->n; i++) {
		struct source *s = &r.jobs[i].source;

		source_of(&scratch, names->p[i], &spec->url, s);
		announce(spec, s);
		r.n_remote += source_is_remote(s);
	}
	if (r.n_remote != 0)
		caught = interrupt_catch();
	ok = merge_all(&m, names->what, p, err);
	if (caught)
		interrupt_release();
	*remote = r.n_remote != 0;
	merger_free(m.merger);
	for (size_t i = 0; i < names->n; i++) {
		if (names->unread != NULL)
			names->unread[i] = r.jobs[i].state == JOB_FAILED;
		forget(&r.jobs[i]);
	}
	pthread_cond_destroy(&r.changed);
	pthread_mutex_destroy(&r.lock);
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
			ok = index_read(&scratch, in, &list, err);
			source_close(&s);
		}
		if (ok)
			index_print(&list, &s.request, out);
		else
			err_wrap(err, "%.*s", STR_ARG(s.name));
		if (caught)
			interrupt_release();
	}
	arena_release(&scratch);
	return ok;
}
