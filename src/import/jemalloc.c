/*
 * jemalloc.c: reads the heap profiles that jemalloc writes.
 *
 *	heap_v2/524288
 *	  t*: 3: 96 [0: 0]
 *	  t0: 3: 96 [0: 0]
 *	@ 0x400100 0x400200
 *	  t*: 1: 32 [0: 0]
 *	  t0: 1: 32 [0: 0]
 *
 * The rate; the counts of all threads (t*) and of each thread; then a stack with its counts, again
 * and again; then the memory map. The brackets have all that was ever allocated, or zeros when the
 * program did not ask for that (prof_accum). The result is that of a sampled heap profile of
 * gperftools, without the frames of a shared libjemalloc. Counts of single threads are part of t*
 * and skipped.
 * Note: the t* at the top is not the sum of the others, because jemalloc rounds and corrects each
 * by itself. It only tells which counts there are.
 *
 * pprof does not read these files. What counts stand for, and which functions are the allocator's,
 * is as in jemalloc's own jeprof. Unlike in pprof, a rate of one byte is a rate like others,
 * because jemalloc writes its counts for that.
 */
#include "base/ascii.h"
#include "base/num.h"
#include "base/path.h"
#include "import/heap.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

static const struct str mark = {"heap_v2/", 8};

/*
 * Functions of jemalloc, with the prefixes that it is built with, and those of Rust between
 * jemalloc and the function that allocates.
 */
static const char allocator[] =
	"(je_|_rjem_|_rjem_je_)?"
	"(malloc|malloc_default|calloc|realloc|memalign|posix_memalign|aligned_alloc|valloc|pvalloc|"
	"mallocx|rallocx|do_rallocx|xallocx|free|s?dallocx(_noflags)?)"
	"|(void\\* )?(fallbackN|n)ewImpl.*"
	"|<(tikv_)?jemallocator::Jemalloc as .*"
	"|(__rustc::)?__(rust|rg)_(alloc|alloc_zeroed|realloc)";

static const char no_counts[] = "not what all threads have: t*: N: BYTES [N: BYTES]";

/* True of "t3:" and anything behind it, such as the thread's name. */
static bool is_thread(struct str line)
{
	return import_take(&line, STR("t")) && import_take_run(&line, ascii_is_digit).n != 0 &&
		str_starts(line, STR(":"));
}

/* Reads the counts of "t*: N: BYTES [N: BYTES]", which must be the whole line. */
static bool take_all(struct str line, struct import_heap_counts *c)
{
	if (!import_take(&line, STR("t*:")))
		return false;
	import_take_spaces(&line);
	return import_heap_counts_take(&line, false, c) && line.n == 0;
}

/* Reads the line at the top that says which counts there are. */
static enum import_result read_top(struct import *im, struct import_heap_sampling *how,
	struct err *err)
{
	static const struct str none = {"0", 1};
	struct import_heap_counts c;

	import_skip_blank(im);
	if (!take_all(import_trim(im->line), &c))
		return import_fail(im, err, no_counts);
	how->has_alloc = !str_eq(c.all_objects, none) || !str_eq(c.all_bytes, none);
	import_heap_types(im, how);
	return IMPORT_READ;
}

/* Reads "@ 0x... 0x..." into the open sample. The addresses are where calls return to. */
static enum import_result read_stack(struct import *im, struct str line, struct err *err)
{
	struct str addresses = str_from(line, 1),
		   stack = import_take_run(&addresses, import_is_stack);

	if (addresses.n != 0)
		return import_fail(im, err, "not a stack: @ 0x... 0x...");
	if (!import_add_addresses(im, stack, LAND_ON_CALLS))
		return import_fail(im, err, "an address of more than 64 bits");
	return IMPORT_READ;
}

/* Reads the lines of stacks and of threads, up to the memory map. */
static enum import_result read_stacks(struct import *im, const struct import_heap_sampling *how,
	struct err *err)
{
	enum import_result result = IMPORT_READ;
	struct import_heap_counts c;
	bool open = false; /* a stack was read, and its counts come next */

	while (result == IMPORT_READ && import_next(im)) {
		struct str line = import_trim(im->line);

		if (import_memory_map_here(line))
			break;
		if (import_blank(line) || (!open && is_thread(line)))
			continue;
		if (open)
			result = take_all(line, &c) ? import_heap_sample(im, &c, how, err)
						    : import_fail(im, err, no_counts);
		else if (line.p[0] == '@')
			result = read_stack(im, line, err);
		else
			result = import_fail(im, err,
				"neither a stack nor what a thread has of it: @ 0x... 0x..., or "
				"t0: N: BYTES [N: BYTES]");
		open = !open;
	}
	if (result == IMPORT_READ && open)
		return import_fail(im, err,
			"a stack of which nobody has anything; is the file cut off?");
	return result;
}

/* The mapping of a shared libjemalloc; NULL when there is none, as when it is linked statically. */
static const struct mapping *find_library(const struct import *im)
{
	for (size_t i = 0; i < im->mappings.n; i++)
		if (str_starts(path_base(intern_str(&im->strings, im->mappings.p[i].file)),
			    STR("libjemalloc")))
			return &im->mappings.p[i];
	return NULL;
}

/*
 * Removes the library's frames at the leaves by their addresses. Its symbols are mostly stripped,
 * so names cannot tell them.
 */
static void drop_library(struct import *im)
{
	const struct mapping *m = find_library(im);

	for (size_t i = 0; m != NULL && i < im->samples.n; i++) {
		struct import_sample *s = &im->samples.p[i];
		uint32_t n = 0;

		while (n < s->n_stack) {
			uint64_t at = im->locations.p[im->stack.p[s->stack + n]].address;

			if (at < m->start || at >= m->limit)
				break;
			n++;
		}
		if (n == s->n_stack)
			continue; /* no frame would be left */
		s->stack += n;
		s->n_stack -= n;
	}
}

bool import_jemalloc_claims(struct str head)
{
	return str_starts(head, mark);
}

enum import_result import_jemalloc_read(struct import *im, struct err *err)
{
	struct import_heap_sampling how = {.sampled = true};
	struct str rate;
	int64_t period;

	import_mine(im);
	import_next(im);
	rate = import_trim(str_from(im->line, mark.n));
	if (rate.n == 0 || !ascii_is_digit(rate.p[0]) || !num_int(rate, 10, &period))
		return import_fail(im, err, "not a rate of sampling: heap_v2/RATE");
	import_period(im, STR("space"), STR("bytes"), period);
	how.rate = period;
	im->allocator = allocator;
	if (read_top(im, &how, err) != IMPORT_READ || read_stacks(im, &how, err) != IMPORT_READ)
		return IMPORT_FAILED;
	if (import_memory_map_find(im, err) != IMPORT_READ)
		return IMPORT_FAILED;
	if (!im->limits->all_frames)
		drop_library(im);
	return IMPORT_READ;
}
