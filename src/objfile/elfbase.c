/*
 * elfbase.c: computes what to subtract from the addresses of a profile (binary_fits, binary_base).
 *
 * A mapping tells that the file's byte `offset` was at `start`. A segment tells that its byte s.offset is at
 * s.address, in the addresses of the file. So an address in the file is
 *	address - start + offset - s.offset + s.address
 * and the base is what that subtracts. All of it wraps around, as in Go. The rest of this file chooses the
 * segment, and handles kernels, whose mappings do not follow that rule. The rules are those of pprof's
 * internal/elfexec and internal/binutils, so that both find the same functions.
 */
#include <inttypes.h>

#include "objfile/elf-internal.h"

#define UPPER_HALF (UINT64_C(1) << 63) /* where kernels are */

enum { PAGE = 4096 }; /* whatever the machine's real one is */

/* The address of a kernel's first code, when it is known. */
struct first_code {
	bool known;
	uint64_t address;
};

/*
 * Kernels are mapped at the address of their first code, at their own, or moved: `m->offset` says
 * nothing then. False when none of these patterns is seen.
 */
static bool kernel_base(const struct segment *s, struct first_code code,
	const struct binary_mapping *m, uint64_t *base)
{
	/* Where PowerPC's begins; there that stands where the offset should. */
	const uint64_t powerpc = UINT64_C(0xc000000000000000);
	bool same_place = code.known && m->start % PAGE == code.address % PAGE;

	if (s->address == m->start - m->offset) {
		*base = m->offset;
		return true;
	}
	if (m->start == 0 && m->limit != 0 && code.known) {
		*base = 0 - code.address;
		return true;
	}
	if (m->start >= UPPER_HALF && m->limit > m->start &&
		(m->offset == 0 || m->offset == powerpc || m->offset == m->start)) {
		*base = m->start - (same_place ? code.address : s->address);
		return true;
	}
	if (m->start % PAGE != 0 && same_place) {
		*base = m->start - code.address;
		return true;
	}
	return false;
}

static bool exec_base(const struct segment *s, struct first_code code,
	const struct binary_mapping *m, uint64_t *base, struct err *err)
{
	if (s == NULL) {
		*base = 0;
		return true;
	}
	if (!code.known && m->start > 0 && m->start < UPPER_HALF) {
		*base = m->start - m->offset + s->offset - s->address;
		return true;
	}
	if (kernel_base(s, code, m, base))
		return true;
	if (m->start == 0 && m->limit != 0 && !code.known) {
		*base = 0 - s->address;
		return true;
	}
	return err_set(err,
		"its code is at %#" PRIx64 ", which does not go with a mapping of %#" PRIx64
		" to %#" PRIx64 " at offset %#" PRIx64,
		s->address, m->start, m->limit, m->offset);
}

/* pprof's GetBase; s is NULL when there is no segment to go by. */
static bool base_of(const struct binary *b, const struct segment *s, struct first_code code,
	const struct binary_mapping *m, uint64_t *base, struct err *err)
{
	/* A mapping of everything is made up: the addresses are the file's own already. */
	if (m->start == 0 && m->offset == 0 && (m->limit == UINT64_MAX || m->limit == 0)) {
		*base = 0;
		return true;
	}
	switch (b->type) {
	case ET_EXEC:
		return exec_base(s, code, m, base, err);
	case ET_REL:
		if (m->offset != 0)
			return err_set(err, "an object file mapped at an offset other than 0");
		*base = m->start;
		return true;
	case ET_DYN:
		if (s == NULL)
			*base = m->start - m->offset;
		else if (!kernel_base(s, code, m, base))
			*base = m->start - m->offset + s->offset - s->address;
		return true;
	default:
		return err_set(err, "neither a program nor a library (ELF type %u)", b->type);
	}
}

/*
 * The address of the symbol a kernel's mapping begins at. Looking for it takes long, so that pprof
 * does so only where the file's name or odd addresses make a kernel likely.
 */
static struct first_code find_first_code(const struct binary *b, const struct binary_mapping *m)
{
	struct first_code code = {0};

	if (strstr(b->path, "vmlinux") != NULL || m->start % PAGE != 0 || m->limit % PAGE != 0 ||
		m->offset % PAGE != 0)
		code.known = binary_find_symbol(b,
			m->relocation.n != 0 ? m->relocation : STR("_stext"), &code.address);
	return code;
}

