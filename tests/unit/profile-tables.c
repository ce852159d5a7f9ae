/*
 * profile-tables.c: tests of what good profiles become: the tables, and what is asked of them.
 */
#include "profile-tests.h"
#include "unit.h"

#include "import/import.h"

#include <stdio.h>

#include "proto.h"

/* What every test here does at its ends. */
struct loaded {
	struct arena a;
	struct profile p;
};

static void load_ok(struct loaded *l, struct out *o)
{
	struct err err = {0};

	*l = (struct loaded){0};
	if (!pb_load(&l->a, (struct str){o->p, o->n}, &l->p, &err))
		fail_msg("%s", err.text);
	out_release(o);
}

static void unload(struct loaded *l)
{
	arena_release(&l->a);
}

#define FOLDED(l, types, ...) \
	(*(l) = (struct loaded){0}, FOLDED_LOAD(&(l)->a, &(l)->p, (types), __VA_ARGS__))

static struct str text(const struct loaded *l, str_id id)
{
	return profile_str(&l->p, id);
}

/* The sample's stack, from leaf to root, is the locations with these ids in the file. */
static void assert_stack(const struct profile *p, size_t sample, const uint64_t *ids, size_t n)
{
	struct window w = profile_sample_stack(p, sample);

	assert_int_equal(w.end - w.begin, n);
	for (size_t i = 0; i < n; i++) {
		loc_id loc = loc_column_get(&p->stack, w.begin + i);

		assert_in_range(loc, 1, p->n_locations - 1);
		assert_int_equal(p->loc_file_id[loc], ids[i]);
	}
}

#define STACK(p, sample, ...) \
	assert_stack((p), (sample), (const uint64_t[]){__VA_ARGS__}, \
		sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

/* A sample of field 2; labels are {key, str, num, unit}. */
struct sample {
	const uint64_t *ids;
	size_t n_ids;
	const uint64_t *values;
	size_t n_values;
	const uint64_t (*labels)[4];
	size_t n_labels;
	bool unpacked;
};

static void write_sample(struct out *o, const struct sample *s)
{
	struct out body = {0};

	if (s->unpacked) {
		for (size_t i = 0; i < s->n_ids; i++)
			pb_number(&body, 1, s->ids[i]);
		for (size_t i = 0; i < s->n_values; i++)
			pb_number(&body, 2, s->values[i]);
	} else {
		pb_packed(&body, 1, s->ids, s->n_ids);
		pb_packed(&body, 2, s->values, s->n_values);
	}
	for (size_t i = 0; i < s->n_labels; i++)
		pb_message(&body, 3, s->labels[i], 4);
	pb_bytes(o, PB_SAMPLE, (struct str){body.p, body.n});
	out_release(&body);
}

#define IDS(...) \
	.ids = (const uint64_t[]){__VA_ARGS__}, \
	.n_ids = sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t)
#define VALUES(...) \
	.values = (const uint64_t[]){__VA_ARGS__}, \
	.n_values = sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t)
#define SAMPLE(o, ...) write_sample((o), &(const struct sample){__VA_ARGS__})

static void write_strings(struct out *o, const char *const *strings, size_t n)
{
	for (size_t i = 0; i < n; i++)
		pb_text(o, PB_STRING, strings[i]);
}

/* Every field that the format has, each with a value of its own. */
static void write_everything(struct out *o)
{
	static const char *const strings[] = {"", "samples", "count", "cpu", "nanoseconds", "main",
		"_main", "main.c", "inlined", "prog", "abc123", "a comment", "https://doc", "key",
		"value", "size", "kb"};
	static const uint64_t labels[][4] = {{13, 14}, {15, 0, 64, 16}};
	struct out body = {0};

	PB_MESSAGE(o, PB_TYPE, 1, 2);
	PB_MESSAGE(o, PB_TYPE, 3, 4);
	SAMPLE(o, IDS(2, 1), VALUES(3, 30), .labels = labels, .n_labels = 2);
	SAMPLE(o, IDS(1), VALUES(1, (uint64_t)-10));
	PB_MESSAGE(o, PB_MAPPING, 7, 0x400000, 0x500000, 0x1000, 9, 10, 1, 0, 1, 0);
	/* main at main.c:12:5, and in it: inlined, inlined into main. */
	pb_number(&body, 1, 1);
	pb_number(&body, 2, 7);
	pb_number(&body, 3, 0x401000);
	PB_MESSAGE(&body, 4, 1, 12, 5);
	pb_bytes(o, PB_LOCATION, (struct str){body.p, body.n});
	out_clear(&body);
	pb_number(&body, 1, 2);
	pb_number(&body, 2, 7);
	pb_number(&body, 3, 0x402000);
	PB_MESSAGE(&body, 4, 2, 3);
	PB_MESSAGE(&body, 4, 1, 20);
	pb_number(&body, 5, 1);
	pb_bytes(o, PB_LOCATION, (struct str){body.p, body.n});
	out_release(&body);
	PB_MESSAGE(o, PB_FUNCTION, 1, 5, 6, 7, 10);
	PB_MESSAGE(o, PB_FUNCTION, 2, 8, 0, 7, 1);
	write_strings(o, strings, LENGTH(strings));
	pb_number(o, PB_TIME, 1700000000000000000u);
	pb_number(o, PB_DURATION, 2000000000);
	PB_MESSAGE(o, PB_PERIOD_TYPE, 3, 4);
	pb_number(o, PB_PERIOD, 10000000);
	pb_number(o, PB_COMMENT, 11);
	pb_number(o, PB_DEFAULT_TYPE, 1);
	pb_number(o, PB_DOC_URL, 12);
}

