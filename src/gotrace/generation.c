/*
 * generation.c: finds the batches of a generation, and reads its strings, stacks, CPU samples and clock.
 *
 * Until Go 1.25 a generation ends where a batch of the next one begins. Since Go 1.26 an event of one
 * byte ends it.
 */
#include "gotrace/generation.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/interrupt.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "gotrace/bytes.h"
#include "gotrace/specs.h"

/* Limits of the format. */
enum {
	BATCH_MAX = 64 << 10,
	STRING_MAX = 1 << 10,
	FRAMES_MAX = 128,
	HEADER_MAX = 2 + 5 * 10, /* bytes of a batch in front of its events */
};

/* A reading under way. */
struct generation_reading {
	struct gotrace_generation *g;
	struct stream *s;
	struct gotrace_stacks *stacks;
	int version;
	size_t at;            /* the next batch begins here, counted from the stream's first byte */
	VEC(uint32_t) frames; /* of a stack */
};

static enum gotrace_result fail(const struct generation_reading *r, size_t at, struct err *err,
	const char *what)
{
	err_set(err, "it is damaged at byte %llu: %s", (unsigned long long)(r->s->offset + at),
		what);
	return GOTRACE_FAILED;
}

/* Batches. */

struct batch_header {
	uint64_t number, thread, time,
		size; /* in the order of the file; number: of the generation */
};

static struct gotrace_bytes bytes_at(const struct generation_reading *r, size_t begin, size_t end)
{
	const unsigned char *p = (const unsigned char *)r->s->p;

	return (struct gotrace_bytes){p + begin, p + end};
}

/* Adds a batch of events to its thread. */
static void add_to_thread(struct gotrace_generation *g, uint64_t id)
{
	uint32_t known = map_get(&g->by_thread, id), place = (uint32_t)g->batches.n;
	struct gotrace_thread *t;

	if (known == 0) {
		*vec_add(&g->threads) = (struct gotrace_thread){.id = id, .first = place};
		known = (uint32_t)g->threads.n;
		map_put(&g->by_thread, id, known);
	}
	t = &g->threads.p[known - 1];
	if (t->last != 0)
		g->batches.p[t->last - 1].next = place;
	t->last = place;
}

static void add_batch(struct generation_reading *r, const struct batch_header *h, size_t begin)
{
	struct gotrace_generation *g = r->g;
	unsigned char first = h->size != 0 ? (unsigned char)r->s->p[begin] : 0;

	*vec_add(&g->batches) = (struct gotrace_batch){
		.begin = begin,
		.end = begin + h->size,
		.time = h->time,
	};
	if (first == GT_STRINGS || first == GT_STACKS || first == GT_CPU_SAMPLES ||
		first == (r->version >= GT_GO_25 ? GT_SYNC : GT_FREQUENCY))
		*vec_add(&g->tables) = (uint32_t)g->batches.n - 1;
	else
		add_to_thread(g, h->thread);
}

/*
 * Reads a batch. GOTRACE_END: the generation ends in front of it; GOTRACE_CUT: the trace does, in the
 * midst of it.
 */
static enum gotrace_result read_batch(struct generation_reading *r, struct err *err)
{
	struct gotrace_generation *g = r->g;
	struct batch_header h;
	struct gotrace_bytes b;
	size_t begin;
	int type;

	if (!stream_fill(r->s, r->at + HEADER_MAX + BATCH_MAX, err))
		return GOTRACE_FAILED;
	b = bytes_at(r, r->at, r->s->n);
	type = *b.p++;
	if (type == GT_END_OF_GENERATION && r->version >= GT_GO_26) {
		g->n_ending = 1;
		return GOTRACE_END;
	}
	if (type != GT_EVENT_BATCH && (type != GT_EXPERIMENTAL_BATCH || r->version < GT_GO_23))
		return fail(r, r->at, err, "no batch of events begins here");
	b.p += type == GT_EXPERIMENTAL_BATCH; /* the experiment */
	if (b.p > b.end || !gotrace_take_all(&b, &h.number, 4))
		return r->s->end && r->s->n - r->at < HEADER_MAX
			? GOTRACE_CUT
			: fail(r, r->at, err, "a number is too large");
	if (h.size > BATCH_MAX)
		return fail(r, r->at, err, "a batch of events is too large");
	if (h.number == 0)
		return fail(r, r->at, err, "a batch of events is of no generation");
	if (g->number == 0)
		g->number = h.number;
	if (h.number == g->number + 1 && r->version < GT_GO_26)
		return GOTRACE_END;
	if (h.number != g->number)
		return fail(r, r->at, err, "a batch of events is of another generation");
	begin = (size_t)(b.p - (const unsigned char *)r->s->p);
	if (h.size > r->s->n - begin)
		return GOTRACE_CUT;
	if (g->min_time == 0 || h.time < g->min_time)
		g->min_time = h.time;
	if (type == GT_EVENT_BATCH)
		add_batch(r, &h, begin);
	r->at = begin + h.size;
	return GOTRACE_READ;
}

