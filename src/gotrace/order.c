/*
 * order.c: a heap of threads by the time of their next event, of which the first that can happen is taken.
 *
 * Clocks have a resolution of some 20 ns, so that events of two threads often have equal times. Then the
 * order is that of Go's reader (internal/trace, reader.go), so that all times are the same: like there, the
 * heap moves rows only when one is earlier, and is sorted when its first event cannot happen.
 */
#include "gotrace/order.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "gotrace/bytes.h"

enum {
	WORK_FREE = 1 << 20,
	WORK_EACH = 64, /* tries and moves for each byte of a generation */
};

/* The heap. */

static void swap(struct gotrace_next *a, struct gotrace_next *b)
{
	struct gotrace_next c = *a;

	*a = *b;
	*b = c;
}

static size_t sift_up(struct gotrace_next *heap, size_t i)
{
	for (; i > 0 && heap[(i - 1) / 2].time > heap[i].time; i = (i - 1) / 2)
		swap(&heap[(i - 1) / 2], &heap[i]);
	return i;
}

static void sift_down(struct gotrace_next *heap, size_t n, size_t i)
{
	for (;;) {
		size_t least = i;

		for (size_t k = 2 * i + 1; k <= 2 * i + 2 && k < n; k++)
			if (heap[k].time < heap[least].time)
				least = k;
		if (least == i)
			return;
		swap(&heap[i], &heap[least]);
		i = least;
	}
}

static void heap_add(struct gotrace_order *o, int64_t time, uint32_t cursor)
{
	*vec_add(&o->heap) = (struct gotrace_next){time, cursor};
	sift_up(o->heap.p, o->heap.n - 1);
}

static void heap_remove(struct gotrace_order *o, size_t i)
{
	struct gotrace_next *heap = o->heap.p;

	for (; i > 0; i = (i - 1) / 2)
		swap(&heap[(i - 1) / 2], &heap[i]);
	heap[0] = heap[--o->heap.n];
	sift_down(heap, o->heap.n, 0);
}

/* Sorts by time; those of equal times stay in their order. The heap is nearly sorted. */
static void heap_sort(struct gotrace_order *o)
{
	struct gotrace_next *heap = o->heap.p;

	for (size_t i = 1; i < o->heap.n; i++) {
		struct gotrace_next row = heap[i];
		size_t k = i;

		for (; k > 0 && heap[k - 1].time > row.time; k--)
			heap[k] = heap[k - 1];
		heap[k] = row;
		o->work += i - k;
	}
}

/* Events. */

static bool fail(struct gotrace_order *o, size_t at, struct err *err)
{
	return err_set(err, "it is damaged at byte %llu: %s",
		(unsigned long long)(o->g->offset + at), o->wrong);
}

/* Reads the next event of a cursor. False when it has none, or, with a reason in o->wrong, when it is damaged. */
static bool read_event(struct gotrace_order *o, struct gotrace_cursor *c)
{
	const struct gotrace_generation *g = o->g;
	const unsigned char *bytes = (const unsigned char *)g->bytes;
	const struct gotrace_spec *spec;
	struct gotrace_bytes b;
	uint64_t units;
	int64_t after;

	while (c->batch != 0 && c->at == g->batches.p[c->batch - 1].end) {
		c->batch = g->batches.p[c->batch - 1].next;
		c->at = c->batch != 0 ? g->batches.p[c->batch - 1].begin : 0;
		c->time = 0;
	}
	if (c->batch == 0)
		return false;
	if (c->time == 0)
		c->time = gotrace_nanos(g, g->batches.p[c->batch - 1].time);
	b = (struct gotrace_bytes){bytes + c->at, bytes + g->batches.p[c->batch - 1].end};
	c->type = *b.p++;
	spec = c->type < GT_N_TYPES ? &gotrace_specs[c->type] : &gotrace_specs[GT_NONE];
	if (spec->name == NULL) {
		o->wrong = "an event of an unknown type";
		return false;
	}
	if (!gotrace_take(&b, &units) || !gotrace_take_all(&b, c->args, spec->n_args)) {
		o->wrong = "an event is cut off by the end of its batch";
		return false;
	}
	after = gotrace_nanos(g, units);
	if (after > INT64_MAX / 2 - c->time) {
		o->wrong = "the time of an event is too large";
		return false;
	}
	c->time += after;
	c->at = (size_t)(b.p - bytes);
	return true;
}

static bool begin(struct gotrace_order *o, struct err *err)
{
	o->cursors.n = o->heap.n = 0;
	o->next_cpu = 0;
	o->work = 0;
	o->wrong = NULL;
	for (size_t i = 0; i < o->g->threads.n; i++) {
		const struct gotrace_thread *t = &o->g->threads.p[i];
		struct gotrace_cursor *c = vec_add(&o->cursors);
		uint32_t row = map_get(&o->by_thread, t->id);

		/* -1 is the thread of what belongs to none. */
		if (row == 0 && t->id != UINT64_MAX) {
			vec_add(&o->threads);
			row = (uint32_t)o->threads.n - 1;
			map_put(&o->by_thread, t->id, row);
		}
		c->thread = row;
		c->batch = t->first;
		c->at = o->g->batches.p[t->first - 1].begin;
		if (read_event(o, c))
			heap_add(o, c->time, (uint32_t)i);
		else if (o->wrong != NULL)
			return fail(o, c->at, err);
	}
	return true;
}

