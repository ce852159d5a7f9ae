/*
 * linetable.h: the head of a unit's line table: its files, and how its program is written.
 *
 * libdw reads line tables too. It keeps every row of every table until all is closed, some 70 bytes for
 * one in the file, mixes those of functions that the linker dropped with others, and reads a table
 * again for each unit that says it begins a byte later. Here a table is gone through once, for the
 * addresses that are wanted, and nothing is kept of it.
 */
#ifndef CPROF_OBJFILE_LINETABLE_H
#define CPROF_OBJFILE_LINETABLE_H

#include "base/arena.h"
#include "base/mem.h"
#include "objfile/cursor.h"

/* Sections that a table may refer to. */
struct line_sections {
	struct str line, line_str, str;
	bool big_endian;
};

struct line_file {
	struct str name;
	uint64_t directory;
};

/* Zero-initialized is a table without files. */
struct linetable {
	unsigned version, address_size, offset_size;
	unsigned instruction, operations; /* the least of an instruction's bytes, the most in one */
	int line_base;
	unsigned line_range, first_special;
	const unsigned char *lengths; /* of the arguments of opcode i: lengths[i - 1] */
	VEC(struct str) directories;
	VEC(struct line_file) files;
	struct cursor program;
};

/*
 * Reads the head of the table at an offset; false when there is none that could be used. To be
 * released in both cases. The strings are the sections'. Entries are numbered as their users do: from 0,
 * or from 1 before DWARF 5.
 */
bool linetable_read(struct linetable *t, const struct line_sections *s, uint64_t offset);

/*
 * The name of file i in the arena, with its directory if it is relative, and `home`, which the unit was
 * compiled in, if that is; "" without such a file.
 */
struct str linetable_file(const struct linetable *t, uint64_t i, struct str home,
	struct arena *arena);

void linetable_release(struct linetable *t);

#endif
