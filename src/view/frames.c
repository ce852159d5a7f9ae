/*
 * frames.c: Adds labels to the stacks as frames, for tagroot and tagleaf.
 *
 * Each distinct value of a key becomes a function with a location of its own. The function's name is
 * the value, its file is the key. The result is a new profile. It has its own stacks, functions,
 * locations and frames, and shares all other columns with the loaded profile. The rules are those of
 * pprof's internal/driver/tagroot.go. Like there, a sample without the label gets a frame without a
 * name.
 */
#include <stdlib.h>

#include "base/cancel.h"
#include "base/map.h"
#include "base/mem.h"
#include "profile/stacks.h"
#include "units/units.h"
#include "view/view-internal.h"

struct key_list {
	str_id *p;
	size_t n;
};

struct label_framer {
	struct view *v;
	struct arena *arena;
	struct str unit; /* that numbers are printed in */
	struct key_list root, leaf;
	struct map locs;                /* value and key -> loc_id */
	VEC(struct function) functions; /* the new ones */
	loc_id *of_sample; /* of each sample: its root frames, then its leaf frames; leaf to root */
	bool root_hit, leaf_hit;
};

static struct key_list keys_of(struct label_framer *f, struct str list)
{
	struct key_list keys = {arena_array(f->arena, str_id, list.n + 1), 0};
	struct str rest = list, key;

	while (list.n != 0 && str_split(&rest, ',', &key))
		if (key.n != 0)
			keys.p[keys.n++] = intern_add(&f->v->names, key);
	return keys;
}

static uint64_t max_function_id(const struct profile *p)
{
	uint64_t max = 0;

	for (fn_id fn = 1; fn < p->n_functions; fn++)
		if (p->functions[fn].id > max)
			max = p->functions[fn].id;
	return max;
}

static uint64_t max_location_id(const struct profile *p)
{
	uint64_t max = 0;

	for (loc_id loc = 1; loc < p->n_locations; loc++)
		if (p->loc_file_id[loc] > max)
			max = p->loc_file_id[loc];
	return max;
}

/* A number as it is printed. It has a unit if some number of the sample's key has one. */
static struct str number_text(struct label_framer *f, const struct label *l, bool has_units)
{
	char buf[UNITS_NUMBER_MAX];
	struct str from = profile_str(f->v->loaded, l->text), parts[2];

	if (has_units)
		parts[0] = units_label(l->number, from, f->unit, buf, &parts[1]);
	else
		parts[0] = units_label(l->number, STR(""), STR(""), buf, &parts[1]);
	return arena_join(f->arena, parts, 2, STR(""));
}

/* The values of a key in a sample, with commas between them, texts before numbers; 0: it has none. */
static str_id value_of(struct label_framer *f, size_t sample, str_id key, bool *hit)
{
	const struct profile *p = f->v->loaded;
	uint32_t begin = p->label_begin ? p->label_begin[sample] : 0;
	uint32_t end = p->label_begin ? p->label_begin[sample + 1] : 0, n = 0;
	const struct label *only = NULL;
	bool has_units = false;
	struct str *texts;

	for (uint32_t i = begin; i < end; i++) {
		if (p->labels[i].key != key)
			continue;
		only = &p->labels[i];
		has_units |= only->is_number && only->text != 0;
		n++;
	}
	if (n == 0)
		return 0;
	*hit = true;
	if (n == 1 && !only->is_number)
		return only->text;
	n = 0;
	texts = arena_array(f->arena, struct str, end - begin);
	for (int numbers = 0; numbers < 2; numbers++) {
		for (uint32_t i = begin; i < end; i++) {
			const struct label *l = &p->labels[i];

			if (l->key == key && l->is_number == numbers)
				texts[n++] = numbers ? number_text(f, l, has_units)
						     : profile_str(p, l->text);
		}
	}
	return intern_own(&f->v->names, arena_join(f->arena, texts, n, STR(",")));
}

static loc_id loc_for(struct label_framer *f, str_id value, str_id key)
{
	uint64_t pair = ((uint64_t)value << 32 | key) + 1;
	loc_id loc = map_get(&f->locs, pair);

	if (loc == 0) {
		*vec_add(&f->functions) = (struct function){.name = value, .file = key};
		loc = f->v->loaded->n_locations + (loc_id)f->functions.n - 1;
		map_put(&f->locs, pair, loc);
	}
	return loc;
}

