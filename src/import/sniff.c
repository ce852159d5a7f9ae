/*
 * sniff.c: says what a file is that is no profile, from its first bytes, and what to do with it.
 *
 * People hand a profiler all kinds of files. The error should name what they gave and what to do,
 * not the byte at which it stopped to make sense. In: the first bytes of what could not be read. Out:
 * an error, or nothing when they may well be those of a profile. It is asked only after reading
 * failed, so that it cannot keep anybody from reading a profile.
 *
 * All that is known of other files is in one table, at the end.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "import/reader.h"
#include "profile/decode.h"

enum {
	HTML_HEAD = 512,    /* so many bytes tell that a file is a page */
	FIRST_MAX = 120,    /* bytes of a text of one line, which is shown */
	SEMICOLONS_MIN = 3, /* in a line that is cut off, of folded stacks */
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

/* True when s begins with `what`, which is in small letters, in letters of any size. */
static bool begins_with(struct str s, struct str what)
{
	if (s.n < what.n)
		return false;
	for (size_t i = 0; i < what.n; i++)
		if (ascii_lower(s.p[i]) != what.p[i])
			return false;
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

/* A text without white space and a mark of UTF-8 in front. */
static struct str trimmed(struct str head)
{
	static const struct str mark = {"\xef\xbb\xbf", 3};

	return str_trim(str_starts(head, mark) ? str_from(head, mark.n) : head);
}

/* Proxies' pages are often cut down, and may begin with a comment or as XML does. */
static bool is_html(struct str head)
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

/* A page that weblist wrote, that of cprof or of pprof. */
static bool is_listing(struct str head)
{
	return is_html(head) && (has(head, STR("--heat: ")) || has(head, STR("Pprof listing")));
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
		STR_ARG(title));
}

/* "main;work;leaf 12"; some tools write a value as "1.5". */
static bool is_folded(struct str line)
{
	size_t n = line.n;

	while (n > 0 && (ascii_is_digit(line.p[n - 1]) || line.p[n - 1] == '.'))
		n--;
	return n > 1 && n < line.n && line.p[n - 1] == ' ' && line.p[n] != '.' &&
		has(str_sub(line, 0, n), STR(";"));
}

/* "	    55ee8fd14a60 main+0x10 (/tmp/prog)": a frame, as perf script prints it. */
static bool is_perf_frame(struct str line)
{
	size_t from = 0, n = 0;

	while (from < line.n && import_is_space(line.p[from]))
		from++;
	while (from + n < line.n && ascii_is_hex(line.p[from + n]))
		n++;
	return from != 0 && n >= 3 && from + n < line.n && line.p[from + n] == ' ' &&
		str_ends(line, STR(")")) && has(line, STR(" ("));
}

/* True when `is` holds for some line of a text; with all, for every line that is not blank. */
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

/* The whole lines of a text, which may go on behind its head. */
static struct str whole_lines(struct str head)
{
	size_t end = str_find_last(head, '\n');

	return head.n >= STREAM_HEAD && end < head.n ? str_sub(head, 0, end) : head;
}

static bool is_folded_text(struct str head)
{
	size_t semicolons = 0;

	if (lines_are(whole_lines(head), is_folded, true))
		return true;
	/* The first line is longer than all that was looked at. */
	if (head.n < STREAM_HEAD || str_find(head, STR("\n"), 0) < head.n)
		return false;
	for (size_t i = 0; i < head.n; i++)
		semicolons += head.p[i] == ';';
	return semicolons >= SEMICOLONS_MIN;
}

static bool is_perf_script(struct str head)
{
	return lines_are(whole_lines(head), is_perf_frame, false);
}

/* " request: Total 2.44s of 2.93s (83.28%)": a key, as tags prints it. */
static bool is_tag_key(struct str line)
{
	size_t total = str_find(line, STR(": Total "), 0);

	return total < line.n && str_find(line, STR(" of "), total) < line.n &&
		str_ends(line, STR("%)"));
}

static bool is_tags_report(struct str head)
{
	return lines_are(whole_lines(head), is_tag_key, false);
}

static bool is_svg(struct str head)
{
	return has(head, STR("<svg"));
}

static bool is_tar(struct str head)
{
	return str_eq(str_sub(head, 257, 5), STR("ustar"));
}

static bool is_go_trace(struct str head)
{
	return str_starts(head, STR("go 1.")) && has(str_sub(head, 0, 16), STR(" trace\0"));
}

/*
 * A dictionary of Python whose first key is a tuple of three, as the marshal module writes it; the
 * highest bit says that others refer to the object.
 */
