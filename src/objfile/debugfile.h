/*
 * debugfile.h: finds the files of their own that hold the debug information of a binary.
 *
 * Linux distributions ship programs without debug information. It is in a second file, found by the build ID
 * or by the name and check sum in the section .gnu_debuglink. Parts that several programs share may be in a
 * third ("alternate") file, which .gnu_debugaltlink names.
 * Note: the names in these sections may be anything, so only regular files are opened.
 */
#ifndef CPROF_OBJFILE_DEBUGFILE_H
#define CPROF_OBJFILE_DEBUGFILE_H

#include "base/arena.h"
#include "objfile/elf-internal.h"

/* True when the file has a section of that name that is not empty. */
bool elf_has_section(const struct binary *b, const char *name);

/*
 * The bytes of the section of that name, or of its old name for compressed ones (.zdebug_ for .debug_), as
 * libdw decompresses them. "" without such a section.
 */
struct str elf_section_bytes(Elf *elf, const char *name);

/* True when the file has DWARF, compressed or not. */
bool elf_has_dwarf(const struct binary *b);

/* The directory of the file, without symbolic links. In the arena, with a NUL behind its end. */
struct str debugfile_home(const struct binary *b, struct arena *arena);

/*
 * Opens the alternate file of b by the `name` and the build ID that .gnu_debugaltlink holds. NULL when it is
 * not found. The caller closes it.
 */
struct binary *debugfile_alternate(const struct binary *b, const char *name, const void *id,
	size_t id_n);

#endif
