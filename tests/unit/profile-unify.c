/*
 * profile-unify.c: tests of merge.h: which binaries, functions and places of several profiles are the
 * same, and what the headers come to.
 */
#include "profile-merged.h"
#include "profile-tests.h"
#include "unit.h"

/* ---- binaries, functions, places ----------------------------------------------------------- */

/* A profile of one sample, at one place. */
struct place {
	uint64_t start, limit, offset;
	const char *file, *build_id;
	uint64_t address;
	const char *name, *system_name, *source;
	uint64_t start_line, line, column;
	bool folded, no_line;
};

/* What they have where they do not say otherwise. */
#define PLACE \
	.start = 0x400000, .limit = 0x500000, .offset = 0x1000, .file = "/bin/prog", \
	.build_id = "", .address = 0x401000, .name = "f", .system_name = "_f", .source = "f.c", \
	.start_line = 3, .line = 5

static void load_place(struct merged *m, const struct place *p)
{
	struct out o = {0}, body = {0};

	PB_MESSAGE(&o, PB_TYPE, 1, 2);
	pb_sample(&o, 1, 1);
	PB_MESSAGE(&o, PB_MAPPING, 1, p->start, p->limit, p->offset, 3, 4);
	pb_number(&body, 1, 1);
	pb_number(&body, 2, 1);
	pb_number(&body, 3, p->address);
	if (!p->no_line)
		PB_MESSAGE(&body, 4, 1, p->line, p->column);
	pb_number(&body, 5, p->folded);
	pb_bytes(&o, PB_LOCATION, (struct str){body.p, body.n});
	out_release(&body);
	PB_MESSAGE(&o, PB_FUNCTION, 1, 5, 6, 7, p->start_line);
	pb_text(&o, PB_STRING, "");
	pb_text(&o, PB_STRING, "n");
	pb_text(&o, PB_STRING, "count");
	pb_text(&o, PB_STRING, p->file);
	pb_text(&o, PB_STRING, p->build_id);
	pb_text(&o, PB_STRING, p->name);
	pb_text(&o, PB_STRING, p->system_name);
	pb_text(&o, PB_STRING, p->source);
	merged_load(m, &o);
}

/* Two places, and how many binaries, functions and places they are. */
struct pair {
	const char *name;
	struct place one, two;
	uint32_t mappings, functions, locations;
};

static void check_pair(const struct pair *pair)
{
	struct merged m = {0};

	load_place(&m, &pair->one);
	load_place(&m, &pair->two);
	merged_make(&m);
	assert_row(m.out.n_mappings - 1 == pair->mappings, pair->name);
	assert_row(m.out.n_functions - 1 == pair->functions, pair->name);
	assert_row(m.out.n_locations - 1 == pair->locations, pair->name);
	assert_row(m.out.n_samples == pair->locations, pair->name);
	assert_row(m.out.loc_address[1] == pair->one.address, pair->name);
	assert_row(m.out.mappings[1].start == pair->one.start, pair->name);
	for (loc_id i = 1; i < m.out.n_locations; i++)
		assert_row(m.out.loc_file_id[i] == i, pair->name);
	merged_release(&m);
}

