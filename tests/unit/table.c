/*
 * table.c: Tests of what the writers of text, JSON and CSV print for each type of cell.
 */
#include "unit.h"

#include "table/align.h"
#include "table/csv.h"
#include "table/json.h"
#include "table/markdown.h"
#include "table/text.h"

/* A column of each type. */
enum column { VALUE, SHARE, NUMBER, ADDRESS, TEXT, CODE, FLAG, FRAME, LIST, OBJECT, COLUMNS };

static const struct table_column columns[COLUMNS] = {
	[VALUE] = {"value", TABLE_VALUE},
	[SHARE] = {NULL, TABLE_SHARE},
	[NUMBER] = {"number", TABLE_NUMBER},
	[ADDRESS] = {"at", TABLE_ADDRESS},
	[TEXT] = {"text", TABLE_TEXT},
	[CODE] = {"code", TABLE_CODE},
	[FLAG] = {"flag", TABLE_FLAG},
	[FRAME] = {NULL, TABLE_FRAME},
	[LIST] = {"list", TABLE_LIST},
	[OBJECT] = {"object", TABLE_OBJECT},
};

/* A request with the writer that a test opens. */
struct request {
	struct arena arena;
	struct out out;
	struct table_facts facts;
	struct table_writer *writer;
};

typedef struct table_writer *open_writer(struct arena *a, struct out *out);

static void request_begin(struct request *q, open_writer *open)
{
	*q = (struct request){0};
	q->facts.report = "test";
	q->facts.values = (struct table_values){.sample_unit = STR("nanoseconds"),
		.unit = STR("ns"),
		.divide_by = 1,
		.total = 1000};
	q->writer = open(&q->arena, &q->out);
}

static struct str written(const struct request *q)
{
	return (struct str){q->out.p, q->out.n};
}

static void request_end(struct request *q)
{
	out_release(&q->out);
	arena_release(&q->arena);
}

/* Frames that are known by number. */
static const struct table_frame known_frames[] = {
	{.text = S("main a.c:7"),
		.name = S("main"),
		.file = S("/src/a.c"),
		.line = 7,
		.column = 3,
		.address = 0x401136},
	{.text = S("libc.so")},
	{.text = S("\xff<x>"), .name = S("\xff<x>")},
	{.text = S("example.com/shop/internal/jobs.(*Pool).work"),
		.name = S("example.com/shop/internal/jobs.(*Pool).work")},
};

static struct str frame_text(const struct table_frames *frames, uint32_t id)
{
	(void)frames;
	return known_frames[id].text;
}

static void frame_get(const struct table_frames *frames, uint32_t id, struct table_frame *frame)
{
	(void)frames;
	*frame = known_frames[id];
}

static const struct table_frames frames = {frame_text, frame_get};

/* A list of three: a number, a text that CSV must quote, and null. Keys: "k0", "k1", "k2". */
static void list_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	static const struct str keys[] = {S("k0"), S("k1"), S("k2")};

	(void)list;
	if (key != NULL)
		*key = keys[i];
	if (i == 0)
		*cell = table_number(-5);
	else if (i == 1)
		*cell = table_text(STR("a,\"b\""));
}

static const struct table_list three = {3, list_item};

/* Writes one row in the pieces, which follow nothing: no legend, no head. */
static void put_pieces(struct request *q, const struct table_piece *pieces, unsigned n,
	const struct table_row *row)
{
	const struct table_kind kinds[] = {{.pieces = pieces, .n_pieces = n}};
	const struct table_spec spec = {columns, COLUMNS, kinds, 1, NULL};

	out_clear(&q->out);
	table_begin(q->writer, &spec, &q->facts);
	table_row(q->writer, row);
	table_end(q->writer);
}

/* The same with the cell of one column, the others null. */
static struct str put_cell(struct request *q, const struct table_piece *pieces, unsigned n,
	enum column column, struct table_cell cell)
{
	struct table_cell cells[COLUMNS] = {0};

	cells[column] = cell;
	put_pieces(q, pieces, n, &(struct table_row){.cells = cells});
	return written(q);
}

TEST(text_sets_values_flush_right)
{
	static const struct table_piece pieces[] = {
		{"[", VALUE, 8, TABLE_OR_DOT},
		{"|", VALUE, 8, 0},
		{"|", VALUE, 2, 0},
		{"]", -1, 0, 0},
	};
	struct request q;

	request_begin(&q, table_text_open);
	assert_str_c(put_cell(&q, pieces, 4, VALUE, table_value(0)), "[       .|       0| 0]\n");
	assert_str_c(put_cell(&q, pieces, 4, VALUE, table_value(-5)), "[    -5ns|    -5ns|-5ns]\n");
	assert_str_c(put_cell(&q, pieces, 4, VALUE, (struct table_cell){0}),
		"[        |        |  ]\n");
	q.facts.values.divide_by = 10;
	q.facts.values.unit = STR("us");
	assert_str_c(put_cell(&q, pieces, 4, VALUE, table_value(50000)),
		"[     5us|     5us|5us]\n");
	request_end(&q);
}

TEST(text_shares_are_percents)
{
	static const struct table_piece pieces[] = {
		{"", SHARE, 8, 0},
		{"|", SHARE, 0, 0},
	};
	struct request q;

	request_begin(&q, table_text_open);
	assert_str_c(put_cell(&q, pieces, 2, SHARE, table_share(1, 3)), "  33.33%|33.33%\n");
	assert_str_c(put_cell(&q, pieces, 2, SHARE, table_share(7, 7)), "    100%|  100%\n");
	assert_str_c(put_cell(&q, pieces, 2, SHARE, table_share(1, 0)), "      0%|    0%\n");
	assert_str_c(put_cell(&q, pieces, 2, SHARE, (struct table_cell){0}), "        |\n");
	request_end(&q);
}

