/*
 * locate.c: searches the binaries of a profile on this machine.
 */
#include "symbolize/locate.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/ascii.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "objfile/elf.h"

/*
 * How many files of different names are looked for, how many of a build ID's folder are tried, and
 * how many are told to be others than those wanted. Real profiles have some hundred mappings.
 * All that is tried has a limit, too.
 */
enum { LOOKS_MAX = 20000, TRIES_MAX = 500000, FOLDER_MAX = 1000, NOTES_MAX = 10 };

/* What was looked for, and what was found. */
struct look {
	str_id file, build_id;
	struct binary_mapping where; /* zeroed when the build ID says enough */
	str_id found;                /* 0: nothing */
};

struct locator {
	struct arena arena;
	struct intern strings; /* of looks */
	struct index index;    /* of looks, by hash of both names */
	VEC(struct look) looks;
	VEC(struct str) dirs; /* those that are there */
	const struct notes *notes;
	size_t told;  /* files that were told of */
	size_t tries; /* files that were looked for, whether they are there or not */
};

/* --- what to try */

/* Like Go's filepath.Join: the parts that are not empty, cleaned. */
static struct str join(struct arena *a, const struct str *parts, size_t n)
{
	struct str path = arena_join(a, parts, n, STR("/"));

	return path.n != 0 ? path_clean(a, path) : path;
}

static void try(struct arena *a, struct candidates *c, const struct str *parts, size_t n)
{
	*vec_add(&c->list) = arena_str(a, join(a, parts, n));
}

#define TRY(...) \
	try(a, c, (const struct str[]){__VA_ARGS__}, \
		sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))

/* A name without the ".." that lead out of where it is looked for. */
static struct str confined(struct arena *a, struct str file)
{
	struct str path;

	if (file.n == 0)
		return file;
	path = path_clean(a, arena_join(a, (const struct str[]){STR("/"), file}, 2, STR("")));
	return file.p[0] == '/' ? path : str_from(path, 1);
}

static struct str folder_of(struct str file)
{
	size_t slash = str_find_last(file, '/');

	return slash < file.n ? str_sub(file, 0, slash) : STR("");
}

static struct str with(struct arena *a, struct str name, struct str end)
{
	return arena_join(a, (const struct str[]){name, end}, 2, STR(""));
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* All that is in the folder of a build ID, by name. */
static void try_folder(struct arena *a, struct candidates *c, struct str path)
{
	size_t before = c->list.n;
	DIR *dir = opendir(arena_c(a, path));
	const struct dirent *e;

	if (dir == NULL)
		return;
	while (c->list.n - before < FOLDER_MAX && (e = readdir(dir)) != NULL) {
		struct str name = str_from_c(e->d_name);

		if (!str_eq(name, STR(".")) && !str_eq(name, STR("..")))
			TRY(path, name);
	}
	closedir(dir);
	if (c->list.n != before)
		qsort(c->list.p + before, c->list.n - before, sizeof(*c->list.p), by_name);
}

static bool is_hex(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_hex(s.p[i]))
			return false;
	return s.n != 0;
}

void locate_candidates(struct arena *a, struct str dir, struct str file, struct str id,
	struct candidates *c)
{
	struct str base = STR(""), folder;

	if (file.n != 0 && memchr(file.p, '\0', file.n) != NULL)
		return;
	file = confined(a, path_undeleted(file));
	if (file.n != 0)
		base = path_base(file);
	if (is_hex(id)) {
		TRY(dir, id, base);
		try_folder(a, c, join(a, (const struct str[]){dir, id}, 2));
		TRY(dir, file, id); /* as perf does */
		if (id.n >= 2)      /* as LLVM does: ab/cdef0123456.debug */
			TRY(dir, str_sub(id, 0, 2), with(a, str_from(id, 2), STR(".debug")));
	}
	if (file.n == 0)
		return;
	folder = folder_of(file);
	TRY(dir, base);
	TRY(dir, file);
	/* As GDB does, sourceware.org/gdb/onlinedocs/gdb/Separate-Debug-Files.html */
	TRY(dir, with(a, file, STR(".debug")));
	TRY(dir, folder, STR(".debug"), with(a, base, STR(".debug")));
	TRY(dir, STR("usr/lib/debug"), folder, with(a, base, STR(".debug")));
}

/* --- looking */

struct locator *locate_new(struct str search_path, const struct notes *notes)
{
	struct locator *l = mem_zeroed(1, sizeof(*l));
	struct str rest = search_path.n != 0 ? search_path : STR(""), dir;

	l->notes = notes;
	intern_init(&l->strings, &l->arena, NULL);
	vec_add(&l->looks);
	while (str_split(&rest, ':', &dir)) {
		struct stat st;

		dir = arena_str(&l->arena, dir);
		if (search_path.n != 0 &&
			(dir.n == 0 || (stat(dir.p, &st) == 0 && S_ISDIR(st.st_mode))))
			*vec_add(&l->dirs) = dir;
	}
	return l;
}

