/*
 * session-complete.c: tests of what TAB offers.
 */
#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/rx.h"
#include "command/complete.h"
#include "command/tokenizer.h"
#include "command/verbs.h"
#include "proto.h"
#include "shell/delivery.h"

struct console {
	struct shell s;
	struct profile loaded;
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

/* A draft of the session's profile, to be changed and given back. */
static struct draft draft_of(struct console *k)
{
	return draft_from(&k->s.life, k->s.store.profile);
}

static void rename_function(struct draft *d, const char *from, const char *to)
{
	for (fn_id fn = 1; fn < d->p.n_functions; fn++)
		if (str_eq_c(profile_str(&d->p, d->p.functions[fn].name), from))
			draft_rename(d, fn, str_from_c(to));
}

/* A profile, files and settings to complete. */
static void open_console(struct console *k)
{
	struct draft d;
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
	shell_open(&k->s, k->notes, false);
	FOLDED_LOAD(&k->s.life, &k->loaded, "samples/count cpu/ns",
		"main.main;main.(*Stock).Longest;blank1 3 30 route=/list user=ann",
		"main.main;main.Contains;main.Content 1 10 route=/find size:=4/kb",
		"main.main;blank2;minus 1 10", "main.main;control 1 10");
	k->s.store.profile = &k->loaded;
	d = draft_of(k);
	rename_function(&d, "blank1", "operator new(unsigned long)");
	rename_function(&d, "blank2", "operator delete(void*)");
	rename_function(&d, "minus", "-[Shop close]");
	rename_function(&d, "control", "bad\x1b[31m\xc3\xa9\xff\"q");
	k->s.store.profile = draft_freeze(&d);
	shell_enter_console(&k->s);
	if (!shell_execute(&k->s, STR("alias hot top -cum ; alias two \"top 2 ; peek\""), &err) ||
		!shell_execute(&k->s, STR("preset save wide"), &err))
		fail_msg("%s", err.text);
}

static void close_console(struct console *k)
{
	shell_close(&k->s);
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

	shell_complete(&k->s, str_from_c(line), &c);
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
		{"preset ", "preset   delete, save, wide"},
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
	shell_complete(&k.s, STR("peek bad"), &c);
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
	shell_complete(&k.s, STR("peek "), &c);
	assert_true(c.n >= 8);
	for (size_t i = 0; i < c.n; i++) {
		struct out out = {0};
		struct err err;
		struct request q;
		enum line_kind kind;
		struct str parts[2] = {STR("peek "), c.rows[i].text};
		struct arena line = {0};

		if (!shell_parse(&k.s, arena_join(&line, parts, 2, STR("")), &kind, &q, &err) ||
			!shell_make_report(&k.s, &q, &out, &err))
			fail_msg("%s: %s", c.rows[i].text.p, err.text);
		out_release(&out);
		arena_release(&line);
	}
	close_console(&k);
}

/* Names that a profile, a folder or a preset may have, and that lines read in other ways. */
static const char *const hostile[] = {"0Q ; top | touch PWN", "Q;top", "Q|top", "Q>f", ">Q", ">>Q",
	"|Q", ";Q", "#Q", "!Q", "-Q", "-cum", "cum", "lines", "nodecount=3", "\"Q", "'Q", "Q\"x",
	"Q'x y\"", "Q\\", "Q \\", "Q\\\" x", "focus=Q", "Q=x", "a,Q", "a:Q", "4kb", "4", "10",
	"3;tags", "-3", "4|head", "-cum|head", "Q //: x", "//:Q", "Q\xc2\xa0x", "Q\xe3\x80\x80",
	" Q", "Q ", "~", "~Q", "Q\x1b[31m",
	"Q\xc2\x9b"
	"31m",
	"Q\xff", "Q\nx", "Q\xe2\x80\xa8",
	"Q\xe2\x80\xae"
	"x",
	"Q\xc2\xadx", "Q\xe2\x80\x8bx", "Q\xe2\x81\xa0x", "Q\xef\xbb\xbfx", "Q\xf3\xa0\x81\x81x",
	"Q\x7f", "Q\t", "top", "topQ", "top3", "quit", "Q(*T).f[a; b]", "a..Q", "Q (inline)",
	"operator>>Q", "Q > f", "Q$", "^Q", "[Q", "Q)", "\\Q.", "Q # x", "total_Q", "off", "..."};

/* True when no terminal may be given it. */
static bool is_unsafe(struct str s)
{
	struct out o = {.terminal = true};
	bool same;

	out_str(&o, s);
	same = str_eq((struct str){o.p, o.n}, s);
	out_release(&o);
	return !same || str_find(s, STR("\xe2\x80\xa8"), 0) < s.n ||
		str_find(s, STR("\xe2\x80\xae"), 0) < s.n;
}

/* The longest part of a name that could be typed of it. */
static struct str typed_of(struct str name)
{
	struct str best = STR("");

