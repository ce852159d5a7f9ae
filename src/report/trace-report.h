/*
 * trace-report.h: what the reports on execution traces share: goroutines, procs, tasks.
 */
#ifndef CPROF_REPORT_TRACE_REPORT_H
#define CPROF_REPORT_TRACE_REPORT_H

#include "profile/trace-tables.h"
#include "report/report.h"

/*
 * The tables of the trace. From here on the values of r are nanoseconds, and the total is the trace's duration.
 * Sets facts. Fails where the profile was not made of one trace alone.
 */
bool trace_report_begin(struct report *r, const struct trace_tables **t, struct table_facts *facts,
	struct err *err);

/*
 * Reads a time that the user typed, such as 1.5s, 300ms, or 2 for seconds. `name` is that of its option, for the
 * error.
 */
bool trace_time(struct str text, const char *name, int64_t *nanos, struct err *err);

/* A time in a unit of its own, "1.50s". In the arena. */
struct str trace_time_text(const struct report *r, int64_t nanos);

#endif
