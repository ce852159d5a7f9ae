/*
 * commands.c: Table of the commands that print a report, and how each overrides the options.
 */
#include "command/commands.h"

#include "base/num.h"

enum {
	UNTRIMMED = COMMAND_UNTRIMMED,
	WHOLE_PATHS = COMMAND_WHOLE_PATHS,
	COUNTED = COMMAND_COUNTED,
	COUNTS_ELSE = COMMAND_COUNTS_ELSE,
	DRESSED = COMMAND_DRESSED,
	OUTERMOST = COMMAND_OUTERMOST,
	INLINED = COMMAND_INLINED,
	OWN_FORMAT = COMMAND_OWN_FORMAT,
	BOTH_SIDES = COMMAND_BOTH_SIDES,
	SCREEN = COMMAND_SCREEN,
	NEEDS_BASE = COMMAND_NEEDS_BASE,
	EACH = COMMAND_EACH,
	ONE_SIDE = COMMAND_ONE_SIDE,
	JUNIT = COMMAND_JUNIT,
	MARKDOWN = COMMAND_MARKDOWN,
	READS_FILES = COMMAND_READS_FILES,
	NO_SAMPLES = COMMAND_NO_SAMPLES,
};

/* Programs to try, in the order in which pprof tries them. */
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

/* Fields that all commands of call graphs share. */
#define GRAPH .report = report_dot, .args = ARGS_GRAPH, .nodes = 80, .console_nodes = 80

/* Sentences that the help on several commands shares. */
#define PICTURE_DETAIL \
	"A box is a function: the larger its letters, the more it took itself; the redder it is, the " \
	"more it took together with the functions it called. In the console the picture goes to a numbered " \
	"file unless you name one."
#define VIEWER_DETAIL "It draws up to 80 functions; a number sets how many."

#define FLAMEGRAPH_DETAIL \
	"It is one file of HTML that needs no other: all sample types, to zoom, search and turn around, and a " \
	"table of the functions that took the most."

const struct command command_runs = {.name = "runs",
	.report = report_runs,
	.args = ARGS_SORTED,
	.flags = UNTRIMMED | COUNTED | BOTH_SIDES | NEEDS_BASE | EACH,
	.summary = "what changed between two sets of runs",
	.see = "diff"};

const struct command command_check = {.name = "check",
	.report = report_check,
	.args = ARGS_NONE,
	.flags = UNTRIMMED | BOTH_SIDES | NEEDS_BASE | ONE_SIDE | EACH | JUNIT,
	.summary = "limits, and which of them are passed",
	.see = "diff"};

const struct command command_series = {.name = "series",
	.report = report_series,
	.args = ARGS_NONE,
	.flags = UNTRIMMED | EACH,
	.summary = "what functions took in each of several profiles",
	.see = "find"};

