/*
 * code.c: Finds, opens and disassembles the files that samples were taken in.
 *
 * Note: pprof computes the base of a mapping from whatever address comes first; when that fails, it
 * has no base for any. On a program with libraries it then finds nothing. Here the base is computed
 * from addresses that are in the mapping.
 */
#include "report/code.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/num.h"
#include "base/process.h"
#include "base/search.h"

enum {
	PADDING_MAX = 64,         /* bytes between functions, at most */
	DISASSEMBLE_SECONDS = 60, /* for all that a report disassembles */
};

void code_open(struct code *c, struct report *r)
{
	const struct profile *p = r->profile;
	uint32_t *file_of = arena_array(r->arena, uint32_t, intern_end(&p->strings));

	*c = (struct code){.r = r, .n_files = 1};
	c->files = arena_array(r->arena, struct code_file, p->n_mappings + 1);
	c->bases = arena_array(r->arena, struct code_base, p->n_mappings);
	for (map_id m = 1; m < p->n_mappings; m++) {
		str_id name = p->mappings[m].file;

		if (name == 0)
			continue;
		if (file_of[name] == 0) {
			file_of[name] = c->n_files;
			c->files[c->n_files++].name = name;
		}
		c->bases[m].file = file_of[name];
	}
}

void code_close(struct code *c)
{
	for (file_id f = 1; f < c->n_files; f++)
		binary_close(c->files[f].binary);
}

static struct binary *binary_of(struct code *c, file_id file)
{
	struct code_file *f = &c->files[file];

	if (!f->tried && file != 0) {
		struct str name = profile_str(c->r->profile, f->name);

		f->tried = true;
		if (memchr(name.p, '\0', name.n) != NULL ||
			!binary_open(&f->binary, arena_c(c->r->arena, name), &f->why))
			f->binary = NULL;
		else
			binary_debug_dirs(f->binary, c->r->debug_dirs);
	}
	return f->binary;
}

/* Fails when the file is of another build: it is not the code that was running. */
static bool same_build(const struct code *c, const struct mapping *m, const struct binary *b,
	struct err *err)
{
	struct str want = profile_str(c->r->profile, m->build_id), has = binary_build_id(b);

	return want.n == 0 || has.n == 0 || str_eq(want, has) ||
		err_set(err, "it is another build: its build ID is %.*s, the profile's %.*s",
			STR_ARG(has), STR_ARG(want));
}

static bool find_base(struct code *c, map_id map, uint64_t address, struct err *err)
{
	const struct mapping *m = &c->r->profile->mappings[map];
	struct binary_mapping where = {m->start, m->limit, m->offset,
		profile_str(c->r->profile, m->kernel_symbol)};
	struct code_base *base = &c->bases[map];
	struct binary *b = binary_of(c, base->file);
	bool is_data;

	if (b == NULL)
		return false;
	return same_build(c, m, b, err) &&
		binary_base(b, &where, address, &base->base, &is_data, err);
}

bool code_own_address(struct code *c, map_id map, uint64_t address, uint64_t *own)
{
	const struct mapping *m = &c->r->profile->mappings[map];
	struct code_base *base = &c->bases[map];

	if (base->file == 0 || address < m->start || (m->limit != 0 && address >= m->limit))
		return false;
	if (base->state == BASE_UNTRIED)
		base->state = find_base(c, map, address, &base->why) ? BASE_KNOWN : BASE_BAD;
	*own = address - base->base;
	return base->state == BASE_KNOWN;
}

void code_append_why(const struct code *c, struct err *err)
{
	const struct profile *p = c->r->profile;
	bool any = false;

	for (map_id m = 1; m < p->n_mappings; m++) {
		const struct code_base *base = &c->bases[m];
		const struct code_file *f = &c->files[base->file];
		const struct err *why = f->why.text[0] != '\0' ? &f->why : &base->why;
		struct str name = profile_str(p, f->name);

		any |= base->file != 0;
		if (base->state != BASE_BAD)
			continue;
		err_append(err,
			"; %.*s: %s; name the program before the profile, or say in "
			"PPROF_BINARY_PATH where it is",
			STR_ARG(name), why->text[0] != '\0' ? why->text : "it cannot be read");
		err_mark(err, why->kind != ERR_OTHER ? why->kind : ERR_NOT_FOUND);
		return;
	}
	if (any)
		return;
	err_append(err, "; the profile names no binary: name the program before the profile");
	err_mark(err, ERR_NOT_FOUND);
}

