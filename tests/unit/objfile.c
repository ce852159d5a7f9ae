/*
 * objfile.c: tests of binaries: what may be opened, build IDs, bases of mappings, symbols.
 *
 * The binaries are written here, byte by byte and without any code, but for this program itself. More
 * of those of compilers, with debug information, are in tests/symbols.
 */
#include <elf.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "objfile/dwarf.h"
#include "objfile/elf.h"
#include "unit.h"

enum {
	TEXT = 1,
	DATA,
	NOTE,
	SYMBOLS,
	STRINGS,
	NAMES,
	SECTIONS,
	SEGMENTS_MAX = 4,
	SYMBOLS_MAX = 16
};

/* What a binary is made of; all zero is a library without anything. */
struct recipe {
	uint16_t type; /* 0: ET_DYN */
	const Elf64_Phdr *segments;
	size_t n_segments;
	uint64_t text, text_size, data;
	struct str notes;      /* of a section */
	bool notes_in_segment; /* and of a segment that comes before all others */
	const Elf64_Sym *symbols;
	size_t n_symbols;
	struct str strings;
};

/* A binary in memory. */
struct image {
	Elf64_Ehdr head;
	Elf64_Phdr segments[SEGMENTS_MAX];
	Elf64_Shdr sections[SECTIONS];
	Elf64_Sym symbols[SYMBOLS_MAX];
	char notes[256], strings[256], names[64];
};

static void image_section(struct image *m, unsigned i, const char *name, uint32_t type, size_t at,
	size_t size)
{
	size_t end = m->sections[NAMES].sh_size;

	snprintf(m->names + end, sizeof(m->names) - end, "%s", name);
	m->sections[i] = (Elf64_Shdr){.sh_name = (uint32_t)end,
		.sh_type = type,
		.sh_offset = at,
		.sh_size = size,
		.sh_addralign = 4};
	m->sections[NAMES].sh_size = end + strlen(name) + 1;
}

