/*
 * filter.c: Applies the filters: focus, ignore, hide, show, show_from, prune_from and those of labels.
 *
 * It takes a view of everything, and sets keep, samples, windows and hidden_keys. First it judges each location
 * once, then each stack once by the verdicts on its locations, then each sample by its stack and its labels.
 * The rules and their order are those of pprof's applyFocus, profile/filter.go and profile/prune.go: - focus
 * and ignore look at all frames, - hide and show then take frames away, - show_from and prune_from look at the
 * frames that are left.
 */
#include "base/array.h"
#include "base/cancel.h"
#include "view/matcher.h"
#include "view/tag-filter.h"
#include "view/view-internal.h"

/* What a location means to the samples it is in. */
enum verdict {
	FOCUSED = 1 << 0,
	IGNORED = 1 << 1,
	HIDDEN = 1 << 2,  /* no frame of it is kept */
	FROM = 1 << 3,    /* show_from matches it: what is nearer the root goes */
	BENEATH = 1 << 4, /* prune_from matches it: what is nearer the leaf goes */
};

struct filter {
	struct view *v;
	/* By enum option_id; what is not set or of another kind is zeroed. */
	struct matcher rx[N_OPTIONS];
	struct tag_filter *tags[N_OPTIONS];
	bool hit[N_OPTIONS]; /* the option matched something */
	bool by_name;        /* any of focus, ignore, hide, show */
	bool any_hidden;     /* some location is HIDDEN */
	bool *keep;          /* by frame_id */
	unsigned char *loc;  /* by loc_id: enum verdict */
	bool *hidden_keys;   /* by str_id */
	bool failed;
	struct err err;
};

static bool frame_hits(const struct filter *f, struct matcher *m, frame_id frame)
{
	const struct frame *row = &f->v->p->frames[frame];
	const struct function *fn = &f->v->p->functions[row->fn];

	return row->fn != 0 && (matcher_hits(m, fn->name) || matcher_hits(m, fn->file));
}

static bool mapping_hits(const struct filter *f, struct matcher *m, loc_id loc)
{
	map_id map = f->v->p->loc_mapping[loc];

	return map != 0 && matcher_hits(m, f->v->p->mappings[map].file);
}

/* Whether a function, a file or the binary of the location matches. */
static bool loc_hits(const struct filter *f, struct matcher *m, loc_id loc)
{
	const struct profile *p = f->v->p;

	if (m->rx == NULL)
		return false;
	for (frame_id i = p->frame_begin[loc]; i < p->frame_begin[loc + 1]; i++)
		if (frame_hits(f, m, i))
			return true;
	return mapping_hits(f, m, loc);
}

/* Drops those of the kept frames that match (hits), or that do not match (!hits). */
static void drop_frames(struct filter *f, struct matcher *m, loc_id loc, bool hits)
{
	const struct profile *p = f->v->p;

	for (frame_id i = p->frame_begin[loc]; i < p->frame_begin[loc + 1]; i++)
		if (f->keep[i] && frame_hits(f, m, i) == hits)
			f->keep[i] = false;
}

static void drop_all(struct filter *f, loc_id loc)
{
	const struct profile *p = f->v->p;

	for (frame_id i = p->frame_begin[loc]; i < p->frame_begin[loc + 1]; i++)
		f->keep[i] = false;
}

static bool any_kept(const struct filter *f, loc_id loc)
{
	const struct profile *p = f->v->p;

	for (frame_id i = p->frame_begin[loc]; i < p->frame_begin[loc + 1]; i++)
		if (f->keep[i])
			return true;
	return false;
}

static void hide_and_show(struct filter *f, loc_id loc)
{
	if (loc_hits(f, &f->rx[OPT_hide], loc)) {
		f->hit[OPT_hide] = true;
		if (mapping_hits(f, &f->rx[OPT_hide], loc))
			drop_all(f, loc);
		else
			drop_frames(f, &f->rx[OPT_hide], loc, true);
	}
	if (f->rx[OPT_show].rx != NULL) {
		/* Like pprof, a location without lines is never shown. */
		if (profile_loc_bare(f->v->p, loc))
			drop_all(f, loc);
		else if (!mapping_hits(f, &f->rx[OPT_show], loc))
			drop_frames(f, &f->rx[OPT_show], loc, false);
		f->hit[OPT_show] |= any_kept(f, loc);
	}
}

