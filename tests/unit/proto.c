/*
 * proto.c: Writes profile.proto messages for tests.
 */
#include "proto.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/input.h"
#include "base/num.h"
#include "import/import.h"

void pb_varint(struct out *o, uint64_t v)
{
	do {
		char c = (char)((v & 0x7f) | (v > 0x7f ? 0x80 : 0));

		out_bytes(o, &c, 1);
		v >>= 7;
	} while (v != 0);
}

void pb_tag(struct out *o, unsigned field, unsigned wire)
{
	pb_varint(o, (uint64_t)field << 3 | wire);
}

void pb_number(struct out *o, unsigned field, uint64_t v)
{
	pb_tag(o, field, 0);
	pb_varint(o, v);
}

void pb_bytes(struct out *o, unsigned field, struct str body)
{
	pb_tag(o, field, 2);
	pb_varint(o, body.n);
	out_bytes(o, body.p, body.n);
}

void pb_text(struct out *o, unsigned field, const char *text)
{
	pb_bytes(o, field, str_from_c(text));
}

void pb_packed(struct out *o, unsigned field, const uint64_t *v, size_t n)
{
	struct out body = {0};

	for (size_t i = 0; i < n; i++)
		pb_varint(&body, v[i]);
	pb_bytes(o, field, (struct str){body.p, body.n});
	out_release(&body);
}

/* `body` as a message of `o`; releases it. */
static void put_body(struct out *o, unsigned field, struct out *body)
{
	pb_bytes(o, field, (struct str){body->p, body->n});
	out_release(body);
}

void pb_message(struct out *o, unsigned field, const uint64_t *v, size_t n)
{
	struct out body = {0};

	for (size_t i = 0; i < n; i++)
		if (v[i] != 0)
			pb_number(&body, (unsigned)i + 1, v[i]);
	put_body(o, field, &body);
}

void pb_location(struct out *o, uint64_t id, uint64_t mapping, uint64_t address, uint64_t function,
	uint64_t line)
{
	struct out body = {0};

	pb_number(&body, 1, id);
	if (mapping != 0)
		pb_number(&body, 2, mapping);
	pb_number(&body, 3, address);
	PB_MESSAGE(&body, 4, function, line);
	put_body(o, PB_LOCATION, &body);
}

void pb_sample(struct out *o, uint64_t location, uint64_t value)
{
	struct out body = {0};

	pb_packed(&body, 1, &location, 1);
	pb_packed(&body, 2, &value, 1);
	put_body(o, PB_SAMPLE, &body);
}

void pb_least(struct out *o)
{
	PB_MESSAGE(o, PB_TYPE, 1, 2);
	pb_sample(o, 1, 7);
	pb_location(o, 1, 0, 0x1000, 1, 10);
	PB_MESSAGE(o, PB_FUNCTION, 1, 3);
	pb_text(o, PB_STRING, "");
	pb_text(o, PB_STRING, "cpu");
	pb_text(o, PB_STRING, "ns");
	pb_text(o, PB_STRING, "f");
}

bool pb_load_limited(struct arena *a, struct str bytes, uint64_t max_size, bool all_frames,
	struct profile *p, struct err *err)
{
	struct load_limits limits = {.max_size = max_size};
	struct input_mem in;
	struct builder b;
	struct draft d;
	bool ok;

	input_mem_init(&in, bytes);
	builder_init(&b, a);
	ok = import_profile(&b, &in.in, &limits, err) && builder_finish(&b, &d, err);
	builder_release(&b);
	if (!ok)
		return false;
	if (all_frames)
		draft_keep_all_frames(&d);
	if (!draft_prune(&d, err)) {
		draft_release(&d);
		return false;
	}
	draft_drop_servers(&d);
	*p = *draft_freeze(&d);
	return true;
}

bool pb_load(struct arena *a, struct str bytes, struct profile *p, struct err *err)
{
	return pb_load_limited(a, bytes, 0, false, p, err);
}

enum { FOLDED_MAX = 64 };

/* Texts that were given a number: 1 for the first. */
struct names {
	struct str p[FOLDED_MAX];
	uint64_t n;
};

struct folded {
	struct out *o;
	struct names strings, locations, functions;
};

/* The number of text, which is added when it is new (*added). */
static uint64_t number_of(struct names *names, struct str text, bool *added)
{
	*added = false;
	for (uint64_t i = 0; i < names->n; i++)
		if (str_eq(names->p[i], text))
			return i + 1;
	if (names->n == FOLDED_MAX) {
		fprintf(stderr, "folded_write: more than %d names\n", FOLDED_MAX);
		abort();
	}
	names->p[names->n++] = text;
	*added = true;
	return names->n;
}

