/*
 * scan.h: the parts of a line of text, as pprof's regular expressions take them.
 *
 * All functions that take something off the front of *s leave *s as it is when it is not there.
 * Note: there are three notions of white space. RE2's \s has no \v, Go's TrimSpace knows Unicode's,
 * and some places want ' ' alone.
 */
#ifndef CPROF_IMPORT_SCAN_H
#define CPROF_IMPORT_SCAN_H

#include <stdbool.h>

#include "base/str.h"

/* s without white space at both ends, that of Unicode too, as Go's strings.TrimSpace. */
struct str import_trim(struct str s);

/* True when a line has none of the control bytes that no text has. */
bool import_is_text(struct str line);

/* True when a line has nothing but white space, or a comment: '#' behind white space. */
bool import_blank(struct str line);

/* [\t\n\f\r ] of RE2; and [ x0-9a-f], of which stacks are made. */
bool import_is_space(int c);
bool import_is_stack(int c);

/* Takes a run of characters of a class off the front of *s; it may be empty. */
struct str import_take_run(struct str *s, bool (*is)(int c));
struct str import_take_spaces(struct str *s); /* of ' ' only */

/* Takes `lit` off the front of *s. False when it is not there. */
bool import_take(struct str *s, struct str lit);

#endif
