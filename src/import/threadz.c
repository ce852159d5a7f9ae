/*
 * threadz.c: reads threadz: the stacks of all threads of a process at one moment.
 *
 *	--- threadz 1 ---
 *	--- Thread 7f794ab90940 (name: main/14748) stack: ---
 *	  0x400100
 *	  0x400200
 *
 * Anything may stand between the first line and the first thread. A thread has addresses, one or
 * more a line, or "same as previous thread". The memory map or "---- no stack trace for" ends the
 * threads. The value is thread.
 * Note: as in pprof, a file without that end is refused, because it is cut off.
 */
#include "base/ascii.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

/* True when a line has --- threadz \d+ --- anywhere. */
static bool starts_threadz(struct str line)
{
	static const struct str mark = {"--- threadz ", 12};

	for (size_t at = str_find(line, mark, 0); at < line.n; at = str_find(line, mark, at + 1)) {
		struct str s = str_from(line, at + mark.n);

		if (import_take_run(&s, ascii_is_digit).n != 0 && str_starts(s, STR(" ---")))
			return true;
	}
	return false;
}

/* True when a line has --- Thread [[:xdigit:]]+ \(name: (.*)/(\d+)\) stack: --- anywhere. */
static bool starts_thread(struct str line)
{
	static const struct str mark = {"--- Thread ", 11}, end = {") stack: ---", 12};
	struct str name = {NULL, 0};

	for (size_t at = str_find(line, mark, 0); at < line.n; at = str_find(line, mark, at + 1)) {
		name = str_from(line, at + mark.n);
		if (import_take_run(&name, ascii_is_hex).n != 0 &&
			import_take(&name, STR(" (name: ")))
			break;
		name = (struct str){NULL, 0};
	}
	if (name.p == NULL)
		return false;
	for (size_t at = str_find(name, end, 0); at < name.n; at = str_find(name, end, at + 1)) {
		size_t digit = at;

		while (digit > 0 && ascii_is_digit(name.p[digit - 1]))
			digit--;
		if (digit < at && digit > 0 && name.p[digit - 1] == '/')
			return true;
	}
	return false;
}

bool import_threadz_claims(struct str head)
{
	struct str line;

	while (str_split(&head, '\n', &line))
		if (!import_blank(line))
			return starts_threadz(line) || starts_thread(line);
	return false; /* import_go_count_claims takes comments alone */
}

/*
 * Reads a thread's stack into the open sample, from the line after its first one on. Sets *line to
 * the line that ends it, or to the last line. *same: the stack is that of the thread before.
 */
static bool take_stack(struct import *im, struct str *line, bool *same, struct err *err)
{
	*same = false;
	*line = (struct str){im->text.p, 0};
	while (import_next(im)) {
		*line = import_trim(im->line);
		if (line->n == 0)
			continue;
		if (str_starts(*line, STR("---")))
			break;
		if (str_find(*line, STR("same as previous thread"), 0) < line->n) {
			*same = true;
			continue;
		}
		if (!import_add_addresses(im, *line, LAND_ON_CALLS_BUT_LEAF)) {
			import_fail(im, err, "an address of more than 64 bits");
			return false;
		}
	}
	return true;
}

/* Skips to the first line of the first thread. */
static enum import_result skip_header(struct import *im, struct str *line)
{
	import_skip_blank(im);
	*line = im->line;
	if (!starts_threadz(*line))
		return starts_thread(*line) ? IMPORT_READ : IMPORT_NOT_MINE;
	while (import_next(im)) {
		*line = im->line;
		if (import_memory_map_here(*line) || str_starts(*line, STR("-")))
			break;
	}
	return IMPORT_READ;
}

/* Reads a thread whose first line was read. Sets *line to the line that ends it. */
static enum import_result take_thread(struct import *im, struct str *line, struct err *err)
{
	static const int64_t one = 1;
	bool same;

	if (!take_stack(im, line, &same, err))
		return IMPORT_FAILED;
	if (!same && import_open_frames(im) != 0)
		return import_add_sample(im, &one, err) ? IMPORT_READ : IMPORT_FAILED;
	import_drop_open(im);
	if (im->samples.n != 0)
		im->values.p[im->samples.n - 1]++;
	return IMPORT_READ;
}

enum import_result import_threadz_read(struct import *im, struct err *err)
{
	struct str line;
	enum import_result result = skip_header(im, &line);

	import_add_type(im, STR("thread"), STR("count"));
	import_period(im, STR("thread"), STR("count"), 1);
	while (result == IMPORT_READ && !import_memory_map_here(line)) {
		if (str_starts(line, STR("---- no stack trace for")))
			break;
		if (!starts_thread(line))
			return import_not_mine(im, err,
				"neither a thread nor the memory map; is the file cut off?");
		result = take_thread(im, &line, err);
	}
	im->twin_leaf = true;
	return result == IMPORT_READ ? import_memory_map_find(im, err) : result;
}
