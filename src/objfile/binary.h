/*
 * binary.h: what is a program or a library.
 */
#ifndef CPROF_OBJFILE_BINARY_H
#define CPROF_OBJFILE_BINARY_H

#include <stdbool.h>

/*
 * True when the file begins as an ELF, Mach-O or PE binary does. Only regular files are opened, so that
 * it neither waits for a pipe nor touches a device.
 */
bool binary_is_one(const char *path);

#endif
