/*
 * explain.c: see explain.h.
 *
 * What is kept of a report is what it was asked for, not its numbers: they are made once more, under
 * the same options, when somebody wants to know. Most never do.
 */
#include "session/explain.h"
#include "base/array.h"

#include "session/delivery.h"

void explain_remember(struct session *s, const struct request *q)
{
	struct arena *a = &s->last_life;

	arena_rewind(a);
	s->last = (struct request){.command = q->command, .config = q->config};
	s->last.regex = arena_str(a, q->regex);
	s->last.config.output = STR("");
	config_keep(&s->last.config, a);
}

/* What was asked for, as it could be typed. */
static void say_request(struct session *s, const struct request *q, struct out *out)
{
	const struct {
		const char *before;
		struct str text;
	} rows[] = {
		{" ", q->regex},
		{" focus=", q->config.focus},
		{" ignore=", q->config.ignore},
		{" tagfocus=", q->config.tagfocus},
		{" tagignore=", q->config.tagignore},
	};

	out_lit(out,
		s->last.command != NULL ? "This is about the last report, "
					: "There was no report yet; this is about ");
	out_lit(out, q->command->name);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].text.n == 0)
			continue;
		out_lit(out, rows[i].before);
		out_str(out, rows[i].text);
	}
	out_lit(out, ".\n\n");
}

bool run_explain(struct session *s, struct str words, struct err *err)
{
	struct request q = s->last;
	struct out out = {.terminal = true};
	struct command command;
	bool ok;

	(void)words;
	if (q.command == NULL) {
		q.command = command_find(STR("top"));
		q.config = s->config;
		if (q.config.nodecount == -1)
			q.config.nodecount = q.command->console_nodes;
	}
	q.config.format = FORMAT_TEXT; /* it explains what a person sees */
	say_request(s, &q, &out);
	command = *q.command;
	command.report = report_explain;
	if (command.flags & COMMAND_COUNTS_ELSE)
		q.config.nodecount = 0;
	q.command = &command;
	ok = session_make(s, &q, &out, err);
	if (ok)
		session_say(s, &out);
	out_release(&out);
	return ok;
}
