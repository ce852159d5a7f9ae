/*
 * flame-frames.c: What pages and pictures of flame graphs say of a frame.
 */
#include "report/flame-frames.h"

#include <inttypes.h>

#include "base/path.h"
#include "table/fit.h"
#include "units/units.h"

/* Marks nodes of which all frames were inlined: each frame of a location but the last was. */
static const bool *find_inlined(struct arena *a, const struct nodes *nodes)
{
	const struct profile *p = nodes->view->p;
	bool *inlined = arena_array(a, bool, nodes->n), *called = arena_array(a, bool, nodes->n);

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
			bool last = f + 1 == p->frame_begin[loc + 1];

			(last ? called : inlined)[nodes->of_frame[f]] = true;
		}
	}
	for (node_id id = 0; id < nodes->n; id++)
		inlined[id] &= !called[id];
	return inlined;
}

void flame_frames_init(struct flame_frames *k, struct report *r, const struct nodes *nodes)
{
	*k = (struct flame_frames){
		.r = r,
		.nodes = nodes,
		.frames = node_frames_of(r, nodes, NULL),
		.inlined = find_inlined(r->arena, nodes),
	};
}

struct str flame_frame_name(const struct flame_frames *k, node_id id)
{
	const struct node *n = &k->nodes->rows[id];
	struct str name = view_str(k->nodes->view, n->name);

	if (name.n == 0)
		return node_name(k->r->arena, k->nodes, id);
	if (n->address != 0)
		return arena_fmt(k->r->arena, "%016" PRIx64 " %.*s", n->address, STR_ARG(name));
	return name;
}

struct str flame_frame_label(const struct flame_frames *k, node_id id)
{
	const struct node *n = &k->nodes->rows[id];
	struct arena *a = k->r->arena;
	struct str name = view_str(k->nodes->view, n->name);

	if (view_is_grouped(k->nodes->view))
		return flame_frame_name(k, id);
	name = name.n != 0 ? fit_without_arguments(a, report_short_name(a, name))
			   : node_place(a, k->nodes, id, true);
	if (n->line != 0 && n->name != 0)
		name = arena_fmt(a, "%.*s:%" PRId64, STR_ARG(name), n->line);
	if (n->address != 0)
		name = arena_fmt(a, "%.*s %" PRIx64, STR_ARG(name), n->address);
	return str_trim(name);
}

struct str flame_frame_file(const struct flame_frames *k, node_id id)
{
	struct table_frame f;

	k->frames.frames.get(&k->frames.frames, id, &f);
	return f.name.n != 0 ? f.file : STR("");
}

struct str flame_title(const struct report *r, struct str *program)
{
	const struct profile *p = r->profile;
	struct str main = profile_str(p, p->mappings[1].file);
	struct str parts[2] = {STR("profile"), profile_str(p, p->types[r->type].type)};

	if (main.n != 0)
		parts[0] = path_base(main);
	else if (r->n_inputs != 0)
		parts[0] = path_base(r->inputs[0]);
	*program = parts[0];
	return arena_join(r->arena, parts, 2, STR(" "));
}

struct str flame_side(const struct report *r, enum report_sides which)
{
	const struct report_side *side = &r->sides[which];
	struct arena *a = r->arena;
	char buf[UNITS_NUMBER_MAX];
	struct str unit, parts[4] = {side->n_names != 0 ? side->names[0] : STR("?")}, name[2];

	if (side->n_names > 1)
		name[1] = arena_fmt(a, "and %zu more", side->n_names - 1);
	else
		name[1] = STR("");
	name[0] = parts[0];
	parts[0] = arena_join(a, name, 2, STR(" "));
	if (side->duration_nanos != 0) {
		name[0] = units_label(side->duration_nanos, STR("ns"), STR("auto"), buf, &unit);
		name[1] = unit;
		parts[1] = arena_join(a, name, 2, STR(""));
	}
	parts[2] = which == REPORT_BEFORE ? STR("the base") : STR("");
	name[0] = which == REPORT_BEFORE ? STR("Before: ") : STR("After: ");
	name[1] = arena_join(a, parts, 3, STR(", "));
	return arena_join(a, name, 2, STR(""));
}

/* Whether one side was profiled for longer than the other by more than a tenth. */
static bool durations_differ(const struct report *r)
{
	double before = (double)r->sides[REPORT_BEFORE].duration_nanos;
	double after = (double)r->sides[REPORT_AFTER].duration_nanos;

	return before > 0 && after > 0 && (before > after * 1.1 || after > before * 1.1);
}

struct str flame_durations(const struct report *r)
{
	return durations_differ(r) && !r->config->normalize
		? STR("Their durations differ by more than a tenth; -normalize scales both to one total")
		: STR("");
}
