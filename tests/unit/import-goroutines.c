/*
 * import-goroutines.c: tests of dumps of goroutines, and of the comment lines that name the
 * addresses of Go's texts.
 */
#include "import-tests.h"
#include "unit.h"

#include "base/input.h"
#include "base/out.h"
#include "import/go-text.h"
#include "import/import.h"

/* Loads a text as a file would be loaded. */
static bool load(struct arena *a, struct str text, bool no_symbols, struct profile *p,
	struct err *err)
{
	const struct load_limits limits = {.no_symbols = no_symbols};
	struct input_mem in;
	struct builder b;
	struct draft d;
	bool ok;

	input_mem_init(&in, text);
	builder_init(&b, a);
	ok = import_profile(&b, &in.in, &limits, err) && builder_finish(&b, &d, err);
	builder_release(&b);
	if (ok)
		*p = *draft_freeze(&d);
	return ok;
}

/*
 * The samples as text: "2: state=running wait=180 seconds | leaf file:1 > inlined file:2, root :0".
 */
static void show(struct out *o, const struct profile *p)
{
	for (size_t s = 0; s < p->n_samples; s++) {
		struct window w = profile_sample_stack(p, s);

		out_fmt(o, "%lld:", (long long)profile_value(p, 0, s));
		for (uint32_t i = p->label_begin != NULL ? p->label_begin[s] : 0;
			p->label_begin != NULL && i < p->label_begin[s + 1]; i++) {
			const struct label *l = &p->labels[i];

			out_lit(o, " ");
			out_str(o, profile_str(p, l->key));
			out_lit(o, "=");
			if (l->is_number)
				out_fmt(o, "%lld ", (long long)l->number);
			out_str(o, profile_str(p, l->text));
		}
		out_lit(o, " |");
		for (uint32_t at = w.begin; at < w.end; at++) {
			loc_id loc = loc_column_get(&p->stack, at);

			out_lit(o, at == w.begin ? "" : ",");
			for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
				const struct function *fn = &p->functions[p->frames[f].fn];

				out_lit(o, f == p->frame_begin[loc] ? " " : " > ");
				if (p->frames[f].fn == 0)
					out_fmt(o, "0x%llx", (long long)p->loc_address[loc]);
				out_str(o, profile_str(p, fn->name));
				if (fn->file != 0) {
					out_lit(o, " ");
					out_str(o, profile_str(p, fn->file));
					out_fmt(o, ":%lld", (long long)p->frames[f].line);
				}
			}
		}
		out_lit(o, "\n");
	}
}

static void assert_shown(const char *text, bool no_symbols, const char *want)
{
	struct arena a = {0};
	struct profile p = {0};
	struct out o = {0};
	struct err err = {0};

	if (!load(&a, str_from_c(text), no_symbols, &p, &err))
		fail_msg("%s: %s", text, err.text);
	show(&o, &p);
	assert_str_c(((struct str){o.p, o.n}), want);
	out_release(&o);
	arena_release(&a);
}

