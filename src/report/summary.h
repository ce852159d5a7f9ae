/*
 * summary.h: What a summary knows of a profile, for the files that make it.
 */
#ifndef CPROF_REPORT_SUMMARY_H
#define CPROF_REPORT_SUMMARY_H

#include "report/label-sums.h"
#include "report/path-frames.h"

/* How much a summary shows. Its text has at most 60 lines. */
enum {
	SUMMARY_FUNCTIONS = 10, /* of both lists of functions */
	SUMMARY_PATHS = 5,
	SUMMARY_PACKAGES = 10,
	SUMMARY_LABELS = 5,       /* keys */
	SUMMARY_VALUES_LEAST = 2, /* of a label that is shown */
	SUMMARY_VALUES_MOST = 20,
	SUMMARY_HINTS = 4,
};

/* Something that the reader may not see in the numbers. */
struct summary_hint {
	const char *rule; /* "gc" */
	bool has_part;
	int64_t part;    /* the value that the hint is about */
	struct str text; /* a sentence; foreign text in it is code of Markdown */
};

/* A key of labels, with values next to each other. */
struct summary_label {
	const struct label_sum *first, *end;
};

/* All in the report's arena, but for `sums`. */
struct summary {
	struct report *r;
	struct table_facts facts;
	struct graph graph; /* of the view; `order` has all nodes, heaviest flat first */
	struct node_frames frames;

	int64_t kept; /* what the filters keep of the total */
	bool has_samples;
	int64_t samples; /* how many were taken */
	bool has_busy;
	double busy; /* total by duration: for cpu, how many processors were at work */
	bool has_sides;
	int64_t before, after;

	const str_id
		*own_of; /* by node_id: the module, where it is the program's own code; else 0 */
	struct intern modules;
	node_id own[SUMMARY_FUNCTIONS]; /* largest cum first */
	uint32_t n_own;

	struct view by_package;
	struct graph packages;

	struct path_tree paths;
	struct node_frames path_names;
	const uint32_t *ends;
	uint32_t n_ends;

	struct label_sums sums;
	struct summary_label labels[SUMMARY_LABELS];
	uint32_t n_labels, n_labels_left; /* left: that have as few values, and no room */

	struct summary_hint hints[SUMMARY_HINTS];
	uint32_t n_hints;
};

/* Finds the program's own code: own_of, own. */
void summary_find_own(struct summary *s);

/* Finds what to hint at; all else must be known. */
void summary_find_hints(struct summary *s);

/* A text as code of Markdown, shortened to some length that is good for a page. In the arena. */
struct str summary_code(const struct summary *s, struct str text);

/* "1.50s (12.34%)", in the arena. */
struct str summary_weight(const struct summary *s, int64_t value);

/* Lines of the text. Each has no line's end. They are in the arena. */
struct str summary_title(const struct summary *s);
struct str summary_profile_line(const struct summary *s);
struct str summary_total_line(const struct summary *s);
struct str summary_sides_line(const struct summary *s);   /* empty: it is no comparison */
struct str summary_filters_line(const struct summary *s); /* empty: there are none */
struct str summary_types_line(const struct summary *s);   /* empty: there is one type */
struct str summary_path_line(const struct summary *s, uint32_t i);
struct str summary_packages_line(const struct summary *s);
struct str summary_label_line(const struct summary *s, const struct summary_label *label);

#endif