TEST(text_prints_numbers_by_style)
{
	static const struct table_piece pieces[] = {
		{"", NUMBER, 6, 0},
		{"|", NUMBER, 0, TABLE_INDENT},
		{"x", -1, 0, 0},
	};
	static const struct table_piece hex[] = {{"", ADDRESS, 10, 0}};
	struct request q;

	request_begin(&q, table_text_open);
	assert_str_c(put_cell(&q, pieces, 3, NUMBER, table_number(3)), "     3|      x\n");
	assert_str_c(put_cell(&q, pieces, 1, NUMBER, table_number(255)), "   255\n");
	assert_str_c(put_cell(&q, pieces, 1, NUMBER, table_number(-12345678)), "-12345678\n");
	assert_str_c(put_cell(&q, pieces + 2, 1, NUMBER, table_number(1)), "x\n");
	assert_str_c(put_cell(&q, hex, 1, ADDRESS, table_address(0x401136)), "    401136\n");
	assert_str_c(put_cell(&q, hex, 1, ADDRESS, table_address(UINT64_MAX)),
		"ffffffffffffffff\n");
	request_end(&q);
}

TEST(text_prints_what_stands_before_a_flag_where_it_is_true)
{
	static const struct table_piece pieces[] = {{"a", -1, 0, 0}, {" cut", FLAG, 0, 0},
		{";", -1, 0, 0}};
	struct request q;

	request_begin(&q, table_text_open);
	assert_str_c(put_cell(&q, pieces, 3, FLAG, table_flag(true)), "a cut;\n");
	assert_str_c(put_cell(&q, pieces, 3, FLAG, table_flag(false)), "a;\n");
	request_end(&q);
}

TEST(text_escapes_on_a_terminal_alone)
{
	static const struct table_piece text[] = {{"", TEXT, -4, 0}, {"|", -1, 0, 0}};
	static const struct table_piece code[] = {{"", CODE, 0, 0}};
	struct table_cell rtl = table_text(STR("\xe2\x80\xae"));
	struct request q;

	request_begin(&q, table_text_open);
	assert_str_c(put_cell(&q, text, 2, TEXT, table_text(STR("ab"))), "ab  |\n");
	assert_str_c(put_cell(&q, text, 2, TEXT, table_text(STR("a\tb"))), "a\tb |\n");
	assert_str_c(put_cell(&q, text, 2, TEXT, rtl), "\xe2\x80\xae   |\n");
	q.out.terminal = true;
	assert_str_c(put_cell(&q, text, 2, TEXT, table_text(STR("\x1b[2J"))), "\\x1b[2J|\n");
	assert_str_c(put_cell(&q, text, 1, TEXT, table_text(STR("a\tb\n\xff"))), "a\\tb\\n\\xff\n");
	assert_str_c(put_cell(&q, text, 2, TEXT, rtl), "\\u202e   |\n");
	assert_str_c(put_cell(&q, code, 1, CODE, table_code(STR("\ta\x1b\tb"))), "\ta\\x1b\tb\n");
	request_end(&q);
}

TEST(text_marks_and_shortens_frames)
{
	static const struct table_piece pieces[] = {{"> ", FRAME, 0, 0}, {"; cut", FLAG, 0, 0}};
	struct table_cell cells[COLUMNS] = {[FLAG] = {.type = TABLE_FLAG, .flag = true}};
	struct table_row row = {.cells = cells};
	struct request q;

	request_begin(&q, table_text_open);
	cells[FRAME] = table_frame(&frames, 0, TABLE_INLINE_NO);
	put_pieces(&q, pieces, 1, &row);
	assert_str_c(written(&q), "> main a.c:7\n");
	cells[FRAME] = table_frame(&frames, 0, TABLE_INLINE_YES);
	put_pieces(&q, pieces, 2, &row);
	assert_str_c(written(&q), "> main a.c:7 (inline); cut\n");
	cells[FRAME] = table_frame(&frames, 0, TABLE_INLINE_PARTIAL);
	put_pieces(&q, pieces, 1, &row);
	assert_str_c(written(&q), "> main a.c:7 (partial-inline)\n");
	q.out.terminal = true;
	q.out.columns = 30;
	cells[FRAME] = table_frame(&frames, 3, TABLE_INLINE_NO);
	put_pieces(&q, pieces, 2, &row);
	assert_str_c(written(&q), "> ..jobs.(*Pool).work; cut\n");
	q.out.columns = 39; /* the mark needs room, too */
	cells[FRAME] = table_frame(&frames, 3, TABLE_INLINE_YES);
	put_pieces(&q, pieces, 2, &row);
	assert_str_c(written(&q), "> ..jobs.(*Pool).work (inline); cut\n");
	cells[FRAME] = table_frame(&frames, 3, TABLE_INLINE_NO);
	q.out.columns = 5; /* too narrow for anything */
	put_pieces(&q, pieces, 1, &row);
	assert_str_c(written(&q), "> example.com/shop/internal/jobs.(*Pool).work\n");
	request_end(&q);
}

