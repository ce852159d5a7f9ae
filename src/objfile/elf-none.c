/*
 * elf-none.c: stands in for elf.h, dwarf.h and cfi.h where cprof is built without elfutils, as on macOS.
 *
 * No binary can be opened, so the other functions are never called.
 */
#include <stdlib.h>

#include "objfile/cfi.h"
#include "objfile/dwarf.h"

bool binary_open(struct binary **b, const char *path, struct err *err)
{
	(void)b;
	(void)path;
	return err_set(err, "this cprof was built without elfutils and reads no binaries");
}

void binary_close(struct binary *b)
{
	(void)b;
}

struct str binary_build_id(const struct binary *b)
{
	(void)b;
	abort();
}

void binary_debug_dirs(struct binary *b, struct str dirs)
{
	(void)b;
	(void)dirs;
	abort();
}

struct binary_version binary_version(struct binary *b)
{
	(void)b;
	abort();
}

bool binary_fits(struct binary *b, const struct binary_mapping *m, struct err *err)
{
	(void)b;
	(void)m;
	(void)err;
	abort();
}

bool binary_base(struct binary *b, const struct binary_mapping *m, uint64_t address, uint64_t *base,
	bool *is_data, struct err *err)
{
	(void)b;
	(void)m;
	(void)address;
	(void)base;
	(void)is_data;
	(void)err;
	abort();
}

bool binary_bytes(const struct binary *b, uint64_t address, unsigned char *bytes, size_t n)
{
	(void)b;
	(void)address;
	(void)bytes;
	(void)n;
	abort();
}

bool binary_changed(const struct binary *b)
{
	(void)b;
	abort();
}

bool binary_has_code(const struct binary *b)
{
	(void)b;
	abort();
}

const struct binary_symbols *binary_symbols(struct binary *b)
{
	(void)b;
	abort();
}

const struct binary_symbol *binary_symbol_at(struct binary *b, uint64_t address, bool code)
{
	(void)b;
	(void)address;
	(void)code;
	abort();
}

const struct binary_symbol *binary_symbol_known(struct binary *b, const struct binary_symbol *s)
{
	(void)b;
	(void)s;
	abort();
}

struct cfi *cfi_open(struct binary *b)
{
	(void)b;
	abort();
}

void cfi_close(struct cfi *c)
{
	(void)c;
}

enum cfi_machine cfi_machine(const struct cfi *c)
{
	(void)c;
	abort();
}

enum cfi_result cfi_step(struct cfi *c, uint64_t address, uint64_t base, const struct cfi_memory *m,
	struct cfi_frame *f, bool *signal)
{
	(void)c;
	(void)address;
	(void)base;
	(void)m;
	(void)f;
	(void)signal;
	abort();
}

size_t cfi_memory_used(const struct cfi *c)
{
	(void)c;
	abort();
}

bool binary_frames(struct binary *b, const uint64_t *addresses, size_t n, enum frames_mode mode,
	struct dwarf_frames *out, struct err *err)
{
	(void)b;
	(void)addresses;
	(void)n;
	(void)mode;
	(void)out;
	(void)err;
	abort();
}

void dwarf_frames_release(struct dwarf_frames *f)
{
	(void)f;
}

bool binary_has_dwarf(struct binary *b)
{
	(void)b;
	abort();
}
