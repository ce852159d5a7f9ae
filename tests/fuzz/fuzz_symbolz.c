/*
 * fuzz_symbolz.c: what a server says that is asked for the names of addresses.
 *
 * In: the name of the source that the profile came from, up to the first newline; then the answer.
 */
#include <string.h>

#include "broken.h"
#include "symbolize/remote.h"

static void check_url(struct str source)
{
	struct arena a = {0};
	struct str url = remote_symbol_url(&a, source);

	if (url.n != 0 && str_find(url, STR("/symbol"), 0) == url.n)
		fuzz_broken("symbols are at symbol or symbolz", "neither");
	if (str_starts(source, STR("http://")) && url.n != 0 && memchr(url.p, '?', url.n) != NULL)
		fuzz_broken("the query goes", "it is there");
	arena_release(&a);
}

static void check_answer(struct str answer)
{
	struct str rest = answer, name;
	uint64_t address;
	size_t left = rest.n;

	while (remote_next_symbol(&rest, &address, &name)) {
		if (rest.n >= left)
			fuzz_broken("a symbol is taken off the front", "nothing was");
		if (name.n == 0 || name.p < answer.p || name.p + name.n > answer.p + answer.n)
			fuzz_broken("a name is a part of the answer, and not empty", "it is not");
		if (memchr(name.p, '\n', name.n) != NULL)
			fuzz_broken("a name is part of a line", "of two");
		left = rest.n;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size}, source;

	if (size == 0 || !str_split(&rest, '\n', &source))
		return 0;
	check_url(source);
	check_answer(rest);
	return 0;
}
