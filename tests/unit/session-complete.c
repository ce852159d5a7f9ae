/*
 * session-complete.c: tests of what TAB offers.
 */
#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proto.h"
#include "session/complete.h"

struct console {
	struct session s;
	FILE *notes;
	char folder[64]; /* the current one */
	int before;      /* and the one before */
};

static void make_file(const char *path)
{
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	fclose(f);
}

static void rename_function(struct profile *p, const char *from, const char *to)
{
	for (fn_id fn = 1; fn < p->n_functions; fn++)
		if (str_eq_c(profile_str(p, p->functions[fn].name), from))
			p->functions[fn].name = intern_add(&p->strings, str_from_c(to));
}

/* A profile, files and settings to complete. */
static void open_console(struct console *k)
{
	struct profile *p;
	struct err err;

	*k = (struct console){.notes = tmpfile(), .folder = "/tmp/cprof-complete-XXXXXX"};
	assert_non_null(k->notes);
	assert_non_null(mkdtemp(k->folder));
	assert_return_code(chdir(k->folder), 0);
	setenv("XDG_CONFIG_HOME", k->folder, 1);
	make_file("shop.txt");
	make_file("two words");
	make_file(".hidden");
	mkdir("shops", 0700);
	make_file("shops/open");
	session_open(&k->s, k->notes, false);
	p = &k->s.profile;
	FOLDED_LOAD(&k->s.life, p, "samples/count cpu/ns",
		"main.main;main.(*Stock).Longest;blank1 3 30 route=/list user=ann",
		"main.main;main.Contains;main.Content 1 10 route=/find size:=4/kb",
		"main.main;blank2;minus 1 10", "main.main;control 1 10");
	rename_function(p, "blank1", "operator new(unsigned long)");
	rename_function(p, "blank2", "operator delete(void*)");
	rename_function(p, "minus", "-[Shop close]");
	rename_function(p, "control", "bad\x1b[31m\xc3\xa9\xff\"q");
	k->s.loaded = true;
	session_enter_console(&k->s);
	if (!session_execute(&k->s, STR("alias hot top -cum ; alias two \"top 2 ; peek\""), &err) ||
		!session_execute(&k->s, STR("preset save wide"), &err))
		fail_msg("%s", err.text);
}

static void close_console(struct console *k)
{
	session_close(&k->s);
	fclose(k->notes);
	unlink("shops/open");
	rmdir("shops");
	unlink("shop.txt");
	unlink("two words");
	unlink(".hidden");
	unlink("cprof/presets/wide");
	rmdir("cprof/presets");
	rmdir("cprof");
	assert_return_code(chdir("/"), 0);
	assert_return_code(rmdir(k->folder), 0);
}

/* The line as it is after TAB, or nothing where nothing is offered; behind "  " what is listed where there are several. */
static struct str after_tab(struct console *k, const char *line)
{
	struct completion c;
	struct str parts[2], text;

	session_complete(&k->s, str_from_c(line), &c);
	if (c.n == 0)
		return STR("");
	parts[0] = str_sub(str_from_c(line), 0, c.begin);
	parts[1] = c.common;
	text = arena_join(&k->s.command, parts, 2, STR(""));
	for (size_t i = 0; c.n > 1 && i < c.n; i++) {
		parts[0] = text;
		parts[1] = c.rows[i].shown;
		text = arena_join(&k->s.command, parts, 2, i == 0 ? STR("  ") : STR(", "));
	}
	if (c.n == 1 && !c.rows[0].open) {
		parts[0] = text;
		parts[1] = STR("$");
		text = arena_join(&k->s.command, parts, 2, STR(""));
	}
	return text;
}

struct row {
	const char *line, *after;
};

static void check(const struct row *rows, size_t n)
{
	struct console k;

	open_console(&k);
	for (size_t i = 0; i < n; i++) {
		struct str got = after_tab(&k, rows[i].line);

		if (!str_eq_c(got, rows[i].after))
			print_error("row \"%s\":\n", rows[i].line);
		assert_str_c(got, rows[i].after);
	}
	close_console(&k);
}

