/*
 * rx-parse.c: parses a pattern into a tree.
 *
 * The syntax, the errors and their messages are those of Go's regexp/syntax with the flags that
 * regexp.Compile sets. Nothing recurses here, so a pattern may have any number of parentheses.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/interrupt.h"
#include "base/rx-internal.h"

#define BAD_RANGE "invalid character class range"
#define BAD_ESCAPE "invalid escape sequence"
#define BAD_NAME "invalid named capture"
#define BAD_PERL "invalid or unsupported Perl syntax"
#define BAD_NESTED_REPEAT "invalid nested repetition operator"
#define BAD_COUNT "invalid repeat count"
#define BAD_UTF8 "invalid UTF-8"
#define NO_BRACKET "missing closing ]"
#define NO_PAREN "missing closing )"
#define NO_ARGUMENT "missing argument to repetition operator"
#define NO_ESCAPED "trailing backslash at end of expression"
#define ODD_PAREN "unexpected )"
#define TOO_DEEP "expression nests too deeply"

enum { COUNT_MAX = 100000000 };

enum rx_flags {
	FLAG_FOLD = 1 << 0,  /* (?i): case does not count */
	FLAG_LINES = 1 << 1, /* (?m): ^ and $ are also where lines begin and end */
	FLAG_DOT = 1 << 2,   /* (?s): . is also a newline */
	FLAG_LAZY = 1 << 3,  /* (?U): nothing, because only whether there is a match counts */
};

/* A parenthesis that is open; the first one is the whole pattern. */
struct rx_open_group {
	struct rx_row cat, alt;
	size_t at;      /* where it opens */
	unsigned flags; /* those before it */
	bool captures;
};

struct parser {
	struct str p;
	size_t at;
	unsigned flags; /* enum rx_flags */
	bool repeated;  /* a repetition stands before `at`; it begins at: */
	size_t repeat;
	bool no_posix; /* there is no ":]" any more */
	VEC(struct rx_open_group) groups;
	struct rx_set set;      /* for a class */
	struct rx_set plain;    /* its characters and ranges, before (?i) */
	struct rx_set part;     /* one name in it */
	uint32_t known[2][128]; /* sets of one character, with and without case; 0: not yet */
	size_t ranges;          /* of all characters */
	struct rx_tree *tree;
	struct err *err;
};

/* ---- errors ---- */

/* What is wrong, and where. */
static bool fail_at(struct parser *s, const char *what, size_t at)
{
	err_set(s->err, "%s", what);
	return rx_show(s->err, s->p, at);
}

/* The same with what stands from `from` to `to`, in Go's way. */
static bool fail(struct parser *s, const char *what, size_t from, size_t to)
{
	err_set(s->err, "%s: ", what);
	rx_append_excerpt(s->err, str_sub(s->p, from, to - from));
	return rx_show(s->err, s->p, from);
}

/* ---- characters ---- */

static bool has(const struct parser *s, size_t at, char c)
{
	return at < s->p.n && s->p.p[at] == c;
}

static bool is_digit(const struct parser *s, size_t at, char last)
{
	return at < s->p.n && s->p.p[at] >= '0' && s->p.p[at] <= last;
}

/* Takes the character at *at; at the end that is U+FFFD, as in Go. */
static bool take(struct parser *s, size_t *at, uint32_t *code)
{
	bool ok;

	*code = 0xfffd;
	if (*at >= s->p.n)
		return true;
	*at += rx_decode(str_from(s->p, *at), code, &ok);
	return ok || fail_at(s, BAD_UTF8, *at - 1);
}

/* Whether all from `from` to `to` is UTF-8. */
static bool check_utf8(struct parser *s, size_t from, size_t to)
{
	uint32_t code;

	while (from < to)
		if (!take(s, &from, &code))
			return false;
	return true;
}

/* ---- nodes ---- */

static struct rx_node *node_of(const struct parser *s, node_id id)
{
	return rx_node_of(s->tree, id);
}

static struct rx_open_group *top(const struct parser *s)
{
	return &s->groups.p[s->groups.n - 1];
}

