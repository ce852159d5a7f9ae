/*
 * actions.c: runs the console's commands that are no reports.
 */
#include "shell/actions.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/home.h"
#include "command/commands.h"
#include "command/help.h"
#include "command/presets.h"
#include "command/suggest.h"
#include "command/tokenizer.h"
#include "shell/delivery.h"
#include "shell/last-report.h"
#include "shell/pipe.h"
#include "shell/watch.h"

static struct alias *find_alias(struct shell *s, struct str name)
{
	for (size_t i = 0; i < s->aliases.n; i++)
		if (str_eq(s->aliases.p[i].name, name))
			return &s->aliases.p[i];
	return NULL;
}

static void show_alias(struct shell *s, const struct alias *a)
{
	notes_add(&s->notes, "alias %.*s %.*s", STR_ARG(a->name), STR_ARG(a->lines));
}

/* Help on a name that no table has: an alias or a sample type. Else an error suggests a name. */
static bool help_on_other(struct shell *s, struct str name, struct err *err)
{
	const struct alias *alias = find_alias(s, name);
	const struct line_scope scope = shell_scope(s);
	const struct profile *p = scope.profile;
	struct str hint;

	if (alias != NULL) {
		show_alias(s, alias);
		return true;
	}
	for (uint32_t i = 0; i < p->n_types; i++) {
		if (!str_eq(profile_str(p, p->types[i].type), name))
			continue;
		notes_add(&s->notes, "%.*s is the same as sample_index=%.*s", STR_ARG(name),
			STR_ARG(name));
		return true;
	}
	if (str_eq(name, STR(":"))) {
		notes_add(&s->notes, ": clears %s", config_role_names(&s->command, ROLE_CLEARED).p);
		return true;
	}
	hint = suggest_word(&scope, name);
	err_set(err, "there is no command or option \"%.*s\"%.*s", STR_ARG(name), STR_ARG(hint));
	return hint.n != 0 ? false : err_append(err, "; help lists them");
}

static bool run_help(struct shell *s, struct str words, struct err *err)
{
	struct out out = {.terminal = true};

	if (str_eq(words, STR("reading")))
		return last_report_explain(s, STR(""), err);
	if (words.n == 0)
		help_overview(&out);
	else if (!help_on(words, &out))
		return help_on_other(s, words, err);
	shell_show(s, &out);
	return true;
}

static bool run_options(struct shell *s, struct str words, struct err *err)
{
	const struct line_scope scope = shell_scope(s);
	struct out out = {0};

	(void)words, (void)err;
	help_options(&scope, &out);
	shell_show(s, &out);
	return true;
}

static bool run_quit(struct shell *s, struct str words, struct err *err)
{
	(void)words, (void)err;
	s->leaving = true;
	return true;
}

/* Fails where words follow that would have no effect. */
static bool is_last(struct str rest, const char *verb, const char *what, struct err *err)
{
	rest = tokenizer_trim(rest);
	return rest.n == 0 ||
		err_set(err, "%s takes one %s; there is also \"%.*s\"", verb, what, STR_ARG(rest));
}

static bool run_source(struct shell *s, struct str words, struct err *err)
{
	struct token path;
	bool there;

	if (!tokenizer_next(&s->command, &words, PLACE_VERB, &path, &there, err))
		return false;
	if (!there)
		return err_set(err, "source needs a file with commands");
	if (!is_last(words, "source", "file", err))
		return false;
	return shell_source(s, home_expand(&s->command, path.text), FILE_ASKED, false, err);
}

static bool list_presets(struct shell *s)
{
	struct str *names;
	size_t n = preset_names(&s->command, &names);

	for (size_t i = 0; i < n; i++)
		notes_add(&s->notes, "%.*s", STR_ARG(names[i]));
	if (n == 0)
		notes_add(&s->notes, "there are no presets yet; preset save NAME makes one");
	return true;
}

static bool save_preset(struct shell *s, struct str name, struct err *err)
{
	const char *path;

	if (!preset_save(&s->command, name, &s->config, &path, err))
		return false;
	notes_add(&s->notes, "preset %.*s is in %s", STR_ARG(name), path);
	return true;
}

