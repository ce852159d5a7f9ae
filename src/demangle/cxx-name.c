/*
 * cxx-name.c: parses mangled C++ names: scopes, constructors, local names, tables and thunks.
 *
 * In: the rest of the mangled name. Out: nodes (cxx.h). cxx-type.c parses types, cxx-expr.c expressions.
 */
#include "base/ascii.h"
#include "demangle/cxx.h"

/* NOLINTBEGIN(misc-no-recursion): cxx_enter bounds the depth. */

/* Where a name's parameters T_, T0_, ... come from; 0: it is no template. */
static cxx_id template_of(const struct cxx *c, cxx_id id)
{
	for (;;) {
		const struct cxx_node *node = cxx_at(c, id);

		if (node->kind == CXX_TEMPLATE)
			return id;
		if (node->kind == CXX_QUALIFIED &&
			(node->flag != 0 || cxx_kind_of(c, node->child[1]) == CXX_CONSTRUCTOR))
			id = node->child[1];
		else if (node->kind == CXX_METHOD)
			id = node->child[0];
		else if (node->kind == CXX_CONSTRUCTOR)
			id = node->child[1];
		else
			return 0;
	}
}

static bool is_conversion(const struct cxx *c, cxx_id id)
{
	while (cxx_kind_of(c, id) == CXX_QUALIFIED)
		id = cxx_child(c, id, 1);
	return cxx_kind_of(c, id) == CXX_CONSTRUCTOR || cxx_kind_of(c, id) == CXX_DESTRUCTOR ||
		cxx_kind_of(c, id) == CXX_CAST;
}

/* The types behind templates' names begin with what they return, but for constructors and the like. */
static bool has_return_type(const struct cxx *c, cxx_id id)
{
	for (;;) {
		const struct cxx_node *node = cxx_at(c, id);

		if (node->kind == CXX_TEMPLATE)
			return !is_conversion(c, node->child[0]);
		if (node->kind == CXX_QUALIFIED && node->flag != 0)
			id = node->child[1];
		else if (node->kind == CXX_METHOD || node->kind == CXX_TYPE_QUALIFIED)
			id = node->child[0];
		else
			return false;
	}
}

/*
 * The node and the place in it where the qualifiers of a function are: below a local name, whose
 * scope's they would else seem to be. 0: there are none there.
 */
static cxx_id local_method(const struct cxx *c, cxx_id id, int *which)
{
	*which = 1;
	if (cxx_kind_of(c, id) != CXX_QUALIFIED || cxx_at(c, id)->flag == 0)
		return 0;
	if (cxx_kind_of(c, cxx_child(c, id, 1)) == CXX_DEFAULT_ARG) {
		id = cxx_child(c, id, 1);
		*which = 0;
	}
	return cxx_kind_of(c, cxx_child(c, id, *which)) == CXX_METHOD ? id : 0;
}

/* Qualifiers are of `this`, a parameter, and go with the others. */
static cxx_id without_params(struct cxx *c, cxx_id name)
{
	int which;
	cxx_id holder;

	if (cxx_kind_of(c, name) == CXX_METHOD)
		name = cxx_child(c, name, 0);
	holder = local_method(c, name, &which);
	if (holder != 0)
		cxx_set_child(c, holder, which, cxx_child(c, cxx_child(c, holder, which), 0));
	return name;
}

static cxx_id with_params(struct cxx *c, cxx_id name, bool local, bool explicit_object)
{
	cxx_id template_id = template_of(c, name), type, holder, enable = 0, needs = 0, method = 0;
	uint32_t level = c->lambda_level;
	bool method_name = cxx_kind_of(c, name) == CXX_METHOD;
	int which;

	if (template_id != 0) {
		*vec_add(&c->templates) = template_id;
		c->lambda_level = 0;
	}
	/* Of all attributes clang shows this one where a function's type begins. */
	if (str_starts((struct str){c->at, (size_t)(c->end - c->at)}, STR("Ua9enable_ifI"))) {
		c->at += sizeof("Ua9enable_if") - 1;
		enable = cxx_template_args(c, CXX_ENABLE_IF, 0);
	}
	type = cxx_function(c, has_return_type(c, name), explicit_object);
	if (cxx_peek(c, 0) == 'Q')
		needs = cxx_constraint(c);
	if (c->failed)
		return 0;
	if (template_id != 0) {
		c->templates.n--;
		c->lambda_level = level;
	}
	type = cxx_simplify(c, type);
	if (local && cxx_kind_of(c, type) == CXX_FUNCTION)
		cxx_at(c, type)->flag = 1;
	if (method_name) {
		method = name;
		name = cxx_child(c, name, 0);
		cxx_set_child(c, method, 0, type);
		type = method;
	}
	holder = local_method(c, name, &which);
	if (holder != 0) {
		method = cxx_child(c, holder, which);
		cxx_set_child(c, holder, which, cxx_child(c, method, 0));
		cxx_set_child(c, method, 0, type);
		type = method;
	}
	name = cxx_node(c, CXX_TYPED, name, type);
	if (enable != 0) {
		cxx_set_child(c, enable, 0, name);
		name = enable;
	}
	return needs != 0 ? cxx_node(c, CXX_CONSTRAINED, name, needs) : name;
}

