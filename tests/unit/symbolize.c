/*
 * symbolize.c: tests of how profiles get symbols: what -symbolize says, where binaries are looked
 * for, what a mapping gets, and what servers are asked. The binary is testdata/symbols/flour; what
 * an address there is was read from its disassembly.
 */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "proto.h"
#include "symbolize/locate.h"
#include "symbolize/read.h"
#include "symbolize/remote.h"
#include "symbolize/symbolize-flag.h"
#include "symbolize/symbolize.h"

#define SYMBOLS TESTDATA "/symbols"
#define BUILD_ID "00f10f2a00c0ffee0123456789abcdef01234567"

/* Addresses of flour: in grind, with weigh inlined; in pour; in bake. */
enum { IN_WEIGH = 0x400134, IN_POUR = 0x400205, IN_BAKE = 0x40016e };

TEST(what_symbolize_asks_for)
{
	static const struct {
		const char *text, *unknown;
		bool none, local, remote, fast, force;
		enum demangle_mode mode;
	} rows[] = {
		{"", "", false, true, true, false, false, DEMANGLE_DEFAULT},
		{"none", "", true, true, true, false, false, DEMANGLE_DEFAULT},
		{"NO", "", true, true, true, false, false, DEMANGLE_DEFAULT},
		{"local", "", false, true, false, false, false, DEMANGLE_DEFAULT},
		{"FastLocal", "", false, true, false, true, false, DEMANGLE_DEFAULT},
		{"remote", "", false, false, true, false, false, DEMANGLE_DEFAULT},
		{"remote:local", "", false, true, false, false, false, DEMANGLE_DEFAULT},
		{"local:remote", "", false, false, true, false, false, DEMANGLE_DEFAULT},
		{"force", "", false, true, true, false, true, DEMANGLE_DEFAULT},
		{"demangle=full", "", false, true, true, false, true, DEMANGLE_FULL},
		{"demangle=none", "", false, true, true, false, true, DEMANGLE_NONE},
		{"Demangle=Templates", "", false, true, true, false, true, DEMANGLE_TEMPLATES},
		{"demangle=default", "", false, true, true, false, false, DEMANGLE_DEFAULT},
		{"demangle=full:demangle=default", "", false, true, true, false, true,
			DEMANGLE_FULL},
		{"templates", "", false, true, true, false, true, DEMANGLE_TEMPLATES},
		{"local:", "", false, true, false, false, false, DEMANGLE_DEFAULT},
		{":::force", "", false, true, true, false, true, DEMANGLE_DEFAULT},
		{"locl:force", "locl", false, true, true, false, true, DEMANGLE_DEFAULT},
		{"demangle=", "demangle=", false, true, true, false, false, DEMANGLE_DEFAULT},
		{"a:b", "a", false, true, true, false, false, DEMANGLE_DEFAULT},
		{"none:a", "", true, true, true, false, false, DEMANGLE_DEFAULT},
		{"nonesuch", "nonesuch", false, true, true, false, false, DEMANGLE_DEFAULT},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct symbolize_options o;
		struct str unknown = symbolize_options(str_from_c(rows[i].text), &o);

		assert_str_c(unknown, rows[i].unknown);
		assert_row(o.none == rows[i].none, rows[i].text);
		assert_row(o.local == rows[i].local, rows[i].text);
		assert_row(o.remote == rows[i].remote, rows[i].text);
		assert_row(o.fast == rows[i].fast, rows[i].text);
		assert_row(o.force == rows[i].force, rows[i].text);
		assert_row(o.demangle == rows[i].mode, rows[i].text);
	}
}

/* The names one after the other, a space between them. */
static struct str candidates(struct arena *a, const char *dir, struct str file, const char *id)
{
	struct candidates c = {0};
	struct str all;

	locate_candidates(a, str_from_c(dir), file, str_from_c(id), &c);
	all = arena_join(a, c.list.p, c.list.n, STR(" "));
	free(c.list.p);
	return all;
}

