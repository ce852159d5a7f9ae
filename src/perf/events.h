/*
 * events.h: the events of a recording: what samples count, and how samples and records tell their event.
 */
#ifndef CPROF_PERF_EVENTS_H
#define CPROF_PERF_EVENTS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "perf/layout.h"

struct perf_event {
	struct perf_attr attr;
	struct str
		name; /* as the recording has it: "cpu-clock:u"; in the arena; empty: it has none */
};

/* An event on one processor or in one process. */
struct perf_counter {
	uint32_t event;
	uint64_t value; /* that was read last */
};

/* Zero-initialized is empty and valid. */
struct perf_events {
	struct arena arena;
	VEC(struct perf_event) list;
	VEC(struct perf_counter) counters;
	struct map by_id; /* 1 + place in counters */
};

/* Adds an event, and its ids: numbers of 8 bytes. False when it is cut off. */
bool perf_events_add(struct perf_events *e, struct perf_bytes *attr, uint64_t attr_size);
void perf_events_add_ids(struct perf_events *e, size_t event, struct str ids);

/* Reads names, from the feature EVENT_DESC and from a record of the type PERF_EVENT_UPDATE. */
void perf_events_describe(struct perf_events *e, struct str feature);
void perf_events_update(struct perf_events *e, struct str body);

/* The counter with an id; NULL: there is none. */
struct perf_counter *perf_events_counter(const struct perf_events *e, uint64_t id);

/* The place of the event that a sample is of; SIZE_MAX: there is no such event. */
size_t perf_events_of_sample(const struct perf_events *e, struct str body);

/* The time of a sample or of another record of the kernel; 0: it has none. */
uint64_t perf_events_time(const struct perf_events *e, const struct perf_record *rec);

/*
 * The name of an event as users type it, without the letters that choose a privilege level or a precision: "cpu-clock".
 * An event without a name gets one by its type. Note: several events may have one name then.
 */
struct str perf_event_plain(const struct perf_event *event);

/* True when the event counts nanoseconds. */
bool perf_event_is_time(const struct perf_event *event);

void perf_events_release(struct perf_events *e);

#endif
