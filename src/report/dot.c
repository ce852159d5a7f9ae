/*
 * dot.c: Writes the call graph in DOT, the language of Graphviz: `dot`, and the source of pictures.
 *
 * Beside the bytes it gives rows, for a writer that has a use for them (picture-rows.h).
 *
 * The text is that of pprof's internal/graph/dotgraph.go, to the byte, with one difference: whatever
 * comes from the profile is escaped, so that no name can end its string and add an attribute. Its
 * escapes are Graphviz's: \n ends a centred line, \l one that is flush left.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/csr.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/wrap.h"
#include "report/picture-rows.h"
#include "units/units.h"

enum {
	/* Graphviz reads no string of more than 16,384 bytes; what would be longer is cut. */
	STRING_MAX = 16000,
	CUT_NAME = 400,  /* bytes left of a name in its box then; the tooltip has more of it */
	VALUE_MAX = 500, /* bytes of a value, which ends with the profile's own unit */
};

struct dot {
	struct report *r;
	const struct graph *g;
	struct calls calls;
	struct out text; /* what is being written */
	struct picture_rows rows;
	int64_t max_flat;      /* of all nodes, without sign */
	uint32_t *number;      /* by node_id: its place in the order, from 1; 0: it is not shown */
	uint32_t *tag_begin;   /* by node_id, n + 1 */
	bool *has_label_boxes; /* by node_id */
};

/* Writes what is in k->text: it goes through the escaping for terminals in one piece. */
static void put(struct dot *k)
{
	out_str(k->r->out, (struct str){k->text.p, k->text.n});
	out_clear(&k->text);
}

/* The first bytes of s, without a part of a character at the end. */
static struct str cut(struct str s, size_t most)
{
	if (s.n <= most)
		return s;
	while (most > 0 && ((unsigned char)s.p[most] & 0xc0) == 0x80)
		most--;
	return str_sub(s, 0, most);
}

static const char *escape_of(char c)
{
	switch (c) {
	case '\\':
		return "\\\\";
	case '"':
		return "\\\"";
	case '\n':
		return "\\l";
	default:
		return NULL;
	}
}

/* Text inside a string, at most so many bytes of it once escaped. */
static void put_text(struct out *o, struct str s, size_t most)
{
	const size_t begin = o->n;
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *escape = escape_of(s.p[i]);

		if (o->n - begin + i - from + 2 > most) {
			struct str left = cut(str_from(s, from), i - from);

			out_bytes(o, left.p, left.n);
			out_lit(o, "\xe2\x80\xa6");
			return;
		}
		if (escape == NULL)
			continue;
		out_bytes(o, s.p + from, i - from);
		out_lit(o, escape);
		from = i + 1;
	}
	out_bytes(o, s.p + from, s.n - from);
}

static struct str value(const struct dot *k, int64_t v)
{
	return report_value(k->r, v);
}

static void put_value(struct dot *k, struct str value)
{
	put_text(&k->text, value, VALUE_MAX);
}

/* "0.52s (12.3%)" */
static void put_share(struct dot *k, struct str value, int64_t v)
{
	char buf[UNITS_PERCENT_MAX];
	struct str percent = str_trim(units_percent(v, k->r->values.total, buf));

	put_value(k, value);
	out_lit(&k->text, " (");
	out_bytes(&k->text, percent.p, percent.n);
	out_lit(&k->text, ")");
}

/* A channel of a colour as a byte; what is no number is none of it. */
static unsigned channel(double x)
{
	return x > 0 ? (unsigned)(x * 255) & 0xff : 0;
}

/* Go's math.Pow(x, 1 - 0.7) for x from 0 to 1. */
static double spread(double x)
{
	return x == 1 || x == 0 ? x : exp((1 - 0.7) * log(x));
}

/*
 * Red for what is large, green for what is negative, grey for what is small. From pprof's dotColor:
 * colours move away from grey quickly, and are paler near it.
 */
static void put_color(struct dot *k, int64_t weight, bool background)
{
	double score = (double)weight / (double)wrap_abs(k->r->values.total);
	double saturation = background ? 0.1 : 1, light = background ? 0.93 : 0.7;
	double red = light, green = light;

	score = score < -1 ? -1 : score > 1 ? 1 : score;
	if (fabs(score) < 0.2)
		saturation *= fabs(score) / 0.2;
	if (score < 0)
		red = light * (1 + saturation * -spread(-score));
	else
		green = light * (1 - saturation * (score > 0 ? spread(score) : score));
	out_fmt(&k->text, "#%02x%02x%02x", channel(red), channel(green),
		channel(light * (1 - saturation)));
}

