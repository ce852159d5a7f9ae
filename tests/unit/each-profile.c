/*
 * each-profile.c: tests of reading profiles one after the other.
 */
#include "session/each-profile.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/node-sides.h"
#include "proto.h"
#include "unit.h"

/* The profiles of a folder, and what was seen of them. */
struct seen {
	struct arena a;
	struct load_options o;
	struct config c;
	struct notes notes;
	struct out said, text;
};

static void note(void *context, struct str line)
{
	struct seen *s = context;

	out_str(&s->said, line);
	out_lit(&s->said, "\n");
}

static void open_seen(struct seen *s)
{
	*s = (struct seen){.notes = {s, note, NULL}};
	s->o = (struct load_options){.symbolize = {.none = true}, .notes = &s->notes};
	config_init(&s->c);
}

static void close_seen(struct seen *s)
{
	out_release(&s->said);
	out_release(&s->text);
	arena_release(&s->a);
}

static void save(const char *path, const char *const *rows, size_t n)
{
	FILE *f = fopen(path, "we");
	struct out o = {0};

	folded_write(&o, "cpu/ns", rows, n);
	assert_non_null(f);
	assert_int_equal(fwrite(o.p, 1, o.n, f), o.n);
	assert_int_equal(fclose(f), 0);
	out_release(&o);
}

/* "runs/b 10\n": the first source, and what all samples weigh. */
static bool take(void *context, const struct one_profile *one, struct err *err)
{
	struct seen *s = context;
	struct nodes nodes;
	struct node_sides sums;

	if (s->text.n > 1000)
		return err_set(err, "enough");
	nodes_init(&nodes, one->arena, one->view, false);
	node_sides_init(&sums, one->arena, &nodes,
		&(struct sample_spec){.view = one->view, .value = one->type});
	out_fmt(&s->text, "%zu %.*s %d\n", one->number, STR_ARG(one->names->p[0]),
		(int)side_after(&sums.whole));
	return true;
}

static bool see(struct seen *s, const struct str_list *names, bool skip, struct load_result *last,
	struct err *err)
{
	const struct each_profile each = {.options = &s->o,
		.config = &s->c,
		.skip = skip,
		.context = s,
		.take = take,
		.last = last};
	struct str_list files;

	return each_profile_files(&s->a, names, &files, err) &&
		each_profile_read(&each, each_profile_apart(&s->a, &files), files.n, err);
}

static struct str_list names_of(struct seen *s, const char *one, const char *two)
{
	struct str_list names = {0};

	str_list_add(&s->a, &names, str_from_c(one));
	if (two != NULL)
		str_list_add(&s->a, &names, str_from_c(two));
	return names;
}

#define TEXT(o) ((struct str){(o).p, (o).n})

TEST(a_folder_is_its_files_in_the_order_of_their_names)
{
	struct seen s;
	struct str_list names;
	struct err err;

	open_seen(&s);
	names = names_of(&s, "runs/", "runs/b");
	assert_true(see(&s, &names, false, NULL, &err));
	assert_str_c(TEXT(s.text), "0 runs/a 3\n1 runs/b 5\n2 runs/c 7\n3 runs/b 5\n");
	names = names_of(&s, "empty", NULL);
	assert_false(see(&s, &names, false, NULL, &err));
	assert_string_equal(err.text, "empty: the folder has no files");
	close_seen(&s);
}

TEST(the_options_filter_each_profile_and_the_last_can_be_kept)
{
	struct load_result last = {0};
	struct seen s;
	struct str_list names;
	struct err err;

	open_seen(&s);
	names = names_of(&s, "runs", NULL);
	s.c.focus = STR("work");
	assert_true(see(&s, &names, false, &last, &err));
	assert_str_c(TEXT(s.text), "0 runs/a 1\n1 runs/b 4\n2 runs/c 7\n");
	assert_string_equal(folded_text(&s.a, last.profile), "cpu/ns\nmain;work 7\n");
	load_release(&last);
	s.c.sample_index = STR("alloc_space");
	assert_false(see(&s, &names, false, &last, &err));
	assert_non_null(strstr(err.text, "alloc_space"));
	load_release(&last);
	close_seen(&s);
}

TEST(what_cannot_be_read_is_an_error_or_left_out)
{
	struct seen s;
	struct str_list names;
	struct err err;

	open_seen(&s);
	names = names_of(&s, "nosuch", "runs/c");
	assert_false(see(&s, &names, false, NULL, &err));
	assert_int_equal(strncmp(err.text, "nosuch: ", 8), 0);
	assert_int_equal(s.said.n + s.text.n, 0);
	assert_true(see(&s, &names, true, NULL, &err));
	assert_str_c(TEXT(s.text), "1 runs/c 7\n");
	assert_int_equal(strncmp(s.said.p, "nosuch: ", 8), 0);
	close_seen(&s);
}

int main(void)
{
	static const char *const made[] = {"runs/a", "runs/b", "runs/c", "runs/.hidden"};
	static const char *const rows[] = {"main;work 1", "main;idle 2", "main;work 4",
		"main;idle 1", "main;work 7"};
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_is_its_files_in_the_order_of_their_names),
		cmocka_unit_test(the_options_filter_each_profile_and_the_last_can_be_kept),
		cmocka_unit_test(what_cannot_be_read_is_an_error_or_left_out),
	};
	char folder[] = "/tmp/cprof-each-XXXXXX";
	int failed;

	if (mkdtemp(folder) == NULL || chdir(folder) != 0 || mkdir("runs", 0777) != 0 ||
		mkdir("runs/folder", 0777) != 0 || mkdir("empty", 0777) != 0)
		return 1;
	save("runs/a", rows, 2);
	save("runs/b", rows + 2, 2);
	save("runs/c", rows + 4, 1);
	save("runs/.hidden", rows, 2);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (size_t i = 0; i < LENGTH(made); i++)
		unlink(made[i]);
	rmdir("runs/folder");
	rmdir("runs");
	rmdir("empty");
	rmdir(folder);
	return failed;
}
