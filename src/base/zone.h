/*
 * zone.h: the local time, by the rules of Go.
 *
 * TZ names a file of zone data, below /usr/share/zoneinfo or by its absolute path, with or without a
 * ':' in front. Where there is no such file, and where TZ is empty, the zone is UTC. The C library
 * would take the letters of an unknown name for a zone of that name instead. Without TZ it is the
 * machine's zone.
 */
#ifndef CPROF_BASE_ZONE_H
#define CPROF_BASE_ZONE_H

#include <stdbool.h>
#include <time.h>

/* The local time of a moment, with the name of its zone. False when no calendar reaches it. */
bool zone_time(time_t moment, struct tm *tm);

#endif
