/*
 * disasm.c: Shows the instructions of functions with the weight of each: `disasm`.
 *
 * It takes the nodes by address, with inlined functions counted as part of what they were inlined
 * into, and the binaries they are in. It gives, for each symbol that the expression matches and
 * that has samples, its instructions, as pprof's printAssembly has them.
 *
 * Samples may be in the middle of an instruction (a return address less one): they count for the
 * instruction they are in.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/glyph.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "report/code.h"
#include "table/fit.h"
#include "table/text.h"
#include "units/units.h"

enum {
	SHORT = 40,        /* bytes of an instruction that has room for a remark behind it */
	CODE_COLUMN = 34,  /* where instructions begin */
	PLACE_COLUMN = 74, /* and remarks */
	PLACE_LEAST = 24   /* columns that a remark needs there on a terminal */
};

enum disasm_kind { FUNCTION, ALIAS, NAME_LINE, ALIAS_LINE, WEIGHT_LINE, INSTRUCTION, KINDS };

enum disasm_column {
	GROUP,
	GROUP_NAME,
	FLAT,
	CUM,
	ADDRESS,
	CODE,
	PLACE, /* the function, file and line that it was compiled from; null where as above */
	FUNCTION_NAME,
	FILE_NAME,
	LINE_NUMBER,
	CUM_SHARE,
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[GROUP] = {"group", TABLE_NUMBER},
	[GROUP_NAME] = {"group_name", TABLE_TEXT},
	[FLAT] = {"flat", TABLE_VALUE},
	[CUM] = {"cum", TABLE_VALUE},
	[ADDRESS] = {"address", TABLE_ADDRESS},
	[CODE] = {"instruction", TABLE_CODE},
	[PLACE] = {NULL, TABLE_TEXT},
	[FUNCTION_NAME] = {"function", TABLE_TEXT},
	[FILE_NAME] = {"file", TABLE_TEXT},
	[LINE_NUMBER] = {"line", TABLE_NUMBER},
	[CUM_SHARE] = {"cum_percent", TABLE_SHARE},
};

static const struct table_piece weight_pieces[] = {
	{"", FLAT, 10, 0},
	{" ", CUM, 10, 0},
	{" (flat, cum) ", CUM_SHARE, 0, 0},
	{" of Total", -1, 0, 0},
};

static const struct table_piece name_pieces[] = {
	{"ROUTINE ======================== ", GROUP_NAME, 0, 0}};
static const struct table_piece alias_pieces[] = {
	{"    AKA ======================== ", GROUP_NAME, 0, 0}};

static void print_instruction(struct table_text_writer *t, const struct table_row *row);

/*
 * In a text, a function's names stand above its weights, in data with the row. Where the place of
 * an instruction stands depends on the room that is left.
 */
static const struct table_kind kinds[KINDS] = {
	[FUNCTION] = {.name = "function",
		.columns = TABLE_HAS(GROUP) | TABLE_HAS(GROUP_NAME) | TABLE_HAS(FLAT) |
			TABLE_HAS(CUM) | TABLE_HAS(CUM_SHARE)},
	[ALIAS] = {.name = "alias", .columns = TABLE_HAS(GROUP) | TABLE_HAS(GROUP_NAME)},
	[NAME_LINE] = {TABLE_PIECES(name_pieces)},
	[ALIAS_LINE] = {TABLE_PIECES(alias_pieces)},
	[WEIGHT_LINE] = {TABLE_PIECES(weight_pieces)},
	[INSTRUCTION] = {.name = "instruction",
		.columns = TABLE_HAS(GROUP) | TABLE_HAS(GROUP_NAME) | TABLE_HAS(FLAT) |
			TABLE_HAS(CUM) | TABLE_HAS(ADDRESS) | TABLE_HAS(CODE) |
			TABLE_HAS(FUNCTION_NAME) | TABLE_HAS(FILE_NAME) | TABLE_HAS(LINE_NUMBER),
		.print = print_instruction},
};

static const struct table_spec disasm_spec = {columns, COLUMNS, kinds, KINDS, NULL};

/* A node and its own address (report/code.h). */
struct disasm_spot {
	uint64_t own;
	file_id file;
	node_id node;
};

/* A symbol to show, and its nodes. */
struct disasm_function {
	struct code_symbol symbol;
	struct str *names; /* n_names: more than one where an address was asked for */
	size_t n_names;
	const struct disasm_spot *spots;
	size_t n_spots;
};