/* Sets all options that a preset can have: those that its file does not name get their defaults. */
static bool use_preset(struct shell *s, struct str name, struct err *err)
{
	struct config before = s->config;
	const char *path;

	if (!preset_path(&s->command, name, &path, err))
		return false;
	if (access(path, R_OK) != 0)
		return preset_missing(name, err);
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (!(o->roles & ROLE_UNSAVED))
			config_reset(&s->config, o);
	if (shell_source(s, str_from_c(path), FILE_REGULAR, true, err))
		return true;
	s->config = before;
	return false;
}

static bool delete_preset(struct shell *s, struct str name, struct err *err)
{
	if (!preset_delete(&s->command, name, err))
		return false;
	notes_add(&s->notes, "preset %.*s deleted", STR_ARG(name));
	return true;
}

/*
 * preset: lists them; preset NAME: sets its options; preset save NAME: keeps those that are set; preset
 * delete NAME.
 */
static bool run_preset(struct shell *s, struct str words, struct err *err)
{
	struct token word = {0}, name = {0};
	bool there, named, saves, deletes;

	if (!tokenizer_next(&s->command, &words, PLACE_VERB, &word, &there, err) ||
		!tokenizer_next(&s->command, &words, PLACE_VERB, &name, &named, err))
		return false;
	if (!there)
		return list_presets(s);
	saves = str_eq(word.text, STR(PRESET_SAVE)) && !word.quoted;
	deletes = str_eq(word.text, STR(PRESET_DELETE)) && !word.quoted;
	if (!named && (saves || deletes))
		return err_set(err, "preset %.*s needs a name", STR_ARG(word.text));
	if (tokenizer_trim(words).n != 0 || (named && !saves && !deletes))
		return err_set(err, "preset takes a name, or save or delete and a name");
	return saves      ? save_preset(s, name.text, err)
		: deletes ? delete_preset(s, name.text, err)
			  : use_preset(s, word.text, err);
}

/* The text without its quotes, if one pair encloses it. */
static bool whole_word(struct shell *s, struct str text, struct str *bare, struct err *err)
{
	struct str rest = text;
	struct token word;
	bool there;

	if (!tokenizer_next(&s->command, &rest, PLACE_VERB, &word, &there, err))
		return false;
	*bare = there && word.quoted && tokenizer_trim(rest).n == 0 ? word.text : text;
	return true;
}

/* alias: lists all; alias NAME: shows one; alias NAME LINES: sets it. */
static bool run_alias(struct shell *s, struct str words, struct err *err)
{
	struct alias *alias;
	struct str lines;
	struct token name;
	bool there;

	if (!tokenizer_next(&s->command, &words, PLACE_VERB, &name, &there, err))
		return false;
	for (size_t i = 0; i < s->aliases.n && !there; i++)
		show_alias(s, &s->aliases.p[i]);
	if (!there)
		return true;
	alias = find_alias(s, name.text);
	words = tokenizer_trim(words);
	if (words.n == 0 && alias == NULL)
		return err_set(err, "there is no alias \"%.*s\"", STR_ARG(name.text));
	if (words.n == 0) {
		show_alias(s, alias);
		return true;
	}
	if (command_find(name.text) != NULL || verb_find(name.text) != NULL)
		return err_set(err, "%.*s is a command already", STR_ARG(name.text));
	if (!whole_word(s, words, &lines, err))
		return false;
	if (alias == NULL) {
		alias = vec_add(&s->aliases);
		alias->name = arena_str(&s->life, name.text);
	}
	alias->lines = arena_str(&s->life, lines);
	return true;
}

static bool run_unalias(struct shell *s, struct str words, struct err *err)
{
	struct alias *alias;
	struct token name;
	bool there;

	if (!tokenizer_next(&s->command, &words, PLACE_VERB, &name, &there, err))
		return false;
	if (!there)
		return err_set(err, "unalias needs the name of an alias; alias lists them");
	do {
		alias = find_alias(s, name.text);
		if (alias == NULL)
			return err_set(err, "there is no alias \"%.*s\"; alias lists them",
				STR_ARG(name.text));
		s->aliases.n--;
		memmove(alias, alias + 1,
			(size_t)(s->aliases.p + s->aliases.n - alias) * sizeof(*alias));
		if (!tokenizer_next(&s->command, &words, PLACE_VERB, &name, &there, err))
			return false;
	} while (there);
	return true;
}

