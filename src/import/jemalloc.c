/*
 * jemalloc.c: reads the heap profiles that jemalloc writes.
 *
 * In: "heap_v2/RATE"; what all threads have together, "t*: N: BYTES [N: BYTES]", and each of them,
 * "t3: ..."; then for each stack "@ 0x... 0x..." and such lines again. The brackets have all that was
 * ever allocated, or zeros when the program was not asked to keep that (prof_accum). Then the memory
 * map. Out: what heap.c makes of gperftools' sampled heap profiles, without the frames of a
 * shared libjemalloc; what a thread has is part of t*, and is passed over.
 * The one thing to get wrong: the t* at the top is not the sum of the others, because jemalloc
 * rounds and corrects each by itself; it only says which counts there are.
 *
 * pprof does not read these. What the counts stand for, and which functions are the allocator's, is
 * as in jemalloc's own jeprof; unlike pprof, a rate of one byte is one like others, because what
 * jemalloc writes then is made for that.
 */
#include "base/ascii.h"
#include "base/num.h"
#include "base/path.h"
#include "import/reader.h"

static const struct str mark = {"heap_v2/", 8};

/*
 * jemalloc's functions, with the prefixes it is built with, and what Rust has between them and who
 * allocates.
 */
static const char allocator[] =
	"(je_|_rjem_|_rjem_je_)?"
	"(malloc|malloc_default|calloc|realloc|memalign|posix_memalign|aligned_alloc|valloc|pvalloc|"
	"mallocx|rallocx|do_rallocx|xallocx|free|s?dallocx(_noflags)?)"
	"|(void\\* )?(fallbackN|n)ewImpl.*"
	"|<(tikv_)?jemallocator::Jemalloc as .*"
	"|(__rustc::)?__(rust|rg)_(alloc|alloc_zeroed|realloc)";

static const char no_counts[] = "not what all threads have: t*: N: BYTES [N: BYTES]";

/* "t3:", whatever is behind it: a thread's name may be. */
static bool is_thread(struct str line)
{
	return legacy_take(&line, STR("t")) && legacy_run(&line, ascii_is_digit).n != 0 &&
		str_starts(line, STR(":"));
}

/* Takes the counts of "t*: N: BYTES [N: BYTES]", which is all of the line. */
static bool take_all(struct str line, struct legacy_counts *c)
{
	if (!legacy_take(&line, STR("t*:")))
		return false;
	legacy_spaces(&line);
	return legacy_take_counts(&line, false, c) && line.n == 0;
}

/* Reads the line at the top that says which counts there are. */
static enum legacy_result read_top(struct legacy *l, struct legacy_sampling *how, struct err *err)
{
	static const struct str none = {"0", 1};
	struct legacy_counts c;

	legacy_skip_blank(l);
	if (!take_all(legacy_trim(l->line), &c))
		return legacy_fail(l, err, no_counts);
	how->has_alloc = !str_eq(c.all_objects, none) || !str_eq(c.all_bytes, none);
	legacy_heap_types(l, how);
	return LEGACY_READ;
}

/* Reads "@ 0x... 0x..." into the open sample. The addresses are where calls return to. */
static enum legacy_result read_stack(struct legacy *l, struct str line, struct err *err)
{
	struct str addresses = str_from(line, 1), stack = legacy_run(&addresses, legacy_is_stack);

	if (addresses.n != 0)
		return legacy_fail(l, err, "not a stack: @ 0x... 0x...");
	if (!legacy_add_addresses(l, stack, LAND_ON_CALLS))
		return legacy_fail(l, err, "an address of more than 64 bits");
	return LEGACY_READ;
}

/* Reads the lines of stacks and of threads, up to the memory map. */
static enum legacy_result read_stacks(struct legacy *l, const struct legacy_sampling *how,
	struct err *err)
{
	enum legacy_result result = LEGACY_READ;
	struct legacy_counts c;
	bool open = false; /* a stack was read, and what all threads have of it comes next */

	while (result == LEGACY_READ && legacy_next(l)) {
		struct str line = legacy_trim(l->line);

		if (legacy_maps_here(line))
			break;
		if (legacy_blank(line) || (!open && is_thread(line)))
			continue;
		if (open)
			result = take_all(line, &c) ? legacy_heap_sample(l, &c, how, err)
						    : legacy_fail(l, err, no_counts);
		else if (line.p[0] == '@')
			result = read_stack(l, line, err);
		else
			result = legacy_fail(l, err,
				"neither a stack nor what a thread has of it: @ 0x... 0x..., or "
				"t0: N: BYTES [N: BYTES]");
		open = !open;
	}
	if (result == LEGACY_READ && open)
		return legacy_fail(l, err,
			"a stack of which nobody has anything; is the file cut off?");
	return result;
}

/* Where the library's code is; one that is linked into the program has no mapping of its own. */
static const struct mapping *find_library(const struct legacy *l)
{
	for (size_t i = 0; i < l->mappings.n; i++)
		if (str_starts(path_base(intern_str(&l->strings, l->mappings.p[i].file)),
			    STR("libjemalloc")))
			return &l->mappings.p[i];
	return NULL;
}

/*
 * Takes the library's frames off the leaves. Its symbols are mostly stripped, so that their names
 * would not tell them.
 */
static void drop_library(struct legacy *l)
{
	const struct mapping *m = find_library(l);

	for (size_t i = 0; m != NULL && i < l->samples.n; i++) {
		struct legacy_sample *s = &l->samples.p[i];
		uint32_t n = 0;

		while (n < s->n_stack) {
			uint64_t at = l->locations.p[l->stack.p[s->stack + n]].address;

			if (at < m->start || at >= m->limit)
				break;
			n++;
		}
		if (n == s->n_stack)
			continue; /* nobody would be left */
		s->stack += n;
		s->n_stack -= n;
	}
}

bool legacy_jemalloc_claims(struct str head)
{
	return str_starts(head, mark);
}

enum legacy_result legacy_jemalloc_read(struct legacy *l, struct err *err)
{
	struct legacy_sampling how = {.sampled = true};
	struct str rate;
	int64_t period;

	legacy_next(l);
	rate = legacy_trim(str_from(l->line, mark.n));
	if (rate.n == 0 || !ascii_is_digit(rate.p[0]) || !num_int(rate, 10, &period))
		return legacy_fail(l, err, "not a rate of sampling: heap_v2/RATE");
	legacy_period(l, STR("space"), STR("bytes"), period);
	how.rate = period;
	l->allocator = allocator;
	if (read_top(l, &how, err) != LEGACY_READ || read_stacks(l, &how, err) != LEGACY_READ)
		return LEGACY_FAILED;
	if (legacy_maps_find(l, err) != LEGACY_READ)
		return LEGACY_FAILED;
	if (!l->limits->all_frames)
		drop_library(l);
	return LEGACY_READ;
}
