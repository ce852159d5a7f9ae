/*
 * fuzz_line.c: lines of the console.
 *
 * In: lines, which are parsed one after the other in one session with a fixed tiny profile, so that
 * what one assigns holds for the next. What a line asks for is done, but nothing is delivered.
 */
#include "fuzz.h"

enum { LINES_MAX = 32, LINE_MAX_BYTES = 2048 };

static bool run_line(struct session *s, struct str line, struct err *err)
{
	struct out out = {.terminal = true};
	struct request q = {0};
	enum line_kind kind;
	bool ok = true;

	if (!session_parse_line(s, line, &kind, &q, err))
		return false;
	switch (kind) {
	case LINE_NOTHING:
	case LINE_EXIT:
		break;
	case LINE_OPTIONS:
		session_options(s, &out);
		break;
	case LINE_HELP:
		if (q.regex.n == 0)
			session_help(&out);
		else
			ok = session_help_on(q.regex, &out, err);
		break;
	case LINE_REPORT:
		if (q.command == NULL || q.command->report == NULL)
			fuzz_broken("a report that is asked for is there", "none");
		ok = session_run(s, &q, &out, err);
		break;
	}
	if (ok && (q.command == NULL || command_is_text(q.command)))
		fuzz_check_terminal(&out);
	out_release(&out);
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, line;
	struct fuzz_session f;
	int n = 0;

	if (size == 0)
		return 0;
	fuzz_open(&f, true);
	fuzz_load_tiny(&f.s);
	session_enter_console(&f.s);
	while (n++ < LINES_MAX && str_split(&rest, '\n', &line)) {
		struct err err = {0};

		fuzz_check_err(run_line(&f.s, str_sub(line, 0, LINE_MAX_BYTES), &err), &err);
	}
	fuzz_close(&f);
	return 0;
}
