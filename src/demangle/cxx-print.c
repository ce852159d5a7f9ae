/*
 * cxx-print.c: prints the nodes of a C++ name as pprof does.
 *
 * In: nodes (cxx.h). Out: text. Most kinds are a row of a table. Note: nodes are shared, and a name may
 * contain itself; the second time within itself it is left out.
 */
#include "demangle/cxx-print.h"
#include "base/ascii.h"

#include <inttypes.h>
#include <stdlib.h>

/* NOLINTBEGIN(misc-no-recursion): cxx_enter bounds the depth. */

void cxx_print_text(struct printer *p, struct str text)
{
	if (p->out->n + text.n > p->c->most_text)
		cxx_fail(p->c);
	else
		out_bytes(p->out, text.p, text.n);
}

void cxx_print_lit(struct printer *p, const char *text)
{
	cxx_print_text(p, str_from_c(text));
}

void cxx_print_number(struct printer *p, int64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRId64, number);
	cxx_print_lit(p, text);
}

char cxx_print_last(const struct printer *p)
{
	return p->out->n == 0 ? '\0' : p->out->p[p->out->n - 1];
}

bool cxx_print_is_empty(struct printer *p, cxx_id id)
{
	const struct cxx_node *node = cxx_at(p->c, id);
	bool empty = true;

	switch (node->kind) {
	case CXX_EXPRESSIONS:
		return node->count == 0;
	case CXX_EXPANSION:
		if (node->ref == 0 || !cxx_enter(p->c))
			return false;
		empty = cxx_print_is_empty(p, node->child[0]);
		break;
	case CXX_PACK:
		if (!cxx_enter(p->c))
			return false;
		for (uint32_t i = 0; i < node->count && empty && cxx_step(p->c, 1); i++)
			empty = cxx_print_is_empty(p, cxx_item(p->c, id, i));
		break;
	default:
		return false;
	}
	cxx_leave(p->c);
	return empty;
}

void cxx_print_list(struct printer *p, cxx_id id, bool skip_empty)
{
	bool first = true;

	for (uint32_t i = 0; i < cxx_at(p->c, id)->count && !p->c->failed; i++) {
		cxx_id item = cxx_item(p->c, id, i);

		if (skip_empty && cxx_print_is_empty(p, item))
			continue;
		if (!first)
			cxx_print_lit(p, ", ");
		cxx_print_node(p, item);
		first = false;
	}
}

/* What waits is around the template, not around its arguments. */
static void print_template(struct printer *p, cxx_id id)
{
	size_t base = p->base, n = p->inner.n;

	p->base = n;
	cxx_print_node(p, cxx_child(p->c, id, 0));
	if (p->show->template_args) {
		cxx_print_lit(p, cxx_print_last(p) == '<' ? " <" : "<");
		cxx_print_list(p, id, true);
		cxx_print_lit(p, cxx_print_last(p) == '>' ? " >" : ">");
	}
	p->inner.n = n;
	p->base = base;
}

/* Out of a template, or of a conversion operator that was never given one. */
static void print_param(struct printer *p, cxx_id id)
{
	const struct cxx_node *node = cxx_at(p->c, id);

	if (node->ref == 0 || (uint32_t)node->number >= cxx_at(p->c, node->ref)->count)
		cxx_fail(p->c);
	else
		cxx_print_node(p, cxx_item(p->c, node->ref, (uint32_t)node->number));
}

static void print_qualifiers(struct printer *p, cxx_id id)
{
	for (uint32_t i = 0; i < cxx_at(p->c, id)->count; i++) {
		if (i > 0)
			cxx_print_lit(p, " ");
		cxx_print_node(p, cxx_item(p->c, id, i));
	}
}

static void print_qualifier(struct printer *p, cxx_id id)
{
	cxx_print_text(p, cxx_at(p->c, id)->text);
	if (cxx_at(p->c, id)->count > 0) {
		bool first = true;

		cxx_print_lit(p, "(");
		for (uint32_t i = 0; i < cxx_at(p->c, id)->count; i++) {
			cxx_id item = cxx_item(p->c, id, i);

			if (cxx_kind_of(p->c, item) == CXX_EXPRESSIONS &&
				cxx_at(p->c, item)->count == 0)
				continue;
			cxx_print_lit(p, first ? "" : ", ");
			cxx_print_node(p, item);
			first = false;
		}
		cxx_print_lit(p, ")");
	}
}

