/*
 * read.h: what one binary says of the addresses of a profile.
 *
 * In: a path, and the mappings of the profile that are of this file, with their addresses. Out: for
 * each address its frames. Runs on any thread; several binaries may be read at the same time. The
 * profile itself is not seen here, so that nothing is shared.
 */
#ifndef CPROF_SYMBOLIZE_READ_H
#define CPROF_SYMBOLIZE_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/notes.h"
#include "objfile/elf.h"
#include "symbolize/known-frames.h"

struct read_mapping {
	/* In; the arrays and strings stay the caller's. */
	struct binary_mapping where;
	struct str build_id; /* what the file's must be; empty: any */
	const uint64_t *addresses;
	uint32_t n;

	/* Out. */
	struct known_span *spans; /* n; NULL when the mapping could not be read */
	struct err err;           /* then: why */
};

/* Innermost first. Empty and 0: not known. */
struct read_frame {
	struct str name, file; /* live as long as what was read */
	int64_t line, column, start_line;
};

struct read_binary {
	const char *path;
	struct str debug_dirs; /* where separate debug files may be; see binary_debug_dirs */
	struct read_mapping *mappings;
	uint32_t n_mappings;
	bool fast; /* the symbol table alone */
	/*
	 * What is known of the file's frames, and gets what is found. The caller's; NULL: nothing is known, and
	 * what is found is released with the rest.
	 */
	struct known_frames *known;

	bool has_frames; /* for some address */
	bool stopped;    /* by a Ctrl-C; nothing is there then */
	bool own;        /* `known` was made here */
};

/* Never fails as a whole: each mapping says what became of it. */
void read_binary(struct read_binary *r);

/*
 * Reads n binaries, several at the same time. Shows how far it is in `notes` (NULL: nobody looks), once it
 * takes longer than quiet_ms milliseconds; on the calling thread. False when it was interrupted before the
 * last was read.
 * Note: some were not read at all then, and have neither frames nor an error.
 */
bool read_binaries(struct read_binary *binaries, size_t n, const struct notes *notes, int quiet_ms);

/* Frame i of a span. */
struct read_frame read_frame(const struct read_binary *r, struct known_span span, uint32_t i);

/* What read_binary made; also of one that was never read. */
void read_release(struct read_binary *r);

#endif
