/*
 * dwarf-internal.h: one search for the frames of addresses, shared by the files that do its steps:
 *	dwarf.c		puts the frames together
 *	dwarf-open.c	the files with the debug information
 *	dwarf-units.c		which unit (object file that was compiled) each address is of
 *	dwarf-functions.c	the functions and inlined calls that an address is in, of one unit
 *	dwarf-split.c		where the functions of a unit are in a file of their own
 *	dwarf-lines.c		the line that an address is of, of one unit
 *
 * libdw checks that what it reads lies within the file; how much there is of it, how deep it nests
 * and how often it is read is for us to bound: `steps` counts all of it.
 */
#ifndef CPROF_OBJFILE_DWARF_INTERNAL_H
#define CPROF_OBJFILE_DWARF_INTERNAL_H

#include <elfutils/libdw.h>

#include "base/mem.h"
#include "objfile/dwarf.h"
#include "objfile/elf-internal.h"
#include "objfile/linetable.h"

/* A function, or a call of one that was inlined, which some address is in. Row 0 is none. */
struct scope {
	uint32_t parent; /* the scope it was inlined into; 0: a function of its own */
	str_id name;
	bool linkage; /* the name is the linker's */
	uint32_t start_line;
	uint64_t entry;   /* a function of its own: where its code begins */
	str_id call_file; /* where it was inlined */
	uint32_t call_line, call_column;
	uint32_t named_for; /* a function of its own: the symbol + 1 that `shown` is for */
	str_id shown;       /* what it is called there */
};

/* What the line table says of an address. */
struct dwarf_place {
	str_id file;
	uint32_t line, column;
};

/* What is known of each address. */
struct dwarf_found {
	uint32_t unit; /* row of units; 0: none */
	uint32_t scope;
	bool has_place;
	struct dwarf_place place;
};

/* A unit that has addresses. */
struct dwarf_unit {
	Dwarf_Off die; /* of the unit's own entry */
};

struct dwarf_search {
	struct binary *b;
	const struct binary *from; /* the file with the DWARF */
	Dwarf *dwarf;
	struct binary *alternate; /* what it refers to in another file (dwz); NULL: nothing */
	Dwarf *alternate_dwarf;
	struct nothing *nothing; /* in its place */
	Elf *nothing_elf;
	struct arena scratch; /* for names of files */
	const uint64_t *addresses;
	size_t n;
	uint64_t lowest; /* no code is before it */
	struct dwarf_found *found;
	VEC(struct dwarf_unit) units;
	VEC(struct scope) scopes;
	str_id *symbol_ids;       /* names of the binary's symbols; 0: not added yet */
	struct dwarf_frames *out; /* the strings are added to it */
	uint64_t steps;           /* entries, ranges and lines that may still be looked at */
};

/* One unit at work. */
struct dwarf_unit_work {
	struct dwarf_search *s;
	Dwarf_Die skeleton, die;             /* the same, where the unit is not split */
	struct str directory;                /* it was compiled in */
	struct linetable table, split_table; /* of `skeleton` and `die` */
	const struct linetable *files;       /* the one whose files the functions mean */
	const uint32_t *which;               /* its addresses, which ascend: rows of s->addresses */
	size_t n;
};

/* Opens the debug information of s->b, which has some. To be closed also when it fails. */
bool dwarf_search_open(struct dwarf_search *s);
void dwarf_search_close(struct dwarf_search *s);

/* Counts one or n steps; false when there were too many or a Ctrl-C came. */
bool dwarf_search_step(struct dwarf_search *s);
bool dwarf_search_steps(struct dwarf_search *s, uint64_t n);

/* The first of the unit's addresses that is not below `address`: 0 to u->n. */
size_t dwarf_unit_first(const struct dwarf_unit_work *u, uint64_t address);

/* Fills in `unit` of all addresses and the table of units. */
void dwarf_search_units(struct dwarf_search *s);

/* Fills in `scope` of the unit's addresses. */
void dwarf_unit_functions(struct dwarf_unit_work *u);

/* Reads the unit's tables of lines, and fills in `place` of its addresses. */
void dwarf_unit_lines(struct dwarf_unit_work *u);

/*
 * The entry of the unit in a file of its own (split DWARF: .dwo), where that is to be found; else what
 * was given.
 */
void dwarf_unit_split(struct dwarf_unit_work *u);

/* File i of a table, with the directory the unit was compiled in where its name is relative. */
str_id dwarf_unit_file(struct dwarf_unit_work *u, const struct linetable *table, uint64_t i);

#endif
