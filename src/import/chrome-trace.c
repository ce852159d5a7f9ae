/*
 * chrome-trace.c: reads the CPU profiles in a trace of Chrome, as DevTools' Performance panel saves it.
 *
 *	{"traceEvents":[
 *	{"name":"thread_name","ph":"M","pid":7,"tid":7,"args":{"name":"CrRendererMain"}},
 *	{"name":"Profile","ph":"P","id":"0x1","pid":7,"tid":7,"args":{"data":{"startTime":100}}},
 *	{"name":"ProfileChunk","ph":"P","id":"0x1","pid":7,"tid":9,"args":{"data":{
 *	"cpuProfile":{"nodes":[{"id":2,"parent":1,"callFrame":{...}},...],"samples":[2,2]},
 *	"timeDeltas":[50,300],"lines":[12,13]}}},
 *	...]}
 *
 * Or the array alone. All other events are passed over. There is a profile for each thread, and it comes in chunks, which
 * stand in their order; the process and an id tell whose they are. Samples have the labels thread, pid and tid. Members
 * stand in any order: Chrome writes an event's name behind what it has.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/out.h"
#include "import/v8-profile.h"

/* The profile of a thread. */
struct trace_profile {
	int64_t pid, tid;
	struct v8_profile p;
};

/* The event that is read. */
struct trace_event {
	struct out name, id, label; /* label: "name" in its args */
	int64_t pid, tid, start, end;
	struct v8_profile chunk;
};

struct trace {
	struct import_json j;
	struct trace_event event;
	bool found; /* events */
	VEC(struct trace_profile) profiles;
	struct map by_id; /* process and id -> 1 + place in profiles */
	struct map names; /* process and thread -> 1 + place in thread_names */
	VEC(raw_str) thread_names;
};

/* Reading an event. */

static void read_text(struct trace *k, struct out *text)
{
	struct str s;

	if (json_in_kind(&k->j.in) != JSON_STRING) {
		json_in_skip(&k->j.in);
	} else if (json_in_string(&k->j.in, &s)) {
		text->n = 0;
		out_str(text, s);
	}
}

/* Of the events that are passed over members of these names may be anything. */
static void read_int(struct trace *k, int64_t *v)
{
	if (json_in_kind(&k->j.in) == JSON_NUMBER)
		import_json_int(&k->j, v);
	else
		json_in_skip(&k->j.in);
}

typedef void trace_reader(struct import_json *j, struct v8_profile *p);

static void read_array(struct trace *k, trace_reader *read)
{
	if (json_in_kind(&k->j.in) == JSON_ARRAY)
		read(&k->j, &k->event.chunk);
	else
		json_in_skip(&k->j.in);
}

static void read_cpu_profile(struct trace *k, struct str key)
{
	if (str_eq(key, STR("nodes")))
		read_array(k, v8_read_nodes);
	else if (str_eq(key, STR("samples")))
		read_array(k, v8_read_samples);
	else if (str_eq(key, STR("endTime")))
		read_int(k, &k->event.end);
	else
		json_in_skip(&k->j.in);
}

typedef void trace_member(struct trace *k, struct str key);

/* Reads an object, if it is one, by a function that reads each of its members. */
static void read_object(struct trace *k, trace_member *read)
{
	struct str key;

	if (json_in_kind(&k->j.in) != JSON_OBJECT) {
		json_in_skip(&k->j.in);
		return;
	}
	for (json_in_object(&k->j.in); json_in_key(&k->j.in, &key);)
		read(k, key);
}

static void read_data(struct trace *k, struct str key)
{
	if (str_eq(key, STR("cpuProfile")))
		read_object(k, read_cpu_profile);
	else if (str_eq(key, STR("timeDeltas")))
		read_array(k, v8_read_times);
	else if (str_eq(key, STR("lines")))
		read_array(k, v8_read_lines);
	else if (str_eq(key, STR("startTime")))
		read_int(k, &k->event.start);
	else if (str_eq(key, STR("endTime")))
		read_int(k, &k->event.end);
	else
		json_in_skip(&k->j.in);
}

static void read_args(struct trace *k, struct str key)
{
	if (str_eq(key, STR("data")))
		read_object(k, read_data);
	else if (str_eq(key, STR("name")))
		read_text(k, &k->event.label);
	else
		json_in_skip(&k->j.in);
}

static void read_member(struct trace *k, struct str key)
{
	struct trace_event *e = &k->event;

	if (str_eq(key, STR("name")))
		read_text(k, &e->name);
	else if (str_eq(key, STR("id")))
		read_text(k, &e->id);
	else if (str_eq(key, STR("pid")))
		read_int(k, &e->pid);
	else if (str_eq(key, STR("tid")))
		read_int(k, &e->tid);
	else if (str_eq(key, STR("args")))
		read_object(k, read_args);
	else
		json_in_skip(&k->j.in);
}

/* What an event tells. */

static uint64_t key_of(int64_t pid, uint32_t id)
{
	return (uint64_t)pid << 32 | id;
}

static struct trace_profile *profile_of(struct trace *k)
{
	const struct trace_event *e = &k->event;
	struct str id = {e->id.p, e->id.n};
	uint64_t key = key_of(e->pid, import_string(k->j.im, id));
	uint32_t place = map_get(&k->by_id, key);

