/*
 * speedscope.c: Writes all stacks in the file format of speedscope.app: `speedscope`.
 *
 *	{"$schema":"https://www.speedscope.app/file-format-schema.json",...,
 *	"shared":{"frames":[
 *	{"name":"main","file":"/src/main.go"},
 *	...]},
 *	"profiles":[
 *	{"type":"sampled","name":"cpu","unit":"nanoseconds","startValue":0,"endValue":30,
 *	"samples":[[0,1],[0]],
 *	"weights":[20,10]}]}
 *
 * There is a profile for each sample type, all with the same frames: the entries that the granularity makes,
 * inlined functions among them. A sample lists the frames from the root to the leaf. Samples that weigh nothing
 * are left out; none may weigh less.
 */
#include "base/array.h"
#include "base/interrupt.h"
#include "base/json-out.h"
#include "base/wrap.h"
#include "graph/stack-sums.h"
#include "graph/stack.h"
#include "report/node-frames.h"
#include "units/units.h"

struct speedscope {
	struct report *r;
	struct nodes nodes;
	struct stack_builder stacks;
	struct stack_sums *sums; /* by sample type */
	bool *has_frames;        /* by stack_id */
	/* By node_id: 1 + its frame; 0 where no stack has it. */
	uint32_t *frame_of;
};

/* The units that the format knows. */
static const char *const known_units[] = {"nanoseconds", "microseconds", "milliseconds", "seconds",
	"bytes"};

/* How the values of a sample type are written. */
struct speedscope_unit {
	struct str from; /* the unit in the profile */
	const char *to;  /* "none": not known */
};

static struct speedscope_unit unit_of(const struct report *r, uint32_t type)
{
	struct str from = profile_str(r->profile, r->profile->types[type].unit);

	for (size_t i = 0; i < ARRAY_LEN(known_units); i++)
		if (str_eq_c(from, known_units[i]))
			return (struct speedscope_unit){from, known_units[i]};
	if (units_compatible(from, STR("bytes")))
		return (struct speedscope_unit){from, "bytes"};
	return (struct speedscope_unit){from,
		units_compatible(from, STR("nanoseconds")) ? "nanoseconds" : "none"};
}

/* What a stack weighs, in the unit that is written. */
static int64_t weight_of(const struct speedscope *k, uint32_t type,
	const struct speedscope_unit *unit, stack_id stack)
{
	const struct stack_sums *s = &k->sums[type];
	int64_t weight = value_column_get(&s->weights, stack);
	struct str shown;

	if (weight == 0)
		return 0;
	if (s->divisors.p != NULL)
		weight = wrap_div(weight, value_column_get(&s->divisors, stack));
	weight = table_divided(&k->r->values, weight);
	if (str_eq_c(unit->from, unit->to) || strcmp(unit->to, "none") == 0)
		return weight;
	return wrap_int(units_scale(weight, unit->from, str_from_c(unit->to), &shown));
}

static uint32_t n_stacks(const struct speedscope *k)
{
	return k->r->view->p->n_stacks;
}

/* Whether the stack has a value of some sample type. */
static bool is_heavy(const struct speedscope *k, stack_id stack)
{
	for (uint32_t t = 0; t < k->r->profile->n_types; t++)
		if (value_column_get(&k->sums[t].weights, stack) != 0)
			return true;
	return false;
}

/* Adds up the samples of each stack, and finds the stacks and the frames to write. */
static void add_stacks(struct speedscope *k)
{
	struct report *r = k->r;
	struct node_stack s = {0};

	nodes_init(&k->nodes, r->arena, r->view, false);
	k->stacks = (struct stack_builder){.nodes = &k->nodes,
		.merge_runs = view_is_grouped(r->view)};
	stack_builder_init(&k->stacks, r->arena);
	k->sums = arena_array(r->arena, struct stack_sums, r->profile->n_types);
	for (uint32_t t = 0; t < r->profile->n_types; t++)
		stack_sums_init(&k->sums[t], r->arena,
			&(struct sample_spec){.view = r->view,
				.value = t,
				.mean = r->config->mean});
	k->has_frames = arena_array(r->arena, bool, n_stacks(k));
	k->frame_of = arena_array(r->arena, uint32_t, k->nodes.n);
	for (stack_id i = 0; i < n_stacks(k) && !interrupted_at(i); i++) {
		if (!is_heavy(k, i))
			continue;
		stack_build(&k->stacks, i, &s);
		k->has_frames[i] = s.n != 0;
		for (size_t at = s.shared; at < s.n; at++)
			k->frame_of[s.p[at] & STACK_NODE] = 1;
	}
	node_stack_release(&s);
}

