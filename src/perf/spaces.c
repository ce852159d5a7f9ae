/*
 * spaces.c: keeps the maps of processes and the names of threads.
 */
#include "perf/spaces.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/search.h"

enum { KERNEL_MAPS, NO_MAPS };

/* Far more than programs have of code. Inserting into longer lists would take too long. */
enum { MAPS_MAX = 1 << 14 };

static uint32_t add_maps(struct perf_spaces *s)
{
	*vec_add(&s->maps) = (struct perf_maps){.users = 1, .version = ++s->versions};
	return (uint32_t)s->maps.n - 1;
}

void perf_spaces_init(struct perf_spaces *s)
{
	*s = (struct perf_spaces){.seed = hash_seed()};
	intern_init(&s->strings, &s->arena, NULL);
	add_maps(s);
	add_maps(s);
}

void perf_spaces_release(struct perf_spaces *s)
{
	for (size_t i = 0; i < s->maps.n; i++)
		free(s->maps.p[i].list.p);
	free(s->maps.p);
	free(s->segments.p);
	free(s->processes.p);
	free(s->threads.p);
	free(s->who.p);
	free(s->builds.p);
	index_release(&s->by_segment);
	index_release(&s->by_who);
	map_release(&s->by_pid);
	map_release(&s->by_tid);
	intern_release(&s->strings);
	arena_release(&s->arena);
}

/* Maps. */

static bool same_segment(const struct perf_segment *a, const struct perf_segment *b)
{
	return a->file == b->file && a->offset == b->offset && a->size == b->size &&
		a->build_id == b->build_id && a->kernel == b->kernel;
}

static uint32_t find_segment(struct perf_spaces *s, const struct perf_segment *wanted)
{
	uint64_t hash = hash_mix(hash_mix(s->seed, (uint64_t)wanted->build_id << 32 | wanted->file),
		wanted->offset);
	uint32_t row;

	hash = hash_mix(hash, wanted->size);
	for (size_t at = 0; (row = index_next(&s->by_segment, hash, &at)) != 0;)
		if (same_segment(&s->segments.p[row - 1], wanted))
			return row - 1;
	*vec_add(&s->segments) = *wanted;
	index_add(&s->by_segment, hash, (uint32_t)s->segments.n);
	return (uint32_t)s->segments.n - 1;
}

/* The place of the process' maps, which it shares with nobody from now on. */
static uint32_t own_maps(struct perf_spaces *s, uint32_t *process)
{
	struct perf_maps *old = &s->maps.p[*process], *new;
	uint32_t place = *process;

	if (old->users > 1) {
		old->users--;
		place = add_maps(s);
		old = &s->maps.p[*process];
		new = &s->maps.p[place];
		for (size_t i = 0; i < old->list.n; i++)
			*vec_add(&new->list) = old->list.p[i];
		s->n_maps += old->list.n;
		*process = place;
	}
	s->maps.p[place].version = ++s->versions;
	return place;
}

/* Puts a map in the place of all that it covers. Of a map that reaches out of it, the rest stays. */
static void insert(struct perf_maps *m, struct perf_map new)
{
	struct perf_map put[3];
	size_t first, last, n = 0, room;

	SEARCH(first, m->list.n, m->list.p[first].limit <= new.start);
	SEARCH(last, m->list.n, m->list.p[last].start < new.limit);
	if (first < last && m->list.p[first].start < new.start) {
		put[n] = m->list.p[first];
		put[n++].limit = new.start;
	}
	put[n++] = new;
	if (first < last && m->list.p[last - 1].limit > new.limit) {
		put[n] = m->list.p[last - 1];
		put[n].skip += new.limit - put[n].start;
		put[n++].start = new.limit;
	}
	room = m->list.n - (last - first) + n;
	m->list.p = mem_grow(m->list.p, &m->list.cap, room, sizeof(*m->list.p));
	memmove(m->list.p + first + n, m->list.p + last, (m->list.n - last) * sizeof(*m->list.p));
	memcpy(m->list.p + first, put, n * sizeof(*put));
	m->list.n = room;
}

/* The process' place of maps. A process that is new has none. */
static uint32_t *process_of(struct perf_spaces *s, uint32_t pid)
{
	uint32_t row = map_get(&s->by_pid, pid);

	if (row == 0) {
		*vec_add(&s->processes) = NO_MAPS;
		s->maps.p[NO_MAPS].users++;
		row = (uint32_t)s->processes.n;
		map_put(&s->by_pid, pid, row);
	}
	return &s->processes.p[row - 1];
}

