/*
 * cxx-type.c: parses mangled C++ types.
 *
 * In: the rest of the mangled name. Out: nodes (cxx.h). Note: a later S_ counts types in the order in which
 * they are complete: builtin types never, a type with qualifiers once more with them.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "demangle/cxx.h"

/* NOLINTBEGIN(misc-no-recursion): cxx_enter bounds the depth. */

/* By their letter, from a to z. */
static const char *const builtins[26] = {"signed char", "bool", "char", "double", "long double",
	"float", "__float128", "unsigned char", "int", "unsigned int", NULL, "long",
	"unsigned long", "__int128", "unsigned __int128", NULL, NULL, NULL, "short",
	"unsigned short", NULL, "void", "wchar_t", "long long", "unsigned long long", "..."};

/* Behind a D. */
static const struct {
	char letter;
	enum cxx_kind kind;
	const char *name;
} more_builtins[] = {
	{'a', CXX_NAME, "auto"},
	{'c', CXX_NAME, "decltype(auto)"},
	{'f', CXX_BUILTIN, "decimal32"},
	{'d', CXX_BUILTIN, "decimal64"},
	{'e', CXX_BUILTIN, "decimal128"},
	{'h', CXX_BUILTIN, "half"},
	{'u', CXX_BUILTIN, "char8_t"},
	{'s', CXX_BUILTIN, "char16_t"},
	{'i', CXX_BUILTIN, "char32_t"},
	{'n', CXX_BUILTIN, "decltype(nullptr)"},
};

/* One of r V K Dx Do DO Dw; 0: there is none. */
static cxx_id qualifier(struct cxx *c)
{
	size_t mark = c->pending.n;
	cxx_id id;

	if (cxx_next(c, 'r'))
		return cxx_text_node(c, CXX_QUALIFIER, STR("restrict"), 0);
	if (cxx_next(c, 'V'))
		return cxx_text_node(c, CXX_QUALIFIER, STR("volatile"), 0);
	if (cxx_next(c, 'K'))
		return cxx_text_node(c, CXX_QUALIFIER, STR("const"), 0);
	if (cxx_next_two(c, 'D', 'x'))
		return cxx_text_node(c, CXX_QUALIFIER, STR("transaction_safe"), 0);
	if (cxx_next_two(c, 'D', 'o'))
		return cxx_text_node(c, CXX_QUALIFIER, STR("noexcept"), 0);
	if (cxx_next_two(c, 'D', 'O')) {
		cxx_pend(c, cxx_expression(c));
		cxx_expect(c, 'E');
		id = cxx_list_node(c, CXX_QUALIFIER, 0, mark);
		cxx_at(c, id)->text = STR("noexcept");
		return id;
	}
	if (cxx_next_two(c, 'D', 'w')) {
		id = cxx_types(c, CXX_QUALIFIER, 0, false);
		cxx_expect(c, 'E');
		cxx_at(c, id)->text = STR("throw");
		return id;
	}
	return 0;
}

/* They are shown in the other order. */
cxx_id cxx_qualifiers(struct cxx *c)
{
	size_t mark = c->pending.n;
	cxx_id id;

	while (!c->failed && (id = qualifier(c)) != 0)
		cxx_pend(c, id);
	if (c->failed || c->pending.n == mark) {
		c->pending.n = mark;
		return 0;
	}
	for (size_t i = mark, j = c->pending.n - 1; i < j; i++, j--) {
		id = c->pending.p[i];
		c->pending.p[i] = c->pending.p[j];
		c->pending.p[j] = id;
	}
	return cxx_list_node(c, CXX_QUALIFIERS, 0, mark);
}

int32_t cxx_ref_qualifier(struct cxx *c)
{
	return cxx_next(c, 'R') ? 1 : cxx_next(c, 'O') ? 2 : 0;
}

/* <type>+, up to what ends a function's parameters. `void` alone is no parameter. */
cxx_id cxx_types(struct cxx *c, enum cxx_kind kind, cxx_id a, bool explicit_object)
{
	size_t mark = c->pending.n;

	while (!c->failed && !cxx_done(c)) {
		char byte = *c->at;
		cxx_id type;

		if (byte == 'E' || byte == '.' || byte == 'Q' ||
			((byte == 'R' || byte == 'O') && cxx_peek(c, 1) == 'E'))
			break;
		type = cxx_type(c, false);
		if (explicit_object && c->pending.n == mark)
			type = cxx_node(c, CXX_EXPLICIT_OBJECT, type, 0);
		cxx_pend(c, type);
	}
	if (c->pending.n == mark)
		cxx_fail(c);
	if (c->pending.n == mark + 1 && cxx_kind_of(c, c->pending.p[mark]) == CXX_BUILTIN &&
		str_eq(cxx_at(c, c->pending.p[mark])->text, STR("void")))
		c->pending.n = mark;
	return cxx_list_node(c, kind, a, mark);
}

