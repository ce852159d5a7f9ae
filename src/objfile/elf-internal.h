/*
 * elf-internal.h: the fields of an open binary, for the files of objfile/ that read it.
 *
 * The binary owns everything. A comment tells what is made only when it is first asked for.
 */
#ifndef CPROF_OBJFILE_ELF_INTERNAL_H
#define CPROF_OBJFILE_ELF_INTERNAL_H

#include <sys/stat.h>

#include "objfile/elf.h"
#include "objfile/elfutils.h"

/* A build ID of more bytes is ignored; linkers write 16 or 20. */
enum { BUILD_ID_MAX = 64 };

struct segment {
	uint64_t offset, address, file_size, memory_size, align;
	uint32_t type, flags;
};

struct section {
	uint64_t address, end; /* 0, 0 when it is not in memory */
	bool code;
};

/* Addresses from `start` up to the next piece belong to row `symbol` - 1 of the symbols; 0: to none. */
struct symbol_piece {
	uint64_t start;
	uint32_t symbol;
};

struct symbol_pieces {
	struct symbol_piece *p;
	size_t n, cap;
};

struct binary {
	char *path;
	int fd;
	struct stat opened; /* what the file was then */
	Elf *elf;
	uint16_t type; /* ET_EXEC, ET_DYN, ET_REL */
	uint16_t machine;
	bool big_endian;
	char build_id[2 * BUILD_ID_MAX + 1];
	struct segment *segments;
	size_t n_segments;
	struct section *sections; /* by their number */
	size_t n_sections;
	bool has_text; /* `text` is the segment that .text is in */
	struct segment text;

	bool symbols_read;
	struct binary_symbol *symbol_rows;
	struct binary_symbols symbols;
	const struct binary *symbols_from; /* the file the table is in: this one, or `debug` */
	bool pieces_made[2];               /* of data, of code */
	struct symbol_pieces pieces[2];
	uint32_t *known; /* beside the rows: binary_symbol_known + 1; 0: not looked at; or NULL */

	struct stubs *stubs; /* NULL: not looked for */

	char *debug_dirs; /* NULL: none but the usual ones */
	bool debug_sought;
	struct binary *debug; /* the separate debug file, when there is one */
};

/* The separate debug file of b, which the first call searches; NULL without one. b owns it. */
struct binary *binary_debug(struct binary *b);

/* The first symbol of that name in .symtab, in the file's order. */
bool binary_find_symbol(const struct binary *b, struct str name, uint64_t *address);

/* A table of symbols in the file. */
struct symbol_table {
	Elf_Data *rows, *wide; /* wide: section numbers that do not fit */
	Elf_Data *versions;    /* of .dynsym */
	struct str names;
	size_t n;
};

/* The first table of a type, SHT_SYMTAB or SHT_DYNSYM; false without one, or when it is empty. */
bool symbol_table_find(const struct binary *b, uint32_t type, struct symbol_table *t);

/* Symbol i and the number of its section; false when its name is not in the file. */
bool symbol_table_row(const struct symbol_table *t, size_t i, GElf_Sym *s, uint32_t *section);

/* The name of a symbol, cut where the file ends. */
struct str symbol_table_name(const struct symbol_table *t, const GElf_Sym *s);

/* The bytes of the section with a number; empty when the file does not hold them. */
struct str elf_section_bytes_at(Elf *elf, size_t section);

/*
 * True when an address is in one of the stubs that the linker made for calls of functions in other files (the
 * procedure linkage table, of x86-64 and aarch64). *function is the function that the stub jumps to; empty
 * when it is unknown.
 */
bool binary_stub_at(struct binary *b, uint64_t address, struct str *function);

/* For binary_close. */
void stubs_release(struct binary *b);

/* From now on, pages that a file loses while it is mapped are read as zeros. May be called again. */
void mapped_survive(void);

/* For binary_close. */
void symbols_release(struct binary *b);

#endif
