/*
 * decode.c: profile.proto bytes into a builder, while they stream by.
 *
 * In: an input, compressed or not. Out: the builder's columns. The message as a whole is never
 * built: top-level records are walked as they inflate, in a window that holds one record, and each
 * is given to sample.c or messages.c.
 *
 * Files of the formats that came before it are told by their first bytes, and given as a whole to
 * import/reader.c.
 *
 * What is refused is what pprof refuses, and field number 0 and very large records besides.
 * A sample without values is refused at once, because no valid profile has one and a small bomb
 * could make very many.
 */
#include <stdlib.h>

#include "base/ahead.h"
#include "base/array.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "import/reader.h"
#include "profile/internal.h"
#include "profile/wire.h"

enum {
	WINDOW = 256 * 1024,
	HEAD = LEGACY_HEAD, /* bytes kept to tell what a file is that is no profile.proto; < WINDOW */
};

/* Samples and strings may be long; the other messages unpack to some 40 times their size. */
#define RECORD_MAX ((uint64_t)64 << 20)
#define MESSAGE_MAX ((uint64_t)1 << 20)

struct decoder {
	struct builder *b;
	struct input *in;
	struct messages messages;
	unsigned char *buf; /* bytes at..n of it are still to be read */
	size_t at, n, cap;
	uint64_t offset; /* of buf[0] in the stream */
	bool end;        /* the input has no more */
	bool unreadable; /* reading failed, not decoding */
	const struct gunzip *gunzip;
	bool budgeted;    /* the tables may not outgrow the input beyond measure */
	unsigned records; /* since the tables were last measured */
	char head[HEAD];
	size_t n_head;
};

static bool damaged(const struct decoder *d, struct err *err, const char *what)
{
	return err_set(err, "%s at byte %llu", what, (unsigned long long)(d->offset + d->at));
}

/* Makes at least `want` bytes available behind d->at, or all there are. */
static bool fill(struct decoder *d, size_t want, struct err *err)
{
	if (d->n - d->at >= want || d->end)
		return true;
	if (d->at != 0)
		memmove(d->buf, d->buf + d->at, d->n - d->at);
	d->offset += d->at;
	d->n -= d->at;
	d->at = 0;
	while (d->n < want && !d->end) {
		size_t got = 0;

		/* The window grows with what really comes, not with what a length claims. */
		if (d->n == d->cap)
			d->buf = mem_grow(d->buf, &d->cap, d->cap + 1, 1);
		if (!d->in->read(d->in, d->buf + d->n, d->cap - d->n, &got, err)) {
			d->unreadable = true;
			return false;
		}
		if (d->n < HEAD && d->offset == 0) {
			size_t n = d->n + got < HEAD ? d->n + got : HEAD;

			memcpy(d->head + d->n_head, d->buf + d->n_head, n - d->n_head);
			d->n_head = n;
		}
		d->end = got == 0;
		d->n += got;
	}
	return true;
}

/* The fields that are one number. */
static bool take_number(struct decoder *d, const struct field *f, struct err *err)
{
	struct builder *b = d->b;
	int64_t v = (int64_t)f->value;

	switch (f->number) {
	case 7:
		return raw_string(v, &b->drop_frames) || damaged(d, err, "bad drop_frames");
	case 8:
		return raw_string(v, &b->keep_frames) || damaged(d, err, "bad keep_frames");
	case 9:
		if (b->time_nanos != 0)
			return err_set(err,
				"two profiles, one behind the other; give them as two files");
		b->time_nanos = v;
		return true;
	case 10:
		b->duration_nanos = v;
		return true;
	case 12:
		b->period = v;
		return true;
	case 14:
		return raw_string(v, &b->default_type) ||
			damaged(d, err, "bad default_sample_type");
	case 15:
		return raw_string(v, &b->doc_url) || damaged(d, err, "bad doc_url");
	default:
		return true;
	}
}

