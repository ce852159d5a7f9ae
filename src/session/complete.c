/*
 * complete.c: see complete.h.
 *
 * The line is taken apart as session_execute would do it; what is expected at its end follows from
 * the tables of commands, verbs and options. A source of candidates calls offer() with each of its
 * names; what has been typed so far must be at the front of it or, for functions, anywhere in it.
 */
#include "session/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/num.h"
#include "session/presets.h"
#include "session/words.h"

/* What the value of an option is, where its kind does not say. Others are not completed. */
enum value { VALUE_FUNCTION, VALUE_KEY, VALUE_KEY_REGEX, VALUE_LABEL, VALUE_TYPE, VALUE_PATH };

static const struct {
	size_t option; /* its offset in struct config */
	enum value value;
	char separator; /* of a list; or 0 */
} values[] = {
	{offsetof(struct config, output), VALUE_PATH, 0},
	{offsetof(struct config, source_path), VALUE_PATH, ':'},
	{offsetof(struct config, trim_path), VALUE_PATH, ':'},
	{offsetof(struct config, sample_index), VALUE_TYPE, 0},
	{offsetof(struct config, tagroot), VALUE_KEY, ','},
	{offsetof(struct config, tagleaf), VALUE_KEY, ','},
	{offsetof(struct config, tagshow), VALUE_KEY_REGEX, '|'},
	{offsetof(struct config, taghide), VALUE_KEY_REGEX, '|'},
	{offsetof(struct config, tagfocus), VALUE_LABEL, ','},
	{offsetof(struct config, tagignore), VALUE_LABEL, ','},
	{offsetof(struct config, focus), VALUE_FUNCTION, '|'},
	{offsetof(struct config, ignore), VALUE_FUNCTION, '|'},
	{offsetof(struct config, prune_from), VALUE_FUNCTION, '|'},
	{offsetof(struct config, hide), VALUE_FUNCTION, '|'},
	{offsetof(struct config, show), VALUE_FUNCTION, '|'},
	{offsetof(struct config, show_from), VALUE_FUNCTION, '|'},
};

/* How a name is to be typed. */
enum style {
	STYLE_PLAIN,
	STYLE_WORD,  /* in quotes where it holds a blank */
	STYLE_REGEX, /* with backslashes */
};

struct completer {
	struct session *s;
	struct arena *a;
	struct str line;
	struct completion *c;
	char quote;       /* the word begins with it; or 0 */
	bool dash;        /* it is behind a `-`, where there can be no quotes */
	struct str head;  /* the word up to what is completed: "main|" of "main|run" */
	struct str typed; /* what is completed, without backslashes where it is a regex */
	enum style style;
	bool anywhere; /* it may stand anywhere in the name */
	VEC(struct candidate) rows;
	VEC(struct str) names; /* of the rows, as they are */
};

static bool is_meta(char c)
{
	return c != '\0' && strchr("\\.+*?()|[]{}^$", c) != NULL;
}

static bool has_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (words_blank(s.p[i]))
			return true;
	return false;
}

/* A regular expression for the name. What could not be typed is any character. */
static struct str escape(struct completer *k, struct str name)
{
	struct out o = {0};
	struct str text;
	size_t n;

	for (size_t i = 0; i < name.n; i += n) {
		unsigned char c = (unsigned char)name.p[i];

		n = str_utf8_length(str_from(name, i));
		if (n == 0 || c < ' ' || c == 0x7f ||
			(c == 0xc2 && (unsigned char)name.p[i + 1] < 0xa0)) {
			out_lit(&o, ".");
			n = n == 0 ? 1 : n;
		} else if (c == ' ' && k->dash) {
			out_lit(&o, "\\s");
		} else {
			if (is_meta((char)c))
				out_lit(&o, "\\");
			out_bytes(&o, name.p + i, n);
		}
	}
	text = arena_str(k->a, (struct str){o.p, o.n});
	out_release(&o);
	return text;
}

/* The text of a regular expression without its backslashes. */
static struct str unescape(struct completer *k, struct str s)
{
	char *to = arena_alloc(k->a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
		to[n++] = s.p[i];
	}
	return (struct str){to, n};
}

/* In quotes; a quote within gets a backslash. `closed`: with the one at its end. */
static struct str in_quotes(struct completer *k, struct str text, char quote, bool closed)
{
	struct out o = {0};
	struct str s;