TEST(where_binaries_are_looked_for)
{
	static const struct {
		const char *dir, *file, *id, *tried;
	} rows[] = {
		{"/d", "/usr/bin/mill", "",
			"/d/mill /d/usr/bin/mill /d/usr/bin/mill.debug /d/usr/bin/.debug/mill.debug "
			"/d/usr/lib/debug/usr/bin/mill.debug"},
		{"/d", "/usr/bin/mill", "abcd",
			"/d/abcd/mill /d/usr/bin/mill/abcd /d/ab/cd.debug /d/mill /d/usr/bin/mill "
			"/d/usr/bin/mill.debug /d/usr/bin/.debug/mill.debug "
			"/d/usr/lib/debug/usr/bin/mill.debug"},
		{"/d", "", "abcd", "/d/abcd /d/abcd /d/ab/cd.debug"},
		{"/d", "", "a", "/d/a /d/a"},
		{"/d", "", "", ""},
		{"d/", "mill", "",
			"d/mill d/mill d/mill.debug d/.debug/mill.debug "
			"d/usr/lib/debug/mill.debug"},
		{"", "/bin/mill", "",
			"mill /bin/mill /bin/mill.debug /bin/.debug/mill.debug "
			"usr/lib/debug/bin/mill.debug"},
		/* A build ID that is none, and names that would lead elsewhere. */
		{"/d", "/m", "../../etc",
			"/d/m /d/m /d/m.debug /d/.debug/m.debug "
			"/d/usr/lib/debug/m.debug"},
		{"/d", "/m", "ab/cd",
			"/d/m /d/m /d/m.debug /d/.debug/m.debug "
			"/d/usr/lib/debug/m.debug"},
		{"/d", "/../../etc/m", "",
			"/d/m /d/etc/m /d/etc/m.debug /d/etc/.debug/m.debug "
			"/d/usr/lib/debug/etc/m.debug"},
		{"/d", "../../m", "",
			"/d/m /d/m /d/m.debug /d/.debug/m.debug "
			"/d/usr/lib/debug/m.debug"},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str_c(candidates(&a, rows[i].dir, str_from_c(rows[i].file), rows[i].id),
			rows[i].tried);
	assert_str_c(candidates(&a, "/d", STR("m\0n"), ""), "");
	arena_release(&a);
}

TEST(a_folder_of_a_build_id_is_tried_by_name)
{
	char dir[] = "/tmp/cprof-unit-XXXXXX", path[80];
	static const char *const names[] = {"zz", "mill", ".hidden"};
	struct arena a = {0};

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/abcd", dir);
	assert_int_equal(mkdir(path, 0700), 0);
	for (size_t i = 0; i < LENGTH(names); i++) {
		FILE *f;

		snprintf(path, sizeof(path), "%s/abcd/%s", dir, names[i]);
		f = fopen(path, "w");
		assert_non_null(f);
		fclose(f);
	}
	assert_str_c(candidates(&a, dir, STR(""), "abcd"),
		arena_fmt(&a,
			"%1$s/abcd %1$s/abcd/.hidden %1$s/abcd/mill %1$s/abcd/zz %1$s/abcd "
			"%1$s/ab/cd.debug",
			dir)
			.p);
	for (size_t i = 0; i < LENGTH(names); i++) {
		snprintf(path, sizeof(path), "%s/abcd/%s", dir, names[i]);
		assert_int_equal(unlink(path), 0);
	}
	snprintf(path, sizeof(path), "%s/abcd", dir);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(dir), 0);
	arena_release(&a);
}

/* --- profiles */

struct loaded {
	struct arena arena;
	struct profile from; /* what d was made from */
	struct draft d;
	struct out notes, body; /* lines that were told; what servers were sent */
	size_t asked;
	const char *answer; /* of all servers; NULL: they fail */
};

/* What the location in bake may have itself. */
enum own { OWN_NOTHING, OWN_NAME, OWN_SYSTEM_NAME, OWN_LINE };

/* A profile of three locations, in one mapping of that file and build ID. Two of them are bare. */
static void load_with(struct loaded *l, const char *file, const char *build_id, enum own own)
{
	struct out o = {0};
	struct err err = {0};

	*l = (struct loaded){0};
	PB_MESSAGE(&o, PB_TYPE, 1, 2);
	for (uint64_t i = 1; i <= 3; i++)
		pb_sample(&o, i, i);
	PB_MESSAGE(&o, PB_MAPPING, 1, 0x400000, 0x401000, 0, 3, 4);
	PB_MESSAGE(&o, PB_LOCATION, 1, 1, IN_WEIGH);
	PB_MESSAGE(&o, PB_LOCATION, 2, 1, IN_POUR);
	if (own == OWN_NOTHING)
		PB_MESSAGE(&o, PB_LOCATION, 3, 1, IN_BAKE);
	else
		pb_location(&o, 3, 1, IN_BAKE, 1, own == OWN_LINE ? 7 : 0);
	if (own != OWN_NOTHING)
		PB_MESSAGE(&o, PB_FUNCTION, 1, own == OWN_NAME ? 5 : 0,
			own == OWN_SYSTEM_NAME ? 5 : 0, own == OWN_LINE ? 6 : 0);
	pb_text(&o, PB_STRING, "");
	pb_text(&o, PB_STRING, "samples");
	pb_text(&o, PB_STRING, "count");
	pb_text(&o, PB_STRING, file);
	pb_text(&o, PB_STRING, build_id);
	pb_text(&o, PB_STRING, "jit_fn");
	pb_text(&o, PB_STRING, "jit.py");
	assert_true(pb_load(&l->arena, (struct str){o.p, o.n}, &l->from, &err));
	l->d = draft_from(&l->arena, &l->from);
	out_release(&o);
}

