/*
 * cxx-expr.c: parses mangled C++ expressions.
 *
 * In: the rest of the mangled name. Out: nodes (cxx.h). Expressions occur in template arguments, in decltype
 * and noexcept, in the sizes of arrays, and in constraints.
 */
#include "base/ascii.h"
#include "demangle/cxx.h"

/* NOLINTBEGIN(misc-no-recursion): cxx_enter bounds the depth. */

static cxx_id binary(struct cxx *c, cxx_id op, cxx_id left, cxx_id right)
{
	cxx_id id = cxx_node(c, CXX_BINARY, op, left);

	cxx_set_child(c, id, 2, right);
	return id;
}

/* Expressions up to `stop`. */
static cxx_id expressions(struct cxx *c, char stop)
{
	size_t mark = c->pending.n;

	while (!c->failed && !cxx_next(c, stop))
		cxx_pend(c, cxx_expression(c));
	return cxx_list_node(c, CXX_EXPRESSIONS, 0, mark);
}

/* Template arguments behind a name, if there are any. */
static cxx_id with_args(struct cxx *c, cxx_id name)
{
	if (cxx_peek(c, 0) != 'I' || c->failed)
		return name;
	return cxx_template_args(c, CXX_TEMPLATE, name);
}

/* [on] <operator>, dn <destructor> or <source-name>, and arguments */
static cxx_id base_unresolved(struct cxx *c)
{
	int shape;
	cxx_id id;

	if (cxx_next_two(c, 'd', 'n')) {
		id = ascii_is_digit(cxx_peek(c, 0)) ? cxx_source_name(c) : cxx_type(c, false);
		id = cxx_node(c, CXX_DESTRUCTOR, id, 0);
	} else if (ascii_is_digit(cxx_peek(c, 0))) {
		id = cxx_source_name(c);
	} else {
		/* gcc leaves the on out; see https://gcc.gnu.org/PR70182. */
		cxx_next_two(c, 'o', 'n');
		id = cxx_operator(c, true, &shape);
	}
	return with_args(c, id);
}

/* sr [N] of a scope: <source-name>s with their arguments, up to E */
static cxx_id unresolved_scope(struct cxx *c)
{
	cxx_id scope = 0, name;

	if (cxx_next(c, 'N'))
		scope = cxx_type(c, false);
	while (!c->failed && !cxx_next(c, 'E')) {
		/* gcc may leave out the E, and then the type was all of it. */
		if (scope != 0 && !cxx_done(c) && !ascii_is_digit(*c->at) &&
			cxx_kind_of(c, scope) == CXX_QUALIFIED) {
			name = cxx_child(c, scope, 0);
			if (cxx_kind_of(c, name) == CXX_TEMPLATE)
				cxx_remember(c, cxx_child(c, name, 0));
			cxx_remember(c, name);
			return scope;
		}
		name = cxx_source_name(c);
		if (cxx_peek(c, 0) == 'I') {
			cxx_remember(c, name);
			name = with_args(c, name);
		}
		scope = scope == 0 ? name : cxx_node(c, CXX_QUALIFIED, scope, name);
	}
	if (scope == 0)
		return cxx_fail(c);
	return cxx_node(c, CXX_QUALIFIED, scope, base_unresolved(c));
}

/* [gs] [sr <scope>] <base-unresolved-name> */
static cxx_id unresolved(struct cxx *c)
{
	cxx_id id, op;

	if (!cxx_enter(c)) {
		cxx_leave(c);
		return 0;
	}
	if (cxx_next_two(c, 'g', 's')) {
		op = cxx_text_node(c, CXX_OPERATOR, STR("::"), 0);
		id = cxx_node(c, CXX_UNARY, op, unresolved(c));
	} else if (!cxx_next_two(c, 's', 'r')) {
		id = base_unresolved(c);
	} else if (cxx_peek(c, 0) == 'T' || cxx_peek(c, 0) == 'D' || cxx_peek(c, 0) == 'S') {
		id = cxx_type(c, false);
		id = cxx_node(c, CXX_QUALIFIED, id, base_unresolved(c));
		if (cxx_peek(c, 0) == 'I') {
			id = with_args(c, id);
			cxx_remember(c, id);
		}
	} else {
		id = unresolved_scope(c);
	}
	cxx_leave(c);
	return id;
}

