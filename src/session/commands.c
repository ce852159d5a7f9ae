/*
 * commands.c: see commands.h.
 */
#include "session/commands.h"

enum { TRIMMED = false, UNTRIMMED = true };

/* Rows in the order of their names, as help lists them. */
const struct command commands[] = {
	{"callgrind", NULL, ARGS_GRAPH, 80, 80, UNTRIMMED, "addresses",
		"call graph for kcachegrind"},
	{"comments", NULL, ARGS_NONE, 80, 80, TRIMMED, NULL, "the profile's comments"},
	{"disasm", NULL, ARGS_REGEX, 80, 80, UNTRIMMED, "addresses",
		"annotated assembly of functions"},
	{"dot", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "call graph in DOT, Graphviz's language"},
	{"eog", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "show the call graph with eog"},
	{"evince", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "show the call graph with evince"},
	{"gif", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "call graph as a GIF image"},
	{"gv", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "show the call graph with gv"},
	{"kcachegrind", NULL, ARGS_GRAPH, 80, 80, UNTRIMMED, "addresses",
		"show the profile with kcachegrind"},
	{"list", NULL, ARGS_REGEX, 80, 80, UNTRIMMED, "lines", "annotated source of functions"},
	{"pdf", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "call graph as PDF"},
	{"peek", NULL, ARGS_REGEX, 80, 80, UNTRIMMED, NULL, "callers and callees of functions"},
	{"png", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "call graph as a PNG image"},
	{"proto", NULL, ARGS_NONE, 80, 80, UNTRIMMED, "addresses", "the profile, compressed"},
	{"ps", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "call graph as PostScript"},
	{"raw", NULL, ARGS_NONE, 80, 80, UNTRIMMED, "addresses",
		"everything in the profile, as text"},
	{"svg", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "call graph as SVG"},
	{"tags", NULL, ARGS_TAGS, 80, 80, TRIMMED, NULL,
		"the labels and what was measured under them"},
	{"text", report_top, ARGS_SORTED, 0, 10, TRIMMED, NULL, "same as top"},
	{"top", report_top, ARGS_SORTED, 0, 10, TRIMMED, NULL, "the functions that took the most"},
	{"topproto", NULL, ARGS_NONE, 0, 80, TRIMMED, NULL, "what top shows, as a profile"},
	{"traces", NULL, ARGS_NONE, 80, 80, TRIMMED, NULL, "every sample with its stack"},
	{"tree", NULL, ARGS_SORTED, 80, 80, TRIMMED, NULL, "callers and callees of each function"},
	{"web", NULL, ARGS_GRAPH, 80, 80, TRIMMED, NULL, "show the call graph in a browser"},
	{"weblist", NULL, ARGS_REGEX, 80, 80, UNTRIMMED, "addresses",
		"show annotated source and assembly in a browser"},
	{0},
};

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
	if (command->untrimmed || !c.trim) {
		c.nodecount = 0;
		c.nodefraction = 0;
		c.edgefraction = 0;
	}
	return c;
}
