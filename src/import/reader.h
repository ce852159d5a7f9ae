/*
 * reader.h: the formats that came before profile.proto: how each is found, and what its reader fills.
 *
 * In: a whole file as plain bytes. Out: the builder's tables, as if the profile had come as
 * profile.proto. A reader fills a struct legacy, which numbers nothing: ids are given out at the
 * end, in the order in which the samples use what they name (legacy_finish). So a reader that finds
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
enum legacy_result {
	LEGACY_READ,
	LEGACY_NOT_MINE, /* others may try; err says what does not fit, or nothing */
	LEGACY_FAILED,   /* err says why nobody can read it */
};

struct legacy_location {
	uint64_t address;    /* 0: not known */
	uint32_t id;         /* given at the end; 0: no sample has it */
	uint32_t mapping;    /* 1 + its place in mappings; 0: none */
	uint32_t first_line; /* 1 + its place in lines; 0: none */
};

struct legacy_line {
	uint32_t function; /* 1 + its place in functions */
	uint32_t next;     /* the line it was inlined into; 0: none */
	int64_t line;
};

struct legacy_function {
	raw_str name, file;
	uint32_t id; /* given at the end; 0: no location has it */
};

/* A sample's part of stack and labels begins where that of the one before ends. */
struct legacy_sample {
	uint32_t stack, n_stack, labels;
};

struct legacy {
	struct builder *b;                /* untouched until the end */
	const struct legacy_format *form; /* whose reader is at work */
	const struct legacy_front *front; /* what stood before the text */
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
	VEC(struct legacy_location) locations;
	VEC(struct legacy_line) lines;
	struct map by_name; /* of functions */
	VEC(struct legacy_function) functions;
	VEC(uint32_t) stack; /* places in locations */
	VEC(struct legacy_sample) samples;
	VEC(int64_t) values;      /* types.n for each sample */
	VEC(struct label) labels; /* sorted out by legacy_sample.labels: where a sample's end */
	VEC(struct mapping) mappings;
	struct gosyms syms;    /* from comments */
	const char *allocator; /* more functions to drop, as a regular expression; or NULL */
	bool twin_leaf;        /* the leaf may be there twice; see legacy_finish */
	bool no_addresses;     /* they mean nothing outside of this file */
};

struct legacy_format {
	const char *name; /* for errors: "a heap profile in text form" */
	/* True when a file that begins so may be one. */
	bool (*claims)(struct str head);
	enum legacy_result (*read)(struct legacy *l, struct err *err);
};

/* True when some reader may know what begins so. */
bool legacy_claims(struct str head);

/* True when one of text does by the first line, which is no dump of goroutines. */
bool legacy_starts(struct str s);

/*
 * Reads a whole file into b, which is empty. *found is false, and err is untouched, when it is of
 * none of the formats after all. The tables may take max_memory bytes.
 */
bool legacy_decode(struct builder *b, struct str text, const struct load_limits *limits,
	uint64_t max_memory, bool *found, struct err *err);

/*
 * Says what a file is that could not be read as a profile, from its first bytes, and what to do: false,
 * with err set. True, and err is untouched, when it begins as profile.proto does, or is empty: then it
 * is damaged or cut off.
 */
bool sniff(struct str head, struct err *err);

/* The readers, in the order in which they are tried. Each has a file of its own. */
bool legacy_cpu_claims(struct str head);
enum legacy_result legacy_cpu_read(struct legacy *l, struct err *err);
bool legacy_heap_claims(struct str head);
enum legacy_result legacy_heap_read(struct legacy *l, struct err *err);
bool legacy_jemalloc_claims(struct str head);
enum legacy_result legacy_jemalloc_read(struct legacy *l, struct err *err);
bool legacy_count_claims(struct str head);
enum legacy_result legacy_count_read(struct legacy *l, struct err *err);
bool legacy_threads_claims(struct str head);
enum legacy_result legacy_threads_read(struct legacy *l, struct err *err);
bool legacy_contention_claims(struct str head);
enum legacy_result legacy_contention_read(struct legacy *l, struct err *err);
bool legacy_goroutines_claims(struct str head);
enum legacy_result legacy_goroutines_read(struct legacy *l, struct err *err); /* goroutine-dump.c */
bool legacy_goroutine_header(struct str line); /* true of the first line of a goroutine */
bool legacy_java_claims(struct str head);
enum legacy_result legacy_java_read(struct legacy *l, struct err *err);

/* The last part of a Java profile, from l->at on: what its addresses stand for. */
enum legacy_result legacy_java_locations(struct legacy *l, struct err *err);

/*
 * The text, line by line. legacy_next takes the next line, as Go's bufio.Scanner does but of any
 * length; at the end the line is empty and it is false.
 */
bool legacy_next(struct legacy *l);

/* "FORMAT, line N: what"; of a line that is no text, it says that instead. */
enum legacy_result legacy_fail(const struct legacy *l, struct err *err, const char *what);
enum legacy_result legacy_not_mine(const struct legacy *l, struct err *err, const char *what);

