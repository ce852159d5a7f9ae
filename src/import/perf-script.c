/*
 * perf-script.c: reads the output of perf script: samples as text, with their stacks from leaf to root.
 *
 *	prog  4100 10.500123:  250000 cycles:u:
 *		    55ee8fd14a60 knead+0x10 (/tmp/oven)
 *		    55ee8fd14b2c main+0x3c (/tmp/oven)
 *
 * An empty line ends a sample. Without call graphs the one frame stands in the line of the sample. What the lines
 * may be is told in perf-text.h.
 *
 * - Frames are by name: the addresses that perf prints are those of a process or of a file, without saying which. A
 *   function that perf does not know has the name of its binary in brackets, as in the folded stacks of others.
 * - Inlined functions are one location with their caller where perf gives both the same address.
 * - For each event there are two sample types: how many samples, and the sum of the event's counts. perf prints no
 *   counts for some events; these have the first type alone.
 * - The command, the process and the thread are labels; samples that agree are added up. Times give the duration.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/wrap.h"
#include "import/perf-text.h"
#include "import/reader.h"

enum {
	FRAMES_MAX = 1 << 20, /* of a stack */
	EVENTS_MAX = 100,
	LINES_TO_TELL = 1000, /* after so many lines without a frame it is another format */
};

/* A function in a binary, which is found by the bytes that perf prints. */
struct perf_text_function {
	struct str name, file; /* as perf prints them; here and below in the reader's strings */
	struct str shown;      /* its name in the profile */
	uint32_t location; /* 1 + that of a frame without a line that is not inlined; 0: none yet */
	uint32_t mapping;
};

/* A frame of the open sample. */
struct perf_text_open {
	uint64_t address;
	uint32_t function; /* its place in functions */
	bool inlined;
	raw_str file; /* of the source; 0: not known */
	int64_t line;
};

struct perf_text_event {
	raw_str name;
	uint32_t count, sum; /* 1 + places in types; sum is 0 when perf prints no counts */
	uint64_t samples;
};

/* The sample whose lines are being read. */
enum perf_text_state { OPEN_NONE, OPEN_IF_FRAMES, OPEN_SURE };

struct perf_text {
	struct import *im;
	uint64_t seed;
	struct index by_name;
	VEC(struct perf_text_function) functions;
	struct map mappings; /* of the file's name -> 1 + place in im->mappings */
	VEC(struct perf_text_event) events;
	uint32_t last_event; /* the place of that of the sample before */
	raw_str key_comm, key_pid, key_tid;

	enum perf_text_state open;
	VEC(struct perf_text_open) frames;
	bool one_frame; /* the frame stood in the head: no stack follows */
	uint64_t head_line;
	raw_str event, comm;
	int64_t pid, tid, period;

	int64_t first_time, last_time; /* -1: none */
	bool no_duration;              /* the times do not go forward */
	uint64_t n_samples, n_bad, first_bad;
};

static void count_bad(struct perf_text *k, uint64_t line)
{
	if (k->n_bad++ == 0)
		k->first_bad = line;
}

/* Frames. */

/* 1 + the place of the mapping of a binary; frames without one are in the first. */
static uint32_t mapping_of(struct perf_text *k, struct str file)
{
	struct import *im = k->im;
	raw_str id = import_string(im, file);
	uint32_t place = id != 0 ? map_get(&k->mappings, id) : 1;

	if (place == 0) {
		import_use_names(im);
		place = (uint32_t)im->mappings.n;
		im->mappings.p[place - 1].file = id;
		map_put(&k->mappings, id, place);
	}
	return place;
}

static struct str keep(struct perf_text *k, struct str s)
{
	return intern_str(&k->im->strings, import_string(k->im, s));
}

/* The name of a function that perf does not know: "[libc.so.6]", or "[unknown]". */
static struct str name_of_unknown(struct perf_text *k, struct str file)
{
	struct str base = str_from(file, str_find_last(file, '/') + 1);
	const struct str parts[] = {STR("["), base.n != 0 ? base : file, STR("]")};

	if (file.n == 0)
		return STR("[unknown]");
	if (parts[1].p[0] == '[') /* [kernel.kallsyms], [vdso] */
		return parts[1];
	return arena_join(k->im->b->arena, parts, ARRAY_LEN(parts), STR(""));
}

