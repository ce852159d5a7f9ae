/*
 * named-frames.c: frames that are told apart by what they are called, and samples that are equal.
 *
 * A location is found by its lines: the function that runs, and those it was inlined into.
 */
#include "base/wrap.h"
#include "import/reader.h"

static uint64_t seed_of(struct import_names *names)
{
	if (names->seed == 0)
		names->seed = hash_seed();
	return names->seed;
}

void import_use_names(struct import *im)
{
	*vec_add(&im->mappings) = (struct mapping){
		.has_functions = true,
		.has_filenames = true,
		.has_line_numbers = true,
		.has_inline_frames = true,
	};
}

/* True when the lines from this one on (1 + its place; 0: none) are those of names.inlined. */
static bool same_lines(const struct import *im, uint32_t line)
{
	size_t i = 0;

	for (; line != 0 && i < im->names.inlined.n; i++) {
		const struct import_line *a = &im->lines.p[line - 1], *b = &im->names.inlined.p[i];

		if (a->function != b->function || a->line != b->line || a->column != b->column)
			return false;
		line = a->next;
	}
	return line == 0 && i == im->names.inlined.n;
}

uint32_t import_lines_location(struct import *im, uint32_t mapping, uint64_t address)
{
	struct import_names *names = &im->names;
	uint64_t hash = hash_mix(hash_mix(seed_of(names), mapping), address);
	size_t n = names->inlined.n, at = 0;
	uint32_t row;

	for (size_t i = 0; i < n; i++) {
		const struct import_line *line = &names->inlined.p[i];

		hash = hash_mix(hash_mix(hash, line->function), (uint64_t)line->line);
		hash = hash_mix(hash, (uint64_t)line->column);
	}
	while ((row = index_next(&names->by_location, hash, &at)) != 0) {
		const struct import_location *known = &im->locations.p[row - 1];

		if (known->mapping == mapping && known->address == address &&
			same_lines(im, known->first_line)) {
			names->inlined.n = 0;
			return row - 1;
		}
	}
	*vec_add(&im->locations) = (struct import_location){
		.address = address,
		.mapping = mapping,
		.first_line = n != 0 ? (uint32_t)im->lines.n + 1 : 0,
	};
	for (size_t i = 0; i < n; i++) {
		struct import_line *line = vec_add(&im->lines);

		*line = names->inlined.p[i];
		line->next = i + 1 < n ? (uint32_t)im->lines.n + 1 : 0;
	}
	names->inlined.n = 0;
	index_add(&names->by_location, hash, (uint32_t)im->locations.n);
	return (uint32_t)im->locations.n - 1;
}

/* The place of the location by name whose lines are those of names.inlined. */
static uint32_t find_location(struct import *im)
{
	return import_lines_location(im, im->names.mapping != 0 ? im->names.mapping : 1, 0);
}

void import_end_inlined(struct import *im)
{
	if (im->names.inlined.n != 0)
		*vec_add(&im->stack) = find_location(im);
}

void import_add_named_frame(struct import *im, struct str name, struct str file, int64_t line,
	bool inlined)
{
	*vec_add(&im->names.inlined) = (struct import_line){
		.function = import_function(im, name, file, false),
		.line = line,
	};
	if (!inlined)
		import_end_inlined(im);
}

uint32_t import_line_location(struct import *im, uint32_t function, int64_t line, int64_t column)
{
	import_end_inlined(im);
	*vec_add(&im->names.inlined) = (struct import_line){
		.function = function,
		.line = line,
		.column = column,
	};
	return find_location(im);
}

uint32_t import_named_location(struct import *im, struct str name, struct str file, int64_t line)
{
	return import_line_location(im, import_function(im, name, file, false), line, 0);
}

static bool same_label(const struct label *a, const struct label *b)
{
	return a->key == b->key && a->is_number == b->is_number && a->text == b->text &&
		a->number == b->number;
}

/* Where the stack and the labels of the open sample begin. */
static struct import_sample open_begin(const struct import *im)
{
	struct import_sample open = {0};

	if (im->samples.n != 0) {
		open = im->samples.p[im->samples.n - 1];
		open.stack += open.n_stack;
	}
	return open;
}

/* True when the sample in row `row` (from 0) is like the open one, which begins at `open`. */
static bool same_sample(const struct import *im, uint32_t row, const struct import_sample *open)
{
	const struct import_sample *s = &im->samples.p[row];
	uint32_t labels = row != 0 ? s[-1].labels : 0;

	if (s->n_stack != im->stack.n - open->stack ||
		s->labels - labels != im->labels.n - open->labels)
		return false;
	for (uint32_t i = 0; labels + i < s->labels; i++)
		if (!same_label(&im->labels.p[labels + i], &im->labels.p[open->labels + i]))
			return false;
	return s->n_stack == 0 ||
		memcmp(&im->stack.p[s->stack], &im->stack.p[open->stack],
			s->n_stack * sizeof(*im->stack.p)) == 0;
}

bool import_merge_sample(struct import *im, const int64_t *values, struct err *err)
{
	struct import_sample open;
	uint64_t hash = seed_of(&im->names);
	size_t at = 0;
	uint32_t row;

	import_end_inlined(im);
	open = open_begin(im);
	for (size_t i = open.stack; i < im->stack.n; i++)
		hash = hash_mix(hash, im->stack.p[i]);
	for (size_t i = open.labels; i < im->labels.n; i++)
		hash = hash_mix(hash_mix(hash, im->labels.p[i].text),
			(uint64_t)im->labels.p[i].number);
	while ((row = index_next(&im->names.by_sample, hash, &at)) != 0) {
		if (!same_sample(im, row - 1, &open))
			continue;
		for (size_t i = 0; i < im->types.n; i++) {
			int64_t *sum = &im->values.p[(row - 1) * im->types.n + i];

			*sum = wrap_add(*sum, values[i]);
		}
		im->stack.n = open.stack;
		im->labels.n = open.labels;
		return true;
	}
	index_add(&im->names.by_sample, hash, (uint32_t)im->samples.n + 1);
	return import_add_sample(im, values, err);
}