/* Rows of which only one cell differs from the row before. */
TEST(text_prints_equal_and_different_neighbours)
{
	static const struct table_piece pieces[] = {{"", VALUE, 5, TABLE_OR_DOT},
		{" ", SHARE, 0, 0}, {" ", NUMBER, 0, 0}};
	static const struct table_kind kinds[] = {{TABLE_PIECES(pieces)}, {TABLE_PIECES(pieces)}};
	static const struct table_spec spec = {columns, COLUMNS, kinds, 2, NULL};
	static const struct {
		unsigned kind;
		struct table_cell value, share;
		int64_t number;
	} rows[] = {
		{0, {.type = TABLE_VALUE, .number = 5}, {.type = TABLE_SHARE, .share = {1, 2}}, 1},
		{0, {.type = TABLE_VALUE, .number = 5}, {.type = TABLE_SHARE, .share = {1, 2}}, 2},
		{0, {.type = TABLE_VALUE, .number = 5}, {.type = TABLE_SHARE, .share = {1, 4}}, 3},
		{0, {.type = TABLE_VALUE, .number = 5}, {.type = TABLE_SHARE, .share = {3, 4}}, 3},
		{0, {.type = TABLE_VALUE, .number = 5}, {.type = TABLE_SHARE, .share = {1, 2}}, 4},
		{1, {.type = TABLE_VALUE, .number = 6}, {.type = TABLE_SHARE, .share = {1, 2}}, 5},
		{0, {.type = TABLE_VALUE, .number = 5}, {.type = TABLE_SHARE, .share = {1, 2}}, 6},
		{0, {.type = TABLE_NULL, .number = 5}, {.type = TABLE_SHARE, .share = {1, 2}}, 7},
		{0, {.type = TABLE_VALUE}, {.type = TABLE_SHARE, .share = {1, 2}}, 8},
		{0, {.type = TABLE_VALUE}, {.type = TABLE_NULL}, 9},
	};
	struct request q;

	request_begin(&q, table_text_open);
	table_begin(q.writer, &spec, &q.facts);
	for (size_t i = 0; i < LENGTH(rows); i++)
		table_row(q.writer,
			&(struct table_row){.kind = rows[i].kind,
				.cells = (struct table_cell[COLUMNS]){[VALUE] = rows[i].value,
					[SHARE] = rows[i].share,
					[NUMBER] = table_number(rows[i].number)}});
	table_end(q.writer);
	assert_str_c(written(&q),
		"  5ns 50.00% 1\n"
		"  5ns 50.00% 2\n"
		"  5ns 25.00% 3\n"
		"  5ns 75.00% 3\n"
		"  5ns 50.00% 4\n"
		"  6ns 50.00% 5\n"
		"  5ns 50.00% 6\n"
		"      50.00% 7\n"
		"    . 50.00% 8\n"
		"    .  9\n");
	request_end(&q);
}

/* What is too long to be kept is printed anew for each row. */
TEST(text_prints_wide_neighbours)
{
	static const struct table_piece pieces[] = {{"", VALUE, 150, 0}, {"", VALUE, 5, 0}};
	static const struct table_kind kinds[] = {{TABLE_PIECES(pieces)}, {TABLE_PIECES(pieces)}};
	static const struct table_spec spec = {columns, COLUMNS, kinds, 2, NULL};
	struct request q;

	request_begin(&q, table_text_open);
	table_begin(q.writer, &spec, &q.facts);
	for (int64_t i = 0; i < 4; i++)
		table_row(q.writer,
			&(struct table_row){.kind = (unsigned)i % 2,
				.cells = (struct table_cell[COLUMNS]){
					[VALUE] = table_value(i / 2)}});
	table_end(q.writer);
	assert_int_equal(q.out.n, 4 * 156);
	assert_memory_equal(q.out.p + 145, "    0    0\n", 11);
	assert_memory_equal(q.out.p + 3 * 156 + 147, "1ns  1ns\n", 9);
	request_end(&q);
}

/* The row's text with a weight of so many thousandths. */
static struct str put_colored(struct request *q, int64_t weight)
{
	static const struct table_piece pieces[] = {{"", VALUE, 0, 0}};
	const struct table_cell cells[COLUMNS] = {[VALUE] = table_value(weight)};

	put_pieces(q, pieces, 1,
		&(struct table_row){.is_colored = true, .weight = weight, .cells = cells});
	return written(q);
}

TEST(text_colours_rows_by_their_share)
{
	struct request q;

	request_begin(&q, table_text_open);
	assert_str_c(put_colored(&q, 500), "500ns\n");
	q.out.color = true;
	assert_str_c(put_colored(&q, 500), "\033[1;31m500ns\033[0m\n");
	assert_str_c(put_colored(&q, 50), "\033[1m50ns\033[0m\n");
	assert_str_c(put_colored(&q, 10), "10ns\n");
	assert_str_c(put_colored(&q, 1), "\033[2m1ns\033[0m\n");
	assert_str_c(put_colored(&q, -500), "\033[1;31m-500ns\033[0m\n");
	request_end(&q);
}

TEST(text_colours_changes_by_their_sign)
{
	struct request q;

	request_begin(&q, table_text_open);
	q.facts.values.changes = true;
	assert_str_c(put_colored(&q, 500), "500ns\n");
	q.out.color = true;
	assert_str_c(put_colored(&q, 500), "\033[1;31m+500ns\033[0m\n");
	assert_str_c(put_colored(&q, -500), "\033[1;32m-500ns\033[0m\n");
	assert_str_c(put_colored(&q, 10), "\033[31m+10ns\033[0m\n");
	assert_str_c(put_colored(&q, -10), "\033[32m-10ns\033[0m\n");
	assert_str_c(put_colored(&q, 0), "\033[2m0\033[0m\n");
	request_end(&q);
}

