/*
 * fuzz_terminal.c: names that are shortened to the width of a terminal.
 *
 * In: two bytes that are the columns, the lower one first; what $COLUMNS says, up to the first newline; then
 * texts, one a line. What is shortened is no wider, and what fits is left alone.
 */
#include <stdlib.h>

#include "base/glyph.h"
#include "base/terminal.h"
#include "broken.h"
#include "table/fit.h"

static void check_fit(struct str text, struct str fitted, size_t columns, const char *what)
{
	struct out out = {.terminal = true};

	if (glyph_columns(text) <= columns && !str_eq(text, fitted))
		fuzz_broken("what fits is left alone", what);
	if (columns >= FIT_LEAST && glyph_columns(fitted) > columns)
		fuzz_broken("what is shortened is no wider than that", what);
	out_str(&out, fitted);
	fuzz_check_terminal(&out);
	out_release(&out);
}

static void check_size(struct str variable)
{
	char text[64];
	struct terminal_size size;

	snprintf(text, sizeof(text), "%.*s", (int)(variable.n < 60 ? variable.n : 60), variable.p);
	setenv("COLUMNS", text, 1);
	setenv("LINES", text, 1);
	size = terminal_size(-1);
	if (size.rows == 0 || size.columns == 0 || size.rows > UINT16_MAX ||
		size.columns > UINT16_MAX)
		fuzz_broken("a terminal has a size", text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest, line;
	struct arena a = {0};
	size_t columns, blank;

	if (size < 3)
		return 0;
	columns = data[0] | (size_t)data[1] << 8;
	rest = (struct str){(const char *)data + 2, size - 2};
	if (str_split(&rest, '\n', &line))
		check_size(line);
	while (str_split(&rest, '\n', &line)) {
		check_fit(line, fit_text(&a, line, columns), columns, "a text");
		check_fit(line, fit_name(&a, line, columns), columns, "a name");
		blank = str_find(line, STR(" "), 0);
		if (blank != 0 && blank < line.n && glyph_columns(line) > columns)
			check_fit(line, fit_place(&a, line, blank, columns), columns,
				"a function and its place");
		arena_rewind(&a);
	}
	arena_release(&a);
	return 0;
}
