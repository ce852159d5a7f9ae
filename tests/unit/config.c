/*
 * config.c: tests of the options: their defaults, and how they are set and shown.
 */
#include "unit.h"

#include "config/config.h"

static const struct option *option(const char *name)
{
	const struct option *o = config_option(str_from_c(name));

	if (o == NULL)
		fail_msg("there is no option %s", name);
	return o;
}

TEST(config_defaults_are_pprofs)
{
	static const char *const rows[][2] = {
		{"unit", "minimum"},
		{"sample_index", ""},
		{"divide_by", "1"},
		{"mean", "false"},
		{"trim", "true"},
		{"sort", "flat"},
		{"granularity", ""},
		{"nodecount", "-1"},
		{"nodefraction", "0.005"},
		{"edgefraction", "0.001"},
		{"call_tree", "false"},
		{"relative_percentages", "false"},
		{"compact_labels", "false"},
		{"drop_negative", "false"},
		{"noinlines", "false"},
		{"showcolumns", "false"},
		{"normalize", "false"},
		{"intel_syntax", "false"},
		{"output", ""},
		{"focus", ""},
		{"ignore", ""},
		{"tagfocus", ""},
		{"source_path", ""},
	};
	struct arena a = {0};
	struct config c;

	config_init(&c);
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str_c(config_get(&a, &c, option(rows[i][0])), rows[i][1]);
	arena_release(&a);
}

TEST(config_shows_every_default_as_it_is_written_in_the_table)
{
	struct arena a = {0};
	struct config c;

	config_init(&c);
	for (const struct option *o = config_options; o->name != NULL; o++)
		assert_str_c(config_get(&a, &c, o), o->def);
	arena_release(&a);
}

TEST(config_every_row_of_the_tables_is_found_and_complete)
{
	for (const struct option *o = config_options; o->name != NULL; o++) {
		assert_ptr_equal(config_option(str_from_c(o->name)), o);
		assert_row(o->summary[0] != '\0', o->name);
		assert_true(o->offset < sizeof(struct config));
	}
	for (const struct choice *c = config_choices; c->name != NULL; c++) {
		enum option_kind kind = option(c->option)->kind;

		assert_row(kind == OPTION_CHOICE || kind == OPTION_WORD, c->name);
		assert_ptr_equal(config_choice(str_from_c(c->name)),
			kind == OPTION_CHOICE ? c : NULL);
		assert_ptr_equal(config_flag_choice(str_from_c(c->name)),
			kind == OPTION_CHOICE || c->flag ? c : NULL);
		assert_row(config_option(str_from_c(c->name)) == NULL, c->name);
	}
	assert_null(config_option(STR("")));
	assert_null(config_option(STR("nodecoun")));
	assert_null(config_choice(STR("functionsx")));
}

/* What an assignment comes to in both styles; NULL is an error. */
struct set_row {
	const char *name, *value, *flag, *console;
};

static void check_set(const struct set_row *row, enum config_style style, const char *want)
{
	struct arena a = {0};
	struct err err = {0};
	struct config c;
	struct str before;
	bool ok;

	config_init(&c);
	before = config_get(&a, &c, option(row->name));
	ok = config_set(&c, &a, option(row->name), str_from_c(row->value), style, &err);
	if (ok != (want != NULL))
		fail_msg("%s=%s as %s: %s", row->name, row->value,
			style == CONFIG_FLAG ? "a flag" : "an assignment", ok ? "taken" : err.text);
	if (ok) {
		assert_str_c(config_get(&a, &c, option(row->name)), want);
	} else {
		assert_says(&err, row->name);
		if (err.lines[0] == '\0') /* else they show the expression */
			assert_says(&err, row->value);
		assert_str(config_get(&a, &c, option(row->name)), before);
	}
	arena_release(&a);
}