/* One of bare locations. */
static void load(struct loaded *l, const char *file, const char *build_id)
{
	load_with(l, file, build_id, OWN_NOTHING);
}

static void unload(struct loaded *l)
{
	draft_release(&l->d);
	out_release(&l->notes);
	out_release(&l->body);
	arena_release(&l->arena);
}

static void note(void *context, struct str line)
{
	struct loaded *l = context;

	out_bytes(&l->notes, line.p, line.n);
	out_lit(&l->notes, "\n");
}

static bool post(void *context, uint32_t server, struct str url, struct str body,
	struct out *answer, struct err *err)
{
	struct loaded *l = context;

	l->asked++;
	out_fmt(&l->body, "%u %.*s %.*s\n", (unsigned)server, (int)url.n, url.p, (int)body.n,
		body.p);
	if (l->answer == NULL)
		return err_set(err, "nobody is there");
	out_lit(answer, l->answer);
	return true;
}

static void run(struct loaded *l, const char *text, const struct symbol_source *sources, size_t n)
{
	const struct notes notes = {l, note, NULL};
	struct symbolize_spec spec = {.sources = sources,
		.n_sources = n,
		.notes = &notes,
		.post = post,
		.context = l};

	assert_str_c(symbolize_options(str_from_c(text), &spec.options), "");
	symbolize(&l->d, &spec);
}

static const char *text_of(struct loaded *l)
{
	return folded_text(&l->arena, &l->d.p);
}

static struct str notes_of(const struct loaded *l)
{
	return (struct str){l->notes.p, l->notes.n};
}

static const struct mapping *first(const struct loaded *l)
{
	return &l->d.p.mappings[1];
}

TEST(addresses_become_frames)
{
	struct loaded l;

	load(&l, SYMBOLS "/flour", BUILD_ID);
	run(&l, "demangle=none", NULL, 0);
	assert_string_equal(text_of(&l),
		"samples/count\n"
		"_ZN4mill5grindERNS_4sackIlEEl@/flour/flour.cc:28:16>"
		"_ZNK4mill4sackIlE5weighEl@/flour/flour.cc:13:23 1\n"
		"_ZN4mill4sackIlE4pourEl@/flour/flour.cc:20:14 2\n"
		"bake@/flour/flour.cc:34:1 3\n");
	assert_int_equal(l.notes.n, 0);
	assert_true(first(&l)->has_functions && first(&l)->has_filenames);
	assert_true(first(&l)->has_line_numbers && first(&l)->has_inline_frames);
	/* What it was made of is as it was. */
	assert_true(profile_loc_bare(&l.from, 1));
	assert_false(l.from.mappings[1].has_functions);
	assert_int_equal(l.from.n_functions, 1);
	unload(&l);
}

TEST(functions_are_added_once_and_in_order)
{
	struct loaded l;
	static const char *const names[] = {"", "_ZNK4mill4sackIlE5weighEl",
		"_ZN4mill5grindERNS_4sackIlEEl", "_ZN4mill4sackIlE4pourEl", "bake"};

	load(&l, SYMBOLS "/flour", BUILD_ID);
	run(&l, "demangle=none", NULL, 0);
	assert_int_equal(l.d.p.n_functions, LENGTH(names));
	for (fn_id f = 0; f < l.d.p.n_functions; f++) {
		assert_str_c(profile_str(&l.d.p, l.d.p.functions[f].name), names[f]);
		assert_str_c(profile_str(&l.d.p, l.d.p.functions[f].system_name), names[f]);
		assert_int_equal(l.d.p.functions[f].id, f);
	}
	/* Once more, by force: the names are there, but only new functions are compared. */
	run(&l, "force:demangle=none", NULL, 0);
	assert_int_equal(l.d.p.n_functions, 2 * LENGTH(names) - 1);
	assert_int_equal(l.d.p.functions[LENGTH(names)].id, LENGTH(names));
	unload(&l);
}

