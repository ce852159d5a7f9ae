/*
 * web-pending.c: Answers that children make, and the requests that wait for them.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "web/web-internal.h"

enum { REPORT_MS = 60 * 1000 }; /* a report takes at most */

static size_t n_children(const struct web_server *s)
{
	size_t n = 0;

	for (const struct web_pending *p = s->pending; p != NULL; p = p->next)
		n += p->job.pid != 0;
	return n;
}

static void pending_free(struct web_server *s, struct web_pending *p)
{
	struct web_pending **at = &s->pending;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	web_job_end(&p->job);
	arena_release(&p->arena);
	free(p);
}

/* Gives all who wait for it the answer: the library asks them again for it. */
static void finish(struct web_server *s, struct web_pending *p, struct web_answer *answer)
{
	char tag[WEB_TAG_MAX];
	size_t size = answer->body.n;
	bool good = answer->status == MHD_HTTP_OK;
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
	struct web_pending *p = n_children(s) < WEB_CHILDREN_MAX ? s->pending : NULL;

	while (p != NULL && p->job.pid != 0)
		p = p->next;
	return p;
}

void web_pending_start(struct web_server *s)
{
	struct web_pending *p;
	struct err err;

	while ((p = next_to_start(s)) != NULL)
		if (!s->host->prepare(s->host->context, p->report.command, &err) ||
			!web_job_start(&p->job, web_report_make, &p->report, clock_ms() + REPORT_MS,
				&err))
			fail(s, p, 500, err.text);
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

/* Has the request wait for the answer, which a child makes. `report` and `key` are in its arena. */
void web_pending_wait(struct web_exchange *x, const struct web_report *report, struct str key)
{
	struct web_server *s = x->server;
	struct web_pending *p, **last;

	for (last = &s->pending; *last != NULL && !str_eq((*last)->key, key); last = &(*last)->next)
		;
	p = *last;
	if (p == NULL) {
		p = *last = mem_zeroed(1, sizeof(*p));
		p->report = *report;
		p->report.regex = arena_str(&p->arena, report->regex);
		config_keep(&p->report.config, &p->arena);
		p->key = arena_str(&p->arena, key);
	}
	x->waits = p;
	x->next = p->waiting;
	p->waiting = x;
	s->http.suspend_connection(x->connection);
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
				"The report took longer than a minute. Ask for less of it.");
		}
	}
}

void web_pending_stop(struct web_server *s)
{
	while (s->pending != NULL)
		fail(s, s->pending, 503, "The server ends.");
}
