/*
 * record-order.c: holds the records of two rounds, and sorts them.
 */
#include "perf/record-order.h"

#include <stdlib.h>

#include "base/search.h"
#include "base/sort.h"

void perf_order_add(struct perf_order *o, const struct perf_record *rec, uint64_t time)
{
	*vec_add(&o->held) = (struct perf_held){time, o->bytes.n, *rec};
	o->bytes.p = mem_grow(o->bytes.p, &o->bytes.cap, o->bytes.n + rec->body.n + 1, 1);
	memcpy(o->bytes.p + o->bytes.n, rec->body.p, rec->body.n);
	o->bytes.n += rec->body.n;
	if (time > o->newest)
		o->newest = time;
}

static int by_time(const void *a, const void *b, void *context)
{
	const struct perf_held *x = a, *y = b;

	(void)context;
	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Drops the first n records, and the bytes of records that are held no more. */
static void drop(struct perf_order *o, size_t n)
{
	VEC(char) bytes = {0};

	o->held.n -= n;
	if (o->held.n == 0) {
		o->bytes.n = 0;
		return;
	}
	memmove(o->held.p, o->held.p + n, o->held.n * sizeof(*o->held.p));
	for (size_t i = 0; i < o->held.n; i++) {
		struct perf_held *h = &o->held.p[i];

		bytes.p = mem_grow(bytes.p, &bytes.cap, bytes.n + h->rec.body.n + 1, 1);
		memcpy(bytes.p + bytes.n, o->bytes.p + h->at, h->rec.body.n);
		h->at = bytes.n;
		bytes.n += h->rec.body.n;
	}
	free(o->bytes.p);
	o->bytes.p = bytes.p;
	o->bytes.n = bytes.n;
	o->bytes.cap = bytes.cap;
}

/* Gives out all records up to a time. */
static bool give(struct perf_order *o, uint64_t last, const struct perf_sink *sink, struct err *err)
{
	size_t n;

	sort_with(o->held.p, o->held.n, sizeof(*o->held.p), by_time, NULL);
	SEARCH(n, o->held.n, o->held.p[n].time <= last);
	for (size_t i = 0; i < n; i++) {
		struct perf_record rec = o->held.p[i].rec;

		rec.body.p = o->bytes.p + o->held.p[i].at;
		if (!sink->take(sink->context, &rec, err))
			return false;
	}
	drop(o, n);
	return true;
}

bool perf_order_round(struct perf_order *o, const struct perf_sink *sink, struct err *err)
{
	uint64_t last = o->before;

	o->before = o->newest;
	return give(o, last, sink, err);
}

bool perf_order_end(struct perf_order *o, const struct perf_sink *sink, struct err *err)
{
	return give(o, UINT64_MAX, sink, err);
}

size_t perf_order_memory(const struct perf_order *o)
{
	return o->bytes.n + o->held.n * sizeof(*o->held.p);
}

void perf_order_release(struct perf_order *o)
{
	free(o->held.p);
	free(o->bytes.p);
	*o = (struct perf_order){0};
}
