/*
 * check-rows.c: Lists limits and what came of them, and the functions behind those that were passed: `-check`.
 */
#include <inttypes.h>
#include <math.h>

#include "base/array.h"
#include "base/wrap.h"
#include "report/checks.h"
#include "report/flame-frames.h"
#include "units/units.h"

enum check_kind { LIMIT, FUNCTION, TOTAL, WORDS_ROW, KINDS };

enum check_column {
	GROUP, /* the number of the limit */
	LIMIT_TEXT,
	WHERE,
	VERDICT,
	FRAME,
	TYPE,
	UNIT,
	BEFORE,
	AFTER,
	MEASURED, /* what is held against the limit, in percent or in its unit; null: the base has nothing */
	ALLOWED,
	SAMPLES_BEFORE,
	SAMPLES_AFTER,
	Z,
	P,
	LIMITS, /* of the total: how many there are, and failed */
	FAILED,
	BEFORE_TEXT,
	AFTER_TEXT,
	MEASURED_TEXT,
	VERDICT_TEXT,
	REASON_TEXT,
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[GROUP] = {"group", TABLE_NUMBER},
	[LIMIT_TEXT] = {"limit", TABLE_TEXT},
	[WHERE] = {"where", TABLE_TEXT},
	[VERDICT] = {"verdict", TABLE_TEXT},
	[FRAME] = {NULL, TABLE_FRAME},
	[TYPE] = {"type", TABLE_TEXT},
	[UNIT] = {"unit", TABLE_TEXT},
	[BEFORE] = {"before", TABLE_NUMBER, BEFORE_TEXT},
	[AFTER] = {"after", TABLE_NUMBER, AFTER_TEXT},
	[MEASURED] = {"measured", TABLE_REAL, MEASURED_TEXT},
	[ALLOWED] = {"allowed", TABLE_REAL},
	[SAMPLES_BEFORE] = {"samples_before", TABLE_NUMBER},
	[SAMPLES_AFTER] = {"samples_after", TABLE_NUMBER},
	[Z] = {"z", TABLE_REAL},
	[P] = {"p", TABLE_REAL},
	[LIMITS] = {"limits", TABLE_NUMBER},
	[FAILED] = {"failed", TABLE_NUMBER},
	[BEFORE_TEXT] = {NULL, TABLE_TEXT},
	[AFTER_TEXT] = {NULL, TABLE_TEXT},
	[MEASURED_TEXT] = {NULL, TABLE_TEXT},
	[VERDICT_TEXT] = {NULL, TABLE_TEXT},
	[REASON_TEXT] = {NULL, TABLE_TEXT},
	[WORDS] = {NULL, TABLE_TEXT},
};

static const struct table_piece limit_pieces[] = {
	{"", BEFORE_TEXT, 10, 0},
	{" ", AFTER_TEXT, 10, 0},
	{" ", MEASURED_TEXT, 10, 0},
	{"  ", VERDICT, -6, 0},
	{"  ", LIMIT_TEXT, 0, 0},
	{"", REASON_TEXT, 0, 0},
};
static const struct table_piece function_pieces[] = {
	{"", BEFORE_TEXT, 10, 0},
	{" ", AFTER_TEXT, 10, 0},
	{" ", MEASURED_TEXT, 10, 0},
	{"            ", FRAME, 0, 0},
};
static const struct table_piece words_pieces[] = {{"", WORDS, 0, 0}};

enum {
	VALUES = TABLE_HAS(GROUP) | TABLE_HAS(BEFORE) | TABLE_HAS(AFTER) | TABLE_HAS(MEASURED) |
		TABLE_HAS(SAMPLES_BEFORE) | TABLE_HAS(SAMPLES_AFTER) | TABLE_HAS(Z) | TABLE_HAS(P),
};

