/*
 * sample.c: samples, which are nearly all of a profile, straight into the builder's columns.
 */
#include "profile/wire.h"

/* Appends location ids, packed, to the stack column. */
static bool take_stack(struct builder *b, struct bytes s)
{
	uint32_t max = b->max_raw;
	size_t n = b->n_stack;

	/* Each id takes a byte at least. */
	builder_stack_room(b, (size_t)(s.end - s.p));
	while (s.p < s.end) {
		uint64_t id = *s.p;

		if (id < 0x80) {
			s.p++;
		} else if (s.end - s.p >= 2 && s.p[1] < 0x80) {
			id = (id & 0x7f) | (uint64_t)s.p[1] << 7;
			s.p += 2;
		} else if (!varint(&s, &id)) {
			return false;
		} else if (id > UINT16_MAX) {
			id = builder_raw_location(b, id);
			b->n_stack = n;
			builder_stack_widen(b);
		}
		if (id > max)
			max = (uint32_t)id;
		b->zero_id |= id == 0;
		loc_column_set(&b->stack, n++, (uint32_t)id);
	}
	b->max_raw = max;
	b->n_stack = n;
	return true;
}

/* Reads up to one value more than a sample may have, so that the sample can be refused for that. */
static bool take_values(struct builder *b, struct bytes s)
{
	size_t n = b->given.n, most = (size_t)(s.end - s.p);

	/* Each value takes a byte at least. */
	if (most > TYPES_MAX + 1 - n)
		most = TYPES_MAX + 1 - n;
	b->given.p = mem_grow(b->given.p, &b->given.cap, n + most, sizeof(*b->given.p));
	for (most += n; s.p < s.end && n < most; n++) {
		uint64_t v;

		if (!varint(&s, &v))
			return false;
		b->given.p[n] = (int64_t)v;
	}
	b->given.n = n;
	return true;
}

static bool take_label(struct builder *b, struct bytes s)
{
	int64_t v[5] = {0};
	struct field f = {0};
	raw_str key, text, unit;
	struct label *l;

	while (s.p < s.end) {
		if (!take_field(&s, &f))
			return false;
		if (f.number > 4)
			continue;
		if (f.wire != WIRE_VARINT)
			return false;
		v[f.number] = (int64_t)f.value;
	}
	if (!raw_string(v[1], &key) || !raw_string(v[2], &text))
		return false;
	/* Like pprof, the unit of a text says nothing. */
	if (!raw_string(v[4], &unit) && text == 0)
		return false;
	if (text == 0 && v[3] == 0 && unit == 0)
		return true; /* like pprof, says nothing */
	l = vec_add(&b->labels);
	l->key = key & INT32_MAX;
	l->is_number = text == 0;
	l->text = text ? text : unit;
	l->number = text ? 0 : v[3];
	return true;
}

/* A varint field as a packed array of one. */
static struct bytes one_varint(const struct field *f, unsigned char buf[10])
{
	uint64_t v = f->value;
	size_t n = 0;

	do {
		buf[n++] = (unsigned char)((v & 0x7f) | (v > 0x7f ? 0x80 : 0));
		v >>= 7;
	} while (v != 0);
	return (struct bytes){buf, buf + n};
}

bool sample_decode(struct builder *b, struct bytes s, struct err *err)
{
	unsigned char one[10];
	struct field f = {0};
	bool ok = true;

	b->given.n = 0;
	while (ok && s.p < s.end) {
		ok = take_field(&s, &f);
		if (ok && (f.number == 1 || f.number == 2)) {
			if (f.wire == WIRE_VARINT)
				f.body = one_varint(&f, one);
			ok = (f.wire == WIRE_VARINT || f.wire == WIRE_BYTES) &&
				(f.number == 1 ? take_stack(b, f.body) : take_values(b, f.body));
		} else if (ok && f.number == 3) {
			ok = f.wire == WIRE_BYTES && take_label(b, f.body);
		}
	}
	if (!ok)
		return err_set(err, "damaged sample");
	return builder_add_sample(b, b->given.p, (uint32_t)b->given.n, err);
}
