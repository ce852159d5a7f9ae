/*
 * reader.c: see reader.h. The table of formats; what their readers fill; its way into a builder.
 *
 * In: a file's bytes. Out: the builder's tables. Nothing is written to it before a reader is
 * through. The one thing to get wrong: what no sample uses gets no id and is left out, but a frame
 * that is dropped as a twin of the leaf has been used (as in pprof, where it keeps its location).
 */
#include "import/reader.h"

#include <stdlib.h>

#include "base/array.h"

/* As pprof, the readers are tried in this order; those that it has not do not mind where they are. */
static const struct import_format formats[] = {
	{"a CPU profile of gperftools", import_cpu_claims, import_cpu_read},
	{"a heap profile in text form", import_heap_claims, import_heap_read},
	{"a heap profile of jemalloc", import_jemalloc_claims, import_jemalloc_read},
	{"a Go count profile in text form", import_go_count_claims, import_go_count_read},
	{"a thread profile in text form", import_threadz_claims, import_threadz_read},
	{"a contention profile in text form", import_contention_claims, import_contention_read},
	{"a Java profile in text form", import_java_claims, import_java_read},
	{"a dump of goroutines", import_goroutines_claims, import_goroutines_read},
};

enum { FORMATS = ARRAY_LEN(formats), SAMPLES_BETWEEN = 4096 };

bool import_claims(struct str head)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (formats[i].claims(head))
			return true;
	return import_preamble_claims(head);
}

bool import_starts(struct str s)
{
	static bool (*const claims[])(struct str head) = {import_heap_claims,
		import_jemalloc_claims, import_go_count_claims, import_threadz_claims,
		import_contention_claims, import_java_claims};

	for (size_t i = 0; i < ARRAY_LEN(claims); i++)
		if (claims[i](str_sub(s, 0, STREAM_HEAD)))
			return true;
	return false;
}

static void import_init(struct import *im, struct builder *b, struct str text)
{
	*im = (struct import){.b = b, .text = text, .line = {text.p, 0}};
	intern_init(&im->strings, b->arena, NULL);
}

static void import_release(struct import *im)
{
	intern_release(&im->strings);
	free(im->types.p);
	map_release(&im->by_address);
	free(im->locations.p);
	free(im->lines.p);
	map_release(&im->by_name);
	free(im->functions.p);
	free(im->stack.p);
	free(im->samples.p);
	free(im->values.p);
	free(im->labels.p);
	free(im->mappings.p);
	import_go_release(&im->syms);
}

raw_str import_string(struct import *im, struct str s)
{
	return intern_add(&im->strings, s);
}

void import_add_type(struct import *im, struct str type, struct str unit)
{
	struct value_type t = {import_string(im, type), import_string(im, unit)};

	*vec_add(&im->types) = t;
}

void import_period(struct import *im, struct str type, struct str unit, int64_t period)
{
	im->period_type = (struct value_type){import_string(im, type), import_string(im, unit)};
	im->period = period;
}

uint32_t import_add_frame(struct import *im, uint64_t address)
{
	uint32_t known = map_get(&im->by_address, address);

	if (known == 0) {
		vec_add(&im->locations)->address = address;
		known = (uint32_t)im->locations.n;
		map_put(&im->by_address, address, known);
	}
	*vec_add(&im->stack) = known - 1;
	return known - 1;
}

bool import_memory(const struct import *im, struct err *err)
{
	uint64_t n = im->text.n + im->b->arena->used + im->types.n * sizeof(*im->types.p) +
		im->by_address.n * 2 * sizeof(struct map_slot) +
		im->locations.n * (sizeof(*im->locations.p) + sizeof(struct raw_location)) +
		im->lines.n * sizeof(*im->lines.p) + im->functions.n * sizeof(*im->functions.p) +
		im->stack.n * sizeof(*im->stack.p) + im->samples.n * sizeof(*im->samples.p) +
		im->values.n * sizeof(*im->values.p) + im->labels.n * sizeof(*im->labels.p) +
		im->mappings.n * sizeof(*im->mappings.p);

	if (n <= im->max_memory)
		return true;
	return err_set(err, "%s", stream_memory_refused);
}