TEST(profile_header_is_decoded)
{
	struct out o = {0};
	struct loaded l;

	write_everything(&o);
	load_ok(&l, &o);
	assert_int_equal(l.p.n_types, 2);
	assert_str(text(&l, l.p.types[0].type), STR("samples"));
	assert_str(text(&l, l.p.types[0].unit), STR("count"));
	assert_str(text(&l, l.p.types[1].type), STR("cpu"));
	assert_str(text(&l, l.p.types[1].unit), STR("nanoseconds"));
	assert_str(text(&l, l.p.period_type.type), STR("cpu"));
	assert_str(text(&l, l.p.period_type.unit), STR("nanoseconds"));
	assert_int_equal(l.p.period, 10000000);
	assert_true(l.p.time_nanos == 1700000000000000000);
	assert_int_equal(l.p.duration_nanos, 2000000000);
	assert_str(text(&l, l.p.default_type), STR("samples"));
	assert_str(text(&l, l.p.doc_url), STR("https://doc"));
	assert_int_equal(l.p.n_comments, 1);
	assert_str(text(&l, l.p.comments[0]), STR("a comment"));
	unload(&l);
}

TEST(profile_tables_are_decoded)
{
	struct out o = {0};
	struct loaded l;
	const struct mapping *m;
	const struct function *f;

	write_everything(&o);
	load_ok(&l, &o);
	assert_int_equal(l.p.n_mappings, 2);
	m = &l.p.mappings[1];
	assert_int_equal(m->id, 7);
	assert_int_equal(m->start, 0x400000);
	assert_int_equal(m->limit, 0x500000);
	assert_int_equal(m->offset, 0x1000);
	assert_str(text(&l, m->file), STR("prog"));
	assert_str(text(&l, m->build_id), STR("abc123"));
	assert_true(m->has_functions && !m->has_filenames);
	assert_true(m->has_line_numbers && !m->has_inline_frames);
	assert_int_equal(l.p.n_functions, 3);
	f = &l.p.functions[1];
	assert_int_equal(f->id, 1);
	assert_str(text(&l, f->name), STR("main"));
	assert_str(text(&l, f->system_name), STR("_main"));
	assert_str(text(&l, f->file), STR("main.c"));
	assert_int_equal(f->start_line, 10);
	assert_str(text(&l, f[1].name), STR("inlined"));
	assert_int_equal(f[1].system_name, 0);
	assert_int_equal(f[1].file, f[0].file);
	unload(&l);
}

TEST(profile_locations_and_samples_are_decoded)
{
	static const struct frame frames[] = {{1, 12, 5}, {2, 3, 0}, {1, 20, 0}};
	struct out o = {0};
	struct loaded l;

	write_everything(&o);
	load_ok(&l, &o);
	assert_int_equal(l.p.n_locations, 3);
	assert_int_equal(l.p.loc_address[1], 0x401000);
	assert_int_equal(l.p.loc_address[2], 0x402000);
	assert_int_equal(l.p.loc_mapping[1], 1);
	assert_true(!l.p.loc_folded[1] && l.p.loc_folded[2]);
	assert_int_equal(l.p.frame_begin[1], 1);
	assert_int_equal(l.p.frame_begin[2], 2);
	assert_int_equal(l.p.frame_begin[3], 4);
	assert_int_equal(l.p.n_frames, 4);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(l.p.frames[i + 1].fn, frames[i].fn);
		assert_int_equal(l.p.frames[i + 1].line, frames[i].line);
		assert_int_equal(l.p.frames[i + 1].column, frames[i].column);
	}
	assert_int_equal(l.p.n_samples, 2);
	STACK(&l.p, 0, 2, 1);
	STACK(&l.p, 1, 1);
	assert_int_equal(profile_value(&l.p, 0, 0), 3);
	assert_int_equal(profile_value(&l.p, 1, 0), 30);
	assert_int_equal(profile_value(&l.p, 0, 1), 1);
	assert_int_equal(profile_value(&l.p, 1, 1), -10);
	assert_int_equal(l.p.label_begin[1], 2);
	assert_int_equal(l.p.label_begin[2], 2);
	assert_str(text(&l, l.p.labels[0].key), STR("key"));
	assert_str(text(&l, l.p.labels[0].text), STR("value"));
	assert_false(l.p.labels[0].is_number);
	assert_str(text(&l, l.p.labels[1].key), STR("size"));
	assert_str(text(&l, l.p.labels[1].text), STR("kb"));
	assert_true(l.p.labels[1].is_number);
	assert_int_equal(l.p.labels[1].number, 64);
	unload(&l);
}

TEST(profile_element_0_of_every_table_is_none)
{
	struct out o = {0};
	struct loaded l;

	write_everything(&o);
	load_ok(&l, &o);
	assert_str(text(&l, 0), STR(""));
	assert_int_equal(l.p.mappings[0].file, 0);
	assert_int_equal(l.p.functions[0].name, 0);
	assert_int_equal(l.p.loc_address[0], 0);
	assert_int_equal(l.p.frame_begin[0], 0);
	assert_int_equal(l.p.frame_begin[1], 1);
	assert_int_equal(l.p.frames[0].fn, 0);
	unload(&l);
}

/* The order of records is free; most writers put the tables first, Go puts samples first. */
TEST(profile_tables_may_come_before_or_behind_the_samples)
{
	for (int first = 0; first < 2; first++) {
		struct out o = {0};
		struct loaded l;

		PB_MESSAGE(&o, PB_TYPE, 1, 2);
		if (first)
			pb_sample(&o, 1, 7);
		pb_text(&o, PB_STRING, "");
		pb_text(&o, PB_STRING, "cpu");
		pb_text(&o, PB_STRING, "ns");
		pb_location(&o, 1, 0, 0x1000, 1, 10);
		PB_MESSAGE(&o, PB_FUNCTION, 1, 1);
		if (!first)
			pb_sample(&o, 1, 7);
		load_ok(&l, &o);
		STACK(&l.p, 0, 1);
		assert_int_equal(profile_value(&l.p, 0, 0), 7);
		unload(&l);
	}
}

