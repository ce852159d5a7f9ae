/*
 * debugfile.c: finds separate debug files where gdb finds them:
 *	/usr/lib/debug/.build-id/ab/cdef.debug	where abcdef is the build ID
 *	DIRECTORY OF THE BINARY/NAME		and NAME in its .debug/
 *	/usr/lib/debug/DIRECTORY OF THE BINARY/NAME
 * and the same in other directories that the user has named, there also as DIRECTORY/NAME and, as LLVM
 * has it, DIRECTORY/ab/cdef.debug.
 *
 * A file is used if its build ID is that of the binary or, where one of them has none, if its check sum
 * is right. A file of another build has other addresses, and would give wrong answers.
 */
#include "objfile/debugfile.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/path.h"

static bool named_section(Elf *elf, const char *name, GElf_Shdr *h, Elf_Scn **found)
{
	Elf_Scn *scn = NULL;
	size_t names;

	if (elfutils.elf_getshdrstrndx(elf, &names) != 0)
		return false;
	while ((scn = elfutils.elf_nextscn(elf, scn)) != NULL) {
		const char *s = elfutils.gelf_getshdr(scn, h) != NULL
			? elfutils.elf_strptr(elf, names, h->sh_name)
			: NULL;

		if (s != NULL && strcmp(s, name) == 0) {
			*found = scn;
			return true;
		}
	}
	return false;
}

bool elf_has_section(const struct binary *b, const char *name)
{
	GElf_Shdr h;
	Elf_Scn *scn;

	return named_section(b->elf, name, &h, &scn) && h.sh_type != SHT_NOBITS && h.sh_size != 0;
}

struct str elf_section_bytes(Elf *elf, const char *name)
{
	char old[64];
	GElf_Shdr h;
	Elf_Scn *scn;
	Elf_Data *d;

	snprintf(old, sizeof(old), ".z%s", name + 1);
	if (!named_section(elf, name, &h, &scn) && !named_section(elf, old, &h, &scn))
		return (struct str){0};
	if (h.sh_type == SHT_NOBITS || (h.sh_flags & SHF_COMPRESSED) != 0)
		return (struct str){0};
	d = elfutils.elf_getdata(scn, NULL);
	return d != NULL && d->d_buf != NULL ? (struct str){d->d_buf, d->d_size} : (struct str){0};
}

bool elf_has_dwarf(const struct binary *b)
{
	return elf_has_section(b, ".debug_info") || elf_has_section(b, ".zdebug_info");
}

static bool has_symbols(const struct binary *b)
{
	return elf_has_section(b, ".symtab");
}

/* The check sum of .gnu_debuglink: that of zlib and Ethernet, over the whole file. */
static bool sum_is(const struct binary *b, uint32_t wanted)
{
	size_t n = 0;
	const char *p = elfutils.elf_rawfile(b->elf, &n);
	uint32_t table[256], sum = UINT32_MAX;

	for (uint32_t i = 0; i < 256; i++) {
		table[i] = i;
		for (unsigned bit = 0; bit < 8; bit++)
			table[i] = table[i] >> 1 ^ (table[i] & 1 ? UINT32_C(0xedb88320) : 0);
	}
	for (size_t i = 0; p != NULL && i < n; i++)
		sum = sum >> 8 ^ table[(sum ^ (unsigned char)p[i]) & 255];
	return p != NULL && ~sum == wanted;
}

/* What is looked for. */
struct debugfile_search {
	const struct binary *b;
	struct arena arena;
	struct str id, name; /* either may be empty */
	uint32_t sum;
	bool has_sum;
};

/* Opens a candidate and looks whether it is the right one. */
static struct binary *try(struct debugfile_search *s, struct str path)
{
	struct binary *found;
	struct err why;
	bool good;

	if (path.n >= PATH_MAX || !binary_open(&found, arena_c(&s->arena, path), &why))
		return NULL;
	if (s->id.n != 0 && found->build_id[0] != '\0')
		good = str_eq_c(s->id, found->build_id);
	else
		good = s->has_sum && sum_is(found, s->sum);
	if (good &&
		(elf_has_dwarf(found) || has_symbols(found) ||
			elf_has_section(found, ".debug_str")))
		return found;
	binary_close(found);
	return NULL;
}

/* By build ID in one directory, or what is below it. */
static struct binary *try_id(struct debugfile_search *s, struct str dir, struct str below)
{
	if (s->id.n < 4)
		return NULL;
	return try(s,
		arena_fmt(&s->arena, "%.*s%.*s/%.2s/%s.debug", STR_ARG(dir), STR_ARG(below),
			s->id.p, s->id.p + 2));
}

