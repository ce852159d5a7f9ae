/*
 * reader.h: what a reader of a format is given, and how it hands over what it reads.
 *
 * A reader takes the text of a file, line by line or as a whole, and says what is in it: types of
 * values, samples, their frames and labels, mappings. Frames come by address or by name, in any
 * mixture; stacks run from leaf to root. Nothing is numbered and nothing is in the builder until
 * the reader is through: then ids are given in the order in which the samples use what they name.
 * So a reader that finds out late that a file is not its own has done no harm.
 *
 * The rules of the formats are those of pprof's profile/legacy_profile.go and
 * legacy_java_profile.go; what they accept is accepted. Formats that pprof has not say whose rules
 * they follow.
 */
#ifndef CPROF_IMPORT_READER_H
#define CPROF_IMPORT_READER_H

#include "import/formats.h"
#include "import/go-symbols.h"
#include "import/preamble.h"
#include "profile/builder.h"
#include "profile/stream.h"

struct import_location {
	uint64_t address;    /* 0: not known */
	uint32_t id;         /* given at the end; 0: no sample has it */
	uint32_t mapping;    /* 1 + its place in mappings; 0: none */
	uint32_t first_line; /* 1 + its place in lines; 0: none */
};

struct import_line {
	uint32_t function; /* 1 + its place in functions */
	uint32_t next;     /* the line it was inlined into; 0: none */
	int64_t line, column;
};

struct import_function {
	raw_str name, file;
	raw_str system_name; /* 0: the name */
	int64_t start_line;
	uint32_t id; /* given at the end; 0: no location has it */
};

/* A sample's part of stack and labels begins where that of the one before ends. */
struct import_sample {
	uint32_t stack, n_stack, labels;
};

/* Frames by name, and equal samples. */
struct import_names {
	uint64_t seed;
	struct index by_location, by_sample; /* 1 + place in locations and in samples */
	VEC(struct import_line) inlined;     /* functions whose caller has not come yet */
	uint32_t mapping; /* of the frames that are added next: 1 + its place; 0: the first */
};

struct import {
	struct builder *b; /* untouched until the end */
	const struct import_format *format;
	const struct import_preamble *preamble; /* what stood before the text */
	const struct load_limits *limits;

	/* The text. */
	struct stream *stream; /* has the bytes of `text`, and those that follow it */
	struct str text; /* what is at hand of it; all of it, unless the format reads by line */
	struct str line; /* the one read last, without its end */
	size_t at;       /* the next line begins here in `text` */
	uint64_t line_number;
	bool mine;   /* see import_mine */
	bool broken; /* the text cannot be read on, for the reason `why` */
	struct err why;
	uint64_t
		own_memory; /* bytes of tables that the reader has itself; it keeps this up to date */

	/* What the reader fills, by the functions below. */
	struct intern strings; /* a raw_str is an id here */
	VEC(struct value_type) types;
	raw_str default_type;
	struct value_type period_type;
	int64_t period, time_nanos, duration_nanos;
	const struct trace_tables *trace; /* in the arena of b; or NULL */
	struct map by_address;            /* of the file -> 1 + place in locations */
	VEC(struct import_location) locations;
	VEC(struct import_line) lines;
	struct map by_name; /* of functions */
	VEC(struct import_function) functions;
	VEC(uint32_t) stack; /* places in locations */
	VEC(struct import_sample) samples;
	VEC(int64_t) values;      /* types.n for each sample */
	VEC(struct label) labels; /* sorted out by import_sample.labels: where a sample's end */
	VEC(struct mapping) mappings;
	struct import_names names;
	struct import_go_symbols go_symbols; /* from comments */
	const char *allocator; /* more functions to drop, as a regular expression; or NULL */
	bool has_symbols;      /* functions have names, from comments or a symbol section */
	bool twin_leaf;        /* the leaf may be there twice; it is dropped once */
	bool exact;            /* names are shown as they are, unless they are mangled */
	bool no_addresses;     /* addresses mean nothing outside of this file, and are left out */
	bool drops_nothing;    /* no frames are those of an allocator or of the profiler */
	bool handed_over;      /* the builder has all of the profile; nothing here is used */
};

/*
 * The text, line by line. Takes the next line as Go's bufio.Scanner does, but of any length. At the
 * end the line is empty and the result false; so it is when the text cannot be read on, of which a
 * reader need know nothing.
 * Note: with a format that reads by line, the bytes of the lines before are gone.
 */
bool import_next(struct import *im);

/*
 * Says that nobody else reads this file: from here on the reader does not return IMPORT_NOT_MINE.
 * With a format that reads by line, the text need not be held any more.
 */
void import_mine(struct import *im);