static void image_make(struct image *m, const struct recipe *r)
{
	*m = (struct image){
		.head = {.e_ident = {0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
			.e_type = r->type != 0 ? r->type : ET_DYN,
			.e_machine = EM_X86_64,
			.e_version = EV_CURRENT,
			.e_phoff = offsetof(struct image, segments),
			.e_shoff = offsetof(struct image, sections),
			.e_ehsize = sizeof(m->head),
			.e_phentsize = sizeof(Elf64_Phdr),
			.e_shentsize = sizeof(Elf64_Shdr),
			.e_shnum = SECTIONS,
			.e_shstrndx = NAMES}};
	m->sections[NAMES].sh_size = 1;
	image_section(m, TEXT, ".text", SHT_NOBITS, 0, r->text_size);
	m->sections[TEXT].sh_addr = r->text;
	m->sections[TEXT].sh_flags = SHF_ALLOC | SHF_EXECINSTR;
	image_section(m, DATA, ".data", SHT_NOBITS, 0, 0x100);
	m->sections[DATA].sh_addr = r->data;
	m->sections[DATA].sh_flags = SHF_ALLOC | SHF_WRITE;
	image_section(m, NOTE, ".note", SHT_NOTE, offsetof(struct image, notes), r->notes.n);
	image_section(m, SYMBOLS, ".symtab", r->n_symbols != 0 ? SHT_SYMTAB : SHT_NULL,
		offsetof(struct image, symbols), (r->n_symbols + 1) * sizeof(Elf64_Sym));
	m->sections[SYMBOLS].sh_entsize = sizeof(Elf64_Sym);
	m->sections[SYMBOLS].sh_link = STRINGS;
	image_section(m, STRINGS, ".strtab", SHT_STRTAB, offsetof(struct image, strings),
		r->strings.n + 1);
	m->sections[NAMES].sh_type = SHT_STRTAB;
	m->sections[NAMES].sh_offset = offsetof(struct image, names);
	if (r->notes_in_segment)
		m->segments[m->head.e_phnum++] = (Elf64_Phdr){.p_type = PT_NOTE,
			.p_offset = offsetof(struct image, notes),
			.p_filesz = r->notes.n,
			.p_align = 4};
	for (size_t i = 0; i < r->n_segments; i++)
		m->segments[m->head.e_phnum++] = r->segments[i];
	for (size_t i = 0; i < r->n_symbols; i++)
		m->symbols[i + 1] = r->symbols[i];
	if (r->notes.n != 0)
		memcpy(m->notes, r->notes.p, r->notes.n);
	if (r->strings.n != 0)
		memcpy(m->strings, r->strings.p, r->strings.n);
}

/* A folder with one file in it. */
struct place {
	char folder[32];
	char path[64];
};

static void place_make(struct place *p, const char *name, const void *bytes, size_t n)
{
	FILE *f;

	strcpy(p->folder, "/tmp/cprof-objfile-XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	snprintf(p->path, sizeof(p->path), "%s/%s", p->folder, name);
	f = fopen(p->path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void place_drop(const struct place *p)
{
	assert_int_equal(remove(p->path), 0);
	assert_int_equal(remove(p->folder), 0);
}

/* The binary of a recipe, opened; its file is gone already. */
static struct binary *open_made(const struct recipe *r, const char *name)
{
	struct binary *b = NULL;
	struct image m;
	struct place p;
	struct err err = {0};

	image_make(&m, r);
	place_make(&p, name, &m, sizeof(m));
	assert_true(binary_open(&b, p.path, &err));
	place_drop(&p);
	return b;
}

TEST(only_regular_elf_files_are_opened)
{
	static const char text[] = "#!/bin/sh\n", magic[] = "\177ELF\2\1\1";
	struct place p;
	struct binary *b = NULL;
	struct err err = {0};
	char pipe[80];

	assert_false(binary_open(&b, "/dev/zero", &err));
	assert_says(&err, "not a regular file");
	assert_false(binary_open(&b, "/", &err));
	assert_false(binary_open(&b, "/nowhere/to/be/found", &err));
	assert_says(&err, "No such file");
	place_make(&p, "text", text, sizeof(text) - 1);
	assert_false(binary_open(&b, p.path, &err));
	assert_says(&err, "not an ELF file");
	snprintf(pipe, sizeof(pipe), "%s/pipe", p.folder);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_false(binary_open(&b, pipe, &err));
	assert_says(&err, "not a regular file");
	assert_int_equal(remove(pipe), 0);
	place_drop(&p);
	place_make(&p, "magic", magic, sizeof(magic) - 1);
	assert_false(binary_open(&b, p.path, &err));
	place_drop(&p);
	assert_null(b);
	binary_close(NULL);
}

#define GNU_ID(size) "\4\0\0\0" size "\0\0\0\3\0\0\0GNU\0"

TEST(build_ids_are_those_of_pprof)
{
	static const struct {
		const char *what;
		struct str notes;
		bool in_segment;
		const char *id;
	} rows[] = {
		{"none", S(""), false, ""},
		{"of a section", S(GNU_ID("\4") "\x12\xab\x00\xff"), false, "12ab00ff"},
		{"of a segment", S(GNU_ID("\4") "\x12\xab\x00\xff"), true, "12ab00ff"},
		{"behind another note",
			S("\4\0\0\0\3\0\0\0\1\0\0\0Go\0\0abc\0" GNU_ID("\2") "\x01\x02"), false,
			"0102"},
		{"of another sort", S("\4\0\0\0\4\0\0\0\4\0\0\0GNU\0abcd"), false, ""},
		{"of another maker", S("\4\0\0\0\4\0\0\0\3\0\0\0GNV\0abcd"), false, ""},
		{"two", S(GNU_ID("\4") "abcd" GNU_ID("\4") "efgh"), false, ""},
		{"cut off", S(GNU_ID("\4") "abc"), false, ""},
		{"too long", S("\4\0\0\0\377\377\377\377\3\0\0\0GNU\0abcd"), false, ""},
		{"a name too long", S("\377\377\377\377\4\0\0\0\3\0\0\0GNU\0abcd"), false, ""},
		{"not a whole note", S("\4\0\0\0\4\0"), false, ""},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct recipe r = {.notes = rows[i].notes, .notes_in_segment = rows[i].in_segment};
		struct binary *b = open_made(&r, "lib");

		assert_row(str_eq_c(binary_build_id(b), rows[i].id), rows[i].what);
		binary_close(b);
	}
}

#define K UINT64_C(0xffffffff80000000)

/* A library as ld lays it out: what is read, code, data. */
static const Elf64_Phdr library[] = {
	{.p_type = PT_LOAD,
		.p_flags = PF_R,
		.p_filesz = 0x800,
		.p_memsz = 0x800,
		.p_align = 0x1000},
	{.p_type = PT_LOAD,
		.p_flags = PF_R | PF_X,
		.p_offset = 0x1000,
		.p_vaddr = 0x1000,
		.p_filesz = 0x3000,
		.p_memsz = 0x3000,
		.p_align = 0x1000},
	{.p_type = PT_LOAD,
		.p_flags = PF_R | PF_W,
		.p_offset = 0x4f00,
		.p_vaddr = 0x6f00,
		.p_filesz = 0x200,
		.p_memsz = 0x800,
		.p_align = 0x1000},
};

/* As lld and gold do: code is elsewhere in memory than in the file. */
static const Elf64_Phdr shifted[] = {
	{.p_type = PT_LOAD,
		.p_flags = PF_R,
		.p_filesz = 0x640,
		.p_memsz = 0x640,
		.p_align = 0x1000},
	{.p_type = PT_LOAD,
		.p_flags = PF_R | PF_X,
		.p_offset = 0x640,
		.p_vaddr = 0x201640,
		.p_filesz = 0x900,
		.p_memsz = 0x900,
		.p_align = 0x1000},
};

static const Elf64_Phdr program[] = {
	{.p_type = PT_LOAD,
		.p_flags = PF_R | PF_X,
		.p_vaddr = 0x400000,
		.p_filesz = 0x5000,
		.p_memsz = 0x5000,
		.p_align = 0x200000},
};

static const Elf64_Phdr kernel[] = {
	{.p_type = PT_LOAD,
		.p_flags = PF_R | PF_X,
		.p_offset = 0x200000,
		.p_vaddr = K + 0x1000000,
		.p_filesz = 0x900000,
		.p_memsz = 0x900000,
		.p_align = 0x200000},
};

static const Elf64_Sym first_code[] = {
	{.st_name = 1,
		.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE),
		.st_shndx = TEXT,
		.st_value = K + 0x1000000},
	{.st_name = 8,
		.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE),
		.st_shndx = TEXT,
		.st_value = K + 0x1000180},
};

static const struct recipe recipes[] = {
	{ET_DYN, library, LENGTH(library), .text = 0x1100, .text_size = 0x2000},
	{ET_DYN, shifted, LENGTH(shifted), .text = 0x201640, .text_size = 0x900},
	{ET_EXEC, program, LENGTH(program), .text = 0x401000, .text_size = 0x1000},
	{ET_EXEC, kernel, LENGTH(kernel), .text = K + 0x1000000, .text_size = 0x800000,
		.symbols = first_code, .n_symbols = 2, .strings = S("\0_stext\0_text\0")},
	{ET_REL, .text = 0, .text_size = 0x100},
	{ET_CORE, program, LENGTH(program)},
	{ET_EXEC, kernel, LENGTH(kernel), .text = K + 0x1000000, .text_size = 0x800000},
};

enum { LIBRARY, SHIFTED, PROGRAM, KERNEL, OBJECT, CORE, BARE_KERNEL };

TEST(bases_follow_the_rules_of_pprof)
{
	static const struct {
		const char *what;
		unsigned recipe;
		struct binary_mapping m;
		uint64_t address;
		const char *says; /* of the error; NULL: */
		uint64_t base;
		bool is_data;
	} rows[] = {
		{"a library's code", LIBRARY, {0x7f0000001000, 0x7f0000004000, 0x1000, {0}},
			0x7f0000001234, NULL, 0x7f0000000000, false},
		{"its data", LIBRARY, {0x7f0000006000, 0x7f0000007000, 0x4000, {0}}, 0x7f0000006f80,
			NULL, 0x7f0000000000, true},
		{"what is only read", LIBRARY, {0x7f0000000000, 0x7f0000001000, 0, {0}},
			0x7f0000000010, NULL, 0x7f0000000000, true},
		{"all of it at once: of the first segment", LIBRARY,
			{0x7f0000000000, 0x7f0000007000, 0, {0}}, 0x7f0000001100, NULL,
			0x7f0000000000, true},
		{"a page of two segments, the first", SHIFTED, {0x5500000000, 0x5500001000, 0, {0}},
			0x5500000100, NULL, 0x5500000000, true},
		{"a page of two segments, the second", SHIFTED,
			{0x5500201000, 0x5500202000, 0, {0}}, 0x5500201700, NULL, 0x5500000000,
			false},
		{"no segment is there", LIBRARY, {0x7f0000000000, 0x7f0000001000, 0x9000, {0}},
			0x7f0000000010, "no segment", 0, false},
		{"behind the segments of a page", SHIFTED, {0x5500201000, 0x5500202000, 0, {0}},
			0x5500201f80, "none of its segments", 0, false},
		{"outside of the mapping", LIBRARY, {0x7f0000001000, 0x7f0000004000, 0x1000, {0}},
			0x7f0000004000, "outside of the mapping", 0, false},
		{"a program where it was linked to", PROGRAM, {0x400000, 0x405000, 0, {0}},
			0x401000, NULL, 0, false},
		{"a part of it", PROGRAM, {0x402000, 0x405000, 0x2000, {0}}, 0x402000, NULL, 0,
			false},
		{"a program that was moved", PROGRAM, {0x500000, 0x505000, 0, {0}}, 0x501000, NULL,
			0x100000, false},
		{"everything", PROGRAM, {0, UINT64_MAX, 0, {0}}, 0x401000, NULL, 0, false},
		{"a kernel at its own place", KERNEL, {K + 0x1000000, K + 0x1900000, 0, {0}},
			K + 0x1000200, NULL, 0, false},
		{"a kernel that was moved", KERNEL, {K + 0x3000000, K + 0x3900000, 0, {0}},
			K + 0x3000200, NULL, 0x2000000, false},
		{"its offset is its start", KERNEL,
			{K + 0x3000000, K + 0x3900000, K + 0x3000000, {0}}, K + 0x3000200, NULL,
			0x2000000, false},
		{"PowerPC's offset", KERNEL,
			{K + 0x3000000, K + 0x3900000, UINT64_C(0xc000000000000000), {0}},
			K + 0x3000200, NULL, 0x2000000, false},
		{"by another symbol", KERNEL, {K + 0x3000180, K + 0x3900000, 0, S("_text")},
			K + 0x3000200, NULL, 0x2000000, false},
		{"by a symbol that is not there", KERNEL,
			{K + 0x3000180, K + 0x3900000, 0, S("_none")}, K + 0x3000200, NULL,
			0x2000180, false},
		{"a kernel at 0", KERNEL, {0, 0x900000, 0, {0}}, 0x200, NULL, 0 - (K + 0x1000000),
			false},
		{"without the symbol", BARE_KERNEL, {0, 0x900000, 0x200000, {0}}, 0x200, NULL,
			0 - (K + 0x1000000), false},
		{"a kernel at an odd offset", KERNEL, {K + 0x3000000, K + 0x3900000, 0x5000, {0}},
			K + 0x3000200, "does not go with a mapping", 0, false},
		{"an object file", OBJECT, {0x1000, 0x2000, 0, {0}}, 0x1010, NULL, 0x1000, false},
		{"an object file at an offset", OBJECT, {0x1000, 0x2000, 0x40, {0}}, 0x1010,
			"object file", 0, false},
		{"a core dump", CORE, {0x400000, 0x405000, 0, {0}}, 0x401000, "neither a program",
			0, false},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct binary *b = open_made(&recipes[rows[i].recipe],
			rows[i].recipe == KERNEL || rows[i].recipe == BARE_KERNEL ? "vmlinux"
										  : "prog");
		uint64_t base = 42;
		bool is_data = false;
		struct err err = {0};
		bool ok = binary_base(b, &rows[i].m, rows[i].address, &base, &is_data, &err);

		assert_row(ok == (rows[i].says == NULL), rows[i].what);
		if (rows[i].says == NULL)
			assert_row(base == rows[i].base && is_data == rows[i].is_data,
				rows[i].what);
		else
			assert_row(base == 42 && strstr(err.text, rows[i].says) != NULL,
				rows[i].what);
		binary_close(b);
	}
}

TEST(a_mapping_fits_by_the_segment_of_the_code)
{
	struct binary_mapping good = {0x7f0000001000, 0x7f0000004000, 0x1000, {0}};
	struct binary_mapping odd = {0x1000, 0x2000, 0x40, {0}};
	struct err err = {0};
	struct binary *b = open_made(&recipes[LIBRARY], "lib");

	assert_true(binary_fits(b, &good, &err));
	binary_close(b);
	b = open_made(&recipes[OBJECT], "obj");
	assert_false(binary_fits(b, &odd, &err));
	binary_close(b);
}

#define FUNCTION(name, value, size, bind) \
	{ \
		name, ELF64_ST_INFO(bind, STT_FUNC), 0, TEXT, value, size \
	}

TEST(symbols_own_addresses)
{
	/* 1 outer 7 inner 13 label 19 twin 24 pair 29 datum 35 a.c 39 gone */
	static const Elf64_Sym symbols[] = {
		{39, ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, SHN_UNDEF, 0x1000, 0x10},
		{35, ELF64_ST_INFO(STB_LOCAL, STT_FILE), 0, SHN_ABS, 0, 0},
		FUNCTION(7, 0x1020, 0x10, STB_LOCAL),
		FUNCTION(1, 0x1000, 0x100, STB_GLOBAL),
		{13, ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE), 0, TEXT, 0x1180, 0},
		FUNCTION(24, 0x1140, 0x20, STB_WEAK),
		FUNCTION(19, 0x1140, 0x20, STB_GLOBAL),
		{29, ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT), 0, DATA, 0x4010, 8},
		{29, ELF64_ST_INFO(STB_GLOBAL, STT_TLS), 0, DATA, 0x1004, 8},
		{200, ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), 0, TEXT, 0x1004, 8},
	};
	static const struct {
		uint64_t address;
		bool code;
		const char *name;
	} rows[] = {
		{0xfff, true, ""},
		{0x1000, true, "outer"},
		{0x101f, true, "outer"},
		{0x1020, true, "inner"},
		{0x102f, true, "inner"},
		{0x1030, true, "outer"},
		{0x10ff, true, "outer"},
		{0x1100, true, "outer"}, /* what is behind it */
		{0x110f, true, "outer"},
		{0x1110, true, ""},
		{0x1140, true, "twin"}, /* the last one in the file */
		{0x115f, true, "twin"},
		{0x1180, true, "label"},
		{0x11ff, true, "label"},
		{0x1210, true, ""}, /* behind the section */
		{0x4010, false, "datum"},
		{0x4010, true, ""},
		{0x4018, false, ""},
		{0x1000, false, ""},
	};
	static const struct recipe r = {ET_DYN, library, LENGTH(library), .text = 0x1000,
		.text_size = 0x200, .data = 0x4000, .symbols = symbols,
		.n_symbols = LENGTH(symbols),
		.strings = S("\0outer\0inner\0label\0twin\0pair\0datum\0a.c\0gone\0")};
	struct binary *b = open_made(&r, "lib");
	const struct binary_symbols *t = binary_symbols(b);

	assert_int_equal(t->n, 6);
	assert_str_c(symbol_name(t, &t->rows[0]), "outer");
	assert_int_equal(t->rows[0].file_n, 0);
	assert_str_c(symbol_name(t, &t->rows[1]), "inner");
	assert_str(str_sub(t->names, t->rows[1].file, t->rows[1].file_n), STR("a.c"));
	assert_str_c(symbol_name(t, &t->rows[2]), "pair"); /* of one address, by name */
	assert_str_c(symbol_name(t, &t->rows[3]), "twin");
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct binary_symbol *s = binary_symbol_at(b, rows[i].address, rows[i].code);
		char row[40];

		snprintf(row, sizeof(row), "%#" PRIx64 " %s", rows[i].address, rows[i].name);
		assert_row(str_eq_c(s != NULL ? symbol_name(t, s) : STR(""), rows[i].name), row);
	}
	binary_close(b);
}