	out_bytes(&o, &quote, 1);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == quote)
			out_lit(&o, "\\");
		out_bytes(&o, text.p + i, 1);
	}
	if (closed)
		out_bytes(&o, &quote, 1);
	s = arena_str(k->a, (struct str){o.p, o.n});
	out_release(&o);
	return s;
}

/* As a word, a text would be read as something else. */
static bool needs_quotes(struct str text)
{
	int64_t n;

	return has_blank(text) ||
		(text.n != 0 && (strchr("->\"'", text.p[0]) != NULL || num_int(text, 10, &n)));
}

/* The word with `name` at its end, as it is to be typed. `whole`: nothing follows in it. */
static struct str word_for(struct completer *k, struct str name, bool whole)
{
	struct str parts[2] = {k->head, k->style == STYLE_REGEX ? escape(k, name) : name};
	struct str text = arena_join(k->a, parts, 2, STR(""));
	char quote = k->quote;

	if (quote == 0 && k->style != STYLE_PLAIN && !k->dash && needs_quotes(text))
		quote = '"';
	return quote != 0 ? in_quotes(k, text, quote, whole) : text;
}

static void offer_open(struct completer *k, struct str name, bool open)
{
	if (name.n < k->typed.n ||
		(k->anywhere ? str_find(name, k->typed, 0) == name.n && k->typed.n != 0
			     : !str_starts(name, k->typed)))
		return;
	vec_add(&k->rows)->open = open;
	*vec_add(&k->names) = name;
}

static void offer(struct completer *k, struct str name)
{
	offer_open(k, name, false);
}

static struct str joined(struct completer *k, struct str a, struct str b)
{
	struct str parts[2] = {a, b};

	return arena_join(k->a, parts, 2, STR(""));
}

/* Commands and verbs. */
static void offer_commands(struct completer *k)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (c->report != NULL)
			offer(k, str_from_c(c->name));
	for (const struct verb *v = verbs; v->name != NULL; v++)
		offer(k, str_from_c(v->name));
}

/* Options with what is between their name and value, and the names of choices. */
static void offer_options(struct completer *k, struct str behind)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (o->here)
			offer_open(k, joined(k, str_from_c(o->name), behind), behind.n != 0);
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		offer(k, str_from_c(c->name));
}

static void offer_aliases(struct completer *k)
{
	for (size_t i = 0; i < k->s->aliases.n; i++)
		offer(k, k->s->aliases.p[i].name);
}

static void offer_types(struct completer *k, struct str before)
{
	const struct profile *p = &k->s->profile;

	for (uint32_t i = 0; i < p->n_types; i++)
		offer(k, joined(k, before, profile_str(p, p->types[i].type)));
}

/* What a line can begin with. */
static void offer_first(struct completer *k)
{
	offer_commands(k);
	offer_options(k, STR("="));
	offer_aliases(k);
	offer_types(k, STR(""));
	if (str_starts(k->typed, STR("total_")))
		offer_types(k, STR("total_"));
	if (str_starts(k->typed, STR("mean_")))
		offer_types(k, STR("mean_"));
}

/* The names that are marked, by str_id. */
static void offer_marked(struct completer *k, const bool *marked, struct str behind)
{
	const struct intern *strings = &k->s->profile.strings;

	for (str_id id = 1; id < intern_end(strings); id++)
		if (marked[id])
			offer_open(k, joined(k, intern_str(strings, id), behind), behind.n != 0);
}

static bool *marks(struct completer *k)
{
	return arena_array(k->a, bool, intern_end(&k->s->profile.strings));
}

static void offer_functions(struct completer *k)
{
	const struct profile *p = &k->s->profile;
	bool *marked = marks(k);

	k->c->kind = COMPLETE_FUNCTIONS;
	k->anywhere = true;
	for (fn_id fn = 1; fn < p->n_functions; fn++)
		marked[p->functions[fn].name] = true;
	offer_marked(k, marked, STR(""));
}

static size_t n_labels(const struct profile *p)
{
	return p->label_begin != NULL ? p->label_begin[p->n_samples] : 0;
}

static void offer_keys(struct completer *k, struct str behind)
{
	const struct profile *p = &k->s->profile;
	bool *marked = marks(k);

	k->c->kind = COMPLETE_LABELS;
	for (size_t i = 0; i < n_labels(p); i++)
		marked[p->labels[i].key] = true;
	offer_marked(k, marked, behind);
}