static uint64_t memory(const struct generation_reading *r)
{
	return r->at + r->g->batches.n * sizeof(*r->g->batches.p) +
		r->g->threads.n * (sizeof(*r->g->threads.p) + 2 * sizeof(struct map_slot)) +
		gotrace_stacks_memory(r->stacks);
}

/* Finds all batches, and where the generation ends. */
static enum gotrace_result read_batches(struct generation_reading *r, struct err *err)
{
	enum gotrace_result result;

	for (size_t i = 0;; i++) {
		if (!stream_fill(r->s, r->at + 1, err))
			return GOTRACE_FAILED;
		if (r->s->n == r->at)
			break;
		result = read_batch(r, err);
		if (result == GOTRACE_END)
			return GOTRACE_READ;
		if (result != GOTRACE_READ)
			return result;
		if (i % 64 == 0 && interrupted()) {
			err_set(err, "stopped");
			return GOTRACE_FAILED;
		}
		if (i % 64 == 0 && memory(r) > stream_memory_limit(r->s)) {
			err_set(err, "%s", stream_memory_refused);
			return GOTRACE_FAILED;
		}
	}
	if (r->at == 0)
		return GOTRACE_END;
	return r->version >= GT_GO_26 ? GOTRACE_CUT : GOTRACE_READ;
}

/* Tables. A reader of one gets the bytes behind the first, and returns NULL or what is wrong. */

typedef const char *table_reader(struct generation_reading *r, const struct gotrace_batch *batch,
	struct gotrace_bytes *b);

static const char *read_strings(struct generation_reading *r, const struct gotrace_batch *batch,
	struct gotrace_bytes *b)
{
	uint64_t v[2]; /* id, length */

	(void)batch;
	while (b->p < b->end) {
		str_id id;

		if (*b->p++ != GT_STRING || !gotrace_take_all(b, v, 2))
			return "among strings is something else";
		if (v[1] > STRING_MAX || v[1] > (size_t)(b->end - b->p))
			return "a string is too long";
		if (map_get(&r->g->strings, v[0]) != 0)
			return "a string is there twice";
		id = intern_add(&r->stacks->strings,
			(struct str){(const char *)b->p, (size_t)v[1]});
		map_put(&r->g->strings, v[0], 1 + id);
		b->p += v[1];
	}
	return NULL;
}

/* The string of an id of this generation. */
static bool string_of(const struct generation_reading *r, uint64_t id, str_id *s)
{
	uint32_t known = map_get(&r->g->strings, id);

	*s = known != 0 ? known - 1 : 0;
	return known != 0 || id == 0;
}

static const char *read_stacks(struct generation_reading *r, const struct gotrace_batch *batch,
	struct gotrace_bytes *b)
{
	uint64_t v[2], f[4]; /* id, number of frames; pc, function, file, line */

	(void)batch;
	while (b->p < b->end) {
		if (*b->p++ != GT_STACK || !gotrace_take_all(b, v, 2))
			return "among stacks is something else";
		if (v[1] > FRAMES_MAX)
			return "a stack is too deep";
		if (map_get(&r->g->stacks, v[0]) != 0)
			return "a stack is there twice";
		r->frames.n = 0;
		for (uint64_t i = 0; i < v[1]; i++) {
			struct gotrace_frame frame;

			if (!gotrace_take_all(b, f, 4))
				return "a stack is cut off";
			frame.pc = f[0];
			frame.line = f[3] <= INT64_MAX ? (int64_t)f[3] : 0;
			if (!string_of(r, f[1], &frame.function) ||
				!string_of(r, f[2], &frame.file))
				return "the name of a function is missing";
			/* Some goroutines of the runtime have a frame that is none. */
			if (frame.pc != 0 || frame.function != 0)
				*vec_add(&r->frames) = gotrace_add_frame(r->stacks, frame);
		}
		map_put(&r->g->stacks, v[0],
			1 + gotrace_add_stack(r->stacks, r->frames.p, r->frames.n));
	}
	return NULL;
}

/* Samples of the CPU, with times in units, as stacks and clock may come later. */
static const char *read_cpu_samples(struct generation_reading *r, const struct gotrace_batch *batch,
	struct gotrace_bytes *b)
{
	uint64_t v[5]; /* time, thread, processor, goroutine, stack */

