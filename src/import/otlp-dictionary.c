/*
 * otlp-dictionary.c: reads the dictionary of OTLP profiles.
 *
 * Its tables are walked one after the other, each in a pass of its own, because they may stand in any order.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/num.h"
#include "import/otlp.h"

enum { ROWS_BETWEEN = 1 << 16 }; /* that memory is looked at */

bool otlp_damaged(struct err *err, const char *what)
{
	return err_set(err,
		"OTLP profiles, damaged or in a layout of before October 2025, which cprof does not read: %s",
		what);
}

bool otlp_field(struct bytes *s, struct field *f, struct err *err)
{
	if (!take_field(s, f))
		return otlp_damaged(err, "a message is cut off");
	if (f->wire == WIRE_VARINT) {
		/* All bytes of a number but the last are 0x80 and more; so is none of those before. */
		f->body = (struct bytes){s->p - 1, s->p};
		while (f->body.p[-1] >= 0x80)
			f->body.p--;
	}
	return true;
}

bool otlp_number(struct field *f, uint64_t *v)
{
	struct bytes rest = f->body;

	if ((f->wire != WIRE_BYTES && f->wire != WIRE_VARINT) || !varint(&rest, v))
		return false;
	f->body = rest;
	return true;
}

bool otlp_end(const struct field *f, struct err *err)
{
	return f->body.p == f->body.end || otlp_damaged(err, "a list of numbers is cut off");
}

bool otlp_each(struct bytes s, uint32_t number,
	bool (*take)(void *context, struct bytes s, struct err *err), void *context,
	struct err *err)
{
	struct field f = {0};

	while (s.p < s.end) {
		if (!otlp_field(&s, &f, err))
			return false;
		if (f.number != number)
			continue;
		if (f.wire != WIRE_BYTES)
			return otlp_damaged(err, "a field of the wrong type");
		if (!take(context, f.body, err))
			return false;
	}
	return true;
}

bool otlp_spend(struct otlp_dictionary *d, uint64_t n, struct err *err)
{
	uint64_t own;

	d->unchecked += n;
	if (d->unchecked < ROWS_BETWEEN)
		return true;
	d->unchecked = 0;
	own = d->labels.n * sizeof(*d->labels.p) + d->links.n * sizeof(*d->links.p) +
		d->frames.n * sizeof(*d->frames.p) + d->stacks.n * sizeof(*d->stacks.p);
	for (size_t i = 0; i < OTLP_TABLES; i++)
		own += d->tables[i].row.n * sizeof(*d->tables[i].row.p);
	return import_may_go_on(d->im, own, err);
}

static struct str str_of(struct bytes s)
{
	return (struct str){(const char *)s.p, (size_t)(s.end - s.p)};
}

/* A string that is no name but bytes, in hexadecimal; 0 when all of them are 0. */
static raw_str take_hex(struct import *im, struct bytes s)
{
	char text[2 * 64 + 1];
	size_t n = 0;
	bool any = false;

	for (; s.p < s.end && n + 2 < sizeof(text); s.p++) {
		any |= *s.p != 0;
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%02x", *s.p);
	}
	return any ? import_string(im, (struct str){text, n}) : 0;
}

bool otlp_row(const struct otlp_dictionary *d, enum otlp_table table, uint64_t index, uint32_t *row,
	struct err *err)
{
	static const char *const names[] = {"string", "attribute", "link", "function", "mapping",
		"location", "stack"};
	size_t n = d->tables[table].row.n;
	char what[80];

	*row = 0;
	if (index == 0)
		return true;
	if (index >= n) {
		snprintf(what, sizeof(what), "there is no %s %llu in its dictionary of %zu",
			names[table], (unsigned long long)index, n);
		return otlp_damaged(err, what);
	}
	*row = d->tables[table].row.p[index];
	return true;
}

/* The kinds of values (AnyValue): each is one field of this number. */
enum { TEXT = 1, BOOL, INT, DOUBLE, BYTES = 7, TEXT_INDEX };

/* Makes a value the text or number of *label. Clears its key when no label can be like that. */
static bool take_value(struct otlp_dictionary *d, struct bytes s, struct label *label,
	struct err *err)
{
	struct field f = {0};
	char number[32];
	double v;

