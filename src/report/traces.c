/*
 * traces.c: every sample with its labels and its stack. `traces`.
 */
#include "base/interrupt.h"
#include "base/wrap.h"
#include "report/print.h"
#include "units/units.h"

static const char separator[] =
	"-----------+-------------------------------------------------------\n";

/* "       key:  " */
static struct str key_text(struct report *r, str_id key)
{
	struct str name = profile_str(r->profile, key),
		   parts[3] = {STR("          "), name, STR(":  ")};
	size_t width = out_width(name);

	parts[0].n = width < 10 ? 10 - width : 0;
	return arena_join(r->arena, parts, 3, STR(""));
}

static struct str texts_line(struct report *r, const struct label_group *g)
{
	struct str *texts = arena_array(r->arena, struct str, g->n), parts[2];

	for (uint32_t i = 0; i < g->n; i++)
		texts[i] = profile_str(r->profile, g->labels[i]->text);
	parts[0] = key_text(r, g->key);
	parts[1] = report_join(r, texts, g->n);
	return arena_join(r->arena, parts, 2, STR(""));
}

static struct str numbers_line(struct report *r, const struct label_group *g)
{
	struct str unit = label_unit_of(&r->view->units, g->key);
	struct str *texts = arena_array(r->arena, struct str, g->n), parts[2];

	for (uint32_t i = 0; i < g->n; i++) {
		char buf[UNITS_NUMBER_MAX];

		parts[0] = units_label(g->labels[i]->number, unit, STR("auto"), buf, &parts[1]);
		texts[i] = arena_join(r->arena, parts, 2, STR(""));
	}
	parts[0] = key_text(r, g->key);
	parts[1] = report_join(r, texts, g->n);
	return arena_join(r->arena, parts, 2, STR(""));
}

static void label_rows(struct report *r, size_t sample)
{
	for (int numbers = 0; numbers < 2; numbers++) {
		struct str *lines;
		size_t n = report_label_lines(r, sample, numbers,
			numbers ? numbers_line : texts_line, &lines);

		for (size_t i = 0; i < n; i++) {
			out_str(r->out, lines[i]);
			out_lit(r->out, "\n");
		}
	}
}

struct tracer {
	struct report *r;
	struct nodes nodes;
	struct str *texts; /* by loc_id: the rows of its frames; made when first needed */
};

/* The last frame of a location that is kept. */
static frame_id last_kept(const struct view *v, loc_id loc)
{
	frame_id f = v->p->frame_begin[loc + 1];

	while (f > v->p->frame_begin[loc] && !view_keeps(v, f - 1))
		f--;
	return f - 1;
}

/* The rows of a location's frames, without a value. Empty where no frame is kept. */
static struct str loc_rows(struct tracer *t, loc_id loc)
{
	const struct view *v = t->r->view;
	struct out o = {.terminal = t->r->out->terminal, .columns = t->r->out->columns};
	frame_id last = last_kept(v, loc);

	if (t->texts[loc].p != NULL)
		return t->texts[loc];
	for (frame_id f = v->p->frame_begin[loc]; f < v->p->frame_begin[loc + 1]; f++) {
		node_id id = t->nodes.of_frame[f];

		if (!view_keeps(v, f))
			continue;
		out_lit(&o, "             ");
		report_put_name(t->r, &o, &t->nodes, id, node_name(t->r->arena, &t->nodes, id),
			f != last && !view_is_grouped(v) ? " (inline)" : "");
		out_lit(&o, "\n");
	}
	t->texts[loc] = arena_str(t->r->arena, (struct str){o.p, o.n});
	out_release(&o);
	return t->texts[loc];
}

/* The value stands in the first ten columns of the first row. */
static void stack_rows(struct tracer *t, struct window w, struct str value)
{
	bool first = true;

	for (uint32_t at = w.begin; at < w.end; at++) {
		struct str rows = loc_rows(t, loc_column_get(&t->r->view->p->stack, at));

		if (first && rows.n != 0) {
			out_pad(t->r->out, value, 10);
			rows = str_from(rows, 10);
			first = false;
		}
		out_bytes(t->r->out, rows.p, rows.n);
	}
}

static bool has_frames(const struct view *v, struct window w)
{
	if (v->keep == NULL)
		return w.end > w.begin;
	for (uint32_t at = w.begin; at < w.end; at++)
		if (view_sees_loc(v, loc_column_get(&v->p->stack, at)))
			return true;
	return false;
}

bool report_traces(struct report *r, struct err *err)
{
	struct tracer t = {.r = r};
	const struct profile *p = r->profile;
	size_t legend = r->out->n;

	(void)err;
	report_profile_legend(r);
	if (r->out->n == legend)
		out_lit(r->out, "\n"); /* like pprof, an empty legend is a line of its own */
	nodes_init(&t.nodes, r->arena, r->view, false);
	t.texts = arena_array(r->arena, struct str, r->view->p->n_locations);
	for (size_t i = 0; i < r->view->n_samples; i++) {
		size_t sample = view_sample(r->view, i);
		struct window w = view_window(r->view, i);
		int64_t value = p->values[r->type][sample];

		if (interrupted_at(i))
			break;
		if (!has_frames(r->view, w))
			continue;
		out_lit(r->out, separator);
		label_rows(r, sample);
		if (r->config->mean)
			value = wrap_div(value, p->values[0][sample]);
		stack_rows(&t, w, report_value(r, value));
	}
	out_lit(r->out, separator);
	return true;
}