struct disasm_report {
	struct report *r;
	struct code code;
	const struct graph *g;
	const struct graph_sum
		*sums; /* by 1 + the number of a function: each sample counted once */
	bool by_address;
	uint64_t address; /* as it was given */
	file_id at_file;  /* where that is; 0: in no mapping */
	uint64_t at_own;
	VEC(struct disasm_function) routines;
	struct arena scratch; /* of one function */
	int64_t group;        /* functions so far */
	struct str group_name;
};

static int by_place(const void *a, const void *b, void *context)
{
	const struct disasm_spot *l = a, *r = b;
	const struct graph *g = context;
	const struct node *ln = &g->nodes.rows[l->node], *rn = &g->nodes.rows[r->node];
	int c;

	if (l->file != r->file)
		return l->file < r->file ? -1 : 1;
	if (l->own != r->own)
		return l->own < r->own ? -1 : 1;
	c = str_cmp(view_str(g->nodes.view, ln->name), view_str(g->nodes.view, rn->name));
	if (c == 0)
		c = str_cmp(view_str(g->nodes.view, ln->file), view_str(g->nodes.view, rn->file));
	if (c == 0)
		c = (ln->line > rn->line) - (ln->line < rn->line);
	return c != 0 ? c : (l->node > r->node) - (l->node < r->node);
}

/* Finds the mapping of each node: that of the first location that has a frame of it. */
static const map_id *maps_of_nodes(struct arena *a, const struct graph *g)
{
	const struct profile *p = g->nodes.view->p;
	map_id *maps = arena_array(a, map_id, g->nodes.n);

	for (loc_id loc = 1; loc < p->n_locations; loc++)
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++)
			if (maps[g->nodes.of_frame[f]] == 0)
				maps[g->nodes.of_frame[f]] = p->loc_mapping[loc];
	return maps;
}

/* Lists the nodes whose files can be read, sorted by file and address. */
static struct disasm_spot *find_spots(struct disasm_report *a, size_t *n)
{
	const struct graph *g = a->g;
	const map_id *maps = maps_of_nodes(a->r->arena, g);
	struct disasm_spot *spots = arena_array(a->r->arena, struct disasm_spot, g->n_order);

	*n = 0;
	for (uint32_t i = 0; i < g->n_order; i++) {
		struct disasm_spot s = {.node = g->order[i]};

		s.file = a->code.bases[maps[s.node]].file;
		if (code_own_address(&a->code, maps[s.node], g->nodes.rows[s.node].address, &s.own))
			spots[(*n)++] = s;
	}
	sort_with(spots, *n, sizeof(*spots), by_place, (void *)g);
	return spots;
}

/* Finds the own address of the one that was given. One in no mapping is taken as own. */
static void locate_address(struct disasm_report *a)
{
	const struct profile *p = a->r->profile;

	a->by_address = code_is_address(a->r->regex_text, &a->address);
	for (map_id m = 1; a->by_address && m < p->n_mappings && a->at_file == 0; m++)
		if (code_own_address(&a->code, m, a->address, &a->at_own))
			a->at_file = a->code.bases[m].file;
	if (a->at_file == 0)
		a->at_own = a->address;
}

static bool has_address(const struct disasm_report *a, const struct code_symbol *s)
{
	return a->by_address && (a->at_file == 0 || a->at_file == s->file) &&
		a->at_own >= s->begin && a->at_own < s->end;
}

/* Adds a name to those that the symbol is shown under, unless it is there. */
static void add_name(struct disasm_report *a, struct disasm_function *routine, struct str name)
{
	struct str shown = code_shown_name(&a->code, name);

	for (size_t i = 0; i < routine->n_names; i++)
		if (str_eq(routine->names[i], shown))
			return;
	routine->names[routine->n_names++] = shown;
}

/* Fills in the names of a symbol, the best known first. There are none when nothing matches. */
static bool wanted_names(struct disasm_report *a, const struct code_symbol *s,
	struct disasm_function *routine, struct err *err)
{
	size_t known = code_symbol_known(&a->code, s);
	bool all = has_address(a, s);

