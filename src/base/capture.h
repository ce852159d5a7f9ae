/*
 * capture.h: runs a program without a shell, gives it bytes and takes what it prints, within bounds.
 *
 * Nothing is expected of it: it may read late or never, print before it has read, for ever or never, or
 * leave processes behind that hold its output. So its time and its output are limited, Ctrl-C ends it,
 * and its whole process group is ended with it, also by a signal that ends cprof (cleanup.h).
 */
#ifndef CPROF_BASE_CAPTURE_H
#define CPROF_BASE_CAPTURE_H

#include "base/child.h"
#include "base/out.h"

struct capture {
	char *const *argv;      /* argv[0] is a path */
	char *const *env;       /* NULL: ours */
	struct str input;       /* for its standard input */
	int64_t end;            /* clock_ms at which it is ended; INT64_MAX: never */
	size_t max;             /* bytes of an answer */
	unsigned long long ram; /* bytes of address space, where that can be limited; 0: all */
	bool only_words; /* its standard output is as its standard error: there is no answer */
};

/* How it ended. */
enum capture_ending {
	CAPTURE_RUNS,
	CAPTURE_ENDED, /* by itself; `status` says how */
	CAPTURE_LATE,
	CAPTURE_LARGE,
	CAPTURE_INTERRUPT,
};

struct captured {
	enum capture_ending ending;
	int status;        /* of waitpid */
	struct out answer; /* its standard output */
	struct out words;  /* its standard error, the last of it */
};

/*
 * Runs it to its end. False when it cannot be started. `r` is zeroed before and is the caller's to
 * release in any case. One runs at a time: other threads wait. A Ctrl-C that ended it is not passed on.
 */
bool capture_attend(const struct capture *c, struct captured *r, struct err *err);
void captured_release(struct captured *r);

/* The last line of `words`. */
struct str captured_last_line(const struct captured *r);

/* clock_ms in so many seconds; 0 or less: never. */
int64_t capture_end_in(int64_t seconds);

/* For tools that are asked one thing and answer on standard output. */
struct capture_tool {
	char *const *argv;  /* argv[0] is a path */
	char *const *unset; /* variables it must not see; NULL ends them; or NULL */
	int64_t end;        /* as above */
	const char *late;   /* what is said when it has not ended then, behind its name */
	size_t max;
	unsigned long long ram;
};

/*
 * Runs it and adds what it printed to `o`, which is as it was on failure. It sees LC_ALL=C. Its standard
 * input is empty; the last line of what it printed on standard error is in `err` when it fails.
 * After a Ctrl-C it fails with "stopped", and SIGINT does what it does without it: in the console it is
 * known from then on that all is to stop, elsewhere it ends cprof.
 */
bool capture_run(const struct capture_tool *t, struct out *o, struct err *err);

#endif
