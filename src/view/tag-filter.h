/*
 * tag-filter.h: The filters tagfocus and tagignore: which samples have certain labels. Inside view/ only.
 */
#ifndef CPROF_VIEW_TAG_FILTER_H
#define CPROF_VIEW_TAG_FILTER_H

#include "view/view.h"

struct tag_filter;

/*
 * Reads the value of an option, "tagfocus" or "tagignore"; see tag-filter.c for what it may be. Sets
 * *f to NULL if the value is empty. If the value is a range of numbers, adds the option to
 * view.ranges. The caller frees the filter, which refers to the view.
 */
bool tag_filter_new(struct tag_filter **f, struct view *v, const char *option, struct str value,
	struct err *err);

/* Sets *hit to whether the labels of a sample match. `sample` is its number in the profile. */
bool tag_filter_hits(struct tag_filter *f, size_t sample, bool *hit, struct err *err);

/* f may be NULL. */
void tag_filter_free(struct tag_filter *f);

#endif
