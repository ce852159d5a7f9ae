/*
 * fuzz_report.c: a profile of any bytes, and reports of it.
 *
 * In: FUZZ_HEADER bytes that choose options (flags, a regular expression, then pairs as
 * fuzz_options reads them), then the profile, compressed or not. What decodes is run through all
 * rows of the table of commands that have a report; new ones are picked up from there. In libFuzzer
 * it is run through one of them, which the upper bits of the first byte choose.
 */
#include "fuzz.h"

enum { ALL_FRAMES = 1, AGAIN = 2, EDITS = 4, COMMAND_SHIFT = 3 }; /* in the first byte */

#define MAX_SIZE ((uint64_t)4 << 20)

static void run_commands(struct shell *s, uint8_t first, struct str regex)
{
	unsigned n = 0, chosen;

	for (const struct command *c = commands; c->name != NULL; c++)
		n++;
	chosen = (unsigned)(first >> COMMAND_SHIFT) % n;
	for (unsigned i = 0; i < n; i++)
		if (fuzz_is_thorough || i == chosen)
			fuzz_run(s, &commands[i], regex, first & AGAIN);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_session f;
	struct err err = {0};
	struct str bytes;

	if (size < FUZZ_HEADER)
		return 0;
	bytes = (struct str){(const char *)data + FUZZ_HEADER, size - FUZZ_HEADER};
	fuzz_open(&f, true);
	f.s.args.flags.all_frames = data[0] & ALL_FRAMES;
	if (data[0] & EDITS)
		f.s.args.flags.add_comment = f.s.args.flags.buildid = str_sub(bytes, 0, 8);
	if (fuzz_load(&f.s, bytes, MAX_SIZE, &err)) {
		fuzz_options(&f.s, data + 2, bytes);
		run_commands(&f.s, data[0], fuzz_regex(&f.s, data[1], bytes));
	}
	fuzz_close(&f);
	return 0;
}
