/*
 * reader.h: the formats that came before profile.proto: how each is found, and what its reader fills.
 *
 * In: a whole file as plain bytes. Out: the builder's tables, as if the profile had come as
 * profile.proto. A reader fills a struct import, which numbers nothing: ids are given out at the
 * end, in the order in which the samples use what they name (import_finish). So a reader that finds
 * out late that a file is not its own has done no harm.
 *
 * The one thing to get wrong: a location is found by the address that the file has for it (for
 * most formats less one, to land on the call), but `address` of its row may be another by then.
 *
 * The rules of the formats are those of pprof's profile/legacy_profile.go and
 * legacy_java_profile.go; what they accept is accepted. Formats that pprof has not say whose rules
 * they follow.
 */
#ifndef CPROF_IMPORT_READER_H
#define CPROF_IMPORT_READER_H

#include "import/go-symbols.h"
#include "import/preamble.h"
#include "profile/builder.h"
#include "profile/stream.h"

/* What a reader says of a file. */
enum import_result {
	IMPORT_READ,
	IMPORT_NOT_MINE, /* others may try; err says what does not fit, or nothing */
	IMPORT_FAILED,   /* err says why nobody can read it */
};

struct import_location {
	uint64_t address;    /* 0: not known */
	uint32_t id;         /* given at the end; 0: no sample has it */
	uint32_t mapping;    /* 1 + its place in mappings; 0: none */
	uint32_t first_line; /* 1 + its place in lines; 0: none */
};

struct import_line {
	uint32_t function; /* 1 + its place in functions */
	uint32_t next;     /* the line it was inlined into; 0: none */
	int64_t line;
};

struct import_function {
	raw_str name, file;
	uint32_t id; /* given at the end; 0: no location has it */
};

/* A sample's part of stack and labels begins where that of the one before ends. */
struct import_sample {
	uint32_t stack, n_stack, labels;
};

struct import {
	struct builder *b;                   /* untouched until the end */
	const struct import_format *form;    /* whose reader is at work */
	const struct import_preamble *front; /* what stood before the text */
	const struct load_limits *limits;
	uint64_t max_memory; /* for the tables */

	/* The text. */
	struct str text, line; /* line: without its end */
	size_t at;             /* the next line begins here */
	uint64_t line_number;

	/* What readers fill. */
	struct intern strings; /* a raw_str is an id here */
	VEC(struct value_type) types;
	struct value_type period_type;
	int64_t period, duration_nanos;
	struct map by_address; /* of the file -> 1 + place in locations */
	VEC(struct import_location) locations;
	VEC(struct import_line) lines;
	struct map by_name; /* of functions */
	VEC(struct import_function) functions;
	VEC(uint32_t) stack; /* places in locations */
	VEC(struct import_sample) samples;
	VEC(int64_t) values;      /* types.n for each sample */
	VEC(struct label) labels; /* sorted out by import_sample.labels: where a sample's end */
	VEC(struct mapping) mappings;
	struct import_go_symbols syms; /* from comments */
	const char *allocator; /* more functions to drop, as a regular expression; or NULL */
	bool twin_leaf;        /* the leaf may be there twice; see import_finish */
	bool no_addresses;     /* they mean nothing outside of this file */
};

struct import_format {
	const char *name; /* for errors: "a heap profile in text form" */
	/* True when a file that begins so may be one. */
	bool (*claims)(struct str head);
	enum import_result (*read)(struct import *im, struct err *err);
};

/* True when some reader may know what begins so. */
bool import_claims(struct str head);

/* True when one of text does by the first line, which is no dump of goroutines. */
bool import_starts(struct str s);

/*
 * Reads a whole file into b, which is empty. *found is false, and err is untouched, when it is of
 * none of the formats after all. The tables may take max_memory bytes.
 */
bool import_decode(struct builder *b, struct str text, const struct load_limits *limits,
	uint64_t max_memory, bool *found, struct err *err);

/*
 * Says what a file is that could not be read as a profile, from its first bytes, and what to do: false,
 * with err set. True, and err is untouched, when it begins as profile.proto does, or is empty: then it
 * is damaged or cut off.
 */
bool sniff(struct str head, struct err *err);

/* The readers, in the order in which they are tried. Each has a file of its own. */
bool import_cpu_claims(struct str head);
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
bool import_goroutines_claims(struct str head);
enum import_result import_goroutines_read(struct import *im,
	struct err *err);                      /* goroutine-dump.c */
bool import_goroutine_header(struct str line); /* true of the first line of a goroutine */
bool import_java_claims(struct str head);
enum import_result import_java_read(struct import *im, struct err *err);

/* The last part of a Java profile, from l->at on: what its addresses stand for. */
enum import_result import_java_locations(struct import *im, struct err *err);

/*
 * The text, line by line. import_next takes the next line, as Go's bufio.Scanner does but of any
 * length; at the end the line is empty and it is false.
 */
bool import_next(struct import *im);

