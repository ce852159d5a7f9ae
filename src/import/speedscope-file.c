/*
 * speedscope-file.c: reads files in the format of speedscope.app (speedscope.app/file-format-schema.json).
 *
 *	{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"...","activeProfileIndex":0,
 *	"shared":{"frames":[{"name":"main","file":"/src/main.go","line":3},...]},
 *	"profiles":[
 *	{"type":"sampled","name":"a thread","unit":"seconds","startValue":0,"endValue":1,"samples":[[0,1]],"weights":[0.01]},
 *	{"type":"evented","name":"another","unit":"nanoseconds","startValue":0,"endValue":9,
 *	"events":[{"type":"O","frame":0,"at":0},{"type":"C","frame":0,"at":9}]}]}
 *
 * Profiles are threads or the like, and samples have their names as a label where there are several. Of a file that
 * cprof has written they are the sample types. Members stand in any order: frames may come last. So stacks are kept as a
 * tree of the frames' numbers until the end.
 */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/wrap.h"
#include "import/json-text.h"

struct speedscope_frame {
	raw_str name, file;
	int64_t line, column;
	uint32_t location; /* 1 + its place; 0: not looked up yet */
};

/* A frame and those it was called from. */
struct speedscope_call {
	uint32_t caller; /* 1 + its place in calls; 0: none */
	uint32_t frame;
};

struct speedscope_weight {
	uint32_t call; /* 1 + its place in calls; 0: no frame */
	int64_t value;
};

struct speedscope_profile {
	raw_str name;
	size_t unit; /* in units */
	bool own; /* cprof has written it: the name is that of a type, and values are as they are */
	size_t weights; /* they end here, and begin where those of the profile before end */
	uint32_t type;  /* of the values */
};

struct speedscope_event {
	int64_t frame;
	bool opens;
	struct json_number at;
};

/* The profile that is read. */
struct speedscope_part {
	raw_str type, name, unit;
	struct json_number end;
	VEC(uint32_t) samples; /* 1 + places in calls */
	VEC(struct json_number) weights;
	VEC(struct speedscope_event) events;
};

struct speedscope_file {
	struct import_json j;
	bool found, own;
	int64_t active;
	VEC(struct speedscope_frame) frames;
	VEC(struct speedscope_call) calls;
	struct map by_call; /* caller and frame -> 1 + place in calls */
	VEC(struct speedscope_weight) weights;
	VEC(struct speedscope_profile) profiles;
	struct speedscope_part part;
	uint64_t rounded,
		astray; /* values that had fractions; events that close what is not open */
};

/* The units of the format, and what becomes of them: times are nanoseconds. The last is any other. */
static const struct {
	struct str name, type, unit;
	int64_t factor;
} units[] = {
	{{"nanoseconds", 11}, {"time", 4}, {"nanoseconds", 11}, 1},
	{{"microseconds", 12}, {"time", 4}, {"nanoseconds", 11}, 1000},
	{{"milliseconds", 12}, {"time", 4}, {"nanoseconds", 11}, 1000000},
	{{"seconds", 7}, {"time", 4}, {"nanoseconds", 11}, 1000000000},
	{{"bytes", 5}, {"space", 5}, {"bytes", 5}, 1},
	{{"none", 4}, {"samples", 7}, {"count", 5}, 1},
};

/* Reading. */

/* Reads a member that may be null, or something else that is not worth an error. */
static void read_place(struct import_json *j, int64_t *v)
{
	int64_t place = 0;

	if (json_in_kind(&j->in) != JSON_NUMBER)
		json_in_skip(&j->in);
	else if (import_json_int(j, &place) && place > 0)
		*v = place;
}

static void read_text(struct import_json *j, raw_str *v)
{
	if (json_in_kind(&j->in) == JSON_STRING)
		import_json_string(j, v);
	else
		json_in_skip(&j->in);
}

static void read_frame(struct speedscope_file *k)
{
	struct speedscope_frame f = {0};
	struct import_json *j = &k->j;
	struct str key;

	for (json_in_object(&j->in); json_in_key(&j->in, &key);)
		if (str_eq(key, STR("name")))
			import_json_string(j, &f.name);
		else if (str_eq(key, STR("file")))
			read_text(j, &f.file);
		else if (str_eq(key, STR("line")))
			read_place(j, &f.line);
		else if (str_eq(key, STR("col")))
			read_place(j, &f.column);
		else
			json_in_skip(&j->in);
	*vec_add(&k->frames) = f;
	j->im->own_memory += sizeof(f);
}

