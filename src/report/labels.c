/*
 * labels.c: the labels of one sample, by key, as reports print them. See report.h.
 */
#include <stdlib.h>

#include "report/report.h"

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* By key, then as in the profile. */
static int by_key(const void *a, const void *b)
{
	const struct label *l = *(const struct label *const *)a,
			   *r = *(const struct label *const *)b;

	if (l->key != r->key)
		return l->key < r->key ? -1 : 1;
	return (l > r) - (l < r);
}

/* The labels of a sample that are to be seen, by key. */
static uint32_t seen_labels(struct report *r, size_t sample, bool numbers,
	const struct label ***labels)
{
	const struct profile *p = r->profile;
	uint32_t begin = p->label_begin ? p->label_begin[sample] : 0, n = 0;
	uint32_t end = p->label_begin ? p->label_begin[sample + 1] : 0;

	*labels = arena_array(r->arena, const struct label *, end - begin);
	for (uint32_t i = begin; i < end; i++)
		if (p->labels[i].is_number == numbers && view_sees_key(r->view, p->labels[i].key))
			(*labels)[n++] = &p->labels[i];
	if (n > 1)
		qsort(*labels, n, sizeof(**labels), by_key);
	return n;
}

size_t report_label_lines(struct report *r, size_t sample, bool numbers,
	struct str (*line)(struct report *, const struct label_group *), struct str **lines)
{
	const struct label **labels;
	uint32_t n = seen_labels(r, sample, numbers, &labels);
	struct str *rows = arena_array(r->arena, struct str, n);
	size_t n_rows = 0;

	for (uint32_t i = 0; i < n;) {
		struct label_group group = {.key = labels[i]->key, .labels = labels + i};

		while (i < n && labels[i]->key == group.key) {
			group.n++;
			i++;
		}
		rows[n_rows++] = line(r, &group);
	}
	if (n_rows > 1)
		qsort(rows, n_rows, sizeof(*rows), by_text);
	*lines = rows;
	return n_rows;
}

struct str report_join(struct report *r, const struct str *texts, size_t n)
{
	struct str *parts = arena_array(r->arena, struct str, 2 * n + 1);

	for (size_t i = 0; i < n; i++) {
		parts[2 * i] = texts[i];
		parts[2 * i + 1] = i + 1 < n ? STR(" ") : STR("");
	}
	return arena_join(r->arena, parts, 2 * n, STR(""));
}
