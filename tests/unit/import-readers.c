/*
 * import-readers.c: tests of the formats that came before profile.proto: each of their rules on the
 * least text or binary that shows it. What is wanted was worked out by hand from the rules, and
 * pprof agrees.
 */
#include "import-readers.h"
#include "import-tests.h"
#include "unit.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/rx.h"
#include "proto.h"

/* "cpu/nanoseconds every 1000000: samples/count cpu/nanoseconds" */
static void dump_types(struct out *o, const struct profile *p)
{
	const struct value_type *t = &p->period_type;

	out_str(o, profile_str(p, t->type));
	out_lit(o, "/");
	out_str(o, profile_str(p, t->unit));
	out_fmt(o, " every %" PRId64 ":", p->period);
	for (uint32_t i = 0; i < p->n_types; i++)
		out_fmt(o, " %s/%s", profile_str(p, p->types[i].type).p,
			profile_str(p, p->types[i].unit).p);
	out_lit(o, "\n");
}

static void dump_text(struct out *o, const char *before, struct str s)
{
	if (s.n == 0)
		return;
	out_lit(o, before);
	out_bytes(o, s.p, s.n);
}

/* " 1f" in mapping 1, " 1f@2" in another, " 1f@0" in none; "=name(file:line)" for each frame. */
static void dump_location(struct out *o, const struct profile *p, loc_id loc)
{
	out_fmt(o, " %" PRIx64, p->loc_address[loc]);
	if (p->loc_mapping[loc] != 1)
		out_fmt(o, "@%u", p->loc_mapping[loc]);
	for (uint32_t f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
		const struct frame *frame = &p->frames[f];

		if (frame->fn == 0)
			continue;
		dump_text(o, "=", profile_str(p, p->functions[frame->fn].name));
		dump_text(o, "(", profile_str(p, p->functions[frame->fn].file));
		out_fmt(o, ":%" PRId64, frame->line);
	}
}

/* All that a reader of an old format can say, as text; the caller releases it. */
static struct out dump(const struct profile *p)
{
	struct out o = {0};

	dump_types(&o, p);
	for (size_t i = 0; i < p->n_samples; i++) {
		struct window w = profile_sample_stack(p, i);

		for (uint32_t t = 0; t < p->n_types; t++)
			out_fmt(&o, t ? " %" PRId64 : "%" PRId64, profile_value(p, t, i));
		out_lit(&o, ":");
		for (uint32_t k = w.begin; k < w.end; k++)
			dump_location(&o, p, loc_column_get(&p->stack, k));
		for (uint32_t k = p->label_begin ? p->label_begin[i] : 0;
			p->label_begin && k < p->label_begin[i + 1]; k++)
			out_fmt(&o, " %s=%" PRId64, profile_str(p, p->labels[k].key).p,
				p->labels[k].number);
		out_lit(&o, "\n");
	}
	for (map_id m = 1; m < p->n_mappings; m++) {
		const struct mapping *map = &p->mappings[m];

		out_fmt(&o, "%" PRIx64 "-%" PRIx64 " %" PRIx64, map->start, map->limit,
			map->offset);
		dump_text(&o, " ", profile_str(p, map->file));
		dump_text(&o, " id ", profile_str(p, map->build_id));
		out_lit(&o, "\n");
	}
	return o;
}

/* A text, and what it gives: its dump, or the error. */
struct row {
	const char *rule, *text, *wants;
};

void assert_bytes_read(const char *rule, struct str bytes, const char *wants)
{
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};
	struct out o;

	if (!pb_load(&a, bytes, &p, &err))
		fail_msg("%s: refused: %s", rule, err.text);
	o = dump(&p);
	if (!str_eq_c((struct str){o.p, o.n}, wants))
		fail_msg("%s: got\n%.*swant\n%s", rule, (int)o.n, o.p, wants);
	out_release(&o);
	arena_release(&a);
}

static void assert_read(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_bytes_read(rows[i].rule, str_from_c(rows[i].text), rows[i].wants);
}

static void assert_refused(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a = {0};
		struct profile p = {0};
		struct err err = {0};

		assert_row(!pb_load(&a, str_from_c(rows[i].text), &p, &err), rows[i].rule);
		if (strstr(err.text, rows[i].wants) == NULL)
			fail_msg("%s: the error \"%s\" does not say \"%s\"", rows[i].rule, err.text,
				rows[i].wants);
		arena_release(&a);
	}
}