/* The frames of every sample, the last key nearest to the leaf. */
static void choose_frames(struct label_framer *f)
{
	size_t n = f->root.n + f->leaf.n;

	f->of_sample = arena_array(f->arena, loc_id, f->v->loaded->n_samples * n);
	for (size_t s = 0; s < f->v->loaded->n_samples; s++) {
		loc_id *to = f->of_sample + s * n;

		if (interrupted_at(s))
			break;
		for (size_t i = f->root.n; i-- > 0;)
			*to++ = loc_for(f, value_of(f, s, f->root.p[i], &f->root_hit),
				f->root.p[i]);
		for (size_t i = f->leaf.n; i-- > 0;)
			*to++ = loc_for(f, value_of(f, s, f->leaf.p[i], &f->leaf_hit),
				f->leaf.p[i]);
	}
}

/* A copy of n elements of a column, with room for `more`, zeroed. */
static void *extend(struct arena *a, const void *p, size_t n, size_t more, size_t size)
{
	void *to = arena_array_of(a, n + more, size);

	memcpy(to, p, n * size);
	return to;
}

static void extend_tables(struct label_framer *f, struct profile *to)
{
	const struct profile *p = f->v->loaded;
	struct arena *a = f->arena;
	size_t more = f->functions.n, n_locs = p->n_locations;
	uint64_t fn_file_id = max_function_id(p), max_file_id = max_location_id(p);
	struct function *functions = extend(a, p->functions, p->n_functions, more,
		sizeof(*functions));
	uint64_t *loc_file_id = extend(a, p->loc_file_id, n_locs, more, sizeof(*loc_file_id));
	uint32_t *frame_begin = extend(a, p->frame_begin, n_locs + 1, more, sizeof(*frame_begin));
	struct frame *frames = extend(a, p->frames, p->n_frames, more, sizeof(*frames));

	for (size_t i = 0; i < more; i++) {
		f->functions.p[i].id = fn_file_id + i + 1;
		functions[p->n_functions + i] = f->functions.p[i];
		loc_file_id[n_locs + i] = max_file_id + i + 1;
		frames[p->n_frames + i].fn = (fn_id)(p->n_functions + i);
		frame_begin[n_locs + i + 1] = (frame_id)(p->n_frames + i + 1);
	}
	to->functions = functions;
	to->loc_file_id = loc_file_id;
	to->loc_address = extend(a, p->loc_address, n_locs, more, sizeof(*to->loc_address));
	to->loc_mapping = extend(a, p->loc_mapping, n_locs, more, sizeof(*to->loc_mapping));
	to->loc_folded = extend(a, p->loc_folded, n_locs, more, sizeof(*to->loc_folded));
	to->frame_begin = frame_begin;
	to->frames = frames;
	to->n_functions += (uint32_t)more;
	to->n_locations += (uint32_t)more;
	to->n_frames += (uint32_t)more;
}

static void put_locs(struct stacks *to, const loc_id *locs, size_t n)
{
	stacks_room(to, n);
	for (size_t i = 0; i < n; i++)
		stacks_put(to, locs[i]);
}

/* Gives each sample a stack with its frames. False when they are too many. */
static bool extend_stacks(struct label_framer *f, struct profile *to)
{
	const struct profile *p = f->v->loaded;
	size_t n_root = f->root.n, n_leaf = f->leaf.n;
	struct stacks stacks;

	stacks_init(&stacks);
	for (size_t i = 0; i < p->n_samples; i++) {
		const loc_id *add = f->of_sample + i * (n_root + n_leaf);
		struct window w = profile_sample_stack(p, i);

		put_locs(&stacks, add + n_root, n_leaf);
		stacks_room(&stacks, w.end - w.begin);
		for (uint32_t at = w.begin; at < w.end; at++)
			stacks_put(&stacks, loc_column_get(&p->stack, at));
		put_locs(&stacks, add, n_root);
		stacks_give(&stacks, stacks_fold(&stacks));
		if (stacks.n_locs > UINT32_MAX) {
			stacks_release(&stacks);
			return false;
		}
	}
	stacks_finish(&stacks, f->arena, to);
	return true;
}

bool view_add_frames(struct view *v, struct arena *a, const struct config *c, struct err *err)
{
	struct label_framer f = {.v = v, .arena = a, .unit = c->unit};
	bool ok = true;

	f.root = keys_of(&f, c->tagroot);
	f.leaf = keys_of(&f, c->tagleaf);
	if (f.root.n + f.leaf.n > 0) {
		v->with_frames = *v->loaded;
		choose_frames(&f);
		extend_tables(&f, &v->with_frames);
		ok = extend_stacks(&f, &v->with_frames);
		v->p = &v->with_frames;
	}
	if (c->tagroot.n != 0 && !f.root_hit)
		view_unmatched(v, OPT_tagroot, STR(""));
	if (c->tagleaf.n != 0 && !f.leaf_hit)
		view_unmatched(v, OPT_tagleaf, STR(""));
	map_release(&f.locs);
	free(f.functions.p);
	return ok || err_set(err, "tagroot and tagleaf add too many frames");
}