static const struct table_kind kinds[KINDS] = {
	[LIMIT] = {.name = "limit",
		.columns = VALUES | TABLE_HAS(LIMIT_TEXT) | TABLE_HAS(WHERE) | TABLE_HAS(VERDICT) |
			TABLE_HAS(TYPE) | TABLE_HAS(UNIT) | TABLE_HAS(ALLOWED),
		TABLE_PIECES(limit_pieces)},
	[FUNCTION] = {.name = "function",
		.columns = VALUES | TABLE_HAS(FRAME),
		TABLE_PIECES(function_pieces)},
	[TOTAL] = {.name = "total",
		.columns = TABLE_HAS(LIMITS) | TABLE_HAS(FAILED),
		TABLE_PIECES(words_pieces)},
	[WORDS_ROW] = {TABLE_PIECES(words_pieces)},
};

static const struct table_spec check_spec = {columns, COLUMNS, kinds, KINDS, NULL};

static const char *const verdicts[] = {
	[CHECK_OK] = "ok",
	[CHECK_FAILED] = "FAILED",
	[CHECK_CHANCE] = "chance",
	[CHECK_FEW] = "few",
	[CHECK_ABSENT] = "absent",
};

struct str check_reason(struct arena *a, const struct check *c)
{
	const struct check_values *v = &c->values;
	bool change = budget_is_change(c->budget) || c->budget->subject == BUDGET_NEW;

	if (c->verdict == CHECK_ABSENT)
		return STR("no match");
	if (c->verdict == CHECK_FEW)
		return arena_fmt(a, "%.0f samples",
			fmax(v->samples[REPORT_BEFORE], v->samples[REPORT_AFTER]));
	if (c->verdict == CHECK_OK || !change)
		return STR("");
	if (v->has_p)
		return arena_fmt(a, "p=%.3f", v->p);
	return v->has_z ? arena_fmt(a, "z=%.1f", v->z) : STR("");
}

struct str check_value(const struct report *r, const struct check *c, double value)
{
	struct table_values of = r->values;

	of.sample_unit = c->runs->unit;
	if (str_eq(of.unit, STR("minimum")))
		of.unit = STR("auto");
	return table_value_text(r->arena, &of, wrap_int(round(value)));
}

struct str check_measured(const struct report *r, const struct check *c,
	const struct check_values *v, double measured)
{
	bool is_change = budget_is_change(c->budget), absent = c->verdict == CHECK_ABSENT;
	struct str parts[2] = {is_change && measured > 0 ? STR("+") : STR("")};

	if (absent || !isfinite(measured))
		return absent ? STR("") : STR("new");
	if (c->budget->measure == BUDGET_SHARE || c->budget->measure == BUDGET_PERCENT)
		return arena_fmt(r->arena, "%s%.1f%%", parts[0].p, measured);
	parts[1] = check_value(r, c, is_change ? v->after - v->before : v->after);
	return arena_join(r->arena, parts, 2, STR(""));
}

static struct table_cell whole(double value, bool known)
{
	return known ? table_number(wrap_int(round(value))) : (struct table_cell){0};
}

/* What limits and functions have in common. */
static void set_values(const struct report *r, const struct checks *checks, const struct check *c,
	const struct check_values *v, double measured, struct table_cell cells[COLUMNS])
{
	bool compared = c->runs->sides[REPORT_BEFORE].n != 0, there = c->verdict != CHECK_ABSENT;

	cells[GROUP] = table_number(c - checks->p + 1);
	cells[BEFORE] = whole(v->before, compared && there);
	cells[AFTER] = whole(v->after, there);
	cells[SAMPLES_BEFORE] = whole(v->samples[REPORT_BEFORE],
		compared && there && !checks->uncounted);
	cells[SAMPLES_AFTER] = whole(v->samples[REPORT_AFTER], there && !checks->uncounted);
	if (v->has_z)
		cells[Z] = table_real(v->z);
	if (v->has_p)
		cells[P] = table_real(v->p);
	if (isfinite(measured) && there)
		cells[MEASURED] = table_real(measured);
	cells[MEASURED_TEXT] = table_text(check_measured(r, c, v, measured));
	if (compared && there)
		cells[BEFORE_TEXT] = table_text(check_value(r, c, v->before));
	if (there)
		cells[AFTER_TEXT] = table_text(check_value(r, c, v->after));
}

