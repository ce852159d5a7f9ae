/*
 * library.c: opens a library with dlopen and fills in a table of pointers to its symbols.
 */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

static void *open_first(const struct library *l)
{
	void *handle = NULL;

	for (size_t i = 0; i < l->n_files && handle == NULL; i++)
		handle = dlopen(l->files[i], RTLD_NOW | RTLD_LOCAL);
	return handle;
}

bool library_open(const struct library *l, void *table, struct err *err)
{
	void *handle = open_first(l);

	if (handle == NULL) {
		err_set(err, "%s", l->missing);
		return err_mark(err, ERR_NOT_INSTALLED);
	}
	for (size_t i = 0; i < l->n_symbols; i++)
		if (dlsym(handle, l->symbols[i].name) == NULL)
			return err_set(err, "%s %s", l->too_old, l->symbols[i].name);
	for (size_t i = 0; i < l->n_symbols; i++) {
		void *symbol = dlsym(handle, l->symbols[i].name);

		memcpy((char *)table + l->symbols[i].offset, &symbol, sizeof(symbol));
	}
	return true;
}
