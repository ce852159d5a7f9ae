/*
 * dwarf-internal.h: one search for the frames of addresses, shared by the files that do its steps:
 *	dwarf-open.c		opens the files with the debug information
 *	dwarf-units.c		finds the unit (a compiled source file) of each address
 *	dwarf-split.c		opens units that are in a file of their own
 *	dwarf-functions.c	finds the functions and inlined calls that contain an address of one unit
 *	dwarf-lines.c		finds the source line of an address of one unit
 *	dwarf.c			puts the frames together
 *
 * libdw checks that what it reads lies within the file. It does not bound how much there is, how deep it
 * nests and how often it is read: `steps` counts all of that.
 */
#ifndef CPROF_OBJFILE_DWARF_INTERNAL_H
#define CPROF_OBJFILE_DWARF_INTERNAL_H

#include "base/mem.h"
#include "objfile/dwarf.h"
#include "objfile/elf-internal.h"
#include "objfile/linetable.h"

/* A function, or an inlined call of one, that contains some address. Row 0 is none. */
struct dwarf_scope {
	uint32_t parent; /* the scope it was inlined into; 0: a function of its own */
	str_id name;
	bool linkage; /* `name` is the linker's */
	uint32_t start_line;
	uint64_t entry;   /* a function of its own: where its code begins */
	str_id call_file; /* where it was inlined */
	uint32_t call_line, call_column;
	uint32_t named_for; /* a function of its own: the symbol + 1 that `shown` is for */
	str_id shown;       /* its name for that symbol */
};

/* What the line table tells about an address. */
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

/* A unit that contains some address. */
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
	VEC(struct dwarf_scope) scopes;
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

/* Opens the debug information of s->b, which has some. Note: close the search after a failure, too. */
bool dwarf_search_open(struct dwarf_search *s);
void dwarf_search_close(struct dwarf_search *s);

/* Counts one or n steps. False when there were too many, and after a Ctrl-C. */
bool dwarf_search_step(struct dwarf_search *s);
bool dwarf_search_steps(struct dwarf_search *s, uint64_t n);

/* The index of the first of the unit's addresses that is not below `address`; u->n without one. */
size_t dwarf_unit_first(const struct dwarf_unit_work *u, uint64_t address);

/* Fills in `unit` of all addresses, and the table of units. */
void dwarf_search_units(struct dwarf_search *s);

/* Fills in `scope` of the unit's addresses. */
void dwarf_unit_functions(struct dwarf_unit_work *u);

/* Reads the unit's tables of lines, and fills in `place` of its addresses. */
void dwarf_unit_lines(struct dwarf_unit_work *u);

/*
 * Sets u->die to the entry of the unit in its own file (split DWARF: .dwo) where that file is found; else to
 * u->skeleton.
 */
void dwarf_unit_split(struct dwarf_unit_work *u);

/* The name of file i of a table. A relative one gets the directory in front that the unit was compiled in. */
str_id dwarf_unit_file(struct dwarf_unit_work *u, const struct linetable *table, uint64_t i);

#endif