/* The later of two values for a field counts. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"

TEST(merge_mappings_are_equal_by_build_id_or_file_offset_and_size_in_pages)
{
	static const struct pair pairs[] = {
		{"all the same", {PLACE}, {PLACE}, 1, 1, 1},
		{"another file", {PLACE}, {PLACE, .file = "/bin/other"}, 2, 1, 2},
		{"another file, same build ID", {PLACE, .build_id = "b"},
			{PLACE, .build_id = "b", .file = "/bin/other"}, 1, 1, 1},
		{"another build ID", {PLACE, .build_id = "b"}, {PLACE, .build_id = "c"}, 2, 1, 2},
		{"a build ID and none", {PLACE, .build_id = "b"}, {PLACE}, 2, 1, 2},
		{"a file called as the build ID", {PLACE, .build_id = "b"}, {PLACE, .file = "b"}, 1,
			1, 1},
		{"neither", {PLACE, .file = ""}, {PLACE, .file = ""}, 1, 1, 1},
		{"another offset", {PLACE}, {PLACE, .offset = 0}, 2, 1, 2},
		{"larger within a page", {PLACE, .limit = 0x4ff001}, {PLACE}, 1, 1, 1},
		{"a page larger", {PLACE, .limit = 0x4ff000}, {PLACE}, 2, 1, 2},
		{"the same size elsewhere, not the same pages", {PLACE},
			{PLACE, .start = 0x600123, .limit = 0x700123, .address = 0x601123}, 1, 1,
			1},
	};

	for (size_t i = 0; i < LENGTH(pairs); i++)
		check_pair(&pairs[i]);
}

TEST(merge_moves_addresses_to_where_the_binary_was_first)
{
	static const struct pair pairs[] = {
		{"up", {PLACE}, {PLACE, .start = 0x800000, .limit = 0x900000, .address = 0x801000},
			1, 1, 1},
		{"down", {PLACE},
			{PLACE, .start = 0x100000, .limit = 0x200000, .address = 0x101000}, 1, 1,
			1},
		{"across zero", {PLACE}, {PLACE, .start = 0, .limit = 0x100000, .address = 0x1000},
			1, 1, 1},
		{"the same address then is another", {PLACE},
			{PLACE, .start = 0x380000, .limit = 0x480000}, 1, 1, 2},
		{"not of another binary", {PLACE},
			{PLACE, .build_id = "b", .start = 0x800000, .limit = 0x900000,
				.address = 0x801000},
			2, 1, 2},
	};

	for (size_t i = 0; i < LENGTH(pairs); i++)
		check_pair(&pairs[i]);
}

TEST(merge_functions_are_equal_by_name_system_name_file_and_first_line)
{
	static const struct pair pairs[] = {
		{"name", {PLACE}, {PLACE, .name = "g"}, 1, 2, 2},
		{"system name", {PLACE}, {PLACE, .system_name = "g"}, 1, 2, 2},
		{"file", {PLACE}, {PLACE, .source = "g.c"}, 1, 2, 2},
		{"first line", {PLACE}, {PLACE, .start_line = 4}, 1, 2, 2},
		{"name and system name change places", {PLACE},
			{PLACE, .name = "_f", .system_name = "f"}, 1, 2, 2},
		{"nameless", {PLACE, .name = "", .system_name = "", .source = ""},
			{PLACE, .name = "", .system_name = "", .source = ""}, 1, 1, 1},
	};

	for (size_t i = 0; i < LENGTH(pairs); i++)
		check_pair(&pairs[i]);
}

TEST(merge_locations_are_equal_by_place_and_lines)
{
	static const struct pair pairs[] = {
		{"address", {PLACE}, {PLACE, .address = 0x401001}, 1, 1, 2},
		{"line", {PLACE}, {PLACE, .line = 6}, 1, 1, 2},
		{"column", {PLACE}, {PLACE, .column = 6}, 1, 1, 2},
		{"folded", {PLACE}, {PLACE, .folded = true}, 1, 1, 2},
		{"one has no line", {PLACE}, {PLACE, .no_line = true}, 1, 1, 2},
		{"neither has a line", {PLACE, .no_line = true}, {PLACE, .no_line = true}, 1, 0, 1},
	};

	for (size_t i = 0; i < LENGTH(pairs); i++)
		check_pair(&pairs[i]);
}

#pragma GCC diagnostic pop

/* As in pprof, of the columns only the last counts; the lines of the first are those that stay. */
TEST(merge_of_columns_only_the_outermost_counts)
{
	struct merged m = {0};

	PART(&m, "n/count", "f:1:5>g:2:6 1");
	PART(&m, "n/count", "f:1:5>g:2:7 1");
	assert_merged(&m, "n/count\nf:1:5>g:2:6 2\n");
	PART(&m, "n/count", "f:1:5>g:2:6 1");
	PART(&m, "n/count", "f:1:9>g:2:6 1");
	assert_merged(&m, "n/count\nf:1:5>g:2:6 1\nf:1:9>g:2:6 1\n");
	PART(&m, "n/count", "f:1>g:2 1");
	PART(&m, "n/count", "f:1>g:3 1", "f:1 1");
	assert_merged(&m, "n/count\nf:1>g:2 1\nf:1>g:3 1\nf:1 1\n");
}

