/*
 * code.h: the machine code that samples were taken in. For disasm, weblist and list ADDRESS.
 *
 * In: a profile whose mappings name the files they are of. Out: those files, opened when they are first
 * needed, and addresses of samples as addresses of the files. A code belongs to its report, which closes
 * it; what it gives out lives as long as it does.
 *
 * Addresses of a profile are those of the running program. Those of symbols, and those that objdump
 * prints, are the file's own: the difference is the base of a mapping.
 */
#ifndef CPROF_REPORT_CODE_H
#define CPROF_REPORT_CODE_H

#include "objfile/elf.h"
#include "objfile/objdump.h"
#include "report/report.h"

/* Files of the profile's mappings; several mappings may be of one. Row 0 is none. */
typedef uint32_t file_id;

struct code_file {
	str_id name;           /* in the profile */
	struct binary *binary; /* NULL: it was not opened, or cannot be */
	bool tried;
	struct err why; /* it cannot be opened */
};

struct code_base {
	file_id file;
	enum { BASE_UNTRIED, BASE_KNOWN, BASE_BAD } state;
	uint64_t base;
	struct err why; /* there is none */
};

struct code {
	struct report *r;
	struct code_file *files;
	uint32_t n_files;
	struct code_base *bases; /* by map_id */
	struct objdump objdump;  /* found by code_disassemble; path NULL before */
	int64_t end;             /* of the time for all its disassembly, by clock_ms */
	str_id *shown;           /* by system name: a function's name; NULL: not looked for yet */
};

/* Opens nothing yet. */
void code_open(struct code *c, struct report *r);
void code_close(struct code *c);

/*
 * What an address of a mapping is in its file. False when the file cannot be read, is another build
 * than the profile's, or does not go with the mapping: code_tell_why says so.
 */
bool code_own_address(struct code *c, map_id map, uint64_t address, uint64_t *own);

/* Appends to err why files could not be read, and what to try. Nothing when all of them could. */
void code_append_why(const struct code *c, struct err *err);

/* True when the text is a number, as pprof reads addresses. */
bool code_is_address(struct str text, uint64_t *address);

/* The symbols at one address, up to where the next one begins. */
struct code_symbol {
	file_id file;
	uint64_t begin, end;              /* end is not in it; what is but padding may be */
	uint64_t own;                     /* the address that was asked for */
	const struct binary_symbol *rows; /* n of them, by name */
	size_t n;
};

/*
 * The symbol that an address of the file is in. False when there is none. As for pprof, it goes up to
 * where the next symbol begins, less one byte, but never beyond its size by more than padding.
 */
bool code_symbol_at(struct code *c, file_id file, uint64_t own, struct code_symbol *symbol);

/*
 * The same for an address of the running program; one that is in no mapping is a file's own, of one that
 * has samples in that symbol.
 */
bool code_symbol_around(struct code *c, uint64_t address, struct code_symbol *symbol);

/*
 * By str_id of the view: names of functions that are at such an address, inlined
 * ones too, and of the function whose code that is.
 */
const bool *code_functions_at(struct code *c, uint64_t address);

/* One of its names, without the version of a library's. */
struct str code_symbol_name(const struct code *c, const struct code_symbol *s, size_t i);

/* Which of its names the symbol is known by, as other reports have it; see binary_symbol_known. */
size_t code_symbol_known(const struct code *c, const struct code_symbol *s);

/* A name of the linker's as other reports show it: that of the profile's function, else demangled. */
struct str code_shown_name(struct code *c, struct str name);

/* Whether the command's expression matches a name as the linker knows it, or as it is in the source. */
bool code_name_matches(const struct code *c, struct str name, bool *hit, struct err *err);

/* A piece of code: the file's own addresses, and the instructions that are there. */
struct code_range {
	file_id file;
	uint64_t begin, end;
	struct instructions found;
};

/*
 * Fills in the instructions of all ranges, in the arena; where they are from with `lines`, which takes
 * longer. Near ones are read together. All calls together have a minute; time that others take counts.
 * On failure some have what was found.
 */
bool code_disassemble(struct code *c, struct arena *a, struct code_range *ranges, size_t n,
	bool lines, struct err *err);

#endif