bool code_is_address(struct str text, uint64_t *address)
{
	return num_uint(text, 0, address);
}

/* The number of the first symbol behind the address. */
static size_t symbol_after(const struct binary_symbols *t, uint64_t address)
{
	size_t i;

	SEARCH(i, t->n, t->rows[i].address <= address);
	return i;
}

/* Returns where the symbols end. `next` is where the next ones begin, or UINT64_MAX. */
static uint64_t symbol_end(const struct code_symbol *s, uint64_t next)
{
	uint64_t size = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->rows[i].size > size)
			size = s->rows[i].size;
	if (size > UINT64_MAX - s->begin)
		size = 0;
	if (size != 0 && (next == UINT64_MAX || next - s->begin > size + PADDING_MAX))
		return s->begin + size;
	/* Like pprof less the last byte, unless that is the function's and no padding. */
	return next - (next != UINT64_MAX && s->begin + size < next);
}

bool code_symbol_at(struct code *c, file_id file, uint64_t own, struct code_symbol *symbol)
{
	struct binary *b = binary_of(c, file);
	const struct binary_symbols *t = b != NULL ? binary_symbols(b) : NULL;
	struct code_symbol s = {.file = file, .own = own};
	size_t after, first;

	after = t != NULL ? symbol_after(t, own) : 0;
	if (after == 0)
		return false;
	s.begin = t->rows[after - 1].address;
	for (first = after; first > 0 && t->rows[first - 1].address == s.begin;)
		first--;
	s.rows = t->rows + first;
	s.n = after - first;
	s.end = symbol_end(&s, after < t->n ? t->rows[after].address : UINT64_MAX);
	if (own >= s.end)
		return false;
	*symbol = s;
	return true;
}

/* True when the location is in the symbol; *own is its address in the file. */
static bool is_in(struct code *c, loc_id loc, const struct code_symbol *s, uint64_t *own)
{
	const struct profile *p = c->r->view->p;
	map_id map = p->loc_mapping[loc];

	return s->n != 0 && c->bases[map].file == s->file &&
		code_own_address(c, map, p->loc_address[loc], own) && *own >= s->begin &&
		*own < s->end;
}

bool code_symbol_around(struct code *c, uint64_t address, struct code_symbol *symbol)
{
	const struct profile *p = c->r->view->p;
	bool mapped = false;
	uint64_t own;

	for (map_id m = 1; m < c->r->profile->n_mappings; m++) {
		if (!code_own_address(c, m, address, &own))
			continue;
		mapped = true;
		if (code_symbol_at(c, c->bases[m].file, own, symbol))
			return true;
	}
	/* One in no mapping is taken to be a file's own, as disasm prints them. */
	for (loc_id loc = 1; loc < p->n_locations && !mapped; loc++) {
		file_id file = c->bases[p->loc_mapping[loc]].file;

		if (file != 0 && code_symbol_at(c, file, address, symbol) &&
			is_in(c, loc, symbol, &own))
			return true;
	}
	return false;
}

const bool *code_functions_at(struct code *c, uint64_t address)
{
	const struct view *v = c->r->view;
	const struct profile *p = v->p;
	bool *named = arena_array(c->r->arena, bool, intern_end(&v->names));
	struct code_symbol s;

	if (!code_symbol_around(c, address, &s))
		s.n = 0;
	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		bool exact = address != 0 && p->loc_address[loc] == address;
		frame_id end = p->frame_begin[loc + 1];
		uint64_t own;

		if (!exact && !is_in(c, loc, &s, &own))
			continue;
		exact = exact || own == s.own;
		for (frame_id f = exact ? p->frame_begin[loc] : end - 1; f < end; f++)
			named[p->functions[p->frames[f].fn].name] = true;
	}
	named[0] = false;
	return named;
}

