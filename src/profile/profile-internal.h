/*
 * profile-internal.h: what the files of profile/ share and nobody else sees.
 */
#ifndef CPROF_PROFILE_PROFILE_INTERNAL_H
#define CPROF_PROFILE_PROFILE_INTERNAL_H

#include "base/input.h"
#include "profile/builder.h"
#include "profile/stream.h"

/* Inflates a compressed file, or passes plain bytes on. */
struct inflate;
struct inflate_format;

/*
 * Reads from `in`, which must outlive it. `by` is the format of inflate.h whose library inflates
 * files of that format; NULL: the first there is. inflate_input() is what to read; it is valid
 * until inflate_close, which takes NULL.
 */
struct inflate *inflate_open(struct input *in, const struct load_limits *limits,
	const struct inflate_format *by);
struct input *inflate_input(struct inflate *f);
void inflate_close(struct inflate *f);

/* The bytes read so far, before inflating. May be asked while another thread reads. */
uint64_t inflate_total_in(const struct inflate *f);

/* A zeroed table of n rows in the draft's arena; and one that begins with a copy of n rows of another. */
void *draft_table(struct draft *d, size_t n, size_t size) __attribute__((returns_nonnull));
void *draft_extend(struct draft *d, const void *from, size_t n, size_t more, size_t size)
	__attribute__((returns_nonnull));

/* Refuses stacks that inlined functions make longer than any program's. */
bool check_frames(const struct profile *p, struct err *err);

/*
 * Checks the samples' and tables' ids and makes dense ones of them. What the draft gets is the builder's no
 * more. When it fails, the draft is to be released all the same.
 */
bool check_and_link(struct builder *b, struct draft *d, struct err *err);

#endif
