/*
 * ask.c: Reads JSON documents with base/json-in, for `compare`.
 *
 * In: for each document its bytes as a line "LENGTH\n", and then that many bytes. Out: a line for each, "error"
 * and a tab and the text of the error, or "ok", a tab and the values one after the other: n, t, f, iINTEGER,
 * dBITS of a double in hexadecimal, sBYTES of a string in hexadecimal, kBYTES of a key, and [ ] { }.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json-in.h"
#include "base/mem.h"
#include "base/out.h"

static void put_bytes(struct out *o, char what, struct str s)
{
	out_fmt(o, " %c", what);
	for (size_t i = 0; i < s.n; i++)
		out_fmt(o, "%02x", (unsigned char)s.p[i]);
}

static void put_number(struct json_in *in, struct out *o)
{
	struct json_number v = {0};
	uint64_t bits;

	json_in_number(in, &v);
	memcpy(&bits, &v.d, sizeof(bits));
	if (v.is_int)
		out_fmt(o, " i%" PRId64, v.i);
	else
		out_fmt(o, " d%016" PRIx64, bits);
}

/* Writes a value, or the beginning of one that holds others. */
static void put_value(struct json_in *in, struct out *o)
{
	struct str s = {0};
	bool yes = false;

	switch (json_in_kind(in)) {
	case JSON_OBJECT:
		json_in_object(in);
		out_lit(o, " {");
		break;
	case JSON_ARRAY:
		json_in_array(in);
		out_lit(o, " [");
		break;
	case JSON_STRING:
		json_in_string(in, &s);
		put_bytes(o, 's', s);
		break;
	case JSON_NUMBER:
		put_number(in, o);
		break;
	case JSON_BOOL:
		json_in_bool(in, &yes);
		out_lit(o, yes ? " t" : " f");
		break;
	case JSON_NULL:
		json_in_null(in);
		out_lit(o, " n");
		break;
	case JSON_NONE:
		json_in_skip(in);
		break;
	}
}

static bool put_document(struct json_in *in, struct out *o, struct err *err)
{
	put_value(in, o);
	while (!in->failed && in->depth > 0) {
		char closer = in->closers[in->depth - 1];
		struct str key = {0};

		if (closer == '}' ? json_in_key(in, &key) : json_in_element(in)) {
			if (closer == '}')
				put_bytes(o, 'k', key);
			put_value(in, o);
		} else {
			out_fmt(o, " %c", closer);
		}
	}
	return json_in_close(in, err);
}

static void answer(struct str text)
{
	struct arena a = {0};
	struct json_in in;
	struct out o = {0};
	struct err err = {0};

	json_in_open(&in, text, &a);
	if (put_document(&in, &o, &err))
		printf("ok\t%.*s\n", (int)o.n, o.p);
	else
		printf("error\t%s\n", err.text);
	out_release(&o);
	arena_release(&a);
}

int main(void)
{
	size_t n;

	while (scanf("%zu", &n) == 1 && getchar() == '\n') {
		char *bytes = mem_zeroed(n, 1); /* of its exact size, for AddressSanitizer */

		if (fread(bytes, 1, n, stdin) != n)
			return 1;
		answer((struct str){bytes, n});
		free(bytes);
	}
	return 0;
}
