/*
 * view-internal.h: The steps of making a view. Inside view/ only.
 *
 * Each step sets only the fields of the view that it is for.
 */
#ifndef CPROF_VIEW_VIEW_INTERNAL_H
#define CPROF_VIEW_VIEW_INTERNAL_H

#include "view/view.h"

/*
 * Adds the frames that tagroot and tagleaf ask for: sets p, with_frames and the names. Fails if they
 * are more than a profile can hold.
 */
bool view_add_frames(struct view *v, struct arena *a, const struct config *c, struct err *err);

/* Applies all filters: sets keep, n_samples, samples, windows, hidden_keys and ranges. */
bool view_filter(struct view *v, struct arena *a, const struct config *c, struct err *err);

/* Adds an option that matched nothing to view.unmatched. */
void view_unmatched(struct view *v, enum option_id id, struct str regex);

#endif
