/*
 * flame-data.c: Writes flame graphs as compact bytes.
 *
 * Trees come last in the file, but say which entries there are. So they are written aside first. Entries, groups
 * and strings are those that the trees use.
 */
#include "flame/flame-data.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "flame/flame-types.h"

struct flame_data_writer {
	const struct flame_data_spec *spec;
	struct arena arena;
	struct out trees;
	uint32_t *entry_of;  /* by node_id; 0 while it has none */
	VEC(node_id) nodes;  /* by entry; the first is 0 */
	uint32_t *number_of; /* by group of the spec: its number in the file; 0 while it has none */
	VEC(uint32_t) groups; /* by that number: the group; the first is 0 */
	struct intern strings;
	struct out text; /* room for a string that is escaped */
};

enum { VARINT_MAX = 10 };

/* Where the profile is so large that the shape is folded, each tree is below this share of its whole. */
enum { FLAME_DATA_FINEST = 1 << 15 };

static void put_varint(struct out *o, uint64_t v)
{
	char *p = out_room(o, VARINT_MAX);
	size_t n = 0;

	for (; v >= 0x80; v >>= 7)
		p[n++] = (char)(v | 0x80);
	p[n++] = (char)v;
	out_used(o, n);
}

static void put_signed(struct out *o, int64_t v)
{
	uint64_t sign = v < 0 ? UINT64_MAX : 0;

	put_varint(o, ((uint64_t)v << 1) ^ sign);
}

static void put_counted(struct out *o, struct str s)
{
	put_varint(o, s.n);
	out_bytes(o, s.p, s.n);
}

/* The number of the entry of a node. */
static uint32_t entry_of(struct flame_data_writer *w, node_id node)
{
	if (w->entry_of[node] == 0) {
		w->entry_of[node] = (uint32_t)w->nodes.n;
		*vec_add(&w->nodes) = node;
	}
	return w->entry_of[node];
}

static uint32_t group_of(struct flame_data_writer *w, node_id node)
{
	uint32_t group = w->spec->groups->of_node[node];

	if (group != 0 && w->number_of[group] == 0) {
		w->number_of[group] = (uint32_t)w->groups.n;
		*vec_add(&w->groups) = group;
	}
	return w->number_of[group];
}

/* Adds a string, escaped if it needs that. */
static str_id add_string(struct flame_data_writer *w, struct str s)
{
	out_clear(&w->text);
	out_str(&w->text, s);
	if (w->text.n == s.n)
		return intern_own(&w->strings, s);
	return intern_add(&w->strings, (struct str){w->text.p, w->text.n});
}

/* A tree while it is written. Columns come one after the other, so each has a buffer. */
struct flame_tree_writer {
	struct flame_data_writer *w;
	const struct flame_tree *shape;
	const struct flame_values *values;
	uint64_t least;   /* frames that are less wide are folded */
	uint32_t *height; /* by frame of the shape: its levels in this type, with hidden ones */
	uint32_t *depth;  /* by frame of the shape */
	VEC(uint32_t)
	pending; /* frames of the shape that are still to be written, the next one last */
	uint32_t n, folded; /* frames that are written, and those of them that are folded */
	uint32_t last_depth, last_folded;
	struct out levels, entries, self, before, hidden;
};

/* Finds how many levels each frame has in this type. */
static void find_heights(struct flame_tree_writer *t)
{
	const struct flame_tree *shape = t->shape;

	for (uint32_t i = shape->n; i-- > 0;) {
		uint32_t *above = &t->height[shape->parent[i]];
		uint32_t hidden = shape->end[i] == i + 1 ? shape->height[i] - 1 : 0;

		if (t->values->width[i] == 0)
			continue;
		if (t->height[i] < 1 + hidden)
			t->height[i] = 1 + hidden;
		if (i != 0 && *above < t->height[i] + 1)
			*above = t->height[i] + 1;
	}
}

static int by_width(const void *a, const void *b, void *writer)
{
	const struct flame_tree_writer *t = writer;
	uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;
	uint64_t lw = t->values->width[l], rw = t->values->width[r];
	int order;

	if (lw != rw)
		return lw < rw ? -1 : 1;
	order = str_cmp(t->shape->names[t->shape->node[r]], t->shape->names[t->shape->node[l]]);
	return order != 0 ? order : (l < r) - (l > r);
}

