/*
 * known-frames.h: keeps the frames that were found at addresses of one binary.
 */
#ifndef CPROF_SYMBOLIZE_KNOWN_FRAMES_H
#define CPROF_SYMBOLIZE_KNOWN_FRAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "objfile/dwarf.h"

/* The frames of an address: `n` of them from `begin` on, in the table of a mode. */
struct known_span {
	uint32_t begin, n;
	enum frames_mode mode;
};

/* What is known of one binary. One thread at a time uses it. */
struct known_frames;

struct known_frames *known_frames_new(void);

/* NULL: nothing happens. */
void known_frames_free(struct known_frames *k);

/*
 * Forgets everything when it is of another file than b: the binary or its debug file was replaced or written
 * to, or a debug file is there now; and when a file that b's debug information refers to was missing.
 */
void known_frames_check(struct known_frames *k, struct binary *b);

/* From now on what is known is not for the next profile: the next check forgets it. */
void known_frames_spoil(struct known_frames *k);

/* Whether the frames of an address in the file are known; *span is set then. There may be none of them. */
bool known_frames_find(const struct known_frames *k, enum frames_mode mode, uint64_t address,
	struct known_span *span);

/* Adds the frames of addresses that differ and are not known. Spans stay valid. */
void known_frames_add(struct known_frames *k, enum frames_mode mode, const uint64_t *addresses,
	const struct dwarf_frames *frames);

/* Frame i of a span, and the texts of its ids. */
struct binary_frame known_frames_at(const struct known_frames *k, struct known_span span,
	uint32_t i);
struct str known_frames_text(const struct known_frames *k, str_id id);

/* Bytes that it takes. */
size_t known_frames_memory(const struct known_frames *k);

#endif
