/*
 * records.c: reads the header of a file or a pipe, and its records.
 */
#include "perf/records.h"

#include "perf/unpacker.h"

/* Everything in front of the records: attributes and their ids. */
enum { FRONT_MAX = 64 << 20, FILE_HEADER = 104, PIPE_HEADER = 16, SECTION = 16 };

static const char damaged_header[] = "its header is damaged";

/* A part of the file. */
struct file_part {
	uint64_t at, size;
};

static struct file_part take_part(struct perf_bytes *in)
{
	struct file_part s = {perf_u64(in), 0};

	s.size = perf_u64(in);
	return s;
}

/* The bytes of a section that is at hand; `front` is the file from its first byte on. */
static bool find_part(struct str front, struct file_part s, struct str *bytes)
{
	if (s.at > front.n || s.size > front.n - s.at)
		return false;
	*bytes = str_sub(front, (size_t)s.at, (size_t)s.size);
	return true;
}

/* Reads the attributes, behind each of which stands the section of its ids. */
static bool read_attrs(struct perf_records *r, struct str front, struct file_part attrs,
	uint64_t attr_size)
{
	struct perf_bytes in = {0};
	struct str bytes, ids;

	if (attr_size < PERF_ATTR_MIN + SECTION || !find_part(front, attrs, &bytes))
		return false;
	in = (struct perf_bytes){.p = bytes.p, .n = bytes.n};
	while (in.n != 0) {
		if (!perf_events_add(&r->events, &in, attr_size - SECTION) ||
			!find_part(front, take_part(&in), &ids) || in.bad)
			return false;
		perf_events_add_ids(&r->events, r->events.list.n - 1, ids);
	}
	return r->events.list.n != 0;
}

static bool open_file(struct perf_records *r, struct perf_bytes in, struct err *err)
{
	struct stream *s = r->stream;
	uint64_t attr_size = perf_u64(&in);
	struct file_part attrs = take_part(&in), data = take_part(&in);

	take_part(&in); /* types of events, in old files */
	for (size_t i = 0; i < PERF_N_FEATURES / 64; i++)
		r->present[i] = perf_u64(&in);
	if (data.at < FILE_HEADER || data.at > FRONT_MAX || data.size > UINT64_MAX - data.at)
		return err_set(err, "%s", damaged_header);
	if (!stream_fill(s, (size_t)data.at, err))
		return false;
	if (s->n < data.at)
		return err_set(err, "its header is cut off");
	if (!read_attrs(r, (struct str){s->p, (size_t)data.at}, attrs, attr_size))
		return err_set(err, "%s", damaged_header);
	r->unfinished = data.size == 0;
	r->end = r->unfinished ? UINT64_MAX : data.at + data.size;
	stream_take(s, (size_t)data.at);
	return true;
}

bool perf_records_open(struct perf_records *r, struct stream *s, struct err *err)
{
	struct perf_bytes in;
	uint64_t header;

	*r = (struct perf_records){.stream = s};
	if (!stream_fill(s, FILE_HEADER, err))
		return false;
	in = (struct perf_bytes){.p = s->p, .n = s->n};
	perf_take(&in, 8); /* the mark */
	header = perf_u64(&in);
	r->pipe = header == PIPE_HEADER;
	if (in.bad || (!r->pipe && (header < FILE_HEADER || s->n < FILE_HEADER)))
		return err_set(err, "%s", damaged_header);
	if (!r->pipe)
		return open_file(r, in, err);
	r->end = UINT64_MAX;
	stream_take(s, PIPE_HEADER);
	return true;
}

/* Takes what describes events. */
static bool take_event(struct perf_records *r, const struct perf_record *rec)
{
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};
	uint32_t size;

	if (rec->type == PERF_EVENT_UPDATE)
		perf_events_update(&r->events, rec->body);
	if (rec->type != PERF_ATTR)
		return true;
	perf_take(&in, 4);
	size = perf_u32(&in);
	in = (struct perf_bytes){.p = rec->body.p, .n = rec->body.n};
	if (!perf_events_add(&r->events, &in, size))
		return false;
	perf_events_add_ids(&r->events, r->events.list.n - 1, (struct str){in.p, in.n});
	return true;
}

