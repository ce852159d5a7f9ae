/*
 * made-up.c: Random numbers for made-up profiles, and the loop over them.
 */
#include "made-up.h"

#include <stdio.h>

enum { MADE_UP = 1000, SEED = 15 };

/* Sebastiano Vigna's splitmix64. */
uint32_t made_up_below(uint64_t *state, uint32_t n)
{
	uint64_t v = *state += 0x9e3779b97f4a7c15;

	v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
	v = (v ^ v >> 27) * 0x94d049bb133111eb;
	return (uint32_t)((v ^ v >> 31) % n);
}

uint32_t made_up_string(struct builder *b, struct str s)
{
	*vec_add(&b->strings) = intern_add(&b->names, s);
	return (uint32_t)b->strings.n - 1;
}

int made_up_check(bool (*holds)(uint64_t *state, struct err *err))
{
	uint64_t state = SEED;
	int wrong = 0;

	for (int i = 0; i < MADE_UP; i++) {
		struct err err = {0};

		if (holds(&state, &err))
			continue;
		fprintf(stderr, "profile %d: %s\n", i, err.text);
		wrong++;
	}
	return wrong != 0;
}
