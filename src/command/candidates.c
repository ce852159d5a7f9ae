/*
 * candidates.c: Collects the names that complete a word, and quotes them for the console.
 */
#include "command/candidates.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/ascii.h"
#include "base/glyph.h"
#include "base/home.h"
#include "base/num.h"
#include "command/commands.h"
#include "command/tokenizer.h"
#include "command/verbs.h"

static bool is_meta(char c)
{
	return c != '\0' && strchr("\\.+*?()|[]{}^$", c) != NULL;
}

/* Returns the length of the first character of s if it cannot be seen or typed, else 0. */
static size_t unsafe_length(struct str s)
{
	struct glyph g = glyph_first(s);

	return g.escaped ? g.bytes : 0;
}

static bool is_safe(struct str s)
{
	for (size_t i = 0; i < s.n; i += str_utf8_length(str_from(s, i)))
		if (unsafe_length(str_from(s, i)) != 0)
			return false;
	return true;
}

/* Appends the first character of a name to a regular expression. Returns its length in the name. */
static size_t escape_one(const struct completer *k, struct out *o, struct str s, bool label)
{
	size_t n = unsafe_length(s), blank = str_blank_length(s);

	if (n != 0) {
		out_lit(o, s.p[0] == '\n' ? "\\n" : ".");
		return n;
	}
	if (blank == 1 && k->dash) {
		out_lit(o, "\\s");
		return 1;
	}
	if (blank != 0 && k->dash) {
		out_lit(o, ".");
		return blank;
	}
	if (label && (s.p[0] == ',' || s.p[0] == '=')) {
		out_fmt(o, "\\x%02x", (unsigned)s.p[0]);
		return 1;
	}
	if (is_meta(s.p[0]))
		out_lit(o, "\\");
	n = str_utf8_length(s);
	out_bytes(o, s.p, n);
	return n;
}

/* Returns whether a label's text would be read as a range of numbers: 4, 1kb:64mb, :4kb. */
static bool is_range(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_letter(s.p[i]) && s.p[i] != ':' && !ascii_is_digit(s.p[i]) &&
			s.p[i] != '-' && s.p[i] != '+')
			return false;
	return s.n != 0 && !ascii_is_letter(s.p[0]);
}

/* Returns a regular expression that matches the name, with "." for what cannot be typed. */
static struct str escape(struct completer *k, struct str name, bool label)
{
	struct out o = {0};
	struct str text;

	for (size_t i = 0; i < name.n;)
		i += escape_one(k, &o, str_from(name, i), label);
	text = (struct str){o.n ? o.p : "", o.n};
	if (label && is_range(text))
		text = arena_fmt(k->a, "(%.*s)", STR_ARG(text));
	else
		text = arena_str(k->a, text);
	out_release(&o);
	return text;
}

/* Returns the byte of an escape \xHH at the front of s, or -1. */
static int hex_of(struct str s)
{
	int high, low;

	if (s.n < 4 || !str_starts(s, STR("\\x")))
		return -1;
	high = ascii_hex_value(s.p[2]);
	low = ascii_hex_value(s.p[3]);
	return high >= 0 && low >= 0 ? high * 16 + low : -1;
}

struct str candidates_unescape(struct completer *k, struct str s)
{
	char *to = arena_alloc(k->a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		int hex = hex_of(str_from(s, i));

		if (hex >= 0) {
			to[n++] = (char)hex;
			i += 3;
			continue;
		}
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
		to[n++] = i > 0 && s.p[i - 1] == '\\' && s.p[i] == 's' ? ' ' : s.p[i];
	}
	return (struct str){to, n};
}

/* Returns whether `typed` behind "=" is an assignment of the value `text`. */
static bool is_value(struct completer *k, struct str typed, struct str text)
{
	struct str line = candidates_joined(k, STR("focus="), typed), rest = line, statement, value;
	struct err ignored;

	return tokenizer_statement(&rest, &statement) && rest.p == NULL &&
		tokenizer_value(k->a, str_from(statement, 6), &value, &ignored) &&
		str_eq(value, text);
}

/* Returns whether the console takes the name for a command, perhaps with a count: "top10". */
static bool is_command(struct str name)
{
	if (verb_find(name) != NULL)
		return true;
	while (command_find(name) == NULL && name.n != 0 && ascii_is_digit(name.p[name.n - 1]))
		name.n--;
	return command_find(name) != NULL;
}

