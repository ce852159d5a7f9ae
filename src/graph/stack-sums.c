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
		if (s->weight != 0 || s->divisor != 0 || spec->zeros)
			return true;
	}
	return false;
}

void stack_sums_init(struct stack_sums *sums, struct arena *a, const struct sample_spec *spec)
{
	const struct view *v = spec->view;
	const struct profile *p = v->p;
	int64_t *weights, *divisors = NULL;
	struct sample s;
	uint32_t *samples;
	size_t next = 0;

	if (p->stack_of == NULL && v->samples == NULL) {
		*sums = (struct stack_sums){.view = v, .weights = p->values[spec->value]};
		if (spec->mean)
			sums->divisors = p->values[0];
		return;
	}
	samples = arena_array(a, uint32_t, p->n_stacks);
	weights = arena_array(a, int64_t, p->n_stacks);
	if (spec->mean)
		divisors = arena_array(a, int64_t, p->n_stacks);
	while (graph_sample_next(spec, &next, &s)) {
		stack_id stack = profile_stack_of(p, s.number);

		samples[stack]++;
		weights[stack] = wrap_add(weights[stack], s.weight);
		if (divisors != NULL)
			divisors[stack] = wrap_add(divisors[stack], s.divisor);
	}
	*sums = (struct stack_sums){v, {weights, sizeof(*weights)}, {divisors, sizeof(*divisors)},
		samples};
}
