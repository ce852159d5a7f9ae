/*
 * profile-inflate.c: tests of what inflates compressed files: the same cases with each library that
 * cprof is built with, which give the same bytes and the same errors.
 */
#define ZLIB_CONST /* next_in points to const */

#include "profile-tests.h"
#include "unit.h"

#include <zlib.h>
#ifdef HAVE_ZSTD
#include <zstd.h>
#endif

#include "base/out.h"
#include "profile/inflate.h"
#include "profile/profile-internal.h"

/* An input that gives a few bytes at a time. */
struct slow {
	struct input in;
	struct str left;
	size_t each;  /* bytes of a read at most */
	size_t taken; /* bytes that were read */
};

static bool slow_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct slow *s = (struct slow *)in;
	struct str part = str_sub(s->left, 0, cap < s->each ? cap : s->each);

	(void)err;
	*n = part.n;
	if (part.n != 0)
		memcpy(buf, part.p, part.n);
	s->left = str_from(s->left, part.n);
	s->taken += part.n;
	return true;
}

enum { ALL = 1 << 20 };

/* How a file is read: bytes of the input at a time, and bytes of a read. The first are quick. */
static const struct pace {
	size_t in, out;
} paces[] = {{ALL, ALL}, {7, 5000}, {5000, 40000}, {1, ALL}, {ALL, 1}, {1, 1}};
enum { QUICK_PACES = 3, SMALL_FILE = 5000 };

/* Inflates with a library (NULL: cprof's choice). "" or the error; the bytes in front are in `to`. */
static const char *unpack(struct str bytes, const struct inflate_format *by,
	const struct pace *pace, struct out *to, struct err *err)
{
	static char buf[ALL];
	struct load_limits limits = {.max_size = (uint64_t)32 << 20};
	struct slow from = {.in = {slow_read, INPUT_NO_WAKE}, .left = bytes, .each = pace->in};
	struct inflate *f = inflate_open(&from.in, &limits, by);
	struct input *in = inflate_input(f);
	size_t n = 0;

	*err = (struct err){0};
	to->n = 0;
	while (in->read(in, buf, pace->out, &n, err) && n != 0)
		out_bytes(to, buf, n);
	assert_true(from.taken == inflate_total_in(f));
	inflate_close(f);
	return err->text;
}

/* True when the library, or zlib where cprof is built without it, inflates the bytes. */
static bool unpacks_by(const char *library, struct str bytes, struct out *to, struct err *err)
{
	size_t i = 0;

	while (i + 1 < inflate_n_formats && strcmp(inflate_formats[i].library, library) != 0 &&
		strcmp(inflate_formats[i].library, "zlib") != 0)
		i++;
	return unpack(bytes, &inflate_formats[i], &paces[0], to, err)[0] == '\0';
}

static struct str bytes_of(const struct out *o)
{
	return (struct str){o->p, o->n};
}

/* Every library gives these bytes and this error ("": none), at any pace. */
static void assert_unpacks(const char *what, struct str packed, struct str plain, const char *says)
{
	size_t n_paces = packed.n < SMALL_FILE ? LENGTH(paces) : QUICK_PACES;
	struct out got = {0};
	struct err err;

	for (size_t i = 0; i < inflate_n_formats; i++)
		for (size_t j = 0; j < n_paces; j++) {
			unpack(packed, &inflate_formats[i], &paces[j], &got, &err);
			if (says[0] == '\0')
				assert_row(err.text[0] == '\0' && str_eq(bytes_of(&got), plain),
					what);
			else
				assert_row(strstr(err.text, says) != NULL, what);
		}
	out_release(&got);
}

/* Text that deflate makes all its codes of, and more of it than its window. */
static struct out sample_text(size_t n)
{
	struct out o = {0};
	uint32_t x = 1;

	while (o.n < n) {
		x = x * 1664525 + 1013904223;
		out_fmt(&o, "%u %s\n", x >> (x >> 27), x & 1 << 20 ? "runtime.mallocgc" : "");
	}
	return o;
}