static void print_twice(struct table_text_writer *t, const struct table_row *row)
{
	out_fmt(t->writer.out, "%s %s\n", (const char *)row->subject, (const char *)row->subject);
}

enum kind { FOR_DATA, FOR_TEXT, FOR_BOTH, KINDS };

static const struct table_piece both_pieces[] = {{"both", -1, 0, 0}};

static const struct table_kind mixed_kinds[KINDS] = {
	[FOR_DATA] = {.name = "data", .columns = TABLE_HAS(NUMBER)},
	[FOR_TEXT] = {.print = print_twice},
	[FOR_BOTH] = {.name = "both", TABLE_PIECES(both_pieces)},
};

static const struct table_spec mixed_spec = {columns, COLUMNS, mixed_kinds, KINDS, "head\n"};

/* Gives a row of each kind to a writer of this format. */
static void put_mixed(struct request *q, open_writer *open)
{
	const struct table_cell cells[COLUMNS] = {[NUMBER] = table_number(1)};

	request_begin(q, open);
	table_begin(q->writer, &mixed_spec, &q->facts);
	for (unsigned kind = 0; kind < KINDS; kind++)
		table_row(q->writer,
			&(struct table_row){.kind = kind, .cells = cells, .subject = "me"});
	table_end(q->writer);
}

TEST(writers_leave_out_what_is_not_for_them)
{
	struct request q;

	put_mixed(&q, table_text_open);
	assert_str_c(written(&q), "head\nme me\nboth\n");
	assert_int_equal(q.writer->n_rows, 2);
	assert_false(table_wants(q.writer, &mixed_spec, FOR_DATA));
	assert_true(table_wants(q.writer, &mixed_spec, FOR_TEXT));
	request_end(&q);
	put_mixed(&q, table_csv_open);
	assert_str_c(written(&q), "kind,number\r\ndata,1\r\nboth,\r\n");
	assert_true(table_wants(q.writer, &mixed_spec, FOR_DATA));
	assert_false(table_wants(q.writer, &mixed_spec, FOR_TEXT));
	request_end(&q);
	put_mixed(&q, table_json_open);
	assert_non_null(strstr(arena_str(&q.arena, written(&q)).p,
		"\"rows\":[\n{\"kind\":\"data\",\"number\":1},\n{\"kind\":\"both\"}\n],"));
	request_end(&q);
}

/* Writes one row of one kind that has these columns. Returns what stands between "rows" and "notes". */
static struct str put_json(struct request *q, uint32_t has, const struct table_cell *cells)
{
	const struct table_kind kinds[] = {{.name = "row", .columns = has}};
	const struct table_spec spec = {columns, COLUMNS, kinds, 1, NULL};
	struct str all;
	size_t from, to;

	out_clear(&q->out);
	table_begin(q->writer, &spec, &q->facts);
	table_row(q->writer, &(struct table_row){.cells = cells});
	table_end(q->writer);
	all = written(q);
	from = str_find(all, STR("\"rows\":[\n"), 0) + strlen("\"rows\":[\n");
	to = str_find(all, STR("\n],\n \"notes\":["), from);
	assert_true(to < all.n);
	return str_sub(all, from, to - from);
}

TEST(json_has_every_type)
{
	const struct table_cell cells[COLUMNS] = {
		[VALUE] = table_value(INT64_MIN),
		[NUMBER] = table_number(-7),
		[ADDRESS] = table_address(UINT64_MAX),
		[TEXT] = table_text(STR("a")),
		[CODE] = table_code(STR("\tb")),
		[FLAG] = table_flag(true),
		[LIST] = table_list(&three),
		[OBJECT] = table_object(&three),
	};
	struct request q;

	request_begin(&q, table_json_open);
	assert_str_c(put_json(&q, ~(TABLE_HAS(SHARE) | TABLE_HAS(FRAME)), cells),
		"{\"value\":-9223372036854775808,\"number\":-7,\"at\":\"0xffffffffffffffff\","
		"\"text\":\"a\",\"code\":\"\\tb\",\"flag\":true,"
		"\"list\":[-5,\"a,\\\"b\\\"\",null],"
		"\"object\":{\"k0\":-5,\"k1\":\"a,\\\"b\\\"\",\"k2\":null}}");
	request_end(&q);
}

TEST(json_has_null_for_what_is_not_known)
{
	static const struct table_cell cells[COLUMNS];
	struct request q;

	request_begin(&q, table_json_open);
	assert_str_c(put_json(&q, TABLE_HAS(VALUE) | TABLE_HAS(TEXT) | TABLE_HAS(LIST), cells),
		"{\"value\":null,\"text\":null,\"list\":null}");
	request_end(&q);
}

TEST(json_values_are_divided)
{
	const struct table_cell cells[COLUMNS] =
		{[VALUE] = table_value(25), [NUMBER] = table_number(25)};
	struct request q;

	request_begin(&q, table_json_open);
	q.facts.values.divide_by = 10;
	assert_str_c(put_json(&q, TABLE_HAS(VALUE) | TABLE_HAS(NUMBER), cells),
		"{\"value\":2,\"number\":25}");
	assert_non_null(
		strstr(arena_str(&q.arena, written(&q)).p, "\"total\":100,\"scaled\":true,"));
	request_end(&q);
}

/* The text as a JSON value in a row. */
static struct str put_json_text(struct request *q, struct str text)
{
	const struct table_cell cells[COLUMNS] = {[TEXT] = table_text(text)};

	return put_json(q, TABLE_HAS(TEXT), cells);
}

