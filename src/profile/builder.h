/*
 * builder.h: a profile while it is decoded: columns that grow, and ids of the file.
 *
 * Decode into a builder; then builder_finish checks every rule once and hands the columns over to a draft,
 * which has ids of its own tables. Samples come before the tables that they refer to. Until then the stacks
 * hold the location ids of the file, squeezed into 32 bits (raw_of). A stack that an earlier sample had is
 * known by the hash of its packed bytes.
 */
#ifndef CPROF_PROFILE_BUILDER_H
#define CPROF_PROFILE_BUILDER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/input.h"
#include "base/intern.h"
#include "base/lists.h"
#include "base/map.h"
#include "base/mem.h"
#include "profile/draft.h"
#include "profile/stacks.h"
#include "profile/value-columns.h"

/* A string of the file, by its index in the string table. */
typedef uint32_t raw_str;

/* The most values that a sample may have. Each has a column of its own, however short the profile is. */
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

/* The location ids of a sample, where they are one packed field. */
struct packed_ids {
	struct print print;
	uint64_t at; /* where they begin in the stream; 0: not known */
	size_t n;    /* bytes */
};

struct builder {
	struct arena *arena; /* the profile's */

	struct intern names;          /* the distinct strings */
	VEC(str_id) strings;          /* the file's table, into names */
	VEC(struct value_type) types; /* str_id fields here are raw_str, as everywhere below */
	VEC(struct mapping) mappings;
	VEC(struct function) functions;
	VEC(struct raw_location) locations;
	VEC(struct raw_line) lines;
	VEC(raw_str) comments;
	struct str_list notes; /* for the user: how the file was understood; in the arena */
	const struct trace_tables *trace; /* in the arena; or NULL */
	struct value_type period_type;
	int64_t period, time_nanos, duration_nanos;
	raw_str default_type, doc_url, drop_frames, keep_frames;
	bool has_time;

	/* Samples. */
	VEC(int64_t) given; /* values of the sample that is read now */
	struct value_columns
		values;            /* its rows are the samples; without columns before the first */
	VEC(uint32_t) label_begin; /* n_samples + 1, once there is a label */
	VEC(struct label) labels;

	struct stacks stacks;
	uint32_t others;         /* records that came since the last sample */
	struct packed_ids ahead; /* of the sample after the one that is read now */
	VEC(unsigned char) last; /* ids of the newest stack, packed */
	VEC(char) packed;        /* ids of the sample that is read now, unless its stack was set */
	stack_id stack;          /* of that sample, once it is set */
	bool has_stack;
	struct map big_ids; /* location ids of 2^31 and more -> 1 + position in big */
	VEC(uint64_t) big;
	uint32_t
		last_raw; /* the largest in the stacks less one; where there is a 0 that is UINT32_MAX */
};

/* Makes an empty builder. Its strings go into the arena. */
void builder_init(struct builder *b, struct arena *arena);
void builder_release(struct builder *b);

/* Says that the next record is no sample. */
void builder_add_other(struct builder *b);

/* Appends a string to the file's table. It is copied when it is new. */
void builder_add_string(struct builder *b, struct str s);

/* Appends a location id of the file to the stack of the next sample. */
void builder_add_id(struct builder *b, uint64_t id);

/*
 * Gives the next sample all its location ids at once, as a packed field of the file, instead. `print` is their
 * fingerprint if it is known, or NULL. False when the bytes are no such field.
 */
bool builder_set_stack(struct builder *b, struct str packed, const struct print *print);

/*
 * Ends a sample whose location ids the caller has given, and whose labels it has appended: `values` are its n
 * values. Fails when earlier samples had another number of values.
 */
bool builder_add_sample(struct builder *b, const int64_t *values, uint32_t n, struct err *err);

/*
 * Checks everything and makes it a draft, in the builder's arena. On success the builder is empty; else the
 * draft is untouched.
 */
bool builder_finish(struct builder *b, struct draft *d, struct err *err);

#endif
