/*
 * symbols.c: reads the symbol table of a binary, and finds the symbol that contains an address.
 *
 * Symbols overlap, nest and may lack a size. A search must not walk back through any number of them. So the
 * addresses are cut once into pieces that belong to one symbol each, from left to right, with a stack of the
 * symbols that have begun and not ended. aliases.c chooses among several names of one address.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "base/sort.h"
#include "objfile/elf-internal.h"

enum {
	SYMBOLS_MAX = 1 << 26, /* more are not read */
	NAMES_SHARED =
		16,   /* names overlap: in all they may be that many times as long as their bytes */
	PADDING = 16, /* bytes behind a function that are taken for its own */
	VERSION_HIDDEN = 0x8000, /* of .gnu.version: only old programs have it */
	NAMES_MIN = 1 << 20,     /* and are always allowed to be this long, in bytes */
};

struct str elf_section_bytes_at(Elf *elf, size_t section)
{
	Elf_Scn *scn = elfutils.elf_getscn(elf, section);
	GElf_Shdr h;
	Elf_Data *d;

	if (scn == NULL || elfutils.gelf_getshdr(scn, &h) == NULL || h.sh_type == SHT_NOBITS)
		return (struct str){0};
	d = elfutils.elf_getdata(scn, NULL);
	return d != NULL && d->d_buf != NULL ? (struct str){d->d_buf, d->d_size} : (struct str){0};
}

/* The numbers of a section of that type that goes with the table in section `table`; or NULL. */
static Elf_Data *beside(Elf *elf, uint32_t type, size_t table)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr h;

	while ((scn = elfutils.elf_nextscn(elf, scn)) != NULL)
		if (elfutils.gelf_getshdr(scn, &h) != NULL && h.sh_type == type &&
			h.sh_link == table)
			return elfutils.elf_getdata(scn, NULL);
	return NULL;
}

bool symbol_table_find(const struct binary *b, uint32_t type, struct symbol_table *t)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr h;

	while ((scn = elfutils.elf_nextscn(b->elf, scn)) != NULL) {
		size_t size = elfutils.gelf_fsize(b->elf, ELF_T_SYM, 1, EV_CURRENT);

		if (elfutils.gelf_getshdr(scn, &h) == NULL || h.sh_type != type)
			continue;
		*t = (struct symbol_table){.rows = elfutils.elf_getdata(scn, NULL),
			.names = elf_section_bytes_at(b->elf, h.sh_link)};
		if (t->rows == NULL || t->rows->d_buf == NULL || t->rows->d_type != ELF_T_SYM ||
			size == 0)
			return false;
		t->n = t->rows->d_size / size;
		t->n = t->n < SYMBOLS_MAX ? t->n : SYMBOLS_MAX;
		t->wide = beside(b->elf, SHT_SYMTAB_SHNDX, elfutils.elf_ndxscn(scn));
		t->versions = beside(b->elf, SHT_GNU_versym, elfutils.elf_ndxscn(scn));
		return t->n > 1;
	}
	return false;
}

bool symbol_table_row(const struct symbol_table *t, size_t i, GElf_Sym *s, uint32_t *section)
{
	Elf32_Word wide = 0;

	if (elfutils.gelf_getsymshndx(t->rows, t->wide, (int)i, s, &wide) == NULL)
		return false;
	*section = s->st_shndx == SHN_XINDEX ? wide : s->st_shndx;
	return s->st_name < t->names.n;
}

struct str symbol_table_name(const struct symbol_table *t, const GElf_Sym *s)
{
	const char *name = t->names.p + s->st_name;

	return (struct str){name, strnlen(name, t->names.n - s->st_name)};
}

bool binary_find_symbol(const struct binary *b, struct str name, uint64_t *address)
{
	struct symbol_table t;

	if (!symbol_table_find(b, SHT_SYMTAB, &t))
		return false;
	for (size_t i = 1; i < t.n; i++) {
		GElf_Sym s;
		uint32_t section;

		if (symbol_table_row(&t, i, &s, &section) && t.names.n - s.st_name > name.n &&
			memcmp(t.names.p + s.st_name, name.p, name.n) == 0 &&
			t.names.p[s.st_name + name.n] == '\0') {
			*address = s.st_value;
			return true;
		}
	}
	return false;
}

/* Marks in the code of ARM and RISC-V, $a, $d, $x and the like: not what anybody called anything. */
static bool is_mark(const struct binary *b, struct str name)
{
	if (b->machine != EM_ARM && b->machine != EM_AARCH64 && b->machine != EM_RISCV)
		return false;
	return name.n >= 2 && name.p[0] == '$' && strchr("adtx", name.p[1]) != NULL;
}