/* How a member is made: zlib's level and strategy, and the fields of the header. */
static const struct maker {
	const char *name;
	int level, strategy;
	const char *file, *comment;
	unsigned extra;
	bool header_crc;
} makers[] = {
	{"dynamic blocks", 6, Z_DEFAULT_STRATEGY, NULL, NULL, 0, false},
	{"fixed blocks", 6, Z_FIXED, NULL, NULL, 0, false},
	{"stored blocks", 0, Z_DEFAULT_STRATEGY, NULL, NULL, 0, false},
	{"codes without matches", 9, Z_HUFFMAN_ONLY, NULL, NULL, 0, false},
	{"runs", 1, Z_RLE, NULL, NULL, 0, false},
	{"a name", 9, Z_DEFAULT_STRATEGY, "heap.pb", NULL, 0, false},
	{"a comment", 9, Z_DEFAULT_STRATEGY, NULL, "made by hand", 0, false},
	{"extra bytes", 9, Z_DEFAULT_STRATEGY, NULL, NULL, 300, false},
	{"a checksum of the header", 9, Z_DEFAULT_STRATEGY, NULL, NULL, 0, true},
	{"all fields", 9, Z_DEFAULT_STRATEGY, "heap.pb", "", 1, true},
};

enum { HEADER_CRC_MAKER = 8 };

static void gzip_by(struct out *to, const struct maker *m, struct str bytes)
{
	static unsigned char extra[300];
	gz_header header = {.name = (Bytef *)(uintptr_t)m->file,
		.comment = (Bytef *)(uintptr_t)m->comment,
		.extra = m->extra ? extra : NULL,
		.extra_len = m->extra,
		.hcrc = m->header_crc};
	z_stream z = {.next_in = (const unsigned char *)bytes.p, .avail_in = (uInt)bytes.n};
	char buf[4096];
	int rc;

	assert_int_equal(deflateInit2(&z, m->level, Z_DEFLATED, 16 + MAX_WBITS, 8, m->strategy),
		Z_OK);
	deflateSetHeader(&z, &header);
	do {
		z.next_out = (unsigned char *)buf;
		z.avail_out = sizeof(buf);
		rc = deflate(&z, Z_FINISH);
		out_bytes(to, buf, sizeof(buf) - z.avail_out);
	} while (rc == Z_OK);
	assert_int_equal(rc, Z_STREAM_END);
	deflateEnd(&z);
}

static void gzip(struct out *to, struct str bytes)
{
	gzip_by(to, &makers[0], bytes);
}

TEST(inflate_reads_every_kind_of_member)
{
	static const size_t sizes[] = {0, 1, 100, 32768, 200000};

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		struct out plain = sample_text(sizes[i]), all = {0}, twice = {0};

		for (size_t j = 0; j < LENGTH(makers); j++) {
			struct out packed = {0};

			gzip_by(&packed, &makers[j], bytes_of(&plain));
			assert_unpacks(makers[j].name, bytes_of(&packed), bytes_of(&plain), "");
			gzip_by(&all, &makers[j], bytes_of(&plain));
			out_bytes(&twice, plain.p, plain.n);
			out_release(&packed);
		}
		assert_unpacks("all members", bytes_of(&all), bytes_of(&twice), "");
		out_release(&plain);
		out_release(&all);
		out_release(&twice);
	}
}

TEST(inflate_reads_members_of_nothing)
{
	struct out packed = {0};

	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < LENGTH(makers); j++)
			gzip_by(&packed, &makers[j], STR(""));
	assert_unpacks("nothing", bytes_of(&packed), STR(""), "");
	gzip(&packed, STR("x"));
	gzip(&packed, STR(""));
	gzip(&packed, STR("y"));
	assert_unpacks("hardly anything", bytes_of(&packed), STR("xy"), "");
	out_release(&packed);
}