TEST(config_set_reads_flags_as_go_and_the_console_as_pprof)
{
	static const struct set_row rows[] = {
		/* Booleans: Go's words; in the console any case, yes and no, and nothing is true. */
		{"mean", "true", "true", "true"},
		{"mean", "T", "true", "true"},
		{"mean", "1", "true", "true"},
		{"mean", "0", "false", "false"},
		{"mean", "FALSE", "false", "false"},
		{"mean", "tRuE", NULL, "true"},
		{"mean", "yes", NULL, "true"},
		{"mean", "Y", NULL, "true"},
		{"trim", "no", NULL, "false"},
		{"trim", "n", NULL, "false"},
		{"mean", "", NULL, "true"},
		{"mean", "maybe", NULL, NULL},
		{"mean", "2", NULL, NULL},
		/* Whole numbers: flags in any base of Go's, the console in ten. */
		{"nodecount", "15", "15", "15"},
		{"nodecount", "-1", "-1", "-1"},
		{"nodecount", "+3", "3", "3"},
		{"nodecount", "0x10", "16", NULL},
		{"nodecount", "010", "8", "10"},
		{"nodecount", "1_000", "1000", NULL},
		{"nodecount", "1.5", NULL, NULL},
		{"nodecount", "", NULL, NULL},
		{"nodecount", "ten", NULL, NULL},
		{"nodecount", "9223372036854775808", NULL, NULL},
		/* Numbers. */
		{"nodefraction", "0.25", "0.25", "0.25"},
		{"nodefraction", "1e-05", "1e-05", "1e-05"},
		{"nodefraction", ".5", "0.5", "0.5"},
		{"nodefraction", "half", NULL, NULL},
		{"nodefraction", "1", "1", "1"},
		{"nodefraction", "0x1p-2", "0.25", "0.25"},
		/* What no report can use is for the report to refuse where it is a flag, as in pprof. */
		{"nodefraction", "7", "7", NULL},
		{"edgefraction", "-1", "-1", NULL},
		{"edgefraction", "NaN", "NaN", NULL},
		{"divide_by", "7", "7", "7"},
		{"divide_by", "0", "0", NULL},
		{"focus", "a|b", "a|b", "a|b"},
		{"focus", "(", "(", NULL},
		{"taghide", "[", "[", NULL},
		{"tagfocus", "key=a,b", "key=a,b", "key=a,b"},
		{"tagfocus", "1kb:", "1kb:", "1kb:"},
		{"tagignore", "key=a,(", "key=a,(", NULL},
		{"nodefraction", "", NULL, NULL},
		/* Texts are taken as they are. */
		{"unit", "ms", "ms", "ms"},
		{"unit", " a b ", " a b ", " a b "},
		{"unit", "", "", ""},
		/* Choices. */
		{"sort", "cum", "cum", "cum"},
		{"sort", "Cum", NULL, NULL},
		{"sort", "", NULL, NULL},
		{"sort", "lines", NULL, NULL}, /* of another option */
		{"granularity", "lines", "lines", "lines"},
		{"granularity", "flat", NULL, NULL},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		check_set(&rows[i], CONFIG_FLAG, rows[i].flag);
		check_set(&rows[i], CONFIG_CONSOLE, rows[i].console);
	}
}

TEST(config_set_copies_texts)
{
	struct arena a = {0};
	struct config c;
	struct err err;
	char text[] = "ms";

	config_init(&c);
	assert_true(config_set(&c, &a, option("unit"), str_from_c(text), CONFIG_FLAG, &err));
	text[0] = 'x';
	assert_str(c.unit, STR("ms"));
	arena_release(&a);
}

TEST(config_copies_are_independent)
{
	struct arena a = {0};
	struct config c, copy;
	struct err err;

	config_init(&c);
	copy = c;
	assert_true(config_set(&copy, &a, option("nodecount"), STR("5"), CONFIG_CONSOLE, &err));
	assert_int_equal(c.nodecount, -1);
	assert_int_equal(copy.nodecount, 5);
	arena_release(&a);
}

/* A text that differs from every default, for options of any kind. */
static void set_any(struct config *c, struct arena *a, const struct option *o)
{
	static const char *const values[] = {"true", "false", "0.75", "7"};
	struct str names = config_choice_names(a, o, " "), before = config_get(a, c, o), one;
	struct err err;

	for (size_t i = 0; i < LENGTH(values) && str_eq(config_get(a, c, o), before); i++)
		config_set(c, a, o, str_from_c(values[i]), CONFIG_CONSOLE, &err);
	while (str_eq(config_get(a, c, o), before) && str_word(&names, &one))
		config_set(c, a, o, one, CONFIG_CONSOLE, &err);
	assert_row(!str_eq(config_get(a, c, o), before), o->name);
}

/* Whatever an option's kind is, it is copied whole, and alone. */
TEST(config_copy_copies_one_option_of_any_kind)
{
	struct arena a = {0};
	struct config from, c;

	for (const struct option *o = config_options; o->name != NULL; o++) {
		config_init(&from);
		config_init(&c);
		for (const struct option *each = config_options; each->name != NULL; each++)
			set_any(&from, &a, each);
		config_copy(&c, &from, o);
		for (const struct option *each = config_options; each->name != NULL; each++)
			assert_row(str_eq(config_get(&a, &c, each), config_get(&a, &from, each)) ==
					(each == o),
				o->name);
	}
	arena_release(&a);
}