TEST(json_escapes_hostile_texts)
{
	struct request q;

	request_begin(&q, table_json_open);
	assert_str_c(put_json_text(&q, STR("a\"b\\c\n\x01\x1b")),
		"{\"text\":\"a\\\"b\\\\c\\n\\u0001\\u001b\"}");
	assert_str_c(put_json_text(&q, (struct str){"\0", 1}), "{\"text\":\"\\u0000\"}");
	/* Bytes that are no UTF-8 stand beside the text. */
	assert_str_c(put_json_text(&q,
			     STR("a\xff"
				 "b")),
		"{\"text\":\"a\xef\xbf\xbd"
		"b\",\"text_bytes\":\"Yf9i\"}");
	/* A surrogate, and a code beyond the last. */
	assert_str_c(put_json_text(&q, STR("\xed\xa0\x80")),
		"{\"text\":\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\",\"text_bytes\":\"7aCA\"}");
	assert_str_c(put_json_text(&q, STR("\xe2\x80\xae")), "{\"text\":\"\xe2\x80\xae\"}");
	q.out.terminal = true;
	assert_str_c(put_json_text(&q, STR("\xe2\x80\xae\x7f")), "{\"text\":\"\\u202e\\u007f\"}");
	request_end(&q);
}

TEST(json_frames_are_members_or_objects)
{
	struct table_cell cells[COLUMNS] = {
		[FRAME] = table_frame(&frames, 0, TABLE_INLINE_PARTIAL)};
	struct request q;

	request_begin(&q, table_json_open);
	assert_str_c(put_json(&q, TABLE_HAS(FRAME), cells),
		"{\"name\":\"main\",\"file\":\"/src/a.c\",\"line\":7,\"column\":3,"
		"\"address\":\"0x401136\",\"inline\":\"partial\"}");
	cells[FRAME] = table_frame(&frames, 1, TABLE_INLINE_UNKNOWN);
	assert_str_c(put_json(&q, TABLE_HAS(FRAME), cells),
		"{\"name\":\"libc.so\",\"file\":null,\"line\":null,\"column\":null,\"address\":null,"
		"\"inline\":null}");
	cells[FRAME] = table_frame(&frames, 2, TABLE_INLINE_NO);
	assert_str_c(put_json(&q, TABLE_HAS(FRAME), cells),
		"{\"name\":\"\xef\xbf\xbd<x>\",\"name_bytes\":\"/zx4Pg==\",\"file\":null,\"line\":null,"
		"\"column\":null,\"address\":null,\"inline\":\"no\"}");
	out_clear(&q.out);
	table_json_cell(q.writer, &cells[FRAME]);
	assert_str_c(written(&q),
		"{\"name\":\"\xef\xbf\xbd<x>\",\"name_bytes\":\"/zx4Pg==\",\"file\":null,\"line\":null,"
		"\"inline\":\"no\"}");
	request_end(&q);
}

TEST(json_states_its_facts)
{
	static const struct str inputs[] = {S("a.pb"), S("b.pb")}, notes[] = {S("look")};
	static const struct str bases[] = {S("old.pb")};
	static const struct table_notes told = {notes, 1};
	static const struct table_sample_type types[] = {{S("cpu"), S("nanoseconds"), 9}};
	static const struct table_option options[] = {{"focus", S("a\"b"), false},
		{"nodecount", S("5"), true}};
	static const struct table_kind kinds[] = {{.name = "row", .columns = TABLE_HAS(VALUE)}};
	static const struct table_spec spec = {columns, COLUMNS, kinds, 1, NULL};
	struct request q;

	request_begin(&q, table_json_open);
	q.facts.source = (struct table_source){.inputs = inputs,
		.n_inputs = 2,
		.has_base = true,
		.base_inputs = bases,
		.n_base_inputs = 1,
		.base_duration_nanos = 4,
		.type = STR("cpu"),
		.main = STR("prog"),
		.types = types,
		.n_types = 1,
		.duration_nanos = 10};
	q.facts.options = options;
	q.facts.n_options = 2;
	q.facts.notes = &told;
	table_begin(q.writer, &spec, &q.facts);
	table_end(q.writer);
	assert_str_c(written(&q),
		"{\"schema\":\"cprof/1\",\"report\":\"test\",\n"
		" \"profile\":{\"inputs\":[\"a.pb\",\"b.pb\"],"
		"\"base\":{\"inputs\":[\"old.pb\"],\"duration_nano\":4},"
		"\"main\":\"prog\",\"build_id\":null,"
		"\"doc_url\":null,\"type\":\"cpu\",\"unit\":\"nanoseconds\",\"period_type\":null,"
		"\"period_unit\":null,\"time_unix_nano\":null,\"duration_nano\":10,\"period\":null,\n"
		"  \"sample_types\":[{\"type\":\"cpu\",\"unit\":\"nanoseconds\",\"total\":9}]},\n"
		" \"options\":{\"focus\":\"a\\\"b\",\"nodecount\":5},\n"
		" \"total\":1000,\"scaled\":false,\n"
		" \"listed\":null,\"nodes\":null,\"dropped\":null,\n"
		" \"columns\":[{\"name\":\"value\",\"unit\":\"nanoseconds\"}],\n"
		" \"rows\":[],\n"
		" \"notes\":[\"look\"]}\n");
	request_end(&q);
}

/* Writes one row of all columns in CSV; returns it without its line of names. */
static struct str put_csv(struct request *q, const struct table_cell *cells)
{
	const struct table_kind kinds[] = {{.name = "row", .columns = ~TABLE_HAS(SHARE)}};
	const struct table_spec spec = {columns, COLUMNS, kinds, 1, NULL};
	struct str all;