/* The place of a function in a binary. */
static uint32_t function_of(struct perf_text *k, const struct perf_text_frame *f)
{
	uint64_t hash = hash_bytes(hash_bytes(k->seed, f->name), f->file);
	uint32_t row;
	size_t at = 0;

	while ((row = index_next(&k->by_name, hash, &at)) != 0) {
		assert(row <= k->functions.n);
		if (str_eq(k->functions.p[row - 1].name, f->name) &&
			str_eq(k->functions.p[row - 1].file, f->file))
			return row - 1;
	}
	*vec_add(&k->functions) = (struct perf_text_function){
		.name = keep(k, f->name),
		.file = keep(k, f->file),
		.shown = keep(k, f->name.n != 0 ? f->name : name_of_unknown(k, f->file)),
		.mapping = mapping_of(k, f->file),
	};
	index_add(&k->by_name, hash, (uint32_t)k->functions.n);
	return (uint32_t)k->functions.n - 1;
}

static bool add_frame(struct perf_text *k, const struct perf_text_frame *f, struct err *err)
{
	if (k->frames.n == FRAMES_MAX)
		return err_set(err, "%s, line %llu: a stack of more than a million frames",
			k->im->format->name, (unsigned long long)k->im->line_number);
	*vec_add(&k->frames) = (struct perf_text_open){
		.address = f->address,
		.function = function_of(k, f),
		.inlined = f->inlined,
	};
	return true;
}

/* Puts frame i on the stack. */
static void push_frame(struct perf_text *k, size_t i)
{
	const struct perf_text_open *f = &k->frames.p[i];
	struct perf_text_function *function = &k->functions.p[f->function];
	bool plain = !f->inlined && f->file == 0 && k->im->names.inlined.n == 0;

	if (plain && function->location != 0) {
		*vec_add(&k->im->stack) = function->location - 1;
		return;
	}
	k->im->names.mapping = function->mapping;
	import_add_named_frame(k->im, function->shown, intern_str(&k->im->strings, f->file),
		f->line,
		f->inlined && i + 1 < k->frames.n && k->frames.p[i + 1].address == f->address);
	if (plain)
		function->location = k->im->stack.p[k->im->stack.n - 1] + 1;
}

/* Events. */

/* What the counts of an event are. All others count something. */
static bool counts_nanoseconds(struct str event)
{
	static const struct str clocks[] = {
		{"cpu-clock", 9},
		{"task-clock", 10},
		{"duration_time", 13},
		{"user_time", 9},
		{"system_time", 11},
	};
	struct str base = str_sub(event, 0, str_find(event, STR(":"), 0));

	for (size_t i = 0; i < ARRAY_LEN(clocks); i++)
		if (str_eq(base, clocks[i]))
			return true;
	return false;
}

/* Adds the types of an event, when it has none or a count comes for the first time. They are named at the end. */
static void add_types(struct perf_text *k, struct perf_text_event *e)
{
	struct import *im = k->im;
	bool time = counts_nanoseconds(intern_str(&im->strings, e->name));

	if (e->count == 0) {
		import_add_type(im, STR("samples"), STR("count"));
		e->count = (uint32_t)im->types.n;
	}
	if (e->sum == 0 && k->period != -1) {
		import_add_type(im, STR("period"), time ? STR("nanoseconds") : STR("count"));
		e->sum = (uint32_t)im->types.n;
	}
}

/* The event that the sample counts; NULL when there are too many. */
static struct perf_text_event *choose_event(struct perf_text *k, struct err *err)
{
	size_t i = k->last_event;

	if (i < k->events.n && k->events.p[i].name == k->event)
		return &k->events.p[i];
	for (i = 0; i < k->events.n && k->events.p[i].name != k->event; i++)
		;
	if (i == EVENTS_MAX) {
		err_set(err, "%s, line %llu: more than %d events", k->im->format->name,
			(unsigned long long)k->im->line_number, EVENTS_MAX);
		return NULL;
	}
	if (i == k->events.n)
		*vec_add(&k->events) = (struct perf_text_event){.name = k->event};
	k->last_event = (uint32_t)i;
	return &k->events.p[i];
}

/* Samples. */

/* Adds a label to the open sample, unless perf printed none. */
static void add_label(struct perf_text *k, raw_str key, const struct label *l)
{
	if (l->is_number ? l->number == -1 : l->text == 0)
		return;
	*vec_add(&k->im->labels) = *l;
	k->im->labels.p[k->im->labels.n - 1].key = key & INT32_MAX;
}

