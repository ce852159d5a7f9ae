/*
 * presets.h: sets of options that are kept under a name, for this session and later ones.
 */
#ifndef CPROF_SESSION_PRESETS_H
#define CPROF_SESSION_PRESETS_H

#include "session/session.h"

/* The words in front of the name of a preset that is to be made, and of one that is to go. */
#define PRESET_SAVE "save"
#define PRESET_DELETE "delete"

/* preset: lists them; preset NAME: sets its options; preset save NAME: keeps those that are set; preset delete NAME. */
bool run_preset(struct session *s, struct str words, struct err *err);

/* The names, sorted, in the command's arena. */
size_t preset_names(struct session *s, struct str **names);

#endif