/* L _Z <encoding> E, or L <type> [n] <value> E */
cxx_id cxx_primary(struct cxx *c)
{
	cxx_id id, type;
	enum cxx_kind kind, of;
	struct str value;
	bool negative;

	cxx_expect(c, 'L');
	/* Old versions of gcc left out the _. */
	if (cxx_next_two(c, '_', 'Z') || cxx_next(c, 'Z')) {
		id = cxx_encoding(c, true, false);
		cxx_expect(c, 'E');
		return id;
	}
	type = cxx_type(c, false);
	kind = cxx_kind_of(c, type);
	negative = cxx_next(c, 'n');
	value = (struct str){c->at, 0};
	if (cxx_peek(c, 0) == 'E' &&
		!(kind == CXX_BUILTIN && str_eq(cxx_at(c, type)->text, STR("decltype(nullptr)")))) {
		of = kind == CXX_TYPE_QUALIFIED ? cxx_kind_of(c, cxx_child(c, type, 0)) : kind;
		if (kind != CXX_CLOSURE && of != CXX_ARRAY)
			return cxx_fail(c);
		c->at++;
		return cxx_node(c, kind == CXX_CLOSURE ? CXX_LAMBDA_LITERAL : CXX_STRING_LITERAL,
			type, 0);
	}
	while (!cxx_done(c) && *c->at != 'E')
		c->at++;
	value.n = (size_t)(c->at - value.p);
	cxx_expect(c, 'E');
	id = cxx_text_node(c, CXX_LITERAL, value, type);
	cxx_at(c, id)->flag = negative;
	return id;
}

/* From behind fp or fL <number> p: T is `this`, else [<qualifiers>] <index>. */
static cxx_id function_param(struct cxx *c, bool may_be_this)
{
	if (may_be_this && cxx_next(c, 'T'))
		return cxx_number_node(c, CXX_FUNCTION_PARAM, 0, 0);
	cxx_qualifiers(c);
	return cxx_number_node(c, CXX_FUNCTION_PARAM, cxx_index(c) + 1, 0);
}

static int32_t optional_number(struct cxx *c)
{
	return cxx_peek(c, 0) == 'n' || ascii_is_digit(cxx_peek(c, 0)) ? cxx_number(c) : 0;
}

/* so <type> <expression> [<number>] (_ [<number>])* [p] E and mc <type> <expression> [<number>] E */
static cxx_id object_part(struct cxx *c, enum cxx_kind kind)
{
	cxx_id type = cxx_type(c, false);
	cxx_id id = cxx_node(c, kind, type, cxx_expression(c));

	cxx_at(c, id)->number = optional_number(c);
	if (kind == CXX_SUBOBJECT) {
		while (cxx_next(c, '_'))
			optional_number(c);
		cxx_next(c, 'p');
	}
	cxx_expect(c, 'E');
	return id;
}

/* u <source-name> <template-arg>* E: what a compiler has of its own; and its __uuidof */
static cxx_id vendor_expression(struct cxx *c)
{
	size_t mark = c->pending.n;
	cxx_id name, op = cxx_text_node(c, CXX_OPERATOR, STR("()"), 0), arg;

	c->at++;
	name = cxx_source_name(c);
	if (str_eq(cxx_at(c, name)->text, STR("__uuidof"))) {
		if (c->end - c->at < 2)
			return cxx_fail(c);
		if (*c->at == 't' || *c->at == 'z') {
			arg = *c->at++ == 't' ? cxx_type(c, false) : cxx_expression(c);
			cxx_pend(c, arg);
			return binary(c, op, name, cxx_list_node(c, CXX_EXPRESSIONS, 0, mark));
		}
	}
	return binary(c, op, name, cxx_args_to_end(c, CXX_EXPRESSIONS, 0));
}

