/*
 * num.c: parses and formats numbers with the C library, and accepts what Go accepts.
 */
#include "base/num.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"

static int digit_value(char c)
{
	int v = ascii_hex_value(c);

	return v < 0 ? 16 : v;
}

/* Takes the prefix that names a base off s. True when '_' may stand between the digits. */
static bool take_base(struct str *s, int *base)
{
	char c;

	if (*base != 0)
		return false;
	*base = 10;
	if (s->n < 2 || s->p[0] != '0')
		return true;
	c = (char)(s->p[1] | 0x20);
	*base = c == 'x'                                                  ? 16
		: c == 'o' || s->p[1] == '_' || digit_value(s->p[1]) < 10 ? 8
		: c == 'b'                                                ? 2
									  : 10;
	*s = str_from(*s, c == 'x' || c == 'o' || c == 'b' ? 2 : 1);
	return true;
}

bool num_uint(struct str s, int base, uint64_t *v)
{
	bool underscores = take_base(&s, &base), digit_before = base != 10;
	uint64_t r = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int d = digit_value(s.p[i]);

		if (s.p[i] == '_' && underscores && digit_before && i + 1 < s.n) {
			digit_before = false;
			continue;
		}
		if (d >= base || __builtin_mul_overflow(r, (uint64_t)base, &r) ||
			__builtin_add_overflow(r, (uint64_t)d, &r))
			return false;
		digit_before = true;
	}
	*v = r;
	return true;
}

bool num_int(struct str s, int base, int64_t *v)
{
	bool minus = s.n && s.p[0] == '-';
	uint64_t u;

	if (minus || (s.n && s.p[0] == '+'))
		s = str_from(s, 1);
	if (!num_uint(s, base, &u) || u > (uint64_t)INT64_MAX + minus)
		return false;
	*v = (int64_t)(minus ? -u : u);
	return true;
}

/* Behind the sign, a hexadecimal number begins with 0x; its digits are these, and its exponent is a must. */
static bool is_hex(struct str s, size_t sign)
{
	return s.n >= sign + 2 && s.p[sign] == '0' && (s.p[sign + 1] | 0x20) == 'x';
}

/*
 * A copy of s without the '_' between digits, for free(); NULL when strtod would take it for a number
 * and Go does not.
 */
static char *plain_number(struct str s)
{
	size_t n = 0, sign = s.n != 0 && (s.p[0] == '-' || s.p[0] == '+');
	bool hex = is_hex(s, sign), exponent = false, odd = false;
	char *text = mem_zeroed(s.n + 1, 1);
	int base = hex ? 16 : 10;

	for (size_t i = 0; i < s.n && !odd; i++) {
		bool prefix = hex && i == sign + 2; /* the 0x in front counts as a digit */
		bool between = i > 0 && i + 1 < s.n && (prefix || digit_value(s.p[i - 1]) < base) &&
			digit_value(s.p[i + 1]) < base;
		char c = (char)(s.p[i] | 0x20);

		odd = s.p[i] == '\0' || ascii_is_space(s.p[i]) || s.p[i] == '(' ||
			(c == 'x' && !(hex && i == sign + 1)) || (s.p[i] == '_' && !between);
		exponent |= c == 'p';
		if (s.p[i] != '_')
			text[n++] = s.p[i];
	}
	if (!odd && hex == exponent)
		return text;
	free(text);
	return NULL;
}

bool num_float(struct str s, double *v)
{
	char *text = plain_number(s), *end = text;
	double d = 0;
	bool ok;

	errno = 0;
	if (text != NULL)
		d = strtod(text, &end);
	ok = text != NULL && end != text && *end == '\0' && !(errno == ERANGE && isinf(d)) &&
		!(isnan(d) && (text[0] == '-' || text[0] == '+'));
	free(text);
	if (ok)
		*v = d;
	return ok;
}

bool num_bool(struct str s, bool *v)
{
	static const char *const words[2][6] = {
		{"0", "f", "F", "false", "FALSE", "False"},
		{"1", "t", "T", "true", "TRUE", "True"},
	};

	for (int value = 0; value < 2; value++) {
		for (int i = 0; i < 6; i++) {
			if (str_eq_c(s, words[value][i])) {
				*v = value;
				return true;
			}
		}
	}
	return false;
}

/* d.ddde±xx, the shortest that reads back; returns its exponent. */
static int shortest(double v, char buf[32])
{
	for (int digits = 0; digits < 17; digits++) {
		snprintf(buf, 32, "%.*e", digits, v);
		if (strtod(buf, NULL) == v)
			break;
	}
	return (int)strtol(strchr(buf, 'e') + 1, NULL, 10);
}

void num_format(double v, char buf[32])
{
	int exponent, digits;
	char e[32];

	if (isnan(v) || isinf(v)) {
		snprintf(buf, 32, "%s", isnan(v) ? "NaN" : v < 0 ? "-Inf" : "+Inf");
		return;
	}
	exponent = shortest(v, e);
	digits = (int)(strchr(e, 'e') - e) - (e[0] == '-') - (strchr(e, '.') != NULL);
	if (v != 0 && (exponent < -4 || exponent >= 6))
		memcpy(buf, e, sizeof(e));
	else
		snprintf(buf, 32, "%.*f", digits - 1 > exponent ? digits - 1 - exponent : 0, v);
}

/* Digits of v from the right, up to `end`; returns where they begin. */
static char *digits_before(char *end, uint64_t v)
{
	do
		*--end = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	return end;
}

/*
 * Reports print very many of these. A double is mantissa * 2^-shift; where that leaves few enough
 * bits behind the point, the decimals and what is left of them are whole numbers.
 */
size_t num_fixed(double v, int decimals, char buf[NUM_FIXED_MAX])
{
	static const uint32_t powers[] = {1, 10, 100, 1000, 10000, 100000};
	__extension__ typedef unsigned __int128 wide;
	char text[32], *end = text + sizeof(text), *at;
	int exponent;
	double mantissa = frexp(fabs(v), &exponent); /* 0.5 <= mantissa < 1, or 0 */
	int shift = 53 - exponent;
	wide scaled, rest, half;
	uint64_t whole, fraction;

	assert(decimals >= 1 && decimals <= 5);
	if (!(shift >= 1 && shift <= 100))
		return (size_t)snprintf(buf, NUM_FIXED_MAX, "%.*f", decimals, v);
	scaled = (wide)(uint64_t)(mantissa * 0x1p53) * powers[decimals];
	half = (wide)1 << (shift - 1);
	rest = scaled & (2 * half - 1);
	scaled >>= shift;
	/* To the nearest, ties to even, as printf does. */
	scaled += rest > half || (rest == half && (scaled & 1));
	whole = (uint64_t)(scaled / powers[decimals]);
	fraction = (uint64_t)(scaled % powers[decimals]);
	at = digits_before(end, fraction);
	while (at > end - decimals)
		*--at = '0';
	*--at = '.';
	at = digits_before(at, whole);
	if (signbit(v))
		*--at = '-';
	memcpy(buf, at, (size_t)(end - at));
	return (size_t)(end - at);
}
