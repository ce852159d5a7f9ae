/*
 * load-options.h: how profiles are loaded: what the flags say, and where notes go.
 */
#ifndef CPROF_LOAD_LOAD_OPTIONS_H
#define CPROF_LOAD_LOAD_OPTIONS_H

#include "base/notes.h"
#include "fetch/http.h"
#include "fetch/url.h"
#include "profile/draft.h"
#include "profile/stream.h"
#include "symbolize/symbolize-flag.h"

struct load_ahead;

/* The texts belong to the caller. All zero: a file is read as it is, without symbols. */
struct load_options {
	struct load_limits limits;
	struct url_options url;
	struct http_options http;
	struct symbolize_options symbolize;
	int64_t debuginfod;        /* seconds to ask servers for debug information; 0: do not ask */
	struct main_binary binary; /* what the user says of the main binary */
	struct str comment;        /* to be added to the profile; empty: none */
	bool normalize;            /* scale a profile to the sums of its base */
	bool whole; /* of a comparison, keep what is the same on both sides (merge.h) */
	bool keep;  /* keep what was read, for load_compare, load_add and load_again */
	const struct load_ahead *ahead; /* what was fetched already (ahead.h); NULL: nothing */
	const struct notes *notes;      /* NULL: nobody listens */
};

#endif
