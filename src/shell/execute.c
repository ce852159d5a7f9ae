/*
 * execute.c: executes lines of the console: typed, in a file, or given by flags.
 */
#include <unistd.h>

#include "base/home.h"
#include "base/interrupt.h"
#include "command/complete.h"
#include "command/help.h"
#include "command/names.h"
#include "command/tokenizer.h"
#include "shell/actions.h"
#include "shell/delivery.h"

struct line_scope shell_scope(struct shell *s)
{
	static const struct profile nothing;

	return (struct line_scope){
		.arena = &s->command,
		.life = &s->life,
		.config = &s->config,
		.profile = s->store.profile != NULL ? s->store.profile : &nothing,
		.aliases = s->aliases.p,
		.n_aliases = s->aliases.n,
		.notes = &s->notes,
	};
}

bool shell_parse(struct shell *s, struct str statement, enum line_kind *kind, struct request *q,
	struct err *err)
{
	const struct line_scope scope = shell_scope(s);

	return line_parse(&scope, statement, kind, q, err);
}

void shell_complete(struct shell *s, struct str line, struct completion *c)
{
	const struct line_scope scope = shell_scope(s);

	arena_rewind(&s->command);
	complete_line(&scope, line, c);
}

static void show_option(struct shell *s, const struct option *o)
{
	const struct line_scope scope = shell_scope(s);
	struct out out = {.terminal = true};

	help_option(&scope, o, &out);
	shell_show(s, &out);
}

static bool execute_statement(struct shell *s, struct str statement, struct err *err)
{
	enum line_kind kind;
	struct request q;

	if (!shell_parse(s, statement, &kind, &q, err))
		return false;
	switch (kind) {
	case LINE_NOTHING:
		break;
	case LINE_OPTION:
		show_option(s, q.option);
		break;
	case LINE_VERB:
		return shell_do(s, &q, err);
	case LINE_REPORT:
		return shell_report(s, &q, err);
	}
	return true;
}

/* The alias that a statement begins with, and *rest, the text behind its name; NULL: there is none. */
static const struct alias *alias_of(struct shell *s, struct str statement, struct str *rest)
{
	struct token word;
	struct err ignored;
	bool there;

	*rest = statement;
	if (tokenizer_value_at(statement) <= statement.n ||
		!tokenizer_next(&s->command, rest, PLACE_FIRST, &word, &there, &ignored) || !there)
		return NULL;
	for (size_t i = 0; i < s->aliases.n; i++)
		if (str_eq(s->aliases.p[i].name, word.text))
			return &s->aliases.p[i];
	return NULL;
}

/* How deep aliases and files of lines may use each other. */
enum { DEPTH_MAX = 16 };

/* Executes the lines of an alias, with the words behind its name at their end. */
/* NOLINTNEXTLINE(misc-no-recursion): shell_execute bounds the depth. */
static bool execute_alias(struct shell *s, const struct alias *alias, struct str words,
	struct err *err)
{
	struct str parts[2] = {alias->lines, words};
	struct arena scratch = {0};
	bool ok = shell_execute(s, arena_join(&scratch, parts, 2, STR(" ")), err);

	arena_release(&scratch);
	return ok;
}

/* NOLINTNEXTLINE(misc-no-recursion): see DEPTH_MAX. */
bool shell_execute(struct shell *s, struct str line, struct err *err)
{
	struct str rest = line, statement, words;
	bool ok = true;

	if (s->depth == DEPTH_MAX)
		return err_set(err, "aliases or sourced files are nested too deeply");
	if (s->depth == 0)
		interrupt_clear();
	s->depth++;
	while (ok && !s->leaving && tokenizer_statement(&rest, &statement)) {
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

bool shell_source(struct shell *s, struct str path, enum file_kinds kinds, bool strict,
	struct err *err)
{
	struct arena scratch = {0};
	char *name = arena_c(&scratch, path);
	struct str text, line;
	struct err line_err;
	bool ok = home_read(&scratch, name, kinds, &text, err);

	for (int n = 1; ok && !s->leaving && str_split(&text, '\n', &line); n++) {
		if (shell_execute(s, line, &line_err))
			continue;
		err_wrap(&line_err, "%s:%d", name, n);
		if (strict) {
			*err = line_err;
			ok = false;
		} else {
			s->failed = true;
			shell_leave_screen(s);
			err_print(&line_err, s->stream);
		}
	}
	arena_release(&scratch);
	return ok;
}

bool shell_run_scripts(struct shell *s, struct err *err)
{
	for (size_t i = 0; i < s->args.scripts.n && !s->leaving; i++) {
		struct script script = s->args.scripts.p[i];

		if (!(script.is_file ? shell_source(s, script.text, FILE_ASKED, true, err)
				     : shell_execute(s, script.text, err)))
			return false;
	}
	return true;
}

/* Executes the file of lines that the user wants executed at every start. */
static void read_rc(struct shell *s)
{
	const char *path = home_config(&s->command, "cprofrc");
	struct config given = s->config;
	struct err err;

	if (path == NULL || access(path, F_OK) != 0)
		return;
	if (!shell_source(s, str_from_c(path), FILE_REGULAR, false, &err))
		err_print(&err, s->stream);
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (s->args.given[o - config_options])
			config_copy(&s->config, &given, o);
	s->failed = false; /* the exit status is not about that file */
}

void shell_enter_console(struct shell *s)
{
	const struct line_scope scope = shell_scope(s);

	s->config.compact_labels = true;
	s->in_console = true;
	names_resolve_options(&scope, &s->config);
	if (!s->args.flags.norc)
		read_rc(s);
}
