/*
 * candidates.c: see candidates.h.
 */
#include "session/candidates.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/num.h"
#include "session/home.h"
#include "session/words.h"

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
struct str candidates_unescape(struct completer *k, struct str s)
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

void candidates_offer(struct completer *k, struct str name)
{
	offer_open(k, name, false);
}

struct str candidates_joined(struct completer *k, struct str a, struct str b)
{
	struct str parts[2] = {a, b};

	return arena_join(k->a, parts, 2, STR(""));
}

/* Commands and verbs. */
void candidates_commands(struct completer *k)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		candidates_offer(k, str_from_c(c->name));
	for (const struct verb *v = verbs; v->name != NULL; v++)
		candidates_offer(k, str_from_c(v->name));
}

/* Options with what is between their name and value, and the names of choices. */
void candidates_options(struct completer *k, struct str behind)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		offer_open(k, candidates_joined(k, str_from_c(o->name), behind), behind.n != 0);
	for (const struct choice *c = config_choices; c->name != NULL; c++)
		candidates_offer(k, str_from_c(c->name));
}

void candidates_aliases(struct completer *k)
{
	for (size_t i = 0; i < k->s->aliases.n; i++)
		candidates_offer(k, k->s->aliases.p[i].name);
}

void candidates_types(struct completer *k, struct str before)
{
	const struct profile *p = &k->s->profile;

	for (uint32_t i = 0; i < p->n_types; i++)
		candidates_offer(k, candidates_joined(k, before, profile_str(p, p->types[i].type)));
}

/* What a line can begin with. */
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

/* The names that are marked, by str_id. */
static void offer_marked(struct completer *k, const bool *marked, struct str behind)
{
	const struct intern *strings = &k->s->profile.strings;

	for (str_id id = 1; id < intern_end(strings); id++)
		if (marked[id])
			offer_open(k, candidates_joined(k, intern_str(strings, id), behind),
				behind.n != 0);
}

static bool *marks(struct completer *k)
{
	return arena_array(k->a, bool, intern_end(&k->s->profile.strings));
}

void candidates_functions(struct completer *k)
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

void candidates_keys(struct completer *k, struct str behind)
{
	const struct profile *p = &k->s->profile;
	bool *marked = marks(k);

	k->c->kind = COMPLETE_LABELS;
	for (size_t i = 0; i < n_labels(p); i++)
		marked[p->labels[i].key] = true;
	offer_marked(k, marked, behind);
}

/* The texts that samples have under a key; under any, where it is empty. */
void candidates_texts(struct completer *k, struct str key)
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
		is_folder = stat(file.p, &st) == 0 && S_ISDIR(st.st_mode);
		offer_open(k, is_folder ? candidates_joined(k, path, STR("/")) : path, is_folder);
	}
	if (dir != NULL)
		closedir(dir);
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

void candidates_finish(struct completer *k)
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