/* Returns whether `typed` in this place is a word with the text `text`. */
static bool is_word(struct completer *k, struct str typed, struct str text)
{
	struct str rest = typed, statement = typed, name;
	struct token_setting set;
	struct token word;
	struct err ignored;
	int64_t n;
	bool there;

	if (!tokenizer_next(k->a, &rest, k->place, &word, &there, &ignored) || !there ||
		rest.n != 0 || word.is_operator || !str_eq(word.text, text))
		return false;
	if (k->place == PLACE_FIRST) /* one statement, and a name of ours is what it says */
		return tokenizer_statement(&rest, &statement) && statement.n == 0 &&
			(word.quoted ||
				(typed.p[0] != '#' && typed.p[0] != '!' && !is_command(typed) &&
					tokenizer_value_at(typed) > typed.n &&
					(name = typed, tokenizer_statement(&name, &statement)) &&
					str_eq(statement, typed) && name.p == NULL));
	if (k->dash)
		return typed.n > 1 && !tokenizer_setting(typed, &set) && !num_int(typed, 10, &n);
	if (k->place == PLACE_REPORT)
		return word.quoted || (typed.p[0] != '-' && !num_int(typed, 10, &n));
	return word.quoted || (!str_eq(typed, STR("-")) && typed.p[0] != '|' && typed.p[0] != '>');
}

static bool is_read(struct completer *k, struct str typed, struct str text)
{
	return k->place == PLACE_VALUE ? is_value(k, typed, text) : is_word(k, typed, text);
}

/* Quotes a word if it must be. Returns false if no quoting gives that word. */
static bool quote(struct completer *k, struct str text, bool whole, struct str *typed)
{
	const char quotes[] = {k->quote != 0 ? k->quote : '"', k->quote != 0 ? k->quote : '\''};

	*typed = k->dash ? candidates_joined(k, STR("-"), text) : text;
	if (text.n == 0 && k->quote == 0)
		return true;
	if (k->quote == 0 && is_read(k, *typed, *typed)) {
		*typed = text;
		return true;
	}
	if (k->dash) { /* it would set an option */
		*typed = arena_fmt(k->a, "(%.*s)", STR_ARG(text));
		return is_read(k, candidates_joined(k, STR("-"), *typed),
			candidates_joined(k, STR("-"), *typed));
	}
	for (size_t i = 0; i < sizeof(quotes); i++) {
		*typed = tokenizer_in_quotes(k->a, text, quotes[i], true);
		if (is_read(k, *typed, text)) {
			*typed = tokenizer_in_quotes(k->a, text, quotes[i], whole);
			return true;
		}
	}
	return false;
}

/*
 * Makes the text that replaces the typed word: its head, then the name, quoted. `whole` closes the quotes.
 * Returns false if it cannot be typed.
 */
static bool word_for(struct completer *k, const struct candidate_name *row, bool whole,
	struct str *typed)
{
	struct str name = row->name;

	if (row->style == STYLE_OURS) {
		*typed = candidates_joined(k, k->head, name);
		if (k->quote != 0)
			*typed = tokenizer_in_quotes(k->a, *typed, k->quote, whole);
		return true;
	}
	if (row->style == STYLE_REGEX || row->style == STYLE_LABEL)
		name = escape(k, name, row->style == STYLE_LABEL);
	else if (!is_safe(name) ||
		(k->separator != 0 && memchr(name.p, k->separator, name.n) != NULL))
		return false;
	return quote(k, candidates_joined(k, k->head, name), whole, typed);
}

static void offer_open(struct completer *k, struct str name, bool open)
{
	struct candidate_name row = {name, k->style, open};
	struct str typed;

	if (name.n < k->typed.n ||
		(k->anywhere ? str_find(name, k->typed, 0) == name.n && k->typed.n != 0
			     : !str_starts(name, k->typed)))
		return;
	if (word_for(k, &row, !open, &typed))
		*vec_add(&k->names) = row;
}

/* Offers a name from our own tables. */
static void offer_ours(struct completer *k, struct str name, bool open)
{
	enum candidate_style style = k->style;

	k->style = STYLE_OURS;
	offer_open(k, name, open);
	k->style = style;
}

void candidates_offer(struct completer *k, struct str name)
{
	offer_open(k, name, false);
}

struct str candidates_joined(struct completer *k, struct str a, struct str b)
{
	struct str parts[2] = {a, b};

	return arena_join(k->a, parts, 2, STR(""));
}

void candidates_commands(struct completer *k)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		offer_ours(k, str_from_c(c->name), false);
	for (const struct verb *v = verbs; v->name != NULL; v++)
		offer_ours(k, str_from_c(v->name), false);
}

void candidates_options(struct completer *k, struct str behind)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		offer_ours(k, candidates_joined(k, str_from_c(o->name), behind), behind.n != 0);
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		offer_ours(k, str_from_c(c->name), false);
}

void candidates_aliases(struct completer *k)
{
	for (size_t i = 0; i < k->s->n_aliases; i++)
		candidates_offer(k, k->s->aliases[i].name);
}

void candidates_types(struct completer *k, struct str before)
{
	const struct profile *p = k->s->profile;

	for (uint32_t i = 0; i < p->n_types; i++) {
		struct str type = profile_str(p, p->types[i].type);
		int64_t n;

		if (k->place != PLACE_VALUE || !num_int(type, 10, &n)) /* that is a position */
			candidates_offer(k, candidates_joined(k, before, type));
	}
}

