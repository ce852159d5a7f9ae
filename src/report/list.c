/*
 * list.c: Shows the source of functions with the weight of each line: `list`.
 *
 * Takes the nodes by line of the functions whose names match. Gives, for each function and file,
 * the lines from the function's first (or a little above the first that has samples) to a little
 * below the last that has samples, as pprof's printSource does. Unlike there, a sample counts once
 * in a function's cum.
 *
 * Where a file is not found, or only in a place where pprof does not look, a line in parentheses
 * says so. Without a file, the lines that have samples are listed without their text.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/rx.h"
#include "base/wrap.h"
#include "objfile/source-file.h"
#include "report/code.h"
#include "report/report.h"
#include "units/units.h"

enum { MARGIN = 5 }; /* lines above and below those with samples */

/* A node of the graph by lines. */
struct list_row {
	struct str name, file;
	int64_t line, start_line, flat, cum;
	str_id file_id;
	node_id id;
	uint32_t routine; /* its function and file, counted from 1 */
};

enum list_kind { FUNCTION, LINE, REMARK, MISSING, KINDS };

enum list_column {
	GROUP,
	GROUP_NAME,
	FILE_NAME, /* as the profile has it */
	SOURCE,    /* the file that lines are taken from; null where there is none */
	LINE_NUMBER,
	FLAT,
	CUM,
	CODE,
	CUM_SHARE,
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[GROUP] = {"group", TABLE_NUMBER},
	[GROUP_NAME] = {"group_name", TABLE_TEXT},
	[FILE_NAME] = {"file", TABLE_TEXT},
	[SOURCE] = {"source_file", TABLE_TEXT},
	[LINE_NUMBER] = {"line", TABLE_NUMBER},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[CODE] = {"source", TABLE_CODE},
	[CUM_SHARE] = {"cum_percent", TABLE_SHARE},
	[WORDS] = {"remark", TABLE_TEXT},
};

static const struct table_piece function_pieces[] = {
	{"ROUTINE ======================== ", GROUP_NAME, 0, 0},
	{" in ", FILE_NAME, 0, 0},
	{"\n", FLAT, 10, 0},
	{" ", CUM, 10, 0},
	{" (flat, cum) ", CUM_SHARE, 0, 0},
	{" of Total", -1, 0, 0},
};

static const struct table_piece line_pieces[] = {
	{"", FLAT, 10, TABLE_OR_DOT},
	{" ", CUM, 10, TABLE_OR_DOT},
	{" ", LINE_NUMBER, 6, 0},
	{":", CODE, 0, 0},
};

static const struct table_piece remark_pieces[] = {{" (", WORDS, 0, 0}, {")", -1, 0, 0}};
static const struct table_piece missing_pieces[] = {
	{"No source information for ", GROUP_NAME, 0, 0}};

enum { GROUP_COLUMNS = TABLE_HAS(GROUP) | TABLE_HAS(GROUP_NAME) };

static const struct table_kind kinds[KINDS] = {
	[FUNCTION] = {.name = "function",
		.columns = GROUP_COLUMNS | TABLE_HAS(FILE_NAME) | TABLE_HAS(SOURCE) |
			TABLE_HAS(FLAT) | TABLE_HAS(CUM) | TABLE_HAS(CUM_SHARE),
		TABLE_PIECES(function_pieces)},
	[LINE] = {.name = "line",
		.columns = GROUP_COLUMNS | TABLE_HAS(LINE_NUMBER) | TABLE_HAS(FLAT) |
			TABLE_HAS(CUM) | TABLE_HAS(CODE),
		TABLE_PIECES(line_pieces)},
	[REMARK] = {.name = "remark",
		.columns = GROUP_COLUMNS | TABLE_HAS(WORDS),
		TABLE_PIECES(remark_pieces)},
	[MISSING] = {.name = "missing", .columns = GROUP_COLUMNS, TABLE_PIECES(missing_pieces)},
};

static const struct table_spec list_spec = {columns, COLUMNS, kinds, KINDS, NULL};

struct list_report {
	struct report *r;
	struct source_finder finder;
	const str_id *recorded;       /* by str_id of a file as shown: its name in the profile */
	bool *told;                   /* by str_id of a file: that the remark on it was made */
	const struct graph_sum *sums; /* by routine: each sample counted once */
	int64_t group;                /* functions so far */
	struct str group_name;
};

static int by_place(const void *a, const void *b)
{
	const struct list_row *l = a, *r = b;
	int c = str_cmp(l->name, r->name);

	if (c == 0)
		c = str_cmp(l->file, r->file);
	if (c == 0)
		c = (l->line > r->line) - (l->line < r->line);
	return c != 0 ? c : (l->id > r->id) - (l->id < r->id);
}

enum { UNKNOWN, NO, YES };

/*
 * What is known of names, by str_id: where the argument is an address, whether functions there
 * have them.
 */
