/*
 * elf.h: a program or library as an ELF file: its build ID, its addresses, its symbols.
 *
 * In: a path. Out: facts about the file, valid until binary_close. Addresses are those in the file ("symbol
 * addresses", as nm prints them) unless a comment says otherwise. The addresses in a profile are those of the
 * running program; binary_base says what to subtract from them.
 * One thread at a time uses a binary; several threads may use several binaries.
 * dwarf.h has the frames of an address: functions, files and lines.
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
 * Opens an ELF file for reading; the caller closes *b. It opens only regular files: it neither waits for a
 * pipe nor touches a device. The error does not name the path.
 */
bool binary_open(struct binary **b, const char *path, struct err *err);

/* Closes it; NULL is allowed. Everything that functions returned for it is invalid afterwards. */
void binary_close(struct binary *b);

/*
 * True when the file or its debug file was written to since it was opened: what was read may then mix old and
 * new contents. Where the file was cut short, zeros are read.
 */
bool binary_changed(const struct binary *b);

/*
 * Which contents a binary and its separate debug file have: equal for two openings between which neither was
 * replaced or written to, nor the debug file found elsewhere or no more. Without padding: memcmp compares them.
 */
struct binary_version {
	struct file_version {
		uint64_t device, inode, size;
		int64_t seconds, nanoseconds; /* when it was written to */
	} file, debug;                        /* debug: all 0 without one */
};

/* Searches the debug file. */
struct binary_version binary_version(struct binary *b);

/*
 * The GNU build ID as lower-case hex digits; "" without one. Like pprof, it looks in the notes of the
 * segments first, then in those of the sections, and returns "" where either holds two IDs.
 */
struct str binary_build_id(const struct binary *b);

/*
 * Sets the directories, separated by ':', to search for separate debug files, besides that of the binary and
 * before /usr/lib/debug. Note: call it before any other function but binary_build_id.
 */
void binary_debug_dirs(struct binary *b, struct str dirs);

/*
 * Where a file was in the memory of the running program: at [start, limit), with the file's byte `offset` at
 * start. All are zero when the profile has no mappings; its addresses are those in the file then.
 * `relocation` is the symbol at the start of a kernel's mapping: the part of its name behind
 * "[kernel.kallsyms]"; empty for other mappings.
 */
struct binary_mapping {
	uint64_t start, limit, offset;
	struct str relocation;
};

/*
 * True when the mapping can be one of this binary; else the error says why not. Like pprof, callers ask this
 * first and do not use a binary that does not fit. It looks at the segment that holds .text.
 */
bool binary_fits(struct binary *b, const struct binary_mapping *m, struct err *err);

/*
 * *base is what to subtract, with wrap-around, from the addresses in a mapping to get those in the file.
 * `address` is one in the mapping; it tells which segment the mapping is of. Like pprof, callers ask with the
 * first address that they need and use one base for the whole mapping. *is_data is true when that segment is
 * not executable. Note: for a file that is mapped as a whole the first segment is taken, so is_data says
 * nothing. The rules, above all those for kernels, are pprof's (internal/elfexec).
 */
bool binary_base(struct binary *b, const struct binary_mapping *m, uint64_t address, uint64_t *base,
	bool *is_data, struct err *err);

/* Copies the n bytes at an address to `bytes`. False when the file does not have all of them. */
bool binary_bytes(const struct binary *b, uint64_t address, unsigned char *bytes, size_t n);

/* False for a debug file, which says where the code is but does not hold it. */
bool binary_has_code(const struct binary *b);

enum symbol_kind {
	SYMBOL_FUNCTION, /* declared as a function */
	SYMBOL_OBJECT,   /* a variable */
	SYMBOL_LABEL,    /* without a type: labels in assembly, marks of the linker */
};

enum symbol_binding { SYMBOL_GLOBAL, SYMBOL_WEAK, SYMBOL_LOCAL };

/* Whether other programs can link to a symbol. */
enum symbol_link {
	SYMBOL_OPEN,   /* global or weak */
	SYMBOL_OLD,    /* the same, but only programs linked long ago do: foo@VERSION */
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

/* Rows are sorted by address, and rows of one address by name. */
struct binary_symbols {
	const struct binary_symbol *rows;
	size_t n;
	struct str names;
};

/*
 * All symbols but those of sections, files and thread-local variables. They come from .symtab, of the binary
 * or of its separate debug file, else from .dynsym. The first call reads them; b owns them. n is 0 without
 * any.
 */
const struct binary_symbols *binary_symbols(struct binary *b);

static inline struct str symbol_name(const struct binary_symbols *t, const struct binary_symbol *s)
{
	return (struct str){t->names.p + s->name, s->name_n};
}

/* The name without the version of a library: foo for foo@VERSION and foo@@VERSION. */
static inline struct str symbol_plain_name(const struct binary_symbols *t,
	const struct binary_symbol *s)
{
	struct str name = symbol_name(t, s);

	return str_sub(name, 0, str_find(name, STR("@"), 1));
}

/*
 * The symbol with the best known name, among those that have the address and the size of `s`. Better are, in
 * this order: names that are not internal to a library (__GI_foo, foo_impl, foo_internal are); names that
 * programs can link to; names with fewer underscores in front; names that are part of more of the other names
 * (of foo and foo64, foo). Returns `s` itself when no other is better in one of these; else the shortest of
 * the best, then the first by name. A mangled name, and one that is not of a function, is returned as it is.
 */
const struct binary_symbol *binary_symbol_known(struct binary *b, const struct binary_symbol *s);

/*
 * The symbol that contains an address, or NULL: the nearest one in front of it whose size reaches it; else
 * the nearest one without a size in the same section, if no symbol with a size lies between. `code` chooses
 * between code and data. The few bytes of padding behind a function count as part of it.
 */
const struct binary_symbol *binary_symbol_at(struct binary *b, uint64_t address, bool code);

#endif
