/*
 * rx-set.c: sets of code points: ranges, classes, scripts, case folding and negation.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/rx-internal.h"
#include "base/search.h"

enum { LONGEST_CIRCLE = 4 }; /* code points that differ in case only, at most */

void rx_set_add(struct rx_set *set, uint32_t lo, uint32_t hi)
{
	if (set->n != 0 && lo <= set->p[set->n - 1].hi + 1 && lo >= set->p[set->n - 1].lo) {
		if (hi > set->p[set->n - 1].hi)
			set->p[set->n - 1].hi = hi;
		return;
	}
	set->p = mem_grow(set->p, &set->cap, set->n + 1, sizeof(*set->p));
	set->p[set->n++] = (struct rx_range){lo, hi};
}

void rx_set_add_set(struct rx_set *set, const struct rx_set *other)
{
	for (size_t i = 0; i < other->n; i++)
		rx_set_add(set, other->p[i].lo, other->p[i].hi);
}

static int compare_ranges(const void *a, const void *b)
{
	uint32_t left = ((const struct rx_range *)a)->lo, right = ((const struct rx_range *)b)->lo;

	return left < right ? -1 : left > right;
}

void rx_set_clean(struct rx_set *set)
{
	size_t n = set->n;
	bool sorted = true;

	for (size_t i = 1; i < n; i++)
		sorted &= set->p[i - 1].lo <= set->p[i].lo;
	if (!sorted)
		qsort(set->p, n, sizeof(*set->p), compare_ranges);
	set->n = 0;
	for (size_t i = 0; i < n; i++)
		rx_set_add(set, set->p[i].lo, set->p[i].hi);
}

void rx_set_negate(struct rx_set *set)
{
	struct rx_set rest = {0};
	uint32_t lo = 0;

	for (size_t i = 0; i < set->n; i++) {
		if (lo < set->p[i].lo)
			rx_set_add(&rest, lo, set->p[i].lo - 1);
		lo = set->p[i].hi + 1;
	}
	if (lo <= RX_CODE_MAX)
		rx_set_add(&rest, lo, RX_CODE_MAX);
	rx_set_release(set);
	*set = rest;
}

/* The first of n clean ranges that does not end before the code point, or n. */
static size_t find_range(const struct rx_range *p, size_t n, uint32_t code)
{
	size_t i;

	SEARCH(i, n, p[i].hi < code);
	return i;
}

/* Adds all from lo to hi, unless one of the first n ranges, which are clean, holds them. */
static void add_new(struct rx_set *set, size_t n, uint32_t lo, uint32_t hi)
{
	size_t i = find_range(set->p, n, lo);

	if (i == n || set->p[i].lo > lo || set->p[i].hi < hi)
		rx_set_add(set, lo, hi);
}

/*
 * Adds what follows the code points from lo to hi in their circles, by one row. The first n ranges are
 * clean.
 */
static void add_next(struct rx_set *set, size_t n, const struct rx_fold *row, uint32_t lo,
	uint32_t hi)
{
	uint32_t delta = (uint32_t)row->delta;

	if (lo <= row->lo)
		lo = row->lo;
	else
		lo += (row->step - (lo - row->lo) % row->step) % row->step;
	if (hi > row->hi)
		hi = row->hi;
	if (lo > hi)
		return;
	if (row->step == 1)
		add_new(set, n, lo + delta, hi + delta);
	for (; row->step != 1 && lo <= hi; lo += row->step)
		add_new(set, n, lo + delta, lo + delta);
}

void rx_set_fold(struct rx_set *set)
{
	rx_set_clean(set);
	for (int round = 1; round < LONGEST_CIRCLE; round++) {
		size_t n = set->n;

		for (const struct rx_fold *row = rx_folds; row < rx_folds + rx_n_folds; row++) {
			size_t i = find_range(set->p, n, row->lo);

			for (; i < n && set->p[i].lo <= row->hi; i++)
				add_next(set, n, row, set->p[i].lo, set->p[i].hi);
		}
		rx_set_clean(set);
	}
}