static void read_shared(struct speedscope_file *k)
{
	struct json_in *in = &k->j.in;
	struct str key;

	for (json_in_object(in); json_in_key(in, &key);)
		if (str_eq(key, STR("frames")))
			for (json_in_array(in); json_in_element(in);)
				read_frame(k);
		else
			json_in_skip(in);
}

/* Reads the number of a frame. That there is such a frame is seen at the end. */
static bool read_frame_number(struct speedscope_file *k, int64_t *v)
{
	if (!json_in_int(&k->j.in, v))
		return false;
	return (*v >= 0 && *v < INT32_MAX) || json_in_fail(&k->j.in, "not the number of a frame");
}

/* 1 + the place of a frame called from there. */
static uint32_t call_of(struct speedscope_file *k, uint32_t caller, uint32_t frame)
{
	uint64_t key = (uint64_t)caller << 32 | frame;
	uint32_t known = map_get(&k->by_call, key);

	if (known != 0)
		return known;
	*vec_add(&k->calls) = (struct speedscope_call){caller, frame};
	map_put(&k->by_call, key, (uint32_t)k->calls.n);
	k->j.im->own_memory += sizeof(*k->calls.p) + 2 * sizeof(struct map_slot);
	return (uint32_t)k->calls.n;
}

static void read_samples(struct speedscope_file *k)
{
	struct json_in *in = &k->j.in;

	for (json_in_array(in); json_in_element(in);) {
		uint32_t call = 0;
		int64_t frame;

		for (json_in_array(in); json_in_element(in);)
			if (read_frame_number(k, &frame))
				call = call_of(k, call, (uint32_t)frame);
		*vec_add(&k->part.samples) = call;
		k->j.im->own_memory += sizeof(call);
	}
}

static void read_weights(struct speedscope_file *k)
{
	struct json_in *in = &k->j.in;

	for (json_in_array(in); json_in_element(in);) {
		struct json_number v = {0};

		json_in_number(in, &v);
		*vec_add(&k->part.weights) = v;
		k->j.im->own_memory += sizeof(v);
	}
}

static void read_event(struct speedscope_file *k)
{
	struct json_in *in = &k->j.in;
	struct speedscope_event e = {0};
	struct str key, type;

	for (json_in_object(in); json_in_key(in, &key);)
		if (str_eq(key, STR("type")))
			e.opens = json_in_string(in, &type) && str_eq(type, STR("O"));
		else if (str_eq(key, STR("frame")))
			read_frame_number(k, &e.frame);
		else if (str_eq(key, STR("at")))
			json_in_number(in, &e.at);
		else
			json_in_skip(in);
	*vec_add(&k->part.events) = e;
	k->j.im->own_memory += sizeof(e);
}

static void read_part_member(struct speedscope_file *k, struct str key)
{
	struct import_json *j = &k->j;
	struct speedscope_part *p = &k->part;

	if (str_eq(key, STR("type")))
		import_json_string(j, &p->type);
	else if (str_eq(key, STR("name")))
		read_text(j, &p->name);
	else if (str_eq(key, STR("unit")))
		import_json_string(j, &p->unit);
	else if (str_eq(key, STR("endValue")))
		json_in_number(&j->in, &p->end);
	else if (str_eq(key, STR("samples")))
		read_samples(k);
	else if (str_eq(key, STR("weights")))
		read_weights(k);
	else if (str_eq(key, STR("events")))
		for (json_in_array(&j->in); json_in_element(&j->in);)
			read_event(k);
	else
		json_in_skip(&j->in);
}

/* Values. */

/* Multiplies a number. What does not fit is an error of the value that was read last, which is its profile. */
static int64_t value_of(struct speedscope_file *k, const struct json_number *v, int64_t factor)
{
	int64_t value = 0;
	double d = v->d * (double)factor;

	if (v->is_int) {
		if (__builtin_mul_overflow(v->i, factor, &value))
			json_in_fail(&k->j.in, "a value is too large");
	} else if (fabs(d) < (double)INT64_MAX) {
		value = llround(d);
		k->rounded += factor == 1 && (double)value != d;
	} else {
		json_in_fail(&k->j.in, "a value is too large");
	}
	return value;
}

static void add_weight(struct speedscope_file *k, uint32_t call, int64_t value)
{
	if (value == 0)
		return;
	*vec_add(&k->weights) = (struct speedscope_weight){call, value};
	k->j.im->own_memory += sizeof(*k->weights.p);
}

