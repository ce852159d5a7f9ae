/*
 * fetch.h: where profiles come from.
 *
 * In: the names of sources as the user gave them. Out: what is in them, as one profile. Several
 * sources are read at the same time, on as many threads as there are processors, and merged in the
 * order given; only a few are in memory at once. Errors name the source.
 */
#ifndef CPROF_FETCH_FETCH_H
#define CPROF_FETCH_FETCH_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "fetch/http.h"
#include "profile/draft.h"
#include "profile/stream.h"

/* Whom to tell what. Called on the thread that fetches, never at the same time. */
struct fetch_ui {
	void *context;
	/* A line for the user that is no error. */
	void (*note)(void *context, struct str line);
	/* How far it is with servers, again and again; empty when that is over. NULL: nobody asks. */
	void (*progress)(void *context, const char *line);
};

struct fetch_spec {
	struct load_limits limits;
	struct url_options url;
	struct http_options http;
	struct fetch_ui ui;
	/*
	 * Called with ui.context and a draft of each profile before it is merged, to give its mappings their
	 * names; `from` is what a server was asked, or NULL. On the thread that fetches; once for each
	 * time that a profile is read, which may be twice. NULL: nobody asks.
	 */
	void (*loaded)(void *context, struct draft *d, const struct url_request *from);
};

/* The sources of one side of a comparison. */
struct fetch_names {
	const struct str *p;
	size_t n;
	const char *what; /* "source" or "base" */
	bool *unread;     /* NULL, or for each whether it was left out, set when it succeeds */
};

/*
 * Reads them all. Like pprof, of several the ones that cannot be read are told and left out, and only
 * when none is left, or when they do not fit together, is that an error. The draft is in the arena.
 * *remote is whether any came from a server. Ctrl-C stops waiting for those, at any time.
 */
bool fetch_profiles(struct arena *a, const struct fetch_names *names, const struct fetch_spec *spec,
	struct draft *d, bool *remote, struct err *err);

/*
 * When the name stands for the list of a server's profiles (:6060), *is_one, and the list, ready to be
 * printed, is put into `out`.
 */
bool fetch_list(struct str name, const struct fetch_spec *spec, bool *is_one, struct out *out,
	struct err *err);

#endif
