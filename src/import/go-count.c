/*
 * go-count.c: reads the profiles of counts that Go prints with debug=1: goroutine, threadcreate,
 * and all that a program registers with pprof.NewProfile.
 *
 *	goroutine profile: total 7
 *	3 @ 0x47b1a5 0x46e321
 *
 * Comments and blank lines may stand anywhere. A line of --- ends the samples; a memory map may
 * follow. The one value has the profile's name.
 * Note: a count is read as Go reads literals, so 010 is eight.
 */
#include "base/ascii.h"
#include "base/num.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

/* Matches \S+ profile: total \d+ with the whole line; *name is the \S+. */
static bool header(struct str line, struct str *name)
{
	static const struct str words = {" profile: total ", 16};
	struct str rest;
	size_t n = 0;

	while (n < line.n && !import_is_space(line.p[n]))
		n++;
	*name = str_sub(line, 0, n);
	rest = str_from(line, n);
	return n != 0 && import_take(&rest, words) &&
		import_take_run(&rest, ascii_is_digit).n != 0 && rest.n == 0;
}

/* Finds the first line of a head that is neither blank nor a comment. False when there is none. */
static bool first_line(struct str head, struct str *line)
{
	while (str_split(&head, '\n', line))
		if (!import_blank(*line))
			return true;
	return false;
}

/* True when the head ends within this line, and the line is text as far as it goes. */
static bool is_cut(struct str line, struct str head)
{
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < 0x20)
			return false;
	return line.n != 0 && line.p + line.n == head.p + STREAM_HEAD;
}

bool import_go_count_claims(struct str head)
{
	struct str line, name;

	if (head.n == 0)
		return false;
	if (!first_line(head, &line))
		return head.n == STREAM_HEAD; /* nothing but comments so far */
	if (str_ends(line, STR("\r")))
		line.n--;
	return header(line, &name) || is_cut(line, head);
}

/* Reads \d+ @( 0x[0-9a-f]+)*, the whole line. pprof requires an address, but Go may print none. */
static bool sample(struct import *im, int64_t *count)
{
	struct str rest = im->line, number = import_take_run(&rest, ascii_is_digit), word;

	if (!num_int(number, 0, count) || !import_take(&rest, STR(" @")))
		return false;
	if (str_trim(rest).n == 0)
		return true;
	if (!import_take(&rest, STR(" ")))
		return false;
	while (str_split(&rest, ' ', &word)) {
		uint64_t address;

		for (size_t i = 2; i < word.n; i++)
			if (!ascii_is_lower_hex(word.p[i]))
				return false;
		if (!str_starts(word, STR("0x")) || !num_uint(str_from(word, 2), 16, &address))
			return false;
		/* The address is where the call returns to. */
		import_add_frame(im, address - 1);
	}
	return true;
}

enum import_result import_go_count_read(struct import *im, struct err *err)
{
	struct str name;
	int64_t count;

	import_skip_blank(im);
	if (!header(im->line, &name))
		return IMPORT_NOT_MINE;
	import_mine(im);
	import_add_type(im, name, STR("count"));
	import_period(im, name, STR("count"), 1);
	while (import_next(im)) {
		if (import_blank(im->line)) {
			import_go_comment(im, im->line);
			continue;
		}
		if (str_starts(im->line, STR("---")))
			break;
		if (!sample(im, &count))
			return import_fail(im, err,
				"not a count and a stack: NUMBER @ 0x... 0x...");
		if (!import_add_sample(im, &count, err))
			return IMPORT_FAILED;
	}
	return import_memory_map_find(im, err);
}
