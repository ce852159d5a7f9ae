/*
 * demangle.c: tests of demangling. The names and what is shown for them are in demangle.def.
 */
#include "unit.h"

#include <stdio.h>

#include "demangle/demangle.h"

static const struct row {
	const char *name;
	const char *shown[3]; /* by mode */
} rows[] = {
#define ROW(name, by_default, templates, full) {(name), {(by_default), (templates), (full)}},
#include "demangle.def"
#undef ROW
};

TEST(names_are_shown_as_pprof_shows_them)
{
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str name = str_from_c(rows[i].name);

		for (int mode = DEMANGLE_DEFAULT; mode <= DEMANGLE_FULL; mode++) {
			assert_str_c(demangle_function(&a, name, name, mode, false),
				rows[i].shown[mode]);
		}
		assert_str(demangle(&a, name, DEMANGLE_NONE), name);
		assert_str(demangle_function(&a, name, name, DEMANGLE_NONE, true), name);
	}
	arena_release(&a);
}

/* No cut of a name, and nothing in place of one of its bytes, leads anywhere but to some name. */
TEST(damaged_names_are_some_names)
{
	static const char bytes[] = "E_ITSNZX0\xff";
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str name = str_from_c(rows[i].name);
		/* Of this size exactly, so that the sanitizer sees a byte read behind it. */
		char *copy = malloc(name.n + 1);

		for (size_t n = 1; n <= name.n; n++) {
			char *part = memcpy(malloc(n), name.p, n);

			assert_true(demangle(&a, (struct str){part, n}, DEMANGLE_FULL).n > 0);
			free(part);
		}
		for (size_t n = 0; n < name.n; n++) {
			memcpy(copy, name.p, name.n);
			copy[n] = bytes[(i + n) % (sizeof(bytes) - 1)];
			assert_true(demangle(&a, (struct str){copy, name.n}, DEMANGLE_FULL).n > 0);
			arena_rewind(&a);
		}
		free(copy);
	}
	arena_release(&a);
}

TEST(what_is_demangled_already_stays)
{
	static const struct {
		const char *name, *system_name;
		bool force;
		const char *shown;
	} cases[] = {
		{"oats", "_ZN4mill4oatsEv", false, "oats"},
		{"oats", "_ZN4mill4oatsEv", true, "mill::oats"},
		{"mill::oats(int)", "mill::oats(int)", false, "mill::oats"},
		{"mill::oats(int)", "", false, "mill::oats(int)"},
		{"mill::oats(int)", "", true, "mill::oats(int)"},
		{"", "_ZN4mill4oatsEv", false, "mill::oats"},
		{"", "_ZN4mill4oatsEv", true, "mill::oats"},
		{"", "oats", false, "oats"},
		{"", "", false, ""},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_str_c(demangle_function(&a, str_from_c(cases[i].name),
				     str_from_c(cases[i].system_name), DEMANGLE_DEFAULT,
				     cases[i].force),
			cases[i].shown);
	assert_str_c(demangle_function(&a, STR("a<b>"), STR("c<d>"), DEMANGLE_NONE, true), "c<d>");
	arena_release(&a);
}

/* `begin`, n times `part`, `end`. */
static struct str repeated(struct arena *a, const char *begin, const char *part, size_t n,
	const char *end)
{
	size_t size = strlen(begin) + n * strlen(part) + strlen(end);
	char *text = arena_alloc(a, size + 1), *p = text;

	p = stpcpy(p, begin);
	for (size_t i = 0; i < n; i++)
		p = stpcpy(p, part);
	stpcpy(p, end);
	return (struct str){text, size};
}

/* f(p<a, a>, p<p<a, a>, p<a, a> >, ...): each parameter is of the one before, twice. */
static struct str doubling(struct arena *a, size_t n)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	char text[512] = "_Z1f1pI1aS0_E";
	size_t at = strlen(text);

	/* S_ is p, S0_ a, S1_ the first pair, and so on. */
	for (size_t i = 1; i <= n && i < sizeof(digits) - 1; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "S_IS%c_S%c_E", digits[i],
			digits[i]);
	return arena_str(a, (struct str){text, at});
}

TEST(hostile_names_are_left_alone)
{
	struct arena a = {0};
	const struct str names[] = {
		doubling(&a, 30),
		repeated(&a, "_Z1f", "P", 60000, "i"),
		repeated(&a, "_Z1f", "P", 5000, "i"),
		repeated(&a, "_ZN", "1a", 30000, "Ev"),
		repeated(&a, "_Z", "Z1aE", 16000, "1b"),
		repeated(&a, "_ZN1acv", "T_IN1acv", 8000, "i"),
		repeated(&a, "_Z1fI", "J", 30000, "E"),
		repeated(&a, "_Z1fIiEDT", "ng", 30000, "T_Ev"),
		repeated(&a, "_Z1fUl", "Tt", 30000, "E_"),
		repeated(&a, "_Z1f", "Dp", 30000, "i"),
		repeated(&a, "_Z1f", "i", 70000, ""),
		repeated(&a, "_R", "Nv", 30000, "C1a1b"),
		repeated(&a, "_RIC1a", "R", 60000, "hE"),
		repeated(&a, "_RIC1a", "TB1_B1_E", 7000, "E"),
		repeated(&a, "_RIC1aTB4_B4_B4_B4_", "TB5_B5_B5_B5_E", 3000, "EE"),
	};

	for (size_t i = 0; i < LENGTH(names); i++)
		for (int mode = DEMANGLE_DEFAULT; mode <= DEMANGLE_FULL; mode++)
			if (i > 0 || mode == DEMANGLE_FULL)
				assert_true(demangle(&a, names[i], mode).n <= 65536 ||
					demangle(&a, names[i], mode).p == names[i].p);
	assert_str(demangle(&a, names[0], DEMANGLE_FULL), names[0]);
	assert_str(demangle(&a, names[1], DEMANGLE_FULL), names[1]);
	arena_release(&a);
}

/* Names of templates of templates become long, and are shown. */
TEST(long_names_are_shown)
{
	struct arena a = {0};
	struct str shown = demangle(&a, doubling(&a, 8), DEMANGLE_FULL);

	assert_true(shown.n > 1000 && str_starts(shown, STR("f(p<a, a>, p<p<a, a>, p<a, a> >, ")));
	shown = demangle(&a, repeated(&a, "_Z1f", "i", 3000, ""), DEMANGLE_FULL);
	assert_int_equal(shown.n, 2 + 3000 * 5 - 2 + 1);
	shown = demangle(&a, repeated(&a, "_Z1f", "P", 300, "i"), DEMANGLE_FULL);
	assert_int_equal(shown.n, 2 + 3 + 300 + 1);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_shown_as_pprof_shows_them),
		cmocka_unit_test(damaged_names_are_some_names),
		cmocka_unit_test(what_is_demangled_already_stays),
		cmocka_unit_test(hostile_names_are_left_alone),
		cmocka_unit_test(long_names_are_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
