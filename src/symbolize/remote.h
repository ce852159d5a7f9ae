/*
 * remote.h: the texts that are exchanged with a server that knows its own symbols.
 *
 * The exchange is gperftools' (docs/pprof_remote_servers.html there), which Go's net/http/pprof
 * speaks too: addresses go as 0x1+0x2, and come back in lines of an address and a name.
 */
#ifndef CPROF_SYMBOLIZE_REMOTE_H
#define CPROF_SYMBOLIZE_REMOTE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Where a server that a profile was fetched from has its symbols: beside the profile, "symbol" for
 * Go and gperftools, else "symbolz". The query goes. Empty for what is no URL of a host. The rules
 * are pprof's (internal/symbolz).
 */
struct str remote_symbol_url(struct arena *a, struct str source);

/*
 * Takes the next symbol off the front of an answer: false when there is none any more. Other lines
 * are passed over, and so is a last one without its end, which may be cut off. The name is part of
 * `rest`, and never empty.
 */
bool remote_next_symbol(struct str *rest, uint64_t *address, struct str *name);

#endif
