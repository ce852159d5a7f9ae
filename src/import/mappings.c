/*
 * mappings.c: puts the mappings of a profile in order, and finds the mapping of each location.
 *
 * Mappings that are neighbours and belong together become one, and the main binary comes first. The
 * order of steps is pprof's (profile.go, massageMappings; legacy_profile.go, remapMappingIDs).
 * Note: a location just before a mapping, where the mapping's file would begin, makes the mapping
 * begin there for all locations that follow, but for none before.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/search.h"
#include "base/sort.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

static struct str string_of(const struct import *im, raw_str s)
{
	return intern_str(&im->strings, s);
}

/* True when two mappings are parts of one. */
static bool adjacent(const struct mapping *a, const struct mapping *b)
{
	if ((a->file != 0 && b->file != 0 && a->file != b->file) ||
		(a->build_id != 0 && b->build_id != 0 && a->build_id != b->build_id))
		return false;
	return a->limit == b->start &&
		(a->offset == 0 || b->offset == 0 ||
			a->offset + (a->limit - a->start) == b->offset);
}

static void join_adjacent(struct import *im)
{
	struct mapping *m = im->mappings.p;
	size_t n = 0;

	for (size_t i = 0; i < im->mappings.n; i++) {
		if (n == 0 || !adjacent(&m[n - 1], &m[i])) {
			m[n++] = m[i];
			continue;
		}
		m[n - 1].limit = m[i].limit;
		if (m[i].file != 0)
			m[n - 1].file = m[i].file;
		if (m[i].build_id != 0)
			m[n - 1].build_id = m[i].build_id;
	}
	im->mappings.n = n;
}

/* True when a name has .so at its end or before a version: "libc.so.6", "ld.so_2". */
static bool is_library(struct str file)
{
	for (size_t at = str_find(file, STR(".so"), 0); at < file.n;
		at = str_find(file, STR(".so"), at + 1)) {
		struct str after = str_from(file, at + 3);

		if (after.n == 0 ||
			(after.n >= 2 && (after.p[0] == '.' || after.p[0] == '_') &&
				ascii_is_digit(after.p[1])))
			return true;
	}
	return false;
}

/* The name without "(deleted)", wherever that stands; in the arena. */
static struct str without_deleted(struct arena *a, struct str file)
{
	static const struct str mark = {"(deleted)", 9};
	char *made = arena_alloc(a, file.n + 1);
	size_t n = 0;

	while (file.n != 0) {
		if (import_take(&file, mark))
			continue;
		made[n++] = file.p[0];
		file = str_from(file, 1);
	}
	return import_trim((struct str){made, n});
}

/* Swaps the first mapping that looks like a program's with the first. */
static void main_first(struct import *im)
{
	struct arena scratch = {0};

	for (size_t i = 0; i < im->mappings.n; i++) {
		struct mapping m = im->mappings.p[i];
		struct str file = without_deleted(&scratch, string_of(im, m.file));

		if (file.n != 0 && !is_library(file) && file.p[0] != '[') {
			im->mappings.p[i] = im->mappings.p[0];
			im->mappings.p[0] = m;
			break;
		}
		arena_rewind(&scratch);
	}
	arena_release(&scratch);
}

/* Corrects what some systems say about the main binary. */
static void mend_main(struct import *im)
{
	static const uint64_t usual_start = 0x400000;
	struct mapping *m = im->mappings.p;

	if (im->mappings.n > 1 && str_starts(string_of(im, m->file), STR("/anon_hugepage")) &&
		m[0].limit == m[1].start) {
		im->mappings.n--;
		memmove(m, m + 1, im->mappings.n * sizeof(*m));
	}
	if (im->mappings.n > 0 && m->start - m->offset == usual_start) {
		m->start = usual_start;
		m->offset = 0;
	}
}

/*
 * Finds the first of the mappings that have an address. It is a segment tree over the ends of all
 * ranges; a node holds the least number of a range that covers it.
 */
struct ranges {
	const uint64_t *ends; /* sorted, each once */
	size_t n;
	uint32_t *least; /* 2n nodes; UINT32_MAX: none */
};

static void ranges_init(struct ranges *r, const uint64_t *ends, size_t n)
{
	*r = (struct ranges){ends, n, mem_zeroed(2 * n, sizeof(*r->least))};
	memset(r->least, 0xff, 2 * n * sizeof(*r->least));
}

/* How many ends are at most v. */
static size_t ends_to(const struct ranges *r, uint64_t v)
{
	size_t i;

	SEARCH(i, r->n, r->ends[i] <= v);
	return i;
}

