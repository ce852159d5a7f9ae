/*
 * view-internal.h: what the files of view/ share and nobody else sees. Each function is one step of
 * making a view and changes only the fields it is for.
 */
#ifndef CPROF_VIEW_VIEW_INTERNAL_H
#define CPROF_VIEW_VIEW_INTERNAL_H

#include "base/map.h"
#include "base/rx.h"
#include "view/view.h"

/* Adds the frames of tagroot and tagleaf: sets p, with_frames and the strings. */
bool view_add_frames(struct view *v, struct arena *a, const struct config *c, struct err *err);

/* Applies all filters: sets keep, the samples, windows and hidden keys. */
bool view_filter(struct view *v, struct arena *a, const struct config *c, struct err *err);

/* Says that an option found nothing. */
void view_unmatched(struct view *v, enum option_id id, struct str regex);

/*
 * A regular expression over interned strings, each of which it meets once. Zero-initialized it is
 * "not given" and matches nothing.
 */
struct matcher {
	const char *option; /* for errors */
	struct str pattern;
	struct rx *rx; /* NULL: not given */
	const struct intern *strings;
	signed char *known; /* by str_id: 1 matches, -1 does not, 0 not met yet */
	bool pruning;       /* names are simplified as pruning does */
	struct err *err;    /* the first error of matching */
	bool *failed;
};

/* Compiles an option's value; an empty one is "not given". */
bool matcher_init(struct matcher *m, struct arena *a, const struct intern *strings,
	const char *option, struct str pattern, struct err *err);
bool matcher_hits(struct matcher *m, str_id id);
void matcher_release(struct matcher *m);

/* What tagfocus and tagignore take. */
struct tag_filter;

/* NULL in *f when value is empty. Released with tag_filter_free. */
bool tag_filter_new(struct tag_filter **f, struct view *v, struct arena *a, const char *option,
	struct str value, struct err *err);

/* Whether the labels of a sample match. */
bool tag_filter_hits(struct tag_filter *f, size_t sample, bool *hit, struct err *err);
void tag_filter_free(struct tag_filter *f);

#endif
