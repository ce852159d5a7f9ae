/*
 * otlp.h: the dictionary of OTLP profiles (otlp-dictionary.c): what the indexes of a message stand for.
 *
 * The messages are those of opentelemetry/proto/profiles/v1development/profiles.proto, as of 1.11.0.
 * A message of many profiles has one dictionary of seven tables. Index 0 of each is "none".
 */
#ifndef CPROF_IMPORT_OTLP_H
#define CPROF_IMPORT_OTLP_H

#include "base/map.h"
#include "base/protobuf.h"
#include "import/reader.h"

/* In the order in which they are read: a table names rows of those above it alone. */
enum otlp_table {
	OTLP_STRINGS,    /* -> raw_str */
	OTLP_ATTRIBUTES, /* -> 1 + place in labels */
	OTLP_LINKS,      /* -> 1 + place in links */
	OTLP_FUNCTIONS,  /* -> 1 + place in import.functions */
	OTLP_MAPPINGS,   /* -> 1 + place in import.mappings */
	OTLP_LOCATIONS,  /* -> 1 + place in import.locations */
	OTLP_STACKS,     /* -> 1 + place in stacks */
	OTLP_TABLES,
};

struct otlp_link {
	raw_str trace, span; /* hexadecimal; 0: none */
};

/* A distinct stack: a part of frames. */
struct otlp_stack {
	uint32_t begin, n;
};

/* Zero-initialized is empty and valid. */
struct otlp_dictionary {
	struct import *im;

	/* Of the message that is read: index -> row; 0: none. */
	struct otlp_rows {
		VEC(uint32_t) row;
	} tables[OTLP_TABLES];
	VEC(struct label) labels; /* those with key 0 are not shown */
	VEC(struct otlp_link) links;

	/* Of all messages so far. Equal functions, mappings and stacks are one row. */
	uint64_t seed;
	struct index by_function, by_mapping, by_stack;
	VEC(uint32_t) frames; /* places in import.locations */
	VEC(struct otlp_stack) stacks;
	uint64_t unchecked; /* rows since memory was looked at */
};

/* Reads the dictionary of a message in the place of the one before: all tables, or the strings alone. */
bool otlp_dictionary_read(struct otlp_dictionary *d, struct bytes message, bool strings_alone,
	struct err *err);
void otlp_dictionary_release(struct otlp_dictionary *d);

/* Sets *row to what an index of a table stands for. Fails when the table is shorter. */
bool otlp_row(const struct otlp_dictionary *d, enum otlp_table table, uint64_t index, uint32_t *row,
	struct err *err);

/*
 * Reads an attribute with a key of its own (KeyValue). The key of *label is 0 when the value is empty, a
 * list or a map, which no label can be.
 */
bool otlp_attribute(struct otlp_dictionary *d, struct bytes s, struct label *label,
	struct err *err);

/* Says that n more rows were made; now and then looks at memory and at Ctrl-C. */
bool otlp_spend(struct otlp_dictionary *d, uint64_t n, struct err *err);

/*
 * Walks a message: calls `take` with each field of this number, which is a message or a string. Stops, and
 * fails, when `take` does, or when the bytes are no such message.
 */
bool otlp_each(struct bytes s, uint32_t number,
	bool (*take)(void *context, struct bytes s, struct err *err), void *context,
	struct err *err);

/*
 * Takes a field off the front of a message. Of a number, `body` is the bytes, as if it were a packed field of
 * one number.
 */
bool otlp_field(struct bytes *s, struct field *f, struct err *err);

/*
 * Takes the next number of a field, packed or not. False, and nothing changed, at the end and where there
 * is none; then otlp_end tells whether it was the end.
 */
bool otlp_number(struct field *f, uint64_t *v);
bool otlp_end(const struct field *f, struct err *err);

/* Says that the file is damaged. Returns false. */
bool otlp_damaged(struct err *err, const char *what);

#endif
