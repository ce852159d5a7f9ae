/*
 * v8-profile.c: makes samples of a CPU profile of V8.
 *
 * As in Chrome's DevTools, a sample lasts until the next one, and the time before the first counts for nothing.
 * Samples are sorted by their time, because V8 may give them in another order. (root) is no frame, unless it ran
 * itself; (program), (idle) and (garbage collector) are.
 */
#include "import/v8-profile.h"

#include <stdlib.h>

#include "base/wrap.h"

enum { NANOS = 1000, VALUES = 2 };

/* Values. */

void v8_add_types(struct import *im)
{
	import_add_type(im, STR("samples"), STR("count"));
	import_add_type(im, STR("cpu"), STR("nanoseconds"));
}

int64_t v8_duration(const struct v8_profile *p)
{
	int64_t length = 0;

	if (p->end <= p->start || __builtin_sub_overflow(p->end, p->start, &length) ||
		__builtin_mul_overflow(length, NANOS, &length))
		return 0;
	return length;
}

/* What a node itself took, or one line of it. */
struct v8_sum {
	uint32_t node, line;
	int64_t values[VALUES];
};

struct v8_sums {
	struct import *im;
	struct v8_profile *p;
	const struct v8_label *labels;
	size_t n_labels;
	VEC(struct v8_sum) rows;
	uint32_t *without_line; /* by node: 1 + its row without a line; 0: none */
	struct map by_place;    /* node and line -> 1 + row */
	uint64_t unknown;       /* samples of nodes that are not there */
};

static struct v8_sum *sum_of(struct v8_sums *s, uint32_t node, uint32_t line)
{
	uint64_t key = (uint64_t)node << 32 | line;
	uint32_t row = line != 0 ? map_get(&s->by_place, key) : s->without_line[node];

	if (row != 0)
		return &s->rows.p[row - 1];
	*vec_add(&s->rows) = (struct v8_sum){.node = node, .line = line};
	row = (uint32_t)s->rows.n;
	if (line != 0)
		map_put(&s->by_place, key, row);
	else
		s->without_line[node] = row;
	return &s->rows.p[row - 1];
}

/* So many of all parts of a value. */
static int64_t part_of(int64_t value, int64_t parts, int64_t all)
{
	return (int64_t)((__int128)value * parts / all);
}

/* A sample's time, and its place in the file. */
struct v8_moment {
	int64_t time;
	uint32_t sample;
};

static int compare_moments(const void *a, const void *b)
{
	const struct v8_moment *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->sample < y->sample ? -1 : x->sample > y->sample;
}

/* Makes times points in time, and says whether they rise. Without any, samples are spread evenly. */
static bool make_points(struct v8_profile *p)
{
	bool even = p->times.n == 0, rise = true;
	int64_t now = p->start, length = v8_duration(p) / NANOS;

	if (even)
		vec_zeroed(&p->times, p->samples.n);
	for (size_t i = 0; i < p->times.n; i++) {
		int64_t *time = &p->times.p[i];

		if (even)
			*time = wrap_add(p->start,
				part_of(length, (int64_t)i, (int64_t)p->times.n));
		else if (!p->at_times)
			*time = now = wrap_add(now, *time);
		rise &= i == 0 || time[-1] <= *time;
	}
	p->at_times = true;
	return rise;
}

/* Sorts samples with their lines by time. */
static void sort_samples(struct v8_profile *p)
{
	size_t n = p->samples.n;
	struct v8_moment *m = mem_zeroed(n, sizeof(*m));
	uint32_t *old = mem_zeroed(n, sizeof(*old)), *lines = mem_zeroed(n, sizeof(*lines));

	for (size_t i = 0; i < n; i++) {
		m[i] = (struct v8_moment){p->times.p[i], (uint32_t)i};
		old[i] = p->samples.p[i];
		lines[i] = i < p->lines.n ? p->lines.p[i] : 0;
	}
	qsort(m, n, sizeof(*m), compare_moments);
	vec_zeroed(&p->lines, n);
	for (size_t i = 0; i < n; i++) {
		p->times.p[i] = m[i].time;
		p->samples.p[i] = old[m[i].sample];
		p->lines.p[i] = lines[m[i].sample];
	}
	free(m);
	free(old);
	free(lines);
}

/* How long the last sample lasts: until the end, or as long as the others do. */
static int64_t last_length(const struct v8_profile *p)
{
	size_t n = p->samples.n;
	int64_t last = p->times.p[n - 1];

	if (p->end >= last)
		return wrap_add(p->end, wrap_mul(last, -1));
	return n > 1 ? wrap_add(last, wrap_mul(p->times.p[0], -1)) / (int64_t)(n - 1) : 0;
}

