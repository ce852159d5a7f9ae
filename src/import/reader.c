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
static const struct legacy_format formats[] = {
	{"a CPU profile of gperftools", legacy_cpu_claims, legacy_cpu_read},
	{"a heap profile in text form", legacy_heap_claims, legacy_heap_read},
	{"a heap profile of jemalloc", legacy_jemalloc_claims, legacy_jemalloc_read},
	{"a Go count profile in text form", legacy_count_claims, legacy_count_read},
	{"a thread profile in text form", legacy_threads_claims, legacy_threads_read},
	{"a contention profile in text form", legacy_contention_claims, legacy_contention_read},
	{"a Java profile in text form", legacy_java_claims, legacy_java_read},
	{"a dump of goroutines", legacy_goroutines_claims, legacy_goroutines_read},
};

enum { FORMATS = ARRAY_LEN(formats), SAMPLES_BETWEEN = 4096 };

bool legacy_claims(struct str head)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (formats[i].claims(head))
			return true;
	return legacy_front_claims(head);
}

bool legacy_starts(struct str s)
{
	static bool (*const claims[])(struct str head) = {legacy_heap_claims,
		legacy_jemalloc_claims, legacy_count_claims, legacy_threads_claims,
		legacy_contention_claims, legacy_java_claims};

	for (size_t i = 0; i < ARRAY_LEN(claims); i++)
		if (claims[i](str_sub(s, 0, STREAM_HEAD)))
			return true;
	return false;
}

static void legacy_init(struct legacy *l, struct builder *b, struct str text)
{
	*l = (struct legacy){.b = b, .text = text, .line = {text.p, 0}};
	intern_init(&l->strings, b->arena, NULL);
}

static void legacy_release(struct legacy *l)
{
	intern_release(&l->strings);
	free(l->types.p);
	map_release(&l->by_address);
	free(l->locations.p);
	free(l->lines.p);
	map_release(&l->by_name);
	free(l->functions.p);
	free(l->stack.p);
	free(l->samples.p);
	free(l->values.p);
	free(l->labels.p);
	free(l->mappings.p);
	gosyms_release(&l->syms);
}

raw_str legacy_string(struct legacy *l, struct str s)
{
	return intern_add(&l->strings, s);
}

void legacy_add_type(struct legacy *l, struct str type, struct str unit)
{
	struct value_type t = {legacy_string(l, type), legacy_string(l, unit)};

	*vec_add(&l->types) = t;
}

void legacy_period(struct legacy *l, struct str type, struct str unit, int64_t period)
{
	l->period_type = (struct value_type){legacy_string(l, type), legacy_string(l, unit)};
	l->period = period;
}

uint32_t legacy_add_frame(struct legacy *l, uint64_t address)
{
	uint32_t known = map_get(&l->by_address, address);

	if (known == 0) {
		vec_add(&l->locations)->address = address;
		known = (uint32_t)l->locations.n;
		map_put(&l->by_address, address, known);
	}
	*vec_add(&l->stack) = known - 1;
	return known - 1;
}

bool legacy_memory(const struct legacy *l, struct err *err)
{
	uint64_t n = l->text.n + l->b->arena->used + l->types.n * sizeof(*l->types.p) +
		l->by_address.n * 2 * sizeof(struct map_slot) +
		l->locations.n * (sizeof(*l->locations.p) + sizeof(struct raw_location)) +
		l->lines.n * sizeof(*l->lines.p) + l->functions.n * sizeof(*l->functions.p) +
		l->stack.n * sizeof(*l->stack.p) + l->samples.n * sizeof(*l->samples.p) +
		l->values.n * sizeof(*l->values.p) + l->labels.n * sizeof(*l->labels.p) +
		l->mappings.n * sizeof(*l->mappings.p);

	if (n <= l->max_memory)
		return true;
	return err_set(err, "%s", stream_memory_refused);
}

/* Where the stack of the open sample begins. */
static size_t open_begin(const struct legacy *l)
{
	const struct legacy_sample *last;

	if (l->samples.n == 0)
		return 0;
	last = &l->samples.p[l->samples.n - 1];
	return (size_t)last->stack + last->n_stack;
}

size_t legacy_open_frames(const struct legacy *l)
{
	return l->stack.n - open_begin(l);
}

void legacy_drop_open(struct legacy *l)
{
	l->stack.n = open_begin(l);
}

bool legacy_add_sample(struct legacy *l, const int64_t *values, struct err *err)
{
	size_t begin = open_begin(l);

	if (l->stack.n >= INT32_MAX || l->labels.n >= INT32_MAX)
		return err_set(err, "it has too many samples");
	gosyms_end_sample(l);
	*vec_add(&l->samples) = (struct legacy_sample){
		.stack = (uint32_t)begin,
		.n_stack = (uint32_t)(l->stack.n - begin),
		.labels = (uint32_t)l->labels.n,
	};
	for (size_t i = 0; i < l->types.n; i++)
		*vec_add(&l->values) = values[i];
	return l->samples.n % SAMPLES_BETWEEN != 0 || legacy_memory(l, err);
}

