/*
 * cxx-print-expr.c: prints the expressions in C++ names.
 *
 * In: nodes (cxx.h). Out: text. Like c++filt and pprof, it puts parentheses around all operands but plain
 * names.
 */
#include "base/array.h"
#include "demangle/cxx-print.h"

static void in_parentheses(struct printer *p, cxx_id id)
{
	const struct cxx_node *node = cxx_at(p->c, id);
	bool plain = node->kind == CXX_NAME || node->kind == CXX_BRACED ||
		node->kind == CXX_FUNCTION_PARAM ||
		(node->kind == CXX_QUALIFIED && node->flag == 0) ||
		(node->kind == CXX_PARAM_NAME && node->flag != 0);

	cxx_print_lit(p, plain ? "" : "(");
	cxx_print_node(p, id);
	cxx_print_lit(p, plain ? "" : ")");
}

static bool is_operator(struct printer *p, cxx_id op, const char *text)
{
	return cxx_kind_of(p->c, op) == CXX_OPERATOR && str_eq_c(cxx_at(p->c, op)->text, text);
}

/* As it stands between operands, without the word. */
static void print_sign(struct printer *p, cxx_id op)
{
	if (cxx_kind_of(p->c, op) == CXX_OPERATOR)
		cxx_print_text(p, cxx_at(p->c, op)->text);
	else
		cxx_print_node(p, op);
}

void cxx_print_nullary(struct printer *p, cxx_id id)
{
	print_sign(p, cxx_child(p->c, id, 0));
}

void cxx_print_unary(struct printer *p, cxx_id id)
{
	cxx_id op = cxx_child(p->c, id, 0), of = cxx_child(p->c, id, 1);
	int flag = cxx_at(p->c, id)->flag;

	/* Of a function's address the name is enough. */
	if (is_operator(p, op, "&") && cxx_kind_of(p->c, of) == CXX_TYPED &&
		cxx_kind_of(p->c, cxx_child(p->c, of, 1)) == CXX_FUNCTION)
		of = cxx_child(p->c, of, 0);
	if ((flag & UNARY_SUFFIX) != 0) {
		in_parentheses(p, of);
		print_sign(p, op);
		return;
	}
	if (cxx_kind_of(p->c, op) == CXX_CAST) {
		cxx_print_lit(p, "(");
		cxx_print_node(p, cxx_child(p->c, op, 0));
		cxx_print_lit(p, ")");
	} else {
		print_sign(p, op);
	}
	if (is_operator(p, op, "::")) {
		cxx_print_node(p, of);
	} else if ((flag & UNARY_SIZEOF_TYPE) != 0) {
		cxx_print_lit(p, "(");
		cxx_print_node(p, of);
		cxx_print_lit(p, ")");
	} else {
		in_parentheses(p, of);
	}
}

/* .field=value, [index]=value, [from ... to]=value */
static bool is_designated(struct printer *p, cxx_id id)
{
	cxx_id op = cxx_child(p->c, id, 0);

	if (cxx_kind_of(p->c, id) == CXX_TRINARY)
		return is_operator(p, op, "[...]=");
	return cxx_kind_of(p->c, id) == CXX_BINARY &&
		(is_operator(p, op, "]=") ||
			(is_operator(p, op, "=") &&
				cxx_kind_of(p->c, cxx_child(p->c, id, 1)) != CXX_LITERAL));
}

static void print_designated(struct printer *p, cxx_id value)
{
	if (is_designated(p, value)) {
		cxx_print_node(p, value);
	} else {
		cxx_print_lit(p, "=");
		in_parentheses(p, value);
	}
}

/* What is called: without its parameters' types, unless it has a return type to be told. */
static void print_called(struct printer *p, cxx_id id)
{
	cxx_id type = cxx_child(p->c, id, 1);

	if (cxx_kind_of(p->c, id) != CXX_TYPED)
		in_parentheses(p, id);
	else if (cxx_kind_of(p->c, type) == CXX_FUNCTION && cxx_child(p->c, type, 0) != 0)
		cxx_print_node(p, id);
	else
		in_parentheses(p, cxx_child(p->c, id, 0));
}

static bool is_cast(struct printer *p, cxx_id op)
{
	return cxx_kind_of(p->c, op) == CXX_OPERATOR &&
		str_find(cxx_at(p->c, op)->text, STR("cast"), 0) < cxx_at(p->c, op)->text.n;
}

void cxx_print_binary(struct printer *p, cxx_id id)
{
	cxx_id op = cxx_child(p->c, id, 0), left = cxx_child(p->c, id, 1);
	cxx_id right = cxx_child(p->c, id, 2);
	bool greater = is_operator(p, op, ">") || is_operator(p, op, ">>");

	if (is_cast(p, op)) {
		print_sign(p, op);
		cxx_print_lit(p, "<");
		cxx_print_node(p, left);
		cxx_print_lit(p, ">(");
		cxx_print_node(p, right);
		cxx_print_lit(p, ")");
		return;
	}
	if (is_designated(p, id)) {
		bool field = is_operator(p, op, "=");

		cxx_print_lit(p, field ? "." : "[");
		cxx_print_node(p, left);
		cxx_print_lit(p, field ? "" : "]");
		print_designated(p, right);
		return;
	}
	if (is_operator(p, op, "[]")) {
		in_parentheses(p, left);
		cxx_print_lit(p, "[");
		cxx_print_node(p, right);
		cxx_print_lit(p, "]");
		return;
	}
	/* So that no > seems to end the template's arguments. */
	cxx_print_lit(p, greater ? "(" : "");
	if (is_operator(p, op, "()")) {
		print_called(p, left);
	} else {
		in_parentheses(p, left);
		print_sign(p, op);
	}
	in_parentheses(p, right);
	cxx_print_lit(p, greater ? ")" : "");
}

