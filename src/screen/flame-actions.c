/*
 * flame-actions.c: What the keys of the full screen do, besides moving about (flame-state.h).
 */
#include <inttypes.h>
#include <stdlib.h>

#include "objfile/source-file.h"
#include "screen/flame-screen-internal.h"

/* The node of the selected frame; 0: the whole. */
static node_id selected_node(const struct flame_screen *s)
{
	const struct flame_at *at = &s->state->selected;

	return s->state->trees[at->half]->node[at->frame];
}

/* The same where there must be a function: says so otherwise. */
static node_id selected_function(struct flame_screen *s)
{
	node_id node = selected_node(s);

	if (node == 0)
		flame_screen_say(s, "select a function first");
	return node;
}

/* --- options */

/* Sets an option of the view and of the session, for `undo` to take back. */
static enum screen_step set_option(struct flame_screen *s, enum option_id id, struct str value)
{
	const struct option *o = &config_options[id];
	struct str before = arena_str(&s->life, config_get(&s->life, &s->q.config, o));
	struct err err;

	if (!config_set(&s->q.config, &s->life, o, value, CONFIG_CONSOLE, &err) ||
		!config_set(s->host->config, s->host->life, o, value, CONFIG_CONSOLE, &err)) {
		flame_screen_say(s, "%s", err.text);
		return STEP_STAY;
	}
	*vec_add(&s->settings) = (struct flame_setting){o, before};
	return STEP_AGAIN;
}

static enum screen_step undo(struct flame_screen *s)
{
	enum screen_step step;
	struct flame_setting last;

	if (s->settings.n == 0) {
		flame_screen_say(s, "there is nothing to undo");
		return STEP_STAY;
	}
	last = s->settings.p[--s->settings.n];
	step = set_option(s, config_id(last.option), last.before);
	if (step == STEP_AGAIN)
		s->settings.n--;
	return step;
}

/* Sets a filter to the selected function; `adds`: beside those that it has. */
static enum screen_step filter(struct flame_screen *s, enum option_id id, bool adds)
{
	const struct option *o = &config_options[id];
	node_id node = selected_function(s);
	struct str value, had;

	if (node == 0)
		return STEP_STAY;
	value = flame_view_pattern(s->view, node);
	had = config_get(s->view->r->arena, &s->q.config, o);
	if (value.n == 0) {
		flame_screen_say(s, "it has no name to filter by");
		return STEP_STAY;
	}
	if (adds && had.n != 0)
		value = arena_join(s->view->r->arena, (struct str[]){had, value}, 2, STR("|"));
	return set_option(s, id, value);
}

static enum screen_step next_type(struct flame_screen *s, bool backwards)
{
	const struct profile *p = s->view->r->profile;
	uint32_t type = s->view->r->type, found;
	struct str name;
	struct err err;

	if (p->n_types < 2) {
		flame_screen_say(s, "there is one sample type");
		return STEP_STAY;
	}
	type = (type + (backwards ? p->n_types - 1 : 1)) % p->n_types;
	name = profile_str(p, p->types[type].type);
	if (!profile_type_index(p, name, &found, &err) || found != type)
		name = arena_fmt(s->view->r->arena, "%u", type);
	return set_option(s, OPT_sample_index, name);
}

static enum screen_step invert(struct flame_screen *s)
{
	s->forgets = true; /* paths go the other way */
	return set_option(s, OPT_leaf_first, s->q.config.leaf_first ? STR("false") : STR("true"));
}

/* --- the trees */

static enum screen_step sandwich(struct flame_screen *s)
{
	node_id node;

	if (s->mode.sandwich) {
		s->mode.sandwich = false;
		return STEP_GROW;
	}
	node = selected_function(s);
	if (node == 0)
		return STEP_STAY;
	s->mode.function = arena_str(&s->life, flame_view_name(s->view, node));
	s->mode.sandwich = true;
	return STEP_GROW;
}

static enum screen_step next_sides(struct flame_screen *s)
{
	if (!flame_tree_is_compared(&s->view->trees[FLAME_LOWER])) {
		flame_screen_say(s, "this is no comparison: -diff_base makes one");
		return STEP_STAY;
	}
	s->mode.widths = (s->mode.widths + 1) % 3;
	return STEP_GROW;
}

/* --- search */

void flame_screen_search(struct flame_screen *s)
{
	struct flame_view *v = s->view;
	bool *matches = NULL;
	struct err err;

	if (s->search.n == 0)
		return;
	if (s->exact) {
		matches = mem_zeroed(v->nodes.n, sizeof(*matches));
		for (node_id id = 1; id < v->nodes.n; id++)
			matches[id] = str_eq(flame_view_name(v, id), s->search);
	} else {
		matches = flame_view_search(v, s->search, &err);
	}
	if (matches == NULL) {
		flame_screen_say(s, "%s", err.text);
		s->search = STR("");
	}
	flame_state_search(s->state, matches);
}

