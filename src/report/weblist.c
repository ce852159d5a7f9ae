/*
 * weblist.c: Chooses and disassembles the code that a page of sources shows: `weblist`.
 *
 * The rules of what is shown are those of pprof's internal/report/source.go, but for what it cannot
 * get right: a range of code begins where a symbol does and not 500 bytes before a sample, where
 * there may be no instruction; a file is found without knowing the base of another; and what has no
 * function in the profile is known by its symbol.
 */
#include "report/weblist.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "base/path.h"
#include "objfile/dwarf.h"

enum {
	RANGES_MAX = 1000,      /* pieces of code that are disassembled */
	CODE_MAX = 1024 * 1024, /* bytes of them */
	BLIND = 500,            /* bytes around samples that are in no symbol */
	NEAR = 32, /* bytes up to which an instruction without a line takes the last one */
};

struct web_range {
	struct code_range code;
	uint32_t spots; /* how many are in it */
};

static int by_place(const void *a, const void *b)
{
	const struct web_spot *l = a, *r = b;

	if (l->file != r->file)
		return l->file < r->file ? -1 : 1;
	if (l->own != r->own)
		return l->own < r->own ? -1 : 1;
	return (l->loc > r->loc) - (l->loc < r->loc);
}

/* Finds the code around a spot. */
static struct code_range range_around(struct weblist *w, const struct web_spot *spot)
{
	struct code_range range = {.file = spot->file, .begin = spot->own, .end = spot->own + 1};
	struct code_symbol s;

	if (code_symbol_at(&w->code, spot->file, spot->own, &s) && s.rows[0].code &&
		s.end != UINT64_MAX) {
		range.begin = s.begin;
		range.end = s.end;
		return range;
	}
	range.begin -= range.begin < BLIND ? range.begin : BLIND;
	range.end += range.end > UINT64_MAX - BLIND ? UINT64_MAX - range.end : BLIND;
	return range;
}

/* Finds the pieces of code that spots are in; none overlap. The caller frees them. */
static struct web_range *find_ranges(struct weblist *w, size_t *n)
{
	VEC(struct web_range) ranges = {0};

	for (size_t i = 0; i < w->spots.n; i++) {
		struct web_range *last = ranges.n != 0 ? &ranges.p[ranges.n - 1] : NULL;
		const struct web_spot *spot = &w->spots.p[i];
		struct code_range next;

		if (spot->file == 0)
			continue;
		if (last == NULL || spot->file != last->code.file || spot->own >= last->code.end) {
			next = range_around(w, spot);
			if (last == NULL || next.file != last->code.file ||
				next.begin >= last->code.end) {
				*vec_add(&ranges) = (struct web_range){next, 1};
				continue;
			}
			last->code.end = next.end;
		}
		last->spots++;
	}
	*n = ranges.n;
	return ranges.p;
}

static int by_spots(const void *a, const void *b)
{
	const struct web_range *l = a, *r = b;

	if (l->spots != r->spots)
		return l->spots > r->spots ? -1 : 1;
	if (l->code.file != r->code.file)
		return l->code.file < r->code.file ? -1 : 1;
	return (l->code.begin > r->code.begin) - (l->code.begin < r->code.begin);
}

/* A URL that was cleaned does not say any more where its host ends. */
static str_id add_file(struct weblist *w, struct str file)
{
	str_id id = intern_add(&w->names, path_clean(w->r->arena, file));
	struct web_name *known = weblist_name(w, id);

	if (known->recorded == 0 && !path_is_clean(file))
		known->recorded = intern_add(&w->names, file);
	return id;
}

static void add_frame(struct weblist *w, struct str name, struct str file, uint32_t line)
{
	struct web_frame f = {.name = weblist_shown_name(w, name), .line = line};

	if (file.n != 0)
		f.file = add_file(w, file);
	f.wanted = f.name != 0 && weblist_name(w, f.name)->wanted;
	*vec_add(&w->frames) = f;
}

