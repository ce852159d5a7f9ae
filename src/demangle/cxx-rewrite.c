/*
 * cxx-rewrite.c: walks over the nodes of a mangled C++ name, and replaces some.
 *
 * In: nodes as parsed. Out: new nodes where something below them was replaced; all others are shared. A walk
 * visits a node once, however often it is shared, so its time is linear in the number of nodes.
 */
#include "demangle/cxx.h"

/* NOLINTBEGIN(misc-no-recursion): cxx_enter bounds the depth. */

struct rewrite {
	/* False: it and what is below stay as they are. */
	bool (*enter)(struct cxx *c, struct rewrite *w, cxx_id id);
	/* What is to replace it, when what is below was; 0: nothing. */
	cxx_id (*leave)(struct cxx *c, struct rewrite *w, cxx_id id);
	uint32_t walk;
	cxx_id from, to; /* expand: the pack and its element */
	cxx_id whole;    /* retarget: where it began */
	size_t levels;   /* retarget: where on `pending` what is remembered of lambdas begins */
};

/* True the first time that this walk meets the node. */
static bool walk_first(struct cxx *c, uint32_t walk, cxx_id id)
{
	bool first = c->nodes[id].seen != walk;

	c->nodes[id].seen = walk;
	return first;
}

static cxx_id rewrite(struct cxx *c, struct rewrite *w, cxx_id id);

/* The node with its children and list replaced; 0 when none of them was. */
static cxx_id rewrite_below(struct cxx *c, struct rewrite *w, cxx_id id)
{
	struct cxx_node node = c->nodes[id];
	size_t mark = c->pending.n;
	bool changed = false;
	cxx_id made;

	for (int i = 0; i < 4; i++) {
		made = node.child[i] == 0 ? 0 : rewrite(c, w, node.child[i]);
		changed |= made != 0;
		node.child[i] = made != 0 ? made : node.child[i];
	}
	for (uint32_t i = 0; i < node.count && !c->failed; i++) {
		made = rewrite(c, w, c->items.p[node.list + i]);
		changed |= made != 0;
		cxx_pend(c, made != 0 ? made : c->items.p[node.list + i]);
	}
	made = 0;
	if (changed && !c->failed)
		made = cxx_node(c, (enum cxx_kind)node.kind, 0, 0);
	if (made == 0) {
		c->pending.n = mark;
		return 0;
	}
	node.open = node.kind == CXX_PARAM || node.kind == CXX_AUTO;
	node.printing = 0;
	node.seen = 0;
	c->nodes[made] = node;
	for (int i = 0; i < 4; i++)
		cxx_set_child(c, made, i, node.child[i]);
	cxx_set_list(c, made, mark);
	return made;
}

/* What is to replace the node; 0: nothing, it stays. */
static cxx_id rewrite(struct cxx *c, struct rewrite *w, cxx_id id)
{
	cxx_id made = 0, instead;

	if (cxx_enter(c) && w->enter(c, w, id)) {
		made = rewrite_below(c, w, id);
		instead = c->failed ? 0 : w->leave(c, w, made != 0 ? made : id);
		made = instead != 0 ? instead : made;
	}
	cxx_leave(c);
	return made;
}

static bool enter_once(struct cxx *c, struct rewrite *w, cxx_id id)
{
	return walk_first(c, w->walk, id);
}

/* Not into another expansion, which has a pack of its own. */
static bool enter_pattern(struct cxx *c, struct rewrite *w, cxx_id id)
{
	return cxx_kind_of(c, id) != CXX_EXPANSION && (id == w->from || walk_first(c, w->walk, id));
}

static cxx_id leave_pattern(struct cxx *c, struct rewrite *w, cxx_id id)
{
	(void)c;
	return id == w->from ? w->to : 0;
}

/* An expansion whose pack is known: its pattern once for each element. */
static cxx_id expand(struct cxx *c, cxx_id id)
{
	cxx_id pack = cxx_at(c, id)->ref, pattern = cxx_child(c, id, 0);
	size_t mark = c->pending.n;

	for (uint32_t i = 0; i < cxx_at(c, pack)->count && !c->failed; i++) {
		struct rewrite w = {.enter = enter_pattern,
			.leave = leave_pattern,
			.walk = ++c->walk,
			.from = pack,
			.to = cxx_item(c, pack, i)};
		cxx_id made = rewrite(c, &w, pattern);

		cxx_pend(c, cxx_simplify(c, made != 0 ? made : pattern));
	}
	return cxx_list_node(c, CXX_EXPRESSIONS, 0, mark);
}

static cxx_id method(struct cxx *c, cxx_id of, cxx_id qualifiers, int32_t ref)
{
	cxx_id id = cxx_node(c, CXX_METHOD, of, qualifiers);

	cxx_at(c, id)->number = ref;
	return id;
}

