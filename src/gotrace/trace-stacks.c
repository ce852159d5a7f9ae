/*
 * trace-stacks.c: keeps each frame and each stack of a trace once.
 */
#include "gotrace/trace-stacks.h"

#include <stdlib.h>

void gotrace_stacks_init(struct gotrace_stacks *s)
{
	*s = (struct gotrace_stacks){.seed = hash_seed()};
	intern_init(&s->strings, &s->arena, NULL);
	*vec_add(&s->ends) = 0;
	*vec_add(&s->in_stack) = 0; /* no stack has it; so there is an array */
	s->in_stack.n = 0;
}

uint32_t gotrace_add_frame(struct gotrace_stacks *s, struct gotrace_frame frame)
{
	uint32_t known = map_get(&s->by_pc, frame.pc);

	if (known == 0) {
		*vec_add(&s->frames) = frame;
		known = (uint32_t)s->frames.n;
		map_put(&s->by_pc, frame.pc, known);
	}
	return known - 1;
}

uint32_t gotrace_add_stack(struct gotrace_stacks *s, const uint32_t *frames, size_t n)
{
	uint64_t hash = s->seed;
	size_t at = 0;
	uint32_t known;

	if (n == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		hash = hash_mix(hash, frames[i]);
	while ((known = index_next(&s->by_frames, hash, &at)) != 0) {
		struct gotrace_stack k = gotrace_stack(s, known);

		if (k.n == n && memcmp(k.frames, frames, n * sizeof(*frames)) == 0)
			return known;
	}
	for (size_t i = 0; i < n; i++)
		*vec_add(&s->in_stack) = frames[i];
	*vec_add(&s->ends) = s->in_stack.n;
	index_add(&s->by_frames, hash, (uint32_t)s->ends.n - 1);
	return (uint32_t)s->ends.n - 1;
}

uint64_t gotrace_stacks_memory(const struct gotrace_stacks *s)
{
	return s->arena.used + s->frames.n * (sizeof(*s->frames.p) + 2 * sizeof(struct map_slot)) +
		s->in_stack.n * sizeof(*s->in_stack.p) +
		s->ends.n * (sizeof(*s->ends.p) + 2 * sizeof(struct index_slot));
}

void gotrace_stacks_release(struct gotrace_stacks *s)
{
	intern_release(&s->strings);
	arena_release(&s->arena);
	free(s->frames.p);
	map_release(&s->by_pc);
	free(s->in_stack.p);
	free(s->ends.p);
	index_release(&s->by_frames);
}
