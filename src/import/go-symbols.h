/*
 * go-symbols.h: the comment lines with which Go's debug=1 texts say what the addresses of a sample are.
 *
 *	2 @ 0x48258e 0x41658e 0x51c16a 0x51c0f3 0x4895e1
 *	# labels: {"gate":"north"}
 *	#	0x51c169	main.(*docker).wait+0x89	/src/main.go:44
 *	#	0x51c0f2	main.stuck.func1+0x12	/src/main.go:97
 *
 * In: the lines behind a sample, from the readers of these texts. Out: lines and functions of its
 * locations, and its labels. pprof reads none of this; so without such lines, and with
 * load_limits.no_symbols, a profile is what it is there.
 */
#ifndef CPROF_IMPORT_GO_SYMBOLS_H
#define CPROF_IMPORT_GO_SYMBOLS_H

#include "base/arena.h"
#include "base/mem.h"
#include "import/go-text.h"

struct import;

/* What is known of a location: by its place in the table of struct import. */
struct import_go_location {
	uint32_t sample; /* 1 + the one whose comments named it; 0: none has */
	bool hidden,
		end; /* it stood where Go leaves out functions of the runtime, and runtime.goexit */
};

/* Zero-initialized is empty and valid. */
struct import_go_symbols {
	struct arena scratch, texts;        /* texts: of the lines */
	VEC(struct import_go_symbol) lines; /* of the last sample */
	VEC(struct import_go_location) rows;
};

/* Takes a comment line. It belongs to the last sample. */
void import_go_comment(struct import *im, struct str line);

/* The last sample has no more comments. */
void import_go_end_sample(struct import *im);

/* There are no more samples. */
void import_go_end(struct import *im);

/* The bytes that it takes. */
uint64_t import_go_memory(const struct import_go_symbols *g);

void import_go_release(struct import_go_symbols *g);

#endif