/* The texts that samples have under a key; under any, where it is empty. */
static void offer_texts(struct completer *k, struct str key)
{
	const struct profile *p = &k->s->profile;
	str_id id = intern_find(&p->strings, key);
	bool *marked = marks(k);

	k->c->kind = COMPLETE_LABELS;
	for (size_t i = 0; i < n_labels(p); i++)
		if (!p->labels[i].is_number && (key.n == 0 || p->labels[i].key == id))
			marked[p->labels[i].text] = true;
	offer_marked(k, marked, STR(""));
}

static void offer_paths(struct completer *k)
{
	struct str typed = k->typed;
	size_t slash = str_find_last(typed, '/');
	struct str folder = slash < typed.n ? str_sub(typed, 0, slash + 1) : STR("");
	struct str name = str_from(typed, folder.n);
	DIR *dir = opendir(folder.n != 0 ? arena_c(k->a, folder) : ".");
	struct dirent *entry;

	k->c->kind = COMPLETE_PATHS;
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct str path = joined(k, folder, str_from_c(entry->d_name));
		struct stat st;
		bool is_folder;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
			(entry->d_name[0] == '.' && name.n == 0))
			continue;
		is_folder = stat(path.p, &st) == 0 && S_ISDIR(st.st_mode);
		offer_open(k, is_folder ? joined(k, path, STR("/")) : path, is_folder);
	}
	if (dir != NULL)
		closedir(dir);
}

/* Begins a word at `at` of the line: its quote, and what was typed of it. */
static void begin_word(struct completer *k, size_t at, enum style style)
{
	struct str word = str_from(k->line, at);

	k->c->begin = at;
	k->style = style;
	k->quote = 0;
	if (word.n != 0 && !k->dash && (word.p[0] == '"' || word.p[0] == '\'')) {
		k->quote = word.p[0];
		word = str_from(word, 1);
	}
	k->head = STR("");
	k->typed = word;
}

/* Only what is behind the last separator is completed. */
static void split_list(struct completer *k, char separator)
{
	size_t at = separator != 0 ? str_find_last(k->typed, separator) : k->typed.n;

	while (at > 0 && at < k->typed.n && k->style == STYLE_REGEX && k->typed.p[at - 1] == '\\')
		at = str_find_last(str_sub(k->typed, 0, at), separator) < at
			? str_find_last(str_sub(k->typed, 0, at), separator)
			: k->typed.n;
	if (at < k->typed.n) {
		k->head = joined(k, k->head, str_sub(k->typed, 0, at + 1));
		k->typed = str_from(k->typed, at + 1);
	}
	if (k->style == STYLE_REGEX)
		k->typed = unescape(k, k->typed);
}

static void regex_word(struct completer *k, size_t at)
{
	begin_word(k, at, STYLE_REGEX);
	split_list(k, '|');
}

/* key=text of tagfocus; a key without its text, as long as there is no `=`. */
static void complete_label(struct completer *k, size_t at, char separator)
{
	size_t equals;
	struct str key;

	begin_word(k, at, STYLE_REGEX);
	equals = str_find(k->typed, STR("="), 0);
	if (equals == k->typed.n) {
		k->style = STYLE_WORD;
		offer_keys(k, STR("="));
		return;
	}
	key = str_sub(k->typed, 0, equals);
	k->head = str_sub(k->typed, 0, equals + 1);
	k->typed = str_from(k->typed, equals + 1);
	split_list(k, separator);
	offer_texts(k, key);
}

static void complete_string(struct completer *k, const struct option *o, size_t at)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		char separator = values[i].separator;

		if (values[i].option != o->offset)
			continue;
		switch (values[i].value) {
		case VALUE_FUNCTION:
			regex_word(k, at);
			offer_functions(k);
			break;
		case VALUE_KEY_REGEX:
			regex_word(k, at);
			offer_keys(k, STR(""));
			break;
		case VALUE_KEY:
			begin_word(k, at, STYLE_WORD);
			split_list(k, separator);
			offer_keys(k, STR(""));
			break;
		case VALUE_LABEL:
			complete_label(k, at, separator);
			break;
		case VALUE_TYPE:
			begin_word(k, at, STYLE_PLAIN);
			offer_types(k, STR(""));
			break;
		case VALUE_PATH:
			begin_word(k, at, STYLE_WORD);
			split_list(k, separator);
			offer_paths(k);
			break;
		}
	}
}

