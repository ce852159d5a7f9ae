/*
 * help.h: the program's words about itself, made from the tables of commands, verbs, options, flags and topics.
 */
#ifndef CPROF_COMMAND_HELP_H
#define CPROF_COMMAND_HELP_H

#include "base/out.h"
#include "command/scope.h"

/* The usage of the command line, and the overview of the console. */
void help_usage(struct out *out);
void help_overview(struct out *out);

/* Help on a command, verb, option, choice, topic or flag. False: there is none of this name. */
bool help_on(struct str name, struct out *out);

/* All options with their values and what they may be. */
void help_options(const struct line_scope *s, struct out *out);

/* One option with its value, its default and what it may be. */
void help_option(const struct line_scope *s, const struct option *o, struct out *out);

#endif
