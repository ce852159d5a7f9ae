/*
 * trace-goroutines.c: Lists what the goroutines of an execution trace did, one row for each function in which some
 * start: `goroutines`.
 *
 * Below a row of a text are the reasons for which its goroutines waited; data has them in the row. A goroutine that
 * waits when the trace begins has a reason that the trace does not tell.
 */
#include "report/trace-report.h"

enum { REASONS_SHOWN = 3 }; /* of a row of a text */

enum goroutines_kind { GOROUTINES, REASON, KINDS };

enum goroutines_column {
	FUNCTION,
	COUNT,
	TOTAL,
	RUNNING,
	SCHED,
	BLOCKED,
	SYSCALL,
	SYSCALL_BLOCKED,
	ASSIST,
	SWEEP,
	WAITS,
	REASON_TEXT,
	REASON_TIME,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[FUNCTION] = {"function", TABLE_TEXT},
	[COUNT] = {"count", TABLE_NUMBER},
	[TOTAL] = {"total", TABLE_VALUE},
	[RUNNING] = {"running", TABLE_VALUE},
	[SCHED] = {"sched", TABLE_VALUE},
	[BLOCKED] = {"blocked", TABLE_VALUE},
	[SYSCALL] = {"syscall", TABLE_VALUE},
	[SYSCALL_BLOCKED] = {"syscall_blocked", TABLE_VALUE},
	[ASSIST] = {"gc_assist", TABLE_VALUE},
	[SWEEP] = {"gc_sweep", TABLE_VALUE},
	[WAITS] = {"waits", TABLE_OBJECT},
	[REASON_TEXT] = {NULL, TABLE_TEXT},
	[REASON_TIME] = {NULL, TABLE_VALUE},
};

static const struct table_piece goroutines_pieces[] = {
	{"", COUNT, 6, 0},
	{" ", RUNNING, 9, TABLE_OR_DOT},
	{" ", SCHED, 9, TABLE_OR_DOT},
	{" ", BLOCKED, 9, TABLE_OR_DOT},
	{" ", SYSCALL, 9, TABLE_OR_DOT},
	{" ", ASSIST, 9, TABLE_OR_DOT},
	{"  ", FUNCTION, 0, TABLE_FIT},
};

static const struct table_piece reason_pieces[] = {
	{"                           ", REASON_TIME, 9, 0},
	{"                       ", REASON_TEXT, 0, 0},
};

static const struct table_kind kinds[KINDS] = {
	[GOROUTINES] = {.name = "goroutines",
		.columns = TABLE_HAS(FUNCTION) | TABLE_HAS(COUNT) | TABLE_HAS(TOTAL) |
			TABLE_HAS(RUNNING) | TABLE_HAS(SCHED) | TABLE_HAS(BLOCKED) |
			TABLE_HAS(SYSCALL) | TABLE_HAS(SYSCALL_BLOCKED) | TABLE_HAS(ASSIST) |
			TABLE_HAS(SWEEP) | TABLE_HAS(WAITS),
		TABLE_PIECES(goroutines_pieces)},
	[REASON] = {TABLE_PIECES(reason_pieces)},
};

static const struct table_spec goroutines_spec = {columns, COLUMNS, kinds, KINDS,
	" count   running     sched   blocked   syscall gc_assist  goroutine\n"};

/* The waits of a group, as an object. */
struct wait_list {
	struct table_list list;
	const struct trace_wait *waits;
};

static struct str reason_of(const struct trace_wait *w)
{
	return w->reason.n != 0 ? w->reason : STR("unknown");
}

static void wait_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct trace_wait *w = &((const struct wait_list *)list)->waits[i];

	*key = reason_of(w);
	*cell = table_value(w->time);
}

static void put_reason(struct report *r, const struct trace_wait *w)
{
	const struct table_cell cells[COLUMNS] = {
		[REASON_TIME] = table_value(w->time),
		[REASON_TEXT] = table_text(reason_of(w)),
	};

	table_row(r->writer, &(struct table_row){.kind = REASON, .cells = cells});
}

static void put_group(struct report *r, const struct trace_tables *t, const struct trace_group *g)
{
	const struct wait_list waits = {{g->n_waits, wait_item}, &t->waits[g->first_wait]};
	const struct table_cell cells[COLUMNS] = {
		[FUNCTION] = table_text(g->function.n != 0 ? g->function : STR("[unknown]")),
		[COUNT] = table_number((int64_t)g->n),
		[TOTAL] = table_value(g->total),
		[RUNNING] = table_value(g->running),
		[SCHED] = table_value(g->sched),
		[BLOCKED] = table_value(g->blocked),
		[SYSCALL] = table_value(g->syscall),
		[SYSCALL_BLOCKED] = table_value(g->syscall_blocked),
		[ASSIST] = table_value(g->assist),
		[SWEEP] = table_value(g->sweep),
		[WAITS] = table_object(&waits.list),
	};

	table_row(r->writer, &(struct table_row){.kind = GOROUTINES, .cells = cells});
	for (uint32_t i = 0; i < g->n_waits && i < REASONS_SHOWN; i++)
		if (waits.waits[i].reason.n != 0 || g->n_waits > 1)
			put_reason(r, &waits.waits[i]);
}

bool report_goroutines(struct report *r, struct err *err)
{
	const struct trace_tables *t;
	struct table_facts facts;
	int64_t most = r->config->nodecount;

	if (!trace_report_begin(r, &t, &facts, err))
		return false;
	table_begin(r->writer, &goroutines_spec, &facts);
	for (size_t i = 0; i < t->n_groups && (most <= 0 || (int64_t)i < most); i++)
		put_group(r, t, &t->groups[i]);
	table_end(r->writer);
	return true;
}
