/*
 * arena.h: memory with one life.
 *
 * An arena gives out memory that is all released together; no piece can be freed alone. Arenas are passed
 * in and never global: each profile has one, a session has one for itself and one for the command that runs
 * (rewound before the next), and functions have scratch arenas of their own. Memory that was released is
 * poisoned, so that AddressSanitizer sees a use of it.
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
	char *at, *end;             /* what is left in the newest */
	size_t used;                /* bytes given out */
};

/* size zeroed bytes, aligned for any type. Never NULL (see mem.h). size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull));

/* As arena_alloc, without zeroing and aligned to `align` bytes (a power of two up to 16). */
void *arena_raw(struct arena *a, size_t size, size_t align) __attribute__((returns_nonnull));

/* A zeroed array of n elements of type T. */
#define arena_array(a, T, n) ((T *)arena_array_of((a), (n), sizeof(T)))
void *arena_array_of(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));

/* A copy of s, NUL-terminated behind its end for callers that need a C string. */
struct str arena_str(struct arena *a, struct str s);
char *arena_c(struct arena *a, struct str s);

/* The n parts one behind the other, with sep between those that are not empty. */
struct str arena_join(struct arena *a, const struct str *parts, size_t n, struct str sep);

/* printf into the arena; for texts that may hold a NUL byte, arena_join. */
struct str arena_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vfmt(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0), nonnull(2)));

/*
 * Makes a heap block part of the arena, which frees it with everything else. NULL: nothing happens. Tables grow
 * on the heap, and are given to an arena when they are complete.
 */
void arena_own(struct arena *a, void *block);

/* Takes over all that `from` has given out; `from` is empty then. Pointers stay valid. */
void arena_adopt(struct arena *a, struct arena *from);

/* Releases everything given out, and the blocks it owns; keeps one chunk for reuse. */
void arena_rewind(struct arena *a);

/* Releases everything; the arena is empty and valid. */
void arena_release(struct arena *a);

#endif