#define COUNT_A "a/count every 1: a/count\n"

TEST(legacy_counts)
{
	static const struct row rows[] = {
		{"addresses land on the calls", "a profile: total 3\n1 @ 0x10 0x20\n2 @ 0x20\n",
			COUNT_A "1: f 1f\n2: 1f\n" ALL},
		{"comments and blank lines anywhere",
			"# x\n \t\n\xc2\xa0\xe2\x80\x83# y\na profile: total 3\n\n# z\n1 @ 0x10\n#\n",
			COUNT_A "1: f\n" ALL},
		{"lines may end in CR", "a profile: total 3\r\n1 @ 0x10\r\n", COUNT_A "1: f\n" ALL},
		{"the last line needs no end", "a profile: total 3\n1 @ 0x10",
			COUNT_A "1: f\n" ALL},
		{"counts are literals", "a profile: total 3\n010 @ 0x10\n", COUNT_A "8: f\n" ALL},
		{"address 0 wraps", "a profile: total 3\n1 @ 0x0\n",
			COUNT_A "1: ffffffffffffffff\n" ALL},
		{"address 1 is none and has no mapping", "a profile: total 3\n1 @ 0x1 0x2\n",
			COUNT_A "1: 0@0 1\n" ALL},
		{"--- ends the samples", "a profile: total 3\n1 @ 0x10\n--- x\nrubbish\n",
			COUNT_A "1: f\n" ALL},
		{"and a memory map may follow",
			"a profile: total 3\n1 @ 0x10\n--- x\nMAPPED_LIBRARIES:\n8-20 /p\n",
			COUNT_A "1: f\n8-20 0 /p\n"},
		{"or follow at once", "a profile: total 3\n--- Memory map: ---\n8-20 /p\n",
			COUNT_A "8-20 0 /p\n"},
		{"any name", "a\xff! profile: total 0\n",
			"a\xff!/count every 1: a\xff!/count\n"
			"0-0 0\n"},
	};
	static const struct row bad[] = {
		{"two spaces", "a profile: total 3\n1 @  0x1\n", "line 2"},
		{"capitals", "a profile: total 3\n1 @ 0xA\n", "line 2"},
		{"a space behind", "a profile: total 3\n1 @ 0x1 \n", "line 2"},
		{"no octal number", "a profile: total 3\n08 @ 0x1\n", "line 2"},
		{"65 bits", "a profile: total 3\n1 @ 0x10000000000000000\n", "line 2"},
		{"a space before the header", " a profile: total 3\n", "a text file"},
		{"something behind the header", "a profile: total 3 \n", "a text file"},
		{"comments alone", "# a\n# b\n", "a text file"},
	};

	assert_read(rows, LENGTH(rows));
	assert_refused(bad, LENGTH(bad));
}

#define ALLOCS ": alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes"

