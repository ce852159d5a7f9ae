/*
 * local.c: finds symbols in the binaries on this machine.
 *
 * The addresses of all mappings of one file are looked up together, and several files are read at the same
 * time. The results go into the draft afterwards, in the order of mappings and locations, so that nothing
 * depends on timing.
 */
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/csr.h"
#include "base/path.h"
#include "base/sort.h"
#include "symbolize/debugserver.h"
#include "symbolize/read.h"
#include "symbolize/symbolize-internal.h"

/* When a user begins to wonder what takes so long. */
enum { QUIET_MS = 1000 };

/* Frames that are taken; more than a profile may have. */
#define FRAMES_MAX ((size_t)INT32_MAX)

/* Which binary a mapping was looked up in. */
struct mapping_place {
	uint32_t binary; /* 1 + its number; 0: in none */
	uint32_t row;    /* of the mapping there */
};

struct local {
	struct work *w;
	struct by_mapping by; /* of the locations that get symbols, if there are any */
	uint64_t *addresses;  /* beside by.list */
	map_id *wanted;       /* by file, then by id */
	uint32_t n_wanted;
	str_id *files; /* by map_id: the binary of each, which may be one that a server had */
	struct str *unserved;      /* by map_id: why no server gave it; or empty */
	struct read_mapping *rows; /* beside wanted */
	struct read_binary *binaries;
	uint32_t n_binaries;
	struct mapping_place *places; /* by map_id */
};

/* Whether some function of the location has a name. */
static bool location_is_named(const struct profile *p, loc_id loc)
{
	for (uint32_t i = p->frame_begin[loc]; i < p->frame_begin[loc + 1]; i++) {
		const struct function *f = &p->functions[p->frames[i].fn];

		if (f->name != 0 || f->system_name != 0)
			return true;
	}
	return false;
}

struct by_mapping symbolize_by_mapping(struct arena *a, const struct profile *p, bool named)
{
	struct by_mapping by = {
		arena_array(a, uint32_t, (size_t)p->n_mappings + 2),
		arena_array(a, loc_id, p->n_locations),
	};

	for (loc_id loc = 1; loc < p->n_locations; loc++)
		if ((named && p->loc_address[loc] != 0) || !location_is_named(p, loc))
			csr_count(by.begin, p->loc_mapping[loc]);
	csr_sum(by.begin, (size_t)p->n_mappings + 2);
	for (loc_id loc = 1; loc < p->n_locations; loc++)
		if ((named && p->loc_address[loc] != 0) || !location_is_named(p, loc))
			by.list[csr_place(by.begin, p->loc_mapping[loc])] = loc;
	return by;
}

bool symbolize_is_system(struct str file)
{
	struct str base = path_base(file);

	return file.n == 0 || base.p[0] == '[' || str_starts(base, STR("linux-vdso")) ||
		str_starts(file, STR("/dev/dri/")) || str_starts(file, STR("/memfd:")) ||
		str_eq(file, STR("//anon"));
}

bool symbolize_is_server_name(struct str file)
{
	size_t colon = str_find(file, STR(":"), 0);

	for (size_t i = 0; colon < file.n && i + 4 <= colon; i++)
		if (strncasecmp(file.p + i, "http", 4) == 0)
			return true;
	return false;
}

/* Whether to look at a mapping; if not, perhaps why. */
static bool is_wanted(struct local *l, map_id m)
{
	const struct profile *p = l->w->p;
	const struct mapping *mapping = &p->mappings[m];
	struct str file = profile_str(p, mapping->file);

	if (l->by.begin[m] == l->by.begin[m + 1])
		return false;
	if (!l->w->spec->options.force &&
		(mapping->has_functions || mapping->has_filenames || mapping->has_line_numbers))
		return false;
	if (file.n == 0 || (mapping->build_id == 0 && symbolize_is_server_name(file))) {
		l->w->why[m] = STR("the profile does not name it");
		return false;
	}
	if (symbolize_is_system(file))
		return false;
	if (memchr(file.p, '\0', file.n) == NULL)
		return true;
	l->w->why[m] = STR("its name is none of a file");
	return false;
}

