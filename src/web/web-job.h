/*
 * web-job.h: Makes an answer in a child process.
 *
 * The child has the profile without copying it, because nobody changes it. It ends when nobody waits for it any more,
 * and what goes wrong in it ends nothing else. It has limits of processor time and memory. A child writes its answer to a pipe, which the server's loop reads.
 */
#ifndef CPROF_WEB_WEB_JOB_H
#define CPROF_WEB_WEB_JOB_H

#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/out.h"

enum { WEB_TYPE_MAX = 64, WEB_ANSWER_MAX = 256 * 1024 * 1024 };

/* An answer: its status of HTTP, and its bytes. */
struct web_answer {
	int32_t status;
	bool gzip;               /* the body is compressed */
	char type[WEB_TYPE_MAX]; /* of its content: "application/json" */
	char file[WEB_TYPE_MAX]; /* what a browser is to save it as; "": it shows it */
	struct out body;         /* the caller releases it */
};

struct web_job {
	pid_t pid; /* 0: there is none */
	int fd;    /* what the child writes */
	struct out bytes;
	int64_t deadline; /* by clock_ms */
};

/*
 * Starts a child that calls make(context, answer). The process must have one thread. False when it cannot be
 * started.
 */
bool web_job_start(struct web_job *job, void (*make)(void *context, struct web_answer *answer),
	void *context, int64_t deadline, struct err *err);

/*
 * Call it when fd is readable. Returns true when the child has ended; then *answer is what it made. When the child
 * broke off, that has no type, and its body is a sentence that says why: status 503 for a limit, else 500.
 */
bool web_job_read(struct web_job *job, struct web_answer *answer);

/* Ends the child, and releases the job. */
void web_job_end(struct web_job *job);

#endif
