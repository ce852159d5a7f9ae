/*
 * rx.c: see rx.h.
 *
 * PCRE2_DOLLAR_ENDONLY makes $ mean the end of the text only, as in RE2; newline is LF alone, so
 * that '.' excludes the same one character. A byte that is no UTF-8 is U+FFFD. Classes like \w are ASCII in both (no PCRE2_UCP).
 */
#include "base/rx.h"

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/interrupt.h"
#include "base/mem.h"
#include "base/out.h"

struct rx {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL: there is no JIT */
	int64_t spent;          /* nanoseconds of all matches */
	struct out text;        /* a subject that had to be repaired */
};

enum {
	RX_STEPS = 2000000,       /* backtracking steps a match may take: some 20 ms */
	RX_SECONDS = 10,          /* all matches of one expression may take */
	RX_HEAP_KB = 64 * 1024,   /* memory a match may take */
	RX_PATTERN_MAX = 100000,  /* bytes of a pattern */
	RX_REPEAT_MAX = 1000,     /* of x{n}, as in RE2 */
	RX_JIT_START = 32 * 1024, /* stack of compiled patterns */
	RX_JIT_STACK = 4 * 1024 * 1024,
};

/* What may follow a backslash in RE2, besides punctuation; \Q is seen to elsewhere. */
static const char rx_escapes[] = "0ABCDPSWabdfnprstvwxz";

