/*
 * callgrind.c: Writes the call graph in the format that kcachegrind reads: `callgrind`.
 *
 * The format is described at https://valgrind.org/docs/manual/cl-format.html. Names are given once
 * with a number and by the number afterwards; addresses are relative to the last one where that is
 * shorter. What is printed, and its oddities, are pprof's: "calls=" relative to the node before, a
 * callee with a suffix where several nodes have its name and file.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/map.h"
#include "base/wrap.h"
#include "report/report.h"
#include "units/units.h"

/* The numbers of the names that were written already. */
struct callgrind_numbers {
	struct map map; /* string's number in the view's names -> its number here */
	uint32_t n;
};

struct callgrind_report {
	struct report *r;
	const struct graph *g;
	struct intern names; /* of callees with suffixes, on top of the view's */
	struct callgrind_numbers objects, files, functions;
	str_id *callee; /* by node_id: the name of the node as a callee */
};

static void name_line(struct callgrind_report *k, const char *what,
	struct callgrind_numbers *numbers, str_id name)
{
	struct out *o = k->r->out;
	uint32_t n = map_get(&numbers->map, name);

	out_lit(o, what);
	if (name != 0 && n != 0) {
		out_fmt(o, "(%u)", n);
	} else if (name != 0) {
		map_put(&numbers->map, name, ++numbers->n);
		out_fmt(o, "(%u) ", numbers->n);
		out_str(o, intern_str(&k->names, name));
	}
	out_lit(o, "\n");
}

/* The address; relative to that of `previous`, which may be NULL, where this is shorter. */
static struct str address(struct report *r, const struct node *previous, uint64_t at)
{
	struct str absolute = arena_fmt(r->arena, "0x%" PRIx64, at), relative;

	if (previous == NULL)
		return absolute;
	if (previous->address == at)
		return STR("*");
	relative = arena_fmt(r->arena, "%+" PRId64, (int64_t)(at - previous->address));
	return relative.n < absolute.n ? relative : absolute;
}

static int64_t scaled(const struct report *r, int64_t value)
{
	struct str unit;

	return wrap_int(units_scale(value, r->values.sample_unit, r->values.unit, &unit));
}

static void call_lines(struct callgrind_report *k, const struct node *previous,
	const struct edge *edge)
{
	const struct node *to = &k->g->nodes.rows[edge->to];
	struct out *o = k->r->out;

	name_line(k, "cfl=", &k->files, to->file);
	name_line(k, "cfn=", &k->functions, k->callee[edge->to]);
	out_lit(o, "calls=0 ");
	out_str(o, address(k->r, previous, to->address));
	out_fmt(o, " %" PRId64 "\n* * %" PRId64 "\n", to->line, scaled(k->r, edge->weight));
}

static void node_lines(struct callgrind_report *k, const struct calls *calls,
	const struct node *previous, node_id id)
{
	const struct node *n = &k->g->nodes.rows[id];
	struct out *o = k->r->out;

	if (previous == NULL || previous->object != n->object || previous->file != n->file ||
		previous->name != n->name) {
		out_lit(o, "\n");
		name_line(k, "ob=", &k->objects, n->object);
		name_line(k, "fl=", &k->files, n->file);
		name_line(k, "fn=", &k->functions, n->name);
	}
	out_str(o, address(k->r, previous, n->address));
	out_fmt(o, " %" PRId64 " %" PRId64 "\n", n->line, scaled(k->r, graph_flat(k->g, id)));
	for (uint32_t i = calls->out_begin[id]; i < calls->out_begin[id + 1]; i++)
		call_lines(k, previous, calls->out[i]);
}

/* A node with what it is sorted by: nodes of one name and file may be of several functions. */
struct callgrind_member {
	uint64_t function; /* hash of it */
	str_id name, file;
	uint32_t order; /* of the node */
	node_id node;
};