TEST(first_words)
{
	/* Behind a TAB: `$` stands for the end of what is whole. */
	static const struct row rows[] = {
		{"pee", "peek$"},
		{"  pee", "  peek$"},
		{"top ; pee", "top ; peek$"},
		{"topp", "topproto$"},
		{"rela", "relative_percentages="},
		{"filef", "filefunctions$"},
		{"ho", "hot$"},
		{"cp", "cpu$"},
		{"total_", "total_  total_cpu, total_samples"},
		{"mean_c", "mean_cpu$"},
		{"prese", "preset$"},
		{"sam", "sample  sample_index=, samples"},
		{"disas", "disasm$"},
		{"nosuch", ""},
		{"# pee", ""},
	};

	check(rows, LENGTH(rows));
}

TEST(functions)
{
	static const struct row rows[] = {
		{"peek Long", "peek main\\.\\(\\*Stock\\)\\.Longest$"},
		{"peek \\(\\*Sto", "peek main\\.\\(\\*Stock\\)\\.Longest$"},
		{"peek (*Sto", "peek main\\.\\(\\*Stock\\)\\.Longest$"},
		{"peek Cont", "peek Cont  main.Contains, main.Content"},
		{"peek nosuch", ""},
		{"list main|Longest", "list main|main\\.\\(\\*Stock\\)\\.Longest$"},
		{"top 5 Longest", "top 5 main\\.\\(\\*Stock\\)\\.Longest$"},
		{"top -Longest", "top -main\\.\\(\\*Stock\\)\\.Longest$"},
		{"top ; top -Longest", "top ; top -main\\.\\(\\*Stock\\)\\.Longest$"},
		{"hot Longest", "hot main\\.\\(\\*Stock\\)\\.Longest$"},
		{"top -cu", "top -cum$"},
		{"top10 Longest", "top10 main\\.\\(\\*Stock\\)\\.Longest$"},
		{"focus=Longest", "focus=main\\.\\(\\*Stock\\)\\.Longest$"},
		{"focus = Longest", "focus = main\\.\\(\\*Stock\\)\\.Longest$"},
		{"focus=a|Longest", "focus=a|main\\.\\(\\*Stock\\)\\.Longest$"},
		{"comments Longest", ""},
		{"top | Longest", ""},
		/* Blanks need quotes, and behind a `-`, where there are none, an escape. */
		{"peek unsig", "peek \"operator new\\(unsigned long\\)\"$"},
		{"peek \"operator n", "peek \"operator new\\(unsigned long\\)\"$"},
		{"peek 'operator n", "peek 'operator new\\(unsigned long\\)'$"},
		{"peek operator",
			"peek \"operator   operator delete(void*), operator new(unsigned long)"},
		{"top -unsig", "top -operator\\snew\\(unsigned\\slong\\)$"},
		{"focus=\"operator n", "focus=\"operator new\\(unsigned long\\)\"$"},
		{"peek Shop", "peek \"-\\[Shop close\\]\"$"},
		/* What cannot be typed is any character. */
		{"peek bad", "peek bad.\\[31m\xc3\xa9.\"q$"},
	};

	check(rows, LENGTH(rows));
}

TEST(values)
{
	static const struct row rows[] = {
		{"trim=t", "trim=true$"},
		{"trim=", "trim=  false, true"},
		{"sort=c", "sort=cum$"},
		{"granularity=fi", "granularity=file  filefunctions, files"},
		{"sample_index=c", "sample_index=cpu$"},
		{"nodecount=", ""},
		{"unit=", ""},
		{"tagroot=rou", "tagroot=route$"},
		{"tagroot=route,us", "tagroot=route,user$"},
		{"tagshow=a|us", "tagshow=a|user$"},
		{"tagfocus=us", "tagfocus=user="},
		{"tagfocus=route=", "tagfocus=route=/  /find, /list"},
		{"tagfocus=route=/f", "tagfocus=route=/find$"},
		{"tagfocus=route=/list,/f", "tagfocus=route=/list,/find$"},
		{"tags si", "tags size:"},
		{"tags -si", "tags -size:"},
	};

	check(rows, LENGTH(rows));
}

