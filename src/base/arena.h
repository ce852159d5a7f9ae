/*
 * arena.h: memory that is released all at once.
 *
 * No piece of an arena can be freed alone. Arenas are arguments and never global: each profile has one, each
 * request has one, and functions have scratch arenas of their own. Released memory is poisoned, so that
 * AddressSanitizer reports a use of it.
 */
#ifndef CPROF_BASE_ARENA_H
#define CPROF_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct arena_chunk;
struct arena_block;

/* Zero-initialized is empty and valid. */
struct arena {
	struct arena_chunk *chunks; /* newest first */
	struct arena_block *blocks; /* what arena_own took */
	struct arena_chunk *spare;  /* one rewound chunk, kept for the next need */
	char *at, *end;             /* the free part of the newest */
	size_t used;                /* bytes given out */
};

/* Returns `size` zeroed bytes, aligned for any type. Never NULL, for size 0 either. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull));

/* Like arena_alloc, but not zeroed, and aligned to `align` bytes (a power of two up to 16). */
void *arena_raw(struct arena *a, size_t size, size_t align) __attribute__((returns_nonnull));

/* A zeroed array of n elements of type T. */
#define arena_array(a, T, n) ((T *)arena_array_of((a), (n), sizeof(T)))
void *arena_array_of(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));

/* Copies s, with a NUL behind its end: as a struct str, and as a C string. */
struct str arena_str(struct arena *a, struct str s);
char *arena_c(struct arena *a, struct str s);

/* Concatenates n parts, with `sep` between those that are not empty. */
struct str arena_join(struct arena *a, const struct str *parts, size_t n, struct str sep);

/* printf into the arena. Note: a "%.*s" ends at a NUL byte; for such texts use arena_join. */
struct str arena_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vfmt(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0), nonnull(2)));

/*
 * Makes a heap block part of the arena, which frees it with everything else. NULL is allowed. Tables grow on
 * the heap and are given to an arena when they are complete.
 */
void arena_own(struct arena *a, void *block);

/* Moves all memory of `from` into the arena; `from` is empty then. Pointers stay valid. */
void arena_adopt(struct arena *a, struct arena *from);

/* Releases everything, the heap blocks too, but keeps one chunk for reuse. */
void arena_rewind(struct arena *a);

/* Releases everything; the arena is empty and valid. */
void arena_release(struct arena *a);

#endif