static uint8_t kind_of(const GElf_Sym *s)
{
	switch (GELF_ST_TYPE(s->st_info)) {
	case STT_FUNC:
	case STT_GNU_IFUNC:
		return SYMBOL_FUNCTION;
	case STT_OBJECT:
	case STT_COMMON:
		return SYMBOL_OBJECT;
	default:
		return SYMBOL_LABEL;
	}
}

static uint8_t binding_of(const GElf_Sym *s)
{
	unsigned bind = GELF_ST_BIND(s->st_info);

	return bind == STB_LOCAL ? SYMBOL_LOCAL : bind == STB_WEAK ? SYMBOL_WEAK : SYMBOL_GLOBAL;
}

/*
 * A version that is hidden is written foo@VERSION where there are no numbers of versions. Linkers make
 * hidden symbols local; in static programs they stay global, and malloc is one of them.
 */
static uint8_t link_of(const struct symbol_table *t, size_t i, const GElf_Sym *s, struct str name)
{
	size_t at = str_find(name, STR("@"), 1);
	GElf_Versym version = 0;

	if (binding_of(s) == SYMBOL_LOCAL)
		return SYMBOL_CLOSED;
	if (t->versions != NULL && elfutils.gelf_getversym(t->versions, (int)i, &version) != NULL &&
		(version & VERSION_HIDDEN) != 0)
		return SYMBOL_OLD;
	return at + 1 < name.n && name.p[at + 1] != '@' ? SYMBOL_OLD : SYMBOL_OPEN;
}

static bool wanted(const GElf_Sym *s, uint32_t section)
{
	unsigned type = GELF_ST_TYPE(s->st_info);

	return section != SHN_UNDEF && type != STT_SECTION && type != STT_FILE && type != STT_TLS;
}

/* Reads a table into b->symbol_rows; `sections` are of the file the table is in. */
static void read_rows(struct binary *b, const struct binary *from, const struct symbol_table *t)
{
	size_t room = t->names.n * NAMES_SHARED + NAMES_MIN, n = 0;
	uint32_t file = 0, file_n = 0;

	b->symbol_rows = mem_zeroed(t->n, sizeof(*b->symbol_rows));
	for (size_t i = 1; i < t->n; i++) {
		struct binary_symbol *row = &b->symbol_rows[n];
		GElf_Sym s;
		uint32_t section;
		size_t length;

		if (!symbol_table_row(t, i, &s, &section))
			continue;
		length = symbol_table_name(t, &s).n;
		if (length > room)
			break;
		room -= length;
		/* It is said once, before the local symbols of the file. */
		if (GELF_ST_TYPE(s.st_info) == STT_FILE) {
			file = s.st_name;
			file_n = (uint32_t)length;
		}
		if (!wanted(&s, section))
			continue;
		if (length == 0 || length > UINT32_MAX ||
			is_mark(b, (struct str){t->names.p + s.st_name, length}))
			continue;
		*row = (struct binary_symbol){.address = s.st_value,
			.size = s.st_size,
			.name = s.st_name,
			.name_n = (uint32_t)length,
			.section = section,
			.order = (uint32_t)i,
			.kind = kind_of(&s),
			.binding = binding_of(&s),
			.link = link_of(t, i, &s, (struct str){t->names.p + s.st_name, length})};
		if (row->binding == SYMBOL_LOCAL) {
			row->file = file;
			row->file_n = file_n;
		}
		row->code = section < from->n_sections && from->sections[section].code;
		if (b->machine == EM_ARM && row->kind == SYMBOL_FUNCTION)
			row->address &= ~UINT64_C(1); /* says that it is Thumb code */
		n++;
	}
	b->symbols = (struct binary_symbols){b->symbol_rows, n, t->names};
}

static int by_address(const void *x, const void *y, void *context)
{
	const struct binary_symbol *a = x, *b = y;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return str_cmp(symbol_name(context, a), symbol_name(context, b));
}

const struct binary_symbols *binary_symbols(struct binary *b)
{
	struct binary *from = b;
	struct symbol_table t;

	if (b->symbols_read)
		return &b->symbols;
	b->symbols_read = true;
	if (!symbol_table_find(from, SHT_SYMTAB, &t)) {
		from = binary_debug(b);
		if (from == NULL || !symbol_table_find(from, SHT_SYMTAB, &t)) {
			from = b;
			if (!symbol_table_find(from, SHT_DYNSYM, &t))
				return &b->symbols;
		}
	}
	read_rows(b, from, &t);
	b->symbols_from = from;
	sort_with(b->symbol_rows, b->symbols.n, sizeof(*b->symbol_rows), by_address, &b->symbols);
	return &b->symbols;
}