/* Runs a command of the user's shell, which has the terminal; without a command, the shell itself. */
static bool run_shell(struct shell *s, struct str words, struct err *err)
{
	int status;

	shell_leave_screen(s);
	if (!pipe_shell(words, &status, err))
		return false;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)
		return err_set(err, "stopped");
	if (WIFSIGNALED(status))
		notes_add(&s->notes, "signal %d ended it", WTERMSIG(status));
	else if (WEXITSTATUS(status) != 0)
		notes_add(&s->notes, "it ended with status %d", WEXITSTATUS(status));
	return true;
}

/* The endings that `save` knows: ".dot .gif ..." */
static struct str endings(struct shell *s)
{
	struct str list = STR("");

	for (const struct command *c = commands; c->name != NULL; c++)
		if (c->saves != NULL)
			list = arena_fmt(&s->command, "%s%s.%s", list.p, list.n ? " " : "",
				c->saves);
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (c->ending != NULL)
			list = arena_fmt(&s->command, "%s .%s", list.p, c->ending);
	return list;
}

/*
 * Makes the request to save the rows of the last report in a format; of `top`, where there was none, or
 * one without rows. Programs get all rows, unless the user asked for so many.
 */
static void ask_for_rows(struct shell *s, struct request *q, enum choice_id format)
{
	q->command = command_find(STR("top"));
	if (s->last.command != NULL && command_takes_format(s->last.command)) {
		*q = s->last;
		q->regex = arena_str(&s->command, q->regex);
		config_keep(&q->config, &s->command);
	}
	q->config.format = format;
	q->is_count_default |= q->config.nodecount == -1;
	if (q->is_count_default)
		q->config.nodecount = command_gives_all(q->command, &q->config)
			? -1
			: q->command->console_nodes;
	notes_add(&s->notes, "These are the rows of %s", q->command->name);
}

/* Sets the report that the file's ending stands for. */
static bool choose_saved(struct shell *s, struct str path, struct request *q, struct err *err)
{
	const struct choice *format = config_choice_for_file(path);

	q->command = command_for_file(path);
	if (q->command == NULL && format == NULL)
		return err_set(err, "%.*s: the name must end in one of %s", STR_ARG(path),
			endings(s).p);
	if (q->command == NULL)
		ask_for_rows(s, q, (enum choice_id)(format - config_choices + 1));
	return true;
}

bool shell_save(struct shell *s, struct str path, const struct config *config, struct err *err)
{
	struct request q = {.config = *config};

	if (!choose_saved(s, path, &q, err))
		return false;
	q.config.output = home_expand(&s->command, path);
	return shell_report(s, &q, err);
}

/* Writes the report that the file's ending stands for, as its flag would. */
static bool run_save(struct shell *s, struct str words, struct err *err)
{
	struct token path;
	bool there;

	if (!tokenizer_next(&s->command, &words, PLACE_VERB, &path, &there, err))
		return false;
	if (!there)
		return err_set(err, "save needs a file name that ends in one of %s", endings(s).p);
	return is_last(words, "save", "file", err) && shell_save(s, path.text, &s->config, err);
}

/* Reads names of files; they live as long as the shell. */
static bool take_names(struct shell *s, struct str words, struct str_list *names, struct err *err)
{
	struct token name;
	bool there;

	for (;;) {
		if (!tokenizer_next(&s->command, &words, PLACE_VERB, &name, &there, err))
			return false;
		if (!there)
			return true;
		if (str_eq(name.text, STR("-")) && !name.quoted)
			return err_set(err, "standard input is where the commands come from");
		if (!name.quoted &&
			(str_starts(name.text, STR(">")) || str_eq(name.text, STR("|"))))
			return err_set(err, "> and | need a report");
		name.text = home_expand(&s->command, name.text);
		str_list_add(&s->life, names, arena_str(&s->life, name.text));
	}
}

/* "a.pb.gz b.pb.gz"; of many names the first few. */
static struct str list_names(struct shell *s, const struct str_list *names)
{
	enum { SHOWN = 4 };
	struct str list = arena_join(&s->command, names->p, names->n < SHOWN ? names->n : SHOWN,
		STR(" "));

	if (names->n <= SHOWN)
		return list;
	return arena_fmt(&s->command, "%.*s and %zu more", STR_ARG(list), names->n - SHOWN);
}