	out_clear(&q->out);
	table_begin(q->writer, &spec, &q->facts);
	table_row(q->writer, &(struct table_row){.cells = cells});
	table_end(q->writer);
	all = written(q);
	return str_from(all, str_find(all, STR("\n"), 0) + 1);
}

TEST(csv_has_every_type)
{
	const struct table_cell cells[COLUMNS] = {
		[VALUE] = table_value(-3),
		[NUMBER] = table_number(7),
		[ADDRESS] = table_address(0x401136),
		[TEXT] = table_text(STR("a")),
		[CODE] = table_code(STR("\tb")),
		[FLAG] = table_flag(false),
		[FRAME] = table_frame(&frames, 0, TABLE_INLINE_YES),
		[LIST] = table_list(&three),
		[OBJECT] = table_object(&three),
	};
	struct request q;

	request_begin(&q, table_csv_open);
	assert_str_c(put_csv(&q, cells),
		"row,-3,7,0x401136,a,\tb,false,main,/src/a.c,7,3,0x401136,yes,"
		"\"-5;a,\"\"b\"\";\",\"{\"\"k0\"\":-5,\"\"k1\"\":\"\"a,\\\"\"b\\\"\"\"\",\"\"k2\"\":null}\"\r\n");
	assert_true(str_starts(written(&q),
		STR("kind,value_nanoseconds,number,at,text,code,flag,name,file,line,column,address,inline,"
		    "list,object\r\n")));
	request_end(&q);
}

TEST(tsv_keeps_rows_in_lines_and_fields_between_tabs)
{
	const struct table_cell cells[COLUMNS] = {
		[VALUE] = table_value(-3),
		[TEXT] = table_text(STR("a\tb\\c\nd\re \"f,\"")),
		[FRAME] = table_frame(&frames, 0, TABLE_INLINE_YES),
		[LIST] = table_list(&three),
	};
	struct request q;

	request_begin(&q, table_tsv_open);
	assert_str_c(put_csv(&q, cells),
		"row\t-3\t\t\ta\\tb\\\\c\\nd\\re \"f,\"\t\t\tmain\t/src/a.c\t7\t3\t0x401136\tyes\t"
		"-5;a,\"b\";\t\n");
	request_end(&q);
}

TEST(json_lines_are_documents_of_their_own)
{
	static const struct table_kind kinds[] = {{.name = "row", .columns = TABLE_HAS(NUMBER)}};
	static const struct table_spec spec = {columns, COLUMNS, kinds, 1, NULL};
	static const struct str note = S("look");
	static const struct table_notes told = {&note, 1};
	const struct table_cell cells[COLUMNS] = {[NUMBER] = table_number(1)};
	struct str first, all;
	struct request q;

	request_begin(&q, table_jsonl_open);
	q.facts.notes = &told;
	table_begin(q.writer, &spec, &q.facts);
	table_row(q.writer, &(struct table_row){.cells = cells});
	table_end(q.writer);
	all = written(&q);
	assert_true(str_split(&all, '\n', &first));
	assert_true(str_starts(first, STR("{\"kind\":\"report\",\"schema\":\"cprof/1\",")));
	assert_true(str_ends(first,
		STR("\"columns\":[{\"name\":\"value\",\"unit\":\"nanoseconds\"}]}")));
	assert_str_c(all,
		"{\"kind\":\"row\",\"number\":1}\n{\"kind\":\"end\",\"notes\":[\"look\"]}\n");
	request_end(&q);
}

TEST(json_has_the_texts_that_are_asked_for)
{
	static const struct table_piece pieces[] = {{"", VALUE, 10, TABLE_OR_DOT}};
	static const struct table_kind kinds[] = {{.name = "row",
		.columns = TABLE_HAS(VALUE) | TABLE_HAS(SHARE) | TABLE_HAS(FRAME),
		TABLE_PIECES(pieces)}};
	static const struct table_column with_key[COLUMNS] = {
		[VALUE] = {"value", TABLE_VALUE},
		[SHARE] = {"value_percent", TABLE_SHARE},
		[FRAME] = {NULL, TABLE_FRAME},
	};
	static const struct table_spec spec = {with_key, COLUMNS, kinds, 1, NULL};
	struct table_cell cells[COLUMNS] = {
		[VALUE] = table_value(0),
		[SHARE] = table_share(1, 8),
		[FRAME] = table_frame(&frames, 0, TABLE_INLINE_YES),
	};
	struct request q;

	request_begin(&q, table_json_open);
	q.facts.texts = true;
	for (int i = 0; i < 2; i++) {
		table_begin(q.writer, &spec, &q.facts);
		table_row(q.writer, &(struct table_row){.cells = cells});
		table_end(q.writer);
		memset(cells, 0, sizeof(cells));
	}
	assert_non_null(
		strstr(arena_str(&q.arena, written(&q)).p, "\"value\":0,\"value_text\":\".\","));
	assert_non_null(
		strstr(arena_str(&q.arena, written(&q)).p, "\"value_percent_text\":\"12.50%\""));
	assert_non_null(strstr(arena_str(&q.arena, written(&q)).p, "\"name_text\":\""));
	assert_non_null(strstr(arena_str(&q.arena, written(&q)).p, " (inline)\""));
	assert_non_null(strstr(arena_str(&q.arena, written(&q)).p,
		"\"value\":null,\"value_text\":null,\"value_percent_text\":null"));
	request_end(&q);
}

