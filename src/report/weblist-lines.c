/*
 * weblist-lines.c: Sorts instructions under their lines of source, and sums what lines and sections
 * weigh.
 *
 * A sample counts once for an instruction, a line and a section, however often they are on its
 * stack.
 */
#include <stdlib.h>

#include "base/csr.h"
#include "base/sort.h"
#include "base/wrap.h"
#include "graph/walk.h"
#include "report/weblist.h"

/* As pprof has it. */
enum {
	MERGE = 20, /* lines up to which two of the same function are neighbours */
	MARGIN = 5, /* lines shown around them */
};

struct web_ranks {
	const struct weblist *w;
	uint32_t *rank; /* by str_id: its place among all names */
};

static int by_text(const void *a, const void *b, void *context)
{
	return str_cmp(web_str(context, *(const str_id *)a), web_str(context, *(const str_id *)b));
}

static void rank_names(struct web_ranks *ranks, const struct weblist *w)
{
	uint32_t n = intern_end(&w->names);
	str_id *ids = arena_array(w->r->arena, str_id, n);

	ranks->w = w;
	ranks->rank = arena_array(w->r->arena, uint32_t, n);
	for (uint32_t i = 0; i < n; i++)
		ids[i] = i;
	sort_with(ids, n, sizeof(*ids), by_text, (void *)w);
	for (uint32_t i = 0; i < n; i++)
		ranks->rank[ids[i]] = i;
}

static int by_line(const void *a, const void *b, void *context)
{
	const struct web_entry *l = a, *r = b;
	const struct web_ranks *ranks = context;
	const struct web_frame *lf = &ranks->w->frames.p[l->frame];
	const struct web_frame *rf = &ranks->w->frames.p[r->frame];

	if (lf->file != rf->file)
		return ranks->rank[lf->file] < ranks->rank[rf->file] ? -1 : 1;
	if (lf->line != rf->line)
		return lf->line < rf->line ? -1 : 1;
	if (lf->line == 0 && lf->name != rf->name)
		return ranks->rank[lf->name] < ranks->rank[rf->name] ? -1 : 1;
	if (l->code != r->code)
		return l->code < r->code ? -1 : 1;
	return (l->frame > r->frame) - (l->frame < r->frame);
}

static void find_entries(struct weblist *w)
{
	for (uint32_t c = 0; c < w->codes.n; c++)
		for (uint32_t f = w->codes.p[c].frames; f < w->codes.p[c].frames_end; f++)
			if (w->frames.p[f].wanted)
				*vec_add(&w->entries) = (struct web_entry){c, f};
}

/* Where no line is known, functions are kept apart. */
static bool is_same_line(const struct weblist *w, const struct web_line *line,
	const struct web_frame *f)
{
	return line->file == f->file && line->line == f->line &&
		(f->line != 0 || w->frames.p[w->entries.p[line->entries].frame].name == f->name);
}

static void find_lines(struct weblist *w)
{
	for (uint32_t i = 0; i < w->entries.n; i++) {
		const struct web_frame *f = &w->frames.p[w->entries.p[i].frame];
		struct web_line *last = w->lines.n != 0 ? &w->lines.p[w->lines.n - 1] : NULL;

		if (last == NULL || !is_same_line(w, last, f)) {
			last = vec_add(&w->lines);
			last->file = f->file;
			last->line = f->line;
			last->entries = i;
		}
		last->entries_end = i + 1;
	}
}

/* The function of a line: that of its first instruction. */
static str_id function_of(const struct weblist *w, const struct web_line *line)
{
	return w->frames.p[w->entries.p[line->entries].frame].name;
}

static void find_sections(struct weblist *w)
{
	for (uint32_t i = 0; i < w->lines.n; i++) {
		struct web_line *line = &w->lines.p[i];
		struct web_section *last = w->sections.n != 0 ? &w->sections.p[w->sections.n - 1]
							      : NULL;
		str_id name = function_of(w, line);

		if (last == NULL || last->file != line->file || last->name != name ||
			line->line - last->end >= MERGE) {
			last = vec_add(&w->sections);
			last->file = line->file;
			last->name = name;
			last->begin = line->line;
			last->lines = i;
		}
		last->end = line->line + (line->line != UINT32_MAX);
		last->lines_end = i + 1;
		line->section = (uint32_t)(w->sections.n - 1);
	}
}

/* Adds the lines around sections, which neighbours share. Line 0 stays as it is: it means none. */
static void widen_sections(struct weblist *w)
{
	for (size_t i = 0; i < w->sections.n; i++) {
		struct web_section *s = &w->sections.p[i];
		struct web_section *before = i > 0 ? s - 1 : NULL;

		if (before != NULL && before->file == s->file) {
			uint32_t half = s->begin > before->end && before->begin != 0
				? (s->begin - before->end) / 2
				: 0;

			half = half < MARGIN ? half : MARGIN;
			before->end += half;
			s->begin -= half;
			continue;
		}
		if (before != NULL && before->end < UINT32_MAX - MARGIN)
			before->end += MARGIN;
		if (s->begin > MARGIN)
			s->begin -= MARGIN;
		else if (s->begin > 1)
			s->begin = 1;
	}
	if (w->sections.n != 0 && w->sections.p[w->sections.n - 1].end < UINT32_MAX - MARGIN)
		w->sections.p[w->sections.n - 1].end += MARGIN;
}

