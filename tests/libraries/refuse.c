/*
 * refuse.c: a machine without some library: preloaded, it opens none whose name contains REFUSED_LIBRARY.
 *
 * In and out: dlopen, as dlopen(3) has it.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

void *dlopen(const char *name, int flags)
{
	void *(*real)(const char *, int);
	void *p = dlsym(RTLD_NEXT, "dlopen");
	const char *refused = getenv("REFUSED_LIBRARY");

	if (name != NULL && refused != NULL && strstr(name, refused) != NULL)
		return NULL;
	memcpy(&real, &p, sizeof(real));
	return real(name, flags);
}
