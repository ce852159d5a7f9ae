/*
 * profile-tests.h: the groups of tests of profile/, a file each. Each returns how many failed.
 */
#ifndef CPROF_TESTS_UNIT_PROFILE_TESTS_H
#define CPROF_TESTS_UNIT_PROFILE_TESTS_H

int test_profile_tables(void);
int test_profile_damaged(void);
int test_profile_wire(void);
int test_profile_gzip(void);
int test_profile_inflate(void);
int test_profile_stream(void);
int test_profile_merge(void);
int test_profile_unify(void);
int test_profile_compare(void);
int test_profile_stacks(void);
int test_profile_values(void);

#endif
