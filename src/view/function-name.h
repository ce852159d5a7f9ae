/*
 * function-name.h: what the files that read names of functions share. Inside view/ only.
 */
#ifndef CPROF_VIEW_FUNCTION_NAME_H
#define CPROF_VIEW_FUNCTION_NAME_H

#include "base/arena.h"
#include "base/ascii.h"
#include "base/str.h"

/* A letter, a digit, '_' or '$'; letters that are not ASCII, too. */
static inline bool is_word(char c)
{
	return ascii_is_word(c) || c == '$' || (unsigned char)c >= 0x80;
}

static inline bool has(struct str s, const char *needle)
{
	return str_find(s, str_from_c(needle), 0) < s.n;
}

/* A name without what async-profiler puts behind it: "_[j]" for compiled Java, "_[k]" for the kernel. */
struct str function_name_without_kind(struct str name);

/* A source file's name without the query of a URL. */
struct str function_name_without_query(struct str file);

/* Where "ntdll.dll!" ends in "ntdll.dll!RtlUserThreadStart"; 0 where no binary stands in front. */
size_t function_name_behind_binary(struct str name);

/*
 * "java.util" for "java.util.HashMap.put", "java/util/HashMap.put" and other ways to write names of
 * the Java machine. `certain` says that the file is one of its languages; else names that may be
 * of another language give the empty string. A part of `name`, or a new string in the arena.
 */
struct str java_package(struct arena *a, struct str name, bool certain);

#endif
