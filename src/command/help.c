/*
 * help.c: Prints help from the tables of commands, verbs, options, flags and topics.
 */
#include "command/help.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "command/commands.h"
#include "command/flags.h"
#include "command/topics.h"
#include "command/verbs.h"

enum { WIDTH = 80, SUMMARY = 24 }; /* columns of a line, and those in front of a summary */

/* Writes a text of ours in lines of WIDTH columns. The first begins at column `at`, others at `indent`. */
static void fill(struct out *o, struct str text, size_t at, size_t indent)
{
	struct str word;
	bool first = true;

	while (str_word(&text, &word)) {
		if (!first && at + 1 + word.n > WIDTH) {
			out_lit(o, "\n");
			out_fill(o, ' ', indent);
			at = indent;
		} else if (!first) {
			out_lit(o, " ");
			at++;
		}
		out_bytes(o, word.p, word.n);
		at += word.n;
		first = false;
	}
	out_lit(o, "\n");
}

static void paragraph(struct out *o, struct str text)
{
	fill(o, text, 0, 0);
}

/* Writes a summary as a sentence: with a capital letter and a full stop. */
static void sentence(struct out *o, const char *text)
{
	struct arena scratch = {0};
	char first = text[0];

	if (ascii_is_lower(first))
		first = (char)(first - 'a' + 'A');
	paragraph(o, arena_fmt(&scratch, "%c%s.", first, text + 1));
	arena_release(&scratch);
}

static void row(struct out *o, const char *dash, const char *name, const char *summary)
{
	out_lit(o, "  ");
	out_lit(o, dash);
	out_pad(o, str_from_c(name), dash[0] ? -20 : -21);
	out_lit(o, " ");
	fill(o, str_from_c(summary), SUMMARY, SUMMARY);
}

static void command_rows(struct out *o, const char *dash)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		row(o, dash, c->name, c->summary);
}

static void option_rows(struct out *o, const char *dash)
{
	for (const struct option *opt = config_options; opt->name != NULL; opt++)
		if (opt->kind != OPTION_CHOICE)
			row(o, dash, opt->name, opt->summary);
	for (const struct option *opt = config_options; opt->name != NULL; opt++) {
		if (opt->kind != OPTION_CHOICE)
			continue;
		out_fmt(o, "\n%s: %s\n", opt->name, opt->summary);
		for (const struct choice *c = config_choices; c->name != NULL; c++)
			if (strcmp(c->option, opt->name) == 0)
				row(o, dash, c->name, c->summary);
	}
}

/* The first lines of the usage: what most users look for. */
static const char beginning[] =
	"usage: cprof [FLAG ...] [BINARY] FILE ...\n"
	"       cprof [FLAG ...] URL ...\n"
	"\n"
	"Reads profiles in profile.proto format and in others that the manual lists.\n"
	"Several are read as one. BINARY is the program that was profiled; it is needed\n"
	"where the profile has addresses alone.\n"
	"\n"
	"  cprof FILE                 the console: top, list NAME, peek NAME, web, help\n"
	"  cprof -top FILE            the functions that took the most; -cum sorts by cum\n"
	"  cprof -list=NAME FILE      source lines of functions with their weight\n"
	"  cprof -peek=NAME FILE      what calls functions, and what they call\n"
	"  cprof -web FILE            the call graph in a browser; -svg, -png for a file\n"
	"  cprof -diff_base=OLD NEW   what has changed\n"
	"  cprof -seconds=5 http://localhost:6060/debug/pprof/profile\n"
	"\n"
	"cprof -help NAME says more of a report, option or flag, or of syntax, filters,\n"
	"regexp and keys.\n";

void help_usage(struct out *o)
{
	struct arena scratch = {0};

	out_lit(o, beginning);
	out_lit(o, "\nReports (one at most):\n");
	command_rows(o, "-");
	out_lit(o, "\nOptions:\n");
	option_rows(o, "-");
	out_lit(o, "\nOther flags:\n");
	for (const struct flag *f = flag_table; f->name != NULL; f++)
		row(o, "-", f->name, f->summary);
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (c->flag)
			row(o, "-", c->name,
				arena_fmt(&scratch, "same as -%s=%s", c->option, c->name).p);
	out_lit(o, "\nFlags take one dash or two, and a value as -name=value or -name value.\n");
	arena_release(&scratch);
}

