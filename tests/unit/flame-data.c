/*
 * flame-data.c: Tests of the bytes that a flame graph's page reads, and of the trees of several types in them.
 */
#include "unit.h"

#include "flame/flame-data.h"
#include "flame/flame-types.h"
#include "proto.h"

/* A profile as it is written, and the values of it that are read back. */
struct written {
	struct arena a;
	struct profile p;
	struct view v;
	struct nodes nodes;
	struct flame_groups groups;
	struct out bytes;
	size_t at;
	uint64_t n_strings;
	struct str *strings;
};

static void load(struct written *w, const char *types, const char *const *rows, size_t n)
{
	struct config config;
	struct err err = {0};

	*w = (struct written){0};
	folded_load(&w->a, types, rows, n, &w->p);
	config_init(&config);
	if (!view_init(&w->v, &w->a, &w->p, &config, false, &err))
		fail_msg("%s", err.text);
	nodes_init(&w->nodes, &w->a, &w->v, false);
	flame_groups_init(&w->groups, &w->a, &w->nodes);
}

#define LOAD(w, types, ...) \
	load((w), (types), (const char *const[]){__VA_ARGS__}, \
		LENGTH(((const char *const[]){__VA_ARGS__})))

static void close_written(struct written *w)
{
	out_release(&w->bytes);
	view_release(&w->v);
	arena_release(&w->a);
}

/* Entries are described by their names; the line is the length of the name. */
static void describe(void *context, node_id node, struct flame_data_entry *entry)
{
	struct written *w = context;

	entry->name = node_name(&w->a, &w->nodes, node);
	entry->file = STR("f.go");
	entry->line = (int64_t)entry->name.n;
	entry->inlined = entry->name.p[0] == 'i';
}

static uint64_t get(struct written *w)
{
	uint64_t v = 0;

	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte;

		assert_true(w->at < w->bytes.n && shift < 64);
		byte = (uint8_t)w->bytes.p[w->at++];
		v |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return v;
	}
}

static long long get_signed(struct written *w)
{
	uint64_t v = get(w);

	return (long long)(v >> 1 ^ (0 - (v & 1)));
}

static struct str get_bytes(struct written *w, size_t n)
{
	struct str s = {w->bytes.p + w->at, n};

	assert_true(n <= w->bytes.n - w->at);
	w->at += n;
	return s;
}

/* Writes the types of the profile, and reads the bytes up to the tables. */
static void write_data(struct written *w)
{
	flame_data_write(&w->bytes,
		&(struct flame_data_spec){
			.nodes = &w->nodes,
			.groups = &w->groups,
			.n = w->p.n_types,
			.header = STR("{}"),
			.describe = describe,
			.context = w,
		});
	assert_str_c(get_bytes(w, 8), "cprofFT1");
	assert_str_c(get_bytes(w, get(w)), "{}");
}

/* The strings, with '|' before each. */
static struct str read_strings(struct written *w)
{
	struct str text = STR("");

	w->n_strings = get(w);
	w->strings = arena_array(&w->a, struct str, w->n_strings);
	for (uint64_t i = 0; i < w->n_strings; i++) {
		uint64_t shared = get(w);
		struct str rest = get_bytes(w, get(w));

		assert_true(i == 0 ? shared == 0 : shared <= w->strings[i - 1].n);
		w->strings[i] = arena_fmt(&w->a, "%.*s%.*s", (int)shared,
			i > 0 ? w->strings[i - 1].p : "", STR_ARG(rest));
		assert_true(i == 0 || str_cmp(w->strings[i - 1], w->strings[i]) < 0);
		text = arena_fmt(&w->a, "%s|%s", text.p, w->strings[i].p);
	}
	return text;
}

/* A column of as many numbers as there are entries. */
static uint64_t *get_column(struct written *w, uint64_t n)
{
	uint64_t *column = arena_array(&w->a, uint64_t, n);

	for (uint64_t i = 0; i < n; i++)
		column[i] = get(w);
	return column;
}

