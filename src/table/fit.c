/*
 * fit.c: Shortens names in their middle.
 *
 * A name is looked at twice. First for groups in brackets, whose insides are left out one by one,
 * the longest first, until the name fits. Then, where that is not enough, for its components: what
 * stands between '/', '.' and "::" outside of brackets. Its end is kept from one of them on (the
 * package, the type, the function: the first that fits), and so is as much of its beginning as
 * fits.
 */
#include "table/fit.h"

#include <inttypes.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/glyph.h"

enum { MARK = sizeof(FIT_MARK) - 1 };

/* Bytes of a piece; its begin is a position in the name. */
struct piece {
	size_t begin, end, columns;
};

/*
 * s without the bytes from `from` up to `to`, which the mark stands for. It stands for dots beside
 * it, too: two marks, or a mark and a dot, would not be told apart.
 */
static struct str without(struct arena *a, struct str s, size_t from, size_t to)
{
	struct str parts[3];

	while (from > 0 && s.p[from - 1] == '.')
		from--;
	while (to < s.n && s.p[to] == '.')
		to++;
	parts[0] = str_sub(s, 0, from);
	parts[1] = STR(FIT_MARK);
	parts[2] = str_from(s, to);
	return arena_join(a, parts, 3, STR(""));
}

/* The position behind as many characters of s as are at most so many columns wide. */
static size_t first_columns(struct str s, size_t columns)
{
	size_t i = 0;

	while (i < s.n) {
		struct glyph g = glyph_first(str_from(s, i));

		if (g.columns > columns)
			break;
		columns -= g.columns;
		i += g.bytes;
	}
	return i;
}

/* The position from which on s is at most so many columns wide; s is `all` wide. */
static size_t last_columns(struct str s, size_t all, size_t columns)
{
	size_t i = 0;

	while (i < s.n && all > columns) {
		struct glyph g = glyph_first(str_from(s, i));

		all -= g.columns;
		i += g.bytes;
	}
	return i;
}

struct str fit_text(struct arena *a, struct str text, size_t columns)
{
	size_t all = glyph_columns(text), room, end;

	if (all <= columns)
		return text;
	room = columns > MARK ? columns - MARK : 0;
	end = last_columns(text, all, room / 2);
	return without(a, text, first_columns(text, room - room / 2), end);
}

static char closing(char c)
{
	return c == '(' ? ')' : c == '[' ? ']' : c == '<' ? '>' : c == '{' ? '}' : 0;
}

/* The byte before i, or 0. */
static char before(struct str s, size_t i)
{
	return i > 0 ? s.p[i - 1] : 0;
}

/* True when the byte at i is no bracket, though it looks like one: of an arrow or an operator. */
static bool is_sign(struct str s, size_t i)
{
	static const char word[] = "operator";
	size_t begin = i;

	if (s.p[i] == '>' && (before(s, i) == '-' || before(s, i) == '='))
		return true;
	while (begin > 0 && strchr("<>=-[(", s.p[begin - 1]) != NULL && i - begin < 2)
		begin--;
	return str_ends(str_sub(s, 0, begin), str_from_c(word));
}

/* Brackets within brackets that are followed; with no limit names made of "(((" would take long. */
enum { DEPTH_MAX = 64 };

/*
 * The position behind the bracket that closes the one at i, or i + 1 when none does. `depth` counts
 * brackets of all kinds: names are not always tidy.
 */
static size_t group_end(struct str s, size_t i)
{
	size_t depth = 0;

	for (size_t at = i; at < s.n && depth <= DEPTH_MAX; at++) {
		if (strchr("([<{)]>}", s.p[at]) == NULL || s.p[at] == '\0' || is_sign(s, at))
			continue;
		depth += closing(s.p[at]) != 0 ? 1 : -(size_t)1;
		if (depth == 0)
			return at + 1;
	}
	return i + 1;
}

/*
 * True when what the bracket at i encloses is a part of the name and no argument: the receiver of a
 * Go method, (anonymous namespace), <init>, <module>, the type of a Rust method, {{closure}},
 * [libc.so.6].
 */
static bool encloses_name(struct str s, size_t i)
{
	char c = before(s, i);

	return s.p[i] == '{' || c == 0 || c == '.' || c == '/' || c == ':' || c == '<' ||
		(c == ' ' && s.p[i] != '<');
}

/* True when a group begins at i; *end is the position behind it. */
static bool is_group(struct str s, size_t i, size_t *end)
{
	if (closing(s.p[i]) == 0 || is_sign(s, i))
		return false;
	*end = group_end(s, i);
	return *end > i + 1;
}

enum { GROUPS_MAX = 16 };