static void limit_row(struct report *r, const struct checks *checks, const struct check *c)
{
	struct str reason = check_reason(r->arena, c);
	struct table_cell cells[COLUMNS] = {
		[LIMIT_TEXT] = table_text(c->budget->text),
		[WHERE] = table_text(c->budget->where),
		[VERDICT] = table_text(str_from_c(verdicts[c->verdict])),
		[TYPE] = table_text(c->runs->type),
		[UNIT] = table_text(c->runs->unit),
		[ALLOWED] = table_real(c->budget->limit),
		[REASON_TEXT] = table_text(
			reason.n != 0 ? arena_fmt(r->arena, "  (%.*s)", STR_ARG(reason)) : reason),
	};
	struct table_row row = {.kind = LIMIT, .cells = cells};

	set_values(r, checks, c, &c->values, c->measured, cells);
	row.is_colored = c->verdict == CHECK_FAILED;
	row.weight = r->values.total;
	table_row(r->writer, &row);
}

static void function_row(struct report *r, const struct checks *checks, const struct check *c,
	const struct check_function *f)
{
	struct run_frames frames = run_frames_of(&checks->names);
	struct table_cell cells[COLUMNS] = {
		[FRAME] = table_frame(&frames.frames, f->row, TABLE_INLINE_UNKNOWN),
	};

	set_values(r, checks, c, &f->values, f->measured, cells);
	table_row(r->writer, &(struct table_row){.kind = FUNCTION, .cells = cells});
}

static void words_row(struct report *r, struct str words)
{
	struct table_cell cells[COLUMNS] = {[WORDS] = table_text(words)};

	table_row(r->writer, &(struct table_row){.kind = WORDS_ROW, .cells = cells});
}

static void total_row(struct report *r, const struct checks *checks)
{
	struct str words = arena_fmt(r->arena, "%zu limit%s, %zu FAILED", checks->n,
		checks->n == 1 ? "" : "s", checks->n_failed);
	struct table_cell cells[COLUMNS] = {
		[LIMITS] = table_number((int64_t)checks->n),
		[FAILED] = table_number((int64_t)checks->n_failed),
		[WORDS] = table_text(checks->n_failed != 0
				? words
				: arena_fmt(r->arena, "%zu limit%s, none failed", checks->n,
					  checks->n == 1 ? "" : "s")),
	};

	table_row(r->writer, &(struct table_row){.kind = TOTAL, .cells = cells});
}

static void put_rows(struct report *r, const struct checks *checks)
{
	if (r->compared)
		words_row(r, flame_side(r, REPORT_BEFORE));
	words_row(r, flame_side(r, REPORT_AFTER));
	words_row(r, STR("    before      after   measured  verdict limit"));
	for (size_t i = 0; i < checks->n; i++) {
		limit_row(r, checks, &checks->p[i]);
		for (unsigned k = 0; k < checks->p[i].n_functions; k++)
			function_row(r, checks, &checks->p[i], &checks->p[i].functions[k]);
	}
	total_row(r, checks);
}

/* A change of what was measured for a longer time means nothing. */
static void tell_durations(const struct report *r)
{
	if (flame_durations(r).n != 0)
		notes_add(r->to_user,
			"one side was profiled for more than a tenth longer: limits "
			"on changes, as +5%%, compare different times");
}

bool report_check(struct report *r, struct err *err)
{
	struct checks *checks = r->context;
	struct table_facts facts;

	if (!checks_judge(checks, r, err))
		return false;
	tell_durations(r);
	if (r->config->format == FORMAT_JUNIT) {
		checks_put_junit(checks, r, r->out);
		return true;
	}
	r->values.total = runs_total(r->arena, checks->p[0].runs, REPORT_AFTER);
	facts = runs_facts(r, checks->p[0].runs);
	table_begin(r->writer, &check_spec, &facts);
	put_rows(r, checks);
	table_end(r->writer);
	return true;
}
