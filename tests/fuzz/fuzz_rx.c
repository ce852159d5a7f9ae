/*
 * fuzz_rx.c: regular expressions.
 *
 * In: a byte that is the length of the pattern, the pattern, and what it is matched against. A
 * match may fail, but not crash or run away, and gives the same result each time.
 */
#include "base/rx.h"
#include "broken.h"

enum { SUBJECT_MAX = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = {0}, again_err = {0};
	bool hit = false, again = false, ok;
	struct str rest, pattern, subject;
	struct rx *rx = NULL;

	if (size == 0)
		return 0;
	rest = (struct str){(const char *)data + 1, size - 1};
	pattern = str_sub(rest, 0, data[0]);
	subject = str_sub(str_from(rest, data[0]), 0, SUBJECT_MAX);
	ok = rx_new(pattern, &rx, &err);
	fuzz_check_err(ok, &err);
	if (!ok)
		return 0;
	ok = rx_match(rx, subject, &hit, &err);
	fuzz_check_err(ok, &err);
	if (rx_match(rx, subject, &again, &again_err) != ok || again != hit)
		fuzz_broken("a match gives the same result each time", "");
	rx_free(rx);
	return 0;
}
