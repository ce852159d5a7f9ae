/*
 * summary.c: Tells on one page what a profile says: `summary`.
 *
 * The text is Markdown of at most 60 lines, for an issue or a language model. Data formats have the same facts as
 * rows, a kind for each part of the page. Their numbers are those of top, paths and tags.
 */
#include "report/summary.h"

#include "base/glyph.h"
#include "base/wrap.h"
#include "table/fit.h"
#include "table/markdown.h"
#include "table/text.h"
#include "units/units.h"

enum summary_kind { TOTAL, TYPE, HINT, FUNCTION, OWN, PATH, PACKAGE, LABEL, WORDS_ROW, KINDS };

enum summary_column {
	FRAME,
	TYPE_NAME,
	PACKAGE_NAME,
	LABEL_KEY,
	UNIT, /* of a type's sum or a label's number */
	SUM,  /* of a type, in its unit */
	VALUE,
	NUMBER,
	TOTAL_VALUE,
	KEPT,
	BEFORE,
	AFTER,
	SAMPLES,
	BUSY,
	RULE,
	PART,
	HINT_TEXT,
	FLAT,
	CUM,
	FRAMES,
	MODULE,
	FLAT_SHARE,
	CUM_SHARE,
	SUM_TEXT,
	NUMBER_TEXT,
	BUSY_TEXT,
	WORDS,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[FRAME] = {NULL, TABLE_FRAME},
	[TYPE_NAME] = {"type", TABLE_TEXT},
	[PACKAGE_NAME] = {"package", TABLE_TEXT},
	[LABEL_KEY] = {"label", TABLE_TEXT},
	[UNIT] = {"unit", TABLE_TEXT},
	[SUM] = {"sum", TABLE_NUMBER, SUM_TEXT},
	[VALUE] = {"value", TABLE_TEXT},
	[NUMBER] = {"number", TABLE_NUMBER, NUMBER_TEXT},
	[TOTAL_VALUE] = {"total", TABLE_VALUE},
	[KEPT] = {"kept", TABLE_VALUE},
	[BEFORE] = {"before", TABLE_VALUE},
	[AFTER] = {"after", TABLE_VALUE},
	[SAMPLES] = {"samples", TABLE_NUMBER},
	[BUSY] = {"busy", TABLE_REAL, BUSY_TEXT},
	[RULE] = {"rule", TABLE_TEXT},
	[PART] = {"part", TABLE_VALUE},
	[HINT_TEXT] = {"hint", TABLE_TEXT},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[FRAMES] = {"frames", TABLE_LIST},
	[MODULE] = {"module", TABLE_TEXT},
	[FLAT_SHARE] = {"flat_percent", TABLE_SHARE},
	[CUM_SHARE] = {"cum_percent", TABLE_SHARE},
	[SUM_TEXT] = {NULL, TABLE_TEXT},
	[NUMBER_TEXT] = {NULL, TABLE_TEXT},
	[BUSY_TEXT] = {NULL, TABLE_TEXT},
	[WORDS] = {NULL, TABLE_TEXT},
};

static void print_function(struct table_text_writer *t, const struct table_row *row);

enum {
	FLAT_COLUMNS = TABLE_HAS(FLAT) | TABLE_HAS(FLAT_SHARE),
	FUNCTION_COLUMNS = FLAT_COLUMNS | TABLE_HAS(CUM) | TABLE_HAS(CUM_SHARE),
};

static const struct table_piece words_pieces[] = {{"", WORDS, 0, 0}};

