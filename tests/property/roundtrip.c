/*
 * roundtrip.c: what is written is what was there: decode(encode(x)) == x.
 *
 * usage: roundtrip PROFILE...
 *
 * For each profile named, and for hundreds made up here (always the same ones): encoded,
 * compressed and decoded it is equal in every table and column, strings compared as bytes; encoded
 * again it is the same bytes. Labels are compared in the order that encode.h promises. Prints what
 * differs; exit status 0 when nothing does.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "import/import.h"
#include "profile/encode.h"

enum { MADE_UP = 300, MANY_LOCATIONS = 70000 };

/* Two profiles that should be equal. */
struct pair {
	const char *name;
	const struct profile *a, *b;
};

static bool differ(const struct pair *c, const char *what, size_t at)
{
	fprintf(stderr, "%s: not so at %zu: %s\n", c->name, at, what);
	return false;
}

#define SAME(i, condition) \
	do { \
		if (!(condition)) \
			return differ(c, #condition, (i)); \
	} while (0)

static bool str_same(const struct pair *c, str_id a, str_id b)
{
	return str_eq(profile_str(c->a, a), profile_str(c->b, b));
}

static bool type_same(const struct pair *c, const struct value_type *a, const struct value_type *b)
{
	return str_same(c, a->type, b->type) && str_same(c, a->unit, b->unit);
}

static bool header_same(const struct pair *c)
{
	const struct profile *a = c->a, *b = c->b;

	SAME(0, a->n_types == b->n_types);
	for (uint32_t i = 0; i < a->n_types; i++)
		SAME(i, type_same(c, &a->types[i], &b->types[i]));
	SAME(0, type_same(c, &a->period_type, &b->period_type));
	SAME(0, a->period == b->period);
	SAME(0, a->time_nanos == b->time_nanos);
	SAME(0, a->duration_nanos == b->duration_nanos);
	SAME(0, str_same(c, a->default_type, b->default_type));
	SAME(0, str_same(c, a->doc_url, b->doc_url));
	SAME(0, str_same(c, a->drop_frames, b->drop_frames));
	SAME(0, str_same(c, a->keep_frames, b->keep_frames));
	SAME(0, a->n_comments == b->n_comments);
	for (uint32_t i = 0; i < a->n_comments; i++)
		SAME(i, str_same(c, a->comments[i], b->comments[i]));
	return true;
}

static bool tables_same(const struct pair *c)
{
	SAME(0, c->a->n_mappings == c->b->n_mappings);
	for (map_id i = 0; i < c->a->n_mappings; i++) {
		const struct mapping *a = &c->a->mappings[i], *b = &c->b->mappings[i];

		SAME(i, a->id == b->id);
		SAME(i, a->start == b->start && a->limit == b->limit && a->offset == b->offset);
		SAME(i, str_same(c, a->file, b->file));
		SAME(i, str_same(c, a->build_id, b->build_id));
		SAME(i, a->has_functions == b->has_functions);
		SAME(i, a->has_filenames == b->has_filenames);
		SAME(i, a->has_line_numbers == b->has_line_numbers);
		SAME(i, a->has_inline_frames == b->has_inline_frames);
	}
	SAME(0, c->a->n_functions == c->b->n_functions);
	for (fn_id i = 0; i < c->a->n_functions; i++) {
		const struct function *a = &c->a->functions[i], *b = &c->b->functions[i];

		SAME(i, a->id == b->id);
		SAME(i, str_same(c, a->name, b->name));
		SAME(i, str_same(c, a->system_name, b->system_name));
		SAME(i, str_same(c, a->file, b->file));
		SAME(i, a->start_line == b->start_line);
	}
	return true;
}

static bool locations_same(const struct pair *c)
{
	const struct profile *a = c->a, *b = c->b;

	SAME(0, a->n_locations == b->n_locations);
	for (loc_id i = 0; i < a->n_locations; i++) {
		SAME(i, a->loc_file_id[i] == b->loc_file_id[i]);
		SAME(i, a->loc_address[i] == b->loc_address[i]);
		SAME(i, a->loc_mapping[i] == b->loc_mapping[i]);
		SAME(i, a->loc_folded[i] == b->loc_folded[i]);
		SAME(i, a->frame_begin[i + 1] == b->frame_begin[i + 1]);
	}
	SAME(0, a->n_frames == b->n_frames);
	for (frame_id i = 0; i < a->n_frames; i++) {
		SAME(i, a->frames[i].fn == b->frames[i].fn);
		SAME(i, a->frames[i].line == b->frames[i].line);
		SAME(i, a->frames[i].column == b->frames[i].column);
	}
	return true;
}

static bool samples_same(const struct pair *c)
{
	const struct profile *a = c->a, *b = c->b;

	SAME(0, a->n_samples == b->n_samples);
	for (uint32_t t = 0; t < a->n_types; t++)
		for (size_t i = 0; i < a->n_samples; i++)
			SAME(i, profile_value(a, t, i) == profile_value(b, t, i));
	for (size_t i = 0; i < a->n_samples; i++) {
		struct window x = profile_sample_stack(a, i), y = profile_sample_stack(b, i);

		SAME(i, x.end - x.begin == y.end - y.begin);
		for (; x.begin < x.end; x.begin++, y.begin++)
			SAME(i,
				loc_column_get(&a->stack, x.begin) ==
					loc_column_get(&b->stack, y.begin));
	}
	return true;
}

/* Text before numbers, then by key. */
static bool label_less(const struct profile *p, const struct label *a, const struct label *b)
{
	if (a->is_number != b->is_number)
		return b->is_number;
	return str_cmp(profile_str(p, a->key), profile_str(p, b->key)) < 0;
}

/* The labels of a sample that say something, as encode.h orders them. Returns how many. */
static uint32_t expected_labels(const struct profile *p, size_t sample, const struct label **to)
{
	uint32_t n = 0;

	if (p->label_begin == NULL)
		return 0;
	for (uint32_t i = p->label_begin[sample]; i < p->label_begin[sample + 1]; i++) {
		const struct label *l = &p->labels[i];
		uint32_t at = n;

		if (l->text == 0 && (!l->is_number || l->number == 0))
			continue;
		for (; at > 0 && label_less(p, l, to[at - 1]); at--)
			to[at] = to[at - 1];
		to[at] = l;
		n++;
	}
	return n;
}

static bool sample_labels_same(const struct pair *c, size_t i, const struct label **want)
{
	const struct profile *b = c->b;
	uint32_t n = expected_labels(c->a, i, want);
	uint32_t begin = b->label_begin ? b->label_begin[i] : 0;

	SAME(i, n == (b->label_begin ? b->label_begin[i + 1] - begin : 0));
	for (uint32_t k = 0; k < n; k++) {
		const struct label *got = &b->labels[begin + k];

		SAME(i, want[k]->is_number == got->is_number);
		SAME(i, want[k]->number == got->number);
		SAME(i, str_same(c, want[k]->key, got->key));
		SAME(i, str_same(c, want[k]->text, got->text));
	}
	return true;
}

static uint32_t label_count(const struct profile *p)
{
	return p->label_begin ? p->label_begin[p->n_samples] : 0;
}

static bool labels_same(const struct pair *c)
{
	const struct label **want = mem_zeroed(label_count(c->a), sizeof(const struct label *));
	bool ok = true;

	for (size_t i = 0; ok && i < c->a->n_samples; i++)
		ok = sample_labels_same(c, i, want);
	free(want);
	return ok;
}

static bool load(struct input *in, struct arena *a, struct profile *p, struct err *err)
{
	struct load_limits limits = {0};
	struct builder b;
	struct draft d;
	bool ok;

	builder_init(&b, a);
	ok = import_profile(&b, in, &limits, err) && builder_finish(&b, &d, err);
	builder_release(&b);
	if (ok)
		*p = *draft_freeze(&d);
	return ok;
}

static struct str str_from_out(const struct out *o)
{
	return (struct str){o->p, o->n};
}

/* The property, of one profile. */
static bool holds(const char *name, const struct profile *a)
{
	struct out plain = {0}, packed = {0}, again = {0}, packed_again = {0};
	struct arena arena = {0};
	struct profile b = {0};
	struct pair both = {name, a, &b}, *c = &both;
	struct err err = {0};
	struct input_mem in;
	bool ok;

	profile_encode(a, &plain);
	profile_encode_gzip(a, &packed);
	profile_encode_gzip(a, &packed_again);
	input_mem_init(&in, str_from_out(&packed));
	ok = load(&in.in, &arena, &b, &err);
	if (!ok) {
		fprintf(stderr, "%s: ", name);
		err_print(&err, stderr);
	}
	if (ok) {
		profile_encode(&b, &again);
		ok = header_same(c) && tables_same(c) && locations_same(c) && samples_same(c) &&
			labels_same(c);
		/* Labels that say nothing are written, but not read. */
		if (label_count(a) == label_count(&b) &&
			!str_eq(str_from_out(&plain), str_from_out(&again)))
			ok = differ(c, "encoded again it is the same bytes", 0);
		if (!str_eq(str_from_out(&packed), str_from_out(&packed_again)))
			ok = differ(c, "compressed again it is the same bytes", 0);
	}
	arena_release(&arena);
	out_release(&plain);
	out_release(&packed);
	out_release(&again);
	out_release(&packed_again);
	return ok;
}

/* Sebastiano Vigna's splitmix64; each state gives another number. */
static uint64_t splitmix(uint64_t v)
{
	v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
	v = (v ^ v >> 27) * 0x94d049bb133111eb;
	return v ^ v >> 31;
}

struct maker {
	struct profile *p;
	struct arena *arena;
	uint64_t state;
};

static uint64_t draw(struct maker *m)
{
	return splitmix(m->state += 0x9e3779b97f4a7c15);
}

/* 0 to n - 1. */
static uint32_t below(struct maker *m, uint32_t n)
{
	return (uint32_t)(draw(m) % n);
}

/* Any number, the extreme ones often. */
static uint64_t number(struct maker *m)
{
	static const uint64_t extremes[] = {0, 1, UINT64_MAX, INT64_MAX, (uint64_t)1 << 63, 127,
		128, UINT32_MAX};

	switch (below(m, 4)) {
	case 0:
		return extremes[below(m, sizeof(extremes) / sizeof(extremes[0]))];
	case 1:
		return below(m, 1000);
	case 2:
		return draw(m) >> below(m, 64);
	default:
		return draw(m);
	}
}

static str_id string(struct maker *m)
{
	return below(m, 8) ? below(m, intern_end(&m->p->strings)) : 0;
}

/* Ids as files have them: 1, 2, 3; backwards; from the very large ones down; without any order. */
static uint64_t file_id(unsigned kind, uint32_t i, uint32_t n)
{
	switch (kind) {
	case 0:
		return i;
	case 1:
		return n - i;
	case 2:
		return UINT64_MAX - i;
	default:
		return splitmix(i);
	}
}

/* Of any bytes but ':', which could make the URL of a file name, which is not kept. */
static void make_strings(struct maker *m, struct arena *a)
{
	uint32_t n = below(m, 60);
	char buf[300];

	intern_init(&m->p->strings, a, NULL);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t length = below(m, below(m, 8) ? 12 : sizeof(buf));

		for (uint32_t k = 0; k < length; k++) {
			buf[k] = (char)draw(m);
			if (buf[k] == ':')
				buf[k] = 0;
		}
		intern_add(&m->p->strings, (struct str){buf, length});
	}
}

