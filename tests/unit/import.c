/*
 * import.c: runs the tests of import/, and loads what they read.
 */
#include "base/array.h"
#include "base/input.h"

#include "import-tests.h"

void load_text(struct loaded *k, struct str text, struct load_limits limits)
{
	struct input_mem in;
	struct builder b;
	struct draft d;

	*k = (struct loaded){0};
	input_mem_init(&in, text);
	builder_init(&b, &k->arena);
	k->ok = import_profile(&b, &in.in, &limits, &k->err);
	k->notes = b.notes;
	k->ok = k->ok && builder_finish(&b, &d, &k->err);
	builder_release(&b);
	if (k->ok)
		k->profile = *draft_freeze(&d);
}

int main(void)
{
	int (*const tests[])(void) = {
		test_import_folded,
		test_import_formats,
		test_import_goroutines,
		test_import_memory_map,
		test_import_names,
		test_import_perf_script,
		test_import_readers,
	};
	int failed = 0;

	for (int i = 0; i < (int)ARRAY_LEN(tests); i++)
		failed += tests[i]();
	return failed;
}
