/*
 * dwarf.c: puts together the frames of addresses: functions, inlined calls, files, lines.
 *
 * Where the two tools that could be compared with differ (addr2line of GNU binutils and
 * llvm-symbolizer):
 * - The name of a function that was not inlined is the linker's symbol for llvm-symbolizer, one of
 *   several where some are equal, and that of the DWARF for addr2line, unless that has none for the
 *   linker. We take the DWARF's, and behind it what the symbol has more: f and f.cold are two pieces of
 *   code, which the DWARF calls the same. Where the symbols are in a separate debug file neither of the two
 *   tools looks at them for that, nor do we. Of several names of a C function we take the one that is
 *   known best (aliases.c); the DWARF's is often the library's own.
 * - Code that no line is known of and functions that the linker dropped, whose debug information it
 *   left at address 0, are mixed up by both.
 */
#include "objfile/dwarf.h"

#include <dwarf.h>
#include <stdlib.h>

#include "base/csr.h"
#include "base/interrupt.h"
#include "base/search.h"
#include "objfile/debugfile.h"
#include "objfile/dwarf-internal.h"

enum {
	INLINED_MAX = 256, /* frames of an address */
	FRAMES_EACH = 64,  /* of all addresses on average; then they get one frame each */
	/* What a search may look at: two or three times what the largest real ones were seen to need. */
	STEPS_MIN = 1 << 22,
	STEPS_EACH = 1 << 12, /* for an address */
	STEPS_BYTE = 4,       /* for a byte of the file */
};

bool dwarf_search_steps(struct dwarf_search *s, uint64_t n)
{
	if (n > s->steps) {
		s->steps = 0;
		return false;
	}
	s->steps -= n;
	return true;
}

bool dwarf_search_step(struct dwarf_search *s)
{
	if (s->steps == 0)
		return false;
	s->steps--;
	/* All that counts steps is over then. */
	if (interrupted_at(s->steps))
		s->steps = 0;
	return s->steps != 0;
}

size_t dwarf_unit_first(const struct dwarf_unit_work *u, uint64_t address)
{
	size_t i;

	SEARCH(i, u->n, u->s->addresses[u->which[i]] < address);
	return i;
}

/* Reads one unit. */
static void read_unit(struct dwarf_search *s, const struct dwarf_unit *unit, const uint32_t *which,
	size_t n)
{
	struct dwarf_unit_work u = {.s = s, .which = which, .n = n};
	Dwarf_Attribute a;

	if (elfutils.dwarf_offdie(s->dwarf, unit->die, &u.skeleton) == NULL)
		return;
	u.die = u.skeleton;
	u.directory = str_from_c(
		elfutils.dwarf_formstring(elfutils.dwarf_attr(&u.skeleton, DW_AT_comp_dir, &a)));
	dwarf_unit_split(&u);
	dwarf_unit_lines(&u);
	dwarf_unit_functions(&u);
	linetable_release(&u.table);
	linetable_release(&u.split_table);
	arena_rewind(&s->scratch);
}

/* Each unit with the addresses that are its own. */
static void read_units(struct dwarf_search *s)
{
	uint32_t *begin = mem_zeroed(s->units.n + 2, sizeof(*begin));
	uint32_t *which = mem_zeroed(s->n, sizeof(*which));

	for (size_t i = 0; i < s->n; i++)
		csr_count(begin, s->found[i].unit);
	csr_sum(begin, s->units.n + 2);
	for (size_t i = 0; i < s->n; i++)
		which[csr_place(begin, s->found[i].unit)] = (uint32_t)i;
	for (size_t u = 1; u < s->units.n && dwarf_search_step(s); u++)
		read_unit(s, &s->units.p[u], which + begin[u], begin[u + 1] - begin[u]);
	free(which);
	free(begin);
}

/*
 * The name of a symbol without the version of a library's, name@VERSION. It is looked at once however
 * many addresses are its own.
 */
static str_id symbol_id(struct dwarf_search *s, const struct binary_symbol *symbol)
{
	const struct binary_symbols *t = &s->b->symbols;
	str_id *id;

	if (s->symbol_ids == NULL)
		s->symbol_ids = mem_zeroed(t->n, sizeof(*s->symbol_ids));
	id = &s->symbol_ids[symbol - t->rows];
	if (*id == 0)
		*id = intern_add(&s->out->strings, symbol_plain_name(t, symbol));
	return *id;
}

static bool is_before(const struct binary_symbols *t, const struct binary_symbol *row,
	uint64_t address, struct str name)
{
	return row->address < address ||
		(row->address == address && str_cmp(symbol_name(t, row), name) < 0);
}