	routine->n_names = 0;
	routine->names = arena_array(a->r->arena, struct str, s->n);
	for (size_t i = 0; i < s->n && (all || routine->n_names == 0); i++) {
		/* That one, then the others in their order. */
		size_t at = i == 0 ? known : i - (i <= known);
		struct str name = code_symbol_name(&a->code, s, at);
		bool hit = all;

		if (!all && !code_name_matches(&a->code, name, &hit, err))
			return err_wrap(err, "%.*s", STR_ARG(a->r->regex_text));
		if (hit)
			add_name(a, routine, name);
	}
	return true;
}

static bool find_routines(struct disasm_report *a, const struct disasm_spot *spots, size_t n,
	struct err *err)
{
	for (size_t i = 0, end; i < n && !interrupted(); i = end) {
		struct disasm_function routine = {.spots = &spots[i]};
		struct code_symbol *s = &routine.symbol;

		end = i + 1;
		if (!code_symbol_at(&a->code, spots[i].file, spots[i].own, s))
			continue;
		while (end < n && spots[end].file == s->file && spots[end].own < s->end)
			end++;
		routine.n_spots = end - i;
		if (!wanted_names(a, s, &routine, err))
			return false;
		if (routine.n_names != 0)
			*vec_add(&a->routines) = routine;
	}
	return true;
}

static int by_name(const void *a, const void *b)
{
	const struct disasm_function *l = a, *r = b;
	int c = str_cmp(l->names[0], r->names[0]);

	if (c != 0)
		return c;
	if (l->symbol.begin != r->symbol.begin)
		return l->symbol.begin < r->symbol.begin ? -1 : 1;
	return (l->symbol.file > r->symbol.file) - (l->symbol.file < r->symbol.file);
}

/* True when the profile has a function that the expression matches. */
static bool is_function(const struct report *r)
{
	const struct profile *p = r->profile;
	struct err ignored;
	bool hit = false;

	for (fn_id fn = 1; fn < p->n_functions && !hit; fn++)
		if (!rx_match(r->regex, profile_str(p, p->functions[fn].name), &hit, &ignored))
			return false;
	return hit;
}

/* Says why there is nothing to show. */
static bool nothing(struct disasm_report *a, size_t n_spots, struct err *err)
{
	struct str text = a->r->regex_text;
	struct code_symbol s;

	if (a->by_address && a->at_file != 0 &&
		code_symbol_at(&a->code, a->at_file, a->at_own, &s)) {
		struct str name = code_shown_name(&a->code,
			code_symbol_name(&a->code, &s, code_symbol_known(&a->code, &s)));

		return err_set(err, "0x%" PRIx64 " is in %.*s, of which there are no samples",
			a->address, STR_ARG(name));
	}
	if (a->by_address)
		err_set(err, "no function with samples is at 0x%" PRIx64, a->address);
	else
		err_set(err, "no function with code of its own matches %.*s", STR_ARG(text));
	if (n_spots != 0 && !a->by_address && is_function(a->r))
		err_append(err, "; list and weblist show what is inlined");
	if (n_spots == 0 || a->by_address)
		code_append_why(&a->code, err);
	return false;
}

/* What the samples of some spots weigh. */
struct disasm_weight {
	int64_t flat, flat_div, cum, cum_div;
};

static struct disasm_weight take_spots(const struct disasm_report *a, const struct disasm_spot **at,
	const struct disasm_spot *end, uint64_t next, struct instruction *i)
{
	const struct graph *g = a->g;
	struct disasm_weight w = {0};

	for (; *at < end && (*at)->own < next; ++*at) {
		node_id id = (*at)->node;
		const struct node *node = &g->nodes.rows[id];

		w.flat = wrap_add(w.flat, g->flat[id]);
		w.cum = wrap_add(w.cum, g->cum[id]);
		if (a->r->config->mean) {
			w.flat_div = wrap_add(w.flat_div, g->flat_div[id]);
			w.cum_div = wrap_add(w.cum_div, g->cum_div[id]);
		}
		/* The profile may know what objdump does not. */
		if (i->file.n == 0 && node->file != 0)
			i->file = view_str(a->r->view, node->file);
		if (i->line == 0 && node->line > 0 && node->line <= UINT32_MAX)
			i->line = (uint32_t)node->line;
		if (i->function.n == 0)
			i->function = view_str(a->r->view, node->name);
	}
	w.flat = wrap_div(w.flat, w.flat_div);
	w.cum = wrap_div(w.cum, w.cum_div);
	return w;
}

