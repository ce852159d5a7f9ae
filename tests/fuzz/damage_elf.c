/*
 * damage_elf.c: small programs, damaged.
 *
 * In: names of binaries. Each is changed at random (with a fixed seed) some hundred times: within a
 * section, mostly of the debug information, or anywhere; and cut off. Out: a line for each file, and
 * exit status 0; or a crash. That little memory is used is checked at the end.
 */
#include <elf.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "broken.h"
#include "damage.h"
#include "try_elf.h"

enum {
	MUTATIONS = 2000,      /* of a file */
	ANYWHERE_EVERY = 4,    /* of them are changed anywhere */
	SECONDS_SLOW = 60,     /* for one of a few kB; milliseconds are the rule */
	LARGE_FILE = 64 << 10, /* is none of the small ones this is for */
};

/* A section of an undamaged file of 64 bits with the host's byte order, else all of the file. */
static void some_section(struct dice *d, const struct bytes *b, size_t *at, size_t *n)
{
	Elf64_Ehdr head;
	Elf64_Shdr row;

	*at = 0;
	*n = b->n;
	memcpy(&head, b->p, sizeof(head));
	if (head.e_ident[EI_CLASS] != ELFCLASS64 || head.e_ident[EI_DATA] != ELFDATA2LSB ||
		head.e_shnum < 2)
		return;
	memcpy(&row, b->p + head.e_shoff + (1 + dice_below(d, head.e_shnum - 1)) * sizeof(row),
		sizeof(row));
	if (row.sh_type == SHT_NOBITS || row.sh_size == 0)
		return;
	*at = row.sh_offset;
	*n = row.sh_size;
}

/* A number that readers take for a size, a count, an offset or a form. */
static void put_number(struct dice *d, unsigned char *p, size_t left)
{
	static const uint64_t odd[] = {0, 1, 2, 4, 8, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000,
		0xfffffff0, 0xffffffff, UINT64_MAX, INT64_MAX, 0x400110, 0x10000};
	uint64_t v = odd[dice_below(d, sizeof(odd) / sizeof(odd[0]))];
	size_t n = (size_t)1 << dice_below(d, 4);

	memcpy(p, &v, n < left ? n : left);
}

/* Changes bytes of some sections of b, which is a copy of `whole`. */
static void change(struct dice *d, const struct bytes *whole, struct bytes *b)
{
	size_t at, n;

	for (size_t times = 1 + dice_below(d, 4); times > 0; times--) {
		unsigned char *p;

		some_section(d, whole, &at, &n);
		p = b->p + at + dice_below(d, n);
		if (dice_below(d, 3) == 0)
			put_number(d, p, (size_t)(b->p + at + n - p));
		else if (dice_below(d, 2) == 0)
			*p ^= (unsigned char)(1u << dice_below(d, 8));
		else
			*p = (unsigned char)dice_roll(d);
	}
}

/* In a block of the exact size. Tells what takes long. */
static bool try_bytes(const struct bytes *b, size_t *n_frames)
{
	clock_t began = clock();
	bool ok = elf_try(b->p, b->n, n_frames);

	if (clock() - began > (clock_t)SECONDS_SLOW * CLOCKS_PER_SEC)
		fuzz_broken("a small binary is read in no time", "it takes seconds");
	return ok;
}

bool damage_file(const char *path, const char *other)
{
	struct dice dice = {20260707};
	struct bytes whole = {0}, work = {0};
	size_t n_open = 0, n_frames = 0, frames = 0;
	bool ok = damage_read(path, LARGE_FILE, &whole) && whole.n > sizeof(Elf64_Ehdr);

	(void)other;
	if (ok && !try_bytes(&whole, &frames))
		fuzz_broken("an undamaged binary is opened", path);
	for (size_t i = 0; ok && i < MUTATIONS; i++) {
		size_t n;

		bytes_set(&work, whole.p, whole.n);
		if (i % ANYWHERE_EVERY == 0)
			mutate_bytes(&dice, &work);
		else
			change(&dice, &whole, &work);
		n_open += try_bytes(&work, &n);
		n_frames += n;
	}
	for (size_t n = 0, step = whole.n / 64 + 1; ok && n < whole.n; n += step) {
		size_t unused;

		bytes_set(&work, whole.p, n);
		try_bytes(&work, &unused);
	}
	printf("%s: %s%zu frames; of %d damaged ones %zu are opened, with %zu frames\n", path,
		ok ? "" : "cannot read; ", frames, MUTATIONS, n_open, n_frames);
	free(whole.p);
	free(work.p);
	return ok;
}