TEST(frames_without_debug_information_are_symbols)
{
	static const Elf64_Sym symbols[] = {FUNCTION(1, 0x1000, 0x40, STB_GLOBAL)};
	static const struct recipe r = {ET_DYN, library, LENGTH(library), .text = 0x1000,
		.text_size = 0x200, .symbols = symbols, .n_symbols = 1, .strings = S("\0only\0")};
	static const uint64_t addresses[] = {0x10, 0x1004, 0x1004, 0x2000};
	struct binary *b = open_made(&r, "lib");
	struct err err = {0};

	assert_false(binary_has_dwarf(b));
	for (enum frames_mode mode = FRAMES_FULL; mode <= FRAMES_DATA; mode++) {
		struct dwarf_frames f;

		assert_true(binary_frames(b, addresses, LENGTH(addresses), mode, &f, &err));
		assert_int_equal(f.n, LENGTH(addresses));
		assert_int_equal(f.begin[0], 0);
		assert_int_equal(f.begin[1], 0);
		assert_int_equal(f.begin[2], 1);
		assert_int_equal(f.begin[3], 2);
		assert_int_equal(f.begin[4], 2);
		assert_str_c(intern_str(&f.strings, f.rows[0].name), "only");
		assert_int_equal(f.rows[0].line, 0);
		dwarf_frames_release(&f);
	}
	binary_close(b);
}

