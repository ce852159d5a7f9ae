/*
 * v8-profile.h: a profile of V8 while it is read, in whatever order its parts come: a tree of calls, and which of them
 * ran when.
 *
 * V8 gives no line of a caller, only where each function begins. Of the function that runs it may know lines:
 * for each sample, or how many samples of a node were at which line.
 */
#ifndef CPROF_IMPORT_V8_PROFILE_H
#define CPROF_IMPORT_V8_PROFILE_H

#include "import/json-text.h"

/* The begin of a function; line and column count from 1, and are 0 where they are not known. */
struct v8_frame {
	raw_str name, url;
	int64_t line, column;
};

struct v8_node {
	int64_t id;        /* of V8 */
	uint32_t caller;   /* 1 + its place in nodes; 0: none */
	uint32_t function; /* 1 + its place in the import's functions; 0: not looked up yet */
	struct v8_frame frame;
	int64_t hits, size;     /* samples, and bytes, that are its own */
	uint32_t tick, n_ticks; /* its part of ticks */
	bool known;             /* it was read; else it was only mentioned so far */
};

/* So many samples of a node were at a line. */
struct v8_tick {
	int64_t line, samples;
};

struct v8_profile {
	VEC(struct v8_node) nodes;
	struct map by_id; /* of V8 -> 1 + place in nodes */
	VEC(struct v8_tick) ticks;
	VEC(uint32_t) samples; /* places in nodes */
	VEC(int64_t)
	times; /* microseconds since the sample before, or since the start; see at_times */
	VEC(uint32_t) lines; /* of samples; 0: not known; may be fewer */
	bool at_times;       /* times are points in time */
	int64_t start, end;  /* microseconds; end is 0 when it is not known */
};

void v8_profile_release(struct v8_profile *p);

/* Empties a profile and keeps its memory. */
void v8_clear(struct v8_profile *p);

/* Adds what one part of a profile has to what was read before. */
void v8_append(struct import *im, struct v8_profile *to, const struct v8_profile *part);

/* The place of the node that V8 calls `id`, which is added when it is new. */
uint32_t v8_node(struct v8_profile *p, int64_t id);

/*
 * Reads a node, with those that are in it. Its children may be nodes or their ids; or it has the id of its parent
 * (v8-nodes.c).
 */
void v8_read_node(struct import_json *j, struct v8_profile *p);

/* Reads an array of such nodes. */
void v8_read_nodes(struct import_json *j, struct v8_profile *p);

/* Read an array of samples, of their times, and of their lines. */
void v8_read_samples(struct import_json *j, struct v8_profile *p);
void v8_read_times(struct import_json *j, struct v8_profile *p);
void v8_read_lines(struct import_json *j, struct v8_profile *p);

/* Adds the frames of a node's callers to the open sample, to the root. False when the calls go in a circle. */
bool v8_add_callers(struct import *im, struct v8_profile *p, uint32_t node, struct err *err);

/* Adds the frame of the node itself; line 0: where its function begins. */
void v8_add_leaf(struct import *im, struct v8_profile *p, uint32_t node, int64_t line);

/* Adds the types of a CPU profile: samples/count and cpu/nanoseconds. */
void v8_add_types(struct import *im);

/* How long the profile lasted, in nanoseconds; 0: not known. */
int64_t v8_duration(const struct v8_profile *p);

/* A label that each sample of a profile gets. */
struct v8_label {
	struct str key, text; /* text empty: it is a number */
	int64_t number;
};

/* Adds the samples of a profile that was read. */
bool v8_add_samples(struct import *im, struct v8_profile *p, const struct v8_label *labels,
	size_t n_labels, struct err *err);

#endif
