/*
 * finish.c: hands what a reader has collected over to a builder.
 *
 * Locations and functions get ids in the order in which samples use them. What no sample uses is
 * left out.
 * Note: as in pprof, a frame that is dropped as a twin of the leaf counts as used and keeps its
 * location.
 */
#include <stdlib.h>

#include "import/memory-map.h"
#include "import/reader.h"

/*
 * Gives ids to the locations that samples use, in the order of first use. used[id - 1] becomes the
 * place of each.
 */
static uint32_t number_locations(struct import *im, uint32_t *used)
{
	uint32_t n = 0;

	for (size_t i = 0; i < im->samples.n; i++) {
		const struct import_sample *s = &im->samples.p[i];

		for (uint32_t k = 0; k < s->n_stack; k++) {
			struct import_location *loc = &im->locations.p[im->stack.p[s->stack + k]];

			if (loc->id != 0)
				continue;
			used[n++] = im->stack.p[s->stack + k];
			loc->id = n;
		}
	}
	return n;
}

/*
 * Drops the second frame where it is the leaf once more. A signal handler takes the leaf's address
 * from the interrupted context, and may find it in the stack again. There it counts as a return
 * address, so it is one less.
 */
static void drop_twin_leafs(struct import *im)
{
	for (size_t i = 0; i < im->samples.n; i++) {
		struct import_sample *s = &im->samples.p[i];
		uint32_t *stack;

		if (s->n_stack < 2)
			continue;
		stack = &im->stack.p[s->stack];
		if (im->locations.p[stack[0]].address != im->locations.p[stack[1]].address + 1)
			continue;
		stack[1] = stack[0];
		s->stack++;
		s->n_stack--;
	}
}

/*
 * The name that symbolize/ may demangle and shorten: for names that are exact, only one that begins as mangled ones do.
 * So <module> of Python, which looks like an argument of a template, stays.
 */
static raw_str system_name(const struct import *im, const struct import_function *f)
{
	if (im->exact && !str_starts(intern_str(&im->strings, f->name), STR("_")))
		return 0;
	return f->system_name != 0 ? f->system_name : f->name;
}

static void add_function(struct import *im, struct import_function *f)
{
	if (f->id != 0)
		return;
	f->id = (uint32_t)im->b->functions.n + 1;
	*vec_add(&im->b->functions) = (struct function){
		.id = f->id,
		.name = f->name,
		.system_name = system_name(im, f),
		.file = f->file,
		.start_line = f->start_line,
	};
}

static void add_location(struct import *im, const struct import_location *loc)
{
	struct raw_location raw = {
		.id = loc->id,
		.mapping = loc->mapping,
		.address = im->no_addresses ? 0 : loc->address,
		.first_line = (uint32_t)im->b->lines.n,
	};

	for (uint32_t i = loc->first_line; i != 0; i = im->lines.p[i - 1].next) {
		const struct import_line *line = &im->lines.p[i - 1];
		struct import_function *f = &im->functions.p[line->function - 1];

		add_function(im, f);
		*vec_add(&im->b->lines) = (struct raw_line){f->id, line->line, line->column};
		raw.n_lines++;
	}
	*vec_add(&im->b->locations) = raw;
}

static bool add_samples(struct import *im, struct err *err)
{
	struct builder *b = im->b;
	size_t label = 0;

	for (size_t i = 0; i < im->samples.n; i++) {
		const struct import_sample *s = &im->samples.p[i];

		for (uint32_t k = 0; k < s->n_stack; k++)
			builder_add_id(b, im->locations.p[im->stack.p[s->stack + k]].id);
		for (; label < s->labels; label++)
			*vec_add(&b->labels) = im->labels.p[label];
		if (!builder_add_sample(b, &im->values.p[i * im->types.n], (uint32_t)im->types.n,
			    err))
			return false;
	}
	return true;
}

static void add_header(struct import *im)
{
	struct builder *b = im->b;

	for (size_t i = 0; i < im->types.n; i++)
		*vec_add(&b->types) = im->types.p[i];
	b->default_type = im->default_type;
	b->period_type = im->period_type;
	b->period = im->period;
	b->time_nanos = im->time_nanos;
	b->trace = im->trace;
	b->duration_nanos = im->duration_nanos;
	if (!im->drops_nothing)
		import_drop_frames(im, &b->drop_frames, &b->keep_frames);
	for (size_t i = 0; i < im->mappings.n; i++) {
		struct mapping *m = vec_add(&b->mappings);

		*m = im->mappings.p[i];
		m->id = i + 1;
	}
}

static void set_symbolized(struct mapping *m)
{
	m->has_functions = m->has_filenames = m->has_line_numbers = m->has_inline_frames = true;
}

/* The main binary has the name that a symbol section gives it, unless the memory map has one. */
static void name_main(struct import *im)
{
	if (im->mappings.n != 0 && im->mappings.p[0].file == 0)
		im->mappings.p[0].file = import_string(im, im->preamble->binary);
}

bool import_finish(struct import *im, struct err *err)
{
	uint32_t *used, n;

	if (im->handed_over)
		return true;
	used = mem_zeroed(im->locations.n, sizeof(*used));
	n = number_locations(im, used);
	import_go_end(im);
	import_preamble_name(im->preamble, im);
	if (im->by_address.n != 0 || im->names.seed == 0) /* frames by name know their mapping */
		import_link_mappings(im, used, n);
	name_main(im);
	for (size_t i = 0; i < im->mappings.n && im->has_symbols; i++)
		set_symbolized(&im->mappings.p[i]);
	if (im->twin_leaf)
		drop_twin_leafs(im);
	add_header(im);
	for (uint32_t i = 0; i < n; i++)
		add_location(im, &im->locations.p[used[i]]);
	free(used);
	for (str_id id = 0; id < intern_end(&im->strings); id++)
		*vec_add(&im->b->strings) = intern_own(&im->b->names, intern_str(&im->strings, id));
	return add_samples(im, err);
}
