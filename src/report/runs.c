/*
 * runs.c: Keeps what each entry weighs in each of several profiles.
 */
#include "report/runs.h"

#include <math.h>
#include <stdlib.h>

#include "base/statistics.h"
#include "base/wrap.h"
#include "graph/node-sides.h"
#include "report/node-frames.h"

/* The row of a node. */
static uint32_t row_of(struct run_names *names, const struct node_frames *frames, node_id id)
{
	struct table_frame f;
	struct str text = frames->frames.text(&frames->frames, id);
	uint32_t row = intern_find(&names->texts, text);

	if (row != 0)
		return row;
	row = intern_add(&names->texts, text);
	frames->frames.get(&frames->frames, id, &f);
	f.text = intern_str(&names->texts, row);
	f.name = arena_str(&names->arena, f.name);
	f.file = arena_str(&names->arena, f.file);
	while (names->frames.n <= row)
		vec_add(&names->frames);
	names->frames.p[row] = f;
	return row;
}

void run_nodes_init(struct run_nodes *nodes, struct run_names *names, struct report *r)
{
	struct node_frames frames;
	uint32_t *rows;

	if (names->frames.n == 0) {
		intern_init(&names->texts, &names->arena, NULL);
		vec_add(&names->frames);
	}
	nodes_init(&nodes->nodes, r->arena, r->view, false);
	frames = node_frames_of(r, &nodes->nodes, NULL);
	rows = arena_array(r->arena, uint32_t, nodes->nodes.n);
	for (node_id id = 1; id < nodes->nodes.n; id++)
		rows[id] = row_of(names, &frames, id);
	nodes->rows = rows;
}

void run_names_release(struct run_names *names)
{
	if (names->frames.n != 0)
		intern_release(&names->texts);
	free(names->frames.p);
	arena_release(&names->arena);
	*names = (struct run_names){0};
}

uint32_t run_names_count(const struct run_names *names)
{
	return (uint32_t)names->frames.n;
}

/* Nodes that are printed alike have the same row. */
static void set_sums(struct one_run *run, struct arena *a, const struct run_nodes *nodes,
	const struct node_sides *sums)
{
	run->sums = arena_array(a, struct run_sums, run->n);
	for (node_id id = 1; id < nodes->nodes.n; id++) {
		struct run_sums *to = &run->sums[nodes->rows[id]];

		to->flat = wrap_add(to->flat, side_after(&sums->flat[id]));
		to->cum = wrap_add(to->cum, side_after(&sums->cum[id]));
	}
	run->all = side_after(&sums->whole);
}

bool runs_add(struct runs *runs, enum report_sides side, struct report *r,
	const struct run_nodes *nodes, struct err *err)
{
	const struct value_type *of = &r->profile->types[r->type];
	struct str type = profile_str(r->profile, of->type),
		   unit = profile_str(r->profile, of->unit);
	struct one_run run = {.n = run_names_count(runs->names), .total = report_total(r, r->type)};
	struct node_sides sums;

	if (runs->sides[REPORT_BEFORE].n + runs->sides[REPORT_AFTER].n == 0) {
		runs->type = arena_str(&runs->names->arena, type);
		runs->unit = arena_str(&runs->names->arena, unit);
	}
	if (!str_eq(type, runs->type) || !str_eq(unit, runs->unit))
		return err_set(err, "its values are %.*s/%.*s, and those of other runs %.*s/%.*s",
			STR_ARG(type), STR_ARG(unit), STR_ARG(runs->type), STR_ARG(runs->unit));
	node_sides_init(&sums, r->arena, &nodes->nodes,
		&(struct sample_spec){.view = r->view, .value = r->type, .mean = r->config->mean});
	set_sums(&run, &runs->names->arena, nodes, &sums);
	*vec_add(&runs->sides[side]) = run;
	return true;
}

void runs_release(struct runs *runs)
{
	for (unsigned side = 0; side < REPORT_SIDES; side++)
		free(runs->sides[side].p);
	*runs = (struct runs){0};
}

struct run_sums run_sums_of(const struct one_run *run, uint32_t row)
{
	return row < run->n ? run->sums[row] : (struct run_sums){0};
}

void runs_values(const struct runs *runs, enum report_sides side, uint32_t row, bool cum,
	double *values)
{
	const struct run_list *list = &runs->sides[side];

	for (size_t i = 0; i < list->n; i++) {
		struct run_sums sums = run_sums_of(&list->p[i], row);

		values[i] = (double)(row == 0 ? list->p[i].all : cum ? sums.cum : sums.flat);
	}
}

int64_t runs_median(struct arena *a, const struct runs *runs, enum report_sides side, uint32_t row,
	bool cum)
{
	size_t n = runs->sides[side].n;
	double *values = arena_array(a, double, n);

	runs_values(runs, side, row, cum, values);
	return wrap_int(round(statistics_median(values, n)));
}

int64_t runs_total(struct arena *a, const struct runs *runs, enum report_sides side)
{
	const struct run_list *list = &runs->sides[side];
	double *values = arena_array(a, double, list->n);

	for (size_t i = 0; i < list->n; i++)
		values[i] = (double)list->p[i].total;
	return wrap_int(round(statistics_median(values, list->n)));
}

struct table_facts runs_facts(struct report *r, const struct runs *runs)
{
	struct table_facts facts = report_facts(r, NULL, TABLE_LEGEND_FILTERS);
	struct table_sample_type *type = arena_array(r->arena, struct table_sample_type, 1);

	*type = (struct table_sample_type){runs->type, runs->unit,
		runs_total(r->arena, runs, REPORT_AFTER)};
	facts.source.types = type;
	facts.source.n_types = 1;
	facts.source.time_nanos = facts.source.duration_nanos = 0;
	return facts;
}

static struct str frame_text(const struct table_frames *frames, uint32_t id)
{
	return ((const struct run_frames *)frames)->names->frames.p[id].text;
}

static void get_frame(const struct table_frames *frames, uint32_t id, struct table_frame *f)
{
	*f = ((const struct run_frames *)frames)->names->frames.p[id];
}

struct run_frames run_frames_of(const struct run_names *names)
{
	return (struct run_frames){{frame_text, get_frame}, names};
}
