/*
 * dwarf-open.c: opens the DWARF of a binary, and the alternate file that it refers to.
 *
 * dwz moves what several programs share into an alternate file. libdw would open any name that
 * .gnu_debugaltlink holds, even that of a pipe, and wait. So we always give it an alternate file: where the
 * right one is missing, an empty one, and the names stay unknown.
 */
#include <elf.h>
#include <stdlib.h>

#include "objfile/debugfile.h"
#include "objfile/dwarf-internal.h"

static const char names[] = "\0.debug_info\0.shstrtab";

enum { NAME_INFO = 1, NAME_NAMES = 13, SECTIONS = 3 };

/* An ELF file with one byte of debug information, which says nothing. */
struct nothing {
	Elf64_Ehdr head;
	Elf64_Shdr sections[SECTIONS];
	char names[sizeof(names)];
	char byte[1];
};

static struct nothing *nothing_new(void)
{
	struct nothing *n = mem_zeroed(1, sizeof(*n));

	memcpy(n->head.e_ident, ELFMAG, SELFMAG);
	n->head.e_ident[EI_CLASS] = ELFCLASS64;
	n->head.e_ident[EI_DATA] = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB
									     : ELFDATA2MSB;
	n->head.e_ident[EI_VERSION] = EV_CURRENT;
	n->head.e_type = ET_DYN;
	n->head.e_version = EV_CURRENT;
	n->head.e_ehsize = sizeof(n->head);
	n->head.e_shoff = offsetof(struct nothing, sections);
	n->head.e_shentsize = sizeof(n->sections[0]);
	n->head.e_shnum = SECTIONS;
	n->head.e_shstrndx = 2;
	n->sections[1] = (Elf64_Shdr){.sh_name = NAME_INFO,
		.sh_type = SHT_PROGBITS,
		.sh_offset = offsetof(struct nothing, byte),
		.sh_size = sizeof(n->byte),
		.sh_addralign = 1};
	n->sections[2] = (Elf64_Shdr){.sh_name = NAME_NAMES,
		.sh_type = SHT_STRTAB,
		.sh_offset = offsetof(struct nothing, names),
		.sh_size = sizeof(names),
		.sh_addralign = 1};
	memcpy(n->names, names, sizeof(names));
	return n;
}

/* False when there is no way to keep libdw from looking for it. */
static bool open_alternate(struct dwarf_search *s)
{
	const char *name = NULL;
	const void *id = NULL;
	ssize_t n = elfutils.dwelf_dwarf_gnu_debugaltlink(s->dwarf, &name, &id);

	if (n <= 0)
		return true;
	s->alternate = debugfile_alternate(s->from, name, id, (size_t)n);
	if (s->alternate != NULL)
		s->alternate_dwarf = elfutils.dwarf_begin_elf(s->alternate->elf, DWARF_C_READ,
			NULL);
	if (s->alternate_dwarf == NULL) {
		s->out->incomplete = true;
		s->nothing = nothing_new();
		s->nothing_elf = elfutils.elf_memory((char *)s->nothing, sizeof(*s->nothing));
		s->alternate_dwarf = elfutils.dwarf_begin_elf(s->nothing_elf, DWARF_C_READ, NULL);
	}
	if (s->alternate_dwarf == NULL)
		return false;
	elfutils.dwarf_setalt(s->dwarf, s->alternate_dwarf);
	return true;
}

bool dwarf_search_open(struct dwarf_search *s)
{
	s->from = elf_has_dwarf(s->b) ? s->b : s->b->debug;
	s->dwarf = elfutils.dwarf_begin_elf(s->from->elf, DWARF_C_READ, NULL);
	return s->dwarf != NULL && open_alternate(s);
}

void dwarf_search_close(struct dwarf_search *s)
{
	if (s->dwarf != NULL)
		elfutils.dwarf_end(s->dwarf);
	if (s->alternate_dwarf != NULL)
		elfutils.dwarf_end(s->alternate_dwarf);
	if (s->nothing_elf != NULL)
		elfutils.elf_end(s->nothing_elf);
	free(s->nothing);
	binary_close(s->alternate);
}
