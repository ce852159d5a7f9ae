/*
 * broken.h: what all fuzz targets share. It needs no more of src/ than base/.
 *
 * A target gets bytes that may be anything, and gives nothing: a broken promise of a header in src/ ends
 * the program with a message (fuzz_broken), and so does everything that a sanitizer sees.
 */
#ifndef CPROF_TESTS_FUZZ_BROKEN_H
#define CPROF_TESTS_FUZZ_BROKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/out.h"

/* The target, as libFuzzer names it; main.c calls it, too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * True where main.c runs the target over its corpus; false in libFuzzer, where an input is one of a
 * thousand in a second: there a target may try one thing of several, chosen by the input.
 */
extern bool fuzz_is_thorough;

/* Says which promise was broken and aborts. */
_Noreturn void fuzz_broken(const char *promise, const char *detail);

/* Checks that a failure has a text, and that a success left `err`, zeroed before, alone. */
void fuzz_check_err(bool ok, const struct err *err);

/*
 * Checks that a buffer is fit for a terminal: well-formed UTF-8 without C0, DEL and C1 but for the
 * ends of lines and tabs. Others are left alone.
 */
void fuzz_check_terminal(const struct out *o);

/* The same of a flame graph, which has colours inside of lines. */
void fuzz_check_flame(const struct out *o);

#endif
