/*
 * markdown.c: Writes the rows of a report as a table of Markdown.
 */
#include "table/markdown.h"

/* As many columns as a spec may have (TABLE_HAS). */
enum { COLUMNS_MAX = 32 };

struct markdown_writer {
	struct table_writer writer;
	unsigned columns[COLUMNS_MAX], n_columns;
	bool has_kinds;      /* rows say of which kind they are */
	int group, name;     /* the columns "group" and "group_name"; -1: there is none */
	int64_t given_group; /* of the row before; -1: there was none */
	struct out cell;     /* a cell while it is made */
};

/* The longest run of '`' in the text: what encloses it has one more. */
static size_t longest_run(struct str text)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.n; i++) {
		run = text.p[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Writes one character, and returns its bytes. */
static size_t put_character(struct out *o, struct str rest)
{
	unsigned char c = (unsigned char)rest.p[0];
	size_t n = str_utf8_length(rest);

	if (n == 0)
		out_lit(o, "\xef\xbf\xbd");
	else if (c < 0x20 || c == 0x7f)
		out_lit(o, " ");
	else if (c == '|')
		out_lit(o, "\\|");
	else
		out_str(o, str_sub(rest, 0, n));
	return n != 0 ? n : 1;
}

void table_put_markdown_code(struct out *o, struct str text)
{
	size_t fence = longest_run(text) + 1;
	bool padded = text.n != 0 && (text.p[0] == '`' || text.p[text.n - 1] == '`');

	if (text.n == 0)
		return;
	out_fill(o, '`', fence);
	out_lit(o, padded ? " " : "");
	for (size_t i = 0; i < text.n;)
		i += put_character(o, str_from(text, i));
	out_lit(o, padded ? " " : "");
	out_fill(o, '`', fence);
}

static bool is_number(enum table_type type)
{
	return type == TABLE_VALUE || type == TABLE_SHARE || type == TABLE_NUMBER ||
		type == TABLE_REAL || type == TABLE_ADDRESS;
}

/* A text that stands for numbers of data formats. */
static bool is_headed(const struct table_column *c)
{
	return c->key == NULL && c->heading != NULL;
}

/* Whether a column is flush right. */
static bool is_right(const struct table_column *c)
{
	return is_number(c->type) || is_headed(c);
}

static bool is_named(const struct table_column *c, const char *key)
{
	return c->key != NULL && strcmp(c->key, key) == 0;
}

/* Whether rows of a kind have a cell in a column. */
static bool is_shown(const struct markdown_writer *m, const struct table_kind *kind,
	unsigned column)
{
	return kind->columns & TABLE_HAS(column) || is_headed(&m->writer.spec->columns[column]);
}

static void add_column(struct markdown_writer *m, unsigned column)
{
	for (unsigned i = 0; i < m->n_columns; i++)
		if (m->columns[i] == column)
			return;
	m->columns[m->n_columns++] = column;
}

/* The column that a piece of text prints: a number may have a text of its own in another. */
static unsigned column_of(const struct table_spec *spec, int printed)
{
	for (unsigned i = 0; i < spec->n_columns; i++)
		if (spec->columns[i].text != 0 && spec->columns[i].text == (unsigned)printed)
			return i;
	return (unsigned)printed;
}

/*
 * Adds those columns of a kind that hold numbers, or the others: what its text shows, in the order of the
 * text; of a kind without pieces, all but the number of its group.
 */
static void add_kind(struct markdown_writer *m, const struct table_kind *kind, bool numbers)
{
	const struct table_spec *spec = m->writer.spec;

	for (unsigned i = 0; i < kind->n_pieces; i++) {
		unsigned c = column_of(spec, kind->pieces[i].column);

		if (kind->pieces[i].column >= 0 && is_shown(m, kind, c) &&
			is_right(&spec->columns[c]) == numbers)
			add_column(m, c);
	}
	for (unsigned c = 0; c < spec->n_columns && kind->n_pieces == 0; c++)
		if ((kind->columns & TABLE_HAS(c)) && (int)c != m->group &&
			is_number(spec->columns[c].type) == numbers)
			add_column(m, c);
}

static void add_columns(struct markdown_writer *m, bool numbers)
{
	const struct table_spec *spec = m->writer.spec;

	for (unsigned i = 0; i < spec->n_kinds; i++)
		if (spec->kinds[i].name != NULL)
			add_kind(m, &spec->kinds[i], numbers);
}

static void find_columns(struct markdown_writer *m)
{
	const struct table_spec *spec = m->writer.spec;
	unsigned n = 0;

	m->group = m->name = -1;
	m->given_group = -1;
	for (unsigned i = 0; i < spec->n_kinds; i++)
		n += spec->kinds[i].name != NULL;
	m->has_kinds = n > 1;
	for (unsigned i = 0; i < spec->n_columns; i++) {
		if (is_named(&spec->columns[i], "group"))
			m->group = (int)i;
		if (is_named(&spec->columns[i], "group_name"))
			m->name = (int)i;
	}
	add_columns(m, true);
	add_columns(m, false);
}

/* "flat", "flat%", "name" */
static void put_heading(struct out *o, const struct table_column *c)
{
	struct str key = str_from_c(c->type == TABLE_FRAME ? "name"
			: is_headed(c)                     ? c->heading
							   : c->key);

	if (c->type != TABLE_SHARE || !str_ends(key, STR("_percent"))) {
		out_str(o, key);
		return;
	}
	key.n -= strlen("_percent");
	out_str(o, key);
	out_lit(o, "%");
}

static void put_legend(struct table_writer *w)
{
	size_t n, run = 2;
	struct str *lines = table_legend_lines(w->arena, w->facts, &n);

	for (size_t i = 0; i < n; i++)
		run = longest_run(lines[i]) > run ? longest_run(lines[i]) : run;
	if (n == 0)
		return;
	out_fill(w->out, '`', run + 1);
	out_lit(w->out, "\n");
	for (size_t i = 0; i < n; i++) {
		out_str(w->out, lines[i]);
		out_lit(w->out, "\n");
	}
	out_fill(w->out, '`', run + 1);
	out_lit(w->out, "\n\n");
}

static void markdown_begin(struct table_writer *w)
{
	struct markdown_writer *m = (struct markdown_writer *)w;

	find_columns(m);
	put_legend(w);
	out_lit(w->out, m->has_kinds ? "| kind |" : "|");
	for (unsigned i = 0; i < m->n_columns; i++) {
		out_lit(w->out, " ");
		put_heading(w->out, &w->spec->columns[m->columns[i]]);
		out_lit(w->out, " |");
	}
	out_lit(w->out, m->has_kinds ? "\n|:---|" : "\n|");
	for (unsigned i = 0; i < m->n_columns; i++)
		out_lit(w->out, is_right(&w->spec->columns[m->columns[i]]) ? "---:|" : ":---|");
	out_lit(w->out, "\n");
}

/* The text of a frame, with its mark, as code. */
static void put_frame(struct markdown_writer *m, const struct table_cell *c)
{
	out_clear(&m->cell);
	if (c->type == TABLE_FRAME) {
		struct str text = c->frame.frames->text(c->frame.frames, c->frame.id);

		out_bytes(&m->cell, text.p, text.n);
		out_lit(&m->cell, table_inline_mark(c->inlined));
	}
	table_put_markdown_code(m->writer.out, (struct str){m->cell.p, m->cell.n});
}

static void put_foreign(struct markdown_writer *m, const struct table_cell *c)
{
	out_clear(&m->cell);
	table_put_plain(&m->writer, &m->cell, c);
	table_put_markdown_code(m->writer.out, (struct str){m->cell.p, m->cell.n});
}

static void put_cell(struct markdown_writer *m, const struct table_row *row, unsigned column)
{
	const struct table_kind *kind = &m->writer.spec->kinds[row->kind];
	const struct table_column *of = &m->writer.spec->columns[column];
	const struct table_cell *c = &row->cells[column];
	struct out *o = m->writer.out;

	if (of->type == TABLE_FRAME)
		put_frame(m, c);
	else if (c->type == TABLE_VALUE || c->type == TABLE_SHARE)
		out_str(o, table_cell_text(&m->writer, kind, column, c));
	else if (of->text != 0)
		out_str(o, str_trim(row->cells[of->text].text));
	else if (is_headed(of))
		out_str(o, str_trim(c->text));
	else if (c->type == TABLE_FLAG)
		out_lit(o, c->flag ? "yes" : "");
	else if (is_number(c->type))
		table_put_plain(&m->writer, o, c);
	else
		put_foreign(m, c);
}

/* A name of a group stands in its first row alone. */
static bool is_repeated(const struct markdown_writer *m, const struct table_row *row,
	unsigned column)
{
	return (int)column == m->name && m->group >= 0 &&
		row->cells[m->group].number == m->given_group;
}

static void markdown_row(struct table_writer *w, const struct table_row *row)
{
	struct markdown_writer *m = (struct markdown_writer *)w;
	const struct table_kind *kind = &w->spec->kinds[row->kind];

	out_lit(w->out, "|");
	if (m->has_kinds) {
		out_lit(w->out, " ");
		out_lit(w->out, kind->name);
		out_lit(w->out, " |");
	}
	for (unsigned i = 0; i < m->n_columns; i++) {
		unsigned column = m->columns[i];

		out_lit(w->out, " ");
		if (is_shown(m, kind, column) && !is_repeated(m, row, column))
			put_cell(m, row, column);
		out_lit(w->out, " |");
	}
	out_lit(w->out, "\n");
	if (m->group >= 0 && (kind->columns & TABLE_HAS(m->group)))
		m->given_group = row->cells[m->group].number;
}

static void markdown_end(struct table_writer *w)
{
	out_release(&((struct markdown_writer *)w)->cell);
}

static const struct table_format markdown_format = {.is_data = true,
	.begin = markdown_begin,
	.row = markdown_row,
	.end = markdown_end};

struct table_writer *table_markdown_open(struct arena *a, struct out *out)
{
	struct markdown_writer *m = arena_array(a, struct markdown_writer, 1);

	m->writer = (struct table_writer){.format = &markdown_format, .arena = a, .out = out};
	return &m->writer;
}
