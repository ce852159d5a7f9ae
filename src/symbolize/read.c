/*
 * read.c: looks up addresses in binaries, and reads several binaries at the same time.
 */
#include "symbolize/read.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/pool.h"
#include "objfile/dwarf.h"

/* A binary's debug information may take some hundred MB, so that more threads would not help. */
enum { THREADS_MAX = 8 };

/* Of code and of data. */
enum { TABLE_CODE, TABLE_DATA, N_TABLES };

/* So many addresses are worth opening the binary once more, for another processor. */
enum { GRAIN = 4096 };

/* How many addresses may be asked which segment a mapping is of. One is enough but in odd profiles. */
enum { BASE_TRIES = 16 };

/* An address on its way: the file's own, and where it came from. */
struct asked {
	uint64_t address;
	uint32_t mapping, i;
};

struct addresses_asked {
	struct asked *rows[N_TABLES];
	size_t n[N_TABLES];
};

/* Like pprof, a mapping has one base, that of its first address. */
static bool base_of(struct binary *b, const struct read_mapping *m, uint64_t *base, bool *data,
	struct err *err)
{
	for (uint32_t i = 0; i < m->n && i < BASE_TRIES; i++)
		if (binary_base(b, &m->where, m->addresses[i], base, data, err))
			return true;
	return false;
}

static bool same_build(const struct read_mapping *m, struct str id, struct err *err)
{
	if (m->build_id.n == 0 || id.n == 0 || str_eq(m->build_id, id))
		return true;
	return err_set(err, "build ID mismatch: the file's is %.*s", STR_ARG(id));
}

/* Adds the addresses of a mapping. */
static void ask(struct addresses_asked *all, struct binary *b, struct read_mapping *m,
	uint32_t mapping)
{
	uint64_t base;
	bool data;
	int table;

	if (!same_build(m, binary_build_id(b), &m->err) || !base_of(b, m, &base, &data, &m->err))
		return;
	table = data ? TABLE_DATA : TABLE_CODE;
	m->spans = mem_zeroed(m->n, sizeof(*m->spans));
	for (uint32_t i = 0; i < m->n; i++)
		all->rows[table][all->n[table]++] = (struct asked){m->addresses[i] - base, mapping,
			i};
}

static int by_address(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	return x->address < y->address ? -1 : x->address > y->address;
}

/* Addresses that are looked up, in parts. */
struct answers {
	const struct read_binary *r;
	struct binary *b; /* for the first part; the others open their own */
	const uint64_t *addresses;
	size_t n;
	enum frames_mode mode;
	struct answers_part {
		size_t begin;
		struct dwarf_frames frames;
		bool stopped;
	} part[PARALLEL_MAX];
};

/* The binary once more, for another thread; NULL when the file is another by now. */
static struct binary *open_again(const struct answers *a)
{
	struct binary *b = NULL;
	struct err ignored;

	if (!binary_open(&b, a->r->path, &ignored))
		return NULL;
	binary_debug_dirs(b, a->r->debug_dirs);
	if (str_eq(binary_build_id(b), binary_build_id(a->b)))
		return b;
	binary_close(b);
	return NULL;
}

static void answer_part(void *context, unsigned number, size_t begin, size_t end)
{
	struct answers *a = context;
	struct answers_part *part = &a->part[number];
	struct binary *own = number != 0 ? open_again(a) : NULL, *b = number != 0 ? own : a->b;
	struct err ignored;

	part->begin = begin;
	if (b != NULL)
		part->stopped = !binary_frames(b, a->addresses + begin, end - begin, a->mode,
			&part->frames, &ignored);
	binary_close(own);
}

/* Looks up addresses that are not known, and adds what is found. False when that was stopped. */
static bool look_up(struct answers *a)
{
	bool stopped = false;

	if (a->n == 0)
		return true;
	parallel_run(a->n, parallel_parts(a->n, GRAIN), answer_part, a);
	for (size_t i = 0; i < PARALLEL_MAX; i++)
		stopped |= a->part[i].stopped;
	for (size_t i = 0; i < PARALLEL_MAX; i++) {
		struct answers_part *part = &a->part[i];

		if (!stopped && part->frames.n != 0)
			known_frames_add(a->r->known, a->mode, a->addresses + part->begin,
				&part->frames);
		dwarf_frames_release(&part->frames);
	}
	return !stopped;
}

/* Tells each mapping where its frames are. */
static void hand_out(struct read_binary *r, const struct asked *rows, size_t n,
	enum frames_mode mode)
{
	for (size_t i = 0; i < n; i++) {
		struct known_span *span = &r->mappings[rows[i].mapping].spans[rows[i].i];

		if (known_frames_find(r->known, mode, rows[i].address, span))
			r->has_frames |= span->n != 0;
	}
}