/* Groups and entries: "name@file:line/group", with '+' behind those that were inlined. Returns their names. */
static struct str *read_entries(struct written *w, struct str *text)
{
	uint64_t n_groups = get(w), n, *name, *file, *line, *group, *label, *inlined;
	struct str *groups = arena_array(&w->a, struct str, n_groups), *names;

	for (uint64_t i = 0; i < n_groups; i++) {
		groups[i] = w->strings[get(w)];
		assert_int_equal(get(w), i == 0 ? w->groups.hues[0] : flame_hue(groups[i]));
		assert_int_equal(get(w), flame_tone(groups[i]));
	}
	n = get(w);
	name = get_column(w, n);
	file = get_column(w, n);
	line = get_column(w, n);
	group = get_column(w, n);
	label = get_column(w, n);
	inlined = get_column(w, n);
	names = arena_array(&w->a, struct str, n);
	names[0] = STR("all");
	*text = STR("");
	for (uint64_t i = 1; i < n; i++) {
		assert_int_equal(label[i], 0);
		names[i] = w->strings[name[i]];
		*text = arena_fmt(&w->a, "%s%s%s@%s:%llu/%s%s", text->p, i > 1 ? " " : "",
			names[i].p, w->strings[file[i]].p, (unsigned long long)line[i],
			groups[group[i]].p, inlined[i] ? "+" : "");
	}
	return names;
}

/* A tree in preorder: each frame as "depth:name:self", and behind a folded one "/levels". */
static struct str read_tree(struct written *w, const struct str *names)
{
	uint64_t n = get(w), n_folded = get(w), at = 0;
	uint64_t *depth = arena_array(&w->a, uint64_t, n);
	uint64_t *entry = arena_array(&w->a, uint64_t, n);
	long long *self = arena_array(&w->a, long long, n);
	uint64_t *below = arena_array(&w->a, uint64_t, n);
	struct str text = STR("");

	for (uint64_t i = 1; i < n; i++)
		depth[i] = depth[i - 1] + 1 - get(w);
	for (uint64_t i = 1; i < n; i++)
		entry[i] = get(w);
	for (uint64_t i = 0; i < n; i++)
		self[i] = get_signed(w);
	for (uint64_t i = 0; i < n_folded; i++) {
		at += get(w);
		assert_true(at < n);
		below[at] = get(w);
	}
	for (uint64_t i = 0; i < n; i++)
		text = arena_fmt(&w->a, "%s%s%llu:%s:%lld%s", text.p, i > 0 ? " " : "",
			(unsigned long long)depth[i], names[entry[i]].p, self[i],
			below[i] != 0 ? arena_fmt(&w->a, "/%llu", (unsigned long long)below[i]).p
				      : "");
	return text;
}

TEST(tables_and_a_tree_of_each_type_are_read_back)
{
	struct written w;
	struct str text, *names;

	LOAD(&w, "n/count cpu/ns", "main.run;io.copy 3 10", "main.run;main.walk 1 40",
		"main.run 0 -5");
	write_data(&w);
	assert_str_c(read_strings(&w), "||f.go|io|io.copy|main|main.run|main.walk");
	names = read_entries(&w, &text);
	assert_str_c(text, "main.run@f.go:8/main io.copy@f.go:7/io+ main.walk@f.go:9/main");
	/* In each tree the widest child comes first. */
	assert_str_c(read_tree(&w, names), "0:all:0 1:main.run:0 2:io.copy:3 2:main.walk:1");
	assert_str_c(read_tree(&w, names), "0:all:0 1:main.run:-5 2:main.walk:40 2:io.copy:10");
	assert_int_equal(w.at, w.bytes.n);
	close_written(&w);
}

TEST(a_tree_has_only_the_frames_of_its_type)
{
	struct written w;
	struct str text, *names;

	LOAD(&w, "n/count cpu/ns", "a;b;c 1 0", "a;d 0 9");
	write_data(&w);
	read_strings(&w);
	names = read_entries(&w, &text);
	assert_str_c(read_tree(&w, names), "0:all:0 1:a:0 2:b:0 3:c:1");
	assert_str_c(read_tree(&w, names), "0:all:0 1:a:0 2:d:9");
	assert_int_equal(w.at, w.bytes.n);
	close_written(&w);
}