static bool is_pstats(struct str head)
{
	return head.n > 3 && (head.p[0] & 0x7f) == '{' &&
		(((head.p[1] & 0x7f) == ')' && head.p[2] == 3) ||
			((head.p[1] & 0x7f) == '(' && head.p[2] == 3 && head.p[3] == 0));
}

/* The header of callgrind's format, or what stands for a function in it. */
static bool is_callgrind(struct str head)
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

/* The first line of heaptrack's text: "v", its version and that of the file. */
static bool is_heaptrack(struct str head)
{
	return str_starts(head, STR("v ")) && head.n > 2 && ascii_is_hex(head.p[2]);
}

static bool is_nothing(struct str head)
{
	return head.n != 0 && str_trim(head).n == 0;
}

/* What a text is of which nothing is known. A server's excuse is often one line. */
static bool plain_text(struct str head, struct err *err)
{
	struct str s = str_trim(head);

	if (s.n <= FIRST_MAX && str_find(s, STR("\n"), 0) == s.n)
		return err_set(err, "a text file, not a profile that cprof knows; it says: %.*s",
			STR_ARG(s));
	return err_set(err, "a text file, not a profile that cprof knows");
}

#define GIVE_PROFILE "give the profile that it was made of"
#define UNPACK "which cprof does not read: unpack it first"
#define WITH_BINARY "not a profile: give a profile behind it, cprof BINARY PROFILE"

static const char cut_cpu[] =
	"a CPU profile of gperftools, damaged or cut off in its first five words";
static const char report[] = "a report of a profile, not a profile: give the profile itself";
static const char callgrind[] =
	"a file in callgrind format, as Valgrind, Xdebug and cprof -callgrind write it, which cprof "
	"does not read: open it in kcachegrind, or print it with callgrind_annotate";
static const char chrome[] =
	"a profile of Chrome or Node (.cpuprofile or .heapprofile), which cprof does not "
	"read: open it in Chrome's DevTools, or record with @datadog/pprof";
static const char chrome_trace[] =
	"a Chrome trace (JSON), not a profile: open it in Perfetto (ui.perfetto.dev)";
static const char instruments[] =
	"stacks copied from Instruments, which cprof does not read: open the .trace in Instruments";
static const char speedscope[] =
	"a speedscope file (JSON), which cprof does not read: open it in speedscope.app";

/* Where a kind of file has its mark. */
enum place {
	AT_START,
	TEXT_START, /* of a text, behind white space */
	TEXT_LINE,  /* at the start of some line of a text */
	IN_TEXT,    /* anywhere in a text */
	IN_JSON,    /* anywhere in what begins as JSON does */
};

