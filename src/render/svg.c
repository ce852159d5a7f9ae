/*
 * svg.c: adds our script and style to an SVG of Graphviz.
 *
 * They stand behind the graph. In a viewer that runs no script the style applies to nothing,
 * because each of its rules asks for a class that only the script sets.
 */
#include "render/svg.h"
#include "render/render.h"

/* The position of the last needle in s, or s.n when it is not there. */
static size_t find_last(struct str s, struct str needle)
{
	size_t last = s.n;

	for (size_t at = 0; (at = str_find(s, needle, at)) < s.n; at++)
		last = at;
	return last;
}

void svg_dress(struct str svg, struct out *o)
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
	out_lit(o, "]]></style>\n<script type=\"text/javascript\"><![CDATA[\n");
	out_bytes(o, svg_script.p, svg_script.n);
	out_lit(o, "]]></script>\n");
	out_bytes(o, svg.p + end, svg.n - end);
}
