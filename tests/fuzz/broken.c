/*
 * broken.c: what the fuzz targets check of errors and of text for a terminal, and how they say what is wrong.
 */
#include "broken.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool fuzz_is_thorough;

/* What UndefinedBehaviorSanitizer finds ends the program, as with AddressSanitizer. */
const char *__ubsan_default_options(void);

const char *__ubsan_default_options(void)
{
	return "halt_on_error=1:print_stacktrace=1";
}

_Noreturn void fuzz_broken(const char *promise, const char *detail)
{
	fprintf(stderr, "fuzz: broken promise: %s (%s)\n", promise, detail);
	abort();
}

void fuzz_check_err(bool ok, const struct err *err)
{
	if (memchr(err->text, '\0', sizeof(err->text)) == NULL)
		fuzz_broken("an error is a C string", "no NUL");
	if (!ok && err->text[0] == '\0')
		fuzz_broken("a failure has a text", "empty");
	if (ok && err->text[0] != '\0')
		fuzz_broken("err is untouched on success", err->text);
}

/* The code point at *at, which moves behind it; -1 when the bytes there are no UTF-8. */
static int32_t code_point(const unsigned char *p, size_t n, size_t *at)
{
	static const int32_t least[] = {0, 0x80, 0x800, 0x10000};
	unsigned char first = p[(*at)++];
	unsigned more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
	int32_t c = more == 0 ? first : first & (0x3f >> more);

	if ((first >= 0x80 && first < 0xc0) || first >= 0xf8)
		return -1;
	for (unsigned i = 0; i < more; i++) {
		if (*at == n || (p[*at] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (p[(*at)++] & 0x3f);
	}
	return c < least[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? -1 : c;
}

/*
 * The length of a colour of ours at `at`, or 0. One begins a line, and its end is before the line's; in a flame
 * graph one begins a frame or stands before a mark, and its end is behind that.
 */
static size_t colour_at(const struct out *o, size_t at, bool is_flame)
{
	struct str rest = str_from((struct str){o->p, o->n}, at), plain = STR("\033[0m\n");
	size_t n = 2;

	if (!o->color || !str_starts(rest, STR("\033[")))
		return 0;
	if (str_starts(rest, plain) || (is_flame && str_starts(rest, STR("\033[0m"))))
		return plain.n - 1;
	while (n < rest.n && ((rest.p[n] >= '0' && rest.p[n] <= '9') || rest.p[n] == ';'))
		n++;
	if (n == rest.n || rest.p[n] != 'm')
		return 0;
	if (at == 0 || o->p[at - 1] == '\n')
		return n + 1;
	if (is_flame &&
		(strchr("| m", o->p[at - 1]) != NULL || str_starts(str_from(rest, n), STR("m."))))
		return n + 1;
	return 0;
}

static void check_terminal(const struct out *o, bool is_flame)
{
	const unsigned char *p = (const unsigned char *)o->p;
	char detail[64];
	size_t at = 0;

	if (!o->terminal)
		return;
	while (at < o->n) {
		size_t colour = colour_at(o, at, is_flame), from = at;
		int32_t c;

		if (colour != 0) {
			at += colour;
			continue;
		}
		c = code_point(p, o->n, &at);
		if (c < 0 || (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0)) {
			snprintf(detail, sizeof(detail), "byte %02x at %zu", p[from], from);
			fuzz_broken("no control byte reaches a terminal", detail);
		}
	}
}

void fuzz_check_terminal(const struct out *o)
{
	check_terminal(o, false);
}

void fuzz_check_flame(const struct out *o)
{
	check_terminal(o, true);
}