TEST(legacy_heap)
{
	static const struct row rows[] = {
		{"unsampled is as it is",
			"heap profile: 1: 2 [1: 2] @ heapprofile\n 3: 60 [1: 2] @ 0x10 0x20\n",
			SPACE("1" OBJECTS) "3 60: f 1f bytes=20\n" ALL},
		{"growth", "heap profile: 1: 2 [1: 2] @ growthz\n3: 60 [1: 2] @ 0x10\n",
			SPACE("1" OBJECTS) "3 60: f bytes=20\n" ALL},
		{"fragmentation",
			"heap profile: 1: 2 [1: 2] @ fragmentation\n3: 61 [1: 2] @ 0x10\n",
			SPACE("1" OBJECTS) "3 61: f bytes=20\n" ALL},
		{"sampled: 1 / (1 - exp(-1)) is 1.58",
			"heap profile: 1: 2 [1: 2] @ heap_v2/1000\n100: 100000 [1: 2] @ 0x10\n",
			SPACE("1000" OBJECTS) "158 158197: f bytes=1000\n" ALL},
		{"Go gives twice the rate",
			"heap profile: 1: 2 [1: 2] @ heap/2000\n100: 100000 [1: 2] @ 0x10\n",
			SPACE("1000" OBJECTS) "158 158197: f bytes=1000\n" ALL},
		{"a rate of 1 takes all",
			"heap profile: 1: 2 [1: 2] @ heapz_v2/1\n3: 60 [1: 2] @ 0x10\n",
			SPACE("1" OBJECTS) "3 60: f bytes=20\n" ALL},
		{"no rate", "heap profile: 1: 2 [1: 2] @ heapz_v2\n3: 60 [1: 2] @ 0x10\n",
			SPACE("0" OBJECTS) "3 60: f bytes=20\n" ALL},
		{"sampled objects of no size are none",
			"heap profile: 1: 2 [1: 2] @ heapz_v2/9\n3: 0 [1: 2] @ 0x10\n",
			SPACE("9" OBJECTS) "0 0: f bytes=0\n" ALL},
		{"all that was allocated comes first",
			"heap profile: 1: 2 [7: 8] @ heapprofile\n1: 20 [3: 90] @ 0x10\n",
			SPACE("1" ALLOCS) "3 90 1 20: f bytes=20\n" ALL},
		{"without objects in use, bytes are of the allocated",
			"heap profile: 1: 2 [7: 2] @ heapprofile\n0: 0 [3: 90] @ 0x10\n",
			SPACE("1" ALLOCS) "3 90 0 0: f bytes=30\n" ALL},
		{"0 in brackets is nothing",
			"heap profile: 1: 2 [0: 0] @ heapprofile\n3: 60 [3: 90] @\n",
			SPACE("1" OBJECTS) "3 60: bytes=20\n" ALL_UNUSED},
		{"the numbers of the header are compared as text",
			"heap profile: 1: 2 [01: 2] @ heapprofile\n3: 60 [3: 90] @\n",
			SPACE("1" ALLOCS) "3 90 3 60: bytes=20\n" ALL_UNUSED},
		{"the header may be anywhere in its line",
			"xheap profile: 1 heap profile:1:2[1:2]@heapprofile x\n3:60[1:2] @0x10\n",
			SPACE("1" OBJECTS) "3 60: f bytes=20\n" ALL},
		{"and so may a sample",
			"heap profile: 1: 2 [1: 2] @ heapprofile\n9 1:x3: -60 [1: 2] @ 0x10 Z 0x20\n",
			SPACE("1" OBJECTS) "3 -60: f bytes=-20\n" ALL},
		{"the least number by -1",
			"heap profile: 1: 2 [1: 2] @ heapprofile\n-1: -9223372036854775808 [1: 2] @\n",
			SPACE("1" OBJECTS) "-1 -9223372036854775808: bytes=-9223372036854775808\n" ALL_UNUSED},
		{"what is too large when unsampled",
			"heap profile: 1: 2 [1: 2] @ heap_v2/9223372036854775807\n"
			"4611686018427387904: 9223372036854775807 [1: 2] @\n",
			SPACE("9223372036854775807" OBJECTS) "-9223372036854775808 -9223372036854775808: bytes=1\n" ALL_UNUSED},
	};
	static const struct row bad[] = {
		{"an unknown kind", "heap profile: 1: 2 [1: 2] @ heapz\n", "an unknown kind"},
		{"no kind", "heap profile: 1: 2 [1: 2]\n", "line 1"},
		{"bytes of no objects", "heap profile: 1: 2 [1: 2] @ heap/1\n#\n0: 1 [0: 0] @\n",
			"a heap profile in text form, line 3: no objects, but bytes"},
		{"a number of 64 bits",
			"heap profile: 1: 2 [1: 2] @ heap/1\n9223372036854775808: 1 [0: 0] @\n",
			"too large"},
		{"an address of 65 bits",
			"heap profile: 1: 2 [1: 2] @ heap/1\n1: 1 [1: 1] @ 0x10000000000000000\n",
			"more than 64 bits"},
		{"no sample", "heap profile: 1: 2 [1: 2] @ heap/1\n1: 1 1: 1 @ 0x1\n", "line 2"},
		{"two spaces before @", "heap profile: 1: 2 [1: 2] @ heap/1\n1: 1 [1: 1]  @ 0x1\n",
			"line 2"},
	};

	assert_read(rows, LENGTH(rows));
	assert_refused(bad, LENGTH(bad));
}

#define JEMALLOC(rate, top) "heap_v2/" rate "\n  t*: " top "\n  t0: 9: 9 [9: 9] a name: [x\n"
#define INUSE JEMALLOC("1000", "1: 2 [0: 0]")