void candidates_first(struct completer *k)
{
	candidates_commands(k);
	candidates_options(k, STR("="));
	candidates_aliases(k);
	candidates_types(k, STR(""));
	if (str_starts(k->typed, STR("total_")))
		candidates_types(k, STR("total_"));
	if (str_starts(k->typed, STR("mean_")))
		candidates_types(k, STR("mean_"));
}

/* Offers the strings of the profile that are marked; `marked` is by str_id. */
static void offer_marked(struct completer *k, const bool *marked, struct str behind)
{
	const struct intern *strings = &k->s->profile->strings;

	for (str_id id = 1; id < intern_end(strings); id++)
		if (marked[id])
			offer_open(k, candidates_joined(k, intern_str(strings, id), behind),
				behind.n != 0);
}

static bool *marks(struct completer *k)
{
	return arena_array(k->a, bool, intern_end(&k->s->profile->strings));
}

void candidates_functions(struct completer *k)
{
	const struct profile *p = k->s->profile;
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

void candidates_keys(struct completer *k, struct str behind)
{
	const struct profile *p = k->s->profile;
	bool *marked = marks(k);

	k->c->kind = COMPLETE_LABELS;
	for (size_t i = 0; i < n_labels(p); i++)
		marked[p->labels[i].key] = true;
	offer_marked(k, marked, behind);
}

void candidates_texts(struct completer *k, struct str key)
{
	const struct profile *p = k->s->profile;
	str_id id = intern_find(&p->strings, key);
	bool *marked = marks(k);

	k->c->kind = COMPLETE_LABELS;
	for (size_t i = 0; i < n_labels(p); i++)
		if (!p->labels[i].is_number && (key.n == 0 || p->labels[i].key == id))
			marked[p->labels[i].text] = true;
	offer_marked(k, marked, STR(""));
}

void candidates_paths(struct completer *k)
{
	struct str typed = k->typed;
	size_t slash = str_find_last(typed, '/');
	struct str folder = slash < typed.n ? str_sub(typed, 0, slash + 1) : STR("");
	struct str name = str_from(typed, folder.n);
	struct str there = home_expand(k->a, folder);
	DIR *dir = opendir(folder.n != 0 ? arena_c(k->a, there) : ".");
	struct dirent *entry;

	k->c->kind = COMPLETE_PATHS;
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		struct str path = candidates_joined(k, folder, str_from_c(entry->d_name));
		struct str file = candidates_joined(k, there, str_from_c(entry->d_name));
		struct stat st;
		bool is_folder;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
			(entry->d_name[0] == '.' && name.n == 0))
			continue;
		if (!str_eq(home_expand(k->a, path), file))
			continue; /* it would be read as another one */
		is_folder = stat(file.p, &st) == 0 && S_ISDIR(st.st_mode);
		offer_open(k, is_folder ? candidates_joined(k, path, STR("/")) : path, is_folder);
	}
	if (dir != NULL)
		closedir(dir);
}

static int by_name(const void *a, const void *b)
{
	const struct candidate_name *l = a, *r = b;
	int c = str_cmp(l->name, r->name);

	return c != 0 ? c : (l->style > r->style) - (l->style < r->style);
}

/* Sorts the names and drops duplicates. Returns how many are left. */
static size_t sort_names(struct completer *k)
{
	size_t n = 0;

	if (k->names.n == 0)
		return 0;
	qsort(k->names.p, k->names.n, sizeof(*k->names.p), by_name);
	for (size_t i = 0; i < k->names.n; i++)
		if (n == 0 || !str_eq(k->names.p[n - 1].name, k->names.p[i].name))
			k->names.p[n++] = k->names.p[i];
	return n;
}

/* Returns the longest text that begins with the typed one and stands in all names. */
static struct str common_name(struct completer *k, const struct candidate_name *sorted, size_t n)
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

/* Returns what all candidates have in common, quoted; the text as it was typed if that cannot be quoted. */
static struct str common_word(struct completer *k, const struct candidate_name *sorted, size_t n)
{
	struct candidate_name row = {.name = common_name(k, sorted, n)};
	struct str typed;

	for (size_t i = 0; i < n; i++)
		row.style = sorted[i].style > row.style ? sorted[i].style : row.style;
	return word_for(k, &row, false, &typed) ? typed : str_from(k->line, k->c->begin);
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

void candidates_finish(struct completer *k)
{
	struct completion *c = k->c;
	const struct candidate_name *sorted = k->names.p;
	size_t all = sort_names(k);

	if (all == 0)
		return;
	c->n = all > COMPLETE_MAX ? COMPLETE_MAX : all;
	c->left_out = all - c->n;
	c->rows = arena_array(k->a, struct candidate, c->n);
	for (size_t i = 0; i < c->n; i++) {
		c->rows[i] = (struct candidate){.shown = shown(k, sorted[i].name),
			.open = sorted[i].open};
		word_for(k, &sorted[i], !sorted[i].open, &c->rows[i].text);
	}
	c->common = all == 1 ? c->rows[0].text : common_word(k, sorted, all);
}
