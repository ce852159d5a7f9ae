/*
 * each-profile.h: Reads profiles one after the other, for reports on many of them.
 *
 * Each profile is loaded, shown to the caller with its view, and dropped. Some are loaded ahead on other threads,
 * at most one for each processor: so k profiles need the memory of a few, and what the caller keeps of each.
 *
 *	static bool take(void *context, const struct one_profile *one, struct err *err)
 *	{
 *		struct nodes nodes;
 *		struct node_sides sums;
 *
 *		nodes_init(&nodes, one->arena, one->view, false);
 *		node_sides_init(&sums, one->arena, &nodes, &(struct sample_spec){.view = one->view, .value = one->type});
 *		keep(context, one->number, side_after(&sums.whole));
 *		return true;
 *	}
 *
 *	each_profile_files(a, &names, &files, err) &&
 *		each_profile_read(&(struct each_profile){.options = &o, .config = &c, .take = take},
 *			each_profile_apart(a, &files), files.n, err)
 */
#ifndef CPROF_SESSION_EACH_PROFILE_H
#define CPROF_SESSION_EACH_PROFILE_H

#include "base/err.h"
#include "base/lists.h"
#include "config/config.h"
#include "load/load.h"
#include "view/view.h"

/* A profile while it is in memory. All of it ends when `take` returns. */
struct one_profile {
	size_t number;                /* in the list, from 0 on */
	const struct str_list *names; /* of its sources */
	const struct profile *profile;
	const struct view *view; /* what the options leave of it */
	uint32_t type;           /* the sample type that the options choose */
	struct arena *arena;     /* for what is made of it */
};

/* What to do with each profile. */
struct each_profile {
	const struct load_options *options;
	const struct config *config; /* with the rules of the command (command_config) */
	/* One that cannot be read is noted and left out, as where profiles are merged. Else it is an error. */
	bool skip;
	void *context;
	/* Called on the calling thread, in the order of the list. False ends it: *err says why. */
	bool (*take)(void *context, const struct one_profile *one, struct err *err);
	/* Gets the last profile that was shown; the caller releases it, also after an error. NULL: it is dropped, too. */
	struct load_result *last;
};

/*
 * Reads n profiles. Each is made of the sources of one list, merged. Errors name the sources. Fails with
 * "stopped" when the work of the calling thread is cancelled.
 */
bool each_profile_read(const struct each_profile *e, const struct str_list *lists, size_t n,
	struct err *err);

/*
 * Replaces each folder by the files in it, sorted by name, without those whose names begin with '.'. Fails where a
 * folder cannot be read or has no files. *files and its texts are in the arena, or those of names.
 */
bool each_profile_files(struct arena *a, const struct str_list *names, struct str_list *files,
	struct err *err);

/* A list for each name, so that no two are merged: names->n lists, in the arena. */
const struct str_list *each_profile_apart(struct arena *a, const struct str_list *names);

#endif
