/*
 * demangle.c: decides which mangling a name has, and what becomes of names that have none.
 *
 * In: a name from a symbol table or a profile. Out: the name to show. cxx-name.c (C++), rust.c and
 * rust-legacy.c read the names.
 *
 * The results are those of pprof, with these exceptions:
 * - Names on which pprof crashes or never ends stay as they are, and so do those that become longer than
 *   limits.h says.
 * - A pack that a pattern names twice is expanded in both places: std::pair<T, T>... where pprof has
 *   std::pair<int, int, char>.
 * - Qualifiers of one parameter do not spread to others that share its type.
 * - In Rust, a lifetime whose number does not fit into 64 bits is none; a 0 is a number of its own (two
 *   closures are 00); and constants may be of all kinds. pprof misreads such names, or leaves them mangled.
 */
#include "demangle/demangle.h"

#include "base/ascii.h"
#include "demangle/cxx.h"
#include "demangle/rust.h"

/* Longer names are left alone: no program has such. */
enum { NAME_MAX_LENGTH = 65536 };

static const struct mode {
	bool params; /* of the function itself */
	struct cxx_show show;
	bool cut_params, cut_templates; /* of names that were demangled before they came to us */
} modes[] = {
	[DEMANGLE_DEFAULT] = {false, {false, false}, true, true},
	[DEMANGLE_TEMPLATES] = {false, {true, false}, true, false},
	[DEMANGLE_FULL] = {true, {true, true}, false, false},
};

/*
 * What is behind _Z. Without parameters nothing behind the name is read, not even whether it is
 * right. `clones`: what compilers append is shown, and nothing else may follow. The node, or 0.
 */
static cxx_id read_cxx(struct cxx *c, bool params, bool clones)
{
	cxx_id id = cxx_encoding(c, params, false), clone;

	while (clones && id != 0 && (clone = cxx_clone(c, id)) != 0)
		id = clone;
	if (clones && !cxx_done(c))
		cxx_fail(c);
	return c->failed ? 0 : id;
}

static bool demangle_cxx(struct str name, bool params, bool clones, const struct cxx_show *show,
	struct out *out)
{
	struct cxx c;
	cxx_id id;
	bool ok;

	cxx_init(&c, name);
	id = read_cxx(&c, params, clones);
	ok = id != 0 && cxx_print(&c, id, show, out);
	cxx_release(&c);
	return ok;
}

/* ___Z <encoding> _block_invoke [_<digits>] [.<anything>]: a block of clang's */
static bool demangle_block(struct str name, const struct mode *mode, struct out *out)
{
	const struct str invoke = STR("_block_invoke");
	size_t at = name.n < invoke.n ? 0 : name.n - invoke.n + 1;
	struct str rest;

	do {
		if (at == 0)
			return false;
		at--;
	} while (!str_starts(str_from(name, at), invoke));
	if (at < 4)
		return false;
	rest = str_from(name, at + invoke.n);
	rest = str_from(rest, str_starts(rest, STR("_")) ? 1 : 0);
	while (rest.n > 0 && ascii_is_digit(rest.p[0]))
		rest = str_from(rest, 1);
	if (rest.n > 0 && rest.p[0] != '.')
		return false;
	out_lit(out, "invocation function for block in ");
	return demangle_cxx(str_sub(name, 4, at - 4), mode->params, false, &mode->show, out);
}

/*
 * _GLOBAL_ [._$] (I | D) _ and a name: what initializes the global variables of a file. It is named
 * after one of them, whose parameters are always shown.
 */
static bool demangle_global(struct str name, enum demangle_mode mode, struct out *out)
{
	struct str rest = str_from(name, sizeof("_GLOBAL_") - 1);

	if (rest.n < 4 || (rest.p[0] != '.' && rest.p[0] != '_' && rest.p[0] != '$') ||
		rest.p[2] != '_' || (rest.p[1] != 'I' && rest.p[1] != 'D'))
		return false;
	out_lit(out,
		rest.p[1] == 'I' ? "global constructors keyed to "
				 : "global destructors keyed to ");
	if (str_starts(str_from(rest, 3), STR("_Z")))
		return demangle_cxx(str_from(rest, 5), true, mode != DEMANGLE_FULL,
			&modes[mode].show, out);
	out_bytes(out, rest.p, rest.n);
	return true;
}