/* Makes the children of a frame the next ones, the widest first of all. */
static void add_children(struct flame_tree_writer *t, uint32_t frame)
{
	const struct flame_tree *shape = t->shape;
	size_t first = t->pending.n;

	for (uint32_t i = frame + 1; i < shape->end[frame]; i = shape->end[i]) {
		t->depth[i] = t->depth[frame] + 1;
		if (t->values->width[i] != 0)
			*vec_add(&t->pending) = i;
	}
	sort_with(t->pending.p + first, t->pending.n - first, sizeof(*t->pending.p), by_width, t);
}

/* The sum of a column over the frame and all below it. */
static int64_t sum_below(const struct flame_tree *shape, const int64_t *column, uint32_t frame)
{
	int64_t sum = 0;

	for (uint32_t i = frame; i < shape->end[frame]; i++)
		sum = wrap_add(sum, column[i]);
	return sum;
}

static void put_folded(struct flame_tree_writer *t, uint32_t frame)
{
	const struct flame_values *v = t->values;

	put_varint(&t->hidden, t->n - t->last_folded);
	put_varint(&t->hidden, t->height[frame] - 1);
	t->last_folded = t->n;
	t->folded++;
	put_signed(&t->self, sum_below(t->shape, v->self, frame));
	if (v->before != NULL)
		put_signed(&t->before, sum_below(t->shape, v->before, frame));
}

static void put_frame(struct flame_tree_writer *t, uint32_t frame)
{
	const struct flame_values *v = t->values;

	if (frame != 0) {
		put_varint(&t->levels, t->last_depth + 1 - t->depth[frame]);
		put_varint(&t->entries, entry_of(t->w, t->shape->node[frame]));
	}
	t->last_depth = t->depth[frame];
	if (t->height[frame] > 1 &&
		(t->shape->end[frame] == frame + 1 || v->width[frame] < t->least)) {
		put_folded(t, frame);
	} else {
		put_signed(&t->self, v->self[frame]);
		if (v->before != NULL)
			put_signed(&t->before, v->before[frame]);
		add_children(t, frame);
	}
	t->n++;
}

static void append(struct out *to, struct out *column)
{
	out_bytes(to, column->p, column->n);
	out_release(column);
}

/* Writes the tree of a type aside. */
static void put_tree(struct flame_data_writer *w, const struct flame_types *types, uint32_t type)
{
	struct arena a = {0};
	struct flame_values values;
	struct flame_tree_writer t = {.w = w, .shape = &types->shape, .values = &values};

	flame_values_init(&values, &a, types, type);
	t.height = arena_array(&a, uint32_t, t.shape->n);
	t.depth = arena_array(&a, uint32_t, t.shape->n);
	if (t.shape->folded != 0)
		t.least = values.width[0] / FLAME_DATA_FINEST;
	find_heights(&t);
	*vec_add(&t.pending) = 0;
	for (size_t i = 0; t.pending.n != 0 && !interrupted_at(i); i++)
		put_frame(&t, t.pending.p[--t.pending.n]);
	put_varint(&w->trees, t.n);
	put_varint(&w->trees, t.folded);
	append(&w->trees, &t.levels);
	append(&w->trees, &t.entries);
	append(&w->trees, &t.self);
	append(&w->trees, &t.before);
	append(&w->trees, &t.hidden);
	free(t.pending.p);
	arena_release(&a);
}

static void put_trees(struct flame_data_writer *w)
{
	const struct flame_data_spec *spec = w->spec;
	struct arena a = {0};
	struct flame_types types;

	flame_types_init(&types, &a, spec->nodes, spec->first, spec->n);
	for (uint32_t i = 0; i < spec->n && !interrupted(); i++)
		put_tree(w, &types, spec->first + i);
	arena_release(&a);
}

/* An entry as it is written: the numbers of its columns. */
struct flame_data_row {
	str_id name, file, label;
	uint32_t group;
	uint64_t line;
	bool inlined;
};