/* show_from: keeps the outermost match and what it calls. The binary matches all frames. */
static void cut_above(struct filter *f, loc_id loc)
{
	const struct profile *p = f->v->p;
	frame_id i = p->frame_begin[loc + 1];

	if (f->rx[OPT_show_from].rx == NULL)
		return;
	if (!mapping_hits(f, &f->rx[OPT_show_from], loc)) {
		while (i > p->frame_begin[loc] &&
			!(f->keep[i - 1] && frame_hits(f, &f->rx[OPT_show_from], i - 1)))
			i--;
		if (i == p->frame_begin[loc])
			return;
		for (; i < p->frame_begin[loc + 1]; i++)
			f->keep[i] = false;
	}
	f->loc[loc] |= FROM;
	f->hit[OPT_show_from] = true;
}

/* prune_from: drops what the innermost match calls. */
static void cut_beneath(struct filter *f, loc_id loc)
{
	const struct profile *p = f->v->p;

	for (frame_id i = p->frame_begin[loc]; i < p->frame_begin[loc + 1]; i++) {
		str_id name = p->functions[p->frames[i].fn].name;

		if (!f->keep[i] || name == 0 || !matcher_hits(&f->rx[OPT_prune_from], name))
			continue;
		for (frame_id below = p->frame_begin[loc]; below < i; below++)
			f->keep[below] = false;
		f->loc[loc] |= BENEATH;
		return;
	}
}

static void judge_location(struct filter *f, loc_id loc)
{
	if (f->by_name) {
		if (loc_hits(f, &f->rx[OPT_ignore], loc)) {
			f->hit[OPT_ignore] = true;
			f->loc[loc] |= IGNORED;
		} else if (f->rx[OPT_focus].rx == NULL || loc_hits(f, &f->rx[OPT_focus], loc)) {
			f->hit[OPT_focus] = true;
			f->loc[loc] |= FOCUSED;
		}
		hide_and_show(f, loc);
	}
	if (!any_kept(f, loc)) {
		f->loc[loc] |= HIDDEN;
		f->any_hidden = true;
		f->hit[OPT_show_from] |= f->rx[OPT_show_from].rx != NULL &&
			mapping_hits(f, &f->rx[OPT_show_from], loc);
		return;
	}
	cut_above(f, loc);
	if (f->rx[OPT_prune_from].rx != NULL)
		cut_beneath(f, loc);
}

/* Whether focus, ignore, hide and show keep a stack. */
static bool passes_names(const struct filter *f, struct window w)
{
	unsigned all = 0;
	bool seen = false;

	if (!f->by_name)
		return true;
	for (uint32_t at = w.begin; at < w.end; at++) {
		unsigned verdict = f->loc[loc_column_get(&f->v->p->stack, at)];

		all |= verdict;
		seen |= !(verdict & HIDDEN);
	}
	return (all & FOCUSED) && !(all & IGNORED) && (seen || !f->any_hidden);
}

/* show_from: cuts the window above the outermost match. */
static bool cut_window_above(const struct filter *f, struct window *w)
{
	if (f->rx[OPT_show_from].rx == NULL)
		return true;
	while (w->end > w->begin && !(f->loc[loc_column_get(&f->v->p->stack, w->end - 1)] & FROM))
		w->end--;
	return w->end > w->begin;
}

static void cut_window_beneath(const struct filter *f, struct window *w)
{
	for (uint32_t at = w->begin; at < w->end; at++) {
		if (f->loc[loc_column_get(&f->v->p->stack, at)] & BENEATH) {
			w->begin = at;
			return;
		}
	}
}

static bool passes_tags(struct filter *f, size_t sample)
{
	bool focused = true, ignored = false;

	if ((f->tags[OPT_tagfocus] != NULL &&
		    !tag_filter_hits(f->tags[OPT_tagfocus], sample, &focused, &f->err)) ||
		(f->tags[OPT_tagignore] != NULL &&
			!tag_filter_hits(f->tags[OPT_tagignore], sample, &ignored, &f->err))) {
		f->failed = true;
		return false;
	}
	f->hit[OPT_tagfocus] |= focused;
	f->hit[OPT_tagignore] |= ignored;
	return focused && !ignored;
}

/* tagshow and taghide: which keys of a kept sample are seen. */
static void judge_keys(struct filter *f, size_t sample)
{
	const struct profile *p = f->v->p;

	if (f->hidden_keys == NULL || p->label_begin == NULL)
		return;
	for (uint32_t i = p->label_begin[sample]; i < p->label_begin[sample + 1]; i++) {
		str_id key = p->labels[i].key;
		bool shown = f->rx[OPT_tagshow].rx == NULL ||
			matcher_hits(&f->rx[OPT_tagshow], key);
		bool hidden = matcher_hits(&f->rx[OPT_taghide], key);

		f->hit[OPT_tagshow] |= shown;
		f->hit[OPT_taghide] |= hidden;
		f->hidden_keys[key] = !shown || hidden;
	}
}

