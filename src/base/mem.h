/*
 * mem.h: memory that grows; running out of it.
 *
 * On the heap are arrays that grow (tables while a profile is decoded, vectors, buffers) and objects with an
 * end of their own (a transfer, a regular expression); everything else is in an arena (arena.h). Nothing here
 * returns NULL: without memory cprof says so and exits with status 2.
 */
#ifndef CPROF_BASE_MEM_H
#define CPROF_BASE_MEM_H

#include <stddef.h>
#include <string.h>

/* Prints that memory ran out, and exits with status 2. */
_Noreturn void mem_exhausted(void);

/*
 * Makes room for at least `need` elements of `size` bytes in the heap block p, which has room for
 * *cap of them; p may be NULL. At least doubles, so that appending is linear; large blocks are
 * moved by remapping pages, and pages not yet written cost nothing.
 * Returns the block, which replaces p; the owner frees it with free().
 */
void *mem_grow(void *p, size_t *cap, size_t need, size_t size);

/* A zeroed heap block of n elements; n 0 gives one. */
void *mem_zeroed(size_t n, size_t size) __attribute__((returns_nonnull));

/* A vector on the heap: p has n elements and room for cap. */
#define VEC(T) \
	struct { \
		T *p; \
		size_t n, cap; \
	}

/* A zeroed new element at the end of vec v. */
#define vec_add(v) \
	((v)->p = mem_grow((v)->p, &(v)->cap, (v)->n + 1, sizeof(*(v)->p)), \
		memset(&(v)->p[(v)->n], 0, sizeof(*(v)->p)), &(v)->p[(v)->n++])

#endif
