/*
 * flame-view.c: Makes the flame graph of a request, and searches its names.
 */
#include "screen/flame-view.h"

#include <stdlib.h>

#include "base/rx.h"

void flame_view_init(struct flame_view *v, struct report *r)
{
	struct sample_spec samples = {.view = r->view,
		.value = r->type,
		.mean = r->config->mean,
		.before = r->profile->before != NULL};

	*v = (struct flame_view){.r = r, .arena = r->arena};
	nodes_init(&v->nodes, r->arena, r->view, false);
	stack_sums_init(&v->sums, r->arena, &samples);
	flame_groups_init(&v->groups, r->arena, &v->nodes);
	v->labels = arena_array(r->arena, struct str, v->nodes.n);
	v->names = arena_array(r->arena, struct str, v->nodes.n);
	flame_frames_init(&v->frames, r, &v->nodes);
	/* Values stand alone here, and not in a column: each has the unit that suits it. */
	if (str_eq(r->values.unit, STR("minimum")))
		r->values.unit = STR("auto");
	r->arena = &v->texts;
}

void flame_view_release(struct flame_view *v)
{
	v->r->arena = v->arena;
	arena_release(&v->trees_arena);
	arena_release(&v->texts);
}

void flame_view_forget(struct flame_view *v)
{
	arena_rewind(&v->texts);
}

/* The nodes of a name, by node_id; NULL: there are none. */
static const bool *nodes_of_name(struct flame_view *v, struct str name)
{
	bool *is = arena_array(&v->trees_arena, bool, v->nodes.n), any = false;

	for (node_id id = 1; id < v->nodes.n; id++) {
		is[id] = str_eq(flame_view_name(v, id), name);
		any |= is[id];
	}
	return any ? is : NULL;
}

/* The nodes that the option `sandwich` matches; NULL: there are none, or it is not set. */
static const bool *nodes_of_option(struct flame_view *v)
{
	struct str pattern = v->r->config->sandwich;
	struct err ignored;
	bool *found = pattern.n != 0 ? flame_view_search(v, pattern, &ignored) : NULL, *is = NULL;

	if (found != NULL) {
		is = arena_array(&v->trees_arena, bool, v->nodes.n);
		memcpy(is, found, v->nodes.n * sizeof(*is));
	}
	free(found);
	return is;
}

void flame_view_grow(struct flame_view *v, const struct flame_mode *mode)
{
	const struct config *c = v->r->config;
	struct flame_spec spec = {
		.nodes = &v->nodes,
		.stacks = &v->sums,
		.widths = mode->widths,
		.leaf_first = c->leaf_first,
		.merge_recursion = mode->merge_recursion || c->merge_recursion,
		.by_name = c->order == ORDER_NAME,
	};

	arena_rewind(&v->trees_arena);
	v->n_trees = 1;
	spec.begins = mode->sandwich ? nodes_of_name(v, mode->function) : nodes_of_option(v);
	if (spec.begins != NULL) {
		spec.leaf_first = true;
		flame_tree_init(&v->trees[FLAME_UPPER], &v->trees_arena, &spec);
		spec.leaf_first = false;
		v->n_trees = 2;
	}
	flame_tree_init(&v->trees[FLAME_LOWER], &v->trees_arena, &spec);
	if (v->n_trees == 2 && v->trees[FLAME_LOWER].n == 1) { /* no stack of this view has it */
		spec.begins = NULL;
		spec.leaf_first = c->leaf_first;
		v->n_trees = 1;
		flame_tree_init(&v->trees[FLAME_LOWER], &v->trees_arena, &spec);
	}
}

struct str flame_view_label(struct flame_view *v, node_id id)
{
	if (v->labels[id].p == NULL) {
		v->r->arena = v->arena; /* it stays */
		v->labels[id] = id != 0 ? flame_frame_label(&v->frames, id) : STR("all");
		v->r->arena = &v->texts;
	}
	return v->labels[id];
}

struct str flame_view_name(struct flame_view *v, node_id id)
{
	if (v->names[id].p == NULL)
		v->names[id] = id != 0 ? node_name(v->arena, &v->nodes, id) : STR("all");
	return v->names[id];
}

struct str flame_view_pattern(struct flame_view *v, node_id id)
{
	const struct node *n = &v->nodes.rows[id];
	struct arena *a = v->r->arena;
	str_id text = n->name != 0 ? n->name : n->file != 0 ? n->file : n->object;
	struct str quoted = rx_quote(a, view_str(v->nodes.view, text));

	/* A package or folder is a part of the names in it. */
	if (quoted.n == 0 || view_is_grouped(v->nodes.view))
		return quoted;
	return arena_join(a, (struct str[]){STR("^"), quoted, STR("$")}, 3, STR(""));
}

struct str flame_view_file(struct flame_view *v, node_id id, int64_t *line)
{
	const struct profile *p = v->r->profile;
	struct table_frame f;

	*line = 0;
	if (id == 0 || view_is_grouped(v->nodes.view))
		return STR("");
	v->frames.frames.frames.get(&v->frames.frames.frames, id, &f);
	*line = f.line;
	for (frame_id i = 1; i < p->n_frames && f.line == 0; i++) {
		int64_t first;

		if (v->nodes.of_frame[i] != id)
			continue;
		first = p->functions[p->frames[i].fn].start_line;
		first = first != 0 ? first : p->frames[i].line;
		if (first != 0 && (*line == 0 || first < *line))
			*line = first;
	}
	return f.file;
}

/* The pattern that is searched for: where it has no capitals, these are found, too. */
static struct str smart_case(struct arena *a, struct str pattern)
{
	for (size_t i = 0; i < pattern.n; i++) {
		if (pattern.p[i] == '\\' && i + 1 < pattern.n)
			i++; /* \S and \W are no capitals */
		else if (pattern.p[i] >= 'A' && pattern.p[i] <= 'Z')
			return pattern;
	}
	return arena_join(a, (struct str[]){STR("(?i)"), pattern}, 2, STR(""));
}

bool *flame_view_search(struct flame_view *v, struct str pattern, struct err *err)
{
	bool *matches, ok = true;
	struct rx *rx;

	if (!rx_new(smart_case(v->r->arena, pattern), &rx, err))
		return NULL;
	matches = mem_zeroed(v->nodes.n, sizeof(*matches));
	for (node_id id = 1; id < v->nodes.n && ok; id++)
		ok = rx_match(rx, flame_view_name(v, id), &matches[id], err);
	rx_free(rx);
	if (ok)
		return matches;
	free(matches);
	return NULL;
}
