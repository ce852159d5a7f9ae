/*
 * line.c: Parses a statement of the console: does an assignment, or makes a request.
 *
 * The rules are those of pprof's internal/driver/interactive.go. NAME=VALUE assigns, and //: begins a
 * comment on an assignment. Any other statement is a command and its words: a number is the node count,
 * -word adds to ignore, >file redirects, and other words add to focus. cprof adds quotes, >>, | and ;
 * (tokenizer.h), aliases, pasted names (names.h), and words that set an option: -lines, -noinlines,
 * -nodecount=3.
 */
#include "command/line.h"

#include "base/ascii.h"
#include "base/home.h"
#include "base/num.h"
#include "command/commands.h"
#include "command/names.h"
#include "command/suggest.h"
#include "command/tokenizer.h"
#include "command/verbs.h"
#include "units/units.h"

/* Selects the sample type of this name; total_ and mean_ may stand in front of it. */
static bool select_type(const struct line_scope *s, struct str name)
{
	const struct profile *p = s->profile;

	for (uint32_t i = 0; i < p->n_types && name.n != 0; i++) {
		struct str type = profile_str(p, p->types[i].type);
		bool total = str_starts(name, STR("total_")) && str_eq(str_from(name, 6), type);
		bool mean = str_starts(name, STR("mean_")) && str_eq(str_from(name, 5), type);

		if (!(total || mean || str_eq(name, type)))
			continue;
		s->config->sample_index = type;
		if (total || mean)
			s->config->mean = mean;
		return true;
	}
	return false;
}

static const struct command *command_of(struct str *word, struct config *config);

/*
 * Does ":", which clears the filters, and the name of a sample type, which selects it. In quotes it may be
 * a command's name, too.
 */
static bool expand_shortcut(const struct line_scope *s, struct str line)
{
	struct config *c = s->config, ignored = *c;
	struct str rest = line, name = line;
	struct token word;
	struct err err;
	bool there;

	if (str_eq(line, STR(":"))) {
		for (const struct option *o = config_options; o->name != NULL; o++)
			if (o->roles & ROLE_CLEARED)
				config_reset(c, o);
		return true;
	}
	if (tokenizer_next(s->arena, &rest, PLACE_FIRST, &word, &there, &err) && there &&
		word.quoted && tokenizer_trim(rest).n == 0)
		return select_type(s, word.text);
	return command_of(&name, &ignored) == NULL && verb_find(line) == NULL &&
		select_type(s, line);
}

/* Sets a choice by its own name: "lines", "cum=true". */
static bool set_by_choice(struct config *config, struct arena *a, const struct choice *c,
	struct str value, struct err *err)
{
	bool on = value.n == 0;

	if (value.n != 0 && (!num_bool(value, &on) || !on))
		return err_set(err, "%s is a choice of %s; use %s=%s", c->name, c->option,
			c->option, c->name);
	return config_set(config, a, config_option_of(c), str_from_c(c->name), CONFIG_CONSOLE, err);
}

/* Notes a unit that no value of the profile can be shown in. */
static void check_unit(const struct line_scope *s, struct str unit)
{
	const struct profile *p = s->profile;

	if (unit.n == 0 || str_eq(unit, STR("minimum")) || str_eq(unit, STR("auto")))
		return;
	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str own = profile_str(p, p->types[i].unit);

		if (str_eq(own, unit) || units_compatible(own, unit))
			return;
	}
	notes_add(s->notes,
		"unit=%.*s: no value of this profile has this unit; unit=minimum is the default",
		STR_ARG(unit));
}

/* Sets an option in `c`: the scope's options, or those of one command. Texts are copied to the arena. */
static bool set_option(const struct line_scope *s, struct config *c, struct arena *a,
	const struct option *o, struct str value, struct err *err)
{
	enum option_domain domain = config_domain(o);
	uint32_t index;

	if (domain == DOMAIN_PATHS)
		value = home_expand(s->arena, value);
	if (domain == DOMAIN_FUNCTION_REGEX)
		value = names_resolve(s, s->arena, value);
	if (domain == DOMAIN_UNIT)
		check_unit(s, value);
	if (domain == DOMAIN_SAMPLE_TYPE) {
		if (!profile_type_index(s->profile, value, &index, err))
			return false;
		/* The type's name is kept, and not its number, for the list of options. */
		value = profile_str(s->profile, s->profile->types[index].type);
	}
	return config_set(c, a, o, value, CONFIG_CONSOLE, err);
}

