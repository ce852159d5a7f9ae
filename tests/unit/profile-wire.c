/*
 * profile-wire.c: tests of what the wire format allows although few programs write it, and of our limits.
 */
#include "profile-tests.h"
#include "unit.h"

#include <stdio.h>

#include "proto.h"

/* A varint that is `length` bytes long, or longer where it must be. */
static void long_varint(struct out *o, uint64_t v, size_t length)
{
	size_t n = 1;

	for (; v > 0x7f || n < length; n++) {
		char c = (char)((v & 0x7f) | 0x80);

		out_bytes(o, &c, 1);
		v >>= 7;
	}
	pb_varint(o, v);
}

/* How long the varints of a profile are. */
struct lengths {
	size_t tag, length, value;
};

static void long_number(struct out *o, const struct lengths *l, unsigned field, uint64_t v)
{
	long_varint(o, (uint64_t)field << 3, l->tag);
	long_varint(o, v, l->value);
}

static void long_bytes(struct out *o, const struct lengths *l, unsigned field, struct out *body)
{
	long_varint(o, (uint64_t)field << 3 | 2, l->tag);
	long_varint(o, body->n, l->length);
	out_bytes(o, body->p, body->n);
	out_release(body);
}

static void long_text(struct out *o, const struct lengths *l, const char *text)
{
	struct out body = {0};

	out_str(&body, str_from_c(text));
	long_bytes(o, l, PB_STRING, &body);
}

/* A profile of one sample, with a label, a mapping and two lines. */
static void write_long(struct out *o, const struct lengths *l)
{
	struct out type = {0}, sample = {0}, label = {0}, mapping = {0}, location = {0};
	static const char *const strings[] = {"", "cpu", "ns", "f", "key", "text"};

	long_number(&type, l, 1, 1);
	long_number(&type, l, 2, 2);
	long_bytes(o, l, PB_TYPE, &type);
	long_number(&sample, l, 1, 1);
	long_number(&sample, l, 2, 7);
	long_number(&label, l, 1, 4);
	long_number(&label, l, 2, 5);
	long_bytes(&sample, l, 3, &label);
	long_bytes(o, l, PB_SAMPLE, &sample);
	long_number(&mapping, l, 1, 1);
	long_number(&mapping, l, 7, 1);
	long_bytes(o, l, PB_MAPPING, &mapping);
	long_number(&location, l, 1, 1);
	long_number(&location, l, 2, 1);
	for (uint64_t line = 8; line <= 9; line++) {
		struct out body = {0};

		long_number(&body, l, 1, 1);
		long_number(&body, l, 2, line);
		long_bytes(&location, l, 4, &body);
	}
	long_bytes(o, l, PB_LOCATION, &location);
	long_number(&type, l, 1, 1);
	long_number(&type, l, 2, 3);
	long_bytes(o, l, PB_FUNCTION, &type);
	for (size_t i = 0; i < LENGTH(strings); i++)
		long_text(o, l, strings[i]);
}

TEST(wire_varints_of_ten_bytes_are_read)
{
	for (size_t tag = 1; tag <= 11; tag++) {
		for (size_t length = 1; length <= 11; length++) {
			struct lengths l = {tag, length, tag < length ? tag : length};
			struct out o = {0};
			struct arena a = {0};
			struct profile p;
			struct err err = {0};
			bool ok;

			write_long(&o, &l);
			ok = pb_load(&a, (struct str){o.p, o.n}, &p, &err);
			assert_int_equal(ok, tag <= 10 && length <= 10);
			if (ok) {
				assert_string_equal(folded_text(&a, &p),
					"cpu/ns\nf:9>f:8 7 key=text\n");
				assert_true(p.mappings[1].has_functions);
			}
			arena_release(&a);
			out_release(&o);
		}
	}
}

/* What is read of pb_least with these bytes behind it. */
static void assert_read(struct str bytes, const char *what, const char *text)
{
	struct out o = {0};
	struct arena a = {0};
	struct profile p;
	struct err err = {0};

	pb_least(&o);
	out_bytes(&o, bytes.p, bytes.n);
	assert_row(pb_load(&a, (struct str){o.p, o.n}, &p, &err), what);
	assert_string_equal(folded_text(&a, &p), text);
	arena_release(&a);
	out_release(&o);
}

