/*
 * ask.c: answers questions about units, names and URLs, so that Go programs can compare the answers with Go's.
 *
 * In, on standard input, one question a line; texts are hexadecimal, "-" is the empty text:
 *	d MODE NAME                 demangle NAME; MODE is a number of enum demangle_mode
 *	u VALUE FROM TO             VALUE of the unit FROM, in the unit TO
 *	p VALUE TOTAL               VALUE as a percentage of TOTAL
 *	c UNIT UNIT                 are these units of one family?
 *	l SECONDS TIMEOUT SOURCE    what the source of a profile means
 * Out, one line each, texts again in hexadecimal:
 *	d: the name; u: the label; p: the percentage; c: 0 or 1
 *	l: "none"; "bad MESSAGE"; "index"; or "ok SHOWN URL SECONDS TIMEOUT_MS"
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "demangle/demangle.h"
#include "fetch/url.h"
#include "units/units.h"

enum { WORDS_MAX = 4 };

/* Makes bytes of hexadecimal digits, in place. */
static struct str unhex(char *digits)
{
	size_t n = 0;

	for (size_t i = 0; digits[i] != '\0' && digits[i + 1] != '\0'; i += 2) {
		char byte[3] = {digits[i], digits[i + 1], '\0'};

		digits[n++] = (char)strtoul(byte, NULL, 16);
	}
	return (struct str){digits, n};
}

static void put(struct str s)
{
	if (s.n == 0)
		putchar('-');
	for (size_t i = 0; i < s.n; i++)
		printf("%02x", (unsigned char)s.p[i]);
}

static void answer_name(struct arena *a, char **words)
{
	put(demangle(a, unhex(words[1]), (enum demangle_mode)atoi(words[0])));
}

static void answer_unit(char **words)
{
	char buf[UNITS_NUMBER_MAX], label[UNITS_NUMBER_MAX + 256];
	struct str unit, number;

	number = units_label(strtoll(words[0], NULL, 10), unhex(words[1]), unhex(words[2]), buf,
		&unit);
	snprintf(label, sizeof(label), "%.*s%.*s", (int)number.n, number.p, (int)unit.n, unit.p);
	put(str_from_c(label));
}

static void answer_percent(char **words)
{
	char buf[UNITS_PERCENT_MAX];

	put(units_percent(strtoll(words[0], NULL, 10), strtoll(words[1], NULL, 10), buf));
}

static void answer_source(struct arena *a, char **words)
{
	struct url_options ask = {strtoll(words[0], NULL, 10), strtoll(words[1], NULL, 10)};
	struct url_request r;
	struct err err = {0};
	enum url_kind kind = url_parse(a, unhex(words[2]), &ask, &r, &err);

	if (kind == URL_NONE) {
		printf("none");
	} else if (kind == URL_BAD) {
		printf("bad ");
		put(str_from_c(err.text));
	} else if (r.is_index) {
		printf("index");
	} else {
		printf("ok ");
		put(r.shown);
		putchar(' ');
		put(r.url);
		printf(" %lld %lld", (long long)r.seconds, (long long)r.timeout_ms);
	}
}

static void answer(struct arena *a, char *line)
{
	char *words[WORDS_MAX] = {NULL}, *save = NULL, *word = strtok_r(line + 1, " \n", &save);
	size_t n = 0;

	for (; word != NULL && n < WORDS_MAX; word = strtok_r(NULL, " \n", &save))
		words[n++] = word;
	if (line[0] == 'd' && n == 2)
		answer_name(a, words);
	else if (line[0] == 'u' && n == 3)
		answer_unit(words);
	else if (line[0] == 'p' && n == 2)
		answer_percent(words);
	else if (line[0] == 'c' && n == 2)
		printf("%d", units_compatible(unhex(words[0]), unhex(words[1])));
	else if (line[0] == 'l' && n == 3)
		answer_source(a, words);
	else
		printf("what?");
	putchar('\n');
}

int main(void)
{
	struct arena a = {0};
	char *line = NULL;
	size_t cap = 0;

	setvbuf(stdout, NULL, _IOLBF, 1 << 16);
	while (getline(&line, &cap, stdin) > 0) {
		answer(&a, line);
		arena_rewind(&a);
	}
	arena_release(&a);
	free(line);
	return 0;
}
