/*
 * gperftools-cpu.c: reads the CPU profiles of gperftools, of Go before 1.7 and of Java.
 *
 * The file is words of 32 or 64 bits in either byte order: 0, 3, the kind (0 C++ or Go, 1 Java),
 * the period in microseconds, 0. Then each stack: its count, its length, its addresses. The stack
 * 0, 1, 0 ends them. Text follows: the memory map, or, for Java, the names of the addresses.
 * Note: as in pprof, addresses that are missing at the end of the file are 0, and the last stack
 * may be missing.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "import/memory-map.h"
#include "import/reader.h"

enum { HEADER_WORDS = 5, KIND_JAVA = 1 };

struct words {
	const unsigned char *p, *end;
	unsigned size; /* of one, in bytes */
	bool big;      /* the most significant byte comes first */
	bool cut;      /* a word was missing; nothing is left */
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

/* Reads the header in the first of the four layouts in which it is valid. */
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

bool import_cpu_claims(struct str head)
{
	struct words w;
	uint64_t kind;
	int64_t period;

	return header(head, &w, &kind, &period);
}

/* Reads one stack; sets *end at the last one. Adds `adjust` to all addresses but the leaf's. */
static bool take_sample(struct import *im, struct words *w, int64_t adjust, bool *end,
	struct err *err)
{
	const unsigned char *begin = (const unsigned char *)im->text.p, *at = w->p;
	uint64_t count = take(w), n = take(w);
	int64_t values[2] = {(int64_t)count, wrap_mul((int64_t)count, im->period)};

	if (w->cut || n > (uint64_t)(w->end - w->p) / 4)
		return err_set(err, "%s, byte %zu: a stack that is longer than the file",
			im->format->name, (size_t)(at - begin));
	for (uint64_t i = 0; i < n; i++) {
		uint64_t address = take(w);

		if (i == 0 && n == 1 && count == 0 && address == 0) {
			*end = true;
			return true;
		}
		import_add_frame(im, i == 0 ? address : address + (uint64_t)adjust);
	}
	return import_add_sample(im, values, err);
}

/* Removes the second frame, counted from the leaf. */
static void drop_second(struct import *im, struct import_sample *s)
{
	im->stack.p[s->stack + 1] = im->stack.p[s->stack];
	s->stack++;
	s->n_stack--;
}

/*
 * Removes the frames of the signal handler. When nearly all stacks have the same second frame, it
 * is that of the handler that recorded them, not the program's. There may be two such frames.
 */
static void drop_handlers(struct import *im)
{
	size_t need = im->samples.n - im->samples.n / 32;

	for (int round = 0; round < 2; round++) {
		uint32_t *counts = mem_zeroed(im->locations.n, sizeof(*counts));
		uint32_t handler = UINT32_MAX;

		for (size_t i = 0; i < im->samples.n; i++) {
			const struct import_sample *s = &im->samples.p[i];

			if (s->n_stack > 1 && ++counts[im->stack.p[s->stack + 1]] >= need)
				handler = im->stack.p[s->stack + 1];
		}
		free(counts);
		for (size_t i = 0; i < im->samples.n; i++) {
			struct import_sample *s = &im->samples.p[i];

			if (s->n_stack > 1 && im->stack.p[s->stack + 1] == handler)
				drop_second(im, s);
		}
	}
}

enum import_result import_cpu_read(struct import *im, struct err *err)
{
	struct words w;
	uint64_t kind;
	int64_t period;
	bool end = false;

	if (!header(im->text, &w, &kind, &period))
		return IMPORT_NOT_MINE;
	import_add_type(im, STR("samples"), STR("count"));
	import_add_type(im, STR("cpu"), STR("nanoseconds"));
	import_period(im, STR("cpu"), STR("nanoseconds"), wrap_mul(period, 1000));
	while (!end && w.p < w.end)
		if (!take_sample(im, &w, kind == KIND_JAVA ? 0 : -1, &end, err))
			return IMPORT_NOT_MINE;
	im->at = (size_t)((const char *)w.p - im->text.p);
	if (kind == KIND_JAVA)
		return import_java_locations(im, err);
	drop_handlers(im);
	im->twin_leaf = true;
	return import_memory_map_read(im, err);
}
