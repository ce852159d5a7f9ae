/*
 * value-columns.c: The columns of values while a profile is made.
 */
#include "profile/value-columns.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/wrap.h"

enum { FIRST_ROWS = 16 };

void value_columns_init(struct value_columns *v, uint32_t n)
{
	*v = (struct value_columns){.columns = mem_zeroed(n, sizeof(*v->columns)),
		.n = n,
		.row_size = n};
	for (uint32_t i = 0; i < n; i++)
		v->columns[i].width = 1;
}

void value_columns_release(struct value_columns *v)
{
	for (uint32_t i = 0; i < v->n; i++)
		free(v->columns[i].p);
	free(v->columns);
	*v = (struct value_columns){0};
}

/* Makes room for cap values of `width` bytes; those that are there stay as they are. */
static void resize(const struct value_columns *v, struct value_column *c, size_t cap,
	uint32_t width)
{
	size_t size = v->cap * c->width;

	c->p = mem_grow(c->p, &size, cap * width, 1);
}

/* Makes a column wide enough for a value. */
static void widen(struct value_columns *v, struct value_column *c, int64_t value)
{
	struct value_column old;
	uint32_t width = c->width;

	while (!value_fits(width, value))
		width *= 2;
	resize(v, c, v->cap, width);
	v->row_size += width - c->width;
	old = *c;
	c->width = width;
	/* From the end, as both are in the same place. */
	for (size_t i = v->n_rows; i-- > 0;)
		value_column_set(c, i, value_column_get(&old, i));
}

static void set(struct value_columns *v, struct value_column *c, size_t row, int64_t value)
{
	if (!value_fits(c->width, value))
		widen(v, c, value);
	value_column_set(c, row, value);
}

static void grow(struct value_columns *v)
{
	size_t cap = v->cap != 0 ? 2 * v->cap : FIRST_ROWS;

	for (uint32_t i = 0; i < v->n; i++)
		resize(v, &v->columns[i], cap, v->columns[i].width);
	v->cap = cap;
}

void value_columns_append(struct value_columns *v, const int64_t *row)
{
	if (v->n_rows == v->cap)
		grow(v);
	for (uint32_t i = 0; i < v->n; i++)
		set(v, &v->columns[i], v->n_rows, row[i]);
	v->n_rows++;
}

void value_columns_add(struct value_columns *v, size_t row, const int64_t *more)
{
	for (uint32_t i = 0; i < v->n; i++) {
		struct value_column *c = &v->columns[i];

		set(v, c, row, wrap_add(value_column_get(c, row), more[i]));
	}
}

struct value_column value_columns_take(struct value_columns *v, uint32_t column, struct arena *a)
{
	struct value_column c = v->columns[column];

	arena_own(a, c.p);
	v->columns[column].p = NULL;
	return c;
}
