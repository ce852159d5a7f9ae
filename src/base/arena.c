/*
 * arena.c: allocates from chunks that are released together.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define poison(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define unpoison(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define poison(p, n) ((void)(p), (void)(n))
#define unpoison(p, n) ((void)(p), (void)(n))
#endif

struct arena_chunk {
	struct arena_chunk *next;
	size_t size; /* of data */
	_Alignas(16) char data[];
};

/* A block of the heap that the arena owns. */
struct arena_block {
	struct arena_block *next;
	void *p;
};

enum { ARENA_CHUNK = 64 * 1024, ARENA_KEEP = 16 * 1024 * 1024, ARENA_ALIGN = 16 };

/*
 * Out of line, because gcc 14 takes a const pointer to new memory, which poison() passes, for a use of
 * what was never written there.
 */
static __attribute__((noinline)) void chunk_poison(struct arena_chunk *c)
{
	poison(c->data, c->size);
}

static void chunk_add(struct arena *a, size_t size)
{
	struct arena_chunk *c = a->spare;

	if (c != NULL && c->size >= size) {
		a->spare = NULL;
	} else {
		/* Grows with use, so that the number of chunks stays small. */
		size_t want = a->used / 4 > ARENA_CHUNK ? a->used / 4 : ARENA_CHUNK;

		if (want < size)
			want = size;
		if (want > SIZE_MAX - sizeof(*c))
			mem_exhausted();
		c = malloc(sizeof(*c) + want);
		if (c == NULL)
			mem_exhausted();
		c->size = want;
		chunk_poison(c);
	}
	c->next = a->chunks;
	a->chunks = c;
	a->at = c->data;
	a->end = c->data + c->size;
}

void *arena_raw(struct arena *a, size_t size, size_t align)
{
	size_t pad = (size_t)(-(uintptr_t)a->at & (align - 1));
	char *p;

	assert(align <= ARENA_ALIGN && (align & (align - 1)) == 0);
	if (a->at == NULL || (size_t)(a->end - a->at) < pad ||
		(size_t)(a->end - a->at) - pad < size) {
		chunk_add(a, size);
		pad = 0;
	}
	p = a->at + pad;
	a->at = p + size;
	a->used += size;
	unpoison(p, size);
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p = arena_raw(a, size, ARENA_ALIGN);

	memset(p, 0, size);
	return p;
}

void *arena_array_of(struct arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		mem_exhausted();
	return arena_alloc(a, n * size);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p = arena_raw(a, s.n + 1, 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct str){p, s.n};
}

char *arena_c(struct arena *a, struct str s)
{
	return (char *)arena_str(a, s).p;
}

struct str arena_join(struct arena *a, const struct str *parts, size_t n, struct str sep)
{
	struct str s = {0};
	size_t size = 1;
	char *to;

	for (size_t i = 0; i < n; i++)
		size += parts[i].n + sep.n;
	s.p = to = arena_raw(a, size, 1);
	for (size_t i = 0; i < n; i++) {
		if (parts[i].n == 0)
			continue;
		if (s.n != 0 && sep.n != 0)
			memcpy(to + s.n, sep.p, sep.n);
		s.n += s.n ? sep.n : 0;
		memcpy(to + s.n, parts[i].p, parts[i].n);
		s.n += parts[i].n;
	}
	to[s.n] = '\0';
	return s;
}

struct str arena_vfmt(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	assert(n >= 0);
	p = arena_raw(a, (size_t)n + 1, 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return (struct str){p, (size_t)n};
}

struct str arena_fmt(struct arena *a, const char *fmt, ...)
{
	struct str s;
	va_list ap;

	va_start(ap, fmt);
	s = arena_vfmt(a, fmt, ap);
	va_end(ap);
	return s;
}

static void chunk_free(struct arena_chunk *c)
{
	if (c != NULL)
		unpoison(c->data, c->size);
	free(c);
}

void arena_own(struct arena *a, void *block)
{
	struct arena_block *new;

	if (block == NULL)
		return;
	new = arena_raw(a, sizeof(*new), _Alignof(struct arena_block));
	*new = (struct arena_block){a->blocks, block};
	a->blocks = new;
}

void arena_adopt(struct arena *a, struct arena *from)
{
	struct arena_chunk **last = &a->chunks;
	struct arena_block **last_block = &a->blocks;

	while (*last != NULL)
		last = &(*last)->next;
	*last = from->chunks;
	while (*last_block != NULL)
		last_block = &(*last_block)->next;
	*last_block = from->blocks;
	if (a->at == NULL) {
		a->at = from->at;
		a->end = from->end;
	}
	a->used += from->used;
	free(from->spare);
	*from = (struct arena){0};
}

void arena_rewind(struct arena *a)
{
	struct arena_chunk *rest = a->chunks, *spare = a->spare;

	/* The list of blocks is in the chunks. */
	for (const struct arena_block *b = a->blocks; b != NULL; b = b->next)
		free(b->p);
	/* The newest is kept: chunks grow with use. A large one is given back. */
	if (rest != NULL && rest->size <= ARENA_KEEP) {
		chunk_free(spare);
		spare = rest;
		rest = rest->next;
	}
	while (rest != NULL) {
		struct arena_chunk *next = rest->next;

		chunk_free(rest);
		rest = next;
	}
	*a = (struct arena){.spare = spare};
	if (spare != NULL)
		poison(spare->data, spare->size);
}

void arena_release(struct arena *a)
{
	arena_rewind(a);
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): the spare is never one of the chunks freed */
	chunk_free(a->spare);
	*a = (struct arena){0};
}