/* The text as code of Markdown. */
static void assert_code(const char *text, const char *want)
{
	struct out out = {0};

	table_put_markdown_code(&out, str_from_c(text));
	assert_str_c(((struct str){out.p, out.n}), want);
	out_release(&out);
}

TEST(markdown_code_holds_any_text)
{
	assert_code("", "");
	assert_code("std::vector<int>", "`std::vector<int>`");
	assert_code("a|b", "`a\\|b`");
	assert_code("a`b``c", "```a`b``c```");
	assert_code("`a", "`` `a ``");
	assert_code("a\nb\tc\x1b", "`a b c `");
	assert_code("a\xff", "`a\xef\xbf\xbd`");
}

TEST(csv_has_empty_fields_for_what_is_not_known)
{
	static const struct table_cell none[COLUMNS];
	struct table_cell cells[COLUMNS] = {
		[FRAME] = table_frame(&frames, 1, TABLE_INLINE_UNKNOWN)};
	struct request q;

	request_begin(&q, table_csv_open);
	assert_str_c(put_csv(&q, none), "row,,,,,,,,,,,,,,\r\n");
	assert_str_c(put_csv(&q, cells), "row,,,,,,,libc.so,,,,,,,\r\n");
	q.facts.values.sample_unit = STR("a,b");
	put_csv(&q, none);
	assert_true(str_starts(written(&q), STR("kind,\"value_a,b\",")));
	q.facts.values.sample_unit = STR("");
	put_csv(&q, none);
	assert_true(str_starts(written(&q), STR("kind,value,")));
	request_end(&q);
}

TEST(csv_quotes_hostile_texts)
{
	static const struct table_kind kinds[] = {{.name = "row", .columns = TABLE_HAS(TEXT)}};
	static const struct table_spec spec = {columns, COLUMNS, kinds, 1, NULL};
	static const struct {
		struct str text, want, on_terminal;
	} rows[] = {
		{S("plain text"), S("plain text"), S("plain text")},
		{S("a,b"), S("\"a,b\""), S("\"a,b\"")},
		{S("\"a\"\"b"), S("\"\"\"a\"\"\"\"b\""), S("\"\"\"a\"\"\"\"b\"")},
		{S("a\nb"), S("\"a\nb\""), S("\"a\\nb\"")},
		{S("a\rb"), S("\"a\rb\""), S("\"a\\rb\"")},
		{S(" a"), S("\" a\""), S("\" a\"")},
		{S("a "), S("\"a \""), S("\"a \"")},
		{S("=1+1"), S("=1+1"), S("=1+1")}, /* texts stay as they are */
		{S("\xff"), S("\xff"), S("\\xff")},
		{S("\xe2\x80\xae"), S("\xe2\x80\xae"), S("\\u202e")},
		{S("\x1b[2J"), S("\x1b[2J"), S("\\x1b[2J")},
		{S(""), S(""), S("")},
	};

	for (size_t i = 0; i < 2 * LENGTH(rows); i++) {
		const struct table_cell cells[COLUMNS] = {[TEXT] = table_text(rows[i / 2].text)};
		bool terminal = i % 2 != 0;
		struct str want = terminal ? rows[i / 2].on_terminal : rows[i / 2].want, parts[3];
		struct request q;

		request_begin(&q, table_csv_open);
		q.out.terminal = terminal;
		table_begin(q.writer, &spec, &q.facts);
		table_row(q.writer, &(struct table_row){.cells = cells});
		table_end(q.writer);
		parts[0] = terminal ? STR("kind,text\nrow,") : STR("kind,text\r\nrow,");
		parts[1] = want;
		parts[2] = terminal ? STR("\n") : STR("\r\n");
		assert_str(written(&q), arena_join(&q.arena, parts, 3, STR("")));
		request_end(&q);
	}
}

static struct table_facts legend_facts(void)
{
	static const struct str comments[] = {S("# hidden"), S("shown")};

	return (struct table_facts){
		.source = {.has_main = true,
			.main = STR("prog"),
			.build_id = STR("abc"),
			.doc_url = STR("http://d"),
			.comments = comments,
			.n_comments = 2,
			.type = STR("cpu"),
			.time_nanos = -1,
			.duration_nanos = 2000000000},
		.values = {.sample_unit = STR("nanoseconds"),
			.unit = STR("ms"),
			.divide_by = 1,
			.total = 1000000000},
		.has_nodes = true,
		.listed = 250000000,
		.nodes_listed = 1,
		.nodes_kept = 2,
		.nodes_dropped = 1,
		.edges_dropped = 2,
		.node_fraction = 0.005,
		.edge_fraction = 0.001,
	};
}

static void put_legend(struct request *q, const struct table_facts *facts)
{
	*q = (struct request){0};
	table_put_legend(&q->out, &q->arena, facts);
}

TEST(legend_tells_of_the_profile)
{
	struct table_facts facts = legend_facts();
	struct request q;

	facts.legend = TABLE_LEGEND_PROFILE | TABLE_LEGEND_TOTAL;
	put_legend(&q, &facts);
	assert_str_c(written(&q),
		"File: prog\n"
		"Build ID: abc\n"
		"shown\n"
		"Type: cpu\n"
		"Doc: http://d\n"
		"Time: 1969-12-31 23:59:59 UTC\n"
		"Duration: 2s, Total samples = 1000ms (50.00%)\n"
		"Total: 1000ms\n");
	request_end(&q);
	facts.source = (struct table_source){.type = STR("cpu"), .is_mean = true};
	put_legend(&q, &facts);
	assert_str_c(written(&q), "Type: mean_cpu\nTotal: 1000ms\n");
	request_end(&q);
}

