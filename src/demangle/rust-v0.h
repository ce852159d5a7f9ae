/*
 * rust-v0.h: reads and writes the pieces of Rust's v0 mangling; for rust*.c alone.
 *
 * The name is read from left to right, and text is written meanwhile. Names may be hostile: a backref reads
 * an earlier part again, so a few bytes can stand for any amount of text, or take any time without text. So
 * steps, depth and text are limited. A name beyond a limit is not valid: `failed` is set, and nothing is left
 * to read.
 */
#ifndef CPROF_DEMANGLE_RUST_V0_H
#define CPROF_DEMANGLE_RUST_V0_H

#include <stdint.h>

#include "demangle/limits.h"
#include "demangle/rust.h"

struct rust {
	const char *begin, *at, *end; /* behind the _R; what is to be read */
	struct out *out;
	bool generics; /* are generic arguments shown? */
	bool skip;     /* what is read is not shown */
	bool failed;
	uint64_t lifetimes; /* how many are bound here */
	size_t steps, most_text;
	int depth;
};

struct rust_identifier {
	struct str text;
	bool punycode;
};

/* What a backref came from. */
struct rust_place {
	const char *at, *end;
};

void rust_init(struct rust *r, struct str name, bool generics, struct out *out);
void rust_fail(struct rust *r);

/* Brackets every function that may call itself: false when it is too deep or takes too long. */
bool rust_enter(struct rust *r);
void rust_leave(struct rust *r);

/* Writing, unless it is to be skipped. */
void rust_text(struct rust *r, struct str s);
void rust_lit(struct rust *r, const char *s);
void rust_print_number(struct rust *r, int64_t value);
void rust_print_identifier(struct rust *r, struct rust_identifier id);

/* Reading. */
char rust_peek(const struct rust *r);        /* what comes next; 0: nothing */
bool rust_next(struct rust *r, char byte);   /* takes it if it comes next */
void rust_expect(struct rust *r, char byte); /* takes it, or fails */
uint64_t rust_base62(struct rust *r);        /* "_" is 0, "0_" 1, ... Wraps around, as in pprof. */
uint64_t rust_disambiguator(struct rust *r); /* [s <base-62>]: tells things of one name apart */
struct rust_identifier rust_identifier(struct rust *r); /* [u] <decimal> [_] <bytes> */

/* Both at once. */
void rust_lifetime(struct rust *r,
	uint64_t index);          /* 'a for the outermost bound, '_ for an erased one */
void rust_binder(struct rust *r); /* [G <base-62>] */

/*
 * B <base-62>: what began there is to be read again, up to here; then rust_backref_end goes back.
 * False: it is not.
 */
bool rust_backref(struct rust *r, struct rust_place *back);
void rust_backref_end(struct rust *r, struct rust_place back);

/* Productions that need each other: rust.c and rust-const.c. */

/* `separator`: generic arguments take a :: in front; within types they do not. */
void rust_path(struct rust *r, bool separator);
void rust_type(struct rust *r);

/* A value. `inner`: it is part of another one, or the length of an array, and needs no braces. */
void rust_constant(struct rust *r, bool inner);

/* Which values a type is limited to: "1..=9", "!null" */
void rust_pattern(struct rust *r);

#endif
