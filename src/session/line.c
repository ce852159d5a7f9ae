/*
 * line.c: a line of the console.
 *
 * In: what was typed. Out: a done assignment, or a request. The rules are those of pprof's
 * internal/driver/interactive.go: NAME=VALUE assigns, //: begins a comment on an assignment; other
 * lines are a command and its words: numbers are node counts, -word adds to ignore, >file redirects,
 * other words add to focus.
 */

#include "base/num.h"
#include "session/session.h"

/* Lines that stand for other lines. */
static bool assign(struct session *s, struct str name, const char *value)
{
	struct err ignored;
	const struct option *o = config_option(name);

	/* An option that nothing obeys yet has its default. */
	return !o->here ||
		config_set(&s->config, &s->life, o, str_from_c(value), CONFIG_CONSOLE, &ignored);
}

/* ":" clears the filters; a sample type's name selects it, with total_ and mean_ in front also. */
static bool expand_shortcut(struct session *s, struct str line)
{
	static const char *const filters[] = {"focus", "ignore", "hide", "tagfocus", "tagignore"};
	const struct profile *p = &s->profile;

	if (str_eq(line, STR(":"))) {
		for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
			assign(s, str_from_c(filters[i]), "");
		return true;
	}
	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str type = profile_str(p, p->types[i].type);
		bool total = str_starts(line, STR("total_")) && str_eq(str_from(line, 6), type);
		bool mean = str_starts(line, STR("mean_")) && str_eq(str_from(line, 5), type);

		if (line.n == 0 || !(total || mean || str_eq(line, type)))
			continue;
		s->config.sample_index = type;
		if (total || mean)
			s->config.mean = mean;
		return true;
	}
	return false;
}

/* Sets a choice by its own name: "lines", "cum=true". */
static bool set_by_choice(struct session *s, const struct choice *c, struct str value,
	struct err *err)
{
	bool on = value.n == 0;

	if (value.n != 0 && (!num_bool(value, &on) || !on))
		return err_set(err, "%s is a choice of %s; use %s=%s", c->name, c->option,
			c->option, c->name);
	return config_set(&s->config, &s->life, config_option(str_from_c(c->option)),
		str_from_c(c->name), CONFIG_CONSOLE, err);
}

static bool set_option(struct session *s, const struct option *o, struct str value, struct err *err)
{
	uint32_t index;

	if (!str_eq_c(str_from_c(o->name), "sample_index"))
		return config_set(&s->config, &s->life, o, value, CONFIG_CONSOLE, err);
	/* Kept as the type's name, so that it shows what was chosen. */
	if (!profile_type_index(&s->profile, value, &index, err))
		return false;
	s->config.sample_index = profile_str(&s->profile, s->profile.types[index].type);
	return true;
}

/* Does the assignment that line is. *done is false when it is none. */
static bool try_assignment(struct session *s, struct str line, bool *done, struct err *err)
{
	size_t equals = str_find(line, STR("="), 0), at, comment;
	bool has_value = equals < line.n;
	struct str name = str_trim(str_sub(line, 0, equals)), value = str_from(line, equals + 1);
	const struct option *o = config_option(name);
	const struct choice *c = config_choice(name);

	*done = o != NULL || c != NULL;
	if (!*done)
		return true;
	for (at = 0, comment = value.n; (at = str_find(value, STR("//:"), at)) < value.n; at++)
		comment = at;
	value = has_value ? str_trim(str_sub(value, 0, comment)) : STR("");
	if (c != NULL)
		return set_by_choice(s, c, value, err);
	if (!has_value && o->kind != OPTION_BOOL)
		return err_set(err, "%s needs a value: %s=VALUE", o->name, o->name);
	return set_option(s, o, value, err);
}

/* The words behind a command while they are read. */
struct words {
	struct session *s;
	struct str rest;
	struct config *c;
	struct str focus, ignore;
};

static struct str either(struct arena *a, struct str l, struct str r)
{
	struct str parts[2] = {l, r};

	return arena_join(a, parts, 2, STR("|"));
}

