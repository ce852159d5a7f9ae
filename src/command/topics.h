/*
 * topics.h: what help says of more than one command: lines, keys, filters, regular expressions.
 */
#ifndef CPROF_COMMAND_TOPICS_H
#define CPROF_COMMAND_TOPICS_H

#include "base/str.h"

struct topic {
	const char *name;    /* of `help NAME` */
	const char *summary; /* one line, without a full stop */
	const char *text;    /* lines of 80 columns at most, each with its end */
};

/* In the order in which help lists them. A row with a NULL name ends it. */
extern const struct topic topics[];

/* The row with this name, or NULL. */
const struct topic *topic_find(struct str name);

#endif
