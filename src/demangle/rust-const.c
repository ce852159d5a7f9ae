/*
 * rust-const.c: reads the constants in Rust's v0 names: const generic arguments and lengths of arrays.
 *
 * In: the name, from a constant on. Out: the constant as source text, without the type behind a number.
 * Numbers, booleans and characters are printed as pprof prints them. pprof does not know the other kinds;
 * they are printed as rustc's own demangler prints them.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/array.h"
#include "base/ascii.h"
#include "demangle/rust-v0.h"

enum { NUMBER_DIGITS = 16, CHARACTER_DIGITS = 6 };

/* NOLINTBEGIN(misc-no-recursion): rust_enter bounds the depth. */

/* {0-9a-f} _: the digits */
static struct str hex(struct rust *r)
{
	struct str digits = {r->at, 0};

	for (; rust_peek(r) != '_' && !r->failed; r->at++) {
		char byte = rust_peek(r);

		if (!ascii_is_lower_hex(byte)) {
			rust_fail(r);
			break;
		}
		digits.n++;
	}
	rust_expect(r, '_');
	return digits;
}

/* The number that hex digits are; false when it has more than `most` of them. Without any it is 0. */
static bool number_of(struct str digits, size_t most, uint64_t *value)
{
	while (digits.n != 0 && digits.p[0] == '0')
		digits = str_from(digits, 1);
	*value = 0;
	for (size_t i = 0; i < digits.n && i < most; i++)
		*value = *value * 16 + (unsigned)ascii_hex_value(digits.p[i]);
	return digits.n <= most;
}

static void number(struct rust *r)
{
	struct str digits = hex(r);
	char text[32];
	uint64_t value;

	if (number_of(digits, NUMBER_DIGITS, &value)) {
		snprintf(text, sizeof(text), "%" PRIu64, value);
		rust_lit(r, text);
	} else {
		rust_lit(r, "0x");
		rust_text(r, digits);
	}
}

/* One character between quotes of that kind. */
static void quoted(struct rust *r, uint64_t value, char quote)
{
	static const char *const escapes[] = {"\tt", "\nn", "\rr", "\\\\"};
	char code[24], plain = (char)value;

	for (size_t i = 0; i < ARRAY_LEN(escapes); i++) {
		if (value == (uint64_t)escapes[i][0]) {
			rust_lit(r, "\\");
			rust_lit(r, escapes[i] + 1);
			return;
		}
	}
	if (value == (uint64_t)quote)
		rust_lit(r, "\\");
	if (value >= ' ' && value <= '~') {
		rust_text(r, (struct str){&plain, 1});
	} else {
		snprintf(code, sizeof(code), "\\u{%" PRIx64 "}", value);
		rust_lit(r, code);
	}
}

static void character(struct rust *r)
{
	uint64_t value;

	if (!number_of(hex(r), CHARACTER_DIGITS, &value))
		rust_fail(r);
	rust_lit(r, "'");
	quoted(r, value, '\'');
	rust_lit(r, "'");
}

static void boolean(struct rust *r)
{
	uint64_t value;

	if (!number_of(hex(r), 1, &value) || value > 1)
		rust_fail(r);
	rust_lit(r, value == 0 ? "false" : "true");
}

/* Two digits a byte of UTF-8. */
static void string(struct rust *r)
{
	struct str digits = hex(r);

	if (digits.n % 2 != 0)
		rust_fail(r);
	rust_lit(r, "\"");
	for (size_t i = 0; i + 1 < digits.n && !r->failed; i += 2) {
		unsigned byte = (unsigned)ascii_hex_value(digits.p[i]) * 16 +
			(unsigned)ascii_hex_value(digits.p[i + 1]);
		char raw = (char)byte;

		if (byte >= 0x80)
			rust_text(r, (struct str){&raw, 1});
		else
			quoted(r, byte, '"');
	}
	rust_lit(r, "\"");
}

