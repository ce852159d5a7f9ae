/*
 * rust.c: reads names of Rust in the v0 mangling.
 *
 * It writes text while it reads, with the functions of rust-v0.h. There is one function for each production
 * of the grammar; those for constants are in rust-const.c.
 */
#include "demangle/rust.h"

#include "base/ascii.h"
#include "demangle/rust-v0.h"

/* NOLINTBEGIN(misc-no-recursion): rust_enter bounds the depth. */

/* {<lifetime> | <type> | K <const>}, up to E, which is left */
static void generic_args(struct rust *r)
{
	bool skip = r->skip;

	r->skip |= !r->generics;
	for (bool first = true; r->at < r->end && *r->at != 'E'; first = false) {
		rust_lit(r, first ? "" : ", ");
		if (rust_next(r, 'L'))
			rust_lifetime(r, rust_base62(r));
		else if (rust_next(r, 'K'))
			rust_constant(r, false);
		else
			rust_type(r);
	}
	r->skip = skip;
}

/* N <namespace> <path> <identifier> */
static void nested(struct rust *r, bool separator)
{
	char space = rust_peek(r);
	struct rust_identifier id;
	uint64_t which;

	if (!ascii_is_letter(space)) {
		rust_fail(r);
		return;
	}
	r->at++;
	rust_path(r, separator);
	which = rust_disambiguator(r);
	id = rust_identifier(r);
	if (ascii_is_lower(space)) {
		rust_lit(r, "::");
		rust_print_identifier(r, id);
		return;
	}
	rust_lit(r, "::{");
	if (space == 'C' || space == 'S')
		rust_lit(r, space == 'C' ? "closure" : "shim");
	else
		rust_text(r, (struct str){&space, 1});
	rust_lit(r, id.text.n > 0 ? ":" : "");
	rust_print_identifier(r, id);
	rust_lit(r, "#");
	rust_print_number(r, (int64_t)which);
	rust_lit(r, "}");
}

/* [<disambiguator>] <path>: where an impl is, which is not shown */
static void impl_path(struct rust *r)
{
	bool skip = r->skip;

	r->skip = true;
	rust_disambiguator(r);
	rust_path(r, false);
	r->skip = skip;
}

/* `separator`: generic arguments take a :: in front; within types they do not. */
void rust_path(struct rust *r, bool separator)
{
	char byte = rust_peek(r);
	struct rust_place back;

	if (!rust_enter(r)) {
		rust_leave(r);
		return;
	}
	if (byte == 'B') {
		if (rust_backref(r, &back)) {
			rust_path(r, separator);
			rust_backref_end(r, back);
		}
	} else if (rust_next(r, 'C')) {
		rust_disambiguator(r);
		rust_print_identifier(r, rust_identifier(r));
	} else if (rust_next(r, 'M') || rust_next(r, 'X') || rust_next(r, 'Y')) {
		if (byte != 'Y')
			impl_path(r);
		rust_lit(r, "<");
		rust_type(r);
		if (byte != 'M') {
			rust_lit(r, " as ");
			rust_path(r, false);
		}
		rust_lit(r, ">");
	} else if (rust_next(r, 'N')) {
		nested(r, separator);
	} else if (rust_next(r, 'I')) {
		rust_path(r, separator);
		rust_lit(r, separator ? "::<" : "<");
		generic_args(r);
		rust_lit(r, ">");
		rust_expect(r, 'E');
	} else {
		rust_fail(r);
	}
	rust_leave(r);
}

/* By their letter, from a to z. */
static const char *const basics[26] = {"i8", "bool", "char", "f64", "str", "f32", NULL, "u8",
	"isize", "usize", NULL, "i32", "u32", "i128", "u128", "_", NULL, NULL, "i16", "u16", "()",
	"...", NULL, "i64", "u64", "!"};

/* {<type>} E with commas; how many there were. */
static size_t types(struct rust *r)
{
	size_t n = 0;

	for (; r->at < r->end && *r->at != 'E'; n++) {
		rust_lit(r, n > 0 ? ", " : "");
		rust_type(r);
	}
	rust_expect(r, 'E');
	return n;
}

/* [<binder>] [U] [K (C | <identifier>)] {<type>} E <type> */
static void function(struct rust *r)
{
	rust_binder(r);
	if (rust_next(r, 'U'))
		rust_lit(r, "unsafe ");
	if (rust_next(r, 'K')) {
		struct rust_identifier abi = {{"C", 1}, false};

		if (!rust_next(r, 'C'))
			abi = rust_identifier(r);
		if (abi.punycode)
			rust_fail(r);
		rust_lit(r, "extern \"");
		for (size_t i = 0; i < abi.text.n; i++)
			rust_text(r, abi.text.p[i] == '_' ? STR("-") : str_sub(abi.text, i, 1));
		rust_lit(r, "\" ");
	}
	rust_lit(r, "fn(");
	types(r);
	rust_lit(r, ")");
	if (rust_next(r, 'u'))
		return;
	rust_lit(r, " -> ");
	rust_type(r);
}