	for (size_t i = 0, begin = 0; i <= name.n; i++) {
		if (i < name.n && ((name.p[i] | 0x20) >= 'a' && (name.p[i] | 0x20) <= 'z'))
			continue;
		if (i - begin > best.n)
			best = str_sub(name, begin, i - begin);
		begin = i + 1;
	}
	return best;
}

/* What a completed line must set; the rest must stay as it was. */
enum meaning {
	IS_TYPE,
	IS_KEY,
	IS_FOCUS,
	IS_IGNORE,
	IS_REGEX,
	IS_LABEL,
	IS_TAGFOCUS,
	IS_OUTPUT,
	IS_WORD,
	IS_LAST_WORD
};

static const struct place {
	const char *line;
	enum meaning meaning;
	bool anywhere; /* part of the name is typed */
} places[] = {
	{"", IS_TYPE, false},
	{"top 1 ; ", IS_TYPE, false},
	{"sample_index=", IS_TYPE, false},
	{"sample_index = ", IS_TYPE, false},
	{"sample_index=\"", IS_TYPE, false},
	{"sample_index='", IS_TYPE, false},
	{"tagroot=", IS_KEY, false},
	{"focus=", IS_FOCUS, true},
	{"focus=\"", IS_FOCUS, true},
	{"top ", IS_FOCUS, true},
	{"top '", IS_FOCUS, true},
	{"top -", IS_IGNORE, true},
	{"peek ", IS_REGEX, true},
	{"peek \"", IS_REGEX, true},
	{"tagfocus=plain=", IS_LABEL, false},
	{"tagfocus=\"plain=", IS_LABEL, false},
	{"tags ", IS_TAGFOCUS, false},
	{"top > ", IS_OUTPUT, false},
	{"top >", IS_OUTPUT, false},
	{"top 1>>", IS_OUTPUT, false},
	{"output=", IS_OUTPUT, false},
	{"source ", IS_WORD, false},
	{"unalias ", IS_WORD, false},
	{"preset delete ", IS_LAST_WORD, false},
};

static bool regex_is(struct str regex, struct str name)
{
	struct rx *rx;
	struct err err;
	bool hit = false;

	if (!rx_new(regex, &rx, &err))
		return false;
	if (!rx_match(rx, name, &hit, &err))
		hit = false;
	rx_free(rx);
	return hit;
}

/* The word behind the first `skip` ones of a verb is the name, and the last. */
static bool word_is(struct console *k, struct str words, int skip, struct str name)
{
	struct token word;
	struct err err;
	bool there;

	for (int i = 0; i <= skip; i++)
		if (!tokenizer_next(&k->s.command, &words, PLACE_VERB, &word, &there, &err) ||
			!there)
			return false;
	return str_eq(word.text, name) && tokenizer_trim(words).n == 0;
}

/* The request or the session's options say the name in one place, and nothing else that was not there. */
static bool means(struct console *k, const struct place *place, struct str line, struct str name)
{
	struct str rest = line, statement, label;
	struct config c;
	enum line_kind kind;
	struct request q;
	struct err err;

	k->s.config.sample_index = STR("");
	do
		if (!tokenizer_statement(&rest, &statement))
			return false;
	while (rest.p != NULL && place->line[0] == 't' && place->meaning == IS_TYPE);
	if (rest.p != NULL || !shell_parse(&k->s, statement, &kind, &q, &err))
		return false;
	if (place->meaning == IS_WORD || place->meaning == IS_LAST_WORD)
		return kind == LINE_VERB &&
			word_is(k, q.words, place->meaning == IS_LAST_WORD, name);
	if (kind == LINE_VERB || (kind == LINE_REPORT && q.pipe.n != 0))
		return false;
	c = kind == LINE_REPORT ? q.config : k->s.config;
	if (place->meaning != IS_OUTPUT && c.output.n != 0)
		return false;
	if ((c.nodecount != 10 && c.nodecount != 80 && c.nodecount != -1 &&
		    place->meaning != IS_OUTPUT) ||
		c.sort != SORT_FLAT || c.granularity != CHOICE_NONE)
		return false;
	label = str_from(c.tagfocus, 6);
	switch (place->meaning) {
	case IS_TYPE:
		return str_eq(c.sample_index, name);
	case IS_KEY:
		return str_eq(c.tagroot, name);
	case IS_FOCUS:
		return regex_is(c.focus, name) && c.ignore.n == 0;
	case IS_IGNORE:
		return regex_is(c.ignore, name) && c.focus.n == 0;
	case IS_REGEX:
		return regex_is(q.regex, name) && c.focus.n == 0 && c.ignore.n == 0;
	case IS_LABEL:
		return str_starts(c.tagfocus, STR("plain=")) && regex_is(label, name) &&
			!regex_is(label, STR("surely none")) &&
			memchr(label.p, ',', label.n) == NULL;
	case IS_TAGFOCUS:
		return regex_is(c.tagfocus,
			       arena_fmt(&k->s.command, "%.*s:x", (int)name.n, name.p)) &&
			str_find(c.tagfocus, STR("="), 0) == c.tagfocus.n;
	case IS_OUTPUT:
		return str_eq(c.output, name);
	case IS_WORD:
	case IS_LAST_WORD:
		break;
	}
	return false;
}

/* The profile, the folder, an alias and a preset have the name. */
static void give_name(struct console *k, struct str name)
{
	struct draft d = draft_of(k);
	str_id id = draft_string(&d, name), plain = draft_string(&d, STR("plain"));
	struct label *labels = arena_array(&k->s.life, struct label, 4);
	struct value_type *types = arena_array(&k->s.life, struct value_type, d.p.n_types);
	struct arena *a = &k->s.life;

	draft_rename(&d, 1, name);
	memcpy(types, d.p.types, d.p.n_types * sizeof(*types));
	types[0].type = id;
	d.p.types = types;
	assert_int_equal(d.p.label_begin[d.p.n_samples], 4);
	memcpy(labels, d.p.labels, 4 * sizeof(*labels));
	labels[0].key = id & 0x7fffffff;
	labels[1].key = plain & 0x7fffffff;
	labels[1].text = id;
	d.p.labels = labels;
	k->s.store.profile = draft_freeze(&d);
	k->s.aliases.p[0].name = name;
	if (memchr(name.p, '/', name.n) == NULL) {
		make_file(arena_c(a, name));
		make_file(arena_fmt(a, "cprof/presets/%.*s", (int)name.n, name.p).p);
	}
}

static void take_name_back(struct console *k, struct str name)
{
	struct arena *a = &k->s.life;

	unlink(arena_c(a, name));
	unlink(arena_fmt(a, "cprof/presets/%.*s", (int)name.n, name.p).p);
	k->s.aliases.p[0].name = STR("hot");
}

/* Completes the line and checks every row that is the name; returns how many there were. */
static size_t check_place(struct console *k, const struct place *place, struct str name)
{
	struct arena a = {0};
	struct str typed = place->anywhere ? typed_of(name) : STR("");
	struct str line = arena_fmt(&a, "%s%.*s", place->line, (int)typed.n, typed.p);
	struct completion c;
	struct config before = k->s.config;
	struct out o = {.terminal = true};
	size_t n = 0;
	struct str *lines;

	out_str(&o, name);
	shell_complete(&k->s, line, &c);
	lines = arena_array(&a, struct str, c.n + 1);
	for (size_t i = 0; i < c.n; i++) {
		struct str text = c.rows[i].text, row = c.rows[i].shown;
		bool unclosed = c.rows[i].open && text.n != 0 &&
			(text.p[0] == '"' || text.p[0] == '\'');
		struct str parts[3] = {str_sub(line, 0, c.begin), text, str_sub(text, 0, unclosed)};

		if (place->meaning == IS_TAGFOCUS)
			row.n -= row.n != 0;
		if (str_eq(row, (struct str){o.p, o.n}))
			lines[n++] = arena_join(&a, parts, 3, STR(""));
	}
	out_release(&o);
	for (size_t i = 0; i < n; i++) {
		bool regex = place->meaning >= IS_FOCUS && place->meaning <= IS_TAGFOCUS;

		assert_row(!is_unsafe(lines[i]), lines[i].p);
		assert_row(regex || !is_unsafe(name), lines[i].p);
		/* Our own names come first. */
		if (config_choice(name) != NULL || command_find(name) != NULL ||
			verb_find(name) != NULL || str_eq(name, STR("-cum")))
			continue;
		if (!means(k, place, lines[i], name))
			fail_msg("\"%s\" does not mean \"%.*s\"", lines[i].p, (int)name.n, name.p);
		k->s.config = before;
	}
	arena_release(&a);
	return n;
}

TEST(what_is_typed_means_the_name_and_nothing_else)
{
	struct console k;
	size_t n = 0;

	open_console(&k);
	for (size_t i = 0; i < LENGTH(hostile); i++) {
		struct str name = str_from_c(hostile[i]);

		give_name(&k, name);
		for (size_t at = 0; at < LENGTH(places); at++)
			n += check_place(&k, &places[at], name);
		take_name_back(&k, name);
	}
	assert_true(n > 1000); /* most of them can be typed */
	close_console(&k);
}

TEST(many_are_cut)
{
	struct completion c;
	struct console k;
	struct function *many;
	struct draft d;
	enum { MANY = COMPLETE_MAX + 100 };

	open_console(&k);
	d = draft_of(&k);
	many = arena_array(&k.s.life, struct function, MANY + 1);
	for (int i = 1; i <= MANY; i++)
		many[i].name = draft_string(&d, arena_fmt(&k.s.life, "many%04d", i));
	d.p.functions = many;
	d.p.n_functions = MANY + 1;
	k.s.store.profile = draft_freeze(&d);
	shell_complete(&k.s, STR("peek many"), &c);
	assert_int_equal(c.n, COMPLETE_MAX);
	assert_int_equal(c.left_out, 100);
	assert_str_c(c.common, "many0");
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
		cmocka_unit_test(what_is_typed_means_the_name_and_nothing_else),
		cmocka_unit_test(many_are_cut),
	};

	return cmocka_run_group_tests_name("session-complete", tests, NULL, NULL);
}
