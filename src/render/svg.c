/*
 * svg.c: Adds our script, its data and our style to an SVG of Graphviz.
 *
 * They stand behind the graph. In a viewer that runs no script the style applies to nothing,
 * because each of its rules asks for a class that only the script sets.
 */
#include "render/svg.h"

#include "base/array.h"
#include "render/render.h"

/* The position of the last needle in s, or s.n when it is not there. */
static size_t find_last(struct str s, struct str needle)
{
	size_t last = s.n;

	for (size_t at = 0; (at = str_find(s, needle, at)) < s.n; at++)
		last = at;
	return last;
}

/*
 * Characters that JSON can spell otherwise: those that begin markup in XML and HTML, and two that XML
 * does not have. They stand in no other place of JSON than its strings.
 */
static const struct spelling {
	const char *bytes, *json;
} spellings[] = {
	{"<", "\\u003c"},
	{">", "\\u003e"},
	{"&", "\\u0026"},
	{"\xef\xbf\xbe", "\\ufffe"},
	{"\xef\xbf\xbf", "\\uffff"},
};

static const struct spelling *spelling_of(struct str s)
{
	for (size_t i = 0; i < ARRAY_LEN(spellings); i++)
		if (str_starts(s, str_from_c(spellings[i].bytes)))
			return &spellings[i];
	return NULL;
}

/* Writes JSON as the text of an element. */
static void put_json(struct out *o, struct str json)
{
	size_t from = 0, i = 0;

	while (i < json.n) {
		const struct spelling *other = spelling_of(str_from(json, i));

		if (other == NULL) {
			i++;
			continue;
		}
		out_bytes(o, json.p + from, i - from);
		out_lit(o, other->json);
		from = i += strlen(other->bytes);
	}
	out_bytes(o, json.p + from, json.n - from);
}

void svg_dress(struct str svg, struct str data, struct out *o)
{
	/* Graphviz 2.42 writes a colour that SVG does not have, and some viewers draw it black. */
	struct str transparent = STR("stroke=\"transparent\"");
	size_t end = find_last(svg, STR("</svg>"));
	struct str graph = str_sub(svg, 0, end);
	size_t from = 0, at;

	if (end == svg.n || str_find(graph, STR("<svg"), 0) == end) {
		out_bytes(o, svg.p, svg.n);
		return;
	}
	while ((at = str_find(graph, transparent, from)) < end) {
		out_bytes(o, svg.p + from, at - from);
		out_lit(o, "stroke=\"none\"");
		from = at + transparent.n;
	}
	out_bytes(o, svg.p + from, end - from);
	out_lit(o, "<style type=\"text/css\"><![CDATA[\n");
	out_bytes(o, svg_style.p, svg_style.n);
	out_lit(o, "]]></style>\n<script type=\"application/json\" id=\"cprof-data\">\n");
	put_json(o, data);
	out_lit(o, "</script>\n<script type=\"text/javascript\"><![CDATA[\n");
	out_bytes(o, svg_script.p, svg_script.n);
	out_lit(o, "]]></script>\n");
	out_bytes(o, svg.p + end, svg.n - end);
}