TEST(wire_fields_that_nobody_knows_are_passed_over)
{
	static const struct {
		const char *what;
		struct str bytes;
	} rows[] = {
		{"number 2^32 + 1", S("\x88\x80\x80\x80\x80\x01\x05")},
		{"number 2^61 - 1", S("\xf8\xff\xff\xff\xff\xff\xff\xff\xff\x01\x05")},
		{"bytes of number 2^29", S("\x82\x80\x80\x80\x10\x01x")},
		{"in a function", S("\x2a\x09\x88\x80\x80\x80\x80\x01\x05\x08\x02")},
		{"eight bytes in a function",
			S("\x2a\x0b\x49"
			  "12345678"
			  "\x08\x02")},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_read(rows[i].bytes, rows[i].what, "cpu/ns\nf:10 7\n");
}

/* Like pprof: whatever the unit is, a text has none. */
TEST(wire_units_of_texts_are_ignored)
{
	static const struct {
		const char *what;
		uint64_t number, unit;
	} rows[] = {
		{"a unit", 0, 2},
		{"a number and a unit", 9, 2},
		{"no string of the table", 0, 99},
		{"2^31", 0, (uint64_t)1 << 31},
		{"-1", 0, UINT64_MAX},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0}, sample = {0};

		pb_number(&sample, 1, 1);
		pb_number(&sample, 2, 5);
		PB_MESSAGE(&sample, 3, 1, 3, rows[i].number, rows[i].unit);
		pb_bytes(&o, PB_SAMPLE, (struct str){sample.p, sample.n});
		assert_read((struct str){o.p, o.n}, rows[i].what, "cpu/ns\nf:10 7\nf:10 5 cpu=f\n");
		out_release(&o);
		out_release(&sample);
	}
}

/* A sample of n values, of as many types as `types`. */
static void write_types(struct out *o, uint32_t n, uint32_t types)
{
	uint64_t *values = calloc(n + 1, sizeof(*values));
	struct out body = {0};

	for (uint32_t i = 0; i < types; i++)
		PB_MESSAGE(o, PB_TYPE, i + 1);
	for (uint32_t i = 0; i < n; i++)
		values[i] = i;
	pb_packed(&body, 2, values, n);
	pb_bytes(o, PB_SAMPLE, (struct str){body.p, body.n});
	pb_text(o, PB_STRING, "");
	for (uint32_t i = 0; i < types; i++) {
		char name[16];

		snprintf(name, sizeof(name), "t%u", i);
		pb_text(o, PB_STRING, name);
	}
	free(values);
	out_release(&body);
}

TEST(wire_samples_may_have_many_values)
{
	static const struct {
		uint32_t values, types;
		char says[80]; /* empty: it is read */
	} rows[] = {
		{2000, 2000, ""},
		{TYPES_MAX, TYPES_MAX, ""},
		{TYPES_MAX + 1, 1,
			"sample 1 has more than 65536 values, the most that cprof reads"},
		{1, TYPES_MAX + 1,
			"it has more than 65536 sample types, the most that cprof reads"},
		{2001, 2000, "damaged: its samples have 2001 values each, but there are 2000"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {0};
		struct arena a = {0};
		struct profile p;
		struct err err = {0};
		bool ok;

		write_types(&o, rows[i].values, rows[i].types);
		ok = pb_load(&a, (struct str){o.p, o.n}, &p, &err);
		assert_int_equal(ok, rows[i].says[0] == '\0');
		if (ok) {
			assert_int_equal(p.n_types, rows[i].types);
			assert_int_equal(profile_value(&p, rows[i].values - 1, 0),
				rows[i].values - 1);
		} else {
			assert_says(&err, rows[i].says);
			assert_int_equal(strstr(err.text, "damaged") != NULL,
				strstr(rows[i].says, "damaged") != NULL);
		}
		arena_release(&a);
		out_release(&o);
	}
}

/* What is too much for us is not damaged. */
TEST(wire_limits_are_no_damage)
{
	struct out o = {0}, lines = {0}, stack = {0}, sample = {0};
	struct arena a = {0};
	struct profile p;
	struct err err = {0};

	pb_least(&o);
	pb_number(&lines, 1, 2);
	for (int i = 0; i < 1000; i++)
		pb_bytes(&lines, 4, STR("\x08\x01"));
	pb_bytes(&o, PB_LOCATION, (struct str){lines.p, lines.n});
	for (int i = 0; i < 20000; i++)
		out_lit(&stack, "\x02");
	pb_bytes(&sample, 1, (struct str){stack.p, stack.n});
	pb_number(&sample, 2, 1);
	pb_bytes(&o, PB_SAMPLE, (struct str){sample.p, sample.n});
	assert_false(pb_load(&a, (struct str){o.p, o.n}, &p, &err));
	assert_string_equal(err.text, "sample 2: inlined functions make its stack too long");
	arena_release(&a);
	out_release(&o);
	out_release(&lines);
	out_release(&stack);
	out_release(&sample);
}

int test_profile_wire(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(wire_varints_of_ten_bytes_are_read),
		cmocka_unit_test(wire_fields_that_nobody_knows_are_passed_over),
		cmocka_unit_test(wire_units_of_texts_are_ignored),
		cmocka_unit_test(wire_samples_may_have_many_values),
		cmocka_unit_test(wire_limits_are_no_damage),
	};

	return cmocka_run_group_tests_name("profile: wire", tests, NULL, NULL);
}
