/*
 * unwind.h: the stack of a sample, from the registers and the top of the stack that perf record copied.
 *
 * So perf record --call-graph dwarf records stacks. Who called whom is in the binaries that were mapped; they are
 * read where they were.
 */
#ifndef CPROF_PERF_UNWIND_H
#define CPROF_PERF_UNWIND_H

#include "base/mem.h"
#include "perf/spaces.h"

struct binary;
struct cfi;

/* A binary whose call frame information is needed. */
struct perf_unwind_file {
	str_id file;
	struct binary *binary; /* NULL: it cannot be read */
	struct cfi *cfi;       /* NULL: it has no call frame information */
	uint64_t n_cut;        /* stacks that end here, since it is not known who called */
	bool real;             /* a file should be there: it is no [vdso] and no anonymous memory */
};

/* What is known of a segment of perf_spaces. */
struct perf_unwind_segment {
	uint32_t file; /* 1 + place in files; 0: not looked at */
	uint64_t base; /* what to subtract from its addresses to get those in the file */
};

/* Zero-initialized is empty and valid. */
struct perf_unwinder {
	VEC(struct perf_unwind_file) files;
	struct map by_file; /* 1 + place in files */
	VEC(struct perf_unwind_segment) segments;
	VEC(uint64_t) chain;                /* what perf_unwind made last */
	uint64_t n_open, n_stacks, n_short; /* n_short: they end where the copied stack does */
};

/*
 * Gives a sample the call chain that its registers and its stack tell: s->chain has the kernel's part as recorded and
 * that of the program. It is valid until the next call. A sample without registers is left as it is.
 */
void perf_unwind(struct perf_unwinder *u, const struct perf_spaces *spaces,
	const struct perf_maps *maps, struct perf_sample *s);

size_t perf_unwind_memory(const struct perf_unwinder *u);
void perf_unwind_release(struct perf_unwinder *u);

#endif