cxx_id cxx_encoding(struct cxx *c, bool params, bool local)
{
	bool explicit_object = false;
	cxx_id id = 0;

	if (!cxx_enter(c)) {
		cxx_leave(c);
		return 0;
	}
	if (cxx_peek(c, 0) == 'G' || cxx_peek(c, 0) == 'T') {
		id = cxx_special(c);
	} else {
		id = cxx_simplify(c, cxx_name(c, &explicit_object));
		/* Without a type behind it it is a variable. */
		if (!params && !c->failed)
			id = without_params(c, id);
		else if (!c->failed && !cxx_done(c) && *c->at != 'E')
			id = with_params(c, id, local, explicit_object);
	}
	cxx_leave(c);
	return c->failed ? 0 : id;
}

/*
 * Template arguments behind a name. A conversion operator is read before the arguments that its type
 * may name.
 */
static cxx_id with_args(struct cxx *c, cxx_id name, cxx_id cast)
{
	/* clang sometimes writes a pack and an E where the arguments should be. */
	cxx_id made = cxx_peek(c, 0) == 'J' ? cxx_args_to_end(c, CXX_TEMPLATE, name)
					    : cxx_template_args(c, CXX_TEMPLATE, name);

	if (cast != 0 && !c->failed) {
		cxx_bind(c, cast, made);
		for (uint32_t i = 0; i < cxx_at(c, made)->count; i++)
			cxx_bind(c, cxx_item(c, made, i), 0);
	}
	return made;
}

/* A name that stands in no scope but std::, and its arguments. `known`: it was a substitution. */
static cxx_id unscoped(struct cxx *c, cxx_id name, bool cast, bool known)
{
	if (cxx_peek(c, 0) != 'I' || c->failed) {
		if (cast)
			cxx_bind(c, name, 0);
		return name;
	}
	if (!known)
		cxx_remember(c, name);
	return with_args(c, name, cast ? name : 0);
}

/* <local-name> ::= Z <encoding> E (s | [d [<number>] _] <name>) [<discriminator>] */
static cxx_id local_name(struct cxx *c, bool *explicit_object)
{
	cxx_id scope, name, id;
	int32_t number = -1;

	cxx_expect(c, 'Z');
	scope = cxx_encoding(c, true, true);
	cxx_expect(c, 'E');
	if (cxx_next(c, 's')) {
		name = cxx_text_node(c, CXX_NAME, STR("string literal"), 0);
		cxx_discriminator(c);
	} else {
		if (cxx_next(c, 'd'))
			number = cxx_index(c);
		name = cxx_name(c, explicit_object);
		cxx_discriminator(c);
		if (number >= 0)
			name = cxx_number_node(c, CXX_DEFAULT_ARG, number, name);
	}
	id = cxx_node(c, CXX_QUALIFIED, scope, name);
	cxx_at(c, id)->flag = 1;
	return id;
}

struct cxx_prefix {
	cxx_id name;   /* all that was read of it */
	cxx_id last;   /* its last part: what a constructor is called */
	cxx_id module; /* of what comes next */
	cxx_id cast;   /* a conversion operator that waits for template arguments */
};

/* The bare name of a class, for its constructors and destructors. */
static cxx_id class_name(const struct cxx *c, cxx_id id)
{
	for (;;) {
		enum cxx_kind kind = cxx_kind_of(c, id);

		if (kind == CXX_QUALIFIED)
			id = cxx_child(c, id, 1);
		else if (kind == CXX_TEMPLATE || kind == CXX_TAGGED)
			id = cxx_child(c, id, 0);
		else
			return id;
	}
}

/* C [I] <digit> [<type>], D <digit> */
static cxx_id structor(struct cxx *c, struct cxx_prefix *p)
{
	bool constructor = *c->at++ == 'C', inherits = constructor && cxx_next(c, 'I');
	cxx_id base = 0, id;

	if (p->last == 0 || cxx_done(c))
		return cxx_fail(c);
	c->at++;
	if (inherits)
		base = cxx_type(c, false);
	id = cxx_node(c, constructor ? CXX_CONSTRUCTOR : CXX_DESTRUCTOR, class_name(c, p->last),
		base);
	return cxx_tags(c, id);
}

