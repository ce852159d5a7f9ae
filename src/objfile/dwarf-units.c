/*
 * dwarf-units.c: finds the unit of the debug information that each address is in.
 *
 * Only the first entry of each unit is read, for its ranges. The section .debug_aranges would hold the same
 * in fewer bytes, but compilers omit it, or omit units from it.
 */
#include "base/search.h"
#include "objfile/dwarf-internal.h"

#include <dwarf.h>
#include <stdlib.h>

enum { UNITS_MAX = 1 << 18 /* libdw keeps some 300 bytes for each; large programs have 50,000 */ };

/* Addresses that have no unit yet: next[i] is the first one from i on, or leads to it. */
static uint32_t free_from(uint32_t *next, uint32_t i)
{
	while (next[i] != i) {
		next[i] = next[next[i]];
		i = next[i];
	}
	return i;
}

static size_t first_at(const struct dwarf_search *s, uint64_t address)
{
	size_t i;

	SEARCH(i, s->n, s->addresses[i] < address);
	return i;
}

/* Gives the addresses of a range that have no unit yet to this one, which is added once. */
static void claim(struct dwarf_search *s, uint32_t *next, Dwarf_Off die, uint64_t begin,
	uint64_t end)
{
	uint32_t i;

	/* Functions that the linker dropped are at 0, or at other places where no code is. */
	if (begin < s->lowest)
		return;
	for (i = free_from(next, (uint32_t)first_at(s, begin)); i < s->n && s->addresses[i] < end;
		i = free_from(next, i)) {
		if (s->units.n == 0 || s->units.p[s->units.n - 1].die != die)
			vec_add(&s->units)->die = die;
		s->found[i].unit = (uint32_t)s->units.n - 1;
		next[i] = i + 1;
	}
}

/* The ranges of an entry of its own. True when it has any. */
static bool claim_entry(struct dwarf_search *s, uint32_t *next, Dwarf_Off unit, Dwarf_Die *die)
{
	Dwarf_Addr base, begin, end;
	ptrdiff_t at = 0;
	bool any = false;

	while (dwarf_search_step(s) &&
		(at = elfutils.dwarf_ranges(die, at, &base, &begin, &end)) > 0) {
		claim(s, next, unit, begin, end);
		any = true;
	}
	return any;
}

/* A unit that does not say where it is: its functions do. */
static void claim_children(struct dwarf_search *s, uint32_t *next, Dwarf_Off unit, Dwarf_Die *die)
{
	Dwarf_Die child;
	int more = elfutils.dwarf_child(die, &child);

	while (more == 0 && dwarf_search_step(s)) {
		Dwarf_Die at = child;

		if (elfutils.dwarf_tag(&at) == DW_TAG_subprogram)
			claim_entry(s, next, unit, &at);
		more = elfutils.dwarf_siblingof(&at, &child);
		if (more == 0 && elfutils.dwarf_dieoffset(&child) <= elfutils.dwarf_dieoffset(&at))
			break;
	}
}

void dwarf_search_units(struct dwarf_search *s)
{
	uint32_t *next = mem_zeroed(s->n + 1, sizeof(*next));
	Dwarf_CU *cu = NULL;
	Dwarf_Die die;
	uint8_t type;

	for (uint32_t i = 0; i <= s->n; i++)
		next[i] = i;
	vec_add(&s->units); /* none */
	for (unsigned n = 0; n < UNITS_MAX && free_from(next, 0) < s->n && dwarf_search_step(s) &&
		elfutils.dwarf_get_units(s->dwarf, cu, &cu, NULL, &type, &die, NULL) == 0;
		n++) {
		Dwarf_Off unit = elfutils.dwarf_dieoffset(&die);

		if (type != DW_UT_compile && type != DW_UT_skeleton)
			continue;
		if (!claim_entry(s, next, unit, &die))
			claim_children(s, next, unit, &die);
	}
	free(next);
}
