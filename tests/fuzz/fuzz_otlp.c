/*
 * fuzz_otlp.c: OTLP profiles, alone and behind their length.
 *
 * In: a file. What is read is written as profile.proto, which must be read again. A message that can be read
 * must be the same profile when its length stands in front of it, as the collector writes it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/formats.h"
#include "profile/encode.h"
#include "read.h"

#define MAX_SIZE ((uint64_t)4 << 20)
enum { LENGTH = 4 };

/* A file of one message, with its length in front of it; the caller frees it. */
static char *with_length(const uint8_t *data, size_t size)
{
	char *framed = mem_zeroed(size + LENGTH, 1);

	for (int i = 0; i < LENGTH; i++)
		framed[i] = (char)(size >> 8 * (LENGTH - 1 - i));
	if (size != 0)
		memcpy(framed + LENGTH, data, size);
	return framed;
}

static void check_framed(struct arena *a, const struct profile *p, const uint8_t *data, size_t size)
{
	const struct load_limits limits = {.max_size = 2 * MAX_SIZE};
	char *framed = with_length(data, size);
	struct out once = {0}, again = {0};
	struct profile read = {0};
	struct err err = {0};

	if (!fuzz_read(a, (struct str){framed, size + LENGTH}, &limits, &read, &err))
		fuzz_broken("a message can be read behind its length", err.text);
	profile_encode(p, &once);
	profile_encode(&read, &again);
	if (once.n != again.n || memcmp(once.p, again.p, once.n) != 0)
		fuzz_broken("a message is the same profile behind its length", "");
	out_release(&once);
	out_release(&again);
	free(framed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct load_limits limits = {.max_size = MAX_SIZE};
	const struct str bytes = {(const char *)data, size};
	struct profile p = {0};
	struct arena a = {0};
	struct err err = {0};

	if (fuzz_read(&a, bytes, &limits, &p, &err)) {
		fuzz_check_written(&p);
		/* Other formats, and several messages, are no one message. */
		if (import_otlp_claims(bytes) && data[0] >= 8 && p.comments == NULL)
			check_framed(&a, &p, data, size);
	}
	arena_release(&a);
	return 0;
}
