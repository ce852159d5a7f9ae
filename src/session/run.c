/*
 * run.c: runs one request: makes its view, writes its report, and notes what the user should know of both.
 */
#include "session/run.h"

#include <stdlib.h>

#include "base/array.h"
#include "command/suggest.h"
#include "demangle/demangle.h"
#include "table/csv.h"
#include "table/json.h"
#include "table/text.h"

void store_release(struct store *store)
{
	sources_release(&store->from);
	*store = (struct store){0};
}

/* One request under way. */
struct execution {
	const struct store *store;
	const struct request *request;
	const struct run *run;
	struct view view;
	struct report report;
	struct notes notes;      /* passes notes on to the run's, and keeps them for data formats */
	VEC(struct str) told;    /* in the run's arena */
	struct table_notes kept; /* what `told` has */
};

static void tell_unmatched(const struct execution *j, const struct unmatched *u)
{
	const struct profile *p = &j->store->profile;
	struct str hint = u->regex.n != 0 ? suggest_function(j->run->arena, p, u->regex) : STR("");
	const struct option *named = config_option(u->regex);

	if (named != NULL && config_id(u->option) == OPT_ignore) /* top -sort */
		hint = arena_fmt(j->run->arena, "; %s=VALUE sets the option", named->name);
	notes_add(&j->notes, "%s matched nothing%.*s", u->option->name, STR_ARG(hint));
}

/* Units of a label that its numbers are not given in. */
static void tell_units(const struct execution *j, const struct label_unit *row)
{
	const struct profile *p = &j->store->profile;
	struct str key = profile_str(p, row->key), list;
	struct str *units = arena_array(j->run->arena, struct str, row->n_ignored);

	if (row->n_ignored == 0)
		return;
	for (uint32_t i = 0; i < row->n_ignored; i++)
		units[i] = profile_str(p, row->ignored[i]);
	list = arena_join(j->run->arena, units, row->n_ignored, STR(", "));
	notes_add(&j->notes, "label %.*s: numbers are taken to be in %.*s, some are given in %s",
		STR_ARG(key), STR_ARG(row->unit), list.p);
}

/* What the user should know of how the options were understood. */
static void tell(const struct execution *j)
{
	const struct view *v = &j->view;

	for (unsigned i = 0; i < v->n_ranges; i++)
		notes_add(&j->notes,
			"%s is read as a range of numbers, not as a regular expression",
			v->ranges[i]);
	for (uint32_t i = 0; i < v->units.n; i++)
		tell_units(j, &v->units.rows[i]);
	for (unsigned i = 0; i < v->n_unmatched; i++)
		tell_unmatched(j, &v->unmatched[i]);
}

void session_tell_total(const struct report *r, const struct config *config,
	const struct notes *notes)
{
	struct str type = profile_str(r->profile, r->profile->types[r->type].type), others;

	if (r->values.total != 0 || r->profile->n_types == 1)
		return;
	others = suggest_types(r->arena, r->profile, config, r->type);
	if (others.n != 0)
		notes_add(notes, "there are no samples of %.*s; there are of: %.*s", STR_ARG(type),
			STR_ARG(others));
}

/* An expression that matches no function at all gets a name that may have been meant. */
static bool explain_failure(const struct report *r, struct err *err)
{
	const struct profile *p = r->profile;
	struct str hint;
	struct err ignored;
	bool hit = false;

	if (r->regex == NULL)
		return false;
	for (fn_id fn = 1; fn < p->n_functions && !hit; fn++)
		if (!rx_match(r->regex, profile_str(p, p->functions[fn].name), &hit, &ignored))
			return false;
	hint = hit ? STR("") : suggest_function(r->arena, p, r->regex_text);
	if (hint.n != 0)
		err_append(err, "%.*s", STR_ARG(hint));
	return false;
}

bool session_stopped(bool ok, struct err *err)
{
	return interrupted() ? err_set(err, "stopped") : ok;
}

