/*
 * web-job.c: Makes an answer in a child process, and takes it from its pipe.
 */
#include "web/web-job.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/process.h"

enum {
	FDS_MAX = 1024,     /* descriptors that a child looks through */
	POLITE_MS = 200,    /* for a child to end what it has started itself */
	PAUSE_US = 1000,    /* between two looks whether it has ended */
	CPU_SECONDS = 600,  /* even where the server is gone */
	MEMORY_SHARE = 4,   /* a child may take a quarter of the memory of the machine */
	NO_MEMORY_EXIT = 2, /* mem_exhausted */
};

#define LESS ". Ask for less of it, or use cprof on the command line."

/* What a child writes before the bytes of its answer. */
struct answer_head {
	int32_t status, gzip;
	char type[WEB_TYPE_MAX], file[WEB_TYPE_MAX];
};

/*
 * The child's. A socket that it kept would stay open for as long as it runs; and a pager would wait for the end of a
 * pipe.
 */
static void close_others(int own)
{
	struct stat st;

	for (int fd = STDERR_FILENO + 1; fd < FDS_MAX; fd++)
		if (fd != own && fstat(fd, &st) == 0 &&
			(S_ISSOCK(st.st_mode) || S_ISFIFO(st.st_mode)))
			close(fd);
}

/* Bytes that a child may take beside what the server has. */
static uint64_t memory_share(void)
{
	return (uint64_t)sysconf(_SC_PHYS_PAGES) / MEMORY_SHARE * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* Bytes that this process has written to, or may. 0 where the system does not tell. */
static uint64_t memory_taken(void)
{
	unsigned long long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	if (f == NULL)
		return 0;
	if (fscanf(f, "%*u %*u %*u %*u %*u %llu", &pages) != 1)
		pages = 0;
	fclose(f);
	return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* Sets a limit, unless there is a lower one. */
static void limit(int resource, uint64_t most)
{
	struct rlimit l;

	if (getrlimit(resource, &l) != 0 || l.rlim_cur <= most)
		return;
	l.rlim_cur = most;
	setrlimit(resource, &l);
}

/* What it starts, such as cprof-render, inherits the limits. */
static void limit_child(void)
{
	uint64_t taken = memory_taken();

	limit(RLIMIT_CPU, CPU_SECONDS);
	if (taken != 0)
		limit(RLIMIT_DATA, taken + memory_share());
}

/* Only in a build that counts which lines run: writes the counts, as exit does. */
void __gcov_dump(void) __attribute__((weak));

static _Noreturn void run_child(int fd, void (*make)(void *, struct web_answer *), void *context)
{
	struct web_answer answer = {.status = 500};
	struct answer_head head = {0};
	struct err ignored;
	sigset_t none;

	setpgid(0, 0);
	interrupt_release();
	process_forget();
	cleanup_forget();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	close_others(fd);
	limit_child();
	make(context, &answer);
	head.status = answer.status;
	head.gzip = answer.gzip;
	memcpy(head.type, answer.type, sizeof(head.type));
	memcpy(head.file, answer.file, sizeof(head.file));
	if (out_write(fd, (struct str){(const char *)&head, sizeof(head)}, &ignored))
		out_write(fd, (struct str){answer.body.p, answer.body.n}, &ignored);
	if (__gcov_dump != NULL)
		__gcov_dump();
	_exit(0);
}

bool web_job_start(struct web_job *job, void (*make)(void *context, struct web_answer *answer),
	void *context, int64_t deadline, struct err *err)
{
	int fds[2];
	sigset_t before;
	pid_t pid;

	if (!child_pipe(fds, err))
		return false;
	cleanup_hold(&before);
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		run_child(fds[1], make, context);
	}
	if (pid > 0) {
		setpgid(pid, pid);
		cleanup_child_runs(pid, CLEANUP_SESSION);
	}
	cleanup_unhold(&before);
	close(fds[1]);
	if (pid < 0) {
		close(fds[0]);
		return err_set(err, "no child process: %s", strerror(errno));
	}
	child_no_wait(fds[0]);
	*job = (struct web_job){.pid = pid, .fd = fds[0], .deadline = deadline};
	return true;
}

/* Takes the child's end, which has come or is about to. */
static int reap(struct web_job *job)
{
	int status = 0;

	cleanup_child_ended(job->pid);
	while (waitpid(job->pid, &status, 0) < 0 && errno == EINTR)
		;
	job->pid = 0;
	child_close(&job->fd);
	return status;
}

/* What is wrong with a child that did not answer. A limit is 503, and is named. */
static void tell_end(struct web_answer *answer, int status)
{
	struct out *o = &answer->body;
	int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	bool no_memory = signal == 0 && WEXITSTATUS(status) == NO_MEMORY_EXIT;

	answer->status = signal == SIGXCPU || signal == SIGKILL || no_memory ? 503 : 500;
	out_clear(o);
	if (no_memory)
		out_fmt(o,
			"The report needs more memory than a page may take, which is a quarter of "
			"this machine's (%llu MB)" LESS,
			(unsigned long long)(memory_share() / 1000000));
	else if (signal == SIGXCPU)
		out_fmt(o, "The report needs more than %d seconds of processor time" LESS,
			CPU_SECONDS);
	else if (signal == SIGKILL)
		out_lit(o, "The report was killed, perhaps because memory ran out" LESS);
	else if (signal != 0)
		out_fmt(o, "the report was ended by signal %d", signal);
	else
		out_lit(o, "the report broke off");
}

bool web_job_read(struct web_job *job, struct web_answer *answer)
{
	struct answer_head head;
	int status;

	while (child_take(&job->fd, &job->bytes))
		if (job->bytes.n > WEB_ANSWER_MAX)
			break;
	if (job->fd >= 0 && job->bytes.n <= WEB_ANSWER_MAX)
		return false;
	*answer = (struct web_answer){0};
	if (job->bytes.n > WEB_ANSWER_MAX) {
		web_job_end(job);
		answer->status = 413;
		out_lit(&answer->body,
			"the answer is larger than 256 MB; use cprof on the command line");
		return true;
	}
	status = reap(job);
	if (status != 0 || job->bytes.n < sizeof(head)) {
		tell_end(answer, status);
	} else {
		memcpy(&head, job->bytes.p, sizeof(head));
		answer->status = head.status;
		answer->gzip = head.gzip != 0;
		memcpy(answer->type, head.type, sizeof(answer->type));
		memcpy(answer->file, head.file, sizeof(answer->file));
		out_bytes(&answer->body, job->bytes.p + sizeof(head), job->bytes.n - sizeof(head));
	}
	out_release(&job->bytes);
	return true;
}

void web_job_end(struct web_job *job)
{
	int64_t until = clock_ms() + POLITE_MS;

	if (job->pid == 0)
		return;
	/* The child ends the programs that it has started, which are in groups of their own. */
	kill(-job->pid, SIGTERM);
	while (!child_ended(job->pid) && clock_ms() < until)
		usleep(PAUSE_US);
	kill(-job->pid, SIGKILL);
	reap(job);
	out_release(&job->bytes);
}
