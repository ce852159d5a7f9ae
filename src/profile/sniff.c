/*
 * sniff.c: what a file is that is no profile.proto, told from its first bytes.
 *
 * People hand a profiler all kinds of files. The error should name what they gave and what to do,
 * not the byte at which it stopped to make sense.
 */
#include "profile/internal.h"

static const char later[] = "a format that this version of cprof does not read yet";

/* Rows are tried in order. */
static const struct {
	struct str bytes;
	const char *what, *hint;
} kinds[] = {
	{{"PERFILE2", 8}, "the output of perf record",
		"not a profile: convert it with perf_to_profile"},
	{{"heap profile:", 13}, "a gperftools or Go heap profile in text form", later},
	{{"heapz profile:", 14}, "a gperftools heap profile in text form", later},
	{{"growthz", 7}, "a gperftools heap growth profile in text form", later},
	{{"--- heapz", 9}, "a heap profile in text form", later},
	{{"--- heap", 8}, "a Java heap profile in text form", later},
	{{"--- contention", 14}, "a contention profile in text form", later},
	{{"--- mutex", 9}, "a Go mutex profile in text form", later},
	{{"--- threadz", 11}, "a thread profile in text form", later},
	{{"--- Thread", 10}, "a thread profile in text form", later},
	{{"goroutine profile:", 18}, "a Go goroutine profile in text form (debug=1)", later},
	{{"threadcreate profile:", 21}, "a Go threadcreate profile in text form (debug=1)", later},
	{{"goroutine ", 10}, "a Go goroutine dump (debug=2)", later},
	{{"go 1.", 5}, "a Go execution trace", "not a profile: read it with go tool trace"},
	{{"\177ELF", 4}, "an ELF binary", "not a profile: give a profile behind it"},
	{{"PK\x03\x04", 4}, "a zip archive", "not a profile: unpack it first"},
	{{"\x28\xb5\x2f\xfd", 4}, "compressed with zstd",
		"which cprof does not read: unpack it first"},
	{{"BZh", 3}, "compressed with bzip2", "which cprof does not read: unpack it first"},
	{{"\3757zXZ", 5}, "compressed with xz", "which cprof does not read: unpack it first"},
	{{"<!DOCTYPE", 9}, "an HTML page", "not a profile: the server answered with a page"},
	{{"<!doctype", 9}, "an HTML page", "not a profile: the server answered with a page"},
	{{"<html", 5}, "an HTML page", "not a profile: the server answered with a page"},
	/* gperftools CPU profiles begin with the words 0 and 3, of 64 or 32 bits, either way round. */
	{{"\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0", 16}, "a gperftools CPU profile", later},
	{{"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\3", 16}, "a gperftools CPU profile", later},
	{{"\0\0\0\0\3\0\0\0", 8}, "a gperftools CPU profile", later},
	{{"\0\0\0\0\0\0\0\3", 8}, "a gperftools CPU profile", later},
};

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

const char *sniff(struct str head, const char **hint)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (str_eq(str_sub(head, 0, kinds[i].bytes.n), kinds[i].bytes)) {
			*hint = kinds[i].hint;
			return kinds[i].what;
		}
	}
	if (is_text(head)) {
		*hint = "not a profile that cprof knows";
		return "a text file";
	}
	return NULL;
}
