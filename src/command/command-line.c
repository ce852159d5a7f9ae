/*
 * command-line.c: reads the command line: flags, options, names of profiles, and the report that is asked for.
 *
 * The rules are those of Go's flag package: one dash or two; -name=value or -name value; booleans only as
 * -name or -name=value; "--" ends the flags. Other than there, flags may follow the names of profiles. Every
 * option is a flag. Choices of options and reports are boolean flags, but a report with a regular expression
 * takes that as its value.
 */
#include "command/command-line.h"

#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "base/wrap.h"
#include "command/commands.h"
#include "command/shell-completion.h"
#include "command/suggest.h"
#include "units/units.h"

/* The command line while it is read. */
struct args {
	const struct line_scope *s;
	struct command_line *line;
	struct request *q;
	char **p;
	int n, at;
	bool ended;              /* "--" was seen */
	bool chosen[CHOICE_END]; /* by row of config_choices: given as a flag */
};

static bool bad_value(const char *name, const char *wanted, struct str value, struct err *err)
{
	return err_set(err, "-%s takes %s, not \"%.*s\"", name, wanted, STR_ARG(value));
}

/* "8gb", "512MB", "100000" */
static bool parse_size(struct str s, uint64_t *v)
{
	size_t digits = 0;
	struct str unit;
	int64_t number;
	double bytes;

	while (digits < s.n && ascii_is_digit(s.p[digits]))
		digits++;
	if (!num_int(str_sub(s, 0, digits), 10, &number))
		return false;
	unit = str_from(s, digits);
	if (unit.n == 0)
		unit = STR("b");
	if (!units_compatible(unit, STR("b")))
		return false;
	bytes = units_scale(number, unit, STR("b"), &unit);
	*v = (uint64_t)wrap_int(bytes);
	return bytes < 0x1p62;
}

/* "cpu/nanoseconds" */
static bool is_value_type(struct str s)
{
	size_t slash = str_find_last(s, '/');

	return slash > 0 && slash + 1 < s.n;
}

static bool set_shell(struct args *a, const struct flag *f, struct str value, struct err *err)
{
	if (value.n != 0 && shell_completion_find(value) == NULL)
		return bad_value(f->name, shell_completion_names(a->s->life, ", ").p, value, err);
	*(struct str *)((char *)&a->line->flags + f->offset) = value;
	return true;
}

static bool flag_set(struct args *a, const struct flag *f, struct str value, struct err *err)
{
	void *field = (char *)&a->line->flags + f->offset;

	switch (f->kind) {
	case FLAG_BOOL:
		return num_bool(value, field) || bad_value(f->name, "true or false", value, err);
	case FLAG_INT:
		return num_int(value, 0, field) || bad_value(f->name, "a whole number", value, err);
	case FLAG_STRING:
	case FLAG_SYMBOLIZE: /* unknown words in it are noted later: they are no error */
		*(struct str *)field = value;
		return true;
	case FLAG_LIST:
		str_list_add(a->s->life, field, value);
		return true;
	case FLAG_SIZE:
		return parse_size(value, field) ||
			bad_value(f->name, "a size such as 8gb", value, err);
	case FLAG_LINE:
	case FLAG_SCRIPT:
		*vec_add(&a->line->scripts) = (struct script){value, f->kind == FLAG_SCRIPT};
		++*(size_t *)field;
		return true;
	case FLAG_VALUE_TYPE:
		*(struct str *)field = value;
		return value.n == 0 || is_value_type(value) ||
			bad_value(f->name, "TYPE/UNIT, such as cpu/nanoseconds", value, err);
	case FLAG_SHELL:
		return set_shell(a, f, value, err);
	}
	return true;
}

static bool has_default(const struct flag *f)
{
	return f->kind != FLAG_LIST && f->kind != FLAG_LINE && f->kind != FLAG_SCRIPT;
}

static void set_defaults(struct args *a)
{
	for (const struct flag *f = flag_table; f->name != NULL; f++) {
		struct err err;
		bool ok = !has_default(f) || flag_set(a, f, str_from_c(f->def), &err);

		assert(ok);
		(void)ok;
	}
}

