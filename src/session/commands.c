/*
 * commands.c: see commands.h.
 */
#include "session/commands.h"

enum {
	UNTRIMMED = COMMAND_UNTRIMMED,
	WHOLE_PATHS = COMMAND_WHOLE_PATHS,
	COUNTED = COMMAND_COUNTED,
	COUNTS_ELSE = COMMAND_COUNTS_ELSE,
	DRESSED = COMMAND_DRESSED,
	OUTERMOST = COMMAND_OUTERMOST,
	INLINED = COMMAND_INLINED,
};

/* The programs that pprof tries, in its order. */
static const char *const browsers[] = {"chrome", "google-chrome", "chromium", "firefox",
	"sensible-browser", NULL};
static const char *const eog_programs[] = {"eog", NULL};
static const char *const evince_programs[] = {"evince", NULL};
static const char *const gv_programs[] = {"gv --noantialias", NULL};
static const char *const kcachegrind_programs[] = {"kcachegrind", NULL};

static const struct viewer web_viewer = {"svg", true, browsers};
static const struct viewer page_viewer = {"html", true, browsers, "page"};
static const struct viewer eog_viewer = {"svg", false, eog_programs};
static const struct viewer evince_viewer = {"pdf", false, evince_programs};
static const struct viewer gv_viewer = {"ps", false, gv_programs};
static const struct viewer kcachegrind_viewer = {"grind", false, kcachegrind_programs,
	"call graph"};

/* A row of the table for a graph: 80 nodes, no granularity of its own. */
#define GRAPH(name, flags, ending, picture, viewer, summary, saves) \
	{ \
		name, report_dot, ARGS_GRAPH, 80, 80, flags, NULL, ending, picture, viewer, \
			summary, saves \
	}

/* Rows in the order of their names, as help lists them. */
/* clang-format off */
const struct command commands[] = {
	{"callees", report_callees, ARGS_REGEX_COUNT, 4, 4, COUNTS_ELSE, NULL, NULL, NULL, NULL,
		"what functions called, as a tree"},
	{"callers", report_callers, ARGS_REGEX_COUNT, 4, 4, COUNTS_ELSE, NULL, NULL, NULL, NULL,
		"what called functions, as a tree"},
	{"callgrind", report_callgrind, ARGS_GRAPH, 80, 80, UNTRIMMED, "addresses", "callgraph.out", NULL, NULL,
		"call graph for kcachegrind", "callgrind"},
	{"comments", report_comments, ARGS_NONE, 80, 80, 0, NULL, NULL, NULL, NULL,
		"the profile's comments"},
	{"disasm", report_disasm, ARGS_REGEX, 80, 80, UNTRIMMED | OUTERMOST, "addresses", NULL, NULL, NULL,
		"annotated assembly of functions"},
	GRAPH("dot", 0, NULL, NULL, NULL, "call graph in DOT, Graphviz's language", "dot"),
	GRAPH("eog", 0, NULL, "svg", &eog_viewer, "show the call graph with eog", NULL),
	GRAPH("evince", 0, NULL, "pdf", &evince_viewer, "show the call graph with evince", NULL),
	{"find", report_find, ARGS_REGEX_COUNT, 0, 0, UNTRIMMED | COUNTED, NULL, NULL, NULL, NULL,
		"functions by name, and what they took together"},
	GRAPH("gif", 0, "gif", "gif", NULL, "call graph as a GIF image", "gif"),
	GRAPH("gv", 0, NULL, "ps", &gv_viewer, "show the call graph with gv", NULL),
	{"kcachegrind", report_callgrind, ARGS_GRAPH, 80, 80, UNTRIMMED, "addresses", NULL, NULL,
		&kcachegrind_viewer, "show the profile with kcachegrind"},
	{"list", report_list, ARGS_REGEX, 80, 80, UNTRIMMED, "lines", NULL, NULL, NULL,
		"annotated source of functions"},
	{"paths", report_paths, ARGS_GRAPH, 10, 10, COUNTS_ELSE, NULL, NULL, NULL, NULL,
		"the heaviest stacks, from root to leaf"},
	GRAPH("pdf", 0, "pdf", "pdf", NULL, "call graph as PDF", "pdf"),
	{"peek", report_tree, ARGS_REGEX, 80, 80, UNTRIMMED, NULL, NULL, NULL, NULL,
		"callers and callees of functions"},
	GRAPH("png", 0, "png", "png", NULL, "call graph as a PNG image", "png"),
	{"proto", report_proto, ARGS_NONE, 80, 80, UNTRIMMED, "addresses", "pb.gz", NULL, NULL,
		"the profile, compressed", "pb.gz"},
	GRAPH("ps", 0, "ps", "ps", NULL, "call graph as PostScript", "ps"),
	{"raw", report_raw, ARGS_NONE, 80, 80, UNTRIMMED, "addresses", NULL, NULL, NULL,
		"everything in the profile, as text"},
	GRAPH("svg", DRESSED, "svg", "svg", NULL, "call graph as SVG", "svg"),
	{"tags", report_tags, ARGS_TAGS, 80, 80, 0, NULL, NULL, NULL, NULL,
		"the labels and what was measured under them"},
	{"text", report_top, ARGS_SORTED, 0, 10, 0, NULL, NULL, NULL, NULL,
		"same as top", "txt"},
	{"top", report_top, ARGS_SORTED, 0, 10, 0, NULL, NULL, NULL, NULL,
		"the functions that took the most"},
	{"topproto", report_topproto, ARGS_NONE, 0, 0, 0, NULL, "pb.gz", NULL, NULL,
		"what top shows, as a profile"},
	{"traces", report_traces, ARGS_NONE, 80, 80, WHOLE_PATHS, NULL, NULL, NULL, NULL,
		"every sample with its stack"},
	{"tree", report_tree, ARGS_SORTED, 80, 80, 0, NULL, NULL, NULL, NULL,
		"callers and callees of each function"},
	GRAPH("web", DRESSED, NULL, "svg", &web_viewer, "show the call graph in a browser", NULL),
	{"weblist", report_weblist, ARGS_REGEX, 80, 80, UNTRIMMED | INLINED, "addresses", NULL, NULL, &page_viewer,
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

const struct command *command_for_file(struct str path)
{
	for (const struct command *c = commands; c->name != NULL; c++) {
		struct str rest = path;

		if (c->saves == NULL || !str_ends(path, str_from_c(c->saves)))
			continue;
		rest.n -= strlen(c->saves);
		if (rest.n > 1 && str_ends(rest, STR(".")))
			return c;
	}
	return NULL;
}

struct config command_config(const struct command *command, const struct config *config)
{
	struct config c = *config;

	if (command->granularity != NULL)
		c.granularity = str_from_c(command->granularity);
	if (command->flags & (COMMAND_OUTERMOST | COMMAND_INLINED))
		c.noinlines = command->flags & COMMAND_OUTERMOST;
	if (c.nodecount == -1)
		c.nodecount = command->nodes;
	if ((command->flags & COMMAND_UNTRIMMED) || !c.trim) {
		if (!(command->flags & COMMAND_COUNTED) || !c.trim)
			c.nodecount = 0;
		c.nodefraction = 0;
		c.edgefraction = 0;
	}
	return c;
}
