/*
 * perf-data.c: reads what perf record writes, to a file (perf.data) or to a pipe.
 *
 * Each event has two types, how many samples there are and what they stand for: samples/count and cpu-clock/nanoseconds,
 * or with several events cpu-clock_samples/count, cpu-clock/nanoseconds and so on. Labels are comm, pid and tid.
 *
 * A frame is an address in a part of a file that was mapped. Addresses in a stack but the first one of the kernel and
 * of the program are where calls return to, and are taken less one. Frames outside of all maps are [unknown]. Those of
 * the kernel have names where it is the running kernel, and says them; else they are one frame, [kernel].
 */
#include "import/perf-data.h"

#include <stdlib.h>

#include "base/wrap.h"

enum { RECORDS_BETWEEN = 4096 }; /* after which memory and Ctrl-C are looked at */

static bool damaged(const struct perf_data *k, const char *what, struct err *err)
{
	return err_set(err, "%s, record %llu: %s; the file is damaged", k->im->format->name,
		(unsigned long long)k->n_records, what);
}

/* Samples. */

static uint32_t add_frame(struct perf_data *k, uint32_t segment, uint64_t address)
{
	uint64_t hash = hash_mix(hash_mix(k->seed.a, segment), address);
	uint32_t row;

	for (size_t at = 0; (row = index_next(&k->by_frame, hash, &at)) != 0;)
		if (k->frames.p[row - 1].segment == segment &&
			k->frames.p[row - 1].address == address)
			return row - 1;
	*vec_add(&k->frames) = (struct perf_frame){.address = address, .segment = segment};
	index_add(&k->by_frame, hash, (uint32_t)k->frames.n);
	return (uint32_t)k->frames.n - 1;
}

/* The frame of an address, at the time of the record that was read last. */
static uint32_t find_frame(struct perf_data *k, const struct perf_maps *maps, bool kernel,
	uint64_t address)
{
	const struct perf_map *map = maps != NULL ? perf_maps_find(maps, address) : NULL;

	k->has_kernel |= kernel;
	if (map != NULL)
		return add_frame(k, map->segment,
			address - map->start + map->skip +
				k->spaces.segments.p[map->segment].start);
	if (kernel)
		return add_frame(k, SEGMENT_KERNEL, address);
	return add_frame(k, SEGMENT_UNKNOWN, 0);
}

/* Adds the frames of a sample to k->stacks, from the leaf on. */
static void add_stack(struct perf_data *k, const struct perf_maps *maps, uint16_t misc,
	const struct perf_sample *s)
{
	const struct perf_maps *kernel_maps = perf_spaces_kernel(&k->spaces), *now;
	bool kernel = (misc & PERF_MODE) == PERF_MODE_KERNEL, exact = true;
	size_t before = k->stacks.n;

	now = kernel ? kernel_maps : (misc & PERF_MODE) == PERF_MODE_USER ? maps : NULL;
	for (size_t i = 0; i < s->chain.n; i += 8) {
		uint64_t ip = perf_load(s->chain.p + i);

		if (ip >= PERF_CONTEXT_MAX) {
			kernel = ip == PERF_CONTEXT_KERNEL;
			now = kernel ? kernel_maps : ip == PERF_CONTEXT_USER ? maps : NULL;
			exact = true;
			continue;
		}
		*vec_add(&k->stacks) = find_frame(k, now, kernel, exact ? ip : ip - 1);
		exact = false;
	}
	if (k->stacks.n == before)
		*vec_add(&k->stacks) = find_frame(k, now, kernel, s->ip);
}

/* The row of a sample. */
static struct perf_row *find_row(struct perf_data *k, uint32_t event, uint16_t misc,
	const struct perf_sample *s)
{
	const struct perf_maps *maps = perf_spaces_of(&k->spaces, s->pid);
	struct print print = print_bytes(&k->seed, s->chain);
	uint32_t who = perf_spaces_who(&k->spaces, s->pid, s->tid), row;

	print_mix(&print, maps->version);
	print_mix(&print, perf_spaces_kernel(&k->spaces)->version);
	print_mix(&print, s->ip ^ (uint64_t)(misc & PERF_MODE) << 61);
	print_mix(&print, (uint64_t)event << 32 | who);
	row = prints_find(&k->by_row, &print);
	if (row == 0) {
		struct perf_row *new = vec_add(&k->rows);

		*new = (struct perf_row){.stack = (uint32_t)k->stacks.n,
			.event = event,
			.who = who};
		add_stack(k, maps, misc, s);
		new->n_stack = (uint32_t)(k->stacks.n - new->stack);
		row = (uint32_t)k->rows.n;
		prints_add(&k->by_row, &print, row);
	}
	k->n_unmapped += maps->list.n == 0 && (misc & PERF_MODE) == PERF_MODE_USER;
	return &k->rows.p[row - 1];
}

static void count(struct perf_data *k, uint32_t event, uint16_t misc, const struct perf_sample *s,
	uint64_t period)
{
	struct perf_row *row = find_row(k, event, misc, s);

	row->count++;
	row->period = wrap_add(row->period, (int64_t)period);
	k->first = k->n_samples == 0 || s->time < k->first ? s->time : k->first;
	k->last = s->time > k->last ? s->time : k->last;
	k->n_samples++;
}

/* Counts a sample for each event whose counter went on, by as much as it did. */
static void count_group(struct perf_data *k, uint16_t misc, const struct perf_sample *s)
{
	for (size_t i = 0; i + s->counter <= s->counters.n; i += s->counter) {
		uint64_t value = perf_load(s->counters.p + i), before;
		struct perf_counter *c = perf_events_counter(&k->records.events,
			perf_load(s->counters.p + i + 8));

		if (c == NULL)
			continue;
		before = c->value;
		c->value = value;
		if (value != before)
			count(k, c->event, misc, s, value - before);
	}
}

