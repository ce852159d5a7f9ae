/*
 * java-profile.c: reads the heap and contention profiles in text form of Java programs, and the
 * names of the addresses that end all profiles of Java.
 *
 *	--- contentionz 1 ---
 *	format = java
 *	resolution = microseconds
 *	100 2 @ 0x1 0x2
 *	0x1 com.example.Bakery.knead (Bakery.java:12)
 *
 * A first line, attributes, which give the types of the values, then a value, a count and a stack
 * for each sample, then names. Locations have functions but no addresses.
 * Note: a part ends at the first line that does not look like it, but a last line without a newline
 * belongs to the names, whatever it looks like.
 */
#include "base/ascii.h"
#include "base/num.h"
#include "base/wrap.h"
#include "import/heap.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

/* Bytes, on average, between two allocations that the JVM's profiler takes. */
enum { JAVA_HEAP_RATE = 512 * 1024 };

static bool first_line(struct str text, bool *heap)
{
	size_t n = str_find(text, STR("\n"), 0);
	struct str line = import_trim(str_sub(text, 0, n));

	*heap = str_eq(line, STR("--- heapz 1 ---"));
	return n < text.n && (*heap || str_eq(line, STR("--- contentionz 1 ---")));
}

bool import_java_claims(struct str head)
{
	bool heap;

	return first_line(head, &heap);
}

/* Takes the next line, trimmed. False when no newline ends it. */
static bool next_whole(struct import *im, struct str *line)
{
	struct str rest = str_from(im->text, im->at);

	if (str_find(rest, STR("\n"), 0) == rest.n)
		return false;
	import_next(im);
	*line = import_trim(im->line);
	return true;
}

/* [\w ], the characters of attributes. */
static bool is_attribute(int c)
{
	return c == ' ' || ascii_is_word(c);
}

/* Finds ([\w ]+)=([\w ]+) anywhere in a line. */
static bool find_attribute(struct str line, struct str *name, struct str *value)
{
	while (line.n != 0) {
		*name = import_take_run(&line, is_attribute);
		if (name->n == 0) {
			line = str_from(line, 1);
			continue;
		}
		if (!import_take(&line, STR("=")))
			continue;
		*value = import_take_run(&line, is_attribute);
		if (value->n == 0)
			continue;
		*name = import_trim(*name);
		*value = import_trim(*value);
		return true;
	}
	return false;
}

static void set_types(struct import *im, bool heap, struct str unit)
{
	im->types.n = 0;
	import_add_type(im, heap ? STR("inuse_objects") : STR("contentions"), STR("count"));
	import_add_type(im, heap ? STR("inuse_space") : STR("delay"), unit);
}

static enum import_result take_attribute(struct import *im, bool heap, struct str name,
	struct str value, struct err *err)
{
	int64_t number;

	if (str_eq(name, STR("format")) && str_eq(value, STR("java")))
		return IMPORT_READ;
	if (str_eq(name, STR("resolution"))) {
		set_types(im, heap, value);
		return IMPORT_READ;
	}
	if (heap || (!str_eq(name, STR("sampling period")) && !str_eq(name, STR("ms since reset"))))
		return import_not_mine(im, err, "an unknown attribute");
	if (!num_int(value, 0, &number))
		return import_fail(im, err, "the value is not a number");
	if (str_eq(name, STR("sampling period")))
		import_period(im, STR("contentions"), STR("count"), number);
	else
		im->duration_nanos = wrap_mul(number, 1000000);
	return IMPORT_READ;
}

/* Goes back to the beginning of the line read last. */
static void back(struct import *im)
{
	im->at = (size_t)(im->line.p - im->text.p);
	im->line_number--;
}

static enum import_result take_attributes(struct import *im, bool heap, struct err *err)
{
	struct str line, name, value;
	enum import_result result = IMPORT_READ;

	while (result == IMPORT_READ && next_whole(im, &line)) {
		if (line.n == 0)
			continue;
		if (!find_attribute(line, &name, &value)) {
			back(im);
			break;
		}
		result = take_attribute(im, heap, name, value, err);
	}
	return result;
}