void cxx_print_trinary(struct printer *p, cxx_id id)
{
	if (is_designated(p, id)) {
		cxx_print_lit(p, "[");
		cxx_print_node(p, cxx_child(p->c, id, 1));
		cxx_print_lit(p, " ... ");
		cxx_print_node(p, cxx_child(p->c, id, 2));
		cxx_print_lit(p, "]");
		print_designated(p, cxx_child(p->c, id, 3));
		return;
	}
	in_parentheses(p, cxx_child(p->c, id, 1));
	cxx_print_lit(p, "?");
	in_parentheses(p, cxx_child(p->c, id, 2));
	cxx_print_lit(p, " : ");
	in_parentheses(p, cxx_child(p->c, id, 3));
}

void cxx_print_fold(struct printer *p, cxx_id id)
{
	cxx_id op = cxx_child(p->c, id, 0), one = cxx_child(p->c, id, 1);
	cxx_id two = cxx_child(p->c, id, 2);
	bool left = cxx_at(p->c, id)->flag != 0;

	cxx_print_lit(p, "(");
	if (two == 0 && left) {
		cxx_print_lit(p, "...");
		print_sign(p, op);
		in_parentheses(p, one);
	} else {
		in_parentheses(p, one);
		print_sign(p, op);
		cxx_print_lit(p, "...");
	}
	if (two != 0) {
		print_sign(p, op);
		in_parentheses(p, two);
	}
	cxx_print_lit(p, ")");
}

void cxx_print_new(struct printer *p, cxx_id id)
{
	cxx_print_lit(p, "new ");
	if (cxx_child(p->c, id, 1) != 0) {
		in_parentheses(p, cxx_child(p->c, id, 1));
		cxx_print_lit(p, " ");
	}
	cxx_print_node(p, cxx_child(p->c, id, 2));
	if (cxx_child(p->c, id, 3) != 0)
		in_parentheses(p, cxx_child(p->c, id, 3));
}

/* Types whose literals are written with a suffix, or in brackets, behind the type or without it. */
static const struct {
	const char *type, *suffix;
} numbers[] = {
	{"int", ""},
	{"unsigned int", "u"},
	{"long", "l"},
	{"unsigned long", "ul"},
	{"long long", "ll"},
	{"unsigned long long", "ull"},
};
static const char *const floats[] = {"double", "long double", "float", "__float128", "half"};

/* Literals whose type needs no telling. */
static bool print_plain(struct printer *p, const struct cxx_node *node, struct str type)
{
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		if (str_eq_c(type, numbers[i].type)) {
			cxx_print_lit(p, node->flag != 0 ? "-" : "");
			cxx_print_text(p, node->text);
			cxx_print_lit(p, numbers[i].suffix);
			return true;
		}
	}
	if (str_eq(type, STR("bool")) && node->flag == 0 &&
		(str_eq(node->text, STR("0")) || str_eq(node->text, STR("1")))) {
		cxx_print_lit(p, node->text.p[0] == '0' ? "false" : "true");
		return true;
	}
	if (str_eq(type, STR("decltype(nullptr)")) &&
		(node->text.n == 0 || str_eq(node->text, STR("0")))) {
		cxx_print_text(p, type);
		return true;
	}
	return false;
}

void cxx_print_literal(struct printer *p, cxx_id id)
{
	const struct cxx_node *node = cxx_at(p->c, id), *type = cxx_at(p->c, node->child[0]);
	bool brackets = false;

	if (type->kind == CXX_BUILTIN) {
		if (print_plain(p, node, type->text))
			return;
		for (size_t i = 0; i < ARRAY_LEN(floats); i++)
			brackets |= str_eq_c(type->text, floats[i]);
	}
	cxx_print_lit(p, "(");
	cxx_print_node(p, node->child[0]);
	cxx_print_lit(p, brackets ? ")[" : ")");
	cxx_print_lit(p, node->flag != 0 ? "-" : "");
	cxx_print_text(p, node->text);
	cxx_print_lit(p, brackets ? "]" : "");
}

/* One that was not replaced by the elements of its pack. */
void cxx_print_expansion(struct printer *p, cxx_id id)
{
	if (cxx_at(p->c, id)->ref != 0) {
		cxx_print_node(p, cxx_child(p->c, id, 0));
		return;
	}
	in_parentheses(p, cxx_child(p->c, id, 0));
	cxx_print_lit(p, "...");
}

void cxx_print_requires(struct printer *p, cxx_id id)
{
	cxx_id params = cxx_child(p->c, id, 0), list = cxx_child(p->c, id, 1);

	cxx_print_lit(p, "requires");
	if (cxx_at(p->c, params)->count > 0) {
		cxx_print_lit(p, " (");
		cxx_print_list(p, params, false);
		cxx_print_lit(p, ")");
	}
	cxx_print_lit(p, " {");
	for (uint32_t i = 0; i < cxx_at(p->c, list)->count; i++)
		cxx_print_node(p, cxx_item(p->c, list, i));
	cxx_print_lit(p, " }");
}

void cxx_print_require_expr(struct printer *p, cxx_id id)
{
	cxx_id type = cxx_child(p->c, id, 1);
	bool may_not_throw = cxx_at(p->c, id)->flag != 0, braces = may_not_throw || type != 0;

	cxx_print_lit(p, braces ? " {" : " ");
	cxx_print_node(p, cxx_child(p->c, id, 0));
	cxx_print_lit(p, braces ? "}" : "");
	cxx_print_lit(p, may_not_throw ? " noexcept" : "");
	if (type != 0) {
		cxx_print_lit(p, " -> ");
		cxx_print_node(p, type);
	}
	cxx_print_lit(p, ";");
}
