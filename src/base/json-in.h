/*
 * json-in.h: Reads JSON (RFC 8259), from bytes in memory or from a stream.
 *
 * The caller asks for what it wants next, in the order of the text; no tree is built:
 *
 *	json_in_open(&in, text, &arena);
 *	json_in_object(&in);
 *	while (json_in_key(&in, &key))
 *		if (str_eq_c(key, "name"))
 *			json_in_string(&in, &name);
 *		else if (str_eq_c(key, "sizes"))
 *			for (json_in_array(&in); json_in_element(&in);)
 *				if (n == SIZES_MAX)
 *					json_in_fail(&in, "more than %d sizes", SIZES_MAX);
 *				else
 *					json_in_int(&in, &sizes[n++]);
 *		else
 *			json_in_skip(&in);
 *	return json_in_close(&in, err);
 *
 * - The first error is kept. After it every function returns false and leaves its outputs alone, so that
 *   loops end; json_in_close tells the error.
 * - An error says where it is, what was expected and what is there: "3:14: expected ',' or '}', found ':'".
 *   Lines and columns begin at 1; a column counts characters.
 * - The text must be UTF-8. A byte order mark at its start is ignored, as the RFC allows.
 * - \uD83D\uDE00 gives one character. A surrogate without its other half gives U+FFFD.
 * - A key that stands in an object twice is given twice.
 * - Arrays and objects nest JSON_DEPTH_MAX levels at most. No function calls itself.
 * - A text need not be in memory as a whole: json_in_stream takes it from a source, piece by piece.
 */
#ifndef CPROF_BASE_JSON_IN_H
#define CPROF_BASE_JSON_IN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* V8 writes the frames of a stack one inside the other; this is enough for 2,000 of them. */
enum { JSON_DEPTH_MAX = 4096 };

/* What kind of value begins at a place. */
enum json_kind {
	JSON_NONE, /* no value begins there */
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

/* What comes next; the functions below keep it. */
enum json_state {
	JSON_VALUE, /* a value */
	JSON_FIRST, /* the first key or element, or the end of an object or array */
	JSON_AFTER, /* a comma, or the end of an object or array; outside of them the end of the text */
};

/* Where a text comes from that is not in memory as a whole. */
struct json_source {
	/*
	 * Adds at least one byte to *text. May first drop the front of it, of which `done` bytes are not needed any more;
	 * sets *dropped to how many went. False: nothing follows, or, with *text made empty, reading has failed.
	 */
	bool (*more)(void *data, size_t done, struct str *text, size_t *dropped);
	void *data;
};

struct json_in {
	struct str text; /* all of it, or the part at hand */
	struct json_source source;
	struct arena *arena;
	size_t at;    /* the next byte */
	size_t start; /* where the value or key begins that was asked for last */
	size_t depth;
	size_t counted, line,
		column; /* of the byte `counted`, for errors; it is not behind `start` */
	enum json_state state;
	bool failed;
	struct err err;
	char closers[JSON_DEPTH_MAX]; /* ']' or '}' for each level that is open */
};

/* A number. `d` is always set, and rounded where a double cannot hold it; `i` only where is_int. */
struct json_number {
	double d;
	int64_t i;
	bool is_int; /* written without a fraction and an exponent, and an int64_t holds it */
};

/*
 * Begins to read `text`, which the caller keeps until it needs neither `in` nor strings from it. Strings that
 * have escapes are written to the arena, others point into the text.
 */
void json_in_open(struct json_in *in, struct str text, struct arena *arena);

/*
 * The same with a text of which `text` is the front and the source has the rest. A string is valid until the next
 * call of any function here.
 */
void json_in_stream(struct json_in *in, struct str text, struct json_source source,
	struct arena *arena);

/* The kind of the value that comes next. It reads nothing. JSON_NONE after an error, too. */
enum json_kind json_in_kind(struct json_in *in);

/* Enters an object. Then json_in_key is called until it returns false. */
bool json_in_object(struct json_in *in);

/* Reads the next key; its value must be read next. False: the object has ended and is left, or an error. */
bool json_in_key(struct json_in *in, struct str *key);

/* Enters an array. Then json_in_element is called until it returns false. */
bool json_in_array(struct json_in *in);

/* Whether there is another element, which must be read next. False: the array has ended and is left, or an error. */
bool json_in_element(struct json_in *in);

/*
 * Each reads one value; a value of another kind is an error. json_in_int wants a number whose is_int is true.
 * A number that is too large for a double is an error.
 */
bool json_in_null(struct json_in *in);
bool json_in_bool(struct json_in *in, bool *v);
bool json_in_number(struct json_in *in, struct json_number *v);
bool json_in_int(struct json_in *in, int64_t *v);
bool json_in_string(struct json_in *in, struct str *v);

/*
 * Reads a value of any kind with all that is in it, and forgets it. It is checked like the others, only that
 * a number may be too large for a double.
 */
bool json_in_skip(struct json_in *in);

/* The caller's own error about the value or key that was read last: "3:14: " and the text. Returns false. */
bool json_in_fail(struct json_in *in, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Checks that the text ends here. Returns false, with the first error in *err, unless all was well. */
bool json_in_close(struct json_in *in, struct err *err);

#endif