static bool add_sample(struct perf_text *k, struct err *err)
{
	struct import *im = k->im;
	struct perf_text_event *e = choose_event(k, err);
	int64_t values[2 * EVENTS_MAX] = {0};

	if (e == NULL)
		return false;
	for (size_t i = 0; i < k->frames.n; i++)
		push_frame(k, i);
	add_label(k, k->key_comm, &(struct label){.text = k->comm});
	add_label(k, k->key_pid, &(struct label){.is_number = true, .number = k->pid});
	add_label(k, k->key_tid, &(struct label){.is_number = true, .number = k->tid});
	add_types(k, e);
	values[e->count - 1] = 1;
	if (e->sum != 0)
		values[e->sum - 1] = k->period != -1 ? k->period : 1;
	e->samples++;
	k->n_samples++;
	import_mine(im);
	return import_merge_sample(im, values, err);
}

/* Ends the sample that is open, if one is. */
static bool end_sample(struct perf_text *k, struct err *err)
{
	bool ok = true;

	if (k->open == OPEN_SURE || (k->open == OPEN_IF_FRAMES && k->frames.n != 0))
		ok = add_sample(k, err);
	else if (k->open == OPEN_IF_FRAMES && k->head_line != 0)
		count_bad(k, k->head_line);
	k->open = OPEN_NONE;
	k->frames.n = 0;
	return ok;
}

static void note_time(struct perf_text *k, int64_t time)
{
	if (time == -1)
		return;
	if (k->first_time == -1)
		k->first_time = time;
	k->no_duration |= time < k->last_time;
	k->last_time = time;
}

/* Opens a sample with what its head says. */
static bool open_sample(struct perf_text *k, const struct perf_text_head *h, bool sure,
	struct err *err)
{
	struct perf_text_frame f;

	k->open = sure ? OPEN_SURE : OPEN_IF_FRAMES;
	k->head_line = k->im->line_number;
	k->event = import_string(k->im, h->event);
	k->comm = import_string(k->im, h->comm);
	k->pid = h->pid;
	k->tid = h->tid;
	k->period = h->period;
	k->one_frame = perf_text_frame(h->frame, &f);
	if (sure)
		note_time(k, h->time);
	return !k->one_frame || add_frame(k, &f, err);
}

/* Lines. */

/* Takes a line that is a frame, of the open sample or of one without a head. */
static bool take_frame(struct perf_text *k, struct err *err)
{
	static const struct perf_text_head none = {.pid = -1, .tid = -1, .time = -1, .period = -1};
	struct perf_text_frame f;

	if (!perf_text_frame(k->im->line, &f)) {
		count_bad(k, k->im->line_number);
		return true;
	}
	if (k->open == OPEN_NONE && !open_sample(k, &none, false, err))
		return false;
	return add_frame(k, &f, err);
}

/* Takes a line that says where the frame above is in the source. */
static bool take_place(struct perf_text *k)
{
	struct perf_text_open *last;
	struct str file;
	int64_t line;
	bool inlined;

	if (k->frames.n == 0 || !perf_text_place(k->im->line, &file, &line, &inlined))
		return false;
	last = &k->frames.p[k->frames.n - 1];
	last->file = import_string(k->im, file);
	last->line = line;
	last->inlined |= inlined;
	return true;
}

/* True of "prog 4100 10.5: PERF_RECORD_COMM: prog:4100/4101", which perf prints with --show-task-events and the like. */
static bool is_record(struct str line, const struct perf_text_head *h)
{
	static const struct str mark = {"PERF_RECORD_", 12};

	return str_starts(h->event, mark) || (h->event.n == 0 && str_find(line, mark, 0) < line.n);
}

/* Takes a line that begins with neither a tab nor '#', and is not empty. */
static bool take_other(struct perf_text *k, struct err *err)
{
	struct str line = k->im->line;
	struct perf_text_head h;
	struct perf_text_frame f;
	bool sure;

	sure = perf_text_head(line, &h);
	if (is_record(line, &h))
		return true;
	if (!(sure && h.time != -1) && line.p[0] == ' ') {
		if (take_place(k))
			return true;
		if (k->open != OPEN_NONE && !k->one_frame && perf_text_frame(line, &f))
			return add_frame(k, &f, err); /* its tab has become blanks */
	}
	return end_sample(k, err) && open_sample(k, &h, sure, err);
}