TEST(strings_are_safe_to_print)
{
	struct written w;
	struct str text;

	LOAD(&w, "cpu/ns",
		"a\033[1m;\xff"
		"b 1");
	write_data(&w);
	assert_str_c(read_strings(&w), "||\\xffb|a\\x1b[1m|f.go");
	read_entries(&w, &text);
	close_written(&w);
}

TEST(a_profile_without_samples_is_the_whole_alone)
{
	struct written w;
	struct str text, *names;

	LOAD(&w, "cpu/ns", "comment none");
	write_data(&w);
	assert_str_c(read_strings(&w), "|");
	names = read_entries(&w, &text);
	assert_str_c(text, "");
	assert_str_c(read_tree(&w, names), "0:all:0");
	assert_int_equal(w.at, w.bytes.n);
	close_written(&w);
}

/* The sums of a type by frame of the shape: "name:self/width". */
static struct str values_of(struct written *w, const struct flame_types *t, uint32_t type)
{
	struct flame_values values;
	struct str text = STR("");

	flame_values_init(&values, &w->a, t, type);
	assert_null(values.before);
	for (uint32_t i = 0; i < t->shape.n; i++) {
		struct str name = i > 0 ? t->shape.names[t->shape.node[i]] : STR("all");

		text = arena_fmt(&w->a, "%s%s%.*s:%lld/%llu", text.p, i > 0 ? " " : "",
			STR_ARG(name), (long long)values.self[i],
			(unsigned long long)values.width[i]);
	}
	return text;
}

TEST(types_share_the_frames_of_one_tree)
{
	struct written w;
	struct flame_types t;

	LOAD(&w, "n/count cpu/ns", "a;b 1 -40", "a;c 7 10", "d 0 5");
	flame_types_init(&t, &w.a, &w.nodes, 0, 2);
	/* Each type counts as much as the other: b has 1/8 and 40/55, c 7/8 and 10/55. */
	assert_str_c(values_of(&w, &t, 0), "all:0/8 a:0/8 c:7/7 b:1/1 d:0/0");
	assert_str_c(values_of(&w, &t, 1), "all:0/55 a:0/50 c:10/10 b:-40/40 d:5/5");
	close_written(&w);
}

TEST(a_type_that_is_not_asked_for_has_no_frames)
{
	struct written w;
	struct flame_types t;

	LOAD(&w, "n/count cpu/ns", "a;b 1 0", "c 0 5");
	flame_types_init(&t, &w.a, &w.nodes, 0, 1);
	assert_str_c(values_of(&w, &t, 0), "all:0/1 a:0/1 b:1/1");
	close_written(&w);
}

TEST(widths_stay_at_the_largest_number)
{
	struct written w;
	struct flame_types t;
	struct flame_values values;

	LOAD(&w, "cpu/ns", "a;b 9223372036854775807", "a;c 9223372036854775807",
		"a;d 9223372036854775807");
	flame_types_init(&t, &w.a, &w.nodes, 0, 1);
	flame_values_init(&values, &w.a, &t, 0);
	assert_int_equal(values.width[2], INT64_MAX);
	assert_int_equal(values.width[1], UINT64_MAX);
	assert_int_equal(values.width[0], UINT64_MAX);
	close_written(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_and_a_tree_of_each_type_are_read_back),
		cmocka_unit_test(a_tree_has_only_the_frames_of_its_type),
		cmocka_unit_test(strings_are_safe_to_print),
		cmocka_unit_test(a_profile_without_samples_is_the_whole_alone),
		cmocka_unit_test(types_share_the_frames_of_one_tree),
		cmocka_unit_test(a_type_that_is_not_asked_for_has_no_frames),
		cmocka_unit_test(widths_stay_at_the_largest_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