static bool run_report(struct execution *j, struct err *err)
{
	const struct request *q = j->request;
	struct report *r = &j->report;

	if (command_takes_regex(q->command) && q->regex.n == 0)
		return err_set(err, "%s needs a regular expression", q->command->name);
	if (q->regex.n != 0) {
		r->regex_text = q->regex;
		if (!rx_new(q->regex, &r->regex, err))
			return err_wrap(err, "%s", q->command->name);
	}
	if (!session_stopped(true, err)) /* the view is not whole */
		return false;
	tell(j);
	session_tell_total(r, &q->config, &j->notes);
	return q->command->report(r, err) || explain_failure(r, err);
}

/* Like pprof, the environment says it where the flag does not. */
static struct str tools_of(const struct run *run)
{
	return run->tools.n != 0 ? run->tools : str_from_c(getenv("PPROF_TOOLS"));
}

/* report/ may not see symbolize/. */
static struct str demangle_symbol(struct arena *a, struct str name, enum report_names how)
{
	static const enum demangle_mode modes[] = {
		[REPORT_NAMES_FULL] = DEMANGLE_FULL,
		[REPORT_NAMES_TEMPLATES] = DEMANGLE_TEMPLATES,
		[REPORT_NAMES_SHORT] = DEMANGLE_DEFAULT,
	};

	return demangle(a, name, modes[how]);
}

/* The writer of the format that is asked for; a command with a format of its own has the text's. */
static struct table_writer *open_writer(const struct command *c, const struct config *config,
	struct arena *a, struct out *out)
{
	static const struct {
		enum choice_id format;
		struct table_writer *(*open)(struct arena *a, struct out *out);
	} writers[] = {
		{FORMAT_JSON, table_json_open},
		{FORMAT_CSV, table_csv_open},
	};

	for (size_t i = 0; i < ARRAY_LEN(writers) && command_gives_data(c, config); i++)
		if (writers[i].format == config->format)
			return writers[i].open(a, out);
	return table_text_open(a, out);
}

/* True unless the report printed a text where data was asked for. */
static bool gave_rows(const struct execution *j, const struct config *config, struct err *err)
{
	const struct table_writer *w = j->report.writer;

	if (!w->format->is_data || w->spec != NULL)
		return true;
	return err_set(err, "format: %s is not there yet for %s",
		config_get(j->run->arena, config, &config_options[OPT_format]).p, j->report.name);
}

static void keep_note(void *context, struct str line)
{
	struct execution *j = context;

	*vec_add(&j->told) = arena_str(j->run->arena, line);
	j->kept = (struct table_notes){j->told.p, j->told.n};
	notes_add(j->run->notes, "%.*s", STR_ARG(line));
}

static bool run_job(struct execution *j, struct err *err)
{
	const struct request *q = j->request;
	const struct profile *p = &j->store->profile;
	struct config config = command_config(q->command, &q->config);
	bool as_is = q->command->flags & COMMAND_WHOLE_PATHS, ok;

	j->notes = (struct notes){.context = j, .note = keep_note};
	j->report = (struct report){.arena = j->run->arena,
		.out = j->run->out,
		.name = q->command->name,
		.inputs = j->store->from.names.p,
		.n_inputs = j->store->from.names.n,
		.notes = &j->kept,
		.asked = &q->config,
		.writer = open_writer(q->command, &config, j->run->arena, j->run->out),
		.compared = j->store->from.base_names.n != 0,
		.tools = tools_of(j->run),
		.debug_dirs = sources_binaries_path(j->run->arena),
		.demangle = demangle_symbol};
	if (!view_init(&j->view, j->run->arena, p, &config, as_is, err))
		return false;
	ok = report_init(&j->report, p, &j->view, &config, err) && run_report(j, err) &&
		gave_rows(j, &config, err);
	free(j->told.p);
	rx_free(j->report.regex);
	view_release(&j->view);
	return ok;
}

bool session_run(const struct store *store, const struct request *request, const struct run *run,
	struct err *err)
{
	struct cancel *token = run->cancel != NULL ? run->cancel : cancel_current();
	struct cancel *before = cancel_use(token);
	struct execution j = {.store = store, .request = request, .run = run};
	bool ok = session_stopped(run_job(&j, err), err);

	cancel_use(before);
	return ok;
}
