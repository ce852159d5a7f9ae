/*
 * table.h: Typed rows, which reports give and writers print.
 *
 * A report has one constant `struct table_spec`: its columns and its kinds of rows. It states what
 * is true of the whole (`struct table_facts`) and then gives its rows one by one, so that a report
 * of a million rows needs no memory. A writer turns facts and rows into bytes: text for people
 * (text.h), JSON (json.h), CSV and TSV (csv.h) or a table of Markdown (markdown.h). A report does not
 * know which writer it has.
 *
 *	table_begin(w, &spec, &facts);
 *	for (...)
 *		table_row(w, &(struct table_row){.kind = NODE, .cells = cells});
 *	table_end(w);
 *
 * Data formats print each value as it is in the profile. What only a text shows (lines between
 * groups) stands in columns without a key and in kinds without a name. Shares are for people, too:
 * programs can divide.
 */
#ifndef CPROF_TABLE_TABLE_H
#define CPROF_TABLE_TABLE_H

#include "base/arena.h"
#include "base/array.h"
#include "base/out.h"
#include "table/facts.h"

enum table_type {
	TABLE_NULL, /* only of a cell: the value is not known */
	TABLE_TEXT,
	TABLE_CODE,    /* text of a source file or of assembly: texts keep its tabs */
	TABLE_FLAG,    /* true or false */
	TABLE_FRAME,   /* a function with its file, line, column and address */
	TABLE_VALUE,   /* a value of samples, in the unit of the profile */
	TABLE_SHARE,   /* a part of a whole; texts print it in percent */
	TABLE_NUMBER,  /* an integer: a count, a depth, a line */
	TABLE_REAL,    /* a finite number with a fraction: a probability */
	TABLE_ADDRESS, /* data formats write it as a text, "0x401136": it may exceed 53 bits */
	TABLE_LIST,    /* several cells */
	TABLE_OBJECT,  /* several cells, each with a name of its own */
};

/* How a frame was called. Texts write a mark behind its name. */
enum table_inline {
	TABLE_INLINE_UNKNOWN,
	TABLE_INLINE_NO,
	TABLE_INLINE_YES,     /* " (inline)" */
	TABLE_INLINE_PARTIAL, /* " (partial-inline)": by some of its callers */
};

/* What is known of a frame. Strings may be empty and numbers 0 where they are not known. */
struct table_frame {
	struct str text; /* as texts print it: "0000000000401136 main.f /src/a.go:12" */
	struct str name; /* the function; empty: `text` is all there is */
	struct str file;
	int64_t line, column;
	uint64_t address;
};

/*
 * Frames by number. `text` gives the text alone, which most rows need; `get` all of it. What they
 * give lives as long as the arena of the writer.
 */
struct table_frames {
	struct str (*text)(const struct table_frames *frames, uint32_t id);
	void (*get)(const struct table_frames *frames, uint32_t id, struct table_frame *frame);
};

struct table_list;

struct table_cell {
	enum table_type type;      /* that of its column, or TABLE_NULL; a zeroed cell is null */
	enum table_inline inlined; /* of a frame */
	union {
		struct str text; /* TEXT, CODE */
		bool flag;
		int64_t number; /* VALUE, NUMBER */
		double real;
		uint64_t address;
		struct {
			int64_t part, whole;
		} share;
		struct {
			const struct table_frames *frames;
			uint32_t id;
		} frame;
		const struct table_list *list; /* LIST, OBJECT */
	};
};

/* Items that are made when a writer asks for them. */
struct table_list {
	size_t n;
	/* Makes item i; `key` is its name where the list is an object, else NULL. */
	void (*item)(const struct table_list *list, size_t i, struct str *key,
		struct table_cell *cell);
};

static inline struct table_cell table_text(struct str text)
{
	return (struct table_cell){.type = TABLE_TEXT, .text = text};
}

static inline struct table_cell table_code(struct str text)
{
	return (struct table_cell){.type = TABLE_CODE, .text = text};
}

static inline struct table_cell table_flag(bool flag)
{
	return (struct table_cell){.type = TABLE_FLAG, .flag = flag};
}

static inline struct table_cell table_value(int64_t value)
{
	return (struct table_cell){.type = TABLE_VALUE, .number = value};
}

static inline struct table_cell table_share(int64_t part, int64_t whole)
{
	return (struct table_cell){.type = TABLE_SHARE, .share = {part, whole}};
}

static inline struct table_cell table_number(int64_t number)
{
	return (struct table_cell){.type = TABLE_NUMBER, .number = number};
}

static inline struct table_cell table_real(double real)
{
	return (struct table_cell){.type = TABLE_REAL, .real = real};
}

static inline struct table_cell table_address(uint64_t address)
{
	return (struct table_cell){.type = TABLE_ADDRESS, .address = address};
}

static inline struct table_cell table_frame(const struct table_frames *frames, uint32_t id,
	enum table_inline inlined)
{
	return (struct table_cell){.type = TABLE_FRAME, .inlined = inlined, .frame = {frames, id}};
}

