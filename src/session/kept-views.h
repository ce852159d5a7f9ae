/*
 * kept-views.h: The view that requests on one store share. Inside session/ only.
 *
 * Who types `top`, then `tree`, then `top -cum`, asks three times for the same view. When a view is asked for a
 * second time in a row it is kept, with what graphs make of it (graph/kept.h), until another one is asked for
 * twice in a row or the profile changes. So a report that comes alone pays nothing, and one with options of its
 * own does not displace what the others share.
 *
 * Requests on several threads may take views at the same time. A view that is kept is frozen; it ends when
 * nobody has it any more.
 */
#ifndef CPROF_SESSION_KEPT_VIEWS_H
#define CPROF_SESSION_KEPT_VIEWS_H

#include "config/config.h"
#include "graph/kept.h"
#include "view/view.h"

struct kept_view {
	unsigned users; /* requests, and 1 while it is kept */
	struct arena arena;
	struct str key;
	struct view view;
	struct graph_kept graph;
};

struct kept_views;

/* Both on the heap; nobody uses it when it is freed, nor its views. NULL may be freed. */
struct kept_views *kept_views_new(void);
void kept_views_free(struct kept_views *k);

/*
 * Returns the view of p, which is one of the store's profiles, that view_init would make, if it is kept or to
 * be kept; give it back afterwards. NULL: the caller makes its own, as where view_init fails or the work is
 * cancelled. k may be NULL.
 */
struct kept_view *kept_views_take(struct kept_views *k, const struct profile *p,
	const struct config *c, bool as_is);
void kept_views_give_back(struct kept_views *k, struct kept_view *v);

/* Keeps nothing any more: the profile changes. No request is under way. k may be NULL. */
void kept_views_drop(struct kept_views *k);

#endif
