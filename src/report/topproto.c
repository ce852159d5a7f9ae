/*
 * topproto.c: Writes the nodes that `top` lists as a gzipped profile.proto: `topproto`.
 *
 * The profile that is written has a sample, a location and a frame for each node, in the order of
 * `top`. Its values are cum and flat in the unit of the report. Like pprof, they are cut to whole
 * numbers of that unit, -divide_by is not applied, and there are no mappings.
 */
#include "base/wrap.h"
#include "profile/encode.h"
#include "report/report.h"
#include "units/units.h"

/* The profile, and its tables while they are filled: they have n + 1 rows, in the arena. */
struct top_profile {
	struct profile p;
	struct value_type *types;
	int64_t *cum, *flat;
	uint32_t *stack_begin, *frame_begin;
	struct function *functions;
	uint64_t *loc_file_id, *loc_address;
	struct frame *frames;
	struct index function_index; /* hash -> fn_id */
	uint64_t seed;
};

static void make_tables(struct top_profile *t, struct arena *a, uint32_t n)
{
	struct value_column *values = arena_array(a, struct value_column, 2);
	struct profile *p = &t->p;

	p->n_types = 2;
	p->types = t->types = arena_array(a, struct value_type, 2);
	p->values = values;
	t->cum = arena_array(a, int64_t, n);
	t->flat = arena_array(a, int64_t, n);
	values[0] = (struct value_column){t->cum, sizeof(*t->cum)};
	values[1] = (struct value_column){t->flat, sizeof(*t->flat)};
	p->stack_begin = t->stack_begin = arena_array(a, uint32_t, (size_t)n + 1);
	p->n_stacks = n;
	p->stack.wide = arena_array(a, loc_id, n);
	p->n_mappings = p->n_functions = 1;
	p->mappings = arena_array(a, struct mapping, 1);
	p->functions = t->functions = arena_array(a, struct function, (size_t)n + 1);
	p->n_locations = n + 1;
	p->loc_file_id = t->loc_file_id = arena_array(a, uint64_t, (size_t)n + 1);
	p->loc_address = t->loc_address = arena_array(a, uint64_t, (size_t)n + 1);
	p->loc_mapping = arena_array(a, map_id, (size_t)n + 1);
	p->loc_folded = arena_array(a, bool, (size_t)n + 1);
	p->frame_begin = t->frame_begin = arena_array(a, uint32_t, (size_t)n + 2);
	p->frames = t->frames = arena_array(a, struct frame, (size_t)n + 1);
	p->n_frames = 1; /* location 0's */
	t->frame_begin[1] = 1;
}

static fn_id find_or_add(struct top_profile *t, const struct node *n)
{
	struct profile *p = &t->p;
	uint64_t hash = hash_mix(t->seed, (uint64_t)n->name << 32 | n->file);
	size_t at = 0;
	fn_id fn;

	hash = hash_mix(hash, (uint64_t)n->start_line);
	while ((fn = index_next(&t->function_index, hash, &at)) != 0) {
		const struct function *f = &p->functions[fn];

		if (f->name == n->name && f->file == n->file && f->start_line == n->start_line)
			return fn;
	}
	fn = p->n_functions++;
	t->functions[fn] = (struct function){
		.id = fn,
		.name = n->name,
		.file = n->file,
		.start_line = n->start_line,
	};
	index_add(&t->function_index, hash, fn);
	return fn;
}

static void add_node(struct top_profile *t, const struct report *r, const struct graph *g,
	node_id id)
{
	const struct node *n = &g->nodes.rows[id];
	struct profile *p = &t->p;
	size_t sample = p->n_samples++;
	loc_id loc = (loc_id)sample + 1;
	struct str unit;

	t->loc_file_id[loc] = loc;
	t->loc_address[loc] = n->address;
	t->frames[p->n_frames++] = (struct frame){find_or_add(t, n), n->line, n->column};
	t->frame_begin[loc + 1] = p->n_frames;
	p->stack.wide[sample] = loc;
	t->stack_begin[sample + 1] = (uint32_t)sample + 1;
	t->cum[sample] = wrap_int(
		units_scale(graph_cum(g, id), r->values.sample_unit, r->values.unit, &unit));
	t->flat[sample] = wrap_int(
		units_scale(graph_flat(g, id), r->values.sample_unit, r->values.unit, &unit));
}

bool report_topproto(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct top_profile t = {.seed = hash_seed()};
	struct profile *p = &t.p;
	struct graph g;
	str_id unit;

	(void)err;
	spec.edges = GRAPH_NO_EDGES;
	graph_init(&g, r->arena, r->view, &spec);
	report_choose_unit(r, &g);
	make_tables(&t, r->arena, g.n_order);
	intern_init(&p->strings, r->arena, &r->view->names);
	unit = intern_add(&p->strings, r->values.unit);
	t.types[0] = (struct value_type){intern_add(&p->strings, STR("cum")), unit};
	t.types[1] = (struct value_type){intern_add(&p->strings, STR("flat")), unit};
	p->time_nanos = r->profile->time_nanos;
	p->duration_nanos = r->profile->duration_nanos;
	p->period_type = r->profile->period_type;
	p->period = r->profile->period;
	for (uint32_t i = 0; i < g.n_order; i++)
		add_node(&t, r, &g, g.order[i]);
	profile_encode_gzip(p, r->out);
	intern_release(&p->strings);
	index_release(&t.function_index);
	return true;
}