TEST(legacy_jemalloc)
{
	static const struct row rows[] = {
		{"scaled by 1 / (1 - exp(-1)), 1.58; threads are parts of t*; the leaf, too, is a call",
			INUSE "@ 0x10 0x20\n  t*: 100: 100000 [0: 0]\n  t0: 60: 60000 [0: 0]\n"
			      "  t12: 40: 40000 [0: 0] b\n@ 0x20\n  t*: 1: 1000 [0: 0]\n",
			SPACE("1000" OBJECTS) "158 158197: f 1f bytes=1000\n"
					      "1 1581: 1f bytes=1000\n" ALL},
		{"all that was allocated comes first, and is scaled by itself",
			JEMALLOC("1000", "1: 2 [3: 4]") "@ 0x10\n t*: 100: 100000 [100: 200000]\n",
			SPACE("1000" ALLOCS) "115 231303 158 158197: f bytes=1000\n" ALL},
		{"also when nothing was freed",
			JEMALLOC("1000", "1: 2 [1: 2]") "@ 0x10\n t*: 100: 100000 [100: 100000]\n",
			SPACE("1000" ALLOCS) "158 158197 158 158197: f bytes=1000\n" ALL},
		{"and when all was",
			JEMALLOC("1000", "0: 0 [3: 4]") "@ 0x10\n t*: 0: 0 [100: 100000]\n",
			SPACE("1000" ALLOCS) "158 158197 0 0: f bytes=1000\n" ALL},
		{"a rate of one byte: what jemalloc writes for 1000 of 8 bytes",
			JEMALLOC("1", "1: 2 [0: 0]") "@ 0x10\n t*: 1000: 7997 [0: 0]\n",
			SPACE("1" OBJECTS) "1000 7999: f bytes=7\n" ALL},
		{"no rate", JEMALLOC("0", "1: 2 [0: 0]") "@ 0x10\n t*: 3: 60 [0: 0]\n",
			SPACE("0" OBJECTS) "3 60: f bytes=20\n" ALL},
		{"no stacks", JEMALLOC("1", "0: 0 [0: 0]"), SPACE("1" OBJECTS) ALL_UNUSED},
		{"an empty stack, lines that end in CR, and no end",
			"heap_v2/0\r\n t*: 1: 2 [0: 0]\r\n\r\n@\r\n t*: 3: 60 [0: 0]",
			SPACE("0" OBJECTS) "3 60: bytes=20\n" ALL_UNUSED},
		{"the library's frames go from the leaf, and from there alone",
			JEMALLOC("0",
				"1: 2 [0: 0]") "@ 0x11 0x12 0x31 0x13 0x32\n t*: 3: 60 [0: 0]\n"
					       "\nMAPPED_LIBRARIES:\n10-20 r-xp 0 0:0 0 /l/libjemalloc.so.2\n"
					       "30-40 r-xp 0 0:0 0 /p\n",
			SPACE("0" OBJECTS) "3 60: 30 12@2 31 bytes=20\n30-40 0 /p\n"
					   "10-20 0 /l/libjemalloc.so.2\n"},
		{"but not where nothing would be left",
			JEMALLOC("0",
				"1: 2 [0: 0]") "@ 0x11 0x12\n t*: 3: 60 [0: 0]\n"
					       "MAPPED_LIBRARIES:\n10-20 r-xp 0 0:0 0 /l/libjemalloc.so.2\n",
			SPACE("0" OBJECTS) "3 60: 10 11 bytes=20\n10-20 0 /l/libjemalloc.so.2\n"},
	};
	static const struct row bad[] = {
		{"no number", "heap_v2/\n", "a heap profile of jemalloc, line 1: not a rate"},
		{"a sign", "heap_v2/-1\n", "line 1"},
		{"a rate of 64 bits", "heap_v2/9223372036854775808\n", "line 1"},
		{"nothing behind the rate", "heap_v2/1\n", "line 1: not what all threads have"},
		{"a thread at the top", "heap_v2/1\n t0: 1: 2 [0: 0]\n", "line 2"},
		{"a stack at the top", "heap_v2/1\n@ 0x10\n", "line 2"},
		{"cut off behind a stack", INUSE "@ 0x10\n", "line 4: a stack of which"},
		{"a stack of nothing", INUSE "@ 0x10\n@ 0x20\n", "line 5: not what all threads"},
		{"a map behind a stack", INUSE "@ 0x10\nMAPPED_LIBRARIES:\n", "line 5: a stack"},
		{"a thread before all", INUSE "@ 0x10\n t0: 1: 2 [0: 0]\n", "line 5"},
		{"all without a stack", INUSE " t*: 1: 2 [0: 0]\n", "line 4: neither a stack"},
		{"something behind the counts", INUSE "@ 0x10\n t*: 1: 2 [0: 0] x\n", "line 5"},
		{"something behind a stack", INUSE "@ 0x10 main\n", "line 4: not a stack"},
		{"bytes of no objects", INUSE "@ 0x10\n t*: 0: 2 [0: 0]\n",
			"no objects, but bytes"},
		{"a number of 64 bits", INUSE "@ 0x10\n t*: 9223372036854775808: 2 [0: 0]\n",
			"too large"},
		{"65 bits", INUSE "@ 0x10000000000000000\n", "more than 64 bits"},
	};

	assert_read(rows, LENGTH(rows));
	assert_refused(bad, LENGTH(bad));
}

