/*
 * internal.h: what the files of profile/ share and nobody else sees.
 */
#ifndef CPROF_PROFILE_INTERNAL_H
#define CPROF_PROFILE_INTERNAL_H

#include "base/input.h"
#include "profile/builder.h"

/* Inflates gzip members, or passes plain bytes on. */
struct gunzip;

/* *plain is what to read from; it stays valid until gunzip_close. */
struct gunzip *gunzip_open(struct input *in, const struct load_limits *limits);
struct input *gunzip_input(struct gunzip *g);
void gunzip_close(struct gunzip *g);

/* The bytes read so far, before inflating. May be asked while another thread reads. */
uint64_t gunzip_total_in(const struct gunzip *g);

/*
 * What a file that is no profile looks like, from its first bytes: "a gperftools heap profile
 * (text)"; NULL when nothing is recognized. `hint` says what to do about it, or is NULL.
 */
const char *sniff(struct str head, const char **hint);

/*
 * Applies drop_frames and keep_frames of p to it: the frames they match and all that these call
 * are cut from the stacks. Like pprof, expressions that do not compile are ignored;
 * one that takes too long is an error.
 */
bool prune_on_load(struct profile *p, struct err *err);

/* Checks the samples' and tables' ids and makes dense ones of them. */
bool check_and_link(struct builder *b, struct profile *p, struct err *err);

#endif
