/*
 * flame-page.c: Writes all flame graphs of a profile as one page of HTML, which needs no other file: `flamegraph`.
 *
 * The page holds the bytes of flame/flame-data.h as base64, and the script that draws them (page/page.h). Without
 * the script there is a table of the functions that took the most. Nothing is loaded from anywhere, and no script
 * but ours runs, which the page itself forbids. Foreign text stands in the table, in headings and in those bytes:
 * put_text escapes it, and base64 holds no markup.
 */
#include <inttypes.h>

#include "base/array.h"
#include "base/base64.h"
#include "base/cancel.h"
#include "base/json-out.h"
#include "base/sha256.h"
#include "base/wrap.h"
#include "flame/flame-data.h"
#include "flame/flame-keys.h"
#include "graph/graph.h"
#include "page/page.h"
#include "profile/encode.h"
#include "report/flame-frames.h"
#include "report/html.h"
#include "units/units.h"

enum {
	TEXT_MAX = 2000,        /* bytes of a name that the table shows */
	TABLE_ROWS = 50,        /* rows of the table */
	TYPES_MAX = 64,         /* sample types that are drawn, around the report's own */
	GZIP_LEAST = 256 * 1024 /* fewer bytes are not compressed */
};

struct flame_page {
	struct report *r;
	struct out *o;
	struct out scratch;     /* of html_put */
	struct str file, title; /* "shop", "shop cpu" */
	bool compared;          /* there are two sides */
	uint32_t first, n;      /* the sample types that are drawn */
	struct str *legend;     /* lines */
	size_t n_legend;
	struct flame_frames frames;
};

static void put_text(struct flame_page *p, struct str text)
{
	html_put(p->o, &p->scratch, text, TEXT_MAX);
}

static void put_element(struct flame_page *p, const char *open, struct str text, const char *close)
{
	out_lit(p->o, open);
	put_text(p, text);
	out_lit(p->o, close);
}

static void choose_types(struct flame_page *p)
{
	uint32_t all = p->r->profile->n_types, type = p->r->type;

	p->n = all < TYPES_MAX ? all : TYPES_MAX;
	p->first = type < p->n ? 0 : type + 1 - p->n;
}

static void find_legend(struct flame_page *p)
{
	struct table_facts facts = report_facts(p->r, NULL,
		TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS);
	struct str *lines, durations;
	size_t n;

	lines = table_legend_lines(p->r->arena, &facts, &n);
	p->legend = arena_array(p->r->arena, struct str, n + 3);
	for (size_t i = 0; i < n; i++)
		p->legend[p->n_legend++] = lines[i];
	if (!p->compared)
		return;
	p->legend[p->n_legend++] = flame_side(p->r, REPORT_BEFORE);
	p->legend[p->n_legend++] = flame_side(p->r, REPORT_AFTER);
	durations = flame_durations(p->r);
	if (durations.n != 0)
		p->legend[p->n_legend++] = durations;
}

static void put_key_text(struct out *o, const char *key, struct str text)
{
	json_put_key(o, key);
	json_put_string(o, text);
}

static void put_list(struct out *o, const struct str *texts, size_t n)
{
	out_lit(o, "[");
	for (size_t i = 0; i < n; i++) {
		out_lit(o, i != 0 ? "," : "");
		json_put_string(o, texts[i]);
	}
	out_lit(o, "]");
}

static void put_texts(struct out *o, const char *key, const struct str *texts, size_t n)
{
	json_put_key(o, key);
	put_list(o, texts, n);
}

/* What 100% is; in a comparison what each side has. */
static void put_totals(struct flame_page *p, struct out *o, uint32_t type)
{
	const struct profile *profile = p->r->profile;
	int64_t total = 0, before = 0;

	if (!p->compared) {
		total = report_total(p->r, type);
	} else {
		for (size_t i = 0; i < profile->n_samples && !interrupted_at(i); i++) {
			before = wrap_add(before, profile_before(profile, type, i));
			total = wrap_add(total, profile_value(profile, type, i));
		}
		total = wrap_add(total, before);
	}
	out_fmt(o, ",\"total\":\"%" PRId64 "\"", total);
	if (p->compared)
		out_fmt(o, ",\"total_before\":\"%" PRId64 "\"", before);
}

static void put_types(struct flame_page *p, struct out *o)
{
	const struct profile *profile = p->r->profile;

	json_put_key(o, "types");
	out_lit(o, "[");
	for (uint32_t i = p->first; i < p->first + p->n; i++) {
		out_lit(o, i != p->first ? ",{" : "{");
		put_key_text(o, "name", profile_str(profile, profile->types[i].type));
		out_lit(o, ",");
		put_key_text(o, "unit", profile_str(profile, profile->types[i].unit));
		put_totals(p, o, i);
		out_lit(o, "}");
	}
	out_lit(o, "]");
}

