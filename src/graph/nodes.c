/*
 * nodes.c: Finds the node of each frame, and makes the names of nodes.
 */
#include "graph/nodes.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/index.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/path.h"

struct node_maker {
	struct nodes *nodes;
	size_t cap;
	struct index index; /* hash of a node -> its id */
	uint64_t seed;
	bool objects;
	node_id *of_fn; /* the node of each function, where that alone decides; or NULL */
};

/* A value of tagroot or tagleaf is in no binary and stands for itself. */
static str_id binary_of(const struct view *v, loc_id loc, fn_id fn)
{
	return fn >= v->loaded->n_functions ? v->p->functions[fn].name
					    : v->binary_of[v->p->loc_mapping[loc]];
}

static struct node node_of(const struct node_maker *m, loc_id loc, frame_id f)
{
	const struct view *v = m->nodes->view;
	const struct profile *p = v->p;
	const struct frame *frame = &p->frames[f];
	const struct function *fn = &p->functions[frame->fn];
	struct node n = {0};

	if (v->parts & VIEW_ADDRESS)
		n.address = p->loc_address[loc];
	if (v->parts & VIEW_NAME)
		n.name = fn->name;
	if (v->parts & VIEW_FILE)
		n.file = v->file_of[frame->fn];
	if (v->parts & VIEW_LINE)
		n.line = frame->line;
	if (v->parts & VIEW_COLUMN)
		n.column = frame->column;
	if (v->parts & VIEW_GROUP)
		n.name = v->group_of[frame->fn];
	if (v->parts & VIEW_BINARY)
		n.name = binary_of(v, loc, frame->fn);
	if (m->objects || n.name == 0)
		n.object = p->mappings[p->loc_mapping[loc]].file;
	if (m->objects && !view_is_grouped(v))
		n.start_line = fn->start_line;
	return n;
}

static uint64_t node_hash(uint64_t h, const struct node *n)
{
	h = hash_mix(h, n->address);
	h = hash_mix(h, (uint64_t)n->line);
	h = hash_mix(h, (uint64_t)n->column);
	h = hash_mix(h, (uint64_t)n->start_line);
	h = hash_mix(h, (uint64_t)n->name << 32 | n->file);
	return hash_mix(h, n->object);
}

static bool node_eq(const struct node *a, const struct node *b)
{
	return a->address == b->address && a->line == b->line && a->column == b->column &&
		a->start_line == b->start_line && a->name == b->name && a->file == b->file &&
		a->object == b->object;
}

static node_id find_or_add(struct node_maker *m, const struct node *n)
{
	struct nodes *nodes = m->nodes;
	uint64_t hash = node_hash(m->seed, n);
	size_t at = 0;
	node_id id;

	while ((id = index_next(&m->index, hash, &at)) != 0)
		if (node_eq(&nodes->rows[id], n))
			return id;
	nodes->rows = mem_grow(nodes->rows, &m->cap, (size_t)nodes->n + 1, sizeof(*nodes->rows));
	id = nodes->n++;
	nodes->rows[id] = *n;
	index_add(&m->index, hash, id);
	return id;
}

static node_id node_of_frame(struct node_maker *m, loc_id loc, frame_id f)
{
	fn_id fn = m->nodes->view->p->frames[f].fn;
	struct node n;

	if (m->of_fn != NULL && m->of_fn[fn] != 0)
		return m->of_fn[fn];
	n = node_of(m, loc, f);
	if (m->of_fn == NULL || n.name == 0)
		return find_or_add(m, &n);
	m->of_fn[fn] = find_or_add(m, &n);
	return m->of_fn[fn];
}

void nodes_init(struct nodes *nodes, struct arena *a, const struct view *v, bool objects)
{
	const struct profile *p = v->p;
	struct node_maker m = {.nodes = nodes, .objects = objects, .seed = hash_seed()};
	struct node *rows;

	*nodes = (struct nodes){.view = v, .n = 1};
	nodes->of_frame = arena_array(a, node_id, p->n_frames);
	nodes->rows = mem_grow(NULL, &m.cap, 1024, sizeof(*nodes->rows));
	nodes->rows[0] = (struct node){0};
	if (!objects && !(v->parts & (VIEW_LINE | VIEW_ADDRESS | VIEW_BINARY)))
		m.of_fn = arena_array(a, node_id, p->n_functions);
	for (loc_id loc = 1; loc < p->n_locations; loc++)
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++)
			if (view_keeps(v, f))
				nodes->of_frame[f] = node_of_frame(&m, loc, f);
	index_release(&m.index);
	rows = arena_array(a, struct node, nodes->n);
	memcpy(rows, nodes->rows, nodes->n * sizeof(*rows));
	free(nodes->rows);
	nodes->rows = rows;
}

/* From pprof's graph.NameComponents. */
struct str node_place(struct arena *a, const struct nodes *nodes, node_id id, bool base_name)
{
	const struct node *n = &nodes->rows[id];
	struct str parts[3] = {view_str(nodes->view, n->file)};

	if (base_name && parts[0].n != 0)
		parts[0] = path_base(parts[0]);
	if (n->line != 0) {
		parts[1] = arena_fmt(a, ":%" PRId64, n->line);
		if (n->column != 0)
			parts[2] = arena_fmt(a, ":%" PRId64, n->column);
		return arena_join(a, parts, 3, STR(""));
	}
	if (n->file != 0 || n->name != 0)
		return parts[0];
	if (n->object == 0)
		return STR("<unknown>");
	parts[0] = STR("[");
	parts[1] = path_base(view_str(nodes->view, n->object));
	parts[2] = STR("]");
	return arena_join(a, parts, 3, STR(""));
}

struct str node_name(struct arena *a, const struct nodes *nodes, node_id id)
{
	const struct node *n = &nodes->rows[id];
	struct str parts[3] = {{0}};

	parts[1] = view_str(nodes->view, n->name);
	parts[2] = node_place(a, nodes, id, false);
	if (n->address != 0)
		parts[0] = arena_fmt(a, "%016" PRIx64, n->address);
	else if (parts[1].n == 0 || parts[2].n == 0)
		return parts[1].n ? parts[1] : parts[2];
	return arena_join(a, parts, 3, STR(" "));
}