/* Finds (\d+) +(\d+) +@( +|$) anywhere in a line. pprof requires a stack. */
static bool find_numbers(struct str line, struct str *first, struct str *second, struct str *rest)
{
	while (line.n != 0) {
		*first = import_take_run(&line, ascii_is_digit);
		if (first->n == 0) {
			line = str_from(line, 1);
			continue;
		}
		*rest = line;
		if (import_take_spaces(rest).n == 0)
			continue;
		*second = import_take_run(rest, ascii_is_digit);
		if (second->n != 0 && import_take_spaces(rest).n != 0 &&
			import_take(rest, STR("@")) &&
			(import_take_spaces(rest).n != 0 || rest->n == 0))
			return true;
	}
	return false;
}

static enum import_result take_sample(struct import *im, bool heap, struct str size,
	struct str count, struct str stack, struct err *err)
{
	int64_t values[2];

	if (!import_add_addresses(im, import_take_run(&stack, import_is_stack), LAND_AS_IS))
		return import_fail(im, err, "an address of more than 64 bits");
	if (!num_int(count, 0, &values[0]) || !num_int(size, 0, &values[1]))
		return import_fail(im, err, "not a number, or one that is too large");
	if (im->types.n == 0)
		return import_fail(im, err, "a sample, but no line resolution = UNIT before it");
	if (heap) {
		if (values[0] == 0)
			return import_fail(im, err, "no objects in a sample");
		import_add_number(im, STR("bytes"), wrap_div(values[1], values[0]), STR(""));
		import_unsample(&values[0], &values[1], JAVA_HEAP_RATE);
	} else if (im->period != 0) {
		values[0] = wrap_mul(values[0], im->period);
		values[1] = wrap_mul(values[1], im->period);
	}
	return import_add_sample(im, values, err) ? IMPORT_READ : IMPORT_FAILED;
}

static enum import_result take_samples(struct import *im, bool heap, struct err *err)
{
	struct str line, size, count, stack;
	enum import_result result = IMPORT_READ;

	while (result == IMPORT_READ && next_whole(im, &line)) {
		if (line.n == 0)
			continue;
		if (!find_numbers(line, &size, &count, &stack)) {
			back(im);
			break;
		}
		result = take_sample(im, heap, size, count, stack, err);
	}
	return result;
}

/* The names. */

/* The last '(' of s before `end` that has white space in front; false when there is none. */
static bool last_open(struct str s, size_t end, size_t *at)
{
	for (size_t i = end; i > 1; i--) {
		if (s.p[i - 1] == '(' && import_is_space(s.p[i - 2])) {
			*at = i - 1;
			return true;
		}
	}
	return false;
}

/* Matches (.*)\s+\((.+):(-?\d+)\), a method of a source file. */
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

/* Matches (.*)\s+\((.*)\), a function of a library. */
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

/* Gives the location at `place` the one frame that a text describes. */
static void name_location(struct import *im, uint32_t place, struct str s)
{
	struct str name = s, file = {NULL, 0};
	int64_t line = 0;

	if (!is_source(s, &name, &file, &line) && !is_library(s, &name, &file) &&
		str_find(s, STR("generated stub/JIT"), 0) < s.n)
		name = STR("STUB");
	im->locations.p[place].first_line = 0;
	im->locations.p[place].address = 0;
	import_add_line(im, place, import_function(im, name, file, true), line);
}

enum import_result import_java_locations(struct import *im, struct err *err)
{
	im->no_addresses = true;
	while (import_next(im)) {
		struct str s = import_trim(im->line), digits;
		uint64_t address;
		uint32_t known;

		import_take_run(&s, import_is_space);
		if (!import_take(&s, STR("0x")))
			continue;
		digits = import_take_run(&s, ascii_is_hex);
		if (digits.n == 0 || import_take_run(&s, import_is_space).n == 0)
			continue;
		if (!num_uint(digits, 16, &address))
			return import_fail(im, err, "an address of more than 64 bits");
		known = import_location(im, address);
		if (known != 0)
			name_location(im, known - 1, s);
	}
	return IMPORT_READ;
}

enum import_result import_java_read(struct import *im, struct err *err)
{
	enum import_result result;
	bool heap;

	if (!first_line(im->text, &heap))
		return IMPORT_NOT_MINE;
	import_next(im);
	result = take_attributes(im, heap, err);
	if (result == IMPORT_READ)
		result = take_samples(im, heap, err);
	return result == IMPORT_READ ? import_java_locations(im, err) : result;
}