/* Kinds without pieces stand in lines of words in the text. */
static const struct table_kind kinds[KINDS] = {
	[TOTAL] = {.name = "total",
		.columns = TABLE_HAS(TYPE_NAME) | TABLE_HAS(TOTAL_VALUE) | TABLE_HAS(KEPT) |
			TABLE_HAS(BEFORE) | TABLE_HAS(AFTER) | TABLE_HAS(SAMPLES) |
			TABLE_HAS(BUSY)},
	[TYPE] = {.name = "type",
		.columns = TABLE_HAS(TYPE_NAME) | TABLE_HAS(UNIT) | TABLE_HAS(SUM)},
	[HINT] = {.name = "hint",
		.columns = TABLE_HAS(RULE) | TABLE_HAS(PART) | TABLE_HAS(HINT_TEXT)},
	[FUNCTION] = {.name = "function",
		.columns = TABLE_HAS(FRAME) | FUNCTION_COLUMNS,
		.print = print_function},
	[OWN] = {.name = "own",
		.columns = TABLE_HAS(FRAME) | FUNCTION_COLUMNS | TABLE_HAS(MODULE),
		.print = print_function},
	[PATH] = {.name = "path", .columns = FLAT_COLUMNS | TABLE_HAS(SAMPLES) | TABLE_HAS(FRAMES)},
	[PACKAGE] = {.name = "package", .columns = TABLE_HAS(PACKAGE_NAME) | FUNCTION_COLUMNS},
	[LABEL] = {.name = "label",
		.columns = TABLE_HAS(LABEL_KEY) | TABLE_HAS(VALUE) | TABLE_HAS(NUMBER) |
			TABLE_HAS(UNIT) | FLAT_COLUMNS},
	[WORDS_ROW] = {TABLE_PIECES(words_pieces)},
};

static const struct table_spec summary_spec = {columns, COLUMNS, kinds, KINDS, NULL};

static const char function_head[] = "|       flat |  flat% |        cum |   cum% | function |";
static const char function_line[] = "|-----------:|-------:|-----------:|-------:|:---------|";

/* How many samples there are, where the profile counts them. Those of a comparison are of both sides. */
static void count_samples(struct summary *s)
{
	uint32_t type;

	s->has_samples = !s->has_sides && report_count_type(s->r->profile, &type);
	if (s->has_samples)
		s->samples = report_total(s->r, type);
}

static void find_busy(struct summary *s)
{
	const struct table_values *values = &s->r->values;
	int64_t duration = s->facts.source.duration_nanos;
	struct str unit;
	double nanos = units_scale(values->total, values->sample_unit, STR("ns"), &unit);

	s->has_busy = duration > 0 && str_eq(unit, STR("ns")) && !s->has_sides &&
		!s->r->config->mean;
	s->busy = s->has_busy ? nanos / (double)duration : 0;
}

static void add_sides(struct summary *s)
{
	const struct view *v = s->r->view;

	s->has_sides = s->r->compared && !s->r->config->mean;
	for (size_t i = 0; i < v->n_samples && s->has_sides; i++) {
		int64_t before = profile_before(v->p, s->r->type, view_sample(v, i));

		s->before = wrap_add(s->before, before);
		s->after = wrap_add(s->after,
			wrap_add(before, profile_value(v->p, s->r->type, view_sample(v, i))));
	}
}

/* The same as in `top`; its first nodes choose the unit. */
static void find_functions(struct summary *s)
{
	struct report *r = s->r;
	struct graph_spec spec = report_graph_spec(r);
	struct graph shown;

	spec.node_count = 0;
	graph_init(&s->graph, r->arena, r->view, &spec);
	for (uint32_t i = 0; i < s->graph.n_order; i++)
		s->kept = wrap_add(s->kept, graph_flat(&s->graph, s->graph.order[i]));
	shown = s->graph;
	if (shown.n_order > SUMMARY_FUNCTIONS)
		shown.n_order = SUMMARY_FUNCTIONS;
	report_choose_unit(r, &shown);
	s->frames = node_frames_of(r, &s->graph.nodes, NULL);
}

