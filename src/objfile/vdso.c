/*
 * vdso.c: opens the vdso of this process by way of a file in memory.
 */
#include "objfile/vdso.h"

#ifdef __linux__

#include <elf.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "base/memory-file.h"

/* An image whose table of sections stands at its end. */
static struct str own_vdso(void)
{
	const Elf64_Ehdr *head = (const Elf64_Ehdr *)getauxval(AT_SYSINFO_EHDR);

	if (head == NULL || head->e_ident[EI_CLASS] != ELFCLASS64)
		return STR("");
	return (struct str){(const char *)head,
		head->e_shoff + (size_t)head->e_shnum * head->e_shentsize};
}

bool vdso_open(struct binary **b, struct err *err)
{
	struct str image = own_vdso();
	struct arena scratch = {0};
	bool ok = false;
	int fd;

	if (image.n == 0)
		return err_set(err, "there is no vdso");
	fd = memory_file_new(STR("vdso"), err);
	if (fd < 0)
		return false;
	if (write(fd, image.p, image.n) == (ssize_t)image.n)
		ok = binary_open(b, memory_file_path(&scratch, fd).p, err);
	else
		err_set(err, "the vdso cannot be copied");
	close(fd);
	arena_release(&scratch);
	return ok;
}

#else

bool vdso_open(struct binary **b, struct err *err)
{
	(void)b;
	return err_set(err, "there is no vdso");
}

#endif
