/*
 * units.h: the table of units; scales values and prints them.
 *
 * Units come in families (memory, time, compute). A value converts between units of one family, and not
 * between families. The units, their spellings and the rules for choosing one are those of pprof's
 * internal/measurement.
 */
#ifndef CPROF_UNITS_UNITS_H
#define CPROF_UNITS_UNITS_H

#include <stdint.h>

#include "base/num.h"
#include "base/str.h"

/* The target units "minimum" and "auto" mean: the largest unit in which the value is at least 1. */

/*
 * Converts a value from the unit `from` to the unit `to`. *unit is the name to print: a static string; `to`
 * itself when `from` is in no family; or empty when it is not worth printing.
 */
double units_scale(int64_t value, struct str from, struct str to, struct str *unit);

/* The size of a buffer for units_label. */
enum { UNITS_NUMBER_MAX = NUM_FIXED_MAX };

/*
 * Prints a value: the number ("1.50", without ".00") into buf; *unit is the name to print behind it, as from
 * units_scale. "0" has no unit. Returns the number, in buf.
 */
struct str units_label(int64_t value, struct str from, struct str to, char buf[UNITS_NUMBER_MAX],
	struct str *unit);

/* The size of a buffer for units_percent. */
enum { UNITS_PERCENT_MAX = 32 };

/* Prints |value| as a share of total, at least 6 characters wide: "19.51%", "  100%", "0.025%". */
struct str units_percent(int64_t value, int64_t total, char buf[UNITS_PERCENT_MAX]);

/* The size of a buffer for units_change. */
enum { UNITS_CHANGE_MAX = NUM_FIXED_MAX + 2 };

/*
 * Prints a change as a share of what was before: "+42.2%", "-0.1%", "0%"; "new" and "gone" where one side has
 * nothing.
 */
struct str units_change(int64_t before, int64_t after, char buf[UNITS_CHANGE_MAX]);

/* The i-th name of a unit that the user may type ("B", "kB" ...), or NULL behind the last one. */
const char *units_name(size_t i);

/* True when both units are of the same family. */
bool units_compatible(struct str a, struct str b);

#endif
