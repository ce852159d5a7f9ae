/*
 * aliases.c: chooses the best known of several names of one address (binary_symbol_known).
 *
 * The malloc of a C library is __GI___libc_malloc, __malloc, __libc_malloc and malloc. The first question
 * about a symbol sorts all symbols of its address, so that any number of names takes no longer than sorting
 * them.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/sort.h"
#include "objfile/elf-internal.h"

enum {
	UNDERSCORES_MAX = 255, /* more are not counted */
	COMPARED_MAX = 16,     /* names of one address that are looked for in each other, and */
	COMPARED_BYTES = 64,   /* how long they may be */
};

/* One of the names of an address. */
struct symbol_alias {
	uint32_t row;
	bool fixed;         /* it stays what it is */
	unsigned obscurity; /* the lower, the better known */
	unsigned within;    /* how many of the names it is a part of */
};

/* C++ and Rust: aliases there are constructors and the like, and the name is what the source says. */
static bool is_mangled(struct str name)
{
	return str_starts(name, STR("_Z")) ||
		(str_starts(name, STR("_R")) && name.n > 2 && ascii_is_upper(name.p[2]));
}

/* A name that a library has for itself alone. */
static bool is_internal(struct str name)
{
	return str_starts(name, STR("__GI_")) || str_ends(name, STR("_impl")) ||
		str_ends(name, STR("_internal"));
}

static unsigned obscurity(const struct binary_symbols *t, const struct binary_symbol *s)
{
	struct str name = symbol_plain_name(t, s);
	unsigned underscores = 0;

	while (underscores < name.n && name.p[underscores] == '_' && underscores < UNDERSCORES_MAX)
		underscores++;
	return (is_internal(name) ? 1U << 16 : 0) | (unsigned)s->link << 8 | underscores;
}

/* memcmp is a part of __memcmp and of __GI_memcmp, bcmp of none: so memcmp is what people say. */
static void count_within(const struct binary_symbols *t, struct symbol_alias *aliases, size_t n)
{
	for (size_t i = 0; i < n && n <= COMPARED_MAX; i++) {
		struct str name = symbol_plain_name(t, &t->rows[aliases[i].row]);

		for (size_t k = 0; k < n && name.n <= COMPARED_BYTES; k++) {
			struct str other = symbol_plain_name(t, &t->rows[aliases[k].row]);

			aliases[i].within += other.n <= COMPARED_BYTES &&
				str_find(other, name, 0) < other.n;
		}
	}
}

/* Those of one size together, the best known first; in front of all, what stays what it is. */
static int by_standing(const void *x, const void *y, void *context)
{
	const struct binary_symbols *t = context;
	const struct symbol_alias *a = x, *b = y;
	const struct binary_symbol *s = &t->rows[a->row], *o = &t->rows[b->row];
	struct str name = symbol_plain_name(t, s), other = symbol_plain_name(t, o);

	if (a->fixed != b->fixed)
		return a->fixed ? -1 : 1;
	if (s->size != o->size)
		return s->size < o->size ? -1 : 1;
	if (a->obscurity != b->obscurity)
		return a->obscurity < b->obscurity ? -1 : 1;
	if (a->within != b->within)
		return a->within > b->within ? -1 : 1;
	if (name.n != other.n)
		return name.n < other.n ? -1 : 1;
	return str_cmp(name, other);
}

/* Fills in `known` of the rows of one address. */
static void look_at(struct binary *b, size_t first, size_t end)
{
	const struct binary_symbols *t = &b->symbols;
	struct symbol_alias *aliases = mem_zeroed(end - first, sizeof(*aliases));
	const struct symbol_alias *best = NULL;

	for (size_t i = first; i < end; i++) {
		const struct binary_symbol *s = &t->rows[i];

		aliases[i - first] = (struct symbol_alias){.row = (uint32_t)i,
			.fixed = s->kind != SYMBOL_FUNCTION || is_mangled(symbol_name(t, s)),
			.obscurity = obscurity(t, s)};
	}
	count_within(t, aliases, end - first);
	sort_with(aliases, end - first, sizeof(*aliases), by_standing, &b->symbols);
	for (const struct symbol_alias *a = aliases; a < aliases + (end - first); a++) {
		if (best == NULL || best->fixed || t->rows[a->row].size != t->rows[best->row].size)
			best = a;
		b->known[a->row] = 1 +
			(a->obscurity == best->obscurity && a->within == best->within ? a->row
										      : best->row);
	}
	free(aliases);
}

const struct binary_symbol *binary_symbol_known(struct binary *b, const struct binary_symbol *s)
{
	const struct binary_symbols *t = &b->symbols;
	size_t row = (size_t)(s - t->rows), first = row, end = row + 1;

	if (b->known == NULL)
		b->known = mem_zeroed(t->n, sizeof(*b->known));
	if (b->known[row] == 0) {
		while (first > 0 && t->rows[first - 1].address == s->address)
			first--;
		while (end < t->n && t->rows[end].address == s->address)
			end++;
		look_at(b, first, end);
	}
	return &t->rows[b->known[row] - 1];
}
