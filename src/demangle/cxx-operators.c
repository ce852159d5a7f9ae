/*
 * cxx-operators.c: the table of C++ operators and their mangled codes.
 *
 * In: the rest of the mangled name. Out: nodes (cxx.h).
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/search.h"
#include "demangle/cxx.h"

/* Sorted by code. `text` as it stands between operands, with a space where words are. */
static const struct op {
	char code[3];
	uint8_t shape;
	const char *text;
} ops[] = {
	{"aN", SHAPE_BINARY, "&="},
	{"aS", SHAPE_BINARY, "="},
	{"aa", SHAPE_BINARY, "&&"},
	{"ad", SHAPE_UNARY, "&"},
	{"an", SHAPE_BINARY, "&"},
	{"at", SHAPE_UNARY, "alignof "},
	{"aw", SHAPE_UNARY, "co_await "},
	{"az", SHAPE_UNARY, "alignof "},
	{"cc", SHAPE_CAST, "const_cast"},
	{"cl", SHAPE_CALL, "()"},
	{"cm", SHAPE_BINARY, ","},
	{"co", SHAPE_UNARY, "~"},
	{"cp", SHAPE_CALL, "()"},
	{"dV", SHAPE_BINARY, "/="},
	{"dX", SHAPE_TRINARY, "[...]="},
	{"da", SHAPE_UNARY, "delete[] "},
	{"dc", SHAPE_CAST, "dynamic_cast"},
	{"de", SHAPE_UNARY, "*"},
	{"di", SHAPE_FIELD, "="},
	{"dl", SHAPE_UNARY, "delete "},
	{"ds", SHAPE_BINARY, ".*"},
	{"dt", SHAPE_MEMBER, "."},
	{"dv", SHAPE_BINARY, "/"},
	{"dx", SHAPE_BINARY, "]="},
	{"eO", SHAPE_BINARY, "^="},
	{"eo", SHAPE_BINARY, "^"},
	{"eq", SHAPE_BINARY, "=="},
	{"fL", SHAPE_FOLD_ON, "..."},
	{"fR", SHAPE_FOLD_ON, "..."},
	{"fl", SHAPE_FOLD, "..."},
	{"fr", SHAPE_FOLD, "..."},
	{"ge", SHAPE_BINARY, ">="},
	{"gs", SHAPE_UNARY, "::"},
	{"gt", SHAPE_BINARY, ">"},
	{"ix", SHAPE_BINARY, "[]"},
	{"lS", SHAPE_BINARY, "<<="},
	{"le", SHAPE_BINARY, "<="},
	{"li", SHAPE_UNARY, "operator\"\" "},
	{"ls", SHAPE_BINARY, "<<"},
	{"lt", SHAPE_BINARY, "<"},
	{"mI", SHAPE_BINARY, "-="},
	{"mL", SHAPE_BINARY, "*="},
	{"mi", SHAPE_BINARY, "-"},
	{"ml", SHAPE_BINARY, "*"},
	{"mm", SHAPE_STEP, "--"},
	{"na", SHAPE_NEW, "new[]"},
	{"ne", SHAPE_BINARY, "!="},
	{"ng", SHAPE_UNARY, "-"},
	{"nt", SHAPE_UNARY, "!"},
	{"nw", SHAPE_NEW, "new"},
	{"nx", SHAPE_UNARY, "noexcept"},
	{"oR", SHAPE_BINARY, "|="},
	{"oo", SHAPE_BINARY, "||"},
	{"or", SHAPE_BINARY, "|"},
	{"pL", SHAPE_BINARY, "+="},
	{"pl", SHAPE_BINARY, "+"},
	{"pm", SHAPE_BINARY, "->*"},
	{"pp", SHAPE_STEP, "++"},
	{"ps", SHAPE_UNARY, "+"},
	{"pt", SHAPE_MEMBER, "->"},
	{"qu", SHAPE_TRINARY, "?"},
	{"rM", SHAPE_BINARY, "%="},
	{"rS", SHAPE_BINARY, ">>="},
	{"rc", SHAPE_CAST, "reinterpret_cast"},
	{"rm", SHAPE_BINARY, "%"},
	{"rs", SHAPE_BINARY, ">>"},
	{"sP", SHAPE_UNARY, "sizeof..."},
	{"sZ", SHAPE_UNARY, "sizeof..."},
	{"sc", SHAPE_CAST, "static_cast"},
	{"ss", SHAPE_BINARY, "<=>"},
	{"st", SHAPE_SIZEOF, "sizeof "},
	{"sz", SHAPE_UNARY, "sizeof "},
	{"te", SHAPE_UNARY, "typeid "},
	{"ti", SHAPE_UNARY, "typeid "},
	{"tr", SHAPE_NULLARY, "throw"},
	{"tw", SHAPE_UNARY, "throw "},
};

static const struct op *find_op(const char code[2])
{
	size_t i;

	SEARCH(i, ARRAY_LEN(ops), memcmp(ops[i].code, code, 2) < 0);
	return i < ARRAY_LEN(ops) && memcmp(ops[i].code, code, 2) == 0 ? &ops[i] : NULL;
}

/* v <digit> <source-name>, cv <type>, or a code of the table. *shape: how it goes on. */
cxx_id cxx_operator(struct cxx *c, bool in_expression, int *shape)
{
	static const uint8_t shapes[] = {SHAPE_NULLARY, SHAPE_UNARY, SHAPE_BINARY, SHAPE_TRINARY};
	const struct op *op;
	cxx_id id;

	*shape = SHAPE_UNARY;
	if (c->end - c->at < 2)
		return cxx_fail(c);
	if (c->at[0] == 'v' && ascii_is_digit(c->at[1])) {
		*shape = c->at[1] <= '3' ? shapes[c->at[1] - '0'] : -1;
		c->at += 2;
		id = cxx_source_name(c);
		return cxx_text_node(c, CXX_OPERATOR, cxx_at(c, id)->text, 0);
	}
	if (cxx_next_two(c, 'c', 'v')) {
		/* What its type's parameters stand for is read behind it. */
		if (!in_expression)
			*vec_add(&c->templates) = 0;
		id = cxx_type(c, !in_expression);
		if (!in_expression && !c->failed)
			c->templates.n--;
		return cxx_node(c, CXX_CAST, id, 0);
	}
	op = find_op(c->at);
	if (op == NULL)
		return cxx_fail(c);
	c->at += 2;
	*shape = op->shape;
	return cxx_text_node(c, CXX_OPERATOR, str_from_c(op->text), 0);
}
