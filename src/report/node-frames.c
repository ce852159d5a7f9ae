/*
 * node-frames.c: Gives the nodes of a graph as the frames of rows.
 */
#include "report/node-frames.h"

static struct str node_text(const struct table_frames *frames, uint32_t id)
{
	const struct node_frames *k = (const struct node_frames *)frames;

	if (k->texts != NULL && k->texts[id].n != 0)
		return k->texts[id];
	return node_name(k->arena, k->nodes, id);
}

/* Finds the first frame of each node, by node_id, when a writer asks for the first file. */
static const frame_id *first_frames(const struct node_frames *k)
{
	const struct profile *p = k->nodes->view->p;
	frame_id *first;

	if (*k->first != NULL)
		return *k->first;
	first = arena_array(k->arena, frame_id, k->nodes->n);
	for (frame_id f = p->n_frames; f-- > 1;)
		first[k->nodes->of_frame[f]] = f;
	*k->first = first;
	return first;
}

/* The file of the node, or of its first frame where the granularity does not tell files apart. */
static struct str file_of(const struct node_frames *k, uint32_t id)
{
	const struct view *v = k->nodes->view;
	const struct node *n = &k->nodes->rows[id];

	if (n->file != 0 || n->name == 0 || view_is_grouped(v))
		return view_str(v, n->file);
	return profile_str(v->p, v->p->functions[v->p->frames[first_frames(k)[id]].fn].file);
}

static void get_node(const struct table_frames *frames, uint32_t id, struct table_frame *f)
{
	const struct node_frames *k = (const struct node_frames *)frames;
	const struct node *n = &k->nodes->rows[id];

	*f = (struct table_frame){
		.text = node_text(frames, id),
		.name = view_str(k->nodes->view, n->name),
		.file = file_of(k, id),
		.line = n->line,
		.column = n->column,
		.address = n->address,
	};
}

struct node_frames node_frames_of(struct report *r, const struct nodes *nodes,
	const struct str *texts)
{
	return (struct node_frames){
		.frames = {node_text, get_node},
		.arena = r->arena,
		.nodes = nodes,
		.texts = texts,
		.first = arena_alloc(r->arena, sizeof(const frame_id *)),
	};
}

struct table_cell node_frames_cell(const struct node_frames *k, node_id id,
	enum table_inline inlined)
{
	return table_frame(&k->frames, id, inlined);
}