static unsigned char *known_names(struct report *r)
{
	uint32_t n = intern_end(&r->view->names);
	unsigned char *known = arena_array(r->arena, unsigned char, n);
	uint64_t address;
	struct code code;
	const bool *there;

	if (!code_is_address(r->regex_text, &address))
		return known;
	code_open(&code, r);
	there = code_functions_at(&code, address);
	for (uint32_t i = 0; i < n; i++)
		known[i] = there[i] ? YES : UNKNOWN;
	code_close(&code);
	return known;
}

/* Makes the rows of the functions whose names match, sorted by name, file and line. */
static bool matching_rows(struct report *r, const struct graph *g, struct list_row **rows,
	size_t *n, struct err *err)
{
	const struct view *v = r->view;
	unsigned char *known = known_names(r);

	*n = 0;
	*rows = arena_array(r->arena, struct list_row, g->n_order);
	for (uint32_t i = 0; i < g->n_order; i++) {
		node_id id = g->order[i];
		const struct node *node = &g->nodes.rows[id];
		struct str name = view_str(v, node->name);
		bool hit;

		if (known[node->name] == UNKNOWN) {
			if (!rx_match(r->regex, name, &hit, err))
				return false;
			known[node->name] = hit ? YES : NO;
		}
		if (known[node->name] == YES)
			(*rows)[(*n)++] = (struct list_row){name, view_str(v, node->file),
				node->line, node->start_line, g->flat[id], g->cum[id], node->file,
				id};
	}
	qsort(*rows, *n, sizeof(**rows), by_place);
	return true;
}

/* Maps each file as it is shown to its name in the profile, the first where there are several. */
static const str_id *recorded_files(const struct report *r)
{
	const struct profile *p = r->view->p;
	str_id *recorded = arena_array(r->arena, str_id, intern_end(&r->view->names));

	for (fn_id fn = 1; r->view->file_of != NULL && fn < p->n_functions; fn++) {
		str_id shown = r->view->file_of[fn];

		if (recorded[shown] == 0)
			recorded[shown] = p->functions[fn].file;
	}
	return recorded;
}

/* Counts the rows in front that are of the same function, and with `file` of the same file. */
static size_t rows_alike(const struct list_row *rows, size_t n, bool file)
{
	size_t i = 1;

	while (i < n && str_eq(rows[i].name, rows[0].name) &&
		(!file || str_eq(rows[i].file, rows[0].file)))
		i++;
	return i;
}

static uint64_t routine_key(const struct node *n)
{
	return (uint64_t)n->name << 32 | n->file;
}

/*
 * What each function and file weighs together. The cums of lines cannot be added up: a sample has
 * several lines of a function that calls itself. Nodes that are no rows because their samples
 * cancel out count, too.
 */
static const struct graph_sum *weigh_routines(struct report *r, const struct graph *g,
	struct list_row *rows, size_t n)
{
	uint32_t *routine = arena_array(r->arena, uint32_t, g->nodes.n), count = 0;
	struct map numbers = {0};

	for (size_t i = 0, begin = 0; i < n; i++) {
		if (i == begin) {
			begin += rows_alike(rows + i, n - i, true);
			map_put(&numbers, routine_key(&g->nodes.rows[rows[i].id]), ++count);
		}
		rows[i].routine = count;
	}
	for (node_id id = 1; id < g->nodes.n; id++)
		routine[id] = map_get(&numbers, routine_key(&g->nodes.rows[id]));
	map_release(&numbers);
	return graph_weigh_groups(g, r->arena, routine, count);
}

/* Takes the rows of one line off the front, where they are, and adds them up. */
static void take_line(const struct list_row **at, const struct list_row *end, int64_t line,
	int64_t *flat, int64_t *cum)
{
	*flat = *cum = 0;
	while (*at < end && (*at)->line < line)
		++*at;
	for (; *at < end && (*at)->line == line; ++*at) {
		*flat = wrap_add(*flat, (*at)->flat);
		*cum = wrap_add(*cum, (*at)->cum);
	}
}

static void give_line(struct list_report *l, int64_t flat, int64_t cum, int64_t line,
	struct str code)
{
	const struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(l->group),
		[GROUP_NAME] = table_text(l->group_name),
		[LINE_NUMBER] = table_number(line),
		[FLAT] = table_value(flat),
		[CUM] = table_value(cum),
		[CODE] = table_code(code),
	};

	table_row(l->r->writer,
		&(struct table_row){.kind = LINE,
			.is_colored = flat != 0 || cum != 0,
			.weight = cum != 0 ? cum : flat, /* in a comparison cum may be none */
			.cells = cells});
}

static int64_t row_begin(const struct list_row *row)
{
	return row->start_line != 0 ? row->start_line : wrap_add(row->line, -MARGIN);
}

/* Gives the lines that have samples, without their text. */
static void give_bare(struct list_report *l, const struct list_row *at, const struct list_row *end)
{
	int64_t flat, cum;

	while (at < end) {
		int64_t line = at->line;

		take_line(&at, end, line, &flat, &cum);
		give_line(l, flat, cum, line, STR(""));
	}
}