static void make_header(struct maker *m, struct arena *a)
{
	struct profile *p = m->p;
	struct value_type *types;
	str_id *comments;

	p->n_types = 1 + below(m, 6);
	p->types = types = arena_array(a, struct value_type, p->n_types);
	for (uint32_t i = 1; i < p->n_types; i++) /* no two of a name; the first has none */
		types[i] = (struct value_type){intern_own(&p->strings, arena_fmt(a, "type %u", i)),
			string(m)};
	p->period_type = (struct value_type){string(m), string(m)};
	p->period = (int64_t)number(m);
	p->time_nanos = (int64_t)number(m);
	p->duration_nanos = (int64_t)number(m);
	p->default_type = string(m);
	p->doc_url = string(m);
	p->n_comments = below(m, 6);
	p->comments = comments = arena_array(a, str_id, p->n_comments);
	for (uint32_t i = 0; i < p->n_comments; i++)
		comments[i] = string(m);
}

static void make_tables(struct maker *m)
{
	struct profile *p = m->p;
	unsigned kind = below(m, 4);
	struct mapping *mappings;
	struct function *functions;

	p->n_mappings = 2 + below(m, 5);
	p->mappings = mappings = arena_array(m->arena, struct mapping, p->n_mappings);
	for (map_id i = 1; i < p->n_mappings; i++)
		mappings[i] = (struct mapping){
			.id = file_id(kind, i, p->n_mappings),
			.start = number(m),
			.limit = number(m),
			.offset = number(m),
			.file = string(m),
			.build_id = string(m),
			.has_functions = below(m, 2),
			.has_filenames = below(m, 2),
			.has_line_numbers = below(m, 2),
			.has_inline_frames = below(m, 2),
		};
	p->n_functions = 2 + below(m, 80);
	p->functions = functions = arena_array(m->arena, struct function, p->n_functions);
	for (fn_id i = 1; i < p->n_functions; i++)
		functions[i] = (struct function){
			.id = file_id(kind, i, p->n_functions),
			.name = string(m),
			.system_name = string(m),
			.file = string(m),
			.start_line = (int64_t)number(m),
		};
}

