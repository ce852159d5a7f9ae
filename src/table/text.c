/*
 * text.c: Writes rows as text for people.
 */
#include "table/text.h"

#include <inttypes.h>

#include "base/glyph.h"
#include "table/fit.h"
#include "units/units.h"

/*
 * The pieces of a row up to its first text, as they were printed last. Neighbours often have the
 * same values there.
 */
enum { CACHED_MAX = 8, CACHED_BYTES = 128 };

struct table_text_cache {
	unsigned n_pieces; /* that can be kept; 0: none */
	struct table_cell cells[CACHED_MAX];
	size_t n; /* bytes of text; 0: nothing is kept */
	char text[CACHED_BYTES];
};

void table_put_code(struct out *o, struct str text)
{
	struct str rest = {text.n != 0 ? text.p : "", text.n}, part;

	while (str_split(&rest, '\t', &part)) {
		out_str(o, part);
		if (rest.p != NULL)
			out_lit(o, "\t");
	}
}

/* Levels that are shown by indentation, and the columns that it leaves to a name on a terminal. */
enum { INDENT_MAX = 60, INDENT_LEAVES = 28 };

void table_put_indent(struct out *o, uint32_t level)
{
	size_t left = out_columns_left(o), most = INDENT_MAX;

	if (left < INDENT_LEAVES + 2 * INDENT_MAX)
		most = left > INDENT_LEAVES ? (left - INDENT_LEAVES) / 2 : 0;
	out_fill(o, ' ', 2 * (level < most ? level : most));
	if (level > most)
		out_fmt(o, "(%u) ", level);
}

void table_put_frame(struct table_text_writer *t, const struct table_cell *frame, size_t behind)
{
	const struct table_frames *frames = frame->frame.frames;
	struct str text = frames->text(frames, frame->frame.id);
	const char *mark = table_inline_mark(frame->inlined);
	struct out *o = t->writer.out;
	size_t left = out_columns_left(o);

	behind += strlen(mark);
	if (left != SIZE_MAX && left >= behind + FIT_LEAST && glyph_columns(text) + behind > left) {
		struct table_frame parts;

		frames->get(frames, frame->frame.id, &parts);
		text = fit_frame(t->writer.arena, &parts, left - behind);
	}
	out_str(o, text);
	out_lit(o, mark);
}

void table_put_heat(struct table_text_writer *t, int64_t value)
{
	const struct table_values *values = &t->writer.facts->values;
	double share = values->total != 0 ? (double)value / (double)values->total : 0;

	if (values->changes)
		out_change(t->writer.out, share);
	else
		out_heat(t->writer.out, share);
}

static void put_spaces(struct out *o, size_t have, int width)
{
	size_t want = width > 0 ? (size_t)width : 0;

	out_fill(o, ' ', have < want ? want - have : 0);
}

void table_put_weight(struct table_text_writer *t, struct out *o, int64_t value, size_t width)
{
	const struct table_values *values = &t->writer.facts->values;

	table_put_value(o, values, value, width, values->changes && t->writer.out->color);
}

static void put_value(struct table_text_writer *t, const struct table_piece *p, int64_t value)
{
	if (value == 0 && (p->style & TABLE_OR_DOT))
		out_pad(t->writer.out, STR("."), p->width);
	else
		table_put_weight(t, t->writer.out, value, (size_t)p->width);
}

static void put_share(struct out *o, const struct table_piece *p, const struct table_cell *c)
{
	char buf[UNITS_PERCENT_MAX];
	struct str text = units_percent(c->share.part, c->share.whole, buf);

	out_pad(o, text, p->width);
}

static void put_digits(struct out *o, const struct table_piece *p, const char *digits)
{
	put_spaces(o, strlen(digits), p->width);
	out_lit(o, digits);
}

static void put_number(struct out *o, const struct table_piece *p, int64_t number)
{
	char buf[24];

	if (p->style & TABLE_INDENT) {
		table_put_indent(o, (uint32_t)number);
		return;
	}
	snprintf(buf, sizeof(buf), "%" PRId64, number);
	put_digits(o, p, buf);
}

/* Writes an address without 0x, as pprof does. */
static void put_address(struct out *o, const struct table_piece *p, uint64_t address)
{
	char buf[24];

	snprintf(buf, sizeof(buf), "%" PRIx64, address);
	put_digits(o, p, buf);
}

void table_put_last(struct table_text_writer *t, struct str text)
{
	size_t left = out_columns_left(t->writer.out);

	if (left != SIZE_MAX && left >= FIT_LEAST)
		text = fit_text(t->writer.arena, text, left);
	out_str(t->writer.out, text);
}

static void put_cell(struct table_text_writer *t, const struct table_piece *p,
	const struct table_cell *c)
{
	struct out *o = t->writer.out;

	switch (c->type) {
	case TABLE_TEXT:
		if (p->style & TABLE_FIT)
			table_put_last(t, c->text);
		else
			out_pad(o, c->text, p->width);
		break;
	case TABLE_CODE:
		table_put_code(o, c->text);
		break;
	case TABLE_FRAME:
		table_put_frame(t, c, 0);
		break;
	case TABLE_VALUE:
		put_value(t, p, c->number);
		break;
	case TABLE_SHARE:
		put_share(o, p, c);
		break;
	case TABLE_NUMBER:
		put_number(o, p, c->number);
		break;
	case TABLE_ADDRESS:
		put_address(o, p, c->address);
		break;
	case TABLE_NULL:
		put_spaces(o, 0, p->width);
		break;
	case TABLE_REAL: /* it has a text of its own */
	case TABLE_FLAG:
	case TABLE_LIST:
	case TABLE_OBJECT:
		break; /* flags are printed with their piece; the rest print themselves */
	}
}