TEST(profile_arrays_may_be_packed_or_not)
{
	struct out o = {0}, body = {0};
	const uint64_t one = 1;
	struct loaded l;

	pb_least(&o);
	pb_location(&o, 2, 0, 0x2000, 1, 11);
	SAMPLE(&o, IDS(2, 1, 2), VALUES(5));
	SAMPLE(&o, IDS(2, 1, 2), VALUES(6), .unpacked = true);
	/* Both in one sample, and the values before the stack. */
	pb_number(&body, 2, 8);
	pb_number(&body, 1, 2);
	pb_packed(&body, 1, &one, 1);
	pb_number(&body, 1, 2);
	pb_bytes(&o, PB_SAMPLE, (struct str){body.p, body.n});
	out_release(&body);
	pb_number(&o, PB_COMMENT, 1);
	pb_packed(&o, PB_COMMENT, (const uint64_t[]){2, 3}, 2);
	load_ok(&l, &o);
	for (size_t i = 1; i <= 3; i++)
		STACK(&l.p, i, 2, 1, 2);
	assert_int_equal(profile_value(&l.p, 0, 1), 5);
	assert_int_equal(profile_value(&l.p, 0, 2), 6);
	assert_int_equal(profile_value(&l.p, 0, 3), 8);
	assert_int_equal(l.p.n_comments, 3);
	assert_str(text(&l, l.p.comments[2]), STR("f"));
	unload(&l);
}

/* Any ids but 0 will do: not from 1 on, not in order, and so large that no array holds them. */
TEST(profile_ids_may_be_any_numbers)
{
	static const uint64_t ids[][3] = {
		{1, 2, 3},
		{3, 1, 2},
		{100, 5, 70000},
		{65535, 65536, 65537},
		{(uint64_t)1 << 31, ((uint64_t)1 << 31) - 1, ((uint64_t)1 << 31) + 1},
		{(uint64_t)1 << 40, 1, (uint64_t)1 << 32},
		{UINT64_MAX, UINT64_MAX - 1, 2},
	};

	for (size_t i = 0; i < LENGTH(ids); i++) {
		const uint64_t *id = ids[i];
		struct out o = {0};
		struct loaded l;

		PB_MESSAGE(&o, PB_TYPE, 1);
		SAMPLE(&o, IDS(id[0], id[1], id[2]), VALUES(1));
		SAMPLE(&o, IDS(id[2]), VALUES(2), .unpacked = true);
		for (size_t k = 0; k < 3; k++) {
			pb_location(&o, id[k], id[2 - k], 0x1000 + k, id[(k + 1) % 3], k + 1);
			PB_MESSAGE(&o, PB_FUNCTION, id[k], 1, 0, 0, k);
			PB_MESSAGE(&o, PB_MAPPING, id[k], k);
		}
		pb_text(&o, PB_STRING, "");
		pb_text(&o, PB_STRING, "cpu");
		load_ok(&l, &o);
		STACK(&l.p, 0, id[0], id[1], id[2]);
		STACK(&l.p, 1, id[2]);
		for (loc_id loc = 1; loc <= 3; loc++) {
			const struct frame *f = &l.p.frames[l.p.frame_begin[loc]];

			assert_int_equal(l.p.loc_address[loc], 0x1000 + loc - 1);
			assert_int_equal(l.p.mappings[l.p.loc_mapping[loc]].start, 3 - loc);
			assert_int_equal(l.p.functions[f->fn].id, id[loc % 3]);
			assert_int_equal(f->line, loc);
		}
		unload(&l);
	}
}

/* A large table: the stack column is wide, ids near its limits are the right ones. */
TEST(profile_may_have_more_locations_than_fit_16_bits)
{
	static const uint64_t seen[] = {1, 127, 128, 16383, 16384, 65534, 65535, 65536, 70000};
	struct out o = {0};
	struct loaded l;

	pb_least(&o);
	for (uint64_t id = 2; id <= 70000; id++)
		PB_MESSAGE(&o, PB_LOCATION, id, 0, id * 16);
	for (size_t i = 0; i < LENGTH(seen); i++)
		pb_sample(&o, seen[i], 1);
	load_ok(&l, &o);
	assert_int_equal(l.p.n_locations, 70001);
	for (size_t i = 0; i < LENGTH(seen); i++)
		STACK(&l.p, i + 1, seen[i]);
	unload(&l);
}

/* Locations out of order and more than 16 bits of them, while all ids of the samples are small. */
TEST(profile_small_ids_may_lie_far_behind_in_the_table)
{
	struct out o = {0};
	struct loaded l;

	PB_MESSAGE(&o, PB_TYPE, 1);
	pb_sample(&o, 1, 5);
	pb_text(&o, PB_STRING, "");
	pb_text(&o, PB_STRING, "cpu");
	for (uint64_t id = 70000; id >= 1; id--)
		PB_MESSAGE(&o, PB_LOCATION, id, 0, id * 16);
	load_ok(&l, &o);
	STACK(&l.p, 0, 1);
	assert_int_equal(loc_column_get(&l.p.stack, 0), 70000);
	unload(&l);
}

TEST(profile_location_without_lines_gets_one_frame_of_function_0)
{
	struct loaded l;

	FOLDED(&l, "cpu/ns", "main;0x40 1");
	assert_true(profile_loc_bare(&l.p, 1));
	assert_int_equal(l.p.frame_begin[2] - l.p.frame_begin[1], 1);
	assert_int_equal(l.p.loc_address[1], 0x40);
	assert_false(profile_loc_bare(&l.p, 2));
	unload(&l);
}

TEST(profile_sample_may_have_no_stack)
{
	struct loaded l;

	FOLDED(&l, "cpu/ns", "- 3", "main 4", "- 5");
	assert_int_equal(l.p.n_samples, 3);
	for (size_t i = 0; i < 3; i++) {
		struct window w = profile_sample_stack(&l.p, i);

		assert_int_equal(w.end - w.begin, i == 1);
	}
	unload(&l);
}

TEST(profile_may_have_no_samples)
{
	struct loaded l;
	struct out o = {0};

	PB_MESSAGE(&o, PB_TYPE, 1, 0);
	pb_text(&o, PB_STRING, "");
	pb_text(&o, PB_STRING, "cpu");
	load_ok(&l, &o);
	assert_int_equal(l.p.n_samples, 0);
	assert_int_equal(l.p.stack_begin[0], 0);
	assert_null(l.p.label_begin);
	unload(&l);
}

