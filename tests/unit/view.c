/*
 * view.c: tests of what a command sees of a profile: which parts tell frames apart, which are kept.
 */
#include "unit.h"

#include <stdio.h>

#include "proto.h"
#include "view/view.h"

struct seen {
	struct arena a;
	struct profile p;
	struct config config;
	struct view v;
};

/* A view with one option set: "granularity=lines noinlines=true". */
static void see(struct seen *s, const char *options)
{
	struct str rest = str_from_c(options), word;
	struct err err = {0};

	config_init(&s->config);
	while (str_word(&rest, &word)) {
		size_t equals = str_find(word, STR("="), 0);

		if (!config_set(&s->config, &s->a, config_option(str_sub(word, 0, equals)),
			    str_from(word, equals + 1), CONFIG_CONSOLE, &err))
			fail_msg("%s", err.text);
	}
	if (!view_init(&s->v, &s->a, &s->p, &s->config, false, &err))
		fail_msg("%s", err.text);
}

static void forget(struct seen *s)
{
	view_release(&s->v);
	profile_free(&s->p);
	arena_release(&s->a);
}

#define SEE(s, options, ...) \
	(*(s) = (struct seen){0}, FOLDED_LOAD(&(s)->a, &(s)->p, "cpu/ns", __VA_ARGS__), \
		see((s), (options)))

TEST(view_granularity_says_what_tells_frames_apart)
{
	enum { N = VIEW_NAME, F = VIEW_FILE, L = VIEW_LINE, C = VIEW_COLUMN, A = VIEW_ADDRESS };
	static const struct {
		const char *options;
		unsigned parts;
	} rows[] = {
		{"", N},
		{"granularity=functions", N},
		{"granularity=functions showcolumns=true", N},
		{"granularity=filefunctions", N | F},
		{"granularity=files", F},
		{"granularity=lines", N | F | L},
		{"granularity=lines showcolumns=true", N | F | L | C},
		{"granularity=lines noinlines=true", N | F | L},
		/* Like pprof, addresses with their inlined frames always have columns. */
		{"granularity=addresses", N | F | L | C | A},
		{"granularity=addresses noinlines=true", N | F | L | A},
		{"granularity=addresses noinlines=true showcolumns=true", N | F | L | C | A},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen s;

		SEE(&s, rows[i].options, "main 1");
		assert_row(s.v.parts == rows[i].parts, rows[i].options);
		forget(&s);
	}
}

static bool keeps(const struct seen *s, const char *name)
{
	const struct profile *p = &s->p;

	for (frame_id f = 1; f < p->n_frames; f++)
		if (str_eq_c(profile_str(p, p->functions[p->frames[f].fn].name), name))
			return view_keeps(&s->v, f);
	fail_msg("there is no %s", name);
	return false;
}

TEST(view_keeps_all_frames_and_samples_by_default)
{
	struct seen s;

	SEE(&s, "", "main;work>inlined>deep 1", "main;0x40 2");
	for (frame_id f = 1; f < s.p.n_frames; f++)
		assert_true(view_keeps(&s.v, f));
	assert_int_equal(s.v.n_samples, 2);
	assert_int_equal(view_sample(&s.v, 1), 1);
	assert_int_equal(view_window(&s.v, 1).begin, 2);
	assert_int_equal(view_window(&s.v, 1).end, 4);
	forget(&s);
}

TEST(view_noinlines_keeps_what_others_were_inlined_into)
{
	struct seen s;

	SEE(&s, "noinlines=true", "main;work>inlined>deep 1", "main;0x40 2");
	assert_true(keeps(&s, "main"));
	assert_true(keeps(&s, "work"));
	assert_false(keeps(&s, "inlined"));
	assert_false(keeps(&s, "deep"));
	for (loc_id loc = 1; loc < s.p.n_locations; loc++)
		assert_true(view_sees_loc(&s.v, loc)); /* also the one without lines */
	forget(&s);
}

TEST(view_file_names_are_cleaned)
{
	static const char *const rows[][2] = {
		{"main@a.c", "a.c"},
		{"main@/src/./b/../a.c", "/src/a.c"},
		{"main@/proc/self/cwd/x/a.c", "x/a.c"},
		{"main@/proc/self/cwd/./a.c", "a.c"},
		{"main", ""},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen s;
		char row[64];

		snprintf(row, sizeof(row), "%s 1", rows[i][0]);
		SEE(&s, "granularity=files", row);
		assert_str_c(view_str(&s.v, s.v.file_of[1]), rows[i][1]);
		forget(&s);
	}
}