/* Remarks, once a file, that it was not found, or where, when pprof does not look there. */
static void give_remark(struct list_report *l, const struct list_row *row,
	const struct source_file *file)
{
	struct table_cell cells[COLUMNS] = {0};
	struct str parts[3] = {STR("no source: "), file->missing, STR("; see source_path")};

	if (l->told[row->file_id])
		return;
	l->told[row->file_id] = true;
	if (file->path.n != 0 && !file->elsewhere)
		return;
	if (file->path.n != 0) {
		parts[0] = STR("source: ");
		parts[1] = file->path;
		parts[2] = STR("");
	}
	cells[GROUP] = table_number(l->group);
	cells[GROUP_NAME] = table_text(l->group_name);
	cells[WORDS] = table_text(arena_join(l->r->arena, parts, 3, STR("")));
	table_row(l->r->writer, &(struct table_row){.kind = REMARK, .cells = cells});
}

static void give_lines(struct list_report *l, const struct list_row *rows, size_t n,
	const struct source_file *file)
{
	int64_t begin = row_begin(&rows[0]), end = wrap_add(rows[n - 1].line, MARGIN), flat, cum;
	const struct list_row *at = rows;
	struct str text;

	for (size_t i = 1; i < n; i++)
		if (row_begin(&rows[i]) < begin)
			begin = row_begin(&rows[i]);
	if (begin < 1)
		begin = 1;
	if (begin > end)
		return;
	give_remark(l, &rows[0], file);
	for (int64_t line = begin; line <= end && source_line(file, line, &text); line++) {
		take_line(&at, rows + n, line, &flat, &cum);
		give_line(l, flat, cum, line, text);
	}
	/* Like pprof, what is below the end of the file is not shown; but that one may be another. */
	if (file->path.n == 0 || file->elsewhere)
		give_bare(l, at, rows + n);
}

static void give_routine(struct list_report *l, const struct list_row *rows, size_t n)
{
	const struct source_file *file = source_find(&l->finder, rows->file,
		view_str(l->r->view, l->recorded[rows->file_id]));
	int64_t flat = 0, cum = l->sums[rows->routine].weight;
	struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(l->group),
		[GROUP_NAME] = table_text(rows->name),
		[FILE_NAME] = table_text(rows->file),
		[CUM] = table_value(cum),
		[CUM_SHARE] = table_share(cum, l->r->values.total),
	};

	if (file->path.n != 0)
		cells[SOURCE] = table_text(file->path);
	for (size_t i = 0; i < n; i++)
		flat = wrap_add(flat, rows[i].flat);
	cells[FLAT] = table_value(flat);
	l->group_name = rows->name;
	table_row(l->r->writer, &(struct table_row){.kind = FUNCTION, .cells = cells});
	give_lines(l, rows, n, file);
	l->group++;
}

/* Gives a row for a function of which no file is known. */
static void give_missing(struct list_report *l, struct str name)
{
	const struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(l->group++),
		[GROUP_NAME] = table_text(name),
	};

	table_row(l->r->writer, &(struct table_row){.kind = MISSING, .cells = cells});
}

/* Gives a function. Like pprof, it leaves out rows without a file when others have one. */
static void give_function(struct list_report *l, const struct list_row *rows, size_t n)
{
	size_t begin = rows->file.n == 0 ? rows_alike(rows, n, true) : 0;

	if (begin == n)
		give_missing(l, rows->name);
	for (size_t i = begin, more; i < n; i += more) {
		more = rows_alike(rows + i, n - i, true);
		give_routine(l, rows + i, more);
	}
}

bool report_list(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct list_report l = {.r = r};
	struct table_facts facts;
	struct str path;
	struct list_row *rows;
	struct graph g;
	size_t n;

	spec.objects = true;
	spec.edges = GRAPH_NO_EDGES;
	spec.node_count = 0;
	spec.node_fraction = spec.edge_fraction = 0;
	if (!report_source_path(r, &path, err))
		return false;
	graph_init(&g, r->arena, r->view, &spec);
	if (!matching_rows(r, &g, &rows, &n, err))
		return false;
	if (n == 0)
		return err_set(err, "no function matches %.*s", STR_ARG(r->regex_text));
	l.sums = weigh_routines(r, &g, rows, n);
	l.recorded = recorded_files(r);
	l.told = arena_array(r->arena, bool, intern_end(&r->view->names));
	source_finder_init(&l.finder, r->arena, path, r->config->trim_path, NULL);
	facts = report_facts(r, NULL, TABLE_LEGEND_TOTAL);
	table_begin(r->writer, &list_spec, &facts);
	for (size_t i = 0, more; i < n && !interrupted(); i += more) {
		more = rows_alike(rows + i, n - i, false);
		give_function(&l, rows + i, more);
	}
	table_end(r->writer);
	source_finder_release(&l.finder);
	return true;
}
