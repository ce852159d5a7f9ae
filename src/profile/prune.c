/*
 * prune.c: cuts the frames that a profile itself asks to leave out (drop_frames and keep_frames).
 *
 * The rules are those of pprof's profile/prune.go, which removes "uninteresting" frames, such as an
 * allocator's own below malloc, once when a profile is loaded. Each distinct name is matched once.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/rx.h"
#include "profile/draft.h"
#include "profile/profile-internal.h"

struct str profile_prune_name(struct str name)
{
	static const struct str kept[] = {{"(anonymous namespace)", 21}, {"operator()", 10}};
	size_t i = 0;

	if (name.n && name.p[0] == '.')
		name = str_from(name, 1);
	while (i < name.n) {
		size_t skip = 0;

		for (size_t k = 0; k < 2; k++)
			if (str_eq(str_sub(name, i, kept[k].n), kept[k]))
				skip = kept[k].n;
		if (skip == 0 && name.p[i] == '(')
			return str_sub(name, 0, i);
		i += skip ? skip : 1;
	}
	return name;
}

/* What pruning does at a location. */
enum prune { PRUNE_UNKNOWN, PRUNE_NOT, PRUNE_BENEATH, PRUNE_WHOLE };

struct pruner {
	struct draft *d;
	struct rx *drop, *keep;
	signed char *names;   /* by str_id: 1 drop, -1 leave, 0 not matched yet */
	unsigned char *locs;  /* enum prune by loc_id */
	frame_id *first_kept; /* by loc_id, where PRUNE_BENEATH */
	bool failed;
	struct err err;
};

/* ^(pattern)$; NULL when there is none or it does not compile. */
static struct rx *whole(struct arena *a, struct str pattern)
{
	struct str parts[] = {STR("^("), pattern, STR(")$")};
	struct rx *rx = NULL;
	struct err ignored;

	if (pattern.n == 0)
		return NULL;
	if (!rx_new(arena_join(a, parts, 3, STR("")), &rx, &ignored))
		return NULL;
	return rx;
}

static bool hits(struct pruner *r, struct rx *rx, struct str name)
{
	bool hit = false;

	if (!r->failed && !rx_match(rx, name, &hit, &r->err))
		r->failed = true;
	return hit;
}

static bool name_drops(struct pruner *r, str_id name)
{
	struct str s = profile_prune_name(profile_str(&r->d->p, name));

	if (r->names[name] == 0)
		r->names[name] = hits(r, r->drop, s) && !(r->keep != NULL && hits(r, r->keep, s))
			? 1
			: -1;
	return r->names[name] > 0;
}

/* The outermost frame that matches goes, with the ones it calls. */
static void classify(struct pruner *r, loc_id loc)
{
	const struct profile *p = &r->d->p;
	frame_id f = p->frame_begin[loc + 1];

	r->locs[loc] = PRUNE_NOT;
	while (f > p->frame_begin[loc]) {
		str_id name = p->functions[p->frames[--f].fn].name;

		if (name == 0 || !name_drops(r, name))
			continue;
		r->locs[loc] = f + 1 == p->frame_begin[loc + 1] ? PRUNE_WHOLE : PRUNE_BENEATH;
		r->first_kept[loc] = f + 1;
		return;
	}
}

/* Where the stack begins that is left of stack[begin..end): nothing goes before a frame that stays. */
static uint32_t pruned_begin(const struct pruner *r, uint32_t begin, uint32_t end)
{
	bool found_user = false;

	for (uint32_t i = end; i > begin; i--) {
		enum prune what = (enum prune)r->locs[loc_column_get(&r->d->p.stack, i - 1)];

		if (what == PRUNE_NOT)
			found_user = true;
		else if (found_user)
			return what == PRUNE_WHOLE ? i : i - 1;
	}
	return begin;
}

/* The stacks, to be cut in place: the draft's own, or copies of another profile's. */
static struct loc_column own_stacks(struct draft *d)
{
	struct profile *p = &d->p;
	size_t n = p->stack_begin[p->n_stacks];

	if (d->shares_stacks && p->stack.narrow != NULL)
		p->stack.narrow = draft_extend(d, p->stack.narrow, n, 0, sizeof(*p->stack.narrow));
	else if (d->shares_stacks && p->stack.wide != NULL)
		p->stack.wide = draft_extend(d, p->stack.wide, n, 0, sizeof(*p->stack.wide));
	d->shares_stacks = false;
	return p->stack;
}

static void cut_stacks(const struct pruner *r)
{
	struct profile *p = &r->d->p;
	struct loc_column stack = own_stacks(r->d);
	uint32_t *to = draft_table(r->d, (size_t)p->n_stacks + 1, sizeof(*to));
	uint32_t n = 0, begin = 0;

	for (stack_id i = 0; i < p->n_stacks; i++) {
		uint32_t end = p->stack_begin[i + 1];

		for (uint32_t from = pruned_begin(r, begin, end); from < end; from++)
			loc_column_set(&stack, n++, loc_column_get(&stack, from));
		begin = end;
		to[i + 1] = n;
	}
	p->stack_begin = to;
}

static void cut_frames(const struct pruner *r)
{
	struct profile *p = &r->d->p;
	struct frame *frames = draft_table(r->d, p->n_frames, sizeof(*frames));
	frame_id *to = draft_table(r->d, (size_t)p->n_locations + 1, sizeof(*to));
	frame_id n = 0;

	for (loc_id loc = 0; loc < p->n_locations; loc++) {
		frame_id end = p->frame_begin[loc + 1], from = p->frame_begin[loc];

		if (r->locs[loc] == PRUNE_BENEATH)
			from = r->first_kept[loc];
		memcpy(frames + n, p->frames + from, (end - from) * sizeof(*frames));
		n += end - from;
		to[loc + 1] = n;
	}
	p->frames = frames;
	p->frame_begin = to;
	p->n_frames = n;
}

static void prune(struct pruner *r)
{
	const struct profile *p = &r->d->p;
	bool any = false;

	r->names = mem_zeroed(intern_end(&p->strings), 1);
	r->locs = mem_zeroed(p->n_locations, 1);
	r->first_kept = mem_zeroed(p->n_locations, sizeof(*r->first_kept));
	for (loc_id loc = 1; loc < p->n_locations && !r->failed; loc++) {
		classify(r, loc);
		any |= r->locs[loc] != PRUNE_NOT;
	}
	if (any && !r->failed) {
		cut_stacks(r);
		cut_frames(r);
	}
	free(r->names);
	free(r->locs);
	free(r->first_kept);
}

bool draft_prune(struct draft *d, struct err *err)
{
	const struct profile *p = &d->p;
	struct arena scratch = {0};
	struct pruner r = {.d = d};

	r.drop = whole(&scratch, profile_str(p, p->drop_frames));
	r.keep = whole(&scratch, profile_str(p, p->keep_frames));
	if (r.drop != NULL && (r.keep != NULL || p->keep_frames == 0))
		prune(&r);
	rx_free(r.drop);
	rx_free(r.keep);
	arena_release(&scratch);
	if (r.failed) {
		*err = r.err;
		return err_wrap(err, "the profile's drop_frames, which -all_frames ignores");
	}
	return true;
}
