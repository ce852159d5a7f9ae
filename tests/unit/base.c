/*
 * base.c: runs the tests of base/.
 */
#include "base-tests.h"

int main(void)
{
	int failed = test_base_memory() + test_base_text();

	failed += test_base_rx();
	failed += test_base_input();
	failed += test_base_pool();
	failed += test_base_cancel();
	failed += test_base_json();
	failed += test_base_small();
	return failed + test_base_replace();
}