	(void)batch;
	while (b->p < b->end) {
		uint32_t stack;

		if (*b->p++ != GT_CPU_SAMPLE || !gotrace_take_all(b, v, 5))
			return "among samples of the CPU is something else";
		stack = map_get(&r->g->stacks, v[4]);
		if (stack == 0 && v[4] != 0)
			return "the stack of a sample of the CPU is missing";
		*vec_add(&r->g->cpu) = (struct gotrace_cpu_sample){
			.time = gotrace_nanos(r->g, v[0]),
			.goroutine = v[3],
			.stack = stack != 0 ? stack - 1 : 0,
		};
	}
	return NULL;
}

static const char *read_clock(struct generation_reading *r, const struct gotrace_batch *batch,
	struct gotrace_bytes *b)
{
	struct gotrace_generation *g = r->g;
	uint64_t v[4];

	while (b->p < b->end) {
		int type = *b->p++;

		if (type == GT_FREQUENCY) {
			if (!gotrace_take(b, v) || v[0] == 0 || g->nanos != 0)
				return "the frequency of the clock is damaged";
			g->nanos = 1.0 / ((double)v[0] / 1e9);
		} else if (type == GT_CLOCK_SNAPSHOT && r->version >= GT_GO_25) {
			if (!gotrace_take_all(b, v, 4) || g->has_wall)
				return "the time of the clock is damaged";
			g->has_wall = true;
			g->wall_at = batch->time + v[0];
			g->wall = wrap_add(wrap_mul((int64_t)v[2], 1000000000), (int64_t)v[3]);
		} else {
			return "in place of the clock is something else";
		}
	}
	return NULL;
}

/* In the order in which they are read: each needs those in front of it. */
static const struct {
	unsigned char type; /* the first byte of the batch */
	bool keep;          /* the first byte is part of the table */
	table_reader *read;
} table_readers[] = {
	{GT_SYNC, false, read_clock},
	{GT_FREQUENCY, true, read_clock},
	{GT_STRINGS, false, read_strings},
	{GT_STACKS, false, read_stacks},
	{GT_CPU_SAMPLES, false, read_cpu_samples},
};

static bool read_tables(struct generation_reading *r, struct err *err)
{
	struct gotrace_generation *g = r->g;

	for (size_t k = 0; k < ARRAY_LEN(table_readers); k++)
		for (size_t i = 0; i < g->tables.n; i++) {
			const struct gotrace_batch *batch = &g->batches.p[g->tables.p[i]];
			struct gotrace_bytes b = bytes_at(r, batch->begin, batch->end);
			const char *wrong;

			if (*b.p != table_readers[k].type)
				continue;
			b.p += !table_readers[k].keep;
			wrong = table_readers[k].read(r, batch, &b);
			if (wrong != NULL) {
				fail(r, batch->begin, err, wrong);
				return false;
			}
		}
	return true;
}

static int compare_times(const void *a, const void *b, void *context)
{
	const struct gotrace_cpu_sample *x = a, *y = b;

	(void)context;
	return (x->time > y->time) - (x->time < y->time);
}

static void begin(struct gotrace_generation *g, uint64_t offset)
{
	map_release(&g->by_thread);
	map_release(&g->strings);
	map_release(&g->stacks);
	g->batches.n = g->threads.n = g->cpu.n = g->tables.n = 0;
	g->number = g->min_time = 0;
	g->offset = offset;
	g->n = g->n_ending = 0;
	g->nanos = 0;
	g->has_wall = false;
}

enum gotrace_result gotrace_generation_read(struct gotrace_generation *g, struct stream *s,
	int version, struct gotrace_stacks *stacks, struct err *err)
{
	struct generation_reading r = {.g = g, .s = s, .stacks = stacks, .version = version};
	enum gotrace_result result;

	begin(g, s->offset);
	result = read_batches(&r, err);
	g->n = r.at;
	if (result == GOTRACE_READ) {
		if (!read_tables(&r, err))
			result = GOTRACE_FAILED;
		else if (g->nanos == 0)
			result = s->end && s->n == g->n
				? GOTRACE_CUT
				: fail(&r, 0, err, "the frequency of its clock is missing");
	}
	g->bytes = s->p;
	sort_with(g->cpu.p, g->cpu.n, sizeof(*g->cpu.p), compare_times, NULL);
	free(r.frames.p);
	return result;
}

void gotrace_generation_release(struct gotrace_generation *g)
{
	free(g->batches.p);
	free(g->threads.p);
	free(g->cpu.p);
	free(g->tables.p);
	map_release(&g->by_thread);
	map_release(&g->strings);
	map_release(&g->stacks);
}
