/*
 * line.c: a line of the console.
 *
 * In: what was typed. Out: a done assignment, or a request. The rules are those of pprof's
 * internal/driver/interactive.go: NAME=VALUE assigns, //: begins a comment on an assignment; other
 * lines are a command and its words: numbers are node counts, -word adds to ignore, >file redirects,
 * other words add to focus. Beyond it there are quotes, >>, | and ; (see words.h), and aliases.
 */

#include <unistd.h>

#include "base/interrupt.h"
#include "base/num.h"
#include "session/home.h"
#include "session/session.h"
#include "session/suggest.h"
#include "session/words.h"

/* ":" clears the filters; a sample type's name selects it, with total_ and mean_ in front also. */
static bool expand_shortcut(struct session *s, struct str line)
{
	const struct profile *p = &s->profile;
	struct config *c = &s->config;

	if (str_eq(line, STR(":"))) {
		c->focus = c->ignore = c->hide = c->tagfocus = c->tagignore = STR("");
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

	if (o->kind == OPTION_PATH || o->kind == OPTION_PATHS)
		value = home_expand(&s->command, value);
	if (o->kind != OPTION_TYPE)
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
	struct str name = str_trim(str_sub(line, 0, equals));
	struct str value = has_value ? str_trim(str_from(line, equals + 1)) : STR("");
	const struct option *o = config_option(name);
	const struct choice *c = config_choice(name);

	*done = o != NULL || c != NULL;
	if (!*done)
		return true;
	at = words_quoted(value);
	for (comment = value.n; (at = str_find(value, STR("//:"), at)) < value.n; at++)
		comment = at;
	value = str_trim(str_sub(value, 0, comment));
	if (!words_value(&s->command, value, &value, err))
		return err_wrap(err, "%.*s", (int)name.n, name.p);
	if (c != NULL)
		return set_by_choice(s, c, value, err);
	if (!has_value && o->kind != OPTION_BOOL)
		return err_set(err, "%s needs a value: %s=VALUE", o->name, o->name);
	return set_option(s, o, value, err);
}

/* The words behind a command while they are read. */
struct words {
	struct session *s;
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

/* >file, > file, >>file, >> file */
static bool take_redirection(struct words *w, struct str word, struct err *err)
{
	struct word file = {0};
	bool there;

	w->q->append = str_starts(word, STR(">>"));
	file.text = str_from(word, w->q->append ? 2 : 1);
	if (file.text.n != 0) {
		if (!words_value(&w->s->command, file.text, &file.text, err))
			return false;
	} else {
		if (!words_next(&w->s->command, &w->rest, &file, &there, err))
			return false;
		if (!there)
			return err_set(err, "there is no file name behind >");
	}
	w->c->output = home_expand(&w->s->command, file.text);
	return true;
}

/* What follows a | is the shell's, to the end of the line. */
static bool take_pipe(struct words *w, struct err *err)
{
	w->q->pipe = str_trim(w->rest);
	w->rest = STR("");
	return w->q->pipe.n != 0 || err_set(err, "there is no command behind |");
}

static bool take_word(struct words *w, struct str word, struct err *err)
{
	int64_t n;

	if (num_int(word, 10, &n) && n >= INT32_MIN && n <= INT32_MAX) {
		w->c->nodecount = n;
	} else if (word.p[0] == '>') {
		return take_redirection(w, word, err);
	} else if (str_eq(word, STR("|"))) {
		return take_pipe(w, err);
	} else if (str_eq(word, STR("-cum")) || str_eq(word, STR("--cum"))) {
		w->c->sort = STR("cum");
	} else if (word.p[0] == '-') {
		w->ignore = either(&w->s->command, w->ignore, str_from(word, 1));
	} else {
		w->focus = either(&w->s->command, w->focus, word);
	}
	return true;
}

static void set_filter(struct str *field, struct str value)
{
	if (value.n != 0)
		*field = value;
}

static bool take_words(struct words *w, const struct command *c, struct err *err)
{
	struct word word;
	bool there;

	for (;;) {
		if (!words_next(&w->s->command, &w->rest, &word, &there, err))
			return false;
		if (!there)
			break;
		if (word.quoted)
			w->focus = either(&w->s->command, w->focus, word.text);
		else if (!take_word(w, word.text, err))
			return false;
	}
	set_filter(c->args == ARGS_TAGS ? &w->c->tagfocus : &w->c->focus, w->focus);
	set_filter(c->args == ARGS_TAGS ? &w->c->tagignore : &w->c->ignore, w->ignore);
	return true;
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

/* The regular expression of the command; `digits` is one that was part of the command's name. */
static bool take_regex(struct words *w, struct str digits, struct err *err)
{
	struct word word = {.text = digits};
	bool there = true;

	if (digits.n == 0 && !words_next(&w->s->command, &w->rest, &word, &there, err))
		return false;
	w->q->regex = word.text;
	return there || err_set(err, "%s needs a regular expression", w->q->command->name);
}

static bool no_command(struct session *s, struct str word, struct err *err)
{
	struct str name = str_sub(word, 0, str_find(word, STR("="), 0));
	struct str hint = suggest_word(s, name);

	err_set(err, "there is no %s \"%.*s\"%.*s", name.n < word.n ? "option" : "command",
		(int)name.n, name.p, (int)hint.n, hint.p);
	return hint.n != 0 ? false : err_append(err, "; help lists them");
}

static bool parse_command(struct session *s, struct str line, struct request *q, struct err *err)
{
	struct words w = {.s = s,
		.q = q,
		.rest = line,
		.c = &q->config,
		.focus = STR(""),
		.ignore = STR("")};
	struct str word, name;
	const struct command *c;

	str_word(&w.rest, &word);
	name = word;
	c = q->command = command_of(&word, &q->config);
	if (c == NULL)
		return no_command(s, word, err);
	if (command_takes_regex(c) && !take_regex(&w, word.n == name.n ? STR("") : word, err))
		return false;
	if (!take_words(&w, c, err))
		return false;
	if (q->config.nodecount == -1)
		q->config.nodecount = c->console_nodes;
	return true;
}

bool session_parse_statement(struct session *s, struct str statement, enum line_kind *kind,
	struct request *q, struct err *err)
{
	struct str word, rest;
	bool done;

	statement = str_trim(statement);
	*kind = LINE_NOTHING;
	if (statement.n == 0 || expand_shortcut(s, statement))
		return true;
	if (!try_assignment(s, statement, &done, err))
		return false;
	if (done)
		return true;
	rest = statement;
	str_word(&rest, &word);
	*q = (struct request){.config = s->config, .verb = verb_find(word)};
	if (q->verb != NULL) {
		*kind = LINE_VERB;
		q->words = str_trim(rest);
		return true;
	}
	*kind = LINE_REPORT;
	return parse_command(s, statement, q, err);
}

static bool execute_statement(struct session *s, struct str statement, struct err *err)
{
	enum line_kind kind;
	struct request q;

	if (!session_parse_statement(s, statement, &kind, &q, err))
		return false;
	switch (kind) {
	case LINE_NOTHING:
		break;
	case LINE_VERB:
		return q.verb->run(s, q.words, err);
	case LINE_REPORT:
		return session_report(s, &q, err);
	}
	return true;
}

/* The lines of the alias that a statement begins with, and what follows its name; or NULL. */
static const struct alias *alias_of(struct session *s, struct str statement, struct str *rest)
{
	struct str word;

	*rest = statement;
	if (!str_word(rest, &word))
		return NULL;
	for (size_t i = 0; i < s->aliases.n; i++)
		if (str_eq(s->aliases.p[i].name, word))
			return &s->aliases.p[i];
	return NULL;
}

/* Lines within lines may not go on for ever. */
enum { DEPTH_MAX = 16 };

/* The alias's lines with the words behind its name at their end. */
/* NOLINTNEXTLINE(misc-no-recursion): session_execute bounds the depth. */
static bool execute_alias(struct session *s, const struct alias *alias, struct str words,
	struct err *err)
{
	struct str parts[2] = {alias->lines, words};
	struct arena scratch = {0};
	bool ok = session_execute(s, arena_join(&scratch, parts, 2, STR(" ")), err);

	arena_release(&scratch);
	return ok;
}

/* NOLINTNEXTLINE(misc-no-recursion): see DEPTH_MAX. */
bool session_execute(struct session *s, struct str line, struct err *err)
{
	struct str rest = line, statement, words;
	bool ok = true;

	if (s->depth == DEPTH_MAX)
		return err_set(err, "lines stand for lines that stand for lines, and so on");
	if (s->depth == 0)
		interrupt_clear();
	s->depth++;
	while (ok && !s->leaving && words_statement(&rest, &statement)) {
		const struct alias *alias = alias_of(s, statement, &words);

		if (interrupted()) {
			ok = err_set(err, "stopped");
			break;
		}
		arena_rewind(&s->command);
		ok = alias != NULL ? execute_alias(s, alias, words, err)
				   : execute_statement(s, statement, err);
	}
	s->depth--;
	return ok;
}

bool session_source(struct session *s, struct str path, enum file_kinds kinds, bool strict,
	struct err *err)
{
	struct arena scratch = {0};
	char *name = arena_c(&scratch, path);
	struct str text, line;
	struct err line_err;
	bool ok = home_read(&scratch, name, kinds, &text, err);

	for (int n = 1; ok && !s->leaving && str_split(&text, '\n', &line); n++) {
		if (session_execute(s, line, &line_err))
			continue;
		err_wrap(&line_err, "%s:%d", name, n);
		if (strict) {
			*err = line_err;
			ok = false;
		} else {
			s->failed = true;
			err_print(&line_err, s->notes);
		}
	}
	arena_release(&scratch);
	return ok;
}

bool session_run_scripts(struct session *s, struct err *err)
{
	for (size_t i = 0; i < s->scripts.n && !s->leaving; i++) {
		struct script script = s->scripts.p[i];

		if (!(script.is_file ? session_source(s, script.text, FILE_ASKED, false, err)
				     : session_execute(s, script.text, err)))
			return false;
	}
	return true;
}

/* The lines that the user wants done at every start. */
static void read_rc(struct session *s)
{
	const char *path = home_config(&s->command, "cprofrc");
	struct config given = s->config;
	struct err err;

	if (path == NULL || access(path, F_OK) != 0)
		return;
	if (!session_source(s, str_from_c(path), FILE_REGULAR, false, &err))
		err_print(&err, s->notes);
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (s->given[o - config_options])
			config_copy(&s->config, &given, o);
	s->failed = false; /* what matters is what was asked for */
}

void session_enter_console(struct session *s)
{
	s->config.compact_labels = true;
	s->in_console = true;
	if (!s->flags.norc)
		read_rc(s);
}