/* The insides of the outermost groups that may be left out. Returns how many. */
static unsigned find_groups(struct str s, struct piece groups[GROUPS_MAX])
{
	unsigned n = 0;
	size_t end;

	for (size_t i = 0; i < s.n && n < GROUPS_MAX; i++) {
		if (!is_group(s, i, &end) || encloses_name(s, i))
			continue;
		groups[n] = (struct piece){i + 1, end - 1,
			glyph_columns(str_sub(s, i + 1, end - i - 2))};
		n += groups[n].columns > MARK;
		i = end - 1;
	}
	return n;
}

/* The name without the insides of groups, as many as it takes; *columns becomes what is left of it. */
static struct str without_groups(struct arena *a, struct str s, size_t most, size_t *columns)
{
	struct piece groups[GROUPS_MAX];
	struct str parts[GROUPS_MAX + 1];
	bool out[GROUPS_MAX] = {false};
	unsigned n = find_groups(s, groups), n_parts = 0;
	size_t from = 0;

	while (*columns > most) {
		unsigned best = n;

		for (unsigned i = 0; i < n; i++)
			if (!out[i] && (best == n || groups[i].columns > groups[best].columns))
				best = i;
		if (best == n)
			break;
		out[best] = true;
		*columns -= groups[best].columns - MARK;
	}
	for (unsigned i = 0; i < n; i++) {
		if (!out[i])
			continue;
		parts[n_parts++] = str_sub(s, from, groups[i].begin - from);
		from = groups[i].end;
	}
	parts[n_parts++] = str_from(s, from);
	return arena_join(a, parts, n_parts, STR(FIT_MARK));
}

struct str fit_without_arguments(struct arena *a, struct str name)
{
	size_t columns = glyph_columns(name);

	return without_groups(a, name, 0, &columns);
}

/* Where the end of a name begins that is worth keeping: each no later than the next. */
struct ends {
	size_t package, type, function;
};

/* The length of what separates two components at i, or 0. */
static size_t separator(struct str s, size_t i)
{
	if (s.p[i] == '/' || s.p[i] == '\\')
		return 1;
	if (s.p[i] == ':' && i + 1 < s.n && s.p[i + 1] == ':')
		return 2;
	/* The two dots are our own mark, or of a name that has none of its own. */
	return s.p[i] == '.' && before(s, i) != '.' && i + 1 < s.n && s.p[i + 1] != '.';
}

/* The position of the next separator at or behind i, outside of brackets, or s.n. */
static size_t next_separator(struct str s, size_t i)
{
	size_t end;

	while (i < s.n && separator(s, i) == 0)
		i = is_group(s, i, &end) ? end : i + 1;
	return i;
}

static bool is_digits(struct str s)
{
	size_t i = 0;

	while (i < s.n && ascii_is_digit(s.p[i]))
		i++;
	return i == s.n;
}

/* True for what compilers call a function without a name: it says nothing without the one around it. */
static bool is_nameless(struct str s)
{
	static const char *const names[] = {"func", "gowrap", "deferwrap"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_starts(s, str_from_c(names[i])) && is_digits(str_from(s, strlen(names[i]))))
			return true;
	return is_digits(s) || s.p[0] == '{';
}

/* "v2": a part of a Go package's path that names no package. */
static bool is_version(struct str s)
{
	return s.n > 1 && s.p[0] == 'v' && is_digits(str_from(s, 1));
}

static struct ends find_ends(struct str s)
{
	struct ends e = {0};
	size_t begin = 0, above = 0;
	bool version = false;

	for (;;) {
		size_t end = next_separator(s, begin);
		struct str component = str_sub(s, begin, end - begin);

		if (component.n != 0 && (begin == e.package || !is_nameless(component))) {
			e.type = begin == e.package ? begin : e.function;
			e.function = begin;
		}
		version = begin == e.package ? is_version(component) : version;
		if (end == s.n)
			break;
		begin = end + separator(s, end);
		if (s.p[end] == '/' || s.p[end] == '\\') {
			above = e.package;
			e = (struct ends){begin, begin, begin};
		}
	}
	e.package = version ? above : e.package;
	return e;
}

/*
 * The beginning of s, up to the end of a component, that is at most so many columns wide and ends
 * before `to`. A dot in front of a slash ends none: example.com is one.
 */
static size_t head_of(struct str s, size_t to, size_t columns)
{
	bool path = memchr(s.p, '/', to) != NULL;
	size_t head = 0, next;

	for (size_t i = next_separator(s, 0); i < to; i = next_separator(s, next)) {
		size_t end = s.p[i] == '.' ? i : i + separator(s, i);

		next = i + separator(s, i);
		if (s.p[i] == '.' && path)
			continue;
		if (glyph_columns(str_sub(s, 0, end)) > columns || end >= to)
			break;
		head = end;
	}
	return head;
}