TEST(names_are_demangled)
{
	struct loaded l;

	load(&l, SYMBOLS "/flour", BUILD_ID);
	run(&l, "fastlocal", NULL, 0);
	assert_string_equal(text_of(&l),
		"samples/count\nmill::grind 1\nmill::sack::pour 2\nbake 3\n");
	run(&l, "fastlocal:demangle=full", NULL, 0);
	assert_string_equal(text_of(&l),
		"samples/count\n"
		"mill::grind(mill::sack<long>&, long) 1\n"
		"mill::sack<long>::pour(long) 2\nbake 3\n");
	assert_false(first(&l)->has_filenames);
	unload(&l);
}

TEST(what_is_left_alone)
{
	static const struct {
		const char *file, *build_id, *options, *note;
	} rows[] = {
		{SYMBOLS "/flour", "", "none", ""},
		{SYMBOLS "/flour", "", "remote", ""},
		{SYMBOLS "/flour", "ab12", "",
			"build ID mismatch: the file's is " BUILD_ID "; PPROF_BINARY_PATH"},
		{SYMBOLS "/nosuch", "", "",
			"/symbols/nosuch: No such file or directory; PPROF_BINARY_"},
		{SYMBOLS "/flour.cc", "", "", "flour.cc: "},
		{SYMBOLS, "", "", "symbols: "},
		{"", "", "", "No symbols for the main binary: the profile does not name it; give"},
		{"/dev/null", "", "", "/dev/null: "},
		/* Code that is in no file, and a server. */
		{"/dev/dri/card0", "", "", ""},
		{"[vdso]", "", "", ""},
		{"/x/[heap]", "", "", ""},
		{"linux-vdso.so.1", "", "", ""},
		{"//anon", "", "", ""},
		{"/memfd:jit", "", "", ""},
		{"http://host/profile", "", "", "No symbols for the main binary: "},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *file = rows[i].file;
		struct loaded l;
		struct str notes;

		load(&l, file, rows[i].build_id);
		/* It is gone from a profile that is ready to be shown. */
		draft_mapping(&l.d, 1)->file = draft_string(&l.d, str_from_c(file));
		run(&l, rows[i].options, NULL, 0);
		notes = notes_of(&l);
		assert_row(profile_loc_bare(&l.d.p, 1) && !first(&l)->has_functions, file);
		if (rows[i].note[0] == '\0')
			assert_row(notes.n == 0, file);
		else
			assert_row(str_find(notes, str_from_c(rows[i].note), 0) < notes.n, file);
		unload(&l);
	}
}

TEST(a_symbolized_mapping_is_left_alone_unless_forced)
{
	struct loaded l;

	load(&l, SYMBOLS "/flour", "");
	draft_mapping(&l.d, 1)->has_line_numbers = true;
	run(&l, "", NULL, 0);
	assert_true(profile_loc_bare(&l.d.p, 1));
	run(&l, "force", NULL, 0);
	assert_false(profile_loc_bare(&l.d.p, 1));
	unload(&l);
}

#define FOUND_IN_OTHERS \
	"samples/count\n" \
	"_ZN4mill5grindERNS_4sackIlEEl@/flour/flour.cc:28:16>" \
	"_ZNK4mill4sackIlE5weighEl@/flour/flour.cc:13:23 1\n" \
	"_ZN4mill4sackIlE4pourEl@/flour/flour.cc:20:14 2\n"

/* Frames of a profiler's own, in a mapping of a file: code of a JIT, say. */
TEST(a_location_that_is_named_keeps_its_name)
{
	static const struct symbol_source source = {S("/bin/prog"), S("http://b/heap"), 0x400000,
		0};
	static const enum own named[] = {OWN_NAME, OWN_SYSTEM_NAME};
	struct loaded l;

	for (size_t i = 0; i < LENGTH(named); i++) {
		load_with(&l, SYMBOLS "/flour", "", named[i]);
		run(&l, "", NULL, 0);
		assert_true(str_ends(str_from_c(text_of(&l)), STR("\njit_fn 3\n")));
		unload(&l);
		load_with(&l, SYMBOLS "/flour", "", named[i]);
		run(&l, "force:demangle=none", NULL, 0);
		assert_string_equal(text_of(&l), FOUND_IN_OTHERS "bake@/flour/flour.cc:34:1 3\n");
		unload(&l);
	}
	load_with(&l, "/bin/prog", "", OWN_NAME);
	l.answer = "0x400134 mill.weigh\n0x400205 mill.pour\n0x40016e mill.bake\n";
	run(&l, "remote", &source, 1);
	assert_string_equal(text_of(&l), "samples/count\nmill.weigh 1\nmill.pour 2\njit_fn 3\n");
	unload(&l);
	load_with(&l, "/bin/prog", "", OWN_NAME);
	l.answer = "0x40016e mill.bake\n";
	run(&l, "remote:force", &source, 1);
	assert_true(str_ends(str_from_c(text_of(&l)), STR("\nmill.bake 3\n")));
	unload(&l);
}