/* Whether a stack is kept, by stack_id. Sets the windows of those that are. NULL: all are, whole. */
static const bool *judge_stacks(struct filter *f, struct arena *a)
{
	struct view *v = f->v;
	const struct profile *p = v->p;
	struct window *windows;
	bool *kept;

	if (f->keep == NULL)
		return NULL;
	kept = arena_array(a, bool, p->n_stacks);
	windows = arena_array(a, struct window, p->n_stacks);
	for (stack_id i = 0; i < p->n_stacks && !interrupted_at(i); i++) {
		struct window w = profile_stack(p, i);

		kept[i] = passes_names(f, w) && cut_window_above(f, &w);
		if (f->rx[OPT_prune_from].rx != NULL)
			cut_window_beneath(f, &w);
		windows[i] = w;
	}
	v->windows = windows;
	return kept;
}

static void judge_samples(struct filter *f, struct arena *a)
{
	struct view *v = f->v;
	const struct profile *p = v->p;
	const bool *kept = judge_stacks(f, a);
	uint32_t *samples = arena_array(a, uint32_t, p->n_samples);
	size_t n = 0;

	for (size_t i = 0; i < p->n_samples && !f->failed && !interrupted_at(i); i++) {
		if ((kept != NULL && !kept[profile_stack_of(p, i)]) || !passes_tags(f, i))
			continue;
		judge_keys(f, i);
		samples[n++] = (uint32_t)i;
	}
	v->samples = samples;
	v->n_samples = n;
}

/* Compiles the value of a filter if it is an expression. */
static bool compile_option(struct filter *f, struct arena *a, const struct option *o,
	struct str value, struct err *err)
{
	enum option_domain domain = config_domain(o);
	struct matcher *m = &f->rx[config_id(o)];

	if (domain == DOMAIN_LABELS)
		return tag_filter_new(&f->tags[config_id(o)], f->v, o->name, value, err);
	if (domain != DOMAIN_FUNCTION_REGEX && domain != DOMAIN_KEY_REGEX)
		return true;
	if (!matcher_init(m, a, &f->v->names, o->name, value, err))
		return false;
	m->err = &f->err;
	m->failed = &f->failed;
	return true;
}

static bool compile(struct filter *f, struct arena *a, const struct config *c, struct err *err)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (o->roles & ROLE_FILTER && !compile_option(f, a, o, config_get(a, c, o), err))
			return false;
	f->rx[OPT_prune_from].pruning = true;
	f->by_name = f->rx[OPT_focus].rx || f->rx[OPT_ignore].rx || f->rx[OPT_hide].rx ||
		f->rx[OPT_show].rx;
	return true;
}

static bool any_filter(const struct config *c)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (o->roles & ROLE_FILTER && !config_is_default(c, o))
			return true;
	return false;
}

static void tell_unmatched(const struct filter *f, struct arena *a, const struct config *c)
{
	for (const struct option *o = config_options; o->name != NULL; o++)
		if (config_is_listed(c, o) && !f->hit[config_id(o)])
			view_unmatched(f->v, config_id(o),
				config_domain(o) == DOMAIN_FUNCTION_REGEX ? config_get(a, c, o)
									  : STR(""));
}

static void apply(struct filter *f, struct arena *a, const struct config *c)
{
	const struct profile *p = f->v->p;
	bool by_frame = f->by_name || f->rx[OPT_show_from].rx || f->rx[OPT_prune_from].rx;
	bool by_key = f->rx[OPT_tagshow].rx || f->rx[OPT_taghide].rx;

	if (!any_filter(c))
		return;
	f->loc = arena_array(a, unsigned char, p->n_locations);
	if (by_frame) {
		f->keep = arena_array(a, bool, p->n_frames);
		memset(f->keep, true, p->n_frames);
		for (loc_id loc = 1; loc < p->n_locations; loc++)
			judge_location(f, loc);
		f->v->keep = f->keep;
	}
	if (by_key)
		f->hidden_keys = arena_array(a, bool, intern_end(&f->v->names));
	judge_samples(f, a);
	f->v->hidden_keys = f->hidden_keys;
	tell_unmatched(f, a, c);
}

bool view_filter(struct view *v, struct arena *a, const struct config *c, struct err *err)
{
	struct filter f = {.v = v};
	bool ok = compile(&f, a, c, err);

	if (ok) {
		apply(&f, a, c);
		ok = !f.failed;
		if (f.failed)
			*err = f.err;
	}
	for (int id = 0; id < N_OPTIONS; id++) {
		matcher_release(&f.rx[id]);
		tag_filter_free(f.tags[id]);
	}
	return ok;
}
