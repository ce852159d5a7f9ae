/*
 * tag-filter.c: Reads the values of tagfocus and tagignore, and matches labels of samples.
 *
 * A value is [KEY=]WHAT. If all of WHAT is a range of numbers with units (1kb, 1kb:64mb, 32mb:,
 * :4kb), a sample matches if a number of the key is in the range. Else WHAT is a list of regular
 * expressions with commas between them:
 * - Without KEY, a sample matches if each expression matches some "key:text" of it.
 * - With KEY, a sample matches if any expression matches any text of that key.
 * The rules are those of pprof's internal/driver/driver_focus.go.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/out.h"
#include "base/rx.h"
#include "units/units.h"
#include "view/tag-filter.h"

struct tag_rx {
	struct rx *rx;
	struct map known; /* key and text -> 1 no, 2 yes */
};

struct tag_filter {
	const struct view *v;
	const char *option;
	bool has_key;
	str_id key; /* 0: no label has it */

	bool is_range, has_low, has_high;
	double low, high;
	struct str unit; /* of both */

	VEC(struct tag_rx) rx;
	struct out text; /* "key:text" */
};

/* A number with a unit: [+-]digits[letters], at the front of s. Returns its length, or 0. */
static size_t number_length(struct str s, size_t *digits)
{
	size_t n = s.n && (s.p[0] == '+' || s.p[0] == '-') ? 1 : 0, first = n;

	while (n < s.n && ascii_is_digit(s.p[n]))
		n++;
	if (n == first)
		return 0;
	*digits = n;
	while (n < s.n && ascii_is_letter(s.p[n]))
		n++;
	return n;
}

struct bound {
	int64_t value;
	struct str unit;
};

/* Takes a bound off the front of *s. *is_one is whether there is one; fails when it is too large. */
static bool take_bound(struct str *s, struct bound *b, bool *is_one, struct err *err)
{
	size_t digits = 0, n = number_length(*s, &digits);
	struct str number = str_sub(*s, 0, digits);

	*is_one = n != 0;
	if (n == 0)
		return true;
	if (!num_int(number, 10, &b->value))
		return err_set(err, "the number %.*s is too large", STR_ARG(number));
	b->unit = str_sub(*s, digits, n - digits);
	*s = str_from(*s, n);
	return true;
}

/* Reads `what` as a range, if it is one. */
static bool parse_range(struct tag_filter *f, struct str s, struct err *err)
{
	bool colon_first = str_starts(s, STR(":")), is_one = false, two = false;
	struct bound first, second;
	struct str unit;

	if (colon_first)
		s = str_from(s, 1);
	if (!take_bound(&s, &first, &is_one, err))
		return false;
	if (!is_one)
		return true;
	f->low = f->high = units_scale(first.value, first.unit, first.unit, &f->unit);
	f->has_low = !colon_first;
	f->has_high = colon_first || s.n == 0;
	if (s.n == 0) {
		f->is_range = true;
		return true;
	}
	if (colon_first || s.p[0] != ':')
		return true;
	s = str_from(s, 1);
	if (s.n == 0) {
		f->is_range = true;
		return true;
	}
	if (!take_bound(&s, &second, &two, err))
		return false;
	if (!two || s.n != 0)
		return true;
	f->high = units_scale(second.value, second.unit, f->unit, &unit);
	f->has_high = true;
	f->is_range = str_eq(unit, f->unit);
	return true;
}

static bool parse_expressions(struct tag_filter *f, struct str list, struct err *err)
{
	struct str rest = list, one;

	while (str_split(&rest, ',', &one)) {
		struct tag_rx *rx = vec_add(&f->rx);

		if (!rx_new(one, &rx->rx, err))
			return err_wrap(err, "%s", f->option);
	}
	return true;
}

bool tag_filter_new(struct tag_filter **result, struct view *v, const char *option,
	struct str value, struct err *err)
{
	size_t equals = str_find(value, STR("="), 0);
	struct tag_filter *f;

	*result = NULL;
	if (value.n == 0)
		return true;
	*result = f = mem_zeroed(1, sizeof(*f));
	f->v = v;
	f->option = option;
	f->has_key = equals > 0 && equals < value.n;
	if (f->has_key)
		f->key = intern_find(&v->names, str_sub(value, 0, equals));
	if (equals < value.n)
		value = str_from(value, equals + 1);
	if (!parse_range(f, value, err))
		return err_wrap(err, "%s", option);
	if (f->is_range) {
		v->ranges[v->n_ranges++] = option;
		return true;
	}
	return parse_expressions(f, value, err);
}

static bool in_range(const struct tag_filter *f, const struct label *l)
{
	struct str from = profile_label_unit(&f->v->units, l->key), unit;
	double value = units_scale(l->number, from, f->unit, &unit);

	return str_eq(unit, f->unit) && (!f->has_low || value >= f->low) &&
		(!f->has_high || value <= f->high);
}

/* Whether one expression matches one label's text, or "key:text" where no key was given. */
static bool rx_hits(struct tag_filter *f, struct tag_rx *rx, const struct label *l, bool *hit,
	struct err *err)
{
	uint64_t pair = (uint64_t)l->key << 32 | l->text;
	uint32_t known = map_get(&rx->known, pair);

	if (known == 0) {
		out_clear(&f->text);
		if (!f->has_key) {
			out_str(&f->text, profile_str(f->v->loaded, l->key));
			out_lit(&f->text, ":");
		}
		out_str(&f->text, profile_str(f->v->loaded, l->text));
		if (!rx_match(rx->rx, (struct str){f->text.p, f->text.n}, hit, err))
			return err_wrap(err, "%s", f->option);
		known = *hit ? 2 : 1;
		map_put(&rx->known, pair, known);
	}
	*hit = known == 2;
	return true;
}

/* The labels of a sample that the filter looks at. */
static bool looks_at(const struct tag_filter *f, const struct label *l)
{
	if (l->is_number != f->is_range)
		return false;
	return !f->has_key || (f->key != 0 && l->key == f->key);
}

bool tag_filter_hits(struct tag_filter *f, size_t sample, bool *hit, struct err *err)
{
	const struct profile *p = f->v->loaded;
	uint32_t begin = p->label_begin ? p->label_begin[sample] : 0;
	uint32_t end = p->label_begin ? p->label_begin[sample + 1] : 0;
	size_t n_hit = 0;

	*hit = false;
	for (uint32_t i = begin; f->is_range && i < end; i++)
		*hit |= looks_at(f, &p->labels[i]) && in_range(f, &p->labels[i]);
	if (f->is_range)
		return true;
	for (size_t k = 0; k < f->rx.n; k++) {
		bool one = false;

		for (uint32_t i = begin; i < end && !one; i++)
			if (looks_at(f, &p->labels[i]) &&
				!rx_hits(f, &f->rx.p[k], &p->labels[i], &one, err))
				return false;
		n_hit += one;
	}
	*hit = f->has_key ? n_hit > 0 : n_hit == f->rx.n;
	return true;
}

void tag_filter_free(struct tag_filter *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->rx.n; i++) {
		rx_free(f->rx.p[i].rx);
		map_release(&f->rx.p[i].known);
	}
	free(f->rx.p);
	out_release(&f->text);
	free(f);
}
