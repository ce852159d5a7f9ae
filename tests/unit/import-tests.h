/*
 * import-tests.h: the groups of tests of import/, a file each. Each returns how many failed.
 */
#ifndef CPROF_TESTS_UNIT_IMPORT_TESTS_H
#define CPROF_TESTS_UNIT_IMPORT_TESTS_H

int test_import_folded(void);
int test_import_formats(void);
int test_import_goroutines(void);
int test_import_memory_map(void);
int test_import_names(void);
int test_import_readers(void);

#endif
