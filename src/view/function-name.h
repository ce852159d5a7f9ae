/*
 * function-name.h: Finds the parts of function and file names, for the groups. Inside view/ only.
 */
#ifndef CPROF_VIEW_FUNCTION_NAME_H
#define CPROF_VIEW_FUNCTION_NAME_H

#include "base/arena.h"
#include "base/ascii.h"
#include "base/str.h"

/* Whether c is a letter, a digit, '_' or '$'. All bytes of letters outside ASCII are letters. */
static inline bool is_word(char c)
{
	return ascii_is_word(c) || c == '$' || (unsigned char)c >= 0x80;
}

static inline bool has(struct str s, const char *needle)
{
	return str_find(s, str_from_c(needle), 0) < s.n;
}

/* Cuts off the suffix of async-profiler: "_[j]" for compiled Java, "_[k]" for the kernel. */
struct str function_name_without_kind(struct str name);

/* Cuts the query off the URL of a source file: "?v=1". Other names stay as they are. */
struct str function_name_without_query(struct str file);

/* The offset behind "ntdll.dll!" in "ntdll.dll!RtlUserThreadStart"; 0 if no binary is in front. */
size_t function_name_behind_binary(struct str name);

/*
 * The package of a method of the Java machine: "java.util" for "java.util.HashMap.put",
 * "java/util/HashMap.put" and the other ways to write it (java.c). `certain` says that the file is of
 * a language of that machine. If it is not, a name that may be of another language has no package.
 * Returns a part of `name`, a new string in the arena, or the empty string.
 */
struct str java_package(struct arena *a, struct str name, bool certain);

#endif