/* How many bytes behind a record are no records: data of another kind. */
static uint64_t bytes_behind(const struct perf_record *rec)
{
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};

	if (rec->type == PERF_AUXTRACE)
		return perf_u64(&in);
	if (rec->type == PERF_TRACING_DATA)
		return ((uint64_t)perf_u32(&in) + 7) & ~UINT64_C(7);
	return 0;
}

/* Passes over the last record, and what is behind it. */
static bool pass_over(struct perf_records *r, struct err *err)
{
	struct stream *s = r->stream;

	stream_take(s, r->taken);
	r->taken = 0;
	while (r->pass != 0) {
		size_t n;

		if (!stream_fill(s, 1, err))
			return false;
		if (s->n == 0)
			break;
		n = s->n < r->pass ? s->n : (size_t)r->pass;
		stream_take(s, n);
		r->pass -= n;
	}
	r->pass = 0;
	return true;
}

/* Takes a record off the stream. */
static bool take_record(struct perf_records *r, struct perf_record *rec, bool *end, struct err *err)
{
	struct stream *s = r->stream;
	struct perf_bytes in;
	size_t size;

	if (!pass_over(r, err) || !stream_fill(s, PERF_HEADER, err))
		return false;
	*end = s->offset >= r->end || s->n == 0;
	if (*end)
		return true;
	in = (struct perf_bytes){.p = s->p, .n = s->n};
	rec->type = perf_u32(&in);
	rec->misc = perf_u16(&in);
	size = perf_u16(&in);
	if (!stream_fill(s, size, err))
		return false;
	r->cut = in.bad || size < PERF_HEADER || s->n < size || size > r->end - s->offset;
	*end = r->cut;
	if (*end)
		return true;
	rec->body = (struct str){s->p + PERF_HEADER, size - PERF_HEADER};
	r->taken = size;
	r->pass = bytes_behind(rec);
	return true;
}

bool perf_records_next(struct perf_records *r, struct perf_record *rec, bool *end, struct err *err)
{
	*end = false;
	if (r->unpacker != NULL && perf_unpacker_next(r->unpacker, rec))
		return true;
	do {
		if (!take_record(r, rec, end, err))
			return false;
		if (*end)
			return true;
		if (rec->type != PERF_COMPRESSED && rec->type != PERF_COMPRESSED2)
			return take_event(r, rec) || err_set(err, "%s", damaged_header);
		if (r->unpacker == NULL)
			r->unpacker = perf_unpacker_open(err);
		if (r->unpacker == NULL ||
			!perf_unpacker_add(r->unpacker, rec, stream_memory_limit(r->stream), err))
			return false;
	} while (!perf_unpacker_next(r->unpacker, rec));
	return true;
}

bool perf_records_features(struct perf_records *r, struct perf_features *f, struct err *err)
{
	struct stream *s = r->stream;
	uint64_t begin = s->offset;
	struct perf_bytes in;

	*f = (struct perf_features){0};
	if (r->pipe || r->unfinished || r->cut)
		return true;
	while (!s->end && s->n <= stream_memory_limit(s))
		if (!stream_more(s, err))
			return false;
	in = (struct perf_bytes){.p = s->p, .n = s->n};
	for (size_t i = 0; i < PERF_N_FEATURES; i++) {
		struct file_part part;

		if ((r->present[i / 64] >> i % 64 & 1) == 0)
			continue;
		part = take_part(&in);
		if (part.at >= begin)
			find_part((struct str){s->p, s->n},
				(struct file_part){part.at - begin, part.size}, &f->parts[i]);
	}
	return true;
}

size_t perf_records_memory(const struct perf_records *r)
{
	return r->events.arena.used + (r->unpacker != NULL ? perf_unpacker_memory(r->unpacker) : 0);
}

void perf_records_close(struct perf_records *r)
{
	perf_events_release(&r->events);
	perf_unpacker_close(r->unpacker);
	*r = (struct perf_records){0};
}