/* A file's name: of its folders the last ones say more. */
static struct str fit_path(struct arena *a, struct str s, size_t columns)
{
	size_t all = glyph_columns(s), from = 0, next;

	if (all <= columns)
		return s;
	for (size_t i = 0; i < s.n; i = next) {
		struct glyph g = glyph_first(str_from(s, i));

		all -= g.columns;
		next = i + g.bytes;
		if (g.code != '/' && g.code != '\\')
			continue;
		if (all + MARK <= columns)
			return without(a, s, 0, next);
		from = next;
	}
	return fit_text(a, str_from(s, from), columns);
}

/* The begin of a type that is worth its columns. */
enum { TYPE_LEAST = 4 };

/* The function, whole where it can be, and as much of the beginning of its type as fits. */
static struct str fit_function(struct arena *a, struct str name, const struct ends *e,
	size_t columns)
{
	size_t behind = e->function, width, type;

	if (behind == 0)
		return fit_text(a, name, columns);
	if (behind > 1 && name.p[behind - 2] == ')')
		behind -= 2; /* "(*Stock)." */
	width = glyph_columns(str_from(name, behind)) + MARK;
	name = str_from(name, e->type);
	behind -= e->type;
	if (e->type < e->function && width + TYPE_LEAST <= columns) {
		type = first_columns(name, columns - width);
		return without(a, name, type < behind ? type : behind, behind);
	}
	name = str_from(name, e->function - e->type);
	width = glyph_columns(name) + MARK;
	return width <= columns ? without(a, name, 0, 0) : fit_text(a, name, columns);
}

/* Bytes of a name that is taken apart; of what is longer nobody knows the parts. */
enum { NAME_MAX_BYTES = 4096 };

struct str fit_name(struct arena *a, struct str name, size_t columns)
{
	size_t all = glyph_columns(name);
	struct ends e;
	size_t tails[2];

	if (all <= columns)
		return name;
	if (name.n > NAME_MAX_BYTES)
		return fit_text(a, name, columns);
	name = without_groups(a, name, columns, &all);
	if (all <= columns)
		return name;
	if (str_starts(name, STR("/")))
		return fit_path(a, name, columns);
	e = find_ends(name);
	tails[0] = e.package;
	tails[1] = e.type;
	for (int i = 0; i < 2; i++) {
		size_t width = glyph_columns(str_from(name, tails[i])) + MARK;

		if (tails[i] != 0 && width <= columns)
			return without(a, name, head_of(name, tails[i], columns - width), tails[i]);
	}
	return fit_function(a, name, &e, columns);
}

/*
 * "name place": the place gives way first, but keeps the file's own name; where that leaves too
 * little to the name, it keeps the line alone.
 */
static struct str fit_both(struct arena *a, struct str name, struct str place, size_t columns)
{
	size_t base = str_find_last(place, '/'), line, least, rest = glyph_columns(name) + 1;
	struct str parts[2] = {name};

	base = base < place.n ? base + 1 : 0;
	line = str_find(place, STR(":"), base);
	least = glyph_columns(str_from(place, base)) + (base != 0 ? MARK : 0);
	parts[1] = fit_path(a, place, columns > rest + least ? columns - rest : least);
	rest = glyph_columns(parts[1]) + 1;
	if (rest + FIT_LEAST + FIT_LEAST > columns) {
		parts[1] = without(a, place, 0, line);
		rest = glyph_columns(parts[1]) + 1;
	}
	if (rest + FIT_LEAST <= columns)
		parts[0] = fit_name(a, name, columns - rest);
	return fit_text(a, arena_join(a, parts, 2, STR(" ")), columns);
}

struct str fit_frame(struct arena *a, const struct table_frame *f, size_t columns)
{
	struct str parts[2] = {{0}}, place = f->text;
	size_t rest = columns, name;

	if (f->address != 0) {
		parts[0] = str_sub(f->text, 0, str_find(f->text, STR(" "), 0));
		place = str_from(f->text, parts[0].n + 1);
		rest = columns > parts[0].n + FIT_LEAST ? columns - parts[0].n - 1 : 0;
	}
	if (rest == 0)
		return fit_text(a, f->text, columns);
	name = f->name.n;
	parts[1] = name != 0 && name == place.n ? fit_name(a, place, rest)
						: fit_place(a, place, name, rest);
	return f->address != 0 ? arena_join(a, parts, 2, STR(" ")) : parts[1];
}

struct str fit_place(struct arena *a, struct str text, size_t n, size_t columns)
{
	if (n == 0)
		return fit_path(a, text, columns);
	return fit_both(a, str_sub(text, 0, n), str_from(text, n + 1), columns);
}
