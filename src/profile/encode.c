/*
 * encode.c: writes profile.proto.
 *
 * A message is built in `body` and then appended behind its length. The messages within it are so small that
 * a buffer on the stack is enough. Varints are written by hand, because a profile consists of millions of
 * them. Order matters: a string gets its index where it is first used, and pprof's order of first use is that
 * of the fields in the file, without the string table, which stands in the middle. With gzip, plain bytes
 * wait in `window` until there are enough to compress.
 */
#include "profile/encode.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "base/mem.h"

enum {
	VARINT_MAX = 10,
	FIELD_MAX = 1 + VARINT_MAX, /* all field numbers are below 16 */
	SMALL_MAX = 10 * FIELD_MAX, /* the largest message without repeated fields: a Mapping */
	WINDOW = 256 * 1024,
};

enum encode_wire { WIRE_VARINT = 0, WIRE_BYTES = 2 };

/* A label's place in the order. */
struct label_place {
	struct str key;
	uint32_t at; /* in the label column */
	bool is_number;
};

struct encoder {
	const struct profile *p;
	struct out *to;      /* of plain bytes */
	struct gzip *gzip;   /* NULL, or what compresses the window */
	struct out window;   /* what `to` is with gzip */
	uint32_t *string_at; /* by str_id: its index in the file's table; 0 when it has none yet */
	VEC(str_id) strings; /* the file's table */
	VEC(unsigned char) body;
	VEC(uint64_t) numbers;          /* of one packed array */
	VEC(struct label_place) labels; /* of one sample */
};

/* A message without repeated fields. */
struct small {
	unsigned char p[SMALL_MAX];
	size_t n;
};

static inline size_t varint_size(uint64_t v)
{
	size_t n = 1;

	for (; v > 0x7f; v >>= 7)
		n++;
	return n;
}

static inline unsigned char *put_varint(unsigned char *at, uint64_t v)
{
	for (; v > 0x7f; v >>= 7)
		*at++ = (unsigned char)(v | 0x80);
	*at++ = (unsigned char)v;
	return at;
}

static inline unsigned char *put_tag(unsigned char *at, unsigned field, enum encode_wire wire)
{
	*at++ = (unsigned char)(field << 3 | wire);
	return at;
}

/* A field of a small message; the default 0 is not written. */
static void small_add(struct small *m, unsigned field, uint64_t v)
{
	if (v != 0)
		m->n = (size_t)(put_varint(put_tag(m->p + m->n, field, WIRE_VARINT), v) - m->p);
}

/* The string's index in the file's table. */
static uint64_t string_index(struct encoder *e, str_id id)
{
	if (id != 0 && e->string_at[id] == 0) {
		e->string_at[id] = (uint32_t)e->strings.n;
		*vec_add(&e->strings) = id;
	}
	return e->string_at[id];
}

/* Room for n more bytes of the body. */
static unsigned char *body_room(struct encoder *e, size_t n)
{
	e->body.p = mem_grow(e->body.p, &e->body.cap, e->body.n + n, 1);
	return e->body.p + e->body.n;
}

static void body_end(struct encoder *e, const unsigned char *at)
{
	e->body.n = (size_t)(at - e->body.p);
}

static void body_field(struct encoder *e, unsigned field, uint64_t v)
{
	if (v != 0)
		body_end(e, put_varint(put_tag(body_room(e, FIELD_MAX), field, WIRE_VARINT), v));
}

static void body_message(struct encoder *e, unsigned field, const struct small *m)
{
	unsigned char *at = put_tag(body_room(e, FIELD_MAX + m->n), field, WIRE_BYTES);

	at = put_varint(at, m->n);
	memcpy(at, m->p, m->n);
	body_end(e, at + m->n);
}

/* Makes room for n numbers, which the caller fills in. */
static uint64_t *numbers_room(struct encoder *e, size_t n)
{
	e->numbers.p = mem_grow(e->numbers.p, &e->numbers.cap, n, sizeof(*e->numbers.p));
	e->numbers.n = n;
	return e->numbers.p;
}

