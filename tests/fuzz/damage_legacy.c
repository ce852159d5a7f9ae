/*
 * damage_legacy.c: files of old formats, damaged.
 *
 * In: names of such files. Each is changed at random 10,000 times (with a fixed seed), as text and as
 * bytes; a part is taken from the others. Whatever comes of it either fails with a text or is a profile;
 * of some of these reports are made. Out: a line for each file; exit status 0, or a crash. That little
 * memory is used is checked at the end.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "damage.h"
#include "fuzz.h"
#include "read.h"

#define MAX_SIZE ((uint64_t)16 << 20)

enum {
	MUTATIONS = 10000,    /* of a file */
	REPORTS_EVERY = 40,   /* of what was tried, if it is a profile */
	BYTES_EVERY = 3,      /* of them are changed as bytes */
	LARGE_FILE = 1 << 20, /* is none of the small ones this is for */
};

static bool read_it(struct str bytes, const struct load_limits *limits, struct err *err)
{
	struct profile p = {0};
	struct arena a = {0};
	bool ok = fuzz_read(&a, bytes, limits, &p, err);

	arena_release(&a);
	return ok;
}

/* The same in a session, which makes some reports if it is a profile. */
static bool make_reports(struct str bytes, const struct load_limits *limits, struct err *err)
{
	static const char *const names[] = {"top", "traces", "raw", "proto", "tags", "dot"};
	struct fuzz_session f;
	bool ok;

	fuzz_open(&f, true);
	ok = fuzz_load_limited(&f.s, bytes, limits, err);
	for (size_t i = 0; ok && i < sizeof(names) / sizeof(names[0]); i++)
		fuzz_run(&f.s, command_find(str_from_c(names[i])), STR(""), false);
	fuzz_close(&f);
	return ok;
}

/* Reads a copy of the bytes, in a block of their exact size. */
static bool try_bytes(const struct bytes *b, struct dice *dice, bool reports)
{
	const struct load_limits limits = {
		.max_size = MAX_SIZE,
		.no_symbols = dice_below(dice, 8) == 0,
	};
	struct err err = {0};
	char *exact = mem_zeroed(b->n, 1);
	bool ok;

	if (b->n != 0)
		memcpy(exact, b->p, b->n);
	ok = reports ? make_reports((struct str){exact, b->n}, &limits, &err)
		     : read_it((struct str){exact, b->n}, &limits, &err);
	free(exact);
	return ok;
}

bool damage_file(const char *path, const char *other_path)
{
	struct dice dice = {20260202};
	struct bytes whole = {0}, other = {0}, work = {0};
	size_t n_valid = 0;
	bool ok = damage_read(path, LARGE_FILE, &whole) &&
		damage_read(other_path, LARGE_FILE, &other);

	if (ok && !try_bytes(&whole, &dice, true))
		fuzz_broken("an undamaged profile is valid", path);
	for (size_t i = 0; ok && i < MUTATIONS; i++) {
		bytes_set(&work, whole.p, whole.n);
		if (i % BYTES_EVERY == 0)
			mutate_bytes(&dice, &work);
		else
			mutate_text(&dice, &work, &other);
		n_valid += try_bytes(&work, &dice, i % REPORTS_EVERY == 0);
	}
	printf("%s: %s%d tried, %zu of them valid\n", path, ok ? "" : "cannot read; ",
		ok ? MUTATIONS : 0, n_valid);
	free(whole.p);
	free(other.p);
	free(work.p);
	return ok;
}
