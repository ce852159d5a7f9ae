/*
 * tools.h: the programs that take binaries apart, and where they are.
 *
 * The rules are those of pprof's internal/binutils: what -tools says, or PPROF_TOOLS, is a list of
 * NAME:FOLDER and FOLDER with ',' between them. A program is looked for in the folders that stand with
 * its name, then in those without one; with no list at all, in PATH. Beyond it, what stands with a name
 * may be the program itself, and where PATH has neither llvm-objdump nor objdump, llvm-objdump-N will do.
 */
#ifndef CPROF_OBJFILE_TOOLS_H
#define CPROF_OBJFILE_TOOLS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum objdump_kind { OBJDUMP_GNU, OBJDUMP_LLVM };

struct objdump {
	const char *path;
	enum objdump_kind kind;
};

/*
 * Finds the program that disassembles: llvm-objdump of version 8 or newer comes before GNU objdump.
 * Which of the two a program is, it is asked itself, until clock_ms is `end` at most. The error says where it
 * was looked for.
 */
bool tools_find_objdump(struct arena *a, struct str tools, int64_t end, struct objdump *found,
	struct err *err);

/* Which objdump prints this when asked for its version. False: none that can be used. */
bool tools_objdump_kind(struct str version, enum objdump_kind *kind);

#endif
