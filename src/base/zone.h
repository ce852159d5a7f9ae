/*
 * zone.h: converts a moment to local time by the rules of Go.
 *
 * TZ names a file of zone data, below /usr/share/zoneinfo or by its absolute path, with or without a
 * ':' in front. When there is no such file, or TZ is empty, the zone is UTC. Without TZ it is the machine's
 * zone. Note: the C library differs; it takes the letters of an unknown name for a zone of that name.
 */
#ifndef CPROF_BASE_ZONE_H
#define CPROF_BASE_ZONE_H

#include <stdbool.h>
#include <time.h>

/* The local time of a moment, with the name of its zone. False when a struct tm cannot hold its year. */
bool zone_time(time_t moment, struct tm *tm);

#endif
