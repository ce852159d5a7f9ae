/*
 * moment.h: reads moments as people and Grafana write them.
 */
#ifndef CPROF_FETCH_MOMENT_H
#define CPROF_FETCH_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* What a moment may look like, for messages. */
#define MOMENT_FORMS "now, now-1h (s m h d w), seconds since 1970 or 2026-11-28T08:00:00Z"

/*
 * Sets *ms to the milliseconds since 1970 (UTC) of
 * - now, now-30s and now+5m, with s m h d w for seconds, minutes, hours, days and weeks;
 * - a number: seconds since 1970; from 10^11 on milliseconds;
 * - a time of RFC 3339: 2026-11-28T08:00:00Z, with a fraction and an offset as +01:00.
 * False, and *ms unchanged, for anything else and beyond the years 1970 to 9999.
 */
bool moment_parse(struct str s, int64_t now_ms, int64_t *ms);

#endif
