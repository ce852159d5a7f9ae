/*
 * fuzz_merge.c: three profiles of any bytes, merged and subtracted from each other.
 *
 * In: the length of the first profile and of the second, two bytes each, the lower one first; then the
 * three profiles, compressed or not. Those that do not load are left out.
 *
 * What is checked: a merged profile is one that can be written and read again, and merging it once
 * more changes nothing; values add up; twice a profile is each of its values doubled, and less itself
 * it is nothing; what fails says why and leaves nothing behind.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/wrap.h"
#include "profile/encode.h"
#include "profile/merge.h"
#include "read.h"

#define MAX_SIZE ((uint64_t)1 << 20)
#define MERGED_MAX_SIZE ((uint64_t)48 << 20)
enum { PARTS = 3, HEADER = 4 };

/* Values that a double holds, and so does the sum of all that there can be. */
#define SMALL ((int64_t)1 << 40)

struct parts {
	struct arena arena;
	struct profile p[PARTS];
	uint32_t n;
};

static bool load(struct arena *a, struct str bytes, uint64_t max_size, struct profile *p,
	struct err *err)
{
	return fuzz_read(a, bytes, &(struct load_limits){.max_size = max_size}, p, err);
}

static void load_parts(struct parts *parts, const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data + HEADER, size - HEADER};
	const size_t lengths[PARTS] = {data[0] | (size_t)data[1] << 8,
		data[2] | (size_t)data[3] << 8, rest.n};

	for (size_t i = 0; i < PARTS; i++) {
		struct err err = {0};

		if (rest.n != 0 &&
			load(&parts->arena, str_sub(rest, 0, lengths[i]), MAX_SIZE,
				&parts->p[parts->n], &err))
			parts->n++;
		rest = str_from(rest, lengths[i]);
	}
}

static int64_t sum_of(const struct profile *p, uint32_t type)
{
	int64_t sum = 0;

	for (size_t i = 0; i < p->n_samples; i++)
		sum = wrap_add(sum, profile_value(p, type, i));
	return sum;
}

static bool values_are_small(const struct profile *p)
{
	for (uint32_t t = 0; t < p->n_types; t++)
		for (size_t i = 0; i < p->n_samples; i++)
			if (profile_value(p, t, i) >= SMALL || profile_value(p, t, i) <= -SMALL)
				return false;
	return true;
}

static void check_same_bytes(const struct out *a, const struct out *b, const char *promise)
{
	char detail[64];

	if (a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0))
		return;
	snprintf(detail, sizeof(detail), "%zu and %zu bytes", a->n, b->n);
	fuzz_broken(promise, detail);
}

/* No sample is all zeros, with `whole` on both sides, and what is written is read as the same again. */
static void check_profile(const struct profile *p, bool whole)
{
	struct arena a = {0};
	struct out once = {0}, again = {0};
	struct profile read = {0};
	struct err err = {0};

	for (size_t i = 0; i < p->n_samples; i++) {
		bool any = false;

		for (uint32_t t = 0; t < p->n_types; t++)
			any |= profile_value(p, t, i) != 0 ||
				(whole && profile_before(p, t, i) != 0);
		if (!any)
			fuzz_broken("samples of zeros are left out", "there is one");
	}
	profile_encode(p, &once);
	/* Together, stacks of many inlined functions may be more than one profile may have. */
	if (load(&a, (struct str){once.p, once.n}, MERGED_MAX_SIZE, &read, &err)) {
		profile_encode(&read, &again);
		check_same_bytes(&once, &again, "a merged profile can be read again");
	} else if (strstr(err.text, "inlined functions") == NULL)
		fuzz_broken("a merged profile can be read again", err.text);
	out_release(&once);
	out_release(&again);
	arena_release(&a);
}

/* Merges them; false when they do not fit together. */
static bool merge(struct arena *a, const struct profile *const *p, uint32_t n, struct profile *out)
{
	struct merge_plan plan = {.arena = a};
	const struct merge_change none = {0};
	struct merger *m = NULL;
	struct draft made;
	struct err err = {0};
	bool ok = true;

	for (uint32_t i = 0; ok && i < n; i++)
		ok = merge_plan_add(&plan, STR("part"), p[i], &err);
	ok = ok && merge_plan_check(&plan, &err);
	if (ok)
		m = merger_new(a, &plan);
	for (uint32_t i = 0; ok && i < n; i++)
		ok = merger_add(m, p[i], &none, &err);
	ok = ok && merger_finish(m, &made, &err);
	merger_free(m);
	fuzz_check_err(ok, &err);
	if (ok) {
		*out = *draft_freeze(&made);
		check_profile(out, false);
	}
	return ok;
}