static void put_legend(struct dot *k)
{
	const struct mapping *m = &k->r->profile->mappings[1];
	struct str title = m->file != 0 ? path_base(profile_str(k->r->profile, m->file)) : STR("");
	struct out *o = &k->text;
	size_t n, begin;
	struct str *lines = report_picture_legend(k->r, k->g, &n);

	out_lit(o, "digraph \"");
	put_text(o, title.n ? title : STR("unnamed"), STRING_MAX);
	out_lit(o, "\" {\nnode [style=filled fillcolor=\"#f8f8f8\"]\nsubgraph cluster_L { \"");
	put_text(o, lines[0], STRING_MAX);
	out_lit(o, "\" [shape=box fontsize=16 label=\"");
	begin = o->n;
	for (size_t i = 0; i < n && o->n - begin < STRING_MAX; i++) {
		put_text(o, lines[i], STRING_MAX - (o->n - begin));
		out_lit(o, "\\l");
	}
	out_lit(o, "\"");
	if (title.n != 0) {
		out_lit(o, " tooltip=\"");
		put_text(o, title, STRING_MAX);
		out_lit(o, "\"");
	}
	out_lit(o, "] }\n");
	put(k);
}

/* A function's name on lines of its own for each part: at "::" and at dots. */
static void put_name(struct out *o, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n;) {
		struct str rest = str_from(s, i);
		size_t n = str_starts(rest, STR("::"))   ? 2
			: str_starts(rest, STR("[...]")) ? 5
			: s.p[i] == '.'                  ? 1
							 : 0;

		if (n == 0) {
			i++;
			continue;
		}
		put_text(o, str_sub(s, from, i - from), SIZE_MAX);
		out_lit(o, n == 5 ? "[\xe2\x80\xa6]" : "\\n");
		from = i += n;
	}
	put_text(o, str_from(s, from), SIZE_MAX);
}

/* A function's name, in short; what is longer than Graphviz takes is cut. */
static void put_function(struct dot *k, struct str name)
{
	struct out *o = &k->text;
	size_t begin = o->n;

	name = report_short_name(k->r->arena, name);
	put_name(o, name);
	if (o->n - begin > STRING_MAX / 2) {
		o->n = begin;
		put_name(o, cut(name, CUT_NAME));
		out_lit(o, "\xe2\x80\xa6");
	}
}

/* Address, name and place, each on lines of its own. */
static void put_node_label(struct dot *k, node_id id)
{
	const struct nodes *nodes = &k->g->nodes;
	const struct node *node = &nodes->rows[id];
	struct str name = view_str(nodes->view, node->name);
	struct str place = node_place(k->r->arena, nodes, id, true);
	struct out *o = &k->text;

	if (node->address != 0)
		out_fmt(o, "%016" PRIx64 "\\n", node->address);
	/* Packages and the like are short, and their dots are part of paths. */
	if (view_is_grouped(nodes->view))
		put_text(o, name, STRING_MAX / 2);
	else
		put_function(k, name);
	if (name.n != 0)
		out_lit(o, "\\n");
	if (place.n != 0) {
		put_text(o, place, STRING_MAX / 4);
		out_lit(o, "\\n");
	}
}

/* From 8 to 24 points, by the root of the share that flat has of the largest. */
static int64_t font_size(const struct dot *k, int64_t flat)
{
	double most = (double)k->max_flat, part = (double)wrap_abs(flat);

	if (most == 0 || flat == 0 || !(part <= most))
		return 8;
	return wrap_add(8, wrap_int(ceil(16 * sqrt(part / most))));
}

