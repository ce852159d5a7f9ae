/*
 * value-columns.h: The columns of values while a profile is made.
 *
 * A column is as wide as the largest of its values needs. So a count of 1 in each sample takes a byte.
 */
#ifndef CPROF_PROFILE_VALUE_COLUMNS_H
#define CPROF_PROFILE_VALUE_COLUMNS_H

#include "profile/profile.h"

/* All zero has no column, and nothing to release. */
struct value_columns {
	struct value_column *columns; /* each has room for cap values */
	uint32_t n;                   /* columns */
	size_t n_rows, cap;
	uint64_t row_size; /* bytes of all columns together */
};

/* Makes n empty columns. */
void value_columns_init(struct value_columns *v, uint32_t n);
void value_columns_release(struct value_columns *v);

/* Appends a row: a value to each column. */
void value_columns_append(struct value_columns *v, const int64_t *row);

/* Adds a row to an earlier one. Sums wrap. */
void value_columns_add(struct value_columns *v, size_t row, const int64_t *more);

/* Takes a column out, for the arena to own. An empty one is in its place then. */
struct value_column value_columns_take(struct value_columns *v, uint32_t column, struct arena *a);

/* Begins to bring the values of a row to the processor. */
static inline void value_columns_prefetch(const struct value_columns *c, size_t row)
{
	for (uint32_t i = 0; i < c->n; i++)
		__builtin_prefetch((char *)c->columns[i].p + row * c->columns[i].width, 1);
}

#endif
