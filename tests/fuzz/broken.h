/*
 * broken.h: what the fuzz targets say of a broken promise. A part of fuzz.h that includes no more of src/.
 */
#ifndef CPROF_TESTS_FUZZ_BROKEN_H
#define CPROF_TESTS_FUZZ_BROKEN_H

#include <stdbool.h>

#include "base/err.h"

/* Says which promise was broken and aborts. */
_Noreturn void fuzz_broken(const char *promise, const char *detail);

/* Checks that a failure has a text, and that a success left `err`, zeroed before, alone. */
void fuzz_check_err(bool ok, const struct err *err);

#endif
