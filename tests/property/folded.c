/*
 * folded.c: folded stacks that were written say what the profile says, and read again they say it once more.
 *
 * A thousand profiles are made up here (always the same ones): functions with names of any bytes, which call
 * themselves and are inlined; samples that share stacks, weigh nothing or less. The flat and cum of each name
 * are added up sample by sample, frame by frame, and compared with those of the text, read as a profile; what
 * is then written of that profile must be the same bytes. Prints what differs; exit status 0 when nothing does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/commands.h"
#include "import/import.h"
#include "made-up.h"
#include "session/run.h"

enum { FUNCTIONS_MAX = 12, LOCATIONS_MAX = 20, DEPTH_MAX = 10, TYPES = 3 };

/* The bytes of names; tame ones have none that mean something without a header. */
static const char wild[] = "ab;;:  ##01-.\t\n\r\001\177[](){}_ki/\xc3\xa9\xff";
static const char tame[] = "abcdeABC;:#-._<>*/\xc3\xa9";

static struct str make_name(struct arena *a, uint64_t *state, bool is_tame)
{
	const char *bytes = is_tame ? tame : wild;
	uint32_t n = made_up_below(state, 7), most = is_tame ? sizeof(tame) - 1 : sizeof(wild) - 1;
	char *p = arena_array(a, char, n + 1);

	for (uint32_t i = 0; i < n; i++)
		p[i] = bytes[made_up_below(state, most)];
	return (struct str){p, n};
}

static void make_tables(struct builder *b, struct arena *a, uint64_t *state, bool is_tame)
{
	uint32_t n_functions = 1 + made_up_below(state, FUNCTIONS_MAX);
	uint32_t n_locations = 1 + made_up_below(state, LOCATIONS_MAX);

	made_up_string(b, STR(""));
	for (uint32_t t = 0; t < TYPES; t++) {
		uint32_t type = made_up_string(b, arena_fmt(a, "type/%u", t));

		*vec_add(&b->types) = (struct value_type){type, made_up_string(b, STR("ns"))};
	}
	for (uint32_t i = 1; i <= n_functions; i++) {
		uint32_t name = made_up_string(b, make_name(a, state, is_tame));

		*vec_add(&b->functions) = (struct function){.id = i, .name = name};
	}
	for (uint32_t i = 1; i <= n_locations; i++) {
		uint32_t first = (uint32_t)b->lines.n, n = 1 + (made_up_below(state, 4) == 0);

		for (uint32_t k = 0; k < n; k++)
			*vec_add(&b->lines) = (struct raw_line){
				.function = 1 + made_up_below(state, n_functions)};
		*vec_add(&b->locations) = (struct raw_location){.id = i,
			.first_line = first,
			.n_lines = n};
	}
}

static bool make(struct arena *a, uint64_t *state, bool is_tame, struct profile *p, struct err *err)
{
	struct builder b;
	struct draft d;
	uint32_t n_samples = made_up_below(state, 40);
	bool ok = true;

	builder_init(&b, a);
	make_tables(&b, a, state, is_tame);
	for (uint32_t i = 0; ok && i < n_samples; i++) {
		uint32_t depth = made_up_below(state, DEPTH_MAX);
		int64_t values[TYPES];

		for (uint32_t k = 0; k < depth; k++)
			builder_add_id(&b, 1 + made_up_below(state, (uint32_t)b.locations.n));
		for (uint32_t t = 0; t < TYPES; t++)
			values[t] = (int64_t)made_up_below(state, 9) - 2;
		ok = builder_add_sample(&b, values, TYPES, err);
	}
	ok = ok && builder_finish(&b, &d, err);
	builder_release(&b);
	if (ok)
		*p = *draft_freeze(&d);
	return ok;
}

static bool load(struct arena *a, const struct out *text, struct str type, struct profile *p,
	struct err *err)
{
	const struct load_limits limits = {.folded_type = type};
	struct input_mem in;
	struct builder b;
	struct draft d;
	bool ok;

	input_mem_init(&in, (struct str){text->p, text->n});
	builder_init(&b, a);
	ok = import_profile(&b, &in.in, &limits, err) && builder_finish(&b, &d, err);
	builder_release(&b);
	if (ok)
		*p = *draft_freeze(&d);
	return ok;
}

/* Writes the profile's stacks: all types, or the last one. */
static bool write_folded(struct arena *a, const struct profile *p, bool all, struct out *out,
	struct err *err)
{
	struct store store = {.profile = p};
	struct run run = {.arena = a, .out = out};
	struct request q = {.command = command_find(STR("folded")),
		.regex = STR(""),
		.value = all ? STR("all") : STR("")};

