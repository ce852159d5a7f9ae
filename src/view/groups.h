/*
 * groups.h: The package, module, folder or binary of a function, by its name and its file's name.
 *
 * The function's language decides how its name is read. The file's ending says which language that
 * is; if it does not, the form of the name does. The manual has the rules.
 */
#ifndef CPROF_VIEW_GROUPS_H
#define CPROF_VIEW_GROUPS_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The package of a function: "net/http" for "net/http.(*conn).serve", "shop::order" for
 * "shop::order::Stock::longest", "java.util" for "java.util.HashMap.put". Empty if the name does not
 * say. Returns a part of `name`, or a new string in the arena.
 */
struct str group_package(struct arena *a, struct str name, struct str file);

/* The module that the package belongs to: "github.com/a/b", "std", "shop", "com.google.common". */
struct str group_module(struct arena *a, struct str name, struct str file);

/*
 * The folder of a source file: "/src/a" for "/src/a/b.c", "C:\\src" for "C:\\src\\b.c", "/a" for
 * "file:/a/b.js". Profiles of Java have file names without folders: then it is the package,
 * "java/util". It is "." for other names without a folder, and empty for an empty name and for a
 * library. Returns a part of `file`, or a new string in the arena.
 */
struct str group_folder(struct arena *a, struct str name, struct str file);

/*
 * The binary that stands in place of a function's name or in front of it: "libc.so.6" for
 * "/lib/libc.so.6+0x26d09", "ntdll.dll" for "ntdll.dll!RtlUserThreadStart". Empty if there is none.
 */
struct str group_binary(struct str name);

/* Whether a file's name says that its language runs on the Java machine. */
bool group_is_java(struct str file);

#endif