/* Sorted by name: help lists the rows in this order. */
const struct command commands[] = {
	{.name = "callees",
		.report = report_callees,
		.args = ARGS_REGEX_COUNT,
		.nodes = 4,
		.console_nodes = 4,
		.flags = COUNTS_ELSE | BOTH_SIDES,
		.summary = "what functions called, as a tree",
		.detail =
			"The first line of a tree is the function. Below each function, one step to the right, are "
			"the functions it called. A number sets how many levels are shown.",
		.examples = {"callees 'Basket.*Total'", "callees Contains 2"},
		.see = "callers, peek, paths"},
	{.name = "callers",
		.report = report_callers,
		.args = ARGS_REGEX_COUNT,
		.nodes = 4,
		.console_nodes = 4,
		.flags = COUNTS_ELSE | BOTH_SIDES,
		.summary = "what called functions, as a tree",
		.detail =
			"The first line of a tree is the function. Below each function, one step to the right, are "
			"its callers. A number sets how many levels are shown.",
		.examples = {"callers mallocgc$", "callers mallocgc$ 3 search"},
		.see = "callees, peek, paths"},
	{.name = "callgrind",
		.report = report_callgrind,
		.args = ARGS_GRAPH,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED,
		.granularity = GRANULARITY_ADDRESSES,
		.ending = "callgraph.out",
		.saves = "callgrind",
		.summary = "call graph for kcachegrind",
		.examples = {"callgrind >out.callgrind", "save out.callgrind"},
		.see = "kcachegrind, save"},
	{.name = "comments",
		.report = report_comments,
		.args = ARGS_NONE,
		.nodes = 80,
		.console_nodes = 80,
		.summary = "the profile's comments",
		.examples = {"comments", "comments >notes.txt"},
		.see = "tags, raw"},
	{.name = "diff",
		.report = report_diff,
		.args = ARGS_SORTED,
		.console_nodes = 20,
		.flags = UNTRIMMED | COUNTED | BOTH_SIDES | NEEDS_BASE,
		.summary = "what changed since the base, the largest change first",
		.detail =
			"It needs a base; cprof -diff OLD NEW takes the first of two profiles for it. Columns are "
			"of flat, with -cum of cum. z is the change in samples, by its standard deviation; `~` "
			"marks changes that may be chance.",
		.examples = {"diff_base old.pb.gz ; diff 5", "diff_base old.pb.gz ; diff -cum 5"},
		.see = "diff_base, noise, normalize, flame"},
	{.name = "disasm",
		.report = report_disasm,
		.args = ARGS_REGEX,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED | OUTERMOST | READS_FILES,
		.granularity = GRANULARITY_ADDRESSES,
		.summary = "annotated assembly of functions",
		.detail =
			"It needs the program that was profiled, and objdump. An address instead of the "
			"expression shows the function at this address.",
		.examples = {"disasm ^turn$", "disasm 0x246"},
		.see = "weblist, list, intel_syntax"},
	{.name = "dot",
		GRAPH,
		.flags = OWN_FORMAT,
		.saves = "dot",
		.summary = "call graph in DOT, Graphviz's language",
		.examples = {"dot >graph.dot", "dot 20 Contains"},
		.see = "svg, web"},
	{.name = "eog",
		GRAPH,
		.picture = "svg",
		.viewer = &eog_viewer,
		.summary = "show the call graph with eog",
		.detail = VIEWER_DETAIL,
		.examples = {"eog", "eog 20"},
		.see = "web, svg"},
	{.name = "evince",
		GRAPH,
		.picture = "pdf",
		.viewer = &evince_viewer,
		.summary = "show the call graph with evince",
		.detail = VIEWER_DETAIL,
		.examples = {"evince", "evince 20"},
		.see = "web, pdf"},
	{.name = "find",
		.report = report_find,
		.args = ARGS_REGEX_COUNT,
		.flags = UNTRIMMED | COUNTED,
		.summary = "functions by name, and what they took together",
		.detail =
			"It lists every match, however small. The last line is the total of all matches: a sample "
			"counts once, even if several of them are on its stack.",
		.examples = {"find Voucher|NthFree", "find catalog 3 best -cum"},
		.see = "top, callers, help regexp"},
	{.name = "flame",
		.report = report_flame,
		.args = ARGS_LEVELS,
		.flags = UNTRIMMED | BOTH_SIDES | SCREEN,
		.values = "text",
		.summary = "all stacks as a flame graph",
		.detail =
			"Each line is a level of calls, the root on top. `|` begins a frame, which is as wide as what "
			"it and everything it calls took; `~` ends a name that is cut. A `.` is a column where only "
			"narrower frames are. A number sets how many levels are shown.",
		.examples = {"flame Contains -width=60", "flame 5 -order=name",
			"flame -leaf_first >flame.txt"},
		.see = "paths, callees, width, depth, root, order, leaf_first, sandwich, merge_recursion, svg"},
	{.name = "flamegraph",
		.report = report_flamegraph,
		.args = ARGS_GRAPH,
		.flags = UNTRIMMED | BOTH_SIDES,
		.granularity_else = GRANULARITY_FILEFUNCTIONS,
		.ending = "html",
		.saves = "html",
		.summary = "all stacks as a page with flame graphs",
		.detail = FLAMEGRAPH_DETAIL
		" In the console the page goes to a numbered file unless you name one.",
		.examples = {"flamegraph >shop.html", "flamegraph Contains", "save shop.html"},
		.see = "webflame, flame, folded, root, order, leaf_first"},
	{.name = "flamesvg",
		.report = report_flamesvg,
		.args = ARGS_LEVELS,
		.flags = UNTRIMMED | BOTH_SIDES,
		.granularity_else = GRANULARITY_FILEFUNCTIONS,
		.ending = "svg",
		.summary = "all stacks as a flame graph in SVG",
		.detail =
			"A picture without a script, for documents: in a browser a box says its values when the mouse "
			"is on it. A number sets how many levels are drawn. In the console it goes to a numbered file "
			"unless you name one.",
		.examples = {"flamesvg >shop.svg", "flamesvg 10 Contains"},
		.see = "flamegraph, flame, svg, svg_width, root, order, leaf_first, sandwich"},
	{.name = "folded",
		.report = report_folded,
		.args = ARGS_GRAPH,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED | OWN_FORMAT | BOTH_SIDES,
		.saves = "folded",
		.values = "all",
		.summary = "each stack with its value, for flame graphs",
		.detail =
			"A line is a stack, its frames joined by ';' from root to leaf, and its value in the "
			"profile's own unit. flamegraph.pl, inferno and speedscope read that. With a "
			"base there are two values, before and after. The flag -folded=all writes the "
			"values of all sample types.",
		.examples = {"folded >shop.folded", "save shop.folded"},
		.see = "paths, traces, save"},
	{.name = "gif",
		GRAPH,
		.ending = "gif",
		.picture = "gif",
		.saves = "gif",
		.summary = "call graph as a GIF image",
		.detail = PICTURE_DETAIL,
		.examples = {"gif >graph.gif", "gif 20"},
		.see = "svg, png"},
	{.name = "goroutines",
		.report = report_goroutines,
		.args = ARGS_NONE,
		.flags = UNTRIMMED | COUNTED | NO_SAMPLES,
		.summary = "what the goroutines of an execution trace did",
		.detail =
			"A row is all goroutines that start in one function, and the time in which they ran, could "
			"run and waited for a processor (sched), waited for something else (blocked), and were in "
			"system calls. gc_assist is part of these. Below are the reasons to wait that took most.",
		.examples = {"goroutines"},
		.see = "procs, tasks, sample_index"},
	{.name = "gv",
		GRAPH,
		.picture = "ps",
		.viewer = &gv_viewer,
		.summary = "show the call graph with gv",
		.detail = VIEWER_DETAIL,
		.examples = {"gv", "gv 20"},
		.see = "web, ps"},
	{.name = "kcachegrind",
		.report = report_callgrind,
		.args = ARGS_GRAPH,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED,
		.granularity = GRANULARITY_ADDRESSES,
		.viewer = &kcachegrind_viewer,
		.summary = "show the profile with kcachegrind",
		.examples = {"kcachegrind", "kcachegrind Contains"},
		.see = "callgrind, web"},
	{.name = "list",
		.report = report_list,
		.args = ARGS_REGEX,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED | READS_FILES,
		.granularity = GRANULARITY_LINES,
		.summary = "annotated source of functions",
		.detail =
			"The first column is what was measured in the line itself, the second includes what it "
			"calls. You can paste a name from another report. An address shows the function at "
			"this address. Sources are searched in source_path.",
		.examples = {"list Basket.*best$",
			"list example.com/shop/internal/catalog.Contains"},
		.see = "weblist, disasm, source_path, trim_path, help regexp"},
	{.name = "paths",
		.report = report_paths,
		.args = ARGS_GRAPH,
		.nodes = 10,
		.console_nodes = 10,
		.flags = COUNTS_ELSE,
		.summary = "the heaviest stacks, from root to leaf",
		.detail = "A number sets how many are shown.",
		.examples = {"paths", "paths 2 best"},
		.see = "callers, traces, tree"},
	{.name = "pdf",
		GRAPH,
		.ending = "pdf",
		.picture = "pdf",
		.saves = "pdf",
		.summary = "call graph as PDF",
		.detail = PICTURE_DETAIL,
		.examples = {"pdf >graph.pdf", "pdf 20"},
		.see = "svg, evince"},
	{.name = "peek",
		.report = report_tree,
		.args = ARGS_REGEX,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED | BOTH_SIDES,
		.summary = "callers and callees of functions",
		.detail =
			"In each block the function stands at the left edge of its column; the lines above "
			"are its callers, those below its callees. Nothing is left out.",
		.examples = {"peek Basket.*best$", "peek runtime.mallocgc"},
		.see = "tree, callers, callees, help regexp"},
	{.name = "pgo",
		.report = report_pgo,
		.args = ARGS_NONE,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED,
		.granularity = GRANULARITY_ADDRESSES,
		.ending = "pgo",
		.saves = "pgo",
		.summary = "what Go's compiler needs of a CPU profile, compressed",
		.detail =
			"The compiler counts calls by the last two frames of each sample, so the file has no "
			"more. Put it as default.pgo beside the main package. Profiles of several machines "
			"become one: name them all.",
		.examples = {"pgo >default.pgo"},
		.see = "proto, help filters"},
	{.name = "png",
		GRAPH,
		.ending = "png",
		.picture = "png",
		.saves = "png",
		.summary = "call graph as a PNG image",
		.detail = PICTURE_DETAIL,
		.examples = {"png >graph.png", "png 20 Contains"},
		.see = "svg, web"},
	{.name = "procs",
		.report = report_procs,
		.args = ARGS_NONE,
		.flags = UNTRIMMED | NO_SAMPLES,
		.summary = "when the processors of an execution trace were busy",
		.detail =
			"A row is a processor, a column a slice of time: the more of it the processor was busy, the "
			"denser the character. g means mostly the garbage collector, s mostly system calls. The row gc "
			"says when garbage was collected, the row stw when all goroutines were stopped. from and to "
			"choose a part of the trace, width the number of columns.",
		.examples = {"procs", "procs -from=5ms -to=10ms"},
		.see = "goroutines, tasks, from, to, width"},
	{.name = "proto",
		.report = report_proto,
		.args = ARGS_NONE,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED,
		.granularity = GRANULARITY_ADDRESSES,
		.ending = "pb.gz",
		.saves = "pb.gz",
		.summary = "the profile, compressed",
		.detail = "It has only the samples that the filters keep.",
		.examples = {"proto >small.pb.gz", "save small.pb.gz"},
		.see = "topproto, raw, help filters"},
	{.name = "ps",
		GRAPH,
		.ending = "ps",
		.picture = "ps",
		.saves = "ps",
		.summary = "call graph as PostScript",
		.detail = PICTURE_DETAIL,
		.examples = {"ps >graph.ps", "ps 20"},
		.see = "svg, gv"},
	{.name = "raw",
		.report = report_raw,
		.args = ARGS_NONE,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED,
		.granularity = GRANULARITY_ADDRESSES,
		.summary = "everything in the profile, as text",
		.examples = {"raw", "raw | head -n 4"},
		.see = "traces, proto"},
	{.name = "speedscope",
		.report = report_speedscope,
		.args = ARGS_GRAPH,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED | OWN_FORMAT,
		.ending = "speedscope.json",
		.saves = "speedscope.json",
		.summary = "all stacks for speedscope.app",
		.detail =
			"Drop the file on speedscope.app. It has a profile for each sample type, and inlined "
			"functions are frames of their own.",
		.examples = {"speedscope >shop.speedscope.json", "save shop.speedscope.json"},
		.see = "flame, folded, proto"},
	{.name = "summary",
		.report = report_summary,
		.args = ARGS_GRAPH,
		.flags = UNTRIMMED | BOTH_SIDES | MARKDOWN,
		.summary = "the profile on one page of Markdown, with hints",
		.detail =
			"At most 60 lines, for an issue or a language model: what was measured, the heaviest functions, "
			"those of your own code, stacks, packages and labels. Of a comparison it lists changes.",
		.examples = {"summary", "summary Search >issue.md"},
		.see = "top, paths, tags, types, format"},
	{.name = "svg",
		GRAPH,
		.flags = DRESSED,
		.ending = "svg",
		.picture = "svg",
		.saves = "svg",
		.summary = "call graph as SVG",
		.detail = PICTURE_DETAIL
		" A browser shows it: move, zoom, search, click a function.",
		.examples = {"svg >graph.svg", "svg 20 Contains"},
		.see = "web, png, nodecount"},
	{.name = "tags",
		.report = report_tags,
		.args = ARGS_TAGS,
		.nodes = 80,
		.console_nodes = 80,
		.summary = "the labels, and what was measured under them",
		.detail = "Its words filter labels, not functions; see tagfocus.",
		.examples = {"tags", "tags request=checkout -tenant=acme"},
		.see = "tagfocus, tagroot, tagleaf, help filters"},
	{.name = "tasks",
		.report = report_tasks,
		.args = ARGS_NONE,
		.flags = UNTRIMMED | COUNTED | NO_SAMPLES,
		.summary = "tasks and regions of an execution trace, and its log lines",
		.detail =
			"A row is all tasks of one name, or all regions of one name in such tasks: how many there are, "
			"and how long they took. p50 is the time that half of them did not exceed. Those that did not "
			"begin and end within the trace count as partial. nodecount says how many log lines are shown.",
		.examples = {"tasks"},
		.see = "goroutines, procs, tags"},
	{.name = "text",
		.report = report_top,
		.args = ARGS_SORTED,
		.console_nodes = 10,
		.saves = "txt",
		.summary = "same as top",
		.examples = {"text", "text 3 -cum"},
		.see = "top"},
	{.name = "top",
		.report = report_top,
		.args = ARGS_SORTED,
		.console_nodes = 10,
		.summary = "the functions that took the most",
		.detail =
			"flat is what a function took itself, cum includes the functions it called; "
			"sum% adds up flat%. -cum sorts by cum.",
		.examples = {"top", "top 3 best -Voucher", "top -cum"},
		.see = "list, peek, callers, explain, help filters"},
	{.name = "topproto",
		.report = report_topproto,
		.args = ARGS_NONE,
		.ending = "pb.gz",
		.summary = "what top shows, as a profile",
		.examples = {"topproto >top.pb.gz", "topproto"},
		.see = "top, proto"},
	{.name = "traces",
		.report = report_traces,
		.args = ARGS_NONE,
		.nodes = 80,
		.console_nodes = 80,
		.flags = WHOLE_PATHS,
		.summary = "every sample with its stack",
		.detail = "The leaf, the function that ran, comes first.",
		.examples = {"traces", "traces | head -n 8"},
		.see = "paths, tags, raw"},
	{.name = "tree",
		.report = report_tree,
		.args = ARGS_SORTED,
		.nodes = 80,
		.console_nodes = 80,
		.flags = BOTH_SIDES,
		.summary = "callers and callees of each function",
		.detail = "Like peek, for all functions that are not too small.",
		.examples = {"tree", "tree 2 best -Voucher -cum"},
		.see = "peek, top, paths"},
	{.name = "types",
		.report = report_types,
		.args = ARGS_NONE,
		.summary = "the sample types and their totals",
		.detail =
			"The type that reports show unless sample_index says otherwise is marked (default). One "
			"whose values are all 0 is marked (empty).",
		.examples = {"types", "types >types.txt"},
		.see = "sample_index, comments, raw"},
	{.name = "web",
		GRAPH,
		.flags = DRESSED,
		.picture = "svg",
		.viewer = &web_viewer,
		.summary = "show the call graph in a browser",
		.detail =
			"It draws up to 80 functions; a number sets how many. BROWSER names the browser.",
		.examples = {"web", "web 20 Contains"},
		.see = "svg, weblist, nodecount, help filters"},
	{.name = "webflame",
		.report = report_flamegraph,
		.args = ARGS_GRAPH,
		.flags = UNTRIMMED | BOTH_SIDES,
		.granularity_else = GRANULARITY_FILEFUNCTIONS,
		.viewer = &page_viewer,
		.summary = "show flame graphs in a browser",
		.detail = FLAMEGRAPH_DETAIL,
		.examples = {"webflame", "webflame Contains"},
		.see = "flamegraph, flame, web"},
	{.name = "weblist",
		.report = report_weblist,
		.args = ARGS_REGEX,
		.nodes = 80,
		.console_nodes = 80,
		.flags = UNTRIMMED | INLINED | READS_FILES,
		.granularity = GRANULARITY_ADDRESSES,
		.viewer = &page_viewer,
		.summary = "show annotated source and assembly in a browser",
		.detail =
			"A line of source unfolds to the instructions that it was compiled to. It needs the "
			"program that was profiled, and objdump.",
		.examples = {"weblist turn", "weblist turn >turn.html"},
		.see = "list, disasm, source_path"},
	{0},
};

