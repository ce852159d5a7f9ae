/*
 * session.c: tests of the command line and of the console's lines: what they set and ask for.
 */
#include "unit.h"

#include <stdio.h>

#include "command/help.h"
#include "command/shell-completion.h"
#include "command/topics.h"
#include "proto.h"
#include "shell/delivery.h"
#include "shell/shell.h"

enum { ARGS_MAX = 16 };

/* A command line, its words separated by spaces, as read. */
struct read {
	struct shell s;
	struct request q;
	struct err err;
	bool ok;
	struct profile profile;
	FILE *notes;
	char words[512];
};

static void read_args(struct read *r, const char *line)
{
	char *args[ARGS_MAX], *save = NULL, *word;
	int n = 0;

	*r = (struct read){.notes = tmpfile()};
	assert_non_null(r->notes);
	snprintf(r->words, sizeof(r->words), "%s", line);
	for (word = strtok_r(r->words, " ", &save); word; word = strtok_r(NULL, " ", &save))
		args[n++] = strcmp(word, "''") == 0 ? word + 2 : word;
	shell_open(&r->s, r->notes, false);
	r->ok = shell_read_args(&r->s, args, n, &r->q, &r->err);
}

static void done(struct read *r)
{
	shell_close(&r->s);
	fclose(r->notes);
}

/* The value of an option or of a few more things, as text. */
static struct str value_of(struct read *r, const struct config *c, const char *name)
{
	const struct option *o = config_option(str_from_c(name));

	if (strcmp(name, "report") == 0)
		return r->q.command ? str_from_c(r->q.command->name) : STR("none");
	if (strcmp(name, "regex") == 0)
		return r->q.regex;
	if (strcmp(name, "source") == 0)
		return r->s.args.names.n ? r->s.args.names.p[r->s.args.names.n - 1] : STR("none");
	if (strcmp(name, "sources") == 0)
		return arena_fmt(&r->s.life, "%zu", r->s.args.names.n);
	if (o == NULL)
		fail_msg("there is no %s", name);
	return config_get(&r->s.life, c, o);
}

/* `want` is "name=value name=value". */
static void assert_values(struct read *r, const struct config *c, const char *row, const char *want)
{
	struct str rest = str_from_c(want), word;

	while (str_word(&rest, &word)) {
		size_t equals = str_find(word, STR("="), 0);
		const char *name = arena_c(&r->s.life, str_sub(word, 0, equals));
		struct str value = value_of(r, c, name);

		if (!str_eq(value, str_from(word, equals + 1)))
			fail_msg("%s: %s is \"%.*s\", not \"%s\"", row, name, (int)value.n, value.p,
				str_from(word, equals + 1).p);
	}
}

