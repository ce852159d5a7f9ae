/*
 * web-files.c: Table of the files of the pages, and the page that tells an error.
 */
#include "web/web-files.h"

/* All pages are this document; the script reads the address. */
static const struct str page = STR(
	"<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n"
	"<meta name=viewport content=\"width=device-width\">\n"
	"<meta name=color-scheme content=\"light dark\">\n<title>cprof</title>\n"
	"<link rel=icon href=\"data:,\">\n<link rel=stylesheet href=app/cprof.css>\n"
	"<script defer src=app/cprof.js></script>\n"
	"<noscript>These pages need JavaScript. The same reports are printed by cprof on the "
	"command line: cprof -top, -peek, -list, -tags, -flame.</noscript>\n</html>\n");

static const char script_type[] = "text/javascript; charset=utf-8";

static const struct web_file files[] = {
	{"page.html", "text/html; charset=utf-8", &page},
	{"cprof.css", "text/css; charset=utf-8", &web_style},
	{"cprof.js", script_type, &web_script},
	/* Pages load these when they need them. */
	{"pages.css", "text/css; charset=utf-8", &web_pages},
	{"palette.js", script_type, &web_palette},
	{"tree-table.js", script_type, &web_tree_table},
	{"web-choose.js", script_type, &web_choose},
	{"web-compare.js", script_type, &web_compare},
	{"web-graph.js", script_type, &web_graph},
	{"web-labels.js", script_type, &web_labels},
	{"web-menus.js", script_type, &web_menus},
	{"web-options.js", script_type, &web_options},
	{"web-peek.js", script_type, &web_peek},
	{"web-search.js", script_type, &web_search},
	{"web-source.js", script_type, &web_source},
	{"web-top.js", script_type, &web_top},
	{"web-trace.js", script_type, &web_trace},
	{"web-types.js", script_type, &web_types},
	{0},
};

const struct web_file *web_file_find(struct str name)
{
	for (const struct web_file *file = files; file->name != NULL; file++)
		if (str_eq_c(name, file->name))
			return file;
	return NULL;
}

/* Escapes the text for a terminal first, which leaves nothing that hides or turns around a row. */
static void put_text(struct out *o, const char *text)
{
	struct out shown = {.terminal = true};

	out_str(&shown, str_from_c(text));
	for (size_t i = 0; i < shown.n; i++) {
		char c = shown.p[i];

		if (c == '<' || c == '&')
			out_lit(o, c == '<' ? "&lt;" : "&amp;");
		else
			out_bytes(o, &c, 1);
	}
	out_release(&shown);
}

void web_file_error(struct web_answer *answer, int status, const char *why)
{
	struct out *o = &answer->body;

	answer->status = status;
	strcpy(answer->type, "text/html; charset=utf-8");
	out_lit(o,
		"<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<meta name=viewport "
		"content=\"width=device-width\">\n<meta name=color-scheme content=\"light dark\">\n<title>cprof: ");
	out_fmt(o, "%d</title>\n<h1>cprof</h1>\n<p>", status);
	put_text(o, why);
	out_lit(o, "</p>\n</html>\n");
}
