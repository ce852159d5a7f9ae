/*
 * profile.c: runs the tests of profile/.
 */
#include <stddef.h>

#include "profile-tests.h"

int main(void)
{
	int (*const tests[])(void) = {
		test_profile_tables,
		test_profile_damaged,
		test_profile_wire,
		test_profile_gzip,
		test_profile_inflate,
		test_profile_stream,
		test_profile_merge,
		test_profile_unify,
		test_profile_compare,
		test_profile_stacks,
		test_profile_values,
	};
	int failed = 0;

	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		failed += tests[i]();
	return failed;
}
