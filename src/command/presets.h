/*
 * presets.h: sets of options that are kept in files, each under a name.
 */
#ifndef CPROF_COMMAND_PRESETS_H
#define CPROF_COMMAND_PRESETS_H

#include "base/arena.h"
#include "base/err.h"
#include "config/config.h"

/* The words in front of the name of a preset that is to be made, and of one that is to go. */
#define PRESET_SAVE "save"
#define PRESET_DELETE "delete"

/* The names of all presets, sorted, in the arena. Returns how many there are. */
size_t preset_names(struct arena *a, struct str **names);

/* The file of a preset, whether or not it is there, in the arena. Fails where no preset may have this name. */
bool preset_path(struct arena *a, struct str name, const char **path, struct err *err);

/* Writes the options that have not their defaults to the preset's file; *path is its name. */
bool preset_save(struct arena *a, struct str name, const struct config *c, const char **path,
	struct err *err);

bool preset_delete(struct arena *a, struct str name, struct err *err);

/* Fails: there is no preset of this name. */
bool preset_missing(struct str name, struct err *err);

#endif