/* Which functions a profile of jemalloc asks to drop, by names as they are in programs. */
TEST(legacy_jemalloc_allocator)
{
	static const struct {
		const char *name;
		bool drops;
	} names[] = {
		{"malloc", true},
		{"malloc_default", true},
		{"je_malloc_default", true},
		{"_rjem_malloc", true},
		{"_rjem_je_malloc_default", true},
		{"mallocx", true},
		{"do_rallocx", true},
		{"aligned_alloc", true},
		{"sdallocx_noflags", true},
		{"operator new[]", true},
		{"void* newImpl<false>", true},
		{"fallbackNewImpl<true>", true},
		{"<tikv_jemallocator::Jemalloc as core::alloc::global::GlobalAlloc>::alloc", true},
		{"<jemallocator::Jemalloc as core::alloc::GlobalAlloc>::realloc", true},
		{"__rust_alloc_zeroed", true},
		{"__rustc::__rust_realloc", true},
		{"tc_malloc", true},
		{"je_main", false},
		{"malloced", false},
		{"alloc::alloc::alloc", false},
		{"fill", false},
	};
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};
	struct rx *rx = NULL;

	assert_true(pb_load(&a, str_from_c(INUSE), &p, &err));
	assert_true(rx_new(arena_fmt(&a, "^(%s)$", profile_str(&p, p.drop_frames).p), &rx, &err));
	for (size_t i = 0; i < LENGTH(names); i++) {
		bool hit;

		assert_true(rx_match(rx, str_from_c(names[i].name), &hit, &err));
		assert_row(hit == names[i].drops, names[i].name);
	}
	rx_free(rx);
	arena_release(&a);
}

#define THREADS "thread/count every 1: thread/count\n"
#define THREAD "--- Thread 7e (name: a/1) stack: ---\n"

TEST(legacy_threads)
{
	static const struct row rows[] = {
		{"the leaf stays, callers land on calls",
			"--- threadz 1 ---\n\nany\n" THREAD " PC: 0x10: f\n 0x20 0x30: g\n"
			"--- Memory map: ---\n8-40 /p\n",
			THREADS "1: 10 1f 2f\n8-40 0 /p\n"},
		{"a thread may begin it", "\n#\n" THREAD "0x10\n---- no stack trace for the rest\n",
			THREADS "1: 10\n" ALL},
		{"the same again",
			THREAD "0x10\n" THREAD "  [same as previous thread]\n" THREAD
			       "0x20\n--- Memory map: ---\n",
			THREADS "2: 10\n1: 20\n" ALL},
		{"a thread without addresses is the same too",
			THREAD THREAD "0x10\n" THREAD "x\n--- Memory map: ---\n",
			THREADS "2: 10\n" ALL},
		{"the leaf's twin goes", THREAD "0x10 0x10 0x20\n--- Memory map: ---\n",
			THREADS "1: 10 1f\n" ALL},
		{"a slash in the name",
			"--- Thread a (name: b/c) d/12) stack: ---\n0x10\n--- Memory map: ---\n",
			THREADS "1: 10\n" ALL},
	};
	static const struct row bad[] = {
		{"cut off", THREAD "0x10\n", "a thread profile in text form, line 2: "},
		{"another section", THREAD "0x10\n--- x\n", "line 3"},
		{"65 bits", THREAD "0x10000000000000000\n--- Memory map: ---\n", "64 bits"},
		{"no id", "--- Thread  (name: a/1) stack: ---\n", "a text file"},
		{"no number", "--- Thread a (name: a/) stack: ---\n", "a text file"},
	};

	assert_read(rows, LENGTH(rows));
	assert_refused(bad, LENGTH(bad));
}

#define DELAY "contentions/count every "
#define NANOSECONDS ": contentions/count delay/nanoseconds\n"

