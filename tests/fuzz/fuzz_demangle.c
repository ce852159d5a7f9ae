/*
 * fuzz_demangle.c: mangled names.
 *
 * In: a byte that chooses the mode and what stands in front of each name, then names, one a line; libFuzzer's
 * inputs count with their first ones.
 * A name may be wrong, but what is shown for it is the same each time and not beyond measure.
 */
#include "demangle/demangle.h"

#include <stdlib.h>

#include "broken.h"

enum { NAMES_MAX = 128, NAMES_QUICK = 4, SHOWN_MAX = 65536 };

static void check(struct arena *a, struct str name, enum demangle_mode mode, bool force)
{
	struct str shown = demangle(a, name, mode), again = demangle(a, name, mode), other;

	if (!str_eq(shown, again))
		fuzz_broken("a name is shown the same each time", "");
	if (shown.p != name.p && shown.n > SHOWN_MAX)
		fuzz_broken("no name becomes longer than that", "");
	if (mode == DEMANGLE_NONE && shown.p != name.p)
		fuzz_broken("without demangling a name stays", "");
	other = demangle_function(a, name, name, mode, force);
	if (!str_eq(shown, name) && !str_eq(shown, other))
		fuzz_broken("a function is shown as its name is", "");
	if (!str_eq(demangle_function(a, STR("x"), name, mode, false), STR("x")))
		fuzz_broken("a name that was demangled stays", "");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct str prefixes[] = {{"", 0}, {"_Z", 2}, {"_R", 2}, {"_ZN", 3}};
	struct arena a = {0};
	struct str rest, line;
	const struct str *prefix;

	if (size < 2)
		return 0;
	prefix = &prefixes[data[0] >> 2 & 3];
	rest = (struct str){(const char *)data + 1, size - 1};
	for (int i = 0;
		i < (fuzz_is_thorough ? NAMES_MAX : NAMES_QUICK) && str_split(&rest, '\n', &line);
		i++) {
		/* On the heap, so that the sanitizer sees what is read behind it. */
		size_t n = prefix->n + line.n;
		char *name = malloc(n > 0 ? n : 1);

		if (name == NULL)
			abort();
		memcpy(name, prefix->p, prefix->n);
		if (line.n > 0)
			memcpy(name + prefix->n, line.p, line.n);
		check(&a, (struct str){name, n}, (enum demangle_mode)(data[0] & 3),
			(data[0] & 16) != 0);
		free(name);
		arena_rewind(&a);
	}
	arena_release(&a);
	return 0;
}