TEST(view_never_changes_the_profile)
{
	struct seen s;
	uint32_t strings;

	SEE(&s, "granularity=files noinlines=true", "main@./x/../a.c>in@/b.c 1");
	strings = intern_end(&s.p.strings);
	assert_str(view_str(&s.v, s.v.file_of[1]), STR("/b.c"));
	assert_true(intern_find(&s.v.names, STR("a.c")) >= strings);
	assert_int_equal(intern_find(&s.p.strings, STR("a.c")), 0);
	assert_str(profile_str(&s.p, s.p.functions[2].file), STR("./x/../a.c"));
	forget(&s);
}

/* The names that a view shows of each kept sample, root first: "main work|main". */
static struct str shown(struct seen *s)
{
	const struct view *v = &s->v;
	struct str all = STR("");

	for (size_t i = 0; i < v->n_samples; i++) {
		struct window w = view_window(v, i);
		struct str one = STR("");

		for (uint32_t at = w.end; at > w.begin; at--) {
			loc_id loc = loc_column_get(&v->p->stack, at - 1);

			for (frame_id f = v->p->frame_begin[loc + 1]; f > v->p->frame_begin[loc];) {
				fn_id fn = v->p->frames[--f].fn;
				struct str parts[2] = {one, view_str(v, v->p->functions[fn].name)};

				if (view_keeps(v, f))
					one = arena_join(&s->a, parts, 2, STR(" "));
			}
		}
		all = arena_fmt(&s->a, "%s%s%s", all.p, i ? "|" : "", one.n ? one.p : "");
	}
	return all;
}

/* pprof's rules, one a row; the same three stacks for all. */
TEST(view_filters_choose_samples_and_frames)
{
	static const char *const rows[][2] = {
		{"", "main work leaf|main idle|main work in deep"},
		{"focus=work", "main work leaf|main work in deep"},
		{"focus=^work$", "main work leaf|main work in deep"}, {"focus=wor$", ""},
		{"ignore=idle", "main work leaf|main work in deep"}, {"ignore=in", ""}, /* main */
		{"focus=work ignore=deep", "main work leaf"},
		{"hide=work", "main leaf|main idle|main in deep"}, {"show=work", "work|work"},
		{"show=work|idle", "work|idle|work"}, {"show=work hide=work", ""},
		{"show_from=work", "work leaf|work in deep"}, {"show_from=^in$", "in deep"},
		{"prune_from=work", "main work|main idle|main work"},
		{"focus=b\\.c", "main idle"}, /* file names, too */
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen s;

		SEE(&s, rows[i][0], "main;work;leaf 1", "main;idle@b.c 2", "main;work>in;deep 3");
		if (!str_eq_c(shown(&s), rows[i][1]))
			fail_msg("%s shows \"%s\", not \"%s\"", rows[i][0], shown(&s).p,
				rows[i][1]);
		forget(&s);
	}
}

TEST(view_filter_that_is_no_expression_is_an_error_that_names_it)
{
	static const char *const names[] = {"focus", "ignore", "hide", "show", "show_from",
		"prune_from", "tagshow", "taghide"};

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct seen s;
		struct view v;
		struct err err = {0};

		SEE(&s, "", "main 1");
		assert_true(config_set(&s.config, &s.a, config_option(str_from_c(names[i])),
			STR("("), CONFIG_FLAG, &err));
		assert_row(!view_init(&v, &s.a, &s.p, &s.config, false, &err), names[i]);
		assert_says(&err, names[i]);
		forget(&s);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(view_granularity_says_what_tells_frames_apart),
		cmocka_unit_test(view_keeps_all_frames_and_samples_by_default),
		cmocka_unit_test(view_noinlines_keeps_what_others_were_inlined_into),
		cmocka_unit_test(view_file_names_are_cleaned),
		cmocka_unit_test(view_never_changes_the_profile),
		cmocka_unit_test(view_filters_choose_samples_and_frames),
		cmocka_unit_test(view_filter_that_is_no_expression_is_an_error_that_names_it),
	};

	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
