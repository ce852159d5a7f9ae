/*
 * tools.c: finds objdump in the folders of -tools, or in PATH.
 */
#include "objfile/tools.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/capture.h"
#include "base/interrupt.h"
#include "base/num.h"
#include "base/process.h"
#include "base/program.h"

enum {
	LLVM_OLDEST = 8, /* which knows --demangle and options with two dashes */
	LLVM_FIRST = 30, /* the versions that PATH is searched for by number, newest first */
	VERSION_SECONDS = 10,
	VERSION_MAX = 1 << 20,
};

/* An entry of the list: what is in front of its first ':', and the rest. */
static void split_entry(struct str entry, struct str *tool, struct str *place)
{
	size_t colon = str_find(entry, STR(":"), 0);

	*tool = colon < entry.n ? str_sub(entry, 0, colon) : STR("");
	*place = colon < entry.n ? str_from(entry, colon + 1) : entry;
}

/* Looks in the entries that are for `tool`; "": in those that are for all. `relative`: see program_find. */
static const char *program_listed(struct arena *a, struct str tools, struct str tool,
	struct str name, bool *relative)
{
	struct str rest = {tools.n != 0 ? tools.p : "", tools.n}, entry, which, place;
	const char *path;

	while (str_split(&rest, ',', &entry)) {
		split_entry(entry, &which, &place);
		if (!str_eq(which, tool))
			continue;
		if (place.n == 0)
			path = program_find(a, name, relative);
		else
			path = program_in(a, place, name);
		if (path != NULL)
			return path;
	}
	return NULL;
}

/* What is given for objdump may be the program itself. */
static const char *objdump_itself(struct arena *a, struct str tools)
{
	struct str rest = {tools.n != 0 ? tools.p : "", tools.n}, entry, which, place;
	const char *path;

	while (str_split(&rest, ',', &entry)) {
		split_entry(entry, &which, &place);
		if (!str_eq(which, STR("objdump")) && !str_eq(which, STR("llvm-objdump")))
			continue;
		path = program_find(a, place, NULL);
		if (path != NULL)
			return path;
	}
	return NULL;
}

bool tools_objdump_kind(struct str version, enum objdump_kind *kind)
{
	struct str mark = STR("LLVM version ");
	size_t at = str_find(version, mark, 0), digits = 0;
	int64_t major;

	if (at < version.n) {
		struct str number = str_from(version, at + mark.n);
		size_t end = str_find(number, STR("\n"), 0);

		while (digits < number.n && ascii_is_digit(number.p[digits]))
			digits++;
		*kind = OBJDUMP_LLVM;
		if (digits != 0 && number.n > digits && number.p[digits] == '.')
			return num_int(str_sub(number, 0, digits), 10, &major) &&
				major >= LLVM_OLDEST;
		return str_find(str_sub(number, 0, end), STR("trunk"), 0) < end;
	}
	*kind = OBJDUMP_GNU;
	return str_find(version, STR("GNU objdump"), 0) < version.n;
}

/* Asks a program which objdump it is. */
static bool ask_kind(const char *path, int64_t end, enum objdump_kind *kind)
{
	static char flag[] = "--version";
	char *argv[] = {(char *)path, flag, NULL};
	int64_t soon = process_deadline(VERSION_SECONDS);
	struct capture_tool c = {.argv = argv,
		.deadline = soon < end ? soon : end,
		.late = "does not say which version it is",
		.max_output = VERSION_MAX};
	struct out answer = {0};
	struct err ignored;
	bool ok = capture_run(&c, &answer, &ignored) &&
		tools_objdump_kind((struct str){answer.p, answer.n}, kind);

	out_release(&answer);
	return ok;
}

static bool try_program(const char *path, int64_t end, struct objdump *found)
{
	struct objdump o = {.path = path};

	if (path == NULL || !ask_kind(path, end, &o.kind))
		return false;
	*found = o;
	return true;
}

static bool try_numbered(struct arena *a, int64_t end, struct objdump *found)
{
	for (int n = LLVM_FIRST; n >= LLVM_OLDEST && !interrupted(); n--)
		if (try_program(program_find(a, arena_fmt(a, "llvm-objdump-%d", n), NULL), end,
			    found))
			return true;
	return false;
}

bool tools_find_objdump(struct arena *a, struct str tools, int64_t end, struct objdump *found,
	struct err *err)
{
	static const struct str names[] = {
		{"llvm-objdump", 12},
		{"objdump", 7},
#ifdef __APPLE__
		{"gobjdump", 8},
#endif
	};
	bool relative = false;

	if (try_program(objdump_itself(a, tools), end, found))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *path = program_listed(a, tools, STR("objdump"), names[i], &relative);

		if (path == NULL)
			path = program_listed(a, tools, STR(""), names[i], &relative);
		if (try_program(path, end, found))
			return true;
	}
	if (tools.n == 0 && try_numbered(a, end, found))
		return true;
	if (relative)
		return err_set(err, "objdump, which disassembles, " PROGRAM_RELATIVE);
	if (tools.n != 0)
		return err_set(err,
			"no objdump where -tools or PPROF_TOOLS says (%.*s); give the folder it is "
			"in: -tools=objdump:/usr/bin",
			STR_ARG(tools));
	err_set(err,
		"there is no objdump in PATH, which disassembles: install binutils or llvm, or say "
		"where it is with -tools=objdump:FOLDER");
	return err_mark(err, ERR_NOT_INSTALLED);
}
