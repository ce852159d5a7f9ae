/*
 * internal.h: what the files of profile/ share and nobody else sees.
 */
#ifndef CPROF_PROFILE_INTERNAL_H
#define CPROF_PROFILE_INTERNAL_H

#include "base/input.h"
#include "profile/builder.h"
#include "profile/stream.h"

/* Inflates gzip members, or passes plain bytes on. */
struct gunzip;

/* Reads from `in`, which must outlive it. gunzip_input() is what to read; it is valid until gunzip_close. */
struct gunzip *gunzip_open(struct input *in, const struct load_limits *limits);
struct input *gunzip_input(struct gunzip *g);
void gunzip_close(struct gunzip *g);

/* The bytes read so far, before inflating. May be asked while another thread reads. */
uint64_t gunzip_total_in(const struct gunzip *g);

/*
 * Applies drop_frames and keep_frames of p to it: the frames they match and all that these call
 * are cut from the stacks. Like pprof, expressions that do not compile are ignored;
 * one that takes too long is an error.
 */
bool prune_on_load(struct profile *p, struct err *err);

/* Makes room for `need` ids in a column that grows; and makes a column of n ids wide. */
void loc_column_room(struct loc_column *c, size_t *cap, size_t need);
void loc_column_widen(struct loc_column *c, size_t *cap, size_t n);

/* Refuses stacks that inlined functions make longer than any program's. */
bool check_frames(const struct profile *p, struct err *err);

/* Makes stacks and frames that are borrowed p's own, because they are about to change. */
void profile_own_stacks(struct profile *p);

/* Checks the samples' and tables' ids and makes dense ones of them. */
bool check_and_link(struct builder *b, struct profile *p, struct err *err);

#endif
