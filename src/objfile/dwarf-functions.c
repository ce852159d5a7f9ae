/*
 * dwarf-functions.c: finds the functions and inlined calls that contain the addresses of a unit.
 *
 * The entries of a unit form a tree. We walk it from front to back and skip branches with code that contains
 * none of the addresses. An entry comes after the one that it is in, so the last entry that contains an
 * address is the innermost.
 */
#include <dwarf.h>
#include <stdlib.h>

#include "base/array.h"
#include "objfile/dwarf-internal.h"

enum {
	DEPTH_MAX = 256,
	SCOPES_EACH = 256, /* for an address; many have some in common */
	SCOPES_MAX = 1 << 23,
	NAME_MAX_BYTES = 1 << 17, /* of a function; longer ones are left out */
	ENTRY_BYTES = 8,          /* of an entry that is passed over; a step is one that is read */
};

struct walk {
	struct dwarf_unit_work *u;
	bool all; /* types and functions elsewhere are looked into as well */
	Dwarf_Die at[DEPTH_MAX];
	uint32_t inside[DEPTH_MAX]; /* the scope that the entries of a level are in */
	unsigned depth;
};

/* A number of an entry of its own, not of those it refers to. */
static uint32_t own_number(Dwarf_Die *die, unsigned name)
{
	Dwarf_Attribute a;
	Dwarf_Word w;

	if (elfutils.dwarf_attr(die, name, &a) == NULL || elfutils.dwarf_formudata(&a, &w) != 0 ||
		w > UINT32_MAX)
		return 0;
	return (uint32_t)w;
}

static str_id name_of(struct dwarf_search *s, Dwarf_Die *die, bool *linkage)
{
	static const unsigned names[] = {DW_AT_linkage_name, DW_AT_MIPS_linkage_name, DW_AT_name};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		Dwarf_Attribute a;
		const char *name = elfutils.dwarf_formstring(
			elfutils.dwarf_attr_integrate(die, names[i], &a));

		/* Names may be as long as the file, and as many as its entries. */
		if (name == NULL || *name == '\0' ||
			strnlen(name, NAME_MAX_BYTES) == NAME_MAX_BYTES ||
			!dwarf_search_steps(s, strlen(name)))
			continue;
		*linkage = names[i] != DW_AT_name;
		return intern_add(&s->out->strings, str_from_c(name));
	}
	return 0;
}

static uint32_t line_of(Dwarf_Die *die)
{
	Dwarf_Attribute a;
	Dwarf_Word w;

	if (elfutils.dwarf_attr_integrate(die, DW_AT_decl_line, &a) == NULL ||
		elfutils.dwarf_formudata(&a, &w) != 0 || w > UINT32_MAX)
		return 0;
	return (uint32_t)w;
}

/* `entry`: where the function's code begins */
static uint32_t add_scope(struct dwarf_unit_work *u, Dwarf_Die *die, bool inlined, uint32_t parent,
	uint64_t entry)
{
	struct dwarf_search *s = u->s;
	size_t most = s->n < SCOPES_MAX / SCOPES_EACH ? s->n * SCOPES_EACH : SCOPES_MAX;
	struct dwarf_scope new = {.parent = inlined ? parent : 0,
		.start_line = line_of(die),
		.entry = entry};

	if (s->scopes.n > most)
		return parent;
	new.name = name_of(s, die, &new.linkage);
	if (inlined) {
		new.call_file = dwarf_unit_file(u, u->files, own_number(die, DW_AT_call_file));
		new.call_line = own_number(die, DW_AT_call_line);
		new.call_column = own_number(die, DW_AT_call_column);
	}
	*vec_add(&s->scopes) = new;
	return (uint32_t)s->scopes.n - 1;
}

/*
 * Whether an entry has addresses of the unit; those are put into a scope of its own if it is a function
 * or the inlined call of one. *has_code: it says where its code is.
 */
static bool take(struct walk *w, Dwarf_Die *die, bool function, bool inlined, bool *has_code)
{
	struct dwarf_search *s = w->u->s;
	uint32_t *inside = &w->inside[w->depth + 1];
	Dwarf_Addr base, begin, end, entry = 0;
	ptrdiff_t at = 0;
	bool any = false;

	while (dwarf_search_step(s) &&
		(at = elfutils.dwarf_ranges(die, at, &base, &begin, &end)) > 0) {
		entry = *has_code ? entry : begin;
		*has_code = true;
		if (begin < s->lowest)
			continue;
		for (size_t i = dwarf_unit_first(w->u, begin);
			i < w->u->n && s->addresses[w->u->which[i]] < end && dwarf_search_step(s);
			i++) {
			if (!any && function)
				*inside = add_scope(w->u, die, inlined, w->inside[w->depth], entry);
			any = true;
			if (!function)
				break;
			s->found[w->u->which[i]].scope = *inside;
		}
	}
	return any;
}

/* Whether to go into an entry. */
static bool visit(struct walk *w, Dwarf_Die *die)
{
	bool has_code = false;

	w->inside[w->depth + 1] = w->inside[w->depth];
	switch (elfutils.dwarf_tag(die)) {
	case DW_TAG_subprogram:
		w->inside[w->depth + 1] = 0;
		return take(w, die, true, false, &has_code) || w->all;
	case DW_TAG_inlined_subroutine:
		return take(w, die, true, true, &has_code) || w->all;
	case DW_TAG_lexical_block:
	case DW_TAG_try_block:
	case DW_TAG_catch_block:
	case DW_TAG_with_stmt:
		return take(w, die, false, false, &has_code) || !has_code || w->all;
	case DW_TAG_namespace:
	case DW_TAG_module:
		return true;
	case DW_TAG_class_type:
	case DW_TAG_structure_type:
	case DW_TAG_union_type:
	case DW_TAG_interface_type:
		return w->all;
	default:
		return false;
	}
}

/* To the next entry that is not below this one; false at the end. */
static bool next(struct walk *w)
{
	for (;;) {
		Dwarf_Die die = w->at[w->depth];
		Dwarf_Off from = elfutils.dwarf_dieoffset(&die), to;

		if (elfutils.dwarf_siblingof(&die, &w->at[w->depth]) == 0) {
			/* That they ascend is what ends the walk. libdw has read what lies between. */
			to = elfutils.dwarf_dieoffset(&w->at[w->depth]);
			return to > from && dwarf_search_steps(w->u->s, (to - from) / ENTRY_BYTES);
		}
		if (w->depth == 0)
			return false;
		w->depth--;
	}
}

static void walk(struct dwarf_unit_work *u, bool all)
{
	struct walk *w = mem_zeroed(1, sizeof(*w));
	bool more;

	w->u = u;
	w->all = all;
	more = elfutils.dwarf_child(&u->die, &w->at[0]) == 0;
	while (more && dwarf_search_step(u->s)) {
		if (visit(w, &w->at[w->depth]) && w->depth + 2 < DEPTH_MAX &&
			elfutils.dwarf_child(&w->at[w->depth], &w->at[w->depth + 1]) == 0)
			w->depth++;
		else
			more = next(w);
	}
	free(w);
}

void dwarf_unit_functions(struct dwarf_unit_work *u)
{
	size_t missing = 0;

	walk(u, false);
	for (size_t i = 0; i < u->n; i++)
		missing += u->s->found[u->which[i]].scope == 0;
	/* Functions of classes within functions stand in odd places. */
	if (missing != 0)
		walk(u, true);
}