TEST(legacy_contention)
{
	static const struct row rows[] = {
		{"cycles become nanoseconds, and both are scaled",
			"--- contentionz 1 ---\ncycles/second = 2000000000\nsampling period = 100\n"
			"ms since reset = 5\ndiscarded samples = 0\n  30  2 @ 0x10 0x20\n",
			DELAY "100" NANOSECONDS "200 1500: f 1f\n" ALL},
		{"Go's mutexes",
			"--- mutex:\ncycles/second=1000000000\nsampling period=1\n30 2 @ 0x10\n#\tx\n",
			DELAY "1" NANOSECONDS "2 30: f\n" ALL},
		{"Go's blocking", "--- contention:\ncycles/second=0x3b9aca00\n16 2 @ 0x10\n--- \n",
			DELAY "1" NANOSECONDS "2 16: f\n" ALL},
		{"without cycles/second", "--- mutex:\nsampling period=3\n30 2 @ 0x10\n",
			DELAY "3" NANOSECONDS "6 30: f\n" ALL},
		{"without a period",
			"--- mutex:\nsampling period=0\ncycles/second=5\n30 2 @ 0x10\n",
			DELAY "0" NANOSECONDS "2 30: f\n" ALL},
		{"one number is two", "--- mutex:\nx 123 @ 0x10\n",
			DELAY "1" NANOSECONDS "3 12: f\n" ALL},
		{"anywhere in a line", "--- mutex:\n1 2 3 @0x10 @ 0x20\n",
			DELAY "1" NANOSECONDS "3 2: f\n" ALL},
	};
	static const struct row bad[] = {
		{"an unknown attribute", "--- mutex:\nx = 1\n",
			"contention profile in text form, line 2"},
		{"no number", "--- mutex:\nsampling period = x\n", "line 2"},
		{"no sample", "--- mutex:\n1 2 3\n", "line 2"},
		{"one digit", "--- mutex:\n1 @ 0x10\n", "line 2"},
		{"too large", "--- mutex:\n9223372036854775808 1 @ 0x10\n", "too large"},
		{"65 bits", "--- mutex:\n1 1 @ 0x10000000000000000\n", "64 bits"},
	};

	assert_read(rows, LENGTH(rows));
	assert_refused(bad, LENGTH(bad));
}

#define JAVA_HEAP "--- heapz 1 ---\nformat = java\nresolution = bytes\n"
#define JAVA_WAIT "--- contentionz 1 ---\nformat = java\nresolution = microseconds\n"

TEST(legacy_java)
{
	static const struct row rows[] = {
		{"heap: the number of objects comes second, and one in 512 kB was taken",
			JAVA_HEAP "52428800 100 @ 0x3 0x4\n0x3 a.b (c.java:7)\n0x4 d\n",
			"/ every 0: inuse_objects/count inuse_space/bytes\n"
			"158 82941140: 0=a.b(c.java:7 0=d:0 bytes=524288\n" ALL_UNUSED},
		{"contention",
			JAVA_WAIT
			"sampling period = 10\nms since reset = 3\n7 2 @ 0x3\n0x3 a (b:1)\n",
			"contentions/count every 10: contentions/count delay/microseconds\n"
			"20 70: 0=a(b:1\n" ALL_UNUSED},
		{"without a period", JAVA_WAIT "7 010 @ 0x3\n 0x3 a (b:1)\n",
			"/ every 0: contentions/count delay/microseconds\n8 7: 0=a(b:1\n" ALL_UNUSED},
		{"addresses without a name are in the mapping of all",
			JAVA_WAIT "7 2 @ 0x3 0x4\n0x4 a\n",
			"/ every 0: contentions/count delay/microseconds\n2 7: 0 0@0=a:0\n" ALL},
		{"forms of names",
			JAVA_WAIT
			"1 1 @ 0x1 0x2 0x3 0x4 0x5 0x6\n"
			"0x1 a (b) (c:d:5)\n0x2 f (/lib/g.so//)\n0x3 the generated stub/JIT code\n"
			"0x4 GC (x:-5)\n0x5 h (:5)\n0x6  i ()\n0x7 unused\nrubbish\n0x8\n",
			"/ every 0: contentions/count delay/microseconds\n"
			"1 1: 0=a (b)(c:d:5 0=f(g.so:0 0=STUB:0 0=GC(x:0 0=h(:5:0 0=i(.:0\n" ALL_UNUSED},
		{"a function is known by its name",
			JAVA_WAIT "1 1 @ 0x1 0x2\n0x1 a (b:1)\n0x2 a (c:2)\n",
			"/ every 0: contentions/count delay/microseconds\n1 1: 0=a(b:1 0=a(b:2\n" ALL_UNUSED},
		{"the last name of an address counts", JAVA_WAIT "1 1 @ 0x1\n0x1 a (b:1)\n0x1 c",
			"/ every 0: contentions/count delay/microseconds\n1 1: 0=c:0\n" ALL_UNUSED},
		{"a last line without an end is no sample", JAVA_WAIT "1 1 @ 0x1\n0x1 c\n1 1 @ 0x1",
			"/ every 0: contentions/count delay/microseconds\n1 1: 0=c:0\n" ALL_UNUSED},
	};
	static const struct row bad[] = {
		{"another format", "--- heapz 1 ---\nformat = go\n",
			"Java profile in text form, line 2"},
		{"an unknown attribute", "--- heapz 1 ---\nx = 1\n",
			"Java profile in text form, line 2"},
		{"no types", "--- heapz 1 ---\nformat = java\n1 1 @ 0x1\n", "resolution"},
		{"no objects", JAVA_HEAP "1 0 @ 0x1\n", "line 4: no objects"},
		{"no number", JAVA_HEAP "1 08 @ 0x1\n", "line 4"},
		{"a period that is none", JAVA_WAIT "sampling period = x\n", "line 4"},
		{"65 bits in a stack", JAVA_HEAP "1 1 @ 0x10000000000000000\n", "64 bits"},
		{"65 bits in a name", JAVA_HEAP "0x10000000000000000 a\n", "64 bits"},
	};

	assert_read(rows, LENGTH(rows));
	assert_refused(bad, LENGTH(bad));
}

