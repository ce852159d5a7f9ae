/*
 * debugserver.h: debug information by build ID, from the servers that DEBUGINFOD_URLS names.
 *
 * Linux distributions run them. Only when the user asks for it, because they learn what is profiled;
 * and only for so long. The client is elfutils' libdebuginfod, loaded when it is needed; it keeps what
 * it was given in its own folder, so that nothing is fetched twice.
 */
#ifndef CPROF_SYMBOLIZE_DEBUGSERVER_H
#define CPROF_SYMBOLIZE_DEBUGSERVER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct debugserver;

/* `seconds` are for everything that is found together. NULL: there is no client, or no server named. */
struct debugserver *debugserver_open(int64_t seconds, struct err *err);
void debugserver_close(struct debugserver *d);

/* True when the file at path is of that build and has what a server could give. */
bool debugserver_needless(const char *path, struct str build_id);

/*
 * Fetches the debug information of a build; *path is a file, in the arena. build_id is hexadecimal.
 * Fails when no server has it, when time is over, and after a Ctrl-C (base/interrupt.h).
 */
bool debugserver_find(struct debugserver *d, struct arena *a, struct str build_id, struct str *path,
	struct err *err);

#endif
