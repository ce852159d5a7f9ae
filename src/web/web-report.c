/*
 * web-report.c: Runs a report for the web interface, and writes its answer.
 */
#include "web/web-report.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/json-out.h"
#include "command/names.h"
#include "profile/encode.h"
#include "render/render.h"

enum { GZIP_LEAST = 1024 }; /* fewer bytes are not compressed */

/* What a file is, by how its name ends. */
static const struct {
	const char *ending, *type;
} types[] = {
	{"svg", "image/svg+xml"},
	{"png", "image/png"},
	{"gif", "image/gif"},
	{"pdf", "application/pdf"},
	{"ps", "application/postscript"},
	{"html", "text/html; charset=utf-8"},
	{"json", "application/json"},
	{"jsonl", "application/x-ndjson"},
	{"csv", "text/csv; charset=utf-8"},
	{"tsv", "text/tab-separated-values; charset=utf-8"},
	{"md", "text/markdown; charset=utf-8"},
	{"pb.gz", "application/vnd.google.protobuf+gzip"},
	{"stacks", "application/vnd.cprof.stacks"},
};

/* Reports that pages alone ask for: the bytes that a page of flamegraph holds. */
static const struct command own_commands[] = {
	{.name = "stacks",
		.report = report_stacks,
		.args = ARGS_GRAPH,
		.flags = COMMAND_UNTRIMMED | COMMAND_BOTH_SIDES | COMMAND_OWN_FORMAT,
		.granularity_else = GRANULARITY_FILEFUNCTIONS,
		.ending = "stacks"},
	{0},
};

static const struct command *find_command(struct str name)
{
	for (const struct command *c = own_commands; c->name != NULL; c++)
		if (str_eq_c(name, c->name))
			return c;
	return command_find(name);
}

static const char *type_of(const char *ending)
{
	for (size_t i = 0; ending != NULL && i < ARRAY_LEN(types); i++)
		if (strcmp(types[i].ending, ending) == 0)
			return types[i].type;
	return ending != NULL ? "application/octet-stream" : "text/plain; charset=utf-8";
}

/* --- what is asked for */

/* The form of the report: JSON, unless the query has another. */
static bool read_form(struct web_report *report, struct arena *a, const struct web_query *query,
	struct err *err)
{
	struct str format = web_query_get(query, "format"), text = web_query_get(query, "text");

	if (!config_set(&report->config, a, config_option(STR("format")),
		    format.n != 0 ? format : STR("json"), CONFIG_CONSOLE, err))
		return err_wrap(err, "parameter format");
	if (text.n != 0 &&
		!config_set(&report->config, a, config_option(STR("json_text")), text,
			CONFIG_CONSOLE, err))
		return err_wrap(err, "parameter text");
	return true;
}

static bool read_regex(struct web_report *report, const struct web_query *query, struct err *err)
{
	if (!command_takes_regex(report->command))
		return true;
	report->regex = web_query_get(query, "r");
	if (report->regex.n == 0) {
		report->regex = report->config.focus;
		report->config.focus = STR("");
	}
	if (report->regex.n == 0)
		return err_set(err, "%s needs a regular expression: ?f=REGEXP",
			report->command->name);
	return true;
}

/* The status of HTTP for an error of a report. */
static int status_of(const struct err *err)
{
	switch (err->kind) {
	case ERR_NOT_FOUND:
		return 404;
	case ERR_NOT_INSTALLED:
		return 501;
	case ERR_OTHER:
		break;
	}
	return 422;
}

bool web_report_read(struct web_report *report, struct arena *a, const struct web_host *host,
	const struct web_sources *sources, struct str name, const struct web_query *query,
	int *status, struct err *err)
{
	struct web_report made = {.host = host, .config = *host->config};

	made.graph = str_eq(name, STR("graph"));
	made.command = find_command(made.graph ? STR("svg") : name);
	*status = 404;
	if (made.command == NULL)
		return err_set(err, "there is no report \"%.*s\"", STR_ARG(name));
	*status = 400;
	if (!web_query_config(query, a, &made.config, err) || !read_form(&made, a, query, err) ||
		!read_regex(&made, query, err) ||
		!web_sources_sides(sources, &host->store->from, query, a, &made.sides, err))
		return false;
	made.config.output = STR("");
	*report = made;
	return true;
}

static void keep_names(struct str_list *names, struct arena *a)
{
	struct str_list kept = {0};

	for (size_t i = 0; i < names->n; i++)
		str_list_add(a, &kept, arena_str(a, names->p[i]));
	*names = kept;
}

void web_report_keep(struct web_report *to, const struct web_report *from, struct arena *a)
{
	*to = *from;
	to->regex = arena_str(a, from->regex);
	config_keep(&to->config, a);
	keep_names(&to->sides.source, a);
	keep_names(&to->sides.base, a);
}

/* The names of a side, with a byte between them that no name has. */
static struct str names_of(struct arena *a, const struct str_list *names)
{
	return arena_join(a, names->p, names->n, (struct str){"", 1});
}

