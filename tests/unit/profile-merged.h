/*
 * profile-merged.h: what the tests of merging share: a few profiles, and what they come to.
 */
#ifndef CPROF_TESTS_UNIT_PROFILE_MERGED_H
#define CPROF_TESTS_UNIT_PROFILE_MERGED_H

#include "profile/merge.h"
#include "proto.h"

/* Zeroed, then a part at a time. For errors the first is "one.pb", then "two.pb" and so on. */
enum { PARTS_MAX = 4 };

struct merged {
	struct arena a;
	struct merge_plan plan;
	struct profile in[PARTS_MAX];
	uint32_t n;
	struct profile out;
};

extern const struct str part_names[PARTS_MAX];

/* Room for the next part; a macro for one of folded stacks, and a function for one of bytes. In
 * folded stacks places have addresses in the order in which they are named, so parts should name
 * equal ones in the same order; samples of zeros can see to that. */
struct profile *merged_part(struct merged *m);
#define PART(m, types, ...) FOLDED_LOAD(&(m)->a, merged_part(m), (types), __VA_ARGS__)
void merged_load(struct merged *m, struct out *bytes);

/* Plans them all. */
bool merged_plan(struct merged *m, struct err *err);

/* Merges them all into m->out. Fails the test when they do not fit. */
void merged_make(struct merged *m);

/* Releases it; it is zeroed then. */
void merged_release(struct merged *m);

/* They come to the profile of this text (folded_text). Releases it. */
void assert_merged(struct merged *m, const char *text);

#endif
