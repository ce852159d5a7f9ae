/*
 * merge.c: merges profiles: equal samples become one.
 *
 * Stacks become stacks of the merged profile, each once for a profile. Two samples are equal if they have the
 * same stack and the same labels. The labels of a sample are appended to those of earlier samples. They stay
 * there if no earlier sample is equal; else they are dropped, and the values are added to that sample.
 */
#include "profile/merge.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/index.h"
#include "base/interrupt.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "profile/profile-internal.h"
#include "profile/stacks.h"
#include "profile/unify.h"
#include "profile/value-columns.h"
#include "units/units.h"

struct ordered_label {
	struct label label;
	uint32_t at; /* in its profile */
};

struct merger {
	const struct merge_plan *plan;
	struct profile p; /* header of the whole; its tables and columns are below until the end */
	struct unify ids; /* and its strings */
	bool any;         /* some profile was added */
	VEC(str_id) comments;

	/* The profile being added. */
	const struct profile *from;
	uint32_t *type_of; /* by type of the whole: where it is there */
	double *scale;     /* by type of the whole */
	bool scaled;
	VEC(stack_id) known; /* by its stack_id: 1 + that of the whole; 0: not met yet */
	VEC(struct ordered_label) order; /* the labels of the sample being added */

	/* Samples. */
	struct index index;          /* of samples with labels: 1 + sample */
	struct value_columns values; /* its rows are the samples */
	struct value_columns
		before;      /* the same for a base's values; without rows in no comparison */
	int64_t *row_before; /* of the sample being added; NULL in no comparison */
	bool whole;          /* samples stay while a base had them */
	VEC(uint32_t) label_begin;
	VEC(struct label) labels;
	struct stacks stacks;
	VEC(uint32_t) unlabelled; /* by stack_id: 1 + the sample that has no labels */
};

struct merger *merger_new(struct arena *a, const struct merge_plan *plan)
{
	struct merger *m = mem_zeroed(1, sizeof(*m));
	struct value_type *types = arena_array(a, struct value_type, plan->n_types);
	struct profile *p = &m->p;

	m->plan = plan;
	unify_init(&m->ids, a);
	p->types = types;
	for (uint32_t i = 0; i < plan->n_types; i++) {
		const struct plan_type *t = &plan->types[i];

		if (!t->gone)
			types[p->n_types++] = (struct value_type){intern_add(&m->ids.strings,
									  t->type),
				intern_add(&m->ids.strings, t->unit)};
	}
	p->period_type = (struct value_type){intern_add(&m->ids.strings, plan->period_type),
		intern_add(&m->ids.strings, plan->period_unit)};
	value_columns_init(&m->values, p->n_types);
	m->type_of = mem_zeroed(p->n_types, sizeof(*m->type_of));
	m->scale = mem_zeroed(p->n_types, sizeof(*m->scale));
	*vec_add(&m->label_begin) = 0;
	stacks_init(&m->stacks);
	return m;
}

void merger_compare(struct merger *m, bool whole)
{
	value_columns_init(&m->before, m->p.n_types);
	m->row_before = mem_zeroed(m->p.n_types, sizeof(*m->row_before));
	m->whole = whole;
}

void merger_free(struct merger *m)
{
	if (m == NULL)
		return;
	value_columns_release(&m->values);
	value_columns_release(&m->before);
	free(m->row_before);
	unify_release(&m->ids);
	free(m->comments.p);
	free(m->type_of);
	free(m->scale);
	index_release(&m->index);
	free(m->label_begin.p);
	free(m->labels.p);
	stacks_release(&m->stacks);
	free(m->unlabelled.p);
	free(m->known.p);
	free(m->order.p);
	free(m);
}

