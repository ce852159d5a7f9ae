/*
 * rx.c: see rx.h.
 *
 * PCRE2_DOLLAR_ENDONLY makes $ mean the end of the text only, as in RE2; newline is LF alone, so
 * that '.' excludes the same one character. Classes like \w are ASCII in both (no PCRE2_UCP).
 */
#include "base/rx.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

struct rx {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
};

enum {
	RX_STEPS = 2000000,      /* backtracking steps a match may take: some 20 ms */
	RX_HEAP_KB = 64 * 1024,  /* memory a match may take */
	RX_PATTERN_MAX = 100000, /* bytes of a pattern */
};

/* What may follow a backslash in RE2, besides punctuation. */
static const char rx_escapes[] = "01234567AaBbCDdEfnPpQrSstvWwxz";

/*
 * What stands at p[i] behind a backslash, outside a class: true when RE2 has it. \1 to \9 are
 * octal only when another digit follows.
 */
static bool escape_ok(struct str p, size_t i)
{
	char c;

	if (i >= p.n)
		return true; /* the engine's own message is good */
	c = p.p[i];
	if (c >= '1' && c <= '7')
		return i + 1 < p.n && p.p[i + 1] >= '0' && p.p[i + 1] <= '7';
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return c != 'E' && strchr(rx_escapes, c) != NULL;
	return true;
}

/* What stands behind "(" at p[i]: NULL when RE2 has it, else its name. */
static const char *group_refused(struct str p, size_t i)
{
	char c;

	if (i < p.n && p.p[i] == '*')
		return "verbs";
	if (i + 1 >= p.n || p.p[i] != '?')
		return NULL;
	c = p.p[i + 1];
	if (c == '=' || c == '!')
		return "look-ahead";
	if (c == '>')
		return "atomic groups";
	if (c == '<' && i + 2 < p.n && (p.p[i + 2] == '=' || p.p[i + 2] == '!'))
		return "look-behind";
	if (c == '<' || c == ':' || c == 'i' || c == 'm' || c == 's' || c == 'U' || c == '-')
		return NULL;
	if (c == 'P' && i + 2 < p.n && p.p[i + 2] == '<')
		return NULL;
	return "this kind of group";
}

/* The end of the class that begins with '[' at p[i]: the position of its ']'. */
static size_t class_end(struct str p, size_t i)
{
	i++;
	if (i < p.n && p.p[i] == '^')
		i++;
	if (i < p.n && p.p[i] == ']')
		i++;
	for (; i < p.n && p.p[i] != ']'; i++) {
		if (p.p[i] == '\\')
			i++;
		else if (p.p[i] == '[' && i + 1 < p.n && p.p[i + 1] == ':')
			i = str_find(p, STR(":]"), i + 2) + 1;
	}
	return i;
}

/* Refuses what PCRE2 has and RE2 has not. */
static bool check_syntax(struct str p, struct err *err)
{
	bool repeated = false; /* the last thing was a quantifier */

	for (size_t i = 0; i < p.n; i++) {
		bool quantifier = false;
		const char *what;

		switch (p.p[i]) {
		case '\\':
			if (i + 1 < p.n && p.p[i + 1] == 'Q') {
				i = str_find(p, STR("\\E"), i + 2) + 1;
			} else if (!escape_ok(p, i + 1)) {
				return err_set(err, "\\%c at byte %zu is not supported", p.p[i + 1],
					i);
			} else {
				i++;
			}
			break;
		case '(':
			what = group_refused(p, i + 1);
			if (what != NULL)
				return err_set(err, "%s at byte %zu: not supported", what, i);
			if (i + 1 < p.n && p.p[i + 1] == '?')
				i++;
			break;
		case '[':
			i = class_end(p, i);
			break;
		case '+':
			if (repeated)
				return err_set(err, "'+' at byte %zu follows another repetition",
					i);
			quantifier = true;
			break;
		case '*':
			quantifier = true;
			break;
		case '?':
			/* x*? is a lazy repetition; x*?? is none. */
			quantifier = !repeated;
			break;
		case '}':
			quantifier = true;
			break;
		default:
			break;
		}
		repeated = quantifier;
	}
	return true;
}

/* PCRE2 takes no lone {: but RE2 reads one that is no repetition as itself; so does PCRE2. */
static bool compile(struct rx *rx, struct str pattern, struct err *err)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	uint32_t options = PCRE2_DOLLAR_ENDONLY | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF |
		PCRE2_NEVER_BACKSLASH_C;
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
	struct rx *rx;

	if (!check_syntax(pattern, err))
		return false;
	rx = mem_zeroed(1, sizeof(*rx));
	if (!compile(rx, pattern, err)) {
		rx_free(rx);
		return false;
	}
	rx->data = pcre2_match_data_create(1, NULL);
	rx->context = pcre2_match_context_create(NULL);
	if (rx->data == NULL || rx->context == NULL)
		mem_exhausted();
	pcre2_set_match_limit(rx->context, RX_STEPS);
	pcre2_set_heap_limit(rx->context, RX_HEAP_KB);
	*result = rx;
	return true;
}

bool rx_match(struct rx *rx, struct str s, bool *hit, struct err *err)
{
	int n = pcre2_match(rx->code, (PCRE2_SPTR)(s.n ? s.p : ""), s.n, 0, 0, rx->data,
		rx->context);
	PCRE2_UCHAR text[256];

	if (n < 0 && n != PCRE2_ERROR_NOMATCH) {
		if (n == PCRE2_ERROR_MATCHLIMIT || n == PCRE2_ERROR_HEAPLIMIT ||
			n == PCRE2_ERROR_DEPTHLIMIT || n == PCRE2_ERROR_JIT_STACKLIMIT)
			return err_set(err,
				"matching takes too many steps; make the pattern simpler");
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
	pcre2_match_context_free(rx->context);
	pcre2_match_data_free(rx->data);
	pcre2_code_free(rx->code);
	free(rx);
}