static bool check_limits(struct parser *s, const struct rx_node *node)
{
	if (node->size > RX_PROGRAM_MAX || s->ranges > RX_RANGES_MAX)
		return err_set(s->err, RX_TOO_LARGE);
	if (node->height > RX_HEIGHT_MAX)
		return err_set(s->err, TOO_DEEP);
	return true;
}

/* The id of the clean set that s->set is. */
static uint32_t set_id(struct parser *s)
{
	struct rx_tree *tree = s->tree;
	struct str bytes = {(const char *)s->set.p, s->set.n * sizeof(*s->set.p)};
	uint32_t id = intern_find(&tree->sets, bytes);
	void *copy;

	if (id != 0 || bytes.n == 0)
		return id;
	copy = arena_raw(&tree->arena, bytes.n, sizeof(struct rx_range));
	memcpy(copy, bytes.p, bytes.n);
	return intern_own(&tree->sets, (struct str){copy, bytes.n});
}

/* Adds a character out of s->set, which is clean. */
static bool add_set(struct parser *s, uint32_t set, bool literal)
{
	node_id id = rx_add_node(s->tree, RX_CHAR);

	node_of(s, id)->arg = set;
	node_of(s, id)->literal = literal;
	node_of(s, id)->folded = literal && s->flags & FLAG_FOLD;
	rx_row_add(s->tree, &top(s)->cat, id);
	if (!literal)
		s->ranges += s->set.n;
	return check_limits(s, node_of(s, id));
}

static bool add_literal(struct parser *s, uint32_t code)
{
	bool fold = s->flags & FLAG_FOLD;
	uint32_t id = code < 128 ? s->known[fold][code] : 0;

	if (id == 0) {
		s->set.n = 0;
		rx_set_add(&s->set, code, code);
		if (fold)
			rx_set_fold(&s->set);
		id = set_id(s);
	}
	if (code < 128)
		s->known[fold][code] = id;
	return add_set(s, id, true);
}

static bool add_place(struct parser *s, enum rx_where where)
{
	node_id id = rx_add_node(s->tree, RX_AT);

	node_of(s, id)->arg = where;
	rx_row_add(s->tree, &top(s)->cat, id);
	return true;
}

/* Ends what stands one behind the other. */
static bool close_cat(struct parser *s)
{
	struct rx_open_group *g = top(s);
	node_id id = g->cat.first;

	if (id == 0)
		id = rx_add_node(s->tree, RX_EMPTY);
	else if (node_of(s, id)->next != 0)
		id = rx_add_parent(s->tree, RX_CAT, g->cat);
	g->cat = (struct rx_row){0};
	rx_row_add(s->tree, &g->alt, id);
	return check_limits(s, node_of(s, id));
}

/* Cleans the set under construction when it has grown much since *clean, its last clean size. */
static void bound_set(struct parser *s, size_t *clean)
{
	if (s->set.n <= 2 * *clean + 4096)
		return;
	rx_set_clean(&s->set);
	*clean = s->set.n;
}

/* One set for a|b|c; 0 when not all of them are characters. */
static node_id merge_chars(struct parser *s, struct rx_row row)
{
	size_t n, clean = 0;
	node_id id;

	for (node_id i = row.first; i != 0; i = node_of(s, i)->next)
		if (node_of(s, i)->op != RX_CHAR)
			return 0;
	s->set.n = 0;
	for (node_id i = row.first; i != 0; i = node_of(s, i)->next) {
		const struct rx_range *p = rx_tree_set(s->tree, node_of(s, i)->arg, &n);

		for (size_t k = 0; k < n; k++)
			rx_set_add(&s->set, p[k].lo, p[k].hi);
		bound_set(s, &clean);
	}
	rx_set_clean(&s->set);
	id = rx_add_node(s->tree, RX_CHAR);
	node_of(s, id)->arg = set_id(s);
	return id;
}

/* Ends the group on top; *id is what it is. */
static bool close_group(struct parser *s, node_id *id)
{
	struct rx_open_group *g = top(s);

	if (!close_cat(s))
		return false;
	*id = g->alt.first;
	if (node_of(s, *id)->next == 0)
		return true;
	*id = merge_chars(s, g->alt);
	if (*id == 0)
		*id = rx_add_parent(s->tree, RX_ALT, g->alt);
	return check_limits(s, node_of(s, *id));
}

