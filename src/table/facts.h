/*
 * facts.h: What is true of a whole report: the profile it is of, its options, its total, what was
 * left out. Texts print some of it as the legend above the rows.
 */
#ifndef CPROF_TABLE_FACTS_H
#define CPROF_TABLE_FACTS_H

#include "table/values.h"

/* A sample type of the profile and the sum of its values. */
struct table_sample_type {
	struct str type, unit;
	int64_t total;
};

/* An option that is not at its default, or a filter. */
struct table_option {
	const char *name;
	struct str value; /* as it is typed */
	bool is_bare;     /* a number or true or false: data formats write it without quotes */
};

/* What the profile says of itself. Strings may be empty and numbers 0 where it does not say it. */
struct table_source {
	const struct str *inputs; /* the files and URLs it was read from */
	size_t n_inputs;
	bool has_base; /* what was read from these files and URLs is subtracted */
	const struct str *base_inputs;
	size_t n_base_inputs;
	int64_t base_duration_nanos;
	bool has_main; /* the first mapping has a file: `main` is its base name */
	struct str main, build_id, doc_url;
	const struct str *comments;
	size_t n_comments;
	struct str type; /* of the values: "cpu" */
	bool is_mean;
	int64_t time_nanos;             /* since 1970 */
	int64_t duration_nanos, period; /* a duration is that of all inputs, also of the base */
	struct str period_type, period_unit;
	const struct table_sample_type *types; /* NULL where the format prints none */
	size_t n_types;
};

/* What the user was told while the report was made; more may come until its end. */
struct table_notes {
	const struct str *p;
	size_t n;
};

/* The lines of the text's legend. */
enum table_legend {
	TABLE_LEGEND_PROFILE = 1 << 0, /* file, build id, comments, type, time, duration */
	TABLE_LEGEND_FILTERS = 1 << 1, /* the filters that are set */
	TABLE_LEGEND_SHOWN = 1 << 2,   /* the share of the listed nodes, what was dropped */
	TABLE_LEGEND_EDGES = 1 << 3,   /* the edges that were dropped, too */
	TABLE_LEGEND_TOTAL = 1 << 4,   /* "Total: 1.50s" */
};

struct table_facts {
	const char *report; /* the name of the command: "top" */
	struct table_source source;
	struct table_values values;
	const struct table_option *options; /* that differ from their defaults */
	size_t n_options;
	const struct table_option *filters; /* that are set, in the order of the legend */
	size_t n_filters;

	bool has_nodes;                    /* the report is of nodes, and these count */
	int64_t listed;                    /* the flat values of the listed nodes, summed */
	uint32_t nodes_listed, nodes_kept; /* kept: before nodecount cut them */
	uint32_t nodes_dropped, edges_dropped;
	double node_fraction, edge_fraction; /* below which they were dropped */

	unsigned legend; /* enum table_legend */
	bool texts;      /* JSON also has what texts print */
	/* Lines of the text behind the legend; they hold no foreign text. */
	const struct str *sentences;
	size_t n_sentences;

	const struct table_notes *notes; /* NULL: none */
};

/* A node or an edge is dropped below this value. */
int64_t table_cutoff(const struct table_values *values, double fraction);

/*
 * The legend's lines, in the arena. Rules and words are those of pprof's report.ProfileLabels and
 * reportLabels.
 */
struct str *table_legend_lines(struct arena *a, const struct table_facts *facts, size_t *n_lines);

/*
 * A time since 1970 as local time, in the zone of TZ, in the arena: "2026-11-21 01:57:22 UTC". Empty where it is 0
 * or the zone has no such time.
 */
struct str table_time_text(struct arena *a, int64_t nanos);

/* Writes the legend's lines. */
void table_put_legend(struct out *o, struct arena *a, const struct table_facts *facts);

#endif