/* Words as a CPU profile has them. */
static void words(struct out *o, unsigned size, bool big, const uint64_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (unsigned k = 0; k < size; k++) {
			unsigned char c = (unsigned char)(v[i] >> 8 * (big ? size - 1 - k : k));

			out_bytes(o, &c, 1);
		}
	}
}

/* All four ways to write words give the same. */
static void assert_cpu(const char *rule, const uint64_t *v, size_t n, const char *text,
	const char *wants)
{
	for (unsigned size = 4; size <= 8; size += 4) {
		for (int big = 0; big < 2; big++) {
			struct out o = {0};

			words(&o, size, big, v, n);
			out_lit(&o, text);
			assert_bytes_read(rule, (struct str){o.p, o.n}, wants);
			out_release(&o);
		}
	}
}
#define ASSERT_CPU(rule, text, wants, ...) \
	assert_cpu((rule), (const uint64_t[]){__VA_ARGS__}, \
		sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t), (text), (wants))

#define CPU "cpu/nanoseconds every 10000000: samples/count cpu/nanoseconds\n"

TEST(legacy_cpu)
{
	ASSERT_CPU("the leaf stays, callers land on calls", "8-40 /p\n",
		CPU "2 20000000: 10 1f 2f\n1 10000000: 20 2f\n8-40 0 /p\n", 0, 3, 0, 10000, 0, 2, 3,
		0x10, 0x20, 0x30, 1, 2, 0x20, 0x30, 0, 1, 0);
	ASSERT_CPU("without an end, and an empty stack", "",
		CPU "2 20000000: 10\n1 10000000:\n" ALL, 0, 3, 0, 10000, 0, 2, 1, 0x10, 1, 0);
	ASSERT_CPU("no samples", "", CPU ALL_UNUSED, 0, 3, 0, 10000, 0, 0, 1, 0);
	ASSERT_CPU("a count of 0 may be", "", CPU "0 0: 10\n" ALL, 0, 3, 0, 10000, 0, 0, 1, 0x10, 0,
		1, 0);
	ASSERT_CPU("the leaf's twin goes", "", CPU "1 10000000: 10 1f\n1 10000000: 20\n" ALL, 0, 3,
		0, 10000, 0, 1, 3, 0x10, 0x10, 0x20, 1, 1, 0x20, 0, 1, 0);
	ASSERT_CPU("two frames that all have are the handler's", "",
		CPU "1 10000000: 10 6f\n1 10000000: 20 7f\n" ALL, 0, 3, 0, 10000, 0, 1, 4, 0x10,
		0x50, 0x60, 0x70, 1, 4, 0x20, 0x50, 0x60, 0x80, 0, 1, 0);
	ASSERT_CPU("one of two is not nearly all", "",
		CPU "1 10000000: 10 4f 6f\n1 10000000: 20\n" ALL, 0, 3, 0, 10000, 0, 1, 3, 0x10,
		0x50, 0x70, 1, 1, 0x20, 0, 1, 0);
	ASSERT_CPU("Java's addresses stay, and get names", " 0x10 a (b:1)\n0x20 c\n",
		CPU "1 10000000: 0=a(b:1 0=c:0\n" ALL_UNUSED, 0, 3, 1, 10000, 0, 1, 2, 0x10, 0x20,
		0, 1, 0);
}

