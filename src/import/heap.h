/*
 * heap.h: what the heap profiles of gperftools, Go and jemalloc have in common.
 */
#ifndef CPROF_IMPORT_HEAP_H
#define CPROF_IMPORT_HEAP_H

#include "import/reader.h"

/* The counts of a line, as they stand there: "1: 16 [2: 32]". */
struct import_heap_counts {
	struct str objects, bytes;         /* in use */
	struct str all_objects, all_bytes; /* in brackets: ever allocated */
};

/* What the counts are of. */
struct import_heap_sampling {
	bool sampled;   /* one allocation in so many bytes was taken, */
	int64_t rate;   /* which is this; 0: not known, or all were */
	bool has_alloc; /* what was freed since is also there, in brackets */
};

/*
 * Takes \d+: *\d+ *\[ *\d+: *\d+ *\] off the front of *s; with minus, -? may stand before the first
 * two. False when it is not there; *s and *c may then have changed.
 */
bool import_heap_counts_take(struct str *s, bool minus, struct import_heap_counts *c);

/* Adds the types of values: objects and space, with has_alloc twice. */
void import_heap_types(struct import *im, const struct import_heap_sampling *how);

/* Closes the sample with these counts, and labels it with the size of one object. */
enum import_result import_heap_sample(struct import *im, const struct import_heap_counts *c,
	const struct import_heap_sampling *how, struct err *err);

/*
 * Makes of a sampled allocation what it stands for: count and size divided by the probability that
 * a sample of that size is taken, 1 - exp(-size / count / rate). With a rate of 0 that is 1.
 */
void import_unsample(int64_t *count, int64_t *size, int64_t rate);

#endif
