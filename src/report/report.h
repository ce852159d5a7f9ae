/*
 * report.h: What all reports share: their subject, their facts, and the values of rows.
 *
 * A report is one function. It gives the rows of a view to r->writer; only reports whose bytes are
 * no rows (dot, proto, callgrind, pages) write to r->out. `dot` does both: its rows are the data of
 * a picture. struct report holds all that a report needs. It changes neither profile, view nor
 * options; of struct report it changes `values.unit` (chosen once the rows are known),
 * `values.total` and `whole_numbers` where its format asks for others, and it allocates in `arena`.
 * It returns false with an error when it has nothing to say.
 */
#ifndef CPROF_REPORT_REPORT_H
#define CPROF_REPORT_REPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/notes.h"
#include "base/out.h"
#include "base/rx.h"
#include "config/config.h"
#include "graph/calls.h"
#include "profile/profile.h"
#include "table/table.h"
#include "view/view.h"

/* How much of a C++ or Rust name is shown; see demangle/demangle.h. */
enum report_names { REPORT_NAMES_FULL, REPORT_NAMES_TEMPLATES, REPORT_NAMES_SHORT };

/* The two sides of a comparison. */
enum report_sides { REPORT_BEFORE, REPORT_AFTER, REPORT_SIDES };

struct report_side {
	const struct str *names; /* of its files and URLs */
	size_t n_names;
	int64_t duration_nanos; /* 0: not known */
};

struct report {
	struct arena *arena;         /* the request's */
	struct table_writer *writer; /* gets the rows */
	struct out *out;             /* gets the bytes of reports that are no rows */
	void *context; /* of report_runs, report_check and report_series, and of functions that are no reports of ours */
	const char *name;         /* of the command: "top" */
	const struct str *inputs; /* the files and URLs of the profile, for the facts */
	size_t n_inputs;
	const struct table_notes *notes; /* what the user was told so far; or NULL */
	const struct notes *to_user;     /* where more goes that no row can say; NULL: nowhere */
	const struct profile *profile;
	const struct view *view;
	struct graph_kept *kept;     /* what graphs of the view share; or NULL */
	const struct config *config; /* with the command's own rules applied */
	const struct config *asked;  /* as the user set them, for the facts; NULL: those above */
	struct rx *regex;            /* the command's argument, or NULL */
	struct str regex_text;       /* as it was given */
	struct str value;            /* of the command's flag: one of command.values, or empty */
	uint32_t type;               /* which value of the samples */
	struct table_values values;  /* how they are scaled, and their total */
	bool whole_numbers;          /* the format has no fractions */
	bool compared;               /* the profile is the difference to a base */
	/* What is compared; the first has no names without a base. */
	struct report_side sides[REPORT_SIDES];
	bool before_is_total;  /* the base is the 100% */
	struct str tools;      /* where objdump is; see objfile/tools.h */
	struct str debug_dirs; /* where debug files are; see binary_debug_dirs */
	/* The name of a linker's symbol as it is in the source, or the same; NULL: nobody knows. */
	struct str (*demangle)(struct arena *a, struct str name, enum report_names how);
};

/*
 * Fills in what follows from the profile, the options, and r->out and r->compared. The total is
 * that of all samples; of the view's with relative_percentages, and the view may be NULL without.
 */
bool report_init(struct report *r, const struct profile *p, const struct view *v,
	const struct config *c, struct err *err);

/* What 100% is for a type of the samples: r->values.total for r->type. */
int64_t report_total(const struct report *r, uint32_t type);

/* A value, scaled and with its unit: "1.50s". In the arena. */
struct str report_value(const struct report *r, int64_t value);

/*
 * The type whose values count the samples themselves. Other counts, as those of heap profiles, are estimated from
 * fewer samples and vary more than their size says. False: there is none.
 */
bool report_count_type(const struct profile *p, uint32_t *type);

/*
 * A value of one side of a comparison, which is scaled for the changes. One that would be 0 in their unit has its own,
 * unless the user named the unit. In the arena.
 */
struct str report_side_value(const struct report *r, int64_t value);