/* What each field of a Profile is made of. */
static const struct {
	const char *name;
	enum wire wire;
	uint64_t max; /* bytes of one */
} top_fields[] = {
	[1] = {"sample type", WIRE_BYTES, MESSAGE_MAX},
	[2] = {"sample", WIRE_BYTES, RECORD_MAX},
	[3] = {"mapping", WIRE_BYTES, MESSAGE_MAX},
	[4] = {"location", WIRE_BYTES, MESSAGE_MAX},
	[5] = {"function", WIRE_BYTES, MESSAGE_MAX},
	[6] = {"string", WIRE_BYTES, RECORD_MAX},
	[7] = {"drop_frames", WIRE_VARINT},
	[8] = {"keep_frames", WIRE_VARINT},
	[9] = {"time_nanos", WIRE_VARINT},
	[10] = {"duration_nanos", WIRE_VARINT},
	[11] = {"period type", WIRE_BYTES, MESSAGE_MAX},
	[12] = {"period", WIRE_VARINT},
	[13] = {"comment", WIRE_BYTES, RECORD_MAX}, /* or WIRE_VARINT */
	[14] = {"default_sample_type", WIRE_VARINT},
	[15] = {"doc_url", WIRE_VARINT},
};

enum { TOP_FIELDS = ARRAY_LEN(top_fields), SAMPLE = 2, COMMENT = 13 };

/*
 * Small records make large rows, and deflate makes small files of many records alike: a few
 * megabytes could fill the memory. Real profiles take 2 to 20 times their compressed size. What comes
 * without an end, as from a pipe, is bounded as well: real ones take some hundred megabytes.
 */
#define MEMORY_FREE ((uint64_t)96 << 20)
#define MEMORY_MOST ((uint64_t)2 << 30)
enum {
	MEMORY_EACH = 20,
	RECORDS_BETWEEN = 4096,
	VALUES_BETWEEN = 64, /* so many values of each sample count as one record more */
};

static uint64_t memory_of(const struct builder *b)
{
	uint64_t n = b->arena->used;

	n += b->strings.n * sizeof(*b->strings.p) + b->types.n * sizeof(*b->types.p) +
		b->mappings.n * sizeof(*b->mappings.p) + b->functions.n * sizeof(*b->functions.p) +
		b->locations.n * sizeof(*b->locations.p) + b->lines.n * sizeof(*b->lines.p) +
		b->comments.n * sizeof(*b->comments.p) + b->labels.n * sizeof(*b->labels.p);
	n += b->n_samples * (8 * (uint64_t)b->n_values + 8);
	return n + b->n_stack * (b->stack.wide != NULL ? 4 : 2) + b->big.n * 24;
}

const char memory_refused[] =
	"takes more memory than real profiles of its size do, or more than 2 GiB; "
	"-max_size=SIZE reads it all the same";

/* What the tables may take by what was read so far. */
static uint64_t memory_limit(const struct decoder *d)
{
	uint64_t by_size = MEMORY_FREE + MEMORY_EACH * gunzip_total_in(d->gunzip);

	if (!d->budgeted)
		return UINT64_MAX;
	return by_size < MEMORY_MOST ? by_size : MEMORY_MOST;
}

static bool check_memory(struct decoder *d, struct err *err)
{
	d->records += 1 + d->b->n_values / VALUES_BETWEEN;
	if (d->records < RECORDS_BETWEEN)
		return true;
	d->records = 0;
	if (interrupted())
		return err_set(err, "stopped");
	return memory_of(d->b) <= memory_limit(d) || err_set(err, "%s", memory_refused);
}

/* Reads past n bytes without holding them. */
static bool skip(struct decoder *d, uint64_t n, struct err *err)
{
	while (n != 0) {
		size_t have;

		if (!fill(d, 1, err))
			return false;
		have = d->n - d->at;
		if (have == 0)
			return damaged(d, err, "the profile is cut off");
		if (have > n)
			have = (size_t)n;
		d->at += have;
		n -= have;
	}
	return true;
}

/* Reads a record of n bytes. */
static bool record(struct decoder *d, uint32_t field, uint64_t n, struct err *err)
{
	bool known = field < TOP_FIELDS;
	struct bytes body;

	if (!known)
		return skip(d, n, err);
	if (top_fields[field].wire != WIRE_BYTES)
		return damaged(d, err, "the profile is damaged: a field of the wrong type");
	if (n > top_fields[field].max)
		return err_set(err, "a %s of %llu bytes at byte %llu is too large",
			top_fields[field].name, (unsigned long long)n,
			(unsigned long long)(d->offset + d->at));
	if (!fill(d, (size_t)n, err))
		return false;
	if (d->n - d->at < n)
		return damaged(d, err, "the profile is cut off");
	body = (struct bytes){d->buf + d->at, d->buf + d->at + n};
	if (field == SAMPLE && !sample_decode(d->b, body, err))
		return err_wrap(err, "byte %llu", (unsigned long long)(d->offset + d->at));
	if (field != SAMPLE && !message_decode(&d->messages, d->b, field, body))
		return err_set(err, "byte %llu: damaged %s",
			(unsigned long long)(d->offset + d->at), top_fields[field].name);
	d->at += (size_t)n;
	return true;
}

