/*
 * import-perf-script.c: tests of the reader of perf script's text. The lines are those of perf 3.16 to 6.1, with the
 * fields that -F asks for.
 */
#include "import-tests.h"
#include "unit.h"

#include "base/out.h"
#include "proto.h"

#define F(columns, name) "\t" columns " " name "\n"
#define LEAF F("    55ee8fd14a60", "knead+0x10 (/tmp/oven)")
#define MAIN F("    55ee8fd14b2c", "main+0x3c (/tmp/oven)")
#define STACK LEAF MAIN "\n"

static const struct {
	const char *rule;
	struct str text;
	const char *wants; /* as folded_text gives it */
	const char *note;  /* NULL: none */
} rows[] = {
	{"a sample", S("prog  4100 10.500123:     250000 cycles:u: \n" STACK),
		"samples/count cycles/count\nmain;knead 1 250000 comm=prog tid:=4100\n", NULL},
	{"clocks count nanoseconds", S("prog  4100 10.500123:     250000 task-clock:ppp: \n" STACK),
		"samples/count task-clock/nanoseconds\nmain;knead 1 250000 comm=prog tid:=4100\n",
		NULL},
	{"samples that agree are one",
		S("prog  4100 10.500123:     250000 cycles: \n" STACK
		  "prog  4100 10.600123:     250001 cycles: \n" STACK
		  "prog  4101 10.700123:     250002 cycles: \n" STACK),
		"samples/count cycles/count\nmain;knead 2 500001 comm=prog tid:=4100\n"
		"main;knead 1 250002 comm=prog tid:=4101\n",
		NULL},
	{"process and thread, processor, mode, nine decimals",
		S("prog  4100/4101  [002] UE    10.500123456:     250000 cycles: \n" STACK),
		"samples/count cycles/count\nmain;knead 1 250000 comm=prog pid:=4100 tid:=4101\n",
		NULL},
	{"commands with blanks and numbers",
		S("V8 Worker 7  4100 [000] 10.500123:          5 cycles: \n" STACK
		  "a: b 3.5:     7 [000] 10.500124:          6 cycles: \n" STACK
		  ":-1    -1 [000] 10.500125:          7 cycles: \n" STACK),
		"samples/count cycles/count\nmain;knead 1 5 comm=V8 Worker 7 tid:=4100\n"
		"main;knead 1 6 comm=a: b 3.5: tid:=7\nmain;knead 1 7 comm=:-1\n",
		NULL},
	{"commands that look like addresses", S("dd  4100 10.500123:          5 cycles: \n" STACK),
		"samples/count cycles/count\nmain;knead 1 5 comm=dd tid:=4100\n", NULL},
	{"events without counts have none",
		S("prog  4100 [001] 10.500123: sched:sched_switch: prev_comm=prog prev_pid=4100 ==> next_comm=a: b\n" STACK),
		"samples/count\nmain;knead 1 comm=prog tid:=4100\n", NULL},
	{"several events",
		S("prog  4100 10.500123:          3 page-faults: \n" STACK
		  "prog  4100 10.500124:     250000   cpu-clock: \n" STACK
		  "prog  4100 10.500125:     250001   cpu-clock: \n" STACK),
		"page-faults_samples/count page-faults/count cpu-clock_samples/count cpu-clock/nanoseconds\n"
		"main;knead 1 3 2 500001 comm=prog tid:=4100\n",
		NULL},
	{"events that differ by their letters",
		S("prog  4100 10.500123:          3 cycles:u: \n" STACK
		  "prog  4100 10.500124:          4 cycles:k: \n" STACK),
		"cycles:u_samples/count cycles:u/count cycles:k_samples/count cycles:k/count\n"
		"main;knead 1 3 1 4 comm=prog tid:=4100\n",
		NULL},
	{"without a call graph",
		S("            prog  4100 10.500123:     250000 cycles:      55ee8fd14a60 knead+0x10 (/tmp/oven)\n"
		  "              dd  4100 10.500124:     250000 cycles:  ffffffff8175336a elf_load+0x28a ([kernel.kallsyms])\n"),
		"samples/count cycles/count\nknead 1 250000 comm=prog tid:=4100\nelf_load 1 250000 comm=dd tid:=4100\n",
		NULL},
	{"a call graph without stacks",
		S("prog  4100 10.500123:     250000 cycles: \n\nprog  4100 10.500124:     250000 cycles: \n" STACK),
		"samples/count cycles/count\n- 1 250000 comm=prog tid:=4100\nmain;knead 1 250000 comm=prog tid:=4100\n",
		NULL},
	/* Fewer fields. */
	{"-F comm,ip,sym",
		S("prog \n" F("    55ee8fd14a60", "knead") "\nother \n" F("    55ee8fd14a61",
			"knead") "\n"),
		"samples/count\nknead 1 comm=prog\nknead 1 comm=other\n", NULL},
	{"-F comm,tid,event,ip,sym", S("prog  4100   cycles: \n" STACK),
		"samples/count\nmain;knead 1 comm=prog tid:=4100\n", NULL},
	{"-F comm,period,event,ip,sym,dso",
		S("prog     250000   cycles: \n" STACK "prog 12345678901   cycles: \n" STACK),
		"samples/count cycles/count\nmain;knead 2 12345928901 comm=prog\n", NULL},
	{"-F comm,period,ip,sym", S("prog     250000 \n" STACK),
		"samples/count period/count\nmain;knead 1 250000 comm=prog\n", NULL},
	{"-F ip,sym,dso", S("\n" STACK "\n" STACK), "samples/count\nmain;knead 2\n", NULL},
	{"-F ip,sym without a call graph",
		S("     55ee8fd14a60 knead\n      55ee8fd14a6 operator new\n ffffffff8175336a elf_load\n"),
		"samples/count\nknead 1\noperator new 1\nelf_load 1\n", NULL},
	{"-F comm,ip,sym without a call graph",
		S("            prog      55ee8fd14a60 knead\n              dd      55ee8fd14a61 knead\n"),
		"samples/count\nknead 1 comm=prog\nknead 1 comm=dd\n", NULL},
	{"-F ip,dso",
		S("prog  4100 10.500123:     250000 cycles: \n" F("    55ee8fd14a60",
			"(/tmp/oven)") "\n"),
		"samples/count cycles/count\n[oven] 1 250000 comm=prog tid:=4100\n", NULL},
	/* Names. */
	{"names with blanks and parentheses",
		S("prog  4100 10.500123:          1 cycles: \n" F("            1212",
			"operator()(int) const+0x1 (/tmp/a b (1)/oven (deleted))") F("            1212",
			"std::function<void (int)>::operator()+0x1 (/tmp/oven)") F("            1212",
			"(anonymous namespace)::f (/tmp/oven)") F("            1212",
			"<T as Fn(A)>::call+0x1 (/tmp/oven+0x12)") F("            1212",
			"LazyCompile:*rewrite /a.js:33:12+0x1 (/tmp/perf-7.map)")
				F("            1212", "Lcom/Bar;::run()V (/tmp/perf-7.map)") "\n"),
		"samples/count cycles/count\n"
		"Lcom/Bar;::run()V;LazyCompile:*rewrite /a.js:33:12;<T as Fn(A)>::call;(anonymous namespace)::f;"
		"std::function<void (int)>::operator();operator()(int) const 1 1 comm=prog tid:=4100\n",
		NULL},
	{"names that perf does not know",
		S("prog  4100 10.500123:          1 cycles: \n" F("               0",
			"[unknown] ([unknown])")
				F("            1212", "[unknown] (/usr/lib/libm.so.6)")
					F("            1212", "[unknown] ([kernel.kallsyms])")
						F("            1212", "[unknown] (/tmp/)") "\n"),
		"samples/count cycles/count\n[/tmp/];[kernel.kallsyms];[libm.so.6];[unknown] 1 1 comm=prog tid:=4100\n",
		NULL},
	{"inlined functions are one with their caller where the address is the same",
		S("prog  4100 10.500123:          1 cycles: \n" F("            1212",
			"inner+0x2 (inlined)") F("            1212", "outer+0x2 (inlined)")
				F("            1212", "work+0x2 (/tmp/oven)")
					F("            1300", "lone+0x2 (inlined)")
						F("            1400", "main+0x2 (/tmp/oven)") "\n"),
		"samples/count cycles/count\nmain;lone;work>outer>inner 1 1 comm=prog tid:=4100\n",
		NULL},
	{"source lines",
		S("prog  4100 10.500123:          1 cycles: \n" F("            1212",
			"inner+0x2") "  /src/a b.c:7 (inlined)\n" F("            1212",
			"work+0x2 (/tmp/oven)") "  a.c:12 (discriminator 3)\n" F("            1300",
			"k+0x2 ([kernel.kallsyms])") "  [kernel.kallsyms][1300]\n" F("            1400",
			"main+0x2 (/tmp/oven)") "  ??:0\n\n"),
		"samples/count cycles/count\nmain;k;work@a.c:12>inner@/src/a b.c:7 1 1 comm=prog tid:=4100\n",
		NULL},
	{"a function of two binaries is two locations, and one function",
		S("prog  4100 10.500123:          1 cycles: \n" F("            1212",
			"_start+0x2 (/tmp/a)") F("            1212", "_start+0x2 (/tmp/b)") "\n"),
		"samples/count cycles/count\n_start;_start 1 1 comm=prog tid:=4100\n", NULL},
	/* What stands between. */
	{"comments and other records",
		S("# ========\n# captured on    : today\n#\n"
		  "prog     0     0.000000: PERF_RECORD_MMAP -1/0: [0xffffffff81000000(0x1) @ 0]: x [kernel.kallsyms]_text\n"
		  "prog  4100 10.400000: PERF_RECORD_COMM exec: prog:4100/4100\n"
		  "prog  4100 10.400000: PERF_RECORD_COMM: prog:4100/4100\n"
		  "prog  4100 10.500123:          1 cycles: \n" STACK),
		"samples/count cycles/count\nmain;knead 1 1 comm=prog tid:=4100\n", NULL},
	{"lines that are none",
		S("Warning:\nprog  4100 10.500123:          1 cycles: \n\tno frame\n" STACK),
		"samples/count cycles/count\nmain;knead 1 1 comm=prog tid:=4100\n",
		"2 lines are not of perf script; the first is line 1"},
	{"tabs that became blanks",
		S("prog  4100 10.500123:          1 cycles: \n"
		  "            55ee8fd14a60 knead+0x10 (/tmp/oven)\n            55ee8fd14b2c main+0x3c (/tmp/oven)\n\n"),
		"samples/count cycles/count\nmain;knead 1 1 comm=prog tid:=4100\n", NULL},
	{"lines of Windows, and no end",
		S("prog  4100 10.500123:          1 cycles: \r\n\t    55ee8fd14a60 knead+0x10 (/tmp/oven)"),
		"samples/count cycles/count\nknead 1 1 comm=prog tid:=4100\n", NULL},
	{"no blanks at the ends of lines", S("prog  4100 10.500123:          1 cycles:\n" STACK),
		"samples/count cycles/count\nmain;knead 1 1 comm=prog tid:=4100\n", NULL},
};