/* [J] [<type>] <type>+ */
cxx_id cxx_function(struct cxx *c, bool returns, bool explicit_object)
{
	cxx_id type = 0;

	if (cxx_next(c, 'J'))
		returns = true;
	if (returns)
		type = cxx_type(c, false);
	return cxx_types(c, CXX_FUNCTION, type, explicit_object);
}

/* F [Y] <function> [<ref-qualifier>] E */
static cxx_id function_type(struct cxx *c)
{
	cxx_id id;
	int32_t ref;

	cxx_expect(c, 'F');
	cxx_next(c, 'Y'); /* of C */
	id = cxx_function(c, true, false);
	ref = cxx_ref_qualifier(c);
	if (ref != 0) {
		id = cxx_node(c, CXX_METHOD, id, 0);
		cxx_at(c, id)->number = ref;
	}
	cxx_expect(c, 'E');
	return id;
}

/* A [<digits> | <expression>] _ <type> */
static cxx_id array_type(struct cxx *c, bool cast)
{
	struct str digits;
	cxx_id dimension, of, array;

	cxx_expect(c, 'A');
	digits = (struct str){c->at, 0};
	if (cxx_peek(c, 0) == '_' || ascii_is_digit(cxx_peek(c, 0))) {
		while (ascii_is_digit(cxx_peek(c, 0)))
			c->at++;
		digits.n = (size_t)(c->at - digits.p);
		dimension = cxx_text_node(c, CXX_NAME, digits, 0);
	} else {
		dimension = cxx_expression(c);
	}
	cxx_expect(c, '_');
	of = cxx_type(c, cast);
	if (cxx_kind_of(c, of) != CXX_TYPE_QUALIFIED)
		return cxx_node(c, CXX_ARRAY, dimension, of);
	/* The qualifiers of its elements are the array's. */
	array = cxx_node(c, CXX_ARRAY, dimension, cxx_child(c, of, 0));
	return cxx_node(c, CXX_TYPE_QUALIFIED, array, cxx_child(c, of, 1));
}

/* Dv (<number> | _ <expression>) _ <type> */
static cxx_id vector_type(struct cxx *c, bool cast)
{
	cxx_id dimension;

	if (cxx_next(c, '_')) {
		dimension = cxx_expression(c);
	} else {
		dimension = cxx_node(c, CXX_COUNT, 0, 0);
		cxx_at(c, dimension)->number = cxx_number(c);
	}
	cxx_expect(c, '_');
	return cxx_node(c, CXX_VECTOR, dimension, cxx_type(c, cast));
}

/* DF <number> _, DF [<number>] <type> [<number>] [s] */
static cxx_id float_type(struct cxx *c, bool cast)
{
	bool accum = ascii_is_digit(cxx_peek(c, 0)), saturated;
	int32_t bits = accum ? cxx_number(c) : 0;
	cxx_id id;

	if (cxx_next(c, '_'))
		return bits == 0 ? cxx_fail(c) : cxx_number_node(c, CXX_BINARY_FLOAT, bits, 0);
	id = cxx_type(c, cast);
	if (ascii_is_digit(cxx_peek(c, 0)))
		cxx_number(c);
	saturated = cxx_peek(c, 0) == 's';
	if (!cxx_done(c))
		c->at++;
	id = cxx_node(c, CXX_FIXED, id, 0);
	cxx_at(c, id)->flag = (uint8_t)((accum ? FIXED_ACCUM : 0) |
		(saturated ? FIXED_SATURATED : 0));
	return id;
}

/* DB (<number> | <expression>) _ and DU for the unsigned ones */
static cxx_id bit_int_type(struct cxx *c, bool is_signed)
{
	cxx_id bits;

	if (ascii_is_digit(cxx_peek(c, 0))) {
		bits = cxx_node(c, CXX_COUNT, 0, 0);
		cxx_at(c, bits)->number = cxx_number(c);
	} else {
		bits = cxx_expression(c);
	}
	cxx_expect(c, '_');
	bits = cxx_node(c, CXX_BIT_INT, bits, 0);
	cxx_at(c, bits)->flag = is_signed;
	return bits;
}

/* Dk and DK: auto that a concept constrains */
static cxx_id concept_type(struct cxx *c, struct str suffix)
{
	bool explicit_object;
	cxx_id name = cxx_name(c, &explicit_object);

	return cxx_text_node(c, CXX_SUFFIXED, suffix, name);
}

