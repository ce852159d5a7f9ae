/*
 * perf-data.h: what is known of a recording of perf while it is read, and what becomes of it.
 */
#ifndef CPROF_IMPORT_PERF_DATA_H
#define CPROF_IMPORT_PERF_DATA_H

#include "base/print.h"
#include "import/reader.h"
#include "perf/record-order.h"
#include "perf/records.h"
#include "perf/spaces.h"
#include "perf/unwind.h"

/* Segments of frames that are in none. */
enum { SEGMENT_KERNEL = UINT32_MAX - 1, SEGMENT_UNKNOWN = UINT32_MAX };

/* An address in a segment, and how many samples have it. */
struct perf_frame {
	uint64_t address;
	uint32_t segment;
	uint32_t location; /* its place, at the end */
};

/* Samples that agree: of an event and a thread, with one stack. */
struct perf_row {
	uint32_t stack, n_stack; /* in `stacks`: places in `frames` */
	uint32_t event, who;
	int64_t count, period;
};

struct perf_segment_use {
	uint64_t n_frames; /* in all rows */
	uint32_t mapping;  /* 1 + place; 0: none */
};

struct perf_data {
	struct import *im;
	struct perf_records records;
	struct perf_order order;
	struct perf_spaces spaces;
	struct perf_features features;
	struct perf_unwinder unwinder;

	VEC(struct perf_frame) frames;
	struct index by_frame;
	VEC(uint32_t) stacks;
	VEC(struct perf_row) rows;
	struct print seed;
	struct prints by_row; /* 1 + place in rows */

	uint64_t n_records, n_samples, n_lost, n_unmapped;
	uint64_t first, last; /* times of samples */
	bool has_kernel;

	/* At the end. */
	VEC(struct perf_segment_use) uses;
	VEC(uint32_t)
	types;           /* by event: the place of its first type; UINT32_MAX: it has no sample */
	uint32_t kernel; /* the place of the location of all of the kernel */
};

/* Hands over what was read: types, mappings, locations and samples. */
bool import_perf_finish(struct perf_data *k, struct err *err);

#endif