/* What a flag's name stands for. Exactly one member is not NULL. */
struct flag_meaning {
	const struct flag *flag;
	const struct option *option;
	const struct choice *choice;
	const struct command *command;
};

static bool meaning_of(struct str name, struct flag_meaning *m)
{
	*m = (struct flag_meaning){
		.flag = flag_find(name),
		.option = config_option(name),
		.choice = config_flag_choice(name),
		.command = command_find(name),
	};
	return m->flag || m->option || m->choice || m->command;
}

/* True when the flag needs no value. */
static bool is_switch(const struct flag_meaning *m)
{
	if (m->flag)
		return m->flag->kind == FLAG_BOOL;
	if (m->option)
		return m->option->kind == OPTION_BOOL;
	return m->choice || !command_takes_regex(m->command);
}

/* Like in Go, the last flag of a name counts: -cum -cum=false leaves the sort order alone. */
static void set_choice(struct args *a, const struct choice *c, bool on)
{
	a->chosen[c - config_choices] = on;
}

static void note_given(struct args *a, const struct option *o)
{
	a->line->given[o - config_options] = true;
}

/* Sets the options whose choices were given as flags. */
static bool apply_choices(struct args *a, struct err *err)
{
	for (const struct choice *c = config_choices; c->name != NULL; c++) {
		if (!a->chosen[c - config_choices])
			continue;
		for (const struct choice *other = config_choices; other != c; other++)
			if (a->chosen[other - config_choices] &&
				strcmp(other->option, c->option) == 0)
				return err_set(err, "-%s and -%s exclude each other", other->name,
					c->name);
		note_given(a, config_option_of(c));
		if (!config_set(a->s->config, a->s->life, config_option_of(c), str_from_c(c->name),
			    CONFIG_FLAG, err))
			return false;
	}
	return true;
}

/* `word` is the regular expression of a report that takes one, else one of its values, or empty. */
static bool set_command(struct args *a, const struct command *c, bool on, struct str word,
	struct err *err)
{
	if (!on) {
		if (a->q->command == c)
			*a->q = (struct request){0};
		return true;
	}
	if (a->q->command != NULL && a->q->command != c)
		return err_set(err, "-%s and -%s: only one report at a time", a->q->command->name,
			c->name);
	a->q->command = c;
	*(command_takes_regex(c) ? &a->q->regex : &a->q->value) = word;
	return true;
}

static bool apply(struct args *a, const struct flag_meaning *m, struct str value, struct err *err)
{
	struct str word;
	bool on;

	if (m->flag)
		return flag_set(a, m->flag, value, err);
	if (m->option) {
		note_given(a, m->option);
		return config_set(a->s->config, a->s->life, m->option, value, CONFIG_FLAG, err);
	}
	if (m->command)
		return command_flag(m->command, value, &on, &word, err) &&
			set_command(a, m->command, on, word, err);
	if (!num_bool(value, &on))
		return bad_value(m->choice->name, "true or false", value, err);
	set_choice(a, m->choice, on);
	return true;
}

static bool no_flag(struct args *a, struct str arg, struct str name, struct err *err)
{
	struct str hint = suggest_flag(a->s->life, name);

	err_set(err, "there is no flag %.*s%.*s", STR_ARG(arg), STR_ARG(hint));
	return hint.n != 0 ? false : err_append(err, "; -help lists them");
}

static bool take_flag(struct args *a, struct str arg, struct err *err)
{
	struct str name = str_from(arg, str_starts(arg, STR("--")) ? 2 : 1), value = STR("true");
	size_t equals = str_find(name, STR("="), 0);
	bool has_value = equals < name.n;
	struct flag_meaning m;

	if (has_value) {
		value = str_from(name, equals + 1);
		name = str_sub(name, 0, equals);
	}
	if (name.n == 0 || !meaning_of(name, &m))
		return no_flag(a, arg, name, err);
	if (!has_value && !is_switch(&m)) {
		if (a->at == a->n)
			return err_set(err, "-%.*s needs a value", STR_ARG(name));
		value = str_from_c(a->p[a->at++]);
	}
	return apply(a, &m, value, err);
}

