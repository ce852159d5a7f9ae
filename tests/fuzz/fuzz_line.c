/*
 * fuzz_line.c: lines of the console: statements, words, quotes, assignments, names that are pasted.
 *
 * In: lines, which are read one after the other with the names of a fixed tiny profile, so that what
 * one assigns holds for the next. What a line asks for is not done here but in fuzz_shell.
 */
#include <stdlib.h>

#include "command/commands.h"
#include "command/line.h"
#include "command/tokenizer.h"
#include "read.h"
#include "tiny.h"

enum { LINES_MAX = 32, LINE_MAX_BYTES = 2048 };

/* Notes go to a terminal. */
static void check_note(void *context, struct str line)
{
	struct out out = {.terminal = true};

	(void)context;
	out_str(&out, line);
	fuzz_check_terminal(&out);
	out_release(&out);
}

/* The tiny profile, read once; it lives as long as the program. */
static const struct profile *tiny(void)
{
	static struct profile p;
	static struct arena a;
	struct load_limits limits = {0};
	struct out m = {0};
	struct err err = {0};

	if (p.n_samples != 0)
		return &p;
	fuzz_tiny(&m, fuzz_tiny_names);
	if (!fuzz_read(&a, (struct str){m.p, m.n}, &limits, &p, &err))
		fuzz_broken("the tiny profile is valid", err.text);
	out_release(&m);
	return &p;
}

static void read_statement(const struct line_scope *s, struct str statement)
{
	struct request q = {0};
	struct err err = {0};
	enum line_kind kind;
	bool ok;

	ok = line_parse(s, statement, &kind, &q, &err);
	fuzz_check_err(ok, &err);
	if (ok && kind == LINE_REPORT && q.command == NULL)
		fuzz_broken("a report that is asked for is there", "none");
	if (ok && kind == LINE_VERB && q.verb == NULL)
		fuzz_broken("a verb that is to be done is there", "none");
	if (ok && kind == LINE_OPTION && q.option == NULL)
		fuzz_broken("an option that is to be shown is there", "none");
}

/* What is typed behind a value in quotes is that value. */
static void check_quoting(struct arena *a, struct str text)
{
	struct str bare, quoted = tokenizer_quote(a, text);
	struct err err = {0};

	if (!tokenizer_value(a, quoted, &bare, &err))
		fuzz_broken("what is quoted can be read", err.text);
	if (!str_eq(bare, tokenizer_trim(text)) && !str_eq(bare, text))
		fuzz_broken("what is quoted is read as it was", "other text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, line, statement;
	const struct notes notes = {.note = check_note};
	struct arena command = {0}, life = {0};
	struct config config;
	const struct line_scope scope = {.arena = &command,
		.life = &life,
		.config = &config,
		.profile = tiny(),
		.notes = &notes};
	int n = 0;

	if (size == 0)
		return 0;
	config_init(&config);
	while (n++ < LINES_MAX && str_split(&rest, '\n', &line)) {
		line = str_sub(line, 0, LINE_MAX_BYTES);
		check_quoting(&command, line);
		while (tokenizer_statement(&line, &statement)) {
			read_statement(&scope, statement);
			arena_rewind(&command);
		}
	}
	arena_release(&command);
	arena_release(&life);
	return 0;
}