TEST(goroutines_become_samples)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"goroutine 1 [running]:\nmain.main()\n\t/src/main.go:12 +0x1d\n",
			"1: state=running | main.main /src/main.go:12\n"},
		/* Equal ones are one sample; how long they wait tells them apart. */
		{"goroutine 7 [chan receive, 3 minutes]:\nmain.work(0xc000012345, 0x1)\n"
		 "\t/src/main.go:42 +0x1d\ncreated by main.main in goroutine 1\n\t/src/main.go:9 +0x5\n"
		 "\ngoroutine 8 [chan receive, 3 minutes]:\nmain.work(0xc000099999, 0x2)\n"
		 "\t/src/main.go:42 +0x1d\ncreated by main.main in goroutine 6\n\t/src/main.go:9 +0x5\n"
		 "\ngoroutine 9 [chan receive]:\nmain.work(0xc000099999, 0x2)\n"
		 "\t/src/main.go:42 +0x1d\ncreated by main.main\n\t/src/main.go:9 +0x5\n",
			"2: state=chan receive wait=180 seconds created_by=main.main | "
			"main.work /src/main.go:42\n"
			"1: state=chan receive created_by=main.main | main.work /src/main.go:42\n"},
		{"goroutine 5 [select, 1 minutes, locked to thread]:\nmain.f({0x1, 0x2}, ...)\n"
		 "\t/a b/c:d.go:7 +0x1\n",
			"1: state=select wait=60 seconds locked=to thread | main.f /a b/c:d.go:7\n"},
		{"goroutine 5 [chan receive (nil chan)]:\nmain.f()\n\tx.go:7 +0x1\n",
			"1: state=chan receive (nil chan) | main.f x.go:7\n"},
		/* A function without arguments of its own was inlined. */
		{"goroutine 5 [running]:\nmain.a(...)\n\tx.go:7\nmain.b(...)\n\tx.go:8\n"
		 "main.c(0x1)\n\tx.go:9 +0x1\nmain.d()\n\tx.go:10 +0x1\n",
			"1: state=running | main.a x.go:7 > main.b x.go:8 > main.c x.go:9,"
			" main.d x.go:10\n"},
		{"goroutine 5 [running]:\nmain.(*T[...]).run(0x1, {0x2, ...})\n\tx.go:7 +0x1\n"
		 "main.main.func1.2()\n\tx.go:8 +0x1\n",
			"1: state=running | main.(*T[...]).run x.go:7, main.main.func1.2 x.go:8\n"},
		/* Crashes. */
		{"panic: no [luck]:\n\n\tgoroutine 3 [x]:\nlost\n\ngoroutine 5 [running]:\n"
		 "panic({0x4a3f80?, 0x4e8f10?})\n\t/go/panic.go:884 +0x212\nmain.f()\n\tx.go:7 +0x1\n"
		 "exit status 2\n",
			"1: state=running | runtime.gopanic /go/panic.go:884, "
			"main.f x.go:7\n"},
		{"SIGQUIT: quit\nPC=0x46a8c1 m=0 sigcode=0\n\ngoroutine 0 gp=0x5a2e80 m=0 mp=0x5a3f40 "
		 "[idle]:\nruntime.futex(0x5a4080, 0x80)\n\t/go/sys.s:557 +0x21 fp=0x7ffc sp=0x7ffc "
		 "pc=0x46a8c1\n\nrax    0xca\nrbx    0x0\n",
			"1: state=idle | runtime.futex /go/sys.s:557\n"},
		/* What is not there is said to be not there. */
		{"goroutine 5 [running]:\n\tgoroutine running on other thread; stack unavailable\n"
		 "created by main.main\n\tx.go:1 +0x1\n",
			"1: state=running created_by=main.main | (stack unavailable)\n"},
		{"goroutine 5 [runnable]:\nmain.a()\n\tx.go:7 +0x1\n...23 frames elided...\n"
		 "main.b()\n\tx.go:8 +0x1\n...additional frames elided...\n",
			"1: state=runnable | main.a x.go:7, (frames elided), main.b x.go:8, "
			"(frames elided)\n"},
		{"goroutine 5 [syscall]:\nnon-Go function at pc=7f33\nmain.b()\n\tx.go:8 +0x1\n",
			"1: state=syscall | (non-Go function), main.b x.go:8\n"},
		/* The stacks of who created it are not its own. */
		{"goroutine 5 [sleep]:\nmain.b()\n\tx.go:8 +0x1\n[originating from goroutine 4]:\n"
		 "main.c(...)\n\tx.go:9 +0x1\n",
			"1: state=sleep | main.b x.go:8\n"},
		{"goroutine 5 [sleep (scan), 2 minutes labels:{\"a\": \"b, \\\"c\\\"\", \"d\": \"\"}]:\n"
		 "main.b()\n\tx.go:8 +0x1\n",
			"1: state=sleep wait=120 seconds a=b, \"c\" d= | main.b x.go:8\n"},
		{"goroutine 5 [select (durable), synctest bubble 3]:\nmain.b()\n\tx.go:8 +0x1\n",
			"1: state=select (durable) bubble=3 | main.b x.go:8\n"},
		/* Lines ends of Windows, missing places, missing ends. */
		{"goroutine 5 [sleep]:\r\nmain.b()\r\n\tC:/x.go:8 +0x1\r\n\r\n",
			"1: state=sleep | main.b C:/x.go:8\n"},
		{"goroutine 5 [sleep]:\nmain.b()\nmain.c(...)\ncreated by main.d\n",
			"1: state=sleep created_by=main.d | main.b, main.c\n"},
		{"goroutine 5 [sleep]:\nmain.b(", "1: state=sleep |\n"},
		{"goroutine 5 [sleep]:", "1: state=sleep |\n"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_shown(rows[i].text, false, rows[i].want);
}

