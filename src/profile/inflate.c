/*
 * inflate.c: inflates a compressed profile while it is read.
 *
 * In: an input, compressed or plain; the first four bytes tell which. Out: an input of the plain
 * bytes. Bytes behind the last member that are no member are an error, and so are members that end
 * early or fail their checksum. The uncompressed size is counted and limited here, before any of it
 * is stored.
 */
#include "profile/inflate.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/mem.h"
#include "profile/profile-internal.h"

enum { MAGIC = 4 }; /* so many bytes tell a format */

/* The uncompressed size allowed unless a flag says otherwise. */
#define INFLATE_MAX ((uint64_t)4 << 30)

/* Opening a library takes as long as inflating so many bytes with zlib. */
enum { WORTH_ISAL = 32 * 1024 };

const struct inflate_format inflate_formats[] = {
#ifdef HAVE_ISAL
	{"gzip", "isal", 0xffff, 0x8b1f, &inflate_gzip, &inflate_isal, WORTH_ISAL},
#endif
	{"gzip", "zlib", 0xffff, 0x8b1f, &inflate_gzip, &inflate_zlib, 0},
	{"zstd", "zstd", 0xffffffff, 0xfd2fb528, &inflate_zstd, NULL, 0},
	{"zstd", "zstd", 0xfffffff0, 0x184d2a50, &inflate_zstd, NULL, 0}, /* a frame to skip */
};

const size_t inflate_n_formats = ARRAY_LEN(inflate_formats);

struct inflate {
	struct input in;                     /* what the caller reads */
	const struct inflate_format *chosen; /* by the caller, or NULL */
	const struct inflate_format *format; /* NULL: plain */
	void *state;                         /* of the format's reader */
	bool started, member, end;           /* member: within one */
	uint64_t max, total_out;
	struct packed packed;
};

bool inflate_fill(struct packed *in, size_t want, struct err *err)
{
	unsigned char *to = in->buf + PACKED_BEHIND;

	if (in->n >= want)
		return true;
	if (in->p != to && in->p != NULL) {
		size_t before = (size_t)(in->p - in->buf);
		size_t behind = before < PACKED_BEHIND ? before : PACKED_BEHIND;

		memmove(to - behind, in->p - behind, behind + in->n);
	}
	in->p = to;
	while (in->n < want) {
		size_t n = 0;

		if (!in->from->read(in->from, to + in->n, PACKED_BUF - in->n, &n, err))
			return false;
		if (n == 0)
			break;
		in->n += n;
		in->total_in += n;
	}
	return true;
}

static bool cut_off(const char *name, struct err *err)
{
	return err_set(err, "the %s data ends early; the file is cut off", name);
}

bool inflate_damaged(const char *name, struct err *err)
{
	return err_set(err, "the %s data is damaged", name);
}

bool inflate_take(struct packed *in, const char *name, unsigned char *c, struct err *err)
{
	if (!inflate_fill(in, 1, err))
		return false;
	if (in->n == 0)
		return cut_off(name, err);
	*c = *in->p++;
	in->n--;
	return true;
}

/* True when a member of the format begins with the bytes at hand. */
static bool begins(const struct inflate_format *format, const struct packed *in)
{
	uint32_t magic = 0;

	for (size_t i = 0; i < MAGIC && i < in->n; i++)
		magic |= (uint32_t)in->p[i] << 8 * i;
	return (magic & format->mask) == format->magic;
}

/* The first row whose member begins with the bytes at hand; NULL: none. */
static const struct inflate_format *recognize(const struct packed *in)
{
	for (size_t i = 0; i < inflate_n_formats; i++)
		if (begins(&inflate_formats[i], in))
			return &inflate_formats[i];
	return NULL;
}

/* Opens the library that is chosen, or the first that is worth it and can be had. */
static bool open_library(struct inflate *f, struct err *err)
{
	struct err why = {0};

	for (size_t i = 0; i < inflate_n_formats; i++) {
		const struct inflate_format *format = &inflate_formats[i];

		if (!begins(format, &f->packed) ||
			(f->chosen != NULL ? f->chosen != format : f->packed.n < format->least))
			continue;
		f->state = format->reader->open(format->deflate, &why);
		if (f->state != NULL) {
			f->format = format;
			return true;
		}
	}
	*err = why;
	return false;
}

