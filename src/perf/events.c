/*
 * events.c: events by their ids, and the names of events.
 */
#include "perf/events.h"

#include <stdlib.h>

#include "base/array.h"

enum { TYPE_HARDWARE, TYPE_SOFTWARE, EVENTS_MAX = 1 << 12 };

/* The names of events that perf_event.h numbers. */
static const char *const hardware[] = {"cycles", "instructions", "cache-references", "cache-misses",
	"branches", "branch-misses", "bus-cycles", "stalled-cycles-frontend",
	"stalled-cycles-backend", "ref-cycles"};
static const char *const software[] = {"cpu-clock", "task-clock", "page-faults", "context-switches",
	"cpu-migrations", "minor-faults", "major-faults", "alignment-faults", "emulation-faults",
	"dummy", "bpf-output", "cgroup-switches"};

bool perf_events_add(struct perf_events *e, struct perf_bytes *attr, uint64_t attr_size)
{
	struct perf_attr read;

	if (e->list.n == EVENTS_MAX || !perf_attr_read(attr, attr_size, &read))
		return false;
	vec_add(&e->list)->attr = read;
	return true;
}

void perf_events_add_ids(struct perf_events *e, size_t event, struct str ids)
{
	for (; ids.n >= 8; ids = str_from(ids, 8)) {
		uint64_t id = perf_load(ids.p);

		if (map_get(&e->by_id, id) != 0)
			continue;
		vec_add(&e->counters)->event = (uint32_t)event;
		map_put(&e->by_id, id, (uint32_t)e->counters.n);
	}
}

static void name_event(struct perf_events *e, size_t event, struct str name)
{
	if (event < e->list.n && name.n != 0)
		e->list.p[event].name = arena_str(&e->arena, name);
}

/* The events stand in their order. */
void perf_events_describe(struct perf_events *e, struct str feature)
{
	struct perf_bytes in = {.p = feature.p, .n = feature.n};
	uint32_t n = perf_u32(&in), attr_size = perf_u32(&in);

	for (uint32_t i = 0; i < n && !in.bad; i++) {
		struct str text;
		uint64_t n_ids;

		perf_take(&in, attr_size);
		n_ids = perf_u32(&in);
		text = perf_take(&in, perf_u32(&in));
		perf_take(&in, n_ids * 8);
		if (!in.bad)
			name_event(e, i, str_sub(text, 0, strnlen(text.p, text.n)));
	}
}

void perf_events_update(struct perf_events *e, struct str body)
{
	enum { UPDATE_NAME = 2 };
	struct perf_bytes in = {.p = body.p, .n = body.n};
	uint64_t what = perf_u64(&in);
	const struct perf_counter *counter = perf_events_counter(e, perf_u64(&in));

	if (what == UPDATE_NAME && counter != NULL)
		name_event(e, counter->event, perf_text(&in));
}

struct perf_counter *perf_events_counter(const struct perf_events *e, uint64_t id)
{
	uint32_t row = map_get(&e->by_id, id);

	return row != 0 ? &e->counters.p[row - 1] : NULL;
}

/* Where there is one event, samples need no id. */
size_t perf_events_of_sample(const struct perf_events *e, struct str body)
{
	const struct perf_counter *counter;
	uint64_t id;

	if (e->list.n <= 1)
		return e->list.n - 1;
	id = perf_sample_id(&e->list.p[0].attr, body);
	counter = perf_events_counter(e, id);
	return counter != NULL ? counter->event : id == 0 ? 0 : SIZE_MAX;
}

uint64_t perf_events_time(const struct perf_events *e, const struct perf_record *rec)
{
	struct perf_sample s;
	size_t event;

	if (e->list.n == 0)
		return 0;
	if (rec->type != PERF_SAMPLE)
		return perf_record_time(&e->list.p[0].attr, rec->body);
	event = perf_events_of_sample(e, rec->body);
	if (event == SIZE_MAX || !perf_sample_read(&e->list.p[event].attr, rec->body, &s))
		return 0;
	return s.time;
}

/* "cpu-clock" for "cpu-clock:ppp". The name of a tracepoint, "sched:sched_switch", stays. */
struct str perf_event_plain(const struct perf_event *event)
{
	const struct perf_attr *attr = &event->attr;
	struct str name = event->name, letters;
	size_t colon = str_find_last(name, ':');

	if (name.n == 0 && attr->type == TYPE_HARDWARE && attr->config < ARRAY_LEN(hardware))
		return str_from_c(hardware[attr->config]);
	if (name.n == 0 && attr->type == TYPE_SOFTWARE && attr->config < ARRAY_LEN(software))
		return str_from_c(software[attr->config]);
	if (name.n == 0)
		return STR("event");
	letters = str_from(name, colon + 1);
	for (size_t i = 0; i < letters.n; i++)
		if (strchr("ukhGHIpPSDWeb", letters.p[i]) == NULL)
			return name;
	return colon != 0 ? str_sub(name, 0, colon) : name;
}

bool perf_event_is_time(const struct perf_event *event)
{
	return event->attr.type == TYPE_SOFTWARE && event->attr.config <= 1;
}

void perf_events_release(struct perf_events *e)
{
	free(e->list.p);
	free(e->counters.p);
	map_release(&e->by_id);
	arena_release(&e->arena);
	*e = (struct perf_events){0};
}
