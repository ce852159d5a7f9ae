/*
 * fuzz_json.c: JSON.
 *
 * In: a text. It is read value by value, the same in pieces, and passed over as a whole: all must find the same.
 * A string that was read is written again, which must read as the same string.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json-in.h"
#include "base/json-out.h"
#include "base/mem.h"
#include "broken.h"

/* The string, written and read again, is the same; and it is UTF-8. */
static void check_string(struct arena *a, struct str s)
{
	struct out o = {0};
	struct json_in in;
	struct str again = {0};
	struct err err = {0};

	if (!json_put_string(&o, s))
		fuzz_broken("a string is UTF-8", "");
	json_in_open(&in, (struct str){o.p, o.n}, a);
	json_in_string(&in, &again);
	if (!json_in_close(&in, &err))
		fuzz_broken("a string that was written can be read", err.text);
	if (!str_eq(s, again))
		fuzz_broken("a string that was written reads as the same", "");
	out_release(&o);
}

/* Reads one value, or enters it. */
static void read_value(struct json_in *in)
{
	struct json_number number = {0};
	struct str s = {0};
	bool yes;

	switch (json_in_kind(in)) {
	case JSON_OBJECT:
		json_in_object(in);
		return;
	case JSON_ARRAY:
		json_in_array(in);
		return;
	case JSON_STRING:
		if (json_in_string(in, &s))
			check_string(in->arena, s);
		return;
	case JSON_NUMBER:
		if (json_in_number(in, &number) && number.is_int && number.d != (double)number.i)
			fuzz_broken("both forms of a number are the same", "");
		return;
	case JSON_BOOL:
		json_in_bool(in, &yes);
		return;
	case JSON_NULL:
		json_in_null(in);
		return;
	case JSON_NONE:
		json_in_skip(in);
		return;
	}
}

/* Reads a whole text, without calling itself. */
static bool read_all(struct json_in *in, struct err *err)
{
	struct str key;

	read_value(in);
	while (!in->failed && in->depth > 0)
		if (in->closers[in->depth - 1] == '}' ? json_in_key(in, &key) : json_in_element(in))
			read_value(in);
	return json_in_close(in, err);
}

/* A text that comes in pieces, each time at another place of memory. */
struct pieces {
	struct str rest;
	char *held;
};

static bool more_pieces(void *data, size_t done, struct str *text, size_t *dropped)
{
	struct pieces *p = data;
	struct str piece = str_sub(p->rest, 0, 1 + p->rest.n % 7);
	size_t n = text->n - done;
	char *held = mem_zeroed(n + piece.n, 1);

	memcpy(held, text->p + done, n);
	memcpy(held + n, piece.p, piece.n);
	free(p->held);
	p->held = held;
	p->rest = str_from(p->rest, piece.n);
	*text = (struct str){held, n + piece.n};
	*dropped = done;
	return piece.n != 0;
}

/* Read in pieces, the text has the same error, or none. */
static void check_pieces(struct arena *a, struct str text, const struct err *want)
{
	struct pieces p = {.rest = text};
	struct json_in in;
	struct err err = {0};

	json_in_stream(&in, STR(""), (struct json_source){more_pieces, &p}, a);
	fuzz_check_err(read_all(&in, &err), &err);
	if (strcmp(err.text, want->text) != 0)
		fuzz_broken("a text in pieces reads as the same", err.text);
	free(p.held);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct err err = {0}, skip_err = {0};
	struct arena a = {0};
	struct json_in in;
	bool ok, skipped;

	json_in_open(&in, text, &a);
	ok = read_all(&in, &err);
	fuzz_check_err(ok, &err);
	check_pieces(&a, text, &err);
	json_in_open(&in, text, NULL);
	json_in_skip(&in);
	skipped = json_in_close(&in, &skip_err);
	fuzz_check_err(skipped, &skip_err);
	/* A number that is too large may be passed over. */
	if (strstr(err.text, "too large") == NULL && strcmp(err.text, skip_err.text) != 0)
		fuzz_broken("reading and skipping find the same", err.text);
	arena_release(&a);
	return 0;
}
