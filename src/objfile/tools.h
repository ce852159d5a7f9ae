/*
 * tools.h: finds objdump.
 *
 * The rules are those of pprof's internal/binutils. -tools, or PPROF_TOOLS, is a list of NAME:FOLDER and
 * FOLDER, separated by ','. A program is searched in the folders given with its name, then in those without a
 * name; without any list, in PATH. Two rules are ours: the FOLDER of NAME:FOLDER may be the program itself,
 * and where PATH has neither llvm-objdump nor objdump, llvm-objdump-N is taken.
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
 * Finds an objdump: llvm-objdump 8 or newer before GNU objdump. It runs each program that it tries, to ask
 * which of the two it is, until clock_ms() is `end` at most. found->path is in the arena. The error says
 * where it searched.
 */
bool tools_find_objdump(struct arena *a, struct str tools, int64_t end, struct objdump *found,
	struct err *err);

/* Tells which objdump prints this `version`. False when it is none that we can use. */
bool tools_objdump_kind(struct str version, enum objdump_kind *kind);

#endif
