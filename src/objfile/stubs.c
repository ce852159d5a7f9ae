/*
 * stubs.c: finds which function a stub calls that the linker made for calls into other files.
 *
 * A stub jumps to the address in a word of the global offset table. A relocation tells which function's
 * address the loader puts into that word. So we decode the code of each stub to find its word. Stripped files
 * keep their relocations. Those of functions that are chosen at start (IFUNC) have no name: their stubs get
 * the name of the function that chooses.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "objfile/elf-internal.h"

enum {
	SLOT = 16, /* bytes of a stub of x86-64 where the file does not say */
	/* Of one file; more are not looked at. */
	RANGES_MAX = 16,
	RELOCATIONS_MAX = 1 << 21,
	CODE_MAX = 1 << 24, /* bytes of stubs in one section */
};

/* The word of a table that gets a function's address. */
struct got_word {
	uint64_t address;
	struct str function;
};

struct stub {
	uint64_t begin, end;
	struct str function;
};

struct stub_range {
	uint64_t begin, end;
	size_t section, slot; /* its number; bytes of a stub */
};

struct stubs {
	VEC(struct stub_range) ranges; /* sections of stubs */
	VEC(struct got_word) words;    /* by address, once they are read */
	VEC(struct got_word) lazy;     /* those of .rela.plt, in its order */
	VEC(struct stub) rows;         /* by address */
	bool read;
};

static uint32_t le32(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

static const char *section_name(const struct binary *b, const GElf_Shdr *h)
{
	size_t names = 0;
	const char *name = NULL;

	if (elfutils.elf_getshdrstrndx(b->elf, &names) == 0)
		name = elfutils.elf_strptr(b->elf, names, h->sh_name);
	return name != NULL ? name : "";
}

static void find_ranges(const struct binary *b, struct stubs *stubs)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr h;

	while (stubs->ranges.n < RANGES_MAX && (scn = elfutils.elf_nextscn(b->elf, scn)) != NULL) {
		struct str name;

		if (elfutils.gelf_getshdr(scn, &h) == NULL || (h.sh_flags & SHF_EXECINSTR) == 0 ||
			h.sh_type != SHT_PROGBITS || h.sh_size > CODE_MAX ||
			h.sh_addr > UINT64_MAX - h.sh_size)
			continue;
		name = str_from_c(section_name(b, &h));
		if (str_starts(name, STR(".plt")) || str_eq(name, STR(".iplt")))
			*vec_add(&stubs->ranges) = (struct stub_range){h.sh_addr,
				h.sh_addr + h.sh_size, elfutils.elf_ndxscn(scn),
				h.sh_entsize == SLOT / 2 ? SLOT / 2 : SLOT};
	}
}

/* --- what is in the words */

enum fill { FILL_OTHER, FILL_SYMBOL, FILL_CHOSEN };

static enum fill fill_of(const struct binary *b, uint64_t type)
{
	bool arm = b->machine == EM_AARCH64;

	if (type == (arm ? R_AARCH64_JUMP_SLOT : R_X86_64_JUMP_SLOT) ||
		type == (arm ? R_AARCH64_GLOB_DAT : R_X86_64_GLOB_DAT))
		return FILL_SYMBOL;
	return type == (arm ? R_AARCH64_IRELATIVE : R_X86_64_IRELATIVE) ? FILL_CHOSEN : FILL_OTHER;
}

/* The name of a function that begins at the address; or empty. */
static struct str function_at(struct binary *b, uint64_t address)
{
	const struct binary_symbol *s = binary_symbol_at(b, address, true);

	if (s == NULL || s->address != address)
		return STR("");
	return symbol_plain_name(&b->symbols, binary_symbol_known(b, s));
}

static struct got_word word_of(struct binary *b, const struct symbol_table *t, const GElf_Rela *r)
{
	struct got_word word = {r->r_offset, STR("")};
	size_t i = GELF_R_SYM(r->r_info);
	uint32_t section;
	GElf_Sym s;

	switch (fill_of(b, GELF_R_TYPE(r->r_info))) {
	case FILL_SYMBOL:
		if (i != 0 && i < t->n && symbol_table_row(t, i, &s, &section))
			word.function = symbol_table_name(t, &s);
		break;
	case FILL_CHOSEN:
		word.function = function_at(b, (uint64_t)r->r_addend);
		break;
	case FILL_OTHER:
		break;
	}
	return word;
}

static void read_words(struct binary *b, struct stubs *stubs)
{
	struct symbol_table t = {0};
	size_t left = RELOCATIONS_MAX;
	Elf_Scn *scn = NULL;
	GElf_Shdr h;

	if (!symbol_table_find(b, SHT_DYNSYM, &t))
		t.n = 0;
	while ((scn = elfutils.elf_nextscn(b->elf, scn)) != NULL) {
		Elf_Data *data;
		bool lazy;

		if (elfutils.gelf_getshdr(scn, &h) == NULL || h.sh_type != SHT_RELA ||
			(h.sh_flags & SHF_ALLOC) == 0 || h.sh_entsize == 0)
			continue;
		data = elfutils.elf_getdata(scn, NULL);
		if (data == NULL || data->d_buf == NULL || data->d_type != ELF_T_RELA)
			continue;
		lazy = strcmp(section_name(b, &h), ".rela.plt") == 0;
		for (size_t i = 0; i < data->d_size / h.sh_entsize && left != 0; i++, left--) {
			struct got_word word;
			GElf_Rela r;

			if (elfutils.gelf_getrela(data, (int)i, &r) == NULL)
				break;
			word = word_of(b, &t, &r);
			if (lazy)
				*vec_add(&stubs->lazy) = word;
			if (word.function.n != 0)
				*vec_add(&stubs->words) = word;
		}
	}
}