/* An address in the caller's line. */
static __attribute__((noinline)) uint64_t here(void)
{
	return (uintptr_t)__builtin_return_address(0) - 1;
}

static inline __attribute__((always_inline)) uint64_t inner(uint32_t *line)
{
	uint64_t at = (*line = __LINE__, here());

	return at + (at == 0);
}

static __attribute__((noinline)) uint64_t outer(uint32_t *inner_line, uint32_t *line)
{
	uint64_t at = (*line = __LINE__, inner(inner_line));

	return at + (at == 0);
}

/* The mapping of this program that an address is in. */
static struct binary_mapping mapping_of(uint64_t address)
{
	struct binary_mapping m = {0};
	FILE *f = fopen("/proc/self/maps", "r");
	char line[512];

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		char *at = line;

		m.start = strtoull(at, &at, 16);
		m.limit = strtoull(at + 1, &at, 16);
		m.offset = strtoull(at + 6, &at, 16); /* behind " r-xp " */
		if (m.start <= address && address < m.limit)
			break;
	}
	assert_int_equal(fclose(f), 0);
	assert_true(m.start <= address && address < m.limit);
	return m;
}

TEST(this_program_finds_itself)
{
	uint32_t inner_line = 0, outer_line = 0;
	uint64_t base = 0, address = outer(&inner_line, &outer_line);
	struct binary_mapping m = mapping_of(address);
	struct binary *b = NULL;
	struct dwarf_frames f;
	struct err err = {0};
	bool is_data = true;

	assert_true(binary_open(&b, "/proc/self/exe", &err));
	assert_true(binary_has_dwarf(b));
	assert_true(binary_fits(b, &m, &err));
	assert_true(binary_base(b, &m, address, &base, &is_data, &err));
	assert_false(is_data);
	address -= base;
	assert_true(binary_frames(b, &address, 1, FRAMES_FULL, &f, &err));
	assert_int_equal(f.begin[1], 2);
	assert_str_c(intern_str(&f.strings, f.rows[0].name), "inner");
	assert_str_c(intern_str(&f.strings, f.rows[1].name), "outer");
	assert_true(str_ends(intern_str(&f.strings, f.rows[0].file), STR("tests/unit/objfile.c")));
	assert_int_equal(f.rows[1].file, f.rows[0].file);
	assert_int_equal(f.rows[0].line, inner_line);
	assert_int_equal(f.rows[1].line, outer_line);
	assert_true(f.rows[0].start_line < inner_line && f.rows[1].start_line > inner_line);
	dwarf_frames_release(&f);
	assert_true(binary_frames(b, &address, 1, FRAMES_FAST, &f, &err));
	assert_int_equal(f.begin[1], 1);
	assert_str_c(intern_str(&f.strings, f.rows[0].name), "outer");
	assert_int_equal(f.rows[0].line, 0);
	dwarf_frames_release(&f);
	binary_close(b);
}