void legacy_add_label(struct legacy *l, struct str key, struct str text)
{
	raw_str k = legacy_string(l, key), t = legacy_string(l, text);

	*vec_add(&l->labels) = (struct label){.key = k & INT32_MAX, .text = t};
}

void legacy_add_number(struct legacy *l, struct str key, int64_t number)
{
	raw_str k = legacy_string(l, key);

	*vec_add(&l->labels) = (struct label){.key = k & INT32_MAX,
		.is_number = true,
		.number = number};
}

uint32_t legacy_function(struct legacy *l, struct str name, struct str file, bool any_file)
{
	raw_str name_id = legacy_string(l, name), file_id = legacy_string(l, file);
	uint64_t key = (uint64_t)name_id << 32 | (any_file ? UINT32_MAX : file_id);
	uint32_t known = map_get(&l->by_name, key);

	if (known == 0) {
		*vec_add(&l->functions) = (struct legacy_function){name_id, file_id, 0};
		known = (uint32_t)l->functions.n;
		map_put(&l->by_name, key, known);
	}
	return known;
}

uint32_t legacy_location(const struct legacy *l, uint64_t address)
{
	return map_get(&l->by_address, address);
}

void legacy_add_line(struct legacy *l, uint32_t location, uint32_t function, int64_t line)
{
	uint32_t *at = &l->locations.p[location].first_line;

	while (*at != 0)
		at = &l->lines.p[*at - 1].next;
	*at = (uint32_t)l->lines.n + 1;
	*vec_add(&l->lines) = (struct legacy_line){.function = function, .line = line};
}

/* The way into the builder. */

/* Gives the used locations ids in the order of first use; used[id - 1] is the place of each. */
static uint32_t number_locations(struct legacy *l, uint32_t *used)
{
	uint32_t n = 0;

	for (size_t i = 0; i < l->samples.n; i++) {
		const struct legacy_sample *s = &l->samples.p[i];

		for (uint32_t k = 0; k < s->n_stack; k++) {
			struct legacy_location *loc = &l->locations.p[l->stack.p[s->stack + k]];

			if (loc->id != 0)
				continue;
			used[n++] = l->stack.p[s->stack + k];
			loc->id = n;
		}
	}
	return n;
}

/*
 * A signal handler knows the leaf's address from the interrupted context and may find it in the
 * stack once more, where it is taken for a return address and so is one less: drops that.
 */
static void drop_twin_leafs(struct legacy *l)
{
	for (size_t i = 0; i < l->samples.n; i++) {
		struct legacy_sample *s = &l->samples.p[i];
		uint32_t *stack = &l->stack.p[s->stack];

		if (s->n_stack < 2 ||
			l->locations.p[stack[0]].address != l->locations.p[stack[1]].address + 1)
			continue;
		stack[1] = stack[0];
		s->stack++;
		s->n_stack--;
	}
}

static void add_function(struct legacy *l, struct legacy_function *f)
{
	if (f->id != 0)
		return;
	f->id = (uint32_t)l->b->functions.n + 1;
	*vec_add(&l->b->functions) = (struct function){
		.id = f->id,
		.name = f->name,
		.system_name = f->name,
		.file = f->file,
	};
}

static void add_location(struct legacy *l, const struct legacy_location *loc)
{
	struct raw_location raw = {
		.id = loc->id,
		.mapping = loc->mapping,
		.address = l->no_addresses ? 0 : loc->address,
		.first_line = (uint32_t)l->b->lines.n,
	};

	for (uint32_t i = loc->first_line; i != 0; i = l->lines.p[i - 1].next) {
		const struct legacy_line *line = &l->lines.p[i - 1];
		struct legacy_function *f = &l->functions.p[line->function - 1];

		add_function(l, f);
		*vec_add(&l->b->lines) = (struct raw_line){.function = f->id, .line = line->line};
		raw.n_lines++;
	}
	*vec_add(&l->b->locations) = raw;
}

static bool add_samples(struct legacy *l, struct err *err)
{
	struct builder *b = l->b;
	size_t label = 0;

	for (size_t i = 0; i < l->samples.n; i++) {
		const struct legacy_sample *s = &l->samples.p[i];

		builder_stack_room(b, s->n_stack);
		for (uint32_t k = 0; k < s->n_stack; k++) {
			uint32_t id = l->locations.p[l->stack.p[s->stack + k]].id;

			if (id > UINT16_MAX)
				builder_stack_widen(b);
			if (id > b->max_raw)
				b->max_raw = id;
			loc_column_set(&b->stack, b->n_stack++, id);
		}
		for (; label < s->labels; label++)
			*vec_add(&b->labels) = l->labels.p[label];
		if (!builder_add_sample(b, &l->values.p[i * l->types.n], (uint32_t)l->types.n, err))
			return false;
	}
	return true;
}