/* As path, but generic arguments stay open. Were there any? */
static bool open_path(struct rust *r)
{
	bool opened = false;
	struct rust_place back;

	if (!rust_enter(r)) {
		rust_leave(r);
		return false;
	}
	if (rust_peek(r) == 'B') {
		if (rust_backref(r, &back)) {
			opened = open_path(r);
			rust_backref_end(r, back);
		}
	} else if (rust_next(r, 'I')) {
		rust_path(r, false);
		rust_lit(r, "<");
		generic_args(r);
		rust_expect(r, 'E');
		opened = true;
	} else {
		rust_path(r, false);
	}
	rust_leave(r);
	return opened;
}

/* <path> {p <identifier> (<type> | K <const>)}: a trait and its associated types and constants */
static void dyn_trait(struct rust *r)
{
	bool opened = open_path(r);

	while (rust_next(r, 'p')) {
		rust_lit(r, opened ? ", " : "<");
		opened = true;
		rust_print_identifier(r, rust_identifier(r));
		rust_lit(r, " = ");
		if (rust_next(r, 'K'))
			rust_constant(r, false);
		else
			rust_type(r);
	}
	rust_lit(r, opened ? ">" : "");
}

/* [<binder>] {<dyn-trait>} E L <base-62> */
static void dyn(struct rust *r)
{
	uint64_t bound = r->lifetimes, index;

	rust_lit(r, "dyn ");
	rust_binder(r);
	for (bool first = true; r->at < r->end && *r->at != 'E'; first = false) {
		rust_lit(r, first ? "" : " + ");
		dyn_trait(r);
	}
	rust_expect(r, 'E');
	r->lifetimes = bound;
	rust_expect(r, 'L');
	index = rust_base62(r);
	if (index > 0) {
		bool space = r->out->n > 0 && r->out->p[r->out->n - 1] == ' ';

		rust_lit(r, space ? "+ " : " + ");
		rust_lifetime(r, index);
	}
}

/* Behind an R or Q: [L <base-62>] <type> */
static void reference(struct rust *r, bool mutable)
{
	uint64_t index;

	rust_lit(r, "&");
	if (rust_next(r, 'L')) {
		index = rust_base62(r);
		if (index > 0) {
			rust_lifetime(r, index);
			rust_lit(r, " ");
		}
	}
	rust_lit(r, mutable ? "mut " : "");
	rust_type(r);
}

/* A <type> <const> and S <type>, from behind the letter */
static void array(struct rust *r, bool sized)
{
	rust_lit(r, "[");
	rust_type(r);
	if (sized) {
		rust_lit(r, "; ");
		rust_constant(r, true);
	}
	rust_lit(r, "]");
}

static void other_type(struct rust *r)
{
	uint64_t bound = r->lifetimes;
	struct rust_place back;

	switch (rust_peek(r)) {
	case 'A':
	case 'S':
		array(r, *r->at++ == 'A');
		break;
	case 'T':
		r->at++;
		rust_lit(r, "(");
		rust_lit(r, types(r) == 1 ? ",)" : ")");
		break;
	case 'R':
	case 'Q':
		reference(r, *r->at++ == 'Q');
		break;
	case 'P':
	case 'O':
		rust_lit(r, *r->at++ == 'P' ? "*const " : "*mut ");
		rust_type(r);
		break;
	case 'F':
		r->at++;
		function(r);
		r->lifetimes = bound;
		break;
	case 'D':
		r->at++;
		dyn(r);
		break;
	case 'W':
		r->at++;
		rust_type(r);
		rust_lit(r, " is ");
		rust_pattern(r);
		break;
	case 'B':
		if (rust_backref(r, &back)) {
			rust_type(r);
			rust_backref_end(r, back);
		}
		break;
	default:
		rust_path(r, false);
	}
}

void rust_type(struct rust *r)
{
	char byte;

	if (!rust_enter(r)) {
		rust_leave(r);
		return;
	}
	/* A parameter that takes the elements of a tuple one by one. */
	if (rust_next(r, 'w'))
		rust_lit(r, "#[splat] ");
	byte = rust_peek(r);
	if (!ascii_is_lower(byte)) {
		other_type(r);
	} else if (basics[byte - 'a'] != NULL) {
		r->at++;
		rust_lit(r, basics[byte - 'a']);
	} else {
		rust_fail(r);
	}
	rust_leave(r);
}

bool rust_demangle(struct str name, bool generics, struct out *out)
{
	struct rust r;

	/* What LLVM and others append is not shown. */
	name = str_sub(name, 0, str_find(name, STR("."), 0));
	name = str_sub(name, 0, str_find(name, STR("$"), 0));
	rust_init(&r, str_from(name, 2), generics, out);
	rust_path(&r, true);
	/* The crate that a generic function was made for is not shown. */
	if (r.at < r.end) {
		r.skip = true;
		rust_path(&r, false);
	}
	return !r.failed && r.at == r.end;
}

/* NOLINTEND(misc-no-recursion) */