/* The same as `top -package`. */
static bool find_packages(struct summary *s, struct err *err)
{
	struct config config = *s->r->config;
	struct graph_spec spec = report_graph_spec(s->r);

	config.granularity = GRANULARITY_PACKAGE;
	if (!view_init(&s->by_package, s->r->arena, s->r->profile, &config, false, err))
		return false;
	view_freeze(&s->by_package);
	spec.node_count = 0;
	spec.kept = NULL;
	graph_init(&s->packages, s->r->arena, &s->by_package, &spec);
	return true;
}

/* The same as `paths`. */
static void find_paths(struct summary *s)
{
	struct report *r = s->r;
	struct graph_spec graph = report_graph_spec(r);
	struct sample_spec samples = {.view = r->view, .value = graph.value, .mean = graph.mean};
	struct stack_sums sums;
	struct path_tree_spec spec = {.stacks = &sums, .way = PATH_TREE_STACKS};
	uint32_t n;

	stack_sums_init(&sums, r->arena, &samples);
	spec.wanted = path_tree_heaviest(r->arena, &s->graph.nodes, &spec, SUMMARY_PATHS, &n);
	path_tree_init(&s->paths, r->arena, &s->graph.nodes, &spec);
	s->ends = path_tree_ends(&s->paths, r->arena, &s->n_ends);
	s->path_names = node_frames_of(r, &s->graph.nodes, s->paths.names);
}

/* Chooses labels with a few values: one is no news, and many are no summary. */
static void find_labels(struct summary *s)
{
	const struct label_sum *end, *next;

	label_sums_init(&s->sums, s->r);
	end = label_sums_end(&s->sums);
	for (const struct label_sum *first = s->sums.rows.p; first < end; first = next) {
		next = label_sums_next(&s->sums, first);
		if (next - first < SUMMARY_VALUES_LEAST || next - first > SUMMARY_VALUES_MOST)
			continue;
		if (s->n_labels < SUMMARY_LABELS)
			s->labels[s->n_labels++] = (struct summary_label){first, next};
		else
			s->n_labels_left++;
	}
}

/* "|      450ms | 15.36% |      450ms | 15.36% | `runtime.asyncPreempt` |" */
static void print_function(struct table_text_writer *t, const struct table_row *row)
{
	static const enum summary_column values[] = {FLAT, CUM}, shares[] = {FLAT_SHARE, CUM_SHARE};
	const struct table_cell *frame = &row->cells[FRAME];
	struct str text = frame->frame.frames->text(frame->frame.frames, frame->frame.id);
	struct out *o = t->writer.out;
	size_t most = 100, left;
	struct table_frame f;

	for (size_t i = 0; i < 2; i++) {
		const struct table_cell *share = &row->cells[shares[i]];
		char buf[UNITS_PERCENT_MAX];

		out_lit(o, "| ");
		table_put_value(o, &t->writer.facts->values, row->cells[values[i]].number, 10,
			false);
		out_lit(o, " | ");
		out_str(o, units_percent(share->share.part, share->share.whole, buf));
		out_lit(o, " ");
	}
	out_lit(o, "| ");
	left = out_columns_left(o);
	if (left != SIZE_MAX && left < most + 4)
		most = left > FIT_LEAST + 4 ? left - 4 : FIT_LEAST;
	if (glyph_columns(text) > most) {
		frame->frame.frames->get(frame->frame.frames, frame->frame.id, &f);
		text = fit_frame(t->writer.arena, &f, most);
	}
	table_put_markdown_code(o, text);
	out_lit(o, " |\n");
}

static void put_row(struct summary *s, enum summary_kind kind, const struct table_cell *cells)
{
	table_row(s->r->writer, &(struct table_row){.kind = kind, .cells = cells});
}

static void put_words(struct summary *s, struct str words)
{
	const struct table_cell cells[COLUMNS] = {[WORDS] = table_text(words)};

	put_row(s, WORDS_ROW, cells);
}

/* A line that is left out where it is empty. */
static void put_line(struct summary *s, struct str words)
{
	if (words.n != 0)
		put_words(s, words);
}

