/*
 * run.c: runs one request: makes its view, writes its report, and notes what the user should know of both.
 */
#include "session/run.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/random.h"
#include "command/suggest.h"
#include "demangle/demangle.h"
#include "session/anonymous.h"
#include "session/kept-views.h"
#include "table/csv.h"
#include "table/json.h"
#include "table/markdown.h"
#include "table/text.h"

void session_store_init(struct store *store)
{
	random_fill(store->seed, sizeof(store->seed));
	store->kept = kept_views_new();
}

void session_store_changed(struct store *store)
{
	kept_views_drop(store->kept);
	store->changes++;
}

void session_store_release(struct store *store)
{
	kept_views_free(store->kept);
	load_release(&store->from);
	*store = (struct store){0};
}

/* One request under way. */
struct execution {
	const struct store *store;
	const struct profile *profile; /* that of the store which the command sees */
	const struct request *request;
	const struct run *run;
	const struct view *view; /* own_view, or that of `shared` */
	struct view own_view;
	struct kept_view *shared; /* what the request shares with others; or NULL */
	struct anonymize anon;    /* with the option anon: what names are replaced by */
	struct report report;
	struct notes notes;      /* passes notes on to the run's, and keeps them for data formats */
	VEC(struct str) lines;   /* the notes so far; the texts are in the run's arena */
	struct table_notes kept; /* the same, for the report */
};

static void note_unmatched(const struct execution *x, const struct unmatched *u)
{
	const struct profile *p = x->profile;
	struct str hint = u->regex.n != 0 ? suggest_function(x->run->arena, p, u->regex) : STR("");
	const struct option *named = config_option(u->regex);

	if (named != NULL && config_id(u->option) == OPT_ignore) /* top -sort */
		hint = arena_fmt(x->run->arena, "; %s=VALUE sets the option", named->name);
	else if (x->request->config.anon)
		hint = STR("; with anon, filters go by the new names");
	notes_add(&x->notes, "%s matched nothing%.*s", u->option->name, STR_ARG(hint));
}

/* Notes units of a label's numbers that are read as another unit. */
static void note_units(const struct execution *x, const struct label_unit *row)
{
	const struct profile *p = x->profile;
	struct str key = profile_str(p, row->key), list;
	struct str *units = arena_array(x->run->arena, struct str, row->n_ignored);

	if (row->n_ignored == 0)
		return;
	for (uint32_t i = 0; i < row->n_ignored; i++)
		units[i] = profile_str(p, row->ignored[i]);
	list = arena_join(x->run->arena, units, row->n_ignored, STR(", "));
	notes_add(&x->notes, "label %.*s: numbers are taken to be in %.*s, some are given in %s",
		STR_ARG(key), STR_ARG(row->unit), list.p);
}

/* Notes how options were understood, where that may not be what the user meant. */
static void note_options(const struct execution *x)
{
	const struct view *v = x->view;

	for (unsigned i = 0; i < v->n_ranges; i++)
		notes_add(&x->notes,
			"%s is read as a range of numbers, not as a regular expression",
			v->ranges[i]);
	for (uint32_t i = 0; i < v->units.n; i++)
		note_units(x, &v->units.rows[i]);
	for (unsigned i = 0; i < v->n_unmatched; i++)
		note_unmatched(x, &v->unmatched[i]);
}

void session_note_total(const struct report *r, const struct config *config,
	const struct notes *notes)
{
	struct str type = profile_str(r->profile, r->profile->types[r->type].type), others;

	if (r->values.total != 0 || r->profile->n_types == 1)
		return;
	others = suggest_types(r->arena, r->profile, config, r->type);
	if (others.n != 0)
		notes_add(notes, "no samples of %.*s; there are samples of: %.*s", STR_ARG(type),
			STR_ARG(others));
}

/* Returns false. If the regular expression matches no function at all, the error suggests a name. */
static bool suggest_name(const struct report *r, struct err *err)
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

static bool run_report(struct execution *x, struct err *err)
{
	const struct request *q = x->request;
	struct report *r = &x->report;

	if (command_takes_regex(q->command) && q->regex.n == 0)
		return err_set(err, "%s needs a regular expression", q->command->name);
	if (q->regex.n != 0) {
		r->regex_text = q->regex;
		if (!rx_new(q->regex, &r->regex, err))
			return err_wrap(err, "%s", q->command->name);
	}
	if (!session_stopped(true, err)) /* then the view is incomplete */
		return false;
	if (!(q->command->flags & COMMAND_NO_SAMPLES)) {
		note_options(x);
		session_note_total(r, &q->config, &x->notes);
	}
	return q->command->report(r, err) || suggest_name(r, err);
}

/* Where objdump is. Like in pprof, PPROF_TOOLS says it, if the flag does not. */
static struct str tools_of(const struct run *run)
{
	return run->tools.n != 0 ? run->tools : str_from_c(getenv("PPROF_TOOLS"));
}