static bool take_sample(struct perf_data *k, const struct perf_record *rec, struct err *err)
{
	size_t event = perf_events_of_sample(&k->records.events, rec->body);
	struct perf_sample s;

	if (event == SIZE_MAX)
		return damaged(k, "a sample of an unknown event", err);
	if (!perf_sample_read(&k->records.events.list.p[event].attr, rec->body, &s))
		return damaged(k, "a sample that is longer than its record", err);
	if (perf_attr_has_stacks(&k->records.events.list.p[event].attr))
		perf_unwind(&k->unwinder, &k->spaces, perf_spaces_of(&k->spaces, s.pid), &s);
	if (k->stacks.n > INT32_MAX || k->rows.n >= INT32_MAX)
		return err_set(err, "it has too many samples");
	if (s.counter != 0)
		count_group(k, rec->misc, &s);
	else
		count(k, (uint32_t)event, rec->misc, &s, s.period);
	return true;
}

/* Records. */

/* The sum, or the largest number there is. */
static uint64_t add_most(uint64_t a, uint64_t b)
{
	return b > UINT64_MAX - a ? UINT64_MAX : a + b;
}

/* Takes a record of the kernel; they come in the order of time. */
static bool take_in_order(void *context, const struct perf_record *rec, struct err *err)
{
	struct perf_data *k = context;
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};

	if (rec->type == PERF_SAMPLE)
		return take_sample(k, rec, err);
	if (rec->type == PERF_LOST)
		perf_u64(&in); /* of which event */
	if (rec->type == PERF_LOST || rec->type == PERF_LOST_SAMPLES)
		k->n_lost = add_most(k->n_lost, perf_u64(&in));
	return perf_spaces_take(&k->spaces, rec) ||
		damaged(k, "it ends before its last field does", err);
}

/* False, with the reason, when the tables take too much memory, or somebody wants to stop. */
static bool may_go_on(const struct perf_data *k, struct err *err)
{
	uint64_t own = perf_records_memory(&k->records) + perf_order_memory(&k->order) +
		perf_spaces_memory(&k->spaces) + k->frames.n * sizeof(*k->frames.p) +
		k->stacks.n * sizeof(*k->stacks.p) + k->rows.n * sizeof(*k->rows.p) +
		k->by_row.mask * sizeof(struct print_slot) + perf_unwind_memory(&k->unwinder);

	return import_may_go_on(k->im, own, err);
}

static void take_feature(struct perf_data *k, uint64_t feature, struct str body);

/* Takes what describes the recording, in a pipe. */
static void take_own(struct perf_data *k, const struct perf_record *rec)
{
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};
	uint64_t feature;

	if (rec->type == PERF_BUILD_ID)
		perf_spaces_build_id(&k->spaces, rec->misc, rec->body);
	if (rec->type != PERF_FEATURE)
		return;
	feature = perf_u64(&in);
	take_feature(k, feature, (struct str){in.p, in.n});
}

static void take_feature(struct perf_data *k, uint64_t feature, struct str body)
{
	if (feature == PERF_FEATURE_BUILD_ID)
		perf_spaces_build_ids(&k->spaces, body);
	if (feature == PERF_FEATURE_EVENT_DESC)
		perf_events_describe(&k->records.events, body);
}

static bool take_record(struct perf_data *k, const struct perf_record *rec, struct err *err)
{
	const struct perf_sink sink = {take_in_order, k};
	uint64_t time;

	if (rec->type == PERF_FINISHED_ROUND)
		return perf_order_round(&k->order, &sink, err);
	if (rec->type >= PERF_OWN) {
		take_own(k, rec);
		return true;
	}
	time = perf_events_time(&k->records.events, rec);
	if (time == 0 || time == UINT64_MAX)
		return take_in_order(k, rec, err);
	perf_order_add(&k->order, rec, time);
	return true;
}

static bool read_records(struct perf_data *k, struct err *err)
{
	const struct perf_sink sink = {take_in_order, k};
	struct perf_record rec;
	bool end;

	if (!perf_records_open(&k->records, k->im->stream, err))
		return err_wrap(err, "%s", k->im->format->name);
	for (;; k->n_records++) {
		if (!perf_records_next(&k->records, &rec, &end, err))
			return err_wrap(err, "%s, record %llu", k->im->format->name,
				(unsigned long long)k->n_records);
		if (end)
			break;
		if (!take_record(k, &rec, err) ||
			(k->n_records % RECORDS_BETWEEN == 0 && !may_go_on(k, err)))
			return false;
	}
	if (!perf_order_end(&k->order, &sink, err) ||
		!perf_records_features(&k->records, &k->features, err))
		return false;
	for (uint64_t i = 0; i < PERF_N_FEATURES; i++)
		take_feature(k, i, k->features.parts[i]);
	return true;
}

static void release(struct perf_data *k)
{
	perf_records_close(&k->records);
	perf_order_release(&k->order);
	perf_spaces_release(&k->spaces);
	perf_unwind_release(&k->unwinder);
	free(k->frames.p);
	index_release(&k->by_frame);
	free(k->stacks.p);
	free(k->rows.p);
	prints_release(&k->by_row);
	free(k->uses.p);
	free(k->types.p);
}

enum import_result import_perf_read(struct import *im, struct err *err)
{
	struct perf_data k = {.im = im, .seed = print_seed()};
	bool ok;

	perf_spaces_init(&k.spaces);
	im->drops_nothing = true;
	ok = read_records(&k, err) && import_perf_finish(&k, err);
	release(&k);
	return ok ? IMPORT_READ : IMPORT_FAILED;
}