/* ---- repetitions ---- */

/* Repeats what stands before; the operator reaches from s->at to `end`. */
static bool parse_repeat(struct parser *s, size_t end, int min, int max)
{
	struct rx_row *cat = &top(s)->cat;
	size_t from = s->at;
	node_id before = cat->first, id;

	if (has(s, end, '?'))
		end++;
	if (s->repeated)
		return fail(s, BAD_NESTED_REPEAT, s->repeat, end);
	if (before == 0)
		return fail(s, NO_ARGUMENT, from, end);
	cat->first = node_of(s, before)->next;
	if (cat->first == 0)
		cat->last = 0;
	node_of(s, before)->next = 0;
	id = rx_add_repeat(s->tree, before, min, max);
	rx_row_add(s->tree, cat, id);
	if (!check_limits(s, node_of(s, id)))
		return false;
	if ((min >= 2 || max >= 2) && node_of(s, id)->copies > RX_REPEAT_MAX)
		return fail(s, BAD_COUNT, from, end);
	s->at = end;
	s->repeated = true;
	s->repeat = from;
	return true;
}

/* A number without zeros in front; at least COUNT_MAX stands for all that are too large. */
static bool parse_number(const struct parser *s, size_t *at, int *value)
{
	if (!is_digit(s, *at, '9') || (has(s, *at, '0') && is_digit(s, *at + 1, '9')))
		return false;
	for (*value = 0; is_digit(s, *at, '9'); ++*at)
		if (*value < COUNT_MAX)
			*value = *value * 10 + (s->p.p[*at] - '0');
	return true;
}

/* "{n}", "{n,}" or "{n,m}"; else the brace is a character. */
static bool parse_brace(struct parser *s)
{
	size_t at = s->at + 1, from = s->at;
	int min = 0, max;
	bool counts = parse_number(s, &at, &min);

	max = min;
	if (counts && has(s, at, ',')) {
		at++;
		max = -1;
		counts = has(s, at, '}') || parse_number(s, &at, &max);
	}
	if (!counts || !has(s, at, '}')) {
		s->at++;
		s->repeated = false;
		return add_literal(s, '{');
	}
	if (min > RX_REPEAT_MAX || max > RX_REPEAT_MAX || (max >= 0 && min > max))
		return fail(s, BAD_COUNT, from, at + 1);
	return parse_repeat(s, at + 1, min, max);
}

/* ---- escapes and classes ---- */

/* What follows "\x". *ok is whether it is a number; *at is then, and else too, what was read. */
static bool parse_hex(struct parser *s, size_t *at, uint32_t *code, bool *ok)
{
	uint32_t c, second;
	size_t digits = 0;

	*ok = false;
	if (*at >= s->p.n)
		return true;
	if (!take(s, at, &c))
		return false;
	if (c != '{') {
		if (!take(s, at, &second))
			return false;
		*ok = ascii_hex_value(c) >= 0 && ascii_hex_value(second) >= 0;
		*code = (uint32_t)(ascii_hex_value(c) * 16 + ascii_hex_value(second));
		return true;
	}
	for (*code = 0; *at < s->p.n; digits++) {
		if (!take(s, at, &c))
			return false;
		*ok = c == '}' && digits != 0;
		if (ascii_hex_value(c) < 0)
			return true;
		*code = *code * 16 + (uint32_t)ascii_hex_value(c);
		if (*code > RX_CODE_MAX)
			return true;
	}
	return true;
}

/* Up to three octal digits, the first of which lies before *at. */
static uint32_t parse_octal(const struct parser *s, size_t *at)
{
	uint32_t code = (uint32_t)(s->p.p[*at - 1] - '0');

	for (int i = 1; i < 3 && is_digit(s, *at, '7'); i++, ++*at)
		code = code * 8 + (uint32_t)(s->p.p[*at] - '0');
	return code;
}