/* Like pprof: no error, the location just has no mapping. */
TEST(profile_mapping_that_is_not_there_is_none)
{
	struct loaded l;
	struct out o = {0};

	pb_least(&o);
	PB_MESSAGE(&o, PB_MAPPING, 5, 0x1000, 0x2000);
	pb_location(&o, 2, 99, 0x2000, 1, 1);
	pb_location(&o, 3, 5, 0x3000, 1, 1);
	load_ok(&l, &o);
	assert_int_equal(l.p.loc_mapping[1], 0);
	assert_int_equal(l.p.loc_mapping[2], 0);
	assert_int_equal(l.p.loc_mapping[3], 1);
	unload(&l);
}

TEST(profile_without_mappings_gets_one_for_all_locations)
{
	struct loaded l;
	struct out o = {0};

	pb_least(&o);
	pb_location(&o, 2, 99, 0x2000, 1, 1);
	load_ok(&l, &o);
	assert_int_equal(l.p.n_mappings, 2);
	assert_int_equal(l.p.mappings[1].id, 1);
	assert_int_equal(l.p.mappings[1].file, 0);
	assert_int_equal(l.p.loc_mapping[1], 1);
	assert_int_equal(l.p.loc_mapping[2], 1);
	unload(&l);
}

/* Like pprof: a profile from a server names its URL there. */
TEST(profile_mapping_whose_file_is_a_url_has_none)
{
	static const struct {
		const char *file;
		bool kept;
	} rows[] = {
		{"http://localhost:6060/debug/pprof/heap", false},
		{"https+x.y-z://host", false},
		{"/bin/prog", true},
		{"prog", true},
		{":prog", true},
		{"1http://x", true},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		for (uint64_t build_id = 0; build_id < 2; build_id++) {
			struct loaded l;
			struct out o = {0};
			bool kept = rows[i].kept || build_id != 0;

			pb_least(&o);
			PB_MESSAGE(&o, PB_MAPPING, 1, 0, 0, 0, 4, build_id);
			pb_text(&o, PB_STRING, rows[i].file);
			load_ok(&l, &o);
			assert_str_c(text(&l, l.p.mappings[1].file), kept ? rows[i].file : "");
			unload(&l);
		}
	}
}

/* Of types with equal names none is kept; the default is then the first one left. */
TEST(profile_types_of_equal_names_go_with_their_values)
{
	static const struct {
		const char *types, *left, *by_default;
	} rows[] = {
		{"a/x b/y c/z", "a b c", "c"},
		{"a/x b/y a/z", "b", "b"},
		{"a/x a/x b/y c/z", "b c", "b"},
		{"a/x b/y b/y c/z", "a c", "a"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str types = str_from_c(rows[i].types), left = str_from_c(rows[i].left), word;
		char row[] = "main 10 20 30 40";
		struct loaded l;
		uint32_t n = 0, index = 77;
		struct err err;
		int64_t value = 10;

		if (i < 2)
			row[13] = '\0';
		FOLDED(&l, rows[i].types, row);
		for (; str_word(&types, &word); value += 10) {
			struct str rest = str_from_c(rows[i].left), name;
			bool kept = false;

			while (str_word(&rest, &name))
				kept |= str_eq(str_sub(word, 0, 1), name);
			if (!kept)
				continue;
			assert_str(text(&l, l.p.types[n].type), str_sub(word, 0, 1));
			assert_int_equal(profile_value(&l.p, n++, 0), value);
		}
		while (str_word(&left, &word))
			n--;
		assert_int_equal(n, 0);
		assert_true(profile_type_index(&l.p, STR(""), &index, &err));
		assert_str_c(text(&l, l.p.types[index].type), rows[i].by_default);
		unload(&l);
	}
}

TEST(profile_type_index_finds_what_a_name_asks_for)
{
	static const struct {
		const char *name;
		int index; /* -1: an error */
	} rows[] = {
		{"", 1}, /* default_type */
		{"0", 0},
		{"2", 2},
		{"3", -1},
		{"-1", -1},
		{"objects", 0},
		{"space", 1},
		{"inuse_space", 1}, /* inuse_NAME also finds NAME */
		{"inuse_objects", 0},
		{"inuse_alloc", 2}, /* by its full name */
		{"alloc", -1},
		{"Space", -1},
		{"nothing", -1},
	};
	struct loaded l;

	FOLDED(&l, "objects/count space/bytes inuse_alloc/bytes", "main 1 2 3",
		"default_type space");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		uint32_t index = 77;
		struct err err = {0};
		bool ok = profile_type_index(&l.p, str_from_c(rows[i].name), &index, &err);

		assert_row(ok == (rows[i].index >= 0), rows[i].name);
		assert_row(index == (ok ? (uint32_t)rows[i].index : 77), rows[i].name);
		if (!ok) {
			assert_says(&err, "sample_index");
			assert_says(&err, rows[i].name);
		}
	}
	unload(&l);
}

TEST(profile_type_index_error_says_what_there_is)
{
	struct loaded l;
	struct err err = {0};
	uint32_t index;

	FOLDED(&l, "samples/count cpu/ns", "main 1 2");
	assert_false(profile_type_index(&l.p, STR("wall"), &index, &err));
	assert_says(&err, "samples, cpu");
	unload(&l);
}

TEST(profile_type_is_the_last_without_a_default_that_is_there)
{
	static const char *const defaults[] = {"default_type ", "default_type nosuch"};

	for (size_t i = 0; i < LENGTH(defaults); i++) {
		struct loaded l;
		struct err err;
		uint32_t index = 77;

		FOLDED(&l, "samples/count cpu/ns", "main 1 2", defaults[i]);
		assert_true(profile_type_index(&l.p, STR(""), &index, &err));
		assert_int_equal(index, 1);
		unload(&l);
	}
}