/* All there is to do with a binary, whatever is in it. */
static void use(const char *path)
{
	static const uint64_t addresses[] = {0, 0x1000, 0x1020, 0x4010, UINT64_MAX};
	struct binary_mapping m = {0x7f0000001000, 0x7f0000004000, 0x1000, {0}};
	struct binary *b;
	struct dwarf_frames f;
	struct err err = {0};
	uint64_t base;
	bool is_data;

	if (!binary_open(&b, path, &err))
		return;
	binary_fits(b, &m, &err);
	binary_base(b, &m, 0x7f0000001000, &base, &is_data, &err);
	assert_true(binary_frames(b, addresses, LENGTH(addresses), FRAMES_FULL, &f, &err));
	dwarf_frames_release(&f);
	binary_close(b);
}

TEST(damaged_binaries_hurt_nobody)
{
	static const Elf64_Sym symbols[] = {FUNCTION(1, 0x1000, 0x40, STB_GLOBAL)};
	static const struct recipe r = {ET_DYN, library, LENGTH(library), .text = 0x1000,
		.text_size = 0x200, .notes = S(GNU_ID("\4") "abcd"), .symbols = symbols,
		.n_symbols = 1, .strings = S("\0only\0")};
	static const unsigned char bytes[] = {0, 1, 0x7f, 0x80, 0xff};
	struct image whole;
	struct place p;

	image_make(&whole, &r);
	for (size_t n = 0; n < sizeof(whole); n += 7) {
		place_make(&p, "cut", &whole, n);
		use(p.path);
		place_drop(&p);
	}
	for (size_t i = 0; i < offsetof(struct image, notes) + 40; i++) {
		struct image m = whole;

		((unsigned char *)&m)[i] = bytes[i * 7 % sizeof(bytes)];
		place_make(&p, "bent", &m, sizeof(m));
		use(p.path);
		place_drop(&p);
	}
}

