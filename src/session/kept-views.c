/*
 * kept-views.c: Keeps the view that was asked for twice in a row.
 */
#include "session/kept-views.h"

#include <stdlib.h>

#include "base/cancel.h"
#include "base/mem.h"

struct kept_views {
	pthread_mutex_t lock;
	struct kept_view *view; /* NULL: none is kept */
	struct arena arena;     /* of `last` */
	struct str last;        /* the key of the view that was asked for last; empty: none was */
};

static void free_view(struct kept_view *v)
{
	graph_kept_release(&v->graph);
	arena_release(&v->arena);
	free(v);
}

static void let_go(struct kept_view *v)
{
	if (v != NULL && --v->users == 0)
		free_view(v);
}

struct kept_views *kept_views_new(void)
{
	struct kept_views *k = mem_zeroed(1, sizeof(*k));

	pthread_mutex_init(&k->lock, NULL);
	return k;
}

void kept_views_drop(struct kept_views *k)
{
	if (k == NULL)
		return;
	pthread_mutex_lock(&k->lock);
	let_go(k->view);
	k->view = NULL;
	k->last = STR("");
	pthread_mutex_unlock(&k->lock);
}

void kept_views_free(struct kept_views *k)
{
	if (k == NULL)
		return;
	kept_views_drop(k);
	arena_release(&k->arena);
	pthread_mutex_destroy(&k->lock);
	free(k);
}

/* Two of its users: who keeps it, and who asked for it. NULL: it cannot be made. */
static struct kept_view *make_view(const struct profile *p, const struct config *c, bool as_is,
	struct str key)
{
	struct kept_view *v = mem_zeroed(1, sizeof(*v));
	struct config own = *c;
	struct err ignored;

	v->users = 2;
	v->key = arena_str(&v->arena, key);
	graph_kept_init(&v->graph, &v->view);
	config_keep(&own, &v->arena); /* the view refers to texts of options */
	if (!view_init(&v->view, &v->arena, p, &own, as_is, &ignored)) {
		free_view(v);
		return NULL;
	}
	view_freeze(&v->view);
	if (interrupted()) { /* then it is incomplete */
		free_view(v);
		return NULL;
	}
	return v;
}

/* The kept view with this key; NULL: it is not kept. Sets *again to whether it was asked for last time. */
static struct kept_view *find_view(struct kept_views *k, struct str key, bool *again)
{
	struct kept_view *v;

	pthread_mutex_lock(&k->lock);
	v = k->view != NULL && str_eq(k->view->key, key) ? k->view : NULL;
	if (v != NULL)
		v->users++;
	*again = str_eq(k->last, key);
	if (!*again) {
		arena_rewind(&k->arena);
		k->last = arena_str(&k->arena, key);
	}
	pthread_mutex_unlock(&k->lock);
	return v;
}

struct kept_view *kept_views_take(struct kept_views *k, const struct profile *p,
	const struct config *c, bool as_is)
{
	struct arena scratch = {0};
	struct kept_view *v = NULL;
	struct str key;
	bool again;

	if (k == NULL)
		return NULL;
	key = arena_fmt(&scratch, "%d %p ", as_is, (const void *)p);
	key = arena_join(&scratch, (struct str[]){key, config_view_key(&scratch, c)}, 2, STR(""));
	v = find_view(k, key, &again);
	if (v == NULL && again)
		v = make_view(p, c, as_is, key);
	else
		again = false;
	if (v != NULL && again) {
		pthread_mutex_lock(&k->lock);
		let_go(k->view);
		k->view = v;
		pthread_mutex_unlock(&k->lock);
	}
	arena_release(&scratch);
	return v;
}

void kept_views_give_back(struct kept_views *k, struct kept_view *v)
{
	if (v == NULL)
		return;
	pthread_mutex_lock(&k->lock);
	let_go(v);
	pthread_mutex_unlock(&k->lock);
}
