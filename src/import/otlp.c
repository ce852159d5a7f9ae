/*
 * otlp.c: reads OTLP profiles (OpenTelemetry): the profiles of one message, or of several.
 *
 * A file is a message ProfilesData, or what the collector's file exporter writes: such messages, each behind
 * its length in four bytes, the most significant first. Each Profile has one type of values; equal types are
 * one sample type. Samples of the same stack and labels are one sample.
 *
 * The types must be known before the first sample, so the messages are walked twice.
 * Note: while the samples are read, a sample's stack in struct import is one number, 1 + the place of a
 * distinct stack. At the end its frames take its place. So no sample costs more than its own bytes, however
 * long the stack is that it names.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/wrap.h"
#include "import/import.h"
#include "import/otlp.h"
#include "import/scan.h"

enum {
	SAMPLE_TYPES_MAX = 256,
	CONTEXT_MAX = 128,  /* attributes of a resource and its profile; the rest is left out */
	LENGTH_BYTES = 4,   /* before a message */
	LENGTH_TOP_MAX = 8, /* of the first of them: no text begins so */
};

struct otlp {
	struct otlp_dictionary d;
	struct import *im;
	bool framed;     /* messages follow their length */
	bool types_only; /* this is the first walk */

	VEC(int64_t) values;        /* of the sample that is read: one for each type */
	VEC(struct label) context;  /* of its resource and profile */
	VEC(size_t) labelled;       /* by key: 1 + the number of the last sample that has it */
	uint64_t begin, end;        /* of all profiles, in nanoseconds; begin 0: not known */
	uint64_t longest;           /* of one profile, in nanoseconds */
	uint64_t samples, profiles; /* how many were read, before equal ones became one */
	uint64_t originals;         /* profiles without samples that have the original data */
	struct str payload, format; /* those of the first such profile */
};

/* What is needed of a Profile before its samples. */
struct header {
	uint32_t type; /* place in import.types */
	uint64_t time, duration, period;
	struct value_type period_type;
	struct str payload, format;
};

/* Recognizing. */

/*
 * True when the first field of a dictionary is one that no Sample of pprof, which has the same number, begins
 * with: a table that a Sample has not; or the empty mapping of index 0, and another or an empty location.
 */
static bool is_dictionary(const unsigned char *p)
{
	enum { MAPPING = 0x0a, LOCATION = 0x12, LINK = 0x22, STRING = 0x2a, ATTRIBUTE = 0x32 };
	enum { STACK_OF = 0x3a };

	return *p == LINK || *p == STRING || *p == ATTRIBUTE || *p == STACK_OF ||
		(p[0] == MAPPING && p[1] == 0 &&
			(p[2] == MAPPING || (p[2] == LOCATION && p[3] == 0)));
}

/*
 * True when the bytes are the first field of profiles: a scope, the address of a schema, or a resource, which is
 * empty or begins with an attribute, a number of them, or an entity. A type of values, which pprof has in the
 * place of profiles, begins with a number.
 */
static bool is_profiles(struct bytes s)
{
	enum { RESOURCE = 0x0a, SCOPE = 0x12, SCHEMA = 0x1a };
	enum { ATTRIBUTE = 0x0a, DROPPED = 0x10, ENTITY = 0x1a };
	unsigned char first = *s.p++;
	uint64_t n;

	if (first == SCOPE || first == SCHEMA)
		return true;
	return first == RESOURCE && varint(&s, &n) &&
		(n == 0 ||
			(s.p < s.end && (*s.p == ATTRIBUTE || *s.p == DROPPED || *s.p == ENTITY)));
}

/* True when the bytes begin as a message does, with profiles or with the dictionary. */
static bool is_bare(struct str head)
{
	enum { PROFILES = 0x0a, DICTIONARY = 0x12 };
	const unsigned char *p = (const unsigned char *)head.p;
	struct bytes s = {p, p + head.n};
	uint64_t n;

	if (head.n == 0)
		return false;
	s.p++;
	if (!varint(&s, &n) || n < 2 || s.end - s.p < 4)
		return false;
	return *p == PROFILES ? is_profiles(s) : *p == DICTIONARY && is_dictionary(s.p);
}

