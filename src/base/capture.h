/*
 * capture.h: what a program prints, within bounds.
 *
 * For tools that are asked one thing and answer on standard output. A tool may answer for ever, never,
 * or leave processes behind that hold its output: its time and its answer are limited, Ctrl-C ends it,
 * and its whole process group is ended with it.
 */
#ifndef CPROF_BASE_CAPTURE_H
#define CPROF_BASE_CAPTURE_H

#include "base/child.h"
#include "base/out.h"

struct capture {
	char *const *argv;  /* argv[0] is a path */
	char *const *unset; /* variables it must not see; NULL ends them; or NULL */
	int64_t seconds;    /* it is ended after so many */
	size_t max;         /* bytes of an answer */
	unsigned long long
		ram; /* bytes of address space it may take, where that can be limited; 0: all */
};

/*
 * Runs it and adds what it printed to `o`, which is as it was on failure. It sees LC_ALL=C. Its standard
 * input is empty; the last line of what it printed on standard error is in `err` when it fails.
 * After a Ctrl-C it fails with "stopped", and SIGINT does what it does without it: in the console it is
 * known from then on that all is to stop, elsewhere it ends cprof.
 */
bool capture_run(const struct capture *c, struct out *o, struct err *err);

#endif
