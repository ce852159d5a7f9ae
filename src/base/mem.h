/*
 * mem.h: heap memory that grows, and what happens when there is none left.
 *
 * The heap holds arrays that grow (tables while a profile is decoded, vectors, buffers) and objects that end
 * at a time of their own (a transfer, a regular expression). Everything else is in an arena (arena.h). No
 * function here returns NULL: without memory cprof says so and exits with status 2.
 */
#ifndef CPROF_BASE_MEM_H
#define CPROF_BASE_MEM_H

#include <stddef.h>
#include <string.h>

/* Prints that memory ran out and exits with status 2. */
_Noreturn void mem_exhausted(void);

/* mem_grow's work when there is no room. */
void *mem_grow_more(void *p, size_t *cap, size_t need, size_t size);

/*
 * Grows the heap block p, which has room for *cap elements of `size` bytes, to room for at least `need`. p
 * may be NULL with *cap 0. The room at least doubles, so that appending is linear. Large blocks move by
 * remapping pages, and pages that were never written take no memory. Returns the block, which replaces p; the
 * owner frees it with free().
 */
static inline void *mem_grow(void *p, size_t *cap, size_t need, size_t size)
{
	return need <= *cap ? p : mem_grow_more(p, cap, need, size);
}

/* Returns a zeroed heap block of n elements, of one for n 0. The caller frees it. */
void *mem_zeroed(size_t n, size_t size) __attribute__((returns_nonnull));

/* A vector on the heap: p holds n elements and has room for cap. The owner frees p. */
#define VEC(T) \
	struct { \
		T *p; \
		size_t n, cap; \
	}

/* Appends a zeroed element to vec v; the value is a pointer to it, valid until the next vec_add. */
#define vec_add(v) \
	((v)->p = mem_grow((v)->p, &(v)->cap, (v)->n + 1, sizeof(*(v)->p)), \
		memset(&(v)->p[(v)->n], 0, sizeof(*(v)->p)), &(v)->p[(v)->n++])

/* Makes vec v n zeroed elements, in the memory that it has if that suffices. */
#define vec_zeroed(v, count) \
	((v)->n = (count), (v)->p = mem_grow((v)->p, &(v)->cap, (v)->n, sizeof(*(v)->p)), \
		(v)->n != 0 ? (void)memset((v)->p, 0, (v)->n * sizeof(*(v)->p)) : (void)0)

#endif