const struct command *command_find(struct str name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (str_eq_c(name, c->name))
			return c;
	return NULL;
}

const char *command_words(const struct command *c)
{
	static const char *const words[] = {
		[ARGS_NONE] = " [>file]",
		[ARGS_GRAPH] = " [n] [focus]... [-ignore]... [>file]",
		[ARGS_LEVELS] = " [n] [focus]... [-ignore]... [>file]",
		[ARGS_SORTED] = " [n] [focus]... [-ignore]... [-cum] [>file]",
		[ARGS_REGEX] = " regexp [focus]... [-ignore]... [>file]",
		[ARGS_REGEX_COUNT] = " regexp [n] [focus]... [-ignore]... [>file]",
		[ARGS_TAGS] = " [tagfocus]... [-tagignore]... [>file]",
	};

	return words[c->args];
}

static bool has_value(const struct command *c, struct str value)
{
	struct str rest = str_from_c(c->values), one;

	while (c->values != NULL && str_split(&rest, ',', &one))
		if (str_eq(str_trim(one), value))
			return true;
	return false;
}

bool command_flag(const struct command *c, struct str value, bool *on, struct str *word,
	struct err *err)
{
	if (command_takes_regex(c) || has_value(c, value)) {
		*on = value.n != 0;
		*word = value;
		return true;
	}
	if (!num_bool(value, on))
		return err_set(err, "-%s takes true or false%s%s, not \"%.*s\"", c->name,
			c->values != NULL ? ", or one of " : "", c->values != NULL ? c->values : "",
			STR_ARG(value));
	*word = STR("");
	return true;
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

bool command_gives_data(const struct command *c, const struct config *config)
{
	if (config->format == FORMAT_MARKDOWN && (c->flags & COMMAND_MARKDOWN))
		return false;
	return config->format != FORMAT_TEXT && command_takes_format(c);
}

bool command_gives_all(const struct command *c, const struct config *config)
{
	return command_gives_data(c, config) && config->format != FORMAT_MARKDOWN;
}

/* Programs get all of a list; where nodecount is about something else, they get what people get. */
static int nodes_of(const struct command *c, const struct config *config)
{
	return command_gives_all(c, config) && !(c->flags & COMMAND_COUNTS_ELSE) ? 0 : c->nodes;
}

struct config command_config(const struct command *command, const struct config *config)
{
	struct config c = *config;

	if (command->granularity != CHOICE_NONE)
		c.granularity = command->granularity;
	else if (c.granularity == CHOICE_NONE)
		c.granularity = command->granularity_else;
	if (command->flags & (COMMAND_OUTERMOST | COMMAND_INLINED))
		c.noinlines = command->flags & COMMAND_OUTERMOST;
	if (c.nodecount == -1)
		c.nodecount = nodes_of(command, config);
	if ((command->flags & COMMAND_UNTRIMMED) || !c.trim) {
		if (!(command->flags & COMMAND_COUNTED) || !c.trim)
			c.nodecount = 0;
		c.nodefraction = 0;
		c.edgefraction = 0;
	}
	return c;
}