/* What is qualified twice, or is a function's type, which takes them as a method does. */
static cxx_id simplify_qualified(struct cxx *c, cxx_id id)
{
	cxx_id base = cxx_child(c, id, 0), both;
	enum cxx_kind kind = cxx_kind_of(c, id), below = cxx_kind_of(c, base);
	int32_t ref = cxx_at(c, id)->number, inner_ref = cxx_at(c, base)->number;

	if (kind == CXX_TYPE_QUALIFIED && below == CXX_FUNCTION)
		return method(c, base, cxx_child(c, id, 1), 0);
	if (below != CXX_METHOD && below != CXX_TYPE_QUALIFIED)
		return 0;
	both = cxx_merge_qualifiers(c, cxx_child(c, id, 1), cxx_child(c, base, 1));
	base = cxx_child(c, base, 0);
	if (kind == CXX_TYPE_QUALIFIED)
		return below == CXX_METHOD ? method(c, base, both, inner_ref)
					   : cxx_node(c, CXX_TYPE_QUALIFIED, base, both);
	if (below == CXX_METHOD && (ref == 0 || inner_ref == 1))
		ref = inner_ref != 0 ? inner_ref : ref;
	return method(c, base, both, ref);
}

static cxx_id leave_simplify(struct cxx *c, struct rewrite *w, cxx_id id)
{
	struct cxx_node *node = cxx_at(c, id);
	cxx_id of = node->child[0];
	enum cxx_kind below = cxx_kind_of(c, of);

	(void)w;
	switch (node->kind) {
	case CXX_PARAM:
		if (node->ref != 0 && (uint32_t)node->number < cxx_at(c, node->ref)->count)
			return cxx_item(c, node->ref, (uint32_t)node->number);
		return 0;
	case CXX_METHOD:
	case CXX_TYPE_QUALIFIED:
		return simplify_qualified(c, id);
	case CXX_REFERENCE:
		if (below == CXX_RVALUE)
			return cxx_node(c, CXX_REFERENCE, cxx_child(c, of, 0), 0);
		return below == CXX_REFERENCE ? of : 0;
	case CXX_RVALUE:
		return below == CXX_REFERENCE || below == CXX_RVALUE ? of : 0;
	case CXX_ARRAY:
		/* The qualifiers of an array's elements are the array's. */
		of = node->child[1];
		if (cxx_kind_of(c, of) != CXX_TYPE_QUALIFIED)
			return 0;
		return cxx_node(c, CXX_TYPE_QUALIFIED,
			cxx_node(c, CXX_ARRAY, node->child[0], cxx_child(c, of, 0)),
			cxx_child(c, of, 1));
	case CXX_EXPANSION:
		return node->ref != 0 ? expand(c, id) : 0;
	default:
		return 0;
	}
}

cxx_id cxx_simplify(struct cxx *c, cxx_id id)
{
	struct rewrite w = {.enter = enter_once, .leave = leave_simplify, .walk = ++c->walk};
	cxx_id made = id == 0 ? 0 : rewrite(c, &w, id);

	return made != 0 ? made : id;
}

/*
 * A substitution that holds template parameters means those of the templates it is used in, not of
 * those it was first read in. Functions in it bring a template, and lambdas parameters, of their own.
 */
static bool enter_retarget(struct cxx *c, struct rewrite *w, cxx_id id)
{
	enum cxx_kind kind = cxx_kind_of(c, id);

	if (!cxx_at(c, id)->open)
		return false;
	if (kind == CXX_PARAM || kind == CXX_AUTO)
		return true;
	if (kind == CXX_TYPED) {
		cxx_id name = cxx_child(c, id, 0);

		if (cxx_kind_of(c, name) == CXX_TEMPLATE) {
			cxx_pend(c, c->lambda_level);
			*vec_add(&c->templates) = name;
			c->lambda_level = 0;
		}
		return true;
	}
	if (kind == CXX_CLOSURE) {
		cxx_pend(c, c->lambda_level);
		c->lambda_level = (uint32_t)c->templates.n + 1;
		return true;
	}
	return walk_first(c, w->walk, id);
}

static cxx_id retarget_param(struct cxx *c, struct rewrite *w, cxx_id id)
{
	int32_t index = cxx_at(c, id)->number;
	cxx_id of, made;

	if (c->constraint) {
		made = cxx_text_node(c, CXX_PARAM_NAME, STR("T"), 0);
		cxx_at(c, made)->number = index + 1;
		cxx_at(c, made)->flag = 1;
		return made;
	}
	if (c->lambda_level > 0)
		return cxx_kind_of(c, id) == CXX_AUTO ? 0 : cxx_number_node(c, CXX_AUTO, index, 0);
	if (c->templates.n > 0)
		of = c->templates.p[c->templates.n - 1];
	else if (cxx_kind_of(c, w->whole) == CXX_TEMPLATE)
		of = w->whole; /* clang begins some names so */
	else
		return cxx_fail(c);
	if (of != 0 && (uint32_t)index >= cxx_at(c, of)->count)
		return cxx_fail(c);
	made = cxx_number_node(c, CXX_PARAM, index, 0);
	cxx_at(c, made)->ref = of;
	return made;
}