static void put_node(struct dot *k, node_id id)
{
	int64_t flat = graph_flat(k->g, id), cum = graph_cum(k->g, id);
	struct str flat_value = value(k, flat), cum_value = value(k, cum);
	struct out *o = &k->text;
	uint32_t n = k->number[id];

	out_fmt(o, "N%u [label=\"", n);
	put_node_label(k, id);
	if (flat != 0)
		put_share(k, flat_value, flat);
	else
		out_lit(o, "0");
	if (cum != flat) {
		out_lit(o, flat != 0 ? "\\nof " : " of ");
		put_share(k, cum_value, cum);
	}
	out_fmt(o, "\" id=\"node%u\" fontsize=%" PRId64 " shape=box tooltip=\"", n,
		font_size(k, flat));
	put_text(o, node_name(k->r->arena, &k->g->nodes, id), STRING_MAX - VALUE_MAX);
	out_lit(o, " (");
	put_value(k, cum_value);
	out_lit(o, ")\" color=\"");
	put_color(k, cum, false);
	out_lit(o, "\" fillcolor=\"");
	put_color(k, cum, true);
	out_lit(o, "\"]\n");
	put(k);
	picture_rows_node(&k->rows, id, n);
}

/* Gives the box as a row, with a text no longer than that of the picture. */
static void give_label_box(struct dot *k, const char *source, const char *id,
	const struct label_box *t, int64_t weight)
{
	char name[64];
	struct label_box box = *t;

	snprintf(name, sizeof(name), "N%s", id);
	box.name = cut(t->name, STRING_MAX);
	picture_rows_box(&k->rows, name, source, &box, weight);
}

/* A box and the line to it from `source`; `id` is the name of the box, without its N. */
static void put_label_box(struct dot *k, const char *source, const char *id,
	const struct label_box *t, int64_t weight, const char *style)
{
	struct str weight_text = value(k, weight);
	struct out *o = &k->text;
	struct str rest = t->name, line;
	size_t begin;

	out_fmt(o, "N%s [label = \"", id);
	begin = o->n;
	for (bool first = true; str_split(&rest, '\n', &line) && o->n - begin < STRING_MAX;
		first = false) {
		out_lit(o, first ? "" : "\\n");
		put_text(o, line, STRING_MAX - (o->n - begin));
	}
	out_fmt(o, "\" id=\"N%s\" fontsize=8 shape=box3d tooltip=\"", id);
	put_value(k, weight_text);
	out_fmt(o, "\"]\n%s -> N%s [label=\" ", source, id);
	put_value(k, weight_text);
	out_lit(o, "\" weight=100 tooltip=\"");
	put_value(k, weight_text);
	out_lit(o, "\" labeltooltip=\"");
	put_value(k, weight_text);
	out_fmt(o, "\"%s]\n", style);
	give_label_box(k, source, id, t, weight);
}

static void put_numbers(struct dot *k, const struct label_box_source *tags, str_id texts,
	const char *source)
{
	struct label_box boxes[LABEL_BOXES_MAX];
	uint32_t n = label_boxes_of_numbers(tags, texts, boxes);

	for (uint32_t i = 0; i < n; i++) {
		bool flat = tags->flat_only || boxes[i].flat_value == boxes[i].cum_value;
		int64_t weight = flat ? boxes[i].flat_value : boxes[i].cum_value;
		char id[64];

		snprintf(id, sizeof(id), "%s_%u", source, i);
		if (weight != 0)
			put_label_box(k, source, id, &boxes[i], weight,
				flat ? "" : " style=\"dotted\"");
	}
}

/* What hangs from a node; the tags of its texts have their numbers hanging from them. */
static void put_label_boxes(struct dot *k, node_id id)
{
	struct label_box_source tags = {.r = k->r,
		.g = k->g,
		.tags = k->g->n_tags != 0 ? &k->g->tags[k->tag_begin[id]] : NULL,
		.n = k->tag_begin[id + 1] - k->tag_begin[id],
		.flat_only = k->calls.out_begin[id + 1] != k->calls.out_begin[id]};
	struct label_box boxes[LABEL_BOXES_MAX];
	uint32_t n = label_boxes_of_texts(&tags, boxes);
	char source[32], box[64];

	snprintf(source, sizeof(source), "N%u", k->number[id]);
	for (uint32_t i = 0; i < n; i++) {
		int64_t weight = tags.flat_only ? boxes[i].flat_value : boxes[i].cum_value;

		if (weight == 0)
			continue;
		snprintf(box, sizeof(box), "%s_%u", source, i);
		put_label_box(k, source, box + 1, &boxes[i], weight, "");
		put_numbers(k, &tags, boxes[i].texts, box);
	}
	put_numbers(k, &tags, 0, source);
	k->has_label_boxes[id] = k->text.n != 0;
	put(k);
}