static void put_member(struct out *o, const char *key, struct str text)
{
	if (text.n == 0)
		return;
	out_lit(o, ",");
	json_put_key(o, key);
	json_put_string(o, text);
}

static void put_number(struct out *o, const char *key, int64_t number)
{
	if (number == 0)
		return;
	out_lit(o, ",");
	json_put_key(o, key);
	json_put_int(o, number);
}

static void put_frames(struct speedscope *k)
{
	struct node_frames frames = node_frames_of(k->r, &k->nodes, NULL);
	struct out *o = k->r->out;
	uint32_t written = 0;

	out_lit(o, "\"shared\":{\"frames\":[");
	for (node_id n = 1; n < k->nodes.n; n++) {
		struct table_frame f;

		if (k->frame_of[n] == 0)
			continue;
		k->frame_of[n] = ++written;
		frames.frames.get(&frames.frames, n, &f);
		out_lit(o, written == 1 ? "\n{\"name\":" : ",\n{\"name\":");
		json_put_string(o,
			table_frame_name(&f).n != 0 ? table_frame_name(&f) : STR("[unknown]"));
		put_member(o, "file", f.file);
		put_number(o, "line", f.line);
		put_number(o, "col", f.column);
		out_lit(o, "}");
	}
	out_lit(o, "]},\n");
}

static void put_sample(const struct speedscope *k, const struct node_stack *s)
{
	struct out *o = k->r->out;

	out_lit(o, "[");
	for (size_t i = 0; i < s->n; i++) {
		if (i != 0)
			out_lit(o, ",");
		json_put_int(o, (int64_t)k->frame_of[s->p[i] & STACK_NODE] - 1);
	}
	out_lit(o, "]");
}

static void put_samples(struct speedscope *k, uint32_t type, const struct speedscope_unit *unit)
{
	struct out *o = k->r->out;
	struct node_stack s = {0};
	bool first = true;

	out_lit(o, ",\n\"samples\":[");
	for (stack_id i = 0; i < n_stacks(k) && !interrupted_at(i); i++) {
		if (!k->has_frames[i] || weight_of(k, type, unit, i) == 0)
			continue;
		stack_build(&k->stacks, i, &s);
		out_lit(o, first ? "" : ",");
		put_sample(k, &s);
		first = false;
	}
	node_stack_release(&s);
	out_lit(o, "],\n\"weights\":[");
	first = true;
	for (stack_id i = 0; i < n_stacks(k) && !interrupted_at(i); i++) {
		int64_t weight = k->has_frames[i] ? weight_of(k, type, unit, i) : 0;

		if (weight == 0)
			continue;
		out_lit(o, first ? "" : ",");
		json_put_int(o, weight);
		first = false;
	}
	out_lit(o, "]}");
}

static void put_profile(struct speedscope *k, uint32_t type)
{
	const struct speedscope_unit unit = unit_of(k->r, type);
	struct out *o = k->r->out;
	int64_t end = 0;

	for (stack_id i = 0; i < n_stacks(k); i++)
		if (k->has_frames[i])
			end = wrap_add(end, weight_of(k, type, &unit, i));
	out_lit(o, type == 0 ? "\n" : ",\n");
	out_lit(o, "{\"type\":\"sampled\",\"name\":");
	json_put_string(o, profile_str(k->r->profile, k->r->profile->types[type].type));
	out_lit(o, ",\"unit\":\"");
	out_lit(o, unit.to);
	out_lit(o, "\",\"startValue\":0,\"endValue\":");
	json_put_int(o, end);
	put_samples(k, type, &unit);
}

/* The format has no values below zero, which only comparisons have. */
static bool check_values(const struct speedscope *k, struct err *err)
{
	for (uint32_t t = 0; t < k->r->profile->n_types; t++)
		for (stack_id i = 0; i < n_stacks(k); i++)
			if (value_column_get(&k->sums[t].weights, i) < 0)
				return err_set(err,
					"speedscope shows no values below zero: write the profiles one by one");
	return true;
}

bool report_speedscope(struct report *r, struct err *err)
{
	struct speedscope k = {.r = r};
	struct table_facts facts = report_facts(r, NULL, 0);
	struct out *o = r->out;

	add_stacks(&k);
	if (!check_values(&k, err))
		return false;
	out_lit(o,
		"{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"exporter\":\"cprof\",\"name\":");
	json_put_string(o, facts.source.main.n != 0 ? facts.source.main : STR("profile"));
	out_fmt(o, ",\"activeProfileIndex\":%u,\n", r->type);
	put_frames(&k);
	out_lit(o, "\"profiles\":[");
	for (uint32_t t = 0; t < r->profile->n_types; t++)
		put_profile(&k, t);
	out_lit(o, "]}\n");
	return true;
}
