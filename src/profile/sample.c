/*
 * sample.c: samples, which are nearly all of a profile, straight into the builder's columns.
 */
#include "profile/wire.h"

/* The numbers of a Profile's field of samples, and of a Sample's field of location ids. */
enum { SAMPLE_FIELD = 2, IDS_FIELD = 1 };

static void append(struct builder *b, struct bytes *s)
{
	size_t n = (size_t)(s->end - s->p);

	b->packed.p = mem_grow(b->packed.p, &b->packed.cap, b->packed.n + n, 1);
	if (n != 0)
		memcpy(b->packed.p + b->packed.n, s->p, n);
	b->packed.n += n;
	s->p = s->end;
}

/*
 * Takes location ids of the sample at hand. Nearly always all are in one packed field: `only`. If there are
 * more, they are brought together in the builder.
 */
static bool take_ids(struct builder *b, struct bytes *only, struct field *f)
{
	if (f->wire == WIRE_BYTES && f->body.p != f->body.end && f->body.end[-1] >= 0x80)
		return false; /* the last varint would go on in the next field */
	if (f->wire == WIRE_BYTES && only->p == only->end && b->packed.n == 0) {
		*only = f->body;
		return true;
	}
	append(b, only);
	if (f->wire == WIRE_BYTES)
		append(b, &f->body);
	else
		builder_add_id(b, f->value);
	return f->wire == WIRE_BYTES || f->wire == WIRE_VARINT;
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

static bool take_value_field(struct builder *b, const struct field *f)
{
	if (f->wire == WIRE_BYTES)
		return take_values(b, f->body);
	if (b->given.n <= TYPES_MAX)
		*vec_add(&b->given) = (int64_t)f->value;
	return f->wire == WIRE_VARINT;
}

static bool take_label(struct builder *b, struct bytes s)
{
	enum { KEY = 1, TEXT, NUMBER, UNIT, FIELDS };
	uint64_t v[FIELDS] = {0};
	raw_str key, text, unit;
	struct label *l;

	if (!take_numbers(s, v, FIELDS))
		return false;
	if (!raw_string((int64_t)v[KEY], &key) || !raw_string((int64_t)v[TEXT], &text))
		return false;
	/* Like pprof, the unit of a text says nothing. */
	if (!raw_string((int64_t)v[UNIT], &unit) && text == 0)
		return false;
	if (text == 0 && v[NUMBER] == 0 && unit == 0)
		return true; /* like pprof, says nothing */
	l = vec_add(&b->labels);
	l->key = key & INT32_MAX;
	l->is_number = text == 0;
	l->text = text ? text : unit;
	l->number = text ? 0 : (int64_t)v[NUMBER];
	return true;
}

/*
 * Looks at what follows a sample. If that is another one, which is wholly there, its ids are made known, and
 * what the search for its stack will read is fetched meanwhile. `s` begins at `at` in the stream.
 */
static void look_ahead(struct builder *b, struct bytes s, uint64_t at)
{
	const unsigned char *begin = s.p;
	uint64_t tag, n = 0;

	b->ahead.at = 0;
	for (unsigned field = SAMPLE_FIELD; field >= IDS_FIELD; field--) {
		if (!varint(&s, &tag) || tag != (field << 3 | WIRE_BYTES) || !varint(&s, &n) ||
			n > (uint64_t)(s.end - s.p))
			return;
		s.end = s.p + n;
	}
	b->ahead.at = at + (uint64_t)(s.p - begin);
	b->ahead.n = (size_t)n;
	b->ahead.print = print_bytes(&b->stacks.seed, (struct str){(const char *)s.p, (size_t)n});
	prints_prefetch(&b->stacks.prints, &b->ahead.print);
}

/* Sets the stack of the sample at hand. Its ids begin at `at` in the stream. */
static bool set_stack(struct builder *b, struct bytes ids, uint64_t at,
	const struct packed_ids *known)
{
	struct str packed = {(const char *)ids.p, (size_t)(ids.end - ids.p)};
	bool same = at == known->at && packed.n == known->n;

	return builder_set_stack(b, packed, same ? &known->print : NULL);
}

bool sample_decode(struct builder *b, struct bytes s, const unsigned char *end, uint64_t at,
	struct err *err)
{
	const unsigned char *begin = s.p;
	struct packed_ids known = b->ahead;
	struct bytes only = {0};
	struct field f = {0};
	bool ok = true;

	if (!b->stacks.rarely)
		look_ahead(b, (struct bytes){s.end, end}, at + (uint64_t)(s.end - s.p));
	b->given.n = 0;
	while (ok && s.p < s.end) {
		ok = take_field(&s, &f);
		if (!ok)
			break;
		if (f.number == IDS_FIELD)
			ok = take_ids(b, &only, &f);
		else if (f.number == 2)
			ok = take_value_field(b, &f);
		else if (f.number == 3)
			ok = f.wire == WIRE_BYTES && take_label(b, f.body);
	}
	if (ok && only.p != only.end)
		ok = set_stack(b, only, at + (uint64_t)(only.p - begin), &known);
	if (!ok)
		return err_set(err, "damaged sample");
	return builder_add_sample(b, b->given.p, (uint32_t)b->given.n, err);
}
