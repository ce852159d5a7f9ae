/*
 * import-tests.h: the groups of tests of import/, a file each. Each returns how many failed. And what they share.
 */
#ifndef CPROF_TESTS_UNIT_IMPORT_TESTS_H
#define CPROF_TESTS_UNIT_IMPORT_TESTS_H

#include "import/import.h"
#include "profile/profile.h"

/* What loading a text gave. The caller releases the arena. */
struct loaded {
	struct arena arena;
	struct profile profile;
	struct str_list notes;
	struct err err;
	bool ok;
};

void load_text(struct loaded *k, struct str text, struct load_limits limits);

int test_import_folded(void);
int test_import_formats(void);
int test_import_goroutines(void);
int test_import_memory_map(void);
int test_import_names(void);
int test_import_perf_script(void);
int test_import_readers(void);

#endif
