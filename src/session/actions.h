/*
 * actions.h: does what the verbs of the console ask for.
 */
#ifndef CPROF_SESSION_ACTIONS_H
#define CPROF_SESSION_ACTIONS_H

#include "command/verbs.h"
#include "session/shell.h"

/* Does it. `words` is what follows the verb, trimmed. What it has to say goes to the notes. */
bool shell_do(struct shell *s, const struct verb *verb, struct str words, struct err *err);

#endif
