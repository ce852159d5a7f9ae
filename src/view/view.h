/*
 * view.h: what a command sees of a profile.
 *
 * A view is masks and windows over the ids of a profile; the profile itself is never changed. It
 * says which frames are kept, and what makes two frames the same entry of a report (its key). It
 * lives in the command's arena.
 */
#ifndef CPROF_VIEW_VIEW_H
#define CPROF_VIEW_VIEW_H

#include "base/arena.h"
#include "base/err.h"
#include "config/config.h"
#include "profile/profile.h"

/* The parts of a frame that its entry is told apart by. */
enum view_part {
	VIEW_NAME = 1 << 0,
	VIEW_FILE = 1 << 1,
	VIEW_LINE = 1 << 2,
	VIEW_COLUMN = 1 << 3,
	VIEW_ADDRESS = 1 << 4,
};

struct view {
	const struct profile *p;
	struct intern names;   /* the profile's strings and what this command adds */
	unsigned parts;        /* enum view_part */
	const bool *keep;      /* by frame_id; NULL: all are kept */
	const str_id *file_of; /* by fn_id: the file name as shown; NULL without VIEW_FILE */
};

/* Makes the view that the options ask for. */
bool view_init(struct view *v, struct arena *a, const struct profile *p, const struct config *c,
	struct err *err);

/* Releases what the arena does not hold. */
void view_release(struct view *v);

static inline struct str view_str(const struct view *v, str_id id)
{
	return intern_str(&v->names, id);
}

static inline bool view_keeps(const struct view *v, frame_id f)
{
	return v->keep == NULL || v->keep[f];
}

#endif
