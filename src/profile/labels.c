/*
 * labels.c: which value and which units a profile's own names ask for. See profile.h.
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

		s = arena_fmt(a, "%s%s%.*s", s.p, i ? ", " : "", (int)name.n, name.p);
	}
	return s;
}

static bool no_such_type(const struct profile *p, struct str name, struct err *err)
{
	struct arena scratch = {0};

	err_set(err, "sample_index: there is no \"%.*s\"; the profile has %s", (int)name.n, name.p,
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

struct unit_row {
	str_id key, unit; /* 0: none seen yet */
	str_id *ignored;
	uint32_t n_ignored;
};

struct units_maker {
	struct arena *arena;
	const struct profile *p;
	struct unit_row *rows;
	size_t n, cap;
	struct map row_of; /* key + 1 -> 1 + row */
	struct map seen;   /* (key, unit) -> 1 */
};

static struct unit_row *row_of(struct units_maker *m, str_id key)
{
	uint32_t row = map_get(&m->row_of, (uint64_t)key + 1);

	if (row == 0) {
		m->rows = mem_grow(m->rows, &m->cap, m->n + 1, sizeof(*m->rows));
		m->rows[m->n] = (struct unit_row){.key = key};
		row = (uint32_t)++m->n;
		map_put(&m->row_of, (uint64_t)key + 1, row);
	}
	return &m->rows[row - 1];
}

/* Another unit than the first: kept in order of names, each once. */
static void ignore_unit(struct units_maker *m, struct unit_row *row, str_id unit)
{
	uint64_t pair = (uint64_t)row->key << 32 | unit;
	str_id *list;
	uint32_t i;

	if (map_get(&m->seen, pair) != 0)
		return;
	map_put(&m->seen, pair, 1);
	list = arena_array(m->arena, str_id, row->n_ignored + 1);
	for (i = 0; i < row->n_ignored &&
		str_cmp(profile_str(m->p, row->ignored[i]), profile_str(m->p, unit)) < 0;
		i++)
		list[i] = row->ignored[i];
	list[i] = unit;
	for (; i < row->n_ignored; i++)
		list[i + 1] = row->ignored[i];
	row->ignored = list;
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
	struct label_unit *rows = arena_array(m->arena, struct label_unit, m->n);

	for (size_t i = 0; i < m->n; i++) {
		const struct unit_row *from = &m->rows[i];

		rows[i] = (struct label_unit){.key = from->key,
			.ignored = from->ignored,
			.n_ignored = from->n_ignored};
		rows[i].unit = from->unit ? profile_str(m->p, from->unit)
					  : inferred_unit(profile_str(m->p, from->key));
	}
	free(m->rows);
	map_release(&m->row_of);
	map_release(&m->seen);
	return (struct label_units){rows, (uint32_t)m->n};
}

struct label_units profile_label_units(struct arena *a, const struct profile *p)
{
	struct units_maker m = {.arena = a, .p = p};
	size_t n = p->label_begin ? p->label_begin[p->n_samples] : 0;
	struct unit_row *row = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct label *l = &p->labels[i];

		if (!l->is_number)
			continue;
		if (row == NULL || row->key != l->key)
			row = row_of(&m, l->key);
		if (row->unit == 0)
			row->unit = l->text;
		else if (l->text != 0 && l->text != row->unit)
			ignore_unit(&m, row, l->text);
	}
	return finish(&m);
}

struct str label_unit_of(const struct label_units *units, str_id key)
{
	for (uint32_t i = 0; i < units->n; i++)
		if (units->rows[i].key == key)
			return units->rows[i].unit;
	return STR("");
}
