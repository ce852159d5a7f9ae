/*
 * pgo.c: Writes what Go's compiler reads of a profile, and no more: `pgo`.
 *
 * The compiler counts calls by the last two locations of each sample, with what was inlined into them, and needs the
 * first lines of functions (cmd/internal/pgo, internal/profile of Go 1.26). So a profile with these two locations,
 * one value and no labels means the same to it, and is smaller.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/notes.h"
#include "base/wrap.h"
#include "profile/encode.h"
#include "profile/merge.h"
#include "report/proto.h"

enum {
	LOCATIONS = 2,   /* that count, from the leaf */
	HOT_PERCENT = 99 /* of all calls: what the compiler inlines more of */
};

/* The values that the compiler reads: of the first type that is one of them. */
static const struct {
	struct str type, unit;
} counted[] = {
	{STR("samples"), STR("count")},
	{STR("cpu"), STR("nanoseconds")},
};

static bool find_type(const struct report *r, uint32_t *type, struct err *err)
{
	const struct profile *p = r->profile;

	for (uint32_t t = 0; t < p->n_types; t++)
		for (size_t i = 0; i < ARRAY_LEN(counted); i++)
			if (str_eq(profile_str(p, p->types[t].type), counted[i].type) &&
				str_eq(profile_str(p, p->types[t].unit), counted[i].unit)) {
				*type = t;
				return true;
			}
	return err_set(err,
		"pgo: Go's compiler reads samples/count or cpu/nanoseconds, and this profile has %s; take a CPU "
		"profile",
		plan_types_of(r->arena, p).p);
}

/* The stacks without what is above their last two locations. */
static void cut_stacks(struct report *r, struct profile *p)
{
	struct loc_column stack = loc_column_make(r->arena, p->n_locations,
		(size_t)LOCATIONS * p->n_stacks);
	uint32_t *begin = arena_array(r->arena, uint32_t, (size_t)p->n_stacks + 1), n = 0;

	for (stack_id i = 0; i < p->n_stacks; i++) {
		struct window w = profile_stack(p, i);

		for (uint32_t at = w.begin; at < w.end && at < w.begin + LOCATIONS; at++)
			loc_column_set(&stack, n++, loc_column_get(&p->stack, at));
		begin[i + 1] = n;
	}
	p->stack = stack;
	p->stack_begin = begin;
	p->stack_shared = NULL;
}

/* Merges what is equal now, and leaves out what nobody refers to any more. */
static bool compact(struct report *r, const struct profile *p, struct draft *d, struct err *err)
{
	struct merge_plan plan = {.arena = r->arena};
	const struct merge_change none = {0};
	struct merger *m;
	bool ok;

	if (!merge_plan_add(&plan, STR("profile"), p, err) || !merge_plan_check(&plan, err))
		return false;
	m = merger_new(r->arena, &plan);
	ok = merger_add(m, p, &none, err) && merger_finish(m, d, err);
	merger_free(m);
	return ok;
}

/* A call as the compiler counts it: by names, and the line within the caller. */
struct call {
	str_id caller, callee;
	int64_t offset, weight;
};

static int by_place(const void *a, const void *b)
{
	const struct call *l = a, *r = b;

	if (l->caller != r->caller)
		return l->caller < r->caller ? -1 : 1;
	if (l->callee != r->callee)
		return l->callee < r->callee ? -1 : 1;
	return (l->offset > r->offset) - (l->offset < r->offset);
}

static int by_weight(const void *a, const void *b)
{
	const struct call *l = a, *r = b;

	return (l->weight < r->weight) - (l->weight > r->weight);
}

/* The calls of a sample. */
struct calls_made {
	VEC(struct call) rows;
	const struct profile *p;
	bool has_lines; /* some function has a first line */
};

static void add_call(struct calls_made *c, const struct frame *caller, const struct frame *callee,
	int64_t weight)
{
	const struct function *from = &c->p->functions[caller->fn],
			      *to = &c->p->functions[callee->fn];

	*vec_add(&c->rows) = (struct call){from->name, to->name,
		wrap_sub(caller->line, from->start_line), weight};
}

/* Like the compiler's graph, a sample counts a call once, and a frame is no caller of itself. */
static void add_sample(struct calls_made *c, size_t sample)
{
	const struct profile *p = c->p;
	struct window w = profile_sample_stack(p, sample);
	int64_t weight = profile_value(p, 0, sample);
	const struct frame *caller = NULL;
	loc_id before = 0;

	for (uint32_t at = w.end; at > w.begin && weight != 0; at--) {
		loc_id loc = loc_column_get(&p->stack, at - 1);

		for (frame_id f = p->frame_begin[loc + 1]; f > p->frame_begin[loc]; f--) {
			const struct frame *frame = &p->frames[f - 1];
			/* Within a location that calls itself, the calls were counted. */
			bool again = loc == before && f != p->frame_begin[loc + 1];

			c->has_lines |= p->functions[frame->fn].start_line != 0;
			if (caller != NULL && caller != frame && !again)
				add_call(c, caller, frame, weight);
			caller = frame;
		}
		before = loc;
	}
}

/* Adds up calls that are equal. */
static size_t merge_calls(struct call *rows, size_t n)
{
	size_t to = 0;

	qsort(rows, n, sizeof(*rows), by_place);
	for (size_t i = 0; i < n; i++) {
		if (to != 0 && by_place(&rows[to - 1], &rows[i]) == 0)
			rows[to - 1].weight = wrap_add(rows[to - 1].weight, rows[i].weight);
		else
			rows[to++] = rows[i];
	}
	return to;
}

/* How many of the heaviest calls make HOT_PERCENT of all. */
static size_t count_hot(struct call *rows, size_t n)
{
	double all = 0, sum = 0;
	size_t hot = 0;

	qsort(rows, n, sizeof(*rows), by_weight);
	for (size_t i = 0; i < n; i++)
		all += (double)rows[i].weight;
	while (hot < n && sum * 100 < all * HOT_PERCENT)
		sum += (double)rows[hot++].weight;
	return hot;
}

/* Tells how much there is for the compiler. */
static bool count_calls(struct report *r, const struct profile *p, struct err *err)
{
	struct calls_made c = {.p = p};
	size_t n = 0, hot = 0;

	for (size_t i = 0; i < p->n_samples; i++)
		add_sample(&c, i);
	if (c.rows.p != NULL) {
		n = merge_calls(c.rows.p, c.rows.n);
		hot = count_hot(c.rows.p, n);
	}
	free(c.rows.p);
	if (!c.has_lines && p->n_samples != 0)
		return err_set(err,
			"pgo: no function has a first line, which Go's compiler needs; take the profile from a "
			"program built with Go 1.20 or later");
	notes_add(r->to_user, "%zu call%s; the heaviest %zu make %d%% of all", n, n == 1 ? "" : "s",
		hot, HOT_PERCENT);
	return true;
}

bool report_pgo(struct report *r, struct err *err)
{
	struct value_type types[1];
	struct profile p;
	struct draft d;
	uint32_t type = 0;
	bool ok;

	if (!find_type(r, &type, err))
		return false;
	p = proto_seen(r);
	types[0] = p.types[type];
	p.types = types;
	p.n_types = 1;
	p.values += type;
	p.before = NULL;
	p.default_type = p.doc_url = 0;
	p.n_comments = 0;
	p.label_begin = NULL;
	cut_stacks(r, &p);
	if (!compact(r, &p, &d, err))
		return false;
	ok = count_calls(r, &d.p, err);
	if (ok)
		profile_encode_gzip(&d.p, r->out);
	draft_release(&d);
	return ok;
}
