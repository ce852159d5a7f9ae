/*
 * decode.c: profile.proto bytes into a builder, while they stream by.
 *
 * In: an input, compressed or not. Out: the builder's columns. The message as a whole is never
 * built: top-level records are walked as they inflate, in a window that holds one record; small
 * messages are unpacked by the generated code into scratch memory; samples, which are nearly all of
 * a profile, are decoded here straight into the columns.
 *
 * What is refused is what pprof refuses, and field number 0 and very large records besides.
 * A sample without values is refused at once, because no valid profile has one and a small bomb
 * could make very many.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/ahead.h"
#include "base/mem.h"
#include "profile.pb-c.h"
#include "profile/internal.h"

enum {
	WINDOW = 256 * 1024,
	HEAD = 512, /* bytes kept to tell what a file is that is no profile */
};

/* Samples and strings may be long; the other messages unpack to some 40 times their size. */
#define RECORD_MAX ((uint64_t)64 << 20)
#define MESSAGE_MAX ((uint64_t)1 << 20)

enum wire { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

struct decoder {
	struct builder *b;
	struct input *in;
	struct arena scratch; /* one record's messages */
	ProtobufCAllocator allocator;
	unsigned char *buf; /* bytes at..n of it are still to be read */
	size_t at, n, cap;
	uint64_t offset; /* of buf[0] in the stream */
	bool end;        /* the input has no more */
	bool unreadable; /* reading failed, not decoding */
	const struct gunzip *gunzip;
	bool budgeted;    /* the tables may not outgrow the input beyond measure */
	unsigned records; /* since the tables were last measured */
	int64_t values[TYPES_MAX];
	char head[HEAD];
	size_t n_head;
};

/* A record's bytes. */
struct bytes {
	const unsigned char *p, *end;
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

			memcpy(d->head, d->buf, n);
			d->n_head = n;
		}
		d->end = got == 0;
		d->n += got;
	}
	return true;
}

/* Takes a varint off the front of s. False when it is cut off or longer than ten bytes. */
static inline bool varint(struct bytes *s, uint64_t *v)
{
	uint64_t r = 0;

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
	uint32_t number;
	enum wire wire;
	uint64_t value;    /* of a varint */
	struct bytes body; /* of WIRE_BYTES */
};

