/*
 * go-trace.c: makes a profile of an execution trace of Go (gotrace/).
 *
 * For each thing that goroutines do there are two types of values: sync/nanoseconds and sync_count/count, and
 * so on. Labels:
 *	goroutine  text: the function in which the goroutine starts
 *	task       text: the name of its task (trace.NewTask)
 *	region     text: the name of its innermost region (trace.WithRegion)
 */
#include "gotrace/gotrace.h"
#include "import/reader.h"

/* Types of values, by enum gotrace_kind. */
static const struct {
	struct str time, count;
} types[GOTRACE_N_KINDS] = {
	[GOTRACE_SYNC] = {{"sync", 4}, {"sync_count", 10}},
	[GOTRACE_NET] = {{"net", 3}, {"net_count", 9}},
	[GOTRACE_IN_CALL] = {{"syscall", 7}, {"syscall_count", 13}},
	[GOTRACE_SCHED] = {{"sched", 5}, {"sched_count", 11}},
	[GOTRACE_RUN] = {{"running", 7}, {"running_count", 13}},
};

static struct str text_of(const struct gotrace *t, str_id id)
{
	return intern_str(&t->stacks.strings, id);
}

static void add_frame(struct import *im, const struct gotrace *t, uint32_t place)
{
	const struct gotrace_frame *f = &t->stacks.frames.p[place];
	size_t known = im->locations.n;
	uint32_t location = import_add_frame(im, f->pc);

	if (im->locations.n != known)
		import_add_line(im, location,
			import_function(im, text_of(t, f->function), text_of(t, f->file), false),
			f->line);
}

static void add_label(struct import *im, const struct gotrace *t, struct str key, str_id text)
{
	if (text != 0)
		import_add_label(im, key, text_of(t, text));
}

static bool add_sample(struct import *im, const struct gotrace *t, const struct gotrace_sample *s,
	struct err *err)
{
	struct gotrace_stack stack = gotrace_stack(&t->stacks, s->where.stack);
	int64_t values[2 * GOTRACE_N_KINDS];

	for (size_t i = 0; i < stack.n; i++)
		add_frame(im, t, stack.frames[i]);
	add_label(im, t, STR("goroutine"), s->where.goroutine);
	add_label(im, t, STR("task"), s->where.task);
	add_label(im, t, STR("region"), s->where.region);
	for (size_t k = 0; k < GOTRACE_N_KINDS; k++) {
		values[2 * k] = s->count[k];
		values[2 * k + 1] = s->time[k];
	}
	return import_add_sample(im, values, err);
}

static bool add_profile(struct import *im, const struct gotrace *t, struct err *err)
{
	for (size_t k = 0; k < GOTRACE_N_KINDS; k++) {
		import_add_type(im, types[k].count, STR("count"));
		import_add_type(im, types[k].time, STR("nanoseconds"));
	}
	im->default_type = import_string(im, types[GOTRACE_SYNC].time);
	import_period(im, STR("trace"), STR("count"), 1);
	im->has_symbols = true;
	im->time_nanos = t->wall;
	im->duration_nanos = t->end - t->begin;
	for (size_t i = 1; i < t->lives.samples.n; i++)
		if (!add_sample(im, t, &t->lives.samples.p[i], err))
			return false;
	if (t->left_out != 0)
		import_note(im,
			"the trace is cut off: its last %llu bytes are left out; it is read up to %.3fs",
			(unsigned long long)t->left_out, (double)(t->end - t->begin) / 1e9);
	return true;
}

enum import_result import_go_trace_read(struct import *im, struct err *err)
{
	struct gotrace t;
	bool ok;

	ok = gotrace_read(&t, im->stream, err);
	if (!ok)
		err_wrap(err, "%s", im->format->name);
	ok = ok && add_profile(im, &t, err);
	if (ok)
		im->trace = gotrace_tables(&t, im->b->arena);
	gotrace_release(&t);
	return ok ? IMPORT_READ : IMPORT_FAILED;
}