TEST(args_set_what_they_name)
{
	static const char *const rows[][2] = {
		{"p.gz", "report=none source=p.gz sources=1 nodecount=-1"},
		{"-top p.gz", "report=top source=p.gz"},
		{"--top p.gz", "report=top"},
		{"-text p.gz", "report=text"},
		/* Values, in both forms, with one dash and two. */
		{"-top -nodecount=7 p.gz", "nodecount=7 sources=1"},
		{"-top -nodecount 7 p.gz", "nodecount=7 sources=1"},
		{"-top --nodecount=7 p.gz", "nodecount=7"},
		{"-top --nodecount 7 p.gz", "nodecount=7"},
		{"-nodecount=-1 p.gz", "nodecount=-1"},
		{"-nodecount -1 p.gz", "nodecount=-1"},
		{"-nodecount=0x10 p.gz", "nodecount=16"},
		{"-unit= p.gz", "unit="},
		{"-unit '' p.gz", "unit= sources=1"},
		{"-unit=a=b p.gz", "unit=a=b"},
		{"-unit -top p.gz", "unit=-top report=none"},
		/* The last one wins. */
		{"-nodecount=7 -nodecount=8 p.gz", "nodecount=8"},
		{"-mean -mean=false p.gz", "mean=false"},
		/* Booleans take no separate value. */
		{"-mean p.gz", "mean=true source=p.gz sources=1"},
		{"-mean=true p.gz", "mean=true"},
		{"-mean=1 p.gz", "mean=true"},
		{"-mean=F p.gz", "mean=false"},
		{"-mean false p.gz", "mean=true sources=2"},
		{"-trim=false p.gz", "trim=false"},
		{"-top=false p.gz", "report=none"},
		{"-top=true p.gz", "report=top"},
		/* Choices are flags of their own. */
		{"-cum p.gz", "sort=cum"},
		{"-flat p.gz", "sort=flat"},
		{"-cum=false p.gz", "sort=flat"},
		{"-cum -cum p.gz", "sort=cum"},
		{"-lines -cum p.gz", "granularity=lines sort=cum"},
		{"-functions p.gz", "granularity=functions"},
		/* Flags may follow the file; -- ends them; - alone is a name. */
		{"p.gz -top", "report=top source=p.gz sources=1"},
		{"p.gz -nodecount 5 q.gz", "nodecount=5 sources=2 source=q.gz"},
		{"-top -- -cum", "report=top sort=flat source=-cum"},
		{"-- --", "source=-- sources=1"},
		{"-", "source=- sources=1"},
		/* Reports with a regular expression. */
		{"-peek main p.gz", "report=peek regex=main source=p.gz sources=1"},
		{"-list=^main$ p.gz", "report=list regex=^main$"},
		{"-peek= p.gz", "report=none"},
		/* Old names of sample types. */
		{"-inuse_space p.gz", "sample_index=inuse_space mean=false"},
		{"-alloc_objects p.gz", "sample_index=alloc_objects"},
		{"-contentions p.gz", "sample_index=contentions"},
		{"-total_delay p.gz", "sample_index=delay mean=false"},
		{"-mean_delay p.gz", "sample_index=delay mean=true"},
		{"-sample_index=cpu -inuse_space p.gz", "sample_index=cpu"},
		{"-symbolize=none p.gz", "source=p.gz"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		read_args(&r, rows[i][0]);
		if (!r.ok)
			fail_msg("%s: %s", rows[i][0], r.err.text);
		assert_values(&r, &r.q.config, rows[i][0], rows[i][1]);
		done(&r);
	}
}

TEST(args_errors_name_the_flag)
{
	static const char *const rows[][2] = {
		{"", "no profile"},
		{"-top", "no profile"},
		{"-nosuch p.gz", "-nosuch"},
		{"--nosuch=1 p.gz", "nosuch"},
		{"---top p.gz", "---top"},
		{"-=5 p.gz", "-=5"},
		{"-TOP p.gz", "-TOP"},
		{"-nodecount", "-nodecount needs a value"},
		{"p.gz -unit", "-unit needs a value"},
		{"-nodecount=ten p.gz", "nodecount"},
		{"-nodecount= p.gz", "nodecount"},
		{"-nodefraction=x p.gz", "nodefraction"},
		{"-mean=maybe p.gz", "mean"},
		{"-mean= p.gz", "mean"},
		{"-mean=yes p.gz", "mean"}, /* the console's word */
		{"-top=maybe p.gz", "top"},
		{"-cum=maybe p.gz", "cum"},
		{"-cum -flat p.gz", "exclude"},
		{"-lines -files p.gz", "exclude"},
		{"-top -text p.gz", "only one report"},
		{"-top -peek=x p.gz", "only one report"},
		{"-granularity=words p.gz", "granularity"},
		{"-max_size=big p.gz", "max_size"},
		{"-max_size=5parsecs p.gz", "max_size"},
		{"-max_size= p.gz", "max_size"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		read_args(&r, rows[i][0]);
		assert_row(!r.ok, rows[i][0]);
		assert_says(&r.err, rows[i][1]);
		done(&r);
	}
}

TEST(args_max_size_takes_units)
{
	static const struct {
		const char *args;
		uint64_t size;
	} rows[] = {
		{"p.gz", 0},
		{"-max_size=100000 p.gz", 100000},
		{"-max_size=8gb p.gz", (uint64_t)8 << 30},
		{"-max_size 512MB p.gz", (uint64_t)512 << 20},
		{"-max_size=1kB p.gz", 1024},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		read_args(&r, rows[i].args);
		assert_row(r.ok, rows[i].args);
		assert_row(r.s.args.flags.max_size == rows[i].size, rows[i].args);
		done(&r);
	}
}

TEST(args_help_and_version_need_no_profile)
{
	static const char *const rows[] = {"-help", "--help", "-h", "-version"};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		read_args(&r, rows[i]);
		assert_row(r.ok, rows[i]);
		assert_row(r.s.args.flags.help == (i < 3), rows[i]);
		assert_row(r.s.args.flags.version == (i == 3), rows[i]);
		done(&r);
	}
}

TEST(args_second_old_sample_flag_is_ignored_with_a_note)
{
	struct read r;
	char note[128] = "";

	read_args(&r, "-inuse_space -alloc_space p.gz");
	assert_true(r.ok);
	assert_str(r.q.config.sample_index, STR("inuse_space"));
	rewind(r.notes);
	assert_non_null(fgets(note, sizeof(note), r.notes));
	assert_non_null(strstr(note, "-alloc_space is ignored"));
	done(&r);
}

/* A console with a profile in it. */
static void open_console(struct read *r)
{
	read_args(r, "p.gz");
	assert_true(r->ok);
	FOLDED_LOAD(&r->s.life, &r->profile, "samples/count cpu/ns", "main;work 3 30", "main 1 10");
	r->s.store.profile = &r->profile;
	shell_enter_console(&r->s);
}

static enum line_kind line(struct read *r, const char *text)
{
	enum line_kind kind = LINE_NOTHING;

	r->q = (struct request){0};
	r->err = (struct err){0};
	r->ok = shell_parse(&r->s, str_from_c(text), &kind, &r->q, &r->err);
	if (!r->ok)
		fail_msg("%s: %s", text, r->err.text);
	return kind;
}

TEST(line_with_a_command_asks_for_a_report)
{
	static const char *const rows[][2] = {
		{"top", "report=top nodecount=10 sort=flat output="},
		{"text", "report=text nodecount=10"},
		{"  top  ", "report=top"},
		{"top5", "report=top nodecount=5"},
		{"top10", "nodecount=10"},
		{"top007", "nodecount=7"},
		{"top 5", "nodecount=5"},
		{"top 5 6", "nodecount=6"},
		{"top5 6", "nodecount=6"},
		{"top 0", "nodecount=0"},
		{"top -cum", "sort=cum nodecount=10"},
		{"top --cum", "sort=cum"},
		{"top -cum 5", "sort=cum nodecount=5"},
		{"top10 -cum", "sort=cum nodecount=10"},
		{"top >out.txt", "output=out.txt"},
		{"top > out.txt", "output=out.txt"},
		{"top 5 >out.txt -cum", "output=out.txt nodecount=5 sort=cum"},
		{"top\t5", "nodecount=5"},
		/* Words are filters of this one command. */
		{"top main", "focus=main ignore= report=top"},
		{"top main work", "focus=main|work"},
		{"top -main", "ignore=main focus="},
		{"top -main -work idle 3", "ignore=main|work focus=idle nodecount=3"},
		{"tags key", "report=tags tagfocus=key focus="},
		{"tags -key", "tagignore=key ignore="},
		/* A command that takes a regular expression takes it first. */
		{"peek main", "report=peek regex=main focus="},
		{"peek main work", "report=peek regex=main focus=work"},
		{"peek main -work", "regex=main ignore=work"},
		{"peek 5", "regex=5"},
		{"list -x", "report=list regex=-x ignore="},
		{"list2", "report=list regex=2"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		open_console(&r);
		assert_row(line(&r, rows[i][0]) == LINE_REPORT, rows[i][0]);
		assert_values(&r, &r.q.config, rows[i][0], rows[i][1]);
		done(&r);
	}
}

TEST(line_options_of_a_command_do_not_persist)
{
	struct read r;

	open_console(&r);
	line(&r, "top 5 -cum >out main -work");
	assert_values(&r, &r.s.config, "after it", "nodecount=-1 sort=flat output= focus= ignore=");
	assert_int_equal(line(&r, "top"), LINE_REPORT);
	assert_values(&r, &r.q.config, "top", "nodecount=10 sort=flat output= focus= ignore=");
	done(&r);
}

/* The words' filters take the place of the options', as in pprof. */
TEST(line_words_replace_the_filters_that_are_set)
{
	struct read r;

	open_console(&r);
	line(&r, "focus=main");
	line(&r, "ignore=idle");
	line(&r, "top work");
	assert_values(&r, &r.q.config, "top work", "focus=work ignore=idle");
	line(&r, "top");
	assert_values(&r, &r.q.config, "top", "focus=main ignore=idle");
	done(&r);
}

TEST(line_nodecount_that_is_set_is_obeyed)
{
	struct read r;

	open_console(&r);
	line(&r, "nodecount=3");
	line(&r, "top");
	assert_values(&r, &r.q.config, "top", "nodecount=3");
	line(&r, "top 4");
	assert_values(&r, &r.q.config, "top 4", "nodecount=4");
	done(&r);
}

TEST(line_assignments_set_options)
{
	static const char *const rows[][2] = {
		{"nodecount=5", "nodecount=5"},
		{" nodecount = 5 ", "nodecount=5"},
		{"nodecount=5 //: a comment", "nodecount=5"},
		{"nodecount=5//: a comment", "nodecount=5"},
		{"nodecount = 5 //: [ a = b ]", "nodecount=5"},
		{"unit=a//:b//:c", "unit=a//:b"}, /* the last one begins the comment */
		{"unit=//: nothing", "unit="},
		{"unit=a=b", "unit=a=b"},
		{"unit=a//b", "unit=a//b"},
		{"output=", "output="},
		{"mean", "mean=true"},
		{"mean=", "mean=true"},
		{"mean=yes", "mean=true"},
		{"trim=no", "trim=false"},
		{"sort=cum", "sort=cum"},
		{"cum", "sort=cum"},
		{"cum=true", "sort=cum"},
		{"lines", "granularity=lines"},
		{"granularity=files", "granularity=files"},
		{"nodefraction=0.25", "nodefraction=0.25"},
		{"divide_by=2", "divide_by=2"},
		/* A sample type is kept by its name. */
		{"sample_index=0", "sample_index=samples"},
		{"sample_index=cpu", "sample_index=cpu"},
		{"sample_index=", "sample_index=cpu"},
		/* What o prints can be typed. */
		{"  nodecount                 = -1                   //: default", "nodecount=-1"},
		{"sample_index = samples //: [samples | cpu]", "sample_index=samples"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		open_console(&r);
		assert_row(line(&r, rows[i][0]) == LINE_NOTHING, rows[i][0]);
		assert_values(&r, &r.s.config, rows[i][0], rows[i][1]);
		done(&r);
	}
}

TEST(line_shortcuts_select_a_sample_type)
{
	static const char *const rows[][2] = {
		{"samples", "sample_index=samples mean=true"}, /* mean stays as it is */
		{"cpu", "sample_index=cpu mean=true"},
		{"total_cpu", "sample_index=cpu mean=false"},
		{"mean_samples", "sample_index=samples mean=true"},
		{" cpu ", "sample_index=cpu"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		open_console(&r);
		line(&r, "mean=true");
		assert_row(line(&r, rows[i][0]) == LINE_NOTHING, rows[i][0]);
		assert_values(&r, &r.s.config, rows[i][0], rows[i][1]);
		done(&r);
	}
}

TEST(line_colon_clears_the_filters)
{
	struct read r;

	open_console(&r);
	line(&r, "focus=a");
	line(&r, "ignore=b");
	line(&r, "hide=c");
	line(&r, "tagfocus=d");
	line(&r, "tagignore=e");
	line(&r, "nodecount=5");
	assert_int_equal(line(&r, ":"), LINE_NOTHING);
	assert_values(&r, &r.s.config, ":",
		"focus= ignore= hide= tagfocus= tagignore= nodecount=5");
	done(&r);
}

TEST(line_kinds)
{
	static const struct {
		const char *line;
		enum line_kind kind;
		const char *about;
	} rows[] = {
		{"", LINE_NOTHING, ""},
		{"   ", LINE_NOTHING, ""},
		{"o", LINE_VERB, ""},
		{"options", LINE_VERB, ""},
		{"q", LINE_VERB, ""},
		{"quit", LINE_VERB, ""},
		{" exit ", LINE_VERB, ""},
		{"help", LINE_VERB, ""},
		{"help  top ", LINE_VERB, "top"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct read r;

		open_console(&r);
		assert_row(line(&r, rows[i].line) == rows[i].kind, rows[i].line);
		assert_str_c(r.q.words, rows[i].about);
		done(&r);
	}
}

TEST(line_errors_say_what_is_wrong_and_change_nothing)
{
	static const char *const rows[][2] = {
		{"nosuch", "nosuch"},
		{"nosuch 5", "nosuch"},
		{"nosuch=5", "nosuch"},
		{"10", "10"},
		{"top99999999999999999999", "top9999"},
		{"nodecount=", "nodecount"},
		{"nodecount=ten", "whole number"},
		{"mean=maybe", "true or false"},
		{"sort=up", "cum, flat"},
		{"sort=", "cum, flat"},
		{"lines=false", "granularity=lines"},
		{"sample_index=nosuch", "samples, cpu"},
		{"sample_index=2", "sample_index"},
		{"top >", "file name"},
		{"top 5 >", "file name"},
		{"peek", "regular expression"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		enum line_kind kind;
		struct arena a = {0};
		struct read r;

		open_console(&r);
		assert_row(!shell_parse(&r.s, str_from_c(rows[i][0]), &kind, &r.q, &r.err),
			rows[i][0]);
		assert_says(&r.err, rows[i][1]);
		for (const struct option *o = config_options; o->name != NULL; o++)
			if (strcmp(o->name, "compact_labels") != 0)
				assert_str_c(config_get(&a, &r.s.config, o), o->def);
		arena_release(&a);
		done(&r);
	}
}

TEST(console_starts_with_compact_labels)
{
	struct read r;

	open_console(&r);
	assert_values(&r, &r.s.config, "console", "compact_labels=true");
	done(&r);
}

static bool shows(const struct out *o, const char *text)
{
	struct str all = {o->p, o->n};

	return str_find(all, str_from_c(text), 0) < all.n;
}

TEST(help_knows_every_row_of_the_tables)
{
	struct out o = {0};

	for (const struct command *c = commands; c->name != NULL; c++) {
		out_clear(&o);
		assert_row(help_on(str_from_c(c->name), &o), c->name);
		assert_row(shows(&o, c->name) && o.n > strlen(c->name) + 2, c->name);
		assert_ptr_equal(command_find(str_from_c(c->name)), c);
	}
	for (const struct option *opt = config_options; opt->name != NULL; opt++) {
		out_clear(&o);
		assert_row(help_on(str_from_c(opt->name), &o), opt->name);
		assert_row(shows(&o, opt->name), opt->name);
	}
	for (const struct choice *c = config_choices; c->name != NULL; c++) {
		if (config_choice(str_from_c(c->name)) == NULL)
			continue; /* no word of its own */
		out_clear(&o);
		assert_row(help_on(str_from_c(c->name), &o), c->name);
		assert_row(shows(&o, c->option), c->name);
	}
	out_release(&o);
}

TEST(help_on_what_is_not_there_is_none)
{
	struct out o = {0};

	assert_false(help_on(STR("nosuch"), &o));
	assert_int_equal(o.n, 0);
	out_release(&o);
}

/* A report's flag is boolean but for the values of its record. */
TEST(command_flag_takes_true_false_and_the_values_of_the_record)
{
	static const struct command plain = {.name = "made", .args = ARGS_SORTED};
	static const struct command named = {.name = "made", .values = "text, all"};
	static const struct command regex = {.name = "made", .args = ARGS_REGEX};
	static const struct {
		const struct command *command;
		const char *value;
		bool ok, on;
		const char *word; /* where it is wrong, what the error says */
	} rows[] = {
		{&plain, "true", true, true, ""},
		{&plain, "0", true, false, ""},
		{&plain, "text", false, false, "-made takes true or false, not \"text\""},
		{&named, "true", true, true, ""},
		{&named, "false", true, false, ""},
		{&named, "text", true, true, "text"},
		{&named, "all", true, true, "all"},
		{&named, "", false, false, "true or false, or one of text, all, not \"\""},
		{&named, "tex", false, false, "true or false, or one of text, all, not \"tex\""},
		{&named, "text, all", false, false, "one of text, all"},
		{&regex, "true", true, true, "true"},
		{&regex, "a|b", true, true, "a|b"},
		{&regex, "", true, false, ""},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct err err = {0};
		struct str word = STR("before");
		bool on = false;

		assert_row(command_flag(rows[i].command, str_from_c(rows[i].value), &on, &word,
				   &err) == rows[i].ok,
			rows[i].value);
		if (!rows[i].ok)
			assert_says(&err, rows[i].word);
		assert_str_c(word, rows[i].ok ? rows[i].word : "before");
		assert_row(on == rows[i].on, rows[i].value);
	}
}

/* Behind `=` a shell offers what a report's record names; behind a blank a switch has no value. */
TEST(shell_completion_offers_the_values_of_a_report)
{
	static const struct completing_flag rows[] = {
		{"made", "a report", {"true false text", 15}, true},
		{"plain", "a switch", {"", 0}, true},
		{"kind", "an option", {"a b", 3}, false},
	};
	static const char *const wants[][2] = {
		{"bash", "\t-made) [[ $follows ]] || values='true false text' ;;\n"},
		{"bash", "\t-kind) values='a b' ;;\n"},
		{"bash", "\t-plain)\n"},
		{"fish", " -o made -l made -a 'true false text' -d "},
		{"fish", " -o kind -l kind -x -a 'a b' -d "},
		{"zsh", "'made=-[a report]::value:(true false text)'"},
		{"zsh", "'kind=[an option]:value:(a b)'"},
	};

	for (size_t i = 0; i < LENGTH(wants); i++) {
		struct out o = {0};

		shell_completion_find(str_from_c(wants[i][0]))->print(&o, rows, LENGTH(rows));
		assert_row(shows(&o, wants[i][1]), wants[i][1]);
		out_release(&o);
	}
}

/* What help says of filters is true of the table of options: which there are, and which ":" clears. */
TEST(help_on_filters_names_every_filter)
{
	struct arena a = {0};
	struct str text = str_from_c(topic_find(STR("filters"))->text), word, flat = STR("");

	while (str_word(&text, &word))
		flat = arena_fmt(&a, "%s%.*s ", flat.p, STR_ARG(word));
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (o->roles & ROLE_FILTER)
			assert_row(str_find(flat, arena_fmt(&a, "%s=", o->name), 0) < flat.n,
				o->name);
	word = arena_fmt(&a, ": clears %s.", config_role_names(&a, ROLE_CLEARED).p);
	assert_row(str_find(flat, word, 0) < flat.n, word.p);
	arena_release(&a);
}

/* A name of the command line means one thing. */
TEST(tables_share_no_name)
{
	for (const struct command *c = commands; c->name != NULL; c++) {
		assert_row(config_option(str_from_c(c->name)) == NULL, c->name);
		assert_row(config_choice(str_from_c(c->name)) == NULL, c->name);
	}
	for (const struct flag *f = flag_table; f->name != NULL; f++) {
		assert_row(config_option(str_from_c(f->name)) == NULL, f->name);
		assert_row(config_choice(str_from_c(f->name)) == NULL, f->name);
		assert_row(command_find(str_from_c(f->name)) == NULL, f->name);
	}
}

TEST(usage_lists_what_there_is)
{
	struct out usage = {0}, help = {0};

	help_usage(&usage);
	help_overview(&help);
	for (const struct command *c = commands; c->name != NULL; c++) {
		assert_row(shows(&usage, c->name), c->name);
		assert_row(shows(&help, c->name), c->name);
	}
	for (const struct option *o = config_options; o->name != NULL; o++) {
		assert_row(shows(&help, o->name), o->name);
		assert_row(shows(&usage, o->name), o->name);
	}
	for (const struct flag *f = flag_table; f->name != NULL; f++)
		assert_row(shows(&usage, f->name), f->name);
	out_release(&usage);
	out_release(&help);
}

TEST(options_list_shows_values_and_what_they_may_be)
{
	static const char *const lines[] = {
		"  nodecount                 = 5                    \n",
		"  sample_index              = cpu                  //: [samples | cpu]\n",
		"  sort                      = flat                 //: [cum | flat]\n",
		"  unit                      = minimum              \n",
		"  output                    = \"\"                   \n",
		"  granularity               = (default)            //: [addresses | binary | ",
	};
	struct out o = {0};
	struct line_scope scope;
	struct read r;

	open_console(&r);
	line(&r, "nodecount=5");
	scope = shell_scope(&r.s);
	help_options(&scope, &o);
	for (size_t i = 0; i < LENGTH(lines); i++)
		assert_row(shows(&o, lines[i]), lines[i]);
	out_release(&o);
	done(&r);
}

TEST(run_makes_a_report_again_and_again)
{
	static const char want[] = "      flat  flat%   sum%        cum   cum%\n"
				   "      30ns 75.00% 75.00%       30ns 75.00%  work\n"
				   "      10ns 25.00%   100%       40ns   100%  main\n";
	struct out o = {0};
	struct read r;

	open_console(&r);
	for (int i = 0; i < 3; i++) {
		out_clear(&o);
		assert_int_equal(line(&r, "top"), LINE_REPORT);
		if (!shell_make_report(&r.s, &r.q, &o, &r.err))
			fail_msg("%s", r.err.text);
		assert_true(str_ends((struct str){o.p, o.n}, STR(want)));
	}
	out_release(&o);
	done(&r);
}

TEST(run_says_which_types_have_samples)
{
	char notes[256] = "";
	struct out o = {0};
	struct read r;

	read_args(&r, "p.gz");
	FOLDED_LOAD(&r.s.life, &r.profile, "allocs/count free/count held/bytes", "main 3 0 0");
	r.s.store.profile = &r.profile;
	assert_int_equal(line(&r, "top"), LINE_REPORT);
	if (!shell_make_report(&r.s, &r.q, &o, &r.err))
		fail_msg("%s", r.err.text);
	rewind(r.notes);
	assert_non_null(fgets(notes, sizeof(notes), r.notes));
	assert_string_equal(notes, "no samples of held; there are samples of: allocs 3\n");
	out_release(&o);
	done(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(args_set_what_they_name),
		cmocka_unit_test(args_errors_name_the_flag),
		cmocka_unit_test(args_max_size_takes_units),
		cmocka_unit_test(args_help_and_version_need_no_profile),
		cmocka_unit_test(args_second_old_sample_flag_is_ignored_with_a_note),
		cmocka_unit_test(line_with_a_command_asks_for_a_report),
		cmocka_unit_test(line_options_of_a_command_do_not_persist),
		cmocka_unit_test(line_words_replace_the_filters_that_are_set),
		cmocka_unit_test(line_nodecount_that_is_set_is_obeyed),
		cmocka_unit_test(line_assignments_set_options),
		cmocka_unit_test(line_shortcuts_select_a_sample_type),
		cmocka_unit_test(line_colon_clears_the_filters),
		cmocka_unit_test(line_kinds),
		cmocka_unit_test(line_errors_say_what_is_wrong_and_change_nothing),
		cmocka_unit_test(console_starts_with_compact_labels),
		cmocka_unit_test(help_knows_every_row_of_the_tables),
		cmocka_unit_test(help_on_what_is_not_there_is_none),
		cmocka_unit_test(command_flag_takes_true_false_and_the_values_of_the_record),
		cmocka_unit_test(shell_completion_offers_the_values_of_a_report),
		cmocka_unit_test(help_on_filters_names_every_filter),
		cmocka_unit_test(tables_share_no_name),
		cmocka_unit_test(usage_lists_what_there_is),
		cmocka_unit_test(options_list_shows_values_and_what_they_may_be),
		cmocka_unit_test(run_makes_a_report_again_and_again),
		cmocka_unit_test(run_says_which_types_have_samples),
	};

	return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