/*
 * Whether a segment may be what the `size` bytes of the file at `offset` were mapped for; pprof's
 * ProgramHeadersForMapping, where its reasons stand. Wraps around as there.
 */
static bool segment_may_be(const struct segment *s, uint64_t offset, uint64_t size)
{
	uint64_t limit = offset + size, end = s->offset + s->memory_size;
	uint64_t inside = s->address & (s->align - 1);

	if (s->type != PT_LOAD || s->file_size == 0 || offset >= end || s->offset >= limit)
		return false;
	/* It begins before the page that the segment begins in: it is of the one before. */
	if (s->offset > inside && offset < s->offset - inside)
		return false;
	/* It has less than the segment's last page, and a page or more behind it: of the next one. */
	return !(offset > s->offset && end < offset + PAGE && limit >= end + PAGE);
}

/* The one segment that the mapping is of, by an address in it; *s NULL when there are no segments. */
static bool find_segment(const struct binary *b, struct first_code code,
	const struct binary_mapping *m, uint64_t address, const struct segment **s, struct err *err)
{
	uint64_t at = address - m->start + m->offset;
	const struct segment *only = NULL, *here = NULL;
	size_t loads = 0, fitting = 0, containing = 0;

	if (code.known || m->start >= m->limit || m->limit >= UPPER_HALF) {
		*s = b->has_text ? &b->text : NULL;
		return true;
	}
	for (size_t i = 0; i < b->n_segments; i++) {
		const struct segment *g = &b->segments[i];

		loads += g->type == PT_LOAD;
		if (!segment_may_be(g, m->offset, m->limit - m->start))
			continue;
		fitting++;
		only = g;
		if (at >= g->offset && at < g->offset + g->memory_size) {
			containing++;
			here = g;
		}
	}
	if (loads != 0 && fitting == 0)
		return err_set(err, "no segment of it is at offset %#" PRIx64, m->offset);
	if (fitting > 1 && containing != 1)
		return err_set(err, "%s of its segments %s at offset %#" PRIx64,
			containing == 0 ? "none" : "more than one", containing == 0 ? "is" : "are",
			at);
	*s = fitting > 1 ? here : only;
	return true;
}

bool binary_has_code(const struct binary *b)
{
	return !b->has_text || b->text.file_size != 0;
}

bool binary_fits(struct binary *b, const struct binary_mapping *m, struct err *err)
{
	uint64_t base;

	return base_of(b, b->has_text ? &b->text : NULL, find_first_code(b, m), m, &base, err);
}

/*
 * A debug file: where its code was in the program's file is lost. It is taken that the mapping begins
 * with the page that the code begins in, as kernels map it, if there is one segment of code alone. (pprof
 * refuses such files, so that PPROF_BINARY_PATH cannot name a folder of them.)
 */
static bool debug_base(const struct binary *b, const struct binary_mapping *m, uint64_t *base,
	struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_segments; i++)
		n += b->segments[i].type == PT_LOAD && (b->segments[i].flags & PF_X) != 0;
	if (n != 1)
		return err_set(err,
			"debug information alone, of a program with its code in %zu places", n);
	*base = m->start - (b->text.address - b->text.address % PAGE);
	return true;
}

bool binary_base(struct binary *b, const struct binary_mapping *m, uint64_t address, uint64_t *base,
	bool *is_data, struct err *err)
{
	struct first_code code = find_first_code(b, m);
	const struct segment *s = NULL;
	bool unknown = m->start == 0 && m->limit == 0; /* there was no mapping */

	if (!unknown && (address < m->start || address >= m->limit))
		return err_set(err,
			"address %#" PRIx64 " is outside of the mapping of %#" PRIx64
			" to %#" PRIx64,
			address, m->start, m->limit);
	if (!unknown && !binary_has_code(b) && m->limit < UPPER_HALF) {
		*is_data = false;
		return debug_base(b, m, base, err);
	}
	if (!find_segment(b, code, m, address, &s, err) || !base_of(b, s, code, m, base, err))
		return false;
	*is_data = s != NULL && (s->flags & PF_X) == 0;
	return true;
}