TEST(perf_script_is_read)
{
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct loaded k;

		load_text(&k, rows[i].text, (struct load_limits){0});
		if (!k.ok)
			fail_msg("%s: %s", rows[i].rule, k.err.text);
		if (strcmp(folded_text(&k.arena, &k.profile), rows[i].wants) != 0)
			fail_msg("%s: %s", rows[i].rule, folded_text(&k.arena, &k.profile));
		assert_row((k.notes.n != 0) == (rows[i].note != NULL), rows[i].rule);
		if (rows[i].note != NULL && !str_eq_c(k.notes.p[0], rows[i].note))
			fail_msg("%s: %.*s", rows[i].rule, STR_ARG(k.notes.p[0]));
		arena_release(&k.arena);
	}
}

static const struct {
	struct str text;
	const char *says;
} refused[] = {
	/* Of another tracer; and a symbol table. */
	{S("# tracer: nop\n#\n          <idle>-0     [000] d... 1234.567890: sched_switch: prev_comm=swapper\n"),
		"a text file, not a profile"},
	{S("0000000000001139 T main\n0000000000001150 T work\n"), "a text file, not a profile"},
	{S("prog  4100 10.500123:          1 cycles: \n" STACK "a\nb\nc\nd\ne\n"),
		"the output of perf script: most lines are none of it: 5 of 9; the first is line 5"},
};

