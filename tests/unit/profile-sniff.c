/*
 * profile-sniff.c: tests of what the error says when people give a profiler something else.
 */
#include "profile-tests.h"
#include "unit.h"

#include "base/input.h"
#include "profile/builder.h"

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
	{S("PERFILE2h\0\0\0\0\0\0\0"), "perf_to_profile"},
	{S("go 1.22 trace\0\0\0\x01\x02"), "go tool trace reads it"},
	{S("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0"),
		"an ELF binary, not a profile: give a profile behind"},
	{S("\xcf\xfa\xed\xfe\x0c\0\0\x01"), "a Mach-O binary"},
	{S("MZ\x90\0\3\0\0\0"), "a Windows program"},
	{S("\x28\xb5\x2f\xfd\x04\x00"), "compressed with zstd"},
	{S("\x04\x22\x4d\x18\x64"), "compressed with lz4"},
	{S("\xff\x06\x00\x00sNaPpY"), "compressed with snappy"},
	{S("\3757zXZ\0\0\4"), "compressed with xz"},
	{S("BZh91AY&SY"), "compressed with bzip2"},
	{S("PK\3\4\x14\0\0\0\0\0"), "a zip archive"},
	{{tar, sizeof(tar) - 1}, "a tar archive"},
	{S("FLR\0\0\2\0\0"), "Java Flight Recorder"},
	{S("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"), "git lfs pull"},
	{S("<?xml version=\"1.0\"?>\n<svg>"), "an XML file"},
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
	{S("{\"nodes\":[{\"id\":1,\"callFrame\":{\"functionName\":\"(root)\""), ".cpuprofile"},
	{S("{\"nodes\":[]}"), ".cpuprofile"},
	{S("{\"head\":{\"callFrame\":{}}}"), ".heapprofile"},
	{S("{\"traceEvents\":[{\"ph\":\"X\"}]}"), "a Chrome trace"},
	{S(" [ {\"pid\":1,\"ph\":\"X\"} ]"), "a Chrome trace"},
	{S("{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\"}"), "speedscope"},
	{S("{\"snapshot\":{\"meta\":{}}}"), "heap snapshot"},
	/* Text. */
	{S("main;work;leaf 10\nmain;idle 3\n"), "folded stacks"},
	{S("main;work;leaf 10"), "folded stacks"},
	{S("prog  4100 10.500:  250000 cycles:u: \n\t    55ee8fd14a60 knead+0x10 (/tmp/oven)\n\n"),
		"perf script"},
	{S("File: shop\nType: cpu\nShowing nodes accounting for 1s, 100% of 1s total\n"),
		"a report of a profile"},
	{S("404 page not found\n"), "it says: 404 page not found"},
	{S("main;work;leaf\nmain 3\n"), "a text file, not a profile that cprof knows"},
	{S("gr\xc3\xbc\xc3\x9f dich\n\nhello\n"), "a text file"},
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
		assert_row(!profile_decode(&b, &in.in, &limits, &err), rows[i].says);
		assert_says(&err, rows[i].says);
		builder_release(&b);
		arena_release(&a);
	}
}

int test_profile_sniff(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sniff_names_what_the_file_is),
	};

	return cmocka_run_group_tests_name("profile: sniff", tests, NULL, NULL);
}
