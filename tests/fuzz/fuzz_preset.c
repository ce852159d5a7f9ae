/*
 * fuzz_preset.c: options that are kept in a file, and are lines again.
 *
 * In: pairs of a byte that chooses an option and a value, up to a newline. What can be set is saved, and each
 * line of the file must set the same again: saved once more, the file has the same bytes.
 */
#include <stdlib.h>

#include "broken.h"
#include "command/line.h"
#include "command/presets.h"
#include "command/tokenizer.h"
#include "files.h"

/* Sets what the input says. Values that are refused are no concern of ours. */
static void set_options(struct config *c, struct arena *a, struct str rest)
{
	struct str line;

	while (str_split(&rest, '\n', &line)) {
		struct err err = {0};
		const struct option *o;

		/* A backslash at the end would be the quote's: such values are kept without quotes. */
		if (line.n == 0 || str_ends(line, STR("\\")))
			continue;
		o = &config_options[(unsigned char)line.p[0] % N_OPTIONS];
		fuzz_check_err(config_set(c, a, o, str_from(line, 1), CONFIG_CONSOLE, &err), &err);
	}
}

static struct str save(struct arena *a, const struct config *c, const char *name)
{
	const char *path;
	struct err err = {0};

	if (!preset_save(a, str_from_c(name), c, &path, &err))
		fuzz_broken("a preset is saved", err.text);
	return files_read(a, path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct profile none;
	struct arena command = {0}, life = {0}, a = {0};
	struct config first, second;
	const struct line_scope scope = {.arena = &command,
		.life = &life,
		.config = &second,
		.profile = &none};
	struct str saved, rest, line;

	setenv("XDG_CONFIG_HOME", files_folder(), 1);
	config_init(&first);
	config_init(&second);
	set_options(&first, &life, (struct str){(const char *)data, size});
	saved = rest = save(&a, &first, "one");
	while (str_split(&rest, '\n', &line)) {
		struct request q = {0};
		struct err err = {0};
		enum line_kind kind;
		struct str statements = line, statement;

		while (tokenizer_statement(&statements, &statement))
			if (!line_parse(&scope, statement, &kind, &q, &err))
				fuzz_broken("a line of a preset is understood", err.text);
	}
	if (!str_eq(save(&a, &second, "two"), saved))
		fuzz_broken("a preset sets what was saved", arena_c(&a, saved));
	arena_release(&command);
	arena_release(&life);
	arena_release(&a);
	return 0;
}
