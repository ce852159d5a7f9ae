/*
 * shell-completion.c: Prints scripts with which bash, fish and zsh complete cprof's flags.
 *
 * Names in the tables are letters, digits and underscores, and need no quotes. Summaries are quoted.
 */
#include "command/shell-completion.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/mem.h"
#include "command/commands.h"
#include "command/flags.h"
#include "config/config.h"
#include "symbolize/symbolize-flag.h"
#include "units/units.h"

/* How a shell quotes the bytes that are special to it. */
struct quoting {
	const char *special; /* bytes */
	const char *before;
	const char *apostrophe; /* instead of one */
};

static void quoted(struct out *o, const char *text, const struct quoting *q)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'') {
			out_lit(o, q->apostrophe);
			continue;
		}
		if (strchr(q->special, *text) != NULL)
			out_lit(o, q->before);
		out_bytes(o, text, 1);
	}
}

/* Prints the patterns of a case branch in bash: all switches, or all flags that take any value. */
static void bash_branch(struct out *o, const struct completing_flag *rows, size_t n, bool is_switch)
{
	const char *between = "\t";

	for (size_t i = 0; i < n; i++) {
		if (rows[i].is_switch != is_switch || rows[i].values.n != 0)
			continue;
		out_fmt(o, "%s-%s", between, rows[i].name);
		between = " | \\\n\t";
	}
}

static void print_bash(struct out *o, const struct completing_flag *rows, size_t n)
{
	out_lit(o,
		"# Completion of cprof's flags in bash; made by: cprof -completion bash\n"
		"_cprof()\n"
		"{\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]}\n"
		"\tlocal flag=$last prefix= values= follows=1\n"
		"\t# The shell may take -flag=value for three words.\n"
		"\tif [[ $cur == = ]]; then\n"
		"\t\tcur= follows=\n"
		"\telif [[ $last == = ]]; then\n"
		"\t\tflag=${COMP_WORDS[COMP_CWORD-2]} follows=\n"
		"\telif [[ $cur == -*=* ]]; then\n"
		"\t\tflag=${cur%%=*} prefix=${cur%%=*}= cur=${cur#*=} follows=\n"
		"\tfi\n"
		"\tCOMPREPLY=()\n"
		"\tcase ${flag/#--/-} in\n");
	for (size_t i = 0; i < n; i++)
		if (rows[i].values.n != 0)
			out_fmt(o, "\t-%s) %svalues='%.*s' ;;\n", rows[i].name,
				rows[i].is_switch ? "[[ $follows ]] || " : "",
				STR_ARG(rows[i].values));
	bash_branch(o, rows, n, false);
	out_lit(o, ")\n\t\treturn ;;\n");
	bash_branch(o, rows, n, true);
	out_lit(o,
		")\n\t\t[[ $follows ]] || values='true false' ;;\n"
		"\tesac\n"
		"\tif [[ ! $values && $follows && $cur == -* ]]; then\n"
		"\t\t[[ $cur == --* ]] && prefix=- cur=${cur#-}\n"
		"\t\tvalues='");
	for (size_t i = 0; i < n; i++)
		out_fmt(o, "%s-%s", i ? "\n\t\t" : "", rows[i].name);
	out_lit(o,
		"'\n"
		"\tfi\n"
		"\t[[ $values ]] && COMPREPLY=($(compgen -P \"$prefix\" -W \"$values\" -- \"$cur\"))\n"
		"\treturn 0\n"
		"}\n"
		"complete -o default -F _cprof cprof\n");
}

static void print_zsh(struct out *o, const struct completing_flag *rows, size_t n)
{
	static const struct quoting zsh = {"[]:\\$`", "\\", "'\\''"};

	out_lit(o,
		"#compdef cprof\n"
		"# Completion of cprof's flags in zsh; made by: cprof -completion zsh\n"
		"_arguments \\\n");
	for (size_t i = 0; i < n; i++) {
		bool named = rows[i].values.n != 0;

		out_fmt(o, "\t'*'{-,--}'%s%s[", rows[i].name,
			!rows[i].is_switch ? "="
				: named    ? "=-"
					   : "");
		quoted(o, rows[i].summary, &zsh);
		out_lit(o, "]");
		if (named)
			out_fmt(o, "%s:value:(%.*s)", rows[i].is_switch ? ":" : "",
				STR_ARG(rows[i].values));
		else if (!rows[i].is_switch)
			out_lit(o, ":value:_files");
		out_lit(o, "' \\\n");
	}
	out_lit(o, "\t'*:profile:_files'\n");
}

