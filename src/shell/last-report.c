/*
 * last-report.c: keeps the last request, and runs it again to explain the numbers of its report.
 *
 * The session keeps the request of each report, not its numbers. Most users never ask for them.
 */
#include "shell/last-report.h"

#include "shell/delivery.h"

void last_report_keep(struct shell *s, const struct request *q)
{
	struct arena *a = &s->last_life;

	arena_rewind(a);
	s->last = (struct request){.command = q->command,
		.config = q->config,
		.is_count_default = q->is_count_default};
	s->last.regex = arena_str(a, q->regex);
	config_keep(&s->last.config, a);
}

/* "This is about the last report, top Walk focus=best": what was asked for, as it could be typed. */
static void say_request(struct shell *s, const struct request *q, struct out *out)
{
	out_lit(out,
		s->last.command != NULL ? "This is about the last report, "
					: "There was no report yet; this is about ");
	out_lit(out, q->command->name);
	out_lit(out, q->regex.n != 0 ? " " : "");
	out_str(out, q->regex);
	for (const struct option *o = config_options; o->name != NULL; o++) {
		if (!(o->roles & ROLE_FILTER) || config_is_default(&q->config, o))
			continue;
		out_fmt(out, " %s=", o->name);
		out_str(out, config_get(&s->command, &q->config, o));
	}
	out_lit(out, ".\n\n");
}

bool last_report_explain(struct shell *s, struct str words, struct err *err)
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
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (o->roles & ROLE_HOW) /* what it says goes to the terminal, as text */
			config_reset(&q.config, o);
	say_request(s, &q, &out);
	command = *q.command;
	command.report = report_explain;
	if (command.flags & COMMAND_COUNTS_ELSE)
		q.config.nodecount = 0;
	q.command = &command;
	ok = shell_make_report(s, &q, &out, err);
	if (ok)
		shell_show(s, &out);
	out_release(&out);
	return ok;
}