/* The two sides of a comparison. */
static void put_sides(struct flame_page *p, struct out *o)
{
	const struct report_side *before = &p->r->sides[REPORT_BEFORE];

	out_fmt(o, "\"base\":\"%s\",",
		!p->compared                    ? "none"
			: p->r->before_is_total ? "diff_base"
						: "base");
	if (!p->compared)
		return;
	out_lit(o, "\"compared\":true,");
	put_texts(o, "bases", before->names, before->n_names);
	out_lit(o, ",");
}

/* The keys that work on a page: [["Left h","left","the frame on the left"],...]. */
static void put_keys(struct out *o)
{
	bool first = true;

	json_put_key(o, "keys");
	out_lit(o, "[");
	for (const struct flame_key *key = flame_keys; key->keys != NULL; key++) {
		const struct str texts[] = {str_from_c(key->keys), str_from_c(key->name),
			str_from_c(key->help)};

		if (!(key->where & FLAME_ON_PAGE))
			continue;
		out_lit(o, first ? "" : ",");
		put_list(o, texts, ARRAY_LEN(texts));
		first = false;
	}
	out_lit(o, "]");
}

/* The view that the page begins with. */
static void put_options(const struct config *c, struct out *o)
{
	out_fmt(o, "\"options\":{\"root\":\"%s\",\"order\":\"%s\"",
		c->root == ROOT_BOTTOM ? "bottom" : "top",
		c->order == ORDER_NAME ? "name" : "weight");
	out_fmt(o, ",\"leaf_first\":%s,\"merge_recursion\":%s", c->leaf_first ? "true" : "false",
		c->merge_recursion ? "true" : "false");
	if (c->sandwich.n != 0) {
		out_lit(o, ",");
		put_key_text(o, "sandwich", c->sandwich);
	}
	out_lit(o, "}");
}

/* The header of the data: what the script says of the whole. */
static struct str make_header(struct flame_page *p)
{
	struct report *r = p->r;
	const struct config *c = r->config;
	struct out o = {.terminal = true};
	struct str header;
	char number[32];

	out_lit(&o, "{");
	put_key_text(&o, "title", p->title);
	out_lit(&o, ",");
	put_key_text(&o, "name", p->file);
	out_lit(&o, ",");
	put_texts(&o, "files", r->inputs, r->n_inputs);
	out_lit(&o, ",");
	put_sides(p, &o);
	put_texts(&o, "legend", p->legend, p->n_legend);
	out_lit(&o, ",");
	put_keys(&o);
	out_lit(&o, ",");
	put_types(p, &o);
	out_fmt(&o, ",\"default_type\":%u,", r->type - p->first);
	put_options(c, &o);
	/* Files, folders, packages and binaries: names of which the last part alone says something. */
	if (!(r->view->parts & VIEW_NAME))
		out_lit(&o, ",\"paths\":true");
	if (c->mean)
		out_lit(&o, ",\"mean\":true");
	if (c->divide_by != 1) {
		num_format(c->divide_by, number);
		out_fmt(&o, ",\"divide_by\":%s", number);
	}
	if (!str_eq(c->unit, STR("minimum")) && !str_eq(c->unit, STR("auto"))) {
		out_lit(&o, ",");
		put_key_text(&o, "show_unit", c->unit);
	}
	out_lit(&o, "}");
	header = arena_str(r->arena, (struct str){o.p, o.n});
	out_release(&o);
	return header;
}

static void describe(void *context, node_id id, struct flame_data_entry *entry)
{
	const struct flame_page *p = context;

	*entry = (struct flame_data_entry){
		.name = flame_frame_name(&p->frames, id),
		.file = flame_frame_file(&p->frames, id),
		.label = flame_frame_label(&p->frames, id),
		.line = p->frames.nodes->rows[id].line,
		.inlined = p->frames.inlined[id],
	};
}

/* Writes the bytes that the script reads. */
static void write_data(struct flame_page *p, struct out *data)
{
	struct flame_groups groups;

	flame_groups_init(&groups, p->r->arena, p->frames.nodes);
	flame_data_write(data,
		&(struct flame_data_spec){
			.nodes = p->frames.nodes,
			.groups = &groups,
			.first = p->first,
			.n = p->n,
			.header = make_header(p),
			.describe = describe,
			.context = p,
		});
}

