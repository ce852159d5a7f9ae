/*
 * preamble.h: finds a text profile behind or between what others have put in front of it.
 *
 * - Lines of a log, such as "<jemalloc>: ...", in front of a profile's first line;
 * - a symbol section: "--- symbol", "binary=NAME", lines "0x... NAME", "---", in front of a
 * profile;
 * - dumps of goroutines with something in front of each line: a name, a time, an indent.
 *
 * pprof refuses all of these files. The rules of symbol sections are those of gperftools' pprof
 * script, which writes them with --raw.
 */
#ifndef CPROF_IMPORT_PREAMBLE_H
#define CPROF_IMPORT_PREAMBLE_H

#include "base/err.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

struct import;

struct import_preamble {
	struct str text;   /* what is left; a part of the file, or of `made` */
	uint64_t lines;    /* how many lines of the file are in front of it */
	char *made;        /* owned: the text without a prefix in front of each line; NULL: none */
	struct str binary; /* the main binary's name in the symbol section; may be empty */
	struct map by_address; /* of the symbol section -> 1 + place in names */
	VEC(struct str) names;
};

/* True when a file that begins so may have a profile to find. */
bool import_preamble_claims(struct str head);

/*
 * Looks for a profile in the text, which must outlive *f. The table of names may take max_memory
 * bytes. *found is false when there is none. import_preamble_close releases *f in any case.
 */
bool import_preamble_open(struct import_preamble *f, struct str text, uint64_t max_memory,
	bool *found, struct err *err);
void import_preamble_close(struct import_preamble *f);

/* Names the locations of a profile by the symbol section. */
void import_preamble_name(const struct import_preamble *f, struct import *im);

#endif