static void sum_samples(struct v8_sums *s)
{
	struct v8_profile *p = s->p;
	size_t n = p->samples.n;

	if (!make_points(p))
		sort_samples(p);
	for (size_t i = 0; i < n; i++) {
		uint32_t line = i < p->lines.n ? p->lines.p[i] : 0;
		struct v8_sum *sum = sum_of(s, p->samples.p[i], line);
		int64_t length = i + 1 < n
			? wrap_add(p->times.p[i + 1], wrap_mul(p->times.p[i], -1))
			: last_length(p);

		sum->values[0]++;
		sum->values[1] = wrap_add(sum->values[1], wrap_mul(length, NANOS));
		s->unknown += !p->nodes.p[p->samples.p[i]].known;
	}
}

/* Without samples there is only how often each node was hit. All hits count alike. */
static void sum_hits(struct v8_sums *s)
{
	const struct v8_profile *p = s->p;
	int64_t all = 0, passed = 0, length = v8_duration(p);

	for (size_t i = 0; i < p->nodes.n; i++)
		all = wrap_add(all, p->nodes.p[i].hits);
	for (size_t i = 0; i < p->nodes.n && all > 0; i++) {
		int64_t hits = p->nodes.p[i].hits, before = part_of(length, passed, all);
		struct v8_sum *sum;

		if (hits == 0)
			continue;
		passed = wrap_add(passed, hits);
		sum = sum_of(s, (uint32_t)i, 0);
		sum->values[0] = hits;
		sum->values[1] = wrap_add(part_of(length, passed, all), wrap_mul(before, -1));
	}
}

/* Samples. */

/* Adds a sample of a node at a line. */
static bool add_sample(struct v8_sums *s, uint32_t node, int64_t line, const int64_t *values,
	struct err *err)
{
	struct import *im = s->im;

	v8_add_leaf(im, s->p, node, line);
	if (!v8_add_callers(im, s->p, node, err))
		return false;
	for (size_t i = 0; i < s->n_labels; i++)
		if (s->labels[i].text.n != 0)
			import_add_label(im, s->labels[i].key, s->labels[i].text);
		else
			import_add_number(im, s->labels[i].key, s->labels[i].number, STR(""));
	return import_merge_sample(im, values, err);
}

/*
 * Adds the samples of a node. Where V8 has counted at which lines it was, the values are divided among these, in
 * proportion.
 */
static bool add_node(struct v8_sums *s, const struct v8_sum *sum, struct err *err)
{
	const struct v8_node *n = &s->p->nodes.p[sum->node];
	const struct v8_tick *ticks = n->n_ticks != 0 ? &s->p->ticks.p[n->tick] : NULL;
	int64_t all = n->hits, passed = 0, rest[VALUES] = {sum->values[0], sum->values[1]};

	for (uint32_t i = 0; i < n->n_ticks; i++)
		passed = wrap_add(passed, ticks[i].samples);
	if (sum->line != 0 || passed <= 0)
		return add_sample(s, sum->node, sum->line, sum->values, err);
	all = all > passed ? all : passed;
	passed = 0;
	for (uint32_t i = 0; i < n->n_ticks; i++) {
		int64_t values[VALUES], before = passed;

		passed += ticks[i].samples;
		for (size_t v = 0; v < VALUES; v++) {
			values[v] = part_of(sum->values[v], passed, all) -
				part_of(sum->values[v], before, all);
			rest[v] -= values[v];
		}
		if (!add_sample(s, sum->node, ticks[i].line, values, err))
			return false;
	}
	return (rest[0] == 0 && rest[1] == 0) || add_sample(s, sum->node, 0, rest, err);
}

static bool add_sums(struct v8_sums *s, struct err *err)
{
	if (s->unknown != 0)
		import_note(s->im,
			"the file does not name the calls of %llu of its %zu samples: [unknown]",
			(unsigned long long)s->unknown, s->p->samples.n);
	for (size_t i = 0; i < s->rows.n; i++)
		if (!add_node(s, &s->rows.p[i], err))
			return false;
	return true;
}

bool v8_add_samples(struct import *im, struct v8_profile *p, const struct v8_label *labels,
	size_t n_labels, struct err *err)
{
	struct v8_sums s = {.im = im, .p = p, .labels = labels, .n_labels = n_labels};
	bool ok;

	if (p->samples.n != 0 && p->times.n != 0 && p->times.n != p->samples.n)
		return err_set(err, "%s: it has %zu samples, and the times of %zu",
			im->format->name, p->samples.n, p->times.n);
	s.without_line = mem_zeroed(p->nodes.n, sizeof(*s.without_line));
	if (p->samples.n != 0)
		sum_samples(&s);
	else
		sum_hits(&s);
	ok = add_sums(&s, err);
	free(s.rows.p);
	free(s.without_line);
	map_release(&s.by_place);
	return ok;
}
