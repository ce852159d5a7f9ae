/*
 * kept.c: Makes what several graphs of one view share, once.
 */
#include "graph/kept.h"

#include "base/array.h"
#include "base/cancel.h"
#include "graph/graph.h"

void graph_kept_init(struct graph_kept *k, const struct view *view)
{
	*k = (struct graph_kept){.view = view};
	for (size_t i = 0; i < ARRAY_LEN(k->by_objects); i++) {
		k->by_objects[i].nodes.view = view;
		pthread_mutex_init(&k->by_objects[i].lock, NULL);
	}
}

void graph_kept_release(struct graph_kept *k)
{
	for (size_t i = 0; i < ARRAY_LEN(k->by_objects); i++) {
		arena_release(&k->by_objects[i].arena);
		pthread_mutex_destroy(&k->by_objects[i].lock);
	}
}

struct kept_nodes *graph_kept_nodes(struct graph_kept *k, bool objects)
{
	struct kept_nodes *n = &k->by_objects[objects];

	pthread_mutex_lock(&n->lock);
	if (!n->made)
		nodes_init(&n->nodes, &n->arena, k->view, objects);
	n->made = true;
	pthread_mutex_unlock(&n->lock);
	return n;
}

const struct stack_list *kept_list(struct kept_nodes *k)
{
	const struct stack_list *list;
	struct arena a = {0};

	if (k->nodes.view->p->stack_of == NULL)
		return NULL;
	pthread_mutex_lock(&k->lock);
	if (!k->listed) {
		if (stack_list_init(&k->list, &a, &k->nodes))
			arena_adopt(&k->arena, &a);
		arena_release(&a);
		k->listed = k->list.n != 0 || !interrupted();
	}
	list = k->list.n != 0 ? &k->list : NULL;
	pthread_mutex_unlock(&k->lock);
	return list;
}

/* The graph's columns in the order in which they are kept. The last two are NULL but for a mean. */
static void list_columns(const struct graph *g, int64_t *columns[4])
{
	columns[0] = g->flat;
	columns[1] = g->cum;
	columns[2] = g->flat_div;
	columns[3] = g->cum_div;
}

bool kept_weights_get(struct kept_nodes *k, const struct graph_spec *spec, struct graph *g)
{
	const struct kept_weights *w = &k->weights;
	int64_t *columns[ARRAY_LEN(w->columns)];
	bool found;

	list_columns(g, columns);
	pthread_mutex_lock(&k->lock);
	found = w->made && w->value == spec->value && w->mean == spec->mean;
	for (size_t i = 0; found && i < ARRAY_LEN(columns); i++)
		if (columns[i] != NULL)
			memcpy(columns[i], w->columns[i], k->nodes.n * sizeof(*columns[i]));
	pthread_mutex_unlock(&k->lock);
	return found;
}

void kept_weights_put(struct kept_nodes *k, const struct graph_spec *spec, const struct graph *g)
{
	struct kept_weights *w = &k->weights;
	int64_t *columns[ARRAY_LEN(w->columns)];

	if (interrupted())
		return;
	list_columns(g, columns);
	pthread_mutex_lock(&k->lock);
	w->made = true;
	w->value = spec->value;
	w->mean = spec->mean;
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		if (columns[i] == NULL)
			continue;
		if (w->columns[i] == NULL)
			w->columns[i] = arena_array(&k->arena, int64_t, k->nodes.n);
		memcpy(w->columns[i], columns[i], k->nodes.n * sizeof(*columns[i]));
	}
	pthread_mutex_unlock(&k->lock);
}
