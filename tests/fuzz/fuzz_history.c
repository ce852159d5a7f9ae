/*
 * fuzz_history.c: the file with the lines that were typed.
 *
 * In: the file. What is read of it are lines to keep; putting it in order changes nothing of what is read, and
 * nothing at all the second time; a line that is added is the last one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "broken.h"
#include "console/history.h"
#include "files.h"

static struct out lines;
static size_t n_lines;

static void add(const char *line)
{
	if (!history_keeps(str_from_c(line)))
		fuzz_broken("what is read is to be kept", line);
	out_str(&lines, str_from_c(line));
	out_lit(&lines, "\n");
	n_lines++;
}

/* The lines that are read of the file, in the arena. */
static struct str read_lines(struct arena *a, const char *path)
{
	out_clear(&lines);
	n_lines = 0;
	history_read(path, add);
	if (n_lines > HISTORY_LINES)
		fuzz_broken("no more lines are read than are kept", path);
	return arena_str(a, (struct str){lines.p, lines.n});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = files_write("history", (struct str){(const char *)data, size});
	struct arena a = {0};
	struct str before = read_lines(&a, path), tidy;

	history_tidy(path);
	if (!str_eq(read_lines(&a, path), before))
		fuzz_broken("putting the file in order loses no line", path);
	tidy = files_read(&a, path);
	history_tidy(path);
	if (!str_eq(files_read(&a, path), tidy))
		fuzz_broken("a file that is in order stays", path);
	history_append(path, STR("top 3"));
	if (!str_ends(read_lines(&a, path), STR("top 3\n")))
		fuzz_broken("a line that is added is the last one", path);
	out_release(&lines);
	arena_release(&a);
	return 0;
}