static void print_fixed(struct printer *p, cxx_id id)
{
	int flag = cxx_at(p->c, id)->flag;
	cxx_id of = cxx_child(p->c, id, 0);

	if ((flag & FIXED_SATURATED) != 0)
		cxx_print_lit(p, "_Sat ");
	if (cxx_kind_of(p->c, of) != CXX_BUILTIN || !str_eq(cxx_at(p->c, of)->text, STR("int"))) {
		cxx_print_node(p, of);
		cxx_print_lit(p, " ");
	}
	cxx_print_lit(p, (flag & FIXED_ACCUM) != 0 ? "_Accum" : "_Fract");
}

static void print_bit_int(struct printer *p, cxx_id id)
{
	cxx_print_lit(p, cxx_at(p->c, id)->flag != 0 ? "_BitInt(" : "unsigned _BitInt(");
	cxx_print_node(p, cxx_child(p->c, id, 0));
	cxx_print_lit(p, ")");
}

static void print_operator(struct printer *p, cxx_id id)
{
	struct str text = cxx_at(p->c, id)->text;

	cxx_print_lit(p, text.n > 0 && ascii_is_lower(text.p[0]) ? "operator " : "operator");
	if (text.n > 0 && text.p[text.n - 1] == ' ')
		text.n--;
	cxx_print_text(p, text);
}

static void print_function_param(struct printer *p, cxx_id id)
{
	int32_t number = cxx_at(p->c, id)->number;

	if (number == 0) {
		cxx_print_lit(p, "this");
		return;
	}
	cxx_print_lit(p, "{parm#");
	cxx_print_number(p, number);
	cxx_print_lit(p, "}");
}

static void print_sizeof_pack(struct printer *p, cxx_id id)
{
	cxx_print_number(p, cxx_at(p->c, cxx_at(p->c, id)->ref)->count);
}

static void print_sizeof_args(struct printer *p, cxx_id id)
{
	int64_t count = 0;

	cxx_step(p->c, cxx_at(p->c, id)->count);
	for (uint32_t i = 0; i < cxx_at(p->c, id)->count; i++) {
		const struct cxx_node *item = cxx_at(p->c, cxx_item(p->c, id, i));

		count += item->kind == CXX_PACK || item->kind == CXX_EXPRESSIONS ? item->count : 1;
	}
	cxx_print_number(p, count);
}

static void print_param_name(struct printer *p, cxx_id id)
{
	cxx_print_text(p, cxx_at(p->c, id)->text);
	if (cxx_at(p->c, id)->number > 0)
		cxx_print_number(p, cxx_at(p->c, id)->number - 1);
}

static void print_template_param(struct printer *p, cxx_id id)
{
	cxx_print_lit(p, "template<");
	cxx_print_list(p, cxx_child(p->c, id, 1), false);
	cxx_print_lit(p, "> typename ");
	cxx_print_node(p, cxx_child(p->c, id, 0));
	if (cxx_child(p->c, id, 2) != 0) {
		cxx_print_lit(p, " requires ");
		cxx_print_node(p, cxx_child(p->c, id, 2));
	}
}

/* What of a lambda says which one it is. */
static void print_signature(struct printer *p, cxx_id id)
{
	cxx_id params = cxx_child(p->c, id, 0);

	if (cxx_at(p->c, params)->count > 0) {
		cxx_print_lit(p, "<");
		cxx_print_list(p, params, false);
		cxx_print_lit(p, ">");
	}
	if (cxx_child(p->c, id, 1) != 0) {
		cxx_print_lit(p, " requires ");
		cxx_print_node(p, cxx_child(p->c, id, 1));
		cxx_print_lit(p, " ");
	}
	cxx_print_lit(p, "(");
	cxx_print_list(p, cxx_child(p->c, id, 2), false);
	cxx_print_lit(p, ")");
	if (cxx_child(p->c, id, 3) != 0) {
		cxx_print_lit(p, " requires ");
		cxx_print_node(p, cxx_child(p->c, id, 3));
	}
}

static void print_closure(struct printer *p, cxx_id id)
{
	cxx_print_lit(p, "{lambda");
	print_signature(p, id);
	cxx_print_lit(p, "#");
	cxx_print_number(p, (int64_t)cxx_at(p->c, id)->number + 1);
	cxx_print_lit(p, "}");
}

static void print_lambda_literal(struct printer *p, cxx_id id)
{
	cxx_print_lit(p, "[]");
	print_signature(p, cxx_child(p->c, id, 0));
	cxx_print_lit(p, "{...}");
}

