/*
 * labels.c: Gives the labels of one sample, by key, as lines of text or as data.
 */
#include <stdlib.h>

#include "report/report.h"

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Sorts by key, then as in the profile. */
static int by_key(const void *a, const void *b)
{
	const struct label *l = *(const struct label *const *)a,
			   *r = *(const struct label *const *)b;

	if (l->key != r->key)
		return l->key < r->key ? -1 : 1;
	return (l > r) - (l < r);
}

enum which_labels { LABELS_TEXTS, LABELS_NUMBERS, LABELS_ALL };

/* Lists the labels of a sample whose keys are not hidden, sorted by key. */
static uint32_t seen_labels(struct report *r, size_t sample, enum which_labels which,
	const struct label ***labels)
{
	const struct profile *p = r->profile;
	uint32_t begin = p->label_begin ? p->label_begin[sample] : 0, n = 0;
	uint32_t end = p->label_begin ? p->label_begin[sample + 1] : 0;

	*labels = NULL;
	if (begin == end)
		return 0;
	*labels = arena_array(r->arena, const struct label *, end - begin);
	for (uint32_t i = begin; i < end; i++)
		if ((which == LABELS_ALL || p->labels[i].is_number == (which == LABELS_NUMBERS)) &&
			view_sees_key(r->view, p->labels[i].key))
			(*labels)[n++] = &p->labels[i];
	if (n > 1)
		qsort(*labels, n, sizeof(**labels), by_key);
	return n;
}

/* Groups labels that are sorted by key. Returns how many groups there are. */
static uint32_t group_labels(const struct label **labels, uint32_t n, struct label_group *groups)
{
	uint32_t n_groups = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (i == 0 || labels[i]->key != labels[i - 1]->key)
			groups[n_groups++] = (struct label_group){.key = labels[i]->key,
				.labels = labels + i};
		groups[n_groups - 1].n++;
	}
	return n_groups;
}

size_t report_label_lines(struct report *r, size_t sample, bool numbers,
	struct str (*line)(struct report *, const struct label_group *), struct str **lines)
{
	const struct label **labels;
	uint32_t n = seen_labels(r, sample, numbers ? LABELS_NUMBERS : LABELS_TEXTS, &labels);
	struct label_group *groups = arena_array(r->arena, struct label_group, n);
	uint32_t n_rows = group_labels(labels, n, groups);
	struct str *rows = arena_array(r->arena, struct str, n_rows);

	for (uint32_t i = 0; i < n_rows; i++)
		rows[i] = line(r, &groups[i]);
	if (n_rows > 1)
		qsort(rows, n_rows, sizeof(*rows), by_text);
	*lines = rows;
	return n_rows;
}

/* The labels of a key as a list. */
struct label_list {
	struct table_list list;
	const struct report *r;
	const struct label_group *group;
};

static struct table_cell label_cell(const struct report *r, const struct label *l)
{
	return l->is_number ? table_number(l->number)
			    : table_text(profile_str(r->profile, l->text));
}

static void list_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct label_list *l = (const struct label_list *)list;

	(void)key;
	*cell = label_cell(l->r, l->group->labels[i]);
}

static void object_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct label_object *o = (const struct label_object *)list;
	const struct label_group *group = &o->groups[i];
	struct label_list *several;

	if (key != NULL)
		*key = profile_str(o->r->profile, group->key);
	if (group->n == 1) {
		*cell = label_cell(o->r, group->labels[0]);
		return;
	}
	several = arena_array(o->r->arena, struct label_list, 1);
	*several = (struct label_list){{group->n, list_item}, o->r, group};
	*cell = table_list(&several->list);
}

struct label_object report_label_object(struct report *r, size_t sample)
{
	struct label_object o = {.list = {.item = object_item}, .r = r};
	const struct label **labels;
	uint32_t n = seen_labels(r, sample, LABELS_ALL, &labels);
	struct label_group *groups = arena_array(r->arena, struct label_group, n);

	o.list.n = group_labels(labels, n, groups);
	o.groups = groups;
	return o;
}

static void unit_item(const struct table_list *list, size_t i, struct str *key,
	struct table_cell *cell)
{
	const struct label_object *o = (const struct label_object *)list;
	const struct label_group *group = &o->groups[i];

	if (key != NULL)
		*key = profile_str(o->r->profile, group->key);
	*cell = table_text(profile_str(o->r->profile, group->labels[0]->text));
}

struct label_object report_label_units(struct report *r, size_t sample)
{
	struct label_object o = {.list = {.item = unit_item}, .r = r};
	const struct label **labels;
	uint32_t n = seen_labels(r, sample, LABELS_NUMBERS, &labels), kept = 0;
	struct label_group *groups = arena_array(r->arena, struct label_group, n);

	n = group_labels(labels, n, groups);
	for (uint32_t i = 0; i < n; i++)
		if (groups[i].labels[0]->text != 0)
			groups[kept++] = groups[i];
	o.list.n = kept;
	o.groups = groups;
	return o;
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
