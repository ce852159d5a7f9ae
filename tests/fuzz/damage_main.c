/*
 * damage_main.c: see damage.h.
 *
 * In: names of files. Out: exit status 0, or 1 when one could not be read. That little memory was used
 * for all of them is checked at the end.
 */
#include <stdio.h>
#include <sys/resource.h>

#include "base/mem.h"
#include "broken.h"
#include "damage.h"

enum { MEMORY_MAX_MB = 1024 }; /* with all that a sanitizer needs */

bool damage_read(const char *path, size_t most, struct bytes *b)
{
	FILE *file = fopen(path, "rb");

	if (file == NULL)
		return false;
	b->p = mem_grow(b->p, &b->cap, most, 1);
	b->n = fread(b->p, 1, most, file);
	fclose(file);
	return b->n != 0 && b->n < most;
}

int main(int argc, char **argv)
{
	struct rusage usage;
	bool ok = argc > 1;

	for (int i = 1; i < argc; i++)
		ok = damage_file(argv[i], argv[i + 1 < argc ? i + 1 : 1]) && ok;
	if (getrusage(RUSAGE_SELF, &usage) != 0)
		return 1;
	printf("%ld MB of memory at most\n", usage.ru_maxrss / 1024);
	if (usage.ru_maxrss / 1024 > MEMORY_MAX_MB)
		fuzz_broken("little memory is used", "see above");
	return !ok;
}