/* Takes the backslash at *at and what follows, which stands for one character. */
static bool parse_escape(struct parser *s, size_t *at, uint32_t *code)
{
	static const char letters[] = "afnrtv", values[] = "\a\f\n\r\t\v";
	size_t from = *at;
	const char *found;
	uint32_t c;
	bool ok = false;

	if (++*at >= s->p.n)
		return fail_at(s, NO_ESCAPED, from);
	if (!take(s, at, &c))
		return false;
	if (c == '0' || (c >= '1' && c <= '7' && is_digit(s, *at, '7'))) {
		*code = parse_octal(s, at);
		return true;
	}
	if (c == 'x') {
		if (!parse_hex(s, at, code, &ok))
			return false;
		return ok || fail(s, BAD_ESCAPE, from, *at);
	}
	found = c != 0 && c < 128 ? strchr(letters, (int)c) : NULL;
	*code = found != NULL ? (unsigned char)values[found - letters] : c;
	if (found == NULL && (c >= 128 || (rx_is_word(c) && c != '_')))
		return fail(s, BAD_ESCAPE, from, *at);
	return true;
}

/* Adds s->part, which is clean, or what it is not, to s->set. */
static void add_part(struct parser *s, bool negated)
{
	if (negated)
		rx_set_negate(&s->part);
	rx_set_add_set(&s->set, &s->part);
}

/* The same for a class of ASCII. */
static void add_ascii(struct parser *s, bool negated)
{
	if (s->flags & FLAG_FOLD)
		rx_set_fold(&s->part);
	add_part(s, negated);
}

/* "\pN" or "\p{NAME}" at *at, or with P what it is not, into s->set. */
static bool parse_property(struct parser *s, size_t *at)
{
	size_t from = *at, end = from + 2;
	bool negated = s->p.p[from + 1] == 'P';
	struct str name;
	uint32_t c;

	if (!take(s, &end, &c))
		return false;
	name = str_sub(s->p, from + 2, end - from - 2);
	if (c == '{') {
		size_t close = str_find(s->p, STR("}"), from);

		if (!check_utf8(s, from, close))
			return false;
		if (close == s->p.n)
			return fail(s, BAD_RANGE, from, close);
		name = str_sub(s->p, end, close - end);
		end = close + 1;
	}
	if (str_starts(name, STR("^"))) {
		negated = !negated;
		name = str_from(name, 1);
	}
	s->part.n = 0;
	if (!rx_set_add_named(&s->part, name, s->flags & FLAG_FOLD))
		return fail(s, BAD_RANGE, from, end);
	add_part(s, negated);
	*at = end;
	return true;
}

/* "\d" and the like at *at, into s->set. *found is whether there is one. */
static bool parse_set_escape(struct parser *s, size_t *at, bool *found)
{
	char c = has(s, *at, '\\') && *at + 1 < s->p.n ? s->p.p[*at + 1] : '\0';

	*found = c != '\0' && strchr("dDsSwWpP", c) != NULL;
	if (!*found)
		return true;
	if (c == 'p' || c == 'P')
		return parse_property(s, at);
	s->part.n = 0;
	rx_set_add_perl(&s->part, (char)(c | 0x20));
	add_ascii(s, c < 'a');
	*at += 2;
	return true;
}

/* "[:alpha:]" and the like at *at, into s->set. */
static bool parse_posix(struct parser *s, size_t *at, bool *found)
{
	size_t from = *at, end;
	struct str name;
	bool negated;

	*found = false;
	if (s->no_posix || !has(s, from, '[') || !has(s, from + 1, ':'))
		return true;
	end = str_find(s->p, STR(":]"), from + 2);
	s->no_posix = end == s->p.n;
	*found = !s->no_posix;
	if (!*found)
		return true;
	name = str_sub(s->p, from + 2, end - from - 2);
	negated = str_starts(name, STR("^"));
	s->part.n = 0;
	if (!rx_set_add_posix(&s->part, str_from(name, negated)))
		return fail(s, BAD_RANGE, from, end + 2);
	add_ascii(s, negated);
	*at = end + 2;
	return true;
}

static bool parse_class_char(struct parser *s, size_t *at, uint32_t *code)
{
	if (*at >= s->p.n)
		return fail(s, NO_BRACKET, s->at, s->p.n);
	return has(s, *at, '\\') ? parse_escape(s, at, code) : take(s, at, code);
}