/* Selects the sample type that a flag such as -inuse_space stands for. */
static void old_sample_flags(struct args *a)
{
	const struct flag_values *flags = &a->line->flags;
	struct config *config = a->s->config;
	const struct {
		bool on;
		const char *flag, *type;
	} rows[] = {
		{flags->total_delay, "total_delay", "delay"},
		{flags->mean_delay, "mean_delay", "delay"},
		{flags->contentions, "contentions", "contentions"},
		{flags->inuse_space, "inuse_space", "inuse_space"},
		{flags->inuse_objects, "inuse_objects", "inuse_objects"},
		{flags->alloc_space, "alloc_space", "alloc_space"},
		{flags->alloc_objects, "alloc_objects", "alloc_objects"},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (!rows[i].on)
			continue;
		if (config->sample_index.n == 0)
			config->sample_index = str_from_c(rows[i].type);
		else
			notes_add(a->s->notes, "-%s is ignored: the sample type is already chosen",
				rows[i].flag);
	}
	if (flags->mean_delay)
		config->mean = true;
}

/* Like pprof, unknown words of -symbolize are noted and ignored. */
static void read_symbolize(struct args *a)
{
	struct str unknown = symbolize_options(a->line->flags.symbolize, &a->line->symbolize);

	if (unknown.n != 0)
		notes_add(a->s->notes, "-symbolize: \"%.*s\" is ignored; there are %s",
			STR_ARG(unknown), symbolize_words);
}

/* True when the list has a name that is not empty. Like in pprof, empty names do not count. */
static bool has_names(const struct str_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->p[i].n != 0)
			return true;
	return false;
}

/* Turns -runs, -check and -series into the report that they ask for. -diff -runs is -runs, and -check -runs is -check. */
static bool take_each(struct args *a, struct err *err)
{
	const struct flag_values *flags = &a->line->flags;

	if (has_names(&flags->series))
		return set_command(a, &command_series, true, STR(""), err);
	if (has_names(&flags->check))
		return set_command(a, &command_check, true, STR(""), err);
	if (!flags->runs)
		return true;
	if (a->q->command != NULL && a->q->command->flags & COMMAND_NEEDS_BASE)
		a->q->command = NULL;
	return set_command(a, &command_runs, true, STR(""), err);
}

struct http_options command_line_http(const struct flag_values *flags)
{
	return (struct http_options){
		.tls_cert = flags->tls_cert,
		.tls_key = flags->tls_key,
		.tls_ca = flags->tls_ca,
		.bearer_file = flags->bearer_file,
		.headers = flags->header.p,
		.n_headers = flags->header.n,
	};
}

/* Checks the flags for servers, whether or not a server is asked. */
static bool check_server_flags(const struct flag_values *flags, struct err *err)
{
	struct http_options ask = command_line_http(flags);

	if (flags->seconds > URL_SECONDS_MAX || flags->timeout > URL_SECONDS_MAX)
		return err_set(err, "-%s takes %d seconds at most",
			flags->seconds > URL_SECONDS_MAX ? "seconds" : "timeout", URL_SECONDS_MAX);
	return http_check(&ask, err);
}

static struct str without_dashes(struct str arg)
{
	while (arg.n != 0 && arg.p[0] == '-')
		arg = str_from(arg, 1);
	return arg;
}

/* Catches a report's name without its dash (cprof top FILE), unless a file has that name. */
static bool check_dash(const struct str_list *names, struct err *err)
{
	const struct command *c = names->n != 0 ? command_find(names->p[0]) : NULL;
	size_t file = c != NULL && command_takes_regex(c) && names->n > 2 ? 2 : 1;
	struct str name = names->n > file ? names->p[file] : STR("FILE");

	if (c == NULL || access(c->name, F_OK) == 0)
		return true;
	if (!command_takes_regex(c))
		return err_set(err, "%s is a report, which takes a dash; type: cprof -%s %.*s",
			c->name, c->name, STR_ARG(name));
	return err_set(err, "%s is a report, which takes a dash; type: cprof -%s=%.*s %.*s",
		c->name, c->name, file == 2 ? (int)names->p[1].n : 6,
		file == 2 ? names->p[1].p : "REGEXP", STR_ARG(name));
}

