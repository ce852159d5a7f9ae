/*
 * capture.h: runs a tool that is asked one thing and answers on standard output, such as objdump.
 */
#ifndef CPROF_BASE_CAPTURE_H
#define CPROF_BASE_CAPTURE_H

#include <stdint.h>

#include "base/err.h"
#include "base/out.h"

struct capture_tool {
	char *const *argv;         /* argv[0] is its path; NULL ends them */
	char *const *unset;        /* names of variables it must not see, NULL ends them; or NULL */
	int64_t deadline;          /* the clock_ms at which it is ended; INT64_MAX: never */
	const char *late;          /* what is said when it has not ended then, behind its name */
	size_t max_output;         /* bytes it may print */
	unsigned long long memory; /* bytes of address space, where that can be limited; 0: all */
};

/*
 * Runs it (process.h) and adds what it printed to `o`, which is as it was on failure. It sees
 * LC_ALL=C. Its standard input is empty; when it fails, err has the last line of what it printed on
 * standard error. After a Ctrl-C it fails with "stopped", and SIGINT does what it does elsewhere:
 * in the console all that asks interrupted() stops, outside of it cprof ends.
 */
bool capture_run(const struct capture_tool *t, struct out *o, struct err *err);

#endif