/*
 * Does an assignment: NAME=VALUE, NAME VALUE, or NAME alone, which sets a boolean option to true, and of
 * another option makes it *shown. *done is false when the line is no assignment.
 */
static bool try_assignment(const struct line_scope *s, struct str line, bool *done,
	const struct option **shown, struct err *err)
{
	size_t at = tokenizer_value_at(line);
	bool has_value = at <= line.n;
	struct str rest = line, name, value = str_from(line, at);
	const struct option *o;
	const struct choice *c;

	if (has_value)
		name = tokenizer_trim(str_sub(line, 0, str_find(line, STR("="), 0)));
	else if (tokenizer_name(&rest, &name))
		value = tokenizer_trim(rest);
	else
		name = STR("");
	o = config_option(name);
	c = config_choice(name);
	*shown = NULL;
	*done = o != NULL || (c != NULL && (has_value || value.n == 0));
	if (!*done)
		return true;
	if (!tokenizer_value(s->arena, value, &value, err))
		return err_wrap(err, "%.*s", STR_ARG(name));
	if (c != NULL)
		return set_by_choice(s->config, s->life, c, value, err);
	if (!has_value && value.n == 0 && o->kind != OPTION_BOOL)
		*shown = o;
	else
		return set_option(s, s->config, s->life, o, value, err);
	return true;
}

/* The words behind a command, while they are read. */
struct line_words {
	const struct line_scope *s;
	struct request *q;
	struct str rest;
	struct config *c;
	struct str focus, ignore;
};

static struct str either(struct arena *a, struct str l, struct str r)
{
	struct str parts[2] = {l, r};

	return arena_join(a, parts, 2, STR("|"));
}

/* Reads the file behind > or >>. */
static bool take_redirection(struct line_words *w, bool append, struct err *err)
{
	struct token file;
	bool there;

	if (!tokenizer_next(w->s->arena, &w->rest, PLACE_FILE, &file, &there, err))
		return false;
	if (!there || file.is_operator)
		return err_set(err, "> needs a file name");
	w->q->append = append;
	w->c->output = home_expand(w->s->arena, file.text);
	return true;
}

/* Takes what follows a |: a command of the shell, to the end of the line. */
static bool take_pipe(struct line_words *w, struct err *err)
{
	w->q->pipe = tokenizer_trim(w->rest);
	w->rest = STR("");
	return w->q->pipe.n != 0 || err_set(err, "| needs a command");
}

static bool take_operator(struct line_words *w, struct str operator, struct err * err)
{
	if (str_eq(operator, STR("|")))
		return take_pipe(w, err);
	return take_redirection(w, operator.n == 2, err);
}

/* Sets an option for this command, and says so; but not for -cum, which pprof has, too. */
static bool take_setting(struct line_words *w, struct str word, const struct token_setting *set,
	struct err *err)
{
	const struct line_scope *s = w->s;
	struct str bare = str_from(word, str_starts(word, STR("--")) ? 2 : 1), value = set->value;

	if (!tokenizer_value(s->arena, value, &value, err))
		return false;
	if (!str_eq(bare, STR("cum")))
		notes_add(s->notes,
			"%.*s sets the option for this command; -(%.*s) ignores what matches",
			STR_ARG(word), STR_ARG(bare));
	if (set->choice != NULL)
		return set_by_choice(w->c, s->arena, set->choice, value, err);
	return set_option(s, w->c, s->arena, set->option, value, err);
}

/* What a number among the words of a command sets. */
static int64_t *count_of(const struct command *c, struct config *config)
{
	return c->args == ARGS_LEVELS ? &config->depth : &config->nodecount;
}

