/*
 * unwind.c: goes from frame to frame of a sample's stack.
 *
 * The rules are those of elfutils' libdwfl, which perf uses: call frame information first; where a binary has none for an
 * address, the frame pointer. Unlike there, rules are kept for each binary and not for each process, so that a sample
 * costs a few microseconds.
 */
#include "perf/unwind.h"

#include <stdlib.h>

#include "base/array.h"
#include "objfile/cfi.h"

enum {
	FILES_MAX = 500, /* binaries that are open */
	FRAMES_MAX = 1024,
	ABI_64 = 2, /* the registers are those of a 64-bit program */
};

/* Of a processor: the DWARF number of each register in perf's order (asm/perf_regs.h of Linux); NONE: it has none. */
enum { NONE = 255 };

static const struct perf_registers {
	enum cfi_machine machine;
	uint32_t last; /* of perf's, that such a program has: tells processors apart */
	unsigned char dwarf[CFI_REGISTERS];
} processors[] = {
	{CFI_AARCH64, 32,
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
			23, 24, 25, 26, 27, 28, 29, 30, 31, 32}},
	/* ax bx cx dx si di bp sp ip, flags and segments, r8 to r15 */
	{CFI_X86_64, 23,
		{0, 3, 2, 1, 4, 5, 6, 7, 16, NONE, NONE, NONE, NONE, NONE, NONE, NONE, 8, 9, 10, 11,
			12, 13, 14, 15}},
};

/* Memory that was copied: the stack from the stack pointer on. */
struct copied {
	uint64_t start;
	struct str bytes;
};

static bool read_copied(void *context, uint64_t address, uint64_t *value)
{
	const struct copied *c = context;
	uint64_t at = address - c->start;

	if (c->bytes.n < sizeof(*value) || at > c->bytes.n - sizeof(*value))
		return false;
	*value = perf_load(c->bytes.p + at);
	return true;
}

/* Files. */

static void open_file(struct perf_unwinder *u, struct perf_unwind_file *f, struct str name)
{
	struct arena scratch = {0};
	struct err err = {0};

	f->real = str_starts(name, STR("/")) && !str_starts(name, STR("//"));
	if (f->real && u->n_open < FILES_MAX && memchr(name.p, '\0', name.n) == NULL &&
		binary_open(&f->binary, arena_c(&scratch, name), &err)) {
		u->n_open++;
		f->cfi = cfi_open(f->binary);
	}
	arena_release(&scratch);
}

/* 1 + the place of a file. */
static uint32_t file_of(struct perf_unwinder *u, const struct perf_spaces *spaces, str_id file)
{
	uint32_t place = map_get(&u->by_file, file);

	if (place != 0)
		return place;
	*vec_add(&u->files) = (struct perf_unwind_file){.file = file};
	place = (uint32_t)u->files.n;
	open_file(u, &u->files.p[place - 1], intern_str(&spaces->strings, file));
	map_put(&u->by_file, file, place);
	return place;
}

/* The file and the base of a segment. */
static struct perf_unwind_segment *segment_of(struct perf_unwinder *u,
	const struct perf_spaces *spaces, uint32_t segment)
{
	const struct perf_segment *g = &spaces->segments.p[segment];
	const struct binary_mapping m = {g->start, g->start + g->size, g->offset, {0}};
	struct perf_unwind_segment *s;
	struct perf_unwind_file *f;
	struct err err = {0};
	bool is_data;

	while (u->segments.n <= segment)
		*vec_add(&u->segments) = (struct perf_unwind_segment){0};
	s = &u->segments.p[segment];
	if (s->file != 0)
		return s;
	s->file = file_of(u, spaces, g->file);
	f = &u->files.p[s->file - 1];
	if (f->cfi != NULL && !binary_base(f->binary, &m, g->start, &s->base, &is_data, &err))
		s->base = g->start - g->offset;
	return s;
}

/* Frames. */

/* The processor whose registers these are, by the last one there is. */
static const struct perf_registers *processor_of(uint64_t mask)
{
	for (size_t i = 0; i < ARRAY_LEN(processors); i++)
		if ((mask >> processors[i].last) != 0)
			return &processors[i];
	return NULL;
}

static bool take_registers(const struct perf_sample *s, const struct perf_registers *p,
	struct cfi_frame *f)
{
	const struct cfi_layout *layout = &cfi_layouts[p->machine];
	uint64_t needed = UINT64_C(1) << layout->pc | UINT64_C(1) << layout->sp, mask = s->mask;

