/*
 * types.c: Lists the profile's sample types with their totals, one a row: `types`.
 */
#include "base/wrap.h"
#include "report/report.h"
#include "units/units.h"

enum { TYPE, UNIT, TOTAL, IS_DEFAULT, IS_EMPTY, TOTAL_TEXT, COLUMNS };

/* Each row has a unit of its own, so the total is a number; texts print it with its unit. */
static const struct table_column columns[COLUMNS] = {
	[TYPE] = {"type", TABLE_TEXT},
	[UNIT] = {"unit", TABLE_TEXT},
	[TOTAL] = {"total", TABLE_NUMBER, TOTAL_TEXT},
	[IS_DEFAULT] = {"default", TABLE_FLAG},
	[IS_EMPTY] = {"empty", TABLE_FLAG},
	[TOTAL_TEXT] = {NULL, TABLE_TEXT},
};

static const struct table_piece pieces[] = {
	{"", TOTAL_TEXT, 10, 0},
	{"  ", TYPE, 0, 0},
	{" (default)", IS_DEFAULT, 0, 0},
	{" (empty)", IS_EMPTY, 0, 0},
};

static const struct table_kind kinds[] = {{.name = "type",
	.columns = TABLE_HAS(TYPE) | TABLE_HAS(UNIT) | TABLE_HAS(TOTAL) | TABLE_HAS(IS_DEFAULT) |
		TABLE_HAS(IS_EMPTY),
	TABLE_PIECES(pieces)}};

static const struct table_spec types_spec = {columns, COLUMNS, kinds, 1, "     total  type\n"};

/* Prints the row of one sample type. It is empty when no sample has a value other than 0. */
static void put_type(struct report *r, uint32_t type, bool is_default)
{
	const struct profile *p = r->profile;
	struct str unit = profile_str(p, p->types[type].unit);
	struct str shown = units_compatible(unit, r->config->unit) ? r->config->unit : STR("auto");
	struct table_values values = {.sample_unit = unit, .unit = shown, .divide_by = 1};
	bool is_empty = true;
	int64_t total = 0;

	for (size_t i = 0; i < p->n_samples; i++) {
		total = wrap_add(total, profile_value(p, type, i));
		is_empty = is_empty && profile_value(p, type, i) == 0;
	}
	const struct table_cell cells[COLUMNS] = {
		[TYPE] = table_text(profile_str(p, p->types[type].type)),
		[UNIT] = table_text(unit),
		[TOTAL] = table_number(total),
		[IS_DEFAULT] = table_flag(is_default),
		[IS_EMPTY] = table_flag(is_empty),
		[TOTAL_TEXT] = table_text(table_value_text(r->arena, &values, total)),
	};

	table_row(r->writer, &(struct table_row){.cells = cells});
}

bool report_types(struct report *r, struct err *err)
{
	struct table_facts facts = report_facts(r, NULL, 0);
	uint32_t standard;

	if (!profile_type_index(r->profile, STR(""), &standard, err))
		return false;
	table_begin(r->writer, &types_spec, &facts);
	for (uint32_t t = 0; t < r->profile->n_types; t++)
		put_type(r, t, t == standard);
	table_end(r->writer);
	return true;
}