struct str debugfile_home(const struct binary *b, struct arena *arena)
{
	char *real = realpath(b->path, NULL);
	struct str path = str_from_c(real != NULL ? real : b->path);
	size_t slash = str_find_last(path, '/');

	path = slash == path.n ? arena_str(arena, STR("."))
			       : arena_str(arena, str_sub(path, 0, slash));
	free(real);
	return path;
}

static struct binary *try_name(struct debugfile_search *s, struct str dir, struct str below)
{
	if (s->name.n == 0)
		return NULL;
	return try(s,
		arena_fmt(&s->arena, "%.*s%.*s/%.*s", STR_ARG(dir), STR_ARG(below),
			STR_ARG(s->name)));
}

static struct binary *try_directory(struct debugfile_search *s, struct str dir, struct str home,
	bool users)
{
	struct binary *found = try_id(s, dir, STR("/.build-id"));

	if (found == NULL && users)
		found = try_id(s, dir, STR(""));
	if (found == NULL && home.n != 0 && home.p[0] == '/')
		found = try_name(s, dir, home);
	if (found == NULL && users)
		found = try_name(s, dir, STR(""));
	return found;
}

/* In all directories. */
static struct binary *look(struct debugfile_search *s)
{
	struct str home = debugfile_home(s->b, &s->arena), dirs = str_from_c(s->b->debug_dirs), dir;
	struct binary *found = NULL;

	while (found == NULL && dirs.p != NULL && str_split(&dirs, ':', &dir))
		if (dir.n != 0)
			found = try_directory(s, dir, home, true);
	if (found == NULL)
		found = try_name(s, home, STR(""));
	if (found == NULL)
		found = try_name(s, home, STR("/.debug"));
	if (found == NULL)
		found = try_directory(s, STR("/usr/lib/debug"), home, false);
	return found;
}

/* What .gnu_debuglink says: a name, and at the next multiple of four the check sum. */
static void read_link(struct debugfile_search *s)
{
	GElf_Shdr h;
	Elf_Scn *scn;
	Elf_Data *d;
	struct str name;
	size_t at;

	if (!named_section(s->b->elf, ".gnu_debuglink", &h, &scn) || h.sh_type == SHT_NOBITS)
		return;
	d = elfutils.elf_rawdata(scn, NULL);
	if (d == NULL || d->d_buf == NULL)
		return;
	name = (struct str){d->d_buf, strnlen(d->d_buf, d->d_size)};
	at = (name.n + 4) & ~(size_t)3;
	if (name.n == 0 || memchr(name.p, '/', name.n) != NULL || d->d_size < 4 ||
		at > d->d_size - 4)
		return;
	s->name = name;
	for (unsigned i = 0; i < 4; i++)
		s->sum = s->sum << 8 |
			((unsigned char *)d->d_buf)[at + (s->b->big_endian ? i : 3 - i)];
	s->has_sum = true;
}

struct binary *binary_debug(struct binary *b)
{
	struct debugfile_search s = {.b = b, .id = str_from_c(b->build_id)};

	if (b->debug_sought || (elf_has_dwarf(b) && has_symbols(b)))
		return b->debug;
	b->debug_sought = true;
	read_link(&s);
	b->debug = look(&s);
	/* A debug file has no debug file. */
	if (b->debug != NULL)
		b->debug->debug_sought = true;
	arena_release(&s.arena);
	return b->debug;
}

struct binary *debugfile_alternate(const struct binary *b, const char *name, const void *id,
	size_t id_n)
{
	struct debugfile_search s = {.b = b};
	char hex[2 * BUILD_ID_MAX + 1] = "";
	struct binary *found;
	struct str home = debugfile_home(b, &s.arena), path = str_from_c(name);

	for (size_t i = 0; i < id_n && id_n <= BUILD_ID_MAX; i++)
		snprintf(hex + 2 * i, 3, "%02x", ((const unsigned char *)id)[i]);
	s.id = str_from_c(hex);
	found = s.id.n == 0 ? NULL : look(&s);
	if (found == NULL && s.id.n != 0 && path.n != 0)
		found = try(&s,
			path.p[0] == '/' ? path
					 : arena_fmt(&s.arena, "%.*s/%s", STR_ARG(home), name));
	arena_release(&s.arena);
	if (found != NULL)
		found->debug_sought = true;
	return found;
}

void binary_debug_dirs(struct binary *b, struct str dirs)
{
	free(b->debug_dirs);
	b->debug_dirs = strndup(dirs.p != NULL ? dirs.p : "", dirs.n);
	if (b->debug_dirs == NULL)
		mem_exhausted();
}
