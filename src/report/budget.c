/*
 * budget.c: Reads limits: splits lines into words, and words into what they mean.
 */
#include "report/budget.h"

#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/num.h"

#define USAGE "NAME [flat|cum] [TYPE] <= LIMIT [min N] [optional]"

/* A line while it is read. */
struct budget_line {
	struct arena *arena;
	struct str rest;
};

/* Where the name that a line begins with ends, if it is between quotes; else 0. */
static size_t quoted_end(struct str line)
{
	for (size_t i = 1; str_starts(line, STR("\"")) && i < line.n; i++)
		if (line.p[i] == '"' && line.p[i - 1] != '\\')
			return i + 1;
	return 0;
}

/* The line without its comment. */
static struct str without_comment(struct str line)
{
	line = str_trim(line);
	for (size_t i = quoted_end(line); i < line.n; i++)
		if (line.p[i] == '#' && (i == 0 || ascii_is_space((unsigned char)line.p[i - 1])))
			return str_trim(str_sub(line, 0, i));
	return line;
}

/* A copy with one blank between words. The name between quotes stays as it is. */
static struct str compact(struct arena *a, struct str line)
{
	char *to = arena_alloc(a, line.n);
	size_t n = 0, quoted = quoted_end(line);

	for (size_t i = 0; i < line.n; i++) {
		bool blank = i >= quoted && ascii_is_space((unsigned char)line.p[i]);

		if (!blank || to[n - 1] != ' ')
			to[n++] = line.p[i];
		if (blank)
			to[n - 1] = ' ';
	}
	return (struct str){to, n};
}

/* Takes the name between quotes that the line begins with. False: there is no second quote. */
static bool take_quoted(struct budget_line *l, struct str *name)
{
	size_t end = quoted_end(l->rest), n = 0;
	char *text = arena_alloc(l->arena, end);

	for (size_t i = 1; i + 1 < end; i++)
		if (l->rest.p[i] != '\\' || l->rest.p[i + 1] != '"')
			text[n++] = l->rest.p[i];
	*name = (struct str){text, n};
	l->rest = str_from(l->rest, end);
	return end != 0;
}

/* Takes the next word, which "<=" ends, too: "total<=3%". An empty one: there is none. */
static struct str take_word(struct budget_line *l)
{
	struct str rest = str_trim(l->rest);
	size_t n = 0;

	if (str_starts(rest, STR("<=")))
		n = 2;
	else
		while (n < rest.n && !ascii_is_space((unsigned char)rest.p[n]) &&
			!str_starts(str_from(rest, n), STR("<=")))
			n++;
	l->rest = str_from(rest, n);
	return str_sub(rest, 0, n);
}

static bool take_name(struct budget_line *l, struct budget *b, struct err *err)
{
	struct str name;

	l->rest = str_trim(l->rest);
	b->subject = BUDGET_MATCHES;
	if (str_starts(l->rest, STR("\""))) {
		if (!take_quoted(l, &name))
			return err_set(err, "the second quote of the name is missing");
	} else {
		name = take_word(l);
		if (str_eq(name, STR("total")))
			b->subject = BUDGET_TOTAL;
		if (str_eq(name, STR("new")))
			b->subject = BUDGET_NEW;
		if (str_eq(name, STR("<=")))
			name = STR("");
	}
	if (name.n == 0)
		return err_set(err, "no function is named: a limit is " USAGE);
	b->cum = b->subject != BUDGET_NEW;
	if (b->subject != BUDGET_MATCHES)
		return true;
	b->regex = name;
	return rx_new(name, &b->rx, err);
}

/* Takes flat or cum, and the type, up to "<=". */
static bool take_column(struct budget_line *l, struct budget *b, struct err *err)
{
	bool chosen = false;
	struct str word;

	while ((word = take_word(l)).n != 0 && !str_eq(word, STR("<="))) {
		bool flat = str_eq(word, STR("flat"));

		if (flat || str_eq(word, STR("cum"))) {
			if (chosen)
				return err_set(err, "flat or cum stands twice");
			chosen = true;
			b->cum = !flat;
		} else if (b->type.n != 0) {
			return err_set(err,
				"\"%.*s\" is one word too many: a limit is " USAGE
				", and a name with blanks stands between quotes",
				STR_ARG(word));
		} else {
			b->type = word;
		}
	}
	return word.n != 0 || err_set(err, "there is no \"<=\": a limit is " USAGE);
}

/* "+5%", "12%", "2MB" */
static bool take_limit(struct budget_line *l, struct budget *b, struct err *err)
{
	struct str word = take_word(l), rest = word;
	bool plus = str_starts(rest, STR("+"));
	size_t n = 0;

	rest = str_from(rest, plus);
	while (n < rest.n && (ascii_is_digit((unsigned char)rest.p[n]) || rest.p[n] == '.'))
		n++;
	if (!num_float(str_sub(rest, 0, n), &b->limit) || !isfinite(b->limit))
		return err_set(err, "\"%.*s\" is no limit; limits are like +5%%, 12%%, 30ms, +2MB",
			STR_ARG(word));
	b->unit = str_from(rest, n);
	b->measure = plus ? BUDGET_CHANGE : BUDGET_VALUE;
	if (str_eq(b->unit, STR("%"))) {
		b->measure = plus ? BUDGET_PERCENT : BUDGET_SHARE;
		b->unit = STR("");
	}
	return true;
}

static bool take_conditions(struct budget_line *l, struct budget *b, struct err *err)
{
	struct str word;

	while ((word = take_word(l)).n != 0) {
		if (str_eq(word, STR("optional"))) {
			b->optional = true;
		} else if (str_eq(word, STR("min"))) {
			word = take_word(l);
			if (!num_int(word, 10, &b->min) || b->min < 0)
				return err_set(err, "min takes a number of samples, not \"%.*s\"",
					STR_ARG(word));
		} else {
			return err_set(err,
				"\"%.*s\" is not known behind a limit; min N and optional are",
				STR_ARG(word));
		}
	}
	return true;
}

static bool read_line(struct budget_line *l, struct budget *b, struct err *err)
{
	if (!take_name(l, b, err) || !take_column(l, b, err) || !take_limit(l, b, err) ||
		!take_conditions(l, b, err))
		return false;
	if (b->subject == BUDGET_NEW && budget_is_change(b))
		return err_set(err, "what is new has no change: its limit is like 1%% or 10ms");
	return true;
}

bool budgets_read(struct budgets *to, struct arena *a, struct str text, struct str source,
	struct err *err)
{
	struct str rest = {text.n != 0 ? text.p : "", text.n}, line;
	size_t before = to->n;

	for (int number = 1; str_split(&rest, '\n', &line); number++) {
		struct budget_line l = {.arena = a, .rest = without_comment(line)};
		struct budget b = {0};

		if (l.rest.n == 0)
			continue;
		b.text = l.rest = compact(a, l.rest);
		b.where = source.n != 0 ? arena_fmt(a, "%.*s:%d", STR_ARG(source), number)
					: arena_fmt(a, "-check '%.*s'", STR_ARG(b.text));
		if (!read_line(&l, &b, err)) {
			rx_free(b.rx);
			return err_wrap(err, "%.*s", STR_ARG(b.where));
		}
		*vec_add(to) = b;
	}
	return to->n != before ||
		err_set(err, "%.*s: there is no limit in it: a limit is " USAGE,
			STR_ARG(source.n != 0 ? source : STR("-check")));
}

void budgets_release(struct budgets *b)
{
	for (size_t i = 0; i < b->n; i++)
		rx_free(b->p[i].rx);
	free(b->p);
	*b = (struct budgets){0};
}