	if (place == 0) {
		*vec_add(&k->profiles) = (struct trace_profile){.pid = e->pid, .tid = e->tid};
		place = (uint32_t)k->profiles.n;
		map_put(&k->by_id, key, place);
		k->j.im->own_memory += sizeof(*k->profiles.p);
	}
	return &k->profiles.p[place - 1];
}

static void name_thread(struct trace *k)
{
	const struct trace_event *e = &k->event;
	uint64_t key = key_of(e->pid, (uint32_t)e->tid);
	struct str name = {e->label.p, e->label.n};
	uint32_t place = map_get(&k->names, key);

	if (place == 0) {
		vec_add(&k->thread_names);
		place = (uint32_t)k->thread_names.n;
		map_put(&k->names, key, place);
	}
	k->thread_names.p[place - 1] = import_string(k->j.im, name);
}

static void take_event(struct trace *k)
{
	const struct trace_event *e = &k->event;
	struct str name = {e->name.p, e->name.n};

	if (str_eq(name, STR("thread_name"))) {
		name_thread(k);
	} else if (str_eq(name, STR("Profile"))) {
		struct trace_profile *p = profile_of(k);

		p->tid = e->tid; /* a chunk may have that of V8's own thread */
		p->p.start = e->start;
	} else if (str_eq(name, STR("ProfileChunk"))) {
		struct trace_profile *p = profile_of(k);

		v8_append(k->j.im, &p->p, &e->chunk);
		p->p.end = e->end > p->p.end ? e->end : p->p.end;
	}
}

/* Says that it is a trace. */
static void find(struct trace *k)
{
	k->found = true;
	import_mine(k->j.im);
}

static void read_event(struct trace *k)
{
	struct trace_event *e = &k->event;
	uint64_t memory = k->j.im->own_memory;

	e->name.n = e->id.n = e->label.n = 0;
	e->pid = e->tid = e->start = e->end = 0;
	v8_clear(&e->chunk);
	read_object(k, read_member);
	if (k->j.in.failed)
		return;
	find(k);
	k->j.im->own_memory = memory; /* the chunk's is used again */
	take_event(k);
}

static void read_events(struct trace *k)
{
	for (json_in_array(&k->j.in); json_in_element(&k->j.in);)
		read_event(k);
}

/* Samples. */

static bool add_profile(struct trace *k, struct trace_profile *p, struct err *err)
{
	struct import *im = k->j.im;
	uint32_t place = map_get(&k->names, key_of(p->pid, (uint32_t)p->tid));
	raw_str name = place != 0 ? k->thread_names.p[place - 1] : 0;
	const struct v8_label labels[] = {
		{.key = STR("thread"), .text = intern_str(&im->strings, name)},
		{.key = STR("pid"), .number = p->pid},
		{.key = STR("tid"), .number = p->tid},
	};
	size_t skip = labels[0].text.n == 0; /* a thread without a name */

	return v8_add_samples(im, &p->p, labels + skip, ARRAY_LEN(labels) - skip, err);
}

static void set_duration(struct trace *k)
{
	int64_t longest = 0;

	for (size_t i = 0; i < k->profiles.n; i++) {
		int64_t length = v8_duration(&k->profiles.p[i].p);

		longest = length > longest ? length : longest;
	}
	k->j.im->duration_nanos = longest;
}

static enum import_result finish(struct trace *k, struct err *err)
{
	struct import *im = k->j.im;
	size_t samples = 0;

	for (size_t i = 0; i < k->profiles.n; i++)
		samples += k->profiles.p[i].p.samples.n;
	if (samples == 0) {
		err_set(err,
			"%s, without a CPU profile: record it in DevTools' Performance panel; "
			"ui.perfetto.dev shows what is in it",
			im->format->name);
		return IMPORT_FAILED;
	}
	v8_add_types(im);
	set_duration(k);
	for (size_t i = 0; i < k->profiles.n; i++)
		if (!add_profile(k, &k->profiles.p[i], err))
			return IMPORT_FAILED;
	return IMPORT_READ;
}

static enum import_result read_all(struct trace *k, struct err *err)
{
	struct json_in *in = &k->j.in;
	struct str key;
	enum import_result result;

	if (json_in_kind(in) == JSON_ARRAY)
		read_events(k);
	else
		for (json_in_object(in); json_in_key(in, &key);)
			if (str_eq(key, STR("traceEvents"))) {
				find(k);
				read_events(k);
			} else {
				json_in_skip(in);
			}
	result = import_json_end(&k->j, err);
	if (!k->found)
		return IMPORT_NOT_MINE;
	if (import_json_is_cut(&k->j) && k->profiles.n != 0) {
		import_note(k->j.im, "the file is cut off: what is there is read");
		*err = (struct err){0};
	} else if (result != IMPORT_READ) {
		return result;
	}
	return finish(k, err);
}

enum import_result import_chrome_trace_read(struct import *im, struct err *err)
{
	struct trace k = {0};
	struct err why = {0};
	enum import_result result;

	import_json_open(&k.j, im);
	result = read_all(&k, &why);
	if (result == IMPORT_FAILED)
		*err = why;
	import_json_close(&k.j);
	out_release(&k.event.name);
	out_release(&k.event.id);
	out_release(&k.event.label);
	v8_profile_release(&k.event.chunk);
	for (size_t i = 0; i < k.profiles.n; i++)
		v8_profile_release(&k.profiles.p[i].p);
	free(k.profiles.p);
	map_release(&k.by_id);
	map_release(&k.names);
	free(k.thread_names.p);
	return result;
}
