/*
 * base-small.c: tests of the small helpers: array lengths, ASCII, binary search, lists in one array, clocks, libraries,
 * digests.
 */
#include "base-tests.h"
#include "unit.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/clock.h"
#include "base/csr.h"
#include "base/library.h"
#include "base/search.h"
#include "base/sha256.h"

TEST(array_len_is_that_of_the_array)
{
	struct {
		char rows[3][7];
	} a;
	struct str one[] = {S("x")};

	assert_int_equal(ARRAY_LEN(a.rows), 3);
	assert_int_equal(ARRAY_LEN(a.rows[0]), 7);
	assert_int_equal(ARRAY_LEN(one), 1);
}

static void assert_class(bool (*is)(int), const char *members)
{
	for (int c = CHAR_MIN; c <= 0x10ffff; c = c < 300 ? c + 1 : c * 2 + 1)
		if (is(c) != (c > 0 && c < 0x80 && strchr(members, c) != NULL))
			fail_msg("code %d is wrong; members: %s", c, members);
}

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

TEST(ascii_classes_have_their_members_and_no_others)
{
	assert_class(ascii_is_digit, DIGITS);
	assert_class(ascii_is_lower, LOWER);
	assert_class(ascii_is_upper, UPPER);
	assert_class(ascii_is_letter, LOWER UPPER);
	assert_class(ascii_is_word, LOWER UPPER DIGITS "_");
	assert_class(ascii_is_hex, DIGITS "abcdefABCDEF");
	assert_class(ascii_is_blank, " \t");
	assert_class(ascii_is_space, " \t\n\v\f\r");
}

TEST(ascii_is_control_knows_nul_and_delete)
{
	for (int c = CHAR_MIN; c < 300; c++)
		assert_true(ascii_is_control(c) == ((c >= 0 && c < 32) || c == 127));
}

TEST(ascii_lower_changes_upper_case_alone)
{
	for (int c = CHAR_MIN; c <= CHAR_MAX; c++) {
		const char *at = c > 0 ? strchr(UPPER, c) : NULL;

		assert_int_equal(ascii_lower((char)c), at != NULL ? LOWER[at - UPPER] : (char)c);
	}
}

TEST(ascii_hex_value_is_that_of_both_cases)
{
	for (int c = CHAR_MIN; c < 300; c++) {
		const char *digits = "0123456789abcdef0123456789ABCDEF";
		const char *at = c > 0 && c < 0x80 ? strchr(digits, c) : NULL;

		assert_int_equal(ascii_hex_value(c), at != NULL ? (at - digits) % 16 : -1);
	}
}

TEST(search_gives_the_first_that_is_not_before)
{
	int rising[40];

	/* 0 0 0 2 2 2 4 4 4 ...: odd numbers are not there. */
	for (size_t k = 0; k < ARRAY_LEN(rising); k++)
		rising[k] = (int)(k / 3) * 2;
	for (size_t n = 0; n <= ARRAY_LEN(rising); n++) {
		for (int v = -1; v < 30; v++) {
			size_t lower, upper, want_lower = 0, want_upper = 0;

			while (want_lower < n && rising[want_lower] < v)
				want_lower++;
			while (want_upper < n && rising[want_upper] <= v)
				want_upper++;
			SEARCH(lower, n, rising[lower] < v);
			SEARCH(upper, n, rising[upper] <= v);
			assert_int_equal(lower, want_lower);
			assert_int_equal(upper, want_upper);
		}
	}
}

TEST(csr_deals_items_out_in_their_order)
{
	/* The row of each item; row 1 and row 4 have none. */
	static const uint32_t rows[] = {3, 0, 2, 3, 0, 3};
	static const uint32_t want[] = {1, 4, 2, 0, 3, 5}, begins[] = {0, 2, 2, 3, 6, 6, 6};
	uint32_t begin[5 + 2] = {0}, items[ARRAY_LEN(rows)];

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		csr_count(begin, rows[i]);
	csr_sum(begin, ARRAY_LEN(begin));
	for (uint32_t i = 0; i < ARRAY_LEN(rows); i++)
		items[csr_place(begin, rows[i])] = i;
	assert_memory_equal(items, want, sizeof(want));
	assert_memory_equal(begin, begins, sizeof(begins));
}

TEST(csr_of_no_rows_is_empty)
{
	uint32_t begin[2] = {0};

	csr_sum(begin, ARRAY_LEN(begin));
	assert_int_equal(begin[0], 0);
	assert_int_equal(begin[1], 0);
}

TEST(clock_ms_never_goes_back)
{
	int64_t before = clock_ms();

	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_ms();

		assert_true(now >= before);
		before = now;
	}
}

TEST(clock_deadline_is_that_far_from_now)
{
	static const int64_t waits[] = {0, 1, 999, 1000, 3600 * 1000 + 1};

	for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
		struct timespec before = clock_deadline(0), then = clock_deadline(waits[i]);
		int64_t ms = (int64_t)(then.tv_sec - before.tv_sec) * 1000 +
			(then.tv_nsec - before.tv_nsec) / 1000000;

		assert_in_range(then.tv_nsec, 0, 999999999);
		assert_true(ms >= waits[i]);
	}
}

TEST(str_arg_prints_all_bytes)
{
	struct str s = str_sub(STR("function"), 0, 4), none = {NULL, 0};
	char text[32];

	snprintf(text, sizeof(text), "<%.*s><%.*s>", STR_ARG(s), STR_ARG(none));
	assert_string_equal(text, "<func><>");
}

