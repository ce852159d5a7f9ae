/*
 * import-memory-map.c: tests of the memory map behind profiles of old formats: the forms of its
 * lines, and what is made of the mappings.
 */
#include "import-readers.h"
#include "import-tests.h"
#include "unit.h"

#include "proto.h"

/* The memory map: rows are what follows a profile of the addresses in `at`. */
static void assert_maps(const char *at, const char *const (*rows)[3], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct out text = {0}, wants = {0};

		out_fmt(&text,
			"heap profile: 0: 0 [0: 0] @ heapprofile\n1: 1 [0: 0] @ %s\n"
			"--- Memory map: ---\n%s",
			at, rows[i][1]);
		out_fmt(&wants, SPACE("1" OBJECTS) "1 1: %s", rows[i][2]);
		out_bytes(&wants, "", 1);
		assert_bytes_read(rows[i][0], (struct str){text.p, text.n}, wants.p);
		out_release(&text);
		out_release(&wants);
	}
}

TEST(legacy_maps_forms)
{
	static const char *const rows[][3] = {
		{"/proc/self/maps", "00000100-00000200 r-xp 00000010 08:01 5 /p q\n",
			"14f bytes=1\n100-200 10 /p\n"},
		{"without a file", "100-200 r-xp 0 00:00 0\n", "14f bytes=1\n100-200 0\n"},
		{"without permissions", "100-200 0 00:00 0 /p\n", "14f bytes=1\n100-200 0 /p\n"},
		{"without an offset", "100-200 r-xp 00:00 0 /p\n", "14f bytes=1\n100-200 0 /p\n"},
		{"short", "  0x100-0x200: /p\n", "14f bytes=1\n100-200 0 /p\n"},
		{"short, with all", "100-200 r-xp /p (@FF) ABc12\n",
			"14f bytes=1\n100-200 ff /p id ABc12\n"},
		{"a build ID without an offset", "100 200 /p abc\n",
			"14f bytes=1\n100-200 0 /p id abc\n"},
		{"only what has code", "100-200 rw-p 0 00:00 0 /p\n", "14f bytes=1\n" ALL},
		{"a name that begins like permissions", "100-200 prog\n", "14f bytes=1\n" ALL},
		{"digits of one word", "1500\n", "14f@2 bytes=1\n150-0 0\n" ALL},
		{"what is none of these", "hello\n100\t-200\n\n", "14f bytes=1\n" ALL},
		{"65 bits", "100-10000000000000000 /p\n", "14f bytes=1\n" ALL},
		{"behind a log's mark", "I0101 a.cc:12] 100-200 /p\n",
			"14f bytes=1\n100-200 0 /p\n"},
		{"brackets in it", "I[x] a.cc:12] 100-200 /p\n", "14f bytes=1\n" ALL},
		{"attributes", "a = /x/p\n100-200 $a$ab $$a\n",
			"14f bytes=1\n100-200 0 /x/p/x/pb\n"},
		{"the first of a name", "x=/x\nx=/y\nxy=/z\n100-200 $xy\n",
			"14f bytes=1\n100-200 0 /xy\n"},
		{"only what was said before", "100-200 /$a\na=b\n", "14f bytes=1\n100-200 0 /$a\n"},
	};

	assert_maps("0x150", rows, LENGTH(rows));
}

TEST(legacy_maps_heuristics)
{
	static const char *const rows[][3] = {
		{"neighbours of one file are one", "100-180 /p\n180-200 /p\n",
			"14f bytes=1\n100-200 0 /p\n"},
		{"or of none", "100-180\n180-200 /p (@0) ab\n",
			"14f bytes=1\n100-200 0 /p id ab\n"},
		{"but not of two", "100-180 /p\n180-200 /q\n",
			"14f bytes=1\n100-180 0 /p\n180-200 0 /q\n"},
		{"nor of two builds", "100-180 /p (@0) ab\n180-200 /p (@0) ac\n",
			"14f bytes=1\n100-180 0 /p id ab\n180-200 0 /p id ac\n"},
		{"with offsets that fit", "100-180 /p (@10)\n180-200 /p (@90)\n",
			"14f bytes=1\n100-200 10 /p\n"},
		{"and not with others", "100-180 /p (@10)\n180-200 /p (@91)\n",
			"14f bytes=1\n100-180 10 /p\n180-200 91 /p\n"},
		{"the program is the first that is no library",
			"10-20 [vdso]\n30-40 /a.so\n50-60 /b.so.6\n70-80 (deleted)\n100-200 /p.son\n",
			"14f bytes=1\n100-200 0 /p.son\n30-40 0 /a.so\n50-60 0 /b.so.6\n70-80 0 (deleted)\n10-20 0 [vdso]\n"},
		{"huge pages are not the program", "80-100 /anon_hugepage\n100-200 /p\n",
			"14f bytes=1\n100-200 0 /p\n"},
		{"unless they are elsewhere", "80-90 /anon_hugepage\n100-200 /p\n",
			"14f@2 bytes=1\n80-90 0 /anon_hugepage\n100-200 0 /p\n"},
		{"a program at 0x400000 begins there", "400100-500000 /p (@100)\n100-200 [vdso]\n",
			"14f@2 bytes=1\n400000-500000 0 /p\n100-200 0 [vdso]\n"},
		{"the first of two that hold an address", "100-200 /p\n120-160 /q\n",
			"14f bytes=1\n100-200 0 /p\n120-160 0 /q\n"},
		{"before the mapping, but in its file", "200-300 /p (@100)\n",
			"14f bytes=1\n100-300 0 /p\n"},
		{"the ends: 14f is in", "100-14f /p\n14f-150 /q\n",
			"14f@2 bytes=1\n100-14f 0 /p\n14f-150 0 /q\n"},
		{"before both", "200-300 [a] (@100)\n200-300 /q (@150)\n",
			"14f bytes=1\nb0-300 0 /q\n200-300 100 [a]\n"},
	};
	static const char *const several[][3] = {
		{"what is in none shares one", "100-200 /p\n",
			"14f 24f@2 34f@2 bytes=1\n100-200 0 /p\n0-ffffffffffffffff 0\n"},
		{"which then takes what is before others too", "300-400 /p (@150)\n",
			"14f@2 24f@2 34f bytes=1\n300-400 150 /p\n0-ffffffffffffffff 0\n"},
		{"a mapping that begins earlier keeps that", "280-400 /p (@180)\n",
			"14f 24f 34f bytes=1\n100-400 0 /p\n"},
	};

	assert_maps("0x150", rows, LENGTH(rows));
	assert_maps("0x150 0x250 0x350", several, LENGTH(several));
}

/* Attributes made of attributes double, and a small file would fill the memory. */
TEST(legacy_maps_attributes_are_limited)
{
	struct arena a = {0};
	struct profile p = {0};
	struct out o = {0};
	struct err err = {0};

	out_lit(&o, "a profile: total 0\n--- Memory map: ---\na=xxxxxxxx\n");
	for (int c = 'a'; c < 'z'; c++)
		out_fmt(&o, "%c=$%c$%c$%c$%c\n", c + 1, c, c, c, c);
	assert_false(pb_load(&a, (struct str){o.p, o.n}, &p, &err));
	assert_says(&err, "the attributes make the memory map too large");
	out_release(&o);
	arena_release(&a);
}

int test_import_memory_map(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(legacy_maps_forms),
		cmocka_unit_test(legacy_maps_heuristics),
		cmocka_unit_test(legacy_maps_attributes_are_limited),
	};

	return cmocka_run_group_tests_name("profile: memory maps", tests, NULL, NULL);
}
