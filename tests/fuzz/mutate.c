/*
 * mutate.c: see mutate.h.
 */
#include "mutate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* splitmix64 */
uint64_t dice_roll(struct dice *d)
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

size_t dice_below(struct dice *d, size_t n)
{
	return n ? (size_t)(dice_roll(d) % n) : 0;
}

void bytes_set(struct bytes *to, const void *p, size_t n)
{
	to->p = mem_grow(to->p, &to->cap, n + 1, 1);
	if (n != 0)
		memcpy(to->p, p, n);
	to->n = n;
}

void bytes_replace(struct bytes *b, size_t at, size_t old, const void *p, size_t n)
{
	b->p = mem_grow(b->p, &b->cap, b->n + n + 1, 1);
	memmove(b->p + at + n, b->p + at + old, b->n - at - old);
	if (n != 0)
		memcpy(b->p + at, p, n);
	b->n = b->n - old + n;
}

size_t bytes_put_varint(unsigned char buf[11], uint64_t v)
{
	size_t n = 0;

	for (; v > 0x7f; v >>= 7)
		buf[n++] = (unsigned char)((v & 0x7f) | 0x80);
	buf[n++] = (unsigned char)v;
	return n;
}

/* A varint of a number that is at some limit. */
static size_t odd_varint(struct dice *d, unsigned char buf[11])
{
	static const uint64_t numbers[] = {0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff,
		0x80000000, 0xffffffff, 0x100000000, INT64_MAX, (uint64_t)INT64_MIN, UINT64_MAX};
	size_t n = bytes_put_varint(buf,
		numbers[dice_below(d, sizeof(numbers) / sizeof(numbers[0]))]);

	if (dice_below(d, 16) == 0) { /* longer than it need be */
		buf[n - 1] |= 0x80;
		buf[n++] = 0;
	}
	return n;
}

size_t bytes_varint_length(const struct bytes *b, size_t at)
{
	size_t n = 1;

	while (at + n < b->n && (b->p[at + n - 1] & 0x80) != 0)
		n++;
	return n;
}

static void flip_bit(struct dice *d, struct bytes *b)
{
	b->p[dice_below(d, b->n)] ^= (unsigned char)(1u << dice_below(d, 8));
}

static void set_byte(struct dice *d, struct bytes *b)
{
	b->p[dice_below(d, b->n)] = (unsigned char)dice_roll(d);
}

static void delete_block(struct dice *d, struct bytes *b)
{
	size_t at = dice_below(d, b->n), left = b->n - at, n = 1 + dice_below(d, 64);

	bytes_replace(b, at, n < left ? n : left, NULL, 0);
}

static void copy_block(struct dice *d, struct bytes *b)
{
	size_t from = dice_below(d, b->n), left = b->n - from, n = 1 + dice_below(d, 64);
	unsigned char block[64];

	n = n < left ? n : left;
	memcpy(block, b->p + from, n);
	bytes_replace(b, dice_below(d, b->n), 0, block, n);
}

static void change_varint(struct dice *d, struct bytes *b)
{
	size_t at = dice_below(d, b->n);
	unsigned char buf[11];

	bytes_replace(b, at, bytes_varint_length(b, at), buf, odd_varint(d, buf));
}

/* A number that is one more or less is often still valid, and something else. */
static void count_byte(struct dice *d, struct bytes *b)
{
	size_t at = dice_below(d, b->n);

	b->p[at] = (unsigned char)(b->p[at] + (dice_below(d, 2) ? 1 : -1));
}

static void (*const mutators[])(struct dice *, struct bytes *) = {
	flip_bit,
	set_byte,
	delete_block,
	copy_block,
	change_varint,
	count_byte,
};

void mutate_bytes(struct dice *d, struct bytes *b)
{
	for (size_t n = 1 + dice_below(d, 3); n > 0 && b->n != 0; n--)
		mutators[dice_below(d, sizeof(mutators) / sizeof(mutators[0]))](d, b);
}

/* Text. */

/* Where the line begins that `at` is in, and where the next one does. */
static size_t line_begin(const struct bytes *b, size_t at)
{
	while (at > 0 && b->p[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct bytes *b, size_t at)
{
	while (at < b->n && b->p[at] != '\n')
		at++;
	return at < b->n ? at + 1 : at;
}

static bool is_digit(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == 'x';
}

/* Puts something in the place of a number, if there is one behind some place. */
static void change_number(struct dice *d, struct bytes *b)
{
	static const char *const numbers[] = {"0", "1", "-1", "00", "010", "2147483648",
		"4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
		"18446744073709551615", "18446744073709551616", "0x0", "0x", "0xffffffffffffffff",
		"0x10000000000000000", "0xFF", "1_0", "+5", "1e9", "", " ",
		"99999999999999999999999"};
	size_t at = dice_below(d, b->n), n = 0;
	const char *to = numbers[dice_below(d, sizeof(numbers) / sizeof(numbers[0]))];

	while (at < b->n && !is_digit(b->p[at]))
		at++;
	while (at + n < b->n && is_digit(b->p[at + n]))
		n++;
	bytes_replace(b, at, n, to, strlen(to));
}

/* Puts in a piece that the formats give a meaning to. */
static void add_word(struct dice *d, struct bytes *b)
{
	static const char *const words[] = {" @ ", ":", "[", "]", "\n", "\r\n", "\n\n", "\t", "---",
		"#", "# labels: {\"a\":\"b\"}\n", "#\t0x1\tf+0x1\tx:1\n", "=", "0x", "...", "(...)",
		"goroutine 1 [x]:\n", "created by ", "\n--- Memory map: ---\n",
		"MAPPED_LIBRARIES:\n", "$", "a=b\n", "\xff", "\xc2\xa0", "\033[2J", "(deleted)",
		" r-xp ", "\\"};
	const char *word = words[dice_below(d, sizeof(words) / sizeof(words[0]))];

	bytes_replace(b, dice_below(d, b->n + 1), 0, word, strlen(word));
}

static void delete_line(struct dice *d, struct bytes *b)
{
	size_t at = line_begin(b, dice_below(d, b->n));

	bytes_replace(b, at, line_end(b, at) - at, NULL, 0);
}

/* Puts a line of `from` before a line of b, or in its place. */
static void put_line(struct dice *d, struct bytes *b, const struct bytes *from)
{
	size_t at = line_begin(b, dice_below(d, b->n)), old = 0, source, n;
	struct bytes line = {0};

	if (from->n == 0)
		return;
	source = line_begin(from, dice_below(d, from->n));
	n = line_end(from, source) - source;
	bytes_set(&line, from->p + source, n);
	if (dice_below(d, 2))
		old = line_end(b, at) - at;
	bytes_replace(b, at, old, line.p, line.n);
	free(line.p);
}

void mutate_text(struct dice *d, struct bytes *b, const struct bytes *other)
{
	for (size_t n = 1 + dice_below(d, 3); n > 0 && b->n != 0; n--) {
		switch (dice_below(d, 6)) {
		case 0:
			change_number(d, b);
			break;
		case 1:
			add_word(d, b);
			break;
		case 2:
			delete_line(d, b);
			break;
		case 3:
			put_line(d, b, b);
			break;
		case 4:
			put_line(d, b, other);
			break;
		default:
			b->n = dice_below(d, 64) == 0 ? dice_below(d, b->n) : b->n;
			change_number(d, b);
			break;
		}
	}
}
