/*
 * perf-profile.c: makes a profile of a recording of perf that was read.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "import/perf-data.h"
#include "objfile/vdso.h"
#include "perf/kernel-names.h"

/* Names of code that is in no file of its own. */
struct perf_names {
	struct perf_kernel_names *kernel; /* NULL: they are not known */
	struct binary *vdso; /* of this machine; NULL: it is not needed, or there is none */
};

/* The name of an event's types: without the letters behind ':', unless another event has that name then. */
static struct str event_name(const struct perf_data *k, size_t event)
{
	const struct perf_event *e = &k->records.events.list.p[event];
	struct str plain = perf_event_plain(e);

	for (size_t i = 0; i < k->records.events.list.n; i++)
		if (i != event && e->name.n != 0 &&
			str_eq(perf_event_plain(&k->records.events.list.p[i]), plain))
			return e->name;
	return plain;
}

/* What a sample stands for; 0: the recording adapts it. */
static int64_t nominal_period(const struct perf_event *e)
{
	if (!e->attr.frequency)
		return (int64_t)e->attr.period;
	return perf_event_is_time(e) && e->attr.period != 0 ? (int64_t)(1000000000 / e->attr.period)
							    : 0;
}

static void add_event_types(struct perf_data *k, size_t event, bool only)
{
	const struct perf_event *e = &k->records.events.list.p[event];
	struct arena scratch = {0};
	struct str name = event_name(k, event), unit = STR("count");

	if (perf_event_is_time(e))
		unit = STR("nanoseconds");
	if (k->im->types.n == 0) {
		k->im->default_type = import_string(k->im, name);
		import_period(k->im, name, unit, nominal_period(e));
	}
	k->types.p[event] = (uint32_t)k->im->types.n;
	import_add_type(k->im,
		only ? STR("samples")
		     : arena_join(&scratch, (const struct str[]){name, STR("_samples")}, 2,
			       STR("")),
		STR("count"));
	import_add_type(k->im, name, unit);
	arena_release(&scratch);
}

/* Adds the types of the events that have samples; of the first when none has. */
static void add_types(struct perf_data *k)
{
	size_t n = 0;

	vec_zeroed(&k->types, k->records.events.list.n);
	for (size_t i = 0; i < k->rows.n; i++)
		k->types.p[k->rows.p[i].event] = 1;
	for (size_t i = 0; i < k->types.n; i++)
		n += k->types.p[i];
	for (size_t i = 0; i < k->types.n; i++)
		if (k->types.p[i] != 0 || (n == 0 && i == 0))
			add_event_types(k, i, n <= 1);
}

/* Files of mappings. */

static struct str hex(struct arena *a, struct str bytes)
{
	char *text = arena_alloc(a, 2 * bytes.n + 1);

	ascii_put_hex(text, (const unsigned char *)bytes.p, bytes.n);
	return (struct str){text, 2 * bytes.n};
}

/* Adds a mapping; for code of the kernel that is in no map too. Returns 1 + its place. */
static uint32_t add_mapping(struct perf_data *k, const struct perf_segment *g)
{
	struct arena scratch = {0};
	struct intern *strings = &k->spaces.strings;
	struct mapping *m = vec_add(&k->im->mappings);

	m->start = g->start;
	m->limit = g->start + g->size;
	m->offset = g->offset;
	m->has_functions = g->kernel;
	m->file = import_string(k->im, intern_str(strings, g->file));
	m->build_id = import_string(k->im, hex(&scratch, intern_str(strings, g->build_id)));
	arena_release(&scratch);
	return (uint32_t)k->im->mappings.n;
}

/* Counts which segments the samples are in. */
static void count_uses(struct perf_data *k)
{
	vec_zeroed(&k->uses, k->spaces.segments.n);
	for (size_t i = 0; i < k->rows.n; i++) {
		const struct perf_row *row = &k->rows.p[i];

		for (uint32_t f = 0; f < row->n_stack; f++) {
			uint32_t segment = k->frames.p[k->stacks.p[row->stack + f]].segment;

			if (segment < k->uses.n)
				k->uses.p[segment].n_frames += (uint64_t)row->count;
		}
	}
}

/* True of a file that may be a program, and is no library. */
static bool is_program(const struct perf_data *k, const struct perf_segment *g)
{
	struct str file = intern_str(&k->spaces.strings, g->file);

	return !g->kernel && str_starts(file, STR("/")) && !str_starts(file, STR("//")) &&
		str_find(file, STR(".so"), 0) == file.n;
}

