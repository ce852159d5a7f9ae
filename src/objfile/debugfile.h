/*
 * debugfile.h: what a binary needs that is in files of its own.
 *
 * Linux distributions ship programs without debug information, which is in a second file found by the
 * build ID or by the name and check sum in the section .gnu_debuglink. Parts that several programs
 * share may be in a third ("alternate") one, named by .gnu_debugaltlink.
 * Names in these sections are whatever the file says: only regular files are opened.
 */
#ifndef CPROF_OBJFILE_DEBUGFILE_H
#define CPROF_OBJFILE_DEBUGFILE_H

#include "base/arena.h"
#include "objfile/elf-internal.h"

/* Whether the file has a section of that name with bytes in it. */
bool elf_has_section(const struct binary *b, const char *name);

/*
 * The bytes of a section of that name, or of its old name for compressed ones (.zdebug_ for .debug_):
 * as libdw has decompressed them. "" without one.
 */
struct str elf_section_bytes(Elf *elf, const char *name);

/* Whether it has DWARF, compressed or not. */
bool elf_has_dwarf(const struct binary *b);

/* The directory a file is in, without symbolic links; ends with a NUL that does not count. */
struct str debugfile_home(const struct binary *b, struct arena *arena);

/*
 * The file that `name` of .gnu_debugaltlink and a build ID say, seen from b: NULL when it is not there.
 * The caller closes it.
 */
struct binary *debugfile_alternate(const struct binary *b, const char *name, const void *id,
	size_t id_n);

#endif
