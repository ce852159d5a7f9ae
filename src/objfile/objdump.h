/*
 * objdump.h: the instructions of a range of a binary, as objdump prints them.
 *
 * In: the path of a binary, and addresses in the file (not where it was loaded). Out: one row an instruction,
 * with texts in the arena. GNU objdump and llvm-objdump print so much alike that one parser is enough. Its
 * rules are those of pprof's internal/binutils/disasm.go.
 */
#ifndef CPROF_OBJFILE_OBJDUMP_H
#define CPROF_OBJFILE_OBJDUMP_H

#include <stdint.h>

#include "objfile/tools.h"

struct binary;

struct instruction {
	uint64_t address;
	struct str text;           /* "mov    %rsp,%rbp" */
	struct str function, file; /* the last ones that objdump printed; or empty */
	uint32_t line;             /* 0: unknown */
	bool told; /* objdump printed the function for this place, not as the head of a symbol */
};

struct instructions {
	struct instruction *rows;
	size_t n;
};

/* Parses the output of objdump, which may be any bytes. The rows point into it. */
struct instructions objdump_parse(struct arena *a, struct str text);

struct objdump_spec {
	const struct objdump *objdump;
	struct str path;             /* of the binary */
	const struct binary *binary; /* the same, open; or NULL */
	bool intel;                  /* syntax of x86 */
	bool lines;                  /* say where instructions are from */
	int64_t end;                 /* clock_ms at which objdump is ended; INT64_MAX: never */
};

/*
 * Runs objdump, without a shell and until spec->end at most, for [begin, end). The error holds what objdump
 * printed; after a Ctrl-C it is "stopped".
 */
bool objdump_run(struct arena *a, const struct objdump_spec *spec, uint64_t begin, uint64_t end,
	struct instructions *found, struct err *err);

struct objdump_range {
	uint64_t begin, end;
	struct instructions found; /* empty before the call */
};

/*
 * Does the same for n ranges, which are sorted and do not touch, with as few runs of objdump as possible.
 * Each range gets what a run for it alone would give. Note: after a failure some ranges are filled in.
 */
bool objdump_ranges(struct arena *a, const struct objdump_spec *spec, struct objdump_range *ranges,
	size_t n, struct err *err);

#endif
