/*
 * help.h: Prints help from the tables of commands, verbs, options, flags and topics.
 */
#ifndef CPROF_COMMAND_HELP_H
#define CPROF_COMMAND_HELP_H

#include "base/out.h"
#include "command/scope.h"

/* Print the usage of the command line, and the overview of the console. */
void help_usage(struct out *out);
void help_overview(struct out *out);

/* Prints help on a command, verb, option, choice, topic or flag. Returns false if nothing has this name. */
bool help_on(struct str name, struct out *out);

/* Prints all options, sorted, with their values and the values that they take. */
void help_options(const struct line_scope *s, struct out *out);

/* Prints one option with its value, its default and the values that it takes. */
void help_option(const struct line_scope *s, const struct option *o, struct out *out);

#endif
