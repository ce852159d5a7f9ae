/*
 * num.h: parses and formats numbers as Go does.
 *
 * pprof's flags and options accept what Go's strconv accepts, and its values print as Go's fmt prints them.
 * The rules are those of the Go documentation.
 */
#ifndef CPROF_BASE_NUM_H
#define CPROF_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Parses a whole number with an optional sign. base 10: digits only (as strconv.Atoi). base 0: also 0x, 0o,
 * 0b, a leading 0 for octal, and '_' between digits (as flag.Int). False when s is no such number or *v
 * cannot hold it. num_uint takes no sign.
 */
bool num_int(struct str s, int base, int64_t *v);
bool num_uint(struct str s, int base, uint64_t *v);

/* Parses a floating-point number, decimal or hexadecimal, as strconv.ParseFloat. */
bool num_float(struct str s, double *v);

/* Parses 1 t T true TRUE True and 0 f F false FALSE False, as strconv.ParseBool. */
bool num_bool(struct str s, bool *v);

/*
 * Writes the shortest decimal that parses as v again, as Go's %v: 0.005, 1e-05, 1e+06. buf gets a C string of
 * at most 32 bytes, the NUL included.
 */
void num_format(double v, char buf[32]);

/* The size of a buffer for num_fixed. */
enum { NUM_FIXED_MAX = 328 };

/* Writes v with 1 to 5 decimals, exactly as printf's %.Nf does. Returns the length. */
size_t num_fixed(double v, int decimals, char buf[NUM_FIXED_MAX]);

#endif
