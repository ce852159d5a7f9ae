/*
 * go-symbols.h: names the locations of a sample by the comment lines with which Go's debug=1 texts
 * follow it.
 *
 *	2 @ 0x48258e 0x41658e 0x51c16a 0x51c0f3 0x4895e1
 *	# labels: {"gate":"north"}
 *	#	0x51c169	main.(*docker).wait+0x89	/src/main.go:44
 *	#	0x51c0f2	main.stuck.func1+0x12	/src/main.go:97
 *
 * The lines give functions, files and lines to locations, and labels to the sample. pprof reads
 * none of them; so without such lines, and with load_limits.no_symbols, a profile is what pprof
 * makes of it.
 */
#ifndef CPROF_IMPORT_GO_SYMBOLS_H
#define CPROF_IMPORT_GO_SYMBOLS_H

#include "base/arena.h"
#include "base/mem.h"
#include "import/go-text.h"

struct import;

/* What comments say about the location at the same place in struct import. */
struct import_go_location {
	uint32_t sample; /* 1 + the sample whose comments named it; 0: none */
	bool hidden,
		end; /* it stood where Go leaves out functions of the runtime, and runtime.goexit */
};

/* Zero-initialized is empty and valid. */
struct import_go_symbols {
	struct arena scratch, texts;        /* texts: of the lines */
	VEC(struct import_go_symbol) lines; /* of the last sample */
	VEC(struct import_go_location) rows;
};

/* Reads a comment line, which belongs to the sample closed last. */
void import_go_comment(struct import *im, struct str line);

/* Says that the sample closed last has no more comments. */
void import_go_end_sample(struct import *im);

/* Says that there are no more samples. */
void import_go_end(struct import *im);

/* Bytes of memory that the comments take. */
uint64_t import_go_memory(const struct import_go_symbols *g);

void import_go_release(struct import_go_symbols *g);

#endif
