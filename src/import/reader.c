/*
 * reader.c: gives a reader the text line by line, and collects what it reads.
 *
 * With a format that reads by line, the text is what the stream has at hand: bytes are taken off it
 * when the reader has called import_mine, and held until then, so that another reader can begin at
 * the front.
 */
#include "import/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/interrupt.h"
#include "base/num.h"
#include "import/scan.h"

enum {
	LINES_BETWEEN = 4096,  /* after which memory and Ctrl-C are looked at; also samples */
	LONG_LINE = 64 * 1024, /* a line for which memory is looked at */
	LONG_STACK = 4096,     /* the same of a stack */
};

void import_init(struct import *im, struct builder *b)
{
	*im = (struct import){.b = b};
	intern_init(&im->strings, b->arena, NULL);
}

void import_release(struct import *im)
{
	intern_release(&im->strings);
	free(im->types.p);
	map_release(&im->by_address);
	free(im->locations.p);
	free(im->lines.p);
	map_release(&im->by_name);
	free(im->functions.p);
	free(im->stack.p);
	free(im->samples.p);
	free(im->values.p);
	free(im->labels.p);
	free(im->mappings.p);
	index_release(&im->names.by_location);
	index_release(&im->names.by_sample);
	free(im->names.inlined.p);
	import_go_release(&im->go_symbols);
}

/* The text. */

bool import_may_go_on(const struct import *im, uint64_t more, struct err *err)
{
	uint64_t n = more + im->text.n + im->b->arena->used + im->types.n * sizeof(*im->types.p) +
		im->by_address.n * 2 * sizeof(struct map_slot) +
		im->locations.n * (sizeof(*im->locations.p) + sizeof(struct raw_location)) +
		im->lines.n * sizeof(*im->lines.p) + im->functions.n * sizeof(*im->functions.p) +
		im->stack.n * sizeof(*im->stack.p) + im->samples.n * sizeof(*im->samples.p) +
		im->values.n * sizeof(*im->values.p) + im->labels.n * sizeof(*im->labels.p) +
		im->mappings.n * sizeof(*im->mappings.p) +
		im->names.inlined.n * sizeof(*im->names.inlined.p) +
		import_go_memory(&im->go_symbols);

	if (interrupted())
		return err_set(err, "stopped");
	if (n <= stream_memory_limit(im->stream))
		return true;
	return err_set(err, "%s", stream_memory_refused);
}

static bool stop(struct import *im)
{
	im->broken = true;
	im->text = im->line = (struct str){"", 0};
	im->at = 0;
	return false;
}

/*
 * Reads on until there is a byte more than `times` those that are kept. False at the end, and when the text cannot be
 * read on.
 */
static bool read_on(struct import *im, size_t times)
{
	struct stream *s = im->stream;

	if (s->end || im->broken)
		return false;
	if (im->mine) {
		stream_take(s, im->at);
		im->at = 0;
	}
	if (!stream_fill(s, times * s->n + 1, &im->why))
		return stop(im);
	im->text = (struct str){s->p, s->n};
	if (s->n > stream_memory_limit(s)) {
		err_set(&im->why, "%s", stream_memory_refused);
		return stop(im);
	}
	return true;
}

bool import_more(struct import *im)
{
	if (!import_may_go_on(im, im->own_memory, &im->why))
		return stop(im);
	return read_on(im, 2);
}

bool import_next(struct import *im)
{
	struct str rest = str_from(im->text, im->at);
	size_t n = str_find(rest, STR("\n"), 0);

	while (n == rest.n && read_on(im, 1)) {
		rest = str_from(im->text, im->at);
		n = str_find(rest, STR("\n"), n);
	}
	im->line = (struct str){im->text.p, 0};
	if (rest.n == 0 || im->broken)
		return false;
	im->line = str_sub(rest, 0, n);
	im->at += n < rest.n ? n + 1 : n;
	im->line_number++;
	if (str_ends(im->line, STR("\r")))
		im->line.n--;
	if ((im->line_number % LINES_BETWEEN == 0 || n > LONG_LINE) &&
		!import_may_go_on(im, 0, &im->why))
		return stop(im);
	return true;
}

void import_mine(struct import *im)
{
	im->mine = im->format->by_line;
}

void import_skip_blank(struct import *im)
{
	while (import_next(im))
		if (!import_blank(im->line))
			return;
}

static bool fail_at_line(const struct import *im, struct err *err, const char *what)
{
	if (!import_is_text(im->line))
		what = "from here on it is no text: another file is appended, or it is damaged; cut it "
		       "off before this line";
	return err_set(err, "%s, line %llu: %s", im->format->name,
		(unsigned long long)im->line_number, what);
}

enum import_result import_fail(const struct import *im, struct err *err, const char *what)
{
	fail_at_line(im, err, what);
	return IMPORT_FAILED;
}

enum import_result import_not_mine(const struct import *im, struct err *err, const char *what)
{
	fail_at_line(im, err, what);
	return IMPORT_NOT_MINE;
}

