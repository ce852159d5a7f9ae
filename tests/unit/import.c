/*
 * import.c: runs the tests of import/.
 */
#include "base/array.h"

#include "import-tests.h"

int main(void)
{
	int (*const tests[])(void) = {
		test_import_folded,
		test_import_formats,
		test_import_goroutines,
		test_import_memory_map,
		test_import_names,
		test_import_readers,
	};
	int failed = 0;

	for (int i = 0; i < (int)ARRAY_LEN(tests); i++)
		failed += tests[i]();
	return failed;
}
