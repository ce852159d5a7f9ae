/*
 * binary-name.c: Finds binaries and folders in the names of functions and files.
 *
 * A profiler that does not know a function writes the binary in its place: "libc.so.6",
 * "libjvm.so+0x7a8f3c", "/usr/lib/x/libfoo.so", "[vdso]". Tools of Windows write it in front of the
 * function: "ntdll.dll!RtlUserThreadStart".
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/path.h"
#include "view/function-name.h"
#include "view/groups.h"

static bool is_any_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

struct str function_name_without_kind(struct str name)
{
	struct str end = str_from(name, name.n > 4 ? name.n - 4 : 0);

	if (end.n == 4 && str_starts(end, STR("_[")) && end.p[3] == ']' &&
		is_any_of(end.p[2], "jik01"))
		return str_sub(name, 0, name.n - 4);
	return name;
}

/* The length of "file" in "file:/a/b"; 0 where there is no scheme. A single letter is a drive. */
static size_t scheme_length(struct str file)
{
	size_t n = 0;

	while (n < file.n && (is_word(file.p[n]) || file.p[n] == '-'))
		n++;
	return n > 1 && str_starts(str_from(file, n), STR(":/")) ? n : 0;
}

struct str function_name_without_query(struct str file)
{
	return scheme_length(file) == 0 ? file : str_sub(file, 0, str_find(file, STR("?"), 0));
}

/* C:\a, C:/a, \\server\a, or a\b */
static bool is_windows(struct str path)
{
	bool drive = path.n > 2 && path.p[1] == ':' && (path.p[2] == '\\' || path.p[2] == '/') &&
		is_word(path.p[0]);

	return drive || str_starts(path, STR("\\\\")) || !has(path, "/");
}

/* The offset of the last part of a path. */
static size_t base_begin(struct str path)
{
	bool windows = is_windows(path);
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/' && !(windows && path.p[n - 1] == '\\'))
		n--;
	return n;
}

/* Whether s ends with `end`, in capital or small letters. `end` is in small letters. */
static bool ends_with(struct str s, struct str end)
{
	struct str tail = str_from(s, s.n > end.n ? s.n - end.n : 0);

	for (size_t i = 0; i < end.n && tail.n == end.n; i++)
		if (ascii_lower(tail.p[i]) != end.p[i])
			return false;
	return tail.n == end.n;
}

/* Whether a name is that of a library: "libc.so.6", "x.DLL". `file` has no folders. */
static bool is_library(struct str file)
{
	static const struct str endings[] = {STR(".so"), STR(".dll"), STR(".dylib"), STR(".exe")};

	for (size_t i = 0; i < file.n; i++)
		if (!is_word(file.p[i]) && !is_any_of(file.p[i], ".-+"))
			return false;
	if (has(file, ".so."))
		while (file.n != 0 &&
			(ascii_is_digit(file.p[file.n - 1]) || file.p[file.n - 1] == '.'))
			file.n--;
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (file.n > endings[i].n && ends_with(file, endings[i]))
			return true;
	return false;
}

/* Cuts "+0x1f" off the end. Returns whether it was there. */
static bool cut_offset(struct str *name)
{
	size_t n = name->n;

	while (n > 0 && ascii_is_hex(name->p[n - 1]))
		n--;
	if (n < 3 || n == name->n || !str_ends(str_sub(*name, 0, n), STR("+0x")))
		return false;
	*name = str_sub(*name, 0, n - 3);
	return true;
}

/* Whether a name is that of the kernel, or of what the kernel maps into programs. */
static bool is_kernels(struct str name)
{
	return str_eq(name, STR("[vdso]")) || str_eq(name, STR("[vsyscall]")) ||
		str_starts(name, STR("[kernel")) || str_starts(name, STR("[guest.kernel"));
}

size_t function_name_behind_binary(struct str name)
{
	size_t mark = str_find(name, STR("!"), 0), begin;
	struct str front = str_sub(name, 0, mark);

	if (mark == name.n || mark + 1 == name.n ||
		!(is_word(name.p[mark + 1]) || is_any_of(name.p[mark + 1], "<?~`")))
		return 0;
	begin = base_begin(front);
	for (size_t i = begin; i < mark; i++)
		if (!is_word(front.p[i]) && !is_any_of(front.p[i], ".-+"))
			return 0;
	return begin == mark || str_eq(front, STR("operator")) ? 0 : mark + 1;
}

struct str group_binary(struct str name)
{
	size_t behind = function_name_behind_binary(name);
	bool offset, bracketed;

	if (behind != 0) {
		name = str_sub(name, 0, behind - 1);
		return str_from(name, base_begin(name));
	}
	name = function_name_without_kind(name);
	name = path_undeleted(name);
	offset = cut_offset(&name);
	if (is_kernels(name))
		return name;
	bracketed = str_starts(name, STR("[")) && str_ends(name, STR("]"));
	if (bracketed)
		name = str_sub(name, 1, name.n - 2);
	offset = offset && str_starts(name, STR("/"));
	name = str_from(name, base_begin(name));
	return is_library(name) || offset ? name : STR("");
}

struct str group_folder(struct arena *a, struct str name, struct str file)
{
	struct str package;
	size_t base, scheme;
	char *p;

	if (is_library(str_from(file, base_begin(file))))
		return STR("");
	file = function_name_without_query(file);
	scheme = scheme_length(file);
	if (str_eq(str_sub(file, 0, scheme), STR("file")))
		file = str_from(file, scheme + 1);
	base = base_begin(file);
	if (base > 1)
		return str_sub(file, 0, base == 3 && file.p[1] == ':' ? base : base - 1);
	if (base == 1 || file.n == 0)
		return str_sub(file, 0, base);
	package = group_is_java(file) ? java_package(a, function_name_without_kind(name), true)
				      : STR("");
	if (package.n == 0)
		return STR(".");
	p = arena_c(a, package);
	for (size_t i = 0; i < package.n; i++)
		if (p[i] == '.')
			p[i] = '/';
	return (struct str){p, package.n};
}
