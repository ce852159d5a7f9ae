/*
 * trace-procs.c: Shows when the processors of an execution trace were busy: `procs`.
 *
 * A row is a processor, a column a slice of time. The more of a slice it ran goroutines, the denser its character;
 * a letter says that it mostly did something else. Above are rows for garbage collection and for stops of all
 * goroutines. All characters are ASCII: the width of others differs from terminal to terminal.
 */
#include "base/cancel.h"
#include "report/trace-report.h"

enum {
	COLUMNS_ELSE = 100,  /* where the width is not known */
	COLUMNS_MAX = 10000, /* that may be asked for */
	FRAME = 20,          /* columns of a row besides its slices */
	SLICES_LEAST = 10,
};

static const char levels[] = " .:-=+*#";

enum procs_kind { PROC, GC, STW, WORDS_ROW, KINDS };

enum procs_column {
	PROCESSOR,
	BEGIN,
	SLICE,
	RUNNING,
	COLLECTING,
	IN_SYSCALL,
	IDLE,
	COUNT,
	TIME,
	LONGEST,
	SLICES,
	GC_SLICES,
	SYSCALL_SLICES,
	MOST,
	LABEL,
	LINE,
	SHARE,
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[PROCESSOR] = {"processor", TABLE_NUMBER},
	[BEGIN] = {"begin", TABLE_VALUE},
	[SLICE] = {"slice", TABLE_REAL},
	[RUNNING] = {"running", TABLE_VALUE},
	[COLLECTING] = {"gc", TABLE_VALUE},
	[IN_SYSCALL] = {"syscall", TABLE_VALUE},
	[IDLE] = {"idle", TABLE_VALUE},
	[COUNT] = {"count", TABLE_NUMBER},
	[TIME] = {"time", TABLE_VALUE},
	[LONGEST] = {"longest", TABLE_VALUE},
	[SLICES] = {"slices", TABLE_LIST},
	[GC_SLICES] = {"gc_slices", TABLE_LIST},
	[SYSCALL_SLICES] = {"syscall_slices", TABLE_LIST},
	[MOST] = {"most", TABLE_LIST},
	[LABEL] = {NULL, TABLE_TEXT},
	[LINE] = {NULL, TABLE_TEXT},
	[SHARE] = {"percent", TABLE_SHARE},
	[WORDS] = {NULL, TABLE_TEXT},
};

static const struct table_piece line_pieces[] = {
	{"", LABEL, -9, 0},
	{" |", LINE, 0, 0},
	{"| ", SHARE, 0, 0},
};
static const struct table_piece words_pieces[] = {{"", WORDS, 0, 0}};

#define OF_RANGES \
	(TABLE_HAS(BEGIN) | TABLE_HAS(SLICE) | TABLE_HAS(COUNT) | TABLE_HAS(TIME) | \
		TABLE_HAS(LONGEST) | TABLE_HAS(SLICES))

static const struct table_kind kinds[KINDS] = {
	[PROC] = {.name = "processor",
		.columns = TABLE_HAS(PROCESSOR) | TABLE_HAS(BEGIN) | TABLE_HAS(SLICE) |
			TABLE_HAS(RUNNING) | TABLE_HAS(COLLECTING) | TABLE_HAS(IN_SYSCALL) |
			TABLE_HAS(IDLE) | TABLE_HAS(SLICES) | TABLE_HAS(GC_SLICES) |
			TABLE_HAS(SYSCALL_SLICES) | TABLE_HAS(MOST),
		TABLE_PIECES(line_pieces)},
	[GC] = {.name = "gc", .columns = OF_RANGES, TABLE_PIECES(line_pieces)},
	[STW] = {.name = "stw", .columns = OF_RANGES, TABLE_PIECES(line_pieces)},
	[WORDS_ROW] = {TABLE_PIECES(words_pieces)},
};

static const struct table_spec procs_spec = {columns, COLUMNS, kinds, KINDS, NULL};

/* What a processor does in a slice. */
enum use { USE_RUN, USE_GC, USE_SYSCALL, N_USES };

/* A row under way: the window of time, and how long what was done in each slice. */
struct procs_row {
	struct report *r;
	int64_t begin, end; /* of the window */
	size_t n;           /* slices */
	double slice;       /* nanoseconds of each */
	double (*used)[N_USES];
	int64_t sums[N_USES];
	/* The function whose goroutines used most of each slice, as 1 + its group; 0: nobody did. */
	uint32_t *most;
	double *by_group;   /* what the goroutines of each group used of the slice under way */
	uint32_t *in_slice; /* 1 + the groups that did, n_in_slice of them */
	size_t n_in_slice, slice_at;
};

/* Notes who used most of the slice under way, and begins the slice i. */
static void next_slice(struct procs_row *row, size_t i)
{
	double most = 0;

	for (size_t k = 0; k < row->n_in_slice; k++) {
		uint32_t group = row->in_slice[k] - 1;

		if (row->by_group[group] > most) {
			most = row->by_group[group];
			row->most[row->slice_at] = group + 1;
		}
		row->by_group[group] = 0;
	}
	row->n_in_slice = 0;
	row->slice_at = i;
}