/* X <expression> [N] [R <name>], T <type>, Q <expression> */
static cxx_id requirement(struct cxx *c)
{
	bool explicit_object, may_not_throw;
	cxx_id id;

	if (cxx_next(c, 'T'))
		return cxx_node(c, CXX_REQUIRE_TYPE, cxx_type(c, false), 0);
	if (cxx_next(c, 'Q'))
		return cxx_node(c, CXX_REQUIRE_NESTED, cxx_expression(c), 0);
	cxx_expect(c, 'X');
	id = cxx_expression(c);
	may_not_throw = cxx_next(c, 'N');
	id = cxx_node(c, CXX_REQUIRE_EXPR, id,
		cxx_next(c, 'R') ? cxx_name(c, &explicit_object) : 0);
	cxx_at(c, id)->flag = may_not_throw;
	return id;
}

/* rQ <type>* _ <requirement>* E, rq <requirement>* E */
static cxx_id requires_expression(struct cxx *c)
{
	bool has_params = c->at[1] == 'Q';
	size_t mark = c->pending.n;
	cxx_id params, id;

	c->at += 2;
	while (has_params && !c->failed && !cxx_next(c, '_'))
		cxx_pend(c, cxx_type(c, false));
	params = cxx_list_node(c, CXX_LIST, 0, mark);
	while (!c->failed && !cxx_next(c, 'E'))
		cxx_pend(c, requirement(c));
	id = cxx_list_node(c, CXX_LIST, 0, mark);
	return cxx_node(c, CXX_REQUIRES, params, id);
}

/* <expression>* _ <type> (E | pi <expression>* E | il <expression>* E) */
static cxx_id new_expression(struct cxx *c, cxx_id op)
{
	cxx_id where = expressions(c, '_'), type = cxx_type(c, false), initial = 0, id;

	if (cxx_next_two(c, 'p', 'i'))
		initial = expressions(c, 'E');
	else if (cxx_peek(c, 0) == 'i' && cxx_peek(c, 1) == 'l')
		initial = cxx_expression(c);
	else
		cxx_expect(c, 'E');
	id = cxx_node(c, CXX_NEW, op, cxx_at(c, where)->count > 0 ? where : 0);
	cxx_set_child(c, id, 2, type);
	cxx_set_child(c, id, 3, initial);
	return id;
}

static cxx_id fold(struct cxx *c, char side, bool two)
{
	int shape;
	cxx_id op = cxx_operator(c, true, &shape), id;

	id = cxx_node(c, CXX_FOLD, op, cxx_expression(c));
	if (two)
		cxx_set_child(c, id, 2, cxx_expression(c));
	cxx_at(c, id)->flag = side == 'l' || side == 'L';
	return id;
}

static cxx_id unary(struct cxx *c, cxx_id op, int shape)
{
	bool suffix = shape == SHAPE_STEP && !cxx_next(c, '_');
	cxx_id id, of;

	if (shape == SHAPE_SIZEOF)
		of = cxx_type(c, false);
	else if (cxx_kind_of(c, op) == CXX_CAST && cxx_next(c, '_'))
		of = expressions(c, 'E');
	else
		of = cxx_expression(c);
	id = cxx_node(c, CXX_UNARY, op, of);
	cxx_at(c, id)->flag = (uint8_t)(suffix  ? UNARY_SUFFIX
			: shape == SHAPE_SIZEOF ? UNARY_SIZEOF_TYPE
						: 0);
	return id;
}