	config_init(&q.config);
	return session_run(&store, &q, &run, err);
}

/* What a name is in the text. It says in its own words what the manual says. */
static struct str shown(struct arena *a, struct str name)
{
	char *p = arena_array(a, char, name.n + 1);
	size_t n = name.n;

	for (size_t i = 0; i < name.n; i++)
		p[i] = name.p[i] == ';'                       ? ':'
			: strchr("\t\n\r\001\177", name.p[i]) ? ' '
							      : name.p[i];
	if (n == 0)
		return STR("[unknown]");
	if (p[0] == '#' && (n == 1 || p[1] == ' '))
		p[0] = ':';
	while (n > 0 && strchr("0123456789.", p[n - 1]) != NULL && p[n - 1] != '\0')
		n--;
	if (n > 0 && n < name.n && (p[n - 1] == '-' || p[n - 1] == '+'))
		n--;
	if (n > 0 && n < name.n && p[n - 1] == ' ')
		p[n - 1] = '_';
	return (struct str){p, name.n};
}

/* The sums of a name over a profile's samples. */
struct sums {
	struct str name;
	int64_t flat, cum;
};

struct table {
	struct sums rows[FUNCTIONS_MAX + 1];
	size_t n;
};

static struct sums *row_of(struct table *t, struct str name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->rows[i].name, name))
			return &t->rows[i];
	t->rows[t->n] = (struct sums){.name = name};
	return &t->rows[t->n++];
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct sums *)a)->name, ((const struct sums *)b)->name);
}

/* Adds up one type. `is_text`: the names are those of the text already. */
static void add_up(struct arena *a, const struct profile *p, uint32_t type, bool is_text,
	struct table *t)
{
	*t = (struct table){0};
	for (size_t s = 0; s < p->n_samples; s++) {
		struct window w = profile_sample_stack(p, s);
		bool seen[FUNCTIONS_MAX + 1] = {false}, leaf = true;

		for (uint32_t at = w.begin;
			at < w.end && value_column_get(&p->values[type], s) != 0; at++) {
			loc_id loc = loc_column_get(&p->stack, at);

			for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
				struct str name = profile_str(p,
					p->functions[p->frames[f].fn].name);
				struct sums *row = row_of(t, is_text ? name : shown(a, name));

				row->flat += leaf ? value_column_get(&p->values[type], s) : 0;
				row->cum += seen[row - t->rows]
					? 0
					: value_column_get(&p->values[type], s);
				seen[row - t->rows] = true;
				leaf = false;
			}
		}
	}
	qsort(t->rows, t->n, sizeof(*t->rows), by_name);
}

/* Leaves out names that weigh nothing: their stacks, added up, are not written. */
static void drop_zeros(struct table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i].flat != 0 || t->rows[i].cum != 0)
			t->rows[n++] = t->rows[i];
	t->n = n;
}

static bool same_sums(struct arena *a, const struct profile *p, uint32_t type,
	const struct profile *read, uint32_t read_type)
{
	struct table want, got;

	add_up(a, p, type, false, &want);
	add_up(a, read, read_type, true, &got);
	drop_zeros(&want);
	drop_zeros(&got);
	for (size_t i = 0; i < want.n && i < got.n; i++)
		if (!str_eq(want.rows[i].name, got.rows[i].name) ||
			want.rows[i].flat != got.rows[i].flat ||
			want.rows[i].cum != got.rows[i].cum)
			return false;
	return want.n == got.n;
}

static bool holds(uint64_t *state, struct err *err)
{
	struct arena a = {0};
	struct out first = {0}, second = {0};
	struct profile p, read;
	bool all = made_up_below(state, 2), ok;

	ok = make(&a, state, !all, &p, err) && write_folded(&a, &p, all, &first, err) &&
		load(&a, &first, STR("type/2/ns"), &read, err);
	for (uint32_t t = 0; ok && t < read.n_types; t++)
		if (!same_sums(&a, &p, all ? t : TYPES - 1, &read, t))
			ok = err_set(err, "the sums of type %u differ", t);
	ok = ok && write_folded(&a, &read, all, &second, err);
	if (ok && (first.n != second.n || memcmp(first.p, second.p, first.n) != 0))
		ok = err_set(err, "written again the bytes differ:\n%.*s", (int)second.n, second.p);
	if (!ok)
		fprintf(stderr, "%.*s", (int)first.n, first.p);
	arena_release(&a);
	out_release(&first);
	out_release(&second);
	return ok;
}

int main(void)
{
	return made_up_check(holds);
}