static void put_heading(struct summary *s, const char *heading)
{
	put_words(s, STR(""));
	put_words(s, str_from_c(heading));
	put_words(s, STR(""));
}

static void total_row(struct summary *s)
{
	struct table_cell cells[COLUMNS] = {
		[TYPE_NAME] = table_text(s->facts.source.type),
		[TOTAL_VALUE] = table_value(s->r->values.total),
		[KEPT] = table_value(s->kept),
	};
	char buf[NUM_FIXED_MAX];

	if (s->has_sides) {
		cells[BEFORE] = table_value(s->before);
		cells[AFTER] = table_value(s->after);
	}
	if (s->has_samples)
		cells[SAMPLES] = table_number(s->samples);
	if (s->has_busy) {
		cells[BUSY] = table_real(s->busy);
		cells[BUSY_TEXT] = table_text(
			arena_str(s->r->arena, (struct str){buf, num_fixed(s->busy, 2, buf)}));
	}
	put_row(s, TOTAL, cells);
}

static void type_rows(struct summary *s)
{
	const struct profile *p = s->r->profile;

	for (uint32_t t = 0; t < p->n_types; t++) {
		int64_t sum = report_total(s->r, t);
		struct table_values values = {.sample_unit = profile_str(p, p->types[t].unit),
			.unit = STR("auto"),
			.divide_by = 1};
		const struct table_cell cells[COLUMNS] = {
			[TYPE_NAME] = table_text(profile_str(p, p->types[t].type)),
			[UNIT] = table_text(values.sample_unit),
			[SUM] = table_number(sum),
			[SUM_TEXT] = table_text(table_value_text(s->r->arena, &values, sum)),
		};

		put_row(s, TYPE, cells);
	}
}

static void hint_rows(struct summary *s)
{
	for (uint32_t i = 0; i < s->n_hints; i++) {
		const struct summary_hint *h = &s->hints[i];
		struct str parts[2] = {STR("- Hint: "), h->text};
		struct table_cell cells[COLUMNS] = {
			[RULE] = table_text(str_from_c(h->rule)),
			[HINT_TEXT] = table_text(h->text),
		};

		if (h->has_part)
			cells[PART] = table_value(h->part);
		put_row(s, HINT, cells);
		put_words(s, arena_join(s->r->arena, parts, 2, STR("")));
	}
}

static void head_rows(struct summary *s)
{
	put_words(s, summary_title(s));
	put_words(s, STR(""));
	put_words(s, summary_profile_line(s));
	put_words(s, summary_total_line(s));
	put_line(s, summary_sides_line(s));
	put_line(s, summary_filters_line(s));
	put_line(s, summary_types_line(s));
	total_row(s);
	type_rows(s);
	hint_rows(s);
}

static void set_weights(const struct summary *s, const struct graph *g, node_id n,
	struct table_cell cells[COLUMNS])
{
	cells[FLAT] = table_value(graph_flat(g, n));
	cells[CUM] = table_value(graph_cum(g, n));
	cells[FLAT_SHARE] = table_share(graph_flat(g, n), s->r->values.total);
	cells[CUM_SHARE] = table_share(graph_cum(g, n), s->r->values.total);
}

static void function_rows(struct summary *s, enum summary_kind kind, const node_id *nodes,
	uint32_t n)
{
	put_words(s, str_from_c(function_head));
	put_words(s, str_from_c(function_line));
	for (uint32_t i = 0; i < n; i++) {
		struct table_cell cells[COLUMNS] = {
			[FRAME] = node_frames_cell(&s->frames, nodes[i], TABLE_INLINE_UNKNOWN),
		};

		set_weights(s, &s->graph, nodes[i], cells);
		if (kind == OWN)
			cells[MODULE] = table_text(intern_str(&s->modules, s->own_of[nodes[i]]));
		put_row(s, kind, cells);
	}
}

