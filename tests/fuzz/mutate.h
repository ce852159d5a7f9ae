/*
 * mutate.h: bytes that grow, and ways to damage them at random, with a seed so that it can be repeated.
 */
#ifndef CPROF_TESTS_FUZZ_MUTATE_H
#define CPROF_TESTS_FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

/* On the heap; zeroed is empty. free(p) releases it. */
struct bytes {
	unsigned char *p;
	size_t n, cap;
};

/* Numbers that look random. */
struct dice {
	uint64_t state;
};
uint64_t dice_roll(struct dice *d);

/* A number below n; 0 when n is 0. */
size_t dice_below(struct dice *d, size_t n);

void bytes_set(struct bytes *to, const void *p, size_t n);

/* Puts n bytes in the place of `old` bytes at `at`. p is none of b's. */
void bytes_replace(struct bytes *b, size_t at, size_t old, const void *p, size_t n);

/* Varints of protobuf: writes one, and how long the one at `at` is. */
size_t bytes_put_varint(unsigned char buf[11], uint64_t v);
size_t bytes_varint_length(const struct bytes *b, size_t at);

/* A few changes: of bits, bytes, blocks and varints. */
void mutate_bytes(struct dice *d, struct bytes *b);

/* A few changes of text: numbers, words and lines. `other` is where lines are taken from. */
void mutate_text(struct dice *d, struct bytes *b, const struct bytes *other);

#endif
