/*
 * vdso.h: the vdso, the code that the kernel maps into each process, as a binary.
 */
#ifndef CPROF_OBJFILE_VDSO_H
#define CPROF_OBJFILE_VDSO_H

#include "objfile/elf.h"

/* Opens a copy of the one of this process; the caller closes *b. */
bool vdso_open(struct binary **b, struct err *err);

#endif
