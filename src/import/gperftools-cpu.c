/*
 * gperftools-cpu.c: reads the CPU profiles of gperftools, of Go before 1.7 and of Java.
 *
 * In: words of 32 or 64 bits in either order of bytes: 0, 3, the kind (0 C++ or Go, 1 Java), the
 * period in microseconds, 0. Then for each stack its count, its length and its addresses; at the
 * end the stack 0, 1, 0, and behind it as text the memory map (for Java: what the addresses stand
 * for). Out: samples and their time.
 * The one thing to get wrong: addresses that are missing at the end of the file are 0, as in pprof,
 * and its end need not be marked.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/mem.h"
#include "import/reader.h"

enum { HEADER_WORDS = 5, KIND_JAVA = 1 };

struct words {
	const unsigned char *p, *end;
	unsigned size; /* of one, in bytes */
	bool big;      /* the most significant byte comes first */
	bool cut;      /* a word was not there; what is left is nothing */
};

static uint64_t take(struct words *w)
{
	uint64_t v = 0;

	if ((size_t)(w->end - w->p) < w->size) {
		w->cut = true;
		w->p = w->end;
		return 0;
	}
	for (unsigned i = 0; i < w->size; i++)
		v |= (uint64_t)w->p[i] << 8 * (w->big ? w->size - 1 - i : i);
	w->p += w->size;
	return v;
}

/* Reads the header in the first of the four ways in which it is one. */
static bool header(struct str text, struct words *w, uint64_t *kind, int64_t *period)
{
	static const struct {
		unsigned size;
		bool big;
	} ways[] = {{4, false}, {4, true}, {8, false}, {8, true}};

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		const unsigned char *p = (const unsigned char *)text.p;
		uint64_t v[HEADER_WORDS];

		*w = (struct words){p, p + text.n, ways[i].size, ways[i].big, false};
		for (int k = 0; k < HEADER_WORDS; k++)
			v[k] = take(w);
		*kind = v[2];
		*period = (int64_t)v[3];
		if (!w->cut && v[0] == 0 && v[1] == 3 && v[2] <= KIND_JAVA && v[3] > 0 && v[4] == 0)
			return true;
	}
	return false;
}

bool legacy_cpu_claims(struct str head)
{
	struct words w;
	uint64_t kind;
	int64_t period;

	return header(head, &w, &kind, &period);
}

/* Reads one stack. *end is true at the last. `adjust` is added to all addresses but the leaf's. */
static bool take_sample(struct legacy *l, struct words *w, int64_t adjust, bool *end,
	struct err *err)
{
	const unsigned char *begin = (const unsigned char *)l->text.p, *at = w->p;
	uint64_t count = take(w), n = take(w);
	int64_t values[2] = {(int64_t)count, legacy_product((int64_t)count, l->period)};

	if (w->cut || n > (uint64_t)(w->end - w->p) / 4)
		return err_set(err, "%s, byte %zu: a stack that is longer than the file",
			l->form->name, (size_t)(at - begin));
	for (uint64_t i = 0; i < n; i++) {
		uint64_t address = take(w);

		if (i == 0 && n == 1 && count == 0 && address == 0) {
			*end = true;
			return true;
		}
		legacy_add_frame(l, i == 0 ? address : address + (uint64_t)adjust);
	}
	return legacy_add_sample(l, values, err);
}

/* Takes the second frame from the leaf out of a stack. */
static void drop_second(struct legacy *l, struct legacy_sample *s)
{
	l->stack.p[s->stack + 1] = l->stack.p[s->stack];
	s->stack++;
	s->n_stack--;
}

/*
 * When nearly all stacks have the same second frame, it is that of the signal handler which took
 * them, and not of the program. There may be two of these.
 */
static void drop_handlers(struct legacy *l)
{
	size_t need = l->samples.n - l->samples.n / 32;

	for (int round = 0; round < 2; round++) {
		uint32_t *counts = mem_zeroed(l->locations.n, sizeof(*counts));
		uint32_t handler = UINT32_MAX;

		for (size_t i = 0; i < l->samples.n; i++) {
			const struct legacy_sample *s = &l->samples.p[i];

			if (s->n_stack > 1 && ++counts[l->stack.p[s->stack + 1]] >= need)
				handler = l->stack.p[s->stack + 1];
		}
		free(counts);
		for (size_t i = 0; i < l->samples.n; i++) {
			struct legacy_sample *s = &l->samples.p[i];

			if (s->n_stack > 1 && l->stack.p[s->stack + 1] == handler)
				drop_second(l, s);
		}
	}
}

enum legacy_result legacy_cpu_read(struct legacy *l, struct err *err)
{
	struct words w;
	uint64_t kind;
	int64_t period;
	bool end = false;

	if (!header(l->text, &w, &kind, &period))
		return LEGACY_NOT_MINE;
	legacy_add_type(l, STR("samples"), STR("count"));
	legacy_add_type(l, STR("cpu"), STR("nanoseconds"));
	legacy_period(l, STR("cpu"), STR("nanoseconds"), legacy_product(period, 1000));
	while (!end && w.p < w.end)
		if (!take_sample(l, &w, kind == KIND_JAVA ? 0 : -1, &end, err))
			return LEGACY_NOT_MINE;
	l->at = (size_t)((const char *)w.p - l->text.p);
	if (kind == KIND_JAVA)
		return legacy_java_locations(l, err);
	drop_handlers(l);
	l->twin_leaf = true;
	return legacy_maps_read(l, err);
}