/* "main -> runtime.mallocgc (0.52s)" */
static void put_edge_tooltip(struct dot *k, const struct edge *e, struct str weight)
{
	struct out *o = &k->text;

	out_lit(o, "\"");
	put_text(o, k->calls.names[e->from], (STRING_MAX - VALUE_MAX) / 2);
	out_lit(o, e->residual ? " ... " : " -> ");
	put_text(o, k->calls.names[e->to], (STRING_MAX - VALUE_MAX) / 2);
	out_lit(o, " (");
	put_value(k, weight);
	out_lit(o, ")\"");
}

/* 1 and so many steps as the weight has of the total, each step a `steps`-th of it. */
static int64_t steps(const struct dot *k, int64_t weight, int64_t steps)
{
	int64_t n = wrap_abs(wrap_div(wrap_mul(weight, steps), k->r->values.total));

	return 1 + (n < steps ? n : steps);
}

static void put_edge(struct dot *k, const struct edge *e)
{
	int64_t w = graph_weight(e);
	struct str weight = value(k, w);
	struct out *o = &k->text;

	out_fmt(o, "N%u -> N%u [label=\" ", k->number[e->from], k->number[e->to]);
	put_value(k, weight);
	out_lit(o, e->inlined ? "\\n (inline)\"" : "\"");
	if (k->r->values.total != 0) {
		if (steps(k, w, 100) > 1)
			out_fmt(o, " weight=%" PRId64, steps(k, w, 100));
		if (steps(k, w, 5) > 1)
			out_fmt(o, " penwidth=%" PRId64, steps(k, w, 5));
		out_lit(o, " color=\"");
		put_color(k, w, false);
		out_lit(o, "\"");
	}
	out_lit(o, " tooltip=");
	put_edge_tooltip(k, e, weight);
	out_lit(o, " labeltooltip=");
	put_edge_tooltip(k, e, weight);
	if (e->residual)
		out_lit(o, " style=\"dotted\"");
	if (k->has_label_boxes[e->from])
		out_lit(o, " minlen=2");
	out_lit(o, "]\n");
	put(k);
	picture_rows_edge(&k->rows, e, k->number[e->from], k->number[e->to]);
}

/* Edges from the nodes that are shown, the heaviest first. */
static void put_edges(struct dot *k)
{
	const struct edge **rows = arena_array(k->r->arena, const struct edge *, k->g->n_edges);
	size_t n = 0;

	for (uint32_t i = 0; i < k->g->n_edges; i++)
		if (k->number[k->g->edges[i].from] != 0)
			rows[n++] = &k->g->edges[i];
	calls_sort(&k->calls, rows, n);
	for (size_t i = 0; i < n; i++)
		put_edge(k, rows[i]);
}

static void prepare(struct dot *k)
{
	const struct graph *g = k->g;

	k->number = arena_array(k->r->arena, uint32_t, g->nodes.n);
	k->has_label_boxes = arena_array(k->r->arena, bool, g->nodes.n);
	k->tag_begin = arena_array(k->r->arena, uint32_t, (size_t)g->nodes.n + 1);
	for (uint32_t i = 0; i < g->n_order; i++) {
		int64_t flat = wrap_abs(graph_flat(g, g->order[i]));

		k->number[g->order[i]] = i + 1;
		if (flat > k->max_flat || i == 0)
			k->max_flat = flat;
	}
	for (uint32_t i = 0; i < g->n_tags; i++)
		k->tag_begin[g->tags[i].node + 1]++;
	csr_sum(k->tag_begin, (size_t)g->nodes.n + 1);
}

bool report_dot(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct dot k = {.r = r};
	struct graph g;

	(void)err;
	spec.picture = true;
	spec.call_tree = r->config->call_tree;
	spec.tag_unit = r->values.unit;
	graph_init(&g, r->arena, r->view, &spec);
	report_choose_unit(r, &g);
	k.g = &g;
	k.calls = graph_calls(r->arena, &g);
	prepare(&k);
	picture_rows_begin(&k.rows, r, &g, k.calls.names);
	put_legend(&k);
	for (uint32_t i = 0; i < g.n_order; i++) {
		put_node(&k, g.order[i]);
		put_label_boxes(&k, g.order[i]);
	}
	if (g.n_order != 0)
		put_edges(&k);
	out_lit(r->out, "}\n");
	picture_rows_end(&k.rows);
	out_release(&k.text);
	return true;
}
