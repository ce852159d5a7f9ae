/*
 * tables.c: prints the tables of options, flags and commands, for the check of the manual page; with the
 * argument "examples" the examples that help shows, for the test that runs them.
 *
 * One line each: what it is, its name, and whether something obeys it yet; or the name and the example.
 */
#include <stdio.h>

#include "command/commands.h"
#include "command/flags.h"
#include "command/verbs.h"
#include "config/config.h"

static void row(const char *what, const char *name, bool here)
{
	printf("%s %s %s\n", what, name, here ? "here" : "later");
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
	if (argc == 2 && strcmp(argv[1], "examples") == 0) {
		all_examples();
		return 0;
	}
	for (const struct option *o = config_options; o->name != NULL; o++)
		row("option", o->name, true);
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (config_flag_choice(str_from_c(c->name)) == c)
			row(c->flag ? "flag" : "option", c->name, true);
	for (const struct flag *f = flag_table; f->name != NULL; f++)
		row("flag", f->name, f->here);
	for (const struct command *c = commands; c->name != NULL; c++)
		row("command", c->name, true);
	for (const struct verb *v = verbs; v->name != NULL; v++)
		row("command", v->name, true);
	return 0;
}
