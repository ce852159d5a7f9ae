/*
 * contention.c: reads how long locks were waited for: contentionz of gperftools' kin, and what
 * Go's runtime prints of mutexes and blocking with debug=1.
 *
 * In: text. "--- contentionz N ---", "--- mutex:" or "--- contention:"; lines "attribute = value";
 * then "CYCLES COUNT @ 0x... 0x..." for each stack; the memory map. Out: contentions and delay.
 * The one thing to get wrong: an attribute that is not one of these makes it a Java profile's.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "import/reader.h"

struct clock {
	int64_t hz; /* cycles a second; 0: not known */
};

static bool is_first_line(struct str line)
{
	return str_starts(line, STR("--- contentionz ")) || str_starts(line, STR("--- mutex:")) ||
		str_starts(line, STR("--- contention:"));
}

bool legacy_contention_claims(struct str head)
{
	return is_first_line(head);
}

/* What an attribute's value is for. */
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

static bool take_attribute(struct legacy *l, struct str name, struct str value, struct clock *clock)
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
		l->period = number;
		break;
	case MILLISECONDS:
		l->duration_nanos = legacy_product(number, 1000000);
		break;
	case IGNORED:
		break;
	}
	return true;
}

/*
 * Reads attributes up to the first line that is none, which is then the current one.
 */
static bool take_attributes(struct legacy *l, struct clock *clock)
{
	while (legacy_next(l)) {
		struct str line = legacy_trim(l->line);
		size_t equals = str_find(line, STR("="), 0);

		if (legacy_blank(line))
			continue;
		if (str_starts(line, STR("---")) || equals == line.n)
			break;
		if (!take_attribute(l, legacy_trim(str_sub(line, 0, equals)),
			    legacy_trim(str_from(line, equals + 1)), clock))
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
		*first = legacy_run(&line, ascii_is_digit);
		if (first->n == 0) {
			line = str_from(line, 1);
			continue;
		}
		*rest = line;
		legacy_spaces(rest);
		*second = legacy_run(rest, ascii_is_digit);
		if (second->n != 0 && legacy_take(rest, STR(" @")))
			return true;
		*rest = line;
		if (first->n >= 2 && legacy_take(rest, STR(" @"))) {
			first->n--;
			*second = (struct str){first->p + first->n, 1};
			return true;
		}
	}
	return false;
}

static enum legacy_result take_line(struct legacy *l, struct str line, const struct clock *clock,
	struct err *err)
{
	struct str first, second, rest;
	int64_t delay, count, values[2];

	if (!find_numbers(line, &first, &second, &rest))
		return legacy_not_mine(l, err, "not a delay, a count and a stack: N N @ 0x...");
	if (!num_int(first, 10, &delay) || !num_int(second, 10, &count))
		return legacy_fail(l, err, "a number that is too large");
	if (l->period > 0) {
		if (clock->hz > 0)
			delay = legacy_whole(
				(double)delay * (double)l->period / ((double)clock->hz / 1e9));
		count = legacy_product(count, l->period);
	}
	values[0] = count;
	values[1] = delay;
	/* The addresses are where calls return to. */
	if (!legacy_add_addresses(l, legacy_run(&rest, legacy_is_stack), LAND_ON_CALLS))
		return legacy_fail(l, err, "an address of more than 64 bits");
	return legacy_add_sample(l, values, err) ? LEGACY_READ : LEGACY_FAILED;
}

enum legacy_result legacy_contention_read(struct legacy *l, struct err *err)
{
	struct clock clock = {0};
	enum legacy_result result = LEGACY_READ;

	legacy_next(l);
	if (!is_first_line(l->line))
		return LEGACY_NOT_MINE;
	legacy_add_type(l, STR("contentions"), STR("count"));
	legacy_add_type(l, STR("delay"), STR("nanoseconds"));
	legacy_period(l, STR("contentions"), STR("count"), 1);
	if (!take_attributes(l, &clock))
		return legacy_not_mine(l, err, "an unknown attribute, or not a number");
	do {
		struct str line = legacy_trim(l->line);

		if (str_starts(line, STR("---")))
			break;
		if (legacy_blank(line))
			gosyms_comment(l, line);
		else
			result = take_line(l, line, &clock, err);
	} while (result == LEGACY_READ && legacy_next(l));
	return result == LEGACY_READ ? legacy_maps_find(l, err) : result;
}