/* What begins with D. *counts: S_ may name it. */
static cxx_id d_type(struct cxx *c, bool cast, bool *counts)
{
	char letter = cxx_peek(c, 1);
	cxx_id id;

	*counts = letter == 'T' || letter == 't' || letter == 'p' || letter == 'v';
	if (c->end - c->at < 2)
		return cxx_fail(c);
	c->at += 2;
	for (size_t i = 0; i < ARRAY_LEN(more_builtins); i++)
		if (letter == more_builtins[i].letter)
			return cxx_text_node(c, more_builtins[i].kind,
				str_from_c(more_builtins[i].name), 0);
	switch (letter) {
	case 'T':
	case 't':
		id = cxx_expression(c);
		cxx_expect(c, 'E');
		return cxx_node(c, CXX_DECLTYPE, id, 0);
	case 'p':
		return cxx_expansion(c, cxx_type(c, cast));
	case 'F':
		return float_type(c, cast);
	case 'v':
		return vector_type(c, cast);
	case 'B':
	case 'U':
		return bit_int_type(c, letter == 'B');
	case 'k':
		return concept_type(c, STR("auto"));
	case 'K':
		return concept_type(c, STR("decltype(auto)"));
	default:
		return cxx_fail(c);
	}
}

cxx_id cxx_expansion(struct cxx *c, cxx_id pattern)
{
	cxx_id id = cxx_node(c, CXX_EXPANSION, pattern, 0);

	cxx_at(c, id)->ref = cxx_find_pack(c, pattern);
	return id;
}

/*
 * The arguments of a template parameter in the type of a conversion operator. They belong to it only
 * if others follow, which are the operator's; else they are the operator's and left to be read
 * again. `counts`: S_ may name the parameter. 0: there are none.
 */
static cxx_id cast_args(struct cxx *c, cxx_id param, bool counts)
{
	struct cxx was = *c;
	cxx_id id = cxx_template_args(c, CXX_TEMPLATE, param);

	if (!c->failed && cxx_peek(c, 0) == 'I') {
		if (counts)
			cxx_remember(c, param);
		return id;
	}
	if (c->steps == 0)
		return 0;
	c->nodes[0] = (struct cxx_node){.kind = CXX_NONE}; /* what failed may have written there */
	c->at = was.at;
	c->failed = was.failed;
	c->depth = was.depth;
	c->lambda_level = was.lambda_level;
	c->constraint = was.constraint;
	memcpy(c->named, was.named, sizeof(c->named));
	c->pending.n = was.pending.n;
	c->subs.n = was.subs.n;
	c->templates.n = was.templates.n;
	return 0;
}

/* T (s | u | e) <name>, or a template parameter and, it may be, its arguments */
static cxx_id t_type(struct cxx *c, bool cast)
{
	static const struct {
		char letter;
		const char *kind;
	} kinds[] = {{'s', "struct"}, {'u', "union"}, {'e', "enum"}};
	bool explicit_object;
	cxx_id id, made;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (cxx_next_two(c, 'T', kinds[i].letter))
			return cxx_text_node(c, CXX_ELABORATED, str_from_c(kinds[i].kind),
				cxx_name(c, &explicit_object));
	id = cxx_param(c);
	if (cxx_peek(c, 0) != 'I' || c->failed)
		return id;
	if (cast) {
		made = cast_args(c, id, true);
		return made != 0 ? made : id;
	}
	cxx_remember(c, id);
	return cxx_template_args(c, CXX_TEMPLATE, id);
}

/* A substitution or a name that begins with one. */
static cxx_id s_type(struct cxx *c, bool cast, bool *counts)
{
	char second = cxx_peek(c, 1);
	bool explicit_object, is_cast = false;
	cxx_id id, made;

	if (!ascii_is_digit(second) && second != '_' && !ascii_is_upper(second)) {
		id = cxx_name(c, &explicit_object);
		*counts = !cxx_is_standard(c, id);
		return id;
	}
	id = cxx_substitution(c, false);
	if (cxx_kind_of(c, id) == CXX_MODULE) {
		id = cxx_unqualified(c, id, &is_cast);
		cxx_remember(c, id);
	}
	if (cxx_peek(c, 0) != 'I' || c->failed) {
		*counts = false;
		return id;
	}
	if (!cast || cxx_kind_of(c, id) != CXX_PARAM)
		return cxx_template_args(c, CXX_TEMPLATE, id);
	made = cast_args(c, id, false);
	*counts = made != 0;
	return made != 0 ? made : id;
}

