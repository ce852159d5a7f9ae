/*
 * recognize.c: tells by a file's first bytes whether it claims to be of a format.
 */
#include "import/recognize.h"

#include "base/array.h"
#include "base/ascii.h"
#include "import/perf-text.h"
#include "import/scan.h"
#include "profile/stream.h"

enum {
	HTML_HEAD = 512, /* so many bytes tell that a file is a page */
	FIRST_MAX = 120, /* bytes of a text of one line, which is shown */
};

/* True when the bytes are lines of text, as far as they go. */
static bool is_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\f' && c != '\033')
			return false;
	}
	return s.n != 0;
}

static bool has(struct str s, struct str what)
{
	return str_find(s, what, 0) + what.n <= s.n;
}

/* True when s begins with `what`, which is in lower case, in letters of either case. */
static bool begins_with(struct str s, struct str what)
{
	if (s.n < what.n)
		return false;
	for (size_t i = 0; i < what.n; i++)
		if (ascii_lower(s.p[i]) != what.p[i])
			return false;
	return true;
}

/*
 * Where `what`, which is in lower case, is in s, in letters of either case; s.n when it is not
 * there.
 */
static size_t find_any_case(struct str s, struct str what)
{
	size_t at = 0;

	while (at < s.n && !begins_with(str_from(s, at), what))
		at++;
	return at;
}

/* A text without white space around it and a UTF-8 byte order mark. */
static struct str trimmed(struct str head)
{
	static const struct str mark = {"\xef\xbb\xbf", 3};

	return str_trim(str_starts(head, mark) ? str_from(head, mark.n) : head);
}

/* Pages of proxies are often short, and may begin with a comment or as XML does. */
bool import_is_html(struct str head)
{
	struct str s = trimmed(str_sub(head, 0, HTML_HEAD));
	static const struct str begins[] = {
		{"<!doctype html", 14},
		{"<html", 5},
		{"<head", 5},
		{"<body", 5},
		{"<title", 6},
		{"<h1", 3},
	};

	for (size_t i = 0; i < ARRAY_LEN(begins); i++)
		if (begins_with(s, begins[i]))
			return true;
	return str_starts(s, STR("<")) && find_any_case(s, STR("<html")) < s.n;
}

bool import_is_listing(struct str head)
{
	return import_is_html(head) &&
		(has(head, STR("--heat:")) || has(head, STR("Pprof listing")));
}

/* The title of a page, such as "502 Bad Gateway", says more than any guess. */
bool import_explain_html(struct str head, struct err *err)
{
	size_t from, to;
	struct str title;

	if (has(head, STR("/debug/pprof")))
		return err_set(err,
			"the page that lists a server's profiles, not a profile: name one "
			"of them, such as /debug/pprof/heap");
	from = str_find(head, STR(">"), find_any_case(head, STR("<title")));
	to = str_find(head, STR("<"), from);
	if (to == head.n)
		return err_set(err,
			"an HTML page, not a profile: a server has sent it instead of one");
	title = str_trim(str_sub(head, from + 1, to - from - 1));
	return err_set(err,
		"an HTML page, \"%.*s\", not a profile: a server has sent it instead of one",
		STR_ARG(title));
}

/*
 * True of a line that perf script alone writes: a frame that is in its column, or has a binary; or a sample with time,
 * thread and event that is not of another tracer.
 */
static bool is_perf_line(struct str line)
{
	struct perf_text_frame f;
	struct perf_text_head h;

	if (perf_text_frame(line, &f))
		return (line.p[0] == '\t' && f.name.n != 0 && perf_text_in_column(line)) ||
			(ascii_is_blank(line.p[0]) &&
				(str_starts(f.file, STR("/")) || str_starts(f.file, STR("["))));
	return perf_text_head(line, &h) && h.event.n != 0 && h.tid != -1 &&
		(h.has_cpu || h.frame.n != 0 || h.period != -1);
}

/* True of a sample that is an address and a name, which may be of other programs too. */
static bool is_perf_address(struct str line)
{
	struct perf_text_head h;

	return line.p[0] == ' ' && perf_text_head(line, &h) && h.frame.n != 0;
}

