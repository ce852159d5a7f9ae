/*
 * rust-v0.c: reads the pieces of Rust's v0 mangling, and writes text within limits.
 */
#include "demangle/rust-v0.h"
#include "base/ascii.h"

#include <inttypes.h>
#include <stdio.h>

enum { STEPS = 2000, STEPS_PER_BYTE = 50, DEPTH_MAX = 500 };

void rust_init(struct rust *r, struct str name, bool generics, struct out *out)
{
	*r = (struct rust){.out = out, .generics = generics};
	r->begin = r->at = name.p;
	r->end = name.p + name.n;
	r->most_text = DEMANGLE_TEXT_MAX(name.n);
	r->steps = STEPS + name.n * STEPS_PER_BYTE;
}

void rust_fail(struct rust *r)
{
	r->failed = true;
	r->at = r->end;
}

/* Brackets every function that may call itself. */
bool rust_enter(struct rust *r)
{
	r->depth++;
	if (r->failed || r->depth > DEPTH_MAX || r->steps == 0) {
		rust_fail(r);
		return false;
	}
	r->steps--;
	return true;
}

void rust_leave(struct rust *r)
{
	r->depth--;
}

void rust_text(struct rust *r, struct str s)
{
	if (r->skip)
		return;
	if (r->out->n + s.n > r->most_text)
		rust_fail(r);
	else
		out_bytes(r->out, s.p, s.n);
}

void rust_lit(struct rust *r, const char *s)
{
	rust_text(r, str_from_c(s));
}

void rust_print_number(struct rust *r, int64_t value)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%" PRId64, value);
	rust_lit(r, digits);
}

char rust_peek(const struct rust *r)
{
	return r->at < r->end ? *r->at : '\0';
}

bool rust_next(struct rust *r, char byte)
{
	if (r->at == r->end || *r->at != byte)
		return false;
	r->at++;
	return true;
}

void rust_expect(struct rust *r, char byte)
{
	if (!rust_next(r, byte))
		rust_fail(r);
}

/* {0-9a-zA-Z} _: "_" is 0, "0_" 1, ... Wraps around, as there. */
uint64_t rust_base62(struct rust *r)
{
	uint64_t value = 0, digit = 0;

	if (rust_next(r, '_'))
		return 0;
	while (r->at < r->end) {
		char byte = *r->at++;

		if (byte == '_')
			return value + 1;
		if (ascii_is_digit(byte))
			digit = (uint64_t)(byte - '0');
		else if (ascii_is_lower(byte))
			digit = (uint64_t)(byte - 'a' + 10);
		else if (ascii_is_upper(byte))
			digit = (uint64_t)(byte - 'A' + 36);
		else
			rust_fail(r);
		value = value * 62 + digit;
	}
	rust_fail(r);
	return 0;
}

/* 0 | {0-9} that does not begin with 0: behind a 0 another number may follow. */
static size_t decimal(struct rust *r)
{
	size_t value = 0;

	if (r->at == r->end)
		rust_fail(r);
	if (rust_next(r, '0'))
		return 0;
	while (ascii_is_digit(rust_peek(r))) {
		size_t digit = (size_t)(*r->at - '0');

		if (value >= INT32_MAX / 10 - digit) {
			rust_fail(r);
			return 0;
		}
		value = value * 10 + digit;
		r->at++;
	}
	return value;
}

/* [s <base-62>]: tells things of one name apart */
uint64_t rust_disambiguator(struct rust *r)
{
	return rust_next(r, 's') ? rust_base62(r) + 1 : 0;
}

/* [u] <decimal> [_] <bytes> */
struct rust_identifier rust_identifier(struct rust *r)
{
	struct rust_identifier id = {.punycode = rust_next(r, 'u')};
	size_t n = decimal(r);

	rust_next(r, '_');
	if (r->failed || (size_t)(r->end - r->at) < n) {
		rust_fail(r);
		return id;
	}
	id.text = (struct str){r->at, n};
	r->at += n;
	for (size_t i = 0; i < n; i++)
		if (!ascii_is_word(id.text.p[i]))
			rust_fail(r);
	return id;
}

void rust_print_identifier(struct rust *r, struct rust_identifier id)
{
	if (r->failed)
		return;
	if (!id.punycode) {
		rust_text(r, id.text);
		return;
	}
	/* One that cannot be read spoils the name even where it is not shown. */
	if (r->skip) {
		struct out unseen = {0};

		if (!rust_punycode(id.text, &unseen))
			rust_fail(r);
		out_release(&unseen);
	} else if (!rust_punycode(id.text, r->out)) {
		rust_fail(r);
	}
}

/* B <base-62>: what began there is to be read again, up to here. False: it is not. */
bool rust_backref(struct rust *r, struct rust_place *back)
{
	const char *here = r->at;
	uint64_t index;

	rust_expect(r, 'B');
	index = rust_base62(r);
	if (r->skip || r->failed)
		return false;
	if (index >= (uint64_t)(here - r->begin)) {
		rust_fail(r);
		return false;
	}
	*back = (struct rust_place){r->at, r->end};
	r->at = r->begin + index;
	r->end = here;
	return true;
}

void rust_backref_end(struct rust *r, struct rust_place back)
{
	r->end = back.end;
	r->at = r->failed ? back.end : back.at;
}

/* 'a for the outermost that is bound, '_ for one that is erased */
void rust_lifetime(struct rust *r, uint64_t index)
{
	char name[2] = "a";

	if (index == 0) {
		rust_lit(r, "'_");
		return;
	}
	if (index > r->lifetimes) {
		rust_fail(r);
		return;
	}
	index = r->lifetimes - index;
	rust_lit(r, "'");
	name[0] = (char)('a' + (index < 26 ? index : 25));
	rust_lit(r, name);
	if (index >= 26)
		rust_print_number(r, (int64_t)(index - 25));
}

/* [G <base-62>] */
void rust_binder(struct rust *r)
{
	uint64_t count;

	if (!rust_next(r, 'G'))
		return;
	count = rust_base62(r) + 1;
	/* Not all of them need be used. */
	if (r->failed || count == 0 || count > r->steps) {
		rust_fail(r);
		return;
	}
	r->steps -= count;
	rust_lit(r, "for<");
	for (uint64_t i = 0; i < count && !r->failed; i++) {
		rust_lit(r, i > 0 ? ", " : "");
		r->lifetimes++;
		rust_lifetime(r, 1);
	}
	rust_lit(r, "> ");
}
