/*
 * profile-damaged.c: tests of what is refused: each broken rule is one error that names it.
 */
#include "profile-tests.h"
#include "unit.h"

#include <stdio.h>

#include "proto.h"

#include "base/input.h"
#include "import/import.h"

/* Loads `o` and wants the error to say `says`. */
static void assert_refused(struct out *o, const char *rule, const char *says)
{
	struct arena a = {0};
	struct profile p = {.n_samples = 77};
	struct err err = {0};

	assert_row(!pb_load(&a, (struct str){o->p, o->n}, &p, &err), rule);
	assert_row(p.n_samples == 77, rule); /* untouched */
	if (strstr(err.text, says) == NULL)
		fail_msg("%s: the error \"%s\" does not say \"%s\"", rule, err.text, says);
	arena_release(&a);
}

/* pb_least, and behind it one record that breaks a rule. */
TEST(profile_broken_references_are_refused)
{
	static const struct {
		const char *rule, *says;
		unsigned field;
		uint64_t v[6];
	} rows[] = {
		{"a function with id 0", "function has the reserved id 0", PB_FUNCTION, {0, 3}},
		{"a mapping with id 0", "mapping has the reserved id 0", PB_MAPPING, {0, 1}},
		{"a location with id 0", "location has the reserved id 0", PB_LOCATION, {0, 0, 1}},
		{"a second function 1", "two functions have the id 1", PB_FUNCTION, {1}},
		{"a second location 1", "two locations have the id 1", PB_LOCATION, {1}},
		{"a function name that is no string", "string 99", PB_FUNCTION, {2, 99}},
		{"a system name that is no string", "string 99", PB_FUNCTION, {2, 1, 99}},
		{"a source file that is no string", "string 99", PB_FUNCTION, {2, 1, 1, 99}},
		{"a mapping's file that is no string", "string 99", PB_MAPPING, {1, 0, 0, 0, 99}},
		{"a build ID that is no string", "string 99", PB_MAPPING, {1, 0, 0, 0, 0, 99}},
		{"a type that is no string", "string 99", PB_PERIOD_TYPE, {99}},
		{"a unit that is no string", "string 99", PB_PERIOD_TYPE, {0, 99}},
		{"the string behind the last", "string 4", PB_FUNCTION, {2, 4}},
		{"a negative string", "damaged function", PB_FUNCTION, {2, UINT64_MAX}},
		{"a string index of 2^40", "damaged function", PB_FUNCTION, {2, (uint64_t)1 << 40}},
		{"a second sample type without values", "sample types", PB_TYPE, {3}},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};

		pb_least(&o);
		pb_message(&o, rows[i].field, rows[i].v, 6);
		assert_refused(&o, rows[i].rule, rows[i].says);
		out_release(&o);
	}
}

TEST(profile_broken_header_is_refused)
{
	static const struct {
		const char *rule, *says;
		unsigned field;
		uint64_t v;
	} rows[] = {
		{"a comment that is no string", "string 99", PB_COMMENT, 99},
		{"drop_frames that is no string", "string 99", PB_DROP_FRAMES, 99},
		{"keep_frames that is no string", "string 99", PB_KEEP_FRAMES, 99},
		{"default_sample_type that is no string", "string 99", PB_DEFAULT_TYPE, 99},
		{"doc_url that is no string", "string 99", PB_DOC_URL, 99},
		{"a negative comment", "comment", PB_COMMENT, UINT64_MAX},
		{"a negative drop_frames", "drop_frames", PB_DROP_FRAMES, UINT64_MAX},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};

		pb_least(&o);
		pb_number(&o, rows[i].field, rows[i].v);
		assert_refused(&o, rows[i].rule, rows[i].says);
		out_release(&o);
	}
}

static void two_mappings(struct out *o)
{
	pb_least(o);
	PB_MESSAGE(o, PB_MAPPING, 1);
	PB_MESSAGE(o, PB_MAPPING, 1);
}

static void large_equal_ids(struct out *o)
{
	pb_least(o);
	PB_MESSAGE(o, PB_FUNCTION, (uint64_t)1 << 40);
	PB_MESSAGE(o, PB_FUNCTION, (uint64_t)1 << 40);
}

