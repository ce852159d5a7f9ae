/*
 * try_elf.c: see try_elf.h.
 *
 * The bytes lie in a file without a name that only this process sees. What is asked for: the build
 * ID, whether mappings fit and their bases, the symbols, and the frames of addresses in all of what
 * the symbols and the header name, and a few that are anywhere.
 */
#include "try_elf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "broken.h"
#include "objfile/dwarf.h"
#include "objfile/elf.h"

enum {
	SYMBOLS_MAX = 40,  /* so many are asked for */
	ADDRESSES = 256,   /* at most, in all */
	AROUND = 6,        /* addresses in each symbol */
	FRAMES_MANY = 1000 /* at one address: more than any depth that is allowed */
};

struct list {
	uint64_t p[ADDRESSES];
	size_t n;
};

static void add(struct list *l, uint64_t address)
{
	if (l->n < ADDRESSES)
		l->p[l->n++] = address;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void check_symbols(const struct binary_symbols *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct binary_symbol *s = &t->rows[i];

		if (s->name > t->names.n || s->name_n > t->names.n - s->name)
			fuzz_broken("names of symbols are in `names`", "beyond");
		if (i > 0 && s[-1].address > s->address)
			fuzz_broken("symbols are sorted by address", "they are not");
	}
}

static void choose(struct binary *b, const struct binary_symbols *t, struct list *l)
{
	size_t step = t->n / SYMBOLS_MAX + 1;

	add(l, 0);
	add(l, 1);
	add(l, UINT64_MAX);
	add(l, 0x400110);
	for (size_t i = 0; i < t->n; i += step) {
		uint64_t size = t->rows[i].size, at = t->rows[i].address;

		for (uint64_t k = 0; k < AROUND; k++)
			add(l, at + (size != 0 ? size * k / AROUND : k));
		add(l, at + size);
		(void)binary_symbol_at(b, at, true);
		(void)binary_symbol_at(b, at + size - 1, false);
	}
	qsort(l->p, l->n, sizeof(l->p[0]), compare);
}

static void try_bases(struct binary *b)
{
	static const struct binary_mapping maps[] = {
		{0x400000, 0x402000, 0, {0}},
		{0x555555555000, 0x555555556000, 0x1000, {0}},
		{0x7f0000000000, 0x7f0000000001, 0, {0}},
		{0, UINT64_MAX, 0, {0}},
		{UINT64_MAX - 1, UINT64_MAX, UINT64_MAX, {0}},
		{0xffffffff81000000, 0xffffffff82000000, 0xffffffff81000000, {"_text", 5}},
		{0xffff800010000000, 0xffff800012000000, 0, {"_stext", 6}},
		{0x401000, 0x400000, 0x40, {0}},
	};

	for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++) {
		struct err fits = {0}, based = {0};
		uint64_t base = 0;
		bool is_data = false;

		fuzz_check_err(binary_fits(b, &maps[i], &fits), &fits);
		fuzz_check_err(binary_base(b, &maps[i], maps[i].start + 0x123, &base, &is_data,
				       &based),
			&based);
	}
}

/* Frames of the addresses. Returns how many. */
static size_t try_frames(struct binary *b, const struct list *l, enum frames_mode mode)
{
	struct dwarf_frames f = {0};
	struct err err = {0};
	size_t n;

	if (!binary_frames(b, l->p, l->n, mode, &f, &err))
		fuzz_broken("frames fail for a Ctrl-C alone", err.text);
	if (f.n != l->n || f.begin[0] != 0 || f.begin[f.n] != f.n_rows)
		fuzz_broken("there is a place for each address", "of frames");
	for (size_t i = 0; i < f.n; i++) {
		if (f.begin[i] > f.begin[i + 1] || f.begin[i + 1] - f.begin[i] > FRAMES_MANY)
			fuzz_broken("an address has some frames", "none, or too many");
		if (i > 0 && l->p[i] == l->p[i - 1] &&
			f.begin[i + 1] - f.begin[i] != f.begin[i] - f.begin[i - 1])
			fuzz_broken("an address has the same frames each time", "not so many");
	}
	for (size_t i = 0; i < f.n_rows; i++) {
		if (f.rows[i].name >= intern_end(&f.strings) ||
			f.rows[i].file >= intern_end(&f.strings))
			fuzz_broken("names are in `strings`", "beyond");
	}
	n = f.n_rows;
	dwarf_frames_release(&f);
	return n;
}

static bool try_path(const char *path, size_t *n_frames)
{
	static const enum frames_mode modes[] = {FRAMES_FAST, FRAMES_DATA, FRAMES_FULL,
		FRAMES_FULL};
	const struct binary_symbols *symbols;
	struct binary *b = NULL;
	struct err err = {0};
	struct list l = {.n = 0};
	bool ok = binary_open(&b, path, &err);

	fuzz_check_err(ok, &err);
	if (!ok)
		return false;
	for (struct str id = binary_build_id(b); id.n != 0; id = str_from(id, 1))
		if (strchr("0123456789abcdef", id.p[0]) == NULL)
			fuzz_broken("a build ID is hex", binary_build_id(b).p);
	binary_debug_dirs(b, STR("/nowhere/debug"));
	try_bases(b);
	symbols = binary_symbols(b);
	check_symbols(symbols);
	choose(b, symbols, &l);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		*n_frames = try_frames(b, &l, modes[i]);
	binary_close(b);
	return true;
}

bool elf_try(const unsigned char *p, size_t n, size_t *n_frames)
{
	char path[64];
	int fd = memfd_create("binary", MFD_CLOEXEC);
	bool ok;

	*n_frames = 0;
	if (fd < 0)
		fuzz_broken("there is a file", "memfd_create");
	for (size_t done = 0; done < n;) {
		ssize_t wrote = write(fd, p + done, n - done);

		if (wrote <= 0)
			fuzz_broken("a file can be written", "write");
		done += (size_t)wrote;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ok = try_path(path, n_frames);
	close(fd);
	return ok;
}
