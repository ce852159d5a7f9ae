/*
 * lines.c: tests of the language of lines, with nothing of the console around it: statements, words, what a
 * line means in a scope, and names that are nearly right.
 */
#include "unit.h"

#include "base/edit-distance.h"
#include "command/commands.h"
#include "command/line.h"
#include "command/tokenizer.h"
#include "command/verbs.h"
#include "proto.h"

/* The statements of a line, between brackets. */
static struct str statements_of(struct arena *a, const char *line)
{
	struct str rest = str_from_c(line), statement, all = STR("");

	while (tokenizer_statement(&rest, &statement)) {
		struct str parts[4] = {all, STR("["), statement, STR("]")};

		all = arena_join(a, parts, 4, STR(""));
	}
	return all;
}

TEST(statements_end_at_a_semicolon)
{
	static const char *const rows[][2] = {
		{"", "[]"},
		{"top", "[top]"},
		{"  top 5  ", "[top 5]"},
		{"top ; tree", "[top][tree]"},
		{"top ; ", "[top][]"},
		{"; top", "[][top]"},
		{"top a;b ; tree", "[top a;b][tree]"},
		{"top b;", "[top b;]"},
		/* It needs no blank behind a name, a number or an option, and at the beginning of a word. */
		{"top;tree", "[top][tree]"},
		{"top10;tree", "[top10][tree]"},
		{"top ;b", "[top][b]"},
		{"top 3;tree", "[top 3][tree]"},
		{"top -3;tree", "[top -3][tree]"},
		{"top -cum;tree", "[top -cum][tree]"},
		{"top --lines;tree", "[top --lines][tree]"},
		{"top -nodecount=3;tree", "[top -nodecount=3][tree]"},
		{"top -focus=a;b", "[top -focus=a;b]"},
		{"top -a;b", "[top -a;b]"},
		{"top >f;g", "[top >f;g]"},
		{"o;top", "[o][top]"},
		{"lines;top", "[lines][top]"},
		{"nodecount 3;top", "[nodecount 3][top]"},
		{"help top;tree", "[help top][tree]"},
		{"source a;b", "[source a;b]"},
		{"help top ;tree", "[help top][tree]"},
		{"\"a;b\";top", "[\"a;b\"][top]"},
		/* In an assignment it stands between blanks. */
		{"focus=a;b", "[focus=a;b]"},
		{"focus=a ;b", "[focus=a ;b]"},
		{"focus = a;b ; top", "[focus = a;b][top]"},
		{"focus=a | b ; top", "[focus=a | b][top]"},
		{"lines=true;top", "[lines=true;top]"},
		/* Blanks are those of Unicode. */
		{"\xc2\xa0top\xe3\x80\x80;\xc2\x85tree\xe2\x80\x89", "[top][tree]"},
		{"focus=a\xc2\xa0;\xc2\xa0top", "[focus=a][top]"},
		/* What the shell gets is all the rest. */
		{"!ls ; ls", "[!ls ; ls]"},
		{"top ; !ls;ls", "[top][!ls;ls]"},
		{"shell ls ; ls", "[shell ls ; ls]"},
		{"top|sort ; uniq", "[top|sort ; uniq]"},
		{"top 3|sort;uniq", "[top 3|sort;uniq]"},
		{"top |sort;uniq", "[top |sort;uniq]"},
		{"focus=a ; top", "[focus=a][top]"},
		/* Quotes protect it. */
		{"peek \"a ; b\" ; top", "[peek \"a ; b\"][top]"},
		{"focus=\"a ; b\" ; top", "[focus=\"a ; b\"][top]"},
		{"peek 'a ; b'", "[peek 'a ; b']"},
		{"peek \"a\\\" ; b\"", "[peek \"a\\\" ; b\"]"},
		{"peek a\" ; top", "[peek a\"][top]"},
		/* A quote that does not end takes the rest; reading its words fails. */
		{"peek \"a ; b", "[peek \"a ; b]"},
		/* What is behind a | is the shell's. */
		{"top | sort ; uniq", "[top | sort ; uniq]"},
		{"peek a|b ; top", "[peek a|b][top]"},
		/* Comments. */
		{"# top ; tree", "[]"},
		{"  #", "[]"},
		{"top # x", "[top # x]"},
		{"top ; # x", "[top][]"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};

		assert_row(str_eq_c(statements_of(&a, rows[i][0]), rows[i][1]), rows[i][0]);
		arena_release(&a);
	}
}

/* The words of a statement, between brackets; quoted ones between braces; operators between < and >. */
static struct str words_of(struct arena *a, const char *statement, enum tokenizer_place place)
{
	struct str rest = str_from_c(statement), all = STR("");
	struct err err = {0};
	struct token word;
	bool there;

