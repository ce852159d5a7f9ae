/*
 * run.h: runs one request: a report on what is loaded.
 *
 * A request is run on a store, which nobody changes meanwhile, so that any number of requests may run on one
 * store at the same time, each on a thread of its own. All that a request has for itself is in its run.
 */
#ifndef CPROF_SESSION_RUN_H
#define CPROF_SESSION_RUN_H

#include "base/arena.h"
#include "base/cancel.h"
#include "base/err.h"
#include "base/notes.h"
#include "base/out.h"
#include "command/commands.h"
#include "command/request.h"
#include "config/config.h"
#include "load/load.h"
#include "profile/anonymize.h"
#include "profile/profile.h"
#include "report/report.h"

/* What is loaded. Const while requests run on it. Zero-initialized is "nothing". */
struct store {
	const struct profile *profile; /* what reports see; NULL: nothing is loaded */
	/* Of a comparison, what reports with COMMAND_BOTH_SIDES see (load_whole). NULL: they see `profile`. */
	const struct profile *whole;
	struct load_result from; /* what owns the profile, and what it was made of */
	struct kept_views *kept; /* what requests share; NULL: nothing */
	unsigned changes;        /* how often the profile became another one */
	/* What names are replaced by where anon_key does not say it: random, so that nobody can guess. */
	uint8_t seed[ANONYMIZE_KEY_BYTES];
};

/* Fills an empty store's seed, and lets requests share what they make of the profile. */
void session_store_init(struct store *store);

/* Call it whenever the profile is another one. */
void session_store_changed(struct store *store);

void session_store_release(struct store *store);

/* One request while it runs. */
struct run {
	struct arena
		*arena;   /* holds what the request allocates; the caller rewinds or releases it */
	struct out *out;  /* where the report is written; its sink may take it in pieces */
	struct out *data; /* where rows go as JSON, beside the bytes of a picture; NULL: as usual */
	const struct notes *notes; /* where notes go; NULL: nowhere */
	struct cancel *cancel;     /* stops it; NULL: the token of the calling thread does */
	void *context;             /* report.context */
	struct str tools;          /* where objdump is (objfile/tools.h); empty: anywhere */
};

/*
 * Runs a report. It writes to run->out, also where it fails later on. Fails with "stopped" once the token
 * is set.
 */
bool session_run(const struct store *store, const struct request *request, const struct run *run,
	struct err *err);

/*
 * Fails with "stopped" when the work of the calling thread is to stop, whether or not it seems to have
 * succeeded.
 */
bool session_stopped(bool ok, struct err *err);

/* Notes which types have samples, where the chosen one has none. `r` is about all samples. */
void session_note_total(const struct report *r, const struct config *config,
	const struct notes *notes);

#endif