TEST(goroutines_are_counted)
{
	static const char text[] = "goroutine 1 [running]:\nmain.main()\n\tx.go:12 +0x1d\n";
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	if (!load(&a, str_from_c(text), true, &p, &err)) {
		fail_msg("%s", err.text);
		return;
	}
	assert_int_equal(p.n_types, 1);
	assert_str_c(profile_str(&p, p.types[0].type), "goroutine");
	assert_str_c(profile_str(&p, p.types[0].unit), "count");
	assert_str_c(profile_str(&p, p.period_type.type), "goroutine");
	assert_int_equal(p.period, 1);
	assert_true(p.mappings[1].has_functions && p.mappings[1].has_line_numbers);
	assert_int_equal(p.loc_address[1], 0);
	arena_release(&a);
}

TEST(goroutines_are_told_from_other_texts)
{
	static const struct {
		const char *head;
		bool is;
	} rows[] = {
		{"goroutine 1 [running]:\n", true},
		{"goroutine 1 [running]:", true},
		{"goroutine 1 gp=0x1 m=0 mp=0x2 [running]:\n", true},
		{"some log\n2024/01/01 x\ngoroutine 1 [select, 2 minutes]:\n", true},
		{"panic: x", true},
		{"fatal error: all goroutines are asleep - deadlock!\n", true},
		{"SIGQUIT: quit\nPC=0x1", true},
		{"", false},
		{"goroutine", false},
		{"goroutine profile: total 4\n", false},
		{"goroutine 1 running:\n", false},
		{"goroutine [running]:\n", false},
		{"goroutine x [running]:\n", false},
		{"goroutine 1[running]:\n", false},
		{"goroutine 12x [running]:\n", false},
		{"the goroutine 1 [running]:\n", false},
		{"\x0a\x04goroutine 1 [running]:\n", false},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_row(import_goroutines_claims(str_from_c(rows[i].head)) == rows[i].is,
			rows[i].head);
}

TEST(goroutines_that_are_missing_are_an_error)
{
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	assert_false(load(&a, STR("panic: at the disco\n"), false, &p, &err));
	assert_says(&err, "GOTRACEBACK=all");
	arena_release(&a);
}

/* Comments name the addresses of the sample above them. */
TEST(go_symbols_name_addresses)
{
	static const char heap[] = "heap profile: 1: 8 [1: 8] @ heap/1\n1: 8 [1: 8] @ 0x11 0x21\n"
				   "#\t0x10\tmain.f+0x1\tx.go:1\n#\t0x20\tmain.g+0x1\tx.go:2\n\n"
				   "# runtime.MemStats\n# Alloc = 8\n";
	static const char mutex[] = "--- mutex:\ncycles/second=1000000000\nsampling period=1\n"
				    "7 1 @ 0x11 0x21\n#\t0x10\tsync.(*Mutex).Unlock+0x1\tx.go:1\n";
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"x profile: total 2\n2 @ 0x11 0x21\n#\t0x10\tmain.f+0x1\t\tx.go:1\n"
		 "#\t0x20\tmain.g+0x1\tx.go:2\n\n",
			"2: | main.f x.go:1, main.g x.go:2\n"},
		/* Before Go 1.7 addresses were those of the sample. */
		{"x profile: total 2\n2 @ 0x11 0x21\n#\t0x11\tmain.f+0x1\t\tx.go:1\n"
		 "#\t0x21\tmain.g+0x1\tx.go:2\n\n",
			"2: | main.f x.go:1, main.g x.go:2\n"},
		/* Addresses that are one apart need all lines to tell. */
		{"x profile: total 1\n1 @ 0x13 0x12 0x11\n#\t0x12\tmain.f+0x1\tx.go:1\n"
		 "#\t0x11\tmain.g+0x1\tx.go:2\n#\t0x10\tmain.h+0x1\tx.go:3\n",
			"1: | main.f x.go:1, main.g x.go:2, main.h x.go:3\n"},
		{"x profile: total 1\n1 @ 0x13 0x12 0x11\n#\t0x13\tmain.f+0x1\tx.go:1\n"
		 "#\t0x12\tmain.g+0x1\tx.go:2\n#\t0x11\tmain.h+0x1\tx.go:3\n",
			"1: | main.f x.go:1, main.g x.go:2, main.h x.go:3\n"},
		/* Lines of one address are inlined into each other; recursion is not. */
		{"x profile: total 1\n1 @ 0x11 0x21\n#\t0x10\tmain.f+0x1\tx.go:1\n"
		 "#\t0x10\tmain.g+0x1\tx.go:2\n#\t0x20\tmain.h+0x1\tx.go:3\n",
			"1: | main.f x.go:1 > main.g x.go:2, main.h x.go:3\n"},
		{"x profile: total 1\n1 @ 0x11 0x11 0x11\n#\t0x10\tmain.f+0x1\tx.go:1\n"
		 "#\t0x10\tmain.f+0x1\tx.go:1\n#\t0x10\tmain.f+0x1\tx.go:1\n",
			"1: | main.f x.go:1, main.f x.go:1, main.f x.go:1\n"},
		/* What Go hides; another sample may tell after all. */
		{"x profile: total 2\n1 @ 0x11 0x21 0x31 0x41 0x0 0x0\n#\t0x30\tmain.f+0x1\tx.go:1\n"
		 "\n1 @ 0x11\n#\t0x10\truntime.g+0x1\ty.go:1\n",
			"1: | runtime.g y.go:1, runtime.[hidden], main.f x.go:1, runtime.goexit, "
			"0xffffffffffffffff, 0xffffffffffffffff\n1: | runtime.g y.go:1\n"},
		/* The first sample to name an address names it for all. */
		{"x profile: total 2\n1 @ 0x11\n#\t0x10\tmain.f+0x1\tx.go:1\n1 @ 0x11 0x21\n"
		 "#\t0x10\tmain.z+0x1\tz.go:1\n#\t0x20\tmain.g+0x1\tx.go:2\n",
			"1: | main.f x.go:1\n1: | main.f x.go:1, main.g x.go:2\n"},
		/* A frame of C has an address alone, and hides nothing. */
		{"x profile: total 1\n1 @ 0x11 0x21\n#\t0x10\n#\t0x20\tmain.g+0x1\tx.go:2\n",
			"1: | 0x10, main.g x.go:2\n"},
		{"x profile: total 2\n2 @ 0x11\n# labels: {\"k\":\"v\", \"l\":\"\"}\n1 @ 0x11\n",
			"2: k=v l= | 0x10\n1: | 0x10\n"},
		/* Lines about other addresses, and lines before any sample. */
		{"#\t0x10\tmain.f+0x1\tx.go:1\nx profile: total 2\n# labels: {\"k\":\"v\"}\n2 @ 0x11\n"
		 "#\t0x77\tmain.f+0x1\tx.go:1\n",
			"2: | 0x10\n"},
		{mutex, "1: | sync.(*Mutex).Unlock x.go:1, runtime.goexit\n"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_shown(rows[i].text, false, rows[i].want);
	assert_shown(heap, false, "1: bytes=8  | main.f x.go:1, main.g x.go:2\n");
}

TEST(go_symbols_are_left_out_on_demand)
{
	static const char text[] = "x profile: total 2\n2 @ 0x11 0x21\n# labels: {\"k\":\"v\"}\n"
				   "#\t0x10\tmain.f+0x1\t\tx.go:1\n#\t0x20\tmain.g+0x1\tx.go:2\n";
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	assert_shown(text, true, "2: | 0x10, 0x20\n");
	if (!load(&a, str_from_c(text), true, &p, &err)) {
		fail_msg("%s", err.text);
		return;
	}
	assert_false(p.mappings[1].has_functions);
	if (!load(&a, str_from_c(text), false, &p, &err)) {
		fail_msg("%s", err.text);
		return;
	}
	assert_true(p.mappings[1].has_functions && p.mappings[1].has_filenames);
	arena_release(&a);
}

/* Long stacks with lines that fit nowhere, and very many lines of one address, take no time. */
TEST(go_symbols_take_linear_time)
{
	enum { N = 60000 };
	struct out o = {0};
	struct arena a = {0};
	struct profile p = {0};
	struct err err = {0};

	out_lit(&o, "x profile: total 1\n1 @");
	for (unsigned i = 0; i < N; i++)
		out_fmt(&o, " 0x%x", 0x1000 + i);
	out_lit(&o, "\n");
	for (unsigned i = 0; i < N; i++)
		out_lit(&o, "#\t0x7\tmain.f+0x1\tx.go:1\n");
	for (unsigned i = 0; i < N; i++)
		out_fmt(&o, "#\t0x1000\tmain.f%u+0x1\tx.go:1\n", i);
	if (!load(&a, (struct str){o.p, o.n}, false, &p, &err)) {
		fail_msg("%s", err.text);
		return;
	}
	assert_int_equal(p.n_locations, N + 1);
	out_release(&o);
	arena_release(&a);
}

TEST(go_text_symbol_lines)
{
	static const struct {
		const char *line, *function, *file;
		uint64_t address;
		int64_t number;
	} rows[] = {
		{"#\t0x47b1a5\tmain.work+0x25\t/src/main.go:12", "main.work", "/src/main.go",
			0x47b1a5, 12},
		{"#\t0x1\tmain.(*T[...]).f-fm+0x0\t\t\t/a b/c.go:7", "main.(*T[...]).f-fm",
			"/a b/c.go", 1, 7},
		{"#\t0x1\ta+b+0x2\tC:/x.go:1", "a+b", "C:/x.go", 1, 1},
		{"#\t0x1", "", "", 1, 0},
		{"#\t0x1\tmain.f\t/x.go:1", NULL, NULL, 0, 0},
		{"#\t0x1\tmain.f+0x2\t/x.go", NULL, NULL, 0, 0},
		{"#\t0x1\tmain.f+0x2", NULL, NULL, 0, 0},
		{"#\t0x1\t+0x2\t/x.go:1", NULL, NULL, 0, 0},
		{"#\t0x11112222333344445\tmain.f+0x2\t/x.go:1", NULL, NULL, 0, 0},
		{"# 0x1\tmain.f+0x2\t/x.go:1", NULL, NULL, 0, 0},
		{"#", NULL, NULL, 0, 0},
		{"", NULL, NULL, 0, 0},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct import_go_symbol s;
		bool ok = import_go_symbol_line(str_from_c(rows[i].line), &s);

		assert_row(ok == (rows[i].function != NULL), rows[i].line);
		if (!ok)
			continue;
		assert_str_c(s.function, rows[i].function);
		assert_str_c(s.file, rows[i].file);
		assert_row(s.address == rows[i].address && s.line == rows[i].number, rows[i].line);
	}
}

TEST(go_text_labels)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{"# labels: {\"a\":\"b\", \"c\":\"d\"}", "[a][b][c][d]"},
		{"# labels: {\"a\": \"b\"}", "[a][b]"},
		{"# labels: {\"q\\\"\\\\\":\"\\n\\t\\x00\\u00e9\\U0001f600\"}",
			"[q\"\\][\\n\\t\\x00\xc3\xa9\xf0\x9f\x98\x80]"},
		{"# labels: {}", ""},
		{"# labels: {\"a\":\"b\"", "[a][b]"},
		{"# labels: {\"a\":\"b", ""},
		{"# labels: {\"a\":\"b\\\"}", ""},
		{"# labels: {\"a\":\"\\q\"}", ""},
		{"# labels: {\"a\":\"\\ud800\"}", ""},
		{"# labels: {\"a\":\"\\x4\"}", ""},
		{"# labels: {\"a\" \"b\"}", ""},
		{"# labels: {a:b}", ""},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct out o = {.terminal = true};
		struct str pairs, key, value;

		assert_row(import_go_labels_line(str_from_c(rows[i].line), &pairs), rows[i].line);
		while (import_go_pair(&a, &pairs, &key, &value)) {
			out_lit(&o, "[");
			out_str(&o, key);
			out_lit(&o, "][");
			out_str(&o, value);
			out_lit(&o, "]");
		}
		assert_str_c(((struct str){o.p, o.n}), rows[i].want);
		out_release(&o);
	}
	arena_release(&a);
}

int test_import_goroutines(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(goroutines_become_samples),
		cmocka_unit_test(goroutines_are_counted),
		cmocka_unit_test(goroutines_are_told_from_other_texts),
		cmocka_unit_test(goroutines_that_are_missing_are_an_error),
		cmocka_unit_test(go_symbols_name_addresses),
		cmocka_unit_test(go_symbols_are_left_out_on_demand),
		cmocka_unit_test(go_symbols_take_linear_time),
		cmocka_unit_test(go_text_symbol_lines),
		cmocka_unit_test(go_text_labels),
	};

	return cmocka_run_group_tests_name("profile: goroutines", tests, NULL, NULL);
}
