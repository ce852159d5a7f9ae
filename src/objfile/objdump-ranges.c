/*
 * objdump-ranges.c: disassembles several ranges with few runs of objdump.
 *
 * objdump spends most of its time on opening the binary, so one run reads ranges that are near each other.
 * Note: objdump tells where an instruction comes from only when that changes, and the end of a range cuts the
 * last instruction, which in padding is usual. So a range is read alone when objdump may have omitted where
 * its first instruction comes from; and instructions that were cut are read again, but no bytes more than
 * once.
 */
#include <stdlib.h>

#include "base/intern.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/search.h"
#include "objfile/elf.h"
#include "objfile/objdump.h"

enum {
	GAP = 32 << 10, /* bytes that are read for nothing sooner than starting objdump again */
	TOGETHER = 128 << 10, /* bytes at a time */
	TAIL_MAX = 16,        /* of an instruction that is cut */
	TAILS_MAX = 64,       /* different ones that are remembered */
};

/* What is left of an instruction that is cut, and what that is read as. */
struct tail {
	unsigned char bytes[TAIL_MAX];
	size_t n;
	struct instructions rows; /* addresses count from its first byte */
	unsigned seen;
	bool differs; /* it is read as something else in another place */
};

struct range_reading {
	const struct objdump_spec *spec;
	struct arena *arena;   /* of what is found */
	struct intern strings; /* in it */
	struct arena group;    /* what objdump said of several ranges */
	struct arena alone;    /* and of one */
	struct tail tails[TAILS_MAX];
	size_t n_tails;
};

static struct str keep(struct range_reading *r, struct str s)
{
	return intern_str(&r->strings, intern_add(&r->strings, s));
}

static struct instruction kept(struct range_reading *r, const struct instruction *i)
{
	struct instruction k = *i;

	k.text = keep(r, i->text);
	k.function = keep(r, i->function);
	k.file = keep(r, i->file);
	return k;
}

/* The rows, and room for `more`. */
static struct instructions keep_rows(struct range_reading *r, const struct instruction *rows,
	size_t n, size_t more)
{
	struct instructions found = {arena_array(r->arena, struct instruction, n + more), n};

	for (size_t i = 0; i < n; i++)
		found.rows[i] = kept(r, &rows[i]);
	return found;
}

static bool read_alone(struct range_reading *r, struct objdump_range *range, struct err *err)
{
	struct instructions all;
	bool ok = objdump_run(&r->alone, r->spec, range->begin, range->end, &all, err);

	if (ok)
		range->found = keep_rows(r, all.rows, all.n, 0);
	arena_rewind(&r->alone);
	return ok;
}

/* The first row at the address or behind it; rows are sorted. */
static size_t row_from(const struct instructions *all, uint64_t address)
{
	size_t i;

	SEARCH(i, all->n, all->rows[i].address < address);
	return i;
}

static bool same_rows(const struct instructions *a, const struct instructions *b, uint64_t begin)
{
	bool same = a->n == b->n;

	for (size_t i = 0; i < a->n && same; i++)
		same = a->rows[i].address == b->rows[i].address - begin &&
			str_eq(a->rows[i].text, b->rows[i].text);
	return same;
}

static struct tail *tail_of(struct range_reading *r, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < r->n_tails; i++)
		if (r->tails[i].n == n && memcmp(r->tails[i].bytes, bytes, n) == 0)
			return &r->tails[i];
	if (r->n_tails == TAILS_MAX)
		return NULL;
	r->tails[r->n_tails].n = n;
	memcpy(r->tails[r->n_tails].bytes, bytes, n);
	return &r->tails[r->n_tails++];
}

/* Remembers how the tail is read at `begin`. */
static void learn(struct range_reading *r, struct tail *t, const struct instructions *rows,
	uint64_t begin)
{
	if (t->seen++ != 0) {
		t->differs |= !same_rows(&t->rows, rows, begin);
		return;
	}
	t->rows = keep_rows(r, rows->rows, rows->n, 0);
	for (size_t i = 0; i < rows->n; i++)
		t->rows.rows[i].address -= begin;
}

