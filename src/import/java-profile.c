/*
 * java-profile.c: reads the heap and contention profiles in text form of Java programs, and what
 * stands behind the stacks of all their profiles: the names of the addresses.
 *
 * In: text. "--- heapz 1 ---" or "--- contentionz 1 ---"; lines "attribute = value"; then
 * "VALUE COUNT @ 0x... 0x..." for each stack; then "0x... CLASS.METHOD (FILE:LINE)". Out: values of
 * the types that the attributes give, and locations with functions but without addresses.
 * The one thing to get wrong: the parts end at the first line that does not look like them, but a
 * last line without an end belongs to the names, whatever it looks like.
 */
#include "base/ascii.h"
#include "base/num.h"
#include "import/reader.h"

/* Bytes, on average, between two allocations that the JVM's profiler takes. */
enum { JAVA_HEAP_RATE = 512 * 1024 };

static bool first_line(struct str text, bool *heap)
{
	size_t n = str_find(text, STR("\n"), 0);
	struct str line = legacy_trim(str_sub(text, 0, n));

	*heap = str_eq(line, STR("--- heapz 1 ---"));
	return n < text.n && (*heap || str_eq(line, STR("--- contentionz 1 ---")));
}

bool legacy_java_claims(struct str head)
{
	bool heap;

	return first_line(head, &heap);
}

/* Takes the next line if it has an end, without white space around it. */
static bool next_whole(struct legacy *l, struct str *line)
{
	struct str rest = str_from(l->text, l->at);

	if (str_find(rest, STR("\n"), 0) == rest.n)
		return false;
	legacy_next(l);
	*line = legacy_trim(l->line);
	return true;
}

/* [\w ], of attributes. */
static bool is_attribute(int c)
{
	return c == ' ' || ascii_is_word(c);
}

/* Finds ([\w ]+)=([\w ]+) anywhere in a line. */
static bool find_attribute(struct str line, struct str *name, struct str *value)
{
	while (line.n != 0) {
		*name = legacy_run(&line, is_attribute);
		if (name->n == 0) {
			line = str_from(line, 1);
			continue;
		}
		if (!legacy_take(&line, STR("=")))
			continue;
		*value = legacy_run(&line, is_attribute);
		if (value->n == 0)
			continue;
		*name = legacy_trim(*name);
		*value = legacy_trim(*value);
		return true;
	}
	return false;
}

static void set_types(struct legacy *l, bool heap, struct str unit)
{
	l->types.n = 0;
	legacy_add_type(l, heap ? STR("inuse_objects") : STR("contentions"), STR("count"));
	legacy_add_type(l, heap ? STR("inuse_space") : STR("delay"), unit);
}

static enum legacy_result take_attribute(struct legacy *l, bool heap, struct str name,
	struct str value, struct err *err)
{
	int64_t number;

	if (str_eq(name, STR("format")) && str_eq(value, STR("java")))
		return LEGACY_READ;
	if (str_eq(name, STR("resolution"))) {
		set_types(l, heap, value);
		return LEGACY_READ;
	}
	if (heap || (!str_eq(name, STR("sampling period")) && !str_eq(name, STR("ms since reset"))))
		return legacy_not_mine(l, err, "an unknown attribute");
	if (!num_int(value, 0, &number))
		return legacy_fail(l, err, "the value is not a number");
	if (str_eq(name, STR("sampling period")))
		legacy_period(l, STR("contentions"), STR("count"), number);
	else
		l->duration_nanos = legacy_product(number, 1000000);
	return LEGACY_READ;
}

/* Goes back to the beginning of the line that was read last. */
static void back(struct legacy *l)
{
	l->at = (size_t)(l->line.p - l->text.p);
	l->line_number--;
}

static enum legacy_result take_attributes(struct legacy *l, bool heap, struct err *err)
{
	struct str line, name, value;
	enum legacy_result result = LEGACY_READ;

	while (result == LEGACY_READ && next_whole(l, &line)) {
		if (line.n == 0)
			continue;
		if (!find_attribute(line, &name, &value)) {
			back(l);
			break;
		}
		result = take_attribute(l, heap, name, value, err);
	}
	return result;
}

/* Finds (\d+) +(\d+) +@( +|$) anywhere in a line; pprof wants a stack. */
static bool find_numbers(struct str line, struct str *first, struct str *second, struct str *rest)
{
	while (line.n != 0) {
		*first = legacy_run(&line, ascii_is_digit);
		if (first->n == 0) {
			line = str_from(line, 1);
			continue;
		}
		*rest = line;
		if (legacy_spaces(rest).n == 0)
			continue;
		*second = legacy_run(rest, ascii_is_digit);
		if (second->n != 0 && legacy_spaces(rest).n != 0 && legacy_take(rest, STR("@")) &&
			(legacy_spaces(rest).n != 0 || rest->n == 0))
			return true;
	}
	return false;
}

static enum legacy_result take_sample(struct legacy *l, bool heap, struct str size,
	struct str count, struct str stack, struct err *err)
{
	int64_t values[2];