/* A pattern while it is checked for what PCRE2 has and RE2 has not. */
struct scan {
	struct str p;
	size_t at;
	bool repeated; /* what stands before `at` is a repetition */
	bool empty;    /* what stands before `at` matches no text: ^ or \b */
	struct err *err;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static char peek(const struct scan *s, size_t ahead)
{
	return s->at + ahead < s->p.n ? s->p.p[s->at + ahead] : '\0';
}

static bool refuse(struct scan *s, const char *what)
{
	return err_set(s->err, "%s at byte %zu: not supported", what, s->at);
}

/* A backslash and what follows it. \1 to \7 are octal only when another digit follows. */
static bool scan_escape(struct scan *s)
{
	char c = peek(s, 1);
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

	if (c == 'Q') {
		s->at = str_find(s->p, STR("\\E"), s->at + 2) + 2;
		return true;
	}
	if (c >= '1' && c <= '9' && !(c <= '7' && peek(s, 2) >= '0' && peek(s, 2) <= '7'))
		return refuse(s, "a back reference");
	if (letter && strchr(rx_escapes, c) == NULL)
		return err_set(s->err, "\\%c at byte %zu: not supported", c, s->at);
	if (c == 'x' && peek(s, 2) != '{' && !(is_hex(peek(s, 2)) && is_hex(peek(s, 3))))
		return err_set(s->err, "\\x at byte %zu needs two hexadecimal digits", s->at);
	s->empty = c != '\0' && strchr("ABbz", c) != NULL;
	if ((c == 'x' || c == 'p' || c == 'P') && peek(s, 2) == '{')
		s->at = str_find(s->p, STR("}"), s->at) + 1;
	else
		s->at += 2;
	return true;
}

/* What a group that begins with "(" is when RE2 has none like it, else NULL. */
static const char *odd_group(const struct scan *s)
{
	char c = peek(s, 2);

	if (peek(s, 1) == '*')
		return "a verb";
	if (peek(s, 1) != '?')
		return NULL;
	if (c == '=' || c == '!')
		return "look-ahead";
	if (c == '<' && (peek(s, 3) == '=' || peek(s, 3) == '!'))
		return "look-behind";
	if (c == '>')
		return "an atomic group";
	if (c == '<' || c == ':' || (c == 'P' && peek(s, 3) == '<'))
		return NULL;
	for (size_t i = 2; (c = peek(s, i)) != ')' && c != ':'; i++)
		if (c == '\0' || strchr("imsU-", c) == NULL)
			return "this kind of group";
	return NULL;
}

static bool scan_group(struct scan *s)
{
	const char *odd = odd_group(s);

	if (odd != NULL)
		return refuse(s, odd);
	s->at += peek(s, 1) == '?' ? 2 : 1;
	return true;
}

/* A class: to behind the ']' that ends it. */
static bool scan_class(struct scan *s)
{
	s->at += peek(s, 1) == '^' ? 2 : 1;
	if (peek(s, 0) == ']')
		s->at++;
	while (s->at < s->p.n && peek(s, 0) != ']') {
		if (peek(s, 0) == '\\' && peek(s, 1) != '\0' && strchr("bBAzQ", peek(s, 1)) != NULL)
			return err_set(s->err, "\\%c in a class at byte %zu: not supported",
				peek(s, 1), s->at);
		if (peek(s, 0) == '\\' && !scan_escape(s))
			return false;
		if (peek(s, 0) == '\\' || peek(s, 0) == ']')
			continue;
		if (peek(s, 0) == '[' && peek(s, 1) == ':')
			s->at = str_find(s->p, STR(":]"), s->at + 2) + 2;
		else
			s->at++;
	}
	s->at++;
	return true;
}

/* The length of a counted repetition "{n}", "{n,}" or "{n,m}", or 0 when it is none. */
static size_t count_length(const struct scan *s, bool *too_large)
{
	size_t n = 1, digits = 0;
	unsigned value = 0;

	*too_large = false;
	for (; is_digit(peek(s, n)) || (peek(s, n) == ',' && digits != 0); n++) {
		value = is_digit(peek(s, n)) ? value * 10 + (unsigned)(peek(s, n) - '0') : 0;
		if (value > RX_REPEAT_MAX)
			*too_large = true;
		value = *too_large ? 0 : value;
		digits++;
	}
	return digits != 0 && peek(s, n) == '}' ? n + 1 : 0;
}

/* A repetition of n bytes, and the '?' that makes it lazy. */
static bool scan_repetition(struct scan *s, size_t n)
{
	if (s->repeated)
		return refuse(s, "a repetition of a repetition");
	s->at += n + (peek(s, n) == '?');
	s->repeated = true;
	return true;
}

static bool scan_one(struct scan *s)
{
	bool too_large;
	size_t n;

	switch (peek(s, 0)) {
	case '*':
	case '+':
	case '?':
		return scan_repetition(s, 1);
	case '{':
		n = count_length(s, &too_large);
		if (n != 0 && too_large)
			return err_set(s->err, "the count at byte %zu is over %d", s->at,
				RX_REPEAT_MAX);
		if (n != 0)
			return scan_repetition(s, n);
		break;
	default:
		break;
	}
	s->repeated = false;
	switch (peek(s, 0)) {
	case '\\':
		return scan_escape(s);
	case '(':
		return scan_group(s);
	case '[':
		return scan_class(s);
	default:
		s->empty = peek(s, 0) == '^' || peek(s, 0) == '$';
		s->at++;
		return true;
	}
}

/*
 * Refuses what PCRE2 has and RE2 has not; other mistakes the engine tells. `out` is the pattern as
 * PCRE2 is to see it: what matches no text is repeated as a group, a '{' that counts nothing is
 * escaped.
 */
static bool translate(struct str p, struct out *out, struct err *err)
{
	struct scan s = {.p = p, .err = err};
	size_t last = 0; /* where in `out` what stands before s.at begins */

	while (s.at < p.n) {
		bool was_empty = s.empty;
		size_t from = s.at;

		s.empty = false;
		if (!scan_one(&s))
			return false;
		if (s.repeated && was_empty) {
			size_t n = out->n - last;

			out_lit(out, "(?:)");
			memmove(out->p + last + 3, out->p + last, n);
			memcpy(out->p + last, "(?:", 3);
			out->p[out->n - 1] = ')';
		}
		if (!s.repeated)
			last = out->n;
		if (p.p[from] == '{' && !s.repeated)
			out_lit(out, "\\");
		out_bytes(out, p.p + from, (s.at < p.n ? s.at : p.n) - from);
	}
	return true;
}

static bool compile(struct rx *rx, struct str pattern, struct err *err)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	uint32_t options = PCRE2_DOLLAR_ENDONLY | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_UCHAR text[256];
	PCRE2_SIZE at;
	int code;

