/*
 * label-boxes.c: Makes the label boxes of a node in a picture.
 *
 * The rules are those of pprof's addNodelets and collapsedTags.
 */
#include "report/label-boxes.h"

#include <math.h>

#include "base/sort.h"
#include "base/wrap.h"
#include "units/units.h"

/* As if the ends of the lines of texts were written \n, which is how pprof compares them. */
static int tag_name_cmp(struct str a, struct str b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		unsigned char l = (unsigned char)(a.p[i] == '\n' ? '\\' : a.p[i]);
		unsigned char r = (unsigned char)(b.p[i] == '\n' ? '\\' : b.p[i]);

		if (l != r)
			return l < r ? -1 : 1;
	}
	return (a.n > b.n) - (a.n < b.n);
}

/* Heaviest first: by cum (by flat where *flat_only), then by flat, then by name. */
static int by_weight(const void *a, const void *b, void *flat_only)
{
	const struct label_box *l = a, *r = b;

	if (!*(const bool *)flat_only && l->cum != r->cum)
		return (wrap_abs(l->cum) < wrap_abs(r->cum)) -
			(wrap_abs(l->cum) > wrap_abs(r->cum));
	if (l->flat != r->flat)
		return (wrap_abs(l->flat) < wrap_abs(r->flat)) -
			(wrap_abs(l->flat) > wrap_abs(r->flat));
	return tag_name_cmp(l->name, r->name);
}

static struct label_box label_box_of(const struct label_box_source *k, const struct graph_tag *t)
{
	const struct tag_kind *kind = &k->g->tag_kinds[t->kind];

	return (struct label_box){
		.name = k->g->tag_names[kind->number != 0 ? kind->number : kind->texts],
		.texts = kind->texts,
		.unit = kind->unit,
		.number = t->number,
		.flat = t->flat,
		.cum = t->cum,
		.flat_value = graph_tag_flat(t),
		.cum_value = graph_tag_cum(t),
	};
}

/* How far the number of b is from that of a, in a's unit. */
static double distance(const struct label_box *a, const struct label_box *b)
{
	struct str unit;

	return fabs(units_scale(b->number, b->unit, a->unit, &unit) - (double)a->number);
}

/* A number with the unit that suits it, whatever the report's is. */
static struct str number_text(const struct label_box_source *k, const struct label_box *t)
{
	char buf[UNITS_NUMBER_MAX];
	struct str parts[2];

	parts[0] = units_label(t->number, t->unit, STR("auto"), buf, &parts[1]);
	return arena_join(k->r->arena, parts, 2, STR(""));
}

/* Numbers that share a box, while they are added up. */
struct group {
	struct label_box first, least, most;
	int64_t flat, cum, flat_div, cum_div;
	uint32_t n;
};

static void join_group(struct group *g, const struct label_box *t, const struct graph_tag *tag)
{
	struct str unit;

	if (g->n++ == 0) {
		g->first = g->least = g->most = *t;
	} else {
		if (wrap_int(units_scale(t->number, t->unit, g->least.unit, &unit)) <
			g->least.number)
			g->least = *t;
		if (wrap_int(units_scale(t->number, t->unit, g->most.unit, &unit)) > g->most.number)
			g->most = *t;
	}
	g->flat = wrap_add(g->flat, tag->flat);
	g->cum = wrap_add(g->cum, tag->cum);
	g->flat_div = wrap_add(g->flat_div, tag->flat_div);
	g->cum_div = wrap_add(g->cum_div, tag->cum_div);
}

static struct label_box group_box(const struct label_box_source *k, const struct group *g)
{
	struct label_box t = g->first;
	struct str parts[3] = {number_text(k, &g->least), STR(".."), number_text(k, &g->most)};

	t.name = g->n == 1 ? parts[0] : arena_join(k->r->arena, parts, 3, STR(""));
	t.flat = t.flat_value = wrap_div(g->flat, g->flat_div);
	t.cum = t.cum_value = wrap_div(g->cum, g->cum_div);
	return t;
}

/* Numbers with their tags, so that groups can be made of them. */
struct numbered {
	struct label_box box; /* first, to sort by */
	const struct graph_tag *tag;
};

uint32_t label_boxes_of_numbers(const struct label_box_source *k, str_id texts,
	struct label_box boxes[LABEL_BOXES_MAX])
{
	struct numbered *rows = arena_array(k->r->arena, struct numbered, k->n);
	struct group groups[LABEL_BOXES_MAX] = {0};
	bool flat_only = k->flat_only;
	uint32_t n = 0, n_boxes;

	for (uint32_t i = 0; i < k->n; i++) {
		const struct tag_kind *kind = &k->g->tag_kinds[k->tags[i].kind];

		if (kind->number != 0 && kind->texts == texts)
			rows[n++] = (struct numbered){label_box_of(k, &k->tags[i]), &k->tags[i]};
	}
	sort_with(rows, n, sizeof(*rows), by_weight, &flat_only);
	n_boxes = n < LABEL_BOXES_MAX ? n : LABEL_BOXES_MAX;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t nearest = i;

		if (i < LABEL_BOXES_MAX) {
			boxes[i] = rows[i].box;
		} else {
			nearest = 0;
			for (uint32_t j = 1; j < LABEL_BOXES_MAX; j++)
				if (distance(&rows[i].box, &groups[j].first) <
					distance(&rows[i].box, &groups[nearest].first))
					nearest = j;
		}
		join_group(&groups[nearest], &rows[i].box, rows[i].tag);
	}
	if (n > LABEL_BOXES_MAX) {
		for (uint32_t i = 0; i < n_boxes; i++)
			boxes[i] = group_box(k, &groups[i]);
		sort_with(boxes, n_boxes, sizeof(*boxes), by_weight, &flat_only);
	}
	return n_boxes;
}

uint32_t label_boxes_of_texts(const struct label_box_source *k,
	struct label_box boxes[LABEL_BOXES_MAX])
{
	struct label_box *rows = arena_array(k->r->arena, struct label_box, k->n);
	bool flat_only = k->flat_only;
	uint32_t n = 0;

	for (uint32_t i = 0; i < k->n; i++)
		if (k->g->tag_kinds[k->tags[i].kind].number == 0)
			rows[n++] = label_box_of(k, &k->tags[i]);
	sort_with(rows, n, sizeof(*rows), by_weight, &flat_only);
	if (n > LABEL_BOXES_MAX)
		n = LABEL_BOXES_MAX;
	if (n != 0)
		memcpy(boxes, rows, n * sizeof(*rows));
	return n;
}
