/*
 * messages.c: the messages of a profile that are no samples.
 *
 * A message is copied into the builder with its strings still as indexes into the file's table. Locations,
 * functions and strings are most of a small profile, and are decoded here. The others are unpacked by the code
 * protoc-c generated, into scratch memory that lasts until the next one.
 */
#include "base/mem.h"
#include "profile.pb-c.h"
#include "profile/wire.h"

struct unpack {
	struct builder *b;
	ProtobufCAllocator allocator;
};

static void *scratch_alloc(void *data, size_t size)
{
	return arena_alloc(data, size);
}

static void scratch_free(void *data, void *p)
{
	(void)data;
	(void)p;
}

/* Fields that a message may have; pprof and we skip all others. */
enum { FIELDS_MAX = 15 };

static unsigned char *put_varint(unsigned char *to, uint64_t v)
{
	for (; v > 0x7f; v >>= 7)
		*to++ = (unsigned char)(v | 0x80);
	*to++ = (unsigned char)v;
	return to;
}

/* Writes a field that pprof knows, with a tag and a length that are as short as can be. */
static unsigned char *put_field(unsigned char *to, const struct field *f)
{
	size_t n = (size_t)(f->body.end - f->body.p);

	if (f->number > FIELDS_MAX)
		return to;
	to = put_varint(to, (uint64_t)f->number << 3 | f->wire);
	if (f->wire == WIRE_VARINT)
		return put_varint(to, f->value);
	if (f->wire == WIRE_BYTES)
		to = put_varint(to, n);
	if (n != 0)
		memcpy(to, f->body.p, n);
	return to + n;
}

/*
 * Writes the fields of a message again, each by put_field: the library takes tags and lengths of five
 * bytes at most, the wire format allows ten. False when the bytes are no message.
 */
static bool shorten(struct unpack *u, struct bytes *s)
{
	unsigned char *made = arena_alloc(u->allocator.allocator_data, (size_t)(s->end - s->p));
	unsigned char *to = made;
	struct field f = {0};

	while (s->p < s->end) {
		if (!take_field(s, &f))
			return false;
		to = put_field(to, &f);
	}
	*s = (struct bytes){made, to};
	return true;
}

/* Unpacks a message that holds no other; NULL when it is damaged. */
static void *unpack(struct unpack *u, const ProtobufCMessageDescriptor *form, struct bytes s)
{
	void *m = protobuf_c_message_unpack(form, &u->allocator, (size_t)(s.end - s.p), s.p);

	if (m != NULL || !shorten(u, &s))
		return m;
	return protobuf_c_message_unpack(form, &u->allocator, (size_t)(s.end - s.p), s.p);
}

static bool take_value_type(struct unpack *u, struct bytes s, struct value_type *t)
{
	const Perftools__Profiles__ValueType *m = unpack(u,
		&perftools__profiles__value_type__descriptor, s);

	return m != NULL && raw_string(m->type, &t->type) && raw_string(m->unit, &t->unit);
}

static bool take_mapping(struct unpack *u, struct bytes s)
{
	const Perftools__Profiles__Mapping *m = unpack(u, &perftools__profiles__mapping__descriptor,
		s);
	struct mapping *to;

	if (m == NULL)
		return false;
	to = vec_add(&u->b->mappings);
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

static bool take_line(struct builder *b, struct bytes s)
{
	enum { FUNCTION = 1, LINE, COLUMN, FIELDS };
	uint64_t v[FIELDS] = {0};

	if (b->lines.n >= UINT32_MAX - 1 || !take_numbers(s, v, FIELDS))
		return false;
	*vec_add(&b->lines) = (struct raw_line){v[FUNCTION], (int64_t)v[LINE], (int64_t)v[COLUMN]};
	return true;
}

static bool take_location(struct builder *b, struct bytes s)
{
	enum { ID = 1, MAPPING, ADDRESS, LINES, FOLDED, FIELDS };
	uint32_t first = (uint32_t)b->lines.n;
	uint64_t v[FIELDS] = {0};
	struct field f = {0};

	while (s.p < s.end) {
		if (!take_field(&s, &f))
			return false;
		if (f.number >= FIELDS)
			continue;
		if (f.wire != (f.number == LINES ? WIRE_BYTES : WIRE_VARINT))
			return false;
		if (f.number != LINES)
			v[f.number] = f.value;
		else if (!take_line(b, f.body))
			return false;
	}
	*vec_add(&b->locations) = (struct raw_location){
		.id = v[ID],
		.mapping = v[MAPPING],
		.address = v[ADDRESS],
		.first_line = first,
		.n_lines = (uint32_t)b->lines.n - first,
		.folded = v[FOLDED] != 0,
	};
	return true;
}

static bool take_function(struct builder *b, struct bytes s)
{
	enum { ID = 1, NAME, SYSTEM_NAME, FILE_NAME, START_LINE, FIELDS };
	uint64_t v[FIELDS] = {0};
	struct function *to;

	if (!take_numbers(s, v, FIELDS))
		return false;
	to = vec_add(&b->functions);
	to->id = v[ID];
	to->start_line = (int64_t)v[START_LINE];
	return raw_string((int64_t)v[NAME], &to->name) &&
		raw_string((int64_t)v[SYSTEM_NAME], &to->system_name) &&
		raw_string((int64_t)v[FILE_NAME], &to->file);
}

static bool take_string(struct unpack *u, struct bytes s)
{
	struct builder *b = u->b;
	struct str str = {(const char *)s.p, (size_t)(s.end - s.p)};

	if (b->strings.n == 0 && str.n != 0)
		return false;
	builder_add_string(b, str);
	return true;
}

static bool take_comments(struct unpack *u, struct bytes s)
{
	while (s.p < s.end) {
		uint64_t v;

		if (!varint(&s, &v) || !raw_string((int64_t)v, vec_add(&u->b->comments)))
			return false;
	}
	return true;
}

bool message_decode(struct messages *m, struct builder *b, uint32_t field, struct bytes s)
{
	struct unpack u = {b, {scratch_alloc, scratch_free, &m->scratch}};

	builder_add_other(b);
	if (m->scratch.used > 0)
		arena_rewind(&m->scratch);
	switch (field) {
	case 1:
		return take_value_type(&u, s, vec_add(&b->types));
	case 3:
		return take_mapping(&u, s);
	case 4:
		return take_location(b, s);
	case 5:
		return take_function(b, s);
	case 6:
		return take_string(&u, s);
	case 11:
		return take_value_type(&u, s, &b->period_type);
	case 13:
		return take_comments(&u, s);
	default:
		return true;
	}
}

void messages_release(struct messages *m)
{
	arena_release(&m->scratch);
}