static void dangling_location(struct out *o)
{
	pb_least(o);
	pb_sample(o, 99, 1);
}

static void dangling_large_location(struct out *o)
{
	pb_least(o);
	pb_sample(o, (uint64_t)1 << 40, 1);
}

static void location_0(struct out *o)
{
	pb_least(o);
	pb_sample(o, 0, 1);
}

static void dangling_function(struct out *o)
{
	pb_least(o);
	pb_location(o, 2, 0, 0, 99, 1);
}

static void line_without_function(struct out *o)
{
	pb_least(o);
	pb_location(o, 2, 0, 0, 0, 1);
}

static void two_values(struct out *o)
{
	pb_least(o);
	pb_bytes(o, PB_SAMPLE, STR("\x0a\x01\x01\x12\x02\x05\x06"));
}

static void no_values(struct out *o)
{
	pb_least(o);
	pb_bytes(o, PB_SAMPLE, STR("\x0a\x01\x01"));
}

static void empty_sample(struct out *o)
{
	pb_least(o);
	pb_text(o, PB_SAMPLE, "");
}

static void label_key(struct out *o)
{
	pb_least(o);
	pb_bytes(o, PB_SAMPLE, STR("\x10\x05\x1a\x04\x08\x63\x10\x01"));
}

static void label_text(struct out *o)
{
	pb_least(o);
	pb_bytes(o, PB_SAMPLE, STR("\x10\x05\x1a\x04\x08\x01\x10\x63"));
}

static void label_unit(struct out *o)
{
	pb_least(o);
	pb_bytes(o, PB_SAMPLE, STR("\x10\x05\x1a\x06\x08\x01\x18\x05\x20\x63"));
}

static void first_string(struct out *o)
{
	PB_MESSAGE(o, PB_TYPE, 1);
	pb_text(o, PB_STRING, "cpu");
	pb_text(o, PB_STRING, "");
}

static void no_strings(struct out *o)
{
	PB_MESSAGE(o, PB_TYPE, 0);
	pb_number(o, PB_PERIOD, 5);
}

static void no_types(struct out *o)
{
	pb_text(o, PB_STRING, "");
}

static void samples_without_types(struct out *o)
{
	PB_MESSAGE(o, PB_LOCATION, 1);
	pb_sample(o, 1, 1);
	pb_text(o, PB_STRING, "");
}

static void equal_types(struct out *o)
{
	PB_MESSAGE(o, PB_TYPE, 1, 0);
	PB_MESSAGE(o, PB_TYPE, 1, 1);
	pb_text(o, PB_STRING, "");
	pb_text(o, PB_STRING, "cpu");
}

static void two_profiles(struct out *o)
{
	for (int i = 0; i < 2; i++) {
		pb_least(o);
		pb_number(o, PB_TIME, 1700000000);
	}
}

TEST(profile_broken_rules_are_refused)
{
	static const struct {
		const char *rule;
		void (*write)(struct out *o);
		const char *says;
	} rows[] = {
		{"two mappings with one id", two_mappings, "two mappings have the id 1"},
		{"two large equal ids", large_equal_ids, "have the id 1099511627776"},
		{"a location that is not there", dangling_location,
			"sample 2: there is no location with the id 99"},
		{"a large one", dangling_large_location, "location with the id 1099511627776"},
		{"location 0", location_0, "location with the id 0"},
		{"a function that is not there", dangling_function, "no function with the id 99"},
		{"a line without a function", line_without_function, "no function with the id 0"},
		{"a sample with too many values", two_values, "sample 2 has 2 values"},
		{"a sample without values", no_values, "sample 2 has no values"},
		{"a sample without anything", empty_sample, "sample 2 has no values"},
		{"a label's key that is no string", label_key, "string 99"},
		{"a label's text that is no string", label_text, "string 99"},
		{"a label's unit that is no string", label_unit, "string 99"},
		{"a first string that is not empty", first_string, "damaged string"},
		{"no strings at all", no_strings, "string 0"},
		{"no sample types", no_types, "no sample types"},
		{"samples but no types", samples_without_types, "no sample types"},
		{"only types of one name", equal_types, "same name"},
		{"two profiles", two_profiles, "two profiles"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};

		rows[i].write(&o);
		assert_refused(&o, rows[i].rule, rows[i].says);
		out_release(&o);
	}
}