static struct flame_data_row *make_rows(struct flame_data_writer *w)
{
	struct flame_data_row *rows = arena_array(&w->arena, struct flame_data_row, w->nodes.n);

	for (size_t i = 1; i < w->nodes.n; i++) {
		struct flame_data_entry entry = {0};

		w->spec->describe(w->spec->context, w->nodes.p[i], &entry);
		rows[i] = (struct flame_data_row){
			.name = add_string(w, entry.name),
			.file = add_string(w, entry.file),
			.label = add_string(w, entry.label),
			.group = group_of(w, w->nodes.p[i]),
			.line = entry.line > 0 ? (uint64_t)entry.line : 0,
			.inlined = entry.inlined,
		};
	}
	return rows;
}

static int by_bytes(const void *a, const void *b, void *strings)
{
	return str_cmp(intern_str(strings, *(const str_id *)a),
		intern_str(strings, *(const str_id *)b));
}

static size_t shared_bytes(struct str a, struct str b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.p[n] == b.p[n])
		n++;
	return n;
}

/* Writes the strings, sorted. Returns the place of each by its id. */
static const uint32_t *put_strings(struct flame_data_writer *w, struct out *o)
{
	uint32_t n = intern_end(&w->strings);
	str_id *order = arena_array(&w->arena, str_id, n);
	uint32_t *place = arena_array(&w->arena, uint32_t, n);
	struct str before = STR("");

	for (str_id id = 0; id < n; id++)
		order[id] = id;
	sort_with(order, n, sizeof(*order), by_bytes, &w->strings);
	put_varint(o, n);
	for (uint32_t i = 0; i < n; i++) {
		struct str s = intern_str(&w->strings, order[i]);
		size_t shared = shared_bytes(before, s);

		place[order[i]] = i;
		put_varint(o, shared);
		put_counted(o, str_from(s, shared));
		before = s;
	}
	return place;
}

static void put_entries(struct flame_data_writer *w, struct out *o,
	const struct flame_data_row *rows, const uint32_t *place)
{
	size_t n = w->nodes.n;

	put_varint(o, n);
	for (size_t i = 0; i < n; i++)
		put_varint(o, place[rows[i].name]);
	for (size_t i = 0; i < n; i++)
		put_varint(o, place[rows[i].file]);
	for (size_t i = 0; i < n; i++)
		put_varint(o, rows[i].line);
	for (size_t i = 0; i < n; i++)
		put_varint(o, rows[i].group);
	for (size_t i = 0; i < n; i++)
		put_varint(o, place[rows[i].label]);
	for (size_t i = 0; i < n; i++)
		put_varint(o, rows[i].inlined);
}

static void put_tables(struct flame_data_writer *w, struct out *o)
{
	const struct flame_groups *groups = w->spec->groups;
	struct flame_data_row *rows = make_rows(w);
	str_id *names = arena_array(&w->arena, str_id, w->groups.n);
	const uint32_t *place;

	for (size_t i = 0; i < w->groups.n; i++)
		names[i] = add_string(w, groups->names[w->groups.p[i]]);
	place = put_strings(w, o);
	put_varint(o, w->groups.n);
	for (size_t i = 0; i < w->groups.n; i++) {
		put_varint(o, place[names[i]]);
		put_varint(o, groups->hues[w->groups.p[i]]);
		put_varint(o, groups->tones[w->groups.p[i]]);
	}
	put_entries(w, o, rows, place);
}

void flame_data_write(struct out *o, const struct flame_data_spec *spec)
{
	struct flame_data_writer w = {.spec = spec, .text = {.terminal = true}};

	w.entry_of = arena_array(&w.arena, uint32_t, spec->nodes->n);
	w.number_of = arena_array(&w.arena, uint32_t, spec->groups->n);
	intern_init(&w.strings, &w.arena, NULL);
	vec_add(&w.nodes);
	vec_add(&w.groups);
	put_trees(&w);
	out_lit(o, "cprofFT1");
	put_counted(o, spec->header);
	put_tables(&w, o);
	out_bytes(o, w.trees.p, w.trees.n);
	out_release(&w.trees);
	out_release(&w.text);
	free(w.nodes.p);
	free(w.groups.p);
	intern_release(&w.strings);
	arena_release(&w.arena);
}
