/*
 * load.c: tests of how sources become one profile: merged, less a base, pruned, and made anew of what was kept.
 */
#include "load/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "proto.h"
#include "unit.h"

/* What one test loads, from files in a folder of its own. */
struct loading {
	struct arena a;
	struct load_result l;
	struct load_options o;
	struct notes notes;
	struct out said;
};

static void note(void *context, struct str line)
{
	struct loading *t = context;

	out_str(&t->said, line);
	out_lit(&t->said, "\n");
}

static void open_loading(struct loading *t)
{
	*t = (struct loading){.notes = {t, note, NULL}};
	t->o = (struct load_options){.symbolize = {.none = true}, .notes = &t->notes};
	unsetenv("PPROF_BINARY_PATH");
	setenv("HOME", "/nosuch", 1);
}

static void close_loading(struct loading *t)
{
	load_release(&t->l);
	assert_null(t->l.profile);
	out_release(&t->said);
	arena_release(&t->a);
}

/* Writes a profile of folded stacks to the file. */
static struct str save(const char *path, const char *const *rows, size_t n)
{
	FILE *f = fopen(path, "we");
	struct out o = {0};

	folded_write(&o, "cpu/ns", rows, n);
	assert_non_null(f);
	assert_int_equal(fwrite(o.p, 1, o.n, f), o.n);
	assert_int_equal(fclose(f), 0);
	out_release(&o);
	return str_from_c(path);
}

#define SAVE(path, ...) \
	save((path), (const char *const[]){__VA_ARGS__}, \
		LENGTH(((const char *const[]){__VA_ARGS__})))

static void add_sources(struct loading *t)
{
	str_list_add(&t->a, &t->l.names, SAVE("one", "main;work 10", "main;work;malloc;grow 2"));
	str_list_add(&t->a, &t->l.names, SAVE("two", "main;work 5", "main;idle 1"));
}

static void add_base(struct loading *t)
{
	str_list_add(&t->a, &t->l.base_names, SAVE("base", "main;work 4", "main;idle 1"));
}

static void assert_loaded(struct loading *t, const char *text)
{
	assert_string_equal(folded_text(&t->a, t->l.profile), text);
}