/* Every text is moved, so that the arena that it was in may go. */
TEST(config_keep_moves_every_text)
{
	struct arena a = {0}, kept = {0};
	struct config c, before;

	config_init(&c);
	for (const struct option *o = config_options; o->name != NULL; o++)
		set_any(&c, &a, o);
	before = c;
	config_keep(&c, &kept);
	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str was = config_get(&kept, &before, o), is = config_get(&kept, &c, o);

		assert_str(is, was);
		if (config_text(&c, o) != NULL)
			assert_row(is.p != was.p, o->name);
	}
	arena_release(&a);
	arena_release(&kept);
}

TEST(config_errors_name_the_option_and_what_it_takes)
{
	static const struct {
		const char *name, *value, *takes;
	} rows[] = {
		{"mean", "maybe", "true or false"},
		{"nodecount", "ten", "whole number"},
		{"divide_by", "two", "number"},
		{"sort", "up", "cum, flat"},
		{"granularity", "words",
			"addresses, binary, dir, filefunctions, files, functions, lines, module, package"},
		{"color", "blue", "always, auto, never"},
	};
	struct arena a = {0};
	struct config c;

	config_init(&c);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct err err = {0};

		assert_false(config_set(&c, &a, option(rows[i].name), str_from_c(rows[i].value),
			CONFIG_FLAG, &err));
		assert_says(&err, rows[i].name);
		assert_says(&err, rows[i].value);
		assert_says(&err, rows[i].takes);
	}
	arena_release(&a);
}

/* What struct config holds is what the names say, and an option without a choice has none. */
TEST(config_choices_are_constants)
{
	static const struct {
		const char *name, *value;
		enum choice_id id;
	} rows[] = {
		{"sort", "cum", SORT_CUM},
		{"sort", "flat", SORT_FLAT},
		{"granularity", "lines", GRANULARITY_LINES},
		{"granularity", "binary", GRANULARITY_BINARY},
		{"color", "auto", COLOR_AUTO},
		{"color", "never", COLOR_NEVER},
		{"format", "text", FORMAT_TEXT},
		{"format", "csv", FORMAT_CSV},
	};
	struct arena a = {0};
	struct config c;
	struct err err;

	config_init(&c);
	assert_int_equal(c.sort, SORT_FLAT);
	assert_int_equal(c.granularity, CHOICE_NONE);
	assert_int_equal(c.color, COLOR_AUTO);
	assert_int_equal(c.format, FORMAT_TEXT);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct option *o = option(rows[i].name);

		assert_true(config_set(&c, &a, o, str_from_c(rows[i].value), CONFIG_FLAG, &err));
		assert_int_equal(*(enum choice_id *)((char *)&c + o->offset), rows[i].id);
		assert_str_c(config_get(&a, &c, o), rows[i].value);
		assert_string_equal(config_choices[rows[i].id - 1].name, rows[i].value);
	}
	arena_release(&a);
}

/* The parameters of pprof's web interface are in links that people keep. */
TEST(config_urls_are_pprofs)
{
	static const char *const rows[][2] = {
		{"call_tree", "calltree"},
		{"relative_percentages", "rel"},
		{"unit", "unit"},
		{"compact_labels", "compact"},
		{"intel_syntax", "intel"},
		{"mean", "mean"},
		{"sample_index", "si"},
		{"normalize", "norm"},
		{"sort", "sort"},
		{"drop_negative", "dropneg"},
		{"nodecount", "n"},
		{"nodefraction", "nf"},
		{"edgefraction", "ef"},
		{"trim", "trim"},
		{"focus", "f"},
		{"ignore", "i"},
		{"prune_from", "prunefrom"},
		{"hide", "h"},
		{"show", "s"},
		{"show_from", "sf"},
		{"tagfocus", "tf"},
		{"tagignore", "ti"},
		{"tagshow", "ts"},
		{"taghide", "th"},
		{"noinlines", "noinlines"},
		{"showcolumns", "showcolumns"},
		{"granularity", "g"},
		/* Our own, which pprof's pages pass over. */
		{"tagroot", "tr"},
		{"tagleaf", "tl"},
		{"divide_by", "divide_by"},
		{"noise", "noise"},
		{"depth", "depth"},
		{"root", "root"},
		{"order", "order"},
		{"leaf_first", "leaf_first"},
		{"merge_recursion", "merge_recursion"},
		{"sandwich", "sandwich"},
		{"svg_width", "svg_width"},
		{"width", "width"},
		{"from", "from"},
		{"to", "to"},
	};
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_string_equal(option(rows[i][0])->url, rows[i][1]);
	for (const struct option *o = config_options; o->name != NULL; o++)
		n += o->url != NULL;
	assert_int_equal(n, LENGTH(rows));
}