static bool demangle_into(struct out *out, struct str name, enum demangle_mode mode)
{
	const struct mode *how = &modes[mode];

	if (str_starts(name, STR("_R")))
		return rust_demangle(name, how->show.template_args, out);
	if (rust_is_legacy(name) && rust_demangle_legacy(name, out))
		return true;
	out_clear(out);
	if (str_starts(name, STR("_Z")))
		return demangle_cxx(str_from(name, 2), how->params, false, &how->show, out);
	if (str_starts(name, STR("___Z")))
		return demangle_block(name, how, out);
	return str_starts(name, STR("_GLOBAL_")) && demangle_global(name, mode, out);
}

struct str demangle(struct arena *a, struct str name, enum demangle_mode mode)
{
	struct str result = name, stub = STR("@plt"), stem = name;
	struct out out = {0};
	bool ok;

	if (mode == DEMANGLE_NONE || name.n < 3 || name.n > NAME_MAX_LENGTH || name.p[0] != '_')
		return name;
	if (str_ends(name, stub))
		stem = str_sub(name, 0, name.n - stub.n);
	ok = demangle_into(&out, stem, mode);
	if (ok && stem.n < name.n)
		out_str(&out, stub);
	if (ok)
		result = arena_str(a, (struct str){out.p, out.n});
	out_release(&out);
	return result;
}

static bool has(struct str s, struct str part)
{
	return str_find(s, part, 0) < s.n;
}

static bool has_bracket(struct str s)
{
	return s.n != 0 &&
		(memchr(s.p, '<', s.n) != NULL || memchr(s.p, '>', s.n) != NULL ||
			memchr(s.p, '[', s.n) != NULL || memchr(s.p, ']', s.n) != NULL);
}

/* Has somebody demangled it already? Names of Java like Class.<init> and of Go's methods have not. */
static bool looks_demangled(struct str name)
{
	if (has_bracket(name))
		return !has(name, STR(".<")) && !has(name, STR("])."));
	return has(name, STR("::"));
}

/* Without what is in brackets of one sort; what follows a bracket that does not match stays. */
static struct str cut(struct arena *a, struct str name, char open, char close)
{
	char *text = arena_alloc(a, name.n + 1);
	size_t n = 0, nesting = 0, opened = 0, i;

	for (i = 0; i < name.n; i++) {
		if (name.p[i] == open && nesting++ == 0)
			opened = i;
		if (nesting == 0 && name.p[i] == close)
			break;
		if (nesting == 0)
			text[n++] = name.p[i];
		if (nesting > 0 && name.p[i] == close)
			nesting--;
	}
	if (nesting > 0)
		i = opened;
	memcpy(text + n, name.p + i, name.n - i);
	return (struct str){text, n + name.n - i};
}

struct str demangle_function(struct arena *a, struct str name, struct str system_name,
	enum demangle_mode mode, bool force)
{
	struct str shown;

	if (force && name.n > 0 && system_name.n > 0)
		name = system_name;
	if (mode == DEMANGLE_NONE || (name.n > 0 && !str_eq(name, system_name)))
		return name;
	shown = demangle(a, system_name, mode);
	if (!str_eq(shown, system_name))
		return shown;
	/* On macOS every symbol has one more '_' in front. */
	if (str_starts(system_name, STR("_"))) {
		struct str shorter = str_from(system_name, 1);

		shown = demangle(a, shorter, mode);
		if (!str_eq(shown, shorter))
			return shown;
	}
	shown = system_name;
	if (looks_demangled(system_name)) {
		if (modes[mode].cut_params)
			shown = cut(a, shown, '(', ')');
		if (modes[mode].cut_templates)
			shown = cut(a, shown, '<', '>');
	}
	return shown;
}