struct str code_symbol_name(const struct code *c, const struct code_symbol *s, size_t i)
{
	return symbol_plain_name(binary_symbols(c->files[s->file].binary), &s->rows[i]);
}

size_t code_symbol_known(const struct code *c, const struct code_symbol *s)
{
	struct binary *b = c->files[s->file].binary;
	const struct binary_symbol *at = binary_symbol_at(b, s->begin, true);

	if (at == NULL || at->address != s->begin)
		return 0;
	return (size_t)(binary_symbol_known(b, at) - s->rows);
}

struct str code_shown_name(struct code *c, struct str name)
{
	const struct profile *p = c->r->profile;
	str_id id = intern_find(&p->strings, name);

	if (c->shown == NULL) {
		c->shown = arena_array(c->r->arena, str_id, intern_end(&p->strings));
		for (fn_id fn = 1; fn < p->n_functions; fn++)
			c->shown[p->functions[fn].system_name] = p->functions[fn].name;
	}
	if (id != 0 && c->shown[id] != 0)
		return profile_str(p, c->shown[id]);
	return c->r->demangle != NULL ? c->r->demangle(c->r->arena, name, REPORT_NAMES_SHORT)
				      : name;
}

/* Like pprof's matchSymbol, tries the name, then its demangled forms, the longest first. */
bool code_name_matches(const struct code *c, struct str name, bool *hit, struct err *err)
{
	static const enum report_names modes[] = {REPORT_NAMES_FULL, REPORT_NAMES_TEMPLATES,
		REPORT_NAMES_SHORT};

	if (!rx_match(c->r->regex, name, hit, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(modes) && !*hit; i++) {
		struct str demangled = name;

		if (c->r->demangle != NULL)
			demangled = c->r->demangle(c->r->arena, name, modes[i]);
		if (str_eq(demangled, name))
			return true;
		if (!rx_match(c->r->regex, demangled, hit, err))
			return false;
	}
	return true;
}

static int by_file(const void *a, const void *b)
{
	const struct code_range *l = *(struct code_range *const *)a,
				*r = *(struct code_range *const *)b;

	if (l->file != r->file)
		return l->file < r->file ? -1 : 1;
	return (l->begin > r->begin) - (l->begin < r->begin);
}

/* Disassembles the ranges of one file. `rows` has room for them. */
static bool disassemble_file(struct code *c, struct arena *a, struct code_range *const *ranges,
	size_t n, struct objdump_range *rows, bool lines, struct err *err)
{
	struct report *r = c->r;
	file_id file = ranges[0]->file;
	struct objdump_spec spec = {&c->objdump, profile_str(r->profile, c->files[file].name),
		c->files[file].binary, r->config->intel_syntax, lines, c->end};
	bool ok;

	if (!binary_has_code(spec.binary))
		return err_set(err,
			"%.*s: debug information alone, without code; give the program before the "
			"profile: cprof BINARY PROFILE",
			STR_ARG(spec.path));
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct objdump_range){.begin = ranges[i]->begin, .end = ranges[i]->end};
	ok = objdump_ranges(a, &spec, rows, n, err);
	for (size_t i = 0; i < n; i++)
		ranges[i]->found = rows[i].found;
	return ok;
}

bool code_disassemble(struct code *c, struct arena *a, struct code_range *ranges, size_t n,
	bool lines, struct err *err)
{
	struct report *r = c->r;
	struct code_range **sorted = arena_array(r->arena, struct code_range *, n);
	struct objdump_range *rows = arena_array(r->arena, struct objdump_range, n);

	if (c->end == 0)
		c->end = process_deadline(DISASSEMBLE_SECONDS);
	if (n != 0 && c->objdump.path == NULL &&
		!tools_find_objdump(r->arena, r->tools, c->end, &c->objdump, err))
		return false;
	for (size_t i = 0; i < n; i++)
		sorted[i] = &ranges[i];
	qsort(sorted, n, sizeof(*sorted), by_file);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && sorted[end]->file == sorted[i]->file;)
			end++;
		if (!disassemble_file(c, a, sorted + i, end - i, rows, lines, err))
			return false;
	}
	return true;
}
