/*
 * code.h: Reads the machine code that samples were taken in, for `disasm`, `weblist` and `list
 * ADDRESS`.
 *
 * The mappings of a profile name the files that the program was loaded from. Each file is opened
 * when it is first needed. A report opens one struct code and closes it; what the functions below
 * return lives until it is closed.
 *
 * There are two kinds of addresses. Those of the profile are of the running program. Those of
 * symbols, and those that objdump prints, are of the file; they are called `own` here. The
 * difference between them is the base of the mapping.
 */
#ifndef CPROF_REPORT_CODE_H
#define CPROF_REPORT_CODE_H

#include "objfile/elf.h"
#include "objfile/objdump.h"
#include "report/report.h"

/* The number of a file. Several mappings may be of one file. 0 is no file. */
typedef uint32_t file_id;

struct code_file {
	str_id name;           /* in the profile */
	struct binary *binary; /* NULL: it was not opened, or cannot be */
	bool tried;            /* to open it */
	struct err why;        /* why it cannot be opened; or empty */
};

/* The base of a mapping. */
struct code_base {
	file_id file;
	enum { BASE_UNTRIED, BASE_KNOWN, BASE_BAD } state;
	uint64_t base;  /* where the state is BASE_KNOWN */
	struct err why; /* why there is none, where it is BASE_BAD */
};

struct code {
	struct report *r;
	struct code_file *files; /* by file_id */
	uint32_t n_files;
	struct code_base *bases; /* by map_id */
	struct objdump objdump;  /* found by code_disassemble; path NULL before */
	int64_t end;             /* when the time for disassembly is over, by clock_ms */
	str_id *shown; /* by str_id of a system name: the name; NULL before it is needed */
};

/* Prepares *c. It opens no file yet. */
void code_open(struct code *c, struct report *r);

/* Closes the files. */
void code_close(struct code *c);

/*
 * Turns an address of the running program, which is in the mapping, into the file's own. Returns
 * false when the file cannot be read, is another build than the profile's, or does not fit the
 * mapping; then code_append_why says so.
 */
bool code_own_address(struct code *c, map_id map, uint64_t address, uint64_t *own);

/* Appends to err why files could not be read, and what to try; nothing when all could. Sets its kind. */
void code_append_why(const struct code *c, struct err *err);

/* Reads an address as pprof does: a number in Go's notation. False when the text is none. */
bool code_is_address(struct str text, uint64_t *address);

/* A piece of code that symbols name: several may begin at one address. */
struct code_symbol {
	file_id file;
	uint64_t begin, end;              /* own addresses; `end` is behind the last byte */
	uint64_t own;                     /* the address that was asked for */
	const struct binary_symbol *rows; /* the symbols, sorted by name */
	size_t n;
};

/*
 * Finds the symbol that an own address is in. Returns false when there is none. As in pprof, a
 * symbol ends one byte before the next one begins; but at most the padding behind its size belongs
 * to it.
 */
bool code_symbol_at(struct code *c, file_id file, uint64_t own, struct code_symbol *symbol);

/*
 * Does the same for an address of the running program. An address that is in no mapping is taken as
 * the own address of a file that has samples in the symbol there.
 */
bool code_symbol_around(struct code *c, uint64_t address, struct code_symbol *symbol);

/*
 * Marks the names of the functions that are at such an address: the function whose code it is, and
 * those that were inlined there. Returns an array by str_id of the view.
 */
const bool *code_functions_at(struct code *c, uint64_t address);

/* The name of symbol i of *s, without the version that libraries append. */
struct str code_symbol_name(const struct code *c, const struct code_symbol *s, size_t i);

/* The number of the name that other reports show, of those that *s has; see binary_symbol_known. */
size_t code_symbol_known(const struct code *c, const struct code_symbol *s);

/* The name to show for a symbol's: that of the profile's function of this name, or it demangled. */
struct str code_shown_name(struct code *c, struct str name);

/* Sets *hit when the command's expression matches a symbol's name, as it is or as it is shown. */
bool code_name_matches(const struct code *c, struct str name, bool *hit, struct err *err);

/* A piece of code, by own addresses (`end` is behind it), and its instructions. */
struct code_range {
	file_id file;
	uint64_t begin, end;
	struct instructions found;
};

/*
 * Fills in `found` of all ranges, in the arena. With `lines`, instructions have their files and
 * lines, which takes longer. Ranges near to each other are read together. All calls of one report
 * together have a minute, counted from the first. When it fails, some ranges have their
 * instructions.
 */
bool code_disassemble(struct code *c, struct arena *a, struct code_range *ranges, size_t n,
	bool lines, struct err *err);

#endif
