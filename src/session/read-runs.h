/*
 * read-runs.h: reads the profiles of a comparison one after the other, and keeps what a report asks of each.
 */
#ifndef CPROF_SESSION_READ_RUNS_H
#define CPROF_SESSION_READ_RUNS_H

#include "load/load.h"
#include "report/report.h"

struct read_runs {
	const struct load_options *options;
	const struct config *config; /* with the rules of the command */
	bool apart; /* each source is a run, and each file of a folder; else those of a side are merged */
	bool skip; /* one that cannot be read is noted and left out; else it is an error */
	void *context;
	/* Keeps what it needs of r, the report on one profile, which ends then; r->inputs names it. As runs_add. */
	bool (*add)(void *context, enum report_sides side, struct report *r, struct err *err);
};

/*
 * Reads the sources of l->base_names, if there are any, and then those of l->names. The names become those of the
 * files that were read, in the arena; l gets the last profile, which the caller releases.
 */
bool session_read_runs(const struct read_runs *reader, struct arena *a, struct load_result *l,
	struct err *err);

#endif