/* key, str, num, unit of a label: 0 is "not given". */
TEST(profile_label_is_text_or_a_number_or_nothing)
{
	static const struct {
		const char *what;
		uint64_t label[4];
		bool kept, is_number;
		str_id text; /* the file's */
		int64_t number;
	} rows[] = {
		{"text", {1, 2}, true, false, 2, 0},
		{"a number", {1, 0, 5}, true, true, 0, 5},
		{"a number with a unit", {1, 0, 5, 3}, true, true, 3, 5},
		{"a negative number", {1, 0, (uint64_t)-5}, true, true, 0, -5},
		{"0 with a unit is a number", {1, 0, 0, 3}, true, true, 3, 0},
		{"0 without a unit says nothing", {1, 0, 0, 0}, false, false, 0, 0},
		{"text goes before a number", {1, 2, 5, 3}, true, false, 2, 0},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};
		struct loaded l;

		pb_least(&o);
		SAMPLE(&o, IDS(1), VALUES(1), .labels = &rows[i].label, .n_labels = 1);
		load_ok(&l, &o);
		assert_row((l.p.label_begin != NULL) == rows[i].kept, rows[i].what);
		if (rows[i].kept) {
			const char *const strings[] = {"", "cpu", "ns", "f"};

			assert_int_equal(l.p.label_begin[1], 0); /* pb_least's own sample */
			assert_int_equal(l.p.label_begin[2], 1);
			assert_str(text(&l, l.p.labels[0].key), STR("cpu"));
			assert_row(l.p.labels[0].is_number == rows[i].is_number, rows[i].what);
			assert_str_c(text(&l, l.p.labels[0].text), strings[rows[i].text]);
			assert_row(l.p.labels[0].number == rows[i].number, rows[i].what);
		}
		unload(&l);
	}
}

TEST(profile_labels_belong_to_their_samples)
{
	static const uint32_t begin[] = {0, 0, 2, 2, 3, 3};
	struct loaded l;

	FOLDED(&l, "cpu/ns", "f 1", "f 2 a=x b=y", "f 3", "f 4 a=z", "f 5");
	for (size_t i = 0; i < LENGTH(begin); i++)
		assert_int_equal(l.p.label_begin[i], begin[i]);
	assert_str(text(&l, l.p.labels[1].text), STR("y"));
	assert_str(text(&l, l.p.labels[2].text), STR("z"));
	unload(&l);
}

TEST(profile_label_units_are_the_first_given)
{
	static const struct {
		const char *key, *unit, *ignored;
	} want[] = {
		{"size", "kb", "b mb"},   /* the first one given, others by name */
		{"request", "bytes", ""}, /* known to be bytes */
		{"alignment", "bytes", ""},
		{"delay", "delay", ""}, /* nothing given: the key itself */
		{"late", "ms", ""},     /* given later */
	};
	struct loaded l;
	struct label_units units;

	FOLDED(&l, "cpu/ns", "f 1 size:=1/kb request:=8",
		"f 1 alignment:=16 delay:=5 late:=3 kind=x", "f 1 size:=2/mb size:=3/b",
		"f 1 size:=4/b late:=9/ms delay:=6");
	units = profile_label_units(&l.a, &l.p);
	assert_int_equal(units.n, LENGTH(want));
	for (size_t i = 0; i < LENGTH(want); i++) {
		const struct label_unit *row = &units.rows[i];
		struct str rest = str_from_c(want[i].ignored), name;
		uint32_t n = 0;

		assert_str_c(text(&l, row->key), want[i].key);
		assert_str_c(row->unit, want[i].unit);
		for (; str_word(&rest, &name); n++)
			assert_str(text(&l, row->ignored[n]), name);
		assert_int_equal(row->n_ignored, n);
		assert_str_c(profile_label_unit(&units, row->key), want[i].unit);
	}
	assert_str(profile_label_unit(&units, intern_find(&l.p.strings, STR("kind"))), STR(""));
	unload(&l);
}

/* Real profiles have one other unit at most; a file made to have very many costs no memory. */
TEST(profile_label_units_ignored_are_the_first_few)
{
	struct loaded l;
	struct label_units units;
	const struct label_unit *row;

	FOLDED(&l, "cpu/ns", "f 1 k:=1/a k:=1/m k:=1/l k:=1/k k:=1/j k:=1/i",
		"f 1 k:=1/h k:=1/g k:=1/f k:=1/e k:=1/d k:=1/c k:=1/b");
	units = profile_label_units(&l.a, &l.p);
	row = &units.rows[0];
	assert_str(row->unit, STR("a"));
	assert_int_equal(row->n_ignored, LABEL_UNITS_IGNORED);
	for (uint32_t i = 1; i < row->n_ignored; i++)
		assert_true(str_cmp(text(&l, row->ignored[i - 1]), text(&l, row->ignored[i])) < 0);
	unload(&l);
}

TEST(profile_label_units_of_a_profile_without_labels)
{
	struct loaded l;

	FOLDED(&l, "cpu/ns", "f 1");
	assert_int_equal(profile_label_units(&l.a, &l.p).n, 0);
	unload(&l);
}

/* The names on the stack of a sample, from root to leaf. */
static struct str stack_names(struct loaded *l, size_t sample)
{
	const struct profile *p = &l->p;
	struct window w = profile_sample_stack(p, sample);
	struct str names = STR("");

	for (uint32_t at = w.end; at > w.begin; at--) {
		loc_id loc = loc_column_get(&p->stack, at - 1);

		for (frame_id f = p->frame_begin[loc + 1]; f > p->frame_begin[loc]; f--) {
			struct str parts[2] = {names,
				profile_str(p, p->functions[p->frames[f - 1].fn].name)};

			names = arena_join(&l->a, parts, 2, STR(" "));
		}
	}
	return names;
}

