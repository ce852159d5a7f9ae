/*
 * array.h: the number of elements of an array.
 */
#ifndef CPROF_BASE_ARRAY_H
#define CPROF_BASE_ARRAY_H

/* The number of elements of array a, a constant. Note: not for a pointer, nor for an array parameter. */
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