TEST(words_of_verbs)
{
	static const struct row rows[] = {
		{"help gran", "help granularity$"},
		{"help pee", "help peek$"},
		{"help filef", "help filefunctions$"},
		{"alias ho", "alias hot$"},
		{"alias new pee", "alias new peek$"},
		{"alias new peek Longest", "alias new peek main\\.\\(\\*Stock\\)\\.Longest$"},
		{"preset ", "preset   save, wide"},
		{"preset save w", "preset save wide$"},
		{"quit ", ""},
		{"nosuch Longest", ""},
	};

	check(rows, LENGTH(rows));
}

TEST(paths)
{
	static const struct row rows[] = {
		{"top > shop.", "top > shop.txt$"},
		{"top >shop.", "top >shop.txt$"},
		{"top >>shop.", "top >>shop.txt$"},
		{"top >> shop", "top >> shop  shop.txt, shops/"},
		{"top > shops", "top > shops/"},
		{"top > shops/", "top > shops/open$"},
		{"top > two", "top > \"two words\"$"},
		{"top > .h", "top > .hidden$"},
		{"top > nosuch/", ""},
		{"source shops/o", "source shops/open$"},
		{"output=shop.", "output=shop.txt$"},
		{"source_path=/nosuch:shops", "source_path=/nosuch:shops/"},
	};

	check(rows, LENGTH(rows));
}

TEST(shown_is_safe_for_a_terminal)
{
	struct completion c;
	struct console k;

	open_console(&k);
	session_complete(&k.s, STR("peek bad"), &c);
	assert_int_equal(c.n, 1);
	assert_int_equal(c.kind, COMPLETE_FUNCTIONS);
	assert_str_c(c.rows[0].shown, "bad\\x1b[31m\xc3\xa9\\xff\"q");
	close_console(&k);
}

TEST(what_is_offered_matches)
{
	struct completion c;
	struct console k;

	open_console(&k);
	session_complete(&k.s, STR("peek "), &c);
	assert_true(c.n >= 8);
	for (size_t i = 0; i < c.n; i++) {
		struct out out = {0};
		struct err err;
		struct request q;
		enum line_kind kind;
		struct str parts[2] = {STR("peek "), c.rows[i].text};
		struct arena line = {0};

		if (!session_parse_statement(&k.s, arena_join(&line, parts, 2, STR("")), &kind, &q,
			    &err) ||
			!session_run(&k.s, &q, &out, &err))
			fail_msg("%s: %s", c.rows[i].text.p, err.text);
		out_release(&out);
		arena_release(&line);
	}
	close_console(&k);
}

TEST(many_are_cut)
{
	struct completion c;
	struct console k;
	struct profile *p;
	struct function *before, *many;
	enum { MANY = COMPLETE_MAX + 100 };

	open_console(&k);
	p = &k.s.profile;
	before = p->functions;
	many = calloc(MANY + 1, sizeof(*many));
	assert_non_null(many);
	for (int i = 1; i <= MANY; i++)
		many[i].name = intern_add(&p->strings, arena_fmt(&k.s.life, "many%04d", i));
	p->functions = many;
	p->n_functions = MANY + 1;
	session_complete(&k.s, STR("peek many"), &c);
	assert_int_equal(c.n, COMPLETE_MAX);
	assert_int_equal(c.left_out, 100);
	assert_str_c(c.common, "many0");
	p->functions = before;
	free(many);
	close_console(&k);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_words),
		cmocka_unit_test(functions),
		cmocka_unit_test(values),
		cmocka_unit_test(words_of_verbs),
		cmocka_unit_test(paths),
		cmocka_unit_test(shown_is_safe_for_a_terminal),
		cmocka_unit_test(what_is_offered_matches),
		cmocka_unit_test(many_are_cut),
	};

	return cmocka_run_group_tests_name("session-complete", tests, NULL, NULL);
}