/* The binary is asked for a name, and is believed when it knows lines too. */
TEST(a_location_with_lines_alone_gets_a_name)
{
	struct loaded l;

	load_with(&l, SYMBOLS "/flour", "", OWN_LINE);
	run(&l, "fastlocal", NULL, 0);
	assert_true(str_ends(str_from_c(text_of(&l)), STR("\n@jit.py:7 3\n")));
	unload(&l);
	load_with(&l, SYMBOLS "/flour", "", OWN_LINE);
	run(&l, "local:demangle=none", NULL, 0);
	assert_string_equal(text_of(&l), FOUND_IN_OTHERS "bake@/flour/flour.cc:34:1 3\n");
	unload(&l);
}

TEST(a_file_that_is_found_gives_its_name)
{
	struct loaded l;
	const struct notes notes = {&l, note, NULL};
	struct locator *locator;

	load(&l, "/usr/bin/flour", BUILD_ID);
	locator = locate_new(STR("/nosuch:" SYMBOLS), &notes);
	locate_binaries(locator, &l.d);
	assert_str_c(profile_str(&l.d.p, first(&l)->file), SYMBOLS "/flour");
	assert_int_equal(l.notes.n, 0);
	locate_free(locator);
	unload(&l);

	/* Another one of the same name is told of, once for many profiles. */
	load(&l, "/usr/bin/flour", "ab12");
	locator = locate_new(STR(SYMBOLS), &notes);
	for (int i = 0; i < 1000; i++)
		locate_binaries(locator, &l.d);
	assert_str_c(profile_str(&l.d.p, first(&l)->file), "/usr/bin/flour");
	assert_string_equal(arena_str(&l.arena, notes_of(&l)).p,
		"Ignoring local file " SYMBOLS "/flour: build-id mismatch (ab12 != " BUILD_ID
		")\n");
	locate_free(locator);
	unload(&l);
}

TEST(interrupts_go_on_without_symbols)
{
	bool caught = interrupt_catch();
	struct loaded l;

	load(&l, SYMBOLS "/flour", BUILD_ID);
	raise(SIGINT);
	assert_true(interrupted());
	run(&l, "", NULL, 0);
	assert_true(profile_loc_bare(&l.d.p, 1));
	assert_str_c(notes_of(&l),
		"Stopped: what has no symbols yet stays without; reload tries again\n");
	assert_false(interrupted());
	/* The next time it is as if there had been none. */
	run(&l, "", NULL, 0);
	assert_false(profile_loc_bare(&l.d.p, 1));
	assert_true(caught);
	interrupt_release();
	unload(&l);
}

static void progress(void *context, const char *line)
{
	struct loaded *l = context;

	out_lit(&l->notes, line);
	out_lit(&l->notes, "\n");
}

TEST(how_far_it_is_is_told)
{
	enum { N = 3000 };
	static const uint64_t addresses[] = {IN_WEIGH, IN_POUR, IN_BAKE};
	struct read_mapping *mappings = calloc(N, sizeof(*mappings));
	struct read_binary *binaries = calloc(N, sizeof(*binaries));
	struct loaded l = {0};
	const struct notes to = {&l, NULL, progress};
	struct str notes;

	for (size_t i = 0; i < N; i++) {
		mappings[i] = (struct read_mapping){.where = {0x400000, 0x401000, 0, STR("")},
			.addresses = addresses,
			.n = LENGTH(addresses)};
		binaries[i] = (struct read_binary){.path = SYMBOLS "/flour",
			.mappings = &mappings[i],
			.n_mappings = 1};
	}
	assert_true(read_binaries(binaries, N, &to, 0));
	for (size_t i = 0; i < N; i++) {
		assert_int_equal(mappings[i].spans[0].n, 2);
		assert_str_c(read_frame(&binaries[i], mappings[i].spans[2], 0).name, "bake");
		read_release(&binaries[i]);
	}
	notes = notes_of(&l);
	assert_true(str_starts(notes, STR("symbolizing flour, ")));
	assert_true(str_ends(notes, STR(" of 3000\n\n")));
	free(mappings);
	free(binaries);
	out_release(&l.notes);
}

/* --- what is known from an earlier profile */

