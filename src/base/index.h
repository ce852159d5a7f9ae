/*
 * index.h: an index of the rows of a table by a hash of their contents.
 *
 * The caller owns the table. The index holds only row numbers and 32 bits of their hashes, in 8 bytes a slot.
 * Several rows may share a hash, so the caller compares the contents:
 *	for (size_t at = 0; (row = index_next(&ix, hash, &at)) != 0;)
 *		if (same(&table[row], wanted))
 *			return row;
 * Row 0 is "none". Rows are never removed.
 */
#ifndef CPROF_BASE_INDEX_H
#define CPROF_BASE_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct index_slot {
	uint32_t hash, row; /* row 0: the slot is free */
};

/* Zero-initialized is empty and valid. Owns slots. */
struct index {
	struct index_slot *slots;
	size_t n, mask; /* mask is the number of slots less one, or 0 when there are none */
};

/* The next row that may have this hash, or 0. Set *at to 0 before the first call. */
uint32_t index_next(const struct index *ix, uint64_t hash, size_t *at);

/* Adds a row, which is not 0. */
void index_add(struct index *ix, uint64_t hash, uint32_t row);

void index_release(struct index *ix);

#endif
