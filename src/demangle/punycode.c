/*
 * punycode.c: decodes identifiers of Rust that are not ASCII.
 *
 * In: the ASCII characters, a '_', and a list of where to insert the others. Out: UTF-8. Each insertion moves
 * what is behind it, so the time is quadratic, and the length is bounded.
 */
#include "base/ascii.h"
#include "demangle/rust.h"

#include <stdint.h>
#include <string.h>

enum { LENGTH_MAX = 2000 };

/* The parameters of RFC 3492, section 5. */
enum { BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 128 };

static int digit_of(char byte)
{
	if (ascii_is_digit(byte))
		return byte - '0' + 26;
	if (ascii_is_upper(byte))
		return byte - 'A';
	return ascii_is_lower(byte) ? byte - 'a' : -1;
}

/* Section 6.1. */
static uint64_t adapt(uint64_t delta, uint64_t points, bool first)
{
	uint64_t k = 0;

	delta /= first ? DAMP : 2;
	delta += delta / points;
	for (; delta > (BASE - TMIN) * TMAX / 2; k += BASE)
		delta /= BASE - TMIN;
	return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

/* A number of variable length, off the front of *rest. */
static bool number(struct str *rest, uint64_t bias, uint64_t *value)
{
	uint64_t weight = 1, sum = 0;

	for (uint64_t k = BASE; rest->n > 0; k += BASE) {
		int digit = digit_of(rest->p[0]);
		uint64_t threshold = k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias;

		*rest = str_from(*rest, 1);
		if (digit < 0)
			return false;
		sum += (uint64_t)digit * weight;
		if ((uint64_t)digit < threshold) {
			*value = sum;
			return true;
		}
		if (weight >= INT32_MAX / BASE)
			return false;
		weight *= BASE - threshold;
	}
	return false;
}

static void write_point(struct out *out, uint32_t point)
{
	char bytes[4];
	size_t n = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	static const uint8_t leads[] = {0, 0xc0, 0xe0, 0xf0};

	for (size_t i = n; i > 1; i--) {
		bytes[i - 1] = (char)(0x80 | (point & 0x3f));
		point >>= 6;
	}
	bytes[0] = (char)(leads[n - 1] | point);
	out_bytes(out, bytes, n);
}

bool rust_punycode(struct str name, struct out *out)
{
	uint32_t points[LENGTH_MAX];
	size_t n = 0, plain = str_find_last(name, '_');
	uint64_t i = 0, point = FIRST, bias = BIAS, delta;
	struct str rest = plain < name.n ? str_from(name, plain + 1) : name;
	bool first = true;

	if (name.n > LENGTH_MAX)
		return false;
	for (; plain < name.n && n < plain; n++)
		points[n] = (uint8_t)name.p[n];
	for (; rest.n > 0; first = false) {
		if (!number(&rest, bias, &delta))
			return false;
		i += delta;
		bias = adapt(delta, n + 1, first);
		point += i / (n + 1);
		i %= n + 1;
		if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
			return false;
		memmove(points + i + 1, points + i, (n - i) * sizeof(*points));
		points[i++] = (uint32_t)point;
		n++;
	}
	for (size_t k = 0; k < n; k++)
		write_point(out, points[k]);
	return true;
}