static void search_for(struct flame_screen *s, struct str text, bool exact)
{
	char *copy = arena_c(s->view->r->arena, text);

	arena_rewind(&s->search_arena);
	s->search = arena_str(&s->search_arena, str_from_c(copy));
	s->exact = exact;
	flame_screen_search(s);
}

static void search_same(struct flame_screen *s)
{
	node_id node = selected_function(s);

	if (node != 0)
		search_for(s, flame_view_name(s->view, node), true);
}

/* --- the outer world */

static void copy_name(struct flame_screen *s)
{
	node_id node = selected_function(s);
	struct str name;

	if (node == 0)
		return;
	name = flame_view_name(s->view, node);
	tty_copy(s->tty, name);
	flame_screen_say(s, "copied, if the terminal allows it (OSC 52)");
}

/* Quotes a text for the shell. */
static struct str shell_word(struct arena *a, struct str text)
{
	struct out out = {0};
	struct str word;

	out_lit(&out, "'");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\'')
			out_lit(&out, "'\\''");
		else
			out_bytes(&out, &text.p[i], 1);
	}
	out_lit(&out, "'");
	word = arena_str(a, (struct str){out.p, out.n});
	out_release(&out);
	return word;
}

/* The source file of the selected function on this machine; empty with a message: it is not here. */
static struct str find_source(struct flame_screen *s, int64_t *line)
{
	node_id node = selected_function(s);
	struct arena *a = s->view->r->arena;
	struct source_finder finder;
	const struct source_file *file;
	struct str name, path;
	struct err err;

	if (node == 0)
		return STR("");
	name = flame_view_file(s->view, node, line);
	if (name.n == 0) {
		flame_screen_say(s, "its source file is not known");
		return STR("");
	}
	if (!report_source_path(s->view->r, &path, &err)) {
		flame_screen_say(s, "%s", err.text);
		return STR("");
	}
	source_finder_init(&finder, a, path, s->q.config.trim_path, NULL);
	file = source_find(&finder, name, STR(""));
	source_finder_release(&finder);
	if (file->path.n == 0)
		flame_screen_say(s, "%.*s", STR_ARG(file->missing));
	return file->path;
}

static enum screen_step edit(struct flame_screen *s)
{
	const char *editor = getenv("VISUAL");
	struct arena *a = s->view->r->arena;
	struct str path, command;
	struct err err;
	int64_t line;

	if (editor == NULL || editor[0] == '\0')
		editor = getenv("EDITOR");
	if (editor == NULL || editor[0] == '\0')
		editor = "vi";
	path = find_source(s, &line);
	if (path.n == 0)
		return STEP_STAY;
	path = shell_word(a, path);
	command = arena_fmt(a, "%s +%" PRId64 " %.*s", editor, line > 0 ? line : 1, STR_ARG(path));
	flame_screen_close(s);
	if (!s->host->run(s->host->context, command, &err))
		flame_screen_say(s, "%s", err.text);
	return flame_screen_open(s, &err) ? STEP_STAY : STEP_LEAVE;
}

static void save(struct flame_screen *s, struct str path)
{
	struct err err;

	if (s->host->save(s->host->context, path, &s->q.config, &err))
		flame_screen_say(s, "%.*s is written", STR_ARG(path));
	else
		flame_screen_say(s, "%s", err.text);
}

static enum screen_step line_step(struct flame_screen *s, struct str line)
{
	s->line = arena_str(&s->life, line);
	return STEP_AGAIN;
}

/* --- the prompt */

static enum screen_step ask(struct flame_screen *s, enum flame_action action)
{
	prompt_begin(&s->prompt,
		action == FLAME_SEARCH         ? "/"
			: action == FLAME_LINE ? ":"
					       : "write to: ");
	s->asking = action;
	return STEP_STAY;
}

enum screen_step flame_screen_answer(struct flame_screen *s)
{
	struct str text = arena_str(s->view->r->arena, prompt_text(&s->prompt));

	s->prompt.label = NULL;
	if (s->asking == FLAME_SEARCH && text.n == 0 && s->state->matches != NULL) {
		flame_state_next(s->state, false); /* the search that there is, once more */
		return STEP_STAY;
	}
	if (text.n == 0)
		return STEP_STAY;
	if (s->asking == FLAME_LINE)
		return line_step(s, text);
	if (s->asking == FLAME_SAVE) {
		save(s, text);
		return STEP_STAY;
	}
	search_for(s, text, false);
	if (s->state->matches != NULL && s->state->in_all.frames == 0)
		flame_screen_say(s, "no frame matches %.*s", STR_ARG(text));
	else if (s->state->matches != NULL && !s->state->matches[selected_node(s)])
		flame_state_next(s->state, false);
	return STEP_STAY;
}