/* The whole's stack of a stack of the profile. */
static stack_id take_stack(struct merger *m, stack_id from)
{
	const struct profile *p = m->from;
	struct window w = profile_stack(p, from);
	stack_id stack = m->known.p[from];

	if (stack != 0)
		return stack - 1;
	stacks_room(&m->stacks, w.end - w.begin);
	for (uint32_t at = w.begin; at < w.end; at++)
		stacks_put(&m->stacks, unify_location(&m->ids, loc_column_get(&p->stack, at)));
	stack = stacks_fold(&m->stacks);
	if (stack == m->unlabelled.n)
		vec_add(&m->unlabelled);
	m->known.p[from] = stack + 1;
	return stack;
}

/* Keys apart; the values of a key keep their order. */
static int compare_labels(const void *a, const void *b)
{
	const struct ordered_label *x = a, *y = b;

	if (x->label.is_number != y->label.is_number)
		return x->label.is_number ? 1 : -1;
	if (x->label.key != y->label.key)
		return x->label.key < y->label.key ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

/* As take_stack, sorted, so that equal labels are equal rows. */
static void take_labels(struct merger *m, size_t sample, bool is_base)
{
	const struct profile *p = m->from;
	uint32_t begin = p->label_begin != NULL ? p->label_begin[sample] : 0;
	uint32_t end = p->label_begin != NULL ? p->label_begin[sample + 1] : 0;
	str_id base = is_base ? intern_add(&m->ids.strings, STR("pprof::base")) : 0;

	m->order.n = 0;
	for (uint32_t i = begin; i < end; i++) {
		struct label l = p->labels[i];

		l.key = unify_string(&m->ids, l.key) & INT32_MAX;
		l.text = unify_string(&m->ids, l.text);
		if (!is_base || l.key != base || l.is_number)
			*vec_add(&m->order) = (struct ordered_label){l, i};
	}
	if (is_base)
		*vec_add(&m->order) =
			(struct ordered_label){{.key = base & INT32_MAX,
						       .text = intern_add(&m->ids.strings,
							       STR("true"))},
				end};
	if (m->order.n > 1)
		qsort(m->order.p, m->order.n, sizeof(*m->order.p), compare_labels);
	for (size_t i = 0; i < m->order.n; i++)
		*vec_add(&m->labels) = m->order.p[i].label;
}

static uint64_t hash_sample(const struct merger *m, stack_id stack, size_t label)
{
	uint64_t hash = hash_mix(m->ids.seed.a, stack);

	for (; label < m->labels.n; label++) {
		const struct label *l = &m->labels.p[label];

		hash = hash_mix(hash, (uint64_t)l->key << 32 | l->text);
		hash = hash_mix(hash ^ l->is_number, (uint64_t)l->number);
	}
	return hash;
}

/* Whether a sample of the whole has the stack, and labels like the last ones, which begin there. */
static bool same_sample(const struct merger *m, size_t sample, stack_id stack, size_t label)
{
	size_t n_labels = m->labels.n - label;

	if (stacks_of(&m->stacks, sample) != stack ||
		m->label_begin.p[sample + 1] - m->label_begin.p[sample] != n_labels)
		return false;
	for (size_t i = 0; i < n_labels; i++) {
		const struct label *a = &m->labels.p[m->label_begin.p[sample] + i];
		const struct label *b = &m->labels.p[label + i];

		if (a->key != b->key || a->is_number != b->is_number || a->text != b->text ||
			a->number != b->number)
			return false;
	}
	return true;
}

/* Appends a sample, whose labels are there. */
static bool append_sample(struct merger *m, stack_id stack, const int64_t *values, struct err *err)
{
	if (m->stacks.n_locs > UINT32_MAX || m->labels.n > UINT32_MAX ||
		m->values.n_rows >= UINT32_MAX - 1 || m->ids.frames.n > UINT32_MAX)
		return err_set(err, "together they have too many samples");
	value_columns_append(&m->values, values);
	if (m->row_before != NULL)
		value_columns_append(&m->before, m->row_before);
	stacks_give(&m->stacks, stack);
	*vec_add(&m->label_begin) = (uint32_t)m->labels.n;
	return true;
}

/* Adds values to a sample of the whole. */
static void add_values(struct merger *m, size_t sample, const int64_t *values)
{
	value_columns_add(&m->values, sample, values);
	if (m->row_before != NULL)
		value_columns_add(&m->before, sample, m->row_before);
}

static bool add_sample(struct merger *m, size_t sample, const int64_t *values, bool is_base,
	struct err *err)
{
	stack_id stack = take_stack(m, profile_stack_of(m->from, sample));
	size_t label = m->labels.n;
	uint64_t hash;
	uint32_t row;

	take_labels(m, sample, is_base);
	if (m->labels.n == label) {
		uint32_t *known = &m->unlabelled.p[stack];

		if (*known != 0) {
			add_values(m, *known - 1, values);
			return true;
		}
		*known = (uint32_t)m->values.n_rows + 1;
		return append_sample(m, stack, values, err);
	}
	hash = hash_sample(m, stack, label);
	for (size_t at = 0; (row = index_next(&m->index, hash, &at)) != 0;) {
		if (same_sample(m, row - 1, stack, label)) {
			m->labels.n = label;
			add_values(m, row - 1, values);
			return true;
		}
	}
	index_add(&m->index, hash, (uint32_t)m->values.n_rows + 1);
	return append_sample(m, stack, values, err);
}

/*
 * Multiplies n values by their ratios. Like pprof, a sample goes when the values that change become
 * 0, even where one that does not change is left. False then.
 */
static bool scale(int64_t *values, const double *ratios, uint32_t n)
{
	bool any = false, kept = false;

	for (uint32_t i = 0; i < n; i++) {
		if (ratios[i] == 1)
			continue;
		any = true;
		values[i] = wrap_int(round((double)values[i] * ratios[i]));
		kept |= values[i] != 0;
	}
	return kept || !any;
}

/*
 * The values of a sample as the whole counts them; `given` has room for them as the profile counts
 * them. False when the sample is to be left out.
 */
static bool take_values(const struct merger *m, size_t sample, const double *ratios, int64_t *given,
	int64_t *values)
{
	const struct profile *p = m->from;
	bool any = false;

	for (uint32_t i = 0; i < p->n_types; i++)
		given[i] = profile_value(p, i, sample);
	if (ratios != NULL && !scale(given, ratios, p->n_types))
		return false;
	for (uint32_t i = 0; i < m->p.n_types; i++)
		values[i] = given[m->type_of[i]];
	if (m->scaled && !scale(values, m->scale, m->p.n_types))
		return false;
	for (uint32_t i = 0; i < m->p.n_types; i++)
		any |= values[i] != 0 ||
			(m->whole && profile_before(p, m->type_of[i], sample) != 0);
	return any;
}

/* Sets what a base had of a sample whose values are taken. */
static void take_before(struct merger *m, size_t sample, bool is_before, const int64_t *values)
{
	for (uint32_t i = 0; m->row_before != NULL && i < m->p.n_types; i++)
		m->row_before[i] = is_before ? wrap_mul(values[i], -1)
					     : profile_before(m->from, m->type_of[i], sample);
}

/* Begins a profile: where the whole's types are in it. */
static void from_open(struct merger *m, const struct profile *p)
{
	m->from = p;
	vec_zeroed(&m->known, p->n_stacks);
	m->scaled = false;
	unify_from(&m->ids, p);
	for (uint32_t i = 0; i < m->p.n_types; i++) {
		struct str unit, name = intern_str(&m->ids.strings, m->p.types[i].type);
		struct str wanted = intern_str(&m->ids.strings, m->p.types[i].unit);
		int64_t found = plan_find_type(p, name, i);
		uint32_t k = (uint32_t)found;

		assert(found >= 0); /* the plan says so */
		m->type_of[i] = k;
		m->scale[i] = units_scale(1, profile_str(p, p->types[k].unit), wanted, &unit);
		m->scaled |= m->scale[i] != 1;
	}
}

/* The default type it asks for. Like pprof, where types go and it is one of them, the first. */
static struct str default_type(const struct merger *m)
{
	const struct profile *p = m->from;
	struct str name = profile_str(p, p->default_type);
	bool as_is = p->n_types == m->p.n_types;

	for (uint32_t i = 0; i < m->p.n_types; i++)
		as_is = as_is && m->type_of[i] == i;
	for (uint32_t i = 0; i < m->p.n_types && !as_is; i++)
		as_is = str_eq(intern_str(&m->ids.strings, m->p.types[i].type), name);
	return as_is ? name : intern_str(&m->ids.strings, m->p.types[0].type);
}

static void add_comments(struct merger *m)
{
	const struct profile *p = m->from;

	for (uint32_t i = 0; i < p->n_comments; i++) {
		str_id id = unify_string(&m->ids, p->comments[i]);
		size_t k = 0;

		while (k < m->comments.n && m->comments.p[k] != id)
			k++;
		if (k == m->comments.n)
			*vec_add(&m->comments) = id;
	}
}

static void add_header(struct merger *m)
{
	const struct profile *p = m->from;
	struct profile *to = &m->p;
	struct str unit;
	int64_t period = wrap_int(units_scale(p->period, profile_str(p, p->period_type.unit),
		intern_str(&m->ids.strings, to->period_type.unit), &unit));

	if (to->time_nanos == 0 || p->time_nanos < to->time_nanos)
		to->time_nanos = p->time_nanos;
	to->duration_nanos = wrap_add(to->duration_nanos, p->duration_nanos);
	if (to->period == 0 || to->period < period)
		to->period = period;
	if (to->default_type == 0)
		to->default_type = intern_add(&m->ids.strings, default_type(m));
	if (to->doc_url == 0)
		to->doc_url = unify_string(&m->ids, p->doc_url);
	if (!m->any) {
		to->drop_frames = unify_string(&m->ids, p->drop_frames);
		to->keep_frames = unify_string(&m->ids, p->keep_frames);
	}
	add_comments(m);
	/* Like pprof, the first mapping stays the main binary, used or not. */
	if (m->ids.mappings.n == 1 && p->n_mappings > 1)
		unify_mapping(&m->ids, 1);
	m->any = true;
}

/* The fingerprint of a stack of the profile. False if the whole does not have all its locations. */
static bool print_stack(const struct merger *m, stack_id from, struct print *print)
{
	struct window w = profile_stack(m->from, from);
	struct print made = m->stacks.seed;

	for (uint32_t at = w.begin; at < w.end; at++) {
		loc_id loc = unify_known_location(&m->ids, loc_column_get(&m->from->stack, at));

		if (loc == 0)
			return false;
		print_mix(&made, loc);
	}
	*print = made;
	return true;
}

/* Samples that are looked up together. */
enum { BATCH = 64 };

/*
 * Finds the stacks of the next samples that the whole has. It changes nothing: it only makes adding them faster. Each
 * step brings to the processor what the next one looks at, which is far away in a large profile.
 */
static void look_ahead(struct merger *m, size_t first, size_t n)
{
	stack_id from[BATCH], stack;
	struct print prints[BATCH];
	size_t n_prints = 0;

	for (size_t i = 0; i < n; i++) {
		from[n_prints] = profile_stack_of(m->from, first + i);
		if (m->known.p[from[n_prints]] == 0 &&
			print_stack(m, from[n_prints], &prints[n_prints]))
			prints_prefetch(&m->stacks.prints, &prints[n_prints++]);
	}
	for (size_t i = 0; i < n_prints; i++)
		if (stacks_find(&m->stacks, &prints[i], &stack)) {
			m->known.p[from[i]] = stack + 1;
			__builtin_prefetch(&m->unlabelled.p[stack]);
		}
	for (size_t i = 0; i < n; i++) {
		uint32_t sample = 0;

		stack = m->known.p[profile_stack_of(m->from, first + i)];
		if (stack != 0)
			sample = m->unlabelled.p[stack - 1];
		if (sample != 0)
			value_columns_prefetch(&m->values, sample - 1);
	}
}

bool merger_add(struct merger *m, const struct profile *p, const struct merge_change *change,
	struct err *err)
{
	int64_t *given = mem_zeroed(p->n_types, sizeof(*given));
	int64_t *values = mem_zeroed(m->p.n_types, sizeof(*values));
	bool ok = true;

	from_open(m, p);
	add_header(m);
	for (size_t i = 0; ok && i < p->n_samples; i++) {
		if (interrupted_at(i)) {
			ok = err_set(err, "stopped");
			break;
		}
		if (i % BATCH == 0)
			look_ahead(m, i, p->n_samples - i < BATCH ? p->n_samples - i : BATCH);
		if (!take_values(m, i, change->ratios, given, values))
			continue;
		take_before(m, i, change->is_before, values);
		ok = add_sample(m, i, values, change->is_base, err);
	}
	unify_from(&m->ids, NULL);
	free(given);
	free(values);
	return ok;
}

/* Some samples summed up to nothing, on both sides if it matters. */
static bool has_zeros(const struct merger *m)
{
	for (size_t i = 0; i < m->values.n_rows; i++) {
		bool any = false;

		for (uint32_t k = 0; k < m->p.n_types && !any; k++)
			any = value_column_get(&m->values.columns[k], i) != 0 ||
				(m->whole && value_column_get(&m->before.columns[k], i) != 0);
		if (!any)
			return true;
	}
	return false;
}

/* Makes a draft of what is there. The merger is empty then, but for its plan. */
static void finish(struct merger *m, struct draft *d)
{
	struct profile *p = &d->p;
	struct arena *a = d->arena;
	struct value_column *values = draft_table(d, m->p.n_types, sizeof(*values));
	struct value_column *before = NULL;

	*p = m->p;
	unify_finish(&m->ids, d);
	arena_own(a, m->comments.p);
	p->comments = m->comments.p;
	p->n_comments = (uint32_t)m->comments.n;
	m->comments.p = NULL;
	p->n_samples = m->values.n_rows;
	p->values = values;
	for (uint32_t i = 0; i < p->n_types; i++)
		values[i] = value_columns_take(&m->values, i, a);
	if (m->row_before != NULL)
		p->before = before = draft_table(d, p->n_types, sizeof(*before));
	for (uint32_t i = 0; before != NULL && i < p->n_types; i++)
		before[i] = value_columns_take(&m->before, i, a);
	stacks_finish(&m->stacks, a, p);
	if (m->labels.n != 0) {
		arena_own(a, m->label_begin.p);
		arena_own(a, m->labels.p);
		p->label_begin = m->label_begin.p;
		p->labels = m->labels.p;
		m->label_begin.p = NULL;
		m->labels.p = NULL;
	}
}

/*
 * Like pprof, samples that sum up to nothing go, with all that only they used: what there is is merged once
 * more. No two of its samples are equal, so that none sums up to nothing again.
 */
static bool finish_without_zeros(struct merger *m, struct draft *d, struct err *err)
{
	struct arena scratch = {0};
	struct draft all = {.arena = &scratch};
	struct merger *again = merger_new(d->arena, m->plan);
	bool ok;

	if (m->row_before != NULL)
		merger_compare(again, m->whole);
	finish(m, &all);
	ok = merger_add(again, &all.p, &(struct merge_change){0}, err);
	if (ok)
		finish(again, d);
	merger_free(again);
	draft_release(&all);
	arena_release(&scratch);
	return ok;
}

bool merger_finish(struct merger *m, struct draft *d, struct err *err)
{
	struct draft made = {.arena = m->ids.strings.arena};

	if (!has_zeros(m))
		finish(m, &made);
	else if (!finish_without_zeros(m, &made, err))
		return false;
	*d = made;
	return true;
}
