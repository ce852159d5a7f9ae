/*
 * binary.h: recognizes programs and libraries.
 */
#ifndef CPROF_OBJFILE_BINARY_H
#define CPROF_OBJFILE_BINARY_H

#include <stdbool.h>

/*
 * True when the file begins like an ELF, Mach-O or PE binary. It opens only regular files: it neither waits
 * for a pipe nor touches a device.
 */
bool binary_is_one(const char *path);

#endif