/* Adds the instructions of a range; their frames are found later. */
static void add_codes(struct weblist *w, file_id file, const struct instructions *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct instruction *row = &all->rows[i];
		struct web_code code = {.file = file,
			.own = row->address,
			.length = 1,
			.text = row->text};

		if (i + 1 < all->n)
			code.length = all->rows[i + 1].address - row->address;
		*vec_add(&w->codes) = code;
	}
}

/* Adds the frames of one instruction: those of the debug information, else its symbol. */
static void add_frames(struct weblist *w, const struct dwarf_frames *frames, size_t i,
	struct web_code *code)
{
	struct code_symbol s;

	code->frames = (uint32_t)w->frames.n;
	for (uint32_t f = frames->begin[i]; f < frames->begin[i + 1]; f++)
		add_frame(w, intern_str(&frames->strings, frames->rows[f].name),
			intern_str(&frames->strings, frames->rows[f].file), frames->rows[f].line);
	if (frames->begin[i] == frames->begin[i + 1])
		add_frame(w,
			code_symbol_at(&w->code, code->file, code->own, &s)
				? code_symbol_name(&w->code, &s, code_symbol_known(&w->code, &s))
				: STR(""),
			STR(""), 0);
	code->frames_end = (uint32_t)w->frames.n;
}

/* Like pprof, an instruction without a line takes that of a near one before it, of its function. */
static void take_over(const struct weblist *w, struct web_code *code, struct web_code *last)
{
	if (w->frames.p[code->frames].line != 0) {
		*last = *code;
	} else if (last->length != 0 && code->own - last->own <= NEAR &&
		w->frames.p[code->frames_end - 1].name == w->frames.p[last->frames_end - 1].name) {
		code->frames = last->frames;
		code->frames_end = last->frames_end;
	}
}

/* Adds the frames of n instructions of one file: its debug information is read once. */
static bool find_frames(struct weblist *w, struct web_code *codes, size_t n, struct err *err)
{
	struct arena scratch = {0};
	uint64_t *addresses = arena_array(&scratch, uint64_t, n);
	struct web_code last = {0};
	struct dwarf_frames frames;
	bool ok;

	for (size_t i = 0; i < n; i++)
		addresses[i] = codes[i].own;
	ok = binary_frames(w->code.files[codes->file].binary, addresses, n, FRAMES_FULL, &frames,
		err);
	for (size_t i = 0; i < n && ok; i++) {
		add_frames(w, &frames, i, &codes[i]);
		take_over(w, &codes[i], &last);
	}
	dwarf_frames_release(&frames);
	arena_release(&scratch);
	return ok;
}

static int by_address(const void *a, const void *b)
{
	const struct web_code *l = a, *r = b;

	if (l->file != r->file)
		return l->file < r->file ? -1 : 1;
	return (l->own > r->own) - (l->own < r->own);
}

static void sort_codes(struct weblist *w)
{
	if (w->codes.n != 0)
		qsort(w->codes.p, w->codes.n, sizeof(*w->codes.p), by_address);
}

static bool find_all_frames(struct weblist *w, struct err *err)
{
	struct web_code *codes = w->codes.p;

	sort_codes(w);
	for (size_t i = 0, end; i < w->codes.n; i = end) {
		for (end = i + 1; end < w->codes.n && codes[end].file == codes[i].file;)
			end++;
		if (!find_frames(w, codes + i, end - i, err))
			return false;
	}
	return true;
}

/* Sorts instructions by address and drops duplicates: objdump may print one twice. */
static void sort_out(struct instructions *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (n == 0 || all->rows[i].address > all->rows[n - 1].address)
			all->rows[n++] = all->rows[i];
	all->n = n;
}

/* Keeps the code that has the most samples, as much as a page can hold. */
static struct code_range *choose_ranges(struct weblist *w, size_t *n)
{
	size_t n_all;
	struct web_range *all = find_ranges(w, &n_all);
	struct code_range *chosen = arena_array(w->r->arena, struct code_range, n_all);
	uint64_t left = CODE_MAX;