/* What a role says of an option does not contradict what another one says. */
TEST(config_roles_fit_together)
{
	struct arena a = {0};

	for (const struct option *o = config_options; o->name != NULL; o++) {
		assert_row(!(o->roles & (ROLE_UNLISTED | ROLE_CLEARED)) || o->roles & ROLE_FILTER,
			o->name);
		assert_row(!(o->roles & ROLE_FILTER) || !(o->roles & ROLE_HOW), o->name);
	}
	assert_str_c(config_role_names(&a, ROLE_UNSAVED), "output, sample_index and anon_key");
	assert_str_c(config_role_names(&a, ROLE_UNLISTED), "prune_from");
	arena_release(&a);
}

/* Whether the key changes when the option is set to the value. */
static bool changes_view_key(struct arena *a, const struct option *o, struct str value)
{
	struct config c, defaults;
	struct err err;

	config_init(&c);
	config_init(&defaults);
	assert_row(config_set(&c, a, o, value, CONFIG_CONSOLE, &err), o->name);
	return !str_eq(config_view_key(a, &c), config_view_key(a, &defaults));
}

/* A view depends on all options but those that are about rows, or about how a report is shown. */
TEST(config_view_key_changes_with_the_options_of_a_view)
{
	struct arena a = {0};

	for (const struct option *o = config_options; o->name != NULL; o++) {
		bool changed = false;

		for (int i = 0; i < EXAMPLES_MAX && o->examples[i] != NULL; i++) {
			struct str text = str_from_c(o->examples[i]);
			size_t at = str_find(text, STR("="), 0);

			if (at != text.n && str_eq(str_sub(text, 0, at), str_from_c(o->name)))
				changed |= changes_view_key(&a, o, str_from(text, at + 1));
		}
		if (o->kind == OPTION_BOOL)
			changed |= changes_view_key(&a, o, STR("true")) ||
				changes_view_key(&a, o, STR("false"));
		assert_row(changed == !(o->roles & (ROLE_HOW | ROLE_ROWS)), o->name);
	}
	arena_release(&a);
}

TEST(config_view_key_tells_apart_where_values_end)
{
	struct arena a = {0};
	struct config one, two;

	config_init(&one);
	config_init(&two);
	one.focus = STR("a");
	one.ignore = STR("b");
	two.focus = STR("aignore 1 b");
	assert_false(str_eq(config_view_key(&a, &one), config_view_key(&a, &two)));
	two = one;
	two.sort = SORT_CUM;
	two.nodecount = 7;
	assert_true(str_eq(config_view_key(&a, &one), config_view_key(&a, &two)));
	arena_release(&a);
}

TEST(config_reset_sets_one_option_to_its_default)
{
	struct arena a = {0};
	struct config c;

	config_init(&c);
	for (const struct option *o = config_options; o->name != NULL; o++) {
		assert_row(config_is_default(&c, o), o->name);
		set_any(&c, &a, o);
		assert_row(!config_is_default(&c, o), o->name);
	}
	for (const struct option *o = config_options; o->name != NULL; o++) {
		config_reset(&c, o);
		for (const struct option *each = config_options; each->name != NULL; each++)
			assert_row(config_is_default(&c, each) == (each <= o), each->name);
	}
	arena_release(&a);
}

TEST(config_choice_names_are_sorted)
{
	struct arena a = {0};

	assert_str(config_choice_names(&a, option("sort"), " | "), STR("cum | flat"));
	assert_str(config_choice_names(&a, option("granularity"), "|"),
		STR("addresses|binary|dir|filefunctions|files|functions|lines|module|package"));
	assert_str(config_choice_names(&a, option("unit"), "|"), STR(""));
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(config_defaults_are_pprofs),
		cmocka_unit_test(config_shows_every_default_as_it_is_written_in_the_table),
		cmocka_unit_test(config_every_row_of_the_tables_is_found_and_complete),
		cmocka_unit_test(config_set_reads_flags_as_go_and_the_console_as_pprof),
		cmocka_unit_test(config_set_copies_texts),
		cmocka_unit_test(config_copies_are_independent),
		cmocka_unit_test(config_copy_copies_one_option_of_any_kind),
		cmocka_unit_test(config_keep_moves_every_text),
		cmocka_unit_test(config_errors_name_the_option_and_what_it_takes),
		cmocka_unit_test(config_choices_are_constants),
		cmocka_unit_test(config_urls_are_pprofs),
		cmocka_unit_test(config_roles_fit_together),
		cmocka_unit_test(config_view_key_changes_with_the_options_of_a_view),
		cmocka_unit_test(config_view_key_tells_apart_where_values_end),
		cmocka_unit_test(config_reset_sets_one_option_to_its_default),
		cmocka_unit_test(config_choice_names_are_sorted),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
