/*
 * proto.c: Makes a profile of what the view sees, and writes it as a gzipped profile.proto: `proto`.
 *
 * The view is at the granularity of addresses. The profile that is written shares with the viewed
 * one every column that the view does not change; the others are made in the arena.
 *
 * Like pprof, tables keep rows that no sample refers to any more, and file names are the profile's
 * own, not those that other reports show. A location of which no frame is kept leaves the stacks
 * and loses its lines, but not its row.
 */
#include "report/proto.h"

#include "profile/encode.h"

/* The values of the kept samples, after -divide_by. */
static void pick_values(const struct report *r, struct profile *p)
{
	const struct view *v = r->view;
	int64_t *own;
	struct value_column *values;

	if (v->samples == NULL && r->config->divide_by == 1)
		return;
	values = arena_array(r->arena, struct value_column, p->n_types);
	for (uint32_t t = 0; t < p->n_types; t++) {
		own = arena_array(r->arena, int64_t, v->n_samples);
		for (size_t i = 0; i < v->n_samples; i++)
			own[i] = table_divided(&r->values, profile_value(p, t, view_sample(v, i)));
		values[t] = (struct value_column){own, sizeof(*own)};
	}
	p->values = values;
}

/* The stacks of the kept samples. */
static void pick_samples(const struct report *r, struct profile *p)
{
	const struct view *v = r->view;
	stack_id *own;

	if (v->samples == NULL)
		return;
	own = arena_array(r->arena, stack_id, v->n_samples);
	for (size_t i = 0; i < v->n_samples; i++)
		own[i] = profile_stack_of(p, view_sample(v, i));
	p->stack_of = own;
}

/* The stacks, within their windows and without what is not seen. */
static void pick_stacks(const struct report *r, struct profile *p)
{
	const struct view *v = r->view;
	struct loc_column stack;
	uint32_t *begin, n = 0;
	bool *seen;

	if (v->windows == NULL && v->keep == NULL)
		return;
	seen = arena_array(r->arena, bool, p->n_locations);
	for (loc_id loc = 1; loc < p->n_locations; loc++)
		seen[loc] = view_sees_loc(v, loc);
	stack = loc_column_make(r->arena, p->n_locations, p->stack_begin[p->n_stacks]);
	begin = arena_array(r->arena, uint32_t, (size_t)p->n_stacks + 1);
	for (stack_id i = 0; i < p->n_stacks; i++) {
		struct window w = view_stack(v, i);

		for (uint32_t at = w.begin; at < w.end; at++) {
			loc_id loc = loc_column_get(&p->stack, at);

			if (seen[loc])
				loc_column_set(&stack, n++, loc);
		}
		begin[i + 1] = n;
	}
	p->stack = stack;
	p->stack_begin = begin;
	p->stack_shared = NULL;
}

/* The labels of the kept samples whose keys are not hidden. */
static void pick_labels(const struct report *r, struct profile *p)
{
	const struct view *v = r->view;
	struct label *labels;
	uint32_t *begin, n = 0;
	size_t most = 0;

	if (p->label_begin == NULL || (v->samples == NULL && v->hidden_keys == NULL))
		return;
	for (size_t i = 0; i < v->n_samples; i++) {
		size_t sample = view_sample(v, i);

		most += p->label_begin[sample + 1] - p->label_begin[sample];
	}
	labels = arena_array(r->arena, struct label, most);
	begin = arena_array(r->arena, uint32_t, v->n_samples + 1);
	for (size_t i = 0; i < v->n_samples; i++) {
		size_t sample = view_sample(v, i);

		for (uint32_t k = p->label_begin[sample]; k < p->label_begin[sample + 1]; k++)
			if (view_sees_key(v, p->labels[k].key))
				labels[n++] = p->labels[k];
		begin[i + 1] = n;
	}
	p->labels = labels;
	p->label_begin = begin;
}

/* The kept frames of each location, without columns where the view has none. */
static void pick_frames(const struct report *r, struct profile *p)
{
	const struct view *v = r->view;
	bool columns = (v->parts & VIEW_COLUMN) != 0;
	struct frame *frames;
	uint32_t *begin;
	frame_id n = 0;

	if (v->keep == NULL && columns)
		return;
	frames = arena_array(r->arena, struct frame, p->n_frames);
	begin = arena_array(r->arena, uint32_t, (size_t)p->n_locations + 1);
	for (loc_id loc = 0; loc < p->n_locations; loc++) {
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++) {
			if (!view_keeps(v, f))
				continue;
			frames[n] = p->frames[f];
			if (!columns)
				frames[n].column = 0;
			n++;
		}
		/* Each location has a frame, and there is room: one was left out. */
		if (n == begin[loc])
			frames[n++] = (struct frame){0};
		begin[loc + 1] = n;
	}
	p->frames = frames;
	p->frame_begin = begin;
	p->n_frames = n;
}

/* Like pprof, mappings do not claim inlined frames that are gone. */
static void pick_mappings(const struct report *r, struct profile *p)
{
	struct mapping *mappings;

	if (!r->config->noinlines)
		return;
	mappings = arena_array(r->arena, struct mapping, p->n_mappings);
	for (map_id i = 0; i < p->n_mappings; i++) {
		mappings[i] = p->mappings[i];
		mappings[i].has_inline_frames = false;
	}
	p->mappings = mappings;
}

struct profile proto_seen(struct report *r)
{
	struct profile p = *r->view->p;

	p.strings = r->view->names; /* borrowed; those of label frames are in it */
	pick_values(r, &p);
	pick_samples(r, &p);
	pick_stacks(r, &p);
	pick_labels(r, &p);
	pick_frames(r, &p);
	pick_mappings(r, &p);
	p.n_samples = r->view->n_samples;
	return p;
}

bool report_proto(struct report *r, struct err *err)
{
	const struct profile p = proto_seen(r);

	(void)err;
	profile_encode_gzip(&p, r->out);
	return true;
}
