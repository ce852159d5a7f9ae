/*
 * profile-gzip.c: tests of compressed profiles, of their limits, and of files made to exhaust
 * memory.
 */
#include "profile-tests.h"
#include "unit.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "base/input.h"
#include "import/import.h"
#include "proto.h"

/* `bytes` as a gzip member at the end of `to`. */
static void gzip(struct out *to, struct str bytes)
{
	z_stream z = {0};
	char buf[4096];
	int rc;

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, 0), Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)bytes.p;
	z.avail_in = (uInt)bytes.n;
	do {
		z.next_out = (unsigned char *)buf;
		z.avail_out = sizeof(buf);
		rc = deflate(&z, Z_FINISH);
		out_bytes(to, buf, sizeof(buf) - z.avail_out);
	} while (rc == Z_OK);
	assert_int_equal(rc, Z_STREAM_END);
	deflateEnd(&z);
}

static struct str bytes_of(const struct out *o)
{
	return (struct str){o->p, o->n};
}

/* Loads it; "" when that went well, else the error. */
static const char *load(struct str bytes, uint64_t max_size, struct err *err)
{
	struct arena a = {0};
	struct profile p;

	*err = (struct err){0};
	if (pb_load_limited(&a, bytes, max_size, false, &p, err)) {
		assert_int_equal(p.n_samples, 1);
		assert_int_equal(profile_value(&p, 0, 0), 7);
	}
	arena_release(&a);
	return err->text;
}

TEST(gzip_or_plain_is_told_by_the_first_bytes)
{
	struct out plain = {0}, packed = {0};
	struct err err;

	pb_least(&plain);
	gzip(&packed, bytes_of(&plain));
	assert_string_equal(load(bytes_of(&plain), 0, &err), "");
	assert_string_equal(load(bytes_of(&packed), 0, &err), "");
	out_release(&plain);
	out_release(&packed);
}

TEST(gzip_may_have_several_members_cut_anywhere)
{
	struct out plain = {0};
	struct err err;

	pb_least(&plain);
	for (size_t cut = 0; cut <= plain.n; cut++) {
		struct out packed = {0};

		gzip(&packed, str_sub(bytes_of(&plain), 0, cut));
		gzip(&packed, STR(""));
		gzip(&packed, str_from(bytes_of(&plain), cut));
		assert_string_equal(load(bytes_of(&packed), 0, &err), "");
		out_release(&packed);
	}
	out_release(&plain);
}

TEST(gzip_with_other_bytes_behind_it_is_refused)
{
	static const struct str tails[] = {S("x"), S("\0"), S("garbage"), S("\x1f"), S("\x1f\x8b"),
		S("\x1f\x8b\x08\0\0\0\0\0\0"), S("\x1f\x00\x00")};
	struct out plain = {0};
	struct err err;

	pb_least(&plain);
	for (size_t i = 0; i < LENGTH(tails); i++) {
		struct out packed = {0};

		gzip(&packed, bytes_of(&plain));
		out_bytes(&packed, tails[i].p, tails[i].n);
		assert_string_not_equal(load(bytes_of(&packed), 0, &err), "");
		out_release(&packed);
	}
	out_release(&plain);
}

TEST(gzip_cut_off_anywhere_is_refused)
{
	struct out plain = {0}, packed = {0};
	struct err err;

	pb_least(&plain);
	gzip(&packed, bytes_of(&plain));
	for (size_t n = 0; n < packed.n; n++)
		assert_string_not_equal(load(str_sub(bytes_of(&packed), 0, n), 0, &err), "");
	load(str_sub(bytes_of(&packed), 0, packed.n - 1), 0, &err);
	assert_says(&err, "cut off");
	out_release(&plain);
	out_release(&packed);
}

/*
 * A changed byte: the compressed data, its checksum or its length no longer agree. (The last byte
 * of the compressed data may have bits that mean nothing.)
 */
TEST(gzip_with_a_changed_byte_is_refused)
{
	struct out plain = {0}, packed = {0};
	struct err err;

	pb_least(&plain);
	gzip(&packed, bytes_of(&plain));
	for (size_t i = 10; i < packed.n; i++) {
		if (i == packed.n - 9)
			continue;
		packed.p[i] ^= 0x40;
		assert_string_not_equal(load(bytes_of(&packed), 0, &err), "");
		packed.p[i] ^= 0x40;
	}
	packed.p[packed.n - 8] ^= 1;
	assert_string_not_equal(load(bytes_of(&packed), 0, &err), "");
	assert_says(&err, "gzip data is damaged");
	out_release(&plain);
	out_release(&packed);
}