/* Takes one field of a message that is wholly there off the front of s. */
static bool take_field(struct bytes *s, struct field *f)
{
	uint64_t tag, n = 0;

	if (!varint(s, &tag) || tag >> 3 == 0 || tag >> 3 > UINT32_MAX)
		return false;
	f->number = (uint32_t)(tag >> 3);
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

static bool take_values(struct decoder *d, struct bytes s, uint32_t *n)
{
	while (s.p < s.end) {
		uint64_t v;

		if (*n == TYPES_MAX || !varint(&s, &v))
			return false;
		d->values[(*n)++] = (int64_t)v;
	}
	return true;
}

/* A string index of the file; false when no string table can have it. */
static bool raw_string(int64_t v, raw_str *s)
{
	*s = (raw_str)v;
	return v >= 0 && v < INT32_MAX;
}

static bool take_label(struct builder *b, struct bytes s)
{
	int64_t v[5] = {0};
	struct field f;
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
	if (!raw_string(v[1], &key) || !raw_string(v[2], &text) || !raw_string(v[4], &unit))
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

static bool take_sample(struct decoder *d, struct bytes s, struct err *err)
{
	struct builder *b = d->b;
	unsigned char one[10];
	uint32_t n_values = 0;
	struct field f;
	bool ok = true;

	while (ok && s.p < s.end) {
		if (!take_field(&s, &f))
			return damaged(d, err, "damaged sample");
		if (f.number == 1 || f.number == 2) {
			if (f.wire == WIRE_VARINT)
				f.body = one_varint(&f, one);
			else if (f.wire != WIRE_BYTES)
				return damaged(d, err, "damaged sample");
			ok = f.number == 1 ? take_stack(b, f.body)
					   : take_values(d, f.body, &n_values);
		} else if (f.number == 3) {
			ok = f.wire == WIRE_BYTES && take_label(b, f.body);
		}
	}
	if (!ok)
		return damaged(d, err, "damaged sample");
	return builder_add_sample(b, d->values, n_values, err);
}

static void *scratch_alloc(void *data, size_t size)
{
	return arena_alloc(data, size);
}

static void scratch_free(void *data, void *p)
{
	(void)data;
	(void)p;
}

static bool take_value_type(struct decoder *d, struct bytes s, struct value_type *t)
{
	const Perftools__Profiles__ValueType *m =
		perftools__profiles__value_type__unpack(&d->allocator, (size_t)(s.end - s.p), s.p);

	return m != NULL && raw_string(m->type, &t->type) && raw_string(m->unit, &t->unit);
}

static bool take_mapping(struct decoder *d, struct bytes s)
{
	const Perftools__Profiles__Mapping *m = perftools__profiles__mapping__unpack(&d->allocator,
		(size_t)(s.end - s.p), s.p);
	struct mapping *to;

	if (m == NULL)
		return false;
	to = vec_add(&d->b->mappings);
	*to = (struct mapping){
		.id = m->id,
		.start = m->memory_start,
		.limit = m->memory_limit,
		.offset = m->file_offset,
		.has_functions = m->has_functions,
		.has_filenames = m->has_filenames,
		.has_line_numbers = m->has_line_numbers,
		.has_inline_frames = m->has_inline_frames,
	};
	return raw_string(m->filename, &to->file) && raw_string(m->build_id, &to->build_id);
}

static bool take_location(struct decoder *d, struct bytes s)
{
	const Perftools__Profiles__Location *m =
		perftools__profiles__location__unpack(&d->allocator, (size_t)(s.end - s.p), s.p);
	struct builder *b = d->b;

	if (m == NULL || b->lines.n + m->n_line >= UINT32_MAX)
		return false;
	*vec_add(&b->locations) = (struct raw_location){
		.id = m->id,
		.mapping = m->mapping_id,
		.address = m->address,
		.first_line = (uint32_t)b->lines.n,
		.n_lines = (uint32_t)m->n_line,
		.folded = m->is_folded,
	};
	for (size_t i = 0; i < m->n_line; i++)
		*vec_add(&b->lines) = (struct raw_line){m->line[i]->function_id, m->line[i]->line,
			m->line[i]->column};
	return true;
}

static bool take_function(struct decoder *d, struct bytes s)
{
	const Perftools__Profiles__Function *m =
		perftools__profiles__function__unpack(&d->allocator, (size_t)(s.end - s.p), s.p);
	struct function *to;

	if (m == NULL)
		return false;
	to = vec_add(&d->b->functions);
	to->id = m->id;
	to->start_line = m->start_line;
	return raw_string(m->name, &to->name) && raw_string(m->system_name, &to->system_name) &&
		raw_string(m->filename, &to->file);
}

static bool take_string(struct decoder *d, struct bytes s)
{
	struct builder *b = d->b;
	struct str str = {(const char *)s.p, (size_t)(s.end - s.p)};

	if (b->strings.n == 0 && str.n != 0)
		return false;
	*vec_add(&b->strings) = arena_str(b->arena, str);
	return true;
}

static bool take_comments(struct decoder *d, struct bytes s)
{
	while (s.p < s.end) {
		uint64_t v;

		if (!varint(&s, &v) || !raw_string((int64_t)v, vec_add(&d->b->comments)))
			return false;
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

enum { TOP_FIELDS = sizeof(top_fields) / sizeof(top_fields[0]) };

/*
 * Small records make large rows, and deflate makes small files of many records alike: a few
 * megabytes could fill the memory. Real profiles take 2 to 20 times their compressed size.
 */
#define MEMORY_FREE ((uint64_t)96 << 20)
enum { MEMORY_EACH = 20, RECORDS_BETWEEN = 4096 };

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

static bool check_memory(struct decoder *d, struct err *err)
{
	uint64_t limit = MEMORY_FREE + MEMORY_EACH * gunzip_total_in(d->gunzip);

	if (++d->records < RECORDS_BETWEEN || !d->budgeted)
		return true;
	d->records = 0;
	if (memory_of(d->b) <= limit)
		return true;
	return err_set(err,
		"takes far more memory than its size, as only files made to exhaust it do; "
		"-max_size=SIZE reads it all the same");
}

/* A whole record of a known field that holds bytes. */
static bool take_record(struct decoder *d, uint32_t field, struct bytes s, struct err *err)
{
	struct builder *b = d->b;
	bool ok = true;

	switch (field) {
	case 1:
		ok = take_value_type(d, s, vec_add(&b->types));
		break;
	case 2:
		return take_sample(d, s, err);
	case 3:
		ok = take_mapping(d, s);
		break;
	case 4:
		ok = take_location(d, s);
		break;
	case 5:
		ok = take_function(d, s);
		break;
	case 6:
		ok = take_string(d, s);
		break;
	case 11:
		ok = take_value_type(d, s, &b->period_type);
		break;
	case 13:
		ok = take_comments(d, s);
		break;
	default:
		break;
	}
	if (d->scratch.used > 0)
		arena_rewind(&d->scratch);
	if (!ok)
		return err_set(err, "damaged %s at byte %llu", top_fields[field].name,
			(unsigned long long)(d->offset + d->at));
	return true;
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
	if (!take_record(d, field, body, err))
		return false;
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
	if (!varint(&s, &tag) || tag >> 3 == 0 || tag >> 3 > UINT32_MAX)
		return damaged(d, err, "the profile is damaged or cut off");
	f.number = (uint32_t)(tag >> 3);
	f.wire = (enum wire)(tag & 7);
	if ((f.wire == WIRE_VARINT && !varint(&s, &f.value)) ||
		(f.wire == WIRE_BYTES && !varint(&s, &n)))
		return damaged(d, err, "the profile is damaged or cut off");
	d->at = (size_t)(s.p - d->buf);
	switch (f.wire) {
	case WIRE_BYTES:
		return record(d, f.number, n, err);
	case WIRE_VARINT:
		if (f.number == 13)
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
	return true;
}

/* Says what the file seems to be, when it is something known, instead of where it does not parse. */
static void explain(const struct decoder *d, struct err *err)
{
	const char *hint = NULL, *what = sniff((struct str){d->head, d->n_head}, &hint);

	if (what != NULL && !d->unreadable)
		err_set(err, "%s, %s", what, hint);
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
	d->allocator = (ProtobufCAllocator){scratch_alloc, scratch_free, &d->scratch};
	d->buf = mem_grow(NULL, &d->cap, WINDOW, 1);
	ok = decode(d, &why);
	if (!ok) {
		explain(d, &why);
		*err = why;
	}
	arena_release(&d->scratch);
	free(d->buf);
	free(d);
	ahead_close(ahead);
	gunzip_close(z);
	return ok;
}