void help_overview(struct out *o)
{
	static const char *const first[] = {"top", "list", "peek", "web", NULL};

	out_lit(o, "Begin with these:\n");
	for (const char *const *name = first; *name != NULL; name++)
		row(o, "", *name, command_find(str_from_c(*name))->summary);
	out_lit(o, "\nhelp NAME says more of a command or option, or of one of these:\n");
	for (const struct topic *t = topics; t->name != NULL; t++)
		row(o, "", t->name, t->summary);
	out_lit(o, "\nReports:\n");
	command_rows(o, "");
	out_lit(o, "\nBesides reports:\n");
	for (const struct verb *v = verbs; v->name != NULL; v++)
		row(o, "", v->name, v->summary);
	out_lit(o, "\nOptions, set with NAME=VALUE:\n");
	option_rows(o, "");
	out_lit(o, "\nA sample type's name selects it; : clears the filters.\n");
}

/* Writes the examples, and the names to read next unless `see` is NULL. */
static void example_rows(struct out *o, const char *const *examples, const char *see)
{
	for (int i = 0; i < EXAMPLES_MAX && examples[i] != NULL; i++)
		out_fmt(o, "%s    %s\n", i == 0 ? "\n" : "", examples[i]);
	if (see == NULL)
		return;
	out_lit(o, "\nSee also: ");
	fill(o, str_from_c(see), strlen("See also: "), strlen("See also: "));
}

/* Writes how many entries a command shows by default. */
static void count_help(struct out *o, const struct command *c)
{
	struct arena scratch = {0};

	if (c->args == ARGS_NONE || c->args == ARGS_REGEX || (c->flags & COMMAND_COUNTS_ELSE) ||
		c->flags & COMMAND_UNTRIMMED)
		return;
	if (c->nodes == c->console_nodes)
		paragraph(o,
			arena_fmt(&scratch,
				"It shows at most %d entries, unless a number or nodecount says otherwise.",
				c->nodes));
	else
		paragraph(o,
			arena_fmt(&scratch,
				"In the console it shows %d entries, unless a number or nodecount says otherwise; "
				"as a flag, all.",
				c->console_nodes));
	arena_release(&scratch);
}

/* Writes which values the command's flag takes besides true and false. */
static void values_help(struct out *o, const struct command *c)
{
	struct arena scratch = {0};

	if (c->values != NULL)
		paragraph(o,
			arena_fmt(&scratch, "As a flag, -%s=VALUE, it takes %s.", c->name,
				c->values));
	arena_release(&scratch);
}

static void command_help(struct out *o, const struct command *c)
{
	out_lit(o, c->name);
	out_lit(o, command_words(c));
	out_fmt(o, "\n");
	sentence(o, c->summary);
	if (c->detail != NULL)
		paragraph(o, str_from_c(c->detail));
	count_help(o, c);
	values_help(o, c);
	example_rows(o, c->examples, c->see);
}

static void verb_help(struct out *o, const struct verb *v)
{
	out_lit(o, v->name);
	out_lit(o, v->words);
	out_lit(o, "\n");
	sentence(o, v->summary);
	example_rows(o, v->examples, v->see);
}

static void option_help(struct out *o, const struct option *opt)
{
	struct arena scratch = {0};
	struct str names = config_choice_names(&scratch, opt, ", ");

	out_lit(o, opt->name);
	out_lit(o, opt->kind == OPTION_BOOL ? "=true|false\n" : "=VALUE\n");
	sentence(o, opt->summary);
	if (names.n != 0)
		paragraph(o, arena_fmt(&scratch, "VALUE is one of %s.", names.p));
	if (opt->detail != NULL)
		paragraph(o, str_from_c(opt->detail));
	out_fmt(o, "Default: %s\n", opt->def[0] != '\0' ? opt->def : "empty");
	example_rows(o, opt->examples, opt->see);
	arena_release(&scratch);
}