static bool take_word(struct line_words *w, struct str word, bool names, struct err *err)
{
	struct arena *a = w->s->arena;
	struct token_setting set;
	int64_t n;

	if (num_int(word, 10, &n) && n >= INT32_MIN && n <= INT32_MAX) {
		*count_of(w->q->command, w->c) = n;
	} else if (tokenizer_setting(word, &set)) {
		return take_setting(w, word, &set, err);
	} else if (word.p[0] == '-') {
		word = str_from(word, 1);
		w->ignore = either(a, w->ignore, names ? names_resolve(w->s, a, word) : word);
	} else {
		w->focus = either(a, w->focus, names ? names_resolve(w->s, a, word) : word);
	}
	return true;
}

static void set_filter(struct str *field, struct str value)
{
	if (value.n != 0)
		*field = value;
}

/*
 * True when the next word would be no name: a number, an option or a quoted word. Only a whole name comes
 * before that.
 */
static bool is_else(struct str rest)
{
	struct str word;
	int64_t n;

	return tokenizer_name(&rest, &word) &&
		(word.p[0] == '-' || word.p[0] == '"' || word.p[0] == '\'' ||
			num_int(word, 10, &n));
}

/* Takes the words of a pasted name. False: there is none. */
static bool take_name(struct line_words *w, struct str *regex, bool whole)
{
	size_t n = names_pasted(w->s, w->rest, whole, regex);

	w->rest = str_from(w->rest, n);
	return n != 0;
}

/* The same for a name behind a `-`, unless the word sets an option. */
static bool take_ignored_name(struct line_words *w, struct str *regex)
{
	struct str rest = tokenizer_trim(w->rest), behind = rest, word;
	struct token_setting set;
	size_t n;

	if (!str_starts(rest, STR("-")) || !tokenizer_name(&behind, &word) || word.n < 2 ||
		tokenizer_setting(word, &set))
		return false;
	n = names_pasted(w->s, str_from(rest, 1), false, regex);
	if (n != 0)
		w->rest = str_from(rest, 1 + n);
	return n != 0;
}

/* Notes that the first word of focus is the name of a command: probably it was meant to be one. */
static void tell_command(struct line_words *w, struct str word)
{
	const struct command *first = w->q->command;
	struct str parts[2] = {str_from_c(first->name), word}, both;

	if (w->focus.n != 0 || command_find(word) == NULL)
		return;
	both = arena_join(w->s->arena, parts, 2, STR(""));
	if (command_find(both) != NULL)
		notes_add(w->s->notes,
			"%.*s is taken as an expression of focus; did you mean %.*s?",
			STR_ARG(word), STR_ARG(both));
	else
		notes_add(w->s->notes,
			"%.*s is taken as an expression of focus; a ; begins another command",
			STR_ARG(word));
}

static bool take_words(struct line_words *w, const struct command *c, struct err *err)
{
	bool names = c->args != ARGS_TAGS, there;
	struct token word;
	struct str regex;

	for (;;) {
		if (names && take_name(w, &regex, is_else(w->rest))) {
			w->focus = either(w->s->arena, w->focus, regex);
			continue;
		}
		if (names && take_ignored_name(w, &regex)) {
			w->ignore = either(w->s->arena, w->ignore, regex);
			continue;
		}
		if (!tokenizer_next(w->s->arena, &w->rest, PLACE_REPORT, &word, &there, err))
			return false;
		if (!there)
			break;
		if (word.is_operator) {
			if (!take_operator(w, word.text, err))
				return false;
			continue;
		}
		tell_command(w, word.text);
		if (word.quoted)
			w->focus = either(w->s->arena, w->focus,
				names ? names_resolve(w->s, w->s->arena, word.text) : word.text);
		else if (!take_word(w, word.text, names, err))
			return false;
	}
	set_filter(c->args == ARGS_TAGS ? &w->c->tagfocus : &w->c->focus, w->focus);
	set_filter(c->args == ARGS_TAGS ? &w->c->tagignore : &w->c->ignore, w->ignore);
	return true;
}

/* The command that a word names, or NULL. Digits at its end are the node count: top10. */
static const struct command *command_of(struct str *word, struct config *config)
{
	const struct command *c = command_find(*word);
	size_t n = word->n;
	int64_t count;

	if (c != NULL)
		return c;
	while (n > 0 && ascii_is_digit(word->p[n - 1]))
		n--;
	c = command_find(str_sub(*word, 0, n));
	if (c == NULL || n == word->n)
		return NULL;
	if (command_takes_regex(c)) /* like pprof, the digits are then its regular expression */
		*word = str_from(*word, n);
	else if (num_int(str_from(*word, n), 10, &count) && count <= INT32_MAX)
		*count_of(c, config) = count;
	else
		return NULL;
	return c;
}

