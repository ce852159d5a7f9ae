/*
 * trace-stacks.h: the strings, frames and stacks of a trace, each once.
 */
#ifndef CPROF_GOTRACE_TRACE_STACKS_H
#define CPROF_GOTRACE_TRACE_STACKS_H

#include "base/index.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/mem.h"

struct gotrace_frame {
	uint64_t pc;
	str_id function, file;
	int64_t line;
};

/* Filled in by gotrace_stacks_init. */
struct gotrace_stacks {
	struct arena arena;
	struct intern strings;
	VEC(struct gotrace_frame) frames;
	struct map by_pc;       /* -> 1 + place in frames */
	VEC(uint32_t) in_stack; /* places in frames, from leaf to root */
	VEC(size_t) ends;       /* where each stack ends in in_stack. Stack 0 is empty */
	struct index by_frames; /* -> the stack */
	uint64_t seed;
};

void gotrace_stacks_init(struct gotrace_stacks *s);

/* The place of the frame with this pc, the first one that was added with it. */
uint32_t gotrace_add_frame(struct gotrace_stacks *s, struct gotrace_frame frame);

/* The stack of n frames, which are not those of a stack of the table: they would move. */
uint32_t gotrace_add_stack(struct gotrace_stacks *s, const uint32_t *frames, size_t n);

/* The frames of a stack. */
struct gotrace_stack {
	const uint32_t *frames;
	size_t n;
};

static inline struct gotrace_stack gotrace_stack(const struct gotrace_stacks *s, uint32_t stack)
{
	size_t begin = stack != 0 ? s->ends.p[stack - 1] : 0;

	return (struct gotrace_stack){&s->in_stack.p[begin], s->ends.p[stack] - begin};
}

/* Bytes of memory that they take. */
uint64_t gotrace_stacks_memory(const struct gotrace_stacks *s);

void gotrace_stacks_release(struct gotrace_stacks *s);

#endif