static void complete_value(struct completer *k, const struct option *o, size_t at)
{
	begin_word(k, at, STYLE_PLAIN);
	switch (o->kind) {
	case OPTION_BOOL:
		offer(k, STR("false"));
		offer(k, STR("true"));
		break;
	case OPTION_CHOICE:
	case OPTION_WORD:
		for (const struct choice *c = config_choices; c->name != NULL; c++)
			if (strcmp(c->option, o->name) == 0)
				offer(k, str_from_c(c->name));
		break;
	case OPTION_STRING:
		complete_string(k, o, at);
		break;
	case OPTION_INT:
	case OPTION_FLOAT:
		k->c->kind = COMPLETE_NONE;
		break;
	}
}

/* The words that a report takes, between its name and `at`, where the last one begins. */
static void complete_report(struct completer *k, const struct command *c, size_t begin, size_t at)
{
	struct str word = str_from(k->line, at),
		   before = str_trim(str_sub(k->line, begin, at - begin));
	size_t redirection = str_starts(word, STR(">>")) ? 2 : str_starts(word, STR(">")) ? 1 : 0;

	before = str_from(before, words_last(before));
	if (redirection != 0 || str_eq(before, STR(">")) || str_eq(before, STR(">>"))) {
		begin_word(k, at + redirection, STYLE_WORD);
		offer_paths(k);
		return;
	}
	if (c->args == ARGS_NONE)
		return;
	if (c->args == ARGS_SORTED) {
		begin_word(k, at, STYLE_PLAIN);
		if (k->typed.n != 0)
			offer(k, STR("-cum"));
		if (k->rows.n != 0) {
			k->c->kind = COMPLETE_NAMES;
			return;
		}
	}
	k->dash = str_starts(word, STR("-"));
	regex_word(k, at + k->dash);
	if (c->args == ARGS_TAGS)
		offer_keys(k, STR(":"));
	else
		offer_functions(k);
}

/* Where what follows the word at or behind `at` begins. */
static size_t behind_word(struct completer *k, size_t at)
{
	struct str rest = str_from(k->line, at), word = rest;

	str_word(&rest, &word);
	at = (size_t)(word.p - k->line.p) + word.n;
	while (at < k->line.n && words_blank(k->line.p[at]))
		at++;
	return at;
}

static void complete_verb(struct completer *k, const struct verb *v, size_t begin, size_t at)
{
	struct str before = str_trim(str_sub(k->line, begin, at - begin)), *names;
	size_t n;

	begin_word(k, at, STYLE_WORD);
	k->c->kind = COMPLETE_NAMES;
	switch (v->kind) {
	case WORDS_NONE:
		k->c->kind = COMPLETE_NONE;
		break;
	case WORDS_NAME:
		offer_commands(k);
		offer_options(k, STR(""));
		break;
	case WORDS_ALIAS:
		offer_aliases(k);
		break;
	case WORDS_PATH:
		offer_paths(k);
		break;
	case WORDS_PRESET:
		n = preset_names(k->s, &names);
		for (size_t i = 0; i < n; i++)
			offer(k, names[i]);
		if (before.n == 0)
			offer(k, STR(PRESET_SAVE));
		break;
	}
}

/* The command that a word stands for, also as an alias's first, and with a node count at its end. */
static struct str command_word(struct completer *k, struct str word)
{
	for (size_t i = 0; i < k->s->aliases.n; i++) {
		struct str lines = k->s->aliases.p[i].lines, first;

		if (str_eq(k->s->aliases.p[i].name, word) && str_word(&lines, &first))
			word = first;
	}
	if (command_find(word) == NULL && verb_find(word) == NULL)
		while (word.n != 0 && word.p[word.n - 1] >= '0' && word.p[word.n - 1] <= '9')
			word.n--;
	return word;
}

/* The option that a statement sets; *value is where its value begins in the line. */
static const struct option *assigned(struct completer *k, size_t begin, size_t *value)
{
	struct str statement = str_from(k->line, begin);
	size_t equals = str_find(statement, STR("="), 0);

	if (equals == statement.n)
		return NULL;
	*value = begin + equals + 1;
	while (*value < k->line.n && words_blank(k->line.p[*value]))
		++*value;
	return config_option(str_trim(str_sub(statement, 0, equals)));
}

/* Behind the name of an alias that is being made: its lines are completed like others. */
static size_t skip_alias(struct completer *k, size_t begin)
{
	for (;;) {
		size_t at = begin + words_last(str_from(k->line, begin)),
		       name = behind_word(k, begin);
		struct str rest = str_from(k->line, begin), word;
		const struct verb *v;

		if (!str_word(&rest, &word) || name >= at)
			return begin;
		v = verb_find(word);
		if (v == NULL || v->kind != WORDS_ALIAS)
			return begin;
		begin = behind_word(k, name);
	}
}