	*f = (struct cfi_frame){0};
	for (size_t at = 0; mask != 0 && at + 8 <= s->registers.n; at += 8, mask &= mask - 1) {
		uint32_t number = (uint32_t)__builtin_ctzll(mask);

		if (number > p->last || p->dwarf[number] == NONE)
			continue;
		f->registers[p->dwarf[number]] = perf_load(s->registers.p + at);
		f->known |= UINT64_C(1) << p->dwarf[number];
	}
	return (f->known & needed) == needed;
}

/* Goes to the caller of a frame. `at`: an address of the instruction that it is at. False at the end. */
static bool step(struct perf_unwinder *u, const struct perf_spaces *spaces,
	const struct perf_map *map, enum cfi_machine machine, uint64_t at,
	const struct cfi_memory *m, struct cfi_frame *f, bool *signal)
{
	struct perf_unwind_segment *s = segment_of(u, spaces, map->segment);
	struct perf_unwind_file *file = &u->files.p[s->file - 1];
	enum cfi_result result = CFI_NO_RULE;

	*signal = false;
	if (file->cfi != NULL && cfi_machine(file->cfi) == machine) {
		const struct perf_segment *g = &spaces->segments.p[map->segment];
		uint64_t moved = g->start + map->skip - map->start; /* to the segment's addresses */

		result = cfi_step(file->cfi, at + moved - s->base, s->base - moved, m, f, signal);
	}
	if (result == CFI_NO_RULE && cfi_step_by_pointer(machine, m, f))
		return true;
	/* A frame pointer of 0 is that of the first function. */
	file->n_cut += result == CFI_NO_RULE && f->registers[cfi_layouts[machine].fp] != 0;
	u->n_short += result == CFI_NO_MEMORY;
	return result == CFI_CALLER;
}

static bool is_same(const struct cfi_frame *f, const struct cfi_layout *layout, uint64_t pc,
	uint64_t sp)
{
	return f->registers[layout->pc] == pc && f->registers[layout->sp] == sp;
}

/* Adds the frames of the program, from the leaf on. */
static void add_frames(struct perf_unwinder *u, const struct perf_spaces *spaces,
	const struct perf_maps *maps, const struct perf_registers *p, struct cfi_frame *f,
	struct copied *stack)
{
	const struct cfi_layout *layout = &cfi_layouts[p->machine];
	const struct cfi_memory memory = {read_copied, stack};
	bool exact = true;

	for (size_t i = 0; i < FRAMES_MAX; i++) {
		uint64_t pc = f->registers[layout->pc], sp = f->registers[layout->sp],
			 at = exact ? pc : pc - 1;
		const struct perf_map *map = perf_maps_find(maps, at);

		if (pc == 0)
			return;
		/* All but the first are taken less one by who reads the chain. */
		*vec_add(&u->chain) = exact && i != 0 ? pc + 1 : pc;
		if (map == NULL || !step(u, spaces, map, p->machine, at, &memory, f, &exact))
			return;
		if (i != 0 && (f->registers[layout->sp] < sp || is_same(f, layout, pc, sp)))
			return;
	}
}

void perf_unwind(struct perf_unwinder *u, const struct perf_spaces *spaces,
	const struct perf_maps *maps, struct perf_sample *s)
{
	const struct perf_registers *p = s->abi == ABI_64 ? processor_of(s->mask) : NULL;
	struct cfi_frame f;
	struct copied stack;

	if (p == NULL || !take_registers(s, p, &f))
		return;
	u->chain.n = 0;
	for (size_t i = 0; i + 8 <= s->chain.n && perf_load(s->chain.p + i) != PERF_CONTEXT_USER;
		i += 8)
		*vec_add(&u->chain) = perf_load(s->chain.p + i);
	*vec_add(&u->chain) = PERF_CONTEXT_USER;
	stack = (struct copied){f.registers[cfi_layouts[p->machine].sp], s->stack};
	add_frames(u, spaces, maps, p, &f, &stack);
	u->n_stacks++;
	s->chain = (struct str){(const char *)u->chain.p, u->chain.n * sizeof(*u->chain.p)};
}

size_t perf_unwind_memory(const struct perf_unwinder *u)
{
	size_t n = u->files.n * sizeof(*u->files.p) + u->segments.n * sizeof(*u->segments.p);

	for (size_t i = 0; i < u->files.n; i++)
		n += u->files.p[i].cfi != NULL ? cfi_memory_used(u->files.p[i].cfi) : 0;
	return n;
}

void perf_unwind_release(struct perf_unwinder *u)
{
	for (size_t i = 0; i < u->files.n; i++) {
		cfi_close(u->files.p[i].cfi);
		binary_close(u->files.p[i].binary);
	}
	free(u->files.p);
	map_release(&u->by_file);
	free(u->segments.p);
	free(u->chain.p);
}
