/*
 * read.c: reads profiles, and checks that what is written of them can be read.
 */
#include "read.h"

#include <stdio.h>
#include <string.h>

#include "base/input.h"
#include "profile/encode.h"

bool fuzz_read(struct arena *a, struct str bytes, const struct load_limits *limits,
	struct profile *p, struct err *err)
{
	struct input_mem in;
	struct builder b;
	struct draft d;
	bool ok;

	input_mem_init(&in, bytes);
	builder_init(&b, a);
	ok = import_profile(&b, &in.in, limits, err) && builder_finish(&b, &d, err);
	builder_release(&b);
	if (ok)
		*p = *draft_freeze(&d);
	fuzz_check_err(ok, err);
	return ok;
}

/* Writes the profile, and reads what was written into another. */
static void write_and_read(struct arena *a, const struct profile *p, struct out *bytes,
	struct profile *read)
{
	const struct load_limits limits = {.max_size = (uint64_t)1 << 30, .all_frames = true};
	struct err err = {0};

	profile_encode(p, bytes);
	if (!fuzz_read(a, (struct str){bytes->p, bytes->n}, &limits, read, &err))
		fuzz_broken("a profile that was written can be read", err.text);
}

void fuzz_check_written(const struct profile *p)
{
	struct out first = {0}, second = {0}, third = {0};
	struct profile once = {0}, twice = {0};
	struct arena a = {0};
	char detail[64];

	/* The first time what cannot be told from nothing is lost (see profile/encode.h). */
	write_and_read(&a, p, &first, &once);
	write_and_read(&a, &once, &second, &twice);
	profile_encode(&twice, &third);
	snprintf(detail, sizeof(detail), "%zu and %zu bytes", second.n, third.n);
	if (second.n != third.n || (second.n != 0 && memcmp(second.p, third.p, second.n) != 0))
		fuzz_broken("what was written and read is written as the same", detail);
	out_release(&first);
	out_release(&second);
	out_release(&third);
	arena_release(&a);
}