/* "a" or "a-z" at *at. */
static bool parse_range(struct parser *s, size_t *at)
{
	size_t from = *at;
	uint32_t lo = 0, hi;

	if (!parse_class_char(s, at, &lo))
		return false;
	hi = lo;
	if (has(s, *at, '-') && *at + 1 < s->p.n && !has(s, *at + 1, ']')) {
		++*at;
		if (!parse_class_char(s, at, &hi))
			return false;
	}
	if (hi < lo)
		return fail(s, BAD_RANGE, from, *at);
	rx_set_add(&s->plain, lo, hi);
	return true;
}

static bool parse_class(struct parser *s)
{
	bool negated = has(s, s->at + 1, '^'), found;
	size_t at = s->at + 1 + negated, first = at, clean = 0;

	s->set.n = s->plain.n = 0;
	while (at == first || !has(s, at, ']')) {
		if (!parse_posix(s, &at, &found))
			return false;
		if (!found && !parse_set_escape(s, &at, &found))
			return false;
		if (!found && !parse_range(s, &at))
			return false;
		bound_set(s, &clean); /* [\pL\pL\pL...] */
	}
	if (s->flags & FLAG_FOLD)
		rx_set_fold(&s->plain);
	rx_set_add_set(&s->set, &s->plain);
	rx_set_clean(&s->set);
	if (negated)
		rx_set_negate(&s->set);
	s->at = at + 1;
	return add_set(s, set_id(s), s->set.n == 1 && s->set.p[0].lo == s->set.p[0].hi);
}

/* ---- groups ---- */

static void open_group(struct parser *s, bool captures)
{
	struct rx_open_group *g = vec_add(&s->groups);

	*g = (struct rx_open_group){.at = s->at, .flags = s->flags, .captures = captures};
}

static bool parse_close(struct parser *s)
{
	struct rx_open_group g;
	node_id id;

	if (s->groups.n == 1)
		return fail_at(s, ODD_PAREN, s->at);
	if (!close_group(s, &id))
		return false;
	g = *top(s);
	s->groups.n--;
	s->flags = g.flags;
	node_of(s, id)->next = 0;
	if (g.captures) {
		double size = node_of(s, id)->size;

		id = rx_add_repeat(s->tree, id, 1, 1);
		node_of(s, id)->size = size + 2;
	}
	rx_row_add(s->tree, &top(s)->cat, id);
	s->at++;
	return check_limits(s, node_of(s, id));
}

/* "(?P<name>" or "(?<name>", whose name begins at `from`. */
static bool parse_named_group(struct parser *s, size_t from)
{
	size_t end = str_find(s->p, STR(">"), s->at);
	bool good = end > from;

	if (end == s->p.n)
		return check_utf8(s, s->at, end) && fail(s, BAD_NAME, s->at, end);
	if (!check_utf8(s, from, end))
		return false;
	for (size_t i = from; i < end; i++)
		good &= rx_is_word((unsigned char)s->p.p[i]);
	if (!good)
		return fail(s, BAD_NAME, s->at, end + 1);
	open_group(s, true);
	s->at = end + 1;
	return true;
}

/* "(?": flags for what follows, "(?i)", or for a group, "(?i:". */
static bool parse_flags(struct parser *s)
{
	static const char letters[] = "imsU";
	unsigned flags = s->flags;
	bool minus = false, any = false;
	size_t at = s->at + 2;

	if (has(s, at, '<') && at + 1 < s->p.n)
		return parse_named_group(s, at + 1);
	if (has(s, at, 'P') && has(s, at + 1, '<') && at + 2 < s->p.n)
		return parse_named_group(s, at + 2);
	while (at < s->p.n) {
		const char *letter;
		uint32_t c;

		if (!take(s, &at, &c))
			return false;
		letter = c != 0 && c < 128 ? strchr(letters, (int)c) : NULL;
		if (letter != NULL) {
			unsigned flag = 1u << (letter - letters);

			flags = minus ? flags & ~flag : flags | flag;
			any = true;
		} else if (c == '-' && !minus) {
			minus = true;
			any = false;
		} else if ((c == ':' || c == ')') && (any || !minus)) {
			if (c == ':')
				open_group(s, false);
			s->flags = flags;
			s->at = at;
			return true;
		} else {
			break;
		}
	}
	return fail(s, BAD_PERL, s->at, at);
}