/* Writes flour to `path`, with "cake" for "bake" and "tour" for "pour" if it is to be another; its time is `when`. */
static void write_flour(const char *path, bool other, time_t when)
{
	const struct timespec times[2] = {{when, 0}, {when, 0}};
	static char bytes[1 << 20];
	FILE *f = fopen(SYMBOLS "/flour", "rb");
	size_t n;

	assert_non_null(f);
	n = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	assert_in_range(n, 1, sizeof(bytes) - 1);
	for (size_t i = 0; other && i + 4 <= n; i++) {
		if (memcmp(bytes + i, "bake", 4) == 0)
			bytes[i] = 'c';
		if (memcmp(bytes + i, "pour", 4) == 0)
			bytes[i] = 't';
	}
	f = fopen(path, "r+b");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Looks up addresses, and gives the name of the function of each, innermost, with a blank between them. */
static const char *names_of(struct arena *a, const char *path, struct known_frames *known,
	const uint64_t *addresses, uint32_t n)
{
	struct read_mapping m = {.where = {0x400000, 0x401000, 0, STR("")},
		.addresses = addresses,
		.n = n};
	struct read_binary r = {.path = path, .mappings = &m, .n_mappings = 1, .known = known};
	struct str names[8], all;

	read_binary(&r);
	assert_non_null(m.spans);
	assert_in_range(n, 1, LENGTH(names));
	for (uint32_t i = 0; i < n; i++)
		names[i] = m.spans[i].n != 0 ? arena_str(a, read_frame(&r, m.spans[i], 0).name)
					     : STR("-");
	all = arena_join(a, names, n, STR(" "));
	read_release(&r);
	return all.p;
}

#define POUR "_ZN4mill4sackIlE4pourEl"
#define TOUR "_ZN4mill4sackIlE4tourEl"

TEST(only_addresses_that_are_new_are_looked_up)
{
	/* Several times, and one that is in no function. */
	static const uint64_t addresses[] = {IN_BAKE, 0x400fff, IN_BAKE, IN_POUR, IN_POUR + 1,
		IN_POUR};
	char path[] = "/tmp/cprof-unit-XXXXXX";
	struct known_symbols *all = known_symbols_new();
	struct known_frames *known;
	struct arena a = {0};
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	write_flour(path, false, 1000);
	known = known_symbols_frames(all, path);
	assert_string_equal(names_of(&a, path, known, addresses, 3), "bake - bake");
	/* Nobody can tell that it is another now: so what is known stays. */
	write_flour(path, true, 1000);
	assert_ptr_equal(known_symbols_frames(all, path), known);
	assert_string_equal(names_of(&a, path, known, addresses, 3), "bake - bake");
	assert_string_equal(names_of(&a, path, known, addresses, 6),
		"bake - bake " TOUR " " TOUR " " TOUR);
	/* Of another path nothing is known. */
	assert_string_equal(names_of(&a, path, known_symbols_frames(all, "/other"), addresses, 4),
		"cake - cake " TOUR);
	assert_string_equal(names_of(&a, path, NULL, addresses, 4), "cake - cake " TOUR);
	/* A file that was written to. */
	write_flour(path, true, 1001);
	assert_string_equal(names_of(&a, path, known, addresses, 4), "cake - cake " TOUR);
	/* A file that changed while it was read. */
	write_flour(path, false, 1001);
	assert_string_equal(names_of(&a, path, known, addresses, 4), "cake - cake " TOUR);
	known_frames_spoil(known);
	assert_string_equal(names_of(&a, path, known, addresses, 4), "bake - bake " POUR);
	/* What takes more memory than it may is forgotten. */
	write_flour(path, true, 1001);
	known_symbols_bound(all, SIZE_MAX);
	known = known_symbols_frames(all, path);
	assert_string_equal(names_of(&a, path, known, addresses, 4), "bake - bake " POUR);
	known_symbols_bound(all, 1000);
	known = known_symbols_frames(all, path);
	assert_string_equal(names_of(&a, path, known, addresses, 4), "cake - cake " TOUR);
	known_symbols_free(all);
	assert_int_equal(unlink(path), 0);
	arena_release(&a);
}

/* Symbolizes a new profile with what is known. */
static const char *text_with(struct arena *a, struct known_symbols *known, const char *options)
{
	struct symbolize_spec spec = {.known = known};
	struct loaded l;
	const char *text;

	load(&l, SYMBOLS "/flour", BUILD_ID);
	assert_str_c(symbolize_options(str_from_c(options), &spec.options), "");
	symbolize(&l.d, &spec);
	text = arena_str(a, str_from_c(text_of(&l))).p;
	unload(&l);
	return text;
}

/* The symbol table alone says other things of an address than all there is, and each mode another name. */
TEST(what_is_known_is_of_a_mode)
{
	static const char *const modes[] = {"", "demangle=none", "demangle=full",
		"demangle=templates"};
	struct known_symbols *known = known_symbols_new();
	struct arena a = {0};

	for (size_t i = 0; i < 2 * LENGTH(modes); i++) {
		const char *mode = modes[i % LENGTH(modes)];
		const char *local = arena_fmt(&a, "local:%s", mode).p;
		const char *fast = arena_fmt(&a, "fastlocal:%s", mode).p;

		assert_string_equal(text_with(&a, known, local), text_with(&a, NULL, local));
		assert_string_equal(text_with(&a, known, fast), text_with(&a, NULL, fast));
		assert_string_not_equal(text_with(&a, known, fast), text_with(&a, known, local));
	}
	known_symbols_free(known);
	arena_release(&a);
}

TEST(names_that_are_known_are_not_demangled_again)
{
	struct known_symbols *known = known_symbols_new();
	struct str shown = {0};
	struct arena a = {0};

	assert_false(known_symbols_name(known, STR(POUR), &shown));
	text_with(&a, known, "fastlocal");
	assert_true(known_symbols_name(known, STR(POUR), &shown));
	assert_str_c(shown, "mill::sack::pour");
	/* What is not mangled is not kept. */
	assert_false(known_symbols_name(known, STR("bake"), &shown));
	known_symbols_bound(known, 100);
	assert_false(known_symbols_name(known, STR(POUR), &shown));
	known_symbols_add_name(known, STR(POUR), STR("told"));
	known_symbols_add_name(known, STR(POUR), STR("told again"));
	assert_string_equal(text_with(&a, known, "fastlocal"),
		"samples/count\nmill::grind 1\ntold 2\nbake 3\n");
	known_symbols_mode(known, DEMANGLE_FULL);
	assert_false(known_symbols_name(known, STR(POUR), &shown));
	known_symbols_free(known);
	arena_release(&a);
}

TEST(trouble_is_told_in_one_line)
{
	static const char *const files[] = {"", "/a", "/b", "/c", "/d", "/b"};
	struct loaded l = {0};
	struct out o = {0};
	struct err err = {0};

	PB_MESSAGE(&o, PB_TYPE, 1, 2);
	for (uint64_t i = 1; i <= LENGTH(files); i++) {
		pb_sample(&o, i, i);
		PB_MESSAGE(&o, PB_MAPPING, i, 0x1000 * i, 0x1000 * i + 0x1000, 0, 2 + i);
		PB_MESSAGE(&o, PB_LOCATION, i, i, 0x1000 * i);
	}
	pb_text(&o, PB_STRING, "");
	pb_text(&o, PB_STRING, "samples");
	pb_text(&o, PB_STRING, "count");
	for (size_t i = 0; i < LENGTH(files); i++)
		pb_text(&o, PB_STRING, files[i]);
	assert_true(pb_load(&l.arena, (struct str){o.p, o.n}, &l.from, &err));
	l.d = draft_from(&l.arena, &l.from);
	out_release(&o);
	run(&l, "", NULL, 0);
	assert_str_c(notes_of(&l),
		"No symbols for 5 binaries: the main binary: the profile does not name it, "
		"/a and /b: No such file or directory, and 2 more; "
		"give the binary in front of the profile: cprof BINARY PROFILE\n");
	unload(&l);
}

TEST(a_kernel_says_where_it_begins)
{
	struct loaded l;

	load(&l, "[kernel.kallsyms]_text", "");
	assert_str_c(profile_str(&l.d.p, first(&l)->kernel_symbol), "_text");
	unload(&l);
	load(&l, "/bin/_text", "");
	assert_int_equal(first(&l)->kernel_symbol, 0);
	unload(&l);
}

/* --- servers */

TEST(where_servers_have_their_symbols)
{
	static const struct {
		const char *source, *url;
	} rows[] = {
		{"http://h:1/debug/pprof/heap?debug=1", "http://h:1/debug/pprof/symbol"},
		{"https://h/x/debug/pprof/profile", "https://h/x/debug/pprof/symbol"},
		{"http://h/pprof/heap", "http://h/pprof/symbol"},
		{"http://h/a/pprof/contention", "http://h/a/pprof/symbol"},
		{"http://h/pprof/other", "http://h/pprof/symbolz"},
		{"http://h/profilez?seconds=3#x", "http://h/symbolz"},
		{"http://h", "http://h/symbolz"},
		{"http://u@h/a/b", "http://u@h/a/symbolz"},
		{"file.pb.gz", ""},
		{"http:///x", ""},
		{"", ""},
	};
	struct arena a = {0};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_str_c(remote_symbol_url(&a, str_from_c(rows[i].source)), rows[i].url);
	arena_release(&a);
}

TEST(answers_of_servers)
{
	struct str rest = STR("num_symbols: 1\n0x12 main.work\n  0xAbC\t a b(c) \r\n0x\n0x5\n"
			      "0x7 \n0xffffffffffffffff top\n0x1ffffffffffffffff over\n"
			      "see 0x9 nine\n0x8 cut");
	static const struct {
		uint64_t address;
		const char *name;
	} rows[] = {{0x12, "main.work"}, {0xabc, "a b(c)"}, {UINT64_MAX, "top"}, {9, "nine"}};
	struct str name;
	uint64_t address;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_true(remote_next_symbol(&rest, &address, &name));
		assert_int_equal(address, rows[i].address);
		assert_str_c(name, rows[i].name);
	}
	assert_false(remote_next_symbol(&rest, &address, &name));
}

