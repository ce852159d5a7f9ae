/*
 * additions.c: new functions and frames, collected and then put into a profile at once. See
 * symbolize-internal.h.
 */
#include <stdlib.h>

#include "base/csr.h"
#include "symbolize/symbolize-internal.h"

static bool same_function(const struct function *a, const struct function *b)
{
	return a->name == b->name && a->system_name == b->system_name && a->file == b->file &&
		a->start_line == b->start_line;
}

fn_id additions_function(struct additions *a, const struct profile *p, const struct function *f)
{
	uint64_t hash = hash_mix(p->strings.seed, (uint64_t)f->name << 32 | f->system_name);
	uint32_t row;

	hash = hash_mix(hash_mix(hash, f->file), (uint64_t)f->start_line);
	for (size_t at = 0; (row = index_next(&a->index, hash, &at)) != 0;)
		if (same_function(&a->functions.p[row - 1], f))
			return p->n_functions + row - 1;
	*vec_add(&a->functions) = *f;
	row = (uint32_t)a->functions.n;
	index_add(&a->index, hash, row);
	return p->n_functions + row - 1;
}

void additions_begin(struct additions *a, loc_id loc)
{
	a->spans = mem_grow(a->spans, &a->spans_cap, a->n_spans + 1, sizeof(*a->spans));
	a->spans[a->n_spans].loc = loc;
	a->spans[a->n_spans++].first = (uint32_t)a->frames.n;
}

static void release(struct additions *a)
{
	free(a->functions.p);
	free(a->frames.p);
	free(a->spans);
	index_release(&a->index);
	*a = (struct additions){0};
}

/* The frames in the order of their locations. */
static bool put(const struct additions *a, struct draft *d, struct err *err)
{
	const struct profile *p = &d->p;
	uint32_t *begin = mem_zeroed((size_t)p->n_locations + 1, sizeof(*begin));
	struct frame *frames = mem_zeroed(a->frames.n, sizeof(*frames));
	struct new_frames new = {begin, frames, a->functions.p, a->functions.n};
	bool ok;

	for (size_t i = 0; i < a->n_spans; i++) {
		size_t end = i + 1 < a->n_spans ? a->spans[i + 1].first : a->frames.n;

		begin[a->spans[i].loc + 1] = (uint32_t)end - a->spans[i].first;
	}
	csr_sum(begin, (size_t)p->n_locations + 1);
	for (size_t i = 0; i < a->n_spans; i++) {
		uint32_t to = begin[a->spans[i].loc];

		memcpy(frames + to, a->frames.p + a->spans[i].first,
			(begin[a->spans[i].loc + 1] - to) * sizeof(*frames));
	}
	ok = draft_put_frames(d, &new, err);
	free(begin);
	free(frames);
	return ok;
}

bool additions_apply(struct additions *a, struct draft *d, struct err *err)
{
	bool ok = a->n_spans == 0 || put(a, d, err);

	release(a);
	return ok;
}
