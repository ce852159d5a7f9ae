/*
 * summary-hints.c: Says what the numbers of a profile suggest to look at. Each rule is one function.
 */
#include "base/array.h"
#include "base/wrap.h"
#include "report/summary.h"
#include "units/units.h"

/* When a rule speaks. */
enum {
	GC_PERCENT = 15,
	FUNCTION_PERCENT = 40,
	LABEL_PERCENT = 90,
	NAMELESS_PERCENT = 20,
	FEW_SAMPLES = 100,
	IDLE_PERCENT = 10, /* of one processor */
};

/* What garbage collectors run in. */
static const struct str collectors[] = {STR("runtime.gcBgMarkWorker"), STR("runtime.gcAssistAlloc"),
	STR("runtime.bgsweep"), STR("runtime.bgscavenge"), STR("runtime.gcStart"),
	STR("(garbage collector)"), STR("Garbage Collection")};

static bool is_type(const struct summary *s, const char *type)
{
	return str_eq(s->facts.source.type, str_from_c(type));
}

/* Whether values are time at work: in others, a large share of a runtime's threads says nothing. */
static bool is_work(const struct summary *s)
{
	return is_type(s, "cpu") || is_type(s, "samples") || is_type(s, "wall");
}

static bool exceeds(const struct summary *s, int64_t part, int percent)
{
	return s->r->values.total > 0 && (double)part * 100 > (double)s->r->values.total * percent;
}

static void hint(struct summary *s, const char *rule, const int64_t *part, struct str text)
{
	if (s->n_hints == SUMMARY_HINTS)
		return;
	s->hints[s->n_hints++] = (struct summary_hint){.rule = rule,
		.has_part = part != NULL,
		.part = part != NULL ? *part : 0,
		.text = text};
}

/* The types that have samples: "alloc_space, inuse_space". */
static struct str other_types(const struct summary *s)
{
	const struct profile *p = s->r->profile;
	struct str *names = arena_array(s->r->arena, struct str, p->n_types);
	size_t n = 0;

	for (uint32_t t = 0; t < p->n_types; t++)
		if (report_total(s->r, t) != 0)
			names[n++] = profile_str(p, p->types[t].type);
	return arena_join(s->r->arena, names, n, STR(", "));
}

static void hint_nothing(struct summary *s)
{
	struct str others = other_types(s);

	if (s->r->values.total != 0)
		return;
	if (others.n == 0)
		hint(s, "no_samples", NULL, STR("The profile has no samples."));
	else
		hint(s, "no_samples", NULL,
			arena_fmt(s->r->arena,
				"There are no samples of this type; sample_index=TYPE shows another: %.*s.",
				STR_ARG(summary_code(s, others))));
}

static void hint_few(struct summary *s)
{
	if (s->has_samples && s->samples > 0 && s->samples < FEW_SAMPLES)
		hint(s, "few_samples", NULL,
			arena_fmt(s->r->arena,
				"There are only %lld samples, so that small shares may be chance; profile for longer.",
				(long long)s->samples));
}

static void hint_idle(struct summary *s)
{
	if (s->has_busy && is_type(s, "cpu") && s->busy * 100 < IDLE_PERCENT &&
		s->r->values.total > 0)
		hint(s, "idle", NULL,
			STR("The program hardly used the processor; a profile of blocking or of wall-clock time shows "
			    "what it waited for."));
}

static void hint_gc(struct summary *s)
{
	const struct nodes *nodes = &s->graph.nodes;
	uint32_t *group = arena_array(s->r->arena, uint32_t, nodes->n);
	struct graph_sum *sums;
	int64_t part;

	for (node_id n = 1; n < nodes->n; n++)
		for (size_t i = 0; i < ARRAY_LEN(collectors); i++)
			if (str_eq(view_str(s->r->view, nodes->rows[n].name), collectors[i]))
				group[n] = 1;
	sums = graph_weigh_groups(&s->graph, s->r->arena, group, 1);
	part = wrap_div(sums[1].weight, sums[1].divisor);
	if (is_work(s) && exceeds(s, part, GC_PERCENT))
		hint(s, "gc", &part,
			arena_fmt(s->r->arena,
				"Garbage collection took %.*s; a heap profile (alloc_space) shows what allocates.",
				STR_ARG(summary_weight(s, part))));
}

static void hint_function(struct summary *s)
{
	const struct graph *g = &s->graph;
	node_id first = g->n_order != 0 ? g->order[0] : 0;
	int64_t part = first != 0 ? graph_flat(g, first) : 0;

	if (first != 0 && g->nodes.rows[first].name != 0 && exceeds(s, part, FUNCTION_PERCENT))
		hint(s, "one_function", &part,
			arena_fmt(s->r->arena, "%.*s alone has %.*s; %s.",
				STR_ARG(summary_code(s, node_name(s->r->arena, &g->nodes, first))),
				STR_ARG(summary_weight(s, part)),
				s->own_of[first] != 0 ? "list shows its lines"
						      : "callers shows what called it"));
}

static void hint_label(struct summary *s)
{
	const struct intern *names = &s->sums.names;

	for (uint32_t i = 0; i < s->n_labels; i++) {
		const struct label_sum *most = s->labels[i].first;
		struct str parts[3] = {intern_str(names, most->key), STR("="),
			intern_str(names, most->name)};

		if (exceeds(s, most->sum, LABEL_PERCENT))
			hint(s, "one_label", &most->sum,
				arena_fmt(s->r->arena,
					"Nearly all of it, %.*s, has the label %.*s.",
					STR_ARG(summary_weight(s, most->sum)),
					STR_ARG(summary_code(s,
						arena_join(s->r->arena, parts, 3, STR(""))))));
	}
}

/* Functions without a name are addresses or files. */
static void hint_nameless(struct summary *s)
{
	const struct graph *g = &s->graph;
	int64_t part = 0;

	for (uint32_t i = 0; i < g->n_order; i++)
		if (g->nodes.rows[g->order[i]].name == 0)
			part = wrap_add(part, graph_flat(g, g->order[i]));
	if (exceeds(s, part, NAMELESS_PERCENT))
		hint(s, "no_names", &part,
			arena_fmt(s->r->arena,
				"%.*s has no function names; name the program before the profile: cprof PROGRAM PROFILE.",
				STR_ARG(summary_weight(s, part))));
}

void summary_find_hints(struct summary *s)
{
	hint_nothing(s);
	if (s->has_sides) /* differences: shares of them mean other things */
		return;
	hint_nameless(s);
	hint_gc(s);
	hint_function(s);
	hint_label(s);
	hint_idle(s);
	hint_few(s);
}
