/*
 * objdump.h: the instructions of a range of a binary, as objdump prints them.
 *
 * In: a binary's path and addresses as they are in the binary (not where it was loaded). Out: one row an
 * instruction, whose texts are in the arena. GNU objdump and llvm-objdump print alike enough for one
 * parser; its rules are those of pprof's internal/binutils/disasm.go.
 */
#ifndef CPROF_OBJFILE_OBJDUMP_H
#define CPROF_OBJFILE_OBJDUMP_H

#include <stdint.h>

#include "objfile/tools.h"

struct binary;

struct instruction {
	uint64_t address;
	struct str text;           /* "mov    %rsp,%rbp" */
	struct str function, file; /* the last ones that objdump named; or empty */
	uint32_t line;             /* 0: not known */
	bool told; /* the function is what it said of this place, not the head of a symbol */
};

struct instructions {
	struct instruction *rows;
	size_t n;
};

/* Reads what objdump printed, which must live as long as the rows. Any bytes will do. */
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
 * Runs objdump without a shell, until spec->end at most, for [begin, end). The error says what it said.
 * Fails with "stopped" after a Ctrl-C.
 */
bool objdump_run(struct arena *a, const struct objdump_spec *spec, uint64_t begin, uint64_t end,
	struct instructions *found, struct err *err);

struct objdump_range {
	uint64_t begin, end;
	struct instructions found; /* to be empty before */
};

/*
 * The same for several ranges, sorted and apart, with as few runs as may be: each gets what a run for it
 * alone would give. On failure some have what was found.
 */
bool objdump_ranges(struct arena *a, const struct objdump_spec *spec, struct objdump_range *ranges,
	size_t n, struct err *err);

#endif