/* True when `is` holds for some line of a text; with `all`, for every line that is not blank. */
static bool lines_are(struct str s, bool (*is)(struct str line), bool all)
{
	struct str line;
	size_t lines = 0, hits = 0;

	while (str_split(&s, '\n', &line)) {
		if (str_ends(line, STR("\r")))
			line.n--;
		if (str_trim(line).n == 0)
			continue;
		lines++;
		hits += is(line);
	}
	return hits != 0 && (!all || hits == lines);
}

/* The lines of a head that are not cut off at its end. */
static struct str whole_lines(struct str head)
{
	size_t end = str_find_last(head, '\n');

	return head.n >= STREAM_HEAD && end < head.n ? str_sub(head, 0, end) : head;
}

bool import_is_perf_script(struct str head)
{
	struct str lines = whole_lines(head);

	return lines_are(lines, is_perf_line, false) || lines_are(lines, is_perf_address, true);
}

/* True of " request: Total 2.44s of 2.93s (83.28%)", a key as tags prints it. */
static bool is_tag_key(struct str line)
{
	size_t total = str_find(line, STR(": Total "), 0);

	return total < line.n && str_find(line, STR(" of "), total) < line.n &&
		str_ends(line, STR("%)"));
}

bool import_is_tags_report(struct str head)
{
	return lines_are(whole_lines(head), is_tag_key, false);
}

bool import_is_svg(struct str head)
{
	return has(head, STR("<svg"));
}

bool import_is_tar(struct str head)
{
	return str_eq(str_sub(head, 257, 5), STR("ustar"));
}

/*
 * True of a dictionary of Python whose first key is a tuple of three, as the marshal module writes
 * it. The highest bit of a byte says that others refer to the object.
 */
bool import_is_pstats(struct str head)
{
	return head.n > 3 && (head.p[0] & 0x7f) == '{' &&
		(((head.p[1] & 0x7f) == ')' && head.p[2] == 3) ||
			((head.p[1] & 0x7f) == '(' && head.p[2] == 3 && head.p[3] == 0));
}

/* True when a text has a line of callgrind's header, or a function as callgrind writes it. */
bool import_is_callgrind(struct str head)
{
	static const struct str marks[] = {
		{"version: ", 9},
		{"positions: ", 11},
		{"fn=", 3},
	};
	bool any = false;

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		any |= has(head, marks[i]);
	return any;
}

/* True of the first line of heaptrack's text: "v", its version and that of the file. */
bool import_is_heaptrack(struct str head)
{
	return str_starts(head, STR("v ")) && head.n > 2 && ascii_is_hex(head.p[2]);
}

bool import_is_object(struct str head)
{
	return str_starts(trimmed(head), STR("{"));
}

bool import_is_nothing(struct str head)
{
	return head.n != 0 && str_trim(head).n == 0;
}

/* A server's excuse is often a text of one line, so the error shows it. */
bool import_explain_plain_text(struct str head, struct err *err)
{
	struct str s = str_trim(head);

	if (s.n <= FIRST_MAX && str_find(s, STR("\n"), 0) == s.n)
		return err_set(err, "a text file, not a profile that cprof knows; it says: %.*s",
			STR_ARG(s));
	return err_set(err, "a text file, not a profile that cprof knows");
}

static bool has_line(struct str s, struct str mark)
{
	size_t at = str_find(s, mark, 0);

	while (at < s.n && at != 0 && s.p[at - 1] != '\n')
		at = str_find(s, mark, at + 1);
	return at < s.n;
}

static bool has_mark(const struct import_head *head, enum import_place place, struct str mark)
{
	switch (place) {
	case IMPORT_AT_START:
		return str_starts(head->bytes, mark);
	case IMPORT_TEXT_START:
		return head->text && str_starts(head->trimmed, mark);
	case IMPORT_TEXT_LINE:
		return head->text && has_line(head->trimmed, mark);
	case IMPORT_IN_TEXT:
		return head->text && has(head->bytes, mark);
	case IMPORT_IN_JSON:
		return head->text &&
			(str_starts(head->trimmed, STR("{")) ||
				str_starts(head->trimmed, STR("["))) &&
			has(head->bytes, mark);
	}
	return false;
}

bool import_claims(const struct import_format *format, const struct import_head *head)
{
	return has_mark(head, format->place, format->mark) &&
		(format->claims == NULL || format->claims(head->bytes));
}

struct import_head import_look(struct str bytes)
{
	return (struct import_head){bytes, trimmed(bytes), is_text(bytes)};
}