	if (!legacy_add_addresses(l, legacy_run(&stack, legacy_is_stack), LAND_AS_IS))
		return legacy_fail(l, err, "an address of more than 64 bits");
	if (!num_int(count, 0, &values[0]) || !num_int(size, 0, &values[1]))
		return legacy_fail(l, err, "not a number, or one that is too large");
	if (l->types.n == 0)
		return legacy_fail(l, err, "a sample, but no line resolution = UNIT before it");
	if (heap) {
		if (values[0] == 0)
			return legacy_fail(l, err, "no objects in a sample");
		legacy_add_number(l, STR("bytes"), legacy_quotient(values[1], values[0]));
		legacy_unsample(&values[0], &values[1], JAVA_HEAP_RATE);
	} else if (l->period != 0) {
		values[0] = legacy_product(values[0], l->period);
		values[1] = legacy_product(values[1], l->period);
	}
	return legacy_add_sample(l, values, err) ? LEGACY_READ : LEGACY_FAILED;
}

static enum legacy_result take_samples(struct legacy *l, bool heap, struct err *err)
{
	struct str line, size, count, stack;
	enum legacy_result result = LEGACY_READ;

	while (result == LEGACY_READ && next_whole(l, &line)) {
		if (line.n == 0)
			continue;
		if (!find_numbers(line, &size, &count, &stack)) {
			back(l);
			break;
		}
		result = take_sample(l, heap, size, count, stack, err);
	}
	return result;
}

/* The names. */

/* The last '(' of s before `end` that has white space in front; false when there is none. */
static bool last_open(struct str s, size_t end, size_t *at)
{
	for (size_t i = end; i > 1; i--) {
		if (s.p[i - 1] == '(' && legacy_is_space(s.p[i - 2])) {
			*at = i - 1;
			return true;
		}
	}
	return false;
}

/* (.*)\s+\((.+):(-?\d+)\) */
static bool is_source(struct str s, struct str *name, struct str *file, int64_t *line)
{
	size_t digits, open;
	struct str number;

	if (!str_ends(s, STR(")")))
		return false;
	digits = s.n - 1;
	while (digits > 0 && ascii_is_digit(s.p[digits - 1]))
		digits--;
	number = str_sub(s, digits, s.n - 1 - digits);
	if (number.n == 0)
		return false;
	if (digits > 0 && s.p[digits - 1] == '-')
		number = (struct str){number.p - 1, number.n + 1}, digits--;
	if (digits < 2 || s.p[digits - 1] != ':' || !last_open(s, digits - 2, &open))
		return false;
	*name = str_sub(s, 0, open - 1);
	*file = str_sub(s, open + 1, digits - 1 - (open + 1));
	if (!num_int(number, 10, line) || *line < 0)
		*line = 0;
	return true;
}

/* (.*)\s+\((.*)\) */
static bool is_library(struct str s, struct str *name, struct str *file)
{
	size_t open;

	if (!str_ends(s, STR(")")) || !last_open(s, s.n - 1, &open))
		return false;
	*name = str_sub(s, 0, open - 1);
	*file = str_sub(s, open + 1, s.n - 1 - (open + 1));
	while (file->n > 1 && file->p[file->n - 1] == '/')
		file->n--;
	if (file->n == 0)
		*file = STR(".");
	else if (!str_eq(*file, STR("/")) && str_find_last(*file, '/') < file->n)
		*file = str_from(*file, str_find_last(*file, '/') + 1);
	return true;
}

/* Gives the location at `place` the one line that a text describes. */
static void name_location(struct legacy *l, uint32_t place, struct str s)
{
	struct str name = s, file = {NULL, 0};
	int64_t line = 0;

	if (!is_source(s, &name, &file, &line) && !is_library(s, &name, &file) &&
		str_find(s, STR("generated stub/JIT"), 0) < s.n)
		name = STR("STUB");
	l->locations.p[place].first_line = 0;
	l->locations.p[place].address = 0;
	legacy_add_line(l, place, legacy_function(l, name, file, true), line);
}

enum legacy_result legacy_java_locations(struct legacy *l, struct err *err)
{
	l->no_addresses = true;
	while (legacy_next(l)) {
		struct str s = legacy_trim(l->line), digits;
		uint64_t address;
		uint32_t known;

		legacy_run(&s, legacy_is_space);
		if (!legacy_take(&s, STR("0x")))
			continue;
		digits = legacy_run(&s, ascii_is_hex);
		if (digits.n == 0 || legacy_run(&s, legacy_is_space).n == 0)
			continue;
		if (!num_uint(digits, 16, &address))
			return legacy_fail(l, err, "an address of more than 64 bits");
		known = legacy_location(l, address);
		if (known != 0)
			name_location(l, known - 1, s);
	}
	return LEGACY_READ;
}

enum legacy_result legacy_java_read(struct legacy *l, struct err *err)
{
	enum legacy_result result;
	bool heap;

	if (!first_line(l->text, &heap))
		return LEGACY_NOT_MINE;
	legacy_next(l);
	result = take_attributes(l, heap, err);
	if (result == LEGACY_READ)
		result = take_samples(l, heap, err);
	return result == LEGACY_READ ? legacy_java_locations(l, err) : result;
}