static void put_data(struct flame_page *p)
{
	struct out data = {0}, packed = {0};
	struct gzip *gzip;

	write_data(p, &data);
	out_lit(p->o, "<script type=\"application/octet-stream\" id=tree");
	if (data.n >= GZIP_LEAST) {
		gzip = gzip_open(&packed);
		gzip_write(gzip, (struct str){data.p, data.n});
		gzip_close(gzip);
		out_lit(p->o, " data-encoding=gzip>");
		base64_put(p->o, (struct str){packed.p, packed.n});
	} else {
		out_lit(p->o, ">");
		base64_put(p->o, (struct str){data.p, data.n});
	}
	out_lit(p->o, "</script>\n");
	out_release(&data);
	out_release(&packed);
}

/* "'sha256-…'": what allows an element with this text, and no other. */
static void put_hash(struct out *o, struct str text)
{
	uint8_t digest[SHA256_BYTES];

	sha256(text, digest);
	out_lit(o, "'sha256-");
	base64_put(o, (struct str){(const char *)digest, sizeof(digest)});
	out_lit(o, "'");
}

static void put_head(struct flame_page *p)
{
	struct out *o = p->o;

	out_lit(o,
		"<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
		"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src ");
	put_hash(o, page_script);
	out_lit(o, "; style-src ");
	put_hash(o, page_style);
	out_lit(o,
		"; img-src data:; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=viewport content=\"width=device-width\">\n"
		"<meta name=color-scheme content=\"light dark\">\n"
		"<link rel=icon href=\"data:,\">\n");
	put_element(p, "<title>", p->title, "</title>\n<style>");
	out_str(o, page_style);
	put_element(p, "</style>\n</head>\n<body>\n<header>\n<h1>", p->title, "</h1>\n");
	for (size_t i = 0; i < p->n_legend; i++)
		put_element(p, "<p class=legend>", p->legend[i], "</p>\n");
	out_lit(o, "</header>\n");
}

static void put_value(struct flame_page *p, int64_t value)
{
	char buf[UNITS_PERCENT_MAX];

	put_element(p, "<td>", report_value(p->r, value), "</td><td>");
	put_element(p, "", str_trim(units_percent(value, p->r->values.total, buf)), "</td>");
}

/* The functions that took the most, for who has no script or cannot see. */
static void put_table(struct flame_page *p)
{
	struct report *r = p->r;
	struct graph_spec spec = report_graph_spec(r);
	struct graph g;

	spec.node_count = TABLE_ROWS;
	graph_init(&g, r->arena, r->view, &spec);
	report_choose_unit(r, &g);
	out_fmt(p->o, "<section id=table>\n<h2>The %u %s of %u with the largest %s</h2>\n",
		g.n_order, g.n_order == 1 ? r->view->entry : r->view->entries, g.n_before,
		p->compared ? "change of flat" : "flat");
	out_lit(p->o,
		"<table>\n<thead><tr><th scope=col>Flat</th><th scope=col>Flat%</th>"
		"<th scope=col>Cum</th><th scope=col>Cum%</th><th scope=col>Name</th></tr></thead>\n"
		"<tbody>\n");
	for (uint32_t i = 0; i < g.n_order && !interrupted(); i++) {
		node_id id = g.order[i];

		out_lit(p->o, "<tr>");
		put_value(p, graph_flat(&g, id));
		put_value(p, graph_cum(&g, id));
		put_element(p, "<th scope=row>", node_name(r->arena, &g.nodes, id), "</th></tr>\n");
	}
	out_lit(p->o, "</tbody>\n</table>\n</section>\n");
}

/* Prepares all that a page says. `nodes` is set here. */
static void init(struct flame_page *p, struct report *r, struct nodes *nodes)
{
	*p = (struct flame_page){.r = r, .o = r->out, .compared = r->profile->before != NULL};
	nodes_init(nodes, r->arena, r->view, false);
	flame_frames_init(&p->frames, r, nodes);
	p->title = flame_title(r, &p->file);
	choose_types(p);
	find_legend(p);
}

bool report_stacks(struct report *r, struct err *err)
{
	struct flame_page p;
	struct nodes nodes;

	(void)err;
	init(&p, r, &nodes);
	write_data(&p, p.o);
	return true;
}

bool report_flamegraph(struct report *r, struct err *err)
{
	struct flame_page p;
	struct nodes nodes;

	(void)err;
	init(&p, r, &nodes);
	put_head(&p);
	put_table(&p);
	put_data(&p);
	out_lit(p.o, "<script>");
	out_str(p.o, page_script);
	out_lit(p.o, "</script>\n</body>\n</html>\n");
	out_release(&p.scratch);
	return true;
}
