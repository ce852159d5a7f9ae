/*
 * dwarf-split.c: opens units whose functions are in a file of their own (split DWARF).
 *
 * With -gsplit-dwarf a program holds little more of each unit than the name of a second file. libdw opens
 * that file, beside the program or in the directory of the compilation, and would wait for ever if it was a
 * pipe. So we check what the name is before we ask libdw.
 */
#include <dwarf.h>
#include <sys/stat.h>

#include "objfile/debugfile.h"
#include "objfile/dwarf-internal.h"

/* Whether libdw may try to open the file: it is one, or is not there. */
static bool harmless(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 || S_ISREG(st.st_mode);
}

/* The name of the second file; NULL when there is none. */
static const char *name_of(Dwarf_Die *die)
{
	Dwarf_Attribute a;
	const char *name = elfutils.dwarf_formstring(elfutils.dwarf_attr(die, DW_AT_dwo_name, &a));

	return name != NULL
		? name
		: elfutils.dwarf_formstring(elfutils.dwarf_attr(die, DW_AT_GNU_dwo_name, &a));
}

/* All the paths that libdw would try. */
static bool may_open(struct dwarf_unit_work *u, const char *name)
{
	struct dwarf_search *s = u->s;
	struct str home = debugfile_home(s->from, &s->scratch);

	/* A package of them, which libdw knows from 0.191 on. */
	if (!harmless(arena_fmt(&s->scratch, "%s.dwp", s->from->path).p))
		return false;
	if (name[0] == '/')
		return harmless(name);
	if (!harmless(arena_fmt(&s->scratch, "%s/%s", home.p, name).p))
		return false;
	return harmless(u->directory.n != 0 && u->directory.p[0] == '/'
			? arena_fmt(&s->scratch, "%s/%s", u->directory.p, name).p
			: arena_fmt(&s->scratch, "%s/%s/%s", home.p,
				  u->directory.n != 0 ? u->directory.p : ".", name)
				  .p);
}

/* Opens it. False when libdw does not find it. */
static bool open_split(struct dwarf_unit_work *u, Dwarf_Die *split)
{
	uint8_t type;

	return elfutils.dwarf_cu_info(u->skeleton.cu, NULL, &type, NULL, split, NULL, NULL, NULL) ==
		0 &&
		type == DW_UT_skeleton && elfutils.dwarf_tag(split) == DW_TAG_compile_unit;
}

void dwarf_unit_split(struct dwarf_unit_work *u)
{
	const char *name = name_of(&u->skeleton);
	Dwarf_Die split;

	if (name == NULL)
		return;
	if (may_open(u, name) && open_split(u, &split))
		u->die = split;
	else
		u->s->out->incomplete = true;
}