static cxx_id find_cast(const struct cxx *c, cxx_id id)
{
	enum cxx_kind kind = cxx_kind_of(c, id);

	while (kind == CXX_TAGGED || kind == CXX_FRIEND || kind == CXX_MODULE_ENTITY) {
		id = cxx_child(c, id, kind == CXX_MODULE_ENTITY);
		kind = cxx_kind_of(c, id);
	}
	return id;
}

/* The next part of a nested name; 0 without failing: a module, which is none. */
static cxx_id prefix_part(struct cxx *c, struct cxx_prefix *p)
{
	char byte = cxx_peek(c, 0), second = cxx_peek(c, 1);
	bool cast = false;
	cxx_id id;

	if (ascii_is_digit(byte) || ascii_is_lower(byte) || byte == 'U' || byte == 'L' ||
		byte == 'F' || byte == 'W' || (byte == 'D' && second == 'C')) {
		id = cxx_unqualified(c, p->module, &cast);
		p->module = 0;
		if (cast)
			p->cast = find_cast(c, id);
		return id;
	}
	if (byte == 'D' && (second == 'T' || second == 't'))
		return cxx_type(c, false);
	if (byte == 'C' || byte == 'D')
		return structor(c, p);
	if (byte == 'T')
		return cxx_param(c);
	if (byte == 'S') {
		id = cxx_substitution(c, true);
		if (cxx_kind_of(c, id) != CXX_MODULE)
			return id;
		p->module = id;
		return 0;
	}
	if ((byte == 'I' || byte == 'J') && p->name != 0) {
		id = with_args(c, p->name, p->cast);
		p->name = 0;
		p->cast = 0;
		return id;
	}
	return cxx_fail(c);
}

/* Up to the E, which is left. */
static cxx_id prefix(struct cxx *c)
{
	struct cxx_prefix p = {0};

	while (!c->failed && cxx_peek(c, 0) != 'E') {
		char byte = cxx_peek(c, 0);
		cxx_id part;

		/* M: a variable whose initializer a lambda is in. It is a scope like others. */
		if (byte == 'M' && p.name != 0) {
			c->at++;
			continue;
		}
		part = prefix_part(c, &p);
		if (part == 0)
			continue;
		p.last = part;
		p.name = p.name == 0 ? part : cxx_node(c, CXX_QUALIFIED, p.name, part);
		if (byte != 'S' && cxx_peek(c, 0) != 'E')
			cxx_remember(c, p.name);
	}
	if (p.name == 0)
		return cxx_fail(c);
	if (p.cast != 0) {
		cxx_id to = cxx_child(c, p.cast, 0);

		cxx_bind(c, p.cast, cxx_kind_of(c, to) == CXX_TEMPLATE ? to : 0);
	}
	return p.name;
}

static cxx_id nested_name(struct cxx *c, bool *explicit_object)
{
	cxx_id qualifiers = 0, id;
	int32_t ref = 0;

	cxx_expect(c, 'N');
	if (cxx_next(c, 'H')) {
		*explicit_object = true;
	} else {
		qualifiers = cxx_qualifiers(c);
		ref = cxx_ref_qualifier(c);
	}
	id = prefix(c);
	if (qualifiers != 0 || ref != 0) {
		id = cxx_node(c, CXX_METHOD, id, qualifiers);
		cxx_at(c, id)->number = ref;
	}
	cxx_expect(c, 'E');
	return id;
}

static cxx_id any_name(struct cxx *c, bool *explicit_object)
{
	bool cast = false;
	cxx_id id, module = 0;

	switch (cxx_peek(c, 0)) {
	case 'N':
		return nested_name(c, explicit_object);
	case 'Z':
		return local_name(c, explicit_object);
	case 'U':
		id = cxx_unqualified(c, 0, &cast);
		if (cast)
			cxx_bind(c, id, 0);
		return id;
	case 'S':
		if (cxx_next_two(c, 'S', 't')) {
			id = cxx_unqualified(c, 0, &cast);
			id = cxx_node(c, CXX_QUALIFIED, cxx_text_node(c, CXX_NAME, STR("std"), 0),
				id);
			return unscoped(c, id, cast, false);
		}
		id = cxx_substitution(c, false);
		if (cxx_kind_of(c, id) != CXX_MODULE)
			return unscoped(c, id, false, true);
		module = id;
		break;
	default:
		break;
	}
	id = cxx_unqualified(c, module, &cast);
	return unscoped(c, id, cast, false);
}

cxx_id cxx_name(struct cxx *c, bool *explicit_object)
{
	cxx_id id = cxx_enter(c) ? any_name(c, explicit_object) : 0;

	cxx_leave(c);
	return c->failed ? 0 : id;
}

/* NOLINTEND(misc-no-recursion) */