TEST(servers_are_asked_for_what_is_missing)
{
	static const struct symbol_source sources[] = {
		{S("other"), S("http://a/debug/pprof/heap"), 0, 0},
		{S("/bin/prog"), S("no url"), 0, 1},
		/* That server has the program 0x1000 higher. */
		{S("/bin/prog"), S("http://b/debug/pprof/heap"), 0x401000, 2},
		{S("/bin/prog"), S("http://c/debug/pprof/heap"), 0x400000, 3},
	};
	struct loaded l;

	load(&l, "/bin/prog", "");
	l.answer = "num_symbols: 1\n0x401134 mill.weigh\n0x401205 mill.pour\n0x401fff mill.none\n"
		   "0x40116e mill.bake\n0x40116e mill.bake2\n";
	run(&l, "remote", sources, LENGTH(sources));
	assert_int_equal(l.asked, 1);
	out_bytes(&l.body, "", 1);
	assert_string_equal(l.body.p, "2 http://b/debug/pprof/symbol 0x401134+0x401205+0x40116e\n");
	assert_string_equal(text_of(&l),
		"samples/count\nmill.weigh 1\nmill.pour 2\nmill.bake2 3\n");
	assert_true(first(&l)->has_functions && !first(&l)->has_filenames);
	assert_int_equal(l.notes.n, 0);
	/* Now it has names. */
	run(&l, "remote", sources, LENGTH(sources));
	assert_int_equal(l.asked, 1);
	unload(&l);
}

