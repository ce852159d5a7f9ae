/*
 * table.c: Passes facts and rows on to the writer's format.
 */
#include "table/table.h"

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
