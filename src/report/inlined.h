/*
 * inlined.h: the functions at instructions, from the debug information. Inside report/ only.
 *
 * objfile/dwarf.h and profile.h both have a `struct frame`; this stands between them.
 */
#ifndef CPROF_REPORT_INLINED_H
#define CPROF_REPORT_INLINED_H

#include "base/arena.h"
#include "objfile/elf.h"

struct inlined_frame {
	struct str name, file; /* as the linker knows the function; empty: not known */
	uint32_t line;         /* 0: not known */
};

/* Those of address i are rows[begin[i]] up to rows[begin[i + 1]], the innermost first. */
struct inlined {
	struct inlined_frame *rows;
	uint32_t *begin;
};

/* The frames of n ascending addresses of the file, in the arena. Fails after a Ctrl-C. */
bool inlined_find(struct arena *a, struct binary *b, const uint64_t *addresses, size_t n,
	struct inlined *found, struct err *err);

#endif