void locate_free(struct locator *l)
{
	if (l == NULL)
		return;
	intern_release(&l->strings);
	index_release(&l->index);
	free(l->looks.p);
	free(l->dirs.p);
	arena_release(&l->arena);
	free(l);
}

static void note(struct locator *l, struct str path, struct str wanted, struct str has)
{
	if (l->told++ < NOTES_MAX)
		notes_add(l->notes, "Ignoring local file %.*s: build-id mismatch (%.*s != %.*s)",
			STR_ARG(path), STR_ARG(wanted), STR_ARG(has));
}

/*
 * True when the file is a binary, and the one that is wanted. Where no build ID says so it must at
 * least be one that can have been mapped like that.
 */
static bool fits(struct locator *l, struct str path, const struct look *wanted)
{
	struct str build_id = intern_str(&l->strings, wanted->build_id);
	struct binary *b = NULL;
	struct err ignored;
	bool same;

	if (path.n == 0 || !binary_open(&b, path.p, &ignored))
		return false;
	if (build_id.n == 0)
		same = binary_fits(b, &wanted->where, &ignored);
	else
		same = str_eq(build_id, binary_build_id(b));
	if (!same && build_id.n != 0)
		note(l, path, build_id, binary_build_id(b));
	binary_close(b);
	return same;
}

/* False when it was tried often enough, which is told once. */
static bool may_try(struct locator *l)
{
	if (l->tries < TRIES_MAX)
		return true;
	if (l->tries != SIZE_MAX)
		notes_add(l->notes,
			"There are too many binaries and folders to look for all: name fewer "
			"folders in PPROF_BINARY_PATH");
	l->tries = SIZE_MAX;
	return false;
}

/* The file, or an empty string. */
static struct str search(struct locator *l, const struct look *wanted)
{
	struct str file = intern_str(&l->strings, wanted->file);
	struct str build_id = intern_str(&l->strings, wanted->build_id);
	struct str found = STR("");

	for (size_t d = 0; d < l->dirs.n && found.n == 0; d++) {
		struct arena scratch = {0};
		struct candidates c = {0};

		if (!may_try(l))
			break;
		locate_candidates(&scratch, l->dirs.p[d], file, build_id, &c);
		l->tries += c.list.n;
		for (size_t i = 0; i < c.list.n && found.n == 0 && !interrupted(); i++)
			if (fits(l, c.list.p[i], wanted))
				found = arena_str(&l->arena, c.list.p[i]);
		free(c.list.p);
		arena_release(&scratch);
	}
	return found;
}

static bool same_look(const struct look *a, const struct look *b)
{
	return a->file == b->file && a->build_id == b->build_id &&
		a->where.start == b->where.start && a->where.limit == b->where.limit &&
		a->where.offset == b->where.offset &&
		str_eq(a->where.relocation, b->where.relocation);
}

/* What is known of a mapping's binary after it was looked for. */
static struct str look(struct locator *l, struct look new)
{
	uint64_t hash = hash_mix(l->strings.seed, (uint64_t) new.file << 32 | new.build_id);
	uint32_t row;

	hash = hash_mix(hash_mix(hash, new.where.start), new.where.limit);
	for (size_t at = 0; (row = index_next(&l->index, hash, &at)) != 0;)
		if (same_look(&l->looks.p[row], &new))
			return intern_str(&l->strings, l->looks.p[row].found);
	if (l->looks.n > LOOKS_MAX)
		return STR("");
	new.found = intern_add(&l->strings, search(l, &new));
	row = (uint32_t)l->looks.n;
	*vec_add(&l->looks) = new;
	index_add(&l->index, hash, row);
	return intern_str(&l->strings, new.found);
}

void locate_binaries(struct locator *l, struct draft *d)
{
	const struct profile *p = &d->p;

	for (map_id m = 1; l->dirs.n != 0 && m < p->n_mappings; m++) {
		struct mapping *mapping = draft_mapping(d, m);
		struct look wanted = {
			.file = intern_add(&l->strings, profile_str(p, mapping->file)),
			.build_id = intern_add(&l->strings, profile_str(p, mapping->build_id)),
		};
		struct str found;

		if (wanted.build_id == 0) {
			struct str symbol = profile_str(p, mapping->kernel_symbol);

			wanted.where = (struct binary_mapping){mapping->start, mapping->limit,
				mapping->offset,
				intern_str(&l->strings, intern_add(&l->strings, symbol))};
		}
		found = look(l, wanted);
		if (found.n != 0)
			mapping->file = draft_string(d, found);
	}
}