TEST(texts_that_are_not_of_perf_script_are_refused)
{
	for (size_t i = 0; i < LENGTH(refused); i++) {
		struct loaded k;

		load_text(&k, refused[i].text, (struct load_limits){0});
		assert_row(!k.ok, refused[i].says);
		assert_says(&k.err, refused[i].says);
		arena_release(&k.arena);
	}
}

/* The duration is that from the first sample to the last, unless the times do not go forward. */
TEST(times_give_the_duration)
{
	struct loaded k;

	load_text(&k,
		STR("a  1 10.500123:          1 cycles: \n" STACK
		    "a  1 12.000123:          1 cycles: \n" STACK),
		(struct load_limits){0});
	assert_true(k.ok);
	assert_int_equal(k.profile.duration_nanos, 1500000000);
	arena_release(&k.arena);
	load_text(&k,
		STR("a  1 12.000123:          1 cycles: \n" STACK
		    "a  1 10.500123:          1 cycles: \n" STACK),
		(struct load_limits){0});
	assert_true(k.ok);
	assert_int_equal(k.profile.duration_nanos, 0);
	arena_release(&k.arena);
}

/* Of several events reports are of the one with most samples. */
TEST(most_samples_are_the_default)
{
	struct loaded k;

	load_text(&k,
		STR("a  1 10.500123:          1 cycles: \n" STACK
		    "a  1 10.600123:          1 cycles: \n" STACK
		    "a  1 10.700123:          1 faults: \n" STACK),
		(struct load_limits){0});
	assert_true(k.ok);
	assert_string_equal(profile_str(&k.profile, k.profile.default_type).p, "cycles");
	arena_release(&k.arena);
}