TEST(sources_are_merged_and_a_base_subtracted)
{
	struct loading t;
	struct err err;

	open_loading(&t);
	add_sources(&t);
	add_base(&t);
	t.o.comment = STR("mine");
	t.o.binary = (struct main_binary){STR("worker"), STR("")};
	assert_true(load_sources(&t.l, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 11\nmain;work;malloc;grow 2\n");
	assert_int_equal(t.l.profile->n_comments, 1);
	assert_str(profile_str(t.l.profile, t.l.profile->mappings[1].file), STR("worker"));
	assert_true(t.l.source == NULL && t.l.base == NULL && !t.l.fetched);
	assert_int_equal(t.said.n, 0);
	close_loading(&t);
}

TEST(marked_and_normalized_bases_are_so)
{
	struct loading t;
	struct err err;

	open_loading(&t);
	str_list_add(&t.a, &t.l.names, SAVE("one", "main;work 30"));
	str_list_add(&t.a, &t.l.base_names, SAVE("base", "main;work 10", "main;idle 10"));
	t.l.marked = true;
	t.o.normalize = true;
	assert_true(load_sources(&t.l, &t.o, &err));
	assert_loaded(&t,
		"cpu/ns\nmain;work 20\nmain;work -10 pprof::base=true\n"
		"main;idle -10 pprof::base=true\n");
	close_loading(&t);
}

TEST(what_is_kept_stays_as_it_was_read)
{
	struct loading t;
	struct str_list base = {0}, none = {0}, more = {0};
	const struct profile *read;
	struct err err;

	open_loading(&t);
	t.o.keep = true;
	str_list_add(&t.a, &t.l.names,
		SAVE("one", "drop_frames malloc", "main;work 10", "main;work;malloc;grow 2"));
	assert_true(load_sources(&t.l, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 10\nmain;work 2\n");
	read = &t.l.source->draft.p;
	assert_string_equal(folded_text(&t.a, read),
		"cpu/ns\nmain;work 10\nmain;work;malloc;grow 2\n");
	assert_true(read->values == t.l.profile->values); /* not copied */

	str_list_add(&t.a, &base, SAVE("base", "main;work 0", "main;work;malloc;grow 2"));
	assert_true(load_compare(&t.l, base, false, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 10\n");
	assert_true(load_compare(&t.l, none, false, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 10\nmain;work 2\n");

	str_list_add(&t.a, &more, SAVE("more", "main;work 1"));
	assert_true(load_add(&t.l, &t.a, more, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 11\nmain;work 2\n");
	assert_int_equal(t.l.names.n, 2);
	SAVE("more", "main;work 7");
	assert_true(load_again(&t.l, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 17\nmain;work 2\n");
	close_loading(&t);
}

TEST(what_is_the_same_on_both_sides_is_there_when_it_is_asked_for)
{
	struct loading t;
	struct str_list base = {0};
	const struct profile *whole, *again;
	struct err err;

	open_loading(&t);
	t.o.keep = true;
	t.o.comment = STR("mine");
	str_list_add(&t.a, &t.l.names,
		SAVE("one", "drop_frames malloc", "main;work 10", "main;idle;malloc;grow 2"));
	assert_true(load_sources(&t.l, &t.o, &err));
	assert_true(load_whole(&t.l, &t.o, &whole, &err));
	assert_true(whole == t.l.profile);

	str_list_add(&t.a, &base, SAVE("base", "main;work 4", "main;idle;malloc;grow 2"));
	assert_true(load_compare(&t.l, base, false, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 6\n");
	assert_true(load_whole(&t.l, &t.o, &whole, &err));
	assert_string_equal(folded_text(&t.a, whole), "cpu/ns\nmain;work 6\nmain;idle 0\n");
	assert_int_equal(profile_before(whole, 0, 0), 4);
	assert_int_equal(profile_before(whole, 0, 1), 2);
	assert_int_equal(whole->n_comments, 1);
	assert_true(load_whole(&t.l, &t.o, &again, &err));
	assert_true(again == whole);
	assert_loaded(&t, "cpu/ns\nmain;work 6\n");

	/* Of a base that is marked nothing is left out. */
	assert_true(load_compare(&t.l, base, true, &t.o, &err));
	assert_true(load_whole(&t.l, &t.o, &whole, &err));
	assert_true(whole == t.l.profile);
	assert_int_equal(whole->n_samples, 4);
	close_loading(&t);
}

TEST(both_sides_may_be_all_that_is_loaded)
{
	struct loading t;
	struct err err;

	open_loading(&t);
	t.o.whole = true;
	str_list_add(&t.a, &t.l.names, SAVE("one", "main;work 10", "main;idle 2"));
	str_list_add(&t.a, &t.l.base_names, SAVE("base", "main;work 4", "main;idle 2"));
	assert_true(load_sources(&t.l, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 6\nmain;idle 0\n");
	assert_int_equal(profile_before(t.l.profile, 0, 1), 2);
	close_loading(&t);
}

TEST(failures_change_nothing)
{
	struct loading t;
	struct str_list missing = {0}, other = {0};
	const struct profile *before;
	struct out o = {0};
	struct err err;
	FILE *f;

	open_loading(&t);
	t.o.keep = true;
	add_sources(&t);
	assert_true(load_sources(&t.l, &t.o, &err));
	before = t.l.profile;
	str_list_add(&t.a, &missing, STR("missing"));
	assert_false(load_compare(&t.l, missing, false, &t.o, &err));
	assert_says(&err, "missing: ");
	assert_false(load_add(&t.l, &t.a, missing, &t.o, &err));
	folded_write(&o, "space/bytes", (const char *const[]){"main 1"}, 1);
	f = fopen("other", "we");
	assert_non_null(f);
	assert_int_equal(fwrite(o.p, 1, o.n, f), o.n);
	assert_int_equal(fclose(f), 0);
	out_release(&o);
	str_list_add(&t.a, &other, STR("other"));
	assert_false(load_compare(&t.l, other, false, &t.o, &err));
	assert_says(&err, "do not fit together");
	assert_false(load_add(&t.l, &t.a, other, &t.o, &err));
	unlink("one");
	unlink("two");
	assert_false(load_again(&t.l, &t.o, &err));
	assert_true(t.l.profile == before && t.l.names.n == 2 && t.l.base_names.n == 0);
	assert_loaded(&t, "cpu/ns\nmain;work 15\nmain;work;malloc;grow 2\nmain;idle 1\n");
	close_loading(&t);
}

TEST(sources_that_cannot_be_read_are_left_out)
{
	struct loading t;
	struct err err;

	open_loading(&t);
	t.o.keep = true;
	str_list_add(&t.a, &t.l.names, STR("missing"));
	str_list_add(&t.a, &t.l.names, SAVE("one", "main;work 10"));
	assert_true(load_sources(&t.l, &t.o, &err));
	assert_loaded(&t, "cpu/ns\nmain;work 10\n");
	assert_true(t.l.names.n == 2 && t.l.source->names.n == 1);
	assert_str(load_part_name(t.l.source), STR("one"));
	assert_str(((struct str){t.said.p, t.said.n}),
		STR("missing: No such file or directory\n"
		    "Fetched 1 source profiles out of 2\n"));
	close_loading(&t);
}

TEST(folders_of_binaries_are_bounded)
{
	struct arena a = {0};
	char path[2 * 501 + 1];
	bool left_out;

	for (size_t i = 0; i < sizeof(path) - 1; i += 2)
		memcpy(path + i, "d:", 2);
	path[2 * 500 - 1] = '\0';
	setenv("PPROF_BINARY_PATH", path, 1);
	assert_int_equal(load_binary_folders(&a, &left_out).n, 2 * 500 - 1);
	assert_false(left_out);
	path[2 * 500 - 1] = ':';
	path[2 * 501 - 1] = '\0';
	setenv("PPROF_BINARY_PATH", path, 1);
	assert_int_equal(load_binary_folders(&a, &left_out).n, 2 * 500 - 1);
	assert_true(left_out);
	unsetenv("PPROF_BINARY_PATH");
	setenv("HOME", "/home/me", 1);
	assert_str(load_binary_folders(&a, NULL), STR("/home/me/pprof/binaries"));
	arena_release(&a);
}

TEST(a_password_is_not_shown)
{
	struct arena a = {0};

	assert_str_c(load_shown_name(&a, STR("shop.pb.gz")), "shop.pb.gz");
	assert_str_c(load_shown_name(&a, STR("-")), "-");
	assert_str_c(load_shown_name(&a, STR("http://mila:secret@shop.example/debug/pprof/heap")),
		"http://mila:xxxxx@shop.example/debug/pprof/heap");
	arena_release(&a);
}

int main(void)
{
	static const char *const made[] = {"one", "two", "base", "more", "other"};
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sources_are_merged_and_a_base_subtracted),
		cmocka_unit_test(marked_and_normalized_bases_are_so),
		cmocka_unit_test(what_is_kept_stays_as_it_was_read),
		cmocka_unit_test(what_is_the_same_on_both_sides_is_there_when_it_is_asked_for),
		cmocka_unit_test(both_sides_may_be_all_that_is_loaded),
		cmocka_unit_test(failures_change_nothing),
		cmocka_unit_test(sources_that_cannot_be_read_are_left_out),
		cmocka_unit_test(folders_of_binaries_are_bounded),
		cmocka_unit_test(a_password_is_not_shown),
	};
	char folder[] = "/tmp/cprof-load-XXXXXX";
	int failed;

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (size_t i = 0; i < LENGTH(made); i++)
		unlink(made[i]);
	rmdir(folder);
	return failed;
}