/* A hash of the node's function. As in pprof's Node.Function, that is all but address and line. */
static uint64_t function_of(const struct graph *g, node_id id)
{
	const struct node *n = &g->nodes.rows[id];
	bool whole = n->address == 0 && n->line == 0;
	uint64_t h = hash_mix(0, g->parent != NULL ? g->parent[id] : 0);

	h = hash_mix(h, (uint64_t)n->start_line);
	h = hash_mix(h, whole ? (uint64_t)n->column : 0);
	return hash_mix(h, n->object);
}

static int by_name(const void *a, const void *b)
{
	const struct callgrind_member *l = a, *r = b;

	if (l->name != r->name)
		return l->name < r->name ? -1 : 1;
	if (l->file != r->file)
		return l->file < r->file ? -1 : 1;
	return (l->order > r->order) - (l->order < r->order);
}

/* Names the nodes first..last, which share name and file, by their functions. */
static void name_members(struct callgrind_report *k, const struct callgrind_member *first,
	const struct callgrind_member *last)
{
	struct map seen = {0};
	uint32_t n = 0;

	for (const struct callgrind_member *m = first; m < last; m++)
		if (map_get(&seen, m->function) == 0)
			map_put(&seen, m->function, ++n);
	for (const struct callgrind_member *m = first; m < last; m++) {
		struct str parts[2] = {intern_str(&k->names, m->name)};

		k->callee[m->node] = m->name;
		if (n == 1)
			continue;
		parts[1] = arena_fmt(k->r->arena, " [%u/%u]", map_get(&seen, m->function), n);
		k->callee[m->node] = intern_own(&k->names,
			arena_join(k->r->arena, parts, 2, STR("")));
	}
	map_release(&seen);
}

/* Like pprof, a callee that is not among the nodes shown has no name. */
static void name_callees(struct callgrind_report *k)
{
	const struct graph *g = k->g;
	struct callgrind_member *members = arena_array(k->r->arena, struct callgrind_member,
		g->n_order);

	k->callee = arena_array(k->r->arena, str_id, g->nodes.n);
	for (uint32_t i = 0; i < g->n_order; i++) {
		const struct node *n = &g->nodes.rows[g->order[i]];

		members[i] = (struct callgrind_member){function_of(g, g->order[i]), n->name,
			n->file, i, g->order[i]};
	}
	if (g->n_order != 0)
		qsort(members, g->n_order, sizeof(*members), by_name);
	for (uint32_t i = 0, end = 0; i < g->n_order; i = end) {
		while (end < g->n_order && members[end].name == members[i].name &&
			members[end].file == members[i].file)
			end++;
		name_members(k, members + i, members + end);
	}
}

static void events_line(struct report *r)
{
	out_lit(r->out, "positions: instr line\nevents: ");
	out_lit(r->out, r->config->mean ? "mean_" : "");
	out_str(r->out, profile_str(r->profile, r->profile->types[r->type].type));
	out_lit(r->out, "(");
	out_str(r->out, r->values.unit);
	out_lit(r->out, ")\n");
}

bool report_callgrind(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct callgrind_report k = {.r = r};
	const struct node *previous = NULL;
	struct calls calls;
	struct graph g;

	(void)err;
	spec.edges = GRAPH_ALL_EDGES;
	spec.objects = true;
	spec.call_tree = r->config->call_tree;
	graph_init(&g, r->arena, r->view, &spec);
	calls = graph_calls(r->arena, &g);
	r->whole_numbers = true;
	report_choose_unit(r, &g);
	k.g = &g;
	intern_init(&k.names, r->arena, &r->view->names);
	name_callees(&k);
	events_line(r);
	for (uint32_t i = 0; i < g.n_order && !interrupted(); i++) {
		node_lines(&k, &calls, previous, g.order[i]);
		previous = &g.nodes.rows[g.order[i]];
	}
	map_release(&k.objects.map);
	map_release(&k.files.map);
	map_release(&k.functions.map);
	intern_release(&k.names);
	return true;
}
