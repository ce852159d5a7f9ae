/*
 * formats.h: what cprof knows of the formats that are not profile.proto, one row each.
 */
#ifndef CPROF_IMPORT_FORMATS_H
#define CPROF_IMPORT_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct import;

/* What a reader says of a file. */
enum import_result {
	IMPORT_READ,
	IMPORT_NOT_MINE, /* others may try; err says what does not fit, or nothing */
	IMPORT_FAILED,   /* err says why nobody can read it */
};

/* Where a format has its mark. */
enum import_place {
	IMPORT_AT_START,
	IMPORT_TEXT_START, /* of a text, behind white space */
	IMPORT_TEXT_LINE,  /* at the start of some line of a text */
	IMPORT_IN_TEXT,    /* anywhere in a text */
	IMPORT_IN_JSON,    /* anywhere in what begins as JSON does */
};

struct import_format {
	const char *name; /* as messages have it: "a heap profile in text form" */

	/* A file's first bytes claim the format when the mark is at its place and `claims` agrees. */
	enum import_place place;
	struct str mark;                 /* empty: everything has it */
	bool (*claims)(struct str head); /* NULL: agrees */

	/* Reads a file (reader.h); NULL: cprof does not read the format. */
	enum import_result (*read)(struct import *im, struct err *err);
	bool by_line; /* read takes one line after the other: the file is never held as a whole */
	bool by_part; /* nor is it here: read takes bytes off im->stream itself, and there is no text */
	bool behind_text; /* its first line tells it, so it is also found behind other text */

	/* Of a format that is not read: how the error goes on behind the name: what to do instead; */
	const char *instead;
	/* or, when not NULL, a function that writes the whole error. Returns false. */
	bool (*explain)(struct str head, struct err *err);
};

/*
 * In the order in which they are tried. Readers are asked before a file is decoded as
 * profile.proto; a format that is not read is named only when decoding fails, so that it keeps
 * nobody from reading a profile.
 */
extern const struct import_format import_formats[];
extern const size_t import_n_formats;

/* The readers, each in a file of its own. */
bool import_cpu_claims(struct str head); /* gperftools-cpu.c */
enum import_result import_cpu_read(struct import *im, struct err *err);
bool import_heap_claims(struct str head);
enum import_result import_heap_read(struct import *im, struct err *err);
bool import_jemalloc_claims(struct str head);
enum import_result import_jemalloc_read(struct import *im, struct err *err);
bool import_go_count_claims(struct str head);
enum import_result import_go_count_read(struct import *im, struct err *err);
bool import_threadz_claims(struct str head);
enum import_result import_threadz_read(struct import *im, struct err *err);
bool import_contention_claims(struct str head);
enum import_result import_contention_read(struct import *im, struct err *err);
bool import_java_claims(struct str head); /* java-profile.c */
enum import_result import_java_read(struct import *im, struct err *err);
bool import_folded_claims(struct str head); /* folded-lines.c, folded-stacks.c */
enum import_result import_folded_read(struct import *im, struct err *err);
enum import_result import_cpuprofile_read(struct import *im, struct err *err);
enum import_result import_chrome_trace_read(struct import *im, struct err *err);
enum import_result import_heapprofile_read(struct import *im, struct err *err);
enum import_result import_perf_script_read(struct import *im, struct err *err);
enum import_result import_speedscope_read(struct import *im,
	struct err *err);                       /* speedscope-file.c */
bool import_goroutines_claims(struct str head); /* goroutine-dump.c */
enum import_result import_goroutines_read(struct import *im, struct err *err);
bool import_otlp_claims(struct str head); /* otlp.c, otlp-dictionary.c */
enum import_result import_otlp_read(struct import *im, struct err *err);
enum import_result import_go_trace_read(struct import *im, struct err *err);
enum import_result import_perf_read(struct import *im, struct err *err); /* perf-data.c */

#endif