/* The row of the first symbol at s's address that is not before `name`. */
static size_t not_before(const struct binary_symbols *t, const struct binary_symbol *s,
	struct str name)
{
	size_t i;

	SEARCH(i, t->n, is_before(t, &t->rows[i], s->address, name));
	return i;
}

/* The symbol at the address of `symbol` that has a function's name, which may have more behind it. */
static const struct binary_symbol *named_symbol(const struct binary_symbols *t,
	const struct binary_symbol *symbol, struct str name)
{
	size_t i = not_before(t, symbol, name);
	struct str other;

	if (i == t->n || t->rows[i].address != symbol->address)
		return NULL;
	/* Of those that begin with it the first is itself, and then those with a dot. */
	other = symbol_name(t, &t->rows[i]);
	return str_starts(other, name) &&
			(other.n == name.n || other.p[name.n] == '.' || other.p[name.n] == '@')
		? &t->rows[i]
		: NULL;
}

/*
 * The name of a piece of code that is apart from its function's entry (f.cold): what the function is known
 * by there, and behind it what the symbol of the piece has behind its name, where that is in the same file.
 * 0: the function is known by its own name.
 */
static str_id piece_name(struct dwarf_search *s, const struct dwarf_scope *scope,
	const struct binary_symbol *piece, struct str name)
{
	const struct binary_symbols *t = &s->b->symbols;
	const struct binary_symbol *entry = binary_symbol_at(s->b, scope->entry, true), *own,
				   *known;
	struct str parts[2] = {{0}, STR("")}, other = symbol_name(t, piece);

	if (entry == NULL || entry->address != scope->entry || piece->address == scope->entry)
		return 0;
	own = named_symbol(t, entry, name);
	known = own != NULL ? binary_symbol_known(s->b, own) : NULL;
	if (known == own || !dwarf_search_steps(s, known->name_n))
		return 0;
	parts[0] = symbol_plain_name(t, known);
	if (s->b->symbols_from == s->b)
		parts[1] = str_from(other, str_find(other, STR("."), 1));
	return intern_add(&s->out->strings, arena_join(&s->scratch, parts, 2, STR("")));
}

/* What to call a function that is not inlined, by its name in the DWARF and its symbols. */
static str_id function_name(struct dwarf_search *s, const struct dwarf_scope *scope,
	const struct binary_symbol *symbol)
{
	struct str name = intern_str(&s->out->strings, scope->name);
	const struct binary_symbol *own, *known;
	str_id of_piece;

	if (symbol == NULL || symbol->size == 0 || !dwarf_search_steps(s, name.n))
		return scope->name;
	if (name.n == 0)
		return symbol_id(s, binary_symbol_known(s->b, symbol));
	of_piece = piece_name(s, scope, symbol, name);
	if (of_piece != 0)
		return of_piece;
	own = named_symbol(&s->b->symbols, symbol, name);
	if (own == NULL)
		return scope->linkage ? scope->name
				      : symbol_id(s, binary_symbol_known(s->b, symbol));
	known = binary_symbol_known(s->b, own);
	return known != own || s->b->symbols_from == s->b ? symbol_id(s, known) : scope->name;
}

/* The same, remembered: most of a function's addresses are of one symbol. */
static str_id shown_name(struct dwarf_search *s, struct dwarf_scope *scope, uint64_t address)
{
	const struct binary_symbol *symbol = binary_symbol_at(s->b, address, true);
	uint32_t row = symbol != NULL ? (uint32_t)(symbol - s->b->symbols.rows) + 1 : 0;

	if (scope->shown == 0 || scope->named_for != row) {
		scope->shown = function_name(s, scope, symbol);
		scope->named_for = row;
	}
	return scope->shown;
}

static void add_frame(struct dwarf_frames *out, struct binary_frame frame)
{
	out->rows = mem_grow(out->rows, &out->cap, out->n_rows + 1, sizeof(*out->rows));
	out->rows[out->n_rows++] = frame;
}

/*
 * The name of the symbol that an address is in, "function@plt" in a stub; 0: none is known. *symbol is
 * NULL in a stub. What is between the stubs belongs to no function in front of them.
 */