/*
 * Takes the command's regular expression. `digits`, if not empty, is one that stood in the command's name.
 */
static bool take_regex(struct line_words *w, struct str digits, struct err *err)
{
	struct token word = {.text = digits};
	bool there = true;

	if (digits.n == 0 && take_name(w, &w->q->regex, false))
		return true;
	if (digits.n == 0 &&
		!tokenizer_next(w->s->arena, &w->rest, PLACE_REPORT, &word, &there, err))
		return false;
	if (!there || word.is_operator)
		return err_set(err, "%s needs a regular expression", w->q->command->name);
	w->q->regex = names_resolve(w->s, w->s->arena, word.text);
	return true;
}

static bool no_command(const struct line_scope *s, struct str word, struct err *err)
{
	struct str name = str_sub(word, 0, str_find(word, STR("="), 0));
	struct str hint = suggest_word(s, name);

	err_set(err, "there is no %s \"%.*s\"%.*s", name.n < word.n ? "option" : "command",
		STR_ARG(name), STR_ARG(hint));
	return hint.n != 0 ? false : err_append(err, "; help lists them");
}

static bool parse_command(const struct line_scope *s, struct str line, struct request *q,
	struct err *err)
{
	struct line_words w = {.s = s,
		.q = q,
		.rest = line,
		.c = &q->config,
		.focus = STR(""),
		.ignore = STR("")};
	struct str word, name;
	const struct command *c;

	tokenizer_name(&w.rest, &word);
	name = word;
	c = q->command = command_of(&word, &q->config);
	if (c == NULL)
		return no_command(s, word, err);
	if (command_takes_regex(c) && !take_regex(&w, word.n == name.n ? STR("") : word, err))
		return false;
	if (!take_words(&w, c, err))
		return false;
	if (q->config.nodecount == -1 && !command_gives_all(c, &q->config)) {
		q->config.nodecount = c->console_nodes;
		q->is_count_default = true;
	}
	return true;
}

/* Takes the words of a verb, up to the pipe or the file behind a verb that prints a text. */
static bool parse_verb(const struct line_scope *s, struct str rest, struct request *q,
	struct err *err)
{
	struct line_words w = {.s = s, .q = q, .rest = rest, .c = &q->config};
	bool there = verb_shows(q->verb), found = false;
	struct token word;

	q->words = tokenizer_trim(rest);
	q->config.output = STR(""); /* that of reports */
	while (there) {
		size_t at = rest.n - w.rest.n;

		if (!tokenizer_next(s->arena, &w.rest, PLACE_NAME, &word, &there, err))
			return false;
		if (!there)
			break;
		if (word.is_operator && !found)
			q->words = tokenizer_trim(str_sub(rest, 0, at));
		if (word.is_operator && !take_operator(&w, word.text, err))
			return false;
		if (found && !word.is_operator)
			return err_set(err, "\"%.*s\" has no meaning behind a file",
				STR_ARG(word.text));
		found = found || word.is_operator;
	}
	return true;
}

bool line_parse(const struct line_scope *s, struct str statement, enum line_kind *kind,
	struct request *q, struct err *err)
{
	const struct option *shown;
	struct str word, rest;
	bool done;

	statement = tokenizer_trim(statement);
	*kind = LINE_NOTHING;
	if (statement.n == 0 || expand_shortcut(s, statement))
		return true;
	if (!try_assignment(s, statement, &done, &shown, err))
		return false;
	if (shown != NULL) {
		*q = (struct request){.option = shown};
		*kind = LINE_OPTION;
	}
	if (done)
		return true;
	rest = statement;
	tokenizer_name(&rest, &word);
	*q = (struct request){.config = *s->config, .verb = verb_find(word)};
	if (q->verb != NULL) {
		*kind = LINE_VERB;
		return parse_verb(s, rest, q, err);
	}
	*kind = LINE_REPORT;
	return parse_command(s, statement, q, err);
}
