/*
 * proto.h: profile.proto messages for tests, written byte by byte.
 *
 * Two ways: pb_ writes the fields of a message as the wire format has them, so that a test can
 * break any rule; folded_ writes a whole good profile from stacks as text, for tests that need one
 * and do not care how it was stored.
 */
#ifndef CPROF_TESTS_UNIT_PROTO_H
#define CPROF_TESTS_UNIT_PROTO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "profile/builder.h"
#include "profile/profile.h"

/* The wire format. */
void pb_varint(struct out *o, uint64_t v);
void pb_tag(struct out *o, unsigned field, unsigned wire);
void pb_number(struct out *o, unsigned field, uint64_t v);
void pb_bytes(struct out *o, unsigned field, struct str body);
void pb_text(struct out *o, unsigned field, const char *text);
void pb_packed(struct out *o, unsigned field, const uint64_t *v, size_t n);

/* Field numbers of a Profile. */
enum {
	PB_TYPE = 1,
	PB_SAMPLE,
	PB_MAPPING,
	PB_LOCATION,
	PB_FUNCTION,
	PB_STRING,
	PB_DROP_FRAMES,
	PB_KEEP_FRAMES,
	PB_TIME,
	PB_DURATION,
	PB_PERIOD_TYPE,
	PB_PERIOD,
	PB_COMMENT,
	PB_DEFAULT_TYPE,
	PB_DOC_URL,
};

/*
 * A message within a Profile: its field, and up to eight numbers for its fields 1, 2, 3 ...; 0 is
 * left out, as in proto3.
 */
void pb_message(struct out *o, unsigned field, const uint64_t *v, size_t n);
#define PB_MESSAGE(o, field, ...) \
	pb_message((o), (field), (const uint64_t[]){__VA_ARGS__}, \
		sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

/* A location of one line. */
void pb_location(struct out *o, uint64_t id, uint64_t mapping, uint64_t address, uint64_t function,
	uint64_t line);

/* A sample of one location and one value. */
void pb_sample(struct out *o, uint64_t location, uint64_t value);

/*
 * The least that is a profile: strings "", "cpu", "ns", "f"; the type cpu in ns; function 1 "f";
 * location 1 in it; one sample of 7 there. Mappings: none.
 */
void pb_least(struct out *o);

/* Decodes and checks. All of *p is in the arena. */
bool pb_load(struct arena *a, struct str bytes, struct profile *p, struct err *err);
bool pb_load_limited(struct arena *a, struct str bytes, uint64_t max_size, bool all_frames,
	struct profile *p, struct err *err);

/*
 * A profile from folded stacks. `types` is "cpu/ns samples/count"; each row is a stack, from root
 * to leaf, and one value for each type: "main;work;leaf 10 1". Between two ';' is a location: its
 * frames, the outermost first, with '>' before each that was inlined into the one on its left:
 * "main;work>helper 10 1". A frame is a name, then a file behind '@', line and column behind ':':
 * "work@a.c:12:3". A location that begins with 0x has only that address; others have the address
 * 0x1000 times their number from 1 on. Equal texts are one location, equal names and files one
 * function. "- 10 1" has no stack. Behind the values labels may follow: "key=text",
 * "key:=number/unit". A row may also be "drop_frames REGEXP", "keep_frames REGEXP",
 * "default_type NAME" or "comment TEXT". All are in one mapping, of /bin/prog.
 */
void folded_write(struct out *o, const char *types, const char *const *rows, size_t n);

/*
 * The other way: the types and, a line each, the samples of a profile, in the same form: "cpu/ns",
 * "main;work@a.c:12 10 key=text". A location without lines is its address. In the arena.
 */
const char *folded_text(struct arena *a, const struct profile *p);

/* What folded_write writes, loaded. Fails the test when it does not load. */
void folded_load(struct arena *a, const char *types, const char *const *rows, size_t n,
	struct profile *p);
#define FOLDED_LOAD(a, p, types, ...) \
	folded_load((a), (types), (const char *const[]){__VA_ARGS__}, \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), (p))

#endif