static void take_samples(struct speedscope_file *k, int64_t factor)
{
	const struct speedscope_part *p = &k->part;

	if (p->samples.n != p->weights.n)
		json_in_fail(&k->j.in, "a profile has %zu samples, and the weights of %zu",
			p->samples.n, p->weights.n);
	for (size_t i = 0; i < p->samples.n && !k->j.in.failed; i++)
		add_weight(k, p->samples.p[i], value_of(k, &p->weights.p[i], factor));
}

/* The call that is open after an event; what it closes must be open. */
static uint32_t after_event(struct speedscope_file *k, uint32_t call,
	const struct speedscope_event *e)
{
	uint32_t open = call;

	if (e->opens)
		return call_of(k, call, (uint32_t)e->frame);
	while (open != 0 && k->calls.p[open - 1].frame != (uint32_t)e->frame)
		open = k->calls.p[open - 1].caller;
	k->astray += open == 0 || open != call;
	return open != 0 ? k->calls.p[open - 1].caller : call;
}

/* What is open between two events is a sample. What is still open at the end lasts until the profile's end. */
static void take_events(struct speedscope_file *k, int64_t factor)
{
	const struct speedscope_part *p = &k->part;
	uint32_t call = 0;
	int64_t last = 0;

	for (size_t i = 0; i < p->events.n && !k->j.in.failed; i++) {
		int64_t at = value_of(k, &p->events.p[i].at, factor);

		if (call != 0 && at < last)
			json_in_fail(&k->j.in, "the events of a profile are not in order");
		else if (call != 0)
			add_weight(k, call, wrap_add(at, wrap_mul(last, -1)));
		call = after_event(k, call, &p->events.p[i]);
		last = at;
	}
	if (call != 0 && !k->j.in.failed) {
		int64_t end = value_of(k, &p->end, factor);

		add_weight(k, call, end > last ? wrap_add(end, wrap_mul(last, -1)) : 0);
	}
}

static uint64_t part_memory(const struct speedscope_part *p)
{
	return p->samples.n * sizeof(*p->samples.p) + p->weights.n * sizeof(*p->weights.p) +
		p->events.n * sizeof(*p->events.p);
}

static void clear_part(struct speedscope_part *p)
{
	p->type = p->name = p->unit = 0;
	p->end = (struct json_number){.is_int = true};
	p->samples.n = p->weights.n = p->events.n = 0;
}

static void read_profile(struct speedscope_file *k)
{
	struct json_in *in = &k->j.in;
	struct speedscope_part *p = &k->part;
	struct speedscope_profile profile = {.own = k->own};
	struct str key, type, unit;

	clear_part(p);
	for (json_in_object(in); json_in_key(in, &key);)
		read_part_member(k, key);
	type = intern_str(&k->j.im->strings, p->type);
	unit = intern_str(&k->j.im->strings, p->unit);
	while (profile.unit + 1 < ARRAY_LEN(units) && !str_eq(units[profile.unit].name, unit))
		profile.unit++;
	k->j.im->own_memory -= part_memory(p); /* it is used again */
	if (str_eq(type, STR("evented")))
		take_events(k, k->own ? 1 : units[profile.unit].factor);
	else if (str_eq(type, STR("sampled")))
		take_samples(k, k->own ? 1 : units[profile.unit].factor);
	else
		json_in_fail(in, "a profile that is neither sampled nor evented");
	profile.name = p->name;
	profile.weights = k->weights.n;
	*vec_add(&k->profiles) = profile;
}

/* Types and samples. */

/* Adds the type of a profile's values, unless an earlier one has it. */
static void add_type(struct speedscope_file *k, struct speedscope_profile *p)
{
	struct import *im = k->j.im;
	struct str type = units[p->unit].type, unit = units[p->unit].unit;
	uint32_t t = 0;

	if (p->own) {
		type = intern_str(&im->strings, p->name);
		unit = p->unit + 1 < ARRAY_LEN(units) ? units[p->unit].name : unit;
		t = (uint32_t)im->types.n; /* each has its own */
	}
	while (t < im->types.n && im->types.p[t].type != import_string(im, type))
		t++;
	if (t == im->types.n)
		import_add_type(im, type, unit);
	p->type = t;
}

static enum import_result add_types(struct speedscope_file *k, struct err *err)
{
	struct import *im = k->j.im;

