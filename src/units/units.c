/*
 * units.c: the families of units, and conversions within them.
 */
#include "units/units.h"

#include <math.h>
#include <stdio.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"

enum { UNIT_NAME_MAX = 16 };

/* Texts are in the row, not behind pointers, so that comparing one is comparing two words. */
struct unit {
	char name[8];                   /* as printed */
	char aliases[3][UNIT_NAME_MAX]; /* as read: lower case, without a plural s; "": no more */
	double factor;                  /* in base units of the family */
};

struct family {
	const struct unit *units;
	size_t n;
	struct unit fallback; /* for a value under every unit, and for an unknown target */
};

static const struct unit memory_units[] = {
	{"B", {"b", "byte"}, 1},
	{"kB", {"kb", "kbyte", "kilobyte"}, 0x1p10},
	{"MB", {"mb", "mbyte", "megabyte"}, 0x1p20},
	{"GB", {"gb", "gbyte", "gigabyte"}, 0x1p30},
	{"TB", {"tb", "tbyte", "terabyte"}, 0x1p40},
	{"PB", {"pb", "pbyte", "petabyte"}, 0x1p50},
};

static const struct unit time_units[] = {
	{"ns", {"ns", "nanosecond"}, 1},
	{"us", {"\xce\xbcs", "us", "microsecond"}, 1e3},
	{"ms", {"ms", "millisecond"}, 1e6},
	{"s", {"s", "sec", "second"}, 1e9},
	{"hrs", {"hour", "hr"}, 3600e9},
};

static const struct unit compute_units[] = {
	{"n*GCU", {"nanogcu"}, 1e-9},
	{"u*GCU", {"microgcu"}, 1e-6},
	{"m*GCU", {"milligcu"}, 1e-3},
	{"GCU", {"gcu"}, 1},
	{"k*GCU", {"kilogcu"}, 1e3},
	{"M*GCU", {"megagcu"}, 1e6},
	{"G*GCU", {"gigagcu"}, 1e9},
	{"T*GCU", {"teragcu"}, 1e12},
	{"P*GCU", {"petagcu"}, 1e15},
};

static const struct family families[] = {
	{memory_units, ARRAY_LEN(memory_units), {"B", {""}, 1}},
	{time_units, ARRAY_LEN(time_units), {"s", {""}, 1e9}},
	{compute_units, ARRAY_LEN(compute_units), {"GCU", {""}, 1}},
};

/* Like pprof: case does not count, nor does a final s of a name longer than two bytes. */
static const struct unit *unit_find(const struct family *f, struct str name)
{
	char low[UNIT_NAME_MAX] = "";

	if (name.n > 2 && (name.p[name.n - 1] | 0x20) == 's')
		name.n--;
	if (name.n == 0 || name.n >= sizeof(low) || memchr(name.p, '\0', name.n) != NULL)
		return NULL;
	for (size_t i = 0; i < name.n; i++)
		low[i] = ascii_lower(name.p[i]);
	/* U+039C, the capital of the letter mu. */
	if (name.n >= 2 && memcmp(low, "\xce\x9c", 2) == 0)
		low[1] = '\xbc';
	for (size_t i = 0; i < f->n; i++)
		for (size_t j = 0; j < ARRAY_LEN(f->units[i].aliases); j++)
			if (memcmp(low, f->units[i].aliases[j], sizeof(low)) == 0)
				return &f->units[i];
	return NULL;
}

static bool is_automatic(struct str unit)
{
	return str_eq(unit, STR("minimum")) || str_eq(unit, STR("auto"));
}

/* The largest unit of the family in which the value, in base units, is at least 1. */
static const struct unit *unit_fitting(const struct family *f, double value)
{
	const struct unit *best = NULL;

	for (size_t i = 0; i < f->n; i++) {
		const struct unit *u = &f->units[i];

		if ((best == NULL || u->factor >= best->factor) && value / u->factor >= 1)
			best = u;
	}
	return best ? best : &f->fallback;
}

/* The family of `from` and its unit there; NULL when no family has it. */
static const struct family *family_of(struct str from, const struct unit **unit)
{
	for (size_t i = 0; i < ARRAY_LEN(families); i++) {
		*unit = unit_find(&families[i], from);
		if (*unit != NULL)
			return &families[i];
	}
	return NULL;
}

