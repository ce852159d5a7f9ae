/*
 * kernel-names.c: reads /proc/kallsyms.
 *
 * Its lines are "ffffffff81000000 T _stext", with a tab and "[module]" behind the names of a module.
 */
#include "perf/kernel-names.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/search.h"
#include "base/sort.h"
#include "perf/layout.h"

enum { KALLSYMS_MAX = 256 << 20, NOTES_MAX = 1 << 20, NOTE_BUILD_ID = 3 };

struct kernel_name {
	uint64_t address;
	struct str name; /* in the file's text */
};

struct perf_kernel_names {
	struct arena arena;
	VEC(struct kernel_name) list; /* by address */
};

/* Whether the notes of a kernel have this build ID. */
static bool has_build_id(struct str notes, struct str build_id)
{
	struct perf_bytes in = {.p = notes.p, .n = notes.n};

	while (in.n != 0 && !in.bad) {
		uint32_t n_name = perf_u32(&in), n_bytes = perf_u32(&in), type = perf_u32(&in);
		struct str name = perf_take(&in, ((uint64_t)n_name + 3) & ~UINT64_C(3));
		struct str bytes = perf_take(&in, ((uint64_t)n_bytes + 3) & ~UINT64_C(3));

		if (type == NOTE_BUILD_ID && str_eq(name, STR("GNU\0")))
			return !in.bad && str_eq(str_sub(bytes, 0, n_bytes), build_id);
	}
	return false;
}

/* Those of one address in the order of the file. */
static int by_address(const void *a, const void *b, void *context)
{
	const struct kernel_name *x = a, *y = b;

	(void)context;
	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return x->name.p < y->name.p ? -1 : 1;
}

static void add_line(struct perf_kernel_names *k, struct str line)
{
	struct kernel_name n = {0};
	size_t blank = str_find(line, STR(" "), 0);

	if (blank + 4 > line.n || !num_uint(str_sub(line, 0, blank), 16, &n.address) ||
		n.address == 0 || strchr("TtWwDdBb", line.p[blank + 1]) == NULL)
		return;
	n.name = str_from(line, blank + 3);
	n.name = str_sub(n.name, 0, str_find(n.name, STR("\t"), 0));
	*vec_add(&k->list) = n;
}

struct perf_kernel_names *perf_kernel_names_open(struct str build_id, const char *kallsyms,
	const char *notes)
{
	struct perf_kernel_names *k = mem_zeroed(1, sizeof(*k));
	struct err ignored = {0};
	struct str bytes = {"", 0}, line;

	if (build_id.n != 0 &&
		file_read(&k->arena, notes, NOTES_MAX, FILE_REGULAR, &bytes, &ignored) &&
		has_build_id(bytes, build_id) &&
		file_read(&k->arena, kallsyms, KALLSYMS_MAX, FILE_REGULAR, &bytes, &ignored))
		while (str_split(&bytes, '\n', &line))
			add_line(k, line);
	sort_with(k->list.p, k->list.n, sizeof(*k->list.p), by_address, NULL);
	if (k->list.n != 0)
		return k;
	perf_kernel_names_close(k);
	return NULL;
}

void perf_kernel_names_close(struct perf_kernel_names *k)
{
	if (k == NULL)
		return;
	free(k->list.p);
	arena_release(&k->arena);
	free(k);
}

struct str perf_kernel_name(const struct perf_kernel_names *k, uint64_t address)
{
	size_t i;

	SEARCH(i, k->list.n, k->list.p[i].address <= address);
	return i != 0 ? k->list.p[i - 1].name : STR("");
}
