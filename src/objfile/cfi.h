/*
 * cfi.h: from the registers of a function to those of its caller, by the call frame information of a binary.
 *
 * In: registers by their DWARF numbers, and a function that reads memory. Out: the registers of the caller. What .eh_frame
 * says of an address is looked up once and kept.
 */
#ifndef CPROF_OBJFILE_CFI_H
#define CPROF_OBJFILE_CFI_H

#include "objfile/elf.h"

/* All that x86-64 (17) and aarch64 (32 and the program counter) have. */
enum { CFI_REGISTERS = 33 };

/* The processors whose frames are known. */
enum cfi_machine { CFI_X86_64, CFI_AARCH64, CFI_MACHINES };

/* Registers by DWARF number. */
struct cfi_layout {
	uint32_t n; /* how many there are */
	uint32_t
		pc; /* of x86-64 the number of the return address; of aarch64 one that DWARF does not have */
	uint32_t link; /* where the address is that a function returns to; of x86-64 `pc` */
	uint32_t sp, fp;
	uint64_t
		address; /* bits: those of an address to return to; in others aarch64 has a signature */
};

extern const struct cfi_layout cfi_layouts[CFI_MACHINES];

struct cfi_frame {
	uint64_t registers[CFI_REGISTERS];
	uint64_t known; /* bits: which registers have a value */
};

static inline bool cfi_knows(const struct cfi_frame *f, uint32_t reg)
{
	return reg < CFI_REGISTERS && (f->known >> reg & 1) != 0;
}

static inline void cfi_set(struct cfi_frame *f, uint32_t reg, uint64_t value)
{
	f->registers[reg] = value;
	f->known |= UINT64_C(1) << reg;
}

/* Memory of the program. Reads 8 bytes; false when they are not known. */
struct cfi_memory {
	bool (*read)(void *context, uint64_t address, uint64_t *value);
	void *context;
};

struct cfi;

/* Of a binary, which must outlive it. NULL when it has no .eh_frame, or is for a processor that is not known. */
struct cfi *cfi_open(struct binary *b);
void cfi_close(struct cfi *c);

enum cfi_machine cfi_machine(const struct cfi *c);

enum cfi_result {
	CFI_CALLER,    /* the frame is the caller's now */
	CFI_END,       /* there is no caller: the table says so */
	CFI_NO_RULE,   /* the table does not have the address */
	CFI_NO_MEMORY, /* what the rule reads is not known */
};

/*
 * Goes to the caller. `address` is one in the file, of an instruction of the function: where it is, or in front of where
 * a call returns to. `base` is what is to be added to addresses in the file to get those of the program. *signal is
 * true when the function was entered by a signal: its caller did not call.
 */
enum cfi_result cfi_step(struct cfi *c, uint64_t address, uint64_t base, const struct cfi_memory *m,
	struct cfi_frame *f, bool *signal);

/* The same without a table, by frame pointers. False when they lead nowhere. */
bool cfi_step_by_pointer(enum cfi_machine machine, const struct cfi_memory *m, struct cfi_frame *f);

/* How many bytes it holds. */
size_t cfi_memory_used(const struct cfi *c);

#endif