TEST(inflate_passes_plain_bytes_on)
{
	static const struct str rows[] = {S(""), S("x"), S("\x1f"), S("\x1f\x8c"),
		S("\x28\xb5\x2f"), S("\x28\xb5\x2f\xfe rest"), S("plain bytes"),
		S("\x60\x2a\x4d\x18")};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_unpacks("plain", rows[i], rows[i], "");
}

TEST(inflate_refuses_what_is_cut_off_anywhere)
{
	struct out plain = sample_text(300);

	for (size_t i = 0; i < LENGTH(makers); i++) {
		struct out packed = {0};

		gzip_by(&packed, &makers[i], bytes_of(&plain));
		for (size_t n = 2; n < packed.n; n++)
			assert_unpacks(makers[i].name, str_sub(bytes_of(&packed), 0, n), STR(""),
				"the gzip data ends early; the file is cut off");
		out_release(&packed);
	}
	out_release(&plain);
}

TEST(inflate_refuses_what_follows_the_last_member)
{
	static const struct str tails[] = {S("x"), S("\0"), S("\0\0\0\0"), S("garbage"), S("\x1f"),
		S("\x1f\x00\x00"), S("\x28\xb5\x2f\xfd")};

	for (size_t i = 0; i < LENGTH(tails); i++) {
		struct out packed = {0};

		gzip(&packed, STR("some text"));
		out_bytes(&packed, tails[i].p, tails[i].n);
		assert_unpacks("a tail", bytes_of(&packed), STR(""),
			"bytes that are not gzip follow the end of the gzip data");
		out_release(&packed);
	}
}

static const char damaged[] = "the gzip data is damaged";

/* Of a member's header and trailer each byte counts. Where < 0: from the end. */
TEST(inflate_checks_header_and_trailer)
{
	static const struct {
		const char *what;
		int at;
	} rows[] = {
		{"method", 2},
		{"flags", 3},
		{"checksum, first byte", -8},
		{"checksum, last byte", -5},
		{"length, first byte", -4},
		{"length, last byte", -1},
	};
	struct out packed = {0};

	gzip(&packed, STR("some text"));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *c = packed.p + (rows[i].at < 0 ? (int)packed.n : 0) + rows[i].at;

		*c ^= 0x40;
		assert_unpacks(rows[i].what, bytes_of(&packed), STR(""), damaged);
		*c ^= 0x40;
	}
	packed.n = 0;
	gzip_by(&packed, &makers[HEADER_CRC_MAKER], STR("some text"));
	packed.p[10] ^= 1;
	assert_unpacks("the header's checksum", bytes_of(&packed), STR(""), damaged);
	out_release(&packed);
}

TEST(inflate_refuses_damaged_blocks)
{
	/* A header, and deflate data. */
#define GZIP_OF(data) S("\x1f\x8b\x08\0\0\0\0\0\0\0" data "\0\0\0\0\0\0\0\0\0\0\0\0")
	static const struct {
		const char *what;
		struct str bytes;
	} rows[] = {
		{"a block of the fourth type", GZIP_OF("\x07")},
		{"a stored block whose lengths differ", GZIP_OF("\x01\x05\x00\xfb\xff")},
		{"a match in front of the first byte", GZIP_OF("\x63\x00\x11")},
		{"a code of too many lengths", GZIP_OF("\xfd\xff")},
	};
#undef GZIP_OF

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_unpacks(rows[i].what, rows[i].bytes, STR(""), damaged);
}

/*
 * With each bit changed in turn: what zlib reads all libraries read, and what they read are the bytes
 * that were packed, for the checksum is right. (ISA-L takes codes of too few lengths, which zlib
 * refuses; they may well say the same.)
 */
