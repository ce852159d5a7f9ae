/*
 * binary.c: recognizes programs and libraries by their first bytes.
 */
#include "objfile/binary.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"

static const struct {
	const char *bytes;
	size_t n;
} magics[] = {
	{"\177ELF", 4},
	{"MZ", 2},
	/* Mach-O, of 32 and 64 bits, either way round, and for several machines. */
	{"\xfe\xed\xfa\xce", 4},
	{"\xfe\xed\xfa\xcf", 4},
	{"\xce\xfa\xed\xfe", 4},
	{"\xcf\xfa\xed\xfe", 4},
	{"\xca\xfe\xba\xbe", 4},
};

bool binary_is_one(const char *path)
{
	char head[4] = "";
	struct stat st;
	ssize_t n;
	int fd = file_open_regular(path, &st);

	if (fd < 0)
		return false;
	n = read(fd, head, sizeof(head));
	close(fd);
	for (size_t i = 0; i < ARRAY_LEN(magics); i++)
		if (n >= (ssize_t)magics[i].n && memcmp(head, magics[i].bytes, magics[i].n) == 0)
			return true;
	return false;
}
