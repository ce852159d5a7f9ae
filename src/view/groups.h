/*
 * groups.h: what a function belongs to, as far as its name says: a package or a module.
 *
 * Names are read as the function's language writes them. The language is the one of the file's
 * ending, and where that says nothing, what the name looks like. See the manual for the rules.
 */
#ifndef CPROF_VIEW_GROUPS_H
#define CPROF_VIEW_GROUPS_H

#include "base/arena.h"
#include "base/str.h"

/*
 * "net/http" for "net/http.(*conn).serve", "shop::order" for "shop::order::Stock::longest",
 * "java.util" for "java.util.HashMap.put". Empty when the name does not say. A part of `name`, or a
 * new string in the arena.
 */
struct str group_package(struct arena *a, struct str name, struct str file);

/* The same of what packages belong to: "github.com/a/b", "std", "shop", "com.google.common". */
struct str group_module(struct arena *a, struct str name, struct str file);

/*
 * The folder of a source file: "/src/a" for "/src/a/b.c", "C:\\src" for "C:\\src\\b.c", "/a" for
 * "file:/a/b.js". Of Java only the last part is known: then it is the package, "java/util". "." for
 * other names without a folder; empty for an empty name and for a library's.
 */
struct str group_folder(struct arena *a, struct str name, struct str file);

/*
 * The binary that stands in place of a function's name, or in front of it: "libc.so.6" for
 * "/lib/libc.so.6+0x26d09", "ntdll.dll" for "ntdll.dll!RtlUserThreadStart". Empty when there is none.
 */
struct str group_binary(struct str name);

/* True when a file's name says that its language runs on the Java machine. */
bool group_is_java(struct str file);

#endif