TEST(a_server_that_does_not_know)
{
	static const struct symbol_source source = {S("/bin/prog"), S("http://b/heap"), 0x400000,
		0};
	struct loaded l;

	load(&l, "/bin/prog", "");
	run(&l, "", &source, 1);
	assert_true(profile_loc_bare(&l.d.p, 1) && !first(&l)->has_functions);
	assert_true(str_find(notes_of(&l),
			    STR("No symbols for /bin/prog: http://b/symbolz: nobody is there"),
			    0) == 0);
	unload(&l);
	/* What the server says in place of the file is no trouble. */
	load(&l, "/bin/prog", "");
	l.answer = "0x400134 mill.weigh\n";
	run(&l, "", &source, 1);
	assert_int_equal(l.notes.n, 0);
	assert_string_equal(text_of(&l), "samples/count\nmill.weigh 1\n0x400205 2\n0x40016e 3\n");
	unload(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_symbolize_asks_for),
		cmocka_unit_test(where_binaries_are_looked_for),
		cmocka_unit_test(a_folder_of_a_build_id_is_tried_by_name),
		cmocka_unit_test(addresses_become_frames),
		cmocka_unit_test(functions_are_added_once_and_in_order),
		cmocka_unit_test(names_are_demangled),
		cmocka_unit_test(what_is_left_alone),
		cmocka_unit_test(a_symbolized_mapping_is_left_alone_unless_forced),
		cmocka_unit_test(a_location_that_is_named_keeps_its_name),
		cmocka_unit_test(a_location_with_lines_alone_gets_a_name),
		cmocka_unit_test(a_file_that_is_found_gives_its_name),
		cmocka_unit_test(interrupts_go_on_without_symbols),
		cmocka_unit_test(how_far_it_is_is_told),
		cmocka_unit_test(only_addresses_that_are_new_are_looked_up),
		cmocka_unit_test(what_is_known_is_of_a_mode),
		cmocka_unit_test(names_that_are_known_are_not_demangled_again),
		cmocka_unit_test(trouble_is_told_in_one_line),
		cmocka_unit_test(a_kernel_says_where_it_begins),
		cmocka_unit_test(where_servers_have_their_symbols),
		cmocka_unit_test(answers_of_servers),
		cmocka_unit_test(servers_are_asked_for_what_is_missing),
		cmocka_unit_test(a_server_that_does_not_know),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