	if (context == NULL)
		mem_exhausted();
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_set_max_pattern_length(context, RX_PATTERN_MAX);
	rx->code = pcre2_compile((PCRE2_SPTR)(pattern.n ? pattern.p : ""), pattern.n, options,
		&code, &at, context);
	pcre2_compile_context_free(context);
	if (rx->code == NULL) {
		pcre2_get_error_message(code, text, sizeof(text));
		return err_set(err, "%s at byte %zu", (const char *)text, (size_t)at);
	}
	pcre2_jit_compile(rx->code, PCRE2_JIT_COMPLETE); /* without it matching is only slower */
	return true;
}

bool rx_new(struct str pattern, struct rx **result, struct err *err)
{
	struct rx *rx = mem_zeroed(1, sizeof(*rx));
	struct out out = {0};
	bool ok = translate(pattern, &out, err) && compile(rx, (struct str){out.p, out.n}, err);

	out_release(&out);
	if (!ok) {
		rx_free(rx);
		return false;
	}
	rx->data = pcre2_match_data_create(1, NULL);
	rx->context = pcre2_match_context_create(NULL);
	if (rx->data == NULL || rx->context == NULL)
		mem_exhausted();
	pcre2_set_match_limit(rx->context, RX_STEPS);
	pcre2_set_heap_limit(rx->context, RX_HEAP_KB);
	rx->stack = pcre2_jit_stack_create(RX_JIT_START, RX_JIT_STACK, NULL);
	if (rx->stack != NULL)
		pcre2_jit_stack_assign(rx->context, NULL, rx->stack);
	*result = rx;
	return true;
}

/* s, or a copy in which U+FFFD stands for each byte that is no UTF-8, as in Go. */
static struct str repaired(struct rx *rx, struct str s)
{
	size_t good = 0, n;

	while (good < s.n && (n = str_utf8_length(str_from(s, good))) != 0)
		good += n;
	if (good == s.n)
		return s;
	out_clear(&rx->text);
	for (size_t i = 0; i < s.n; i += n ? n : 1) {
		n = str_utf8_length(str_from(s, i));
		out_bytes(&rx->text, n ? s.p + i : "\xef\xbf\xbd", n ? n : 3);
	}
	return (struct str){rx->text.p, rx->text.n};
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

bool rx_match(struct rx *rx, struct str s, bool *hit, struct err *err)
{
	int64_t start = now();
	struct str text8 = repaired(rx, s);
	PCRE2_UCHAR text[256];
	int n;

	if (interrupted())
		return err_set(err, "stopped");
	n = pcre2_match(rx->code, (PCRE2_SPTR)(text8.n ? text8.p : ""), text8.n, 0,
		PCRE2_NO_UTF_CHECK, rx->data, rx->context);
	rx->spent += now() - start;
	if (n == PCRE2_ERROR_MATCHLIMIT || n == PCRE2_ERROR_HEAPLIMIT ||
		n == PCRE2_ERROR_DEPTHLIMIT || n == PCRE2_ERROR_JIT_STACKLIMIT ||
		rx->spent > RX_SECONDS * INT64_C(1000000000))
		return err_set(err, "matching takes too many steps; make the pattern simpler");
	if (n < 0 && n != PCRE2_ERROR_NOMATCH) {
		pcre2_get_error_message(n, text, sizeof(text));
		return err_set(err, "%s", (const char *)text);
	}
	*hit = n >= 0;
	return true;
}

void rx_free(struct rx *rx)
{
	if (rx == NULL)
		return;
	pcre2_jit_stack_free(rx->stack);
	pcre2_match_context_free(rx->context);
	pcre2_match_data_free(rx->data);
	pcre2_code_free(rx->code);
	out_release(&rx->text);
	free(rx);
}
