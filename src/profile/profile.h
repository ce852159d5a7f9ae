/*
 * profile.h: a loaded profile as flat tables of ids.
 *
 * A profile is frozen: whoever has one has a const struct profile, and nobody changes it. It is loaded as a
 * builder (builder.h), then changed and completed as a draft (draft.h). It owns nothing: its tables are in
 * the arena that the draft was made in. Ids index tables whose element 0 is a real, zeroed "none".
 * One-to-many is begin[n + 1] and a payload array:
 *	for (uint32_t f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++)
 *		use(p->frames[f]);
 * Every location has at least one frame: one without lines gets a frame of function 0. Stacks and
 * frames run from leaf to root, as in the file. Samples and stacks count from 0.
 *
 * Samples that have the same stack share it. So who adds up samples adds up the values of each stack first,
 * and then looks at each stack once (graph/walk.h).
 *
 * What the format means is at github.com/google/pprof/blob/main/proto/profile.proto.
 */
#ifndef CPROF_PROFILE_PROFILE_H
#define CPROF_PROFILE_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/intern.h"

typedef uint32_t fn_id;    /* into functions */
typedef uint32_t map_id;   /* into mappings */
typedef uint32_t loc_id;   /* into the loc_ columns and frame_begin */
typedef uint32_t frame_id; /* into frames */
typedef uint32_t stack_id; /* into stack_begin */

/* What a value counts: "cpu" in "nanoseconds". */
struct value_type {
	str_id type, unit;
};

struct function {
	uint64_t id; /* in the file */
	str_id name, system_name, file;
	int64_t start_line;
};

struct mapping {
	uint64_t id; /* in the file */
	uint64_t start, limit, offset;
	str_id file, build_id;
	str_id kernel_symbol; /* what `start` is the address of, as the file's name in the profile said */
	bool has_functions, has_filenames, has_line_numbers, has_inline_frames;
};

struct frame {
	fn_id fn; /* 0 only where the location has no lines */
	int64_t line, column;
};

/* One label of a sample: text, or a number with an optional unit. */
struct label {
	str_id key : 31;
	bool is_number : 1;
	str_id text; /* of a number, its unit; 0 when none was given */
	int64_t number;
};

/*
 * A column of location ids, nearly all of a large profile's memory: 16 bits wide while all ids fit.
 * One of the two is NULL (or both, when it is empty).
 */
struct loc_column {
	uint16_t *narrow;
	loc_id *wide;
};

static inline loc_id loc_column_get(const struct loc_column *c, size_t i)
{
	return c->narrow != NULL ? c->narrow[i] : c->wide[i];
}

static inline void loc_column_set(struct loc_column *c, size_t i, loc_id loc)
{
	if (c->narrow != NULL)
		c->narrow[i] = (uint16_t)loc;
	else
		c->wide[i] = loc; /* NOLINT(clang-analyzer-core.NullDereference): it has room */
}

/* Begins to bring that part of the column to the processor. */
static inline void loc_column_prefetch(const struct loc_column *c, size_t i)
{
	if (c->narrow != NULL)
		__builtin_prefetch(&c->narrow[i]);
	else
		__builtin_prefetch(&c->wide[i]);
}

/* A zeroed column for n ids of one of n_locations locations, in the arena. */
struct loc_column loc_column_make(struct arena *a, uint32_t n_locations, size_t n);

/* A column of values, each a signed number of `width` bytes: 1, 2, 4 or 8. */
struct value_column {
	void *p; /* NULL: there is none */
	uint32_t width;
};

/* Whether a number of so many bytes can be the value. */
static inline bool value_fits(uint32_t width, int64_t value)
{
	return value >> (8 * width - 1) == value >> 63;
}

static inline int64_t value_column_get(const struct value_column *c, size_t i)
{
	switch (c->width) {
	case 1:
		return ((const int8_t *)c->p)[i];
	case 2:
		return ((const int16_t *)c->p)[i];
	case 4:
		return ((const int32_t *)c->p)[i];
	default:
		return ((const int64_t *)c->p)[i];
	}
}

/* The value must fit. */
static inline void value_column_set(struct value_column *c, size_t i, int64_t value)
{
	switch (c->width) {
	case 1:
		((int8_t *)c->p)[i] = (int8_t)value;
		break;
	case 2:
		((int16_t *)c->p)[i] = (int16_t)value;
		break;
	case 4:
		((int32_t *)c->p)[i] = (int32_t)value;
		break;
	default:
		((int64_t *)c->p)[i] = value;
		break;
	}
}

struct trace_tables;

struct profile {
	struct intern strings;