/* Without the limit this would be -2147483648, which means "up to the NUL". */
TEST(str_arg_cuts_what_is_longer_than_an_int)
{
	struct str s = {"x", (size_t)INT_MAX + 1};
	struct {
		int n;
		const char *p;
	} got = {STR_ARG(s)};

	assert_int_equal(got.n, INT_MAX);
	assert_ptr_equal(got.p, s.p);
}

struct functions {
	size_t (*length)(const char *);
	int (*compare)(const char *, const char *);
};

/* Opens the C library, whose second name is the one of glibc. */
static bool open_libc(const char *first, const char *second, const char *compare,
	struct functions *table, struct err *err)
{
	const char *const files[] = {first, second};
	const struct library_symbol symbols[] = {
		{"strlen", offsetof(struct functions, length)},
		{compare, offsetof(struct functions, compare)},
	};

	return library_open(&(struct library){files, ARRAY_LEN(files), symbols, ARRAY_LEN(symbols),
				    "there is no C library", "the C library has no"},
		table, err);
}

TEST(library_open_fills_in_the_table)
{
	struct functions table = {0};
	struct err err = {0};

	if (!open_libc("libnone.so.0", "libc.so.6", "strcmp", &table, &err))
		skip();
	assert_int_equal(table.length("four"), 4);
	assert_true(table.compare("a", "b") < 0);
	assert_string_equal(err.text, "");
}

TEST(library_open_says_what_is_missing)
{
	struct functions table = {0};
	struct err err = {0};

	assert_false(open_libc("libnone.so.0", "libnone.so.1", "strcmp", &table, &err));
	assert_string_equal(err.text, "there is no C library");
	if (open_libc("libnone.so.0", "libc.so.6", "str_of_the_future", &table, &err))
		fail();
	assert_true(strcmp(err.text, "the C library has no str_of_the_future") == 0 ||
		strcmp(err.text, "there is no C library") == 0);
	assert_null(table.length);
	assert_null(table.compare);
}

/* The digest as text. */
static const char *digest_of(struct str bytes, char text[2 * SHA256_BYTES + 1])
{
	uint8_t digest[SHA256_BYTES];

	sha256(bytes, digest);
	for (int i = 0; i < SHA256_BYTES; i++)
		snprintf(text + (size_t)2 * i, 3, "%02x", digest[i]);
	return text;
}

/* The examples of NIST, "SHA256.pdf" of its cryptographic standards, and the empty message. */
TEST(sha256_of_nists_examples)
{
	char text[2 * SHA256_BYTES + 1];
	char *million = malloc(1000000);

	assert_string_equal(digest_of(STR(""), text),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_string_equal(digest_of(STR("abc"), text),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(
		digest_of(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), text),
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	assert_non_null(million);
	memset(million, 'a', 1000000);
	assert_string_equal(digest_of((struct str){million, 1000000}, text),
		"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	free(million);
}

/*
 * Messages of 0 to 299 bytes, where padding takes one block or two. The digest of all digests is that of
 * Python's hashlib.
 */
static void check_hmac(struct str key, struct str text, const char *expected)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_BYTES];
	char hex[2 * SHA256_BYTES + 1] = "";

	sha256_hmac(key, text, digest);
	for (int i = 0; i < SHA256_BYTES; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	assert_string_equal(hex, expected);
}

/* RFC 4231, test cases 1, 2 and 6. */
TEST(hmac_of_the_rfcs_examples)
{
	char key[131];

	memset(key, 0x0b, 20);
	check_hmac((struct str){key, 20}, STR("Hi There"),
		"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	check_hmac(STR("Jefe"), STR("what do ya want for nothing?"),
		"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	check_hmac((struct str){key, sizeof(key)},
		STR("Test Using Larger Than Block-Size Key - Hash Key First"),
		"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(sha256_of_all_lengths_around_a_block)
{
	static uint8_t digests[300][SHA256_BYTES];
	char bytes[300], text[2 * SHA256_BYTES + 1];

	for (size_t i = 0; i < LENGTH(bytes); i++)
		bytes[i] = (char)(i * 7 % 256);
	for (size_t n = 0; n < LENGTH(digests); n++)
		sha256((struct str){bytes, n}, digests[n]);
	assert_string_equal(digest_of((struct str){(const char *)digests, sizeof(digests)}, text),
		"f65f14b090e805017546322e618401d41f0710c213e013a5131eb38bbe8f367f");
}

int test_base_small(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(array_len_is_that_of_the_array),
		cmocka_unit_test(ascii_classes_have_their_members_and_no_others),
		cmocka_unit_test(ascii_is_control_knows_nul_and_delete),
		cmocka_unit_test(ascii_lower_changes_upper_case_alone),
		cmocka_unit_test(ascii_hex_value_is_that_of_both_cases),
		cmocka_unit_test(search_gives_the_first_that_is_not_before),
		cmocka_unit_test(csr_deals_items_out_in_their_order),
		cmocka_unit_test(csr_of_no_rows_is_empty),
		cmocka_unit_test(clock_ms_never_goes_back),
		cmocka_unit_test(clock_deadline_is_that_far_from_now),
		cmocka_unit_test(str_arg_prints_all_bytes),
		cmocka_unit_test(str_arg_cuts_what_is_longer_than_an_int),
		cmocka_unit_test(library_open_fills_in_the_table),
		cmocka_unit_test(library_open_says_what_is_missing),
		cmocka_unit_test(sha256_of_nists_examples),
		cmocka_unit_test(hmac_of_the_rfcs_examples),
		cmocka_unit_test(sha256_of_all_lengths_around_a_block),
	};

	return cmocka_run_group_tests_name("base: small helpers", tests, NULL, NULL);
}
