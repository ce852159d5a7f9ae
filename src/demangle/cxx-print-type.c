/*
 * cxx-print-type.c: prints the types of C++, which are written inside out.
 *
 * In: nodes (cxx.h), and the parts around them that wait in `inner` (cxx-print.h). Out: text. Note: printing
 * the type below may print a waiting part; that part is no longer in `inner` then, and must not be printed
 * again.
 */
#include "demangle/cxx-print.h"

static bool waiting(const struct printer *p)
{
	return p->inner.n > p->base && !p->c->failed;
}

static void push(struct printer *p, cxx_id id)
{
	*vec_add(&p->inner) = id;
}

/* Writes what waits, the innermost first. With `saved` the qualifiers of methods wait there instead. */
static void print_waiting(struct printer *p, bool save)
{
	while (waiting(p)) {
		cxx_id id = p->inner.p[--p->inner.n];

		if (save && cxx_kind_of(p->c, id) == CXX_METHOD)
			*vec_add(&p->saved) = id;
		else
			cxx_print_inner(p, id);
	}
}

/* A function's or a variable's name goes where its type has a place for it. */
void cxx_print_typed(struct printer *p, cxx_id id)
{
	size_t base = p->base, n = p->inner.n;

	p->base = n;
	push(p, id);
	cxx_print_node(p, cxx_child(p->c, id, 1));
	if (waiting(p)) {
		cxx_print_lit(p, " ");
		cxx_print_node(p, cxx_child(p->c, id, 0));
	}
	p->inner.n = n;
	p->base = base;
}

/* A pointer, a qualified type and the like: what it is around has it written where it goes. */
void cxx_print_around(struct printer *p, cxx_id id)
{
	enum cxx_kind kind = cxx_kind_of(p->c, id);
	bool second = kind == CXX_VENDOR || kind == CXX_MEMBER_POINTER || kind == CXX_VECTOR;

	push(p, id);
	cxx_print_node(p, cxx_child(p->c, id, second));
	if (waiting(p)) {
		id = second ? p->inner.p[p->inner.n - 1] : id;
		if (second)
			p->inner.n--;
		cxx_print_inner(p, id);
		if (!second && waiting(p))
			p->inner.n--;
	}
}

void cxx_print_method_inner(struct printer *p, cxx_id id)
{
	static const char *const refs[] = {"", " &", " &&"};

	if (cxx_child(p->c, id, 1) != 0) {
		cxx_print_lit(p, " ");
		cxx_print_node(p, cxx_child(p->c, id, 1));
	}
	cxx_print_lit(p, refs[cxx_at(p->c, id)->number]);
}

void cxx_print_member_pointer_inner(struct printer *p, cxx_id id)
{
	if (cxx_print_last(p) != '(')
		cxx_print_lit(p, " ");
	cxx_print_node(p, cxx_child(p->c, id, 0));
	cxx_print_lit(p, "::*");
}

/*
 * The dimension, behind what waits: in parentheses, but for the dimensions of an array that this one
 * is an element of.
 */
void cxx_print_array_inner(struct printer *p, cxx_id id)
{
	const char *space = " ";

	while (waiting(p)) {
		cxx_id last = p->inner.p[p->inner.n - 1];
		bool qualified = cxx_kind_of(p->c, last) == CXX_TYPE_QUALIFIED;
		cxx_id type = qualified ? cxx_child(p->c, last, 0) : last;

		if (cxx_kind_of(p->c, type) == CXX_ARRAY) {
			if (!qualified)
				space = "";
			p->inner.n--;
			cxx_print_inner(p, last);
		} else {
			cxx_print_lit(p, " (");
			print_waiting(p, false);
			cxx_print_lit(p, ")");
		}
	}
	cxx_print_lit(p, space);
	cxx_print_lit(p, "[");
	cxx_print_node(p, cxx_child(p->c, id, 0));
	cxx_print_lit(p, "]");
}

void cxx_print_array(struct printer *p, cxx_id id)
{
	push(p, id);
	cxx_print_node(p, cxx_child(p->c, id, 1));
	if (waiting(p)) {
		p->inner.n--;
		cxx_print_array_inner(p, id);
	}
}

/* Does what waits need parentheses in front of the parameters, and a space in front of those? */
static bool needs_parentheses(struct printer *p, bool *space)
{
	*space = false;
	for (size_t i = p->inner.n; i > p->base && cxx_step(p->c, 1); i--) {
		switch (cxx_at(p->c, p->inner.p[i - 1])->kind) {
		case CXX_POINTER:
		case CXX_REFERENCE:
		case CXX_RVALUE:
			return true;
		case CXX_TYPE_QUALIFIED:
		case CXX_COMPLEX:
		case CXX_IMAGINARY:
		case CXX_MEMBER_POINTER:
			*space = true;
			return true;
		default:
			break;
		}
	}
	return false;
}

void cxx_print_function_inner(struct printer *p, cxx_id id)
{
	bool space, parentheses = needs_parentheses(p, &space);
	size_t saved = p->saved.n;
	char last = cxx_print_last(p);

	if (parentheses) {
		space |= last != '(' && last != '*';
		cxx_print_lit(p, space && last != ' ' ? " (" : "(");
	}
	print_waiting(p, true);
	cxx_print_lit(p, parentheses ? ")(" : "(");
	if (cxx_at(p->c, id)->flag == 0 || p->show->enclosing_params)
		cxx_print_list(p, id, true);
	cxx_print_lit(p, ")");
	for (size_t i = saved; i < p->saved.n; i++)
		push(p, p->saved.p[i]);
	p->saved.n = saved;
	print_waiting(p, false);
}

void cxx_print_function(struct printer *p, cxx_id id)
{
	/* The function that a local name is in is shown without what it returns. */
	if (cxx_child(p->c, id, 0) != 0 && cxx_at(p->c, id)->flag == 0) {
		push(p, id);
		cxx_print_node(p, cxx_child(p->c, id, 0));
		if (!waiting(p))
			return;
		p->inner.n--;
		cxx_print_lit(p, " ");
	}
	cxx_print_function_inner(p, id);
}

/* A value, or what a concept allows, as parameter of a template. */
void cxx_print_value_param(struct printer *p, cxx_id id)
{
	push(p, id);
	cxx_print_node(p, cxx_child(p->c, id, 1));
	if (waiting(p)) {
		cxx_print_lit(p, " ");
		cxx_print_node(p, cxx_child(p->c, id, 0));
		if (waiting(p))
			p->inner.n--;
	}
}

void cxx_print_type_param(struct printer *p, cxx_id id)
{
	cxx_print_lit(p, "typename ");
	print_waiting(p, false);
	cxx_print_node(p, cxx_child(p->c, id, 0));
}

void cxx_print_param_pack(struct printer *p, cxx_id id)
{
	size_t base = p->base, n = p->inner.n;
	cxx_id param = cxx_child(p->c, id, 0);

	p->base = n;
	push(p, id);
	cxx_print_node(p,
		cxx_kind_of(p->c, param) == CXX_VALUE_PARAM ? cxx_child(p->c, param, 1) : param);
	if (waiting(p))
		cxx_print_lit(p, "...");
	p->inner.n = n;
	p->base = base;
}

void cxx_print_param_pack_inner(struct printer *p, cxx_id id)
{
	cxx_id param = cxx_child(p->c, id, 0);

	cxx_print_lit(p, "...");
	if (cxx_kind_of(p->c, param) == CXX_VALUE_PARAM)
		cxx_print_node(p, cxx_child(p->c, param, 0));
}
