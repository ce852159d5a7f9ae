/*
 * html.c: Writes foreign text into HTML.
 */
#include "report/html.h"

#include "table/text.h"

/*
 * The length of the character at p if it changes the direction of writing, else 0; of n bytes.
 */
static size_t direction_length(const char *p, size_t n)
{
	unsigned char last;

	if (n < 3 || p[0] != '\xe2')
		return 0;
	last = (unsigned char)p[2];
	if (p[1] == '\x80')
		return last == 0x8e || last == 0x8f || (last >= 0xaa && last <= 0xae) ? 3 : 0;
	return p[1] == '\x81' && last >= 0xa6 && last <= 0xa9 ? 3 : 0;
}

static void put_safe(struct out *o, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		if (direction_length(p + i, n - i) != 0) {
			unsigned low = (p[i + 1] & 3u) << 6 | (p[i + 2] & 0x3fu);

			out_fmt(o, "\\u%04x", 0x2000 | low);
			i += 2;
		} else if (c == '&') {
			out_lit(o, "&amp;");
		} else if (c == '<') {
			out_lit(o, "&lt;");
		} else if (c == '>') {
			out_lit(o, "&gt;");
		} else if (c == '"') {
			out_lit(o, "&quot;");
		} else if (c == '\'') {
			out_lit(o, "&#39;");
		} else {
			out_bytes(o, &c, 1);
		}
	}
}

void html_put(struct out *o, struct out *scratch, struct str text, size_t max)
{
	struct str shown = str_sub(text, 0, max);

	/* A character is not cut in two. */
	while (shown.n < text.n && shown.n > 0 && ((unsigned char)text.p[shown.n] & 0xc0) == 0x80)
		shown.n--;
	out_clear(scratch);
	scratch->terminal = true;
	table_put_code(scratch, shown);
	put_safe(o, scratch->p, scratch->n);
	if (shown.n < text.n)
		out_lit(o, "\xe2\x80\xa6");
}
