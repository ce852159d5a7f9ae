/*
 * try_elf.h: a binary of any bytes, run through objfile/. What fuzz_elf and damage_elf share.
 *
 * In: bytes. Out: nothing; a broken promise of objfile/elf.h or objfile/dwarf.h ends the program
 * (fuzz_broken).
 */
#ifndef CPROF_TESTS_FUZZ_TRY_ELF_H
#define CPROF_TESTS_FUZZ_TRY_ELF_H

#include <stdbool.h>
#include <stddef.h>

/* False when the bytes are no binary, for binary_open. *n_frames: how many frames were found. */
bool elf_try(const unsigned char *p, size_t n, size_t *n_frames);

#endif
