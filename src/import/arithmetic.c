/*
 * arithmetic.c: the arithmetic of old formats, so that its results are pprof's to the last digit.
 *
 * In and out: numbers. The one thing to get wrong: hostile files choose them, and what C leaves
 * undefined (overflow, a float that does not fit) must still give what Go gives.
 */
#include <math.h>

#include "import/reader.h"

int64_t import_to_int(double v)
{
	return v >= -0x1p63 && v < 0x1p63 ? (int64_t)v : INT64_MIN;
}

int64_t import_multiply(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a * (uint64_t)b);
}

int64_t import_divide(int64_t a, int64_t b)
{
	return b == -1 ? (int64_t) - (uint64_t)a : a / b;
}

void import_unsample(int64_t *count, int64_t *size, int64_t rate)
{
	double scale;

	if (*count == 0 || *size == 0) {
		*count = *size = 0;
		return;
	}
	if (rate == 0)
		return;
	scale = 1 / (1 - exp(-((double)*size / (double)*count) / (double)rate));
	*count = import_to_int((double)*count * scale);
	*size = import_to_int((double)*size * scale);
}
