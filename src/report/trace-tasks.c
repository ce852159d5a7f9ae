/*
 * trace-tasks.c: Lists the tasks and regions of an execution trace by name, with how long they took, and its log
 * lines: `tasks`.
 *
 * A task or region that did not begin and end within the trace is counted apart. A percentile is a time that was
 * measured: the least one that so many percent do not exceed.
 */
#include <stdlib.h>

#include "base/sort.h"
#include "base/wrap.h"
#include "report/trace-report.h"

enum { LOGS_SHOWN = 20 }; /* of a text, unless nodecount says it */

enum tasks_kind { TASK, REGION, LOG, WORDS_ROW, KINDS };

enum tasks_column {
	NAME,
	REGION_NAME,
	COUNT,
	PARTIAL,
	P50,
	P99,
	MAX,
	TOTAL,
	TIME,
	KEY,
	TEXT,
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[NAME] = {"task", TABLE_TEXT},
	[REGION_NAME] = {"region", TABLE_TEXT},
	[COUNT] = {"count", TABLE_NUMBER},
	[PARTIAL] = {"partial", TABLE_NUMBER},
	[P50] = {"p50", TABLE_VALUE},
	[P99] = {"p99", TABLE_VALUE},
	[MAX] = {"max", TABLE_VALUE},
	[TOTAL] = {"total", TABLE_VALUE},
	[TIME] = {"time", TABLE_VALUE},
	[KEY] = {"key", TABLE_TEXT},
	[TEXT] = {"text", TABLE_TEXT},
	[WORDS] = {NULL, TABLE_TEXT},
};

#define TIMES_PIECES \
	{"", COUNT, 6, 0}, {" ", PARTIAL, 7, 0}, {" ", P50, 9, 0}, {" ", P99, 9, 0}, \
		{" ", MAX, 9, 0}, \
	{ \
		" ", TOTAL, 9, 0 \
	}

static const struct table_piece task_pieces[] = {TIMES_PIECES, {"  ", NAME, 0, TABLE_FIT}};
static const struct table_piece region_pieces[] = {TIMES_PIECES,
	{"    ", REGION_NAME, 0, TABLE_FIT}};
static const struct table_piece log_pieces[] = {
	{"", TIME, 10, 0},
	{"  ", NAME, -12, 0},
	{" ", KEY, -12, 0},
	{" ", TEXT, 0, TABLE_FIT},
};
static const struct table_piece words_pieces[] = {{"", WORDS, 0, 0}};

#define OF_TIMES \
	(TABLE_HAS(NAME) | TABLE_HAS(COUNT) | TABLE_HAS(PARTIAL) | TABLE_HAS(P50) | \
		TABLE_HAS(P99) | TABLE_HAS(MAX) | TABLE_HAS(TOTAL))

static const struct table_kind kinds[KINDS] = {
	[TASK] = {.name = "task", .columns = OF_TIMES, TABLE_PIECES(task_pieces)},
	[REGION] = {.name = "region",
		.columns = OF_TIMES | TABLE_HAS(REGION_NAME),
		TABLE_PIECES(region_pieces)},
	[LOG] = {.name = "log",
		.columns = TABLE_HAS(TIME) | TABLE_HAS(NAME) | TABLE_HAS(KEY) | TABLE_HAS(TEXT),
		TABLE_PIECES(log_pieces)},
	[WORDS_ROW] = {TABLE_PIECES(words_pieces)},
};

static const struct table_spec tasks_spec = {columns, COLUMNS, kinds, KINDS,
	" count partial       p50       p99       max     total  task, and its regions\n"};

/* One task or region, and all of one name. */
struct task_time {
	struct str task, region; /* region: empty for the task itself */
	int64_t time;            /* TRACE_NOT_SEEN: it did not begin and end within the trace */
};

static struct str name_of(const struct trace_tables *t, uint32_t task)
{
	return task == 0                     ? STR("(no task)")
		: t->tasks[task].name.n != 0 ? t->tasks[task].name
					     : STR("(unknown)");
}

static int64_t time_of(int64_t begin, int64_t end)
{
	return begin == TRACE_NOT_SEEN || end == TRACE_NOT_SEEN ? TRACE_NOT_SEEN : end - begin;
}

/* By task, with the tasks themselves before their regions, and by time. */
static int compare_times(const void *a, const void *b, void *context)
{
	const struct task_time *x = a, *y = b;
	int order = str_cmp(x->task, y->task);

	(void)context;
	if (order == 0)
		order = str_cmp(x->region, y->region);
	return order != 0 ? order : (x->time > y->time) - (x->time < y->time);
}

