/*
 * proto.h: The profile that a view sees, for reports that are profiles.
 */
#ifndef CPROF_REPORT_PROTO_H
#define CPROF_REPORT_PROTO_H

#include "report/report.h"

/*
 * Returns the profile with what the view sees alone, where the view is at the granularity of addresses. It shares
 * the columns that the view does not change; the others are in the report's arena.
 */
struct profile proto_seen(struct report *r);

#endif
