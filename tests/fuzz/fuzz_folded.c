/*
 * fuzz_folded.c: folded stacks: what is read is written, and read again.
 *
 * In: a byte of flags, then the file. What is read is written as profile.proto, and as folded stacks with all
 * types: these must be read again, and from then on be written as the same bytes.
 */
#include <string.h>

#include "command/commands.h"
#include "read.h"
#include "session/run.h"

enum {
	NAMED = 1,
	SMALL = 2,
	HEADER = 4
}; /* in the first byte; HEADER: a header stands before the file */

#define MAX_SIZE ((uint64_t)4 << 20)

static void write_folded(const struct profile *p, struct out *out)
{
	struct arena a = {0};
	struct store store = {.profile = p};
	struct run run = {.arena = &a, .out = out};
	struct request q = {.command = command_find(STR("folded")),
		.regex = STR(""),
		.value = STR("all")};
	struct err err = {0};

	config_init(&q.config);
	if (!session_run(&store, &q, &run, &err))
		fuzz_broken("any profile can be written as folded stacks", err.text);
	arena_release(&a);
}

static void check_again(struct arena *a, const struct profile *p)
{
	const struct load_limits limits = {.max_size = (uint64_t)1 << 30};
	struct out first = {0}, second = {0};
	struct profile read = {0};
	struct err err = {0};

	write_folded(p, &first);
	if (!fuzz_read(a, (struct str){first.p, first.n}, &limits, &read, &err))
		fuzz_broken("folded stacks that were written can be read", err.text);
	write_folded(&read, &second);
	if (first.n != second.n || memcmp(first.p, second.p, first.n) != 0)
		fuzz_broken("folded stacks that were read are written as the same", "");
	out_release(&first);
	out_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct str header = {"# stack;a/b c/seconds\n", 22};
	struct load_limits limits = {.max_size = MAX_SIZE};
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};
	struct out file = {0};

	if (size == 0)
		return 0;
	if (data[0] & NAMED)
		limits.folded_type = STR("wall/seconds");
	if (data[0] & SMALL)
		limits.max_size = 2000;
	if (data[0] & HEADER)
		out_str(&file, header);
	out_bytes(&file, data + 1, size - 1);
	if (fuzz_read(&a, (struct str){file.p, file.n}, &limits, &p, &err)) {
		fuzz_check_written(&p);
		check_again(&a, &p);
	}
	out_release(&file);
	arena_release(&a);
	return 0;
}