/* A statement that begins at `begin`, and is the last one of the line. */
static void complete_statement(struct completer *k, size_t begin)
{
	struct str rest = str_from(k->line, begin), word = STR("");
	size_t at = begin + words_last(rest), value, behind = behind_word(k, begin);
	const struct option *o;
	const struct command *c;
	const struct verb *v;

	k->c->kind = COMPLETE_NAMES;
	o = assigned(k, begin, &value);
	if (o != NULL && o->here) {
		complete_value(k, o, value);
		return;
	}
	if (at == begin || !str_word(&rest, &word)) {
		begin_word(k, begin, STYLE_PLAIN);
		offer_first(k);
		return;
	}
	word = command_word(k, word);
	c = command_find(word);
	v = verb_find(word);
	k->c->kind = COMPLETE_NONE;
	if (c != NULL)
		complete_report(k, c, behind, at);
	else if (v != NULL)
		complete_verb(k, v, behind, at);
}

/* Where the last statement begins; false when a comment or a shell command is what is there. */
static bool find_statement(struct str line, size_t *begin)
{
	struct str rest = line, statement, word;

	if (line.p == NULL)
		return false;
	do {
		*begin = (size_t)(rest.p - line.p);
		if (!words_statement(&rest, &statement))
			return false;
	} while (rest.p != NULL);
	while (*begin < line.n && words_blank(line.p[*begin]))
		++*begin;
	if (*begin < line.n && line.p[*begin] == '#')
		return false;
	rest = str_from(line, *begin);
	while (str_word(&rest, &word))
		if (str_eq(word, STR("|")))
			return false;
	return true;
}

/* Names with where they stood among the rows. */
struct named {
	struct str name;
	bool open;
};

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

/* Sorts the names, without doubles. */
static struct named *sort_names(struct completer *k, size_t *n)
{
	struct named *sorted = arena_array(k->a, struct named, k->names.n);

	*n = 0;
	for (size_t i = 0; i < k->names.n; i++)
		sorted[i] = (struct named){k->names.p[i], k->rows.p[i].open};
	if (k->names.n == 0)
		return sorted;
	qsort(sorted, k->names.n, sizeof(*sorted), by_name);
	for (size_t i = 0; i < k->names.n; i++)
		if (*n == 0 || !str_eq(sorted[*n - 1].name, sorted[i].name))
			sorted[(*n)++] = sorted[i];
	return sorted;
}

/* Behind what was typed, which is found in each name, all go on alike for so many bytes. */
static struct str common_name(struct completer *k, const struct named *sorted, size_t n)
{
	struct str first = str_from(sorted[0].name, str_find(sorted[0].name, k->typed, 0));
	size_t same = first.n;

	for (size_t i = 1; i < n; i++) {
		struct str other = str_from(sorted[i].name, str_find(sorted[i].name, k->typed, 0));
		size_t at = 0;

		while (at < same && at < other.n && other.p[at] == first.p[at])
			at++;
		same = at;
	}
	while (same > k->typed.n && same < first.n && ((unsigned char)first.p[same] & 0xc0) == 0x80)
		same--; /* no half characters */
	return str_sub(first, 0, same);
}

static struct str shown(struct completer *k, struct str name)
{
	struct out o = {.terminal = true};
	struct str s;

	out_str(&o, name);
	s = arena_str(k->a, (struct str){o.p, o.n});
	out_release(&o);
	return s;
}

static void finish(struct completer *k)
{
	struct completion *c = k->c;
	struct named *sorted = sort_names(k, &c->n);
	size_t all = c->n;

	if (all == 0)
		return;
	if (c->n > COMPLETE_MAX)
		c->n = COMPLETE_MAX;
	c->left_out = all - c->n;
	c->rows = arena_array(k->a, struct candidate, c->n);
	for (size_t i = 0; i < c->n; i++)
		c->rows[i] = (struct candidate){word_for(k, sorted[i].name, !sorted[i].open),
			shown(k, sorted[i].name), sorted[i].open};
	c->common = all == 1 ? c->rows[0].text : word_for(k, common_name(k, sorted, all), false);
}

void session_complete(struct session *s, struct str line, struct completion *c)
{
	struct completer k = {.s = s, .a = &s->command, .line = line, .c = c};
	size_t begin;

	arena_rewind(&s->command);
	*c = (struct completion){.begin = line.n};
	if (find_statement(line, &begin))
		complete_statement(&k, skip_alias(&k, begin));
	finish(&k);
	free(k.rows.p);
	free(k.names.p);
}