static struct str place_of(struct arena *a, const struct instruction *i)
{
	struct str file = i->file.n != 0 ? path_base(i->file) : STR("");
	struct str parts[] = {i->function, STR(" "), file, STR(":"), {0}};

	if (i->function.n == 0)
		parts[1] = STR("");
	if (file.n != 0 && i->line != 0)
		parts[4] = arena_fmt(a, "%" PRIu32, i->line);
	else
		parts[3] = STR("");
	return arena_join(a, parts, ARRAY_LEN(parts), STR(""));
}

/* True when a terminal has little room behind instructions. */
static bool is_narrow(const struct out *o)
{
	return o->columns != 0 && o->columns < PLACE_COLUMN + 1 + PLACE_LEAST;
}

/*
 * True when a remark stands in a row of its own in front of the instruction: like pprof, where that
 * is long, and on a terminal that is too narrow for both.
 */
static bool stands_alone(const struct out *o, const struct instruction *i, struct str place)
{
	return i->text.n >= SHORT ||
		(is_narrow(o) && o->columns < PLACE_COLUMN + 1 + glyph_columns(place));
}

static void put_place(struct table_text_writer *t, const struct instruction *i, struct str place)
{
	size_t left;

	out_lit(t->writer.out, ";");
	left = out_columns_left(t->writer.out);
	if (left != SIZE_MAX && left >= FIT_LEAST && glyph_columns(place) > left)
		place = fit_place(t->writer.arena, place, i->function.n, left);
	out_str(t->writer.out, place);
}

static void put_weight_or_dot(struct table_text_writer *t, int64_t value)
{
	if (value != 0)
		table_put_weight(t, t->writer.out, value, 10);
	else
		out_pad(t->writer.out, STR("."), 10);
}

static void print_instruction(struct table_text_writer *t, const struct table_row *row)
{
	const struct instruction *i = row->subject;
	struct str place = row->cells[PLACE].text;
	struct out *o = t->writer.out;
	bool alone = place.n != 0 && stands_alone(o, i, place);
	size_t width = out_width(i->text);

	if (alone) {
		out_fill(o, ' ', is_narrow(o) ? CODE_COLUMN : PLACE_COLUMN);
		put_place(t, i, place);
		out_lit(o, "\n");
	}
	if (row->is_colored)
		table_put_heat(t, row->weight);
	put_weight_or_dot(t, row->cells[FLAT].number);
	out_lit(o, " ");
	put_weight_or_dot(t, row->cells[CUM].number);
	out_fmt(o, " %10" PRIx64 ": ", i->address);
	table_put_code(o, i->text);
	if (place.n != 0 && !alone) {
		out_fill(o, ' ', width < SHORT ? SHORT - width : 0);
		put_place(t, i, place);
	}
	out_plain(o);
	out_lit(o, "\n");
}

static struct table_cell text_or_null(struct str text)
{
	return text.n != 0 ? table_text(text) : (struct table_cell){0};
}

/* `place` is empty where it is that of the instruction before. */
static void give_instruction(struct disasm_report *a, const struct instruction *i,
	const struct disasm_weight *w, struct str place)
{
	struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(a->group),
		[GROUP_NAME] = table_text(a->group_name),
		[FLAT] = table_value(w->flat),
		[CUM] = table_value(w->cum),
		[ADDRESS] = table_address(i->address),
		[CODE] = table_code(i->text),
		[PLACE] = table_text(place),
		[FUNCTION_NAME] = text_or_null(i->function),
		[FILE_NAME] = text_or_null(i->file),
	};

	if (i->line != 0)
		cells[LINE_NUMBER] = table_number(i->line);
	table_row(a->r->writer,
		&(struct table_row){.kind = INSTRUCTION,
			.is_colored = w->flat != 0 || w->cum != 0,
			.weight = w->cum != 0 ? w->cum : w->flat,
			.cells = cells,
			.subject = i});
}

/* Sums each function for its heading: a sample counts once, also in several instructions. */
static void weigh_routines(struct disasm_report *a)
{
	uint32_t *group = arena_array(a->r->arena, uint32_t, a->g->nodes.n);

	for (uint32_t i = 0; i < a->routines.n; i++)
		for (size_t s = 0; s < a->routines.p[i].n_spots; s++)
			group[a->routines.p[i].spots[s].node] = i + 1;
	a->sums = graph_weigh_groups(a->g, a->r->arena, group, (uint32_t)a->routines.n);
}

