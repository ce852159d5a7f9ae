/*
 * protobuf.h: the bytes of protocol buffers, read field by field and written.
 *
 * The encoding is described at https://protobuf.dev/programming-guides/encoding.
 */
#ifndef CPROF_BASE_PROTOBUF_H
#define CPROF_BASE_PROTOBUF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "base/str.h"

enum wire { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

/* A record's bytes. */
struct bytes {
	const unsigned char *p, *end;
};

/* Takes a varint off the front of s. False when it is cut off or longer than ten bytes. */
static inline bool varint(struct bytes *s, uint64_t *v)
{
	uint64_t r = 0;

	/* Most are short. */
	if (s->p != s->end && *s->p < 0x80) {
		*v = *s->p++;
		return true;
	}
	for (unsigned shift = 0; shift < 70; shift += 7) {
		unsigned char c;

		if (s->p == s->end)
			return false;
		c = *s->p++;
		r |= (uint64_t)(c & 0x7f) << (shift & 63);
		if (c < 0x80) {
			*v = r;
			return true;
		}
	}
	return false;
}

struct field {
	uint32_t number; /* UINT32_MAX: larger than that of any message we know, or equal */
	enum wire wire;
	uint64_t value;    /* of WIRE_VARINT */
	struct bytes body; /* of all others */
};

/* Takes one field of a message that is wholly there off the front of s. */
static inline bool take_field(struct bytes *s, struct field *f)
{
	uint64_t tag, n = 0;

	if (!varint(s, &tag) || tag >> 3 == 0)
		return false;
	f->number = tag >> 3 < UINT32_MAX ? (uint32_t)(tag >> 3) : UINT32_MAX;
	f->wire = (enum wire)(tag & 7);
	switch (f->wire) {
	case WIRE_VARINT:
		return varint(s, &f->value);
	case WIRE_BYTES:
		if (!varint(s, &n))
			return false;
		break;
	case WIRE_64:
		n = 8;
		break;
	case WIRE_32:
		n = 4;
		break;
	default:
		return false;
	}
	if (n > (uint64_t)(s->end - s->p))
		return false;
	f->body = (struct bytes){s->p, s->p + n};
	s->p += n;
	return true;
}

/*
 * Takes a message whose fields below n are numbers: v[field] is set to the last one that is there. Other fields are
 * skipped. False when the bytes are no such message.
 */
static inline bool take_numbers(struct bytes s, uint64_t *v, uint32_t n)
{
	struct field f = {0};

	while (s.p < s.end) {
		if (!take_field(&s, &f))
			return false;
		if (f.number >= n)
			continue;
		if (f.wire != WIRE_VARINT)
			return false;
		v[f.number] = f.value;
	}
	return true;
}

/* Append a field to a message: a number, and a string or a message. */
void protobuf_put_number(struct out *o, uint32_t field, uint64_t v);
void protobuf_put_bytes(struct out *o, uint32_t field, struct str s);

#endif