	const struct value_type *types; /* of the values, n_types of them, at least one */
	uint32_t n_types;
	struct value_type period_type;
	int64_t period;
	int64_t time_nanos, duration_nanos; /* 0 when not given */
	str_id default_type, doc_url, drop_frames, keep_frames;
	const str_id *comments;
	uint32_t n_comments;
	const struct trace_tables
		*trace; /* trace-tables.h; NULL: it was not made of one trace alone */

	const struct mapping *mappings; /* mappings[1] is the main binary */
	const struct function *functions;
	uint32_t n_mappings, n_functions; /* with element 0 */

	/* Locations, by column. */
	const uint64_t *loc_file_id; /* id in the file */
	const uint64_t *loc_address;
	const map_id *loc_mapping;
	const bool *loc_folded;
	const uint32_t *frame_begin; /* n_locations + 1 */
	uint32_t n_locations;        /* with element 0 */
	const struct frame *frames;
	uint32_t n_frames;

	/* Samples, by column. */
	size_t n_samples;
	const struct value_column *values; /* by type: a value of each sample; profile_value */
	/*
	 * A profile less a base (merge.h) is a comparison. By type: what the base had of each sample, as values
	 * are counted; what the other one had is value and before together. NULL: it is no comparison.
	 */
	const struct value_column *before;
	const stack_id *stack_of; /* by sample; NULL: sample i has stack i, and no other has it */
	const uint32_t *label_begin; /* n_samples + 1; NULL when no sample has a label */
	const struct label *labels;

	/*
	 * Stacks, in the order of the samples that have them first. As a rule they are all different: stacks.h
	 * tells when some are not, and pruning may make some equal.
	 */
	const uint32_t *stack_begin; /* n_stacks + 1 */
	struct loc_column stack;
	/*
	 * How many locations at the root a stack has in common with the one before, at least; NULL: not known.
	 * Stacks cut short since then may have fewer locations.
	 */
	const uint16_t *stack_shared;
	uint32_t n_stacks;
};

/* A part of a stack: positions in the stack column, from leaf to root, without `end`. */
struct window {
	uint32_t begin, end;
};

/* How many locations two stacks have in common at the root. */
size_t loc_column_common(const struct loc_column *c, struct window a, struct window b);

static inline struct window profile_stack(const struct profile *p, stack_id stack)
{
	return (struct window){p->stack_begin[stack], p->stack_begin[stack + 1]};
}

static inline int64_t profile_value(const struct profile *p, uint32_t type, size_t sample)
{
	return value_column_get(&p->values[type], sample);
}

/* What the base of a comparison had; 0 without one. */
static inline int64_t profile_before(const struct profile *p, uint32_t type, size_t sample)
{
	return p->before != NULL ? value_column_get(&p->before[type], sample) : 0;
}

static inline stack_id profile_stack_of(const struct profile *p, size_t sample)
{
	return p->stack_of != NULL ? p->stack_of[sample] : (stack_id)sample;
}

static inline struct window profile_sample_stack(const struct profile *p, size_t sample)
{
	return profile_stack(p, profile_stack_of(p, sample));
}

static inline struct str profile_str(const struct profile *p, str_id id)
{
	return intern_str(&p->strings, id);
}

/* True when the location came without lines: its one frame is a placeholder. */
static inline bool profile_loc_bare(const struct profile *p, loc_id loc)
{
	return p->frames[p->frame_begin[loc]].fn == 0;
}

/*
 * The position of the value type that `name` asks for: a number, a type's name, or nothing for the
 * default. Like pprof, inuse_NAME also finds NAME. The error says what there is.
 */
bool profile_type_index(const struct profile *p, struct str name, uint32_t *index, struct err *err);

/*
 * The unit of each numeric label key. Like pprof it is the first unit given with the key in the
 * order of the samples; without any, bytes for "alignment" and "request", else the key itself.
 */
enum { LABEL_UNITS_IGNORED = 8 };

struct label_unit {
	str_id key;
	str_id given; /* 0: none */
	struct str unit;
	str_id ignored[LABEL_UNITS_IGNORED]; /* other units given with it, the first few, by name */
	uint32_t n_ignored;
};

struct label_units {
	struct label_unit *rows; /* in the order the keys are first seen */
	uint32_t n;
	const uint32_t *row_of; /* by str_id: 1 + row; NULL when there are none */
};

/* All keys of numeric labels, in the arena. */
struct label_units profile_label_units(struct arena *a, const struct profile *p);

/* The unit of key; empty when no numeric label has the key. */
struct str profile_label_unit(const struct label_units *units, str_id key);

/*
 * A function's name as pruning compares it: without a leading '.' and without what follows the
 * first '(', but for "(anonymous namespace)" and "operator()". From pprof's profile/prune.go.
 */
struct str profile_prune_name(struct str name);

#endif
