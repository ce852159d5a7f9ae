/*
 * sniff.c: what a file is that is no profile, told from its first bytes.
 *
 * People hand a profiler all kinds of files. The error should name what they gave and what to do,
 * not the byte at which it stopped to make sense. In: the first bytes of what could not be read. Out:
 * an error, or nothing when they look like nothing we know. It is asked only after reading failed, so
 * that it cannot keep anybody from reading a profile.
 */
#include "profile/internal.h"
#include "profile/legacy.h"

enum { FIRST_MAX = 120 }; /* of a text of one line, which is shown */

static const char cut_cpu[] =
	"a CPU profile of gperftools, damaged or cut off in its first five words";

/* Files that begin with certain bytes. Rows are tried in order. */
static const struct {
	struct str bytes;
	const char *what; /* and what to do */
} kinds[] = {
	{{"PERFILE2", 8},
		"the output of perf record, not a profile: convert it with perf_to_profile"},
	{{"\177ELF", 4},
		"an ELF binary, not a profile: give a profile behind it, cprof BINARY PROFILE"},
	{{"\xcf\xfa\xed\xfe", 4},
		"a Mach-O binary, not a profile: give a profile behind it, cprof BINARY PROFILE"},
	{{"MZ", 2},
		"a Windows program, not a profile: give a profile behind it, cprof BINARY PROFILE"},
	{{"\x1f\x8b", 2}, "compressed with gzip twice: unpack it first"},
	{{"PK\x03\x04", 4}, "a zip archive, not a profile: unpack it first"},
	{{"\x28\xb5\x2f\xfd", 4},
		"compressed with zstd, which cprof does not read: unpack it first"},
	{{"\x04\x22\x4d\x18", 4},
		"compressed with lz4, which cprof does not read: unpack it first"},
	{{"\xff\x06\x00\x00sNaPpY", 10},
		"compressed with snappy, which cprof does not read: unpack it first"},
	{{"BZh", 3}, "compressed with bzip2, which cprof does not read: unpack it first"},
	{{"\3757zXZ", 5}, "compressed with xz, which cprof does not read: unpack it first"},
	{{"FLR\0", 4},
		"a Java Flight Recorder file, which cprof does not read: convert it to pprof's "
		"format first"},
	{{"version https://git-lfs", 23},
		"what Git LFS has in a file's place: git lfs pull gets the file itself"},
	{{"<?xml", 5}, "an XML file, not a profile"},
	{{"\x89PNG", 4}, "a PNG picture, not a profile: give the profile that it was made of"},
	{{"%PDF", 4}, "a PDF, not a profile: give the profile that it was made of"},
	{{"<svg", 4}, "an SVG picture, not a profile: give the profile that it was made of"},
	{{"digraph", 7}, "a graph in DOT, not a profile: give the profile that it was made of"},
	/* Those of which more is right are read: words 0 and 3, of 64 or 32 bits, either way round. */
	{{"\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0", 16}, cut_cpu},
	{{"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\3", 16}, cut_cpu},
	{{"\0\0\0\0\3\0\0\0", 8}, cut_cpu},
	{{"\0\0\0\0\0\0\0\3", 8}, cut_cpu},
};

/* What JSON is told by: what is found first in it wins. */
static const struct {
	struct str text;
	const char *what;
} json_kinds[] = {
	{{"\"traceEvents\"", 13},
		"a Chrome trace (JSON), not a profile: open it in Perfetto (ui.perfetto.dev)"},
	{{"\"callFrame\"", 11},
		"a profile of Chrome or Node (.cpuprofile or .heapprofile), which cprof does not "
		"read: open it in Chrome's DevTools, or record with @datadog/pprof"},
	{{"\"nodes\"", 7},
		"a profile of Chrome or Node (.cpuprofile), which cprof does not read: "
		"open it in Chrome's DevTools, or record with @datadog/pprof"},
	{{"\"ph\"", 4},
		"a Chrome trace (JSON), not a profile: open it in Perfetto (ui.perfetto.dev)"},
	{{"speedscope", 10},
		"a speedscope file (JSON), which cprof does not read: open it in speedscope.app"},
	{{"\"snapshot\"", 10},
		"a heap snapshot of Chrome or Node, not a profile: open it in Chrome's DevTools"},
	{{"", 0}, "JSON, not a profile that cprof knows"},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f');
}

/* True when the bytes are lines of text, as far as they go. */
static bool is_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 && c != '\n' && c != '\t' && c != '\r')
			return false;
	}
	return s.n != 0;
}

static bool has(struct str s, struct str what)
{
	return str_find(s, what, 0) + what.n <= s.n;
}

