/*
 * commands.c: see commands.h.
 */
#include "session/commands.h"

enum {
	UNTRIMMED = COMMAND_UNTRIMMED,
	WHOLE_PATHS = COMMAND_WHOLE_PATHS,
	BINARY = COMMAND_BINARY,
	EVERYTHING = COMMAND_UNTRIMMED | COMMAND_BINARY,
};

/* Rows in the order of their names, as help lists them. */
/* clang-format off */
const struct command commands[] = {
	{"callgrind", report_callgrind, ARGS_GRAPH, 80, 80, UNTRIMMED, "addresses", "callgraph.out",
		"call graph for kcachegrind"},
	{"comments", report_comments, ARGS_NONE, 80, 80, 0, NULL, NULL, "the profile's comments"},
	{"disasm", NULL, ARGS_REGEX, 80, 80, UNTRIMMED, "addresses", NULL,
		"annotated assembly of functions"},
	{"dot", report_dot, ARGS_GRAPH, 80, 80, 0, NULL, NULL, "call graph in DOT, Graphviz's language"},
	{"eog", NULL, ARGS_GRAPH, 80, 80, 0, NULL, NULL, "show the call graph with eog"},
	{"evince", NULL, ARGS_GRAPH, 80, 80, 0, NULL, NULL, "show the call graph with evince"},
	{"gif", NULL, ARGS_GRAPH, 80, 80, BINARY, NULL, "gif", "call graph as a GIF image"},
	{"gv", NULL, ARGS_GRAPH, 80, 80, 0, NULL, NULL, "show the call graph with gv"},
	{"kcachegrind", NULL, ARGS_GRAPH, 80, 80, UNTRIMMED, "addresses", NULL,
		"show the profile with kcachegrind"},
	{"list", report_list, ARGS_REGEX, 80, 80, UNTRIMMED, "lines", NULL,
		"annotated source of functions"},
	{"pdf", NULL, ARGS_GRAPH, 80, 80, BINARY, NULL, "pdf", "call graph as PDF"},
	{"peek", report_tree, ARGS_REGEX, 80, 80, UNTRIMMED, NULL, NULL,
		"callers and callees of functions"},
	{"png", NULL, ARGS_GRAPH, 80, 80, BINARY, NULL, "png", "call graph as a PNG image"},
	{"proto", report_proto, ARGS_NONE, 80, 80, EVERYTHING, "addresses", "pb.gz",
		"the profile, compressed"},
	{"ps", NULL, ARGS_GRAPH, 80, 80, BINARY, NULL, "ps", "call graph as PostScript"},
	{"raw", report_raw, ARGS_NONE, 80, 80, UNTRIMMED, "addresses", NULL,
		"everything in the profile, as text"},
	{"svg", NULL, ARGS_GRAPH, 80, 80, BINARY, NULL, "svg", "call graph as SVG"},
	{"tags", report_tags, ARGS_TAGS, 80, 80, 0, NULL, NULL,
		"the labels and what was measured under them"},
	{"text", report_top, ARGS_SORTED, 0, 10, 0, NULL, NULL, "same as top"},
	{"top", report_top, ARGS_SORTED, 0, 10, 0, NULL, NULL, "the functions that took the most"},
	{"topproto", report_topproto, ARGS_NONE, 0, 0, BINARY, NULL, "pb.gz",
		"what top shows, as a profile"},
	{"traces", report_traces, ARGS_NONE, 80, 80, WHOLE_PATHS, NULL, NULL,
		"every sample with its stack"},
	{"tree", report_tree, ARGS_SORTED, 80, 80, 0, NULL, NULL,
		"callers and callees of each function"},
	{"web", NULL, ARGS_GRAPH, 80, 80, 0, NULL, NULL, "show the call graph in a browser"},
	{"weblist", NULL, ARGS_REGEX, 80, 80, UNTRIMMED, "addresses", NULL,
		"show annotated source and assembly in a browser"},
	{0},
};
/* clang-format on */

const struct command *command_find(struct str name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (str_eq_c(name, c->name))
			return c;
	return NULL;
}

struct config command_config(const struct command *command, const struct config *config)
{
	struct config c = *config;

	if (command->granularity != NULL)
		c.granularity = str_from_c(command->granularity);
	if (c.nodecount == -1)
		c.nodecount = command->nodes;
	if ((command->flags & COMMAND_UNTRIMMED) || !c.trim) {
		c.nodecount = 0;
		c.nodefraction = 0;
		c.edgefraction = 0;
	}
	return c;
}