static void make_locations(struct maker *m, uint32_t n)
{
	struct profile *p = m->p;
	unsigned kind = below(m, 4);
	uint64_t *ids = arena_array(m->arena, uint64_t, n);
	uint64_t *addresses = arena_array(m->arena, uint64_t, n);
	map_id *mappings = arena_array(m->arena, map_id, n);
	bool *folded = arena_array(m->arena, bool, n);
	uint32_t *begin = arena_array(m->arena, uint32_t, (size_t)n + 1);
	VEC(struct frame) frames = {0};

	p->n_locations = n;
	p->loc_file_id = ids;
	p->loc_address = addresses;
	p->loc_mapping = mappings;
	p->loc_folded = folded;
	p->frame_begin = begin;
	(void)vec_add(&frames);
	begin[1] = 1;
	for (loc_id i = 1; i < n; i++) {
		uint32_t lines = below(m, 3) ? 1 : below(m, 6);

		ids[i] = file_id(kind, i, n);
		addresses[i] = number(m);
		mappings[i] = below(m, p->n_mappings);
		folded[i] = below(m, 2);
		for (uint32_t k = 0; k < lines; k++)
			*vec_add(&frames) = (struct frame){1 + below(m, p->n_functions - 1),
				(int64_t)number(m), (int64_t)number(m)};
		if (lines == 0)
			(void)vec_add(&frames);
		begin[i + 1] = (uint32_t)frames.n;
	}
	arena_own(m->arena, frames.p);
	p->frames = frames.p;
	p->n_frames = (uint32_t)frames.n;
}