/* The bytes of a whole profile, cut off anywhere, are never taken for a profile. */
TEST(profile_cut_off_anywhere_is_refused)
{
	struct out o = {0};

	pb_least(&o);
	for (size_t n = 0; n < o.n; n++) {
		struct out cut = {0};

		/* Behind the end there is nothing to read: a read past it is seen by ASan. */
		cut.p = malloc(n + 1);
		cut.n = n;
		memcpy(cut.p, o.p, n);
		assert_refused(&cut, "cut off", "");
		free(cut.p);
	}
	out_release(&o);
}

/* Raw bytes behind pb_least. */
TEST(profile_broken_wire_format_is_refused)
{
	static const struct {
		const char *rule;
		struct str bytes;
		const char *says;
	} rows[] = {
		{"a tag that is cut off", S("\x92"), "damaged or cut off"},
		{"a tag of eleven bytes", S("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
			"damaged or cut off"},
		{"field number 0", S("\x02\x01x"), "damaged or cut off"},
		{"a group", S("\x13\x14"), "damaged or cut off"},
		{"wire type 7", S("\x17"), "damaged or cut off"},
		{"a number that is cut off", S("\x48\x80"), "damaged or cut off"},
		{"a number of eleven bytes", S("\x48\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
			"damaged or cut off"},
		{"a length that is cut off", S("\x12"), "damaged or cut off"},
		{"a record that is cut off", S("\x12\x09\x10"), "cut off at byte"},
		{"an unknown one that is cut off", S("\xfa\x01\x09x"), "cut off at byte"},
		{"eight bytes that are cut off", S("\xf9\x01\x01\x02\x03"), "cut off at byte"},
		{"a record of 2^40 bytes", S("\x12\x80\x80\x80\x80\x80\x20"), "too large"},
		{"a record of 2^63 bytes", S("\x12\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
			"too large"},
		{"a sample that is a number", S("\x10\x05"), "wrong type"},
		{"a time that is bytes", S("\x4a\x01x"), "wrong type"},
		{"a period of 64 bits", S("\x61\x01\x02\x03\x04\x05\x06\x07\x08"), "wrong type"},
		{"a sample of 32 bits", S("\x15\x01\x02\x03\x04"), "wrong type"},
		{"a field in a sample that is cut off", S("\x12\x01\x10"), "damaged sample"},
		{"a stack that is cut off", S("\x12\x05\x0a\x01\x80\x10\x05"), "damaged sample"},
		{"a stack longer than its sample", S("\x12\x04\x0a\x05\x01\x01"), "damaged sample"},
		{"values that are cut off", S("\x12\x04\x12\x02\x05\x80"), "damaged sample"},
		{"a stack of 32 bits", S("\x12\x07\x0d\x01\x00\x00\x00\x10\x05"), "damaged sample"},
		{"a label that is a number", S("\x12\x04\x18\x05\x10\x05"), "damaged sample"},
		{"a label's key that is bytes", S("\x12\x07\x10\x05\x1a\x03\x0a\x01x"),
			"damaged sample"},
		{"a function's id that is bytes", S("\x2a\x03\x0a\x01x"), "damaged function"},
		{"a location's flag that is bytes", S("\x22\x05\x08\x07\x2a\x01\x01"),
			"damaged location"},
		{"a location's line that is a number", S("\x22\x04\x08\x07\x20\x01"),
			"damaged location"},
		{"a line's function that is bytes", S("\x22\x06\x08\x07\x22\x02\x0a\x00"),
			"damaged location"},
		{"a function's name of 64 bits",
			S("\x2a\x0b\x08\x07\x11\x01\x02\x03\x04\x05\x06\x07\x08"),
			"damaged function"},
		{"a line in a location that is cut off", S("\x22\x03\x22\x05\x08"),
			"damaged location"},
		{"a mapping that is cut off", S("\x1a\x01\x08"), "damaged mapping"},
		{"a type that is cut off", S("\x0a\x01\x08"), "damaged sample type"},
		{"comments that are cut off", S("\x6a\x01\x80"), "damaged comment"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};

		pb_least(&o);
		out_bytes(&o, rows[i].bytes.p, rows[i].bytes.n);
		assert_refused(&o, rows[i].rule, rows[i].says);
		out_release(&o);
	}
}

/* A length that a file only claims must not be believed: memory grows with what really comes. */
TEST(profile_claimed_length_is_not_believed)
{
	struct out o = {0};

	pb_least(&o);
	pb_tag(&o, PB_STRING, 2);
	pb_varint(&o, (uint64_t)50 << 20);
	out_lit(&o, "short");
	assert_refused(&o, "a string of 50 MiB in a file of 100 bytes", "cut off at byte");
	out_release(&o);
}

/* What people give to a profiler that is no profile. */
TEST(profile_error_says_what_the_file_is)
{
	static const struct {
		struct str bytes;
		const char *says;
	} rows[] = {
		{S(""), "empty"},
		{S("PERFILE2h\0\0\0\0\0\0\0"), "perf record"},
		{S("<!DOCTYPE html>\n<html><body>404</body></html>\n"), "HTML"},
		{S("<!doctype html><title>x</title>"), "HTML"},
		{S("<html><head></head></html>"), "HTML"},
		{S("main;work;leaf\nmain 3\n"), "a text file"},
		{S("gr\xc3\xbc\xc3\x9f dich\n"), "a text file"},
		{S("\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\x27\0\0\0\0\0\0"),
			"CPU profile of gperftools, damaged or cut off"},
		{S("\0\0\0\0\3\0\0\0\0\0\0\0\x10\x27\0\0"),
			"CPU profile of gperftools, damaged or cut off"},
		{S("heap profile: 1: 2 [3] @ heap/1048576\n"), "heap profile in text form, line 1"},
		{S("--- contention:\ncycles/second = a\n"),
			"contention profile in text form, line 2"},
		{S("go 1.22 trace\0\0\0"), "execution trace"},
		{S("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0"), "ELF"},
		{S("PK\3\4\x14\0\0\0\0\0"), "zip"},
		{S("\x28\xb5\x2f\xfd\x04\x00"), "zstd"},
		{S("BZh91AY&SY"), "bzip2"},
		{S("\3757zXZ\0\0\4"), "xz"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};

		out_bytes(&o, rows[i].bytes.p, rows[i].bytes.n);
		assert_refused(&o, rows[i].says, rows[i].says);
		out_release(&o);
	}
}

/* An error of the reader is passed on as it is, whatever the bytes before it look like. */
static bool failing_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct input_mem *m = (struct input_mem *)in;

	if (m->left.n == 0)
		return err_set(err, "the disk is on fire");
	*n = m->left.n < cap ? m->left.n : cap;
	memcpy(buf, m->left.p, *n);
	m->left = str_from(m->left, *n);
	return true;
}

TEST(profile_error_of_reading_is_passed_on)
{
	static const struct str starts[] = {S(""), S("\x0a\x02\x08"), S("<html>"),
		S("\x1f\x8b\x08")};

	for (size_t i = 0; i < LENGTH(starts); i++) {
		struct load_limits limits = {0};
		struct input_mem in;
		struct arena a = {0};
		struct builder b;
		struct err err = {0};

		input_mem_init(&in, starts[i]);
		in.in.read = failing_read;
		builder_init(&b, &a);
		assert_false(import_profile(&b, &in.in, &limits, &err));
		assert_string_equal(err.text, "the disk is on fire");
		builder_release(&b);
		arena_release(&a);
	}
}

int test_profile_damaged(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(profile_broken_references_are_refused),
		cmocka_unit_test(profile_broken_header_is_refused),
		cmocka_unit_test(profile_broken_rules_are_refused),
		cmocka_unit_test(profile_cut_off_anywhere_is_refused),
		cmocka_unit_test(profile_broken_wire_format_is_refused),
		cmocka_unit_test(profile_claimed_length_is_not_believed),
		cmocka_unit_test(profile_error_says_what_the_file_is),
		cmocka_unit_test(profile_error_of_reading_is_passed_on),
	};

	return cmocka_run_group_tests_name("profile: damaged", tests, NULL, NULL);
}
