/*
 * fuzz_args.c: the command line.
 *
 * In: arguments, each ended by a NUL byte or a newline. They are parsed as main.c does it; the
 * report that they ask for is made of a fixed tiny profile, whatever source they name.
 */
#include <stdlib.h>

#include "fuzz.h"

#include "command/help.h"

enum { ARGS_MAX = 64 };

/* Splits text, which is NUL-terminated, in place. Returns how many there are. */
static int split(char *text, size_t n, char **args)
{
	int count = 0;

	for (size_t at = 0; at < n && count < ARGS_MAX; at++) {
		args[count++] = text + at;
		at += strcspn(text + at, "\n");
		text[at] = '\0';
	}
	return count;
}

static bool run(struct shell *s, char **args, int n, struct err *err)
{
	struct out out = {.terminal = true};
	struct request q = {0};
	bool ok = true;

	if (!shell_read_args(s, args, n, &q, err))
		return false;
	if (s->args.flags.help) {
		help_usage(&out);
	} else if (!s->args.flags.version && q.command != NULL) {
		fuzz_load_tiny(s);
		ok = shell_make_report(s, &q, &out, err);
	}
	if (ok && (q.command == NULL || command_is_text(q.command)))
		fuzz_check_terminal(&out);
	out_release(&out);
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *args[ARGS_MAX], *text = malloc(size + 1);
	struct err err = {0};
	struct fuzz_session f;

	if (text == NULL)
		return 0;
	if (size != 0)
		memcpy(text, data, size);
	text[size] = '\0';
	fuzz_open(&f, true);
	fuzz_check_err(run(&f.s, args, split(text, size, args), &err), &err);
	fuzz_close(&f);
	free(text);
	return 0;
}