/* The name of a frame in data formats, never empty but where the text is. */
static inline struct str table_frame_name(const struct table_frame *f)
{
	return f->name.n != 0 ? f->name : f->text;
}

/* "no", "yes" or "partial" in data formats; NULL where it is not known. */
const char *table_inline_word(enum table_inline inlined);

static inline struct table_cell table_list(const struct table_list *list)
{
	return (struct table_cell){.type = TABLE_LIST, .list = list};
}

static inline struct table_cell table_object(const struct table_list *list)
{
	return (struct table_cell){.type = TABLE_OBJECT, .list = list};
}

/*
 * A frame's column has no key: its keys are name, file, line, column, address and inline. The key of
 * a share ends in "_percent". The column "group" numbers the groups of rows, and "group_name" names
 * them.
 */
struct table_column {
	const char *key; /* "flat"; NULL: only texts show the column, or it is a frame */
	enum table_type type;
	unsigned
		text; /* of a NUMBER or REAL: the column with what texts print for it; 0: its digits */
	/* Of a text without a key that stands for numbers: its heading in Markdown, which shows it; or NULL. */
	const char *heading;
};

/* A set of columns, of which a spec has at most 32. */
#define TABLE_HAS(column) (UINT32_C(1) << (column))

/* How a piece prints its cell. */
enum table_style {
	TABLE_OR_DOT = 1 << 0, /* "." for a value of 0 */
	TABLE_INDENT = 1 << 1, /* a number: so many levels of indentation */
	TABLE_FIT = 1
		<< 2, /* a text, the last of its row: it is shortened to what the terminal has left */
};

/*
 * A piece of a row's text: `before` as it is, then the cell of the column, flush right in `width`
 * columns (a negative width: flush left). A null cell is an empty text. Of a flag, `before` is
 * printed where it is true. A column below 0 means that the piece is `before` alone.
 */
struct table_piece {
	const char *before;
	int column;
	int width;
	unsigned style; /* enum table_style */
};

/* The pieces of a kind: .pieces and .n_pieces from an array. */
#define TABLE_PIECES(of) .pieces = (of), .n_pieces = ARRAY_LEN(of)

struct table_text_writer;
struct table_row;

struct table_kind {
	const char *name; /* "node"; NULL: data formats leave these rows out */
	uint32_t columns; /* those of data formats, as TABLE_HAS(FLAT) | ... */
	const struct table_piece *pieces;
	unsigned n_pieces; /* the line's end follows the last */
	/* Prints a row that pieces cannot express, with its line's end. */
	void (*print)(struct table_text_writer *t, const struct table_row *row);
	/* Without pieces and print, texts leave these rows out. */
};

struct table_spec {
	const struct table_column *columns;
	unsigned n_columns;
	const struct table_kind *kinds;
	unsigned n_kinds;
	const char *head; /* the text's lines between the legend and the first row; or NULL */
};

/* A row; the writer keeps nothing of it. */
struct table_row {
	unsigned kind;
	bool is_colored; /* texts colour the row by `weight` as a share of the total */
	int64_t weight;
	/* By column; those that the kind has no use for are not read. */
	const struct table_cell *cells;
	const void *subject; /* for the kind's `print` */
};

struct table_writer;

/* A format: three functions. Errors of writing stay in `out` until it is flushed. */
struct table_format {
	bool is_data; /* rows are for programs: kinds without a name are left out */
	void (*begin)(struct table_writer *w);
	void (*row)(struct table_writer *w, const struct table_row *row);
	void (*end)(struct table_writer *w);
};

/* What all writers have in front. */
struct table_writer {
	const struct table_format *format;
	struct arena *arena; /* the request's */
	struct out *out;
	const struct table_spec *spec; /* from table_begin on */
	const struct table_facts *facts;
	uint64_t n_rows; /* so far */
};

/* Both must live until table_end. */
void table_begin(struct table_writer *w, const struct table_spec *spec,
	const struct table_facts *facts);

void table_row(struct table_writer *w, const struct table_row *row);

void table_end(struct table_writer *w);

/* True when the writer prints rows of this kind. A report need not make the others. */
bool table_wants(const struct table_writer *w, const struct table_spec *spec, unsigned kind);

/* The columns that some kind of row has in data formats. */
uint32_t table_all_columns(const struct table_spec *spec);

/* The mark that texts write behind a frame's name: " (inline)", or nothing. */
const char *table_inline_mark(enum table_inline inlined);

/*
 * Writes a cell as one field of a line: numbers in digits, a list's items joined by ';', an object
 * as JSON. Foreign bytes go out as they are.
 */
void table_put_plain(struct table_writer *w, struct out *o, const struct table_cell *c);

/* What texts print for a value or a share, in the writer's arena: "1.50s", "12.34%", ".". */
struct str table_cell_text(struct table_writer *w, const struct table_kind *kind, unsigned column,
	const struct table_cell *c);

#endif
