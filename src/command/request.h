/*
 * request.h: what the user asks for, by a flag or a line of the console.
 */
#ifndef CPROF_COMMAND_REQUEST_H
#define CPROF_COMMAND_REQUEST_H

#include "config/config.h"

struct command;
struct verb;

/* A report, a verb or an option to show. The texts belong to the caller. */
struct request {
	const struct command *command; /* the report; NULL: none */
	struct str regex;              /* the argument of commands that take one */
	struct str value;              /* of the command's flag: one of command->values, or empty */
	struct config config;          /* the options, with those that the words set */
	bool append;                   /* to config.output */
	bool is_count_default;         /* the user did not ask for config.nodecount */
	struct str pipe;               /* the shell command that reads the report; empty: none */

	const struct verb *verb; /* to be done instead of a report, or NULL */
	struct str words;        /* the text behind the verb */

	const struct option *option; /* to be shown instead of a report, or NULL */
};

#endif
