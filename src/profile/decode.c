/*
 * decode.c: reads profile.proto bytes into a builder, while they stream by.
 *
 * The message as a whole is never built: top-level records are walked as they inflate, in a window
 * that holds one record, and each is given to sample.c or messages.c.
 *
 * What is refused is what pprof refuses, and field number 0 and very large records besides.
 * A sample without values is refused at once, because no valid profile has one and a small bomb
 * could make very many.
 */
#include "profile/decode.h"

#include "base/array.h"
#include "base/interrupt.h"
#include "profile/wire.h"

/* Samples and strings may be long; the other messages unpack to some 40 times their size. */
#define RECORD_MAX ((uint64_t)64 << 20)
#define MESSAGE_MAX ((uint64_t)1 << 20)

struct decoder {
	struct builder *b;
	struct stream *in;
	struct messages messages;
	unsigned records; /* since the tables were last measured */
};

const char profile_is_empty[] = "the file is empty";
const char profile_unknown[] = "not a profile in a format that cprof reads";

static bool damaged(const struct decoder *d, struct err *err, const char *what)
{
	return err_set(err, "%s at byte %llu", what, (unsigned long long)d->in->offset);
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

enum {
	RECORDS_BETWEEN = 4096, /* that memory is looked at */
	VALUES_BETWEEN = 64,    /* so many values of each sample count as one record more */
	NAME_ROW = 32,          /* bytes of a string, beside its text */
	STACK_ROW = 24,         /* bytes of a stack, beside its ids */
};

static uint64_t memory_of(const struct builder *b)
{
	uint64_t n = b->arena->used;

	n += b->strings.n * sizeof(*b->strings.p) + (uint64_t)b->names.n * NAME_ROW +
		b->types.n * sizeof(*b->types.p) + b->mappings.n * sizeof(*b->mappings.p) +
		b->functions.n * sizeof(*b->functions.p) +
		b->locations.n * sizeof(*b->locations.p) + b->lines.n * sizeof(*b->lines.p) +
		b->comments.n * sizeof(*b->comments.p) + b->labels.n * sizeof(*b->labels.p);
	n += b->values.n_rows * (b->values.row_size + 8);
	n += (uint64_t)stacks_n(&b->stacks) * STACK_ROW;
	return n + b->stacks.n_locs * (b->stacks.locs.wide != NULL ? 4 : 2) + b->big.n * 24;
}

static bool check_memory(struct decoder *d, struct err *err)
{
	d->records += 1 + d->b->values.n / VALUES_BETWEEN;
	if (d->records < RECORDS_BETWEEN)
		return true;
	d->records = 0;
	if (interrupted())
		return err_set(err, "stopped");
	return memory_of(d->b) <= stream_memory_limit(d->in) ||
		err_set(err, "%s", stream_memory_refused);
}

static struct bytes at_hand(const struct decoder *d)
{
	const unsigned char *p = (const unsigned char *)d->in->p;

	return (struct bytes){p, p + d->in->n};
}

/* Reads past n bytes without holding them. */
static bool skip(struct decoder *d, uint64_t n, struct err *err)
{
	while (n != 0) {
		size_t have;

		if (!stream_fill(d->in, 1, err))
			return false;
		have = d->in->n;
		if (have == 0)
			return damaged(d, err, "the profile is cut off");
		if (have > n)
			have = (size_t)n;
		stream_take(d->in, have);
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
			(unsigned long long)d->in->offset);
	if (!stream_fill(d->in, (size_t)n, err))
		return false;
	if (d->in->n < n)
		return damaged(d, err, "the profile is cut off");
	body = at_hand(d);
	body.end = body.p + n;
	if (field == SAMPLE && !sample_decode(d->b, body, body.p + d->in->n, d->in->offset, err))
		return err_wrap(err, "byte %llu", (unsigned long long)d->in->offset);
	if (field != SAMPLE && !message_decode(&d->messages, d->b, field, body))
		return err_set(err, "byte %llu: damaged %s", (unsigned long long)d->in->offset,
			top_fields[field].name);
	stream_take(d->in, (size_t)n);
	return true;
}

/* Reads one field of the Profile message. */
static bool top_field(struct decoder *d, struct err *err)
{
	struct bytes s;
	struct field f = {0};
	uint64_t tag, n = 0;

	if (!stream_fill(d->in, 20, err))
		return false;
	s = at_hand(d);
	if (!varint(&s, &tag) || tag >> 3 == 0)
		return damaged(d, err, "the profile is damaged or cut off");
	f.number = tag >> 3 < UINT32_MAX ? (uint32_t)(tag >> 3) : UINT32_MAX;
	f.wire = (enum wire)(tag & 7);
	if ((f.wire == WIRE_VARINT && !varint(&s, &f.value)) ||
		(f.wire == WIRE_BYTES && !varint(&s, &n)))
		return damaged(d, err, "the profile is damaged or cut off");
	stream_take(d->in, (size_t)(s.p - (const unsigned char *)d->in->p));
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
		if (!stream_fill(d->in, 1, err))
			return false;
		if (d->in->n == 0)
			break;
		if (!top_field(d, err) || !check_memory(d, err))
			return false;
	}
	if (d->in->offset == 0)
		return err_set(err, "%s", profile_is_empty);
	if (d->b->types.n + d->b->strings.n + d->b->values.n_rows == 0)
		return err_set(err, "%s", profile_unknown);
	return true;
}

bool profile_decode(struct builder *b, struct stream *s, struct err *err)
{
	struct decoder d = {.b = b, .in = s};
	bool ok = decode(&d, err);

	messages_release(&d.messages);
	return ok;
}
