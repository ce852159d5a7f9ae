/*
 * presets.h: keeps sets of options in files, each under a name.
 */
#ifndef CPROF_COMMAND_PRESETS_H
#define CPROF_COMMAND_PRESETS_H

#include "base/arena.h"
#include "base/err.h"
#include "config/config.h"

/* `preset save NAME` and `preset delete NAME`. */
#define PRESET_SAVE "save"
#define PRESET_DELETE "delete"

/* The names of all presets, sorted, in the arena. Returns how many there are. */
size_t preset_names(struct arena *a, struct str **names);

/*
 * The file of a preset, whether or not it is there, in the arena. Fails where no preset may have this
 * name.
 */
bool preset_path(struct arena *a, struct str name, const char **path, struct err *err);

/* Writes the options that differ from their defaults to the preset's file; *path is its name. */
bool preset_save(struct arena *a, struct str name, const struct config *c, const char **path,
	struct err *err);

/* Removes the preset's file. */
bool preset_delete(struct arena *a, struct str name, struct err *err);

/* Fails: there is no preset of this name. */
bool preset_missing(struct str name, struct err *err);

#endif