/* Gives row i of the heap its thread's next event. */
static bool refresh(struct gotrace_order *o, size_t i, struct err *err)
{
	struct gotrace_cursor *c = &o->cursors.p[o->heap.p[i].cursor];

	if (read_event(o, c)) {
		o->heap.p[i].time = c->time;
		if (sift_up(o->heap.p, i) == i)
			sift_down(o->heap.p, o->heap.n, i);
		return true;
	}
	if (o->wrong != NULL)
		return fail(o, c->at, err);
	heap_remove(o, i);
	return true;
}

/* Lets the earliest event happen that can. */
static bool step(struct gotrace_order *o, struct err *err)
{
	for (size_t i = 0; i < o->heap.n; i++) {
		const struct gotrace_cursor *c = &o->cursors.p[o->heap.p[i].cursor];

		switch (gotrace_advance(o, c)) {
		case GOTRACE_ADVANCED:
			return refresh(o, i, err);
		case GOTRACE_WAITS:
			break;
		case GOTRACE_IMPOSSIBLE:
			return fail(o, c->at, err);
		}
		if (i == 0)
			heap_sort(o);
		o->work++;
		if (o->work % 4096 == 0 && interrupted())
			return err_set(err, "stopped");
	}
	o->wrong = "none of the events that come next in any thread can happen";
	return fail(o, 0, err);
}

static void give_cpu_sample(struct gotrace_order *o)
{
	const struct gotrace_cpu_sample *s = &o->g->cpu.p[o->next_cpu++];
	struct gotrace_event e = {
		.type = GT_CPU_SAMPLE,
		.time = s->time,
		.stack = s->stack,
		.goroutine = s->goroutine != 0 ? map_get(&o->by_goroutine, s->goroutine) : 0,
	};

	gotrace_emit(o, &e);
}

/* Makes the rows of goroutines that are gone free, when they are most. */
static void free_gone(struct gotrace_order *o)
{
	if (o->n_gone < 1024 || o->n_gone < o->goroutines.n / 2)
		return;
	map_release(&o->by_goroutine);
	o->free.n = 0;
	for (size_t i = o->goroutines.n; --i > 0;) {
		if (o->goroutines.p[i].status == GOTRACE_GONE)
			*vec_add(&o->free) = (uint32_t)i;
		else
			map_put(&o->by_goroutine, o->goroutines.p[i].id, (uint32_t)i);
	}
	o->n_gone = 0;
}

bool gotrace_order_run(struct gotrace_order *o, const struct gotrace_generation *g, struct err *err)
{
	struct gotrace_event sync = {.type = GT_SYNC, .time = gotrace_nanos(g, g->min_time)};
	uint64_t work = WORK_FREE + WORK_EACH * (uint64_t)g->n;

	o->g = g;
	if (o->first == 0) {
		o->first = g->number;
		vec_add(&o->goroutines);
		vec_add(&o->procs);
		vec_add(&o->threads);
	}
	free_gone(o);
	gotrace_emit(o, &sync);
	if (!begin(o, err))
		return false;
	for (size_t i = 1; o->heap.n != 0 || o->next_cpu < g->cpu.n; i++) {
		if (interrupted_at(i))
			return err_set(err, "stopped");
		if (o->next_cpu < g->cpu.n &&
			(o->heap.n == 0 || g->cpu.p[o->next_cpu].time < o->heap.p[0].time))
			give_cpu_sample(o);
		else if (!step(o, err))
			return false;
		if (o->work > work) {
			o->wrong = "its events are too far out of order";
			return fail(o, 0, err);
		}
	}
	return true;
}

uint64_t gotrace_order_memory(const struct gotrace_order *o)
{
	return o->goroutines.n * (sizeof(*o->goroutines.p) + 2 * sizeof(struct map_slot)) +
		o->procs.n * (sizeof(*o->procs.p) + 2 * sizeof(struct map_slot)) +
		o->threads.n * (sizeof(*o->threads.p) + 2 * sizeof(struct map_slot)) +
		o->cursors.n * (sizeof(*o->cursors.p) + sizeof(*o->heap.p));
}

void gotrace_order_release(struct gotrace_order *o)
{
	free(o->goroutines.p);
	free(o->procs.p);
	free(o->threads.p);
	map_release(&o->by_goroutine);
	map_release(&o->by_proc);
	map_release(&o->by_thread);
	free(o->free.p);
	free(o->cursors.p);
	free(o->heap.p);
}