/* Has the addresses of code or of data looked up. False when that was stopped. */
static bool answer(struct read_binary *r, struct binary *b, struct asked *rows, size_t n, int table)
{
	uint64_t *addresses = mem_zeroed(n, sizeof(*addresses));
	struct answers a = {.r = r, .b = b, .addresses = addresses};
	struct known_span known;
	bool ok;

	if (r->fast)
		a.mode = FRAMES_FAST;
	else
		a.mode = table == TABLE_DATA ? FRAMES_DATA : FRAMES_FULL;
	qsort(rows, n, sizeof(*rows), by_address);
	for (size_t i = 0; i < n; i++)
		if ((i == 0 || rows[i].address != rows[i - 1].address) &&
			!known_frames_find(r->known, a.mode, rows[i].address, &known))
			addresses[a.n++] = rows[i].address;
	ok = look_up(&a);
	if (ok)
		hand_out(r, rows, n, a.mode);
	free(addresses);
	return ok;
}

static void fail_all(struct read_binary *r, const struct err *err)
{
	for (uint32_t i = 0; i < r->n_mappings; i++) {
		free(r->mappings[i].spans);
		r->mappings[i].spans = NULL;
		r->mappings[i].err = *err;
	}
}

void read_binary(struct read_binary *r)
{
	struct addresses_asked all = {0};
	struct binary *b = NULL;
	struct err err = {0};
	size_t n = 0;

	if (!binary_open(&b, r->path, &err)) {
		fail_all(r, &err);
		return;
	}
	binary_debug_dirs(b, r->debug_dirs);
	for (uint32_t i = 0; i < r->n_mappings; i++)
		n += r->mappings[i].n;
	if (r->known != NULL) {
		known_frames_check(r->known, b);
	} else {
		r->known = known_frames_new();
		r->own = true;
	}
	for (int t = 0; t < N_TABLES; t++)
		all.rows[t] = mem_zeroed(n, sizeof(*all.rows[t]));
	for (uint32_t i = 0; i < r->n_mappings; i++)
		ask(&all, b, &r->mappings[i], i);
	for (int t = 0; t < N_TABLES && !r->stopped; t++)
		r->stopped = !answer(r, b, all.rows[t], all.n[t], t);
	if (r->stopped) {
		err_set(&err, "stopped");
	} else if (binary_changed(b)) {
		err_set(&err, "it changed while it was read; try again");
		known_frames_spoil(r->known);
	}
	if (err.text[0] != '\0')
		fail_all(r, &err);
	for (int t = 0; t < N_TABLES; t++)
		free(all.rows[t]);
	binary_close(b);
}

/* --- many binaries */

struct binaries_reading {
	struct read_binary *binaries;
	size_t n;
	const struct notes *notes;
	bool told;
};

static void read_one(void *context, size_t i, size_t worker)
{
	struct binaries_reading *r = context;

	(void)worker;
	read_binary(&r->binaries[i]);
}

/* "symbolizing libfoo.so, 3 of 12". The name is the profile's, and may be anything. */
static void tell_reading(void *context, const struct pool_progress *at)
{
	struct binaries_reading *r = context;
	struct out o = {.terminal = true};

	out_lit(&o, "symbolizing ");
	out_str(&o, path_base(str_from_c(r->binaries[at->last].path)));
	out_fmt(&o, ", %zu of %zu", at->last + 1, r->n);
	out_bytes(&o, "", 1);
	notes_progress(r->notes, o.p);
	r->told = true;
	out_release(&o);
}

bool read_binaries(struct read_binary *binaries, size_t n, const struct notes *notes, int quiet_ms)
{
	struct binaries_reading r = {.binaries = binaries, .n = n, .notes = notes};
	bool all = pool_run(&(struct pool){.n = n,
		.threads = pool_processors(THREADS_MAX),
		.stops = true,
		.context = &r,
		.work = read_one,
		.progress = notes != NULL && notes->progress != NULL ? tell_reading : NULL,
		.quiet_ms = quiet_ms});

	if (r.told)
		notes_progress(notes, "");
	for (size_t i = 0; i < n && all; i++)
		all = !binaries[i].stopped;
	return all;
}

/* --- what was read */

struct read_frame read_frame(const struct read_binary *r, struct known_span span, uint32_t i)
{
	struct binary_frame f = known_frames_at(r->known, span, i);

	/* Like pprof, the symbol table alone says no files, though it knows those of local symbols. */
	return (struct read_frame){known_frames_text(r->known, f.name),
		known_frames_text(r->known, r->fast ? 0 : f.file), f.line, f.column, f.start_line};
}

void read_release(struct read_binary *r)
{
	for (uint32_t i = 0; i < r->n_mappings; i++)
		free(r->mappings[i].spans);
	if (r->own)
		known_frames_free(r->known);
	r->known = NULL;
}
