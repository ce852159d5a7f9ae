/*
 * elf.h: a program or library as an ELF file: its build ID, where its addresses are, its symbols.
 *
 * In comes a path, out come facts of the file, which are those of the binary as long as it is open.
 * Addresses are the file's own ("symbol addresses", as nm prints them) unless said otherwise; those
 * of a profile are the running program's, and binary_base says what to subtract.
 * A binary is used by one thread at a time; several binaries may be used by several threads.
 * Frames of addresses, with functions, files and lines, are in dwarf.h.
 */
#ifndef CPROF_OBJFILE_ELF_H
#define CPROF_OBJFILE_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct binary;

/*
 * Opens an ELF file for reading. Only regular files are opened, so that it neither waits for a pipe
 * nor touches a device. The caller closes *b. The error says why, without the path.
 */
bool binary_open(struct binary **b, const char *path, struct err *err);

/* Also of NULL. What was got from it is invalid then. */
void binary_close(struct binary *b);

/*
 * Whether the file, or its debug file, was written to since it was opened: what was read from it may be
 * of both. A file that is cut short ends in zeros.
 */
bool binary_changed(const struct binary *b);

/*
 * The GNU build ID as lower-case hex digits, or "" without one. As for pprof: the notes of the
 * segments come first, then those of the sections, and where one holds two IDs there is none.
 */
struct str binary_build_id(const struct binary *b);

/*
 * Directories (separated by ':') that separate debug files are looked for in, besides that of the
 * binary and before /usr/lib/debug. To be said before anything but the build ID is asked for.
 */
void binary_debug_dirs(struct binary *b, struct str dirs);

/*
 * Where a file was in the memory of the running program: [start, limit), and the file's offset at
 * start; all zero when the profile has no mappings: addresses are the file's own then. `relocation`
 * is the symbol that a kernel's mapping starts at, what follows "[kernel.kallsyms]" in its name; empty
 * for all else.
 */
struct binary_mapping {
	uint64_t start, limit, offset;
	struct str relocation;
};

/*
 * Whether a mapping can be of this binary at all. pprof asks before it looks at any address, with
 * the segment that .text is in, and does without the binary when it cannot.
 */
bool binary_fits(struct binary *b, const struct binary_mapping *m, struct err *err);

/*
 * What to subtract (with wrap-around) from addresses of a mapping to get the file's own. The segment
 * the mapping is of is found by an address in it: pprof takes the first one it is asked for, and has
 * one base for the mapping; so should callers. *is_data: that segment is not executable; of a file
 * that is mapped as a whole this says nothing, for the first segment is taken. The rules, those for
 * kernels above all, are pprof's (internal/elfexec).
 */
bool binary_base(struct binary *b, const struct binary_mapping *m, uint64_t address, uint64_t *base,
	bool *is_data, struct err *err);

/* Copies n bytes that are at an address of the file. False when the file has none there. */
bool binary_bytes(const struct binary *b, uint64_t address, unsigned char *bytes, size_t n);

/* False for a debug file: it says where code is, but has none. */
bool binary_has_code(const struct binary *b);

enum symbol_kind {
	SYMBOL_FUNCTION, /* said to be one */
	SYMBOL_OBJECT,   /* a variable */
	SYMBOL_LABEL,    /* not said what: labels of assembly, marks of the linker */
};

enum symbol_binding { SYMBOL_GLOBAL, SYMBOL_WEAK, SYMBOL_LOCAL };

/* What other programs can link to. */
enum symbol_link {
	SYMBOL_OPEN,   /* global or weak */
	SYMBOL_OLD,    /* the same, but only programs that were linked long ago: foo@VERSION */
	SYMBOL_CLOSED, /* local */
};

struct binary_symbol {
	uint64_t address, size; /* size 0: not known */
	uint32_t name, name_n;  /* in `names` */
	uint32_t file,
		file_n;   /* of a local one: its source's name, in `names`; file_n 0: not known */
	uint32_t section; /* its number in the file; not of the file, when the table is another's */
	uint32_t order;   /* its place in the file's table */
	uint8_t kind, binding, link;
	bool code; /* it is in a section that is executed */
};

/* Rows are sorted by address, those of one address by name. */
struct binary_symbols {
	const struct binary_symbol *rows;
	size_t n;
	struct str names;
};

/*
 * All symbols but those of sections, files and thread-local variables: those of .symtab, here or in
 * the separate debug file, or else of .dynsym. Read when first asked for; owned by b. Without any, n
 * is 0.
 */
const struct binary_symbols *binary_symbols(struct binary *b);

static inline struct str symbol_name(const struct binary_symbols *t, const struct binary_symbol *s)
{
	return (struct str){t->names.p + s->name, s->name_n};
}

/* The name without the version of a library's: foo of foo@VERSION and foo@@VERSION. */
static inline struct str symbol_plain_name(const struct binary_symbols *t,
	const struct binary_symbol *s)
{
	struct str name = symbol_name(t, s);

	return str_sub(name, 0, str_find(name, STR("@"), 1));
}

/*
 * The symbol whose name a function is known by, of those with the address and the size of `s`. Names that a
 * library has for itself (__GI_foo, foo_impl, foo_internal) come last; in front of others come names that
 * programs can link to, then those with fewer underscores in front, then those that are part of more of
 * the names (of foo and foo64, foo). It is `s` itself when none is better in one of these; else the
 * shortest of the best, then the first by name. Mangled names stay, and so do those of all but functions.
 */
const struct binary_symbol *binary_symbol_known(struct binary *b, const struct binary_symbol *s);

/*
 * The symbol that an address is in, or NULL: the nearest before it whose size reaches it; else the
 * nearest one without a size in the same section, if no symbol with a size lies between. `code`
 * asks for code or for data; code has the few bytes behind it up to the next function as well.
 */
const struct binary_symbol *binary_symbol_at(struct binary *b, uint64_t address, bool code);

#endif
