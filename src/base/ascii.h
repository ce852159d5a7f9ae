/*
 * ascii.h: classes of ASCII characters, whatever the locale.
 *
 * A character is a char, a byte or a code point. What is not ASCII is in no class, so it does not matter
 * whether char is signed.
 */
#ifndef CPROF_BASE_ASCII_H
#define CPROF_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

static inline bool ascii_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_lower(int c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_upper(int c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_letter(int c)
{
	return ascii_is_lower(c) || ascii_is_upper(c);
}

/* A letter, a digit or '_'. */
static inline bool ascii_is_word(int c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

/* A digit of a hexadecimal number, of either case. */
static inline bool ascii_is_hex(int c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline bool ascii_is_lower_hex(int c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* A space or a tab. */
static inline bool ascii_is_blank(int c)
{
	return c == ' ' || c == '\t';
}

/* A space, or one of \t \n \v \f \r. */
static inline bool ascii_is_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* 0x00 to 0x1f, and 0x7f. */
static inline bool ascii_is_control(int c)
{
	return (c >= 0 && c < 0x20) || c == 0x7f;
}

/* The lower-case letter of an upper-case one; all else as it is. */
static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c | 0x20) : c;
}

/* The value of a digit of a hexadecimal number, 0 to 15; -1 for what is none. */
static inline int ascii_hex_value(int c)
{
	if (ascii_is_digit(c))
		return c - '0';
	return ascii_is_hex(c) ? (c | 0x20) - 'a' + 10 : -1;
}

/* Writes n bytes as 2 * n hexadecimal digits, without a NUL behind them. */
static inline void ascii_put_hex(char *to, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		to[2 * i] = digits[bytes[i] >> 4];
		to[2 * i + 1] = digits[bytes[i] & 15];
	}
}

#endif