/* Of 64 stacks, 62 with the frame are nearly all, 61 are not. */
TEST(legacy_cpu_handler_margin)
{
	for (unsigned with = 61; with <= 62; with++) {
		struct arena a = {0};
		struct profile p = {0};
		struct out o = {0};
		struct err err = {0};
		static const uint64_t head[] = {0, 3, 0, 1, 0};

		words(&o, 8, false, head, LENGTH(head));
		for (unsigned i = 0; i < 64; i++) {
			uint64_t stack[] = {1, 3, 0x100 + i, i < with ? 0x50 : 0x60, 0x1000 + i};

			words(&o, 8, false, stack, LENGTH(stack));
		}
		assert_true(pb_load(&a, (struct str){o.p, o.n}, &p, &err));
		assert_int_equal(profile_sample_stack(&p, 0).end, with == 62 ? 2 : 3);
		assert_int_equal(profile_sample_stack(&p, 63).end -
				profile_sample_stack(&p, 63).begin,
			3);
		out_release(&o);
		arena_release(&a);
	}
}

/*
 * What is missing at the end of the file is 0, as in pprof, but a stack cannot be as long as that.
 */
TEST(legacy_cpu_cut_off)
{
	static const uint64_t v[] = {0, 3, 0, 10000, 0, 1, 1, 0x30, 1, 3, 0x10, 0x20};
	struct arena a = {0};
	struct profile p = {0};
	struct out o = {0};
	struct err err = {0};

	words(&o, 8, false, v, LENGTH(v));
	assert_bytes_read("one word is missing", (struct str){o.p, o.n},
		CPU "1 10000000: 30\n1 10000000: 10 1f ffffffffffffffff\n" ALL);
	assert_false(pb_load(&a, (struct str){o.p, o.n - 8}, &p, &err));
	assert_says(&err, "a CPU profile of gperftools, byte 64: ");
	out_release(&o);
	arena_release(&a);
}

/* Which frames are dropped goes by the types. */
TEST(legacy_frames_to_drop)
{
	static const struct {
		const char *text, *drop, *keep;
	} rows[] = {
		{"heap profile: 1: 2 [1: 2] @ heapprofile\n", "calloc|cfree|", "runtime\\.panic|"},
		{"heap profile: 1: 2 [3: 2] @ heapprofile\n", "calloc|cfree|", "runtime\\.panic|"},
		{JAVA_HEAP, "calloc|cfree|", "runtime\\.panic|"},
		{"--- mutex:\n", "RecordLockProfileData|", ""},
		{"a profile: total 0\n", "ProfileData::Add|", ""},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};
		struct profile p = {0};
		struct err err = {0};

		assert_row(pb_load(&a, str_from_c(rows[i].text), &p, &err), rows[i].text);
		assert_row(str_starts(profile_str(&p, p.drop_frames), str_from_c(rows[i].drop)),
			rows[i].text);
		assert_row(str_starts(profile_str(&p, p.keep_frames), str_from_c(rows[i].keep)),
			rows[i].text);
		assert_row((p.keep_frames == 0) == (rows[i].keep[0] == '\0'), rows[i].text);
		arena_release(&a);
	}
}

int test_import_readers(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(legacy_counts),
		cmocka_unit_test(legacy_heap),
		cmocka_unit_test(legacy_jemalloc),
		cmocka_unit_test(legacy_jemalloc_allocator),
		cmocka_unit_test(legacy_threads),
		cmocka_unit_test(legacy_contention),
		cmocka_unit_test(legacy_java),
		cmocka_unit_test(legacy_cpu),
		cmocka_unit_test(legacy_cpu_handler_margin),
		cmocka_unit_test(legacy_cpu_cut_off),
		cmocka_unit_test(legacy_frames_to_drop),
	};

	return cmocka_run_group_tests_name("profile: old formats", tests, NULL, NULL);
}
