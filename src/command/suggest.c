/*
 * suggest.c: Finds the existing name with the smallest edit distance to one that does not exist.
 */
#include "command/suggest.h"

#include "base/ascii.h"
#include "base/edit-distance.h"
#include "command/commands.h"
#include "command/flags.h"
#include "command/verbs.h"

enum { NAMES_MAX = 3 };

static struct str did_you_mean(struct arena *a, const struct edit_nearest *near, const char *dash)
{
	struct str parts[4] = {STR("; did you mean "), str_from_c(dash), near->name, STR("?")};

	return near->found ? arena_join(a, parts, 4, STR("")) : STR("");
}

/* Tries commands, options and the choices that find_choice finds. */
static void try_tables(struct edit_nearest *near, struct str word,
	const struct choice *(*find_choice)(struct str name))
{
	for (const struct command *c = commands; c->name != NULL; c++)
		edit_nearest_try(near, word, str_from_c(c->name));
	for (const struct option *o = config_options; o->name != NULL; o++)
		edit_nearest_try(near, word, str_from_c(o->name));
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (find_choice(str_from_c(c->name)) == c)
			edit_nearest_try(near, word, str_from_c(c->name));
}

/* Returns "; did you mean format=json?" if the word is a value of an option, else an empty text. */
static struct str try_values(struct arena *a, struct str word, const char *dash)
{
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (str_eq_c(word, c->name))
			return arena_fmt(a, "; did you mean %s%s=%s?", dash, c->option, c->name);
	return STR("");
}

struct str suggest_word(const struct line_scope *s, struct str word)
{
	struct str value = try_values(s->arena, word, "");
	struct edit_nearest near = {0};

	if (value.n != 0)
		return value;
	try_tables(&near, word, config_choice);
	for (const struct verb *v = verbs; v->name != NULL; v++)
		edit_nearest_try(&near, word, str_from_c(v->name));
	for (size_t i = 0; i < s->n_aliases; i++)
		edit_nearest_try(&near, word, s->aliases[i].name);
	for (uint32_t i = 0; i < s->profile->n_types; i++)
		edit_nearest_try(&near, word, profile_str(s->profile, s->profile->types[i].type));
	return did_you_mean(s->arena, &near, "");
}

struct str suggest_flag(struct arena *a, struct str name)
{
	struct str value = try_values(a, name, "-");
	struct edit_nearest near = {0};
	size_t colon = str_find(name, STR(":"), 0);
	struct str address = str_from(name, colon);

	/* -http:8080 */
	for (const struct flag *f = flag_table; f->name != NULL && colon < name.n; f++)
		if (str_eq_c(str_sub(name, 0, colon), f->name))
			return arena_fmt(a, "; did you mean -%s=%.*s?", f->name, STR_ARG(address));

	if (value.n != 0)
		return value;
	try_tables(&near, name, config_flag_choice);
	for (const struct flag *f = flag_table; f->name != NULL; f++)
		edit_nearest_try(&near, name, str_from_c(f->name));
	return did_you_mean(a, &near, "-");
}

/* Tries each word in a function's name: "order", "Stock", "Longest". */
static void try_words(struct edit_nearest *near, struct str typed, struct str name)
{
	for (size_t i = 0, begin = 0; i <= name.n; i++) {
		if (i < name.n && ascii_is_word(name.p[i]))
			continue;
		if (i > begin)
			edit_nearest_try(near, typed, str_sub(name, begin, i - begin));
		begin = i + 1;
	}
}

struct str suggest_function(struct arena *a, const struct profile *p, struct str regex)
{
	struct edit_nearest near = {0};
	struct str typed = regex;

	/* Drop the operators around a name. */
	while (typed.n != 0 && !ascii_is_word(typed.p[0]))
		typed = str_from(typed, 1);
	while (typed.n != 0 && !ascii_is_word(typed.p[typed.n - 1]))
		typed.n--;
	for (uint32_t i = 1; i < p->n_functions; i++)
		try_words(&near, typed, profile_str(p, p->functions[i].name));
	return did_you_mean(a, &near, "");
}

struct str suggest_types(struct arena *a, const struct profile *p, const struct config *config,
	uint32_t type)
{
	struct str list = STR("");

	for (uint32_t i = 0; i < p->n_types; i++) {
		struct config each = *config;
		struct report r = {.arena = a};
		struct err ignored;
		struct str parts[2] = {list}, row[3];

		each.sample_index = arena_fmt(a, "%u", i);
		each.mean = false;
		each.relative_percentages = false;
		if (!report_init(&r, p, NULL, &each, &ignored) || r.values.total == 0)
			continue;
		if (i == type)
			return STR(""); /* there are, but what is shown has none */
		row[0] = profile_str(p, p->types[i].type);
		row[1] = report_value(&r, r.values.total);
		parts[1] = arena_join(a, row, 2, STR(" "));
		list = arena_join(a, parts, 2, STR(", "));
	}
	return list;
}