static void path_rows(struct summary *s)
{
	for (uint32_t i = 0; i < s->n_ends; i++) {
		const struct path_sum *sum = &s->paths.rows[s->ends[i]].ends;
		struct path_frames frames = path_frames_of(&s->path_names, &s->paths, s->ends[i]);
		const struct table_cell cells[COLUMNS] = {
			[FLAT] = table_value(path_tree_weight(sum)),
			[FLAT_SHARE] = table_share(path_tree_weight(sum), s->r->values.total),
			[SAMPLES] = table_number(sum->samples),
			[FRAMES] = table_list(&frames.list),
		};

		put_row(s, PATH, cells);
		put_words(s, summary_path_line(s, i));
	}
}

static void package_rows(struct summary *s)
{
	const struct graph *g = &s->packages;

	for (uint32_t i = 0; i < g->n_order && i < SUMMARY_PACKAGES; i++) {
		struct table_cell cells[COLUMNS] = {
			[PACKAGE_NAME] = table_text(node_name(s->r->arena, &g->nodes, g->order[i])),
		};

		set_weights(s, g, g->order[i], cells);
		put_row(s, PACKAGE, cells);
	}
	put_words(s, summary_packages_line(s));
}

static void label_row(struct summary *s, const struct label_sum *l)
{
	const struct intern *names = &s->sums.names;
	struct table_cell cells[COLUMNS] = {
		[LABEL_KEY] = table_text(intern_str(names, l->key)),
		[FLAT] = table_value(l->sum),
		[FLAT_SHARE] = table_share(l->sum, s->r->values.total),
	};

	if (l->is_number) {
		cells[NUMBER] = table_number(l->number);
		cells[NUMBER_TEXT] = table_text(intern_str(names, l->name));
		cells[UNIT] = table_text(profile_label_unit(&s->r->view->units, l->key));
	} else {
		cells[VALUE] = table_text(intern_str(names, l->name));
	}
	put_row(s, LABEL, cells);
}

static void label_rows(struct summary *s)
{
	for (uint32_t i = 0; i < s->n_labels; i++) {
		for (const struct label_sum *l = s->labels[i].first; l < s->labels[i].end; l++)
			label_row(s, l);
		put_words(s, summary_label_line(s, &s->labels[i]));
	}
	if (s->n_labels_left != 0)
		put_words(s,
			arena_fmt(s->r->arena, "- %u more labels; tags lists all",
				s->n_labels_left));
}

static void put_rows(struct summary *s)
{
	const struct graph *g = &s->graph;

	head_rows(s);
	if (g->n_order == 0)
		return;
	put_heading(s,
		s->has_sides ? "## Functions that changed the most themselves"
			     : "## Functions that took the most themselves");
	function_rows(s, FUNCTION, g->order,
		g->n_order < SUMMARY_FUNCTIONS ? g->n_order : SUMMARY_FUNCTIONS);
	if (s->n_own != 0) {
		put_heading(s, "## The program's own functions, with what they called");
		function_rows(s, OWN, s->own, s->n_own);
	}
	put_heading(s, "## Heaviest stacks");
	path_rows(s);
	put_heading(s, "## Packages and labels");
	package_rows(s);
	label_rows(s);
}

bool report_summary(struct report *r, struct err *err)
{
	struct summary s = {.r = r};
	bool ok;

	find_labels(&s); /* first: `tags` prints numbers in units of their own, too */
	find_functions(&s);
	ok = find_packages(&s, err);
	if (ok) {
		find_paths(&s);
		s.facts = report_facts(r, NULL, 0);
		add_sides(&s);
		count_samples(&s);
		find_busy(&s);
		summary_find_own(&s);
		summary_find_hints(&s);
		table_begin(r->writer, &summary_spec, &s.facts);
		put_rows(&s);
		table_end(r->writer);
	}
	label_sums_release(&s.sums);
	return ok;
}
