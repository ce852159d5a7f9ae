/*
 * internal.h: what an open binary is, for the files of objfile/ that read it.
 *
 * Everything is owned by the binary. What is made when first asked for says so.
 */
#ifndef CPROF_OBJFILE_INTERNAL_H
#define CPROF_OBJFILE_INTERNAL_H

#include <gelf.h>
#include <sys/stat.h>

#include "objfile/elf.h"

/* A build ID of more bytes than this is taken for none; those of linkers have 16 or 20. */
enum { BUILD_ID_MAX = 64 };

struct segment {
	uint64_t offset, address, file_size, memory_size, align;
	uint32_t type, flags;
};

struct section {
	uint64_t address, end; /* 0, 0 when it is not in memory */
	bool code;
};

/* From `start` up to the next piece addresses belong to row `symbol` - 1 of the symbols; 0: to none. */
struct piece {
	uint64_t start;
	uint32_t symbol;
};

struct pieces {
	struct piece *p;
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
	struct pieces pieces[2];

	char *debug_dirs; /* NULL: none but the usual ones */
	bool debug_sought;
	struct binary *debug; /* the separate debug file, when there is one */
};

/* The separate debug file of b, sought when first asked for; NULL when there is none. */
struct binary *binary_debug(struct binary *b);

/* The first symbol of that name in .symtab, in the file's order. */
bool binary_find_symbol(const struct binary *b, struct str name, uint64_t *address);

/* From now on the pages that a file loses while it is mapped are zeros. Any number of times. */
void mapped_survive(void);

/* For binary_close. */
void symbols_release(struct binary *b);

#endif