/* A build that writes into the file itself, at the worst time. */
TEST(a_binary_may_be_cut_short_while_it_is_read)
{
	static const Elf64_Sym symbols[] = {FUNCTION(1, 0x1000, 0x40, STB_GLOBAL)};
	static const struct recipe r = {ET_DYN, library, LENGTH(library), .text = 0x1000,
		.text_size = 0x200, .symbols = symbols, .n_symbols = 1, .strings = S("\0only\0")};
	static const uint64_t address = 0x1000;
	struct image m;
	struct binary *b = NULL;
	struct dwarf_frames f;
	struct place p;
	struct err err = {0};

	image_make(&m, &r);
	place_make(&p, "cut", &m, sizeof(m));
	assert_true(binary_open(&b, p.path, &err));
	assert_false(binary_changed(b));
	assert_int_equal(truncate(p.path, 0), 0);
	assert_true(binary_frames(b, &address, 1, FRAMES_FULL, &f, &err));
	assert_int_equal(f.begin[1], 0);
	assert_true(binary_changed(b));
	dwarf_frames_release(&f);
	binary_close(b);
	place_drop(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_regular_elf_files_are_opened),
		cmocka_unit_test(build_ids_are_those_of_pprof),
		cmocka_unit_test(bases_follow_the_rules_of_pprof),
		cmocka_unit_test(a_mapping_fits_by_the_segment_of_the_code),
		cmocka_unit_test(symbols_own_addresses),
		cmocka_unit_test(frames_without_debug_information_are_symbols),
		cmocka_unit_test(this_program_finds_itself),
		cmocka_unit_test(damaged_binaries_hurt_nobody),
		cmocka_unit_test(a_binary_may_be_cut_short_while_it_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
