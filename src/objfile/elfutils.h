/*
 * elfutils.h: loads elfutils' libelf and libdw when the first binary is opened.
 *
 * Loading them and the libraries below them takes time, which a report of a profile with names must not pay
 * for. So cprof is built with their headers, but not linked with them.
 * Note: call their functions through the table only; the linker knows none of their names.
 */
#ifndef CPROF_OBJFILE_ELFUTILS_H
#define CPROF_OBJFILE_ELFUTILS_H

#include <elfutils/libdw.h>
#include <elfutils/libdwelf.h>
#include <gelf.h>

#include "base/err.h"

#define ELFUTILS_FUNCTIONS(X) \
	X(dwarf_attr) \
	X(dwarf_attr_integrate) \
	X(dwarf_begin_elf) \
	X(dwarf_cfi_addrframe) \
	X(dwarf_cfi_end) \
	X(dwarf_child) \
	X(dwarf_cu_getdwarf) \
	X(dwarf_cu_info) \
	X(dwarf_dieoffset) \
	X(dwarf_end) \
	X(dwarf_formstring) \
	X(dwarf_formudata) \
	X(dwarf_frame_cfa) \
	X(dwarf_frame_info) \
	X(dwarf_frame_register) \
	X(dwarf_get_units) \
	X(dwarf_getcfi_elf) \
	X(dwarf_getelf) \
	X(dwarf_offdie) \
	X(dwarf_ranges) \
	X(dwarf_setalt) \
	X(dwarf_siblingof) \
	X(dwarf_tag) \
	X(dwelf_dwarf_gnu_debugaltlink) \
	X(elf_begin) \
	X(elf_end) \
	X(elf_getdata) \
	X(elf_getdata_rawchunk) \
	X(elf_getphdrnum) \
	X(elf_getscn) \
	X(elf_getshdrnum) \
	X(elf_getshdrstrndx) \
	X(elf_kind) \
	X(elf_memory) \
	X(elf_ndxscn) \
	X(elf_nextscn) \
	X(elf_rawdata) \
	X(elf_rawfile) \
	X(elf_strptr) \
	X(elf_version) \
	X(gelf_fsize) \
	X(gelf_getehdr) \
	X(gelf_getphdr) \
	X(gelf_getrela) \
	X(gelf_getshdr) \
	X(gelf_getsymshndx) \
	X(gelf_getversym)

struct elfutils {
#define ELFUTILS_MEMBER(name) __typeof__(name) *name;
	ELFUTILS_FUNCTIONS(ELFUTILS_MEMBER)
#undef ELFUTILS_MEMBER
};

/*
 * The table. binary_open fills it in, before there is an object that a function could be called for; then it
 * is only read.
 */
extern struct elfutils elfutils;

/* Fills in the table once. False with the reason when there is no elfutils. Any thread may call it. */
bool elfutils_load(struct err *err);

#endif
