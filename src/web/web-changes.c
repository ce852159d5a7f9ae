/*
 * web-changes.c: Sees that something else is loaded or set, drops the answers that do not hold any more, and tells the
 * pages that wait for that.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "web/web-internal.h"

enum { LISTEN_MS = 25 * 1000 }; /* after that, a page is told that nothing has changed */

static void tell(struct web_exchange *x)
{
	struct web_answer answer = {.status = 200, .type = "application/json"};

	out_fmt(&answer.body, "{\"generation\":%u}\n", x->server->replies.generation);
	x->reply = web_replies_make(&x->server->replies, &answer, NULL);
}

void web_changes_wait(struct web_exchange *x, struct str seen)
{
	struct web_server *s = x->server;
	char now[16];

	snprintf(now, sizeof(now), "%u", s->replies.generation);
	if (!str_eq_c(seen, now)) {
		tell(x);
		return;
	}
	x->listens = true;
	x->until = clock_ms() + LISTEN_MS;
	x->next = s->listening;
	s->listening = x;
	s->http.suspend_connection(x->connection);
}

void web_changes_leave(struct web_exchange *x)
{
	struct web_exchange **at = &x->server->listening;

	if (!x->listens)
		return;
	while (*at != x)
		at = &(*at)->next;
	*at = x->next;
	x->next = NULL;
	x->listens = false;
}

void web_changes_serve(struct web_server *s)
{
	struct web_exchange *x = s->listening, *next;
	int64_t now = clock_ms();

	for (; x != NULL; x = next) {
		next = x->next;
		if (now < x->until)
			continue;
		web_changes_leave(x);
		tell(x);
		s->http.resume_connection(x->connection);
	}
}

/* All who wait are answered when they are looked at next. */
static void end_waiting(struct web_server *s)
{
	for (struct web_exchange *x = s->listening; x != NULL; x = x->next)
		x->until = 0;
}

/* What options are set, as a text: it is compared with that of the time before. */
static bool options_changed(struct web_server *s)
{
	struct arena scratch = {0};
	struct config none;
	struct str now;
	bool changed;

	config_init(&none);
	now = web_query_key(&scratch, s->host->config, &none);
	changed = !str_eq(now, (struct str){s->options.p, s->options.n});
	out_clear(&s->options);
	out_bytes(&s->options, now.p, now.n);
	arena_release(&scratch);
	return changed;
}

void web_changes_begin(struct web_server *s)
{
	s->changes = s->host->store->changes;
	options_changed(s);
}

void web_changes_look(struct web_server *s)
{
	bool options = options_changed(s);

	if (s->host->store->changes == s->changes && !options)
		return;
	s->changes = s->host->store->changes;
	s->replies.generation++;
	web_replies_release(&s->replies);
	web_pending_are_old(s);
	end_waiting(s);
}

void web_changes_stop(struct web_server *s)
{
	end_waiting(s);
	web_changes_serve(s);
	out_release(&s->options);
}
