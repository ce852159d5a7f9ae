/*
 * kernel-names.h: the names of the running kernel's functions.
 */
#ifndef CPROF_PERF_KERNEL_NAMES_H
#define CPROF_PERF_KERNEL_NAMES_H

#include <stdint.h>

#include "base/str.h"

struct perf_kernel_names;

/* Where Linux says them, and its build ID. */
#define PERF_KALLSYMS "/proc/kallsyms"
#define PERF_KERNEL_NOTES "/sys/kernel/notes"

/*
 * Reads the names. NULL when the build ID in `notes` is not this one (its bytes), and when the addresses are hidden, as
 * they are from users who may not see them.
 */
struct perf_kernel_names *perf_kernel_names_open(struct str build_id, const char *kallsyms,
	const char *notes);

/* NULL: nothing happens. */
void perf_kernel_names_close(struct perf_kernel_names *k);

/* The function that has an address; empty: not known. Of several names of one, the last, as perf has it. */
struct str perf_kernel_name(const struct perf_kernel_names *k, uint64_t address);

#endif
