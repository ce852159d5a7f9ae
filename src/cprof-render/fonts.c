/*
 * fonts.c: asks fontconfig whether there are any fonts.
 *
 * Graphviz's plugin has loaded fontconfig when it needs fonts. We ask that copy instead of linking
 * fontconfig, so that nothing is loaded for an image that needs no fonts.
 */
#include "cprof-render/fonts.h"

#include <dlfcn.h>
#include <string.h>

#ifdef __APPLE__
#define FONTCONFIG "libfontconfig.1.dylib"
#else
#define FONTCONFIG "libfontconfig.so.1"
#endif

/* The beginning of an FcFontSet of fontconfig, which is the same since 2.0. */
struct font_set {
	int n, cap;
};

typedef struct font_set *get_fonts(void *config, int set);

bool fonts_missing(void)
{
	void *library = dlopen(FONTCONFIG, RTLD_LAZY | RTLD_NOLOAD);
	void *symbol = library != NULL ? dlsym(library, "FcConfigGetFonts") : NULL;
	bool missing = false;
	get_fonts *get;

	if (symbol != NULL) {
		memcpy(&get, &symbol, sizeof(get));
		const struct font_set *fonts = get(NULL, 0); /* the current ones, of the system */

		missing = fonts == NULL || fonts->n == 0;
	}
	if (library != NULL)
		dlclose(library);
	return missing;
}