	label->text = 0;
	while (s.p < s.end) {
		if (!otlp_field(&s, &f, err))
			return false;
		label->is_number = false;
		if (f.number == TEXT && f.wire == WIRE_BYTES) {
			label->text = import_string(d->im, str_of(f.body));
		} else if (f.number == BYTES && f.wire == WIRE_BYTES) {
			label->text = take_hex(d->im, f.body);
		} else if (f.number == BOOL && f.wire == WIRE_VARINT) {
			label->text = import_string(d->im,
				f.value != 0 ? STR("true") : STR("false"));
		} else if (f.number == INT && f.wire == WIRE_VARINT) {
			label->is_number = true;
			label->number = (int64_t)f.value;
		} else if (f.number == DOUBLE && f.wire == WIRE_64) {
			memcpy(&v, f.body.p, sizeof(v));
			num_format(v, number);
			label->text = import_string(d->im, str_from_c(number));
		} else if (f.number == TEXT_INDEX && f.wire == WIRE_VARINT) {
			if (!otlp_row(d, OTLP_STRINGS, f.value, &label->text, err))
				return false;
		}
	}
	if (label->text == 0 && !label->is_number)
		label->key = 0;
	return true;
}

/* An attribute's fields: its key as text (KeyValue) or index, its value, and the unit's index. */
static bool take_pair(struct otlp_dictionary *d, struct bytes s, uint32_t key_text,
	uint32_t key_index, uint32_t unit_index, struct label *label, struct err *err)
{
	struct bytes value = {NULL, NULL};
	struct field f = {0};
	uint32_t key = 0, unit = 0;

	while (s.p < s.end) {
		if (!otlp_field(&s, &f, err))
			return false;
		if (f.number == 2 && f.wire == WIRE_BYTES)
			value = f.body;
		else if (f.number == key_text && f.wire == WIRE_BYTES)
			key = import_string(d->im, str_of(f.body));
		else if ((f.number == key_index || f.number == unit_index) &&
			f.wire == WIRE_VARINT &&
			!otlp_row(d, OTLP_STRINGS, f.value, f.number == key_index ? &key : &unit,
				err))
			return false;
	}
	*label = (struct label){.key = key & INT32_MAX};
	if (!take_value(d, value, label, err))
		return false;
	if (label->is_number)
		label->text = unit;
	return true;
}

bool otlp_attribute(struct otlp_dictionary *d, struct bytes s, struct label *label, struct err *err)
{
	return take_pair(d, s, 1, 3, UINT32_MAX, label, err);
}

/* The rows of the tables. */

static bool take_string(struct otlp_dictionary *d, struct bytes s, uint32_t *row, struct err *err)
{
	(void)err;
	*row = import_string(d->im, str_of(s));
	return true;
}

static bool take_attribute(struct otlp_dictionary *d, struct bytes s, uint32_t *row,
	struct err *err)
{
	struct label label;

	if (!take_pair(d, s, UINT32_MAX, 1, 3, &label, err))
		return false;
	*vec_add(&d->labels) = label;
	*row = (uint32_t)d->labels.n;
	return true;
}

static bool take_link(struct otlp_dictionary *d, struct bytes s, uint32_t *row, struct err *err)
{
	struct otlp_link *link = vec_add(&d->links);
	struct field f = {0};

	while (s.p < s.end) {
		if (!otlp_field(&s, &f, err))
			return false;
		if (f.number <= 2 && f.wire == WIRE_BYTES)
			*(f.number == 1 ? &link->trace : &link->span) = take_hex(d->im, f.body);
	}
	*row = (uint32_t)d->links.n;
	return true;
}

static bool take_function(struct otlp_dictionary *d, struct bytes s, uint32_t *row, struct err *err)
{
	enum { NAME = 1, SYSTEM_NAME, FILE_NAME, START_LINE, FIELDS };
	struct import *im = d->im;
	struct import_function f = {0};
	uint64_t v[FIELDS] = {0}, hash;
	size_t at = 0;

	if (!take_numbers(s, v, FIELDS))
		return otlp_damaged(err, "a function is cut off");
	if (!otlp_row(d, OTLP_STRINGS, v[NAME], &f.name, err) ||
		!otlp_row(d, OTLP_STRINGS, v[SYSTEM_NAME], &f.system_name, err) ||
		!otlp_row(d, OTLP_STRINGS, v[FILE_NAME], &f.file, err))
		return false;
	f.start_line = (int64_t)v[START_LINE];
	if (f.name == 0)
		f.name = f.system_name;
	hash = hash_mix(hash_mix(hash_mix(d->seed, f.name), f.system_name), f.file);
	hash = hash_mix(hash, v[START_LINE]);
	while ((*row = index_next(&d->by_function, hash, &at)) != 0) {
		const struct import_function *known = &im->functions.p[*row - 1];

		if (known->name == f.name && known->system_name == f.system_name &&
			known->file == f.file && known->start_line == f.start_line)
			return true;
	}
	*vec_add(&im->functions) = f;
	*row = (uint32_t)im->functions.n;
	index_add(&d->by_function, hash, *row);
	return true;
}