static double scale_up(int64_t value, struct str from, struct str to, struct str *unit)
{
	/* Names of units that say nothing. */
	static const char *const dull[] = {"count", "sample", "unit", "minimum", "auto"};
	const struct unit *source, *target;
	const struct family *f = family_of(from, &source);
	double base;

	if (f == NULL) {
		*unit = to;
		for (size_t i = 0; i < ARRAY_LEN(dull); i++)
			if (str_eq_c(to, dull[i]))
				*unit = STR("");
		return (double)value;
	}
	base = (double)value * source->factor;
	target = is_automatic(to) ? unit_fitting(f, base) : unit_find(f, to);
	if (target == NULL)
		target = &f->fallback;
	*unit = str_from_c(target->name);
	return base / target->factor;
}

double units_scale(int64_t value, struct str from, struct str to, struct str *unit)
{
	if (value < 0 && value != INT64_MIN)
		return -scale_up(-value, from, to, unit);
	return scale_up(value, from, to, unit);
}

struct str units_label(int64_t value, struct str from, struct str to, char buf[UNITS_NUMBER_MAX],
	struct str *unit)
{
	struct str u, number;

	number.p = buf;
	number.n = num_fixed(units_scale(value, from, to, &u), 2, buf);
	if (str_ends(number, STR(".00")))
		number.n -= 3;
	if (str_eq(number, STR("0")) || str_eq(number, STR("-0"))) {
		*unit = STR("");
		return STR("0");
	}
	*unit = u;
	return number;
}

/* A ratio under 1 with two significant digits, as printf's %.2g. Returns the length. */
static size_t small_ratio(double ratio, char buf[NUM_FIXED_MAX])
{
	int decimals = ratio >= 0.1 ? 2 : ratio >= 0.01 ? 3 : ratio >= 0.001 ? 4 : 5;
	size_t n;

	if (ratio == 0) {
		buf[0] = '0';
		return 1;
	}
	if (ratio < 0.0001)
		return (size_t)snprintf(buf, NUM_FIXED_MAX, "%.2g", ratio);
	n = num_fixed(ratio, decimals, buf);
	while (buf[n - 1] == '0')
		n--;
	return buf[n - 1] == '.' ? n - 1 : n;
}

struct str units_percent(int64_t value, int64_t total, char buf[UNITS_PERCENT_MAX])
{
	double ratio = total ? fabs((double)value / (double)total) * 100 : 0;
	char text[NUM_FIXED_MAX];
	size_t n, pad;

	if (ratio >= 99.95 && ratio <= 100.05)
		return STR("  100%");
	n = ratio < 1 ? small_ratio(ratio, text) : num_fixed(ratio, 2, text);
	pad = n < 5 ? 5 - n : 0;
	memset(buf, ' ', pad);
	memcpy(buf + pad, text, n);
	buf[pad + n] = '%';
	return (struct str){buf, pad + n + 1};
}

struct str units_change(int64_t before, int64_t after, char buf[UNITS_CHANGE_MAX])
{
	double ratio = ((double)after - (double)before) / fabs((double)before) * 100;
	size_t n;

	if (before == after)
		return STR("0%");
	if (before == 0)
		return STR("new");
	if (after == 0)
		return STR("gone");
	buf[0] = after > before ? '+' : '-';
	n = 1 + num_fixed(fabs(ratio), 1, buf + 1);
	buf[n] = '%';
	return (struct str){buf, n + 1};
}

bool units_compatible(struct str a, struct str b)
{
	for (size_t i = 0; i < ARRAY_LEN(families); i++)
		if (unit_find(&families[i], a) != NULL && unit_find(&families[i], b) != NULL)
			return true;
	return false;
}

/* What is printed can be typed too, but for multiples of GCU. */
const char *units_name(size_t i)
{
	for (size_t f = 0; f < ARRAY_LEN(families); f++) {
		for (size_t u = 0; u < families[f].n; u++) {
			const char *name = families[f].units[u].name;

			if (unit_find(&families[f], str_from_c(name)) != NULL && i-- == 0)
				return name;
		}
	}
	return NULL;
}
