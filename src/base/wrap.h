/*
 * wrap.h: 64-bit arithmetic that wraps around on overflow.
 *
 * Values come from a file and may be any number. Their sums wrap around, as in Go; in C such an overflow
 * would be undefined.
 */
#ifndef CPROF_BASE_WRAP_H
#define CPROF_BASE_WRAP_H

#include <stdint.h>

static inline int64_t wrap_add(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static inline int64_t wrap_sub(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a - (uint64_t)b);
}

static inline int64_t wrap_mul(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a * (uint64_t)b);
}

/* The absolute value; INT64_MIN stays INT64_MIN. */
static inline int64_t wrap_abs(int64_t a)
{
	return a < 0 ? (int64_t)(0 - (uint64_t)a) : a;
}

/* a / b, or a when b is 0. */
static inline int64_t wrap_div(int64_t a, int64_t b)
{
	return b == 0 ? a : b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b;
}

/* Rounds towards zero. INT64_MIN when d does not fit, as amd64 does and so Go does there. */
static inline int64_t wrap_int(double d)
{
	return d >= -0x1p63 && d < 0x1p63 ? (int64_t)d : INT64_MIN;
}

#endif