/* U (l | t | <source-name> [<template-args>] <type>) */
static cxx_id u_type(struct cxx *c, bool cast, bool *counts)
{
	char second = cxx_peek(c, 1);
	cxx_id name;

	if (second == 'l' || second == 't') {
		*counts = false;
		return second == 'l' ? cxx_closure(c) : cxx_unnamed(c);
	}
	cxx_expect(c, 'U');
	name = cxx_source_name(c);
	if (cxx_peek(c, 0) == 'I')
		name = cxx_template_args(c, CXX_TEMPLATE, name);
	return cxx_node(c, CXX_VENDOR, name, cxx_type(c, cast));
}

/* u <source-name> [I <type> E] */
static cxx_id vendor_type(struct cxx *c)
{
	cxx_id name, of;

	cxx_expect(c, 'u');
	name = cxx_source_name(c);
	if (!cxx_next(c, 'I'))
		return name;
	of = cxx_type(c, false);
	cxx_expect(c, 'E');
	return cxx_text_node(c, CXX_TRANSFORMED, cxx_at(c, name)->text, of);
}

/* A type without qualifiers. *counts: S_ may name it. */
static cxx_id bare_type(struct cxx *c, bool cast, bool *counts)
{
	static const struct {
		char letter;
		enum cxx_kind kind;
	} simple[] = {{'O', CXX_RVALUE}, {'P', CXX_POINTER}, {'R', CXX_REFERENCE},
		{'C', CXX_COMPLEX}, {'G', CXX_IMAGINARY}};
	char byte = cxx_peek(c, 0);
	bool explicit_object;
	cxx_id id;

	for (size_t i = 0; i < ARRAY_LEN(simple); i++)
		if (cxx_next(c, simple[i].letter))
			return cxx_node(c, simple[i].kind, cxx_type(c, cast), 0);
	if (ascii_is_digit(byte) || byte == 'N' || byte == 'W' || byte == 'Z')
		return cxx_name(c, &explicit_object);
	switch (byte) {
	case 'u':
		return vendor_type(c);
	case 'F':
		return function_type(c);
	case 'A':
		return array_type(c, cast);
	case 'M':
		c->at++;
		id = cxx_type(c, false);
		return cxx_node(c, CXX_MEMBER_POINTER, id, cxx_type(c, cast));
	case 'T':
		return t_type(c, cast);
	case 'S':
		return s_type(c, cast, counts);
	case 'U':
		return u_type(c, cast, counts);
	case 'D':
		return d_type(c, cast, counts);
	default:
		return cxx_fail(c);
	}
}

/* What qualifiers in front of a type make of it. */
static cxx_id qualified_type(struct cxx *c, cxx_id type, cxx_id qualifiers)
{
	switch (cxx_at(c, type)->kind) {
	case CXX_FUNCTION:
		return cxx_node(c, CXX_METHOD, type, qualifiers);
	case CXX_METHOD:
		/* A function's type with a & or && behind it. */
		cxx_set_child(c, type, 1,
			cxx_merge_qualifiers(c, qualifiers, cxx_child(c, type, 1)));
		return type;
	case CXX_TYPE_QUALIFIED:
		/* An array of arrays. */
		qualifiers = cxx_merge_qualifiers(c, qualifiers, cxx_child(c, type, 1));
		type = cxx_child(c, type, 0);
		return cxx_node(c, CXX_TYPE_QUALIFIED, type, qualifiers);
	default:
		return cxx_node(c, CXX_TYPE_QUALIFIED, type, qualifiers);
	}
}

cxx_id cxx_type(struct cxx *c, bool cast)
{
	cxx_id qualifiers, id = 0;
	bool counts = true;
	char byte;

	if (!cxx_enter(c)) {
		cxx_leave(c);
		return 0;
	}
	qualifiers = cxx_qualifiers(c);
	byte = cxx_peek(c, 0);
	if (ascii_is_lower(byte) && builtins[byte - 'a'] != NULL) {
		c->at++;
		id = cxx_text_node(c, CXX_BUILTIN, str_from_c(builtins[byte - 'a']), 0);
		counts = false;
		if (qualifiers != 0)
			id = cxx_node(c, CXX_TYPE_QUALIFIED, id, qualifiers);
	} else {
		id = bare_type(c, cast, &counts);
		/* A function's type with qualifiers is a method's, and is nothing without them. */
		if (qualifiers != 0 && byte == 'F')
			counts = false;
		if (counts)
			cxx_remember(c, id);
		if (qualifiers != 0)
			id = qualified_type(c, id, qualifiers);
	}
	if (qualifiers != 0)
		cxx_remember(c, id);
	cxx_leave(c);
	return c->failed ? 0 : id;
}

/* NOLINTEND(misc-no-recursion) */