/* A change, with its sign, scaled in the same way: "+1.50s", "-20ms", "0". In the arena. */
struct str report_change(const struct report *r, int64_t change);

/* The same in percent of what was before: "+42.2%", "new", "gone". */
struct str report_change_percent(const struct report *r, int64_t before, int64_t after);

/* The same for a row of a page, with its sign where values are changes; "." for 0. */
struct str report_weight_or_dot(const struct report *r, int64_t value);

/* Where to look for sources: the option, or the current directory. */
bool report_source_path(const struct report *r, struct str *path, struct err *err);

/*
 * Colours a row by the node's weight that rows go by. A node that has much below it is never faint:
 * it has no colour.
 */
void report_color_node(const struct report *r, const struct graph *g, node_id n,
	struct table_row *row);

/* The legend above a list of nodes. */
enum { REPORT_LEGEND = TABLE_LEGEND_PROFILE | TABLE_LEGEND_FILTERS | TABLE_LEGEND_SHOWN };

/*
 * What is true of the whole report, for its writer. `legend` says which lines a text has (enum
 * table_legend); with compact_labels, TABLE_LEGEND_PROFILE is left out of it. The graph, or NULL,
 * says which nodes are listed.
 */
struct table_facts report_facts(const struct report *r, const struct graph *g, unsigned legend);

/* The legend's lines about the profile, written to r->out: for the console's greeting. */
void report_greet(struct report *r);

/* The lines of the legend in a picture, which has all of it and a word on how to read it. */
struct str *report_picture_legend(struct report *r, const struct graph *g, size_t *n_lines);

/*
 * What a function is called in a picture, where long names are in the way: without what is in front
 * of the last part of its package or namespace, and without Java's arguments. A part of `name`, or
 * a new string in the arena.
 */
struct str report_short_name(struct arena *a, struct str name);

/* The spec of the graph that the options ask for; its edges are the report's to set. */
struct graph_spec report_graph_spec(const struct report *r);

/*
 * Chooses r->values.unit by the smallest value that the graph's nodes have. It does nothing where
 * the option names a unit.
 */
void report_choose_unit(struct report *r, const struct graph *g);

/* The same by the smallest value that is printed, without its sign; 0 where there is none. */
void report_choose_unit_by(struct report *r, int64_t least);

/*
 * Keeps those nodes of g->order whose names the command's expression matches. Fails when there are
 * none, or when a match takes too long.
 */
bool report_keep_matches(struct report *r, struct graph *g, struct err *err);

/* The labels of a sample that have one key: texts or numbers, in the order of the profile. */
struct label_group {
	str_id key;
	const struct label **labels;
	uint32_t n;
};

/*
 * Calls `line` for each key of a sample's labels: of those with a text, or of those with a number.
 * Sets *lines to the texts that it returned, sorted, in the report's arena, and returns how many
 * there are. Hidden keys are left out.
 */
size_t report_label_lines(struct report *r, size_t sample, bool numbers,
	struct str (*line)(struct report *, const struct label_group *), struct str **lines);

/*
 * The labels of a sample as an object: a text or a number for each key, a list where a key has
 * several. Hidden keys are left out. In the report's arena.
 */
struct label_object {
	struct table_list list;
	const struct report *r;
	const struct label_group *groups;
};

struct label_object report_label_object(struct report *r, size_t sample);

/* In the same way, the units of those numbers that have one. */
struct label_object report_label_units(struct report *r, size_t sample);

/* The texts with a space between each two, empty ones too. */
struct str report_join(struct report *r, const struct str *texts, size_t n);

/*
 * The reports that give rows to r->writer. Each returns false with an error where it has nothing to
 * say; rows that were given before then are worth nothing.
 */

/* `top`, `text`: a row for each node, heaviest first: flat, cum. */
bool report_top(struct report *r, struct err *err);

/* `find`: the same for the nodes whose names r->regex matches, and a last row for all of them. */
bool report_find(struct report *r, struct err *err);

