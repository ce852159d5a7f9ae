/*
 * view.h: what a command sees of a profile.
 *
 * A view is masks and windows over the ids of a profile, which is never changed: the samples that
 * are kept, a window of each one's stack, a keep bit for each frame, and what makes two frames the
 * same entry of a report. The frames that tagroot and tagleaf add make a profile of their own,
 * which shares all other columns with the loaded one. A view lives in the command's arena.
 *
 *	for (size_t i = 0; i < v->n_samples; i++) {
 *		size_t sample = view_sample(v, i);
 *		struct window w = view_window(v, i);
 *
 *		for (uint32_t at = w.begin; at < w.end; at++)
 *			use(loc_column_get(&v->p->stack, at));
 *	}
 *
 * A location of a window of which no frame is kept is not there: it counts for nothing.
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
	VIEW_GROUP = 1 << 5,  /* what the function belongs to */
	VIEW_BINARY = 1 << 6, /* what the code is in */
};

/* Positions in the stack column, from leaf to root. */
struct window {
	uint32_t begin, end;
};

/* A filter, tagroot or tagleaf that matched nothing. */
struct unmatched {
	const struct option *option;
	struct str regex; /* of functions; empty where the option is about labels */
};

struct view {
	const struct profile *p;      /* with label frames */
	const struct profile *loaded; /* without */
	struct profile with_frames;   /* what p points to, when there are any */
	struct intern names;          /* p's strings and what this command adds */
	struct label_units units;     /* of the loaded profile's numeric labels */

	unsigned parts; /* enum view_part */
	const char *entry,
		*entries; /* what one entry and several are called: "package", "packages" */
	const bool *keep; /* by frame_id; NULL: all are kept */
	const str_id *
		file_of; /* by fn_id: the file name as shown; NULL without VIEW_FILE or VIEW_GROUP */
	const str_id *group_of;  /* by fn_id: 0 where it is not known; NULL without VIEW_GROUP */
	const str_id *binary_of; /* by map_id: its name; NULL without VIEW_BINARY */

	size_t n_samples;             /* that are kept */
	const uint32_t *samples;      /* their numbers; NULL: all */
	const struct window *windows; /* of their stacks; NULL: all of each */
	const bool *hidden_keys;      /* by str_id: labels that are not seen; NULL: none */

	struct unmatched unmatched[N_OPTIONS]; /* in the order to be told */
	unsigned n_unmatched;
	const char *ranges[N_OPTIONS]; /* options whose value was read as a range of numbers */
	unsigned n_ranges;
};

/*
 * Makes the view that the options ask for. `as_is` shows file names as they are in the profile:
 * cleaned, but not trimmed. The error names the option that cannot be obeyed.
 */
bool view_init(struct view *v, struct arena *a, const struct profile *p, const struct config *c,
	bool as_is, struct err *err);

/* Releases what the arena does not hold. */
void view_release(struct view *v);

static inline struct str view_str(const struct view *v, str_id id)
{
	return intern_str(&v->names, id);
}

/* True when an entry is a package, a directory or the like, and not a function or a file. */
static inline bool view_is_grouped(const struct view *v)
{
	return (v->parts & (VIEW_GROUP | VIEW_BINARY)) != 0;
}

static inline bool view_keeps(const struct view *v, frame_id f)
{
	return v->keep == NULL || v->keep[f];
}

/* The number in the profile of the i-th kept sample. */
static inline size_t view_sample(const struct view *v, size_t i)
{
	return v->samples != NULL ? v->samples[i] : i;
}

/* The window of the i-th kept sample's stack. */
static inline struct window view_window(const struct view *v, size_t i)
{
	size_t sample = view_sample(v, i);

	if (v->windows != NULL)
		return v->windows[i];
	return (struct window){v->p->stack_begin[sample], v->p->stack_begin[sample + 1]};
}

static inline bool view_sees_key(const struct view *v, str_id key)
{
	return v->hidden_keys == NULL || !v->hidden_keys[key];
}

/* True when some frame of the location is kept. */
static inline bool view_sees_loc(const struct view *v, loc_id loc)
{
	for (frame_id f = v->p->frame_begin[loc]; f < v->p->frame_begin[loc + 1]; f++)
		if (view_keeps(v, f))
			return true;
	return false;
}

#endif
