/*
 * inlined.c: see inlined.h.
 */
#include "report/inlined.h"

#include "objfile/dwarf.h"

bool inlined_find(struct arena *a, struct binary *b, const uint64_t *addresses, size_t n,
	struct inlined *found, struct err *err)
{
	struct frames f = {0};
	uint32_t total;

	if (!binary_frames(b, addresses, n, FRAMES_FULL, &f, err))
		return false;
	total = f.begin[n];
	found->begin = arena_array(a, uint32_t, n + 1);
	memcpy(found->begin, f.begin, (n + 1) * sizeof(*f.begin));
	found->rows = arena_array(a, struct inlined_frame, total);
	for (uint32_t i = 0; i < total; i++)
		found->rows[i] = (struct inlined_frame){arena_str(a,
								intern_str(&f.strings,
									f.rows[i].name)),
			arena_str(a, intern_str(&f.strings, f.rows[i].file)), f.rows[i].line};
	frames_release(&f);
	return true;
}