static uint64_t string_of(struct folded *f, struct str text)
{
	bool added;

	return text.n ? number_of(&f->strings, text, &added) : 0;
}

/* Takes what comes before the next c off the front of s; all of it when there is none. */
static struct str take_until(struct str *s, char c)
{
	size_t at = 0;
	struct str part;

	while (at < s->n && s->p[at] != c)
		at++;
	part = str_sub(*s, 0, at);
	*s = str_from(*s, at + 1);
	return part;
}

/* "work@a.c:12:3" as a Line. */
static void write_line(struct folded *f, struct out *o, struct str frame)
{
	struct str function = take_until(&frame, ':'), key = function, name, column;
	int64_t v[3] = {0};
	bool added;

	name = take_until(&function, '@');
	v[0] = (int64_t)number_of(&f->functions, key, &added);
	if (added)
		PB_MESSAGE(f->o, PB_FUNCTION, (uint64_t)v[0], string_of(f, name), 0,
			string_of(f, function), 0);
	column = frame;
	num_int(take_until(&column, ':'), 10, &v[1]);
	num_int(column, 10, &v[2]);
	PB_MESSAGE(o, 4, (uint64_t)v[0], (uint64_t)v[1], (uint64_t)v[2]);
}

static uint64_t location_of(struct folded *f, struct str text)
{
	struct out body = {0}, lines = {0};
	uint64_t id, address;
	bool added;

	id = number_of(&f->locations, text, &added);
	if (!added)
		return id;
	address = id * 0x1000;
	/* The wire has the innermost frame first. */
	if (!str_starts(text, STR("0x")) || !num_uint(text, 0, &address)) {
		while (text.n != 0) {
			size_t at = str_find_last(text, '>');
			bool outermost = at == text.n;

			write_line(f, &lines, outermost ? text : str_from(text, at + 1));
			text = outermost ? STR("") : str_sub(text, 0, at);
		}
	}
	pb_number(&body, 1, id);
	pb_number(&body, 2, 1);
	pb_number(&body, 3, address);
	out_bytes(&body, lines.p, lines.n);
	out_release(&lines);
	put_body(f->o, PB_LOCATION, &body);
	return id;
}

/* "key=text" or "key:=number/unit" as a Label. */
static void write_label(struct folded *f, struct out *o, struct str text)
{
	struct str key = take_until(&text, '=');
	int64_t number = 0;

	if (!str_ends(key, STR(":"))) {
		PB_MESSAGE(o, 3, string_of(f, key), string_of(f, text));
		return;
	}
	num_int(take_until(&text, '/'), 10, &number);
	PB_MESSAGE(o, 3, string_of(f, str_sub(key, 0, key.n - 1)), 0, (uint64_t)number,
		string_of(f, text));
}

static void write_sample(struct folded *f, const char *row)
{
	struct str rest = str_from_c(row), stack, value;
	uint64_t ids[FOLDED_MAX], values[8];
	size_t n_ids = 0, n_values = 0;
	struct out body = {0}, labels = {0};

	str_word(&rest, &stack);
	if (str_eq(stack, STR("-")))
		stack = STR("");
	while (stack.n != 0) {
		size_t at = str_find_last(stack, ';');
		bool root = at == stack.n;

		ids[n_ids++] = location_of(f, root ? stack : str_from(stack, at + 1));
		stack = root ? STR("") : str_sub(stack, 0, at);
	}
	while (str_word(&rest, &value)) {
		if (str_find(value, STR("="), 0) < value.n)
			write_label(f, &labels, value);
		else
			num_int(value, 10, (int64_t *)&values[n_values++]);
	}
	pb_packed(&body, 1, ids, n_ids);
	pb_packed(&body, 2, values, n_values);
	out_bytes(&body, labels.p, labels.n);
	out_release(&labels);
	put_body(f->o, PB_SAMPLE, &body);
}

/* The fields of a Profile that a row may give. */
static bool write_field(struct folded *f, const char *row)
{
	static const struct {
		const char *name;
		unsigned field;
	} fields[] = {
		{"drop_frames", PB_DROP_FRAMES},
		{"keep_frames", PB_KEEP_FRAMES},
		{"default_type", PB_DEFAULT_TYPE},
		{"comment", PB_COMMENT},
	};
	struct str rest = str_from_c(row), name;

	str_word(&rest, &name);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (!str_eq_c(name, fields[i].name))
			continue;
		pb_number(f->o, fields[i].field, string_of(f, str_trim(rest)));
		return true;
	}
	return false;
}