/* Samples have stacks of their own, or share a few. */
static void make_stacks(struct maker *m)
{
	struct profile *p = m->p;
	bool shared = p->n_samples != 0 && below(m, 2);
	uint32_t *begin, n;

	p->n_stacks = shared ? 1 + below(m, (uint32_t)p->n_samples) : (uint32_t)p->n_samples;
	if (shared) {
		stack_id *of = arena_array(m->arena, stack_id, p->n_samples);

		for (size_t i = 0; i < p->n_samples; i++)
			of[i] = below(m, p->n_stacks);
		p->stack_of = of;
	}
	p->stack_begin = begin = arena_array(m->arena, uint32_t, (size_t)p->n_stacks + 1);
	for (stack_id i = 0; i < p->n_stacks; i++)
		begin[i + 1] = begin[i] + below(m, below(m, 5) ? 6 : 300);
	n = begin[p->n_stacks];
	if (p->n_locations <= UINT16_MAX && below(m, 2))
		p->stack.narrow = arena_array(m->arena, uint16_t, n);
	else
		p->stack.wide = arena_array(m->arena, loc_id, n);
	for (size_t i = 0; i < n; i++)
		loc_column_set(&p->stack, i, 1 + below(m, p->n_locations - 1));
}

static void make_labels(struct maker *m)
{
	struct profile *p = m->p;
	bool all_say_something = below(m, 4);
	uint32_t *begin = arena_array(m->arena, uint32_t, p->n_samples + 1);
	VEC(struct label) labels = {0};

	p->label_begin = begin;
	for (size_t i = 0; i < p->n_samples; i++) {
		uint32_t n = below(m, 10) ? below(m, 5) : below(m, 200);

		for (uint32_t k = 0; k < n; k++) {
			struct label *l = vec_add(&labels);

			l->key = string(m) & INT32_MAX;
			l->text = string(m);
			l->is_number = below(m, 2);
			l->number = l->is_number ? (int64_t)number(m) : 0;
			if (all_say_something && l->text == 0) {
				l->is_number = true;
				l->number |= 1;
			}
		}
		begin[i + 1] = (uint32_t)labels.n;
	}
	arena_own(m->arena, labels.p);
	p->labels = labels.p;
}

