/*
 * profile.c: runs the tests of profile/.
 */
#include "profile-tests.h"

int main(void)
{
	int failed = test_profile_tables() + test_profile_damaged();

	return failed + test_profile_gzip();
}