static void print_module(struct printer *p, cxx_id id)
{
	cxx_id parent = cxx_child(p->c, id, 0);

	cxx_print_node(p, parent);
	cxx_print_lit(p, cxx_at(p->c, id)->flag != 0 ? ":" : parent != 0 ? "." : "");
	cxx_print_node(p, cxx_child(p->c, id, 1));
}

static void print_resource(struct printer *p, cxx_id id)
{
	struct str text = cxx_at(p->c, id)->text;

	cxx_print_lit(p, "java resource ");
	for (size_t i = 0; i < text.n; i++) {
		char byte = text.p[i];

		if (byte == '$' && i + 1 < text.n) {
			byte = text.p[++i];
			byte = byte == 'S' ? '/' : byte == '_' ? '.' : byte;
		}
		cxx_print_text(p, (struct str){&byte, 1});
	}
}

/*
 * How a kind is written. In the patterns \1 to \4 are its children, \5 its text, \6 its number,
 * \7 one more than that, \10 its list.
 */
static const struct cxx_style {
	const char *pattern;
	void (*print)(struct printer *p, cxx_id id);
	const char *around; /* as what is around a type; neither: as elsewhere */
	void (*cxx_print_around)(struct printer *p, cxx_id id);
} styles[CXX_KINDS] = {
	[CXX_NONE] = {""},
	[CXX_NAME] = {"\5"},
	[CXX_TYPED] = {NULL, cxx_print_typed, "\1"},
	[CXX_QUALIFIED] = {"\1::\2"},
	[CXX_TEMPLATE] = {NULL, print_template},
	[CXX_PARAM] = {NULL, print_param},
	[CXX_AUTO] = {"auto:\7"},
	[CXX_DECLARED_ARG] = {"\2"},
	[CXX_QUALIFIERS] = {NULL, print_qualifiers},
	[CXX_QUALIFIER] = {NULL, print_qualifier},
	[CXX_TYPE_QUALIFIED] = {NULL, cxx_print_around, " \2"},
	[CXX_METHOD] = {NULL, cxx_print_around, NULL, cxx_print_method_inner},
	[CXX_BUILTIN] = {"\5"},
	[CXX_POINTER] = {NULL, cxx_print_around, "*"},
	[CXX_REFERENCE] = {NULL, cxx_print_around, "&"},
	[CXX_RVALUE] = {NULL, cxx_print_around, "&&"},
	[CXX_COMPLEX] = {NULL, cxx_print_around, " _Complex"},
	[CXX_IMAGINARY] = {NULL, cxx_print_around, " _Imaginary"},
	[CXX_SUFFIXED] = {NULL, cxx_print_around, " \5"},
	[CXX_TRANSFORMED] = {"\5(\1)"},
	[CXX_VENDOR] = {NULL, cxx_print_around, " \1"},
	[CXX_ARRAY] = {NULL, cxx_print_array, NULL, cxx_print_array_inner},
	[CXX_FUNCTION] = {NULL, cxx_print_function, NULL, cxx_print_function_inner},
	[CXX_FUNCTION_PARAM] = {NULL, print_function_param},
	[CXX_MEMBER_POINTER] = {NULL, cxx_print_around, NULL, cxx_print_member_pointer_inner},
	[CXX_FIXED] = {NULL, print_fixed},
	[CXX_BINARY_FLOAT] = {"_Float\6"},
	[CXX_BIT_INT] = {NULL, print_bit_int},
	[CXX_VECTOR] = {NULL, cxx_print_around, " __vector(\1)"},
	[CXX_ELABORATED] = {"\5 \1"},
	[CXX_DECLTYPE] = {"decltype (\1)"},
	[CXX_OPERATOR] = {NULL, print_operator},
	[CXX_CONSTRUCTOR] = {"\1"},
	[CXX_DESTRUCTOR] = {"~\1"},
	[CXX_TAGGED] = {"\1[abi:\2]"},
	[CXX_EXPANSION] = {NULL, cxx_print_expansion},
	[CXX_PACK] = {"\10"},
	[CXX_SIZEOF_PACK] = {NULL, print_sizeof_pack},
	[CXX_SIZEOF_ARGS] = {NULL, print_sizeof_args},
	[CXX_PARAM_NAME] = {NULL, print_param_name},
	[CXX_TYPE_PARAM] = {NULL, cxx_print_type_param},
	[CXX_VALUE_PARAM] = {NULL, cxx_print_value_param, "\1"},
	[CXX_TEMPLATE_PARAM] = {NULL, print_template_param},
	[CXX_CONCEPT_PARAM] = {NULL, cxx_print_value_param, "\1"},
	[CXX_PARAM_PACK] = {NULL, cxx_print_param_pack, NULL, cxx_print_param_pack_inner},
	[CXX_CAST] = {"operator \1"},
	[CXX_NULLARY] = {NULL, cxx_print_nullary},
	[CXX_UNARY] = {NULL, cxx_print_unary},
	[CXX_BINARY] = {NULL, cxx_print_binary},
	[CXX_TRINARY] = {NULL, cxx_print_trinary},
	[CXX_FOLD] = {NULL, cxx_print_fold},
	[CXX_SUBOBJECT] = {"\2.<\1 at offset \6>"},
	[CXX_MEMBER_CAST] = {"(\1)(\2)"},
	[CXX_NEW] = {NULL, cxx_print_new},
	[CXX_LITERAL] = {NULL, cxx_print_literal},
	[CXX_STRING_LITERAL] = {"\"<\1>\""},
	[CXX_LAMBDA_LITERAL] = {NULL, print_lambda_literal},
	[CXX_EXPRESSIONS] = {"\10"},
	[CXX_BRACED] = {"\1{\2}"},
	[CXX_DEFAULT_ARG] = {"{default arg#\7}::\1"},
	[CXX_CLOSURE] = {NULL, print_closure},
	[CXX_BINDINGS] = {"[\10]"},
	[CXX_UNNAMED] = {"{unnamed type#\7}"},
	[CXX_CLONE] = {"\1 [clone \5]"},
	[CXX_SPECIAL] = {"\5\1"},
	[CXX_RESOURCE] = {NULL, print_resource},
	[CXX_VTABLE_IN] = {"construction vtable for \1-in-\2"},
	[CXX_ENABLE_IF] = {"\1 [enable_if:\10]"},
	[CXX_MODULE] = {NULL, print_module},
	[CXX_MODULE_ENTITY] = {"\2@\1"},
	[CXX_FRIEND] = {"friend \1"},
	[CXX_CONSTRAINED] = {"\1 requires \2"},
	[CXX_REQUIRES] = {NULL, cxx_print_requires},
	[CXX_REQUIRE_EXPR] = {NULL, cxx_print_require_expr},
	[CXX_REQUIRE_TYPE] = {" typename \1;"},
	[CXX_REQUIRE_NESTED] = {" requires \1;"},
	[CXX_EXPLICIT_OBJECT] = {"this \1"},
	[CXX_COUNT] = {"\6"},
	[CXX_LIST] = {"\10"},
};