/* The numbers as a field of the body. Like pprof, up to two of them are not packed. */
static void body_numbers(struct encoder *e, unsigned field)
{
	unsigned char *at = body_room(e, FIELD_MAX * (e->numbers.n + 1));
	bool packed = e->numbers.n > 2;
	size_t size = 0;

	if (packed) {
		for (size_t i = 0; i < e->numbers.n; i++)
			size += varint_size(e->numbers.p[i]);
		at = put_varint(put_tag(at, field, WIRE_BYTES), size);
	}
	for (size_t i = 0; i < e->numbers.n; i++) {
		if (!packed)
			at = put_tag(at, field, WIRE_VARINT);
		at = put_varint(at, e->numbers.p[i]);
	}
	body_end(e, at);
}

/* Appends a field of the Profile message that holds bytes. */
static void top_bytes(struct encoder *e, unsigned field, const void *p, size_t n)
{
	unsigned char head[FIELD_MAX], *at = put_varint(put_tag(head, field, WIRE_BYTES), n);

	out_bytes(e->to, head, (size_t)(at - head));
	out_bytes(e->to, p, n);
	if (e->gzip != NULL && e->window.n >= WINDOW) {
		gzip_write(e->gzip, (struct str){e->window.p, e->window.n});
		out_clear(&e->window);
	}
}

static void top_small(struct encoder *e, unsigned field, const struct small *m)
{
	top_bytes(e, field, m->p, m->n);
}

static void top_body(struct encoder *e, unsigned field)
{
	top_bytes(e, field, e->body.p, e->body.n);
	e->body.n = 0;
}

static struct small type_message(struct encoder *e, const struct value_type *t)
{
	struct small m = {.n = 0};

	small_add(&m, 1, string_index(e, t->type));
	small_add(&m, 2, string_index(e, t->unit));
	return m;
}

static int place_cmp(const void *va, const void *vb)
{
	const struct label_place *a = va, *b = vb;
	int order;

	if (a->is_number != b->is_number)
		return a->is_number ? 1 : -1;
	order = str_cmp(a->key, b->key);
	return order ? order : a->at < b->at ? -1 : a->at > b->at;
}

/* Orders the labels of a sample; most come in order. */
static void sort_labels(struct encoder *e, size_t sample)
{
	const struct profile *p = e->p;
	bool sorted = true;

	e->labels.n = 0;
	for (uint32_t i = p->label_begin[sample]; i < p->label_begin[sample + 1]; i++) {
		struct label_place *place = vec_add(&e->labels);

		*place = (struct label_place){profile_str(p, p->labels[i].key), i,
			p->labels[i].is_number};
		if (e->labels.n > 1)
			sorted = sorted && place_cmp(place - 1, place) < 0;
	}
	if (!sorted)
		qsort(e->labels.p, e->labels.n, sizeof(*e->labels.p), place_cmp);
}

static void add_labels(struct encoder *e, size_t sample)
{
	sort_labels(e, sample);
	for (size_t i = 0; i < e->labels.n; i++) {
		const struct label *l = &e->p->labels[e->labels.p[i].at];
		struct small m = {.n = 0};

		small_add(&m, 1, string_index(e, l->key));
		if (l->is_number)
			small_add(&m, 3, (uint64_t)l->number);
		small_add(&m, l->is_number ? 4 : 2, string_index(e, l->text));
		body_message(e, 3, &m);
	}
}

static void add_sample(struct encoder *e, size_t sample)
{
	const struct profile *p = e->p;
	struct window stack = profile_sample_stack(p, sample);
	uint64_t *numbers = numbers_room(e, stack.end - stack.begin);

	for (uint32_t at = stack.begin; at < stack.end; at++)
		numbers[at - stack.begin] = p->loc_file_id[loc_column_get(&p->stack, at)];
	body_numbers(e, 1);
	numbers = numbers_room(e, p->n_types);
	for (uint32_t i = 0; i < p->n_types; i++)
		numbers[i] = (uint64_t)profile_value(p, i, sample);
	body_numbers(e, 2);
	if (p->label_begin != NULL)
		add_labels(e, sample);
	top_body(e, 2);
}

static void add_mapping(struct encoder *e, const struct mapping *from)
{
	struct small m = {.n = 0};

	small_add(&m, 1, from->id);
	small_add(&m, 2, from->start);
	small_add(&m, 3, from->limit);
	small_add(&m, 4, from->offset);
	small_add(&m, 5, string_index(e, from->file));
	small_add(&m, 6, string_index(e, from->build_id));
	small_add(&m, 7, from->has_functions);
	small_add(&m, 8, from->has_filenames);
	small_add(&m, 9, from->has_line_numbers);
	small_add(&m, 10, from->has_inline_frames);
	top_small(e, 3, &m);
}

