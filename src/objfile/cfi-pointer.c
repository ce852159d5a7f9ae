/*
 * cfi-pointer.c: the registers of processors, and callers by frame pointers.
 */
#include "objfile/cfi.h"

const struct cfi_layout cfi_layouts[CFI_MACHINES] = {
	[CFI_X86_64] = {.n = 17, .pc = 16, .link = 16, .sp = 7, .fp = 6, .address = UINT64_MAX},
	[CFI_AARCH64] = {.n = 33,
		.pc = 32,
		.link = 30,
		.sp = 31,
		.fp = 29,
		.address = (UINT64_C(1) << 48) - 1},
};

/* Whether a register has the address to return to, which memory has on x86-64. */
static bool returns_by_register(const struct cfi_layout *layout, const struct cfi_frame *f)
{
	return layout->link != layout->pc && cfi_knows(f, layout->link);
}

bool cfi_step_by_pointer(enum cfi_machine machine, const struct cfi_memory *m, struct cfi_frame *f)
{
	const struct cfi_layout *layout = &cfi_layouts[machine];
	uint64_t fp = f->registers[layout->fp], sp = f->registers[layout->sp], next, link;
	bool by_register = returns_by_register(layout, f);
	struct cfi_frame caller = {0};

	if (!cfi_knows(f, layout->fp) || !cfi_knows(f, layout->sp))
		return false;
	if (fp >= sp && m->read(m->context, fp, &next) && m->read(m->context, fp + 8, &link)) {
		cfi_set(&caller, layout->fp, next);
		cfi_set(&caller, layout->sp, fp + 16);
		cfi_set(&caller, layout->link, link);
	} else if (fp == 0 && by_register) {
		cfi_set(&caller, layout->sp, sp);
	} else {
		return false;
	}
	if (by_register)
		link = f->registers[layout->link];
	cfi_set(&caller, layout->pc, link & layout->address);
	*f = caller;
	return true;
}
