/*
 * web-job.c: tests of answers that a child makes, and of its limits.
 */
#include "web/web-job.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "unit.h"

/* Has a child make an answer. The caller releases its body. */
static struct web_answer answer_of(void (*make)(void *context, struct web_answer *answer))
{
	struct web_job job;
	struct web_answer answer;
	struct pollfd fd = {.events = POLLIN};
	struct err err;

	assert_true(web_job_start(&job, make, NULL, INT64_MAX, &err));
	fd.fd = job.fd;
	do
		poll(&fd, 1, -1);
	while (!web_job_read(&job, &answer));
	assert_int_equal(job.pid, 0);
	return answer;
}

static void assert_answer(void (*make)(void *context, struct web_answer *answer), int status,
	const char *type, const char *says)
{
	struct web_answer a = answer_of(make);

	assert_int_equal(a.status, status);
	assert_string_equal(a.type, type);
	out_bytes(&a.body, "", 1);
	if (strstr(a.body.p, says) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", a.body.p, says);
	out_release(&a.body);
}

static void make_greeting(void *context, struct web_answer *answer)
{
	(void)context;
	answer->status = 200;
	strcpy(answer->type, "text/plain");
	out_lit(&answer->body, "good morning");
}

TEST(an_answer_comes_from_a_child)
{
	assert_answer(make_greeting, 200, "text/plain", "good morning");
}

static void make_much(void *context, struct web_answer *answer)
{
	struct rlimit data;

	getrlimit(RLIMIT_DATA, &data);
	if (data.rlim_cur == RLIM_INFINITY && access("/proc/self/statm", R_OK) == 0) {
		make_greeting(context, answer);
		return;
	}
#ifdef UNIT_ASAN /* which calls it an error to ask for so much */
	mem_exhausted();
#else
	free(mem_zeroed(1, data.rlim_cur));
	make_greeting(context, answer);
#endif
}

TEST(its_memory_is_limited)
{
	assert_answer(make_much, 503, "", "a quarter of this machine's");
}

/* The limit itself would take ten minutes. */
static void make_for_ever(void *context, struct web_answer *answer)
{
	struct rlimit cpu;

	getrlimit(RLIMIT_CPU, &cpu);
	if (cpu.rlim_cur == RLIM_INFINITY)
		make_greeting(context, answer);
	cpu.rlim_cur = 1;
	setrlimit(RLIMIT_CPU, &cpu);
	while (cpu.rlim_cur == 1)
		getrlimit(RLIMIT_CPU, &cpu);
}

TEST(its_processor_time_is_limited)
{
	assert_answer(make_for_ever, 503, "", "seconds of processor time");
}

static void make_killed(void *context, struct web_answer *answer)
{
	(void)context, (void)answer;
	raise(SIGKILL);
}

static void make_crash(void *context, struct web_answer *answer)
{
	(void)context, (void)answer;
	signal(SIGSEGV, SIG_DFL);
	raise(SIGSEGV);
}

static void make_exit(void *context, struct web_answer *answer)
{
	(void)context, (void)answer;
	_exit(3);
}

TEST(how_it_ended_is_told)
{
	assert_answer(make_killed, 503, "", "perhaps because memory ran out");
	assert_answer(make_crash, 500, "", "signal 11");
	assert_answer(make_exit, 500, "", "broke off");
}

static void make_never(void *context, struct web_answer *answer)
{
	(void)context, (void)answer;
	for (;;)
		pause();
}

TEST(it_is_ended_when_nobody_waits)
{
	struct web_job job;
	struct err err;
	pid_t pid;

	assert_true(web_job_start(&job, make_never, NULL, INT64_MAX, &err));
	pid = job.pid;
	assert_int_equal(kill(pid, 0), 0);
	web_job_end(&job);
	assert_int_equal(kill(pid, 0), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_comes_from_a_child),
		cmocka_unit_test(its_memory_is_limited),
		cmocka_unit_test(its_processor_time_is_limited),
		cmocka_unit_test(how_it_ended_is_told),
		cmocka_unit_test(it_is_ended_when_nobody_waits),
	};

	return cmocka_run_group_tests_name("web-job", tests, NULL, NULL);
}