TEST(inflate_agrees_about_every_changed_bit)
{
	struct out plain = sample_text(2000), got = {0};
	size_t n_read = 0, n_refused = 0;

	for (size_t i = 0; i < LENGTH(makers); i++) {
		struct out packed = {0};

		gzip_by(&packed, &makers[i], bytes_of(&plain));
		for (size_t bit = 16; bit < packed.n * 8; bit++) {
			struct err err;
			bool by_zlib;

			packed.p[bit / 8] ^= (char)(1 << bit % 8);
			by_zlib = unpacks_by("zlib", bytes_of(&packed), &got, &err);
			if (by_zlib)
				assert_str(bytes_of(&got), bytes_of(&plain));
			if (unpacks_by("isal", bytes_of(&packed), &got, &err))
				assert_str(bytes_of(&got), bytes_of(&plain));
			else
				assert_false(by_zlib);
			packed.p[bit / 8] ^= (char)(1 << bit % 8);
			n_read += by_zlib;
			n_refused += !by_zlib;
		}
		out_release(&packed);
	}
	assert_true(n_read != 0 && n_refused > n_read);
	out_release(&plain);
	out_release(&got);
}

/* What is read of a bomb, and what is given, stays below the limit and one read. */
static void assert_bounded(struct str packed, const struct inflate_format *by)
{
	static char buf[1 << 16];
	struct load_limits limits = {.max_size = 1 << 20};
	struct slow from = {.in = {slow_read, INPUT_NO_WAKE}, .left = packed, .each = 1024};
	struct inflate *f = inflate_open(&from.in, &limits, by);
	struct input *in = inflate_input(f);
	struct err err = {0};
	size_t n = 0, total = 0;

	while (in->read(in, buf, sizeof(buf), &n, &err) && n != 0)
		total += n;
	assert_says(&err, "larger than 1048576 bytes uncompressed; -max_size=SIZE allows more");
	assert_in_range(total, (1 << 20) - sizeof(buf), 1 << 20);
	assert_true(from.left.n > packed.n / 2);
	inflate_close(f);
}

TEST(inflate_stops_a_bomb)
{
	struct out member = {0}, packed = {0};
	char *zeros = calloc(1, 16 << 20);

	assert_non_null(zeros);
	gzip(&member, (struct str){zeros, 16 << 20});
	for (size_t i = 0; i < 10; i++)
		out_bytes(&packed, member.p, member.n);
	for (size_t i = 0; i < inflate_n_formats; i++)
		assert_bounded(bytes_of(&packed), &inflate_formats[i]);
	free(zeros);
	out_release(&member);
	out_release(&packed);
}

#ifdef HAVE_ZSTD

/* `bytes` as a frame with a checksum. */
static void zstd(struct out *to, struct str bytes, int level)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();
	size_t cap = ZSTD_compressBound(bytes.n), n;
	char *p = malloc(cap);

	assert_non_null(c);
	assert_non_null(p);
	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, level);
	n = ZSTD_compress2(c, p, cap, bytes.p, bytes.n);
	assert_false(ZSTD_isError(n));
	out_bytes(to, p, n);
	free(p);
	ZSTD_freeCCtx(c);
}

static const struct str skipped = S("\x5f\x2a\x4d\x18\x05\0\0\0hello");

TEST(inflate_reads_frames_of_zstd)
{
	static const size_t sizes[] = {0, 1, 100, 200000, 400000};

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		struct out plain = sample_text(sizes[i]), packed = {0}, all = {0};

		for (int level = 1; level < 20; level += 6) {
			out_bytes(&packed, skipped.p, skipped.n);
			zstd(&packed, bytes_of(&plain), level);
			zstd(&packed, STR(""), level);
			out_bytes(&all, plain.p, plain.n);
			assert_unpacks("frames", bytes_of(&packed), bytes_of(&all), "");
			out_bytes(&packed, skipped.p, skipped.n);
			assert_unpacks("and one to skip", bytes_of(&packed), bytes_of(&all), "");
		}
		out_release(&plain);
		out_release(&packed);
		out_release(&all);
	}
}

TEST(inflate_refuses_zstd_cut_off_anywhere)
{
	struct out plain = sample_text(300), packed = {0};

	zstd(&packed, bytes_of(&plain), 3);
	for (size_t n = 4; n < packed.n; n++)
		assert_unpacks("a part of a frame", str_sub(bytes_of(&packed), 0, n), STR(""),
			"the zstd data ends early; the file is cut off");
	out_release(&plain);
	out_release(&packed);
}

