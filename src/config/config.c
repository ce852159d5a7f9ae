/*
 * config.c: see config.h.
 */
#include "config/config.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/num.h"

const struct option config_options[] = {
#define OPTION(kind, name, def, summary, detail) \
	{#name, OPTION_##kind, offsetof(struct config, name), def, summary, detail},
#define CHOICE(option, name, summary, detail)
#include "config/options.def"
#undef OPTION
#undef CHOICE
	{0},
};

const struct choice config_choices[] = {
#define OPTION(kind, name, def, summary, detail)
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

void config_init(struct config *c)
{
	*c = (struct config){0};
	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str def = str_from_c(o->def);
		bool ok = true;

		switch (o->kind) {
		case OPTION_BOOL:
			ok = num_bool(def, field(c, o));
			break;
		case OPTION_INT:
			ok = num_int(def, 10, field(c, o));
			break;
		case OPTION_FLOAT:
			ok = num_float(def, field(c, o));
			break;
		case OPTION_STRING:
		case OPTION_CHOICE:
		case OPTION_WORD:
			*(struct str *)field(c, o) = def;
			break;
		}
		assert(ok);
		(void)ok;
	}
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

static bool set_choice(struct config *c, struct arena *a, const struct option *o, struct str value,
	struct err *err)
{
	const struct choice *choice = choice_of(o, value);

	if (choice == NULL)
		return err_set(err, "%s: \"%.*s\" is none of %s", o->name, (int)value.n, value.p,
			config_choice_names(a, o, ", ").p);
	*(struct str *)field(c, o) = str_from_c(choice->name);
	return true;
}

bool config_set(struct config *c, struct arena *a, const struct option *o, struct str value,
	enum config_style style, struct err *err)
{
	const char *wanted = "";
	bool ok = true;

	switch (o->kind) {
	case OPTION_BOOL:
		ok = style == CONFIG_FLAG ? num_bool(value, field(c, o))
					  : console_bool(value, field(c, o));
		wanted = "true or false";
		break;
	case OPTION_INT:
		ok = num_int(value, style == CONFIG_FLAG ? 0 : 10, field(c, o));
		wanted = "a whole number";
		break;
	case OPTION_FLOAT:
		ok = num_float(value, field(c, o));
		wanted = "a number";
		break;
	case OPTION_STRING:
		*(struct str *)field(c, o) = arena_str(a, value);
		break;
	case OPTION_CHOICE:
	case OPTION_WORD:
		return set_choice(c, a, o, value, err);
	}
	if (!ok)
		return err_set(err, "%s takes %s, not \"%.*s\"", o->name, wanted, (int)value.n,
			value.p);
	return true;
}

struct str config_get(struct arena *a, const struct config *c, const struct option *o)
{
	char buf[32];

	switch (o->kind) {
	case OPTION_BOOL:
		return *(const bool *)field(c, o) ? STR("true") : STR("false");
	case OPTION_INT:
		return arena_fmt(a, "%" PRId64, *(const int64_t *)field(c, o));
	case OPTION_FLOAT:
		num_format(*(const double *)field(c, o), buf);
		return arena_str(a, str_from_c(buf));
	case OPTION_STRING:
	case OPTION_CHOICE:
	case OPTION_WORD:
		break;
	}
	return *(const struct str *)field(c, o);
}

void config_copy(struct config *c, const struct config *from, const struct option *o)
{
	static const size_t sizes[] = {
		[OPTION_BOOL] = sizeof(bool),
		[OPTION_INT] = sizeof(int64_t),
		[OPTION_FLOAT] = sizeof(double),
		[OPTION_STRING] = sizeof(struct str),
		[OPTION_CHOICE] = sizeof(struct str),
	};

	memcpy((char *)c + o->offset, (const char *)from + o->offset, sizes[o->kind]);
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

void config_keep(struct config *c, struct arena *a)
{
	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str *text = (struct str *)((char *)c + o->offset);

		if (o->kind == OPTION_STRING || o->kind == OPTION_CHOICE)
			*text = arena_str(a, *text);
	}
}