void folded_write(struct out *o, const char *types, const char *const *rows, size_t n)
{
	struct folded f = {.o = o};
	struct str rest = str_from_c(types), type;

	while (str_word(&rest, &type)) {
		uint64_t name = string_of(&f, take_until(&type, '/'));

		PB_MESSAGE(o, PB_TYPE, name, string_of(&f, type));
	}
	for (size_t i = 0; i < n; i++)
		if (!write_field(&f, rows[i]))
			write_sample(&f, rows[i]);
	PB_MESSAGE(o, PB_MAPPING, 1, 0x1000, 0x100000, 0, string_of(&f, STR("/bin/prog")));
	pb_text(o, PB_STRING, "");
	for (uint64_t i = 0; i < f.strings.n; i++)
		pb_bytes(o, PB_STRING, f.strings.p[i]);
}

void folded_load(struct arena *a, const char *types, const char *const *rows, size_t n,
	struct profile *p)
{
	struct out o = {0};
	struct err err;

	folded_write(&o, types, rows, n);
	if (!pb_load(a, (struct str){o.p, o.n}, p, &err)) {
		fprintf(stderr, "folded_load: %s\n", err.text);
		abort();
	}
	out_release(&o);
}

static void text_of_frame(struct out *o, const struct profile *p, const struct frame *f)
{
	const struct function *fn = &p->functions[f->fn];
	struct str name = profile_str(p, fn->name), file = profile_str(p, fn->file);

	out_bytes(o, name.p, name.n);
	if (file.n != 0)
		out_fmt(o, "@%.*s", (int)file.n, file.p);
	if (f->line != 0 || f->column != 0)
		out_fmt(o, ":%" PRId64, f->line);
	if (f->column != 0)
		out_fmt(o, ":%" PRId64, f->column);
}

static void text_of_location(struct out *o, const struct profile *p, loc_id loc)
{
	if (profile_loc_bare(p, loc)) {
		out_fmt(o, "0x%" PRIx64, p->loc_address[loc]);
		return;
	}
	for (uint32_t f = p->frame_begin[loc + 1]; f-- > p->frame_begin[loc];) {
		if (f + 1 != p->frame_begin[loc + 1])
			out_lit(o, ">");
		text_of_frame(o, p, &p->frames[f]);
	}
}

static void text_of_label(struct out *o, const struct profile *p, const struct label *l)
{
	struct str key = profile_str(p, l->key), text = profile_str(p, l->text);

	if (!l->is_number)
		out_fmt(o, " %.*s=%.*s", (int)key.n, key.p, (int)text.n, text.p);
	else
		out_fmt(o, " %.*s:=%" PRId64 "%s%.*s", (int)key.n, key.p, l->number,
			text.n != 0 ? "/" : "", (int)text.n, text.p);
}

static void text_of_sample(struct out *o, const struct profile *p, size_t sample)
{
	struct window w = profile_sample_stack(p, sample);

	if (w.begin == w.end)
		out_lit(o, "-");
	for (uint32_t at = w.end; at-- > w.begin;) {
		if (at + 1 != w.end)
			out_lit(o, ";");
		text_of_location(o, p, loc_column_get(&p->stack, at));
	}
	for (uint32_t i = 0; i < p->n_types; i++)
		out_fmt(o, " %" PRId64, profile_value(p, i, sample));
	if (p->label_begin != NULL)
		for (uint32_t i = p->label_begin[sample]; i < p->label_begin[sample + 1]; i++)
			text_of_label(o, p, &p->labels[i]);
	out_lit(o, "\n");
}

const char *folded_text(struct arena *a, const struct profile *p)
{
	struct out o = {0};
	const char *text;

	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str type = profile_str(p, p->types[i].type);
		struct str unit = profile_str(p, p->types[i].unit);

		out_fmt(&o, "%s%.*s/%.*s", i != 0 ? " " : "", (int)type.n, type.p, (int)unit.n,
			unit.p);
	}
	out_lit(&o, "\n");
	for (size_t i = 0; i < p->n_samples; i++)
		text_of_sample(&o, p, i);
	text = arena_str(a, (struct str){o.p, o.n}).p;
	out_release(&o);
	return text;
}