	for (;;) {
		struct str parts[4] = {all};

		if (!tokenizer_next(a, &rest, place, &word, &there, &err))
			return STR("error");
		if (!there)
			return all;
		parts[1] = word.quoted ? STR("{") : word.is_operator ? STR("<") : STR("[");
		parts[2] = word.text;
		parts[3] = word.quoted ? STR("}") : word.is_operator ? STR(">") : STR("]");
		all = arena_join(a, parts, 4, STR(""));
	}
}

TEST(words_are_between_blanks_or_in_quotes)
{
	static const char *const rows[][2] = {
		{"", ""},
		{"top 5", "[top][5]"},
		{"\ttop  5 ", "[top][5]"},
		{"list foo\\.bar", "[list][foo\\.bar]"},
		{"list \"operator new\"", "[list]{operator new}"},
		{"list 'operator new'", "[list]{operator new}"},
		{"list \"operator\\(\"", "[list]{operator\\(}"},
		{"list \"a\\\"b\"", "[list]{a\"b}"},
		{"list 'a\\'b'", "[list]{a'b}"},
		{"list 'a\\\\'", "error"}, /* the second backslash is before the quote */
		{"list \"\"", "[list]{}"},
		{"list a\"b", "[list][a\"b]"},
		{"list \"a\"b", "[list][\"a\"b]"},
		{"list \"a", "error"},
		{"top >\"a b\"", "[top][>\"a][b\"]"},
		{"top\xc2\xa0"
		 "3\xe3\x80\x80x",
			"[top][3][x]"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};

		assert_row(str_eq_c(words_of(&a, rows[i][0], PLACE_VERB), rows[i][1]), rows[i][0]);
		arena_release(&a);
	}
}

TEST(words_of_a_report_are_ended_by_operators)
{
	static const char *const rows[][2] = {
		{"3|head", "[3]<|>[head]"},
		{"3>a", "[3]<>>[a]"},
		{"3>>a", "[3]<>>>[a]"},
		{">\"a b\"", "<>>{a b}"},
		{"> a", "<>>[a]"},
		{"-cum|head", "[-cum]<|>[head]"},
		{"-sort=cum|head", "[-sort=cum]<|>[head]"},
		{"|head", "<|>[head]"},
		/* Other words hold them. */
		{"main|net", "[main|net]"},
		{"-main|net", "[-main|net]"},
		{"operator>>", "[operator>>]"},
		{"a>b 3", "[a>b][3]"},
		{"-focus=a|b", "[-focus=a|b]"},
		{"-unit=a|b", "[-unit=a|b]"},
		{"\"a|b\"", "{a|b}"},
		{"30s|b", "[30s|b]"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};

		assert_row(str_eq_c(words_of(&a, rows[i][0], PLACE_REPORT), rows[i][1]),
			rows[i][0]);
		arena_release(&a);
	}
}

TEST(words_of_a_verb_that_prints_hold_no_operators)
{
	static const char *const rows[][2] = {
		{"top|head -2", "[top]<|>[head][-2]"},
		{"lines>a", "[lines]<>>[a]"},
		{"lines>>a", "[lines]<>>>[a]"},
		{"|head", "<|>[head]"},
		{"\"a|b\"", "{a|b}"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};

		assert_row(str_eq_c(words_of(&a, rows[i][0], PLACE_NAME), rows[i][1]), rows[i][0]);
		arena_release(&a);
	}
}

TEST(near_distance_counts_slips)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} rows[] = {
		{"", "", 0},
		{"top", "top", 0},
		{"top", "TOP", 0},
		{"tpo", "top", 1},
		{"to", "top", 1},
		{"topp", "top", 1},
		{"tap", "top", 1},
		{"abcdef", "badcfe", 3},
		{"abc", "xyz", 3},
		{"", "abc", 3},
		{"abcd", "", 4},
		{"short", "much longer than that", 4},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str a = str_from_c(rows[i].a), b = str_from_c(rows[i].b);

		assert_row(edit_distance(a, b, 3) == rows[i].distance, rows[i].a);
		assert_row(edit_distance(b, a, 3) == rows[i].distance, rows[i].b);
	}
}

TEST(near_prefers_the_nearest_and_takes_nothing_far)
{
	static const char *const rows[][2] = {
		{"tpo", "top"},
		{"tre", "tree"},
		{"trace", "traces"},
		{"granul", "granularity"},
		{"x", ""},
		{"", ""},
		{"nosuch", ""},
	};
	static const char *const names[] = {"top", "tree", "traces", "tags", "granularity"};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct edit_nearest near = {0};

		for (size_t k = 0; k < LENGTH(names); k++)
			edit_nearest_try(&near, str_from_c(rows[i][0]), str_from_c(names[k]));
		assert_row(near.found == (rows[i][1][0] != '\0'), rows[i][0]);
		assert_row(!near.found || str_eq_c(near.name, rows[i][1]), rows[i][0]);
	}
}