/* The number-th made-up profile; its strings live in the arena. */
static void make(struct profile *p, struct arena *a, uint64_t which)
{
	struct maker m = {p, a, which << 32};
	struct value_column *values;

	*p = (struct profile){0};
	make_strings(&m, a);
	make_header(&m, a);
	make_tables(&m);
	make_locations(&m, which == 0 ? MANY_LOCATIONS : 2 + below(&m, 120));
	p->n_samples = which == 0 ? 2000 : below(&m, 4) ? below(&m, 40) : 0;
	p->values = values = arena_array(a, struct value_column, p->n_types);
	for (uint32_t t = 0; t < p->n_types; t++) {
		int64_t *column = arena_array(a, int64_t, p->n_samples);

		for (size_t i = 0; i < p->n_samples; i++)
			column[i] = (int64_t)number(&m);
		values[t] = (struct value_column){column, sizeof(*column)};
	}
	make_stacks(&m);
	if (below(&m, 3))
		make_labels(&m);
	/* At the end, so that no function has this name and is dropped when it is read. */
	if (below(&m, 2))
		p->drop_frames = intern_own(&p->strings, STR("no function has this name"));
	if (below(&m, 2))
		p->keep_frames = intern_own(&p->strings, STR("nor this one"));
}

static bool made_up_holds(uint64_t which)
{
	struct arena a = {0};
	struct profile p;
	char name[40];
	bool ok;

	snprintf(name, sizeof(name), "made-up profile %llu", (unsigned long long)which);
	make(&p, &a, which);
	ok = holds(name, &p);
	intern_release(&p.strings);
	arena_release(&a);
	return ok;
}

static bool file_holds(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};
	struct input_fd in;
	bool ok;

	if (fd < 0) {
		perror(path);
		return false;
	}
	input_fd_init(&in, fd);
	ok = load(&in.in, &a, &p, &err);
	if (!ok) {
		err_wrap(&err, "%s", path);
		err_print(&err, stderr);
	}
	ok = ok && holds(path, &p);
	arena_release(&a);
	close(fd);
	return ok;
}

int main(int argc, char **argv)
{
	int bad = 0;

	for (int i = 1; i < argc; i++)
		bad += !file_holds(argv[i]);
	for (uint64_t i = 0; i < MADE_UP; i++)
		bad += !made_up_holds(i);
	printf("%d files and %d made-up profiles, %d not as they were\n", argc - 1, MADE_UP, bad);
	return bad != 0;
}
