/*
 * base-tests.h: the groups of tests of base/, a file each. Each returns how many failed.
 */
#ifndef CPROF_TESTS_UNIT_BASE_TESTS_H
#define CPROF_TESTS_UNIT_BASE_TESTS_H

int test_base_cancel(void);
int test_base_json(void);
int test_base_memory(void);
int test_base_text(void);
int test_base_rx(void);
int test_base_input(void);
int test_base_pool(void);
int test_base_replace(void);
int test_base_small(void);

#endif
