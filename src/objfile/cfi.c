/*
 * cfi.c: goes from a function to its caller, by rules of .eh_frame.
 *
 * libdw finds the rules of an address. That takes time, and stacks have few addresses; so the rules are compiled to a
 * row once, and rows that are equal, as those of most functions are, are one.
 */
#include "objfile/cfi.h"

#include <dwarf.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/index.h"
#include "base/map.h"
#include "base/mem.h"
#include "objfile/elf-internal.h"

enum { OPERANDS_MAX = 64 }; /* of an expression at a time */

/* Where the value of a register of the caller is. The CFA is the caller's stack pointer, as a rule. */
enum place_kind {
	PLACE_SAME,       /* in the same register */
	PLACE_UNKNOWN,    /* nowhere */
	PLACE_MEMORY,     /* in memory, at CFA + offset */
	PLACE_CFA,        /* it is CFA + offset */
	PLACE_REGISTER,   /* it is another register + offset */
	PLACE_EXPRESSION, /* the expression says its address */
	PLACE_VALUE,      /* the expression says its value */
};

struct place {
	uint32_t kind, reg;
	int64_t offset;
	const Dwarf_Op *ops; /* of libdw, which keeps them */
	size_t n;
};

/* What is known of an address. All bytes count: it is compared with memcmp. */
struct rule {
	struct place cfa, registers[CFI_REGISTERS];
	uint64_t result, signal; /* result: CFI_CALLER, or what else there is to say */
};

struct cfi {
	Dwarf_CFI *table;
	enum cfi_machine machine;
	struct map by_address; /* 1 + place in rules */
	VEC(struct rule) rules;
	struct index by_rule;
	uint64_t seed;
};

static const struct {
	uint16_t elf;
	enum cfi_machine machine;
} machines[] = {{EM_X86_64, CFI_X86_64}, {EM_AARCH64, CFI_AARCH64}};

struct cfi *cfi_open(struct binary *b)
{
	struct cfi *c;
	size_t i = 0;

	while (i < ARRAY_LEN(machines) && machines[i].elf != b->machine)
		i++;
	if (i == ARRAY_LEN(machines) || b->big_endian)
		return NULL;
	c = mem_zeroed(1, sizeof(*c));
	c->machine = machines[i].machine;
	c->seed = hash_seed();
	c->table = elfutils.dwarf_getcfi_elf(b->elf);
	if (c->table != NULL)
		return c;
	cfi_close(c);
	return NULL;
}

void cfi_close(struct cfi *c)
{
	if (c == NULL)
		return;
	if (c->table != NULL)
		elfutils.dwarf_cfi_end(c->table);
	map_release(&c->by_address);
	free(c->rules.p);
	index_release(&c->by_rule);
	free(c);
}

enum cfi_machine cfi_machine(const struct cfi *c)
{
	return c->machine;
}

size_t cfi_memory_used(const struct cfi *c)
{
	return c->by_address.n * 2 * sizeof(struct map_slot) + c->rules.n * sizeof(*c->rules.p);
}

/* Rules. */

/* A register + offset: DW_OP_breg0 and so on, and DW_OP_bregx. */
static bool is_register(const Dwarf_Op *op, struct place *p)
{
	if (op->atom >= DW_OP_breg0 && op->atom <= DW_OP_breg31) {
		p->reg = (uint32_t)(op->atom - DW_OP_breg0);
		p->offset = (int64_t)op->number;
		return true;
	}
	p->reg = (uint32_t)op->number;
	p->offset = (int64_t)op->number2;
	return op->atom == DW_OP_bregx && op->number < CFI_REGISTERS;
}

static struct place place_of_cfa(Dwarf_Frame *frame)
{
	struct place p = {.kind = PLACE_REGISTER};
	Dwarf_Op *ops;
	size_t n;

	if (elfutils.dwarf_frame_cfa(frame, &ops, &n) != 0 || n == 0)
		return (struct place){.kind = PLACE_UNKNOWN};
	if (n == 1 && is_register(ops, &p))
		return p;
	return (struct place){.kind = PLACE_VALUE, .ops = ops, .n = n};
}

/* CFA + offset, or what is there: DW_OP_call_frame_cfa, DW_OP_plus_uconst, DW_OP_stack_value. */
static bool is_simple(const Dwarf_Op *ops, size_t n, struct place *p)
{
	size_t at = 1;

	*p = (struct place){.kind = PLACE_MEMORY};
	if (ops[0].atom != DW_OP_call_frame_cfa)
		return false;
	if (at < n && ops[at].atom == DW_OP_plus_uconst)
		p->offset = (int64_t)ops[at++].number;
	if (at < n && ops[at].atom == DW_OP_stack_value) {
		p->kind = PLACE_CFA;
		at++;
	}
	return at == n;
}