static bool take_word(struct words *w, struct str word, struct err *err)
{
	int64_t n;

	if (num_int(word, 10, &n) && n >= INT32_MIN && n <= INT32_MAX) {
		w->c->nodecount = n;
	} else if (word.p[0] == '>') {
		word = str_from(word, 1);
		if (word.n == 0 && !str_word(&w->rest, &word))
			return err_set(err, "there is no file name behind >");
		w->c->output = word;
	} else if (str_eq(word, STR("-cum")) || str_eq(word, STR("--cum"))) {
		w->c->sort = STR("cum");
	} else if (word.p[0] == '-') {
		w->ignore = either(&w->s->command, w->ignore, str_from(word, 1));
	} else {
		w->focus = either(&w->s->command, w->focus, word);
	}
	return true;
}

static bool set_filter(struct str *field, const char *name, struct str value, struct err *err)
{
	if (value.n == 0)
		return true;
	if (!config_option(str_from_c(name))->here)
		return err_set(err, "%s is not implemented yet", name);
	*field = value;
	return true;
}

static bool take_words(struct words *w, const struct command *c, struct err *err)
{
	struct str word;

	while (str_word(&w->rest, &word))
		if (!take_word(w, word, err))
			return false;
	if (c->args == ARGS_TAGS)
		return set_filter(&w->c->tagfocus, "tagfocus", w->focus, err) &&
			set_filter(&w->c->tagignore, "tagignore", w->ignore, err);
	return set_filter(&w->c->focus, "focus", w->focus, err) &&
		set_filter(&w->c->ignore, "ignore", w->ignore, err);
}

/* The command that a word names; digits at its end are a node count: top10. */
static const struct command *command_of(struct str *word, struct config *config)
{
	const struct command *c = command_find(*word);
	size_t n = word->n;
	int64_t count;

	if (c != NULL)
		return c;
	while (n > 0 && word->p[n - 1] >= '0' && word->p[n - 1] <= '9')
		n--;
	c = command_find(str_sub(*word, 0, n));
	if (c == NULL || n == word->n)
		return NULL;
	if (command_takes_regex(c)) /* like pprof, the digits are then its regular expression */
		*word = str_from(*word, n);
	else if (num_int(str_from(*word, n), 10, &count) && count <= INT32_MAX)
		config->nodecount = count;
	else
		return NULL;
	return c;
}

static bool parse_command(struct session *s, struct str line, struct request *q, struct err *err)
{
	struct words w = {.s = s,
		.rest = line,
		.c = &q->config,
		.focus = STR(""),
		.ignore = STR("")};
	struct str word, name;
	const struct command *c;

	str_word(&w.rest, &word);
	name = word;
	*q = (struct request){.config = s->config};
	c = q->command = command_of(&word, &q->config);
	if (c == NULL)
		return err_set(err, "there is no command \"%.*s\"; help lists them", (int)word.n,
			word.p);
	if (c->report == NULL)
		return err_set(err, "%s is not implemented yet", c->name);
	if (command_takes_regex(c)) {
		q->regex = word;
		if (word.n == name.n && !str_word(&w.rest, &q->regex))
			return err_set(err, "%s needs a regular expression", c->name);
	}
	if (!take_words(&w, c, err))
		return false;
	if (q->config.nodecount == -1)
		q->config.nodecount = c->console_nodes;
	return true;
}

bool session_parse_line(struct session *s, struct str line, enum line_kind *kind, struct request *q,
	struct err *err)
{
	struct str word, rest;
	bool done;

	arena_rewind(&s->command);
	line = str_trim(line);
	*kind = LINE_NOTHING;
	if (line.n == 0 || expand_shortcut(s, line))
		return true;
	if (!try_assignment(s, line, &done, err))
		return false;
	if (done)
		return true;
	rest = line;
	str_word(&rest, &word);
	if (str_eq(word, STR("o")) || str_eq(word, STR("options"))) {
		*kind = LINE_OPTIONS;
	} else if (str_eq(word, STR("q")) || str_eq(word, STR("quit")) ||
		str_eq(word, STR("exit"))) {
		*kind = LINE_EXIT;
	} else if (str_eq(word, STR("help"))) {
		*kind = LINE_HELP;
		q->regex = str_trim(rest);
	} else {
		if (!parse_command(s, line, q, err))
			return false;
		*kind = LINE_REPORT;
	}
	return true;
}

void session_enter_console(struct session *s)
{
	s->config.compact_labels = true;
	s->in_console = true;
}
