/*
 * topics.h: Help texts that concern more than one command: lines, filters, regular expressions, keys.
 */
#ifndef CPROF_COMMAND_TOPICS_H
#define CPROF_COMMAND_TOPICS_H

#include "base/str.h"

struct topic {
	const char *name;    /* the word behind `help` */
	const char *summary; /* one line, without a full stop */
	const char *text;    /* lines of at most 80 columns, each ended by a newline */
};

/* The topics, in the order in which help lists them. A row with a NULL name ends the table. */
extern const struct topic topics[];

/* Returns the topic with this name, or NULL. */
const struct topic *topic_find(struct str name);

#endif