static struct place place_of(Dwarf_Frame *frame, uint32_t reg)
{
	Dwarf_Op mem[3], *ops;
	struct place p;
	size_t n;

	if (elfutils.dwarf_frame_register(frame, (int)reg, mem, &ops, &n) != 0)
		return (struct place){.kind = PLACE_UNKNOWN};
	if (n == 0)
		return (struct place){.kind = ops == NULL ? PLACE_SAME : PLACE_UNKNOWN};
	if (is_simple(ops, n, &p))
		return p;
	if (n == 1 && ops[0].atom == DW_OP_regx && ops[0].number < CFI_REGISTERS)
		return (struct place){.kind = PLACE_REGISTER, .reg = (uint32_t)ops[0].number};
	if (n == 1 && ops[0].atom >= DW_OP_reg0 && ops[0].atom <= DW_OP_reg31)
		return (struct place){.kind = PLACE_REGISTER,
			.reg = (uint32_t)(ops[0].atom - DW_OP_reg0)};
	if (ops == mem) /* not kept, and nothing that is known */
		return (struct place){.kind = PLACE_UNKNOWN};
	p = (struct place){.kind = PLACE_EXPRESSION, .ops = ops, .n = n};
	if (ops[n - 1].atom == DW_OP_stack_value) {
		p.kind = PLACE_VALUE;
		p.n--;
	}
	return p;
}

/* Looks an address up. */
static void compile(struct cfi *c, uint64_t address, struct rule *r)
{
	const struct cfi_layout *layout = &cfi_layouts[c->machine];
	Dwarf_Frame *frame;
	bool signal = false;
	int link;

	memset(r, 0, sizeof(*r));
	r->result = CFI_NO_RULE;
	if (elfutils.dwarf_cfi_addrframe(c->table, address, &frame) != 0)
		return;
	link = elfutils.dwarf_frame_info(frame, NULL, NULL, &signal);
	r->signal = signal;
	r->cfa = place_of_cfa(frame);
	for (uint32_t i = 0; i < layout->n; i++)
		if (i != layout->pc || layout->pc == layout->link)
			r->registers[i] = place_of(frame, i);
	if (link == (int)layout->link)
		r->result = r->registers[link].kind == PLACE_UNKNOWN ? CFI_END : CFI_CALLER;
	free(frame);
}

/* The rule of an address. */
static const struct rule *rule_at(struct cfi *c, uint64_t address)
{
	uint32_t row = map_get(&c->by_address, address);
	struct rule made;
	uint64_t hash;
	size_t at = 0;

	if (row != 0)
		return &c->rules.p[row - 1];
	compile(c, address, &made);
	hash = hash_bytes(c->seed, (struct str){(const char *)&made, sizeof(made)});
	while ((row = index_next(&c->by_rule, hash, &at)) != 0)
		if (memcmp(&c->rules.p[row - 1], &made, sizeof(made)) == 0)
			break;
	if (row == 0) {
		*vec_add(&c->rules) = made;
		row = (uint32_t)c->rules.n;
		index_add(&c->by_rule, hash, row);
	}
	map_put(&c->by_address, address, row);
	return &c->rules.p[row - 1];
}

/* Steps. */

/* What an expression is calculated from. */
struct calculation {
	const struct cfi_frame *frame;
	const struct cfi_memory *memory;
	uint64_t cfa, base;
	uint64_t stack[OPERANDS_MAX];
	size_t n;
};

static bool push(struct calculation *x, uint64_t value)
{
	if (x->n == OPERANDS_MAX)
		return false;
	x->stack[x->n++] = value;
	return true;
}

static bool push_register(struct calculation *x, uint64_t reg, uint64_t offset)
{
	return reg < CFI_REGISTERS && cfi_knows(x->frame, (uint32_t)reg) &&
		push(x, x->frame->registers[reg] + offset);
}

/* Operations of two operands. */
static bool combine(struct calculation *x, uint8_t atom)
{
	uint64_t a, b;

	if (x->n < 2)
		return false;
	b = x->stack[--x->n];
	a = x->stack[--x->n];
	switch (atom) {
	case DW_OP_and:
		return push(x, a & b);
	case DW_OP_or:
		return push(x, a | b);
	case DW_OP_xor:
		return push(x, a ^ b);
	case DW_OP_plus:
		return push(x, a + b);
	case DW_OP_minus:
		return push(x, a - b);
	case DW_OP_mul:
		return push(x, a * b);
	case DW_OP_shl:
		return push(x, b < 64 ? a << b : 0);
	case DW_OP_shr:
		return push(x, b < 64 ? a >> b : 0);
	case DW_OP_eq:
		return push(x, a == b);
	case DW_OP_ne:
		return push(x, a != b);
	case DW_OP_lt:
		return push(x, (int64_t)a < (int64_t)b);
	case DW_OP_le:
		return push(x, (int64_t)a <= (int64_t)b);
	case DW_OP_gt:
		return push(x, (int64_t)a > (int64_t)b);
	case DW_OP_ge:
		return push(x, (int64_t)a >= (int64_t)b);
	default:
		return false;
	}
}