/* Reads one field of the Profile message. */
static bool top_field(struct decoder *d, struct err *err)
{
	struct bytes s;
	struct field f = {0};
	uint64_t tag, n = 0;

	if (!fill(d, 20, err))
		return false;
	s = (struct bytes){d->buf + d->at, d->buf + d->n};
	if (!varint(&s, &tag) || tag >> 3 == 0)
		return damaged(d, err, "the profile is damaged or cut off");
	f.number = tag >> 3 < UINT32_MAX ? (uint32_t)(tag >> 3) : UINT32_MAX;
	f.wire = (enum wire)(tag & 7);
	if ((f.wire == WIRE_VARINT && !varint(&s, &f.value)) ||
		(f.wire == WIRE_BYTES && !varint(&s, &n)))
		return damaged(d, err, "the profile is damaged or cut off");
	d->at = (size_t)(s.p - d->buf);
	switch (f.wire) {
	case WIRE_BYTES:
		return record(d, f.number, n, err);
	case WIRE_VARINT:
		if (f.number == COMMENT)
			return raw_string((int64_t)f.value, vec_add(&d->b->comments)) ||
				damaged(d, err, "bad comment");
		if (f.number < TOP_FIELDS && top_fields[f.number].wire != WIRE_VARINT)
			return damaged(d, err, "the profile is damaged: a field of the wrong type");
		return take_number(d, &f, err);
	case WIRE_64:
	case WIRE_32:
		if (f.number < TOP_FIELDS)
			return damaged(d, err, "the profile is damaged: a field of the wrong type");
		return skip(d, f.wire == WIRE_64 ? 8 : 4, err);
	default:
		return damaged(d, err, "the profile is damaged or cut off");
	}
}

static bool decode(struct decoder *d, struct err *err)
{
	for (;;) {
		if (!fill(d, 1, err))
			return false;
		if (d->at == d->n)
			break;
		if (!top_field(d, err) || !check_memory(d, err))
			return false;
	}
	if (d->offset + d->n == 0)
		return err_set(err, "the file is empty");
	if (d->b->types.n + d->b->strings.n + d->b->n_samples == 0)
		return err_set(err, "%s", not_a_profile);
	return true;
}

/* Says what the file seems to be, when it is something known, instead of where it does not parse. */
static void explain(const struct decoder *d, struct err *err)
{
	if (!d->unreadable)
		sniff((struct str){d->head, d->n_head}, err);
}

/* Reads a file of an old format, all of it at once. */
static bool decode_legacy(struct decoder *d, const struct load_limits *limits, struct err *err)
{
	bool found;

	while (!d->end) {
		if (!fill(d, d->n + 1, err))
			return false;
		if (d->n > memory_limit(d))
			return err_set(err, "%s", memory_refused);
	}
	if (legacy_decode(d->b, (struct str){(const char *)d->buf, d->n}, limits, memory_limit(d),
		    &found, err))
		return true;
	if (!found) {
		err_set(err, "%s", not_a_profile);
		explain(d, err);
	}
	return false;
}

/* Reads the profile, whatever its format. */
static bool decode_any(struct decoder *d, const struct load_limits *limits, struct err *err)
{
	if (!fill(d, HEAD, err))
		return false;
	if (legacy_claims((struct str){d->head, d->n_head}))
		return decode_legacy(d, limits, err);
	if (decode(d, err))
		return true;
	explain(d, err);
	return false;
}

bool profile_decode(struct builder *b, struct input *in, const struct load_limits *limits,
	struct err *err)
{
	struct gunzip *z = gunzip_open(in, limits);
	struct ahead *ahead = ahead_open(gunzip_input(z));
	struct decoder *d = mem_zeroed(1, sizeof(*d));
	struct err why = {0};
	bool ok;

	d->b = b;
	d->in = ahead_input(ahead);
	d->gunzip = z;
	d->budgeted = limits->max_size == 0;
	d->buf = mem_grow(NULL, &d->cap, WINDOW, 1);
	ok = decode_any(d, limits, &why);
	if (!ok)
		*err = why;
	messages_release(&d->messages);
	free(d->buf);
	free(d);
	ahead_close(ahead);
	gunzip_close(z);
	return ok;
}
