/*
 * comments.c: Lists the profile's comments, one a row: `comments`.
 */
#include "report/report.h"

enum { COMMENT, COLUMNS };

static const struct table_column columns[COLUMNS] = {[COMMENT] = {"comment", TABLE_TEXT}};
static const struct table_piece pieces[] = {{"", COMMENT, 0, 0}};
static const struct table_kind kinds[] = {
	{.name = "comment", .columns = TABLE_HAS(COMMENT), TABLE_PIECES(pieces)}};
static const struct table_spec comments_spec = {columns, COLUMNS, kinds, 1, NULL};

bool report_comments(struct report *r, struct err *err)
{
	struct table_facts facts = report_facts(r, NULL, 0);
	const struct profile *p = r->profile;

	(void)err;
	table_begin(r->writer, &comments_spec, &facts);
	for (uint32_t i = 0; i < p->n_comments; i++) {
		const struct table_cell cells[COLUMNS] = {
			[COMMENT] = table_text(profile_str(p, p->comments[i]))};

		table_row(r->writer, &(struct table_row){.cells = cells});
	}
	table_end(r->writer);
	return true;
}