/* The segment of the program that most samples are in comes first: it is the main binary. */
static void add_mappings(struct perf_data *k)
{
	size_t main = SIZE_MAX;

	count_uses(k);
	for (size_t i = 0; i < k->uses.n; i++)
		if (is_program(k, &k->spaces.segments.p[i]) && k->uses.p[i].n_frames != 0 &&
			(main == SIZE_MAX || k->uses.p[i].n_frames > k->uses.p[main].n_frames))
			main = i;
	if (main != SIZE_MAX)
		k->uses.p[main].mapping = add_mapping(k, &k->spaces.segments.p[main]);
	for (size_t i = 0; i < k->uses.n; i++)
		if (i != main && k->uses.p[i].n_frames != 0)
			k->uses.p[i].mapping = add_mapping(k, &k->spaces.segments.p[i]);
}

/* Adds the location of a frame whose name is known. Returns its place. */
static uint32_t add_named(struct perf_data *k, uint32_t mapping, uint64_t address, struct str name)
{
	struct import *im = k->im;

	*vec_add(&im->locations) = (struct import_location){.address = address, .mapping = mapping};
	import_add_line(im, (uint32_t)im->locations.n - 1,
		import_function(im, name, STR(""), false), 0);
	return (uint32_t)im->locations.n - 1;
}

static bool is_kernel(const struct perf_data *k, const struct perf_frame *f)
{
	return f->segment == SEGMENT_KERNEL ||
		(f->segment != SEGMENT_UNKNOWN && k->spaces.segments.p[f->segment].kernel);
}

static bool is_vdso(const struct perf_data *k, const struct perf_segment *g)
{
	return str_eq(intern_str(&k->spaces.strings, g->file), STR("[vdso]"));
}

/* Whether frames are in the vdso. */
static bool has_vdso(const struct perf_data *k)
{
	for (size_t i = 0; i < k->uses.n; i++)
		if (k->uses.p[i].n_frames != 0 && is_vdso(k, &k->spaces.segments.p[i]))
			return true;
	return false;
}

/* The name of a function of the vdso, where the recording's is the one of this machine; empty: not known. */
static struct str vdso_name(const struct perf_data *k, const struct perf_frame *f,
	struct binary *vdso)
{
	const struct perf_segment *g = &k->spaces.segments.p[f->segment];
	struct binary_mapping where = {g->start, g->start + g->size, g->offset, {"", 0}};
	const struct binary_symbol *symbol = NULL;
	struct arena scratch = {0};
	struct err ignored = {0};
	uint64_t base;
	bool same, data;

	if (vdso == NULL || !is_vdso(k, g))
		return STR("");
	same = str_eq(hex(&scratch, intern_str(&k->spaces.strings, g->build_id)),
		binary_build_id(vdso));
	arena_release(&scratch);
	if (same && binary_base(vdso, &where, f->address, &base, &data, &ignored))
		symbol = binary_symbol_at(vdso, f->address - base, true);
	return symbol != NULL ? symbol_plain_name(binary_symbols(vdso), symbol) : STR("");
}

static void add_location(struct perf_data *k, struct perf_frame *f, const struct perf_names *names)
{
	struct import *im = k->im;
	uint32_t mapping = f->segment < k->uses.n ? k->uses.p[f->segment].mapping : 0;
	struct str name = STR("");

	if (f->segment == SEGMENT_UNKNOWN) {
		f->location = add_named(k, 0, 0, STR("[unknown]"));
	} else if (is_kernel(k, f)) {
		if (names->kernel != NULL)
			name = perf_kernel_name(names->kernel, f->address);
		f->location = name.n != 0 ? add_named(k, mapping, f->address, name) : k->kernel;
	} else if ((name = vdso_name(k, f, names->vdso)).n != 0) {
		f->location = add_named(k, mapping, f->address, name);
	} else {
		*vec_add(&im->locations) = (struct import_location){.address = f->address,
			.mapping = mapping};
		f->location = (uint32_t)im->locations.n - 1;
	}
}

static void add_locations(struct perf_data *k)
{
	struct perf_names names = {0};
	struct err ignored = {0};
	uint32_t mapping = 0;

	if (has_vdso(k))
		vdso_open(&names.vdso, &ignored);
	if (k->has_kernel) {
		names.kernel = perf_kernel_names_open(perf_spaces_kernel_build(&k->spaces),
			PERF_KALLSYMS, PERF_KERNEL_NOTES);
		for (size_t i = 0; i < k->uses.n && mapping == 0; i++)
			if (k->spaces.segments.p[i].kernel)
				mapping = k->uses.p[i].mapping;
		k->kernel = add_named(k, mapping, 0, STR("[kernel]"));
	}
	for (size_t i = 0; i < k->frames.n; i++)
		add_location(k, &k->frames.p[i], &names);
	perf_kernel_names_close(names.kernel);
	binary_close(names.vdso);
}