TEST(legend_tells_what_is_shown)
{
	static const struct str sentences[] = {S("Look.")};
	struct table_facts facts = legend_facts();
	struct request q;

	facts.legend = TABLE_LEGEND_SHOWN;
	put_legend(&q, &facts);
	assert_str_c(written(&q),
		"Showing nodes accounting for 250ms, 25.00% of 1000ms total\n"
		"Dropped 1 node (cum <= 5ms)\n"
		"Showing top 1 nodes out of 2\n");
	request_end(&q);
	facts.legend |= TABLE_LEGEND_EDGES;
	facts.nodes_kept = 1;
	facts.sentences = sentences;
	facts.n_sentences = 1;
	put_legend(&q, &facts);
	assert_str_c(written(&q),
		"Showing nodes accounting for 250ms, 25.00% of 1000ms total\n"
		"Dropped 1 node (cum <= 5ms)\n"
		"Dropped 2 edges (freq <= 1ms)\n"
		"Look.\n");
	request_end(&q);
}

TEST(legend_names_filters_and_cuts_long_ones)
{
	static const struct table_option filters[] = {{"focus", S("ab"), false},
		{"hide",
			S("0123456789012345678901234567890123456789012345678901234567890123456789012345"),
			false}};
	struct table_facts facts = legend_facts();
	struct request q;

	facts.legend = TABLE_LEGEND_FILTERS;
	put_legend(&q, &facts);
	assert_int_equal(q.out.n, 0);
	request_end(&q);
	facts.filters = filters;
	facts.n_filters = 2;
	put_legend(&q, &facts);
	assert_str_c(written(&q),
		"Active filters:\n"
		"   focus=ab\n"
		"   hide=012345678901234567890123456789012345678901234567890123456789012345678901234\xe2\x80\xa6\n");
	request_end(&q);
}

TEST(values_are_divided_and_printed)
{
	struct table_values v = {STR("nanoseconds"), STR("auto"), 1, 0, false};
	struct request q = {0};

	assert_int_equal(table_divided(&v, INT64_MAX), INT64_MAX);
	assert_str_c(table_value_text(&q.arena, &v, 1500000), "1.50ms");
	table_put_value(&q.out, &v, 1500000, 8, true);
	table_put_value(&q.out, &v, -1500000, 8, true);
	table_put_value(&q.out, &v, 0, 3, true);
	v.unit = STR("s"); /* too small for a sign */
	table_put_value(&q.out, &v, 1500000, 3, true);
	assert_str_c(written(&q), " +1.50ms -1.50ms  0  0");
	v.unit = STR("auto");
	v.divide_by = 4;
	assert_int_equal(table_divided(&v, 7), 1);
	assert_int_equal(table_divided(&v, -7), -1);
	v.divide_by = 1e-300; /* the largest there is, and no overflow */
	assert_true(table_divided(&v, 1) != 0);
	request_end(&q);
}

TEST(align_sets_tabbed_cells_in_columns)
{
	static const struct {
		struct str text, want;
	} rows[] = {
		{S("a\tb\n"), S(" ab\n")},
		{S("a\tx\nabc\ty\n"), S("   ax\n abcy\n")},
		{S("a\tx\nno cell\nabc\ty\n"), S(" ax\nno cell\n abcy\n")}, /* a column ends */
		{S("\xc3\xa4\tx\nab\ty\n"), S("  \xc3\xa4x\n aby\n")},
		{S(""), S("")},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct request q = {0};

		table_align(&q.out, rows[i].text);
		assert_str(written(&q), rows[i].want);
		request_end(&q);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_sets_values_flush_right),
		cmocka_unit_test(text_shares_are_percents),
		cmocka_unit_test(text_prints_numbers_by_style),
		cmocka_unit_test(text_prints_what_stands_before_a_flag_where_it_is_true),
		cmocka_unit_test(text_escapes_on_a_terminal_alone),
		cmocka_unit_test(text_marks_and_shortens_frames),
		cmocka_unit_test(text_prints_equal_and_different_neighbours),
		cmocka_unit_test(text_prints_wide_neighbours),
		cmocka_unit_test(text_colours_rows_by_their_share),
		cmocka_unit_test(text_colours_changes_by_their_sign),
		cmocka_unit_test(writers_leave_out_what_is_not_for_them),
		cmocka_unit_test(json_has_every_type),
		cmocka_unit_test(json_has_null_for_what_is_not_known),
		cmocka_unit_test(json_values_are_divided),
		cmocka_unit_test(json_escapes_hostile_texts),
		cmocka_unit_test(json_frames_are_members_or_objects),
		cmocka_unit_test(json_states_its_facts),
		cmocka_unit_test(csv_has_every_type),
		cmocka_unit_test(tsv_keeps_rows_in_lines_and_fields_between_tabs),
		cmocka_unit_test(json_lines_are_documents_of_their_own),
		cmocka_unit_test(json_has_the_texts_that_are_asked_for),
		cmocka_unit_test(markdown_code_holds_any_text),
		cmocka_unit_test(csv_has_empty_fields_for_what_is_not_known),
		cmocka_unit_test(csv_quotes_hostile_texts),
		cmocka_unit_test(legend_tells_of_the_profile),
		cmocka_unit_test(legend_tells_what_is_shown),
		cmocka_unit_test(legend_names_filters_and_cuts_long_ones),
		cmocka_unit_test(values_are_divided_and_printed),
		cmocka_unit_test(align_sets_tabbed_cells_in_columns),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