static int by_address(const void *a, const void *b)
{
	const struct got_word *x = a, *y = b;

	return x->address < y->address ? -1 : x->address > y->address;
}

static struct str function_of_word(const struct stubs *stubs, uint64_t address)
{
	size_t i;

	SEARCH(i, stubs->words.n, stubs->words.p[i].address < address);
	return i < stubs->words.n && stubs->words.p[i].address == address
		? stubs->words.p[i].function
		: STR("");
}

/* --- the stubs */

static void add_stub(struct stubs *stubs, uint64_t begin, uint64_t end, struct str function)
{
	if (function.n != 0)
		*vec_add(&stubs->rows) = (struct stub){begin, end, function};
}

/*
 * One of x86-64: "jmp *word(%rip)", wherever it stands. With .plt.sec the stub in .plt has the number of
 * the relocation alone: "push $number".
 */
static struct str stub_x86(const struct stubs *stubs, struct str code, uint64_t address)
{
	enum { JUMP = 6, PUSH = 5 };

	for (size_t i = 0; i + JUMP <= code.n; i++)
		if ((uint8_t)code.p[i] == 0xff && code.p[i + 1] == 0x25)
			return function_of_word(stubs,
				address + i + JUMP +
					(uint64_t)(int64_t)(int32_t)le32(code.p + i + 2));
	for (size_t i = 0; i + PUSH <= code.n; i++)
		if (code.p[i] == 0x68 && le32(code.p + i + 1) < stubs->lazy.n)
			return stubs->lazy.p[le32(code.p + i + 1)].function;
	return STR("");
}

static void read_x86(struct stubs *stubs, const struct stub_range *range, struct str code)
{
	for (size_t at = 0; at + range->slot <= code.n; at += range->slot) {
		uint64_t begin = range->begin + at;

		add_stub(stubs, begin, begin + range->slot,
			stub_x86(stubs, str_sub(code, at, range->slot), begin));
	}
}

/* One of aarch64: "adrp x16, page; ldr x17, [x16, #word]", behind a mark for branches (bti c) or not. */
static void read_arm(struct stubs *stubs, const struct stub_range *range, struct str code)
{
	enum { BTI_C = 0xd503245f };
	const size_t instruction = 4;
	uint64_t begin = 0;
	struct str function = STR("");

	for (size_t at = 0; at + 2 * instruction <= code.n; at += instruction) {
		uint32_t page = le32(code.p + at), load = le32(code.p + at + instruction);
		uint64_t address = range->begin + at;
		/* 21 bits, of which the lower two stand apart. */
		uint64_t pages = (page >> 29 & 3) | (uint64_t)(page >> 5 & 0x7ffff) << 2;

		if ((page & 0x9f00001f) != 0x90000010 || (load & 0xffc003ff) != 0xf9400211)
			continue;
		pages = (pages ^ 1 << 20) - (1 << 20); /* it has a sign */
		if (at >= instruction && le32(code.p + at - instruction) == (uint32_t)BTI_C)
			address -= instruction;
		add_stub(stubs, begin, address, function);
		begin = address;
		function = function_of_word(stubs,
			((range->begin + at) & ~UINT64_C(0xfff)) + (pages << 12) +
				(uint64_t)(load >> 10 & 0xfff) * 8);
	}
	add_stub(stubs, begin, range->end, function);
}

static int by_begin(const void *a, const void *b)
{
	const struct stub *x = a, *y = b;

	return x->begin < y->begin ? -1 : x->begin > y->begin;
}

static void read_stubs(struct binary *b, struct stubs *stubs)
{
	read_words(b, stubs);
	if (stubs->words.n != 0)
		qsort(stubs->words.p, stubs->words.n, sizeof(*stubs->words.p), by_address);
	for (size_t i = 0; i < stubs->ranges.n; i++) {
		const struct stub_range *range = &stubs->ranges.p[i];
		struct str code = elf_section_bytes_at(b->elf, range->section);

		if (b->machine == EM_AARCH64)
			read_arm(stubs, range, code);
		else
			read_x86(stubs, range, code);
	}
	if (stubs->rows.n != 0)
		qsort(stubs->rows.p, stubs->rows.n, sizeof(*stubs->rows.p), by_begin);
}

static bool is_in_ranges(const struct stubs *stubs, uint64_t address)
{
	for (size_t i = 0; i < stubs->ranges.n; i++)
		if (address >= stubs->ranges.p[i].begin && address < stubs->ranges.p[i].end)
			return true;
	return false;
}

bool binary_stub_at(struct binary *b, uint64_t address, struct str *function)
{
	struct stubs *stubs = b->stubs;
	size_t after;

	if (stubs == NULL) {
		stubs = b->stubs = mem_zeroed(1, sizeof(*stubs));
		if ((b->machine == EM_X86_64 || b->machine == EM_AARCH64) && b->type != ET_REL)
			find_ranges(b, stubs);
	}
	if (!is_in_ranges(stubs, address))
		return false;
	if (!stubs->read) {
		stubs->read = true;
		read_stubs(b, stubs);
	}
	SEARCH(after, stubs->rows.n, stubs->rows.p[after].begin <= address);
	*function = after != 0 && address < stubs->rows.p[after - 1].end
		? stubs->rows.p[after - 1].function
		: STR("");
	return true;
}

void stubs_release(struct binary *b)
{
	if (b->stubs == NULL)
		return;
	free(b->stubs->ranges.p);
	free(b->stubs->words.p);
	free(b->stubs->lazy.p);
	free(b->stubs->rows.p);
	free(b->stubs);
}
