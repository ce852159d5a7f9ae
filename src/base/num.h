/*
 * num.h: numbers as Go reads and prints them.
 *
 * Flags and options take the forms that Go's strconv takes, and values print as its fmt does,
 * because pprof does so; the rules are those of the Go documentation.
 */
#ifndef CPROF_BASE_NUM_H
#define CPROF_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * A whole number with an optional sign. base 10: digits only (as strconv.Atoi). base 0: also
 * 0x, 0o, 0b, a leading 0 for octal, and '_' between digits (as flag.Int). False when s is not
 * one or does not fit.
 */
bool num_int(struct str s, int base, int64_t *v);
bool num_uint(struct str s, int base, uint64_t *v);

/* A floating-point number, decimal or hexadecimal, as strconv.ParseFloat. */
bool num_float(struct str s, double *v);

/* 1 t T true TRUE True and 0 f F false FALSE False, as strconv.ParseBool. */
bool num_bool(struct str s, bool *v);

/*
 * The shortest decimal that reads back as v, as Go's %v: 0.005, 1e-05, 1e+06. Writes a C string
 * of at most 32 bytes.
 */
void num_format(double v, char buf[32]);

/* Room for what num_fixed writes. */
enum { NUM_FIXED_MAX = 328 };

/* v with 1 to 5 decimals, as printf's %.Nf and as exact. Returns the length. */
size_t num_fixed(double v, int decimals, char buf[NUM_FIXED_MAX]);

#endif