/* What begins with an operator. */
static cxx_id operation(struct cxx *c)
{
	char side = cxx_peek(c, 1);
	bool cast = false;
	int shape;
	cxx_id op = cxx_operator(c, true, &shape), left, right;

	switch (shape) {
	case SHAPE_NULLARY:
		return cxx_node(c, CXX_NULLARY, op, 0);
	case SHAPE_UNARY:
	case SHAPE_STEP:
	case SHAPE_SIZEOF:
		return unary(c, op, shape);
	case SHAPE_BINARY:
		left = cxx_expression(c);
		return binary(c, op, left, cxx_expression(c));
	case SHAPE_CAST:
		left = cxx_type(c, false);
		return binary(c, op, left, cxx_expression(c));
	case SHAPE_CALL:
		left = cxx_expression(c);
		return binary(c, op, left, expressions(c, 'E'));
	case SHAPE_FIELD:
		left = cxx_unqualified(c, 0, &cast);
		return binary(c, op, left, cxx_expression(c));
	case SHAPE_MEMBER:
		left = cxx_expression(c);
		right = cxx_peek(c, 0) == 'L' ? cxx_primary(c) : with_args(c, unresolved(c));
		return binary(c, op, left, right);
	case SHAPE_TRINARY:
		left = cxx_expression(c);
		left = cxx_node(c, CXX_TRINARY, op, left);
		cxx_set_child(c, left, 2, cxx_expression(c));
		cxx_set_child(c, left, 3, cxx_expression(c));
		return left;
	case SHAPE_FOLD:
	case SHAPE_FOLD_ON:
		return fold(c, side, shape == SHAPE_FOLD_ON);
	case SHAPE_NEW:
		return new_expression(c, op);
	default:
		return cxx_fail(c);
	}
}

/* What begins with two letters that are no operator; 0 without failing: it does not. */
static cxx_id lettered(struct cxx *c)
{
	cxx_id id, pack;

	if (cxx_next_two(c, 's', 'o'))
		return object_part(c, CXX_SUBOBJECT);
	if (cxx_next_two(c, 'm', 'c'))
		return object_part(c, CXX_MEMBER_CAST);
	if (cxx_next_two(c, 's', 'p'))
		return cxx_expansion(c, cxx_expression(c));
	if (cxx_next_two(c, 's', 'Z')) {
		pack = cxx_find_pack(c, cxx_expression(c));
		id = cxx_node(c, CXX_SIZEOF_PACK, 0, 0);
		cxx_at(c, id)->ref = pack;
		return pack == 0 ? cxx_fail(c) : id;
	}
	if (cxx_next_two(c, 's', 'P'))
		return cxx_args_to_end(c, CXX_SIZEOF_ARGS, 0);
	if (cxx_next_two(c, 'f', 'p'))
		return function_param(c, true);
	if (cxx_peek(c, 0) == 'f' && cxx_peek(c, 1) == 'L' && ascii_is_digit(cxx_peek(c, 2))) {
		c->at += 2;
		cxx_number(c);
		cxx_expect(c, 'p');
		return function_param(c, false);
	}
	if (cxx_next_two(c, 'i', 'l'))
		return cxx_node(c, CXX_BRACED, 0, expressions(c, 'E'));
	if (cxx_next_two(c, 't', 'l')) {
		id = cxx_type(c, false);
		return cxx_node(c, CXX_BRACED, id, expressions(c, 'E'));
	}
	return 0;
}

cxx_id cxx_expression(struct cxx *c)
{
	char byte = cxx_peek(c, 0), second = cxx_peek(c, 1);
	bool cast = false;
	cxx_id id;

	if (!cxx_enter(c)) {
		cxx_leave(c);
		return 0;
	}
	if (byte == 'L')
		id = cxx_primary(c);
	else if (byte == 'T')
		id = cxx_param(c);
	else if (byte == 's' && second == 'r')
		id = unresolved(c);
	else if (ascii_is_digit(byte) || cxx_next_two(c, 'o', 'n'))
		id = with_args(c, cxx_unqualified(c, 0, &cast));
	else if (byte == 'r' && (second == 'q' || second == 'Q'))
		id = requires_expression(c);
	else if (byte == 'u')
		id = vendor_expression(c);
	else if ((id = lettered(c)) == 0 && !c->failed)
		id = operation(c);
	cxx_leave(c);
	return c->failed ? 0 : id;
}

/* NOLINTEND(misc-no-recursion) */
