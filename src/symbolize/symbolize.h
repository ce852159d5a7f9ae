/*
 * symbolize.h: functions and lines for a profile that has addresses alone.
 *
 * In: a draft of a profile, whose mappings have the names of their binaries
 * (locate.h), and what -symbolize says. Out: its locations have frames, its functions demangled
 * names. What is symbolized, what becomes of mappings, and the order in which functions are added are
 * pprof's (internal/symbolizer, internal/symbolz). Nothing here is an error: what cannot be found
 * stays an address, and the user is told once why, and what to try.
 */
#ifndef CPROF_SYMBOLIZE_SYMBOLIZE_H
#define CPROF_SYMBOLIZE_SYMBOLIZE_H

#include "base/notes.h"
#include "base/out.h"
#include "profile/draft.h"
#include "symbolize/known-symbols.h"
#include "symbolize/symbolize-flag.h"

/* A mapping of a profile that came from a server: it may be asked what is at its addresses. */
struct symbol_source {
	struct str key;  /* the mapping's build ID, or else the name of its file */
	struct str url;  /* what the profile was fetched from */
	uint64_t start;  /* of the mapping, in that profile */
	uint32_t server; /* the caller's number for whom to ask */
};

struct symbolize_spec {
	struct symbolize_options options;
	const struct symbol_source *sources;
	size_t n_sources;
	struct str debug_dirs; /* folders, separated by ':', that separate debug files may be in */
	int64_t debuginfod;    /* seconds to ask servers for debug information; 0: do not */
	const struct notes *notes;   /* NULL: nobody listens */
	struct known_symbols *known; /* gets what is found; NULL: that is not kept */
	/*
	 * Sends `body` to `url` by POST, and appends what comes back to `answer`. Called on the thread that
	 * symbolizes. NULL: servers are not asked.
	 */
	bool (*post)(void *context, uint32_t server, struct str url, struct str body,
		struct out *answer, struct err *err);
	void *context; /* for post */
};

/*
 * Symbolizes and demangles. Ctrl-C (base/interrupt.h) goes on without the symbols that are not there
 * yet; so that it can, it is caught while this runs.
 */
void symbolize(struct draft *d, const struct symbolize_spec *spec);

#endif
