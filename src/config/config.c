/*
 * config.c: Tables of the options and choices; parses and prints the values of options.
 */
#include "config/config.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/rx.h"

const struct option config_options[] = {
#define OPTION(row_kind, row_name, row_def, ...) \
	{.name = #row_name, \
		.kind = OPTION_##row_kind, \
		.offset = offsetof(struct config, row_name), \
		.def = (row_def), \
		__VA_ARGS__},
#define CHOICE(row_option, row_name, id, ...)
#include "config/options.def"
#undef OPTION
#undef CHOICE
	{0},
};

const struct choice config_choices[] = {
#define OPTION(row_kind, row_name, row_def, ...)
#define CHOICE(row_option, row_name, id, ...) \
	{.option = #row_option, .name = #row_name, __VA_ARGS__},
#include "base/array.h"
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

const struct option *config_option_of(const struct choice *c)
{
	return config_option(str_from_c(c->option));
}

const struct choice *config_choice_for_file(struct str path)
{
	for (const struct choice *c = config_choices; c->name != NULL; c++) {
		struct str rest = path;

		if (c->ending == NULL || !str_ends(path, str_from_c(c->ending)))
			continue;
		rest.n -= strlen(c->ending);
		if (rest.n > 1 && str_ends(rest, STR(".")))
			return c;
	}
	return NULL;
}

const struct choice *config_choice(struct str name)
{
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (str_eq_c(name, c->name) && config_option_of(c)->kind == OPTION_CHOICE)
			return c;
	return NULL;
}

const struct choice *config_flag_choice(struct str name)
{
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (str_eq_c(name, c->name) && c->flag)
			return c;
	return config_choice(name);
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

/* The input of a parser. A parser sets *to only if it succeeds. */
struct given {
	const struct option *o;
	struct arena *a;
	struct str value;
	enum config_style style;
};

static bool refuse(const struct given *g, const char *takes, struct err *err)
{
	return err_set(err, "%s takes %s, not \"%.*s\"", g->o->name, takes, STR_ARG(g->value));
}

/* Like pprof's console, takes any case, and yes and no; an empty text is true. */
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

static bool parse_bool(const struct given *g, void *to, struct err *err)
{
	bool ok = g->style == CONFIG_FLAG ? num_bool(g->value, to) : console_bool(g->value, to);

	return ok || refuse(g, "true or false", err);
}

static bool parse_int(const struct given *g, void *to, struct err *err)
{
	return num_int(g->value, g->style == CONFIG_FLAG ? 0 : 10, to) ||
		refuse(g, "a whole number", err);
}

static bool parse_float(const struct given *g, void *to, struct err *err)
{
	return num_float(g->value, to) || refuse(g, "a number", err);
}

static bool parse_divisor(const struct given *g, void *to, struct err *err)
{
	double v;

	if (!parse_float(g, &v, err))
		return false;
	if (g->style == CONFIG_CONSOLE && v == 0)
		return refuse(g, "a number that is not 0", err);
	*(double *)to = v;
	return true;
}

static bool parse_share(const struct given *g, void *to, struct err *err)
{
	double v;

	if (!parse_float(g, &v, err))
		return false;
	if (g->style == CONFIG_CONSOLE && !(v >= 0 && v <= 1))
		return refuse(g, "a share from 0 to 1 (0.07 is 7%)", err);
	*(double *)to = v;
	return true;
}

static bool parse_text(const struct given *g, void *to, struct err *err)
{
	(void)err;
	*(struct str *)to = arena_str(g->a, g->value);
	return true;
}

/* Returns whether the text is a regular expression. The compiled form is not kept. */
static bool is_regex(struct str text, struct err *err)
{
	struct rx *rx;

	if (!rx_new(text, &rx, err))
		return false;
	rx_free(rx);
	return true;
}

static bool parse_regex(const struct given *g, void *to, struct err *err)
{
	if (g->style == CONFIG_CONSOLE && !is_regex(g->value, err))
		return err_wrap(err, "%s", g->o->name);
	return parse_text(g, to, err);
}

/* A label filter is [key=], then regular expressions separated by commas. A range, 1kb:, is also one. */
static bool parse_label(const struct given *g, void *to, struct err *err)
{
	size_t equals = str_find(g->value, STR("="), 0);
	struct str rest = equals < g->value.n ? str_from(g->value, equals + 1) : g->value, one;

	while (g->style == CONFIG_CONSOLE && str_split(&rest, ',', &one))
		if (!is_regex(one, err))
			return err_wrap(err, "%s", g->o->name);
	return parse_text(g, to, err);
}

static bool parse_choice(const struct given *g, void *to, struct err *err)
{
	const struct choice *choice = choice_of(g->o, g->value);

	if (choice == NULL)
		return err_set(err, "%s: \"%.*s\" is none of %s", g->o->name, STR_ARG(g->value),
			config_choice_names(g->a, g->o, ", ").p);
	*(enum choice_id *)to = (enum choice_id)(choice - config_choices + 1);
	return true;
}

/* Printers return the value as a user types it. */
static struct str print_bool(struct arena *a, const void *from)
{
	(void)a;
	return *(const bool *)from ? STR("true") : STR("false");
}

static struct str print_int(struct arena *a, const void *from)
{
	return arena_fmt(a, "%" PRId64, *(const int64_t *)from);
}

static struct str print_float(struct arena *a, const void *from)
{
	char buf[32];

	num_format(*(const double *)from, buf);
	return arena_str(a, str_from_c(buf));
}

static struct str print_text(struct arena *a, const void *from)
{
	(void)a;
	return *(const struct str *)from;
}

#define print_divisor print_float
#define print_share print_float
#define print_regex print_text
#define print_label print_text

static struct str print_choice(struct arena *a, const void *from)
{
	enum choice_id id = *(const enum choice_id *)from;

	(void)a;
	return id != CHOICE_NONE ? str_from_c(config_choices[id - 1].name) : STR("");
}

/* The record of a kind of option. */
struct value_kind {
	size_t size;
	bool (*parse)(const struct given *g, void *to, struct err *err);
	struct str (*print)(struct arena *a, const void *from);
	enum option_domain domain;
	char separator;
};

static const struct value_kind kinds[] = {
#define KIND(name, type, how, domain, separator) \
	[OPTION_##name] = {sizeof(type), parse_##how, print_##how, DOMAIN_##domain, separator},
	OPTION_KINDS(KIND)
#undef KIND
};

_Static_assert(ARRAY_LEN(kinds) == N_OPTION_KINDS, "each kind has one record");
_Static_assert(ARRAY_LEN(config_options) == N_OPTIONS + 1, "each option has one row");
_Static_assert(ARRAY_LEN(config_choices) == CHOICE_END, "each choice has one id");

static const struct value_kind *kind_of(const struct option *o)
{
	return &kinds[o->kind];
}

enum option_domain config_domain(const struct option *o)
{
	return kind_of(o)->domain;
}

char config_separator(const struct option *o)
{
	return kind_of(o)->separator;
}

bool config_is_text(const struct option *o)
{
	return kind_of(o)->print == print_text;
}

struct str *config_text(struct config *c, const struct option *o)
{
	return config_is_text(o) ? field(c, o) : NULL;
}

void config_reset(struct config *c, const struct option *o)
{
	const struct given g = {.o = o, .value = str_from_c(o->def)};
	struct str *text = config_text(c, o);
	struct err err;
	bool ok = true;

	if (text != NULL) /* the console may refuse it, but as in pprof it is the default */
		*text = g.value;
	else if (g.value.n == 0)
		*(enum choice_id *)field(c, o) = CHOICE_NONE;
	else
		ok = kind_of(o)->parse(&g, field(c, o), &err);
	assert(ok);
	(void)ok;
}

void config_init(struct config *c)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		config_reset(c, o);
}

bool config_set(struct config *c, struct arena *a, const struct option *o, struct str value,
	enum config_style style, struct err *err)
{
	const struct given g = {o, a, value, style};

	return kind_of(o)->parse(&g, field(c, o), err);
}

bool config_is_default(const struct config *c, const struct option *o)
{
	struct config defaults;

	config_reset(&defaults, o);
	if (config_is_text(o))
		return str_eq(*(const struct str *)field(c, o), *config_text(&defaults, o));
	return memcmp(field(c, o), field(&defaults, o), kind_of(o)->size) == 0;
}

bool config_is_listed(const struct config *c, const struct option *o)
{
	return o->roles & ROLE_FILTER && !(o->roles & ROLE_UNLISTED) && !config_is_default(c, o);
}

struct str config_get(struct arena *a, const struct config *c, const struct option *o)
{
	return kind_of(o)->print(a, field(c, o));
}

struct str config_view_key(struct arena *a, const struct config *c)
{
	struct str key = STR(""), parts[3];

	for (const struct option *o = config_options; o->name != NULL; o++) {
		if (o->roles & (ROLE_HOW | ROLE_ROWS) || config_is_default(c, o))
			continue;
		parts[0] = key;
		parts[2] = config_get(a, c, o);
		/* With its length, so that no value looks like another option. */
		parts[1] = arena_fmt(a, "%s %zu ", o->name, parts[2].n);
		key = arena_join(a, parts, 3, STR(""));
	}
	return key;
}

void config_copy(struct config *c, const struct config *from, const struct option *o)
{
	memcpy(field(c, o), field(from, o), kind_of(o)->size);
}

void config_keep(struct config *c, struct arena *a)
{
	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str *text = config_text(c, o);

		if (text != NULL)
			*text = arena_str(a, *text);
	}
}

struct str config_role_names(struct arena *a, enum option_role role)
{
	struct str names = STR("");
	const struct option *last = NULL;

	for (const struct option *o = config_options; o->name != NULL; o++) {
		if (!(o->roles & role))
			continue;
		if (last != NULL)
			names = arena_fmt(a, "%s%s%s", names.p, names.n ? ", " : "", last->name);
		last = o;
	}
	if (last == NULL)
		return names;
	return arena_fmt(a, "%s%s%s", names.p, names.n ? " and " : "", last->name);
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
