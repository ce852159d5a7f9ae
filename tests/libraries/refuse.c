/*
 * nocurl.c: a machine without libcurl, for tests/fetch/run: preloaded, it lets nobody load that library.
 *
 * In and out: dlopen, as dlopen(3) has it.
 */
#include <dlfcn.h>
#include <string.h>

void *dlopen(const char *name, int flags)
{
	void *(*real)(const char *, int);
	void *p = dlsym(RTLD_NEXT, "dlopen");

	if (name != NULL && strstr(name, "libcurl") != NULL)
		return NULL;
	memcpy(&real, &p, sizeof(real));
	return real(name, flags);
}