/* The first mapping is the main binary, whether or not a sample is in it. */
TEST(merge_first_mapping_stays_the_main_binary)
{
	struct merged m = {0};
	struct out o = {0};

	PB_MESSAGE(&o, PB_TYPE, 1, 2);
	pb_sample(&o, 1, 1);
	PB_MESSAGE(&o, PB_MAPPING, 5, 0x1000, 0x2000, 0, 3);
	PB_MESSAGE(&o, PB_MAPPING, 6, 0x2000, 0x3000, 0, 4, 0, 1, 1, 1, 1);
	PB_MESSAGE(&o, PB_MAPPING, 7, 0x3000, 0x4000, 0, 5);
	PB_MESSAGE(&o, PB_LOCATION, 1, 6, 0x2100);
	for (size_t i = 0; i < 6; i++)
		pb_text(&o, PB_STRING,
			((const char *const[]){"", "n", "count", "main", "lib", "no"})[i]);
	merged_load(&m, &o);
	PART(&m, "n/count", "f 1");
	merged_make(&m);
	assert_int_equal(m.out.n_mappings - 1, 3);
	assert_str_c(profile_str(&m.out, m.out.mappings[1].file), "main");
	assert_str_c(profile_str(&m.out, m.out.mappings[2].file), "lib");
	assert_str_c(profile_str(&m.out, m.out.mappings[3].file), "/bin/prog");
	assert_int_equal(m.out.mappings[2].id, 2);
	assert_true(m.out.mappings[2].has_functions && m.out.mappings[2].has_filenames);
	assert_true(m.out.mappings[2].has_line_numbers && m.out.mappings[2].has_inline_frames);
	assert_false(m.out.mappings[1].has_functions);
	merged_release(&m);
}

/* ---- headers ------------------------------------------------------------------------------- */

/* Comments are of one letter each. */
struct header {
	uint64_t time, duration, period;
	const char *period_type, *period_unit, *comments, *drop, *keep, *doc;
};

static void load_header(struct merged *m, const struct header *h)
{
	const char *const strings[] = {"", "n", "count", h->period_type, h->period_unit, h->drop,
		h->keep, h->doc};
	struct out o = {0};

	PB_MESSAGE(&o, PB_TYPE, 1, 2);
	pb_number(&o, PB_TIME, h->time);
	pb_number(&o, PB_DURATION, h->duration);
	pb_number(&o, PB_PERIOD, h->period);
	PB_MESSAGE(&o, PB_PERIOD_TYPE, 3, 4);
	pb_number(&o, PB_DROP_FRAMES, 5);
	pb_number(&o, PB_KEEP_FRAMES, 6);
	pb_number(&o, PB_DOC_URL, 7);
	for (size_t i = 0; i < LENGTH(strings); i++)
		pb_text(&o, PB_STRING, strings[i] != NULL ? strings[i] : "");
	for (const char *c = h->comments; c != NULL && *c != '\0'; c++) {
		pb_number(&o, PB_COMMENT, (uint64_t)(LENGTH(strings) + (size_t)(c - h->comments)));
		pb_bytes(&o, PB_STRING, (struct str){c, 1});
	}
	merged_load(m, &o);
}

static void check_headers(const char *name, const struct header *in, const struct header *want)
{
	struct merged m = {0};
	const struct profile *p = &m.out;
	struct str comments = str_from_c(want->comments);

	for (size_t i = 0; i < 3; i++)
		load_header(&m, &in[i]);
	merged_make(&m);
	assert_row(p->time_nanos == (int64_t)want->time, name);
	assert_row(p->duration_nanos == (int64_t)want->duration, name);
	assert_row(p->period == (int64_t)want->period, name);
	assert_row(str_eq_c(profile_str(p, p->period_type.type), want->period_type), name);
	assert_row(str_eq_c(profile_str(p, p->period_type.unit), want->period_unit), name);
	assert_row(str_eq_c(profile_str(p, p->drop_frames), want->drop), name);
	assert_row(str_eq_c(profile_str(p, p->keep_frames), want->keep), name);
	assert_row(str_eq_c(profile_str(p, p->doc_url), want->doc), name);
	assert_row(p->n_comments == comments.n, name);
	for (uint32_t i = 0; i < p->n_comments; i++)
		assert_row(str_eq(profile_str(p, p->comments[i]), str_sub(comments, i, 1)), name);
	merged_release(&m);
}

