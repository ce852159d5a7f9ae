/*
 * dwarf.h: the functions, files and lines of addresses, from DWARF and from the symbol table.
 *
 * In come sorted addresses of a binary, out come their frames in columns that the caller releases.
 * All addresses are asked for at once: units of the debug information that none of them is in are
 * not looked at, and the others are read once.
 * Nothing is an error but a Ctrl-C: what a damaged file does not say stays unknown.
 */
#ifndef CPROF_OBJFILE_DWARF_H
#define CPROF_OBJFILE_DWARF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/intern.h"
#include "objfile/elf.h"

/*
 * One function at an address. The name is the one the linker knows (mangled, for C++ and Rust),
 * else the one in the source; with what a compiler put behind it (".cold", ".part.0"). Lines and
 * columns count from 1; 0 is unknown.
 */
struct binary_frame {
	str_id name, file; /* in `strings`; 0 is unknown */
	uint32_t line, column;
	uint32_t start_line; /* where the function is declared */
};

/* Frames of address i are rows[begin[i]] up to rows[begin[i + 1]], the innermost inlined one first. */
struct dwarf_frames {
	struct binary_frame *rows;
	uint32_t *begin; /* n + 1 of them */
	size_t n, n_rows, cap;
	struct arena arena; /* of the strings, which points here: not to be copied */
	struct intern strings;
};

enum frames_mode {
	FRAMES_FULL, /* all there is */
	FRAMES_FAST, /* the symbol table alone */
	FRAMES_DATA, /* all, and variables before functions; the other modes look for them last */
};

/*
 * The frames of n addresses of the file (those of the profile less their base), which ascend and may
 * repeat. An address nothing is known of has none; one in a function that only the symbol table knows
 * has one. *out is overwritten, for dwarf_frames_release. Fails when it was stopped by a Ctrl-C.
 */
bool binary_frames(struct binary *b, const uint64_t *addresses, size_t n, enum frames_mode mode,
	struct dwarf_frames *out, struct err *err);

/* Also of what is zero-initialized. */
void dwarf_frames_release(struct dwarf_frames *f);

/* Whether there is DWARF in the file or in a separate debug file. */
bool binary_has_dwarf(struct binary *b);

#endif
