/*
 * view.h: The part of a profile that a command works on.
 *
 * A view never changes the profile. It says by the profile's ids
 * - which samples the filters keep, and which window of each stack,
 * - which frames they keep,
 * - which labels are seen,
 * - what makes two frames the same entry of a report (the granularity).
 * If tagroot or tagleaf add frames, the view has a profile of its own, which shares all columns but the
 * ones that grew with the loaded profile. All of a view is in the command's arena, but for what
 * view_release frees.
 *
 *	for (size_t i = 0; i < v->n_samples; i++) {
 *		size_t sample = view_sample(v, i);
 *		struct window w = view_window(v, i);
 *
 *		for (uint32_t at = w.begin; at < w.end; at++)
 *			use(loc_column_get(&v->p->stack, at));
 *	}
 *
 * Note: A location none of whose frames are kept stays in the window. Skip it (view_sees_loc).
 */
#ifndef CPROF_VIEW_VIEW_H
#define CPROF_VIEW_VIEW_H

#include "base/arena.h"
#include "base/err.h"
#include "config/config.h"
#include "profile/profile.h"

/* The parts of a frame that tell entries apart. */
enum view_part {
	VIEW_NAME = 1 << 0,
	VIEW_FILE = 1 << 1,
	VIEW_LINE = 1 << 2,
	VIEW_COLUMN = 1 << 3,
	VIEW_ADDRESS = 1 << 4,
	VIEW_GROUP = 1 << 5,  /* the package, module or folder of the function */
	VIEW_BINARY = 1 << 6, /* the binary of the mapping */
};

/* A filter, tagroot or tagleaf that matched nothing. */
struct unmatched {
	const struct option *option;
	struct str regex; /* the option's value; empty if the option is about labels */
};

struct view {
	const struct profile *p;      /* with the frames of tagroot and tagleaf */
	const struct profile *loaded; /* without them */
	struct profile with_frames;   /* p points to it if there are any */
	struct intern names;          /* the strings of p, and those that the view adds */
	struct label_units units;     /* of the loaded profile's numeric labels */

	unsigned parts; /* enum view_part */
	const char *entry,
		*entries; /* what one entry and several are called: "package", "packages" */
	const bool *keep; /* by frame_id; NULL: all are kept */
	/* By fn_id: the file's name as shown. NULL without VIEW_FILE and VIEW_GROUP. */
	const str_id *file_of;
	const str_id *group_of;  /* by fn_id: 0 is not known; NULL without VIEW_GROUP */
	const str_id *binary_of; /* by map_id: its name; NULL without VIEW_BINARY */

	size_t n_samples;             /* how many are kept */
	const uint32_t *samples;      /* their numbers in the profile, rising; NULL: all are kept */
	const struct window *windows; /* by stack_id; NULL: whole stacks */
	const bool *hidden_keys;      /* by str_id: keys of labels that are not seen; NULL: none */

	struct unmatched unmatched[N_OPTIONS]; /* in the order to be told */
	unsigned n_unmatched;
	const char *ranges[N_OPTIONS]; /* options whose value was read as a range of numbers */
	unsigned n_ranges;
};

/*
 * Makes the view that the options ask for. With `as_is`, file names are cleaned but not trimmed by
 * trim_path and source_path. Fails if an option's value makes no sense; the error names the option.
 */
bool view_init(struct view *v, struct arena *a, const struct profile *p, const struct config *c,
	bool as_is, struct err *err);

/* Gives what is not in the arena to it, so that the view lives as long as the arena. No view_release then. */
void view_freeze(struct view *v);

/* Frees what is not in the arena. */
void view_release(struct view *v);

static inline struct str view_str(const struct view *v, str_id id)
{
	return intern_str(&v->names, id);
}

/* Whether entries are packages, directories or the like, and not functions or files. */
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

/* What the view has of a stack that some kept sample has. */
static inline struct window view_stack(const struct view *v, stack_id stack)
{
	return v->windows != NULL ? v->windows[stack] : profile_stack(v->p, stack);
}

/* The same for the stack of the i-th kept sample. */
static inline struct window view_window(const struct view *v, size_t i)
{
	return view_stack(v, profile_stack_of(v->p, view_sample(v, i)));
}

static inline bool view_sees_key(const struct view *v, str_id key)
{
	return v->hidden_keys == NULL || !v->hidden_keys[key];
}

/* Whether some frame of the location is kept. */
static inline bool view_sees_loc(const struct view *v, loc_id loc)
{
	for (frame_id f = v->p->frame_begin[loc]; f < v->p->frame_begin[loc + 1]; f++)
		if (view_keeps(v, f))
			return true;
	return false;
}

#endif