/* Kinds of files. Rows are tried in order; the first that fits tells. */
static const struct kind {
	enum place place;
	struct str mark;
	bool (*is)(struct str head); /* holds besides; NULL: nothing does */
	const char *what;            /* what it is, and what to do; NULL: `tell` says it */
	bool (*tell)(struct str head, struct err *err);
} kinds[] = {
	/* Before all others: what follows may be anything. */
	{AT_START, {"HTTP/", 5}, NULL,
		"a server's answer with its header, not a profile: save the body alone, "
		"with curl -o FILE URL and without -i",
		NULL},
	{AT_START, {"", 0}, is_listing, report, NULL},
	{AT_START, {"", 0}, is_html, NULL, html},
	{AT_START, {"", 0}, is_nothing, "nothing but white space, not a profile", NULL},

	/* What other profilers write. */
	{AT_START, {"PERFILE2", 8}, NULL,
		"the output of perf record, not a profile: convert it with perf_to_profile", NULL},
	{AT_START, {"FLR\0", 4}, NULL,
		"a Java Flight Recorder file, which cprof does not read: convert it with "
		"async-profiler's jfrconv FILE.jfr FILE.pb.gz",
		NULL},
	{AT_START, {"JAVA PROFILE 1.0", 16}, NULL,
		"a heap dump of Java (hprof), not a profile: open it in VisualVM or Eclipse "
		"Memory Analyzer",
		NULL},
	{AT_START, {"Nettrace", 8}, NULL,
		"a trace of .NET (nettrace), which cprof does not read: open it in PerfView, or "
		"in speedscope.app after dotnet-trace convert --format Speedscope FILE",
		NULL},
	{AT_START, {"memray\0", 7}, NULL,
		"what memray recorded, which cprof does not read: memray table FILE or memray "
		"flamegraph FILE shows it",
		NULL},
	{AT_START, {"gmon", 4}, NULL,
		"a profile of gcc -pg (gmon.out), which cprof does not read: gprof BINARY FILE "
		"prints it",
		NULL},
	{AT_START, {"", 0}, is_pstats,
		"a profile of Python's cProfile (pstats), which cprof does not read: python3 -m "
		"pstats FILE shows it",
		NULL},
	{AT_START, {"\x04\x08{", 3}, NULL,
		"data of Ruby, as stackprof writes it, which cprof does not read: stackprof "
		"--text FILE prints it",
		NULL},
	{AT_START, {"", 0}, is_go_trace,
		"a Go execution trace, not a profile: go tool trace reads it, and "
		"go tool trace -pprof=TYPE makes profiles of it",
		NULL},
	{AT_START, {"\x81rforpl\xff", 8}, NULL,
		"a raw profile of LLVM (.profraw), which cprof does not read: llvm-profdata show "
		"FILE prints it",
		NULL},
	{AT_START, {"\xfflprofr\x81", 8}, NULL,
		"a raw profile of LLVM (.profraw), which cprof does not read: llvm-profdata show "
		"FILE prints it",
		NULL},
	{AT_START, {"\xfflprofi\x81", 8}, NULL,
		"a profile of LLVM (.profdata), which cprof does not read: llvm-profdata show "
		"FILE prints it",
		NULL},
	{AT_START, {"adcg", 4}, NULL,
		"counts of gcc --coverage (.gcda), which cprof does not read: gcov prints them",
		NULL},
	{AT_START, {"SQLite format 3\0", 16}, NULL,
		"an SQLite database, not a profile: sqlite3 FILE opens it (Nsight Systems writes "
		"such files, nsys stats FILE prints them)",
		NULL},
	{AT_START, {"\x80\x04\x95", 3}, NULL,
		"data of Python (pickle), not a profile: open it with the program that wrote it",
		NULL},
	{AT_START, {"bplist00", 8}, NULL,
		"a property list of macOS, not a profile: open it with the program that wrote it",
		NULL},

	/* Programs. */
	{AT_START, {"\177ELF", 4}, NULL, "an ELF binary, " WITH_BINARY, NULL},
	{AT_START, {"\xcf\xfa\xed\xfe", 4}, NULL, "a Mach-O binary, " WITH_BINARY, NULL},
	{AT_START, {"\xce\xfa\xed\xfe", 4}, NULL, "a Mach-O binary, " WITH_BINARY, NULL},
	{AT_START, {"\xca\xfe\xba\xbe", 4}, NULL,
		"a Mach-O binary for several processors or a Java class, " WITH_BINARY, NULL},
	{AT_START, {"MZ", 2}, NULL, "a Windows program, " WITH_BINARY, NULL},
	{AT_START, {"\0asm", 4}, NULL, "a WebAssembly module, not a profile", NULL},
	{AT_START, {"MDMP", 4}, NULL,
		"a crash dump of Windows, not a profile: a debugger such as WinDbg opens it", NULL},

	/* Archives, and what is compressed. */
	{AT_START, {"\x1f\x8b", 2}, NULL, "compressed with gzip twice: unpack it first", NULL},
	{AT_START, {"PK\x03\x04", 4}, NULL, "a zip archive, not a profile: unpack it first", NULL},
	{AT_START, {"7z\xbc\xaf\x27\x1c", 6}, NULL, "a 7z archive, not a profile: unpack it first",
		NULL},
	{AT_START, {"!<arch>\n", 8}, NULL, "an archive of ar, not a profile: ar x FILE unpacks it",
		NULL},
	{AT_START, {"", 0}, is_tar, "a tar archive, not a profile: unpack it first", NULL},
	{AT_START, {"\x28\xb5\x2f\xfd", 4}, NULL, "compressed with zstd, " UNPACK, NULL},
	{AT_START, {"\x04\x22\x4d\x18", 4}, NULL, "compressed with lz4, " UNPACK, NULL},
	{AT_START, {"\xff\x06\x00\x00sNaPpY", 10}, NULL, "compressed with snappy, " UNPACK, NULL},
	{AT_START, {"BZh", 3}, NULL, "compressed with bzip2, " UNPACK, NULL},
	{AT_START, {"\3757zXZ", 5}, NULL, "compressed with xz, " UNPACK, NULL},
	{AT_START, {"version https://git-lfs", 23}, NULL,
		"what Git LFS has in a file's place: git lfs pull gets the file itself", NULL},

	/* Pictures and pages. */
	{AT_START, {"\x89PNG", 4}, NULL, "a PNG picture, not a profile: " GIVE_PROFILE, NULL},
	{AT_START, {"GIF8", 4}, NULL, "a GIF picture, not a profile: " GIVE_PROFILE, NULL},
	{AT_START, {"\xff\xd8\xff", 3}, NULL, "a JPEG picture, not a profile: " GIVE_PROFILE, NULL},
	{AT_START, {"%PDF", 4}, NULL, "a PDF, not a profile: " GIVE_PROFILE, NULL},
	{AT_START, {"%!PS", 4}, NULL, "a PostScript file, not a profile: " GIVE_PROFILE, NULL},
	{TEXT_START, {"<svg", 4}, NULL, "an SVG picture, not a profile: " GIVE_PROFILE, NULL},
	{IN_TEXT, {"<trace-query-result", 19}, NULL,
		"an export of Instruments (XML of xctrace), which cprof does not read: open its "
		".trace in Instruments",
		NULL},
	{TEXT_START, {"<?xml", 5}, is_svg, "an SVG picture, not a profile: " GIVE_PROFILE, NULL},
	{TEXT_START, {"<?xml", 5}, NULL, "an XML file, not a profile", NULL},
	{TEXT_START, {"digraph", 7}, NULL, "a graph in DOT, not a profile: " GIVE_PROFILE, NULL},
	{AT_START, {"\xff\xfe", 2}, NULL,
		"text in UTF-16, as PowerShell's > writes it, not a profile: save it in another "
		"way, such as curl -o FILE URL",
		NULL},

	/* Those of which more is right are read: words 0 and 3, of 64 or 32 bits, either way round. */
	{AT_START, {"\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0", 16}, NULL, cut_cpu, NULL},
	{AT_START, {"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\3", 16}, NULL, cut_cpu, NULL},
	{AT_START, {"\0\0\0\0\3\0\0\0", 8}, NULL, cut_cpu, NULL},
	{AT_START, {"\0\0\0\0\0\0\0\3", 8}, NULL, cut_cpu, NULL},

	/* JSON. */
	{IN_JSON, {"\"preprocessedProfileVersion\"", 28}, NULL,
		"a profile of the Firefox Profiler, as samply and Vernier write it too, which cprof "
		"does not read: open it in profiler.firefox.com",
		NULL},
	{IN_JSON, {"www.speedscope.app/file-format-schema", 37}, NULL, speedscope, NULL},
	{IN_JSON, {"\"traceEvents\"", 13}, NULL, chrome_trace, NULL},
	{IN_JSON, {"\"callFrame\"", 11}, NULL, chrome, NULL},
	{IN_JSON, {"\"snapshot\"", 10}, NULL,
		"a heap snapshot of Chrome or Node, not a profile: open it in Chrome's DevTools",
		NULL},
	{IN_JSON, {"\"ph\"", 4}, NULL, chrome_trace, NULL},
	{IN_JSON, {"speedscope", 10}, NULL, speedscope, NULL},
	{IN_JSON, {"\"preprocessedProfileVersion\"", 28}, NULL,
		"a profile of Firefox, samply or Vernier (JSON), which cprof does not read: open "
		"it in profiler.firefox.com",
		NULL},
	{IN_JSON, {"\"dhatFileVersion\"", 17}, NULL,
		"a profile of DHAT (JSON), which cprof does not read: open it in Valgrind's "
		"dh_view.html",
		NULL},
	{IN_JSON, {"\"root_frame\"", 12}, NULL,
		"a profile of pyinstrument (JSON), which cprof does not read: record with "
		"pyinstrument -r html to look at it",
		NULL},
	{IN_JSON, {"\"nodes\"", 7}, NULL, chrome, NULL},
	{IN_JSON, {"", 0}, NULL, "JSON, not a profile that cprof knows", NULL},

	/* Text: reports of ours, and of pprof. */
	{IN_TEXT, {"Showing nodes accounting for", 28}, NULL, report, NULL},
	{TEXT_START, {"PeriodType: ", 12}, NULL, report, NULL},
	{TEXT_LINE, {"ROUTINE ======", 14}, NULL, report, NULL},
	{TEXT_LINE, {"-----------+---------------------------------------------", 57}, NULL, report,
		NULL},
	{TEXT_LINE, {"Showing callers of", 18}, NULL, report, NULL},
	{TEXT_LINE, {"Showing callees of", 18}, NULL, report, NULL},
	{IN_TEXT, {" paths out of ", 14}, NULL, report, NULL},
	{IN_TEXT, {", Total samples = ", 18}, NULL, report, NULL},
	{IN_TEXT, {"", 0}, is_tags_report, report, NULL},

	/* Text of others. */
	{TEXT_LINE, {"snapshot=0", 10}, NULL,
		"a profile of Valgrind's massif, which cprof does not read: ms_print FILE prints it",
		NULL},
	{TEXT_START, {"desc: I1 cache:", 15}, NULL,
		"a profile of Valgrind's cachegrind, which cprof does not read: cg_annotate FILE "
		"prints it",
		NULL},
	{TEXT_START, {"# callgrind format", 18}, NULL, callgrind, NULL},
	{TEXT_LINE, {"events: ", 8}, is_callgrind, callgrind, NULL},
	{TEXT_LINE, {"creator: ", 9}, is_callgrind, callgrind, NULL},
	{TEXT_START, {"Analysis of sampling ", 21}, NULL,
		"the text of macOS's sample, which cprof does not read: filtercalltree FILE "
		"shortens it",
		NULL},
	{TEXT_START, {"Sampling process ", 17}, NULL,
		"the text of macOS's sample, which cprof does not read: filtercalltree FILE "
		"shortens it",
		NULL},
	{TEXT_START, {"Running Time\tSelf ", 18}, NULL, instruments, NULL},
	{TEXT_START, {"Weight\tSelf Weight\t", 19}, NULL, instruments, NULL},
	{TEXT_START, {"v8-version,", 11}, NULL,
		"a log of V8, which cprof does not read: node --prof-process FILE prints it", NULL},
	{TEXT_START, {"shared-library,", 15}, NULL,
		"a log of V8, which cprof does not read: node --prof-process FILE prints it", NULL},
	{TEXT_START, {"Statistical profiling result", 28}, NULL,
		"a report of node --prof-process, not a profile: record with @datadog/pprof", NULL},
	{IN_TEXT, {"seconds  usecs/call", 19}, NULL, "the summary of strace -c, not a profile",
		NULL},
	{TEXT_LINE, {"Full thread dump ", 17}, NULL,
		"a thread dump of Java, not a profile: record one with async-profiler, and convert "
		"it with its jfrconv FILE.jfr FILE.pb.gz",
		NULL},
	{TEXT_START, {"Flat profile:", 13}, NULL, "a report of gprof, not a profile", NULL},
	{TEXT_START, {"# To display the perf.data header info", 38}, NULL,
		"a report of perf, not a profile: give perf.data, and have perf_to_profile "
		"installed",
		NULL},
	{TEXT_LINE, {"x /", 3}, is_heaptrack,
		"what heaptrack recorded, which cprof does not read: heaptrack_print FILE prints "
		"it",
		NULL},
	{IN_TEXT, {"", 0}, is_folded_text,
		"folded stacks, as for flamegraph.pl, which cprof does not read: "
		"give it the profile that they were made of",
		NULL},
	{IN_TEXT, {"", 0}, is_perf_script,
		"the output of perf script, which cprof does not read: give it "
		"perf.data, and have perf_to_profile installed",
		NULL},
	{IN_TEXT, {"", 0}, NULL, NULL, plain_text},
};