TEST(gzip_of_nothing_is_an_empty_file)
{
	struct out packed = {0};
	struct err err;

	gzip(&packed, STR(""));
	load(bytes_of(&packed), 0, &err);
	assert_says(&err, "empty");
	out_release(&packed);
}

/* What is inside is looked at, too. */
TEST(gzip_of_no_profile_says_what_it_is)
{
	struct out packed = {0};
	struct err err;

	gzip(&packed, STR("<html>not found</html>\n"));
	load(bytes_of(&packed), 0, &err);
	assert_says(&err, "HTML");
	out_release(&packed);
}

TEST(max_size_is_of_the_uncompressed_bytes)
{
	struct out plain = {0}, packed = {0};
	struct err err;

	pb_least(&plain);
	gzip(&packed, bytes_of(&plain));
	assert_string_equal(load(bytes_of(&plain), plain.n, &err), "");
	assert_string_equal(load(bytes_of(&packed), plain.n, &err), "");
	load(bytes_of(&plain), plain.n - 1, &err);
	assert_says(&err, "max_size");
	load(bytes_of(&packed), plain.n - 1, &err);
	assert_says(&err, "max_size");
	out_release(&plain);
	out_release(&packed);
}

enum { BOMB_SIZE = 256 << 20 }; /* uncompressed bytes; it is refused after 80 MiB as of now */

/*
 * A profile that is compressed as it is read: pb_least, then one piece again and again, BOMB_SIZE
 * bytes of it. Deflate makes a two-hundredth of it.
 */
struct bomb {
	struct input in;
	z_stream z;
	struct str piece;
	size_t left; /* uncompressed bytes to come */
};

static bool bomb_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct bomb *b = (struct bomb *)in;

	(void)err;
	b->z.next_out = buf;
	b->z.avail_out = (uInt)cap;
	while (b->z.avail_out != 0) {
		int rc;

		if (b->z.avail_in == 0 && b->left != 0) {
			b->z.next_in = (unsigned char *)(uintptr_t)b->piece.p;
			b->z.avail_in = (uInt)b->piece.n;
			b->left -= b->left < b->piece.n ? b->left : b->piece.n;
		}
		rc = deflate(&b->z, b->left ? Z_NO_FLUSH : Z_FINISH);
		if (rc == Z_STREAM_END)
			break;
	}
	*n = cap - b->z.avail_out;
	return true;
}

static size_t resident_kb(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%*u %lu", &pages), 1);
	fclose(f);
	return pages * (size_t)sysconf(_SC_PAGESIZE) / 1024;
}

enum { SAYS_BOMB = 10, SAYS_OTHER, SAYS_NOTHING };

/* In a process of its own: decodes the bomb. Its exit status is what the error said. */
static int explode(struct str records, uint64_t max_size)
{
	struct bomb b = {.in = {bomb_read}, .left = BOMB_SIZE};
	struct load_limits limits = {.max_size = max_size};
	struct out piece = {0}, first = {0};
	struct arena a = {0};
	struct builder builder;
	struct err err = {0};

	/* Should it go off, it is to take nothing else with it. */
#ifndef UNIT_ASAN
	setrlimit(RLIMIT_AS, &(struct rlimit){(rlim_t)2 << 30, (rlim_t)2 << 30});
#endif
	while (piece.n < 1 << 20)
		out_bytes(&piece, records.p, records.n);
	b.piece = bytes_of(&piece);
	pb_least(&first);
	if (deflateInit2(&b.z, 1, Z_DEFLATED, 16 + MAX_WBITS, 9, 0) != Z_OK)
		return 1;
	b.z.next_in = (unsigned char *)first.p;
	b.z.avail_in = (uInt)first.n;
	builder_init(&builder, &a);
	if (import_profile(&builder, &b.in, &limits, &err))
		return SAYS_NOTHING;
	if (strstr(err.text, "-max_size") != NULL || strstr(err.text, "too large") != NULL)
		return b.left != 0 ? SAYS_BOMB : SAYS_OTHER;
	fprintf(stderr, "%s\n", err.text);
	return SAYS_OTHER;
}

