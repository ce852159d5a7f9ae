/*
 * signature.c: tells a profile.proto by its first bytes, whole or cut off.
 */
#include "base/array.h"
#include "profile/decode.h"
#include "profile/wire.h"

/*
 * For each field of a Profile that is a message: which fields that has, as bits, and their wire
 * types.
 */
static const struct {
	uint32_t varints, bytes; /* packed numbers are both */
} messages[] = {
	[1] = {0x6, 0},
	[2] = {0x6, 0xe},
	[3] = {0x7fe, 0},
	[4] = {0x2e, 0x10},
	[5] = {0x3e, 0},
	[11] = {0x6, 0},
};

enum { MESSAGES = ARRAY_LEN(messages), STRING = 6 };

/* True when a message, as far as it is there, has such fields. */
static bool looks_like(uint32_t message, struct bytes s, bool whole)
{
	struct field f = {0};
	bool any = false;

	while (s.p < s.end) {
		uint32_t bit;

		if (!take_field(&s, &f))
			return any && !whole;
		bit = f.number < 32 ? (uint32_t)1 << f.number : 0;
		if ((f.wire != WIRE_VARINT || (messages[message].varints & bit) == 0) &&
			(f.wire != WIRE_BYTES || (messages[message].bytes & bit) == 0))
			return false;
		any = true;
	}
	return any || whole;
}

/* What tells is the first message, or the first string, which is empty. */
bool profile_looks_like(struct str head)
{
	static const uint32_t numbers = 0xf780; /* the fields that are numbers, as bits */
	struct bytes s = {(const unsigned char *)head.p, (const unsigned char *)head.p + head.n};

	while (s.p < s.end) {
		struct bytes before = s;
		struct field f = {0};
		uint64_t tag = 0, n = 0;
		bool whole = take_field(&s, &f);

		if (!whole) {
			/* Its beginning may be there. */
			if (!varint(&before, &tag) || !varint(&before, &n) || tag >> 3 >= MESSAGES)
				return false;
			f = (struct field){(uint32_t)(tag >> 3), (enum wire)(tag & 7), 0, before};
		}
		if (f.number < MESSAGES && messages[f.number].varints != 0)
			return f.wire == WIRE_BYTES && looks_like(f.number, f.body, whole);
		if (f.number == STRING)
			return whole && f.wire == WIRE_BYTES && f.body.p == f.body.end;
		if (!whole || f.wire != WIRE_VARINT || f.number >= 32 ||
			(numbers >> f.number & 1) == 0)
			return false;
	}
	return false;
}