/* --- all actions */

static void next_pane(struct flame_screen *s)
{
	s->pane_kind = (s->pane_kind + 1) % PANE_KINDS;
	s->pane_made = false;
}

void flame_screen_scroll(struct flame_screen *s, int64_t rows)
{
	struct flame_text *text = &s->pane;
	struct flame_scene scene = {.pane = text, .pane_fills = s->help};
	uint32_t shown = flame_geometry(&scene, s->cells.rows, s->cells.columns).pane_rows;
	int64_t most = text->n > shown ? (int64_t)(text->n - shown) : 0, to;

	if (!s->help && s->pane_kind == PANE_NONE) {
		flame_state_scroll(s->state, rows);
		return;
	}
	to = rows > most ? most : rows < -most ? 0 : (int64_t)text->scroll + rows;
	text->scroll = (size_t)(to < 0 ? 0 : to > most ? most : to);
}

static void to_end(struct flame_screen *s, bool bottom)
{
	if (s->help || s->pane_kind != PANE_NONE)
		flame_screen_scroll(s, bottom ? INT32_MAX : INT32_MIN);
	else
		flame_state_to_end(s->state, bottom);
}

/* Actions that only move about in what is there. False: it is none. */
static bool move(struct flame_screen *s, enum flame_action action)
{
	struct flame_state *state = s->state;
	int64_t page = state->rows > 1 ? state->rows - 1 : 1;

	switch ((int)action) {
	case FLAME_LEFT:
		flame_state_move(state, FLAME_TO_LEFT);
		break;
	case FLAME_RIGHT:
		flame_state_move(state, FLAME_TO_RIGHT);
		break;
	case FLAME_UP:
		flame_state_move(state, FLAME_UPWARDS);
		break;
	case FLAME_DOWN:
		flame_state_move(state, FLAME_DOWNWARDS);
		break;
	case FLAME_ZOOM:
		flame_state_zoom(state);
		break;
	case FLAME_OUT:
		flame_state_out(state);
		break;
	case FLAME_ALL:
		flame_state_all(state);
		break;
	case FLAME_NEXT:
		flame_state_next(state, false);
		break;
	case FLAME_PREVIOUS:
		flame_state_next(state, true);
		break;
	case FLAME_SAME:
		search_same(s);
		break;
	case FLAME_PAGE_DOWN:
		flame_screen_scroll(s, page);
		break;
	case FLAME_PAGE_UP:
		flame_screen_scroll(s, -page);
		break;
	case FLAME_TOP:
		to_end(s, false);
		break;
	case FLAME_BOTTOM:
		to_end(s, true);
		break;
	default:
		return false;
	}
	return true;
}

static void escape(struct flame_screen *s)
{
	if (s->state->matches != NULL)
		s->search = STR("");
	if (!flame_state_escape(s->state))
		flame_screen_say(s, "q leaves");
}

enum screen_step flame_screen_do(struct flame_screen *s, enum flame_action action)
{
	if (move(s, action))
		return STEP_STAY;
	switch ((int)action) {
	case FLAME_ESCAPE:
		escape(s);
		break;
	case FLAME_SEARCH:
	case FLAME_LINE:
	case FLAME_SAVE:
		return ask(s, action);
	case FLAME_TYPE:
		return next_type(s, false);
	case FLAME_TYPE_BACK:
		return next_type(s, true);
	case FLAME_SANDWICH:
		return sandwich(s);
	case FLAME_INVERT:
		return invert(s);
	case FLAME_RECURSION:
		s->mode.merge_recursion = !s->mode.merge_recursion;
		return STEP_GROW;
	case FLAME_FOCUS:
		return filter(s, OPT_focus, false);
	case FLAME_IGNORE:
		return filter(s, OPT_ignore, true);
	case FLAME_HIDE:
		return filter(s, OPT_hide, true);
	case FLAME_UNDO:
		return undo(s);
	case FLAME_PANE:
		next_pane(s);
		break;
	case FLAME_SIDES:
		return next_sides(s);
	case FLAME_COPY:
		copy_name(s);
		break;
	case FLAME_EDIT:
		return edit(s);
	case FLAME_RELOAD:
		return line_step(s, STR("reload"));
	case FLAME_HELP:
		s->help = true;
		s->pane_made = false;
		break;
	case FLAME_QUIT:
		return STEP_LEAVE;
	default:
		break;
	}
	return STEP_STAY;
}