TEST(files_are_saved_as_their_endings_say)
{
	static const char *const rows[][2] = {
		{"a.svg", "svg"},
		{"/tmp/a.b/c.pb.gz", "proto"},
		{"a.txt", "text"},
		{"a.dot", "dot"},
		{"a.callgrind", "callgrind"},
	};
	static const char *const none[] = {"", "svg", ".svg", "a", "asvg", "a.svg.", "a.doc"};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct command *c = command_for_file(str_from_c(rows[i][0]));

		assert_row(c != NULL && strcmp(c->name, rows[i][1]) == 0, rows[i][0]);
	}
	for (size_t i = 0; i < LENGTH(none); i++)
		assert_row(command_for_file(str_from_c(none[i])) == NULL, none[i]);
}

/* A profile and options, in which lines are read, and the notes of that. */
struct read_lines {
	struct arena arena;
	struct profile profile;
	struct config config;
	struct out notes;
	struct notes sink;
	struct line_scope scope;
};

static void keep_note(void *context, struct str line)
{
	struct out *notes = context;

	out_bytes(notes, line.p, line.n);
	out_lit(notes, "\n");
}

static void read_open(struct read_lines *r)
{
	*r = (struct read_lines){0};
	FOLDED_LOAD(&r->arena, &r->profile, "samples/count cpu/ns", "main;work(int) 3 30");
	config_init(&r->config);
	r->sink = (struct notes){.context = &r->notes, .note = keep_note};
	r->scope = (struct line_scope){.arena = &r->arena,
		.life = &r->arena,
		.config = &r->config,
		.profile = &r->profile,
		.notes = &r->sink};
}

static void read_close(struct read_lines *r)
{
	out_release(&r->notes);
	arena_release(&r->arena);
}

static enum line_kind read_line(struct read_lines *r, const char *line, struct request *q)
{
	enum line_kind kind = LINE_NOTHING;
	struct err err;

	if (!line_parse(&r->scope, str_from_c(line), &kind, q, &err))
		fail_msg("%s: %s", line, err.text);
	return kind;
}

TEST(a_line_needs_a_scope_and_no_console)
{
	struct read_lines r;
	struct request q;

	read_open(&r);
	assert_int_equal(read_line(&r, "cpu", &q), LINE_NOTHING);
	assert_str(r.config.sample_index, STR("cpu"));
	assert_int_equal(read_line(&r, "nodecount=7", &q), LINE_NOTHING);
	assert_int_equal(r.config.nodecount, 7);
	assert_int_equal(read_line(&r, "nodecount", &q), LINE_OPTION);
	assert_string_equal(q.option->name, "nodecount");
	assert_int_equal(read_line(&r, "alias hot top -cum", &q), LINE_VERB);
	assert_int_equal(q.verb->id, VERB_ALIAS);
	assert_str(q.words, STR("hot top -cum"));
	assert_int_equal(read_line(&r, "top 3 main >file", &q), LINE_REPORT);
	assert_string_equal(q.command->name, "top");
	assert_int_equal(q.config.nodecount, 3);
	assert_str(q.config.focus, STR("main"));
	assert_str(q.config.output, STR("file"));
	assert_int_equal(r.config.nodecount, 7); /* the scope keeps its own */
	assert_int_equal(r.notes.n, 0);
	read_close(&r);
}

TEST(notes_say_how_a_line_was_read)
{
	struct read_lines r;
	struct request q;

	read_open(&r);
	assert_int_equal(read_line(&r, "peek work(int)", &q), LINE_REPORT);
	assert_str(q.regex, STR("work\\(int\\)"));
	assert_str(((struct str){r.notes.p, r.notes.n}),
		STR("work(int) is taken as a name, not as a regular expression\n"));
	r.scope.notes = NULL; /* nobody has to listen */
	assert_int_equal(read_line(&r, "peek work(int)", &q), LINE_REPORT);
	read_close(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_end_at_a_semicolon),
		cmocka_unit_test(words_are_between_blanks_or_in_quotes),
		cmocka_unit_test(words_of_a_report_are_ended_by_operators),
		cmocka_unit_test(words_of_a_verb_that_prints_hold_no_operators),
		cmocka_unit_test(near_distance_counts_slips),
		cmocka_unit_test(near_prefers_the_nearest_and_takes_nothing_far),
		cmocka_unit_test(files_are_saved_as_their_endings_say),
		cmocka_unit_test(a_line_needs_a_scope_and_no_console),
		cmocka_unit_test(notes_say_how_a_line_was_read),
	};

	return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