/* Decides what the file is. */
static bool start(struct inflate *f, struct err *err)
{
	const struct inflate_format *first;

	if (!inflate_fill(&f->packed, MAGIC, err))
		return false;
	first = recognize(&f->packed);
	if (f->chosen != NULL && !begins(f->chosen, &f->packed))
		f->chosen = NULL;
	f->started = first == NULL ||
		(inflate_fill(&f->packed, first->least, err) && open_library(f, err));
	return f->started;
}

static bool too_large(struct inflate *f, struct err *err)
{
	if (f->total_out > f->max)
		return err_set(err,
			"larger than %llu bytes uncompressed; -max_size=SIZE allows more",
			(unsigned long long)f->max);
	return true;
}

static bool read_plain(struct packed *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	if (in->n != 0) {
		*n = cap < in->n ? cap : in->n;
		memcpy(buf, in->p, *n);
		in->p += *n;
		in->n -= *n;
		return true;
	}
	if (!in->from->read(in->from, buf, cap, n, err))
		return false;
	in->total_in += *n;
	return true;
}

/* Begins the next member if there is one; what else follows is refused. */
static bool next_member(struct inflate *f, struct err *err)
{
	const struct inflate_format *format;
	const char *name = f->format->name;

	if (!inflate_fill(&f->packed, MAGIC, err))
		return false;
	f->end = f->packed.n == 0;
	if (f->end)
		return true;
	format = recognize(&f->packed);
	if (format == NULL || format->reader != f->format->reader)
		return err_set(err, "bytes that are not %s follow the end of the %s data", name,
			name);
	f->member = f->format->reader->begin(f->state, &f->packed, err);
	return f->member;
}

/* Inflates until `out` is full or the file ends. */
static bool inflate_some(struct inflate *f, struct room *out, struct err *err)
{
	while (out->n != 0 && !f->end) {
		enum inflate_step step;

		if (!f->member) {
			if (!next_member(f, err))
				return false;
			continue;
		}
		step = f->format->reader->step(f->state, &f->packed, out, err);
		if (step == INFLATE_FAILED)
			return false;
		f->member = step != INFLATE_END;
		if (f->member && out->n != 0) {
			if (!inflate_fill(&f->packed, 1, err))
				return false;
			if (f->packed.n == 0)
				return cut_off(f->format->name, err);
		}
	}
	return true;
}

static bool inflate_read(struct input *in, void *buf, size_t cap, size_t *n, struct err *err)
{
	struct inflate *f = (struct inflate *)in;
	struct room out = {buf, cap};
	size_t got = 0;

	f->packed.from->wake = in->wake;
	if (!f->started && !start(f, err))
		return false;
	if (f->format == NULL) {
		if (!read_plain(&f->packed, buf, cap, &got, err))
			return false;
	} else {
		if (!inflate_some(f, &out, err))
			return false;
		got = cap - out.n;
	}
	f->total_out += got;
	*n = got;
	return too_large(f, err);
}

struct inflate *inflate_open(struct input *in, const struct load_limits *limits,
	const struct inflate_format *by)
{
	struct inflate *f = malloc(sizeof(*f));

	if (f == NULL)
		mem_exhausted();
	memset(f, 0, offsetof(struct inflate, packed.buf));
	f->in = (struct input){inflate_read, INPUT_NO_WAKE};
	f->packed.from = in;
	f->chosen = by;
	f->max = limits->max_size ? limits->max_size : INFLATE_MAX;
	return f;
}

struct input *inflate_input(struct inflate *f)
{
	return &f->in;
}

uint64_t inflate_total_in(const struct inflate *f)
{
	return f->packed.total_in;
}

void inflate_close(struct inflate *f)
{
	if (f == NULL)
		return;
	if (f->state != NULL)
		f->format->reader->close(f->state);
	free(f);
}