/* The attributes that are a build ID, the best first. */
static const char *const build_ids[] = {
	"process.executable.build_id.gnu",
	"process.executable.build_id.go",
	"process.executable.build_id.htlhash",
};

/* Takes an attribute of a mapping. *rank is the place of the build ID so far in build_ids. */
static void take_build_id(const struct otlp_dictionary *d, const struct label *label, size_t *rank,
	struct mapping *m)
{
	struct str key = intern_str(&d->im->strings, label->key);

	for (size_t i = 0; i < *rank; i++) {
		if (label->is_number || !str_eq_c(key, build_ids[i]))
			continue;
		m->build_id = label->text;
		*rank = i;
	}
}

static bool read_mapping(struct otlp_dictionary *d, struct bytes s, struct mapping *m,
	struct err *err)
{
	enum { START = 1, LIMIT, OFFSET, FILE_NAME, ATTRIBUTES, FIELDS };
	uint64_t v[FIELDS] = {0}, index;
	size_t rank = ARRAY_LEN(build_ids);
	struct field f = {0};
	uint32_t row;

	while (s.p < s.end) {
		if (!otlp_field(&s, &f, err))
			return false;
		if (f.number < ATTRIBUTES && f.wire == WIRE_VARINT)
			v[f.number] = f.value;
		if (f.number != ATTRIBUTES)
			continue;
		while (otlp_number(&f, &index)) {
			if (!otlp_row(d, OTLP_ATTRIBUTES, index, &row, err))
				return false;
			if (row != 0)
				take_build_id(d, &d->labels.p[row - 1], &rank, m);
		}
		if (!otlp_end(&f, err))
			return false;
	}
	m->start = v[START];
	m->limit = v[LIMIT];
	m->offset = v[OFFSET];
	return otlp_row(d, OTLP_STRINGS, v[FILE_NAME], &m->file, err);
}

static bool take_mapping(struct otlp_dictionary *d, struct bytes s, uint32_t *row, struct err *err)
{
	struct import *im = d->im;
	struct mapping m = {0};
	uint64_t hash;
	size_t at = 0;

	if (!read_mapping(d, s, &m, err))
		return false;
	hash = hash_mix(hash_mix(hash_mix(d->seed, m.start), m.limit), m.offset);
	hash = hash_mix(hash_mix(hash, m.file), m.build_id);
	while ((*row = index_next(&d->by_mapping, hash, &at)) != 0) {
		const struct mapping *known = &im->mappings.p[*row - 1];

		if (known->start == m.start && known->limit == m.limit &&
			known->offset == m.offset && known->file == m.file &&
			known->build_id == m.build_id)
			return true;
	}
	*vec_add(&im->mappings) = m;
	*row = (uint32_t)im->mappings.n;
	index_add(&d->by_mapping, hash, *row);
	return true;
}

/* Adds a line of the location that is read. One without a function says nothing. */
static bool take_line(void *context, struct bytes s, struct err *err)
{
	enum { FUNCTION = 1, LINE, COLUMN, FIELDS };
	struct otlp_dictionary *d = context;
	struct import_line line = {0};
	uint64_t v[FIELDS] = {0};

	if (!take_numbers(s, v, FIELDS))
		return otlp_damaged(err, "a line is cut off");
	if (!otlp_row(d, OTLP_FUNCTIONS, v[FUNCTION], &line.function, err))
		return false;
	line.line = (int64_t)v[LINE];
	line.column = (int64_t)v[COLUMN];
	if (line.function != 0)
		*vec_add(&d->im->names.inlined) = line;
	return true;
}

static bool take_location(struct otlp_dictionary *d, struct bytes s, uint32_t *row, struct err *err)
{
	enum { MAPPING = 1, ADDRESS, LINES, FIELDS };
	uint64_t v[FIELDS] = {0};
	struct bytes rest = s;
	struct field f = {0};
	uint32_t mapping;

	while (rest.p < rest.end) {
		if (!otlp_field(&rest, &f, err))
			return false;
		if (f.number < LINES && f.wire == WIRE_VARINT)
			v[f.number] = f.value;
	}
	if (!otlp_row(d, OTLP_MAPPINGS, v[MAPPING], &mapping, err) ||
		!otlp_each(s, LINES, take_line, d, err) ||
		!otlp_spend(d, d->im->names.inlined.n, err))
		return false;
	*row = import_lines_location(d->im, mapping, v[ADDRESS]) + 1;
	return true;
}

