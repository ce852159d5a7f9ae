/*
 * cxx-args.c: parses template parameters and arguments, lambdas, and types without a name.
 *
 * In: the rest of the mangled name. Out: nodes (cxx.h).
 */
#include "base/ascii.h"
#include "demangle/cxx.h"

/* NOLINTBEGIN(misc-no-recursion): cxx_enter bounds the depth. */

/* T [L <index> _] <index>: the argument of a template that is open, or a lambda's `auto`. */
cxx_id cxx_param(struct cxx *c)
{
	const char *begin = c->at;
	bool outer;
	uint32_t level, index;
	cxx_id of, id;

	cxx_expect(c, 'T');
	outer = cxx_next(c, 'L');
	level = outer ? (uint32_t)cxx_index(c) : 0;
	index = (uint32_t)cxx_index(c);
	if (c->failed)
		return 0;
	/* What a constraint's parameters stand for is not looked up. */
	if (c->constraint)
		return cxx_text_node(c, CXX_NAME, (struct str){begin, (size_t)(c->at - begin - 1)},
			0);
	of = level < c->templates.n ? c->templates.p[level] : 0;
	if (level >= c->templates.n || (of != 0 && index >= cxx_at(c, of)->count)) {
		if (c->lambda_level > 0 && level == c->lambda_level - 1)
			return cxx_number_node(c, CXX_AUTO, (int32_t)index, 0);
		return cxx_fail(c);
	}
	id = cxx_number_node(c, CXX_PARAM, (int32_t)index, 0);
	cxx_at(c, id)->ref = of;
	return id;
}

/*
 * I <template-arg>* E, J for I in packs; a node of `kind` with them as list and `name` as child. A
 * constraint behind them is not shown.
 */
cxx_id cxx_template_args(struct cxx *c, enum cxx_kind kind, cxx_id name)
{
	size_t mark = c->pending.n;
	cxx_id id;

	if (!cxx_enter(c)) {
		cxx_leave(c);
		return 0;
	}
	if (!cxx_next(c, 'J'))
		cxx_expect(c, 'I');
	while (!c->failed && !cxx_next(c, 'E')) {
		id = cxx_template_arg(c, mark);
		cxx_pend(c, id);
		if (cxx_peek(c, 0) == 'Q') {
			cxx_constraint(c);
			if (cxx_peek(c, 0) != 'E')
				cxx_fail(c);
		}
	}
	id = cxx_list_node(c, kind, name, mark);
	cxx_leave(c);
	return c->failed ? 0 : id;
}

/* The same without the I in front; no constraint may follow. */
cxx_id cxx_args_to_end(struct cxx *c, enum cxx_kind kind, cxx_id name)
{
	size_t mark = c->pending.n;

	while (!c->failed && !cxx_next(c, 'E'))
		cxx_pend(c, cxx_template_arg(c, c->pending.n));
	return cxx_list_node(c, kind, name, mark);
}

/* What a lambda's template parameters are called: $T, $T0, $N, $TT ... */
static cxx_id param_name(struct cxx *c, int sort)
{
	static const struct str prefixes[] = {{"$T", 2}, {"$N", 2}, {"$TT", 3}};
	cxx_id id = cxx_text_node(c, CXX_PARAM_NAME, prefixes[sort], 0);

	cxx_at(c, id)->number = c->named[sort]++;
	return id;
}

static cxx_id param_declaration(struct cxx *c, cxx_id *name);

/* Adds an argument to the template that stands for what is being declared. Opens it if need be. */
static void declared(struct cxx *c, cxx_id *template_id, cxx_id name)
{
	size_t mark = c->pending.n;

	if (*template_id == 0) {
		*template_id = cxx_node(c, CXX_TEMPLATE, 0, 0);
		*vec_add(&c->templates) = *template_id;
	}
	for (uint32_t i = 0; i < cxx_at(c, *template_id)->count; i++)
		cxx_pend(c, cxx_item(c, *template_id, i));
	cxx_pend(c, name);
	cxx_set_list(c, *template_id, mark);
}

/* Tt <template-param-decl>* [Q <expression>] E, from behind the Tt. */
static cxx_id template_declaration(struct cxx *c, cxx_id name)
{
	size_t mark = c->pending.n;
	cxx_id template_id = 0, constraint = 0, param, inner = 0, id;

	while (!c->failed && !cxx_next(c, 'E')) {
		param = param_declaration(c, &inner);
		if (param == 0)
			return cxx_fail(c);
		cxx_pend(c, param);
		declared(c, &template_id, inner);
		if (cxx_peek(c, 0) == 'Q') {
			constraint = cxx_constraint(c);
			if (cxx_peek(c, 0) != 'E')
				cxx_fail(c);
		}
	}
	if (c->failed)
		return 0;
	if (template_id != 0)
		c->templates.n--;
	id = cxx_node(c, CXX_TEMPLATE_PARAM, name, cxx_list_node(c, CXX_LIST, 0, mark));
	cxx_set_child(c, id, 2, constraint);
	return id;
}

/* Tk <name>, from behind the Tk. */
static cxx_id concept_declaration(struct cxx *c, cxx_id *name)
{
	bool constraint = c->constraint, explicit_object;
	cxx_id concept;

	c->constraint = true;
	concept = cxx_name(c, &explicit_object);
	c->constraint = constraint;
	*name = param_name(c, 0);
	return cxx_node(c, CXX_CONCEPT_PARAM, *name, concept);
}

