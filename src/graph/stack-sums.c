/*
 * stack-sums.c: Adds up the samples of each stack.
 */
#include "graph/stack-sums.h"

#include "base/cancel.h"
#include "base/wrap.h"

bool graph_sample_next(const struct sample_spec *spec, size_t *next, struct sample *s)
{
	const struct view *v = spec->view;
	const struct profile *p = v->p;

	while (*next < v->n_samples) {
		size_t i = (*next)++;

		if (interrupted_at(i))
			break;
		s->i = i;
		s->number = view_sample(v, i);
		s->weight = profile_value(p, spec->value, s->number);
		s->divisor = spec->mean ? profile_value(p, 0, s->number) : 0;
		s->before = spec->before ? profile_before(p, spec->value, s->number) : 0;
		s->before_divisor = spec->before && spec->mean ? profile_before(p, 0, s->number)
							       : 0;
		if ((s->weight | s->divisor | s->before | s->before_divisor) != 0 || spec->zeros)
			return true;
	}
	return false;
}

/* The profile's own columns are the sums. */
static void share_columns(struct stack_sums *sums, const struct sample_spec *spec)
{
	const struct profile *p = spec->view->p;
	const struct value_column *before = spec->before ? p->before : NULL;

	*sums = (struct stack_sums){.view = spec->view, .weights = p->values[spec->value]};
	if (spec->mean)
		sums->divisors = p->values[0];
	if (before != NULL)
		sums->before = before[spec->value];
	if (before != NULL && spec->mean)
		sums->before_divisors = before[0];
}

/* A column of sums, all 0, if it is wanted. */
static int64_t *make_sums(struct value_column *c, struct arena *a, uint32_t n, bool wanted)
{
	int64_t *sums = wanted ? arena_array(a, int64_t, n) : NULL;

	*c = (struct value_column){sums, sizeof(*sums)};
	return sums;
}

static void add(int64_t *sums, stack_id stack, int64_t value)
{
	if (sums != NULL)
		sums[stack] = wrap_add(sums[stack], value);
}

void stack_sums_init(struct stack_sums *sums, struct arena *a, const struct sample_spec *spec)
{
	const struct view *v = spec->view;
	const struct profile *p = v->p;
	bool compares = spec->before && p->before != NULL;
	int64_t *weights, *divisors, *before, *before_divisors;
	uint32_t *samples, n = p->n_stacks;
	struct sample s;
	size_t next = 0;

	if (p->stack_of == NULL && v->samples == NULL) {
		share_columns(sums, spec);
		return;
	}
	samples = arena_array(a, uint32_t, n);
	*sums = (struct stack_sums){.view = v, .samples = samples};
	weights = make_sums(&sums->weights, a, n, true);
	divisors = make_sums(&sums->divisors, a, n, spec->mean);
	before = make_sums(&sums->before, a, n, compares);
	before_divisors = make_sums(&sums->before_divisors, a, n, compares && spec->mean);
	while (graph_sample_next(spec, &next, &s)) {
		stack_id stack = profile_stack_of(p, s.number);

		samples[stack]++;
		add(weights, stack, s.weight);
		add(divisors, stack, s.divisor);
		add(before, stack, s.before);
		add(before_divisors, stack, s.before_divisor);
	}
}