/* Where the stack of the open sample begins. */
static size_t open_begin(const struct import *im)
{
	const struct import_sample *last;

	if (im->samples.n == 0)
		return 0;
	last = &im->samples.p[im->samples.n - 1];
	return (size_t)last->stack + last->n_stack;
}

size_t import_open_frames(const struct import *im)
{
	return im->stack.n - open_begin(im);
}

void import_drop_open(struct import *im)
{
	im->stack.n = open_begin(im);
}

bool import_add_sample(struct import *im, const int64_t *values, struct err *err)
{
	size_t begin = open_begin(im);

	if (im->stack.n >= INT32_MAX || im->labels.n >= INT32_MAX)
		return err_set(err, "it has too many samples");
	import_go_end_sample(im);
	*vec_add(&im->samples) = (struct import_sample){
		.stack = (uint32_t)begin,
		.n_stack = (uint32_t)(im->stack.n - begin),
		.labels = (uint32_t)im->labels.n,
	};
	for (size_t i = 0; i < im->types.n; i++)
		*vec_add(&im->values) = values[i];
	return im->samples.n % SAMPLES_BETWEEN != 0 || import_memory(im, err);
}

void import_add_label(struct import *im, struct str key, struct str text)
{
	raw_str k = import_string(im, key), t = import_string(im, text);

	*vec_add(&im->labels) = (struct label){.key = k & INT32_MAX, .text = t};
}

void import_add_number(struct import *im, struct str key, int64_t number)
{
	raw_str k = import_string(im, key);

	*vec_add(&im->labels) = (struct label){.key = k & INT32_MAX,
		.is_number = true,
		.number = number};
}

uint32_t import_function(struct import *im, struct str name, struct str file, bool any_file)
{
	raw_str name_id = import_string(im, name), file_id = import_string(im, file);
	uint64_t key = (uint64_t)name_id << 32 | (any_file ? UINT32_MAX : file_id);
	uint32_t known = map_get(&im->by_name, key);

	if (known == 0) {
		*vec_add(&im->functions) = (struct import_function){name_id, file_id, 0};
		known = (uint32_t)im->functions.n;
		map_put(&im->by_name, key, known);
	}
	return known;
}

uint32_t import_location(const struct import *im, uint64_t address)
{
	return map_get(&im->by_address, address);
}

void import_add_line(struct import *im, uint32_t location, uint32_t function, int64_t line)
{
	uint32_t *at = &im->locations.p[location].first_line;

	while (*at != 0)
		at = &im->lines.p[*at - 1].next;
	*at = (uint32_t)im->lines.n + 1;
	*vec_add(&im->lines) = (struct import_line){.function = function, .line = line};
}

/* The way into the builder. */

/* Gives the used locations ids in the order of first use; used[id - 1] is the place of each. */
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
 * A signal handler knows the leaf's address from the interrupted context and may find it in the
 * stack once more, where it is taken for a return address and so is one less: drops that.
 */
static void drop_twin_leafs(struct import *im)
{
	for (size_t i = 0; i < im->samples.n; i++) {
		struct import_sample *s = &im->samples.p[i];
		uint32_t *stack = &im->stack.p[s->stack];

		if (s->n_stack < 2 ||
			im->locations.p[stack[0]].address != im->locations.p[stack[1]].address + 1)
			continue;
		stack[1] = stack[0];
		s->stack++;
		s->n_stack--;
	}
}