/* Whether something is mapped between two addresses. */
static bool covers(const struct perf_maps *m, uint64_t start, uint64_t limit)
{
	size_t i;

	SEARCH(i, m->list.n, m->list.p[i].limit <= start);
	return i < m->list.n && m->list.p[i].start < limit;
}

/*
 * Of data only that is kept which takes the place of code. Some recordings have all of it, and programs map new memory
 * all the time: it would fill the list, and what is known of an address space is known no more when its maps change.
 */
static bool take_mmap(struct perf_spaces *s, const struct perf_record *rec)
{
	struct perf_mmap m;
	struct perf_segment segment;
	uint32_t place = KERNEL_MAPS;
	size_t before;

	if (!perf_mmap_read(rec, &m))
		return false;
	if (m.size == 0 || m.size > UINT64_MAX - m.start)
		return true;
	if (!m.kernel && !m.code && !covers(perf_spaces_of(s, m.pid), m.start, m.start + m.size))
		return true;
	if (!m.kernel)
		place = own_maps(s, process_of(s, m.pid));
	s->maps.p[place].version = ++s->versions;
	before = s->maps.p[place].list.n;
	if (before >= MAPS_MAX) {
		s->n_refused++;
		return true;
	}
	segment = (struct perf_segment){m.start, m.size, m.offset, intern_add(&s->strings, m.file),
		intern_add(&s->strings, m.build_id), m.kernel};
	insert(&s->maps.p[place],
		(struct perf_map){m.start, m.start + m.size, 0, find_segment(s, &segment)});
	s->n_maps += s->maps.p[place].list.n - before;
	return true;
}

/* Makes the maps in a place those of a process. */
static void give_maps(struct perf_spaces *s, uint32_t pid, uint32_t place)
{
	uint32_t *process = process_of(s, pid);
	struct perf_maps *old = &s->maps.p[*process];

	s->maps.p[place].users++;
	if (--old->users == 0) {
		s->n_maps -= old->list.n;
		free(old->list.p);
		memset(&old->list, 0, sizeof(old->list));
	}
	*process = place;
}

const struct perf_maps *perf_spaces_of(const struct perf_spaces *s, uint32_t pid)
{
	uint32_t row = map_get(&s->by_pid, pid);

	return &s->maps.p[row != 0 ? s->processes.p[row - 1] : NO_MAPS];
}

const struct perf_maps *perf_spaces_kernel(const struct perf_spaces *s)
{
	return &s->maps.p[KERNEL_MAPS];
}

const struct perf_map *perf_maps_find(const struct perf_maps *m, uint64_t address)
{
	size_t i;

	SEARCH(i, m->list.n, m->list.p[i].limit <= address);
	return i < m->list.n && m->list.p[i].start <= address ? &m->list.p[i] : NULL;
}

/* Build IDs. */

void perf_spaces_build_id(struct perf_spaces *s, uint16_t misc, struct str body)
{
	struct perf_bytes in = {.p = body.p, .n = body.n};
	struct str id;
	size_t n;

	perf_take(&in, 4); /* the process of a virtual machine */
	id = perf_take(&in, PERF_BUILD_ID_MAX);
	n = perf_u32(&in) & 0xff;
	if ((misc & PERF_BUILD_ID_SIZE) != 0 && n < id.n)
		id.n = n;
	if (in.bad)
		return;
	*vec_add(&s->builds) = (struct perf_build){
		intern_add(&s->strings, perf_text(&in)),
		intern_add(&s->strings, id),
		(misc & PERF_MODE) == PERF_MODE_KERNEL,
	};
}

void perf_spaces_build_ids(struct perf_spaces *s, struct str feature)
{
	struct perf_bytes in = {.p = feature.p, .n = feature.n};

	while (in.n != 0 && !in.bad) {
		uint16_t misc, size;

		perf_u32(&in);
		misc = perf_u16(&in);
		size = perf_u16(&in);
		perf_spaces_build_id(s, misc,
			perf_take(&in, size < PERF_HEADER ? 0 : size - PERF_HEADER));
	}
}

/* The kernel's map is called "[kernel.kallsyms]_text", and its build "[kernel.kallsyms]" or after a file. */
static bool is_kernel_itself(struct str file)
{
	return str_starts(file, STR("[kernel")) || str_find(file, STR("vmlinux"), 0) < file.n;
}

struct str perf_spaces_kernel_build(const struct perf_spaces *s)
{
	for (size_t i = 0; i < s->builds.n; i++)
		if (s->builds.p[i].kernel &&
			is_kernel_itself(intern_str(&s->strings, s->builds.p[i].file)))
			return intern_str(&s->strings, s->builds.p[i].build_id);
	return STR("");
}