/* How [begin, end) is read, which an instruction does not end in: in the arena `alone`. */
static bool read_tail(struct range_reading *r, uint64_t begin, uint64_t end,
	struct instructions *rows, struct err *err)
{
	struct objdump_spec spec = *r->spec;
	unsigned char bytes[TAIL_MAX];
	size_t n = end - begin <= TAIL_MAX ? (size_t)(end - begin) : 0;
	struct tail *t = NULL;

	if (n != 0 && spec.binary != NULL && binary_bytes(spec.binary, begin, bytes, n))
		t = tail_of(r, bytes, n);
	/* What two places agree on does not depend on the place. */
	if (t != NULL && t->seen >= 2 && !t->differs) {
		*rows = keep_rows(r, t->rows.rows, t->rows.n, 0);
		for (size_t i = 0; i < rows->n; i++)
			rows->rows[i].address += begin;
		return true;
	}
	spec.lines = false;
	if (!objdump_run(&r->alone, &spec, begin, end, rows, err))
		return false;
	if (t != NULL)
		learn(r, t, rows, begin);
	return true;
}

/* Adds what is left of the instruction `cut`, which begins in the range and ends behind it. */
static bool add_tail(struct range_reading *r, struct objdump_range *range,
	const struct instruction *cut, struct err *err)
{
	struct instructions tail;
	bool ok = read_tail(r, cut->address, range->end, &tail, err);

	for (size_t i = 0; ok && i < tail.n && i < TAIL_MAX; i++) {
		struct instruction *to = &range->found.rows[range->found.n++];

		*to = kept(r, cut);
		to->address = tail.rows[i].address;
		to->text = keep(r, tail.rows[i].text);
	}
	arena_rewind(&r->alone);
	return ok;
}

/* Gives a range its part of what objdump said; *sure is false when that may not be what it would say. */
static bool take_part(struct range_reading *r, const struct instructions *all,
	struct objdump_range *range, bool last, bool *sure, struct err *err)
{
	size_t first = row_from(all, range->begin), end = row_from(all, range->end);
	bool cut = !last && end < all->n && all->rows[end].address > range->end;

	*sure = first < end && all->rows[first].address == range->begin && (last || end < all->n) &&
		(!r->spec->lines || all->rows[first].told);
	if (!*sure)
		return true;
	range->found = keep_rows(r, all->rows + first, end - first - cut, cut ? TAIL_MAX : 0);
	return !cut || add_tail(r, range, &all->rows[end - 1], err);
}

static bool is_sorted(const struct instructions *all)
{
	for (size_t i = 1; i < all->n; i++)
		if (all->rows[i].address <= all->rows[i - 1].address)
			return false;
	return true;
}

/* All at once; what cannot be told apart then is read alone. */
static bool read_group(struct range_reading *r, struct objdump_range *ranges, size_t n,
	struct err *err)
{
	struct instructions all = {0};
	struct err ignored = {0};
	bool ok = true, together;

	together = n > 1 &&
		objdump_run(&r->group, r->spec, ranges[0].begin, ranges[n - 1].end, &all,
			&ignored) &&
		is_sorted(&all);
	for (size_t i = 0; i < n && ok; i++) {
		bool sure = false;

		if (interrupted())
			ok = err_set(err, "stopped");
		if (ok && together)
			ok = take_part(r, &all, &ranges[i], i + 1 == n, &sure, err);
		if (ok && !sure)
			ok = read_alone(r, &ranges[i], err);
	}
	arena_rewind(&r->group);
	return ok;
}

bool objdump_ranges(struct arena *a, const struct objdump_spec *spec, struct objdump_range *ranges,
	size_t n, struct err *err)
{
	struct range_reading r = {.spec = spec, .arena = a};
	bool ok = true;

	intern_init(&r.strings, a, NULL);
	for (size_t i = 0, end; i < n && ok; i = end) {
		for (end = i + 1; end < n && ranges[end].begin >= ranges[end - 1].end &&
			ranges[end].begin - ranges[end - 1].end <= GAP &&
			ranges[end].end - ranges[i].begin <= TOGETHER;)
			end++;
		ok = read_group(&r, ranges + i, end - i, err);
	}
	intern_release(&r.strings);
	arena_release(&r.group);
	arena_release(&r.alone);
	return ok;
}
