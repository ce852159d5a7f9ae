/*
 * err.c: builds the text of an error, and prints it.
 */
#include "base/err.h"

#include <stdarg.h>
#include <string.h>

#include "base/out.h"

/* Marks a text that did not fit. */
static void cut(struct err *err, int n)
{
	if (n >= (int)sizeof(err->text))
		memcpy(err->text + sizeof(err->text) - 4, "...", 4);
}

bool err_set(struct err *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	cut(err, vsnprintf(err->text, sizeof(err->text), fmt, ap));
	va_end(ap);
	err->lines[0] = '\0';
	err->kind = ERR_OTHER;
	return false;
}

bool err_mark(struct err *err, enum err_kind kind)
{
	err->kind = kind;
	return false;
}

bool err_wrap(struct err *err, const char *fmt, ...)
{
	struct err was = *err;
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	cut(err, vsnprintf(err->text, sizeof(err->text), fmt, ap));
	va_end(ap);
	n = strlen(err->text);
	cut(err, (int)n + snprintf(err->text + n, sizeof(err->text) - n, ": %s", was.text));
	return false;
}

bool err_append(struct err *err, const char *fmt, ...)
{
	size_t n = strlen(err->text);
	va_list ap;

	va_start(ap, fmt);
	cut(err, (int)n + vsnprintf(err->text + n, sizeof(err->text) - n, fmt, ap));
	va_end(ap);
	return false;
}

bool err_show(struct err *err, struct str lines)
{
	size_t n = lines.n < sizeof(err->lines) ? lines.n : 0;

	memcpy(err->lines, n ? lines.p : "", n);
	err->lines[n] = '\0';
	return false;
}

void err_print(const struct err *err, FILE *f)
{
	struct out o = {.terminal = true};

	out_lit(&o, "cprof: ");
	out_str(&o, str_from_c(err->text));
	out_lit(&o, "\n");
	out_lit(&o, err->lines);
	fwrite(o.p, 1, o.n, f);
	out_release(&o);
}