/* What is collected. */

raw_str import_string(struct import *im, struct str s)
{
	return intern_add(&im->strings, s);
}

void import_note(struct import *im, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_list_add(im->b->arena, &im->b->notes, arena_str(im->b->arena, str_from_c(text)));
}

void import_add_type(struct import *im, struct str type, struct str unit)
{
	struct value_type t = {import_string(im, type), import_string(im, unit)};
	size_t n = im->types.n, rows = im->samples.n;

	*vec_add(&im->types) = t;
	im->values.p = mem_grow(im->values.p, &im->values.cap, rows * (n + 1),
		sizeof(*im->values.p));
	im->values.n = rows * (n + 1);
	for (size_t i = rows; i-- > 0;) {
		memmove(&im->values.p[i * (n + 1)], &im->values.p[i * n],
			n * sizeof(*im->values.p));
		im->values.p[i * (n + 1) + n] = 0;
	}
}

void import_period(struct import *im, struct str type, struct str unit, int64_t period)
{
	im->period_type = (struct value_type){import_string(im, type), import_string(im, unit)};
	im->period = period;
}

uint32_t import_add_frame(struct import *im, uint64_t address)
{
	uint32_t known = map_get(&im->by_address, address);

	if (known == 0) {
		vec_add(&im->locations)->address = address;
		known = (uint32_t)im->locations.n;
		map_put(&im->by_address, address, known);
	}
	*vec_add(&im->stack) = known - 1;
	return known - 1;
}

bool import_add_addresses(struct import *im, struct str s, enum import_landing landing)
{
	for (size_t at = str_find(s, STR("0x"), 0); at < s.n; at = str_find(s, STR("0x"), 0)) {
		struct str digits;
		uint64_t address;

		s = str_from(s, at + 2);
		digits = import_take_run(&s, ascii_is_lower_hex);
		if (digits.n == 0)
			continue;
		if (!num_uint(digits, 16, &address))
			return false;
		if (landing == LAND_ON_CALLS ||
			(landing == LAND_ON_CALLS_BUT_LEAF && import_open_frames(im) != 0))
			address--;
		import_add_frame(im, address);
	}
	return true;
}

/* Where the stack of the open sample begins. */
static size_t open_begin(const struct import *im)
{
	const struct import_sample *last;

	if (im->samples.n == 0)
		return 0;
	last = &im->samples.p[im->samples.n - 1];
	return (size_t)last->stack + last->n_stack;
}

size_t import_open_frames(const struct import *im)
{
	return im->stack.n - open_begin(im);
}

void import_drop_open(struct import *im)
{
	im->stack.n = open_begin(im);
}

bool import_add_sample(struct import *im, const int64_t *values, struct err *err)
{
	size_t begin;

	import_end_inlined(im);
	begin = open_begin(im);
	if (im->stack.n >= INT32_MAX || im->labels.n >= INT32_MAX)
		return err_set(err, "it has too many samples");
	import_go_end_sample(im);
	*vec_add(&im->samples) = (struct import_sample){
		.stack = (uint32_t)begin,
		.n_stack = (uint32_t)(im->stack.n - begin),
		.labels = (uint32_t)im->labels.n,
	};
	for (size_t i = 0; i < im->types.n; i++)
		*vec_add(&im->values) = values[i];
	if (im->samples.n % LINES_BETWEEN != 0 && im->stack.n - begin < LONG_STACK)
		return true;
	return import_may_go_on(im, im->own_memory, err);
}

void import_add_label(struct import *im, struct str key, struct str text)
{
	raw_str k = import_string(im, key), t = import_string(im, text);

	*vec_add(&im->labels) = (struct label){.key = k & INT32_MAX, .text = t};
}

void import_add_number(struct import *im, struct str key, int64_t number, struct str unit)
{
	raw_str k = import_string(im, key), u = import_string(im, unit);

	*vec_add(&im->labels) = (struct label){.key = k & INT32_MAX,
		.is_number = true,
		.text = u,
		.number = number};
}

uint32_t import_function(struct import *im, struct str name, struct str file, bool any_file)
{
	raw_str name_id = import_string(im, name), file_id = import_string(im, file);
	uint64_t key = (uint64_t)name_id << 32 | (any_file ? UINT32_MAX : file_id);
	uint32_t known = map_get(&im->by_name, key);

	if (known == 0) {
		*vec_add(&im->functions) = (struct import_function){.name = name_id,
			.file = file_id};
		known = (uint32_t)im->functions.n;
		map_put(&im->by_name, key, known);
	}
	return known;
}

uint32_t import_location(const struct import *im, uint64_t address)
{
	return map_get(&im->by_address, address);
}

void import_add_line(struct import *im, uint32_t location, uint32_t function, int64_t line)
{
	uint32_t *at = &im->locations.p[location].first_line;

	while (*at != 0)
		at = &im->lines.p[*at - 1].next;
	*at = (uint32_t)im->lines.n + 1;
	*vec_add(&im->lines) = (struct import_line){.function = function, .line = line};
}
