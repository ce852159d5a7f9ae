/*
 * builder.h: a profile while it is loaded: columns that grow, and ids that are still the file's.
 *
 * Decode into a builder; then builder_finish checks every rule once and hands the columns over to a draft, which
 * has ids of its own tables.
 * Samples come before the tables they refer to, so the stack column holds, until then, the file's
 * location ids squeezed into 32 bits (see raw_of).
 */
#ifndef CPROF_PROFILE_BUILDER_H
#define CPROF_PROFILE_BUILDER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/input.h"
#include "base/map.h"
#include "base/mem.h"
#include "profile/draft.h"

/* A string of the file: an index into its string table. */
typedef uint32_t raw_str;

/* Values that a sample may have. Each takes a column of its own, however short the profile is. */
enum { TYPES_MAX = 1 << 16 };

struct raw_location {
	uint64_t id, mapping, address;
	uint32_t first_line, n_lines; /* in lines */
	bool folded;
};

struct raw_line {
	uint64_t function;
	int64_t line, column;
};

struct builder {
	struct arena *arena; /* the profile's: bytes of strings */

	VEC(struct str) strings;      /* the file's table */
	VEC(struct value_type) types; /* str_id fields here are raw_str, as everywhere below */
	VEC(struct mapping) mappings;
	VEC(struct function) functions;
	VEC(struct raw_location) locations;
	VEC(struct raw_line) lines;
	VEC(raw_str) comments;
	struct value_type period_type;
	int64_t period, time_nanos, duration_nanos;
	raw_str default_type, doc_url, drop_frames, keep_frames;
	bool has_time;

	/* Samples. */
	VEC(int64_t) given; /* values of the sample that is being read */
	uint32_t n_values;  /* of each sample; 0 before the first */
	int64_t **values;
	size_t values_cap, n_samples;
	VEC(uint32_t) stack_begin; /* n_samples + 1, once there is a sample */
	struct loc_column stack;
	size_t n_stack, stack_cap;
	VEC(uint32_t) label_begin; /* as stack_begin, once there is a label */
	VEC(struct label) labels;

	struct map big_ids; /* location ids of 2^31 and more -> 1 + position in big */
	VEC(uint64_t) big;
	uint32_t max_raw; /* the largest in stack */
	bool zero_id;     /* some sample refers to location 0 */
};

/* An empty builder. Strings will live in the arena. */
void builder_init(struct builder *b, struct arena *arena);
void builder_release(struct builder *b);

/*
 * Closes the sample whose stack and labels were appended: `values` are its n values. Fails when
 * that is not the number of the samples before.
 */
bool builder_add_sample(struct builder *b, const int64_t *values, uint32_t n, struct err *err);

/* A location id of the file as the stack column holds it. */
uint32_t builder_raw_location(struct builder *b, uint64_t id);

/* Makes room for n more ids in the stack column; and makes the column wide. */
void builder_stack_room(struct builder *b, size_t n);
void builder_stack_widen(struct builder *b);

/*
 * Checks everything and makes it a draft, in the builder's arena. On success the builder is empty; else the draft is
 * untouched.
 */
bool builder_finish(struct builder *b, struct draft *d, struct err *err);

#endif
