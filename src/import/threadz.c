/*
 * threadz.c: reads threadz: the stacks of all threads of a process at one moment.
 *
 * In: text. "--- threadz N ---" and anything up to the first "--- Thread ID (name: NAME/N) stack: ---";
 * then addresses as 0x..., one or more a line, up to the next line of ---. A thread may have "same
 * as previous thread" instead. The memory map or "---- no stack trace for" ends it. Out: one value,
 * thread.
 * The one thing to get wrong: without that end the file is refused, as in pprof; it is cut off.
 */
#include "base/ascii.h"
#include "import/reader.h"

/* The format's two first lines, anywhere in a line. --- threadz \d+ --- */
static bool starts_threadz(struct str line)
{
	static const struct str mark = {"--- threadz ", 12};

	for (size_t at = str_find(line, mark, 0); at < line.n; at = str_find(line, mark, at + 1)) {
		struct str s = str_from(line, at + mark.n);

		if (legacy_run(&s, ascii_is_digit).n != 0 && str_starts(s, STR(" ---")))
			return true;
	}
	return false;
}

/* --- Thread [[:xdigit:]]+ \(name: (.*)/(\d+)\) stack: --- */
static bool starts_thread(struct str line)
{
	static const struct str mark = {"--- Thread ", 11}, end = {") stack: ---", 12};
	struct str name = {NULL, 0};

	for (size_t at = str_find(line, mark, 0); at < line.n; at = str_find(line, mark, at + 1)) {
		name = str_from(line, at + mark.n);
		if (legacy_run(&name, ascii_is_hex).n != 0 && legacy_take(&name, STR(" (name: ")))
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

bool legacy_threads_claims(struct str head)
{
	struct str line;

	while (str_split(&head, '\n', &line))
		if (!legacy_blank(line))
			return starts_threadz(line) || starts_thread(line);
	return false; /* legacy_count_claims has comments alone */
}

/*
 * Reads a thread's stack into the open sample, from behind its first line on. *line is then the
 * line that ends it; the last one, if none does.
 */
static bool take_stack(struct legacy *l, struct str *line, bool *same, struct err *err)
{
	*same = false;
	*line = (struct str){l->text.p, 0};
	while (legacy_next(l)) {
		*line = legacy_trim(l->line);
		if (line->n == 0)
			continue;
		if (str_starts(*line, STR("---")))
			break;
		if (str_find(*line, STR("same as previous thread"), 0) < line->n) {
			*same = true;
			continue;
		}
		if (!legacy_add_addresses(l, *line, LAND_ON_CALLS_BUT_LEAF)) {
			legacy_fail(l, err, "an address of more than 64 bits");
			return false;
		}
	}
	return true;
}

/* Skips from the first line to the first thread's. */
static enum legacy_result skip_header(struct legacy *l, struct str *line)
{
	legacy_skip_blank(l);
	*line = l->line;
	if (!starts_threadz(*line))
		return starts_thread(*line) ? LEGACY_READ : LEGACY_NOT_MINE;
	while (legacy_next(l)) {
		*line = l->line;
		if (legacy_maps_here(*line) || str_starts(*line, STR("-")))
			break;
	}
	return LEGACY_READ;
}

/* Reads a thread, whose first line was read. *line is then the one that ends it. */
static enum legacy_result take_thread(struct legacy *l, struct str *line, struct err *err)
{
	static const int64_t one = 1;
	bool same;

	if (!take_stack(l, line, &same, err))
		return LEGACY_FAILED;
	if (!same && legacy_open_frames(l) != 0)
		return legacy_add_sample(l, &one, err) ? LEGACY_READ : LEGACY_FAILED;
	legacy_drop_open(l);
	if (l->samples.n != 0)
		l->values.p[l->samples.n - 1]++;
	return LEGACY_READ;
}

enum legacy_result legacy_threads_read(struct legacy *l, struct err *err)
{
	struct str line;
	enum legacy_result result = skip_header(l, &line);

	legacy_add_type(l, STR("thread"), STR("count"));
	legacy_period(l, STR("thread"), STR("count"), 1);
	while (result == LEGACY_READ && !legacy_maps_here(line)) {
		if (str_starts(line, STR("---- no stack trace for")))
			break;
		if (!starts_thread(line))
			return legacy_not_mine(l, err,
				"neither a thread nor the memory map; is the file cut off?");
		result = take_thread(l, &line, err);
	}
	l->twin_leaf = true;
	return result == LEGACY_READ ? legacy_maps_find(l, err) : result;
}