static void give_head(struct disasm_report *a, const struct disasm_function *routine)
{
	int64_t flat = 0, cum = a->sums[routine - a->routines.p + 1].weight;
	struct table_writer *w = a->r->writer;
	struct table_cell cells[COLUMNS] = {
		[GROUP] = table_number(a->group),
		[CUM] = table_value(cum),
		[CUM_SHARE] = table_share(cum, a->r->values.total),
	};

	for (size_t i = 0; i < routine->n_spots; i++)
		flat = wrap_add(flat, a->g->flat[routine->spots[i].node]);
	cells[FLAT] = table_value(flat);
	for (size_t i = 0; i < routine->n_names; i++) {
		cells[GROUP_NAME] = table_text(routine->names[i]);
		table_row(w,
			&(struct table_row){.kind = i == 0 ? NAME_LINE : ALIAS_LINE,
				.cells = cells});
		table_row(w,
			&(struct table_row){.kind = i == 0 ? FUNCTION : ALIAS, .cells = cells});
	}
	table_row(w, &(struct table_row){.kind = WEIGHT_LINE, .cells = cells});
}

static bool same_place(const struct instruction *a, const struct instruction *b)
{
	return a->line == b->line && str_eq(a->function, b->function) && str_eq(a->file, b->file);
}

static void give_routine(struct disasm_report *a, const struct disasm_function *routine,
	const struct instructions *all)
{
	const struct disasm_spot *at = routine->spots, *end = at + routine->n_spots;
	struct instruction last = {0};

	a->group_name = routine->names[0];
	give_head(a, routine);
	for (size_t i = 0; i < all->n && !interrupted(); i++) {
		struct instruction *row = &all->rows[i];
		uint64_t next = i + 1 < all->n ? row[1].address : UINT64_MAX;
		struct disasm_weight w = take_spots(a, &at, end, next, row);
		bool same;

		row->file = row->file.n != 0 ? path_base(row->file) : row->file;
		same = same_place(row, &last);
		give_instruction(a, row, &w, same ? STR("") : place_of(&a->scratch, row));
		last = *row;
	}
	arena_rewind(&a->scratch);
	a->group++;
}

static bool give_routines(struct disasm_report *a, struct err *err)
{
	size_t n = a->routines.n;
	struct code_range *ranges = arena_array(a->r->arena, struct code_range, n);
	struct table_facts facts;

	for (size_t i = 0; i < n; i++) {
		const struct code_symbol *s = &a->routines.p[i].symbol;

		ranges[i] = (struct code_range){.file = s->file, .begin = s->begin, .end = s->end};
	}
	if (!code_disassemble(&a->code, a->r->arena, ranges, n, true, err))
		return false;
	facts = report_facts(a->r, NULL, TABLE_LEGEND_TOTAL);
	table_begin(a->r->writer, &disasm_spec, &facts);
	for (size_t i = 0; i < n && !interrupted(); i++)
		give_routine(a, &a->routines.p[i], &ranges[i].found);
	table_end(a->r->writer);
	return true;
}

static bool show(struct disasm_report *a, struct err *err)
{
	struct disasm_spot *spots;
	size_t n;

	locate_address(a);
	spots = find_spots(a, &n);
	if (!find_routines(a, spots, n, err))
		return false;
	if (a->routines.n == 0)
		return nothing(a, n, err);
	qsort(a->routines.p, a->routines.n, sizeof(*a->routines.p), by_name);
	weigh_routines(a);
	return give_routines(a, err);
}

bool report_disasm(struct report *r, struct err *err)
{
	struct graph_spec spec = report_graph_spec(r);
	struct disasm_report a = {.r = r};
	struct graph g;
	bool ok;

	spec.objects = true;
	spec.edges = GRAPH_NO_EDGES;
	spec.node_count = 0;
	spec.node_fraction = spec.edge_fraction = 0;
	graph_init(&g, r->arena, r->view, &spec);
	a.g = &g;
	code_open(&a.code, r);
	ok = show(&a, err);
	code_close(&a.code);
	free(a.routines.p);
	arena_release(&a.scratch);
	return ok;
}
