/*
 * fuzz_speedscope.c: files of speedscope: what is read is written, and read again.
 *
 * In: a file. What is read is written as profile.proto and as a file of speedscope; this must be read again, and from
 * then on be written as the same bytes.
 */
#include <string.h>

#include "command/commands.h"
#include "read.h"
#include "session/run.h"

#define MAX_SIZE ((uint64_t)4 << 20)

/* Writes the file; false where a profile has values below zero, which the format has not. */
static bool write_file(const struct profile *p, struct out *out)
{
	struct arena a = {0};
	struct store store = {.profile = p};
	struct run run = {.arena = &a, .out = out};
	struct request q = {.command = command_find(STR("speedscope")), .regex = STR("")};
	struct err err = {0};
	bool ok;

	config_init(&q.config);
	q.config.granularity = GRANULARITY_LINES;
	ok = session_run(&store, &q, &run, &err);
	if (!ok && strstr(err.text, "below zero") == NULL)
		fuzz_broken("any profile can be written for speedscope", err.text);
	arena_release(&a);
	return ok;
}

static void check_again(struct arena *a, const struct profile *p)
{
	const struct load_limits limits = {.max_size = (uint64_t)1 << 30};
	struct out first = {0}, second = {0};
	struct profile read = {0};
	struct err err = {0};

	if (write_file(p, &first)) {
		if (!fuzz_read(a, (struct str){first.p, first.n}, &limits, &read, &err))
			fuzz_broken("a file that was written can be read", err.text);
		write_file(&read, &second);
		if (first.n != second.n || memcmp(first.p, second.p, first.n) != 0)
			fuzz_broken("a file that was read is written as the same", "");
	}
	out_release(&first);
	out_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct load_limits limits = {.max_size = MAX_SIZE};
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};

	if (fuzz_read(&a, (struct str){(const char *)data, size}, &limits, &p, &err)) {
		fuzz_check_written(&p);
		check_again(&a, &p);
	}
	arena_release(&a);
	return 0;
}
