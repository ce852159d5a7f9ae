/*
 * config.c: see config.h.
 */
#include "config/config.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/rx.h"

const struct option config_options[] = {
#define OPTION(kind, name, def, summary, detail, see, ...) \
	{#name, OPTION_##kind, offsetof(struct config, name), def, summary, detail, see, \
		{__VA_ARGS__}},
#define CHOICE(option, name, summary, detail)
#include "config/options.def"
#undef OPTION
#undef CHOICE
	{0},
};

const struct choice config_choices[] = {
#define OPTION(kind, name, def, summary, detail, see, ...)
#define CHOICE(option, name, summary, detail) {#option, #name, summary, detail},
#include "config/options.def"
#undef OPTION
#undef CHOICE
	{0},
};

const struct option *config_option(struct str name)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (str_eq_c(name, o->name))
			return o;
	return NULL;
}

const struct choice *config_choice(struct str name)
{
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (str_eq_c(name, c->name) &&
			config_option(str_from_c(c->option))->kind == OPTION_CHOICE)
			return c;
	return NULL;
}

static const struct choice *choice_of(const struct option *o, struct str name)
{
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (str_eq_c(name, c->name) && strcmp(c->option, o->name) == 0)
			return c;
	return NULL;
}

static void *field(const struct config *c, const struct option *o)
{
	return (char *)c + o->offset;
}

/* What a value is read with. A reader changes *to only where it succeeds. */
struct reader {
	const struct option *o;
	struct arena *a;
	struct str value;
	enum config_style style;
};

static bool refuse(const struct reader *r, const char *takes, struct err *err)
{
	return err_set(err, "%s takes %s, not \"%.*s\"", r->o->name, takes, (int)r->value.n,
		r->value.p);
}

/* Like pprof's console: any case, yes and no, and nothing at all is true. */
static bool console_bool(struct str s, bool *v)
{
	static const char *const words[2][5] = {
		{"false", "f", "no", "n", "0"},
		{"true", "t", "yes", "y", "1"},
	};

	if (s.n == 0) {
		*v = true;
		return true;
	}
	for (int value = 0; value < 2; value++) {
		for (int i = 0; i < 5; i++) {
			if (strlen(words[value][i]) == s.n &&
				strncasecmp(s.p, words[value][i], s.n) == 0) {
				*v = value;
				return true;
			}
		}
	}
	return false;
}

static bool read_bool(const struct reader *r, void *to, struct err *err)
{
	bool ok = r->style == CONFIG_FLAG ? num_bool(r->value, to) : console_bool(r->value, to);

	return ok || refuse(r, "true or false", err);
}

static bool read_int(const struct reader *r, void *to, struct err *err)
{
	return num_int(r->value, r->style == CONFIG_FLAG ? 0 : 10, to) ||
		refuse(r, "a whole number", err);
}

static bool read_float(const struct reader *r, void *to, struct err *err)
{
	return num_float(r->value, to) || refuse(r, "a number", err);
}

static bool read_divisor(const struct reader *r, void *to, struct err *err)
{
	double v;

	if (!read_float(r, &v, err))
		return false;
	if (r->style == CONFIG_CONSOLE && v == 0)
		return refuse(r, "a number that is not 0", err);
	*(double *)to = v;
	return true;
}

static bool read_share(const struct reader *r, void *to, struct err *err)
{
	double v;

	if (!read_float(r, &v, err))
		return false;
	if (r->style == CONFIG_CONSOLE && !(v >= 0 && v <= 1))
		return refuse(r, "a share from 0 to 1 (0.07 is 7%)", err);
	*(double *)to = v;
	return true;
}

static bool read_text(const struct reader *r, void *to, struct err *err)
{
	(void)err;
	*(struct str *)to = arena_str(r->a, r->value);
	return true;
}

/* An expression is compiled only to see whether it is one. */
static bool is_regex(struct str text, struct err *err)
{
	struct rx *rx;

	if (!rx_new(text, &rx, err))
		return false;
	rx_free(rx);
	return true;
}

