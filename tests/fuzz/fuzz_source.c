/*
 * fuzz_source.c: source files, which may hold anything, under names that may be anything.
 *
 * In: a name up to the first newline, the name as it was recorded up to the second one; then the file. It
 * is in a folder of its own, where it is looked for under the name, and found under another.
 */
#include <string.h>

#include "broken.h"
#include "files.h"
#include "objfile/source-file.h"

static void check_lines(const struct source_file *f)
{
	struct str line;
	size_t bytes = 0;

	for (uint32_t i = 1; i <= f->n_lines; i++) {
		if (!source_line(f, i, &line))
			fuzz_broken("there are as many lines as it says", f->path.p);
		if (line.n != 0 && memchr(line.p, '\n', line.n) != NULL)
			fuzz_broken("a line has no end in it", f->path.p);
		bytes += line.n;
	}
	if (source_line(f, (int64_t)f->n_lines + 1, &line) || source_line(f, 0, &line) ||
		source_line(f, -1, &line))
		fuzz_broken("there are no more lines than it says", f->path.p);
	if (bytes > f->text.n)
		fuzz_broken("lines are parts of the text", f->path.p);
}

static void check_name(struct source_finder *finder, struct str name, struct str recorded)
{
	const struct source_file *f = source_find(finder, name, recorded);
	struct str folder = str_from_c(files_folder());

	if (source_find(finder, name, recorded) != f)
		fuzz_broken("a name is looked for once", "another file");
	if ((f->path.n == 0) != (f->missing.n != 0))
		fuzz_broken("a file is found, or it is said where it was looked for",
			"neither or both");
	if (f->path.n != 0 && name.p[0] != '/' && !str_starts(f->path, folder) &&
		str_find(name, STR("://"), 0) == name.n && !str_starts(name, STR("file:")))
		return; /* a folder above */
	check_lines(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, name, recorded;
	const struct source_env env = {{0}};
	struct source_finder finder;
	struct arena a = {0};

	if (size == 0 || !str_split(&rest, '\n', &name) || !str_split(&rest, '\n', &recorded))
		return 0;
	files_write("a.go", rest);
	source_finder_init(&finder, &a, str_from_c(files_folder()), STR(""), &env);
	check_lines(source_find(&finder, STR("a.go"), STR("")));
	if (name.n != 0 && !str_eq(name, STR("a.go")))
		check_name(&finder, name, recorded);
	source_finder_release(&finder);
	arena_release(&a);
	return 0;
}
