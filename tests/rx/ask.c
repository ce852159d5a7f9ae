/*
 * ask.c: answers what base/rx makes of expressions; compare.go asks.
 *
 * In, on standard input, one question a line, bytes in hexadecimal:
 *	m PATTERN SUBJECT...    matches
 *	p NAME                  the ranges of \p{NAME}
 *	f                       the code points that differ in case only
 * Out, one line each:
 *	m: "ok" and a digit for each subject, or "no" and what the error says, in hexadecimal
 *	p: "LO-HI ..." in hexadecimal, or "no"
 *	f: "CODE NEXT ..." in hexadecimal
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rx-internal.h"
#include "base/rx.h"

/* Makes bytes of hexadecimal digits, in place. "-" is no byte. */
static struct str unhex(char *digits)
{
	size_t n = 0;

	for (size_t i = 0; digits[i] != '\0' && digits[i + 1] != '\0'; i += 2) {
		char byte[3] = {digits[i], digits[i + 1], '\0'};

		digits[n++] = (char)strtoul(byte, NULL, 16);
	}
	return (struct str){digits, n};
}

static void print_no(const struct err *err)
{
	printf("no ");
	for (const char *c = err->text; *c != '\0'; c++)
		printf("%02x", (unsigned char)*c);
	printf("\n");
}

static void match(char *rest)
{
	char *save = NULL, *word = strtok_r(rest, " ", &save);
	struct err err = {0};
	struct rx *rx = NULL;

	if (word == NULL || !rx_new(unhex(word), &rx, &err)) {
		print_no(&err);
		return;
	}
	printf("ok ");
	while ((word = strtok_r(NULL, " ", &save)) != NULL) {
		bool hit = false;

		putchar(!rx_match(rx, unhex(word), &hit, &err) ? '?' : hit ? '1' : '0');
	}
	printf("\n");
	rx_free(rx);
}

static void print_property(const char *name)
{
	struct rx_set set = {0};

	if (rx_set_add_named(&set, str_from_c(name), false)) {
		for (size_t i = 0; i < set.n; i++)
			printf("%x-%x ", set.p[i].lo, set.p[i].hi);
		printf("\n");
	} else {
		printf("no\n");
	}
	rx_set_release(&set);
}

static void print_folds(void)
{
	for (size_t i = 0; i < rx_n_folds; i++)
		for (uint32_t code = rx_folds[i].lo; code <= rx_folds[i].hi;
			code += rx_folds[i].step)
			printf("%x %x ", code, code + (uint32_t)rx_folds[i].delta);
	printf("\n");
}

int main(void)
{
	char *line = NULL;
	size_t cap = 0;

	setvbuf(stdout, NULL, _IOLBF, 1 << 16);
	while (getline(&line, &cap, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "m ", 2) == 0)
			match(line + 2);
		else if (strncmp(line, "p ", 2) == 0)
			print_property(line + 2);
		else
			print_folds();
	}
	free(line);
	return 0;
}
