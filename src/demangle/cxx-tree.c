/*
 * cxx-tree.c: makes, reads and replaces the nodes of a mangled C++ name.
 *
 * In: the nodes that cxx-name.c, cxx-type.c and cxx-expr.c parse. Out: the same nodes changed in place, or
 * new ones. struct cxx (cxx.h) owns all of them.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "demangle/cxx.h"

/*
 * Of 400,000 names of real programs none took more than 14 steps, 3 nodes and 35 bytes of text for
 * each of its bytes. What needs several times as much is built to do so.
 */
enum { STEPS = 2000, STEPS_PER_BYTE = 50, NODES = 1000, NODES_PER_BYTE = 16, DEPTH_MAX = 1000 };

void cxx_init(struct cxx *c, struct str mangled)
{
	*c = (struct cxx){.at = mangled.p, .end = mangled.p + mangled.n};
	c->steps = STEPS + mangled.n * STEPS_PER_BYTE;
	c->most_nodes = NODES + mangled.n * NODES_PER_BYTE;
	c->most_text = DEMANGLE_TEXT_MAX(mangled.n);
	c->nodes = mem_grow(NULL, &c->cap, 64, sizeof(*c->nodes));
	c->nodes[0] = (struct cxx_node){.kind = CXX_NONE};
	c->n = 1;
}

void cxx_release(struct cxx *c)
{
	free(c->nodes);
	free(c->items.p);
	free(c->pending.p);
	free(c->subs.p);
	free(c->templates.p);
}

cxx_id cxx_fail(struct cxx *c)
{
	c->failed = true;
	c->at = c->end;
	return 0;
}

bool cxx_step(struct cxx *c, size_t n)
{
	if (c->steps < n) {
		c->steps = 0;
		cxx_fail(c);
		return false;
	}
	c->steps -= n;
	return true;
}

bool cxx_enter(struct cxx *c)
{
	c->depth++;
	if (c->failed || c->depth > DEPTH_MAX || !cxx_step(c, 1)) {
		cxx_fail(c);
		return false;
	}
	return true;
}

void cxx_leave(struct cxx *c)
{
	c->depth--;
}

cxx_id cxx_node(struct cxx *c, enum cxx_kind kind, cxx_id a, cxx_id b)
{
	struct cxx_node *node;

	if (c->n >= c->most_nodes || !cxx_step(c, 1))
		return cxx_fail(c);
	if (c->n == c->cap)
		c->nodes = mem_grow(c->nodes, &c->cap, c->n + 1, sizeof(*c->nodes));
	node = &c->nodes[c->n];
	*node = (struct cxx_node){.kind = (uint8_t)kind, .child = {a, b}};
	node->open = kind == CXX_PARAM || kind == CXX_AUTO || c->nodes[a].open || c->nodes[b].open;
	return (cxx_id)c->n++;
}

cxx_id cxx_text_node(struct cxx *c, enum cxx_kind kind, struct str text, cxx_id a)
{
	cxx_id id = cxx_node(c, kind, a, 0);

	if (id != 0)
		c->nodes[id].text = text;
	return id;
}

cxx_id cxx_number_node(struct cxx *c, enum cxx_kind kind, int32_t number, cxx_id a)
{
	cxx_id id = cxx_node(c, kind, a, 0);

	if (id != 0)
		c->nodes[id].number = number;
	return id;
}

void cxx_pend(struct cxx *c, cxx_id id)
{
	*vec_add(&c->pending) = id;
}

void cxx_set_child(struct cxx *c, cxx_id id, int which, cxx_id child)
{
	if (id == 0)
		return;
	c->nodes[id].child[which] = child;
	c->nodes[id].open |= c->nodes[child].open;
}

void cxx_set_list(struct cxx *c, cxx_id id, size_t mark)
{
	struct cxx_node *node = &c->nodes[id];
	size_t count = c->pending.n - mark;

	if (id != 0 && cxx_step(c, count)) {
		node->list = (uint32_t)c->items.n;
		node->count = (uint32_t)count;
		for (size_t i = mark; i < c->pending.n; i++) {
			node->open |= c->nodes[c->pending.p[i]].open;
			*vec_add(&c->items) = c->pending.p[i];
		}
	}
	c->pending.n = mark;
}

cxx_id cxx_list_node(struct cxx *c, enum cxx_kind kind, cxx_id a, size_t mark)
{
	cxx_id id = cxx_node(c, kind, a, 0);

	cxx_set_list(c, id, mark);
	return id;
}

void cxx_remember(struct cxx *c, cxx_id id)
{
	*vec_add(&c->subs) = id;
}

bool cxx_next(struct cxx *c, char byte)
{
	if (cxx_done(c) || *c->at != byte)
		return false;
	c->at++;
	return true;
}

bool cxx_next_two(struct cxx *c, char one, char two)
{
	if (c->end - c->at < 2 || c->at[0] != one || c->at[1] != two)
		return false;
	c->at += 2;
	return true;
}

void cxx_expect(struct cxx *c, char byte)
{
	if (!cxx_next(c, byte))
		cxx_fail(c);
}

int32_t cxx_number(struct cxx *c)
{
	bool negative = cxx_next(c, 'n');
	int32_t value = 0;

	if (!ascii_is_digit(cxx_peek(c, 0)))
		cxx_fail(c);
	while (ascii_is_digit(cxx_peek(c, 0))) {
		if (value >= INT32_MAX / 10 - 10) {
			cxx_fail(c);
			return 0;
		}
		value = value * 10 + (*c->at++ - '0');
	}
	return negative ? -value : value;
}

int32_t cxx_index(struct cxx *c)
{
	int32_t value;

	if (cxx_next(c, '_'))
		return 0;
	if (cxx_peek(c, 0) == 'n')
		cxx_fail(c);
	value = cxx_number(c);
	cxx_expect(c, '_');
	return value + 1;
}

uint32_t cxx_sequence(struct cxx *c, bool end_will_do)
{
	uint32_t value = 0;

	if (cxx_next(c, '_'))
		return 0;
	while (!cxx_done(c)) {
		char byte = *c->at;

		if (value >= INT32_MAX / 36 - 36 ||
			!(byte == '_' || ascii_is_digit(byte) || ascii_is_upper(byte))) {
			cxx_fail(c);
			return 0;
		}
		c->at++;
		if (byte == '_')
			return value + 1;
		value = value * 36 +
			(uint32_t)(ascii_is_digit(byte) ? byte - '0' : byte - 'A' + 10);
	}
	if (!end_will_do)
		cxx_fail(c);
	return value + 1;
}
