/*
 * each.c: reads profiles one by one, for a report that compares runs, holds them against limits, or is a series.
 */
#include "shell/each.h"

#include <sys/stat.h>

#include "base/file.h"
#include "report/checks.h"
#include "report/runs.h"
#include "report/series.h"
#include "session/read-runs.h"
#include "shell/delivery.h"

/* The largest file of limits. */
enum { BUDGETS_MAX = 1 << 20 };

typedef bool each_add(void *context, enum report_sides side, struct report *r, struct err *err);

/* Reads the profiles, and prints the report with the context. */
static bool report_on(struct shell *s, const struct request *q, each_add *add, void *context,
	struct err *err)
{
	struct load_options o = sources_options(s, false);
	struct config config = command_config(q->command, &q->config);
	const struct read_runs reader = {.options = &o,
		.config = &config,
		.apart = s->args.flags.runs || q->command == &command_series,
		.skip = q->command == &command_series,
		.context = context,
		.add = add};
	bool ok = sources_take_sides(s, q->command, err) &&
		session_read_runs(&reader, &s->life, &s->store.from, err);

	s->store.profile = s->store.from.profile;
	s->context = context;
	ok = ok && shell_report(s, q, err);
	s->context = NULL;
	return ok;
}

static bool add_run(void *context, enum report_sides side, struct report *r, struct err *err)
{
	struct runs *runs = context;
	struct run_nodes nodes;

	run_nodes_init(&nodes, runs->names, r);
	return runs_add(runs, side, r, &nodes, err);
}

static bool report_on_runs(struct shell *s, const struct request *q, struct err *err)
{
	struct run_names names = {0};
	struct runs runs = {.names = &names};
	bool ok = report_on(s, q, add_run, &runs, err);

	runs_release(&runs);
	run_names_release(&names);
	return ok;
}

/* Reads the limits of -check: a limit where the text has a "<=", else a file of them. */
static bool read_budgets(struct shell *s, struct budgets *to, struct err *err)
{
	const struct str_list *given = &s->args.flags.check;

	for (size_t i = 0; i < given->n; i++) {
		struct str text = given->p[i], source = STR("");

		if (text.n == 0)
			continue;
		if (str_find(text, STR("<="), 0) == text.n) {
			source = text;
			if (!file_read(&s->life, arena_c(&s->life, source), BUDGETS_MAX, FILE_ASKED,
				    &text, err))
				return err_wrap(err, "%.*s", STR_ARG(source));
		}
		if (!budgets_read(to, &s->life, text, source, err))
			return false;
	}
	return true;
}

static bool add_check(void *context, enum report_sides side, struct report *r, struct err *err)
{
	return checks_add(context, side, r, err);
}

static bool report_on_checks(struct shell *s, const struct request *q, struct err *err)
{
	struct budgets budgets = {0};
	struct checks checks = {0};
	bool ok = read_budgets(s, &budgets, err);

	if (ok) {
		checks_init(&checks, &budgets);
		ok = report_on(s, q, add_check, &checks, err);
	}
	s->passed_limit = ok && checks.n_failed != 0;
	checks_release(&checks);
	budgets_release(&budgets);
	return ok;
}

/* When a file was written last, in nanoseconds since 1970; 0 where it is none. */
static int64_t time_of(struct arena *a, struct str name)
{
	struct stat st;

	if (stat(arena_c(a, name), &st) != 0 || !S_ISREG(st.st_mode))
		return 0;
	return (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

static bool add_point(void *context, enum report_sides side, struct report *r, struct err *err)
{
	struct str name = r->inputs[0];

	(void)side;
	return series_add(context, r, load_shown_name(r->arena, name), time_of(r->arena, name),
		err);
}

static bool report_on_series(struct shell *s, const struct request *q, struct err *err)
{
	const struct flag_values *flags = &s->args.flags;
	struct series series = {0};
	bool ok = (flags->base.n + flags->diff_base.n == 0 ||
			  err_set(err,
				  "-series takes no base: name all profiles behind the flags")) &&
		series_init(&series, flags->series.p, flags->series.n, err) &&
		report_on(s, q, add_point, &series, err);

	series_release(&series);
	return ok;
}

bool shell_report_each(struct shell *s, const struct request *q, struct err *err)
{
	if (q->command == &command_series)
		return report_on_series(s, q, err);
	return q->command == &command_check ? report_on_checks(s, q, err)
					    : report_on_runs(s, q, err);
}
