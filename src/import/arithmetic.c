/*
 * arithmetic.c: the arithmetic of old formats, so that its results are pprof's to the last digit.
 *
 * In and out: numbers. The one thing to get wrong: hostile files choose them, and what C leaves
 * undefined (overflow, a float that does not fit) must still give what Go gives.
 */
#include <math.h>

#include "import/reader.h"

int64_t legacy_whole(double v)
{
	return v >= -0x1p63 && v < 0x1p63 ? (int64_t)v : INT64_MIN;
}

int64_t legacy_product(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a * (uint64_t)b);
}

int64_t legacy_quotient(int64_t a, int64_t b)
{
	return b == -1 ? (int64_t) - (uint64_t)a : a / b;
}

void legacy_unsample(int64_t *count, int64_t *size, int64_t rate)
{
	double scale;

	if (*count == 0 || *size == 0) {
		*count = *size = 0;
		return;
	}
	if (rate == 0)
		return;
	scale = 1 / (1 - exp(-((double)*size / (double)*count) / (double)rate));
	*count = legacy_whole((double)*count * scale);
	*size = legacy_whole((double)*size * scale);
}
