/*
 * draft.h: a profile that can still change.
 *
 * Loading makes a draft (builder_finish, merger_finish, profile_subtract, draft_from), changes it with the
 * functions below, and freezes it: from then on there is a const struct profile, which nobody changes.
 * Everybody may read `p` of a draft.
 *
 * All memory of a draft is in its arena, which belongs to the caller, but for the index of its strings, which
 * still grows. So each draft ends with draft_freeze or draft_release.
 */
#ifndef CPROF_PROFILE_DRAFT_H
#define CPROF_PROFILE_DRAFT_H

#include "base/arena.h"
#include "base/err.h"
#include "profile/profile.h"

/* All zero: none. */
struct draft {
	struct profile p;
	struct arena *arena;
	bool shares_stacks; /* stack and stack_begin are another profile's */
};

/*
 * A draft that begins as a copy of `from`. It shares the strings and the sample columns of `from`, which must
 * live as long as the draft and the profile it becomes. New memory is in the arena.
 */
struct draft draft_from(struct arena *a, const struct profile *from);

/* Makes the arena that the draft is in a part of `a`. */
void draft_move(struct draft *d, struct arena *a);

/* The profile that the draft became; it lives as long as the draft's arena. The draft is empty then. */
const struct profile *draft_freeze(struct draft *d);

/* Ends a draft that is not to become a profile. The draft is empty then. */
void draft_release(struct draft *d);

/* The id of a string, which is copied when it is new. */
static inline str_id draft_string(struct draft *d, struct str s)
{
	return intern_add(&d->p.strings, s);
}

/* A mapping, to be changed. The tables of a draft are its own, and may be written to. */
static inline struct mapping *draft_mapping(struct draft *d, map_id m)
{
	return (struct mapping *)&d->p.mappings[m];
}

/* Gives a function another name. */
static inline void draft_rename(struct draft *d, fn_id fn, struct str name)
{
	((struct function *)&d->p.functions[fn])->name = draft_string(d, name);
}

/* What the user says of the main binary, which is the first mapping. Empty: nothing. */
struct main_binary {
	struct str file;
	struct str build_id; /* for a mapping that has none */
};

void draft_name_main(struct draft *d, const struct main_binary *binary);

/*
 * Names the mappings that have neither a file nor a build ID after the server that the profile came from.
 * Like pprof, so that the programs of two servers stay apart when their profiles are merged;
 * draft_drop_servers takes these names away again.
 */
void draft_name_server(struct draft *d, struct str url);

/* Takes away the names of files that are URLs, where the mapping has no build ID. */
void draft_drop_servers(struct draft *d);

/*
 * Frames to replace those of some locations, and functions for these frames. The functions get the ids from
 * n_functions on; their field `id` is ignored. Like pprof, the id in the file is the place in the table,
 * unless a function of the file has that id already: then it is the next free one.
 */
struct new_frames {
	const uint32_t *begin; /* n_locations + 1; a location without any keeps the frames it has */
	const struct frame *frames;
	const struct function *functions;
	size_t n_functions;
};

/*
 * Puts them in. The locations that get frames are not folded any more. Fails, and changes nothing, when there
 * are too many frames or functions, or when inlined functions would make stacks longer than any program's.
 */
bool draft_put_frames(struct draft *d, const struct new_frames *from, struct err *err);

/*
 * Applies the profile's drop_frames and keep_frames: cuts from the stacks the frames that match, with all
 * that these called. Like pprof, expressions that do not compile are ignored. Fails when an expression takes
 * too long.
 */
bool draft_prune(struct draft *d, struct err *err);

/* Removes drop_frames and keep_frames: the profile asks for no pruning any more. */
void draft_keep_all_frames(struct draft *d);

/* Adds a comment behind the others. */
void draft_add_comment(struct draft *d, struct str text);

#endif