static bool say_compared(struct shell *s)
{
	struct str names = list_names(s, &s->store.from.source->names), base;

	if (s->store.from.base == NULL) {
		notes_add(&s->notes, "%.*s, compared with nothing", STR_ARG(names));
		return true;
	}
	base = list_names(s, &s->store.from.base->names);
	notes_add(&s->notes, "%.*s, less %.*s%s", STR_ARG(names), STR_ARG(base),
		s->store.from.marked ? ", which is the 100%" : "");
	return true;
}

static bool compare_with(struct shell *s, struct str words, bool marked, struct err *err)
{
	struct str_list names = {0};
	bool off = str_eq(words, STR("off"));

	if (words.n == 0)
		return say_compared(s);
	if (!off && !take_names(s, words, &names, err))
		return false;
	return sources_compare(s, names, marked && !off, err) && say_compared(s);
}

static bool run_diff_base(struct shell *s, struct str words, struct err *err)
{
	return compare_with(s, words, true, err);
}

static bool run_base(struct shell *s, struct str words, struct err *err)
{
	return compare_with(s, words, false, err);
}

static bool run_add(struct shell *s, struct str words, struct err *err)
{
	struct str_list names = {0};
	struct str all;

	if (!take_names(s, words, &names, err))
		return false;
	if (names.n == 0)
		return err_set(err, "add needs a file");
	if (!sources_add(s, names, err))
		return false;
	all = list_names(s, &s->store.from.source->names);
	notes_add(&s->notes, "%.*s: %zu samples", STR_ARG(all), s->store.profile->n_samples);
	return true;
}

static bool run_reload(struct shell *s, struct str words, struct err *err)
{
	size_t before = s->store.profile->n_samples;
	struct str all;

	(void)words;
	if (!sources_reload(s, NULL, err))
		return false;
	all = list_names(s, &s->store.from.source->names);
	notes_add(&s->notes, "%.*s: %zu samples, before %zu", STR_ARG(all),
		s->store.profile->n_samples, before);
	return true;
}

/* Starts and stops the web interface. */
static bool run_http(struct shell *s, struct str words, struct err *err)
{
	struct token word;
	bool there;

	if (!tokenizer_next(&s->command, &words, PLACE_VERB, &word, &there, err) ||
		!is_last(words, "http", "address", err))
		return false;
	if (!there)
		return s->web->start(s->web->context, STR(""), err);
	if (!str_eq(word.text, STR("off")))
		return s->web->start(s->web->context, arena_str(&s->life, word.text), err);
	s->web->stop(s->web->context);
	notes_add(&s->notes, "the web interface is off");
	return true;
}

/* By enum verb_id. */
static bool (*const actions[VERB_END])(struct shell *s, struct str words, struct err *err) = {
	[VERB_ADD] = run_add,
	[VERB_ALIAS] = run_alias,
	[VERB_BASE] = run_base,
	[VERB_DIFF_BASE] = run_diff_base,
	[VERB_EXPLAIN] = last_report_explain,
	[VERB_HELP] = run_help,
	[VERB_HTTP] = run_http,
	[VERB_OPTIONS] = run_options,
	[VERB_PRESET] = run_preset,
	[VERB_QUIT] = run_quit,
	[VERB_RELOAD] = run_reload,
	[VERB_SAVE] = run_save,
	[VERB_SHELL] = run_shell,
	[VERB_SOURCE] = run_source,
	[VERB_UNALIAS] = run_unalias,
	[VERB_WATCH] = shell_watch_line,
};

/* Runs the verb of a request whose text goes to a pipe or a file. */
static bool show_elsewhere(struct shell *s, const struct request *q, struct err *err)
{
	FILE *stream = s->stream;
	struct str text = {0};
	char *p = NULL;
	bool ok;

	s->stream = open_memstream(&p, &text.n);
	if (s->stream == NULL) {
		s->stream = stream;
		return err_set(err, "no memory for the text");
	}
	ok = actions[q->verb->id](s, q->words, err);
	fclose(s->stream);
	s->stream = stream;
	text.p = p;
	ok = ok && shell_deliver(s, q, text, err);
	free(p);
	return ok;
}

bool shell_do(struct shell *s, const struct request *q, struct err *err)
{
	if (q->pipe.n != 0 || q->config.output.n != 0)
		return show_elsewhere(s, q, err);
	return actions[q->verb->id](s, q->words, err);
}