static bool take_line(struct perf_text *k, struct err *err)
{
	struct str line = k->im->line;

	if (line.n != 0 && line.p[0] == '\t')
		return take_frame(k, err);
	if (str_trim(line).n == 0)
		return end_sample(k, err);
	return line.p[0] == '#' || take_other(k, err);
}

/* The end. */

/* The name of an event without the letters that choose a privilege level or a precision: "cycles" of cycles:u. */
static struct str without_letters(struct str name)
{
	size_t colon = str_find_last(name, ':');
	struct str letters = str_from(name, colon + 1), known = STR("ukhGHIpPSDWeb");

	for (size_t i = 0; i < letters.n; i++)
		if (memchr(known.p, letters.p[i], known.n) == NULL)
			return name;
	return colon != 0 ? str_sub(name, 0, colon) : name;
}

/* The name of an event's types: without the letters, unless another event has that name then. */
static struct str name_of(const struct perf_text *k, const struct perf_text_event *e)
{
	const struct intern *strings = &k->im->strings;
	struct str whole = intern_str(strings, e->name), name = without_letters(whole);

	for (size_t i = 0; i < k->events.n; i++)
		if (&k->events.p[i] != e &&
			str_eq(without_letters(intern_str(strings, k->events.p[i].name)), name))
			return whole;
	return name;
}

/*
 * Names the types for their events; a sole event's samples are just that. Of several events, reports are of the one
 * with the most samples.
 */
static void name_types(struct perf_text *k)
{
	struct import *im = k->im;
	const struct perf_text_event *most = k->events.p;

	for (const struct perf_text_event *e = k->events.p; e < k->events.p + k->events.n; e++) {
		struct str name = name_of(k, e);
		const struct str parts[] = {name, STR("_samples")};

		if (name.n != 0 && e->sum != 0)
			im->types.p[e->sum - 1].type = import_string(im, name);
		if (name.n != 0 && k->events.n > 1)
			im->types.p[e->count - 1].type = import_string(im,
				arena_join(im->b->arena, parts, ARRAY_LEN(parts), STR("")));
		if (e->samples > most->samples)
			most = e;
	}
	im->default_type = im->types.p[(most->sum != 0 ? most->sum : most->count) - 1].type;
}

static enum import_result finish(struct perf_text *k, struct err *err)
{
	struct import *im = k->im;

	if (k->n_samples == 0)
		return IMPORT_NOT_MINE;
	if (2 * k->n_bad > im->line_number) {
		err_set(err, "%s: most lines are none of it: %llu of %llu; the first is line %llu",
			im->format->name, (unsigned long long)k->n_bad,
			(unsigned long long)im->line_number, (unsigned long long)k->first_bad);
		return IMPORT_FAILED;
	}
	if (k->n_bad != 0)
		import_note(im, "%llu line%s not of perf script; the first is line %llu",
			(unsigned long long)k->n_bad, k->n_bad == 1 ? " is" : "s are",
			(unsigned long long)k->first_bad);
	if (!k->no_duration && k->last_time > k->first_time)
		im->duration_nanos = k->last_time - k->first_time;
	name_types(k);
	return IMPORT_READ;
}

static enum import_result read_lines(struct perf_text *k, struct err *err)
{
	struct import *im = k->im;

	while (import_next(im)) {
		if (!take_line(k, err))
			return IMPORT_FAILED;
		if (k->n_samples == 0 && k->frames.n == 0 && im->line_number > LINES_TO_TELL)
			return IMPORT_NOT_MINE;
	}
	return end_sample(k, err) ? finish(k, err) : IMPORT_FAILED;
}

enum import_result import_perf_script_read(struct import *im, struct err *err)
{
	struct perf_text k = {.im = im, .seed = hash_seed(), .first_time = -1, .last_time = -1};
	enum import_result result;

	k.key_comm = import_string(im, STR("comm"));
	k.key_pid = import_string(im, STR("pid"));
	k.key_tid = import_string(im, STR("tid"));
	import_use_names(im);
	result = read_lines(&k, err);
	index_release(&k.by_name);
	map_release(&k.mappings);
	free(k.functions.p);
	free(k.events.p);
	free(k.frames.p);
	return result;
}