static void add_header(struct legacy *l)
{
	struct builder *b = l->b;

	for (size_t i = 0; i < l->types.n; i++)
		*vec_add(&b->types) = l->types.p[i];
	b->period_type = l->period_type;
	b->period = l->period;
	b->duration_nanos = l->duration_nanos;
	legacy_drop_frames(l, &b->drop_frames, &b->keep_frames);
	for (size_t i = 0; i < l->mappings.n; i++) {
		struct mapping *m = vec_add(&b->mappings);

		*m = l->mappings.p[i];
		m->id = i + 1;
	}
}

static void set_symbolized(struct mapping *m)
{
	m->has_functions = m->has_filenames = m->has_line_numbers = m->has_inline_frames = true;
}

/* The main binary has the name that a symbol section gives it, unless the memory map has one. */
static void name_main(struct legacy *l)
{
	if (l->mappings.n != 0 && l->mappings.p[0].file == 0)
		l->mappings.p[0].file = legacy_string(l, l->front->binary);
}

/* Gives out the ids, finds the mappings, and hands all over to the builder. */
static bool legacy_finish(struct legacy *l, struct err *err)
{
	uint32_t *used = mem_zeroed(l->locations.n, sizeof(*used));
	uint32_t n = number_locations(l, used);

	gosyms_end(l);
	legacy_front_name(l->front, l);
	legacy_link_mappings(l, used, n);
	name_main(l);
	for (size_t i = 0; i < l->mappings.n && l->syms.any; i++)
		set_symbolized(&l->mappings.p[i]);
	if (l->twin_leaf)
		drop_twin_leafs(l);
	add_header(l);
	for (uint32_t i = 0; i < n; i++)
		add_location(l, &l->locations.p[used[i]]);
	free(used);
	for (str_id id = 0; id < intern_end(&l->strings); id++)
		*vec_add(&l->b->strings) = intern_str(&l->strings, id);
	return add_samples(l, err);
}

/* What readers are to read, and how. */
struct job {
	struct builder *b;
	const struct legacy_front *front; /* and the text */
	const struct load_limits *limits;
	uint64_t max_memory;
};

/* Lets the reader of a row try. */
static enum legacy_result try(const struct legacy_format *form, const struct job *job,
	struct err *err)
{
	struct legacy l;
	enum legacy_result result;

	legacy_init(&l, job->b, job->front->text);
	l.form = form;
	l.front = job->front;
	l.line_number = job->front->lines;
	l.limits = job->limits;
	l.max_memory = job->max_memory;
	result = form->read(&l, err);
	if (result == LEGACY_READ && !legacy_finish(&l, err))
		result = LEGACY_FAILED;
	legacy_release(&l);
	return result;
}

/* Lets all readers try; when it is none's, err has what the first one said that said something. */
static enum legacy_result try_all(const struct job *job, struct err *err)
{
	struct str head = str_sub(job->front->text, 0, STREAM_HEAD);
	struct err first = {0};

	for (size_t i = 0; i < FORMATS; i++) {
		struct err why = {0};
		enum legacy_result result = LEGACY_NOT_MINE;

		if (formats[i].claims(head))
			result = try(&formats[i], job, &why);
		if (result == LEGACY_READ)
			return result;
		if (first.text[0] == '\0')
			first = why;
		if (result == LEGACY_FAILED) {
			*err = why;
			return result;
		}
	}
	*err = first;
	return LEGACY_NOT_MINE;
}

/* Tries what stands behind or between other text. */
static enum legacy_result try_behind(const struct job *job, struct str text, struct err *err)
{
	struct legacy_front front;
	struct job behind = *job;
	enum legacy_result result = LEGACY_NOT_MINE;
	bool found;

	behind.front = &front;
	if (!legacy_front_open(&front, text, job->max_memory, &found, err))
		result = LEGACY_FAILED;
	else if (found)
		result = try_all(&behind, err);
	legacy_front_close(&front);
	return result;
}

bool legacy_decode(struct builder *b, struct str text, const struct load_limits *limits,
	uint64_t max_memory, bool *found, struct err *err)
{
	const struct legacy_front none = {.text = text};
	struct job job = {b, &none, limits, max_memory};
	struct err why = {0};
	enum legacy_result result = try_all(&job, &why);

	if (result == LEGACY_NOT_MINE && why.text[0] == '\0')
		result = try_behind(&job, text, &why);
	*found = result == LEGACY_READ || why.text[0] != '\0';
	if (result != LEGACY_READ && *found)
		*err = why;
	return result == LEGACY_READ;
}