static void add_function(struct import *im, struct import_function *f)
{
	if (f->id != 0)
		return;
	f->id = (uint32_t)im->b->functions.n + 1;
	*vec_add(&im->b->functions) = (struct function){
		.id = f->id,
		.name = f->name,
		.system_name = f->name,
		.file = f->file,
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
		*vec_add(&im->b->lines) = (struct raw_line){.function = f->id, .line = line->line};
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

		builder_stack_room(b, s->n_stack);
		for (uint32_t k = 0; k < s->n_stack; k++) {
			uint32_t id = im->locations.p[im->stack.p[s->stack + k]].id;

			if (id > UINT16_MAX)
				builder_stack_widen(b);
			if (id > b->max_raw)
				b->max_raw = id;
			loc_column_set(&b->stack, b->n_stack++, id);
		}
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
	b->period_type = im->period_type;
	b->period = im->period;
	b->duration_nanos = im->duration_nanos;
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
		im->mappings.p[0].file = import_string(im, im->front->binary);
}

/* Gives out the ids, finds the mappings, and hands all over to the builder. */
static bool import_finish(struct import *im, struct err *err)
{
	uint32_t *used = mem_zeroed(im->locations.n, sizeof(*used));
	uint32_t n = number_locations(im, used);

	import_go_end(im);
	import_preamble_name(im->front, im);
	import_link_mappings(im, used, n);
	name_main(im);
	for (size_t i = 0; i < im->mappings.n && im->syms.any; i++)
		set_symbolized(&im->mappings.p[i]);
	if (im->twin_leaf)
		drop_twin_leafs(im);
	add_header(im);
	for (uint32_t i = 0; i < n; i++)
		add_location(im, &im->locations.p[used[i]]);
	free(used);
	for (str_id id = 0; id < intern_end(&im->strings); id++)
		*vec_add(&im->b->strings) = intern_str(&im->strings, id);
	return add_samples(im, err);
}

/* What readers are to read, and how. */
struct job {
	struct builder *b;
	const struct import_preamble *front; /* and the text */
	const struct load_limits *limits;
	uint64_t max_memory;
};

/* Lets the reader of a row try. */
static enum import_result try(const struct import_format *form, const struct job *job,
	struct err *err)
{
	struct import im;
	enum import_result result;

	import_init(&im, job->b, job->front->text);
	im.form = form;
	im.front = job->front;
	im.line_number = job->front->lines;
	im.limits = job->limits;
	im.max_memory = job->max_memory;
	result = form->read(&im, err);
	if (result == IMPORT_READ && !import_finish(&im, err))
		result = IMPORT_FAILED;
	import_release(&im);
	return result;
}

/* Lets all readers try; when it is none's, err has what the first one said that said something. */
static enum import_result try_all(const struct job *job, struct err *err)
{
	struct str head = str_sub(job->front->text, 0, STREAM_HEAD);
	struct err first = {0};

	for (size_t i = 0; i < FORMATS; i++) {
		struct err why = {0};
		enum import_result result = IMPORT_NOT_MINE;

		if (formats[i].claims(head))
			result = try(&formats[i], job, &why);
		if (result == IMPORT_READ)
			return result;
		if (first.text[0] == '\0')
			first = why;
		if (result == IMPORT_FAILED) {
			*err = why;
			return result;
		}
	}
	*err = first;
	return IMPORT_NOT_MINE;
}

/* Tries what stands behind or between other text. */
static enum import_result try_behind(const struct job *job, struct str text, struct err *err)
{
	struct import_preamble front;
	struct job behind = *job;
	enum import_result result = IMPORT_NOT_MINE;
	bool found;

	behind.front = &front;
	if (!import_preamble_open(&front, text, job->max_memory, &found, err))
		result = IMPORT_FAILED;
	else if (found)
		result = try_all(&behind, err);
	import_preamble_close(&front);
	return result;
}

bool import_decode(struct builder *b, struct str text, const struct load_limits *limits,
	uint64_t max_memory, bool *found, struct err *err)
{
	const struct import_preamble none = {.text = text};
	struct job job = {b, &none, limits, max_memory};
	struct err why = {0};
	enum import_result result = try_all(&job, &why);

	if (result == IMPORT_NOT_MINE && why.text[0] == '\0')
		result = try_behind(&job, text, &why);
	*found = result == IMPORT_READ || why.text[0] != '\0';
	if (result != IMPORT_READ && *found)
		*err = why;
	return result == IMPORT_READ;
}
