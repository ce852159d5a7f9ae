/*
 * linetable.h: the head of a unit's line table: its files, and the encoding of its program.
 *
 * We do not use libdw's reader of line tables. It keeps every row of every table in memory until all is
 * closed, some 70 bytes for one in the file; it mixes rows of functions that the linker dropped with others;
 * and it reads a table again for each unit that claims to begin a byte later. Our reader runs through a table
 * once, for the wanted addresses, and keeps nothing of it.
 */
#ifndef CPROF_OBJFILE_LINETABLE_H
#define CPROF_OBJFILE_LINETABLE_H

#include "base/arena.h"
#include "base/mem.h"
#include "objfile/cursor.h"

/* The sections that a table may refer to. */
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
	unsigned instruction,
		operations; /* the smallest size of an instruction; how many operations it has at most */
	int line_base;
	unsigned line_range, first_special;
	const unsigned char *lengths; /* of the arguments of opcode i: lengths[i - 1] */
	VEC(struct str) directories;
	VEC(struct line_file) files;
	struct cursor program;
};

/*
 * Parses the head of the table at an offset. False when there is no usable one. The caller releases *t in
 * both cases. The strings point into the sections. Files are numbered as the program numbers them: from 0, or
 * from 1 before DWARF 5.
 */
bool linetable_read(struct linetable *t, const struct line_sections *s, uint64_t offset);

/*
 * The name of file i, in the arena; "" without such a file. A relative name gets its directory in front, and
 * if that is relative, `home`, the directory that the unit was compiled in.
 */
struct str linetable_file(const struct linetable *t, uint64_t i, struct str home,
	struct arena *arena);

void linetable_release(struct linetable *t);

#endif
