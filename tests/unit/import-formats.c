/*
 * import-formats.c: tests of what the error says when people give a profiler something else.
 */
#include "import-tests.h"
#include "unit.h"

#include "base/input.h"
#include "base/out.h"
#include "import/import.h"

static const char tar[] =
	"prof/heap.pb.gz\0"
	"................................................................................"
	"................................................................................"
	"................................................................................"
	".ustar\0";

static const struct {
	struct str bytes;
	const char *says;
} rows[] = {
	{S(""), "the file is empty"},
	{S("PERFILE2h\0\0\0\0\0\0\0"), "the output of perf record: its header is damaged"},
	{S("2ELIFREP\0\0\0\0\0\0\0h"), "another byte order"},
	{S("PERFFILEh\0\0\0\0\0\0\0"), "perf record from before 2013"},
	{S("go 1.21 trace\0\0\0\x01\x02"), "go tool trace -pprof=sync FILE"},
	{S("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0"),
		"an ELF binary, not a profile: give a profile behind"},
	{S("\xcf\xfa\xed\xfe\x0c\0\0\x01"), "a Mach-O binary"},
	{S("MZ\x90\0\3\0\0\0"), "a Windows program"},
	{S("\x04\x22\x4d\x18\x64"), "compressed with lz4"},
	{S("\xff\x06\x00\x00sNaPpY"), "compressed with snappy"},
	{S("\3757zXZ\0\0\4"), "compressed with xz"},
	{S("BZh91AY&SY"), "compressed with bzip2"},
	{S("PK\3\4\x14\0\0\0\0\0"), "a zip archive"},
	{{tar, sizeof(tar) - 1}, "a tar archive"},
	{S("FLR\0\0\2\0\0"), "Java Flight Recorder"},
	{S("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"), "git lfs pull"},
	{S("<?xml version=\"1.0\"?>\n<svg>"), "an SVG picture"},
	{S("<?xml version=\"1.0\"?>\n<plist>"), "an XML file"},
	{S("<svg width=\"1\">"), "an SVG picture"},
	{S("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "a PNG picture"},
	{S("%PDF-1.5\n%\xe2\xe3"), "a PDF"},
	{S("digraph \"cprof\" {\n"), "a graph in DOT"},
	/* Pages. */
	{S("<!DOCTYPE html>\n<html><body>404</body></html>\n"), "an HTML page, not a profile"},
	{S("\n <HTML><head><TITLE>x"), "an HTML page, not a profile"},
	{S("<!doctype html><title> 502 Bad Gateway </title>"), "\"502 Bad Gateway\""},
	{S("<html>\n<head>\n<title>/debug/pprof/</title>\n<style>\n</style>\n"),
		"/debug/pprof/heap"},
	{S("\xef\xbb\xbf<!DOCTYPE html>\n<head><title>Sign in</title>"), "\"Sign in\""},
	{S("<!-- proxy -->\n<html><title>Denied</title>"), "\"Denied\""},
	{S("<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html><title>Old</title>"), "\"Old\""},
	{S("<HTML><HEAD><TITLE lang=en>Down</TITLE>"), "\"Down\""},
	{S("<html>\f<title>\033[1mNo</title>"), "\"\033[1mNo\""},
	{S("<body><h1>502 Bad Gateway</h1></body>\n"), "an HTML page, not a profile"},
	{S("<h1>Forbidden</h1>"), "an HTML page, not a profile"},
	/* JSON. */
	{S("{\"json\": true}\n"), "JSON, not a profile"},
	{S("{\"nodes\":[{\"id\":1,\"callFrame\":{\"functionName\":\"(root)\"}}],"),
		"(.cpuprofile), 1:59: expected a key"},
	{S("{\"nodes\":[]}"), "JSON, not a profile"},
	{S("{\"functionName\":\"resize\",\"timeout\":3}"), "JSON, not a profile"},
	{S("{\"head\":{\"selfSize\":1},\"samples\":[{\"nodeId\":\"a\"}]}"),
		"(.heapprofile), 1:45: expected a number"},
	{S(" [ {\"pid\":1,\"ph\":\"X\"} ]"), "a Chrome trace"},
	{S("{\"traceEvents\":[{\"ph\":\"X\"}]}"), "a Chrome trace (JSON), without a CPU profile"},
	{S("{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\"}"),
		"JSON, not a profile"},
	{S("{\"x\":\"speedscope\",\"profiles\":[]}"), "a speedscope file (JSON), with no profiles"},
	{S("{\"snapshot\":{\"meta\":{}}}"), "heap snapshot"},
	{S("{\"resourceProfiles\":[]}"), "OTLP profiles in JSON"},

	/* OTLP, which begins much like profile.proto. */
	{S("\x0a\x04\x12\x02\x0a\x00"), "OTLP profiles: there is no profile in it"},
	{S("\x0a\x04\x12\x02\x0a\x01"), "a message is cut off"},
	{S("\0\0\0\x07\x0a\x04\x12\x02\x0a\x00"), "its last message is cut off"},
	{S("\x0a\x06\x0a\x02\x0a\x00\x1a\x00"), "OTLP profiles: there is no profile in it"},
	{S("\x12\x05\x3a\x00\x2a\x01x"), "OTLP profiles: there is no profile in it"},
	{S("\x12\x06\x0a\x04\x01\x01\x01\x01"), "byte 2: "},
	{S("\n!\n{\"a\":1}\n"), "a text file"},
	/* Text. */
	{S("# HELP x y\n# TYPE x counter\nx{a=\"b;c\"} 5\n"), "the metrics of a server"},
	{S("{\"meta\":{\"interval\":1,\"preprocessedProfileVersion\":44}}"), "Firefox"},
	{S("File: shop\nType: cpu\nShowing nodes accounting for 1s, 100% of 1s total\n"),
		"a report of a profile"},
	{S("404 page not found\n"), "it says: 404 page not found"},
	{S("main;work;leaf\nmain 3\n"), "a text file, not a profile that cprof knows"},
	{S("gr\xc3\xbc\xc3\x9f dich\n\nhello\n"), "a text file"},
	/* Other profilers. */
	{S("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n\x1f\x8b"),
		"without -i"},
	{S("HTTP/1.0 404 Not Found\r\n\r\n<html>"), "a server's answer with its header"},
	{S("\xfb)\3\xfa\1~\xe9\0\0\0\0"), "python3 -m pstats FILE"},
	{S("{)\3\xf5\4\0\0\0a.py"), "cProfile"},
	{S("{(\3\0\0\0\xf5\4\0\0\0a.py"), "cProfile"},
	{S("JAVA PROFILE 1.0.2\0\0\0\0\4"), "hprof"},
	{S("JAVA PROFILE 1.0.1, created Mon\n"), "hprof"},
	{S("FLR\0\0\2\0\1"), "jfrconv FILE.jfr FILE.pb.gz"},
	{S("Nettrace\x14\0\0\0!FastSerialization.1"), "dotnet-trace convert"},
	{S("memray\0\x0b\0\0\0"), "memray table FILE"},
	{S("gmon\1\0\0\0\0\0\0\0\0\0"), "gprof BINARY FILE"},
	{S("\4\b{\7:\fversion"), "stackprof --text FILE"},
	{S("\x81rforpl\xff\x08\0"), "llvm-profdata"},
	{S("\xfflprofi\x81\x09\0"), "llvm-profdata"},
	{S("adcg*33A"), "gcov"},
	{S("SQLite format 3\0\x10\0"), "an SQLite database"},
	{S("\x80\4\x95\x0c\0\0\0\0"), "pickle"},
	{S("bplist00\xd1"), "property list"},
	{S("\xca\xfe\xba\xbe\0\0\0\x3d"), "a Java class"},
	{S("\0asm\1\0\0\0"), "WebAssembly"},
	{S("7z\xbc\xaf\x27\x1c\0\4"), "a 7z archive"},
	{S("!<arch>\n/    "), "an archive of ar"},
	{S("GIF89a\1\0"), "a GIF picture"},
	{S("\xff\xd8\xff\xe0\0\x10JFIF"), "a JPEG picture"},
	{S("%!PS-Adobe-3.0\n"), "a PostScript file"},
	{S("\xff\xfeh\0e\0"), "UTF-16"},
	{S("<?xml version=\"1.0\"?>\n<trace-query-result>\n"), "Instruments"},
	{S(" \n\t\n"), "nothing but white space"},
	{S("{\"dhatFileVersion\":2,\"mode\":\"heap\"}"), "dh_view.html"},
	{S("{\"meta\":{\"preprocessedProfileVersion\":44}}"), "profiler.firefox.com"},
	{S("{\"start_time\":1,\"root_frame\":{}}"), "pyinstrument"},
	/* Reports. */
	{S("PeriodType: cpu nanoseconds\nPeriod: 10000000\n"), "a report of a profile"},
	{S(" request: Total 2.44s of 2.93s (83.28%)\n   1.69s (57.68%): search\n"),
		"a report of a"},
	{S("Type: cpu\n-----------+-------------------------------------------------------\n"),
		"a report of a profile"},
	{S("Total: 2.93s\nROUTINE ======================== main.f in /a.go\n"), "a report of a"},
	{S("Duration: 3s, Total samples = 2930ms (97.66%)\nShowing callers of 1 function\n"),
		"a report of a profile"},
	{S("<!DOCTYPE html>\n<html>\n<title>Pprof listing</title>\n"), "a report of a profile"},
	{S("positions: instr line\nevents: cpu(ms)\n\nfn=(1) main\n"), "kcachegrind"},
	{S("# callgrind format\nversion: 1\ncreator: callgrind-3.19\n"), "kcachegrind"},
	{S("version: 1\ncreator: xdebug 3.1\ncmd: /x.php\n"), "kcachegrind"},
	{S("desc: I1 cache: 32768 B\ncmd: ./a\nevents: Ir\nfl=a.c\nfn=main\n"), "cg_annotate"},
	{S("desc: (none)\ncmd: ./a\ntime_unit: i\n#-----\nsnapshot=0\n"), "ms_print"},
	{S("Analysis of sampling a (pid 5) every 1 millisecond\n"), "filtercalltree"},
	{S("Sampling process 5 for 3 seconds with 1 millisecond\n"), "filtercalltree"},
	{S("Running Time\tSelf (ms)\t\tSymbol Name\n1.0ms  100.0%\t0.0\t\tmain\n"), "Instruments"},
	{S("Weight\tSelf Weight\t\tSymbol Name\n1 s\t0 s\t\tmain\n"), "Instruments"},
	{S("v8-version,11,3,244\nshared-library,/usr/bin/node\n"), "node --prof-process"},
	{S("% time     seconds  usecs/call     calls    errors syscall\n"), "strace -c"},
	{S("Flat profile:\n\nEach sample counts as 0.01 seconds.\n"), "gprof"},
	{S("# To display the perf.data header info, please use\n#\n"), "give perf.data itself"},
	{S("v 10400 3\nX ./a\nx /usr/bin/a\n"), "heaptrack_print"},
	{S("2024-01-01 10:00:00\nFull thread dump OpenJDK 64-Bit Server VM\n"), "jfrconv"},
	/* Nothing known, and not damaged either. */
	{S("\xab\x9e\x12\x8f\x00\x55"), "not a profile in a format that cprof reads"},
	{S("\x48\x05\xff\x00\x01"), "not a profile in a format that cprof reads"},
	{S("\x0a\x04\x0a\x02\x08\x01"), "not a profile in a format that cprof reads"},
	{S("\x82\x01\x01x\x82\x01\x01y"), "not a profile in a format that cprof reads"},
	{S("\x32\x04nope"), "not a profile in a format that cprof reads"},
	/* What began as a profile. */
	{S("\x0a\x04\x08\x01\x10\x02\x0a\x04\x08"), "the profile is cut off at byte 8"},
	{S("\x32\x00\x32\x05hello\x07"), "the profile is damaged or cut off"},
	{S("\x12\x0a\x0a\x02\x01\x02\x12"), "the profile is cut off at byte 2"},
	{S("\x48\x05\x0a\x04\x08\x01\x10\x02\xff"), "the profile is damaged or cut off"},
};
TEST(sniff_names_what_the_file_is)
{
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct load_limits limits = {0};
		struct input_mem in;
		struct arena a = {0};
		struct builder b;
		struct err err = {0};

		input_mem_init(&in, rows[i].bytes);
		builder_init(&b, &a);
		assert_row(!import_profile(&b, &in.in, &limits, &err), rows[i].says);
		assert_says(&err, rows[i].says);
		builder_release(&b);
		arena_release(&a);
	}
}

int test_import_formats(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sniff_names_what_the_file_is),
	};

	return cmocka_run_group_tests_name("profile: sniff", tests, NULL, NULL);
}