/* s without white space at both ends, that of Unicode too, as Go's strings.TrimSpace. */
struct str legacy_trim(struct str s);

/* True when a line has none of the control bytes that no text has. */
bool legacy_is_text(struct str line);

/* True when a line has nothing but white space, or a comment: '#' behind white space. */
bool legacy_blank(struct str line);

/* Skips blank lines and comments to the first other line. At the end the line is empty. */
void legacy_skip_blank(struct legacy *l);

/* [\t\n\f\r ], [0-9], [0-9a-fA-F]: the classes of RE2. */
bool legacy_is_space(int c);
bool legacy_is_stack(int c); /* [ x0-9a-f] */

/* Takes a run of characters of a class off the front of *s; it may be empty. */
struct str legacy_run(struct str *s, bool (*is)(int c));
struct str legacy_spaces(struct str *s); /* of ' ' only */

/* Takes `lit` off the front of *s, if it is there. */
bool legacy_take(struct str *s, struct str lit);

/*
 * The frames of a sample that is open until legacy_add_sample. Each number 0x[0-9a-f]+ anywhere in
 * s is an address. Most are where a call returns to and so are taken less one, by `land`. False when
 * one is too large.
 */
enum legacy_land { LAND_AS_IS, LAND_ON_CALLS, LAND_ON_CALLS_BUT_LEAF };

bool legacy_add_addresses(struct legacy *l, struct str s, enum legacy_land land);
uint32_t legacy_add_frame(struct legacy *l, uint64_t address); /* place in locations */

/* How many frames the open sample has; and takes them back. */
size_t legacy_open_frames(const struct legacy *l);
void legacy_drop_open(struct legacy *l);

/* Closes the sample; values has types.n. */
bool legacy_add_sample(struct legacy *l, const int64_t *values, struct err *err);

/* A label of the open sample. */
void legacy_add_label(struct legacy *l, struct str key, struct str text);
void legacy_add_number(struct legacy *l, struct str key, int64_t number);

raw_str legacy_string(struct legacy *l, struct str s);
void legacy_add_type(struct legacy *l, struct str type, struct str unit);
void legacy_period(struct legacy *l, struct str type, struct str unit, int64_t period);

/*
 * 1 + the place of the function of this name and file. With any_file, the first of this name,
 * whatever its file.
 */
uint32_t legacy_function(struct legacy *l, struct str name, struct str file, bool any_file);

/* The location of an address, as 1 + its place; 0: no sample has had it so far. */
uint32_t legacy_location(const struct legacy *l, uint64_t address);

/* One more line of a location, into which those it has were inlined. Position from 0. */
void legacy_add_line(struct legacy *l, uint32_t location, uint32_t function, int64_t line);

/* False, with the reason, when the tables take more than they may. */
bool legacy_memory(const struct legacy *l, struct err *err);

/*
 * Arithmetic that ends as Go's on amd64: what does not fit is the least int64_t; products wrap; the
 * least int64_t by -1 is itself.
 */
int64_t legacy_whole(double v);
int64_t legacy_product(int64_t a, int64_t b);
int64_t legacy_quotient(int64_t a, int64_t b);

/*
 * What a sampled allocation stands for: count and size divided by the probability that a sample of
 * that size is taken, 1 - exp(-size / count / rate). With a rate of 0 that is 1.
 */
void legacy_unsample(int64_t *count, int64_t *size, int64_t rate);

/*
 * What heap profiles share. The counts of a line, as they stand there, are taken off the front of *s:
 * \d+: *\d+ *\[ *\d+: *\d+ *\], the brackets with all that was ever allocated; with minus, -? may
 * stand before the first two.
 */
struct legacy_counts {
	struct str objects, bytes, all_objects, all_bytes;
};

/* What they count. */
struct legacy_sampling {
	bool sampled;   /* one in so many bytes was taken, */
	int64_t rate;   /* which is this; 0: not known, or all were */
	bool has_alloc; /* and what was freed since is also there */
};

bool legacy_take_counts(struct str *s, bool minus, struct legacy_counts *c);
void legacy_heap_types(struct legacy *l, const struct legacy_sampling *how);

/* Closes the sample with these counts, and labels it with the size of one object. */
enum legacy_result legacy_heap_sample(struct legacy *l, const struct legacy_counts *c,
	const struct legacy_sampling *how, struct err *err);

/*
 * The memory map, in what is left of the text: true when it begins behind this line; skips to there
 * from the line that was read last on, and reads it; reads it from the next line on.
 */
bool legacy_maps_here(struct str line);
enum legacy_result legacy_maps_find(struct legacy *l, struct err *err);
enum legacy_result legacy_maps_read(struct legacy *l, struct err *err);

/* At the end: orders the mappings, and finds those of the n_used locations at the places `used`. */
void legacy_link_mappings(struct legacy *l, const uint32_t *used, uint32_t n_used);

/* The frames that pprof drops from a profile of an old format, by its types. */
void legacy_drop_frames(struct legacy *l, raw_str *drop, raw_str *keep);

#endif