/* The bomb ends as expected, and the process stayed small. */
static void assert_harmless(const char *what, struct str records, uint64_t max_size, int expected)
{
	size_t before = resident_kb(), most;
	struct rusage usage;
	int status;
	pid_t child;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(explode(records, max_size));
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	assert_row(WIFEXITED(status), what);
	assert_int_equal(WEXITSTATUS(status), expected);
	most = (size_t)usage.ru_maxrss;
#ifndef UNIT_ASAN /* which keeps what was freed */
	if (most > before + 300 * 1024)
		fail_msg("%s: %zu MB, over 300 MB", what, (most - before) / 1024);
#else
	(void)most;
	(void)before;
#endif
}

/* The same, where the bomb is an error. */
static void assert_defused(const char *what, struct str records, uint64_t max_size)
{
	assert_harmless(what, records, max_size, SAYS_BOMB);
}

/* Good samples, and labels of samples: what a real profile is made of. */
TEST(bomb_of_samples_is_refused)
{
	assert_defused("samples", STR("\x12\x05\x0a\x01\x01\x10\x01"), 0);
	assert_defused("samples without a stack", STR("\x12\x02\x10\x01"), 0);
}

TEST(bomb_of_labels_is_refused)
{
	assert_defused("labels", STR("\x12\x0a\x10\x01\x1a\x02\x18\x01\x1a\x02\x18\x01"), 0);
}

TEST(bomb_of_strings_is_refused)
{
	assert_defused("strings", STR("\x32\x00"), 0);
}

TEST(bomb_of_functions_is_refused)
{
	assert_defused("functions", STR("\x2a\x00"), 0);
}

TEST(bomb_of_locations_is_refused)
{
	assert_defused("locations", STR("\x22\x00"), 0);
}

TEST(bomb_of_mappings_is_refused)
{
	assert_defused("mappings", STR("\x1a\x00"), 0);
}

TEST(bomb_of_comments_is_refused)
{
	assert_defused("comments", STR("\x68\x01"), 0);
}

/* One location with eight million lines. */
TEST(bomb_of_lines_is_refused)
{
	struct out record = {0}, lines = {0};

	for (size_t i = 0; i < 8000000; i++)
		out_bytes(&lines, "\x22\x00", 2);
	pb_bytes(&record, PB_LOCATION, bytes_of(&lines));
	out_release(&lines);
	assert_defused("lines", bytes_of(&record), 0);
	out_release(&record);
}

/* What is skipped takes no memory, and is no error. */
TEST(bomb_of_unknown_fields_is_harmless)
{
	assert_harmless("unknown fields", STR("\xf8\x06\x01"), 0, SAYS_NOTHING);
}

/* With a size allowed nothing is taken for a bomb before it is reached. */
TEST(max_size_stops_a_bomb_where_it_says)
{
	assert_defused("samples", STR("\x12\x05\x0a\x01\x01\x10\x01"), (uint64_t)40 << 20);
}

int test_profile_gzip(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(gzip_or_plain_is_told_by_the_first_bytes),
		cmocka_unit_test(gzip_may_have_several_members_cut_anywhere),
		cmocka_unit_test(gzip_with_other_bytes_behind_it_is_refused),
		cmocka_unit_test(gzip_cut_off_anywhere_is_refused),
		cmocka_unit_test(gzip_with_a_changed_byte_is_refused),
		cmocka_unit_test(gzip_of_nothing_is_an_empty_file),
		cmocka_unit_test(gzip_of_no_profile_says_what_it_is),
		cmocka_unit_test(max_size_is_of_the_uncompressed_bytes),
		cmocka_unit_test(bomb_of_samples_is_refused),
		cmocka_unit_test(bomb_of_labels_is_refused),
		cmocka_unit_test(bomb_of_strings_is_refused),
		cmocka_unit_test(bomb_of_functions_is_refused),
		cmocka_unit_test(bomb_of_locations_is_refused),
		cmocka_unit_test(bomb_of_mappings_is_refused),
		cmocka_unit_test(bomb_of_comments_is_refused),
		cmocka_unit_test(bomb_of_lines_is_refused),
		cmocka_unit_test(bomb_of_unknown_fields_is_harmless),
		cmocka_unit_test(max_size_stops_a_bomb_where_it_says),
	};

	return cmocka_run_group_tests_name("profile: gzip", tests, NULL, NULL);
}
