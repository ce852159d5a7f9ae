/*
 * import-readers.h: what the tests of old formats share.
 */
#ifndef CPROF_TESTS_UNIT_IMPORT_READERS_H
#define CPROF_TESTS_UNIT_IMPORT_READERS_H

#include "base/str.h"

/* Loads the bytes and wants them to give this dump (see dump_location); `rule` names the row. */
void assert_bytes_read(const char *rule, struct str bytes, const char *wants);

/* The mapping that a profile without a memory map gets. */
#define ALL "0-ffffffffffffffff 0\n"
#define ALL_UNUSED "0-0 0\n" /* when no location asks for one */

/* The types of a heap profile. */
#define SPACE(types) "space/bytes every " types "\n"
#define OBJECTS ": objects/count space/bytes"

#endif