/* Each event has columns in all samples, so there cannot be any number. */
TEST(a_hundred_events_are_read_and_no_more)
{
	for (int n = 100; n <= 101; n++) {
		struct loaded k;
		struct out o = {0};

		for (int i = 0; i < n; i++)
			out_fmt(&o, "a  1 10.%06d:          1 event%d: \n" STACK, i, i);
		load_text(&k, (struct str){o.p, o.n}, (struct load_limits){0});
		assert_int_equal(k.ok, n == 100);
		if (k.ok)
			assert_int_equal(k.profile.n_types, 200);
		else
			assert_says(&k.err, "more than 100 events");
		arena_release(&k.arena);
		out_release(&o);
	}
}

TEST(a_stack_of_perf_has_a_million_frames_at_most)
{
	struct loaded k;
	struct out o = {0};

	out_lit(&o, "a  1 10.500123:          1 cycles: \n");
	for (int i = 0; i <= 1 << 20; i++)
		out_lit(&o, LEAF);
	load_text(&k, (struct str){o.p, o.n}, (struct load_limits){.max_size = (uint64_t)1 << 30});
	assert_false(k.ok);
	assert_says(&k.err, "a stack of more than a million frames");
	arena_release(&k.arena);
	out_release(&o);
}

int test_import_perf_script(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(perf_script_is_read),
		cmocka_unit_test(texts_that_are_not_of_perf_script_are_refused),
		cmocka_unit_test(times_give_the_duration),
		cmocka_unit_test(most_samples_are_the_default),
		cmocka_unit_test(a_hundred_events_are_read_and_no_more),
		cmocka_unit_test(a_stack_of_perf_has_a_million_frames_at_most),
	};

	return cmocka_run_group_tests_name("import: perf script", tests, NULL, NULL);
}
