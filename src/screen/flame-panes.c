/*
 * flame-panes.c: The pane beside the full screen: source lines of a function, or its callers and callees.
 */
#include "base/array.h"
#include "base/rx.h"
#include "screen/flame-screen-internal.h"

/* What the pane shows is the text of a report. */
static const struct {
	const char *command, *title;
} panes[PANE_KINDS] = {
	[PANE_SOURCE] = {"list", "source lines, flat and cum"},
	[PANE_CALLS] = {"peek", "callers above, callees below"},
};

static void split_lines(struct flame_screen *s, struct str text)
{
	struct str rest = text, line;
	size_t n = 0;

	while (text.n != 0 && str_split(&rest, '\n', &line))
		n++;
	s->pane.lines = arena_array(&s->pane_arena, struct str, n);
	s->pane.n = 0;
	for (rest = text; s->pane.n < n && str_split(&rest, '\n', &line);)
		s->pane.lines[s->pane.n++] = line;
	while (s->pane.n > 0 && s->pane.lines[s->pane.n - 1].n == 0)
		s->pane.n--;
}

/* An expression for the pane's report that matches this node alone, as far as one can. */
static struct str pattern_of(struct flame_screen *s, node_id node)
{
	struct str name;

	if (s->pane_kind == PANE_SOURCE)
		return flame_view_pattern(s->view, node);
	name = rx_quote(&s->pane_arena, flame_view_name(s->view, node));
	return arena_join(&s->pane_arena, (struct str[]){STR("^"), name, STR("$")}, 3, STR(""));
}

/* Runs the pane's report. The text, or the error, becomes its lines. */
static void run_pane(struct flame_screen *s, node_id node, uint32_t columns)
{
	struct request q = {.command = command_find(str_from_c(panes[s->pane_kind].command)),
		.config = s->q.config};
	struct out out = {.terminal = true, .columns = columns};
	struct run run = {.arena = &s->pane_arena, .out = &out, .tools = s->host->tools};
	struct err err;

	q.config.format = FORMAT_TEXT;
	q.config.output = STR("");
	q.config.compact_labels = true;
	q.regex = pattern_of(s, node);
	if (session_run(s->host->store, &q, &run, &err)) {
		split_lines(s, arena_str(&s->pane_arena, (struct str){out.p, out.n}));
	} else {
		s->pane.lines = arena_array(&s->pane_arena, struct str, 1);
		s->pane.lines[0] = arena_str(&s->pane_arena, str_from_c(err.text));
		s->pane.n = 1;
	}
	out_release(&out);
}

void flame_screen_make_pane(struct flame_screen *s)
{
	const struct flame_state *state = s->state;
	node_id node = state->trees[state->selected.half]->node[state->selected.frame];
	struct flame_scene scene = {.pane = &s->pane, .pane_fills = s->help};
	struct flame_geometry g = flame_geometry(&scene, s->cells.rows, s->cells.columns);
	uint32_t columns = g.pane.end - g.pane.column;

	if (s->pane_made && (s->help || (s->pane_node == node && s->pane_columns == columns)))
		return;
	arena_rewind(&s->pane_arena);
	s->pane = (struct flame_text){0};
	s->pane_made = true;
	s->pane_node = node;
	s->pane_columns = columns;
	if (s->help) {
		flame_help_lines(&s->pane_arena, &s->pane);
	} else if (node != 0) {
		s->pane_title = str_from_c(panes[s->pane_kind].title);
		run_pane(s, node, columns);
	} else {
		s->pane_title = STR("select a function");
	}
}