/* ---- all of it ---- */

static bool parse_quoted(struct parser *s)
{
	size_t end = str_find(s->p, STR("\\E"), s->at + 2);
	uint32_t c;

	for (s->at += 2; s->at < end;)
		if (!take(s, &s->at, &c) || !add_literal(s, c))
			return false;
	s->at = end + 2 < s->p.n ? end + 2 : s->p.n;
	return true;
}

static bool parse_backslash(struct parser *s)
{
	size_t from = s->at;
	uint32_t code;
	bool found;

	switch (from + 1 < s->p.n ? s->p.p[from + 1] : '\0') {
	case 'A':
		s->at += 2;
		return add_place(s, RX_TEXT_BEGIN);
	case 'z':
		s->at += 2;
		return add_place(s, RX_TEXT_END);
	case 'b':
		s->at += 2;
		return add_place(s, RX_WORD_EDGE);
	case 'B':
		s->at += 2;
		return add_place(s, RX_NO_WORD_EDGE);
	case 'Q':
		return parse_quoted(s);
	default:
		break;
	}
	s->set.n = 0;
	if (!parse_set_escape(s, &s->at, &found))
		return false;
	if (found) {
		rx_set_clean(&s->set);
		return add_set(s, set_id(s), false);
	}
	return parse_escape(s, &s->at, &code) && add_literal(s, code);
}

static bool parse_dot(struct parser *s)
{
	s->at++;
	s->set.n = 0;
	if (!(s->flags & FLAG_DOT))
		rx_set_add(&s->set, '\n', '\n');
	rx_set_negate(&s->set);
	return add_set(s, set_id(s), false);
}

static bool parse_one(struct parser *s)
{
	bool lines = s->flags & FLAG_LINES;
	uint32_t code;

	switch (s->p.p[s->at]) {
	case '(':
		if (has(s, s->at + 1, '?'))
			return parse_flags(s);
		open_group(s, true);
		s->at++;
		return true;
	case ')':
		return parse_close(s);
	case '|':
		s->at++;
		return close_cat(s);
	case '^':
		s->at++;
		return add_place(s, lines ? RX_LINE_BEGIN : RX_TEXT_BEGIN);
	case '$':
		s->at++;
		return add_place(s, lines ? RX_LINE_END : RX_TEXT_END);
	case '.':
		return parse_dot(s);
	case '[':
		return parse_class(s);
	case '\\':
		return parse_backslash(s);
	default:
		return take(s, &s->at, &code) && add_literal(s, code);
	}
}

static bool parse_next(struct parser *s)
{
	switch (s->p.p[s->at]) {
	case '*':
		return parse_repeat(s, s->at + 1, 0, -1);
	case '+':
		return parse_repeat(s, s->at + 1, 1, -1);
	case '?':
		return parse_repeat(s, s->at + 1, 0, 1);
	case '{':
		return parse_brace(s);
	default:
		s->repeated = false;
		return parse_one(s);
	}
}

static bool parse_all(struct parser *s)
{
	open_group(s, false);
	for (size_t i = 1; s->at < s->p.n; i++) {
		if (interrupted_at(i))
			return err_set(s->err, "stopped");
		if (!parse_next(s))
			return false;
	}
	if (!close_group(s, &s->tree->root))
		return false;
	return s->groups.n == 1 || fail_at(s, NO_PAREN, top(s)->at);
}

bool rx_parse(struct rx_tree *tree, struct str pattern, struct err *err)
{
	struct parser s = {.p = pattern, .tree = tree, .err = err};
	bool ok;

	*tree = (struct rx_tree){0};
	intern_init(&tree->sets, &tree->arena, NULL);
	if (pattern.n > RX_PATTERN_MAX)
		return err_set(err, "the expression is too large (%zu bytes; %d are allowed)",
			pattern.n, RX_PATTERN_MAX);
	vec_add(&tree->nodes);
	ok = parse_all(&s);
	rx_set_release(&s.set);
	rx_set_release(&s.plain);
	rx_set_release(&s.part);
	free(s.groups.p);
	return ok;
}
