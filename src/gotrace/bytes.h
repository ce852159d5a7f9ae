/*
 * bytes.h: takes numbers off the front of bytes of a trace.
 */
#ifndef CPROF_GOTRACE_BYTES_H
#define CPROF_GOTRACE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gotrace_bytes {
	const unsigned char *p, *end;
};

/* Takes a base-128 number, lowest digits first. False when it is cut off or too large. */
static inline bool gotrace_take(struct gotrace_bytes *b, uint64_t *v)
{
	uint64_t sum = 0;

	for (unsigned shift = 0; b->p < b->end && shift < 70; shift += 7) {
		unsigned char c = *b->p++;

		if (shift == 63 && c > 1)
			return false;
		sum |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80) {
			*v = sum;
			return true;
		}
	}
	return false;
}

/* Takes n numbers. */
static inline bool gotrace_take_all(struct gotrace_bytes *b, uint64_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!gotrace_take(b, &v[i]))
			return false;
	return true;
}

#endif