/* Checks the command line as a whole: which flags exclude or need each other. */
static bool check(const struct args *a, struct err *err)
{
	const struct command_line *line = a->line;
	const struct flag_values *flags = &line->flags;
	const struct config *config = a->s->config;
	const struct request *q = a->q;

	if (q->command != NULL && !command_takes_format(q->command) && line->given[OPT_format] &&
		config->format != FORMAT_TEXT)
		return err_set(err, "-%s and -format=%s: %s has a format of its own",
			q->command->name,
			config_get(a->s->life, config, &config_options[OPT_format]).p,
			q->command->name);
	if (q->command != NULL && q->command->flags & COMMAND_EACH && line->scripts.n != 0)
		return err_set(err, "-%s is no report for -e or -x: it reads its profiles itself",
			q->command->name);
	if (q->command != NULL && q->command->flags & COMMAND_EACH && config->normalize)
		return err_set(err, "-%s and -normalize exclude each other", q->command->name);
	/* These reports keep names of profiles that are gone when they are printed. */
	if (q->command != NULL && q->command->flags & COMMAND_EACH && config->anon)
		return err_set(err,
			"-%s and -anon exclude each other; write the profiles first: "
			"cprof -proto -anon -anon_key=KEY FILE >NEW",
			q->command->name);
	if (q->command != NULL && line->scripts.n != 0)
		return err_set(err, "-%s and -e or -x: give the report as a line, -e %s",
			q->command->name, q->command->name);
	if (flags->watch.n != 0 && (q->command == NULL || q->command->flags & COMMAND_EACH))
		return err_set(err,
			"-watch needs a report that is read again, as in: -watch=5s -top");
	if (has_names(&flags->base) && has_names(&flags->diff_base))
		return err_set(err, "-base and -diff_base exclude each other");
	if (config->normalize && !(q->command != NULL && q->command->flags & COMMAND_NEEDS_BASE) &&
		!has_names(&flags->base) && !has_names(&flags->diff_base))
		return err_set(err, "-normalize needs a base: give -base or -diff_base");
	if (line->names.n == 0 && q->command != NULL && q->regex.n != 0)
		return err_set(err, "no profile given: \"%.*s\" was taken as the expression of -%s",
			STR_ARG(q->regex), q->command->name);
	if (line->names.n == 0)
		return err_set(err, "no profile given; try: cprof FILE, or cprof -help");
	return check_dash(&line->names, err);
}

bool command_line_read(struct command_line *line, const struct line_scope *s, char **args, int n,
	struct request *q, struct err *err)
{
	struct args a = {.s = s, .line = line, .q = q, .p = args, .n = n};
	struct flag_values *flags = &line->flags;

	*line = (struct command_line){0};
	set_defaults(&a);
	*q = (struct request){0};
	while (a.at < n) {
		struct str arg = str_from_c(args[a.at++]);

		if (flags->help || flags->h) /* behind -help flags are names */
			str_list_add(s->life, &line->names, without_dashes(arg));
		else if (!a.ended && str_eq(arg, STR("--")))
			a.ended = true;
		else if (a.ended || arg.n < 2 || arg.p[0] != '-')
			str_list_add(s->life, &line->names, arg);
		else if (!take_flag(&a, arg, err))
			return false;
	}
	if (!apply_choices(&a, err) || !take_each(&a, err))
		return false;
	flags->help |= flags->h;
	if (flags->help || flags->version || flags->completion.n != 0)
		return true;
	old_sample_flags(&a);
	q->config = *s->config;
	if (!check(&a, err))
		return false;
	read_symbolize(&a);
	return check_server_flags(flags, err);
}

void command_line_release(struct command_line *line)
{
	free(line->scripts.p);
	line->scripts.p = NULL;
}