/* Adds what goroutines of a group used of a slice. Slices come in their order. */
static void use_slice(struct procs_row *row, size_t i, uint32_t group, double time)
{
	if (i != row->slice_at)
		next_slice(row, i);
	if (row->by_group[group] == 0)
		row->in_slice[row->n_in_slice++] = group + 1;
	row->by_group[group] += time;
}

/* Adds a stretch of time; of goroutines, with 1 + their group, in the order of time. */
static void use(struct procs_row *row, enum use what, uint32_t group, int64_t begin, int64_t end)
{
	begin = begin > row->begin ? begin : row->begin;
	end = end < row->end ? end : row->end;
	if (begin >= end)
		return;
	row->sums[what] += end - begin;
	for (size_t i = (size_t)((double)(begin - row->begin) / row->slice); i < row->n; i++) {
		double left = (double)row->begin + (double)i * row->slice,
		       right = left + row->slice;

		left = left > (double)begin ? left : (double)begin;
		right = right < (double)end ? right : (double)end;
		if (right > left)
			row->used[i][what] += right - left;
		if (right > left && group != 0)
			use_slice(row, i, group - 1, right - left);
		if ((double)row->begin + (double)(i + 1) * row->slice >= (double)end)
			break;
	}
}

static void clear_row(struct procs_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		memset(row->used[i], 0, sizeof(row->used[i]));
		row->most[i] = 0;
	}
	memset(row->sums, 0, sizeof(row->sums));
	row->slice_at = 0;
}

/* The character of a slice. What takes less than a processor's hundredth is seen all the same. */
static char character(const struct procs_row *row, size_t i)
{
	static const char others[N_USES] = {[USE_GC] = 'g', [USE_SYSCALL] = 's'};
	const double *used = row->used[i];
	double busy = used[USE_RUN] + used[USE_GC] + used[USE_SYSCALL];
	size_t level = (size_t)(busy / row->slice * (double)(sizeof(levels) - 2) + 0.5);

	for (int what = 0; what < N_USES; what++)
		if (others[what] != 0 && used[what] > busy / 2)
			return others[what];
	level = level < sizeof(levels) - 2 ? level : sizeof(levels) - 2;
	return levels[level == 0 && busy > 0 ? 1 : level];
}

static struct str line_of(const struct procs_row *row, char only)
{
	char *line = arena_alloc(row->r->arena, row->n + 1);

	for (size_t i = 0; i < row->n; i++)
		line[i] = only == 0 ? character(row, i) : row->used[i][USE_RUN] > 0 ? only : ' ';
	return (struct str){line, row->n};
}

/* How long it was busy in each slice, in nanoseconds; or for one use alone. */
struct slice_list {
	struct table_list list;
	const struct procs_row *row;
	const struct trace_tables *trace;
	enum use use; /* N_USES: all */
};

static void slice_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const double *used = ((const struct slice_list *)list)->row->used[i];

	(void)key;
	*cell = table_value((int64_t)(used[USE_RUN] + used[USE_GC] + used[USE_SYSCALL]));
}

static void use_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct slice_list *l = (const struct slice_list *)list;

	(void)key;
	*cell = table_value((int64_t)l->row->used[i][l->use]);
}

static void most_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct slice_list *l = (const struct slice_list *)list;
	uint32_t most = l->row->most[i];

	(void)key;
	*cell = most != 0 ? table_text(l->trace->groups[most - 1].function) : table_text(STR(""));
}

/* Garbage is collected by goroutines of the runtime. */
static bool collects(const struct trace_group *g)
{
	return str_starts(g->function, STR("runtime.gcBgMarkWorker")) ||
		str_eq(g->function, STR("runtime.bgsweep"));
}

static bool put_proc(struct procs_row *row, const struct trace_tables *t,
	const struct trace_proc *p, struct err *err)
{
	const struct slice_list slices = {{row->n, slice_item}, row, t, N_USES},
				gc = {{row->n, use_item}, row, t, USE_GC},
				syscall = {{row->n, use_item}, row, t, USE_SYSCALL},
				most = {{row->n, most_item}, row, t, N_USES};
	int64_t busy = 0;

	clear_row(row);
	for (size_t i = 0; i < p->n; i++) {
		const struct trace_span *s = &p->spans[i];

		if (interrupted_at(i + 1))
			return err_set(err, "stopped");
		use(row,
			s->in_syscall                            ? USE_SYSCALL
				: collects(&t->groups[s->group]) ? USE_GC
								 : USE_RUN,
			s->group + 1, s->begin, s->end);
	}
	next_slice(row, 0);
	for (int what = 0; what < N_USES; what++)
		busy += row->sums[what];
	const struct table_cell cells[COLUMNS] = {
		[PROCESSOR] = table_number((int64_t)p->id),
		[BEGIN] = table_value(row->begin),
		[SLICE] = table_real(row->slice),
		[RUNNING] = table_value(row->sums[USE_RUN]),
		[COLLECTING] = table_value(row->sums[USE_GC]),
		[IN_SYSCALL] = table_value(row->sums[USE_SYSCALL]),
		[IDLE] = table_value(row->end - row->begin - busy),
		[SLICES] = table_list(&slices.list),
		[GC_SLICES] = table_list(&gc.list),
		[SYSCALL_SLICES] = table_list(&syscall.list),
		[MOST] = table_list(&most.list),
		[LABEL] = table_text(
			arena_fmt(row->r->arena, "proc %llu", (unsigned long long)p->id)),
		[LINE] = table_text(line_of(row, 0)),
		[SHARE] = table_share(busy, row->end - row->begin),
	};

	table_row(row->r->writer, &(struct table_row){.kind = PROC, .cells = cells});
	return true;
}

