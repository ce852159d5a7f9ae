/*
 * dwarf.h: the functions, files and lines of addresses, from DWARF and from the symbol table.
 *
 * In: sorted addresses of a binary. Out: their frames, in columns that the caller releases. A caller asks for
 * all addresses at once: units of the debug information without any of them are skipped, and the others are
 * read once. Only a Ctrl-C is an error. What a damaged file does not tell stays unknown.
 */
#ifndef CPROF_OBJFILE_DWARF_H
#define CPROF_OBJFILE_DWARF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/intern.h"
#include "objfile/elf.h"

/*
 * One function at an address. The name is the linker's (mangled, for C++ and Rust), else that in the source,
 * with the compiler's suffix (".cold", ".part.0"). Lines and columns count from 1; 0 is unknown.
 */
struct binary_frame {
	str_id name, file; /* in `strings`; 0 is unknown */
	uint32_t line, column;
	uint32_t start_line; /* where the function is declared */
};

/* The frames of address i are rows[begin[i]] up to rows[begin[i + 1]], the innermost inlined call first. */
struct dwarf_frames {
	struct binary_frame *rows;
	uint32_t *begin; /* n + 1 of them */
	size_t n, n_rows, cap;
	bool incomplete;    /* a file that the debug information refers to is missing */
	struct arena arena; /* of the strings, which points here: do not copy the struct */
	struct intern strings;
};

enum frames_mode {
	FRAMES_FULL, /* everything: DWARF and symbols */
	FRAMES_FAST, /* the symbol table alone */
	FRAMES_DATA, /* all, and variables before functions; the other modes look for them last */
};

/*
 * Finds the frames of n addresses in the file (those of the profile less the base), which ascend and may
 * repeat. An unknown address has no frame; one in a function that only the symbol table has gets one. *out is
 * overwritten; the caller releases it with dwarf_frames_release. Fails only after a Ctrl-C.
 */
bool binary_frames(struct binary *b, const uint64_t *addresses, size_t n, enum frames_mode mode,
	struct dwarf_frames *out, struct err *err);

/* Releases the frames; a zero-initialized struct is allowed. */
void dwarf_frames_release(struct dwarf_frames *f);

/* True when the file or its separate debug file has DWARF. */
bool binary_has_dwarf(struct binary *b);

#endif