static void print_fish(struct out *o, const struct completing_flag *rows, size_t n)
{
	static const struct quoting fish = {"\\", "\\", "\\'"};

	out_lit(o, "# Completion of cprof's flags in fish; made by: cprof -completion fish\n");
	for (size_t i = 0; i < n; i++) {
		out_fmt(o, "complete -c cprof -o %s -l %s", rows[i].name, rows[i].name);
		if (rows[i].values.n != 0)
			out_fmt(o, "%s -a '%.*s'", rows[i].is_switch ? "" : " -x",
				STR_ARG(rows[i].values));
		else if (!rows[i].is_switch)
			out_lit(o, " -r");
		out_lit(o, " -d '");
		quoted(o, rows[i].summary, &fish);
		out_lit(o, "'\n");
	}
}

const struct completing_shell shells[] = {
	{"bash", print_bash},
	{"fish", print_fish},
	{"zsh", print_zsh},
	{0},
};

const struct completing_shell *shell_completion_find(struct str name)
{
	for (const struct completing_shell *s = shells; s->name != NULL; s++)
		if (str_eq_c(name, s->name))
			return s;
	return NULL;
}

struct str shell_completion_names(struct arena *a, const char *sep)
{
	struct str names = STR("");

	for (const struct completing_shell *s = shells; s->name != NULL; s++)
		names = arena_fmt(a, "%s%s%s", names.p, names.n ? sep : "", s->name);
	return names;
}

/* Sample types that profilers often write: a script does not know the profile. */
static const char *const common_types[] = {"cpu", "samples", "inuse_space", "inuse_objects",
	"alloc_space", "alloc_objects", "delay", "contentions"};

static struct str with_word(struct arena *a, struct str list, const char *word)
{
	return arena_fmt(a, "%s%s%s", list.p, list.n ? " " : "", word);
}

/* Returns the values of an option, separated by blanks; empty: any value. */
static struct str option_values(struct arena *a, const struct option *o)
{
	struct str list = STR("");
	const char *name;

	if (o->kind == OPTION_UNIT) {
		list = STR("minimum auto");
		for (size_t i = 0; (name = units_name(i)) != NULL; i++)
			list = with_word(a, list, name);
		return list;
	}
	if (o->kind == OPTION_TYPE) {
		for (size_t i = 0; i < ARRAY_LEN(common_types); i++)
			list = with_word(a, list, common_types[i]);
		return list;
	}
	return config_choice_names(a, o, " ");
}

static struct str flag_values(struct arena *a, const struct flag *f)
{
	struct str list = STR("");
	const char *word;

	if (f->kind == FLAG_SHELL)
		return shell_completion_names(a, " ");
	if (f->kind == FLAG_SYMBOLIZE)
		for (size_t i = 0; (word = symbolize_word(i)) != NULL; i++)
			list = with_word(a, list, word);
	return list;
}

/* Returns the values of a command's flag: true, false and the words of its record; empty: none is named. */
static struct str command_values(struct arena *a, const struct command *c)
{
	struct str list = STR("true false"), rest = str_from_c(c->values), word;

	while (c->values != NULL && str_split(&rest, ',', &word))
		list = arena_fmt(a, "%s %.*s", list.p, STR_ARG(str_trim(word)));
	return c->values != NULL ? list : STR("");
}

/* The flags of all tables. */
struct rows {
	VEC(struct completing_flag) all;
};

static void add(struct rows *r, const char *name, const char *summary, struct str values,
	bool is_switch)
{
	*vec_add(&r->all) = (struct completing_flag){name, summary, values, is_switch};
}

static void add_all(struct rows *r, struct arena *a)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		add(r, c->name, c->summary, command_values(a, c), !command_takes_regex(c));
	for (const struct option *o = config_options; o->name != NULL; o++)
		add(r, o->name, o->summary, option_values(a, o), o->kind == OPTION_BOOL);
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		if (config_flag_choice(str_from_c(c->name)) == c)
			add(r, c->name, c->summary, STR(""), true);
	for (const struct flag *f = flag_table; f->name != NULL; f++)
		add(r, f->name, f->summary, flag_values(a, f), f->kind == FLAG_BOOL);
}

void shell_completion_print(const struct completing_shell *shell, struct out *o)
{
	struct arena scratch = {0};
	struct rows rows = {0};

	add_all(&rows, &scratch);
	shell->print(o, rows.all.p, rows.all.n);
	free(rows.all.p);
	arena_release(&scratch);
}
