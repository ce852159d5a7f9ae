/*
 * tables.c: Prints the tables of options, flags and commands, for the checks of the manual and of examples.
 *
 *	tables            a line for each entry, with tabs between: what it is, its name, its
 *	                  usage and its summary
 *	tables examples   a line for each example that help shows: the entry's name and the example
 */
#include <stdio.h>

#include "command/commands.h"
#include "command/flags.h"
#include "command/verbs.h"
#include "config/config.h"

static void row(const char *what, const char *name, struct str usage, const char *summary)
{
	printf("%s\t%s\t%s%.*s\t%s\n", what, name, name, STR_ARG(usage), summary);
}

/* Words that every report takes are explained once in the manual: only what stands before them counts. */
static struct str own_words(const struct command *c)
{
	struct str words = str_from_c(command_words(c));

	return str_sub(words, 0, str_find(words, STR(" ["), 0));
}

static void option_rows(struct arena *a)
{
	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str usage = STR("=value");

		if (config_domain(o) == DOMAIN_BOOL)
			usage = STR("");
		else if (config_domain(o) == DOMAIN_CHOICES)
			usage = arena_fmt(a, "=%s", config_choice_names(a, o, "|").p);
		row("option", o->name, usage, o->summary);
	}
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (config_flag_choice(str_from_c(c->name)) == c)
			row(c->flag ? "flag" : "option", c->name, STR(""), c->summary);
}

static void all_rows(void)
{
	struct arena a = {0};

	option_rows(&a);
	for (const struct flag *f = flag_table; f->name != NULL; f++)
		row("flag", f->name, f->kind == FLAG_BOOL ? STR("") : STR("=value"), f->summary);
	for (const struct command *c = commands; c->name != NULL; c++)
		row("command", c->name, own_words(c), c->summary);
	for (const struct verb *v = verbs; v->name != NULL; v++)
		row("command", v->name, str_from_c(v->words), v->summary);
	arena_release(&a);
}

static void examples(const char *name, const char *const *rows)
{
	for (int i = 0; i < EXAMPLES_MAX && rows[i] != NULL; i++)
		printf("%s %s\n", name, rows[i]);
}

static void all_examples(void)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		examples(o->name, o->examples);
	for (const struct command *c = commands; c->name != NULL; c++)
		examples(c->name, c->examples);
	for (const struct verb *v = verbs; v->name != NULL; v++)
		examples(v->name, v->examples);
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "examples") == 0)
		all_examples();
	else
		all_rows();
	return 0;
}