TEST(inflate_refuses_what_follows_the_last_frame)
{
	static const struct str tails[] = {S("x"), S("\0"), S("garbage"), S("\x28\xb5\x2f"),
		S("\x1f\x8b\x08\0\0\0\0\0\0\0")};

	for (size_t i = 0; i < LENGTH(tails); i++) {
		struct out packed = {0};

		zstd(&packed, STR("some text"), 3);
		out_bytes(&packed, tails[i].p, tails[i].n);
		assert_unpacks("a tail", bytes_of(&packed), STR(""),
			"bytes that are not zstd follow the end of the zstd data");
		out_release(&packed);
	}
}

TEST(inflate_says_why_a_frame_is_refused)
{
	static const struct {
		const char *what;
		struct str bytes;
		const char *says;
	} rows[] = {
		{"a window of a terabyte", S("\x28\xb5\x2f\xfd\x00\xf0\0\0\0\0\0\0\0\0\0\0"),
			"needs a window of more than 128 MiB; unpack it first: zstd -d --long=31"},
		{"a segment of 2^60 bytes",
			S("\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\0\0\0"),
			"needs a window of more than 128 MiB"},
		{"a dictionary", S("\x28\xb5\x2f\xfd\x01\x00\x05\0\0\0\0\0\0\0\0\0\0"),
			"needs a dictionary; unpack it first: zstd -d -D DICTIONARY FILE"},
		{"a block of the fourth kind", S("\x28\xb5\x2f\xfd\x00\x00\x07\0\0\0\0\0\0\0\0\0"),
			"the zstd data is damaged"},
	};
	struct out packed = {0};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_unpacks(rows[i].what, rows[i].bytes, STR(""), rows[i].says);
	zstd(&packed, STR("some text"), 3);
	packed.p[packed.n - 1] ^= 1;
	assert_unpacks("checksum", bytes_of(&packed), STR(""), "the zstd data is damaged");
	out_release(&packed);
}

TEST(inflate_stops_a_bomb_of_zstd)
{
	struct out packed = {0};
	char *zeros = calloc(1, 16 << 20);

	assert_non_null(zeros);
	for (size_t i = 0; i < 4; i++)
		zstd(&packed, (struct str){zeros, 16 << 20}, 3);
	assert_bounded(bytes_of(&packed), NULL);
	free(zeros);
	out_release(&packed);
}

#else

TEST(inflate_says_that_there_is_no_zstd)
{
	assert_unpacks("a frame", (struct str)S("\x28\xb5\x2f\xfd\x04\x00"), STR(""),
		"compressed with zstd, which this cprof is built without; unpack it first: zstd -d");
}

#endif

int test_profile_inflate(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(inflate_reads_every_kind_of_member),
		cmocka_unit_test(inflate_reads_members_of_nothing),
		cmocka_unit_test(inflate_passes_plain_bytes_on),
		cmocka_unit_test(inflate_refuses_what_is_cut_off_anywhere),
		cmocka_unit_test(inflate_refuses_what_follows_the_last_member),
		cmocka_unit_test(inflate_checks_header_and_trailer),
		cmocka_unit_test(inflate_refuses_damaged_blocks),
		cmocka_unit_test(inflate_agrees_about_every_changed_bit),
		cmocka_unit_test(inflate_stops_a_bomb),
#ifdef HAVE_ZSTD
		cmocka_unit_test(inflate_reads_frames_of_zstd),
		cmocka_unit_test(inflate_refuses_zstd_cut_off_anywhere),
		cmocka_unit_test(inflate_refuses_what_follows_the_last_frame),
		cmocka_unit_test(inflate_says_why_a_frame_is_refused),
		cmocka_unit_test(inflate_stops_a_bomb_of_zstd),
#else
		cmocka_unit_test(inflate_says_that_there_is_no_zstd),
#endif
	};

	return cmocka_run_group_tests_name("profile: inflate", tests, NULL, NULL);
}
