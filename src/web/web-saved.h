/*
 * web-saved.h: Options that users save under a name, in the file that pprof's web interface has for them.
 *
 * Both programs read and write $XDG_CONFIG_HOME/pprof/settings.json (by default ~/.config), so that what is saved in one
 * is in the menu of the other. What is not ours in the file stays as it is. Unlike in pprof, an option that an entry does
 * not name has its default, and not a zero.
 */
#ifndef CPROF_WEB_WEB_SAVED_H
#define CPROF_WEB_WEB_SAVED_H

#include "base/arena.h"
#include "base/err.h"
#include "config/config.h"

struct web_saved_entry {
	struct str name;
	struct str query; /* the parameters of an address: those that are not the default */
	struct str json;  /* as it stands in the file */
};

struct web_saved {
	struct web_saved_entry *entries;
	size_t n;
	struct str
		others; /* other members of the file's object, as they stand there, each behind a comma */
};

enum { WEB_SAVED_MAX = 1000 }; /* entries */

/* Reads the file; without one there are no entries. Fails when it is damaged. All is in the arena. */
bool web_saved_read(struct web_saved *saved, struct arena *a, struct err *err);

/* Saves options under a name, in place of what was saved under it. The name is not empty. */
bool web_saved_put(struct str name, const struct config *config, struct err *err);

/* Removes a name. Fails when there is none. */
bool web_saved_remove(struct str name, struct err *err);

#endif
