/*
 * fuzz_perf_script.c: the output of perf script.
 *
 * In: a byte of flags, then the file. Its lines are taken apart, and all parts must be views of the line. Then the file
 * is read; what is read is written as profile.proto, which must be read again.
 */
#include "import/perf-text.h"
#include "read.h"

enum { SMALL = 1 }; /* in the first byte */

#define MAX_SIZE ((uint64_t)4 << 20)

static void check_view(struct str line, struct str part)
{
	if (part.n != 0 && (part.p < line.p || part.p + part.n > line.p + line.n))
		fuzz_broken("what a line of perf is taken apart to is a part of it", "");
}

static void check_line(struct str line)
{
	struct perf_text_frame f;
	struct perf_text_head h;
	struct str file;
	int64_t number;
	bool inlined;

	if (perf_text_frame(line, &f)) {
		check_view(line, f.name);
		check_view(line, f.file);
	}
	perf_text_head(line, &h);
	check_view(line, h.comm);
	check_view(line, h.event);
	check_view(line, h.frame);
	if (perf_text_place(line, &file, &number, &inlined))
		check_view(line, file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct load_limits limits = {.max_size = MAX_SIZE};
	struct str text, rest, line;
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};

	if (size == 0)
		return 0;
	if (data[0] & SMALL)
		limits.max_size = 2000;
	text = rest = (struct str){(const char *)data + 1, size - 1};
	while (str_split(&rest, '\n', &line))
		check_line(line);
	if (fuzz_read(&a, text, &limits, &p, &err))
		fuzz_check_written(&p);
	arena_release(&a);
	return 0;
}
