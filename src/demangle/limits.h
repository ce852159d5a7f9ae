/*
 * limits.h: the largest size of a demangled name; for demangle/ alone.
 */
#ifndef CPROF_DEMANGLE_LIMITS_H
#define CPROF_DEMANGLE_LIMITS_H

/*
 * The most bytes of text that a mangled name of n bytes may become, at most 65536. Real names, of templates
 * of templates, become at most 35 times as long. A profile may have a million names, and demangling must not
 * make it a thousand times larger.
 */
#define DEMANGLE_TEXT_MAX(n) ((n) < 990 ? 2000 + (n)*64 : 65536)

#endif