/* True when s begins with `what`, which is in small letters, in letters of any size. */
static bool begins_with(struct str s, struct str what)
{
	if (s.n < what.n)
		return false;
	for (size_t i = 0; i < what.n; i++) {
		char c = s.p[i];

		if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != what.p[i])
			return false;
	}
	return true;
}

/* Where `what`, which is in small letters, is in s, in letters of any size; s.n when it is not there. */
static size_t find_any_case(struct str s, struct str what)
{
	size_t at = 0;

	while (at < s.n && !begins_with(str_from(s, at), what))
		at++;
	return at;
}

static bool known_bytes(struct str head, struct err *err)
{
	static const struct str go = {"go 1.", 5}, trace = {" trace\0", 7};

	if (str_starts(head, go) && has(head, trace))
		return err_set(err,
			"a Go execution trace, not a profile: go tool trace reads it, and "
			"go tool trace -pprof=TYPE makes profiles of it");
	if (str_eq(str_sub(head, 257, 5), STR("ustar")))
		return err_set(err, "a tar archive, not a profile: unpack it first");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_starts(head, kinds[i].bytes))
			return err_set(err, "%s", kinds[i].what);
	return true;
}

/* Proxies' pages are often cut down, and may begin with a comment or as XML does. */
static bool is_html(struct str s)
{
	static const struct str begins[] = {
		{"<!doctype html", 14},
		{"<html", 5},
		{"<head", 5},
		{"<body", 5},
		{"<title", 6},
		{"<h1", 3},
	};

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (begins_with(s, begins[i]))
			return true;
	return str_starts(s, STR("<")) && find_any_case(s, STR("<html")) < s.n;
}

/* A page, named by its title: "502 Bad Gateway" says more than any guess. */
static bool html(struct str head, struct err *err)
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
		(int)title.n, title.p);
}

static bool json(struct str head, struct err *err)
{
	size_t i = 0;

	while (!has(head, json_kinds[i].text))
		i++;
	return err_set(err, "%s", json_kinds[i].what);
}

/* "main;work;leaf 12" */
static bool is_folded(struct str line)
{
	size_t n = line.n;

	while (n > 0 && is_digit(line.p[n - 1]))
		n--;
	return n > 1 && n < line.n && line.p[n - 1] == ' ' && has(str_sub(line, 0, n), STR(";"));
}

/* "	    55ee8fd14a60 main+0x10 (/tmp/prog)": a frame, as perf script prints it. */
static bool is_perf_frame(struct str line)
{
	size_t from = 0, n = 0;

	while (from < line.n && is_blank(line.p[from]))
		from++;
	while (from + n < line.n && is_hex(line.p[from + n]))
		n++;
	return from != 0 && n >= 3 && from + n < line.n && line.p[from + n] == ' ' &&
		str_ends(line, STR(")")) && has(line, STR(" ("));
}

/* What a text's whole lines look like. */
static bool text(struct str head, struct err *err)
{
	struct str rest = head, line, first = {0};
	size_t lines = 0, folded = 0, frames = 0;

	/* The last line may be cut off. */
	if (head.n >= LEGACY_HEAD && str_find_last(head, '\n') < head.n)
		rest = str_sub(head, 0, str_find_last(head, '\n'));
	while (str_split(&rest, '\n', &line)) {
		if (str_ends(line, STR("\r")))
			line.n--;
		if (str_trim(line).n == 0)
			continue;
		if (lines++ == 0)
			first = line;
		folded += is_folded(line);
		frames += is_perf_frame(line);
	}
	if (has(head, STR("Showing nodes accounting for")))
		return err_set(err,
			"a report of a profile, not a profile: give the profile itself");
	if (lines != 0 && folded == lines)
		return err_set(err,
			"folded stacks, as for flamegraph.pl, which cprof does not read: "
			"give it the profile that they were made of");
	if (frames != 0)
		return err_set(err,
			"the output of perf script, which cprof does not read: give it "
			"perf.data, and have perf_to_profile installed");
	/* A server's excuse is often one line. */
	if (lines == 1 && first.n <= FIRST_MAX)
		return err_set(err, "a text file, not a profile that cprof knows; it says: %.*s",
			(int)first.n, first.p);
	return err_set(err, "a text file, not a profile that cprof knows");
}

bool sniff(struct str head, struct err *err)
{
	static const struct str mark = {"\xef\xbb\xbf", 3}; /* in front of some texts in UTF-8 */
	struct str trimmed = str_trim(str_starts(head, mark) ? str_from(head, mark.n) : head);

	if (is_html(trimmed))
		return html(head, err);
	if (!known_bytes(head, err))
		return false;
	if (!is_text(head))
		return true;
	if (str_starts(trimmed, STR("{")) || str_starts(trimmed, STR("[")))
		return json(trimmed, err);
	return text(head, err);
}