static void put_ranges(struct procs_row *row, const struct trace_tables *t,
	enum trace_range_kind kind)
{
	const struct slice_list slices = {{row->n, slice_item}, row, t, N_USES};
	int64_t count = 0, longest = 0;

	clear_row(row);
	for (size_t i = 0; i < t->n_ranges; i++) {
		const struct trace_range *x = &t->ranges[i];

		if (x->kind != kind || x->end <= row->begin || x->begin >= row->end)
			continue;
		use(row, USE_RUN, 0, x->begin, x->end);
		longest = x->end - x->begin > longest ? x->end - x->begin : longest;
		count++;
	}
	const struct table_cell cells[COLUMNS] = {
		[BEGIN] = table_value(row->begin),
		[SLICE] = table_real(row->slice),
		[COUNT] = table_number(count),
		[TIME] = table_value(row->sums[USE_RUN]),
		[LONGEST] = table_value(longest),
		[SLICES] = table_list(&slices.list),
		[LABEL] = table_text(kind == TRACE_GC ? STR("gc") : STR("stw")),
		[LINE] = table_text(line_of(row, kind == TRACE_GC ? 'g' : '!')),
		[SHARE] = table_share(row->sums[USE_RUN], row->end - row->begin),
	};

	table_row(row->r->writer,
		&(struct table_row){.kind = kind == TRACE_GC ? GC : STW, .cells = cells});
}

/* The window of time and its slices. */
static bool choose_window(struct procs_row *row, const struct trace_tables *t, struct err *err)
{
	const struct config *c = row->r->config;
	const struct out *out = row->r->out;
	size_t screen = out != NULL ? out->screen_columns : 0;
	size_t width = c->width != 0 ? (size_t)c->width : screen != 0 ? screen : COLUMNS_ELSE;

	row->end = t->duration;
	if ((c->from.n != 0 && !trace_time(c->from, "from", &row->begin, err)) ||
		(c->to.n != 0 && !trace_time(c->to, "to", &row->end, err)))
		return false;
	row->end = row->end < t->duration ? row->end : t->duration;
	if (row->begin >= row->end)
		return err_set(err,
			"nothing is left: from is not before to, or not in the trace, which has %.*s",
			STR_ARG(trace_time_text(row->r, t->duration)));
	if (c->width < 0 || c->width > COLUMNS_MAX)
		return err_set(err,
			"width: a timeline takes 1 to %d columns; 0: those of the terminal",
			COLUMNS_MAX);
	row->n = width > FRAME + SLICES_LEAST ? width - FRAME : SLICES_LEAST;
	row->slice = (double)(row->end - row->begin) / (double)row->n;
	row->used = arena_array_of(row->r->arena, row->n, sizeof(*row->used));
	row->most = arena_array(row->r->arena, uint32_t, row->n);
	row->by_group = arena_array(row->r->arena, double, t->n_groups);
	row->in_slice = arena_array(row->r->arena, uint32_t, t->n_groups);
	return true;
}

static void words(struct procs_row *row, struct str text)
{
	const struct table_cell cells[COLUMNS] = {[WORDS] = table_text(text)};

	table_row(row->r->writer, &(struct table_row){.kind = WORDS_ROW, .cells = cells});
}

/* The times at which the slices begin and end. */
static void put_axis(struct procs_row *row)
{
	struct str begin = trace_time_text(row->r, row->begin),
		   end = trace_time_text(row->r, row->end);
	int gap = (int)row->n - (int)begin.n - (int)end.n;

	words(row,
		arena_fmt(row->r->arena, "           %.*s%*s%.*s", STR_ARG(begin),
			gap > 1 ? gap : 1, "", STR_ARG(end)));
}

bool report_procs(struct report *r, struct err *err)
{
	const struct trace_tables *t;
	struct table_facts facts;
	struct procs_row row = {.r = r};

	if (!trace_report_begin(r, &t, &facts, err) || !choose_window(&row, t, err))
		return false;
	table_begin(r->writer, &procs_spec, &facts);
	put_axis(&row);
	put_ranges(&row, t, TRACE_GC);
	put_ranges(&row, t, TRACE_STW);
	for (size_t i = 0; i < t->n_procs; i++)
		if (!put_proc(&row, t, &t->procs[i], err))
			return false;
	words(&row,
		arena_fmt(r->arena,
			"A column is %.*s; . to #: busy, g: garbage collector, s: system call",
			STR_ARG(trace_time_text(r, (int64_t)row.slice))));
	table_end(r->writer);
	return true;
}