struct str web_report_key(struct arena *a, const struct web_report *report)
{
	struct str parts[] = {
		str_from_c(report->command->name),
		report->graph ? STR("graph") : STR("plain"),
		report->gzip ? STR("gzip") : STR("whole"),
		report->regex,
		names_of(a, &report->sides.source),
		names_of(a, &report->sides.base),
		report->sides.no_base ? STR("alone") : STR("compared"),
		report->sides.swap ? STR("swapped") : STR("as given"),
		web_query_key(a, &report->config, report->host->config),
	};

	return arena_join(a, parts, ARRAY_LEN(parts), STR("\n"));
}

/* --- the answer */

void web_report_fail(struct web_answer *answer, int status, const char *why)
{
	answer->status = status;
	answer->gzip = false;
	strcpy(answer->type, "application/json");
	out_clear(&answer->body);
	answer->body.terminal = true; /* escaped, because people read it */
	out_lit(&answer->body, "{\"error\":");
	json_put_string(&answer->body, str_from_c(why));
	out_lit(&answer->body, "}\n");
}

/* Draws the call graph. With its data it is one document: {"svg":"...","data":{...}}. */
static bool draw(const struct web_report *report, struct str dot, struct str data, struct out *body,
	struct err *err)
{
	const struct render_spec spec = {.format = report->command->picture,
		.seconds = report->config.layout_timeout,
		.data = report->graph ? STR("") : data};
	struct out image = {0}, notes = {0};
	bool ok = render_image(&spec, dot, report->graph ? &image : body, &notes, err);

	if (ok && report->graph) {
		out_lit(body, "{\"svg\":");
		json_put_string(body, (struct str){image.p, image.n});
		out_lit(body, ",\"notes\":");
		json_put_string(body, (struct str){notes.p, notes.n});
		out_lit(body, ",\"data\":");
		out_bytes(body, data.p, data.n);
		out_lit(body, "}\n");
	}
	out_release(&image);
	out_release(&notes);
	return ok;
}

/* Pasted names are names, as in the console. */
static void resolve_names(const struct web_report *report, struct arena *a, struct request *q)
{
	struct line_scope scope = {.arena = a,
		.life = a,
		.config = &q->config,
		.profile = report->host->store->profile};

	names_resolve_request(&scope, q);
}

static bool run(const struct web_report *report, struct arena *a, struct out *body, struct err *err)
{
	struct request q = {.command = report->command,
		.regex = report->regex,
		.config = report->config};
	struct out bytes = {0}, data = {0};
	const struct web_host *host = report->host;
	bool picture = report->command->picture != NULL, ok;
	const struct run run = {.arena = a,
		.out = picture ? &bytes : body,
		.data = report->command->flags & COMMAND_DRESSED ? &data : NULL,
		.tools = host->tools};

	if (web_sources_differ(&report->sides) &&
		(!host->compare(host->context, &report->sides, err) ||
			!host->prepare(host->context, report->command, err)))
		return false;
	resolve_names(report, a, &q);
	ok = session_run(host->store, &q, &run, err);
	if (ok && picture)
		ok = draw(report, (struct str){bytes.p, bytes.n}, (struct str){data.p, data.n},
			body, err);
	out_release(&bytes);
	out_release(&data);
	return ok;
}

/* The ending of a file that would hold the answer; NULL: text. */
static const char *ending_of(const struct web_report *report)
{
	const struct command *c = report->command;

	if (report->graph)
		return "json";
	if (!command_takes_format(c))
		return c->ending != NULL    ? c->ending
			: c->viewer != NULL ? c->viewer->ending
					    : c->picture;
	return config_choices[report->config.format - 1].ending;
}

void web_report_compress(struct web_answer *answer)
{
	struct out packed = {0};
	struct gzip *gzip = gzip_open(&packed);

	gzip_write(gzip, (struct str){answer->body.p, answer->body.n});
	gzip_close(gzip);
	out_release(&answer->body);
	answer->body = packed;
	answer->gzip = true;
}

void web_report_make(void *context, struct web_answer *answer)
{
	const struct web_report *report = context;
	const char *ending = ending_of(report);
	struct arena a = {0};
	struct err err;

	answer->status = 200;
	snprintf(answer->type, WEB_TYPE_MAX, "%s", type_of(ending));
	/* Pictures and pages of files have scripts of their own, which do not run below our address. */
	if (!report->graph && !command_takes_format(report->command) && ending != NULL)
		snprintf(answer->file, WEB_TYPE_MAX, "profile.%s", ending);
	if (!run(report, &a, &answer->body, &err))
		web_report_fail(answer, status_of(&err), err.text);
	else if (report->gzip && answer->body.n >= GZIP_LEAST &&
		(ending == NULL || strcmp(ending, "pb.gz") != 0))
		web_report_compress(answer);
	arena_release(&a);
}