/* All tasks and regions. */
static struct task_time *collect(struct report *r, const struct trace_tables *t, size_t *n)
{
	struct task_time *times = arena_array(r->arena, struct task_time,
		t->n_tasks + t->n_regions);

	*n = 0;
	for (uint32_t i = 1; i < t->n_tasks; i++)
		times[(*n)++] = (struct task_time){
			.task = name_of(t, i),
			.time = time_of(t->tasks[i].begin, t->tasks[i].end),
		};
	for (size_t i = 0; i < t->n_regions; i++)
		times[(*n)++] = (struct task_time){
			.task = name_of(t, t->regions[i].task),
			.region = t->regions[i].name,
			.time = time_of(t->regions[i].begin, t->regions[i].end),
		};
	sort_with(times, *n, sizeof(*times), compare_times, NULL);
	return times;
}

/* The least of n times, which rise, that `percent` of them do not exceed. */
static struct table_cell percentile(const struct task_time *times, size_t n, unsigned percent)
{
	return n != 0 ? table_value(times[(n * percent + 99) / 100 - 1].time)
		      : (struct table_cell){0};
}

/* A row for n times of one name, those first that were not measured. */
static void put_times(struct report *r, const struct task_time *times, size_t n)
{
	const struct task_time *first = times;
	int64_t total = 0;
	size_t partial = 0;

	while (partial < n && times[partial].time == TRACE_NOT_SEEN)
		partial++;
	times += partial;
	n -= partial;
	for (size_t i = 0; i < n; i++)
		total = wrap_add(total, times[i].time);
	const struct table_cell cells[COLUMNS] = {
		[NAME] = table_text(first->task),
		[REGION_NAME] = table_text(first->region),
		[COUNT] = table_number((int64_t)n),
		[PARTIAL] = table_number((int64_t)partial),
		[P50] = percentile(times, n, 50),
		[P99] = percentile(times, n, 99),
		[MAX] = percentile(times, n, 100),
		[TOTAL] = table_value(total),
	};

	table_row(r->writer,
		&(struct table_row){.kind = first->region.n != 0 ? REGION : TASK, .cells = cells});
}

static void words(struct report *r, struct str text)
{
	const struct table_cell cells[COLUMNS] = {[WORDS] = table_text(text)};

	table_row(r->writer, &(struct table_row){.kind = WORDS_ROW, .cells = cells});
}

static void put_all_times(struct report *r, const struct task_time *times, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		/* Regions of goroutines that have no task stand below a line that says so. */
		if (times[i].region.n != 0 && (i == 0 || !str_eq(times[i].task, times[i - 1].task)))
			words(r, arena_fmt(r->arena, "%55s%.*s", "", STR_ARG(times[i].task)));
		for (end = i + 1; end < n && str_eq(times[end].task, times[i].task) &&
			str_eq(times[end].region, times[i].region);
			end++)
			;
		put_times(r, &times[i], end - i);
	}
}

static void put_logs(struct report *r, const struct trace_tables *t)
{
	bool text = table_wants(r->writer, &tasks_spec, WORDS_ROW);
	int64_t asked = r->config->nodecount;
	size_t most = asked > 0 ? (size_t)asked : asked == 0 || !text ? t->n_logs : LOGS_SHOWN;

	if (t->n_logs != 0)
		words(r, STR("\n      time  task         key          text"));
	for (size_t i = 0; i < t->n_logs && i < most; i++) {
		const struct trace_log *l = &t->logs[i];
		const struct table_cell cells[COLUMNS] = {
			[TIME] = table_value(l->time),
			[NAME] = table_text(name_of(t, l->task)),
			[KEY] = table_text(l->key),
			[TEXT] = table_text(l->text),
		};

		table_row(r->writer, &(struct table_row){.kind = LOG, .cells = cells});
	}
	if (t->n_logs > most)
		words(r,
			arena_fmt(r->arena, "%zu more lines; nodecount=0 shows all",
				t->n_logs - most));
}

bool report_tasks(struct report *r, struct err *err)
{
	const struct trace_tables *t;
	struct table_facts facts;
	struct task_time *times;
	size_t n;

	if (!trace_report_begin(r, &t, &facts, err))
		return false;
	if (t->n_tasks <= 1 && t->n_regions == 0 && t->n_logs == 0)
		return err_set(err,
			"the program put no tasks, regions or log lines into its trace: "
			"see NewTask, WithRegion and Log of runtime/trace");
	times = collect(r, t, &n);
	table_begin(r->writer, &tasks_spec, &facts);
	put_all_times(r, times, n);
	put_logs(r, t);
	table_end(r->writer);
	return true;
}