void perf_spaces_link_builds(struct perf_spaces *s)
{
	str_id kernel = intern_add(&s->strings, perf_spaces_kernel_build(s));
	struct map by_file = {0};

	for (size_t i = 0; i < s->builds.n; i++)
		if (s->builds.p[i].file != 0 && map_get(&by_file, s->builds.p[i].file) == 0)
			map_put(&by_file, s->builds.p[i].file, (uint32_t)i + 1);
	for (size_t i = 0; i < s->segments.n; i++) {
		struct perf_segment *g = &s->segments.p[i];
		uint32_t row = map_get(&by_file, g->file);

		if (g->build_id != 0)
			continue;
		if (row != 0)
			g->build_id = s->builds.p[row - 1].build_id;
		else if (g->kernel && is_kernel_itself(intern_str(&s->strings, g->file)))
			g->build_id = kernel;
	}
	map_release(&by_file);
}

/* Threads. */

/* The thread; one that is new is called by its number, as perf does. */
static struct perf_thread *thread_of(struct perf_spaces *s, uint32_t pid, uint32_t tid)
{
	uint32_t row = map_get(&s->by_tid, tid);
	struct perf_thread *t;
	char name[16];

	if (row == 0) {
		vec_add(&s->threads);
		row = (uint32_t)s->threads.n;
		map_put(&s->by_tid, tid, row);
	} else if (s->threads.p[row - 1].pid == pid) {
		return &s->threads.p[row - 1];
	}
	t = &s->threads.p[row - 1];
	snprintf(name, sizeof(name), ":%d", (int)tid);
	*t = (struct perf_thread){pid, tid,
		intern_add(&s->strings, tid == 0 ? STR("swapper") : str_from_c(name)), 0};
	return t;
}

/*
 * Note: the name may come of exec. As perf does, we keep the maps then, and those of the new program take their place:
 * stacks of the kernel within exec still end in the old one.
 */
static bool take_comm(struct perf_spaces *s, const struct perf_record *rec)
{
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};
	uint32_t pid = perf_u32(&in), tid = perf_u32(&in);
	struct perf_thread *t;

	if (in.bad)
		return false;
	t = thread_of(s, pid, tid);
	t->comm = intern_add(&s->strings, perf_text(&in));
	t->who = 0;
	return true;
}

/* A thread of the same process shares its maps already. */
static bool take_fork(struct perf_spaces *s, const struct perf_record *rec)
{
	struct perf_bytes in = {.p = rec->body.p, .n = rec->body.n};
	uint32_t pid = perf_u32(&in), parent = perf_u32(&in), tid = perf_u32(&in);
	str_id comm = thread_of(s, parent, perf_u32(&in))->comm;
	struct perf_thread *t = thread_of(s, pid, tid);

	if (in.bad)
		return false;
	t->comm = comm;
	t->who = 0;
	if (pid != parent && (rec->misc & PERF_FORK_EXEC) == 0)
		give_maps(s, pid, *process_of(s, parent));
	return true;
}

bool perf_spaces_take(struct perf_spaces *s, const struct perf_record *rec)
{
	switch (rec->type) {
	case PERF_MMAP:
	case PERF_MMAP2:
		return take_mmap(s, rec);
	case PERF_COMM:
		return take_comm(s, rec);
	case PERF_FORK:
		return take_fork(s, rec);
	}
	return true;
}

uint32_t perf_spaces_who(struct perf_spaces *s, uint32_t pid, uint32_t tid)
{
	struct perf_thread *t = thread_of(s, pid, tid);
	uint64_t hash = hash_mix(hash_mix(s->seed, (uint64_t)pid << 32 | tid), t->comm);
	uint32_t row;

	if (t->who != 0)
		return t->who - 1;
	for (size_t at = 0; (row = index_next(&s->by_who, hash, &at)) != 0;) {
		const struct perf_who *w = &s->who.p[row - 1];

		if (w->pid == pid && w->tid == tid && w->comm == t->comm)
			break;
	}
	if (row == 0) {
		*vec_add(&s->who) = (struct perf_who){pid, tid, t->comm};
		row = (uint32_t)s->who.n;
		index_add(&s->by_who, hash, row);
	}
	t->who = row;
	return row - 1;
}

size_t perf_spaces_memory(const struct perf_spaces *s)
{
	return s->arena.used + s->n_maps * sizeof(struct perf_map) +
		s->maps.n * sizeof(*s->maps.p) + s->segments.n * sizeof(*s->segments.p) +
		s->processes.n * sizeof(*s->processes.p) + s->threads.n * sizeof(*s->threads.p) +
		s->who.n * sizeof(*s->who.p) + s->builds.n * sizeof(*s->builds.p);
}
