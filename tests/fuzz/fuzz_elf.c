/*
 * fuzz_elf.c: binaries and their debug information.
 *
 * In: an ELF file. It may be refused, and what is asked of it may be unknown, but nothing crashes, runs away,
 * or breaks what the headers promise.
 */
#include "broken.h"
#include "try_elf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n_frames;

	elf_try(data, size, &n_frames);
	return 0;
}