/* The examples of pprof's profile/prune.go, as far as they go. */
TEST(profile_drop_frames_cuts_matching_frames_and_what_they_call)
{
	static const struct {
		const char *drop, *keep, *stack, *left;
	} rows[] = {
		{"malloc", "", "main;user;malloc;chunk", "main user"},
		{"malloc|chunk", "", "main;user;malloc;chunk", "main user"},
		{"chunk", "", "main;user;malloc;chunk", "main user malloc"},
		{"nothing", "", "main;user", "main user"},
		/* The whole name has to match. */
		{"mall", "", "main;malloc", "main malloc"},
		{"mall.*", "", "main;malloc", "main"},
		{"main|malloc", "", "user;malloc", "user"},
		/* keep_frames are exceptions. */
		{"m.*", "malloc", "user;malloc;mmap", "user malloc"},
		{"m.*", "mmap", "user;malloc;mmap", "user"},
		/* What comes before the first frame that stays is not dropped. */
		{"main", "", "main;user;malloc", "main user malloc"},
		{"main", "", "main;user;main;user", "main user"},
		{"main|user", "", "main;user", "main user"},
		/* The outermost match counts. */
		{"B", "", "D;B;C;B;A", "D"},
		/* Of inlined frames those inside the match go, the ones around it stay. */
		{"in", "", "main;user>in>deep;leaf", "main user"},
		{"user", "", "main;user>in>deep;leaf", "main"},
		{"deep", "", "main;user>in>deep;leaf", "main user in"},
		/* Without arguments and a leading dot. */
		{"f", "", "main;f(int,char);g", "main"},
		{"f", "", "main;.f;g", "main"},
		{"operator\\(\\)", "", "main;operator()(int);g", "main"},
		/* Expressions that do not compile are ignored. */
		{"(", "", "main;malloc", "main malloc"},
		{"malloc", "(", "main;malloc", "main malloc"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char drop[64], keep[64], stack[80];
		struct loaded l;

		snprintf(drop, sizeof(drop), "drop_frames %s", rows[i].drop);
		snprintf(keep, sizeof(keep), "keep_frames %s", rows[i].keep);
		snprintf(stack, sizeof(stack), "%s 1", rows[i].stack);
		FOLDED(&l, "cpu/ns", drop, keep, stack);
		assert_str_c(stack_names(&l, 0), rows[i].left);
		unload(&l);
	}
}

TEST(profile_drop_frames_reads_past_the_anonymous_namespace)
{
	struct out o = {0};
	struct loaded l;

	pb_least(&o);
	pb_text(&o, PB_STRING, "(anonymous namespace)::g(int)");
	pb_text(&o, PB_STRING, ".anonymous namespace.::g");
	pb_number(&o, PB_DROP_FRAMES, 5);
	PB_MESSAGE(&o, PB_FUNCTION, 2, 4);
	pb_location(&o, 2, 0, 0x2000, 2, 1);
	SAMPLE(&o, IDS(2, 1), VALUES(1));
	load_ok(&l, &o);
	assert_str(stack_names(&l, 1), STR("f"));
	unload(&l);
}

TEST(profile_drop_frames_cuts_every_sample_alone)
{
	struct loaded l;

	FOLDED(&l, "cpu/ns", "drop_frames malloc", "main;malloc;chunk 1", "main 2", "main;chunk 3",
		"- 4", "main;user;malloc 5");
	assert_str(stack_names(&l, 0), STR("main"));
	assert_str(stack_names(&l, 1), STR("main"));
	assert_str(stack_names(&l, 2), STR("main chunk"));
	assert_str(stack_names(&l, 3), STR(""));
	assert_str(stack_names(&l, 4), STR("main user"));
	assert_int_equal(profile_value(&l.p, 0, 4), 5);
	unload(&l);
}

/* Decodes folded stacks into a draft. */
static struct draft draft_of(struct arena *a, const char *const *rows, size_t n)
{
	struct load_limits limits = {0};
	struct input_mem in;
	struct builder b;
	struct draft d = {0};
	struct out o = {0};
	struct err err = {0};

	folded_write(&o, "cpu/ns", rows, n);
	input_mem_init(&in, (struct str){o.p, o.n});
	builder_init(&b, a);
	if (!import_profile(&b, &in.in, &limits, &err) || !builder_finish(&b, &d, &err))
		fail_msg("%s", err.text);
	builder_release(&b);
	out_release(&o);
	return d;
}

TEST(draft_gets_a_comment_and_the_names_of_its_binary)
{
	static const char *const rows[] = {"main 1"};
	struct main_binary binary = {STR("worker"), STR("c0ffee")};
	struct loaded l = {0};
	struct draft d = draft_of(&l.a, rows, LENGTH(rows));

	draft_name_main(&d, &binary);
	draft_add_comment(&d, STR("mine"));
	draft_add_comment(&d, STR("too"));
	l.p = *draft_freeze(&d);
	assert_true(d.arena == NULL);
	assert_int_equal(l.p.n_comments, 2);
	assert_str(text(&l, l.p.comments[0]), STR("mine"));
	assert_str(text(&l, l.p.comments[1]), STR("too"));
	assert_str(text(&l, l.p.mappings[1].file), STR("worker"));
	assert_str(text(&l, l.p.mappings[1].build_id), STR("c0ffee"));
	unload(&l);
}

TEST(draft_is_named_after_a_server_for_a_while)
{
	static const char *const rows[] = {"main 1"};
	struct loaded l = {0};
	struct draft d = draft_of(&l.a, rows, LENGTH(rows));

	draft_mapping(&d, 1)->file = draft_mapping(&d, 1)->build_id = 0;
	draft_name_server(&d, STR("http://host/profile"));
	assert_str(profile_str(&d.p, d.p.mappings[1].file), STR("http://host/profile"));
	draft_drop_servers(&d);
	assert_int_equal(d.p.mappings[1].file, 0);
	draft_release(&d);
	unload(&l);
}

TEST(draft_frames_are_put_in_place_of_others)
{
	static const char *const rows[] = {"drop_frames new", "main;work>leaf 1", "main;0x5 2"};
	struct loaded l = {0};
	struct draft d = draft_of(&l.a, rows, LENGTH(rows)), q;
	struct err err;
	uint32_t begin[8] = {0};
	struct function f = {0};
	struct frame frames[2];
	struct new_frames new = {begin, frames, &f, 1};

	l.p = *draft_freeze(&d);
	q = draft_from(&l.a, &l.p);
	/* The last location is the bare one: it gets a new function, which an old one calls. */
	f.name = draft_string(&q, STR("new"));
	frames[0] = (struct frame){q.p.n_functions, 7, 8};
	frames[1] = (struct frame){1, 9, 0};
	assert_true(q.p.n_locations < LENGTH(begin));
	begin[q.p.n_locations] = 2;
	assert_true(draft_put_frames(&q, &new, &err));
	assert_string_equal(folded_text(&l.a, &q.p),
		"cpu/ns\nmain;work>leaf 1\nmain;leaf:9>new:7:8 2\n");
	assert_int_equal(q.p.functions[q.p.n_functions - 1].id, q.p.n_functions - 1);
	/* It can be pruned, and be changed in place; the profile that it was made from stays. */
	draft_rename(&q, 1, STR("foliage"));
	draft_mapping(&q, 1)->file = draft_string(&q, STR("worker"));
	assert_true(draft_prune(&q, &err));
	draft_keep_all_frames(&q);
	assert_string_equal(folded_text(&l.a, draft_freeze(&q)),
		"cpu/ns\nmain;work>foliage 1\nmain;foliage:9 2\n");
	assert_string_equal(folded_text(&l.a, &l.p), "cpu/ns\nmain;work>leaf 1\nmain;0x5 2\n");
	assert_false(str_eq(profile_str(&l.p, l.p.mappings[1].file), STR("worker")));
	unload(&l);
}

TEST(draft_of_a_profile_cuts_stacks_of_its_own)
{
	static const char *const rows[] = {"drop_frames malloc", "main;malloc;chunk 1", "main 2"};
	struct loaded l = {0};
	struct draft d = draft_of(&l.a, rows, LENGTH(rows)), q;
	struct err err;

	l.p = *draft_freeze(&d);
	q = draft_from(&l.a, &l.p);
	assert_true(q.p.values == l.p.values && q.p.stack_begin == l.p.stack_begin);
	assert_true(draft_prune(&q, &err));
	assert_true(q.p.values == l.p.values && q.p.stack_begin != l.p.stack_begin);
	assert_string_equal(folded_text(&l.a, draft_freeze(&q)), "cpu/ns\nmain 1\nmain 2\n");
	assert_string_equal(folded_text(&l.a, &l.p), "cpu/ns\nmain;malloc;chunk 1\nmain 2\n");
	unload(&l);
}

TEST(draft_new_functions_get_ids_that_are_free)
{
	struct loaded l = {0};
	struct out o = {0};
	struct err err;
	uint32_t begin[3] = {0};
	struct function f[2] = {{0}, {0}};
	struct new_frames new = {begin, NULL, f, 2};
	struct draft d;

	PB_MESSAGE(&o, PB_TYPE, 1, 2);
	PB_MESSAGE(&o, PB_FUNCTION, 3, 1);
	pb_location(&o, 1, 0, 5, 3, 1);
	pb_sample(&o, 1, 1);
	pb_text(&o, PB_STRING, "");
	pb_text(&o, PB_STRING, "cpu");
	pb_text(&o, PB_STRING, "ns");
	assert_true(pb_load(&l.a, (struct str){o.p, o.n}, &l.p, &err));
	d = draft_from(&l.a, &l.p);
	assert_true(draft_put_frames(&d, &new, &err));
	assert_int_equal(d.p.n_functions, 4);
	assert_int_equal(d.p.functions[2].id, 4);
	assert_int_equal(d.p.functions[3].id, 5);
	draft_release(&d);
	out_release(&o);
	unload(&l);
}

TEST(draft_frames_that_are_too_many_change_nothing)
{
	static const char *const rows[] = {"0x1;0x1;0x1;0x1 1"};
	enum { FRAMES = (1 << 22) + 1 };
	struct frame *frames = calloc(FRAMES, sizeof(*frames));
	struct loaded l = {0};
	struct draft d = draft_of(&l.a, rows, LENGTH(rows));
	struct err err;
	uint32_t begin[3] = {0, 0, FRAMES};
	struct function f = {0};
	struct new_frames new = {begin, frames, &f, 1};

	assert_int_equal(d.p.n_locations, 2);
	assert_false(draft_put_frames(&d, &new, &err));
	assert_says(&err, "inlined functions make its stack too long");
	assert_true(d.p.n_functions == 1 && profile_loc_bare(&d.p, 1));
	draft_release(&d);
	free(frames);
	unload(&l);
}

TEST(profile_all_frames_leaves_what_drop_frames_names)
{
	static const char *const rows[] = {"drop_frames malloc", "main;malloc;chunk 1"};
	struct loaded l = {0};
	struct out o = {0};
	struct err err;

	folded_write(&o, "cpu/ns", rows, LENGTH(rows));
	assert_true(pb_load_limited(&l.a, (struct str){o.p, o.n}, 0, true, &l.p, &err));
	assert_str(stack_names(&l, 0), STR("main malloc chunk"));
	out_release(&o);
	unload(&l);
}

/* A later version of the format may have more. */
TEST(profile_unknown_fields_are_skipped)
{
	struct out o = {0}, body = {0};
	struct loaded l;

	pb_number(&o, 99, 12345);
	pb_least(&o);
	pb_text(&o, 100, "text");
	pb_tag(&o, 101, 1);
	out_bytes(&o, "12345678", 8);
	pb_tag(&o, 536870911, 5); /* the largest field number */
	out_bytes(&o, "1234", 4);
	pb_number(&body, 2, 8); /* a sample with all kinds of them */
	pb_number(&body, 9, 1);
	pb_text(&body, 10, "text");
	pb_tag(&body, 11, 1);
	out_bytes(&body, "12345678", 8);
	pb_tag(&body, 12, 5);
	out_bytes(&body, "1234", 4);
	PB_MESSAGE(&body, 3, 1, 2, 0, 0, 0, 0, 77);
	pb_bytes(&o, PB_SAMPLE, (struct str){body.p, body.n});
	out_release(&body);
	PB_MESSAGE(&o, PB_FUNCTION, 2, 3, 0, 0, 0, 0, 0, 77);
	PB_MESSAGE(&o, PB_MAPPING, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 77);
	load_ok(&l, &o);
	assert_int_equal(l.p.n_samples, 2);
	assert_int_equal(profile_value(&l.p, 0, 1), 8);
	assert_int_equal(l.p.label_begin[2], 1);
	assert_int_equal(l.p.n_functions, 3);
	unload(&l);
}

/* Long enough for the window to be moved and grown. */
TEST(profile_records_may_be_larger_than_the_window)
{
	struct loaded l = {0};
	struct out o = {0};
	size_t n = (size_t)3 << 20;
	char *name = malloc(n);

	memset(name, 'x', n);
	pb_least(&o);
	pb_bytes(&o, PB_STRING, (struct str){name, n});
	PB_MESSAGE(&o, PB_FUNCTION, 2, 4);
	load_ok(&l, &o);
	assert_int_equal(text(&l, l.p.functions[2].name).n, n);
	free(name);
	unload(&l);
}

TEST(profile_names_may_hold_any_byte)
{
	struct loaded l;
	struct out o = {0};

	pb_least(&o);
	pb_bytes(&o, PB_STRING, STR("a\0b\xff\n"));
	PB_MESSAGE(&o, PB_FUNCTION, 2, 4);
	load_ok(&l, &o);
	assert_str(text(&l, l.p.functions[2].name), STR("a\0b\xff\n"));
	unload(&l);
}

/* However the bytes arrive. */
struct dribble {
	struct input in;
	struct str left;
	size_t piece;
};

static bool dribble_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct dribble *d = (struct dribble *)in;

	(void)err;
	*n = d->left.n < d->piece ? d->left.n : d->piece;
	if (*n > cap)
		*n = cap;
	memcpy(buf, d->left.p, *n);
	d->left = str_from(d->left, *n);
	return true;
}

