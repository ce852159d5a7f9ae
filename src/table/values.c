/*
 * values.c: Scales, divides and prints values.
 */
#include "table/values.h"

#include "base/wrap.h"
#include "units/units.h"

int64_t table_divided(const struct table_values *v, int64_t value)
{
	double ratio = 1 / v->divide_by;

	return ratio > 0 && ratio != 1 ? wrap_int((double)value * ratio) : value;
}

struct str table_value_text(struct arena *a, const struct table_values *v, int64_t value)
{
	char buf[UNITS_NUMBER_MAX];
	struct str parts[2];

	parts[0] = units_label(table_divided(v, value), v->sample_unit, v->unit, buf, &parts[1]);
	return arena_join(a, parts, 2, STR(""));
}

void table_put_value(struct out *o, const struct table_values *v, int64_t value, size_t width,
	bool plus)
{
	char buf[UNITS_NUMBER_MAX];
	struct str unit;
	struct str number = units_label(table_divided(v, value), v->sample_unit, v->unit, buf,
		&unit);
	bool sign = plus && value > 0 && !str_eq(number, STR("0"));
	size_t n = number.n + out_width(unit) + sign;

	out_fill(o, ' ', n < width ? width - n : 0);
	if (sign)
		out_lit(o, "+");
	out_bytes(o, number.p, number.n);
	out_str(o, unit);
}
