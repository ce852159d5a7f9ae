/*
 * table.c: Passes facts and rows on to the writer's format.
 */
#include "table/table.h"

#include "units/units.h"

const char *table_inline_word(enum table_inline inlined)
{
	static const char *const words[] = {
		[TABLE_INLINE_UNKNOWN] = NULL,
		[TABLE_INLINE_NO] = "no",
		[TABLE_INLINE_YES] = "yes",
		[TABLE_INLINE_PARTIAL] = "partial",
	};

	return words[inlined];
}

const char *table_inline_mark(enum table_inline inlined)
{
	static const char *const marks[] = {
		[TABLE_INLINE_UNKNOWN] = "",
		[TABLE_INLINE_NO] = "",
		[TABLE_INLINE_YES] = " (inline)",
		[TABLE_INLINE_PARTIAL] = " (partial-inline)",
	};

	return marks[inlined];
}

uint32_t table_all_columns(const struct table_spec *spec)
{
	uint32_t columns = 0;

	for (unsigned i = 0; i < spec->n_kinds; i++)
		if (spec->kinds[i].name != NULL)
			columns |= spec->kinds[i].columns;
	return columns;
}

/* Whether texts print "." for a value of 0 in this column of the kind's rows. */
static bool has_dots(const struct table_kind *kind, unsigned column)
{
	for (unsigned i = 0; i < kind->n_pieces; i++)
		if (kind->pieces[i].column == (int)column)
			return kind->pieces[i].style & TABLE_OR_DOT;
	return false;
}

struct str table_cell_text(struct table_writer *w, const struct table_kind *kind, unsigned column,
	const struct table_cell *c)
{
	char buf[UNITS_PERCENT_MAX];

	if (c->type == TABLE_SHARE)
		return arena_str(w->arena,
			str_trim(units_percent(c->share.part, c->share.whole, buf)));
	if (c->type != TABLE_VALUE)
		return STR("");
	if (c->number == 0 && has_dots(kind, column))
		return STR(".");
	return table_value_text(w->arena, &w->facts->values, c->number);
}

void table_begin(struct table_writer *w, const struct table_spec *spec,
	const struct table_facts *facts)
{
	w->spec = spec;
	w->facts = facts;
	w->n_rows = 0;
	w->format->begin(w);
}

bool table_wants(const struct table_writer *w, const struct table_spec *spec, unsigned kind)
{
	const struct table_kind *k = &spec->kinds[kind];

	return w->format->is_data ? k->name != NULL : k->pieces != NULL || k->print != NULL;
}

void table_row(struct table_writer *w, const struct table_row *row)
{
	if (!table_wants(w, w->spec, row->kind))
		return;
	w->format->row(w, row);
	w->n_rows++;
}

void table_end(struct table_writer *w)
{
	w->format->end(w);
}