/* {<const>} E with commas; how many there were. */
static size_t constants(struct rust *r)
{
	size_t n = 0;

	for (; r->at < r->end && *r->at != 'E'; n++) {
		rust_lit(r, n > 0 ? ", " : "");
		rust_constant(r, true);
	}
	rust_expect(r, 'E');
	return n;
}

/* {<identifier> <const>} E */
static void fields(struct rust *r)
{
	for (bool first = true; r->at < r->end && *r->at != 'E'; first = false) {
		rust_lit(r, first ? "" : ", ");
		rust_disambiguator(r);
		rust_print_identifier(r, rust_identifier(r));
		rust_lit(r, ": ");
		rust_constant(r, true);
	}
	rust_expect(r, 'E');
}

/* Behind a V, <path> and U | T {<const>} E | S {<identifier> <const>} E: of a struct or an enum */
static void variant(struct rust *r)
{
	rust_path(r, true);
	if (rust_next(r, 'U'))
		return;
	if (rust_next(r, 'T')) {
		rust_lit(r, "(");
		constants(r);
		rust_lit(r, ")");
	} else {
		rust_expect(r, 'S');
		rust_lit(r, " { ");
		fields(r);
		rust_lit(r, " }");
	}
}

/* From behind its letter. */
static void composed(struct rust *r, char kind)
{
	switch (kind) {
	case 'e': /* a literal is a reference to it */
		rust_lit(r, "*");
		string(r);
		break;
	case 'R':
	case 'Q':
		rust_lit(r, kind == 'R' ? "&" : "&mut ");
		rust_constant(r, true);
		break;
	case 'A':
		rust_lit(r, "[");
		constants(r);
		rust_lit(r, "]");
		break;
	case 'T':
		rust_lit(r, "(");
		rust_lit(r, constants(r) == 1 ? ",)" : ")");
		break;
	case 'V':
		variant(r);
		break;
	default:
		rust_fail(r);
	}
}

/* From behind its letter. */
static void value(struct rust *r, char kind, bool inner)
{
	switch (kind) {
	case 'p':
		rust_lit(r, "_");
		break;
	case 'b':
		boolean(r);
		break;
	case 'c':
		character(r);
		break;
	case 'a':
	case 's':
	case 'l':
	case 'x':
	case 'n':
	case 'i':
		rust_lit(r, rust_next(r, 'n') ? "-" : "");
		number(r);
		break;
	case 'h':
	case 't':
	case 'm':
	case 'y':
	case 'o':
	case 'j':
		number(r);
		break;
	default:
		if (kind == 'R' && rust_next(r, 'e')) {
			string(r);
			break;
		}
		rust_lit(r, inner ? "" : "{");
		composed(r, kind);
		rust_lit(r, inner ? "" : "}");
	}
}

void rust_constant(struct rust *r, bool inner)
{
	struct rust_place back;

	if (!rust_enter(r)) {
		rust_leave(r);
		return;
	}
	if (r->at == r->end) {
		rust_fail(r);
	} else if (*r->at != 'B') {
		value(r, *r->at++, inner);
	} else if (rust_backref(r, &back)) {
		rust_constant(r, inner);
		rust_backref_end(r, back);
	}
	rust_leave(r);
}

/* R <const> <const> | O {<pattern>} E | N */
void rust_pattern(struct rust *r)
{
	if (!rust_enter(r)) {
		rust_leave(r);
		return;
	}
	if (rust_next(r, 'R')) {
		rust_constant(r, false);
		rust_lit(r, "..=");
		rust_constant(r, false);
	} else if (rust_next(r, 'O')) {
		for (bool first = true; r->at < r->end && *r->at != 'E'; first = false) {
			rust_lit(r, first ? "" : " | ");
			rust_pattern(r);
		}
		rust_expect(r, 'E');
	} else {
		rust_expect(r, 'N');
		rust_lit(r, "!null");
	}
	rust_leave(r);
}

/* NOLINTEND(misc-no-recursion) */