/* For report/, which may not see demangle/. */
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
	const struct run *run)
{
	static const struct {
		enum choice_id format;
		struct table_writer *(*open)(struct arena *a, struct out *out);
	} writers[] = {
		{FORMAT_JSON, table_json_open},
		{FORMAT_JSONL, table_jsonl_open},
		{FORMAT_CSV, table_csv_open},
		{FORMAT_TSV, table_tsv_open},
		{FORMAT_MARKDOWN, table_markdown_open},
	};

	if (run->data != NULL)
		return table_json_open(run->arena, run->data);
	for (size_t i = 0; i < ARRAY_LEN(writers) && command_gives_data(c, config); i++)
		if (writers[i].format == config->format)
			return writers[i].open(run->arena, run->out);
	return table_text_open(run->arena, run->out);
}

static void keep_note(void *context, struct str line)
{
	struct execution *x = context;

	*vec_add(&x->lines) = arena_str(x->run->arena, line);
	x->kept = (struct table_notes){x->lines.p, x->lines.n};
	notes_add(x->run->notes, "%.*s", STR_ARG(line));
}

/* The names of sources, as they are printed. */
static const struct str *shown_names(const struct execution *x, const struct str_list *names)
{
	struct str *shown = arena_array(x->run->arena, struct str, names->n);

	for (size_t i = 0; i < names->n; i++) {
		shown[i] = load_shown_name(x->run->arena, names->p[i]);
		if (x->request->config.anon)
			shown[i] = anonymize_text(x->run->arena, &x->anon, shown[i]);
	}
	return shown;
}

static void set_sides(struct execution *x)
{
	const struct load_result *from = &x->store->from;

	x->report.sides[REPORT_BEFORE] = (struct report_side){shown_names(x, &from->base_names),
		from->base_names.n, from->base_nanos};
	x->report.sides[REPORT_AFTER] = (struct report_side){shown_names(x, &from->names),
		from->names.n, from->source_nanos};
	x->report.before_is_total = from->marked;
}

static bool take_view(struct execution *x, const struct config *config, bool as_is, struct err *err)
{
	const struct profile *p = x->profile;

	if (!config->anon)
		x->shared = kept_views_take(x->store->kept, p, config, as_is);
	x->view = x->shared != NULL ? &x->shared->view : &x->own_view;
	return x->shared != NULL || view_init(&x->own_view, x->run->arena, p, config, as_is, err);
}

static void give_back_view(struct execution *x)
{
	if (x->shared != NULL)
		kept_views_give_back(x->store->kept, x->shared);
	else
		view_release(&x->own_view);
}

/* With the option anon, the request sees other names from here on, whatever it does. */
static bool hide_names(struct execution *x, struct err *err)
{
	const struct config *config = &x->request->config;
	struct str seed = {(const char *)x->store->seed, sizeof(x->store->seed)};

	if (!config->anon)
		return true;
	if (!anonymous_read(&x->anon, config, seed, err))
		return false;
	x->profile = anonymous_profile(&x->anon, x->run->arena, x->profile, err);
	return x->profile != NULL;
}

static bool run_request(struct execution *x, struct err *err)
{
	const struct request *q = x->request;
	const struct profile *p = x->profile;
	struct config config = command_config(q->command, &q->config);
	bool as_is = q->command->flags & COMMAND_WHOLE_PATHS, ok;

	x->notes = (struct notes){.context = x, .note = keep_note};
	x->report = (struct report){.arena = x->run->arena,
		.out = x->run->out,
		.context = x->run->context,
		.name = q->command->name,
		.inputs = shown_names(x, &x->store->from.names),
		.n_inputs = x->store->from.names.n,
		.value = q->value,
		.notes = &x->kept,
		.to_user = &x->notes,
		.asked = &q->config,
		.writer = open_writer(q->command, &config, x->run),
		.compared = x->store->from.base_names.n != 0,
		.tools = tools_of(x->run),
		.debug_dirs = load_binary_folders(x->run->arena, NULL),
		.demangle = demangle_symbol};
	set_sides(x);
	if (config.format == FORMAT_JUNIT && !(q->command->flags & COMMAND_JUNIT))
		return err_set(err, "format=junit is for -check alone");
	if (!take_view(x, &config, as_is, err))
		return false;
	x->report.kept = x->shared != NULL ? &x->shared->graph : NULL;
	ok = report_init(&x->report, p, x->view, &config, err) && run_report(x, err);
	free(x->lines.p);
	rx_free(x->report.regex);
	give_back_view(x);
	return ok;
}

bool session_run(const struct store *store, const struct request *request, const struct run *run,
	struct err *err)
{
	struct cancel *token = run->cancel != NULL ? run->cancel : cancel_current();
	struct cancel *before = cancel_use(token);
	bool both = (request->command->flags & COMMAND_BOTH_SIDES) && store->whole != NULL;
	struct execution x = {.store = store,
		.profile = both ? store->whole : store->profile,
		.request = request,
		.run = run};
	bool ok = session_stopped(hide_names(&x, err) && run_request(&x, err), err);

	rx_free(x.anon.keep);
	cancel_use(before);
	return ok;
}
