/*
 * dwarf-lines.c: finds the source lines of the addresses of a unit.
 *
 * A line table is a program. Running it gives rows, which say: from this address on, the code is of that
 * line. Rows of one sequence ascend; sequences stand in any order. Like addr2line and llvm-symbolizer, we
 * give an address to the last row of a sequence that is not behind it.
 */
#include <dwarf.h>

#include "objfile/debugfile.h"
#include "objfile/dwarf-internal.h"

struct line_row {
	uint64_t address, file, line, column;
};

/* The state of the program. */
struct machine {
	struct dwarf_unit_work *u;
	const struct linetable *table;
	struct cursor at;
	struct line_row row;
	uint64_t operation;   /* in an instruction of several */
	struct line_row last; /* the row before, when has_last */
	bool has_last, dropped;
	size_t next; /* the first of the unit's addresses that may be in the sequence's rest */
};

str_id dwarf_unit_file(struct dwarf_unit_work *u, const struct linetable *table, uint64_t i)
{
	struct dwarf_search *s = u->s;

	return intern_add(&s->out->strings, linetable_file(table, i, u->directory, &s->scratch));
}

static uint32_t small(uint64_t n)
{
	return n <= UINT32_MAX ? (uint32_t)n : 0;
}

/* What lies between the last row and `end` is of the last row. */
static void claim(struct machine *m, uint64_t end)
{
	struct dwarf_unit_work *u = m->u;
	struct dwarf_search *s = u->s;

	while (m->next < u->n && s->addresses[u->which[m->next]] < m->last.address)
		m->next++;
	for (; m->next < u->n && s->addresses[u->which[m->next]] < end; m->next++) {
		struct dwarf_found *f = &s->found[u->which[m->next]];

		if (f->has_place || !dwarf_search_step(s))
			continue;
		f->has_place = true;
		f->place = (struct dwarf_place){dwarf_unit_file(u, m->table, m->last.file),
			small(m->last.line), small(m->last.column)};
	}
}

/* A row is done. */
static void emit(struct machine *m, bool end)
{
	if (!m->has_last) {
		/* Functions that the linker dropped are where no code is. */
		m->dropped = m->row.address < m->u->s->lowest;
		m->next = m->dropped ? m->u->n : dwarf_unit_first(m->u, m->row.address);
	} else if (m->row.address > m->last.address && m->next < m->u->n) {
		claim(m, m->row.address);
	}
	m->last = m->row;
	m->has_last = !end;
	if (end) {
		m->row = (struct line_row){.file = 1, .line = 1};
		m->operation = 0;
	}
}

/* Goes on by some operations. */
static void advance(struct machine *m, uint64_t by)
{
	uint64_t sum = m->operation + by;

	m->row.address += m->table->instruction * (sum / m->table->operations);
	m->operation = sum % m->table->operations;
}

static void run_extended(struct machine *m)
{
	uint64_t length = cursor_leb(&m->at, false);
	struct cursor body = m->at;

	cursor_skip(&m->at, length);
	body.end = m->at.p;
	switch (cursor_number(&body, 1)) {
	case DW_LNE_end_sequence:
		emit(m, true);
		break;
	case DW_LNE_set_address:
		m->row.address = cursor_number(&body,
			cursor_left(&body) < 8 ? (unsigned)cursor_left(&body) : 8);
		m->operation = 0;
		break;
	default: /* files defined in the midst of a program: nobody does */
		break;
	}
}

static void skip_unknown(struct machine *m, unsigned code)
{
	for (unsigned n = m->table->lengths[code - 1]; n != 0; n--)
		cursor_leb(&m->at, false);
}

static void run_special(struct machine *m, unsigned code)
{
	const struct linetable *t = m->table;
	unsigned by = code - t->first_special;

	advance(m, by / t->line_range);
	m->row.line += (uint64_t)(int64_t)(t->line_base + (int)(by % t->line_range));
	emit(m, false);
}

static void run_standard(struct machine *m, unsigned code)
{
	const struct linetable *t = m->table;

	switch (code) {
	case DW_LNS_copy:
		emit(m, false);
		break;
	case DW_LNS_advance_pc:
		advance(m, cursor_leb(&m->at, false));
		break;
	case DW_LNS_advance_line:
		m->row.line += cursor_leb(&m->at, true);
		break;
	case DW_LNS_set_file:
		m->row.file = cursor_leb(&m->at, false);
		break;
	case DW_LNS_set_column:
		m->row.column = cursor_leb(&m->at, false);
		break;
	case DW_LNS_const_add_pc:
		advance(m, (255 - t->first_special) / t->line_range);
		break;
	case DW_LNS_fixed_advance_pc:
		m->row.address += cursor_number(&m->at, 2);
		m->operation = 0;
		break;
	default:
		skip_unknown(m, code);
		break;
	}
}

static void run(struct dwarf_unit_work *u, const struct linetable *t)
{
	struct machine m = {.u = u, .table = t, .at = t->program, .row = {.file = 1, .line = 1}};

	if (!dwarf_search_steps(u->s, cursor_left(&m.at)))
		return;
	while (m.at.p < m.at.end) {
		unsigned code = *m.at.p++;

		if (code >= t->first_special)
			run_special(&m, code);
		else if (code == 0)
			run_extended(&m);
		else
			run_standard(&m, code);
	}
}

/* The sections of the file that a unit is in; of a .dwo they have names of their own. */
static struct line_sections sections_of(struct dwarf_unit_work *u, Dwarf_Die *die, bool split)
{
	Elf *elf = elfutils.dwarf_getelf(elfutils.dwarf_cu_getdwarf(die->cu));

	return (struct line_sections){
		.line = elf_section_bytes(elf, split ? ".debug_line.dwo" : ".debug_line"),
		.line_str = elf_section_bytes(elf, ".debug_line_str"),
		.str = elf_section_bytes(elf, split ? ".debug_str.dwo" : ".debug_str"),
		.big_endian = u->s->from->big_endian,
	};
}

/* The table of a unit's entry; a .dwo has but one, which need not be named. */
static bool read_table(struct dwarf_unit_work *u, Dwarf_Die *die, bool split, struct linetable *t)
{
	struct line_sections sections = sections_of(u, die, split);
	Dwarf_Attribute a;
	Dwarf_Word offset = 0;

	if (elfutils.dwarf_formudata(elfutils.dwarf_attr(die, DW_AT_stmt_list, &a), &offset) != 0 &&
		!split)
		return false;
	return linetable_read(t, &sections, offset) && dwarf_search_steps(u->s, t->files.n);
}

void dwarf_unit_lines(struct dwarf_unit_work *u)
{
	bool split = u->die.addr != u->skeleton.addr;

	if (read_table(u, &u->skeleton, false, &u->table))
		run(u, &u->table);
	u->files = &u->table;
	/* Calls that were inlined are numbered by the files of the split unit. */
	if (split && read_table(u, &u->die, true, &u->split_table))
		u->files = &u->split_table;
}
