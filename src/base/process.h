/*
 * process.h: runs a program without a shell and supervises it until it has ended.
 *
 * Everything that cprof starts goes through here: cprof-render, objdump, viewers, pagers
 * and the commands of the user. The engine gives a program its input, gathers what it
 * prints, ends it when it takes too long, prints too much or the user presses Ctrl-C, and tells how
 * it ended. Nothing is expected of a program: it may read late or never, print before it has read,
 * for ever or never, or leave processes behind that hold its output. A signal that ends cprof ends
 * the program, too (cleanup.h).
 *
 * While the engine waits, it serves the hook of its thread (wait.h), so that somebody else's poll
 * loop goes on.
 */
#ifndef CPROF_BASE_PROCESS_H
#define CPROF_BASE_PROCESS_H

#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/out.h"

enum process_place {
	/* It leads a process group. What is left of that when the program ends is killed. */
	PROCESS_GROUP,
	/*
	 * It leads a session, as a program of the desktop. It goes on when it is waited for no
	 * more.
	 */
	PROCESS_SESSION,
	/*
	 * It is in our process group and has our terminal. SIGINT is for it: it does not end cprof
	 * meanwhile.
	 */
	PROCESS_FOREGROUND,
};

/* What becomes a program's standard descriptor: a descriptor of ours, or one of these. */
enum {
	PROCESS_NULL = -1, /* /dev/null */
	PROCESS_PIPE = -2, /* a pipe to us: `input` comes from it, what is printed is gathered */
};

struct process_spec {
	char *const *argv; /* argv[0] is the path of the program (program.h); NULL ends them */
	char *const *env;  /* its environment; NULL: ours. PATH loses its relative folders */
	enum process_place place;
	int fds[3];       /* its standard input, output and error */
	struct str input; /* for the pipe of its standard input, which is closed then */

	/* Limits, for PROCESS_GROUP. */
	int64_t deadline;          /* the clock_ms at which it is ended; 0 or INT64_MAX: never */
	size_t max_output;         /* bytes of its standard output */
	unsigned long long memory; /* bytes of address space, where that can be limited; 0: all */
};

/* How it ended. */
enum process_ending {
	PROCESS_RUNS,    /* it was not started, or is in a session and goes on */
	PROCESS_ENDED,   /* by itself; `status` says how */
	PROCESS_LATE,    /* the deadline came */
	PROCESS_LARGE,   /* it printed more than max_output */
	PROCESS_STOPPED, /* by SIGINT, or because interrupted() is true (cancel.h) */
};

struct process_result {
	enum process_ending ending;
	int status;        /* of waitpid, once it has ended */
	pid_t pid;         /* 0, or the program in a session that goes on: for process_collect */
	struct out output; /* its standard output */
	struct out errors; /* its standard error, the last 16 KiB */
};

/*
 * Starts a program and supervises it to its end. False when it cannot be started, with "PATH: why"
 * in err; but true, with PROCESS_STOPPED, when it was interrupted. In any case `r`, which is set
 * here, is the caller's to release.
 * Note: a SIGINT that stopped it is used up: nobody else hears of it without process_pass_on.
 * Note: one is supervised at a time; other threads wait.
 */
bool process_run(const struct process_spec *spec, struct process_result *r, struct err *err);
void process_release(struct process_result *r);

/*
 * After PROCESS_STOPPED raises the SIGINT again, so that it does what it does elsewhere: it ends
 * cprof, or in the console makes interrupted() true. Does nothing where that is true already.
 */
void process_pass_on(enum process_ending ending);

/* The last line of what it printed on standard error, within `r`; "" where there is none. */
struct str process_last_line(const struct process_result *r);

/* The clock_ms in so many seconds, as a deadline; INT64_MAX, which is never, for 0 or less. */
int64_t process_deadline(int64_t seconds);

/* --- programs that nobody waits for */

/* Starts it, with descriptors of ours or PROCESS_NULL alone. False with "PATH: why" in err. */
bool process_start(const struct process_spec *spec, pid_t *pid, struct err *err);

/* When the program has ended, takes its status from the system and sets *pid to 0. 0 stays. */
void process_collect(pid_t *pid);

/* --- programs in the foreground that are written to bit by bit */

struct process_stream {
	pid_t pid;
	int fd;                           /* its standard input; -1: it reads no more */
	struct sigaction interrupt, pipe; /* what SIGINT and SIGPIPE did before */
};

/*
 * Starts it; its place must be PROCESS_FOREGROUND, its standard input PROCESS_PIPE.
 * process_stream_close follows.
 */
bool process_stream_open(struct process_stream *s, const struct process_spec *spec,
	struct err *err);

/* Gives it bytes, and waits until its pipe has taken them. What it does not want is dropped. */
bool process_stream_write(struct process_stream *s, struct str bytes, struct err *err);

/* Ends its input and waits until it has ended. Returns the status of waitpid. */
int process_stream_close(struct process_stream *s);

/* --- waiting */

/* Waits until clock_ms is `until`. True when a SIGINT came first, which is used up then. */
bool process_sleep(int64_t until);

/*
 * For a child by fork: the parent's waiting is not its own. It has no hook, and may run programs.
 */
void process_forget(void);

#endif