TEST(merge_headers_are_combined)
{
	static const struct {
		const char *name;
		struct header in[3], want;
	} rows[] = {
		{"the earliest time", {{.time = 7}, {.time = 5}, {.time = 6}}, {.time = 5}},
		{"a first one without a time", {{.time = 0}, {.time = 5}, {.time = 6}},
			{.time = 5}},
		/* As in pprof: one without a time is the earliest, and then forgotten. */
		{"a second one without a time", {{.time = 3}, {.time = 0}, {.time = 6}},
			{.time = 6}},
		{"a last one without a time", {{.time = 3}, {.time = 5}, {.time = 0}}, {.time = 0}},
		{"durations add up", {{.duration = 7}, {.duration = 5}, {.duration = 6}},
			{.duration = 18}},
		{"durations wrap around",
			{{.duration = INT64_MAX}, {.duration = 1}, {.duration = 0}},
			{.duration = (uint64_t)INT64_MIN}},
		{"the longest period", {{.period = 7}, {.period = 9}, {.period = 8}},
			{.period = 9}},
		{"the finest unit of periods",
			{{.period = 7, .period_type = "cpu", .period_unit = "ms"},
				{.period = 9, .period_type = "cpu", .period_unit = "us"},
				{.period = 1, .period_type = "cpu", .period_unit = "ms"}},
			{.period = 7000, .period_type = "cpu", .period_unit = "us"}},
		{"comments once", {{.comments = "abca"}, {.comments = "bd"}, {.comments = "ae"}},
			{.comments = "abcde"}},
		{"frames to drop are the first's",
			{{.drop = "a", .keep = "b"}, {.drop = "c", .keep = "d"}, {0}},
			{.drop = "a", .keep = "b"}},
		{"even where there are none", {{0}, {.drop = "c", .keep = "d"}, {0}}, {0}},
		{"the first documentation", {{0}, {.doc = "d"}, {.doc = "e"}}, {.doc = "d"}},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		check_headers(rows[i].name, rows[i].in, &rows[i].want);
}

TEST(merge_periods_must_fit)
{
	static const struct header periods[] = {
		{.period_type = "cpu", .period_unit = "ms"},
		{.period_type = "wall", .period_unit = "ms"},
		{.period_type = "cpus", .period_unit = "ms"}, /* which fits only for units */
		{.period_type = "cpu", .period_unit = "bytes"},
		{.period_type = "cpu", .period_unit = "ticks"},
		{0},
	};

	for (size_t i = 1; i < LENGTH(periods); i++) {
		struct merged m = {0};
		struct err err = {0};

		load_header(&m, &periods[0]);
		load_header(&m, &periods[i]);
		assert_false(merged_plan(&m, &err));
		assert_says(&err, "one.pb and two.pb");
		assert_says(&err, "cpu/ms");
		if (periods[i].period_type != NULL)
			assert_says(&err, periods[i].period_type);
		merged_release(&m);
	}
}

int test_profile_unify(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			merge_mappings_are_equal_by_build_id_or_file_offset_and_size_in_pages),
		cmocka_unit_test(merge_moves_addresses_to_where_the_binary_was_first),
		cmocka_unit_test(merge_functions_are_equal_by_name_system_name_file_and_first_line),
		cmocka_unit_test(merge_locations_are_equal_by_place_and_lines),
		cmocka_unit_test(merge_of_columns_only_the_outermost_counts),
		cmocka_unit_test(merge_first_mapping_stays_the_main_binary),
		cmocka_unit_test(merge_headers_are_combined),
		cmocka_unit_test(merge_periods_must_fit),
	};

	return cmocka_run_group_tests_name("profile: unifying", tests, NULL, NULL);
}