static bool add_row(struct perf_data *k, const struct perf_row *row, int64_t *values,
	struct err *err)
{
	struct import *im = k->im;
	const struct perf_who *who = &k->spaces.who.p[row->who];
	uint32_t type = k->types.p[row->event], last = UINT32_MAX;
	bool ok;

	for (uint32_t i = 0; i < row->n_stack; i++) {
		uint32_t location = k->frames.p[k->stacks.p[row->stack + i]].location;

		/* What the kernel does not name is one frame. */
		if (!k->has_kernel || location != k->kernel || last != location)
			*vec_add(&im->stack) = location;
		last = location;
	}
	import_add_label(im, STR("comm"), intern_str(&k->spaces.strings, who->comm));
	import_add_number(im, STR("pid"), (int32_t)who->pid, STR(""));
	import_add_number(im, STR("tid"), (int32_t)who->tid, STR(""));
	values[type] = row->count;
	values[type + 1] = row->period;
	ok = import_merge_sample(im, values, err);
	values[type] = values[type + 1] = 0;
	return ok;
}

/* True when the binary that stacks were unwound with is not the one of the recording. */
static bool is_other_build(const struct perf_data *k, size_t segment)
{
	const struct perf_unwinder *u = &k->unwinder;
	uint32_t file = u->segments.p[segment].file;
	const struct binary *b = file != 0 ? u->files.p[file - 1].binary : NULL;
	struct str recorded = intern_str(&k->spaces.strings,
		k->spaces.segments.p[segment].build_id);
	struct arena scratch = {0};
	bool other;

	if (b == NULL || recorded.n == 0)
		return false;
	other = !str_eq(hex(&scratch, recorded), binary_build_id(b));
	arena_release(&scratch);
	return other;
}

/* Says which stacks end early or may be wrong, and why. */
static void tell_stacks(struct perf_data *k)
{
	const struct perf_unwinder *u = &k->unwinder;
	const struct perf_unwind_file *most = NULL;
	uint64_t n = 0;

	for (size_t i = 0; i < u->files.n; i++) {
		const struct perf_unwind_file *f = &u->files.p[i];

		if (!f->real || f->binary != NULL || f->n_cut == 0)
			continue;
		n += f->n_cut;
		most = most == NULL || f->n_cut > most->n_cut ? f : most;
	}
	if (most != NULL)
		import_note(k->im,
			"%llu of %llu stacks end in binaries that are not here or cannot be read, most in %.*s; "
			"read the recording where it was made",
			(unsigned long long)n, (unsigned long long)u->n_stacks,
			STR_ARG(intern_str(&k->spaces.strings, most->file)));
	if (u->n_short != 0)
		import_note(k->im,
			"%llu of %llu stacks end where the copy of the stack does; --call-graph dwarf,32768 "
			"copies more",
			(unsigned long long)u->n_short, (unsigned long long)u->n_stacks);
	for (size_t i = 0; i < u->segments.n; i++)
		if (is_other_build(k, i)) {
			import_note(k->im, "%.*s is not as it was recorded: stacks may be wrong",
				STR_ARG(intern_str(&k->spaces.strings,
					k->spaces.segments.p[i].file)));
			break;
		}
}

static void tell(struct perf_data *k)
{
	struct import *im = k->im;

	if (k->records.cut)
		import_note(im,
			"the file is cut off or damaged behind record %llu; what is before it was read",
			(unsigned long long)k->n_records);
	else if (k->records.unfinished)
		import_note(im,
			"perf record did not end as it should; build IDs and names of events are missing");
	if (k->n_lost != 0)
		import_note(im,
			"perf record lost %llu samples or other records, since its buffers were full; -m 16M makes "
			"them larger",
			(unsigned long long)k->n_lost);
	if (k->n_unmapped != 0)
		import_note(im,
			"the file has no maps for the processes of %llu of %llu samples, whose frames are "
			"[unknown]",
			(unsigned long long)k->n_unmapped, (unsigned long long)k->n_samples);
	if (k->spaces.n_refused != 0)
		import_note(im, "%llu maps were left out, of processes that have too many",
			(unsigned long long)k->spaces.n_refused);
	tell_stacks(k);
}

bool import_perf_finish(struct perf_data *k, struct err *err)
{
	int64_t *values;
	bool ok = true;

	perf_spaces_link_builds(&k->spaces);
	add_types(k);
	add_mappings(k);
	add_locations(k);
	tell(k);
	k->im->duration_nanos = (int64_t)(k->last - k->first);
	values = mem_zeroed(k->im->types.n, sizeof(*values));
	for (size_t i = 0; i < k->rows.n && ok; i++)
		ok = add_row(k, &k->rows.p[i], values, err);
	free(values);
	return ok;
}