static void print_pattern(struct printer *p, const char *pattern, cxx_id id)
{
	for (; *pattern != '\0' && !p->c->failed; pattern++) {
		switch (*pattern) {
		case '\1':
		case '\2':
		case '\3':
		case '\4':
			cxx_print_node(p, cxx_child(p->c, id, *pattern - '\1'));
			break;
		case '\5':
			cxx_print_text(p, cxx_at(p->c, id)->text);
			break;
		case '\6':
		case '\7':
			cxx_print_number(p, (int64_t)cxx_at(p->c, id)->number + (*pattern - '\6'));
			break;
		case '\10':
			cxx_print_list(p, id, false);
			break;
		default:
			cxx_print_text(p, (struct str){pattern, 1});
		}
	}
}

static void print_styled(struct printer *p, cxx_id id, bool around)
{
	const struct cxx_style *style = &styles[cxx_kind_of(p->c, id)];

	if (around && style->cxx_print_around != NULL)
		style->cxx_print_around(p, id);
	else if (around && style->around != NULL)
		print_pattern(p, style->around, id);
	else if (style->print != NULL)
		style->print(p, id);
	else
		print_pattern(p, style->pattern, id);
}

void cxx_print_node(struct printer *p, cxx_id id)
{
	if (id == 0 || cxx_at(p->c, id)->printing >= 2)
		return;
	if (cxx_enter(p->c)) {
		cxx_at(p->c, id)->printing++;
		print_styled(p, id, false);
		cxx_at(p->c, id)->printing--;
	}
	cxx_leave(p->c);
}

void cxx_print_inner(struct printer *p, cxx_id id)
{
	if (cxx_enter(p->c))
		print_styled(p, id, true);
	cxx_leave(p->c);
}

bool cxx_print(struct cxx *c, cxx_id id, const struct cxx_show *show, struct out *out)
{
	struct printer p = {.c = c, .show = show, .out = out};

	cxx_print_node(&p, id);
	free(p.inner.p);
	free(p.saved.p);
	return !c->failed;
}

/* NOLINTEND(misc-no-recursion) */