/* The columns that pieces need at the most behind a frame: our own text alone stands there. */
static size_t columns_of(const struct table_piece *pieces, unsigned n, const struct table_row *row)
{
	size_t columns = 0;

	for (unsigned i = 0; i < n; i++) {
		bool flagged = pieces[i].column >= 0 &&
			row->cells[pieces[i].column].type == TABLE_FLAG;

		if (!flagged || row->cells[pieces[i].column].flag)
			columns += strlen(pieces[i].before);
	}
	return columns;
}

static void put_pieces(struct table_text_writer *t, const struct table_piece *pieces, unsigned n,
	const struct table_row *row)
{
	for (unsigned i = 0; i < n; i++) {
		const struct table_piece *p = &pieces[i];
		const struct table_cell *c = p->column >= 0 ? &row->cells[p->column] : NULL;

		if (c != NULL && c->type == TABLE_FLAG && !c->flag)
			continue;
		out_lit(t->writer.out, p->before);
		if (c != NULL && c->type == TABLE_FRAME)
			table_put_frame(t, c, columns_of(p + 1, n - i - 1, row));
		else if (c != NULL)
			put_cell(t, p, c);
	}
}

/* How many pieces in front depend on values alone. */
static unsigned count_cached(const struct table_spec *spec, const struct table_kind *kind)
{
	unsigned n = 0;

	while (n < kind->n_pieces && n < CACHED_MAX) {
		const struct table_piece *p = &kind->pieces[n];
		enum table_type type = p->column < 0 ? TABLE_NULL : spec->columns[p->column].type;

		if (type != TABLE_VALUE && type != TABLE_SHARE)
			break;
		n++;
	}
	return n > 1 ? n : 0;
}

static bool same_cell(const struct table_cell *a, const struct table_cell *b)
{
	if (a->type != b->type)
		return false;
	return a->type == TABLE_SHARE
		? a->share.part == b->share.part && a->share.whole == b->share.whole
		: a->number == b->number;
}

static bool is_cached(const struct table_text_cache *cache, const struct table_piece *pieces,
	const struct table_row *row)
{
	if (cache->n == 0)
		return false;
	for (unsigned i = 0; i < cache->n_pieces; i++)
		if (!same_cell(&cache->cells[i], &row->cells[pieces[i].column]))
			return false;
	return true;
}

/* Keeps what was written from byte `begin` of the buffer on, where it is short and still there. */
static void keep(struct table_text_cache *cache, const struct table_piece *pieces,
	const struct table_row *row, const struct out *o, size_t begin)
{
	bool is_short = o->n > begin && o->n - begin <= CACHED_BYTES;

	cache->n = is_short ? o->n - begin : 0;
	if (!is_short)
		return;
	memcpy(cache->text, o->p + begin, cache->n);
	for (unsigned i = 0; i < cache->n_pieces; i++)
		cache->cells[i] = row->cells[pieces[i].column];
}

/* Writes the pieces in front that depend on values alone. Returns how many they are. */
static unsigned put_cached(struct table_text_writer *t, const struct table_kind *kind,
	const struct table_row *row)
{
	struct table_text_cache *cache = &t->cache[row->kind];
	struct out *o = t->writer.out;
	size_t begin = o->n;

	if (is_cached(cache, kind->pieces, row)) {
		out_bytes(o, cache->text, cache->n);
	} else {
		put_pieces(t, kind->pieces, cache->n_pieces, row);
		keep(cache, kind->pieces, row, o, begin);
	}
	return cache->n_pieces;
}

static void text_begin(struct table_writer *w)
{
	struct table_text_writer *t = (struct table_text_writer *)w;

	t->cache = arena_array(w->arena, struct table_text_cache, w->spec->n_kinds);
	for (unsigned i = 0; i < w->spec->n_kinds; i++)
		t->cache[i].n_pieces = count_cached(w->spec, &w->spec->kinds[i]);
	table_put_legend(w->out, w->arena, w->facts);
	if (w->spec->head != NULL)
		out_lit(w->out, w->spec->head);
}

static void text_row(struct table_writer *w, const struct table_row *row)
{
	struct table_text_writer *t = (struct table_text_writer *)w;
	const struct table_kind *kind = &w->spec->kinds[row->kind];
	unsigned n;

	if (kind->print != NULL) {
		kind->print(t, row);
		return;
	}
	if (row->is_colored)
		table_put_heat(t, row->weight);
	n = put_cached(t, kind, row);
	put_pieces(t, kind->pieces + n, kind->n_pieces - n, row);
	out_plain(w->out);
	out_lit(w->out, "\n");
}

static void text_end(struct table_writer *w)
{
	(void)w;
}

static const struct table_format text_format = {.begin = text_begin,
	.row = text_row,
	.end = text_end};

struct table_writer *table_text_open(struct arena *a, struct out *out)
{
	struct table_text_writer *t = arena_array(a, struct table_text_writer, 1);

	t->writer = (struct table_writer){.format = &text_format, .arena = a, .out = out};
	return &t->writer;
}
