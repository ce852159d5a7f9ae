/*
 * contention.c: reads how long threads waited for locks: contentionz of gperftools and its
 * relatives, and the mutex and block profiles of Go with debug=1.
 *
 *	--- contentionz 1 ---
 *	cycles/second = 1000000000
 *	sampling period = 1
 *	300 2 @ 0x400100 0x400200
 *
 * A first line, attributes, then cycles, a count and a stack for each sample, then the memory map.
 * The values are contentions and delay.
 * Note: an attribute that is not in the table makes the file a Java profile.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "base/wrap.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

struct clock {
	int64_t hz; /* cycles a second; 0: not known */
};

static bool is_first_line(struct str line)
{
	return str_starts(line, STR("--- contentionz ")) || str_starts(line, STR("--- mutex:")) ||
		str_starts(line, STR("--- contention:"));
}

bool import_contention_claims(struct str head)
{
	return is_first_line(head);
}

/* What the value of an attribute means. */
enum meaning { CLOCK, PERIOD, MILLISECONDS, IGNORED };

static const struct {
	const char *name;
	enum meaning meaning;
} attributes[] = {
	{"cycles/second", CLOCK},
	{"sampling period", PERIOD},
	{"ms since reset", MILLISECONDS},
	{"discarded samples", IGNORED},
};

static bool take_attribute(struct import *im, struct str name, struct str value,
	struct clock *clock)
{
	size_t i = 0, n = ARRAY_LEN(attributes);
	int64_t number;

	while (i < n && !str_eq_c(name, attributes[i].name))
		i++;
	if (i == n)
		return false;
	if (attributes[i].meaning == IGNORED)
		return true;
	if (!num_int(value, 0, &number))
		return false;
	switch (attributes[i].meaning) {
	case CLOCK:
		clock->hz = number;
		break;
	case PERIOD:
		im->period = number;
		break;
	case MILLISECONDS:
		im->duration_nanos = wrap_mul(number, 1000000);
		break;
	case IGNORED:
		break;
	}
	return true;
}

/*
 * Reads attributes. Stops with im->line at the first line that is not an attribute. False when an
 * attribute is unknown, or its value is not a number.
 */
static bool take_attributes(struct import *im, struct clock *clock)
{
	while (import_next(im)) {
		struct str line = import_trim(im->line);
		size_t equals = str_find(line, STR("="), 0);

		if (import_blank(line))
			continue;
		if (str_starts(line, STR("---")) || equals == line.n)
			break;
		if (!take_attribute(im, import_trim(str_sub(line, 0, equals)),
			    import_trim(str_from(line, equals + 1)), clock))
			return false;
	}
	return true;
}

/*
 * Finds (\d+) *(\d+) @ anywhere in a line. One number alone is two: its last digit is the second.
 */
static bool find_numbers(struct str line, struct str *first, struct str *second, struct str *rest)
{
	while (line.n != 0) {
		*first = import_take_run(&line, ascii_is_digit);
		if (first->n == 0) {
			line = str_from(line, 1);
			continue;
		}
		*rest = line;
		import_take_spaces(rest);
		*second = import_take_run(rest, ascii_is_digit);
		if (second->n != 0 && import_take(rest, STR(" @")))
			return true;
		*rest = line;
		if (first->n >= 2 && import_take(rest, STR(" @"))) {
			first->n--;
			*second = (struct str){first->p + first->n, 1};
			return true;
		}
	}
	return false;
}

static enum import_result take_line(struct import *im, struct str line, const struct clock *clock,
	struct err *err)
{
	struct str first, second, rest;
	int64_t delay, count, values[2];

	if (!find_numbers(line, &first, &second, &rest))
		return import_not_mine(im, err, "not a delay, a count and a stack: N N @ 0x...");
	if (!num_int(first, 10, &delay) || !num_int(second, 10, &count))
		return import_fail(im, err, "a number that is too large");
	if (im->period > 0) {
		if (clock->hz > 0)
			delay = wrap_int(
				(double)delay * (double)im->period / ((double)clock->hz / 1e9));
		count = wrap_mul(count, im->period);
	}
	values[0] = count;
	values[1] = delay;
	/* The addresses are where calls return to. */
	if (!import_add_addresses(im, import_take_run(&rest, import_is_stack), LAND_ON_CALLS))
		return import_fail(im, err, "an address of more than 64 bits");
	return import_add_sample(im, values, err) ? IMPORT_READ : IMPORT_FAILED;
}

enum import_result import_contention_read(struct import *im, struct err *err)
{
	struct clock clock = {0};
	enum import_result result = IMPORT_READ;

	import_next(im);
	if (!is_first_line(im->line))
		return IMPORT_NOT_MINE;
	import_add_type(im, STR("contentions"), STR("count"));
	import_add_type(im, STR("delay"), STR("nanoseconds"));
	import_period(im, STR("contentions"), STR("count"), 1);
	if (!take_attributes(im, &clock))
		return import_not_mine(im, err, "an unknown attribute, or not a number");
	do {
		struct str line = import_trim(im->line);

		if (str_starts(line, STR("---")))
			break;
		if (import_blank(line))
			import_go_comment(im, line);
		else
			result = take_line(im, line, &clock, err);
	} while (result == IMPORT_READ && import_next(im));
	return result == IMPORT_READ ? import_memory_map_find(im, err) : result;
}