/* "FORMAT, line N: what"; of a line that is no text, it says that instead. */
enum import_result import_fail(const struct import *im, struct err *err, const char *what);
enum import_result import_not_mine(const struct import *im, struct err *err, const char *what);

/* s without white space at both ends, that of Unicode too, as Go's strings.TrimSpace. */
struct str import_trim(struct str s);

/* True when a line has none of the control bytes that no text has. */
bool import_is_text(struct str line);

/* True when a line has nothing but white space, or a comment: '#' behind white space. */
bool import_blank(struct str line);

/* Skips blank lines and comments to the first other line. At the end the line is empty. */
void import_skip_blank(struct import *im);

/* [\t\n\f\r ], [0-9], [0-9a-fA-F]: the classes of RE2. */
bool import_is_space(int c);
bool import_is_stack(int c); /* [ x0-9a-f] */

/* Takes a run of characters of a class off the front of *s; it may be empty. */
struct str import_take_run(struct str *s, bool (*is)(int c));
struct str import_take_spaces(struct str *s); /* of ' ' only */

/* Takes `lit` off the front of *s, if it is there. */
bool import_take(struct str *s, struct str lit);

/*
 * The frames of a sample that is open until import_add_sample. Each number 0x[0-9a-f]+ anywhere in
 * s is an address. Most are where a call returns to and so are taken less one, by `land`. False when
 * one is too large.
 */
enum import_landing { LAND_AS_IS, LAND_ON_CALLS, LAND_ON_CALLS_BUT_LEAF };

bool import_add_addresses(struct import *im, struct str s, enum import_landing land);
uint32_t import_add_frame(struct import *im, uint64_t address); /* place in locations */

/* How many frames the open sample has; and takes them back. */
size_t import_open_frames(const struct import *im);
void import_drop_open(struct import *im);

/* Closes the sample; values has types.n. */
bool import_add_sample(struct import *im, const int64_t *values, struct err *err);

/* A label of the open sample. */
void import_add_label(struct import *im, struct str key, struct str text);
void import_add_number(struct import *im, struct str key, int64_t number);

raw_str import_string(struct import *im, struct str s);
void import_add_type(struct import *im, struct str type, struct str unit);
void import_period(struct import *im, struct str type, struct str unit, int64_t period);

/*
 * 1 + the place of the function of this name and file. With any_file, the first of this name,
 * whatever its file.
 */
uint32_t import_function(struct import *im, struct str name, struct str file, bool any_file);

/* The location of an address, as 1 + its place; 0: no sample has had it so far. */
uint32_t import_location(const struct import *im, uint64_t address);

/* One more line of a location, into which those it has were inlined. Position from 0. */
void import_add_line(struct import *im, uint32_t location, uint32_t function, int64_t line);

/* False, with the reason, when the tables take more than they may. */
bool import_memory(const struct import *im, struct err *err);

/*
 * Arithmetic that ends as Go's on amd64: what does not fit is the least int64_t; products wrap; the
 * least int64_t by -1 is itself.
 */
int64_t import_to_int(double v);
int64_t import_multiply(int64_t a, int64_t b);
int64_t import_divide(int64_t a, int64_t b);

/*
 * What a sampled allocation stands for: count and size divided by the probability that a sample of
 * that size is taken, 1 - exp(-size / count / rate). With a rate of 0 that is 1.
 */
void import_unsample(int64_t *count, int64_t *size, int64_t rate);

/*
 * What heap profiles share. The counts of a line, as they stand there, are taken off the front of *s:
 * \d+: *\d+ *\[ *\d+: *\d+ *\], the brackets with all that was ever allocated; with minus, -? may
 * stand before the first two.
 */
struct import_heap_counts {
	struct str objects, bytes, all_objects, all_bytes;
};

/* What they count. */
struct import_heap_sampling {
	bool sampled;   /* one in so many bytes was taken, */
	int64_t rate;   /* which is this; 0: not known, or all were */
	bool has_alloc; /* and what was freed since is also there */
};

bool import_heap_counts_take(struct str *s, bool minus, struct import_heap_counts *c);
void import_heap_types(struct import *im, const struct import_heap_sampling *how);

/* Closes the sample with these counts, and labels it with the size of one object. */
enum import_result import_heap_sample(struct import *im, const struct import_heap_counts *c,
	const struct import_heap_sampling *how, struct err *err);

/*
 * The memory map, in what is left of the text: true when it begins behind this line; skips to there
 * from the line that was read last on, and reads it; reads it from the next line on.
 */
bool import_memory_map_here(struct str line);
enum import_result import_memory_map_find(struct import *im, struct err *err);
enum import_result import_memory_map_read(struct import *im, struct err *err);

/* At the end: orders the mappings, and finds those of the n_used locations at the places `used`. */
void import_link_mappings(struct import *im, const uint32_t *used, uint32_t n_used);

/* The frames that pprof drops from a profile of an old format, by its types. */
void import_drop_frames(struct import *im, raw_str *drop, raw_str *keep);

#endif
