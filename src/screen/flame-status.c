/*
 * flame-status.c: Says in words what a flame graph and its selected frame are.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/glyph.h"
#include "base/wrap.h"
#include "screen/flame-view.h"
#include "units/units.h"

/* "41.30%", in the arena. */
static struct str share(struct flame_view *v, int64_t part, int64_t whole)
{
	char buf[UNITS_PERCENT_MAX];

	return arena_str(v->r->arena, str_trim(units_percent(part, whole, buf)));
}

/* "main.f  /src/a.go:12": the file stands behind the name, unless it is a part of it. */
static struct str name_line(struct flame_view *v, node_id id)
{
	struct arena *a = v->r->arena;
	struct str name = flame_view_name(v, id), file;
	int64_t line;

	file = flame_view_file(v, id, &line);
	if (file.n == 0 || str_find(name, file, 0) < name.n)
		return name;
	if (line != 0)
		file = arena_join(a, (struct str[]){file, arena_fmt(a, ":%" PRId64, line)}, 2,
			STR(""));
	return arena_join(a, (struct str[]){name, file}, 2, STR("  "));
}

/* Adds ", 55.10% of the zoom" unless the whole is the one before. */
static struct str add_share(struct flame_view *v, struct str text, int64_t part, int64_t whole,
	const char *of)
{
	struct str s = share(v, part, whole);

	return arena_fmt(v->r->arena, "%.*s%s%.*s of %s", STR_ARG(text), text.n != 0 ? ", " : "",
		STR_ARG(s), of);
}

/* "1.21s"; in a comparison "410ms -> 280ms -31.7%". */
static struct str amount(struct flame_view *v, int64_t after, int64_t before)
{
	char buf[UNITS_CHANGE_MAX];
	struct str parts[] = {report_value(v->r, before), STR("->"), report_value(v->r, after),
		units_change(before, after, buf)};

	if (!flame_tree_is_compared(&v->trees[FLAME_LOWER]))
		return parts[2];
	return arena_join(v->r->arena, parts, ARRAY_LEN(parts), STR(" "));
}

struct str flame_view_words(struct flame_view *v, const struct flame_tree *t, uint32_t frame,
	size_t room)
{
	int64_t after = flame_tree_cum(t, frame), before = flame_tree_cum_before(t, frame);
	struct str label = flame_view_label(v, t->node[frame]), words[2] = {label};
	size_t used = glyph_columns(label) + 1;
	char buf[UNITS_CHANGE_MAX];

	if (!flame_tree_is_compared(t) || used >= room)
		return label;
	words[1] = amount(v, after, before);
	if (used + words[1].n > room)
		words[1] = units_change(before, after, buf);
	if (used + words[1].n > room)
		return label;
	return arena_join(v->r->arena, words, 2, STR(" "));
}

/* What 100% is. Of a comparison, what there was after. */
static int64_t whole_of(const struct flame_view *v)
{
	const struct flame_tree *t = &v->trees[FLAME_LOWER];

	return flame_tree_is_compared(t) ? flame_tree_cum(t, 0) : v->r->values.total;
}

/* "410ms flat, 1.21s cum: 41.30% of all, 55.10% of the zoom, 80.01% of its parent" */
static struct str values_line(struct flame_view *v, const struct flame_state *s)
{
	const struct flame_tree *t = s->trees[s->selected.half];
	uint32_t frame = s->selected.frame, zoom = s->zoom[s->selected.half];
	int64_t cum = flame_tree_cum(t, frame);
	struct str shares = add_share(v, STR(""), cum, whole_of(v), "all");
	struct str words[2] = {
		amount(v, flame_tree_flat(t, frame), flame_tree_flat_before(t, frame)),
		amount(v, cum, flame_tree_cum_before(t, frame)),
	};

	if (s->zooms.n != 0 && frame != zoom)
		shares = add_share(v, shares, cum, flame_tree_cum(t, zoom), "the zoom");
	if (frame != zoom && t->parent[frame] != 0 && t->parent[frame] != zoom)
		shares = add_share(v, shares, cum, flame_tree_cum(t, t->parent[frame]),
			"its parent");
	return arena_fmt(v->r->arena, "%.*s flat, %.*s cum: %.*s", STR_ARG(words[0]),
		STR_ARG(words[1]), STR_ARG(shares));
}

