/*
 * builder.c: collects the columns and tables of a profile, and makes a draft of them.
 */
#include "profile/builder.h"

#include <stdlib.h>

#include "base/mem.h"
#include "profile/profile-internal.h"

void builder_init(struct builder *b, struct arena *arena)
{
	*b = (struct builder){.arena = arena};
}

void builder_release(struct builder *b)
{
	free(b->strings.p);
	free(b->types.p);
	free(b->mappings.p);
	free(b->functions.p);
	free(b->locations.p);
	free(b->lines.p);
	free(b->comments.p);
	for (uint32_t i = 0; i < b->n_values; i++)
		free(b->values[i]);
	free(b->values);
	free(b->given.p);
	free(b->stack_begin.p);
	free(b->stack.narrow);
	free(b->stack.wide);
	free(b->label_begin.p);
	free(b->labels.p);
	map_release(&b->big_ids);
	free(b->big.p);
	*b = (struct builder){0};
}

uint32_t builder_raw_location(struct builder *b, uint64_t id)
{
	uint32_t known;

	if (id < (uint64_t)1 << 31)
		return (uint32_t)id;
	known = map_get(&b->big_ids, id);
	if (known == 0) {
		known = (uint32_t)b->big.n + 1;
		*vec_add(&b->big) = id;
		map_put(&b->big_ids, id, known);
	}
	return (uint32_t)1 << 31 | (known - 1);
}

void builder_stack_room(struct builder *b, size_t n)
{
	loc_column_room(&b->stack, &b->stack_cap, b->n_stack + n);
}

void builder_stack_widen(struct builder *b)
{
	loc_column_widen(&b->stack, &b->stack_cap, b->n_stack);
}

/* Makes room for one more sample in each column of values. */
static void grow_values(struct builder *b)
{
	size_t cap = b->values_cap;

	if (b->n_samples < cap)
		return;
	for (uint32_t i = 0; i < b->n_values; i++) {
		cap = b->values_cap;
		b->values[i] = mem_grow(b->values[i], &cap, b->n_samples + 1, sizeof(int64_t));
	}
	b->values_cap = cap;
}

bool builder_add_sample(struct builder *b, const int64_t *values, uint32_t n, struct err *err)
{
	if (n == 0)
		return err_set(err, "sample %zu has no values", b->n_samples + 1);
	if (n > TYPES_MAX)
		return err_set(err, "sample %zu has more than %d values, the most that cprof reads",
			b->n_samples + 1, TYPES_MAX);
	if (b->n_samples == 0) {
		b->n_values = n;
		b->values = mem_zeroed(n, sizeof(*b->values));
		*vec_add(&b->stack_begin) = 0;
	}
	if (n != b->n_values)
		return err_set(err, "sample %zu has %u values, the ones before it have %u",
			b->n_samples + 1, n, b->n_values);
	if (b->n_stack > UINT32_MAX || b->labels.n > UINT32_MAX || b->n_samples >= UINT32_MAX - 1)
		return err_set(err, "it has too many samples");
	grow_values(b);
	for (uint32_t i = 0; i < n; i++)
		b->values[i][b->n_samples] = values[i];
	b->n_samples++;
	*vec_add(&b->stack_begin) = (uint32_t)b->n_stack;
	if (b->labels.n != 0) {
		/* The samples before the first label have none. */
		while (b->label_begin.n < b->n_samples)
			*vec_add(&b->label_begin) = 0;
		*vec_add(&b->label_begin) = (uint32_t)b->labels.n;
	}
	return true;
}

bool builder_finish(struct builder *b, struct draft *d, struct err *err)
{
	struct draft made = {.arena = b->arena};

	if (!check_and_link(b, &made, err)) {
		draft_release(&made);
		return false;
	}
	builder_release(b);
	*d = made;
	return true;
}
