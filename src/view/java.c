/*
 * java.c: Finds the package in a method name of Java, Kotlin, Scala and other languages of the JVM.
 *
 * One method is written in many ways:
 *	java.util.HashMap.put                                as Java writes it
 *	java/util/HashMap.put                                as class files do; JFR, async-profiler
 *	java.util.HashMap.put(Object, Object)                with its arguments
 *	java.lang.Object java.util.HashMap.put(...)          with its type in front; the JVM's perf map
 *	java.base/java.util.HashMap.put                      with its module; stack traces
 *	app//com.acme.Main.run                               with its class loader; stack traces
 *	Ljava/util/HashMap;::put, java.util.HashMap::put     perf-map-agent
 *	[Ljava/lang/Object;                                  a class alone, of what was allocated
 * The first part that begins with a capital letter or holds a '$' is the class. What is behind it does
 * not matter, for instance the "/0x0000000800c03000" of a hidden class.
 */
#include "base/ascii.h"
#include "view/function-name.h"

/*
 * The name without a class loader and a module with a version in front, as stack traces have them:
 * "app//com.acme.Main.run", "app/orders@1.0/com.acme.Main.run".
 */
static struct str without_loader(struct str name)
{
	size_t slashes = str_find(name, STR("//"), 0), at = str_find(name, STR("@"), 0), end;

	end = slashes < name.n ? slashes + 1 : str_find(name, STR("/"), at);
	if (end >= name.n)
		return name;
	for (size_t i = 0; i < end; i++)
		if (!is_word(name.p[i]) && strchr(".-+@/", name.p[i]) == NULL)
			return name;
	return str_from(name, end + 1);
}

/* Without "java.base/" in front, which stack traces have. */
static struct str without_module(struct str name)
{
	size_t end = 0;

	name = without_loader(name);
	if (!str_starts(name, STR("java.")) && !str_starts(name, STR("jdk.")))
		return name;
	while (end < name.n && name.p[end] != '/' && !ascii_is_upper(name.p[end]))
		end++;
	return end < name.n && name.p[end] == '/' ? str_from(name, end + 1) : name;
}

/* Without arguments, the type in front of them, and the marks of arrays and classes. */
static struct str bare_name(struct str name)
{
	size_t paren = str_find(name, STR("("), 0), blank, end;

	if (paren < name.n) {
		name = str_sub(name, 0, paren);
		blank = str_find_last(name, ' ');
		if (blank < name.n)
			name = str_from(name, blank + 1);
	}
	while (str_starts(name, STR("[")))
		name = str_from(name, 1);
	end = str_find(name, STR(";"), 0);
	if (str_starts(name, STR("L")) && end < name.n)
		name = str_sub(name, 1, end - 1);
	return without_module(name);
}

static bool is_class(struct str part)
{
	return ascii_is_upper(part.p[0]) || memchr(part.p, '$', part.n) != NULL;
}

/*
 * The end of the package in a bare name, 0 for none. Like the class file does, a package has the same
 * separator everywhere: github.com/a/B.C is Go's.
 */
static size_t package_end(struct str name, bool certain)
{
	size_t begin = 0, end, last = 0, parts = 0;

	for (;; parts++) {
		for (end = begin; end < name.n && is_word(name.p[end]);)
			end++;
		if (end == begin)
			break;
		if (is_class(str_sub(name, begin, end - begin)))
			return begin != 0 ? begin - 1 : 0;
		if (end == name.n || (name.p[end] != '.' && name.p[end] != '/'))
			break;
		if (!certain && begin != 0 && name.p[end] != name.p[begin - 1])
			return 0;
		last = begin;
		begin = end + 1;
	}
	/* All is in small letters: the last two parts are a class and a method. */
	return certain && parts >= 2 && last != 0 ? last - 1 : 0;
}

struct str java_package(struct arena *a, struct str name, bool certain)
{
	struct str bare = bare_name(name), package;
	char *p;

	package = str_sub(bare, 0, package_end(bare, certain));
	if (!has(package, "/")) {
		/* One part with a dot behind it may as well be Go's. */
		bool slash = package.n != 0 && bare.p[package.n] == '/';

		return certain || slash || has(package, ".") ? package : STR("");
	}
	p = arena_c(a, package);
	for (size_t i = 0; i < package.n; i++)
		if (p[i] == '/')
			p[i] = '.';
	return (struct str){p, package.n};
}
