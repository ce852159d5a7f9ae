/*
 * unit.h: what the unit tests share: cmocka, and assertions that know struct str and tables.
 */
#ifndef CPROF_TESTS_UNIT_H
#define CPROF_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka.h wants the four above it. */
#include <cmocka.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/err.h"
#include "base/str.h"

#define TEST(name) static void name(void **unused __attribute__((unused)))

#if defined(__SANITIZE_ADDRESS__)
#define UNIT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNIT_ASAN 1
#endif
#endif

/* A struct str in a static table; STR is no constant there. */
#define S(lit) \
	{ \
		(lit), sizeof(lit) - 1 \
	}

#define LENGTH(a) ARRAY_LEN(a)

/* In a loop over a table: says which row it was that failed. */
#define assert_row(condition, row) unit_row((condition), #condition, (row), __FILE__, __LINE__)

static inline void unit_row(bool ok, const char *what, const char *row, const char *file, int line)
{
	if (ok)
		return;
	print_error("row \"%s\": not so: %s\n", row, what);
	_fail(file, line);
}

/* Two struct str are the same bytes. */
#define assert_str(got, want) unit_str((got), (want), __FILE__, __LINE__)
#define assert_str_c(got, want) unit_str((got), str_from_c(want), __FILE__, __LINE__)

static inline void unit_str(struct str got, struct str want, const char *file, int line)
{
	if (str_eq(got, want))
		return;
	print_error("got \"%.*s\", want \"%.*s\"\n", (int)got.n, got.p, (int)want.n, want.p);
	_fail(file, line);
}

/* The text of an error names something. */
#define assert_says(err, part) unit_says((err), (part), __FILE__, __LINE__)

static inline void unit_says(const struct err *err, const char *part, const char *file, int line)
{
	if (strstr(err->text, part) != NULL)
		return;
	print_error("the error \"%s\" does not say \"%s\"\n", err->text, part);
	_fail(file, line);
}

#endif
