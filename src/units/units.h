/*
 * units.h: the table of units; scaling and printing of values.
 *
 * Units come in families (memory, time, compute); within one they convert, between two or outside
 * of any they do not. The units, their spellings and the rules of choosing one are those of
 * pprof's internal/measurement.
 */
#ifndef CPROF_UNITS_UNITS_H
#define CPROF_UNITS_UNITS_H

#include <stdint.h>

#include "base/num.h"
#include "base/str.h"

/* "minimum" and "auto" as a target unit mean: the largest in which the value is at least 1. */

/*
 * A value in the unit `from`, converted to the unit `to`. *unit is the unit's printed name: a
 * static string, `to` itself when no family knows `from`, or empty when not worth printing.
 */
double units_scale(int64_t value, struct str from, struct str to, struct str *unit);

/* Room for any number that units_label prints. */
enum { UNITS_NUMBER_MAX = NUM_FIXED_MAX };

/*
 * The value as a text: number ("1.50", without ".00") into buf, and the unit that follows it,
 * as units_scale gives it. "0" has no unit. Returns the number, in buf.
 */
struct str units_label(int64_t value, struct str from, struct str to, char buf[UNITS_NUMBER_MAX],
	struct str *unit);

/* Room for what units_percent prints. */
enum { UNITS_PERCENT_MAX = 32 };

/* |value| as a share of total, at least 6 characters wide: "19.51%", "  100%", "0.025%". */
struct str units_percent(int64_t value, int64_t total, char buf[UNITS_PERCENT_MAX]);

/* The names of the units that may be typed, "B", "kB" ...: the i-th, or NULL behind the last one. */
const char *units_name(size_t i);

/* True when both units are of the same family. */
bool units_compatible(struct str a, struct str b);

#endif
