/*
 * base64.c: Writes bytes as text in base64.
 */
#include "base/base64.h"

#include <stdint.h>

/* Writes the four digits of up to three bytes. */
static void put_group(const unsigned char *bytes, size_t n, char digits[4])
{
	static const char values[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t group = (uint32_t)bytes[0] << 16 | (n > 1 ? (uint32_t)bytes[1] << 8 : 0) |
		(n > 2 ? bytes[2] : 0);

	for (size_t k = 0; k < 4; k++)
		digits[k] = k <= n ? values[group >> (18 - 6 * k) & 63] : '=';
}

void base64_put(struct out *o, struct str bytes)
{
	enum { PIECE = 3 * 1024 };

	for (struct str piece; bytes.n != 0; bytes = str_from(bytes, piece.n)) {
		char *text;
		size_t n = 0;

		piece = str_sub(bytes, 0, PIECE);
		text = out_room(o, (piece.n + 2) / 3 * 4);
		for (size_t i = 0; i < piece.n; i += 3, n += 4)
			put_group((const unsigned char *)piece.p + i,
				piece.n - i < 3 ? piece.n - i : 3, text + n);
		out_used(o, n);
	}
}