/*
 * Symbols of one address in the order they are pushed on the stack, the best one last: functions after
 * variables and labels, then the largest, then the last one in the file. So has llvm-symbolizer it,
 * which pprof asks.
 */
static int by_preference(const void *x, const void *y, void *context)
{
	const struct binary_symbols *t = context;
	const struct binary_symbol *a = &t->rows[*(const uint32_t *)x],
				   *b = &t->rows[*(const uint32_t *)y];

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind > b->kind ? -1 : 1;
	if (a->size != b->size)
		return a->size < b->size ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

/* From left to right through the symbols of one sort. */
struct sweep {
	const struct binary *b;
	struct symbol_pieces *pieces;
	uint32_t *stack; /* begun and not ended, by their start */
	size_t depth;
	uint32_t label; /* the last one without a size + 1, or 0 */
};

static uint64_t end_of(const struct binary_symbol *s)
{
	return s->size <= UINT64_MAX - s->address ? s->address + s->size : UINT64_MAX;
}

static void cut(struct symbol_pieces *p, uint64_t start, uint32_t symbol)
{
	if (p->n != 0 && p->p[p->n - 1].start == start) {
		p->p[p->n - 1].symbol = symbol;
	} else if (p->n == 0 || p->p[p->n - 1].symbol != symbol) {
		struct symbol_piece *new = vec_add(p);

		new->start = start;
		new->symbol = symbol;
	}
}

/* What ends up to `address`. */
static void sweep_to(struct sweep *w, uint64_t address)
{
	const struct binary_symbol *rows = w->b->symbols.rows;

	while (w->depth != 0) {
		uint64_t end = end_of(&rows[w->stack[w->depth - 1]]);

		if (end > address)
			return;
		/* Those below it have begun before; some of them have ended too. */
		while (w->depth != 0 && end_of(&rows[w->stack[w->depth - 1]]) <= end)
			w->depth--;
		cut(w->pieces, end, w->depth != 0 ? w->stack[w->depth - 1] + 1 : 0);
	}
	if (w->label != 0) {
		const struct binary_symbol *s = &rows[w->label - 1];
		const struct binary *from = w->b->symbols_from;
		uint64_t end = s->section < from->n_sections ? from->sections[s->section].end : 0;

		if (end <= address) {
			cut(w->pieces, end > s->address ? end : s->address, 0);
			w->label = 0;
		}
	}
}

static void sweep_add(struct sweep *w, uint32_t row)
{
	const struct binary_symbol *s = &w->b->symbols.rows[row];

	sweep_to(w, s->address);
	if (s->size != 0) {
		w->stack[w->depth++] = row;
		w->label = 0;
		cut(w->pieces, s->address, row + 1);
	} else if (w->depth == 0) {
		w->label = row + 1;
		cut(w->pieces, s->address, row + 1);
	}
}

static void make_pieces(struct binary *b, bool code, struct symbol_pieces *pieces)
{
	const struct binary_symbols *t = &b->symbols;
	struct sweep w = {.b = b, .pieces = pieces};
	uint32_t *order = mem_zeroed(t->n, sizeof(*order));
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i].code == code)
			order[n++] = (uint32_t)i;
	sort_with(order, n, sizeof(*order), by_preference, &b->symbols);
	w.stack = mem_zeroed(n, sizeof(*w.stack));
	for (size_t i = 0; i < n; i++)
		sweep_add(&w, order[i]);
	sweep_to(&w, UINT64_MAX);
	free(w.stack);
	free(order);
}

const struct binary_symbol *binary_symbol_at(struct binary *b, uint64_t address, bool code)
{
	const struct binary_symbols *t = binary_symbols(b);
	struct symbol_pieces *pieces = &b->pieces[code];
	size_t after;

	if (t->n != 0 && !b->pieces_made[code]) {
		b->pieces_made[code] = true;
		make_pieces(b, code, pieces);
	}
	SEARCH(after, pieces->n, pieces->p[after].start <= address);
	if (after == 0)
		return NULL;
	/* What fills the space behind a function: calls that never return would return there. */
	if (pieces->p[after - 1].symbol == 0 && after > 1 && code &&
		address - pieces->p[after - 1].start < PADDING)
		after--;
	return pieces->p[after - 1].symbol == 0 ? NULL : &t->rows[pieces->p[after - 1].symbol - 1];
}

void symbols_release(struct binary *b)
{
	free(b->symbol_rows);
	free(b->pieces[0].p);
	free(b->pieces[1].p);
	free(b->known);
}