static bool read_regex(const struct reader *r, void *to, struct err *err)
{
	if (r->style == CONFIG_CONSOLE && !is_regex(r->value, err))
		return err_wrap(err, "%s", r->o->name);
	return read_text(r, to, err);
}

/* Behind the key, if there is one, expressions with ',' between; a range of numbers is one, too. */
static bool read_label(const struct reader *r, void *to, struct err *err)
{
	size_t equals = str_find(r->value, STR("="), 0);
	struct str rest = equals < r->value.n ? str_from(r->value, equals + 1) : r->value, one;

	while (r->style == CONFIG_CONSOLE && str_split(&rest, ',', &one))
		if (!is_regex(one, err))
			return err_wrap(err, "%s", r->o->name);
	return read_text(r, to, err);
}

static bool read_choice(const struct reader *r, void *to, struct err *err)
{
	const struct choice *choice = choice_of(r->o, r->value);

	if (choice == NULL)
		return err_set(err, "%s: \"%.*s\" is none of %s", r->o->name, (int)r->value.n,
			r->value.p, config_choice_names(r->a, r->o, ", ").p);
	*(struct str *)to = str_from_c(choice->name);
	return true;
}

/* Values as they would be typed. */
static struct str write_bool(struct arena *a, const void *from)
{
	(void)a;
	return *(const bool *)from ? STR("true") : STR("false");
}

static struct str write_int(struct arena *a, const void *from)
{
	return arena_fmt(a, "%" PRId64, *(const int64_t *)from);
}

static struct str write_float(struct arena *a, const void *from)
{
	char buf[32];

	num_format(*(const double *)from, buf);
	return arena_str(a, str_from_c(buf));
}

static struct str write_text(struct arena *a, const void *from)
{
	(void)a;
	return *(const struct str *)from;
}

#define write_divisor write_float
#define write_share write_float
#define write_regex write_text
#define write_label write_text
#define write_choice write_text

/* All that is known of a kind. */
struct kind {
	size_t size;
	bool (*read)(const struct reader *r, void *to, struct err *err);
	struct str (*write)(struct arena *a, const void *from);
};

static const struct kind kinds[] = {
#define KIND(name, type, how) [OPTION_##name] = {sizeof(type), read_##how, write_##how},
	OPTION_KINDS(KIND)
#undef KIND
};

static bool is_text(const struct option *o)
{
	return kinds[o->kind].write == write_text;
}

void config_init(struct config *c)
{
	*c = (struct config){0};
	for (const struct option *o = config_options; o->name != NULL; o++) {
		const struct reader r = {.o = o, .value = str_from_c(o->def)};
		struct err err;
		bool ok = true;

		if (is_text(o))
			*(struct str *)field(c, o) = r.value; /* a choice may have none */
		else
			ok = kinds[o->kind].read(&r, field(c, o), &err);
		assert(ok);
		(void)ok;
	}
}

bool config_set(struct config *c, struct arena *a, const struct option *o, struct str value,
	enum config_style style, struct err *err)
{
	const struct reader r = {o, a, value, style};

	return kinds[o->kind].read(&r, field(c, o), err);
}

struct str config_get(struct arena *a, const struct config *c, const struct option *o)
{
	return kinds[o->kind].write(a, field(c, o));
}

void config_copy(struct config *c, const struct config *from, const struct option *o)
{
	memcpy(field(c, o), field(from, o), kinds[o->kind].size);
}

bool config_is_choice(const struct option *o)
{
	return kinds[o->kind].read == read_choice;
}

void config_keep(struct config *c, struct arena *a)
{
	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str *text = field(c, o);

		if (is_text(o))
			*text = arena_str(a, *text);
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct str config_choice_names(struct arena *a, const struct option *o, const char *sep)
{
	const char *names[16];
	struct str s = STR("");
	size_t n = 0;

	for (const struct choice *c = config_choices; c->name != NULL; c++) {
		if (strcmp(c->option, o->name) == 0) {
			assert(n < 16);
			names[n++] = c->name;
		}
	}
	qsort(names, n, sizeof(names[0]), by_name);
	for (size_t i = 0; i < n; i++)
		s = arena_fmt(a, "%s%s%s", s.p, i ? sep : "", names[i]);
	return s;
}
