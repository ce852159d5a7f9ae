/*
 * fuzz_shell.c: lines of the console, and what they ask for.
 *
 * In: the corpus of fuzz_line: lines, which are read one after the other in one session with a fixed tiny
 * profile, so that what one assigns holds for the next. What a line asks for is done, but nothing is delivered.
 */
#include "command/tokenizer.h"
#include "fuzz.h"
#include "shell/actions.h"

enum { LINES_MAX = 32, LINE_MAX_BYTES = 2048 };

static bool run_statement(struct shell *s, struct str statement, struct err *err)
{
	struct out out = {.terminal = true};
	struct request q = {0};
	enum line_kind kind;
	bool ok;

	arena_rewind(&s->command);
	if (!shell_parse(s, statement, &kind, &q, err))
		return false;
	if (kind == LINE_NOTHING || kind == LINE_OPTION)
		return true;
	if (kind == LINE_VERB) {
		/* Those that read or write files, or run programs, are left alone. */
		if (q.verb->kind == WORDS_PATH || q.verb->kind == WORDS_PRESET ||
			q.verb->kind == WORDS_SHELL)
			return true;
		q.pipe = q.config.output = STR("");
		return shell_do(s, &q, err);
	}
	if (q.command == NULL)
		fuzz_broken("a report that is asked for is there", "none");
	ok = shell_make_report(s, &q, &out, err);
	if (ok && command_is_text(q.command))
		fuzz_check_terminal(&out);
	out_release(&out);
	return ok;
}

/* The statements of a line, up to the first that fails. */
static bool run_line(struct shell *s, struct str line, struct err *err)
{
	struct str rest = line, statement;

	while (tokenizer_statement(&rest, &statement))
		if (!run_statement(s, statement, err))
			return false;
	return true;
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
	shell_enter_console(&f.s);
	while (n++ < LINES_MAX && str_split(&rest, '\n', &line)) {
		struct err err = {0};

		fuzz_check_err(run_line(&f.s, str_sub(line, 0, LINE_MAX_BYTES), &err), &err);
	}
	fuzz_close(&f);
	return 0;
}
