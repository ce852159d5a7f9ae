/*
 * each.c: reads runs for a report that compares them, and prints it.
 */
#include "shell/each.h"

#include "report/runs.h"
#include "session/read-runs.h"
#include "shell/delivery.h"

static bool add_run(void *context, enum report_sides side, struct report *r, struct err *err)
{
	return runs_add(context, side, r, err);
}

bool shell_report_each(struct shell *s, const struct request *q, struct err *err)
{
	struct load_options o = sources_options(s, false);
	struct config config = command_config(q->command, &q->config);
	struct runs runs = {0};
	const struct read_runs reader = {.options = &o,
		.config = &config,
		.apart = s->args.flags.runs,
		.context = &runs,
		.add = add_run};
	bool ok = sources_take_sides(s, q->command, err) &&
		session_read_runs(&reader, &s->life, &s->store.from, err);

	s->store.profile = s->store.from.profile;
	s->context = &runs;
	ok = ok && shell_report(s, q, err);
	s->context = NULL;
	runs_release(&runs);
	return ok;
}