	*n = 0;
	if (n_all != 0)
		qsort(all, n_all, sizeof(*all), by_spots);
	for (size_t i = 0; i < n_all; i++) {
		uint64_t size = all[i].code.end - all[i].code.begin;

		/* However large, the one with the most samples is there. */
		if (*n == RANGES_MAX || (*n != 0 && size > left)) {
			w->left_out++;
			continue;
		}
		left -= size < left ? size : left;
		chosen[(*n)++] = all[i].code;
	}
	free(all);
	return chosen;
}

static void disassemble(struct weblist *w)
{
	size_t n;
	struct code_range *ranges = choose_ranges(w, &n);

	code_disassemble(&w->code, w->r->arena, ranges, n, false, &w->why);
	for (size_t i = 0; i < n && !interrupted(); i++) {
		sort_out(&ranges[i].found);
		add_codes(w, ranges[i].file, &ranges[i].found);
	}
}

/* Adds a row for a spot that is not disassembled, with the frames of the profile. */
static void add_placeholder(struct weblist *w, struct web_spot *spot)
{
	const struct profile *p = w->r->view->p;
	struct web_code code = {.file = spot->file, .own = spot->own, .length = 1};
	str_id name;

	code.frames = (uint32_t)w->frames.n;
	for (frame_id f = p->frame_begin[spot->loc]; f < p->frame_begin[spot->loc + 1]; f++) {
		const struct function *fn = &p->functions[p->frames[f].fn];
		int64_t line = p->frames[f].line;

		if (!view_keeps(w->r->view, f) || p->frames[f].fn == 0)
			continue;
		name = intern_add(&w->names, profile_str(p, fn->name));
		add_frame(w, intern_str(&w->names, name), profile_str(p, fn->file),
			line > 0 && line <= UINT32_MAX ? (uint32_t)line : 0);
	}
	code.frames_end = (uint32_t)w->frames.n;
	*vec_add(&w->codes) = code;
}

/* True when all of the code is in front of the spot. */
static bool is_before(const struct web_code *code, const struct web_spot *spot)
{
	if (code->file != spot->file)
		return code->file < spot->file;
	return code->own <= spot->own && spot->own - code->own >= code->length;
}

/* Finds the instruction of each spot, or adds a row in its place. */
static void place_spots(struct weblist *w)
{
	struct web_spot *spots = w->spots.p;
	size_t n = w->codes.n, at = 0;

	for (size_t i = 0; i < w->spots.n; i++) {
		while (at < n && is_before(&w->codes.p[at], &spots[i]))
			at++;
		if (i > 0 && spots[i].file == spots[i - 1].file && spots[i].own == spots[i - 1].own)
			continue;
		if (at == n || w->codes.p[at].file != spots[i].file ||
			w->codes.p[at].own > spots[i].own)
			add_placeholder(w, &spots[i]);
	}
	sort_codes(w);
	at = 0;
	for (size_t i = 0; i < w->spots.n; i++) {
		while (at + 1 < w->codes.n && is_before(&w->codes.p[at], &spots[i]))
			at++;
		spots[i].code = (uint32_t)at;
	}
}

static bool make(struct weblist *w, struct err *err)
{
	struct report *r = w->r;

	if (!weblist_find_spots(w, err))
		return false;
	if (w->spots.n == 0) {
		err_set(err, "no function matches %.*s", STR_ARG(r->regex_text));
		code_append_why(&w->code, err);
		return false;
	}
	qsort(w->spots.p, w->spots.n, sizeof(*w->spots.p), by_place);
	disassemble(w);
	if (interrupted())
		return err_set(err, "stopped");
	if (!find_all_frames(w, err))
		return false;
	place_spots(w);
	weblist_arrange(w);
	return weblist_page(w, err);
}

bool report_weblist(struct report *r, struct err *err)
{
	struct weblist w = {.r = r};
	bool ok;

	intern_init(&w.names, r->arena, NULL);
	code_open(&w.code, r);
	ok = make(&w, err);
	code_close(&w.code);
	intern_release(&w.names);
	free(w.known.p);
	free(w.frames.p);
	free(w.codes.p);
	free(w.spots.p);
	free(w.entries.p);
	free(w.lines.p);
	free(w.sections.p);
	return ok;
}
