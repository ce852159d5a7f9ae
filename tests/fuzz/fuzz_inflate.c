/*
 * fuzz_inflate.c: compressed files of any bytes, inflated by each library that cprof is built with.
 *
 * In: a byte, then a file. The byte's lowest bit: what follows is deflate data alone, and gets a
 * header and, if zlib inflates it, a trailer that is right. The others: how many bytes are read and
 * given at a time.
 *
 * ISA-L takes Huffman codes with too few lengths, which zlib refuses, and may find damage where zlib
 * still waits for more. But for that, both give the same bytes and the same errors.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/input.h"
#include "broken.h"
#include "profile/inflate.h"
#include "profile/profile-internal.h"

enum { BARE = 1, MOST = 1 << 20, QUICK = 1 << 16 }; /* the latter two: bytes that are inflated */

/* What a library made of a file. */
struct unpacked {
	bool ok;
	struct err err;
	struct out bytes;
};

/* An input that gives a few bytes at a time. */
struct slow {
	struct input in;
	struct str left;
	size_t each;
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
	return true;
}

/* Bytes at a time; three bits choose. */
static size_t pace(unsigned choice)
{
	static const size_t paces[] = {MOST, 1, 2, 7, 64, 300, 5000, 70000};

	return paces[choice & 7];
}

static void unpack(struct str file, const struct inflate_format *by, unsigned choice,
	struct unpacked *u)
{
	static char buf[MOST];
	struct load_limits limits = {.max_size = fuzz_is_thorough ? MOST : QUICK};
	struct slow from = {.in = {slow_read, INPUT_NO_WAKE},
		.left = file,
		.each = pace(choice >> 1)};
	struct inflate *f = inflate_open(&from.in, &limits, by);
	struct input *in = inflate_input(f);
	size_t n = 0;

	*u = (struct unpacked){0};
	while ((u->ok = in->read(in, buf, pace(choice >> 4), &n, &u->err)) && n != 0)
		out_bytes(&u->bytes, buf, n);
	fuzz_check_err(u->ok, &u->err);
	inflate_close(f);
}

/* Appends a gzip member of deflate data, with the trailer that zlib computes. */
static void wrap(struct str data, struct out *file)
{
	static unsigned char buf[MOST];
	z_stream z = {.next_in = (unsigned char *)(uintptr_t)data.p,
		.avail_in = (uInt)data.n,
		.next_out = buf,
		.avail_out = sizeof(buf)};
	uint32_t trailer[2] = {0};

	out_bytes(file, "\x1f\x8b\x08\0\0\0\0\0\0\0", 10);
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		abort();
	if (inflate(&z, Z_FINISH) == Z_STREAM_END) {
		data.n -= z.avail_in;
		trailer[0] = (uint32_t)crc32(0, buf, (uInt)z.total_out);
		trailer[1] = (uint32_t)z.total_out;
	}
	inflateEnd(&z);
	out_bytes(file, data.p, data.n);
	for (size_t i = 0; i < 8; i++)
		out_bytes(file, &(char){(char)(trailer[i / 4] >> 8 * (i % 4))}, 1);
}

/* True when zlib refuses a code of the file for its lengths; then ISA-L may go on. */
static bool has_odd_code(struct str file)
{
	static unsigned char buf[4096];
	z_stream z = {.next_in = (unsigned char *)(uintptr_t)file.p, .avail_in = (uInt)file.n};
	bool odd = false;
	int rc = Z_OK;

	if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		abort();
	do {
		z.next_out = buf;
		z.avail_out = sizeof(buf);
		rc = inflate(&z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END && z.avail_in != 0)
			rc = inflateReset(&z);
	} while (rc == Z_OK && z.total_out <= MOST);
	if (rc == Z_DATA_ERROR && z.msg != NULL)
		odd = strcmp(z.msg, "invalid code lengths set") == 0 ||
			strcmp(z.msg, "invalid literal/lengths set") == 0 ||
			strcmp(z.msg, "invalid distances set") == 0;
	inflateEnd(&z);
	return odd;
}

static void compare(struct str file, const struct unpacked *zlib, const struct unpacked *other)
{
	bool same_bytes = zlib->bytes.n == other->bytes.n &&
		(zlib->bytes.n == 0 || memcmp(zlib->bytes.p, other->bytes.p, zlib->bytes.n) == 0);
	bool same_text = strcmp(zlib->err.text, other->err.text) == 0;
	/* The other looks ahead: it may see damage before the end, or a limit, is reached. */
	bool sooner = strstr(other->err.text, "damaged") != NULL;
	char detail[300];

	if (zlib->ok ? other->ok && same_bytes : same_text || sooner || has_odd_code(file))
		return;
	snprintf(detail, sizeof(detail), "%zu bytes and \"%.100s\", by zlib %zu and \"%.100s\"",
		other->bytes.n, other->err.text, zlib->bytes.n, zlib->err.text);
	fuzz_broken("every library inflates the same", detail);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str file = {(const char *)data + 1, size - 1};
	struct out wrapped = {0};
	struct unpacked zlib = {0};
	size_t i = 0;

	if (size == 0)
		return 0;
	if (data[0] & BARE) {
		wrap(file, &wrapped);
		file = (struct str){wrapped.p, wrapped.n};
	}
	while (inflate_formats[i].deflate != &inflate_zlib)
		i++;
	unpack(file, &inflate_formats[i], data[0], &zlib);
	for (i = 0; i < inflate_n_formats; i++) {
		struct unpacked other;

		unpack(file, &inflate_formats[i], data[0], &other);
		compare(file, &zlib, &other);
		out_release(&other.bytes);
	}
	out_release(&zlib.bytes);
	out_release(&wrapped);
	return 0;
}