TEST(profile_may_arrive_in_pieces_of_any_size)
{
	static const size_t pieces[] = {1, 2, 3, 7, 100};
	struct out o = {0};

	write_everything(&o);
	for (size_t i = 0; i < LENGTH(pieces); i++) {
		struct dribble d = {{dribble_read}, {o.p, o.n}, pieces[i]};
		struct load_limits limits = {0};
		struct loaded l = {0};
		struct builder b;
		struct draft made;
		struct err err;

		builder_init(&b, &l.a);
		assert_true(import_profile(&b, &d.in, &limits, &err));
		assert_true(builder_finish(&b, &made, &err));
		l.p = *draft_freeze(&made);
		STACK(&l.p, 0, 2, 1);
		builder_release(&b);
		unload(&l);
	}
	out_release(&o);
}

int test_profile_tables(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(profile_header_is_decoded),
		cmocka_unit_test(profile_tables_are_decoded),
		cmocka_unit_test(profile_locations_and_samples_are_decoded),
		cmocka_unit_test(profile_element_0_of_every_table_is_none),
		cmocka_unit_test(profile_tables_may_come_before_or_behind_the_samples),
		cmocka_unit_test(profile_arrays_may_be_packed_or_not),
		cmocka_unit_test(profile_ids_may_be_any_numbers),
		cmocka_unit_test(profile_may_have_more_locations_than_fit_16_bits),
		cmocka_unit_test(profile_small_ids_may_lie_far_behind_in_the_table),
		cmocka_unit_test(profile_location_without_lines_gets_one_frame_of_function_0),
		cmocka_unit_test(profile_sample_may_have_no_stack),
		cmocka_unit_test(profile_may_have_no_samples),
		cmocka_unit_test(profile_mapping_that_is_not_there_is_none),
		cmocka_unit_test(profile_without_mappings_gets_one_for_all_locations),
		cmocka_unit_test(profile_mapping_whose_file_is_a_url_has_none),
		cmocka_unit_test(profile_types_of_equal_names_go_with_their_values),
		cmocka_unit_test(profile_type_index_finds_what_a_name_asks_for),
		cmocka_unit_test(profile_type_index_error_says_what_there_is),
		cmocka_unit_test(profile_type_is_the_last_without_a_default_that_is_there),
		cmocka_unit_test(profile_label_is_text_or_a_number_or_nothing),
		cmocka_unit_test(profile_labels_belong_to_their_samples),
		cmocka_unit_test(profile_label_units_are_the_first_given),
		cmocka_unit_test(profile_label_units_ignored_are_the_first_few),
		cmocka_unit_test(profile_label_units_of_a_profile_without_labels),
		cmocka_unit_test(profile_drop_frames_cuts_matching_frames_and_what_they_call),
		cmocka_unit_test(profile_drop_frames_reads_past_the_anonymous_namespace),
		cmocka_unit_test(profile_drop_frames_cuts_every_sample_alone),
		cmocka_unit_test(draft_gets_a_comment_and_the_names_of_its_binary),
		cmocka_unit_test(draft_is_named_after_a_server_for_a_while),
		cmocka_unit_test(draft_frames_are_put_in_place_of_others),
		cmocka_unit_test(draft_of_a_profile_cuts_stacks_of_its_own),
		cmocka_unit_test(draft_new_functions_get_ids_that_are_free),
		cmocka_unit_test(draft_frames_that_are_too_many_change_nothing),
		cmocka_unit_test(profile_all_frames_leaves_what_drop_frames_names),
		cmocka_unit_test(profile_unknown_fields_are_skipped),
		cmocka_unit_test(profile_records_may_be_larger_than_the_window),
		cmocka_unit_test(profile_names_may_hold_any_byte),
		cmocka_unit_test(profile_may_arrive_in_pieces_of_any_size),
	};

	return cmocka_run_group_tests_name("profile: tables", tests, NULL, NULL);
}