/* Operations that put a number on the stack, or change the last one. */
static bool operate(struct calculation *x, const Dwarf_Op *op)
{
	if (op->atom >= DW_OP_lit0 && op->atom <= DW_OP_lit31)
		return push(x, (uint64_t)(op->atom - DW_OP_lit0));
	if (op->atom >= DW_OP_breg0 && op->atom <= DW_OP_breg31)
		return push_register(x, (uint64_t)(op->atom - DW_OP_breg0), op->number);
	switch (op->atom) {
	case DW_OP_nop:
		return true;
	case DW_OP_addr:
		return push(x, op->number + x->base);
	case DW_OP_const1u:
	case DW_OP_const1s:
	case DW_OP_const2u:
	case DW_OP_const2s:
	case DW_OP_const4u:
	case DW_OP_const4s:
	case DW_OP_const8u:
	case DW_OP_const8s:
	case DW_OP_constu:
	case DW_OP_consts:
		return push(x, op->number);
	case DW_OP_bregx:
		return push_register(x, op->number, op->number2);
	case DW_OP_call_frame_cfa:
		return push(x, x->cfa);
	case DW_OP_dup:
		return x->n != 0 && push(x, x->stack[x->n - 1]);
	case DW_OP_drop:
		return x->n != 0 && x->n-- != 0;
	case DW_OP_deref:
		return x->n != 0 &&
			x->memory->read(x->memory->context, x->stack[x->n - 1],
				&x->stack[x->n - 1]);
	case DW_OP_plus_uconst:
		if (x->n != 0)
			x->stack[x->n - 1] += op->number;
		return x->n != 0;
	default:
		return combine(x, op->atom);
	}
}

static bool calculate(struct calculation *x, const struct place *p, uint64_t *value)
{
	x->n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (!operate(x, &p->ops[i]))
			return false;
	if (x->n == 0)
		return false;
	*value = x->stack[x->n - 1];
	return true;
}

/* The value of register `reg` of the caller. False when it is not known. */
static bool find_value(struct calculation *x, const struct place *p, uint32_t reg, uint64_t *value)
{
	const struct cfi_memory *m = x->memory;

	switch ((enum place_kind)p->kind) {
	case PLACE_SAME:
		*value = x->frame->registers[reg];
		return cfi_knows(x->frame, reg);
	case PLACE_MEMORY:
		return m->read(m->context, x->cfa + (uint64_t)p->offset, value);
	case PLACE_CFA:
		*value = x->cfa + (uint64_t)p->offset;
		return true;
	case PLACE_REGISTER:
		*value = x->frame->registers[p->reg] + (uint64_t)p->offset;
		return cfi_knows(x->frame, p->reg);
	case PLACE_EXPRESSION:
		return calculate(x, p, value) && m->read(m->context, *value, value);
	case PLACE_VALUE:
		return calculate(x, p, value);
	case PLACE_UNKNOWN:
		break;
	}
	return false;
}

enum cfi_result cfi_step(struct cfi *c, uint64_t address, uint64_t base, const struct cfi_memory *m,
	struct cfi_frame *f, bool *signal)
{
	const struct cfi_layout *layout = &cfi_layouts[c->machine];
	const struct rule *r = rule_at(c, address);
	struct calculation x = {.frame = f, .memory = m, .base = base};
	struct cfi_frame caller = {0};
	uint64_t value;

	*signal = r->signal != 0;
	if (r->result != CFI_CALLER)
		return (enum cfi_result)r->result;
	if (!find_value(&x, &r->cfa, layout->sp, &x.cfa))
		return CFI_NO_MEMORY;
	cfi_set(&caller, layout->sp, x.cfa);
	for (uint32_t i = 0; i < layout->n; i++)
		if (r->registers[i].kind != PLACE_UNKNOWN &&
			(i != layout->sp || r->registers[i].kind != PLACE_SAME) &&
			find_value(&x, &r->registers[i], i, &value))
			cfi_set(&caller, i, value);
	if (!cfi_knows(&caller, layout->link))
		return CFI_NO_MEMORY;
	cfi_set(&caller, layout->pc, caller.registers[layout->link] & layout->address);
	*f = caller;
	return CFI_CALLER;
}