/* The lines that each instruction is under. */
struct web_placement {
	uint32_t *begin; /* by code, n + 1 */
	uint32_t *lines;
};

static struct web_placement lines_of_codes(const struct weblist *w)
{
	struct web_placement u = {arena_array(w->r->arena, uint32_t, w->codes.n + 2),
		arena_array(w->r->arena, uint32_t, w->entries.n)};

	for (size_t i = 0; i < w->entries.n; i++)
		csr_count(u.begin, w->entries.p[i].code);
	csr_sum(u.begin, w->codes.n + 2);
	for (uint32_t l = 0; l < w->lines.n; l++)
		for (uint32_t i = w->lines.p[l].entries; i < w->lines.p[l].entries_end; i++)
			u.lines[csr_place(u.begin, w->entries.p[i].code)] = l;
	return u;
}

/* A sample while it is counted; the marks of rows are that of the last sample that counted them. */
struct web_counter {
	struct weblist *w;
	const uint32_t *code_of; /* by location: 1 + the number of its instruction; 0: not shown */
	const str_id *functions; /* by location: as `function` */
	struct web_placement under;
	uint32_t *codes, *lines, *sections; /* the marks */
	uint32_t mark;
	bool leaf;
	str_id function; /* of the leaf, as the profile says, and as it is shown; 0: not known */
	int64_t value, divisor;
};

static bool count(const struct web_counter *c, uint32_t *mark, int64_t *flat, int64_t *cum,
	int64_t *flat_div, int64_t *cum_div)
{
	if (*mark == c->mark)
		return false;
	*mark = c->mark;
	*cum = wrap_add(*cum, c->value);
	*cum_div = wrap_add(*cum_div, c->divisor);
	if (c->leaf) {
		*flat = wrap_add(*flat, c->value);
		*flat_div = wrap_add(*flat_div, c->divisor);
	}
	return true;
}

static void count_code(struct web_counter *c, uint32_t id)
{
	struct web_code *code = &c->w->codes.p[id];

	if (!count(c, &c->codes[id], &code->flat, &code->cum, &code->flat_div, &code->cum_div))
		return;
	for (uint32_t i = c->under.begin[id]; i < c->under.begin[id + 1]; i++) {
		uint32_t l = c->under.lines[i];
		struct web_line *line = &c->w->lines.p[l];
		struct web_section *s = &c->w->sections.p[line->section];

		count(c, &c->lines[l], &line->flat, &line->cum, &line->flat_div, &line->cum_div);
		if (count(c, &c->sections[line->section], &s->flat, &s->cum, &s->flat_div,
			    &s->cum_div) &&
			c->leaf && c->function != 0 && c->function != s->name)
			s->inlined = wrap_add(s->inlined, c->value);
	}
}

/* By location that is shown: the name of the innermost function that the profile has for it. */
static str_id *functions_of_spots(struct weblist *w)
{
	const struct view *v = w->r->view;
	str_id *names = arena_array(w->r->arena, str_id, v->p->n_locations);

	for (size_t i = 0; i < w->spots.n; i++) {
		loc_id loc = w->spots.p[i].loc;
		frame_id f = v->p->frame_begin[loc];

		while (f < v->p->frame_begin[loc + 1] && !view_keeps(v, f))
			f++;
		if (f < v->p->frame_begin[loc + 1])
			names[loc] = weblist_shown_name(w,
				profile_str(v->p, v->p->functions[v->p->frames[f].fn].name));
	}
	return names;
}

static void count_stacks(void *context, struct walk_part *part)
{
	struct web_counter *c = context;
	const struct view *v = c->w->r->view;
	struct walk_stack s;

	while (walk_next(part, &s)) {
		struct window at = view_stack(v, s.stack);

		c->mark = s.mark;
		c->leaf = true;
		c->value = s.weight;
		c->divisor = s.divisor;
		for (uint32_t k = at.begin; k < at.end; k++) {
			loc_id loc = loc_column_get(&v->p->stack, k);

			if (!view_sees_loc(v, loc))
				continue;
			c->function = c->functions[loc];
			if (c->code_of[loc] != 0)
				count_code(c, c->code_of[loc] - 1);
			c->leaf = false;
		}
	}
}

static void weigh(struct weblist *w)
{
	const struct report *r = w->r;
	const struct view *v = r->view;
	uint32_t *code_of = arena_array(r->arena, uint32_t, v->p->n_locations);
	struct web_counter c = {.w = w,
		.code_of = code_of,
		.functions = functions_of_spots(w),
		.under = lines_of_codes(w)};
	const struct sample_spec samples = {.view = v, .value = r->type, .mean = r->config->mean};
	struct stack_sums sums;

	c.codes = arena_array(r->arena, uint32_t, w->codes.n);
	c.lines = arena_array(r->arena, uint32_t, w->lines.n);
	c.sections = arena_array(r->arena, uint32_t, w->sections.n);
	for (size_t i = 0; i < w->spots.n; i++)
		code_of[w->spots.p[i].loc] = w->spots.p[i].code + 1;
	stack_sums_init(&sums, r->arena, &samples);
	walk_run(&sums, 1, count_stacks, &c);
}

void weblist_arrange(struct weblist *w)
{
	struct web_ranks ranks;

	rank_names(&ranks, w);
	find_entries(w);
	sort_with(w->entries.p, w->entries.n, sizeof(*w->entries.p), by_line, &ranks);
	find_lines(w);
	find_sections(w);
	widen_sections(w);
	weigh(w);
}