/* Makes the frames from `begin` on a stack, unless they are one already. */
static uint32_t find_stack(struct otlp_dictionary *d, uint32_t begin)
{
	uint32_t n = (uint32_t)d->frames.n - begin, row;
	const uint32_t *frames = d->frames.p + begin;
	uint64_t hash = d->seed;
	size_t at = 0;

	for (uint32_t i = 0; i < n; i++)
		hash = hash_mix(hash, frames[i]);
	while ((row = index_next(&d->by_stack, hash, &at)) != 0) {
		const struct otlp_stack *known = &d->stacks.p[row - 1];

		if (known->n == n &&
			memcmp(d->frames.p + known->begin, frames, n * sizeof(*frames)) == 0) {
			d->frames.n = begin;
			return row;
		}
	}
	*vec_add(&d->stacks) = (struct otlp_stack){begin, n};
	index_add(&d->by_stack, hash, (uint32_t)d->stacks.n);
	return (uint32_t)d->stacks.n;
}

static bool take_stack(struct otlp_dictionary *d, struct bytes s, uint32_t *row, struct err *err)
{
	uint32_t begin = (uint32_t)d->frames.n, location;
	struct field f = {0};
	uint64_t index;

	while (s.p < s.end) {
		if (!otlp_field(&s, &f, err))
			return false;
		if (f.number != 1)
			continue;
		while (otlp_number(&f, &index)) {
			if (!otlp_row(d, OTLP_LOCATIONS, index, &location, err))
				return false;
			if (location != 0)
				*vec_add(&d->frames) = location - 1;
		}
		if (!otlp_end(&f, err))
			return false;
	}
	if (d->frames.n >= INT32_MAX)
		return err_set(err, "it has too many frames");
	*row = d->frames.n != begin ? find_stack(d, begin) : 0;
	return otlp_spend(d, d->frames.n - begin, err);
}

static const struct {
	uint32_t field;
	bool (*take)(struct otlp_dictionary *d, struct bytes s, uint32_t *row, struct err *err);
} tables[OTLP_TABLES] = {
	[OTLP_STRINGS] = {5, take_string},
	[OTLP_ATTRIBUTES] = {6, take_attribute},
	[OTLP_LINKS] = {4, take_link},
	[OTLP_FUNCTIONS] = {3, take_function},
	[OTLP_MAPPINGS] = {1, take_mapping},
	[OTLP_LOCATIONS] = {2, take_location},
	[OTLP_STACKS] = {7, take_stack},
};

/* The table that a pass is for. */
struct pass {
	struct otlp_dictionary *d;
	enum otlp_table table;
};

static bool take_row(void *context, struct bytes s, struct err *err)
{
	const struct pass *pass = context;
	struct otlp_rows *rows = &pass->d->tables[pass->table];
	uint32_t row = 0;

	if (rows->row.n != 0 && !tables[pass->table].take(pass->d, s, &row, err))
		return false;
	*vec_add(&rows->row) = row;
	return otlp_spend(pass->d, 1, err);
}

static bool take_dictionary(void *context, struct bytes s, struct err *err)
{
	const struct pass *pass = context;

	return otlp_each(s, tables[pass->table].field, take_row, context, err);
}

bool otlp_dictionary_read(struct otlp_dictionary *d, struct bytes message, bool strings_alone,
	struct err *err)
{
	enum { DICTIONARY = 2 };
	size_t n = strings_alone ? OTLP_STRINGS + 1 : OTLP_TABLES;

	if (d->seed == 0)
		d->seed = hash_seed();
	d->labels.n = d->links.n = 0;
	for (size_t i = 0; i < OTLP_TABLES; i++)
		d->tables[i].row.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct pass pass = {d, (enum otlp_table)i};

		if (!otlp_each(message, DICTIONARY, take_dictionary, &pass, err))
			return false;
	}
	return true;
}

void otlp_dictionary_release(struct otlp_dictionary *d)
{
	for (size_t i = 0; i < OTLP_TABLES; i++)
		free(d->tables[i].row.p);
	free(d->labels.p);
	free(d->links.p);
	index_release(&d->by_function);
	index_release(&d->by_mapping);
	index_release(&d->by_stack);
	free(d->frames.p);
	free(d->stacks.p);
}
