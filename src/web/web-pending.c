/*
 * web-pending.c: Answers that children make, and the requests that wait for them.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "web/web-internal.h"

/* What a report takes at most; and a server, which has time limits of its own. */
enum { REPORT_MS = 60 * 1000, FETCH_MS = 60 * 60 * 1000 };

/* How many children make reports, or fetch: a server may take its time, and reports go on. */
static size_t n_children(const struct web_server *s, bool fetch)
{
	size_t n = 0;

	for (const struct web_pending *p = s->pending; p != NULL; p = p->next)
		n += p->job.pid != 0 && (p->fetch != NULL) == fetch;
	return n;
}

static void pending_free(struct web_server *s, struct web_pending *p)
{
	struct web_pending **at = &s->pending;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	web_job_end(&p->job);
	web_fetch_free(p->fetch);
	arena_release(&p->arena);
	free(p);
}

/* Gives all who wait for it the answer: the library asks them again for it. */
static void finish(struct web_server *s, struct web_pending *p, struct web_answer *answer)
{
	char tag[WEB_TAG_MAX];
	size_t size = answer->body.n;
	bool good = answer->status == MHD_HTTP_OK && p->fetch == NULL && !p->is_old;
	struct web_reply *reply;

	web_replies_tag(&s->replies, p->key, tag);
	reply = web_replies_make(&s->replies, answer, good ? tag : NULL);
	for (struct web_exchange *x = p->waiting; x != NULL; x = x->next) {
		x->waits = NULL;
		x->reply = web_replies_hold(reply);
		s->http.resume_connection(x->connection);
	}
	p->waiting = NULL;
	if (good)
		web_replies_keep(&s->replies, p->key, reply, size);
	web_replies_drop(&s->replies, reply);
	pending_free(s, p);
}

static void fail(struct web_server *s, struct web_pending *p, int status, const char *why)
{
	struct web_answer answer = {0};

	web_report_fail(&answer, status, why);
	finish(s, p, &answer);
}

/* The first answer that waits for its turn; NULL: there is none, or enough children run. */
static struct web_pending *next_to_start(const struct web_server *s)
{
	struct web_pending *p;

	for (p = s->pending; p != NULL; p = p->next)
		if (p->job.pid == 0 && n_children(s, p->fetch != NULL) < WEB_CHILDREN_MAX)
			break;
	return p;
}

static bool start(struct web_server *s, struct web_pending *p, struct err *err)
{
	const struct web_host *host = s->host;

	if (p->fetch != NULL)
		return web_job_start(&p->job, web_fetch_make, p->fetch, clock_ms() + FETCH_MS, err);
	return host->prepare(host->context, p->report.command, err) &&
		web_job_start(&p->job, web_report_make, &p->report, clock_ms() + REPORT_MS, err);
}

void web_pending_start(struct web_server *s)
{
	struct web_pending *p;
	struct err err;

	while ((p = next_to_start(s)) != NULL)
		if (!start(s, p, &err))
			fail(s, p, 500, err.text);
}

void web_pending_are_old(struct web_server *s)
{
	for (struct web_pending *p = s->pending; p != NULL; p = p->next)
		p->is_old = true;
}

static void read_child(struct web_server *s, struct web_pending *p)
{
	struct web_answer answer;
	char *why;

	if (!web_job_read(&p->job, &answer))
		return;
	if (answer.type[0] == '\0') { /* no answer, but a sentence */
		why = arena_c(&p->arena, (struct str){answer.body.p, answer.body.n});
		out_release(&answer.body);
		fail(s, p, answer.status, why);
	} else {
		if (p->fetch != NULL && answer.status == MHD_HTTP_OK)
			web_fetch_take(s, p->fetch, &answer);
		finish(s, p, &answer);
	}
}

/* The request is not interested any more. Whose answer nobody waits for, that child is ended. */
void web_pending_leave(struct web_exchange *x)
{
	struct web_pending *p = x->waits;
	struct web_exchange **at;

	if (p == NULL)
		return;
	for (at = &p->waiting; *at != x; at = &(*at)->next)
		;
	*at = x->next;
	x->waits = NULL;
	x->next = NULL;
	if (p->waiting == NULL)
		pending_free(x->server, p);
}

/* The answer to a key. *is_new: it was not there yet, and has nothing but the key. */
static struct web_pending *find_or_add(struct web_server *s, struct str key, bool *is_new)
{
	struct web_pending **last = &s->pending;

	while (*last != NULL && (!str_eq((*last)->key, key) || (*last)->is_old))
		last = &(*last)->next;
	*is_new = *last == NULL;
	if (*is_new) {
		*last = mem_zeroed(1, sizeof(**last));
		(*last)->key = arena_str(&(*last)->arena, key);
	}
	return *last;
}

static void wait_for(struct web_exchange *x, struct web_pending *p)
{
	x->waits = p;
	x->next = p->waiting;
	p->waiting = x;
	x->server->http.suspend_connection(x->connection);
}

void web_pending_wait(struct web_exchange *x, const struct web_report *report, struct str key)
{
	bool is_new;
	struct web_pending *p = find_or_add(x->server, key, &is_new);

	if (is_new)
		web_report_keep(&p->report, report, &p->arena);
	wait_for(x, p);
}

void web_pending_wait_fetch(struct web_exchange *x, struct web_fetch *fetch, struct str key)
{
	bool is_new;
	struct web_pending *p = find_or_add(x->server, key, &is_new);

	if (is_new)
		p->fetch = fetch;
	else
		web_fetch_free(fetch);
	wait_for(x, p);
}

/* A child that has something to say, or no time left; NULL: there is none. */
static struct web_pending *find_due(const struct web_server *s)
{
	int64_t now = clock_ms();
	struct web_pending *p;

	for (p = s->pending; p != NULL; p = p->next)
		if (p->job.pid != 0 && (p->ready || now >= p->job.deadline))
			break;
	return p;
}

void web_pending_serve(struct web_server *s)
{
	struct web_pending *p;

	while ((p = find_due(s)) != NULL) {
		if (p->ready) {
			p->ready = false;
			read_child(s, p);
		} else {
			fail(s, p, 503,
				p->fetch != NULL
					? "The server took longer than an hour."
					: "The report took longer than a minute. Ask for less of it.");
		}
	}
}

void web_pending_stop(struct web_server *s)
{
	while (s->pending != NULL)
		fail(s, s->pending, 503, "The server ends.");
}
