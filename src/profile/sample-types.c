/*
 * sample-types.c: finds a sample type by its name, and the units of the labels.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"
#include "profile/profile.h"

/* "cpu, samples" */
static struct str type_names(struct arena *a, const struct profile *p)
{
	struct str s = STR("");

	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str name = profile_str(p, p->types[i].type);

		s = arena_fmt(a, "%s%s%.*s", s.p, i ? ", " : "", STR_ARG(name));
	}
	return s;
}

static bool no_such_type(const struct profile *p, struct str name, struct err *err)
{
	struct arena scratch = {0};

	err_set(err, "sample_index: there is no \"%.*s\"; the profile has %s", STR_ARG(name),
		type_names(&scratch, p).p);
	arena_release(&scratch);
	return false;
}

bool profile_type_index(const struct profile *p, struct str name, uint32_t *index, struct err *err)
{
	struct str bare = str_starts(name, STR("inuse_")) ? str_from(name, 6) : name;
	int64_t number;

	if (name.n == 0) {
		*index = p->n_types - 1;
		for (uint32_t i = 0; i < p->n_types && p->default_type != 0; i++) {
			if (p->types[i].type == p->default_type) {
				*index = i;
				break;
			}
		}
		return true;
	}
	if (num_int(name, 10, &number)) {
		if (number < 0 || number >= p->n_types)
			return err_set(err, "sample_index: %" PRId64 " is not in 0 to %u", number,
				p->n_types - 1);
		*index = (uint32_t)number;
		return true;
	}
	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str type = profile_str(p, p->types[i].type);

		if (str_eq(type, name) || str_eq(type, bare)) {
			*index = i;
			return true;
		}
	}
	return no_such_type(p, name, err);
}

struct units_maker {
	struct arena *arena;
	const struct profile *p;
	uint32_t *row_of; /* by str_id: 1 + row */
	VEC(struct label_unit) rows;
};

static struct label_unit *row_of(struct units_maker *m, str_id key)
{
	if (m->row_of[key] == 0) {
		vec_add(&m->rows)->key = key;
		m->row_of[key] = (uint32_t)m->rows.n;
	}
	return &m->rows.p[m->row_of[key] - 1];
}

/* Another unit than the first: kept in order of names, each once. */
static void ignore_unit(const struct profile *p, struct label_unit *row, str_id unit)
{
	uint32_t i = row->n_ignored;

	for (uint32_t k = 0; k < row->n_ignored; k++)
		if (row->ignored[k] == unit)
			return;
	if (row->n_ignored == LABEL_UNITS_IGNORED)
		return;
	for (; i > 0 && str_cmp(profile_str(p, row->ignored[i - 1]), profile_str(p, unit)) > 0; i--)
		row->ignored[i] = row->ignored[i - 1];
	row->ignored[i] = unit;
	row->n_ignored++;
}

/* Without a unit in the profile. From pprof's profile.NumLabelUnits. */
static struct str inferred_unit(struct str key)
{
	bool bytes = str_eq(key, STR("alignment")) || str_eq(key, STR("request"));

	return bytes ? STR("bytes") : key;
}

static struct label_units finish(struct units_maker *m)
{
	struct label_unit *rows = arena_array(m->arena, struct label_unit, m->rows.n);

	for (size_t i = 0; i < m->rows.n; i++) {
		rows[i] = m->rows.p[i];
		rows[i].unit = rows[i].given ? profile_str(m->p, rows[i].given)
					     : inferred_unit(profile_str(m->p, rows[i].key));
	}
	free(m->rows.p);
	return (struct label_units){rows, (uint32_t)m->rows.n, m->row_of};
}

struct label_units profile_label_units(struct arena *a, const struct profile *p)
{
	struct units_maker m = {.arena = a, .p = p};
	size_t n = p->label_begin ? p->label_begin[p->n_samples] : 0;

	for (size_t i = 0; i < n; i++) {
		const struct label *l = &p->labels[i];
		struct label_unit *row;

		if (!l->is_number)
			continue;
		if (m.row_of == NULL)
			m.row_of = arena_array(a, uint32_t, intern_end(&p->strings));
		row = row_of(&m, l->key);
		if (row->given == 0)
			row->given = l->text;
		else if (l->text != 0 && l->text != row->given)
			ignore_unit(p, row, l->text);
	}
	return finish(&m);
}

struct str profile_label_unit(const struct label_units *units, str_id key)
{
	if (units->row_of == NULL || units->row_of[key] == 0)
		return STR("");
	return units->rows[units->row_of[key] - 1].unit;
}
