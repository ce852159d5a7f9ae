/*
 * values.h: How the values of one report are scaled, divided and printed.
 *
 * Rows hold values as they are in the profile. A text shows them in a unit that suits all values of
 * the report, so the report chooses the unit before the first row.
 */
#ifndef CPROF_TABLE_VALUES_H
#define CPROF_TABLE_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"

struct table_values {
	struct str sample_unit; /* the unit of the values in the profile: "nanoseconds" */
	struct str unit;  /* the unit that texts print: "ms"; or "auto" for each value's own */
	double divide_by; /* the option; never 0 */
	int64_t total;    /* what 100% is, not divided */
	bool changes;     /* values are differences: texts in colour show "+1.50s" */
};

/* The value after divide_by. Fractions are cut off, as pprof does. */
int64_t table_divided(const struct table_values *v, int64_t value);

/* The value with its unit, "1.50s", in the arena. */
struct str table_value_text(struct arena *a, const struct table_values *v, int64_t value);

/*
 * Writes the value with its unit, flush right in `width` columns, or wider where it needs more.
 * `plus` writes a '+' in front of values above zero.
 */
void table_put_value(struct out *o, const struct table_values *v, int64_t value, size_t width,
	bool plus);

#endif