	if (k->profiles.n == 0 || k->profiles.n > TYPES_MAX) {
		err_set(err, "%s, with %s profiles", im->format->name,
			k->profiles.n == 0 ? "no" : "too many");
		return IMPORT_FAILED;
	}
	for (size_t i = 0; i < k->profiles.n; i++)
		add_type(k, &k->profiles.p[i]);
	if (k->active >= 0 && (uint64_t)k->active < k->profiles.n)
		im->default_type = im->types.p[k->profiles.p[k->active].type].type;
	return IMPORT_READ;
}

static bool add_frames(struct speedscope_file *k, uint32_t call, struct err *err)
{
	struct import *im = k->j.im;

	for (; call != 0; call = k->calls.p[call - 1].caller) {
		uint32_t number = k->calls.p[call - 1].frame;
		struct speedscope_frame *f;

		if (number >= k->frames.n)
			return err_set(err, "%s: there is no frame %u, which a sample has",
				im->format->name, number);
		f = &k->frames.p[number];
		if (f->location == 0)
			f->location = 1 +
				import_line_location(im,
					import_function(im, intern_str(&im->strings, f->name),
						intern_str(&im->strings, f->file), false),
					f->line, f->column);
		*vec_add(&im->stack) = f->location - 1;
	}
	return true;
}

static bool add_profile(struct speedscope_file *k, const struct speedscope_profile *p, size_t begin,
	int64_t *values, struct err *err)
{
	struct import *im = k->j.im;
	bool labelled = !p->own && k->profiles.n > 1 && p->name != 0;

	for (size_t i = begin; i < p->weights; i++) {
		if (!add_frames(k, k->weights.p[i].call, err))
			return false;
		if (labelled)
			import_add_label(im, STR("profile"), intern_str(&im->strings, p->name));
		values[p->type] = k->weights.p[i].value;
		if (!import_merge_sample(im, values, err) ||
			!import_may_go_on(im, im->own_memory, err))
			return false;
		values[p->type] = 0;
	}
	return true;
}

static enum import_result add_all(struct speedscope_file *k, struct err *err)
{
	struct import *im = k->j.im;
	enum import_result result = add_types(k, err);
	int64_t *values = mem_zeroed(im->types.n, sizeof(*values));

	for (size_t i = 0; i < k->profiles.n && result == IMPORT_READ; i++) {
		size_t begin = i != 0 ? k->profiles.p[i - 1].weights : 0;

		if (!add_profile(k, &k->profiles.p[i], begin, values, err))
			result = IMPORT_FAILED;
	}
	free(values);
	if (k->rounded != 0)
		import_note(im, "values with fractions, which are rounded: %llu",
			(unsigned long long)k->rounded);
	if (k->astray != 0)
		import_note(im, "events that end calls in another order than they began: %llu",
			(unsigned long long)k->astray);
	return result;
}

static void read_member(struct speedscope_file *k, struct str key)
{
	struct json_in *in = &k->j.in;
	struct str exporter;

	if (str_eq(key, STR("exporter")) && json_in_kind(in) == JSON_STRING) {
		k->own = json_in_string(in, &exporter) && str_eq(exporter, STR("cprof"));
	} else if (str_eq(key, STR("activeProfileIndex")) && json_in_kind(in) == JSON_NUMBER) {
		import_json_int(&k->j, &k->active);
	} else if (str_eq(key, STR("shared")) && json_in_kind(in) == JSON_OBJECT) {
		read_shared(k);
		k->found = true;
	} else if (str_eq(key, STR("profiles")) && json_in_kind(in) == JSON_ARRAY) {
		k->found = true;
		import_mine(k->j.im);
		for (json_in_array(in); json_in_element(in);)
			read_profile(k);
	} else {
		json_in_skip(in);
	}
}

static enum import_result read_all(struct speedscope_file *k, struct err *err)
{
	struct str key;
	enum import_result result;

	for (json_in_object(&k->j.in); json_in_key(&k->j.in, &key);)
		read_member(k, key);
	result = import_json_end(&k->j, err);
	if (!k->found)
		return IMPORT_NOT_MINE;
	return result == IMPORT_READ ? add_all(k, err) : result;
}

enum import_result import_speedscope_read(struct import *im, struct err *err)
{
	struct speedscope_file k = {0};
	struct err why = {0};
	enum import_result result;

	import_json_open(&k.j, im);
	result = read_all(&k, &why);
	if (result == IMPORT_FAILED)
		*err = why;
	import_json_close(&k.j);
	free(k.frames.p);
	free(k.calls.p);
	map_release(&k.by_call);
	free(k.weights.p);
	free(k.profiles.p);
	free(k.part.samples.p);
	free(k.part.weights.p);
	free(k.part.events.p);
	return result;
}
