/*
 * perf-text.h: takes the lines of perf script's output apart.
 *
 * Each sample has a line about it, a head, and a line for each frame of its stack. perf prints the fields that -F
 * asks for, which the text does not name; so they are told by their form and by the width that perf gives them.
 * Results are views of the line.
 */
#ifndef CPROF_IMPORT_PERF_TEXT_H
#define CPROF_IMPORT_PERF_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* "	    55ee8fd14a60 main+0x10 (/tmp/prog)", a frame; or "	     3f9a3 merge+0x43 (inlined)" */
struct perf_text_frame {
	uint64_t address; /* of the process or of the file, as perf likes */
	struct str name;  /* without its offset; empty: not known */
	struct str file;  /* the binary; empty: not known */
	bool inlined;
};

/* Takes a frame apart, with white space before it or not. False for any other line. */
bool perf_text_frame(struct str line, struct perf_text_frame *f);

/* True when the address of a frame is where perf prints it. */
bool perf_text_in_column(struct str line);

/* "prog  4100/4101 [002] 10.500123:  250000 cycles:u:  55ee8fd14a60 main+0x10 (/tmp/prog)", a head */
struct perf_text_head {
	struct str comm;  /* empty: not known */
	int64_t pid, tid; /* -1: not known */
	bool has_cpu;     /* it has a number in brackets */
	int64_t time;     /* in nanoseconds; -1: not known */
	struct str event; /* empty: not known */
	int64_t period;   /* -1: not known */
	struct str
		frame; /* what a stack of one frame is; empty: the stack is below, or there is none */
};

/*
 * Takes a head apart. False for a line that has too little of it: it is a head if a stack follows, and else may be
 * anything. *h has what it says as a head.
 */
bool perf_text_head(struct str line, struct perf_text_head *h);

/*
 * "  msort.c:64 (inlined)", the line below a frame that -F +srcline prints. Sets *file, empty where perf does not know
 * it, *line and *inlined. False for any other line.
 */
bool perf_text_place(struct str line, struct str *file, int64_t *number, bool *inlined);

#endif