static cxx_id leave_retarget(struct cxx *c, struct rewrite *w, cxx_id id)
{
	enum cxx_kind kind = cxx_kind_of(c, id);

	if (kind == CXX_PARAM || kind == CXX_AUTO)
		return retarget_param(c, w, id);
	if (kind == CXX_TYPED && cxx_kind_of(c, cxx_child(c, id, 0)) == CXX_TEMPLATE)
		c->templates.n--;
	else if (kind != CXX_CLOSURE)
		return 0;
	c->lambda_level = c->pending.p[--c->pending.n];
	return 0;
}

cxx_id cxx_retarget(struct cxx *c, cxx_id id)
{
	struct rewrite w = {.enter = enter_retarget,
		.leave = leave_retarget,
		.walk = ++c->walk,
		.whole = id};
	cxx_id made = rewrite(c, &w, id);

	return made != 0 ? made : id;
}

/* How many children a walk goes into: qualifiers are none of a walk's business. */
static int children(enum cxx_kind kind)
{
	return kind == CXX_METHOD || kind == CXX_TYPE_QUALIFIED ? 1 : 4;
}

static void bind_param(struct cxx *c, cxx_id id, cxx_id template_id)
{
	struct cxx_node *node = cxx_at(c, id);

	if (node->ref != 0) {
		if (template_id != 0)
			cxx_fail(c);
	} else if (template_id == 0 || (uint32_t)node->number >= cxx_at(c, template_id)->count) {
		cxx_fail(c);
	} else {
		node->ref = template_id;
	}
}

static void bind(struct cxx *c, uint32_t walk, cxx_id id, cxx_id template_id)
{
	enum cxx_kind kind = cxx_kind_of(c, id);

	/* A lambda's parameters are its own. */
	if (!cxx_at(c, id)->open || kind == CXX_CLOSURE || c->failed)
		return;
	if (kind == CXX_PARAM) {
		bind_param(c, id, template_id);
		return;
	}
	if (walk_first(c, walk, id) && cxx_step(c, cxx_at(c, id)->count) && cxx_enter(c)) {
		for (int i = 0; i < children(kind); i++)
			bind(c, walk, cxx_child(c, id, i), template_id);
		for (uint32_t i = 0; i < cxx_at(c, id)->count; i++)
			bind(c, walk, cxx_item(c, id, i), template_id);
		cxx_leave(c);
	}
}

void cxx_bind(struct cxx *c, cxx_id id, cxx_id template_id)
{
	bind(c, ++c->walk, id, template_id);
}

static cxx_id find_pack(struct cxx *c, uint32_t walk, cxx_id id)
{
	struct cxx_node *node = cxx_at(c, id);
	enum cxx_kind kind = cxx_kind_of(c, id);
	cxx_id found = 0;

	if (!node->open || kind == CXX_EXPANSION || kind == CXX_CLOSURE || kind == CXX_TAGGED ||
		kind == CXX_FIXED || kind == CXX_DEFAULT_ARG || c->failed)
		return 0;
	if (kind == CXX_PARAM) {
		if (node->ref == 0 || (uint32_t)node->number >= cxx_at(c, node->ref)->count)
			return 0;
		found = cxx_item(c, node->ref, (uint32_t)node->number);
		return cxx_kind_of(c, found) == CXX_PACK ? found : 0;
	}
	if (walk_first(c, walk, id) && cxx_step(c, cxx_at(c, id)->count) && cxx_enter(c)) {
		for (int i = 0; i < children(kind) && found == 0; i++)
			found = find_pack(c, walk, cxx_child(c, id, i));
		for (uint32_t i = 0; i < cxx_at(c, id)->count && found == 0; i++)
			found = find_pack(c, walk, cxx_item(c, id, i));
		cxx_leave(c);
	}
	return found;
}

cxx_id cxx_find_pack(struct cxx *c, cxx_id id)
{
	return find_pack(c, ++c->walk, id);
}

/* Is a qualifier of this name, without anything in parentheses, among those since mark? */
static bool pending_has(const struct cxx *c, size_t mark, struct str text)
{
	for (size_t i = mark; i < c->pending.n; i++) {
		const struct cxx_node *node = cxx_at(c, c->pending.p[i]);

		if (node->count == 0 && str_eq(node->text, text))
			return true;
	}
	return false;
}

cxx_id cxx_merge_qualifiers(struct cxx *c, cxx_id a, cxx_id b)
{
	size_t mark = c->pending.n;

	if (a == 0 || b == 0)
		return a != 0 ? a : b;
	for (uint32_t i = 0; i < cxx_at(c, a)->count; i++)
		cxx_pend(c, cxx_item(c, a, i));
	for (uint32_t i = 0; i < cxx_at(c, b)->count; i++) {
		const struct cxx_node *node = cxx_at(c, cxx_item(c, b, i));

		if (cxx_step(c, c->pending.n - mark) &&
			(node->count > 0 || !pending_has(c, mark, node->text)))
			cxx_pend(c, cxx_item(c, b, i));
	}
	return cxx_list_node(c, CXX_QUALIFIERS, 0, mark);
}

/* NOLINTEND(misc-no-recursion) */
