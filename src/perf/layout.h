/*
 * layout.h: how what perf record writes is laid out: numbers, attributes, records.
 *
 * The layout is that of linux/perf_event.h and of tools/perf/Documentation/perf.data-file-format.txt. All
 * numbers are little-endian. Every read is checked: what a damaged record lacks is 0, and `bad` is set.
 */
#ifndef CPROF_PERF_LAYOUT_H
#define CPROF_PERF_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

/* The types of records that are looked at. Those from 64 on are perf's own, the others are the kernel's. */
enum perf_type {
	PERF_MMAP = 1,
	PERF_LOST = 2,
	PERF_COMM = 3,
	PERF_FORK = 7,
	PERF_SAMPLE = 9,
	PERF_MMAP2 = 10,
	PERF_LOST_SAMPLES = 13,
	PERF_OWN = 64,
	PERF_ATTR = 64,
	PERF_TRACING_DATA = 66,
	PERF_BUILD_ID = 67,
	PERF_FINISHED_ROUND = 68,
	PERF_AUXTRACE = 71,
	PERF_EVENT_UPDATE = 78,
	PERF_FEATURE = 80,
	PERF_COMPRESSED = 81,
	PERF_COMPRESSED2 = 83,
};

/* Parts of a record's `misc`. Bits 13 to 15 mean something else in each type. */
enum perf_misc {
	PERF_MODE = 7, /* where the processor was: */
	PERF_MODE_KERNEL = 1,
	PERF_MODE_USER = 2,
	PERF_MMAP_DATA = 1 << 13,
	PERF_FORK_EXEC = 1 << 13, /* the child has none of the parent's maps */
	PERF_MMAP2_BUILD_ID = 1 << 14,
	PERF_BUILD_ID_SIZE = 1 << 15,
};

/* Features: parts of the header, which stand behind the records or are records of their own. */
enum perf_feature {
	PERF_FEATURE_BUILD_ID = 2,
	PERF_FEATURE_EVENT_DESC = 12,
	PERF_N_FEATURES = 256,
};

/* In a call chain: what follows is of the kernel, of the program, and the first of all such marks. */
#define PERF_CONTEXT_KERNEL ((uint64_t)-128)
#define PERF_CONTEXT_USER ((uint64_t)-512)
#define PERF_CONTEXT_MAX ((uint64_t)-4095)

enum { PERF_HEADER = 8, PERF_ATTR_MIN = 64, PERF_BUILD_ID_MAX = 20 };

/* Bytes that are read one number after the other. */
struct perf_bytes {
	const char *p;
	size_t n;
	bool bad; /* something was read beyond the end */
};

/* Takes n bytes; fewer, and sets `bad`, when there are not so many. */
static inline struct str perf_take(struct perf_bytes *b, uint64_t n)
{
	struct str s = {b->p, n <= b->n ? (size_t)n : b->n};

	b->bad |= n > b->n;
	if (s.n != 0) /* p may be NULL */
		b->p += s.n;
	b->n -= s.n;
	return s;
}

/* The number of 8 bytes at p. */
static inline uint64_t perf_load(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(v) : v;
}

static inline uint64_t perf_u64(struct perf_bytes *b)
{
	struct str s = perf_take(b, 8);

	return s.n == 8 ? perf_load(s.p) : 0;
}

static inline uint32_t perf_u32(struct perf_bytes *b)
{
	struct str s = perf_take(b, 4);
	uint32_t v = 0;

	if (s.n == sizeof(v))
		memcpy(&v, s.p, sizeof(v));
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap32(v) : v;
}

static inline uint16_t perf_u16(struct perf_bytes *b)
{
	struct str s = perf_take(b, 2);
	uint16_t v = 0;

	if (s.n == sizeof(v))
		memcpy(&v, s.p, sizeof(v));
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap16(v) : v;
}

/* Takes a text that ends at its first NUL byte, or at the end. */
static inline struct str perf_text(struct perf_bytes *b)
{
	struct str s = {b->p, strnlen(b->p, b->n)};

	perf_take(b, s.n < b->n ? s.n + 1 : s.n);
	return s;
}

/* A record without its header. */
struct perf_record {
	uint32_t type;
	uint16_t misc;
	struct str body;
};

/* What is recorded of an event, from its struct perf_event_attr. */
struct perf_attr {
	uint32_t type;
	uint64_t config, period, sample_type, read_format, branches;
	uint64_t registers; /* bits: those of the program that samples have */
	bool frequency;     /* `period` is samples per second */
	bool sample_id_all; /* records that are no samples end with a time and an id */
};

/* Reads an attribute of `size` bytes. False when it is too short. */
bool perf_attr_read(struct perf_bytes *b, uint64_t size, struct perf_attr *attr);

/* True when samples have stacks as bytes, to be unwound (unwind.h). */
bool perf_attr_has_stacks(const struct perf_attr *attr);

/* A sample. What it does not have is 0. */
struct perf_sample {
	uint64_t id, ip, time, period;
	uint32_t pid, tid;
	struct str chain; /* addresses of 8 bytes, from the leaf on, with marks between them */

	/* The registers of the program, 8 bytes for each bit of `mask`, and its stack from the stack pointer on. */
	uint64_t abi, mask;
	struct str registers, stack;

	/* What the counters of this event or of its group say: each is a value, followed by its event's id. */
	struct str counters;
	size_t counter; /* bytes of one; 0: they have no ids, or there are none */
};

/* Reads a sample of an event. False when it ends early. */
bool perf_sample_read(const struct perf_attr *attr, struct str body, struct perf_sample *s);

/* The id of a sample's event, for which `attr` is any event of the file; 0: it has none. */
uint64_t perf_sample_id(const struct perf_attr *attr, struct str body);

/* The time of a record that is no sample; 0: it has none. The same of its id. */
uint64_t perf_record_time(const struct perf_attr *attr, struct str body);

/* A new map of an address space. */
struct perf_mmap {
	uint32_t pid;
	bool kernel;
	bool code; /* it may be executed */
	uint64_t start, size, offset;
	struct str file, build_id; /* build_id: bytes; empty: not known */
};

/* Reads a record of the type PERF_MMAP or PERF_MMAP2. */
bool perf_mmap_read(const struct perf_record *rec, struct perf_mmap *m);

#endif
