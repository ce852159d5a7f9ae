/*
 * checks.c: Gathers what limits ask for from one profile after the other.
 */
#include "report/checks.h"

#include <stdlib.h>

#include "base/wrap.h"
#include "graph/graph.h"

/* The entry of a type, which is added if it is new. */
static uint32_t type_of(struct checks *c, struct str name)
{
	uint32_t i = 0;

	while (i < c->n_types && !str_eq(c->types[i].name, name))
		i++;
	if (i == c->n_types)
		c->types[c->n_types++] = (struct check_type){.name = name,
			.runs = {.names = &c->names}};
	return i;
}

void checks_init(struct checks *c, const struct budgets *budgets)
{
	*c = (struct checks){.n = budgets->n};
	c->types = mem_zeroed(budgets->n, sizeof(*c->types));
	c->p = mem_zeroed(budgets->n, sizeof(*c->p));
	c->counts.names = &c->names;
	for (size_t i = 0; i < c->n; i++) {
		c->p[i].budget = &budgets->p[i];
		c->p[i].runs = &c->types[type_of(c, budgets->p[i].type)].runs;
	}
}

/* Finds out which rows the limit's expression matches. Each text is matched once. */
static bool match_rows(struct check *check, const struct run_names *names, struct err *err)
{
	uint32_t n = run_names_count(names);

	while (check->matches.n < n)
		vec_add(&check->matches);
	for (uint32_t row = 1; row < n; row++) {
		bool hit;

		if (check->matches.p[row] != 0)
			continue;
		if (!rx_match(check->budget->rx, names->frames.p[row].text, &hit, err))
			return false;
		check->matches.p[row] = hit ? 1 : -1;
		check->seen |= hit;
	}
	return true;
}

/* One profile while it is added. */
struct check_profile {
	struct report *r;
	struct run_nodes nodes;
	bool counted;
	uint32_t count; /* the type that counts samples */
};

/* The cum of all nodes in the group together, of r->type. */
static int64_t weigh_group(const struct check_profile *p, uint32_t type, const uint32_t *group)
{
	const struct sample_spec spec = {.view = p->r->view,
		.value = type,
		.mean = p->r->config->mean};
	struct graph g = {.nodes = p->nodes.nodes};
	const struct graph_sum *sums;

	stack_sums_init(&g.stacks, p->r->arena, &spec);
	sums = graph_weigh_groups(&g, p->r->arena, group, 1);
	return wrap_div(sums[1].weight, sums[1].divisor);
}

static struct check_run cum_of(const struct check_profile *p, const struct check *check,
	uint32_t type)
{
	uint32_t n = p->nodes.nodes.n, *group = arena_array(p->r->arena, uint32_t, n);
	struct check_run run;

	for (node_id id = 1; id < n; id++)
		group[id] = check->matches.p[p->nodes.rows[id]] > 0;
	run.value = weigh_group(p, type, group);
	run.samples = p->counted ? weigh_group(p, p->count, group) : 0;
	return run;
}

/* The flat of all rows that match: no sample is in two of them. */
static int64_t sum_flat(const struct check *check, const struct one_run *run)
{
	int64_t sum = 0;

	for (uint32_t row = 1; row < run->n; row++)
		if (check->matches.p[row] > 0)
			sum = wrap_add(sum, run_sums_of(run, row).flat);
	return sum;
}

static const struct one_run *last_run(const struct runs *runs, enum report_sides side)
{
	return &runs->sides[side].p[runs->sides[side].n - 1];
}

static bool add_check(struct checks *c, const struct check_profile *p, struct check *check,
	enum report_sides side, struct err *err)
{
	const struct one_run *values = last_run(check->runs, side);
	const struct one_run *counts = p->counted ? last_run(&c->counts, side) : NULL;
	struct check_run run = {values->all, counts != NULL ? counts->all : 0};

	if (check->budget->subject == BUDGET_MATCHES) {
		if (!match_rows(check, &c->names, err))
			return err_wrap(err, "%.*s", STR_ARG(check->budget->where));
		run = (struct check_run){sum_flat(check, values),
			counts != NULL ? sum_flat(check, counts) : 0};
	}
	if (check->budget->subject == BUDGET_MATCHES && check->budget->cum)
		run = cum_of(p, check, p->r->type);
	*vec_add(&check->sides[side]) = run;
	return true;
}

/* Sets p->r->type. The error names a limit with that type. */
static bool choose_type(const struct checks *c, const struct check_profile *p,
	const struct check_type *type, struct err *err)
{
	size_t i = 0;

	if (type->name.n == 0 || profile_type_index(p->r->profile, type->name, &p->r->type, err))
		return true;
	while (c->p[i].runs != &type->runs)
		i++;
	err_append(err, "; and a name with blanks stands between quotes");
	return err_wrap(err, "%.*s", STR_ARG(c->p[i].budget->where));
}

/* Adds the values of a type, and what the limits on it ask for. */
static bool add_type(struct checks *c, const struct check_profile *p, struct check_type *type,
	enum report_sides side, struct err *err)
{
	uint32_t chosen = p->r->type;
	bool ok = choose_type(c, p, type, err);

	ok = ok && runs_add(&type->runs, side, p->r, &p->nodes, err);
	for (size_t i = 0; i < c->n && ok; i++)
		if (c->p[i].runs == &type->runs)
			ok = add_check(c, p, &c->p[i], side, err);
	p->r->type = chosen;
	return ok;
}

bool checks_add(struct checks *c, enum report_sides side, struct report *r, struct err *err)
{
	struct check_profile p = {.r = r};
	uint32_t chosen = r->type;

	run_nodes_init(&p.nodes, &c->names, r);
	p.counted = !r->config->mean && report_count_type(r->profile, &p.count);
	c->uncounted |= !p.counted;
	if (p.counted) {
		r->type = p.count;
		if (!runs_add(&c->counts, side, r, &p.nodes, err))
			return false;
		r->type = chosen;
	}
	for (uint32_t i = 0; i < c->n_types; i++)
		if (!add_type(c, &p, &c->types[i], side, err))
			return false;
	return true;
}

void checks_release(struct checks *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->p[i].matches.p);
		free(c->p[i].sides[REPORT_BEFORE].p);
		free(c->p[i].sides[REPORT_AFTER].p);
	}
	for (uint32_t i = 0; i < c->n_types; i++)
		runs_release(&c->types[i].runs);
	runs_release(&c->counts);
	run_names_release(&c->names);
	free(c->types);
	free(c->p);
	*c = (struct checks){0};
}