static void lower(uint32_t *v, uint32_t to)
{
	if (to < *v)
		*v = to;
}

/* Adds range [start, limit) with its number. Both must be among the ends. */
static void ranges_add(struct ranges *r, uint64_t start, uint64_t limit, uint32_t number)
{
	size_t from, to;

	if (start >= limit)
		return;
	from = ends_to(r, start) - 1 + r->n;
	to = ends_to(r, limit) - 1 + r->n;
	for (; from < to; from /= 2, to /= 2) {
		if (from % 2 == 1)
			lower(&r->least[from++], number);
		if (to % 2 == 1)
			lower(&r->least[--to], number);
	}
}

static uint32_t ranges_find(const struct ranges *r, uint64_t v)
{
	size_t at = ends_to(r, v);
	uint32_t number = UINT32_MAX;

	if (at == 0)
		return number;
	for (at += r->n - 1; at > 0; at /= 2)
		lower(&number, r->least[at]);
	return number;
}

static int compare_ends(const void *a, const void *b, void *unused)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	(void)unused;
	return (x > y) - (x < y);
}

/*
 * The address at which a mapping's file would begin if all of it were mapped. It is `start` when
 * nothing is missing, and for a mapping that ends before it starts.
 */
static uint64_t file_begin(const struct mapping *m)
{
	return m->offset <= m->start && m->start <= m->limit ? m->start - m->offset : m->start;
}

/* All ends of the mappings, sorted, each once; *n is how many. The caller frees them. */
static uint64_t *collect_ends(const struct import *im, size_t *n)
{
	uint64_t *ends = mem_zeroed(3 * im->mappings.n, sizeof(*ends));
	size_t all = 0, kept = 0;

	for (size_t i = 0; i < im->mappings.n; i++) {
		const struct mapping *m = &im->mappings.p[i];

		ends[all++] = m->start;
		ends[all++] = m->limit;
		ends[all++] = file_begin(m);
	}
	sort_with(ends, all, sizeof(*ends), compare_ends, NULL);
	for (size_t i = 0; i < all; i++)
		if (kept == 0 || ends[kept - 1] != ends[i])
			ends[kept++] = ends[i];
	*n = kept;
	return ends;
}

/* Adds a mapping for all addresses that have none. Returns its number, from 0. */
static uint32_t add_fake(struct import *im)
{
	vec_add(&im->mappings)->limit = UINT64_MAX;
	return (uint32_t)im->mappings.n - 1;
}

/* Makes a mapping begin where its file does. */
static void extend(struct mapping *m, uint32_t number, struct ranges *mapped)
{
	ranges_add(mapped, file_begin(m), m->start, number);
	m->start = file_begin(m);
	m->offset = 0;
}

static void find_mappings(struct import *im, const uint32_t *used, uint32_t n_used)
{
	size_t n, n_real = im->mappings.n;
	uint64_t *ends = collect_ends(im, &n);
	struct ranges mapped, before;
	uint32_t fake = UINT32_MAX;

	ranges_init(&mapped, ends, n);
	ranges_init(&before, ends, n);
	for (uint32_t i = 0; i < n_real; i++) {
		const struct mapping *m = &im->mappings.p[i];

		ranges_add(&mapped, m->start, m->limit, i);
		ranges_add(&before, file_begin(m), m->start, i);
	}
	for (uint32_t i = 0; i < n_used; i++) {
		struct import_location *loc = &im->locations.p[used[i]];
		uint32_t found;

		if (loc->address == 0)
			continue;
		found = ranges_find(&mapped, loc->address);
		/* Like pprof, once there is a fake mapping it takes all that is not mapped. */
		if (found == UINT32_MAX && fake != UINT32_MAX && loc->address < UINT64_MAX)
			found = fake;
		if (found == UINT32_MAX) {
			found = ranges_find(&before, loc->address);
			if (found != UINT32_MAX)
				extend(&im->mappings.p[found], found, &mapped);
		}
		if (found == UINT32_MAX && fake == UINT32_MAX)
			fake = add_fake(im);
		loc->mapping = 1 + (found != UINT32_MAX ? found : fake);
	}
	free(mapped.least);
	free(before.least);
	free(ends);
}

void import_link_mappings(struct import *im, const uint32_t *used, uint32_t n_used)
{
	join_adjacent(im);
	main_first(im);
	mend_main(im);
	find_mappings(im, used, n_used);
}