static bool is_framed(struct str head)
{
	return head.n > LENGTH_BYTES && (unsigned char)head.p[0] < LENGTH_TOP_MAX &&
		is_bare(str_from(head, LENGTH_BYTES));
}

bool import_otlp_claims(struct str head)
{
	return (is_bare(head) || is_framed(head)) && !import_is_text(head);
}

/* True when no field of a message is one that a pprof profile has and OTLP has not. */
static bool may_be_mine(struct bytes s)
{
	enum { KNOWN = 2, OF_PPROF = 15 };
	struct field f = {0};

	while (s.p < s.end && take_field(&s, &f))
		if (f.number > KNOWN && f.number <= OF_PPROF)
			return false;
	return true;
}

/* Attributes. */

static int by_key(const void *a, const void *b)
{
	const struct label *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

/* Orders the labels from `begin` to `end`: attributes are a set, and equal sets are to look equal. */
static void order_labels(struct label *labels, size_t begin, size_t end)
{
	if (end - begin > 1)
		qsort(labels + begin, end - begin, sizeof(*labels), by_key);
}

static bool take_resource_attribute(void *context, struct bytes s, struct err *err)
{
	struct otlp *o = context;
	struct label label;

	if (!otlp_attribute(&o->d, s, &label, err))
		return false;
	if (label.key != 0 && o->context.n < CONTEXT_MAX)
		*vec_add(&o->context) = label;
	return true;
}

static bool take_resource(void *context, struct bytes s, struct err *err)
{
	struct otlp *o = context;

	if (!otlp_each(s, 1, take_resource_attribute, o, err))
		return false;
	order_labels(o->context.p, 0, o->context.n);
	return true;
}

/* Adds attributes by their indexes to those of the resource. */
static bool take_profile_attributes(struct otlp *o, struct field *f, struct err *err)
{
	uint64_t index;
	uint32_t row;

	while (otlp_number(f, &index)) {
		if (!otlp_row(&o->d, OTLP_ATTRIBUTES, index, &row, err))
			return false;
		if (row != 0 && o->d.labels.p[row - 1].key != 0 && o->context.n < CONTEXT_MAX)
			*vec_add(&o->context) = o->d.labels.p[row - 1];
	}
	return otlp_end(f, err);
}

/* Labels the open sample, unless it has the key already. The number of a sample tells it from all others. */
static void add_label(struct otlp *o, const struct label *label)
{
	while (o->labelled.n <= label->key)
		*vec_add(&o->labelled) = 0;
	if (label->key == 0 || o->labelled.p[label->key] == o->samples)
		return;
	o->labelled.p[label->key] = o->samples;
	*vec_add(&o->im->labels) = *label;
}

static void add_text(struct otlp *o, struct str key, raw_str text)
{
	struct label label = {.key = import_string(o->im, key) & INT32_MAX, .text = text};

	if (text != 0)
		add_label(o, &label);
}

/* Samples. */

/* The fields of a Sample. */
enum { STACK = 1, ATTRIBUTES, LINK, VALUES, TIMESTAMPS };

/* Takes a sample's number or list of numbers. *sum is that of its values. */
static bool take_sample_field(struct otlp *o, struct field *f, int64_t *sum, struct err *err)
{
	uint64_t v;
	uint32_t row;

	while (otlp_number(f, &v)) {
		if (f->number == VALUES) {
			*sum = wrap_add(*sum, (int64_t)v);
		} else if (f->number == STACK) {
			if (!otlp_row(&o->d, OTLP_STACKS, v, &row, err))
				return false;
			if (row != 0)
				*vec_add(&o->im->stack) = row;
		} else if (f->number == ATTRIBUTES) {
			if (!otlp_row(&o->d, OTLP_ATTRIBUTES, v, &row, err))
				return false;
			if (row != 0)
				add_label(o, &o->d.labels.p[row - 1]);
		} else if (f->number == LINK) {
			if (!otlp_row(&o->d, OTLP_LINKS, v, &row, err))
				return false;
			if (row != 0) {
				add_text(o, STR("trace_id"), o->d.links.p[row - 1].trace);
				add_text(o, STR("span_id"), o->d.links.p[row - 1].span);
			}
		}
	}
	return otlp_end(f, err);
}

/* Reads a sample: its values; without values one for each time. */
static bool read_sample(struct otlp *o, struct bytes s, uint32_t type, struct err *err)
{
	struct import *im = o->im;
	size_t labels = im->labels.n;
	struct field f = {0};
	uint64_t times = 0;
	int64_t sum = 0;
	bool has_values = false;

	o->samples++;
	while (s.p < s.end) {
		if (!otlp_field(&s, &f, err))
			return false;
		has_values |= f.number == VALUES && f.body.p != f.body.end;
		if (f.number == TIMESTAMPS)
			times += (uint64_t)(f.body.end - f.body.p) / 8;
		else if (f.number < TIMESTAMPS && !take_sample_field(o, &f, &sum, err))
			return false;
	}
	order_labels(im->labels.p, labels, im->labels.n);
	for (size_t i = 0; i < o->context.n; i++)
		add_label(o, &o->context.p[i]);
	o->values.p[type] = has_values ? sum : (int64_t)times;
	if (!otlp_spend(&o->d, 1 + o->context.n + im->types.n, err) ||
		!import_merge_sample(im, o->values.p, err))
		return false;
	o->values.p[type] = 0;
	return true;
}

/* Profiles. */

static bool take_type(struct otlp *o, struct bytes s, struct value_type *t, struct err *err)
{
	enum { TYPE = 1, UNIT, FIELDS };
	uint64_t v[FIELDS] = {0};

	if (!take_numbers(s, v, FIELDS))
		return otlp_damaged(err, "a type is cut off");
	return otlp_row(&o->d, OTLP_STRINGS, v[TYPE], &t->type, err) &&
		otlp_row(&o->d, OTLP_STRINGS, v[UNIT], &t->unit, err);
}

/* The place of a type of values; in the first walk it is added when it is new. */
static bool find_type(struct otlp *o, struct value_type t, uint32_t *place, struct err *err)
{
	struct import *im = o->im;

	if (t.type == 0)
		t = (struct value_type){import_string(im, STR("samples")),
			import_string(im, STR("count"))};
	for (*place = 0; *place < im->types.n; ++*place)
		if (im->types.p[*place].type == t.type && im->types.p[*place].unit == t.unit)
			return true;
	if (im->types.n == SAMPLE_TYPES_MAX)
		return err_set(err, "it has more than %d types of values", SAMPLE_TYPES_MAX);
	*vec_add(&im->types) = t;
	return true;
}

static struct str str_of(struct bytes s)
{
	return (struct str){(const char *)s.p, (size_t)(s.end - s.p)};
}

/* Reads all of a Profile but its samples. Adds its attributes to the context. */
static bool read_header(struct otlp *o, struct bytes s, struct header *h, struct err *err)
{
	enum {
		TYPE = 1,
		SAMPLES,
		TIME,
		DURATION,
		PERIOD_TYPE,
		PERIOD,
		FORMAT = 9,
		PAYLOAD,
		ATTRIBUTES_OF
	};
	struct value_type type = {0};
	struct field f = {0};
	bool counts = false;

	while (s.p < s.end) {
		bool ok = true;

		if (!otlp_field(&s, &f, err))
			return false;
		counts |= f.number == SAMPLES;
		if (f.number == TYPE && f.wire == WIRE_BYTES)
			ok = take_type(o, f.body, &type, err);
		else if (f.number == PERIOD_TYPE && f.wire == WIRE_BYTES)
			ok = take_type(o, f.body, &h->period_type, err);
		else if (f.number == TIME && f.wire == WIRE_64)
			memcpy(&h->time, f.body.p, sizeof(h->time));
		else if (f.number == DURATION && f.wire == WIRE_VARINT)
			h->duration = f.value;
		else if (f.number == PERIOD && f.wire == WIRE_VARINT)
			h->period = f.value;
		else if (f.number == FORMAT && f.wire == WIRE_BYTES)
			h->format = str_of(f.body);
		else if (f.number == PAYLOAD && f.wire == WIRE_BYTES)
			h->payload = str_of(f.body);
		else if (f.number == ATTRIBUTES_OF && !o->types_only)
			ok = take_profile_attributes(o, &f, err);
		else if (f.number == TIME || f.number == TYPE || f.number == PERIOD_TYPE)
			ok = otlp_damaged(err, "a field of the wrong type");
		if (!ok)
			return false;
	}
	/* Without samples and a type there is nothing, but perhaps the original data. */
	return (!counts && type.type == 0) || find_type(o, type, &h->type, err);
}

/* The time of all profiles is from the first's begin to the last's end; the period is the first's. */
static void add_header(struct otlp *o, const struct header *h)
{
	uint64_t end = h->time + h->duration;

	if (h->duration > o->longest)
		o->longest = h->duration;
	if (h->time != 0 && (o->begin == 0 || h->time < o->begin))
		o->begin = h->time;
	if (h->time != 0 && end > o->end)
		o->end = end;
	if (o->profiles++ != 0)
		return;
	o->im->period_type = h->period_type;
	o->im->period = (int64_t)h->period;
}

/* What a walk over a profile's samples needs. */
struct samples {
	struct otlp *o;
	uint32_t type;
	uint64_t n;
};

static bool take_sample(void *context, struct bytes s, struct err *err)
{
	struct samples *samples = context;

	samples->n++;
	return read_sample(samples->o, s, samples->type, err);
}

static bool take_profile(void *context, struct bytes s, struct err *err)
{
	struct otlp *o = context;
	size_t n_context = o->context.n;
	struct header h = {0};
	struct samples samples = {.o = o};
	bool ok;

	if (!read_header(o, s, &h, err))
		return false;
	if (o->types_only)
		return true;
	add_header(o, &h);
	order_labels(o->context.p, n_context, o->context.n);
	samples.type = h.type;
	ok = otlp_each(s, 2, take_sample, &samples, err);
	o->context.n = n_context;
	if (ok && samples.n == 0 && h.payload.n != 0 && o->originals++ == 0) {
		o->payload = h.payload;
		o->format = h.format;
	}
	return ok;
}

static bool take_scope(void *context, struct bytes s, struct err *err)
{
	return otlp_each(s, 2, take_profile, context, err);
}

static bool take_resource_profiles(void *context, struct bytes s, struct err *err)
{
	struct otlp *o = context;

	o->context.n = 0;
	return otlp_each(s, 1, take_resource, o, err) && otlp_each(s, 2, take_scope, o, err);
}

/* Messages. */

/* Takes a message off the front of *rest. */
static bool next_message(const struct otlp *o, struct bytes *rest, struct bytes *message,
	struct err *err)
{
	uint32_t n = 0;

	*message = *rest;
	rest->p = rest->end;
	if (!o->framed)
		return true;
	for (int i = 0; i < LENGTH_BYTES && message->p < message->end; i++)
		n = n << 8 | *message->p++;
	if (n > message->end - message->p)
		return otlp_damaged(err, "its last message is cut off");
	message->end = rest->p = message->p + n;
	return true;
}

static bool walk(struct otlp *o, struct bytes rest, bool types_only, struct err *err)
{
	struct bytes message;

	o->types_only = types_only;
	while (rest.p < rest.end)
		if (!next_message(o, &rest, &message, err) ||
			!otlp_dictionary_read(&o->d, message, types_only, err) ||
			!otlp_each(message, 1, take_resource_profiles, o, err))
			return false;
	return true;
}

/* The end. */

/* Gives each sample the frames of its stack. */
static bool expand_stacks(struct otlp *o, struct err *err)
{
	struct import *im = o->im;
	const uint32_t *numbers = im->stack.p;
	bool ok = true;

	im->stack.p = NULL;
	im->stack.n = im->stack.cap = 0;
	for (size_t i = 0; i < im->samples.n && ok; i++) {
		struct import_sample *s = &im->samples.p[i];
		struct otlp_stack stack = {0};

		if (s->n_stack != 0)
			stack = o->d.stacks.p[numbers[s->stack] - 1];
		s->stack = (uint32_t)im->stack.n;
		s->n_stack = stack.n;
		for (uint32_t k = 0; k < stack.n; k++)
			*vec_add(&im->stack) = o->d.frames.p[stack.begin + k];
		ok = otlp_spend(&o->d, stack.n, err);
		if (im->stack.n >= INT32_MAX)
			ok = err_set(err, "it has too many samples");
	}
	free((void *)numbers);
	return ok;
}

/* Says what the functions of the mappings have, where all locations of a mapping have functions. */
static void describe_mappings(struct import *im)
{
	VEC(bool) bare = {0};

	vec_zeroed(&bare, im->mappings.n + 1);
	for (size_t i = 0; i < im->locations.n; i++)
		if (im->locations.p[i].first_line == 0)
			bare.p[im->locations.p[i].mapping] = true;
	for (size_t i = 0; i < im->locations.n; i++) {
		const struct import_location *location = &im->locations.p[i];
		struct mapping *m;

		if (location->mapping == 0 || bare.p[location->mapping])
			continue;
		m = &im->mappings.p[location->mapping - 1];
		m->has_functions = true;
		for (uint32_t k = location->first_line; k != 0; k = im->lines.p[k - 1].next) {
			const struct import_line *line = &im->lines.p[k - 1];

			m->has_filenames |= im->functions.p[line->function - 1].file != 0;
			m->has_line_numbers |= line->line != 0;
			m->has_inline_frames |= line->next != 0;
		}
	}
	free(bare.p);
}

/* Reads the data that the profiles were made of, which is all that there is. */
static bool read_original(const struct otlp *o, struct err *err)
{
	struct input_mem in;

	if (!str_eq(o->format, STR("pprof")))
		return err_set(err,
			"OTLP profiles with nothing but the original data, of the format \"%.*s\": record them with samples",
			STR_ARG(str_sub(o->format, 0, 40)));
	input_mem_init(&in, o->payload);
	o->im->handed_over = true;
	return import_profile_of(NULL, 0, o->im->b, &in.in, o->im->limits, err);
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static bool finish(struct otlp *o, struct err *err)
{
	struct import *im = o->im;
	uint64_t left_out = o->originals;

	import_note(im, "OTLP profiles are alpha: their format may change");
	if (o->samples == 0 && o->originals != 0) {
		if (!read_original(o, err))
			return false;
		left_out--;
	}
	if (left_out != 0)
		import_note(im,
			"%llu of %llu profiles have only their original data, and are left out",
			(unsigned long long)left_out, (unsigned long long)o->profiles);
	if (im->handed_over)
		return true;
	if (im->types.n == 0)
		return err_set(err, "OTLP profiles: there is no profile in it");
	im->default_type = im->types.p[0].type;
	im->time_nanos = (int64_t)least(o->begin, INT64_MAX);
	im->duration_nanos = (int64_t)least(o->begin != 0 ? o->end - o->begin : o->longest,
		INT64_MAX);
	im->drops_nothing = true;
	describe_mappings(im);
	return expand_stacks(o, err);
}

static bool read_messages(struct otlp *o, struct bytes all, struct err *err)
{
	if (!walk(o, all, true, err))
		return false;
	vec_zeroed(&o->values, o->im->types.n);
	return walk(o, all, false, err) && finish(o, err);
}

enum import_result import_otlp_read(struct import *im, struct err *err)
{
	const unsigned char *p = (const unsigned char *)im->text.p;
	struct bytes all = {p, p + im->text.n};
	struct otlp o = {.d = {.im = im}, .im = im, .framed = !is_bare(im->text)};
	bool ok;

	if (!o.framed && !may_be_mine(all))
		return IMPORT_NOT_MINE;
	ok = read_messages(&o, all, err);
	otlp_dictionary_release(&o.d);
	free(o.values.p);
	free(o.context.p);
	free(o.labelled.p);
	return ok ? IMPORT_READ : IMPORT_FAILED;
}