/* `diff`: a row for each node that a comparison finds changed: before, after, change. */
bool report_diff(struct report *r, struct err *err);

/*
 * `diff` of runs (runs.h), with r->context their struct runs: a row for each node whose median changed: the medians
 * before and after, the change, p and q.
 */
bool report_runs(struct report *r, struct err *err);

/* `-series`: a row for each profile of r->context, a struct series, and each of its expressions. */
bool report_series(struct report *r, struct err *err);

/* `check`, with r->context a struct checks (checks.h): a row for each limit, and for functions that pass one. */
bool report_check(struct report *r, struct err *err);

/* `tree`, `peek`: each node between its callers and callees, with the weight of each call. */
bool report_tree(struct report *r, struct err *err);

/* `types`: the sample types of the profile with their totals. */
bool report_types(struct report *r, struct err *err);

/* `callers`, `callees`: a tree of call paths for each function that r->regex matches. */
bool report_callers(struct report *r, struct err *err);
bool report_callees(struct report *r, struct err *err);

/* `paths`: the heaviest stacks, from the root to the leaf. */
bool report_paths(struct report *r, struct err *err);

/* `flame`: all stacks as a flame graph: a picture made of characters, or its frames. */
bool report_flame(struct report *r, struct err *err);

/* `list`: the source lines of the functions that r->regex matches, with the flat and cum of each. */
bool report_list(struct report *r, struct err *err);

/* `disasm`: the same with instructions. It reads the binaries and runs objdump. */
bool report_disasm(struct report *r, struct err *err);

/* `summary`: what was measured, the heaviest functions, stacks, packages and labels, and hints, as Markdown. */
bool report_summary(struct report *r, struct err *err);

/* `tags`: a row for each value of each label, with what was measured under it. */
bool report_tags(struct report *r, struct err *err);

/* `traces`: a row for each sample: its value, its labels, its frames from the leaf to the root. */
bool report_traces(struct report *r, struct err *err);

/* `raw`: the tables of the profile: samples, functions, locations, mappings. */
bool report_raw(struct report *r, struct err *err);

/* `pgo`: a gzipped profile.proto of what Go's compiler reads. It notes how many calls there are. */
bool report_pgo(struct report *r, struct err *err);

/* `goroutines`, `procs`, `tasks`: what an execution trace says beside its profile (profile/trace-tables.h). */
bool report_goroutines(struct report *r, struct err *err);
bool report_procs(struct report *r, struct err *err);
bool report_tasks(struct report *r, struct err *err);

/* `comments`: the comments of the profile. */
bool report_comments(struct report *r, struct err *err);

/* `explain`: sentences about another report, with whose options it is run. */
bool report_explain(struct report *r, struct err *err);

/* The reports whose bytes are no rows; they write to r->out. */

/* `dot` and all pictures: the call graph in Graphviz's language. */
bool report_dot(struct report *r, struct err *err);

/* `callgrind`: the call graph by addresses, as kcachegrind reads it. */
bool report_callgrind(struct report *r, struct err *err);

/* `proto`: the profile as the view sees it, in profile.proto, gzipped. */
bool report_proto(struct report *r, struct err *err);

/* `folded`: each distinct stack as a line, with its value or with those of all sample types. */
bool report_folded(struct report *r, struct err *err);

/* `flamegraph`: a page of HTML with all flame graphs of the profile. */
bool report_flamegraph(struct report *r, struct err *err);

/* The bytes of flame/flame-data.h alone, for pages that have the script already. */
bool report_stacks(struct report *r, struct err *err);

/* `flamesvg`: all stacks as a flame graph in SVG, which needs no script. */
bool report_flamesvg(struct report *r, struct err *err);

/* `speedscope`: all stacks with the values of all sample types, for speedscope.app. */
bool report_speedscope(struct report *r, struct err *err);

/* `topproto`: the nodes of `top` as a profile of two values, in profile.proto, gzipped. */
bool report_topproto(struct report *r, struct err *err);

/* `weblist`: a page of HTML with the sources and instructions of functions. */
bool report_weblist(struct report *r, struct err *err);

#endif
