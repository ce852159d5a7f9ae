/*
 * profile.c: see profile.h. Who owns the columns of a profile.
 */
#include "profile/profile.h"

#include <stdlib.h>

#include "base/mem.h"
#include "profile/internal.h"

/* A block's own copy. */
static void *copy_of(const void *from, size_t n, size_t size)
{
	void *to = mem_zeroed(n, size);

	if (n != 0)
		memcpy(to, from, n * size);
	return to;
}

void loc_column_room(struct loc_column *c, size_t *cap, size_t need)
{
	if (c->wide != NULL)
		c->wide = mem_grow(c->wide, cap, need, sizeof(*c->wide));
	else
		c->narrow = mem_grow(c->narrow, cap, need, sizeof(*c->narrow));
}

void loc_column_widen(struct loc_column *c, size_t *cap, size_t n)
{
	size_t wide_cap = 0;

	if (c->wide != NULL)
		return;
	c->wide = mem_grow(NULL, &wide_cap, *cap, sizeof(*c->wide));
	for (size_t i = 0; i < n; i++)
		c->wide[i] = c->narrow[i];
	free(c->narrow);
	c->narrow = NULL;
	*cap = wide_cap;
}

void profile_borrow(struct arena *a, const struct profile *from, struct profile *to)
{
	*to = *from;
	to->lender = from;
	intern_init(&to->strings, a, &from->strings);
	to->mappings = copy_of(from->mappings, from->n_mappings, sizeof(*to->mappings));
	to->comments = copy_of(from->comments, from->n_comments, sizeof(*to->comments));
}

/* True when the column is p's own. */
#define OWNS(p, column) ((p)->lender == NULL || (p)->column != (p)->lender->column)

/* Makes column the block, which is p's own from now on. */
#define REPLACE(p, column, block) \
	do { \
		if (OWNS(p, column)) \
			free((p)->column); \
		(p)->column = (block); \
	} while (0)

struct function *profile_own_functions(struct profile *p)
{
	if (!OWNS(p, functions))
		p->functions = copy_of(p->functions, p->n_functions, sizeof(*p->functions));
	return p->functions;
}

static void add_functions(struct profile *p, const struct function *functions, uint32_t n)
{
	struct function *all = mem_zeroed((size_t)p->n_functions + n, sizeof(*all));
	uint64_t id = p->n_functions;

	memcpy(all, p->functions, p->n_functions * sizeof(*all));
	for (fn_id f = 1; f < p->n_functions; f++)
		if (all[f].id >= id && all[f].id < UINT64_MAX - n)
			id = all[f].id + 1;
	for (uint32_t i = 0; i < n; i++) {
		all[p->n_functions + i] = functions[i];
		all[p->n_functions + i].id = id + i;
	}
	REPLACE(p, functions, all);
	p->n_functions += n;
}

/* The frames of all locations, the new ones in place of those they replace. Sets q's columns. */
static void put_frames(const struct profile *p, const struct new_frames *from, struct profile *q)
{
	uint32_t at = 0;

	q->frames = mem_zeroed((size_t)p->n_frames + from->begin[p->n_locations],
		sizeof(*q->frames));
	q->frame_begin = mem_zeroed((size_t)p->n_locations + 1, sizeof(*q->frame_begin));
	q->loc_folded = copy_of(p->loc_folded, p->n_locations, sizeof(*q->loc_folded));
	for (loc_id loc = 0; loc < p->n_locations; loc++) {
		bool new = from->begin[loc] != from->begin[loc + 1];
		const uint32_t *range = new ? from->begin : p->frame_begin;
		const struct frame *some = new ? from->frames : p->frames;

		for (uint32_t i = range[loc]; i < range[loc + 1]; i++)
			q->frames[at++] = some[i];
		q->frame_begin[loc + 1] = at;
		q->loc_folded[loc] = q->loc_folded[loc] && !new;
	}
	q->n_frames = at;
}

bool profile_put_frames(struct profile *p, const struct new_frames *from, struct err *err)
{
	struct profile q = *p;

	if (from->n_functions >= INT32_MAX - p->n_functions)
		return err_set(err, "the profile would have too many functions");
	if ((uint64_t)p->n_frames + from->begin[p->n_locations] >= UINT32_MAX)
		return err_set(err, "the profile would have too many frames");
	put_frames(p, from, &q);
	if (!check_frames(&q, err)) {
		free(q.frames);
		free(q.frame_begin);
		free(q.loc_folded);
		return false;
	}
	REPLACE(p, frames, q.frames);
	REPLACE(p, frame_begin, q.frame_begin);
	REPLACE(p, loc_folded, q.loc_folded);
	p->n_frames = q.n_frames;
	add_functions(p, from->functions, (uint32_t)from->n_functions);
	return true;
}

void profile_own_stacks(struct profile *p)
{
	size_t n = p->stack_begin[p->n_samples];

	if (!OWNS(p, stack_begin)) {
		p->stack_begin = copy_of(p->stack_begin, p->n_samples + 1, sizeof(*p->stack_begin));
		if (p->stack.narrow != NULL)
			p->stack.narrow = copy_of(p->stack.narrow, n, sizeof(*p->stack.narrow));
		else
			p->stack.wide = copy_of(p->stack.wide, n, sizeof(*p->stack.wide));
	}
	if (!OWNS(p, frames))
		p->frames = copy_of(p->frames, p->n_frames, sizeof(*p->frames));
	if (!OWNS(p, frame_begin))
		p->frame_begin = copy_of(p->frame_begin, (size_t)p->n_locations + 1,
			sizeof(*p->frame_begin));
}

#define FREE(p, column) \
	do { \
		if (OWNS(p, column)) \
			free((p)->column); \
	} while (0)

void profile_free(struct profile *p)
{
	intern_release(&p->strings);
	for (uint32_t i = 0; OWNS(p, values) && p->values != NULL && i < p->n_types; i++)
		free(p->values[i]);
	FREE(p, values);
	FREE(p, types);
	FREE(p, comments);
	FREE(p, mappings);
	FREE(p, functions);
	FREE(p, loc_file_id);
	FREE(p, loc_address);
	FREE(p, loc_mapping);
	FREE(p, loc_folded);
	FREE(p, frame_begin);
	FREE(p, frames);
	FREE(p, stack_begin);
	FREE(p, stack.narrow);
	FREE(p, stack.wide);
	FREE(p, label_begin);
	FREE(p, labels);
	*p = (struct profile){0};
}