static void choice_help(struct out *o, const struct choice *c)
{
	struct arena scratch = {0};
	const char *const examples[EXAMPLES_MAX] = {c->name,
		arena_fmt(&scratch, "top -%s", c->name).p};

	out_fmt(o, "%s%s, or %s=%s\n", c->flag ? "-" : "", c->name, c->option, c->name);
	sentence(o, c->summary);
	if (c->flag)
		out_lit(o, "A flag of the command line.\n");
	else
		example_rows(o, examples, c->option);
	arena_release(&scratch);
}

static void flag_help(struct out *o, const struct flag *f)
{
	out_fmt(o, "-%s%s\n", f->name, f->kind == FLAG_BOOL ? "" : "=VALUE");
	sentence(o, f->summary);
	out_lit(o, "A flag of the command line.\n");
}

bool help_on(struct str name, struct out *o)
{
	const struct command *command;
	const struct option *option;
	const struct choice *choice;
	const struct verb *verb;
	const struct topic *topic;
	const struct flag *flag;

	while (str_starts(name, STR("-"))) /* as the command line has it */
		name = str_from(name, 1);
	command = command_find(name);
	option = config_option(name);
	choice = config_flag_choice(name);
	verb = verb_find(name);
	topic = topic_find(name);
	flag = flag_find(name);
	if (verb != NULL)
		verb_help(o, verb);
	else if (command != NULL)
		command_help(o, command);
	else if (option != NULL)
		option_help(o, option);
	else if (choice != NULL)
		choice_help(o, choice);
	else if (topic != NULL)
		out_lit(o, topic->text);
	else if (flag != NULL)
		flag_help(o, flag);
	else
		return false;
	return true;
}

/* Returns the comment behind an option's value: the values that it takes. */
static struct str option_comment(const struct line_scope *s, const struct option *o,
	struct str value)
{
	struct arena *a = s->arena;
	struct str list = STR("");

	if (config_domain(o) == DOMAIN_CHOICES)
		return arena_fmt(a, "//: [%s]", config_choice_names(a, o, " | ").p);
	if (config_domain(o) == DOMAIN_SAMPLE_TYPE) {
		for (uint32_t i = 0; i < s->profile->n_types; i++) {
			struct str parts[2] = {list,
				profile_str(s->profile, s->profile->types[i].type)};

			list = arena_join(a, parts, 2, STR(" | "));
		}
		return arena_fmt(a, "//: [%s]", list.p);
	}
	if (o->kind == OPTION_INT && str_eq(value, STR("-1")))
		return STR("//: default");
	return STR("");
}

/* Returns the value as the list of options shows it. */
static struct str option_value(const struct line_scope *s, const struct option *o)
{
	struct str value = config_get(s->arena, s->config, o);

	if (value.n != 0)
		return value;
	if (o->kind == OPTION_CHOICE)
		return STR("(default)");
	if (config_domain(o) == DOMAIN_SAMPLE_TYPE) {
		uint32_t index;
		struct err ignored;

		if (profile_type_index(s->profile, value, &index, &ignored))
			return profile_str(s->profile, s->profile->types[index].type);
	}
	return STR("\"\"");
}

void help_option(const struct line_scope *s, const struct option *o, struct out *out)
{
	struct str value = option_value(s, o), comment = option_comment(s, o, value);

	out_lit(out, o->name);
	out_lit(out, " = ");
	out_str(out, value);
	out_lit(out, " //: default ");
	out_lit(out, o->def[0] != '\0' ? o->def : "\"\"");
	if (str_starts(comment, STR("//: [")))
		out_str(out, str_from(comment, 3));
	out_lit(out, "\n");
}

static int by_name(const void *a, const void *b)
{
	const struct option *const *l = a, *const *r = b;

	return strcmp((*l)->name, (*r)->name);
}

void help_options(const struct line_scope *s, struct out *out)
{
	const struct option *rows[N_OPTIONS];
	size_t n = 0;

	for (const struct option *o = config_options; o->name != NULL; o++)
		rows[n++] = o;
	qsort(rows, n, sizeof(rows[0]), by_name);
	out->terminal = true;
	for (size_t i = 0; i < n; i++) {
		struct str value = option_value(s, rows[i]);

		out_lit(out, "  ");
		out_pad(out, str_from_c(rows[i]->name), -25);
		out_lit(out, " = ");
		out_pad(out, value, -20);
		out_lit(out, " ");
		out_str(out, option_comment(s, rows[i], value));
		out_lit(out, "\n");
	}
}