/* "12 frames, 1.16s, 39.60% of all". Of a large profile it is at least that: what is folded is not searched. */
static struct str found_words(struct flame_view *v, const struct flame_found *found)
{
	int64_t cum = wrap_div(found->cum, found->divisor);
	struct str value = amount(v, cum, wrap_div(found->before, found->before_divisor));
	struct str text = arena_fmt(v->r->arena, "%u frame%s, %s%.*s", found->frames,
		found->frames == 1 ? "" : "s", v->trees[FLAME_LOWER].folded != 0 ? "at least " : "",
		STR_ARG(value));

	return add_share(v, text, cum, whole_of(v), "all");
}

/* What the search found. */
static struct str search_words(struct flame_view *v, const struct flame_state *s, struct str search)
{
	const struct flame_tree *t = s->trees[FLAME_LOWER];
	struct str text = found_words(v, &s->in_all);

	if (s->zooms.n != 0 && s->in_zoom.frames == 0)
		text = arena_fmt(v->r->arena, "%.*s, none in the zoom", STR_ARG(text));
	else if (s->zooms.n != 0)
		text = add_share(v, text, wrap_div(s->in_zoom.cum, s->in_zoom.divisor),
			flame_tree_cum(t, s->zoom[FLAME_LOWER]), "the zoom");
	return arena_join(v->r->arena, (struct str[]){STR("/"), search, STR(": "), text}, 4,
		STR(""));
}

/* What all frames of the selected function take together, and how many stacks go through this one. */
static struct str places_words(struct flame_view *v, const struct flame_state *s)
{
	const struct flame_tree *t = s->trees[s->selected.half];
	node_id node = t->node[s->selected.frame];
	uint32_t paths = flame_state_paths(t, s->selected.frame);
	struct str text = arena_fmt(v->r->arena, "%u%s stack%s", paths,
		t->folded != 0 && paths > 1 ? " or more" : "", paths == 1 ? "" : "s");
	struct flame_found found;
	bool *is;

	if (node == 0 || s->n_trees == 2)
		return text;
	is = mem_zeroed(v->nodes.n, sizeof(*is));
	is[node] = true;
	found = flame_tree_find(t, 0, is);
	free(is);
	if (found.frames < 2)
		return text;
	return arena_fmt(v->r->arena, "%.*s; this function in all: %.*s", STR_ARG(text),
		STR_ARG(found_words(v, &found)));
}

void flame_view_status(struct flame_view *v, const struct flame_state *s, struct str search,
	struct str lines[FLAME_STATUS_LINES])
{
	const struct flame_tree *t = s->trees[s->selected.half];

	lines[FLAME_STATUS_NAME] = name_line(v, t->node[s->selected.frame]);
	lines[FLAME_STATUS_VALUES] = values_line(v, s);
	lines[FLAME_STATUS_MORE] = s->matches != NULL ? search_words(v, s, search)
						      : places_words(v, s);
}

/* "focus=main  hide=^runtime" */
static struct str filters_of(const struct report *r)
{
	struct arena *a = r->arena;
	struct str text = STR("");

	for (const struct option *o = config_options; o->name != NULL; o++) {
		if (!config_is_listed(r->config, o))
			continue;
		struct str one[] = {str_from_c(o->name), config_get(a, r->config, o)};

		text = arena_join(a, (struct str[]){text, arena_join(a, one, 2, STR("="))}, 2,
			STR("  "));
	}
	return text;
}

struct str flame_view_title(struct flame_view *v, const struct flame_mode *mode)
{
	const struct report *r = v->r;
	struct str type = profile_str(r->profile, r->profile->types[r->type].type);
	const struct flame_tree *t = &v->trees[FLAME_LOWER];
	int64_t shown = flame_tree_cum(t, 0), whole = whole_of(v);
	struct str weight = arena_join(r->arena,
		(struct str[]){r->config->mean ? STR("mean of ") : STR(""), type, STR(" "),
			amount(v, shown, flame_tree_cum_before(t, 0))},
		4, STR(""));
	static const char *const sides[] =
		{[FLAME_AFTER] = "widths: after", [FLAME_BEFORE] = "widths: before"};
	const struct str parts[] = {
		weight,
		shown != whole ? add_share(v, STR(""), shown, whole, "all") : STR(""),
		filters_of(r),
		v->n_trees == 2                 ? STR("callers and callees")
			: r->config->leaf_first ? STR("leaves first")
						: STR(""),
		mode->merge_recursion ? STR("recursion merged") : STR(""),
		str_from_c(sides[mode->widths]),
	};

	return arena_join(r->arena, parts, ARRAY_LEN(parts), STR("  "));
}