/* Where no unit changes, the sums are those of the parts. */
static void check_sums(const struct profile *const *p, uint32_t n, const struct profile *all)
{
	int64_t sums[TYPES_MAX] = {0};

	for (uint32_t i = 0; i < n; i++) {
		for (uint32_t t = 0; t < all->n_types; t++) {
			uint32_t k = 0;

			while (k < p[i]->n_types &&
				!str_eq(profile_str(p[i], p[i]->types[k].type),
					profile_str(all, all->types[t].type)))
				k++;
			if (k == p[i]->n_types)
				fuzz_broken("a type that is left is in all", "it is not");
			if (!str_eq(profile_str(p[i], p[i]->types[k].unit),
				    profile_str(all, all->types[t].unit)))
				return;
			sums[t] = wrap_add(sums[t], sum_of(p[i], k));
		}
	}
	for (uint32_t t = 0; t < all->n_types; t++)
		if (sum_of(all, t) != sums[t])
			fuzz_broken("values add up", "they do not");
}

/* A profile merged with itself is twice what it is merged alone. */
static void check_twice(struct arena *a, const struct profile *p)
{
	const struct profile *const both[] = {p, p};
	struct profile one = {0}, two = {0}, again = {0};
	const struct profile *of_one = &one;
	struct out bytes = {0}, bytes_again = {0};

	if (!merge(a, both, 1, &one) || !merge(a, both, 2, &two) || !merge(a, &of_one, 1, &again))
		fuzz_broken("a profile fits itself", "it does not");
	check_sums(both, 1, &one);
	check_sums(both, 2, &two);
	profile_encode(&one, &bytes);
	profile_encode(&again, &bytes_again);
	check_same_bytes(&bytes, &bytes_again, "merging what was merged changes nothing");
	if (values_are_small(&one)) {
		if (one.n_samples != two.n_samples)
			fuzz_broken("twice a profile has as many samples", "others");
		for (uint32_t t = 0; t < one.n_types; t++)
			for (size_t i = 0; i < one.n_samples; i++)
				if (profile_value(&two, t, i) != 2 * profile_value(&one, t, i))
					fuzz_broken("twice a profile has its values twice",
						"others");
	}
	out_release(&bytes);
	out_release(&bytes_again);
}

enum { MARKED = 1, NORMALIZE = 2, WHOLE = 4, WAYS = 8 };

static int64_t before_of(const struct profile *p, uint32_t type)
{
	int64_t sum = 0;

	for (size_t i = 0; i < p->n_samples; i++)
		sum = wrap_add(sum, profile_before(p, type, i));
	return sum;
}

static void check_less(struct arena *a, const struct profile *p, const struct profile *base)
{
	for (unsigned way = 0; way < WAYS; way++) {
		struct subtract how = {way & MARKED, way & NORMALIZE, way & WHOLE, STR("one"),
			STR("base")};
		struct draft made = {0};
		struct profile out;
		struct err err = {0};
		bool ok = profile_subtract(a, p, base, &how, &made, &err);

		fuzz_check_err(ok, &err);
		out = ok ? *draft_freeze(&made) : made.p;
		if (!ok && (out.n_samples != 0 || out.values != NULL))
			fuzz_broken("a failure leaves nothing behind", "samples");
		if (ok)
			check_profile(&out, way & WHOLE);
		if (ok && p == base && values_are_small(p)) {
			for (uint32_t t = 0; t < out.n_types; t++)
				if (sum_of(&out, t) != 0 && !(way & NORMALIZE))
					fuzz_broken("less itself it is nothing", "a sum");
			for (uint32_t t = 0; t < out.n_types && way & WHOLE; t++)
				if (before_of(&out, t) != sum_of(p, t))
					fuzz_broken("before is what the base had", "another sum");
			if (way == 0 && out.n_samples != 0)
				fuzz_broken("less itself it is nothing", "samples");
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct parts parts = {0};
	const struct profile *const p[PARTS] = {&parts.p[0], &parts.p[1], &parts.p[2]};
	struct profile all = {0};

	if (size < HEADER)
		return 0;
	load_parts(&parts, data, size);
	assert(parts.n <= PARTS);
	if (parts.n != 0) {
		if (merge(&parts.arena, p, parts.n, &all))
			check_sums(p, parts.n, &all);
		check_twice(&parts.arena, p[0]);
		check_less(&parts.arena, p[0], p[0]);
	}
	if (parts.n > 1)
		check_less(&parts.arena, p[0], p[1]);
	arena_release(&parts.arena);
	return 0;
}