/* A file's first bytes, and what they look like. */
struct look {
	struct str head, trimmed;
	bool text;
};

static bool has_line(struct str s, struct str mark)
{
	size_t at = str_find(s, mark, 0);

	while (at < s.n && at != 0 && s.p[at - 1] != '\n')
		at = str_find(s, mark, at + 1);
	return at < s.n;
}

static bool has_mark(const struct look *l, const struct kind *k)
{
	switch (k->place) {
	case AT_START:
		return str_starts(l->head, k->mark);
	case TEXT_START:
		return l->text && str_starts(l->trimmed, k->mark);
	case TEXT_LINE:
		return l->text && has_line(l->trimmed, k->mark);
	case IN_TEXT:
		return l->text && has(l->head, k->mark);
	case IN_JSON:
		return l->text &&
			(str_starts(l->trimmed, STR("{")) || str_starts(l->trimmed, STR("["))) &&
			has(l->head, k->mark);
	}
	return false;
}

static bool known(const struct look *l, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		const struct kind *k = &kinds[i];

		if (!has_mark(l, k) || (k->is != NULL && !k->is(l->head)))
			continue;
		return k->tell != NULL ? k->tell(l->head, err) : err_set(err, "%s", k->what);
	}
	return true;
}

bool sniff(struct str head, struct err *err)
{
	struct look l = {.head = head, .trimmed = trimmed(head), .text = is_text(head)};

	if (head.n == 0)
		return true;
	if (!known(&l, err))
		return false;
	return profile_looks_like(head) || err_set(err, "%s", profile_unknown);
}
