/*
 * flame-keys.c: Tests of the table of keys: no key does two things, and each action has one row.
 */
#include "unit.h"

#include <string.h>

#include "flame/flame-keys.h"

/* A key does one thing, on the screen and in the page. */
TEST(a_key_does_one_thing)
{
	for (const struct flame_key *row = flame_keys; row->keys != NULL; row++) {
		struct str rest = str_from_c(row->keys), key;

		assert_true(row->where != 0);
		while (str_split(&rest, ' ', &key)) {
			assert_true(key.n != 0);
			if (row->where & FLAME_ON_SCREEN)
				assert_row(flame_key_find(key, FLAME_ON_SCREEN) == row->action,
					key.p);
			if (row->where & FLAME_ON_PAGE)
				assert_row(flame_key_find(key, FLAME_ON_PAGE) == row->action,
					key.p);
		}
	}
}

/* Each action has one row, with a name of its own and a help that fits beside the keys at 80 columns. */
TEST(each_action_has_a_row)
{
	bool seen[FLAME_ACTIONS] = {false};

	for (const struct flame_key *row = flame_keys; row->keys != NULL; row++) {
		assert_row(row->action > FLAME_NONE && row->action < FLAME_ACTIONS, row->name);
		assert_row(!seen[row->action], row->name);
		seen[row->action] = true;
		assert_row(strlen(row->help) <= 62 && row->help[strlen(row->help) - 1] != '.',
			row->help);
		for (const struct flame_key *other = flame_keys; other < row; other++)
			assert_row(strcmp(row->name, other->name) != 0, row->name);
	}
	for (int i = FLAME_NONE + 1; i < FLAME_ACTIONS; i++)
		assert_true(seen[i]);
}

/* What is not in the table does nothing, nor does a part of a key's name or a key of the other place. */
TEST(other_keys_do_nothing)
{
	assert_int_equal(flame_key_find(STR("Q"), FLAME_ON_SCREEN), FLAME_NONE);
	assert_int_equal(flame_key_find(STR("Ente"), FLAME_ON_SCREEN), FLAME_NONE);
	assert_int_equal(flame_key_find(STR(""), FLAME_ON_SCREEN), FLAME_NONE);
	assert_int_equal(flame_key_find(STR("q"), FLAME_ON_PAGE), FLAME_NONE);
	assert_int_equal(flame_key_find(STR("q"), FLAME_ON_SCREEN), FLAME_QUIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_does_one_thing),
		cmocka_unit_test(each_action_has_a_row),
		cmocka_unit_test(other_keys_do_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