static int by_file(const void *a, const void *b, void *context)
{
	const struct local *l = context;
	map_id x = *(const map_id *)a, y = *(const map_id *)b;
	str_id fx = l->files[x], fy = l->files[y];

	if (fx != fy)
		return fx < fy ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* What is known of the binary of a mapping. */
static struct known_frames *known_of(const struct local *l, map_id m)
{
	struct known_symbols *known = l->w->spec->known;

	return known != NULL ? known_symbols_frames(known,
				       arena_c(&l->w->arena, profile_str(l->w->p, l->files[m])))
			     : NULL;
}

/* The binary of the mapping in row i, which follows those of the binary before it. */
static void add_mapping(struct local *l, uint32_t i)
{
	const struct profile *p = l->w->p;
	map_id m = l->wanted[i];
	const struct mapping *mapping = &p->mappings[m];
	struct read_binary *b;

	if (i == 0 || l->files[l->wanted[i - 1]] != l->files[m])
		l->binaries[l->n_binaries++] = (struct read_binary){
			.path = arena_c(&l->w->arena, profile_str(p, l->files[m])),
			.mappings = &l->rows[i],
			.debug_dirs = l->w->spec->debug_dirs,
			.fast = l->w->spec->options.fast,
			.known = known_of(l, m),
		};
	b = &l->binaries[l->n_binaries - 1];
	l->places[m] = (struct mapping_place){l->n_binaries, b->n_mappings++};
	l->rows[i] = (struct read_mapping){
		.where = {mapping->start, mapping->limit, mapping->offset,
			profile_str(p, mapping->kernel_symbol)},
		.build_id = profile_str(p, mapping->build_id),
		.addresses = l->addresses + l->by.begin[m],
		.n = l->by.begin[m + 1] - l->by.begin[m],
	};
}

/* Asks servers for the binary of a mapping, unless it is here with all that they could give. */
static void ask_servers(struct local *l, struct debugserver *d, map_id m)
{
	const struct profile *p = l->w->p;
	struct str build_id = profile_str(p, p->mappings[m].build_id), path;
	struct err err;

	if (build_id.n == 0 ||
		debugserver_needless(arena_c(&l->w->arena, profile_str(p, l->files[m])), build_id))
		return;
	for (uint32_t i = 0; i < l->n_wanted && l->wanted[i] != m; i++) {
		map_id other = l->wanted[i];

		if (p->mappings[other].build_id == p->mappings[m].build_id) {
			l->files[m] = l->files[other];
			return;
		}
	}
	if (debugserver_find(d, &l->w->arena, build_id, &path, &err))
		l->files[m] = draft_string(l->w->d, path);
	else
		l->unserved[m] = arena_str(&l->w->arena, str_from_c(err.text));
}

/* The file that a mapping is of: another one may be there again where it was deleted. */
static str_id file_of(struct local *l, map_id m)
{
	const struct profile *p = l->w->p;
	struct str file = profile_str(p, p->mappings[m].file), there = path_undeleted(file);

	if (there.n == file.n || access(arena_c(&l->w->arena, file), F_OK) == 0)
		return p->mappings[m].file;
	return draft_string(l->w->d, there);
}

/* Which file each wanted mapping is read from. */
static void find_files(struct local *l)
{
	const struct profile *p = l->w->p;
	struct debugserver *d;
	struct err err;

	l->files = arena_array(&l->w->arena, str_id, p->n_mappings);
	l->unserved = arena_array(&l->w->arena, struct str, p->n_mappings);
	for (map_id m = 1; m < p->n_mappings; m++)
		l->files[m] = file_of(l, m);
	if (l->w->spec->debuginfod <= 0)
		return;
	d = debugserver_open(l->w->spec->debuginfod, &err);
	if (d == NULL)
		symbolize_note(l->w, str_from_c(err.text));
	for (uint32_t i = 0; d != NULL && i < l->n_wanted; i++)
		ask_servers(l, d, l->wanted[i]);
	debugserver_close(d);
}

static void plan(struct local *l)
{
	struct arena *a = &l->w->arena;
	const struct profile *p = l->w->p;

	l->by = symbolize_by_mapping(a, p, l->w->spec->options.force);
	l->addresses = arena_array(a, uint64_t, p->n_locations);
	for (uint32_t i = 0; i < l->by.begin[p->n_mappings]; i++)
		l->addresses[i] = p->loc_address[l->by.list[i]];
	l->wanted = arena_array(a, map_id, p->n_mappings);
	l->places = arena_array(a, struct mapping_place, p->n_mappings);
	for (map_id m = 1; m < p->n_mappings; m++)
		if (is_wanted(l, m))
			l->wanted[l->n_wanted++] = m;
	find_files(l);
	sort_with(l->wanted, l->n_wanted, sizeof(*l->wanted), by_file, l);
	l->rows = arena_array(a, struct read_mapping, l->n_wanted);
	l->binaries = arena_array(a, struct read_binary, l->n_wanted);
	for (uint32_t i = 0; i < l->n_wanted; i++)
		add_mapping(l, i);
}

/* One frame, and what it says of its mapping. */
static void add_frame(struct local *l, struct additions *add, struct mapping *m,
	struct read_frame from)
{
	const struct profile *p = l->w->p;
	struct function f = {.start_line = from.start_line};
	struct frame *to;

	f.name = f.system_name = draft_string(l->w->d, from.name);
	f.file = draft_string(l->w->d, from.file);
	m->has_functions |= from.name.n != 0;
	m->has_filenames |= from.file.n != 0;
	m->has_line_numbers |= from.line != 0;
	m->has_inline_frames = true;
	to = vec_add(&add->frames);
	*to = (struct frame){additions_function(add, p, &f), from.line, from.column};
}

/* Whether what was found of a location says less than the profile: a name, where that has lines. */
static bool says_less(const struct local *l, loc_id loc, struct read_frame innermost)
{
	return !l->w->spec->options.force && innermost.file.n == 0 &&
		!profile_loc_bare(l->w->p, loc);
}

/* What was found for a mapping, for its locations in their order. */
static void take(struct local *l, struct additions *add, map_id m)
{
	struct mapping_place at = l->places[m];
	const struct read_binary *b = &l->binaries[at.binary - 1];
	const struct read_mapping *row = &b->mappings[at.row];

	if (row->spans == NULL)
		l->w->why[m] = arena_str(&l->w->arena, str_from_c(row->err.text));
	else if (!b->has_frames)
		l->w->why[m] = STR("it names nothing at these addresses (stripped?)");
	if (l->w->why[m].n != 0 && l->unserved[m].n != 0)
		l->w->why[m] = arena_join(&l->w->arena,
			(const struct str[]){l->w->why[m], l->unserved[m]}, 2, STR(", and "));
	for (uint32_t i = 0; row->spans != NULL && i < row->n; i++) {
		struct known_span span = row->spans[i];
		loc_id loc = l->by.list[l->by.begin[m] + i];

		if (span.n == 0 || span.n > FRAMES_MAX - add->frames.n ||
			says_less(l, loc, read_frame(b, span, 0)))
			continue;
		additions_begin(add, loc);
		for (uint32_t f = 0; f < span.n; f++)
			add_frame(l, add, draft_mapping(l->w->d, m), read_frame(b, span, f));
	}
}

void symbolize_local(struct work *w)
{
	struct local l = {.w = w};
	struct additions add = {0};
	struct err err;

	plan(&l);
	if (!read_binaries(l.binaries, l.n_binaries, w->spec->notes, QUIET_MS))
		w->stopped = true;
	for (map_id m = 1; m < w->p->n_mappings; m++)
		if (l.places[m].binary != 0)
			take(&l, &add, m);
	for (uint32_t i = 0; i < l.n_binaries; i++)
		read_release(&l.binaries[i]);
	if (!additions_apply(&add, w->d, &err))
		for (uint32_t i = 0; i < l.n_wanted; i++)
			w->why[l.wanted[i]] = arena_str(&w->arena, str_from_c(err.text));
}
