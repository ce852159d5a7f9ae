/*
 * fuzz.h: a session, for the targets that run all layers, and for the tests of damaged profiles.
 */
#ifndef CPROF_TESTS_FUZZ_H
#define CPROF_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "broken.h"
#include "import/import.h"
#include "shell/delivery.h"
#include "shell/shell.h"
#include "tiny.h"

/* A session with its notes in memory. */
struct fuzz_session {
	struct shell s;
	char *notes; /* what was noted, complete after fuzz_close */
	size_t n_notes;
	FILE *notes_to;
};
void fuzz_open(struct fuzz_session *f, bool terminal);

/* Also checks the notes. */
void fuzz_close(struct fuzz_session *f);

/* Decodes bytes and makes them the session's profile, with what its flags say. */
bool fuzz_load(struct shell *s, struct str bytes, uint64_t max_size, struct err *err);
bool fuzz_load_limited(struct shell *s, struct str bytes, const struct load_limits *limits,
	struct err *err);

/* As fuzz_load with a profile of two samples that never fails; see tiny.c. */
void fuzz_load_tiny(struct shell *s);

/* The same with other names, among which the types' must differ. */
bool fuzz_load_named(struct shell *s, const struct str names[FUZZ_NAMES], struct err *err);

/*
 * What makes the options of an input: pairs of bytes, an option (1 is the first of the table, 0 is
 * none) and what stands for its value. `text` is where a part of the strings is taken from.
 */
enum { FUZZ_PAIRS = 7, FUZZ_HEADER = 2 + 2 * FUZZ_PAIRS };
void fuzz_options(struct shell *s, const uint8_t pairs[2 * FUZZ_PAIRS], struct str text);

/* A regular expression, not empty: from a list, or from text. In the session's arena. */
struct str fuzz_regex(struct shell *s, uint8_t choice, struct str text);

/*
 * Runs one command with the session's options: once for a terminal, once not, and with `again` a
 * third time, streamed, whose output must be the same. A profile that it writes must be valid.
 */
void fuzz_run(struct shell *s, const struct command *c, struct str regex, bool again);

#endif