static str_id symbol_name_at(struct dwarf_search *s, uint64_t address, bool code,
	const struct binary_symbol **symbol)
{
	struct str parts[2] = {{0}, STR("@plt")};

	*symbol = NULL;
	if (binary_stub_at(s->b, address, &parts[0]))
		return parts[0].n != 0 && dwarf_search_steps(s, parts[0].n)
			? intern_add(&s->out->strings, arena_join(&s->scratch, parts, 2, STR("")))
			: 0;
	*symbol = binary_symbol_at(s->b, address, code);
	if (*symbol == NULL)
		*symbol = binary_symbol_at(s->b, address, !code);
	return *symbol != NULL ? symbol_id(s, binary_symbol_known(s->b, *symbol)) : 0;
}

/* The frame that the symbol table alone gives. */
static void add_symbol(struct dwarf_search *s, uint64_t address, bool code,
	const struct dwarf_place *place)
{
	const struct binary_symbol *symbol;
	struct binary_frame frame = {.name = symbol_name_at(s, address, code, &symbol),
		.file = place->file,
		.line = place->line,
		.column = place->column};

	if (symbol != NULL && frame.file == 0)
		frame.file = intern_add(&s->out->strings,
			(struct str){s->b->symbols.names.p + symbol->file, symbol->file_n});
	if (frame.name != 0 || frame.file != 0)
		add_frame(s->out, frame);
}

static void add_frames(struct dwarf_search *s, size_t i, bool code)
{
	const struct dwarf_found *f = &s->found[i];
	struct dwarf_place place = f->place;
	uint32_t at = f->scope;

	if (at == 0 || s->out->n_rows > s->n * FRAMES_EACH + INLINED_MAX) {
		add_symbol(s, s->addresses[i], code, &place);
		return;
	}
	for (unsigned depth = 0; at != 0 && depth < INLINED_MAX; depth++) {
		struct dwarf_scope *scope = &s->scopes.p[at];
		str_id name = scope->parent != 0 ? scope->name
						 : shown_name(s, scope, s->addresses[i]);

		add_frame(s->out,
			(struct binary_frame){.name = name,
				.file = place.file,
				.line = place.line,
				.column = place.column,
				.start_line = scope->start_line});
		place = (struct dwarf_place){scope->call_file, scope->call_line,
			scope->call_column};
		at = scope->parent;
	}
}

/* In object files it says nothing before it is linked: all names and addresses are 0 there. */
bool binary_has_dwarf(struct binary *b)
{
	if (b->type == ET_REL)
		return false;
	return elf_has_dwarf(b) || (binary_debug(b) != NULL && elf_has_dwarf(b->debug));
}

/* The lowest address of code. */
static uint64_t lowest_code(const struct binary *b)
{
	uint64_t lowest = UINT64_MAX;

	for (size_t i = 1; i < b->n_sections; i++)
		if (b->sections[i].code && b->sections[i].address < lowest)
			lowest = b->sections[i].address;
	return lowest == UINT64_MAX ? 0 : lowest;
}

static void read_dwarf(struct dwarf_search *s)
{
	if (dwarf_search_open(s)) {
		size_t size = 0;

		if (elfutils.elf_rawfile(s->from->elf, &size) != NULL)
			s->steps += (uint64_t)size * STEPS_BYTE;
		s->lowest = lowest_code(s->b);
		dwarf_search_units(s);
		read_units(s);
	}
	dwarf_search_close(s);
}

bool binary_frames(struct binary *b, const uint64_t *addresses, size_t n, enum frames_mode mode,
	struct dwarf_frames *out, struct err *err)
{
	struct dwarf_search s = {.b = b,
		.addresses = addresses,
		.n = n,
		.out = out,
		.steps = STEPS_MIN + n * STEPS_EACH};

	*out = (struct dwarf_frames){.n = n};
	out->begin = mem_zeroed(n + 1, sizeof(*out->begin));
	intern_init(&out->strings, &out->arena, NULL);
	s.found = mem_zeroed(n, sizeof(*s.found));
	vec_add(&s.scopes); /* none */
	if (mode != FRAMES_FAST && n != 0 && binary_has_dwarf(b))
		read_dwarf(&s);
	for (size_t i = 0; i < n && !interrupted_at(i); i++) {
		add_frames(&s, i, mode != FRAMES_DATA);
		out->begin[i + 1] = (uint32_t)out->n_rows;
	}
	arena_release(&s.scratch);
	free(s.found);
	free(s.units.p);
	free(s.symbol_ids);
	free(s.scopes.p);
	if (interrupted()) {
		dwarf_frames_release(out);
		return err_set(err, "stopped");
	}
	return true;
}

void dwarf_frames_release(struct dwarf_frames *f)
{
	free(f->rows);
	free(f->begin);
	intern_release(&f->strings);
	arena_release(&f->arena);
	*f = (struct dwarf_frames){0};
}
