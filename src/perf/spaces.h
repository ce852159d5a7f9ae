/*
 * spaces.h: what was where in the memory of each process, and what threads are called.
 *
 * In: records of maps, forks and names, in the order of time. Out: for an address of a process at that time the file
 * and the place in it.
 */
#ifndef CPROF_PERF_SPACES_H
#define CPROF_PERF_SPACES_H

#include "base/intern.h"
#include "base/mem.h"
#include "perf/layout.h"

/*
 * A part of a file that was mapped, by any process: `start` is where the first one had it. Addresses of the others are
 * taken there, so that equal code has equal addresses.
 */
struct perf_segment {
	uint64_t start, size, offset;
	str_id file, build_id; /* build_id: bytes; 0: not known */
	bool kernel;
};

/* A map of a process: [start, limit) is the segment from its byte `skip` on. */
struct perf_map {
	uint64_t start, limit, skip;
	uint32_t segment;
};

/* The maps of one or more processes, by address. Processes share them until one of them changes its own. */
struct perf_maps {
	VEC(struct perf_map) list;
	uint32_t users;
	uint64_t version; /* differs whenever the maps do */
};

/* What names the samples of a thread: a row of `who`. */
struct perf_who {
	uint32_t pid, tid;
	str_id comm;
};

struct perf_thread {
	uint32_t pid, tid;
	str_id comm;
	uint32_t who; /* 1 + place in `who`; 0: not known yet */
};

/* The build ID of a file, as it was when the recording ended. */
struct perf_build {
	str_id file, build_id; /* build_id: bytes */
	bool kernel;
};

/* Begins with perf_spaces_init. */
struct perf_spaces {
	struct arena arena;
	struct intern strings;
	VEC(struct perf_segment) segments;
	struct index by_segment;
	VEC(struct perf_maps) maps; /* the first is the kernel's, the second has none */
	struct map by_pid;          /* 1 + place in processes */
	VEC(uint32_t) processes;    /* the place of their maps */
	VEC(struct perf_thread) threads;
	struct map by_tid; /* 1 + place in threads */
	VEC(struct perf_who) who;
	struct index by_who;
	VEC(struct perf_build) builds;
	uint64_t versions, seed;
	size_t n_maps;      /* in all lists */
	uint64_t n_refused; /* maps of processes that had too many */
};

void perf_spaces_init(struct perf_spaces *s);
void perf_spaces_release(struct perf_spaces *s);

/* Takes a record; other types are passed over. False when it ends early. */
bool perf_spaces_take(struct perf_spaces *s, const struct perf_record *rec);

/* The maps of a process and those of the kernel, valid until the next perf_spaces_take. */
const struct perf_maps *perf_spaces_of(const struct perf_spaces *s, uint32_t pid);
const struct perf_maps *perf_spaces_kernel(const struct perf_spaces *s);

/* The map that has an address; NULL: none. */
const struct perf_map *perf_maps_find(const struct perf_maps *m, uint64_t address);

/* Takes a build ID: a record of the type PERF_BUILD_ID; and all those of the feature. */
void perf_spaces_build_id(struct perf_spaces *s, uint16_t misc, struct str body);
void perf_spaces_build_ids(struct perf_spaces *s, struct str feature);

/* Gives the segments that have no build ID those that were taken. */
void perf_spaces_link_builds(struct perf_spaces *s);

/* The build ID of the kernel, as bytes; empty: not known. */
struct str perf_spaces_kernel_build(const struct perf_spaces *s);

/* The place in `who` of a thread. */
uint32_t perf_spaces_who(struct perf_spaces *s, uint32_t pid, uint32_t tid);

size_t perf_spaces_memory(const struct perf_spaces *s);

#endif