/*
 * Has more of the text at hand: more than twice of what is behind `at`, or all that is left. False at the end, and when
 * the text cannot be read on. With import_mine, what is before `at` is gone, and `at` is 0.
 */
bool import_more(struct import *im);

/* Write "FORMAT, line N: what", where N is the line read last; of a line that is no text, that. */
enum import_result import_fail(const struct import *im, struct err *err, const char *what);
enum import_result import_not_mine(const struct import *im, struct err *err, const char *what);

/* Skips blank lines and comments to the first other line. At the end the line is empty. */
void import_skip_blank(struct import *im);

/*
 * What the values of each sample are, in order; and what a sample stands for. Of a type that is added later, the samples
 * before it have 0.
 */
void import_add_type(struct import *im, struct str type, struct str unit);
void import_period(struct import *im, struct str type, struct str unit, int64_t period);

/*
 * The frames of the sample that is open, from the leaf on.
 *
 * By address, with its mapping and perhaps its functions to come later. Returns its place in
 * locations.
 * Note: a location is found by the address given here, but `address` of its row may be another by
 * then.
 */
uint32_t import_add_frame(struct import *im, uint64_t address);

/*
 * All numbers 0x[0-9a-f]+ anywhere in s as addresses. Most are where a call returns to and so are
 * taken less one, by `landing`. False when one does not fit into 64 bits.
 */
enum import_landing { LAND_AS_IS, LAND_ON_CALLS, LAND_ON_CALLS_BUT_LEAF };

bool import_add_addresses(struct import *im, struct str s, enum import_landing landing);

/*
 * By name. `file` may be empty and `line` 0: not known. An inlined function is one location with
 * the frame that is added next, its caller. Before the first frame by name a reader calls
 * import_use_names.
 */
void import_add_named_frame(struct import *im, struct str name, struct str file, int64_t line,
	bool inlined);

/* The place of a frame by name that is not inlined, for a reader that puts it on the stack itself. */
uint32_t import_named_location(struct import *im, struct str name, struct str file, int64_t line);

/*
 * The place of the location of an address whose functions are names.inlined, which is empty afterwards.
 * mapping: 1 + its place; 0: none.
 */
uint32_t import_lines_location(struct import *im, uint32_t mapping, uint64_t address);

/*
 * The place of a line of a function, 1 + whose place import_function gave, that is not inlined. Line and column may be
 * 0: not known.
 */
uint32_t import_line_location(struct import *im, uint32_t function, int64_t line, int64_t column);

/* Says that the caller of an inlined function that was added last is not known. */
void import_end_inlined(struct import *im);

/*
 * Adds the one mapping that frames by name are in: a file without a name, all of whose functions
 * have one.
 */
void import_use_names(struct import *im);

/* How many frames the open sample has; and takes them back. */
size_t import_open_frames(const struct import *im);
void import_drop_open(struct import *im);

/* A label of the open sample; the unit of a number may be empty. */
void import_add_label(struct import *im, struct str key, struct str text);
void import_add_number(struct import *im, struct str key, int64_t number, struct str unit);

/*
 * Closes the open sample; `values` has one for each type. import_merge_sample adds the values to
 * those of an earlier sample that it closed and that has equal frames and labels, if there is one.
 * Fail when there are too many, when the tables take too much memory, and with "stopped"
 * when the work is cancelled (base/cancel.h).
 */
bool import_add_sample(struct import *im, const int64_t *values, struct err *err);
bool import_merge_sample(struct import *im, const int64_t *values, struct err *err);

/*
 * False, with the reason, when all tables and `more` bytes of the reader's own take too much memory, or
 * somebody wants to stop. For a reader whose samples are large, or that has tables of its own.
 */
bool import_may_go_on(const struct import *im, uint64_t more, struct err *err);

/* A string by its id; equal strings have equal ids. The bytes are copied. */
raw_str import_string(struct import *im, struct str s);

/*
 * 1 + the place of the function of this name and file. With any_file, the first of this name,
 * whatever its file.
 */
uint32_t import_function(struct import *im, struct str name, struct str file, bool any_file);

/* The location of an address, as 1 + its place; 0: no sample has had it so far. */
uint32_t import_location(const struct import *im, uint64_t address);

/* Adds a line to the location at a place, into which the lines that it has were inlined. */
void import_add_line(struct import *im, uint32_t location, uint32_t function, int64_t line);

/* Tells the user, when the file is read, how it was understood. The name of the file stands before it. */
void import_note(struct import *im, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * For import.c: an empty one; all that was read into the builder; and its end, whatever happened.
 */
void import_init(struct import *im, struct builder *b);
bool import_finish(struct import *im, struct err *err);
void import_release(struct import *im);

#endif
