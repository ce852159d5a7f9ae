/*
 * rust-legacy.c: reads names of Rust in the legacy mangling.
 *
 * In: a name like _ZN4core3fmt5Write9write_fmt17h0123456789abcdefE. Its identifiers may hold $LT$ and the
 * like in place of characters such as < that C++ does not allow. Out: core::fmt::Write::write_fmt.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "demangle/rust.h"

#include <stdint.h>

/* 17h, sixteen digits, E */
enum { HASH = 20 };

static int hex_digit(char byte)
{
	return ascii_is_lower_hex(byte) ? ascii_hex_value(byte) : -1;
}

/* The name without what LLVM appends to it: .llvm.123 */
static struct str without_suffix(struct str name)
{
	for (size_t i = name.n; i > 2; i--)
		if (name.p[i - 2] == 'E' && name.p[i - 1] == '.')
			return str_sub(name, 0, i - 1);
	return name;
}

bool rust_is_legacy(struct str name)
{
	name = without_suffix(name);
	return str_starts(name, STR("_ZN")) && str_ends(name, STR("E")) && name.n > HASH + 3 &&
		str_eq(str_sub(name, name.n - HASH, 3), STR("17h"));
}

/* A hash is of sixteen digits, of which at least five differ: no word that somebody wrote. */
static bool is_hash(struct str digits)
{
	unsigned int seen = 0;

	for (size_t i = 0; i < digits.n; i++) {
		int digit = hex_digit(digits.p[i]);

		if (digit < 0)
			return false;
		seen |= 1U << digit;
	}
	return __builtin_popcount(seen) >= 5;
}

/* What an escape at the beginning of *id stands for, which is taken off it; 0: it is none. */
static char escape(struct str *id)
{
	static const struct {
		struct str code;
		char byte;
	} escapes[] = {
		{{"$C$", 3}, ','},
		{{"$SP$", 4}, '@'},
		{{"$BP$", 4}, '*'},
		{{"$RF$", 4}, '&'},
		{{"$LT$", 4}, '<'},
		{{"$GT$", 4}, '>'},
		{{"$LP$", 4}, '('},
		{{"$RP$", 4}, ')'},
	};

	for (size_t i = 0; i < ARRAY_LEN(escapes); i++) {
		if (str_starts(*id, escapes[i].code)) {
			*id = str_from(*id, escapes[i].code.n);
			return escapes[i].byte;
		}
	}
	/* $u7e$: the character in hex; only those of ASCII, and no control bytes */
	if (id->n > 4 && id->p[1] == 'u' && id->p[4] == '$') {
		int high = hex_digit(id->p[2]), low = hex_digit(id->p[3]);

		if (high >= 2 && high <= 7 && low >= 0) {
			*id = str_from(*id, 5);
			return (char)(high * 16 + low);
		}
	}
	return 0;
}

static void identifier(struct str id, struct out *out)
{
	/* So that it did not begin with a $. */
	if (str_starts(id, STR("_$")))
		id = str_from(id, 1);
	while (id.n > 0) {
		char byte = id.p[0];

		if (byte == '$') {
			byte = escape(&id);
			if (byte == 0) {
				out_bytes(out, id.p, id.n);
				return;
			}
			out_bytes(out, &byte, 1);
		} else if (str_starts(id, STR(".."))) {
			out_lit(out, "::");
			id = str_from(id, 2);
		} else {
			out_bytes(out, &byte, 1);
			id = str_from(id, 1);
		}
	}
}

/* Takes a decimal number off the front. */
static bool length(struct str *rest, size_t *value)
{
	size_t digits = 0;

	*value = 0;
	for (; digits < rest->n && ascii_is_digit(rest->p[digits]); digits++) {
		size_t digit = (size_t)(rest->p[digits] - '0');

		if (*value >= INT32_MAX / 10 - digit)
			return false;
		*value = *value * 10 + digit;
	}
	*rest = str_from(*rest, digits);
	return digits > 0;
}

bool rust_demangle_legacy(struct str name, struct out *out)
{
	bool first = true;
	struct str rest;
	size_t n;

	name = without_suffix(name);
	rest = str_sub(name, 3, name.n - HASH - 3);
	if (!is_hash(str_sub(name, name.n - HASH + 3, 16)))
		return false;
	while (rest.n > 0) {
		if (!length(&rest, &n))
			return false;
		/* A _ keeps the length apart from what begins with a digit, and is counted. */
		if (rest.n > 0 && rest.p[0] == '_' && n > 0) {
			rest = str_from(rest, 1);
			n--;
		}
		if (rest.n < n)
			return false;
		if (!first && out->n > 0)
			out_lit(out, "::");
		identifier(str_sub(rest, 0, n), out);
		rest = str_from(rest, n);
		first = false;
	}
	return true;
}