/* <template-param-decl>, with the name it is given; 0: there is none. */
static cxx_id param_declaration(struct cxx *c, cxx_id *name)
{
	cxx_id id = 0;

	if (cxx_peek(c, 0) != 'T' || !cxx_enter(c)) {
		if (cxx_peek(c, 0) == 'T')
			cxx_leave(c);
		return 0;
	}
	if (cxx_next_two(c, 'T', 'y')) {
		*name = param_name(c, 0);
		id = cxx_node(c, CXX_TYPE_PARAM, *name, 0);
	} else if (cxx_next_two(c, 'T', 'k')) {
		id = concept_declaration(c, name);
	} else if (cxx_next_two(c, 'T', 'n')) {
		*name = param_name(c, 1);
		id = cxx_node(c, CXX_VALUE_PARAM, *name, cxx_type(c, false));
	} else if (cxx_next_two(c, 'T', 't')) {
		*name = param_name(c, 2);
		id = template_declaration(c, *name);
	} else if (cxx_next_two(c, 'T', 'p')) {
		id = param_declaration(c, name);
		id = id == 0 ? cxx_fail(c) : cxx_node(c, CXX_PARAM_PACK, id, 0);
	}
	cxx_leave(c);
	return c->failed ? 0 : id;
}

/* An argument with its parameter's declaration, which may refer to the arguments since `before`. */
static cxx_id declared_arg(struct cxx *c, size_t before)
{
	size_t mark = c->pending.n;
	cxx_id template_id = cxx_node(c, CXX_TEMPLATE, 0, 0), param, name = 0;

	for (size_t i = before; i < mark; i++)
		cxx_pend(c, c->pending.p[i]);
	cxx_set_list(c, template_id, mark);
	*vec_add(&c->templates) = template_id;
	param = param_declaration(c, &name);
	if (param == 0)
		return cxx_fail(c);
	c->templates.n--;
	return cxx_node(c, CXX_DECLARED_ARG, param, cxx_template_arg(c, c->pending.n));
}

/* `before`: where on `pending` the arguments in front of it in the same list begin. */
cxx_id cxx_template_arg(struct cxx *c, size_t before)
{
	char second = cxx_peek(c, 1);
	cxx_id id = 0;

	if (!cxx_enter(c)) {
		cxx_leave(c);
		return 0;
	}
	if (cxx_next(c, 'X')) {
		id = cxx_expression(c);
		cxx_expect(c, 'E');
	} else if (cxx_peek(c, 0) == 'L') {
		id = cxx_primary(c);
	} else if (cxx_peek(c, 0) == 'I' || cxx_peek(c, 0) == 'J') {
		id = cxx_template_args(c, CXX_PACK, 0);
	} else if (cxx_peek(c, 0) == 'T' && second != '\0' && strchr("yntpk", second) != NULL) {
		id = declared_arg(c, before);
	} else {
		id = cxx_type(c, false);
	}
	cxx_leave(c);
	return c->failed ? 0 : id;
}

/* Ul <template-param-decl>* [Q <expression>] <type>+ [Q <expression>] E <index> */
cxx_id cxx_closure(struct cxx *c)
{
	uint32_t level = c->lambda_level;
	size_t mark = c->pending.n;
	cxx_id template_id = 0, constraint = 0, name = 0, param, params, id;

	if (!cxx_next_two(c, 'U', 'l'))
		return cxx_fail(c);
	c->lambda_level = (uint32_t)c->templates.n + 1;
	while (!c->failed && (param = param_declaration(c, &name)) != 0) {
		cxx_pend(c, param);
		declared(c, &template_id, name);
	}
	params = cxx_list_node(c, CXX_LIST, 0, mark);
	if (cxx_peek(c, 0) == 'Q')
		constraint = cxx_constraint(c);
	id = cxx_node(c, CXX_CLOSURE, params, constraint);
	cxx_set_child(c, id, 2, cxx_types(c, CXX_LIST, 0, false));
	if (c->failed)
		return 0;
	c->lambda_level = level;
	if (template_id != 0)
		c->templates.n--;
	if (cxx_peek(c, 0) == 'Q')
		cxx_set_child(c, id, 3, cxx_constraint(c));
	cxx_expect(c, 'E');
	cxx_at(c, id)->number = cxx_index(c);
	return c->failed ? 0 : id;
}

/* Ut <index> */
cxx_id cxx_unnamed(struct cxx *c)
{
	cxx_id id;

	if (!cxx_next_two(c, 'U', 't'))
		return cxx_fail(c);
	id = cxx_number_node(c, CXX_UNNAMED, cxx_index(c), 0);
	cxx_remember(c, id);
	return id;
}

/* Q <expression> */
cxx_id cxx_constraint(struct cxx *c)
{
	bool outer = c->constraint;
	cxx_id id;

	cxx_expect(c, 'Q');
	c->constraint = true;
	id = cxx_expression(c);
	c->constraint = outer;
	return id;
}

/* What compilers append to the name of a function that they made several of: .isra.0, .part.1.cold */
cxx_id cxx_clone(struct cxx *c, cxx_id name)
{
	const char *p = c->at + 2;

	if (cxx_peek(c, 0) != '.' ||
		!(ascii_is_lower(cxx_peek(c, 1)) || ascii_is_digit(cxx_peek(c, 1)) ||
			cxx_peek(c, 1) == '_'))
		return 0;
	while (p < c->end && (ascii_is_lower(*p) || ascii_is_digit(*p) || *p == '_'))
		p++;
	while (c->end - p > 1 && p[0] == '.' && ascii_is_digit(p[1])) {
		p += 2;
		while (p < c->end && ascii_is_digit(*p))
			p++;
	}
	name = cxx_text_node(c, CXX_CLONE, (struct str){c->at, (size_t)(p - c->at)}, name);
	c->at = p;
	return name;
}

/* NOLINTEND(misc-no-recursion) */
