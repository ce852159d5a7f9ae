/*
 * limits.h: how much a mangled name may become; for demangle/ alone.
 */
#ifndef CPROF_DEMANGLE_LIMITS_H
#define CPROF_DEMANGLE_LIMITS_H

/*
 * The most bytes of text that a name of n bytes may stand for. Real ones, of templates of templates,
 * become 35 times as long at the most. A profile may have a million names, and must not become a
 * thousand times larger by them. None becomes longer than 65536 bytes.
 */
#define DEMANGLE_TEXT_MAX(n) ((n) < 990 ? 2000 + (n)*64 : 65536)

#endif