static void add_categories(struct rx_set *set, uint32_t wanted)
{
	for (const uint32_t *run = rx_category_runs; *run >> 8 <= RX_CODE_MAX; run++) {
		uint32_t value = *run & 0xff, lo = *run >> 8, end = run[1] >> 8;

		if (value != RX_CATEGORY_PAIRS) {
			if (wanted >> value & 1)
				rx_set_add(set, lo, end - 1);
			continue;
		}
		for (uint32_t code = lo; code < end; code++)
			if (wanted >> ((code - lo) % 2 ? RX_CATEGORY_LL : RX_CATEGORY_LU) & 1)
				rx_set_add(set, code, code);
	}
}

static void add_script(struct rx_set *set, uint32_t wanted)
{
	for (const uint32_t *run = rx_script_runs; *run >> 8 <= RX_CODE_MAX; run++)
		if ((*run & 0xff) == wanted)
			rx_set_add(set, *run >> 8, (run[1] >> 8) - 1);
}

/* Whether `name`, without blanks, '-' and '_', is the row's, in any case. */
static bool is_named(const char *row, struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == ' ' || name.p[i] == '-' || name.p[i] == '_')
			continue;
		if (*row == '\0' || ascii_lower(*row) != ascii_lower(name.p[i]))
			return false;
		row++;
	}
	return *row == '\0';
}

static bool add_group(struct rx_set *set, struct str name, bool *fixed)
{
	*fixed = false;
	if (is_named("ascii", name)) {
		rx_set_add(set, 0, 127);
		return true;
	}
	for (size_t i = 0; i < rx_n_groups; i++) {
		const struct rx_group *g = &rx_groups[i];

		if (!is_named(g->name, name))
			continue;
		if (g->script != 0)
			add_script(set, g->script);
		else
			add_categories(set, g->categories);
		*fixed = g->fixed;
		return true;
	}
	return false;
}

bool rx_set_add_named(struct rx_set *set, struct str name, bool fold)
{
	bool fixed;

	if (!add_group(set, name, &fixed))
		return false;
	if (fold && !fixed)
		rx_set_fold(set);
	rx_set_clean(set);
	return true;
}

/* The classes of ASCII: pairs of first and last character. */
static const struct {
	const char *name, *pairs;
	size_t n; /* of pairs, which may begin with a NUL */
} classes[] = {
	{"alnum", "09AZaz", 3},
	{"alpha", "AZaz", 2},
	{"ascii", "\0\x7f", 1},
	{"blank", "\t\t  ", 2},
	{"cntrl", "\0\x1f\x7f\x7f", 2},
	{"digit", "09", 1},
	{"graph", "!~", 1},
	{"lower", "az", 1},
	{"print", " ~", 1},
	{"punct", "!/:@[`{~", 4},
	{"space", "\t\r  ", 2},
	{"upper", "AZ", 1},
	{"word", "09AZ__az", 4},
	{"xdigit", "09AFaf", 3},
	/* Perl's letters; \s has no vertical tab. */
	{"\\d", "09", 1},
	{"\\s", "\t\n\f\r  ", 3},
	{"\\w", "09AZ__az", 4},
};

static bool add_class(struct rx_set *set, struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
		if (!str_eq_c(name, classes[i].name))
			continue;
		for (size_t k = 0; k < classes[i].n; k++)
			rx_set_add(set, (unsigned char)classes[i].pairs[2 * k],
				(unsigned char)classes[i].pairs[2 * k + 1]);
		return true;
	}
	return false;
}

bool rx_set_add_posix(struct rx_set *set, struct str name)
{
	return !str_starts(name, STR("\\")) && add_class(set, name);
}

bool rx_set_add_perl(struct rx_set *set, char letter)
{
	char name[] = {'\\', letter};

	return add_class(set, (struct str){name, sizeof(name)});
}

void rx_set_release(struct rx_set *set)
{
	free(set->p);
	*set = (struct rx_set){0};
}

bool rx_ranges_have(const struct rx_range *p, size_t n, uint32_t code)
{
	size_t i = find_range(p, n, code);

	return i < n && p[i].lo <= code;
}