static void add_location(struct encoder *e, loc_id loc)
{
	const struct profile *p = e->p;

	body_field(e, 1, p->loc_file_id[loc]);
	body_field(e, 2, p->mappings[p->loc_mapping[loc]].id);
	body_field(e, 3, p->loc_address[loc]);
	for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
		const struct frame *frame = &p->frames[f];
		struct small m = {.n = 0};

		if (frame->fn == 0)
			continue; /* no line, but the placeholder for none */
		small_add(&m, 1, p->functions[frame->fn].id);
		small_add(&m, 2, (uint64_t)frame->line);
		small_add(&m, 3, (uint64_t)frame->column);
		body_message(e, 4, &m);
	}
	body_field(e, 5, p->loc_folded[loc]);
	top_body(e, 4);
}

static void add_function(struct encoder *e, const struct function *from)
{
	struct small m = {.n = 0};

	small_add(&m, 1, from->id);
	small_add(&m, 2, string_index(e, from->name));
	small_add(&m, 3, string_index(e, from->system_name));
	small_add(&m, 4, string_index(e, from->file));
	small_add(&m, 5, (uint64_t)from->start_line);
	top_small(e, 5, &m);
}

static void add_tables(struct encoder *e)
{
	const struct profile *p = e->p;

	for (uint32_t i = 0; i < p->n_types; i++) {
		struct small m = type_message(e, &p->types[i]);

		top_small(e, 1, &m);
	}
	for (size_t i = 0; i < p->n_samples && !interrupted_at(i); i++)
		add_sample(e, i);
	for (map_id i = 1; i < p->n_mappings; i++)
		add_mapping(e, &p->mappings[i]);
	for (loc_id i = 1; i < p->n_locations; i++)
		add_location(e, i);
	for (fn_id i = 1; i < p->n_functions; i++)
		add_function(e, &p->functions[i]);
}

/* What follows the tables, and before it the strings, which are all known once this is made. */
static void add_strings_and_header(struct encoder *e)
{
	const struct profile *p = e->p;
	uint64_t drop = string_index(e, p->drop_frames), keep = string_index(e, p->keep_frames);
	struct small period_type = type_message(e, &p->period_type);
	struct small times = {.n = 0}, rest = {.n = 0};
	uint64_t *comments = numbers_room(e, p->n_comments);
	unsigned char *at;

	small_add(&times, 7, drop);
	small_add(&times, 8, keep);
	small_add(&times, 9, (uint64_t)p->time_nanos);
	small_add(&times, 10, (uint64_t)p->duration_nanos);
	for (uint32_t i = 0; i < p->n_comments; i++)
		comments[i] = string_index(e, p->comments[i]);
	body_field(e, 12, (uint64_t)p->period);
	body_numbers(e, 13);
	/* The one default that pprof writes. */
	at = put_tag(rest.p, 14, WIRE_VARINT);
	rest.n = (size_t)(put_varint(at, string_index(e, p->default_type)) - rest.p);
	small_add(&rest, 15, string_index(e, p->doc_url));

	for (size_t i = 0; i < e->strings.n; i++) {
		struct str s = profile_str(p, e->strings.p[i]);

		top_bytes(e, 6, s.p, s.n);
	}
	out_bytes(e->to, times.p, times.n);
	if (period_type.n != 0)
		top_small(e, 11, &period_type);
	out_bytes(e->to, e->body.p, e->body.n);
	out_bytes(e->to, rest.p, rest.n);
}

static void encode(struct encoder *e)
{
	e->string_at = mem_zeroed(intern_end(&e->p->strings), sizeof(*e->string_at));
	*vec_add(&e->strings) = 0;
	add_tables(e);
	add_strings_and_header(e);
	free(e->string_at);
	free(e->strings.p);
	free(e->body.p);
	free(e->numbers.p);
	free(e->labels.p);
}

void profile_encode(const struct profile *p, struct out *o)
{
	struct encoder e = {.p = p, .to = o};

	encode(&e);
}

void profile_encode_gzip(const struct profile *p, struct out *o)
{
	struct encoder e = {.p = p, .gzip = gzip_open(o)};

	e.to = &e.window;
	encode(&e);
	gzip_write(e.gzip, (struct str){e.window.p, e.window.n});
	gzip_close(e.gzip);
	out_release(&e.window);
}
