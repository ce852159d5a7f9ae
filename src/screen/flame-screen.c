/*
 * flame-screen.c: The full screen of `flame`: runs the request, draws it, and does what keys and mouse ask for.
 *
 * The screen is a report: while the request runs, its view lives, and keys are read. What needs another view, or
 * might change the profile, ends the report; it is done, and the request is run again.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "screen/flame-screen-internal.h"

void flame_screen_say(struct flame_screen *s, const char *fmt, ...)
{
	va_list ap;

	arena_rewind(&s->note_arena);
	va_start(ap, fmt);
	s->note = arena_vfmt(&s->note_arena, fmt, ap);
	va_end(ap);
}

static void take_note(void *context, struct str line)
{
	flame_screen_say(context, "%.*s", STR_ARG(line));
}

bool flame_screen_open(struct flame_screen *s, struct err *err)
{
	struct tty_spec spec = {.in = s->host->keys,
		.color = s->host->color,
		.mouse = s->q.config.mouse};

	if (s->tty == NULL)
		s->tty = tty_open(&spec, err);
	return s->tty != NULL;
}

void flame_screen_close(struct flame_screen *s)
{
	tty_close(s->tty);
	s->tty = NULL;
}

/* --- a view */

static void draw(struct flame_screen *s)
{
	struct flame_scene scene = {.view = s->view,
		.state = s->state,
		.search = s->search,
		.prompt = s->prompt.label,
		.typed = prompt_text(&s->prompt),
		.typed_at = s->prompt.at,
		.note = s->note};

	flame_view_forget(s->view);
	tty_size(s->tty, &s->cells);
	scene.title = arena_join(s->view->r->arena,
		(struct str[]){s->host->title, flame_view_title(s->view, &s->mode)}, 2, STR("  "));
	if (s->help || s->pane_kind != PANE_NONE) {
		flame_screen_make_pane(s);
		scene.pane = &s->pane;
		scene.pane_fills = s->help;
		scene.pane_title = s->pane_title;
	}
	flame_draw(&scene, &s->cells);
	tty_show(s->tty, &s->cells);
}

/* Remembers where one is, for the next view. */
static void keep_place(struct flame_screen *s)
{
	const struct flame_state *state = s->state;

	if (state->n_trees == 2)
		return; /* the place is that before the sandwich */
	arena_rewind(&s->trail_arena);
	s->zoom = flame_state_trail(state, &s->trail_arena,
		(struct flame_at){FLAME_LOWER, state->zoom[FLAME_LOWER]});
	s->selected = flame_state_trail(state, &s->trail_arena, state->selected);
	s->has_trail = true;
}

/* Selects the widest frame of the function that was selected, where paths are others than before. */
static void select_function(struct flame_screen *s)
{
	const struct flame_tree *t = s->state->trees[FLAME_LOWER];
	struct flame_at widest = {FLAME_LOWER, 0};

	if (s->selected.n == 0)
		return;
	for (uint32_t i = 1; i < t->n; i++)
		if (str_eq(t->names[t->node[i]], s->selected.names[s->selected.n - 1]) &&
			(widest.frame == 0 || t->width[i] > t->width[widest.frame]))
			widest.frame = i;
	flame_state_select(s->state, widest);
}

static void restore_place(struct flame_screen *s)
{
	struct flame_state *state = s->state;
	struct flame_at zoom = {FLAME_LOWER, 0}, at = {FLAME_LOWER, 0};

	flame_screen_search(s);
	if (state->n_trees == 2)
		return;
	if (!s->has_trail) {
		select_function(s);
		return;
	}
	zoom.frame = flame_state_follow(state, FLAME_LOWER, &s->zoom);
	at.frame = flame_state_follow(state, FLAME_LOWER, &s->selected);
	flame_state_select(state, zoom);
	flame_state_zoom(state);
	/* The trail may have ended above the zoom. */
	flame_state_select(state, at.frame >= zoom.frame ? at : zoom);
}

/* Makes the trees and begins with them. False: Ctrl-C stopped it. */
static bool grow(struct flame_screen *s, struct flame_view *v, struct flame_state *state)
{
	flame_view_grow(v, &s->mode);
	if (interrupted())
		return false;
	flame_state_init(state, &v->trees[FLAME_LOWER],
		v->n_trees == 2 ? &v->trees[FLAME_UPPER] : NULL);
	state->bottom = v->r->config->root == ROOT_BOTTOM;
	s->pane_made = false;
	s->view = v;
	s->state = state;
	restore_place(s);
	/* It has no size yet. When it gets one, it scrolls to what is selected. */
	state->scroll[FLAME_LOWER] = 0;
	return true;
}

/* Makes other trees of the same view. */
static enum screen_step grow_again(struct flame_screen *s)
{
	struct flame_mode none = {0};

	keep_place(s);
	flame_state_release(s->state);
	if (grow(s, s->view, s->state))
		return STEP_STAY;
	interrupt_clear();
	s->mode = none;
	flame_screen_say(s, "stopped");
	return grow(s, s->view, s->state) ? STEP_STAY : STEP_LEAVE;
}

static void complete(struct flame_screen *s)
{
	struct str before = prompt_before(&s->prompt), list = STR("");
	struct arena *a = s->view->r->arena;
	struct completion c;

	s->host->complete(s->host->context, arena_str(a, before), &c);
	if (c.n == 0)
		return;
	prompt_replace(&s->prompt, c.begin, arena_str(a, c.common));
	if (c.n == 1 && !c.rows[0].open)
		prompt_replace(&s->prompt, s->prompt.at, STR(" "));
	for (size_t i = 0; i < c.n && c.n > 1 && list.n < s->cells.columns; i++)
		list = arena_join(a, (struct str[]){list, c.rows[i].shown}, 2, STR("  "));
	flame_screen_say(s, "%.*s", STR_ARG(list));
}

static enum screen_step prompt_step(struct flame_screen *s, struct str key)
{
	if (s->asking == FLAME_LINE && str_eq(key, STR("Tab"))) {
		complete(s);
		return STEP_STAY;
	}
	switch (prompt_key(&s->prompt, key)) {
	case PROMPT_DONE:
		return flame_screen_answer(s);
	case PROMPT_DROPPED:
		s->prompt.label = NULL;
		break;
	case PROMPT_GOES_ON:
		break;
	}
	return STEP_STAY;
}

/* In the help, keys that scroll scroll it, and all others leave it. */
static enum screen_step help_step(struct flame_screen *s, enum flame_action action)
{
	switch ((int)action) {
	case FLAME_UP:
	case FLAME_DOWN:
		flame_screen_scroll(s, action == FLAME_UP ? -1 : 1);
		break;
	case FLAME_PAGE_DOWN:
	case FLAME_PAGE_UP:
	case FLAME_TOP:
	case FLAME_BOTTOM:
		return flame_screen_do(s, action);
	default:
		s->help = false;
		s->pane_made = false;
	}
	return STEP_STAY;
}

static enum screen_step key_step(struct flame_screen *s, struct str key)
{
	enum flame_action action = flame_key_find(key, FLAME_ON_SCREEN);

	if (s->prompt.label != NULL)
		return prompt_step(s, key);
	if (s->help)
		return help_step(s, action);
	return flame_screen_do(s, action);
}

static enum screen_step mouse_step(struct flame_screen *s, const struct tty_event *e)
{
	struct flame_at at;

	if (e->kind == TTY_WHEEL_UP || e->kind == TTY_WHEEL_DOWN) {
		flame_screen_scroll(s, e->kind == TTY_WHEEL_UP ? -3 : 3);
		return STEP_STAY;
	}
	if (s->prompt.label != NULL || s->help)
		return STEP_STAY;
	if (e->kind == TTY_RIGHT_CLICK)
		return flame_screen_do(s, FLAME_OUT);
	if (e->row == 0 || e->row > s->state->rows || e->column >= s->state->columns ||
		!flame_state_at(s->state, e->row - 1, e->column, &at))
		return STEP_STAY;
	flame_state_select(s->state, at);
	return e->kind == TTY_DOUBLE_CLICK ? flame_screen_do(s, FLAME_ZOOM) : STEP_STAY;
}

static enum screen_step next_step(struct flame_screen *s)
{
	struct tty_event event;

	tty_next(s->tty, &event);
	if (event.kind == TTY_RESIZED)
		return STEP_STAY;
	s->note = STR("");
	s->state->message = NULL;
	switch (event.kind) {
	case TTY_KEY:
		return key_step(s, str_from_c(event.key));
	case TTY_INTERRUPTED:
	case TTY_ENDED:
		return STEP_LEAVE;
	case TTY_CLICK:
	case TTY_DOUBLE_CLICK:
	case TTY_RIGHT_CLICK:
	case TTY_WHEEL_UP:
	case TTY_WHEEL_DOWN:
		return mouse_step(s, &event);
	case TTY_RESIZED:
		break;
	}
	return STEP_STAY;
}

/* The report: shows the view until it has to be another one. */
static bool report_screen(struct report *r, struct err *err)
{
	struct flame_screen *s = r->context;
	struct flame_view view;
	struct flame_state state = {0};
	enum screen_step step = STEP_STAY;

	flame_view_init(&view, r);
	if (!grow(s, &view, &state) || !flame_screen_open(s, &s->why_not)) {
		flame_state_release(&state);
		flame_view_release(&view);
		return session_stopped(true, err); /* and leaves */
	}
	s->shown = true;
	s->good = s->q.config;
	while (step == STEP_STAY || step == STEP_GROW) {
		if (step == STEP_GROW)
			step = grow_again(s);
		if (step != STEP_STAY)
			break;
		draw(s);
		step = next_step(s);
	}
	s->step = step;
	keep_place(s);
	if (s->forgets)
		s->has_trail = s->forgets = false;
	flame_state_release(&state);
	flame_view_release(&view);
	s->view = NULL;
	s->state = NULL;
	return true;
}

/* --- requests */

/* The hooks. */
static void leave_for_output(void *screen)
{
	struct flame_screen *s = screen;

	if (s->tty == NULL)
		return;
	flame_screen_close(s);
	s->printed = true;
}

static bool say_line(void *screen, struct str line)
{
	struct flame_screen *s = screen;

	if (s->tty == NULL)
		return false;
	flame_screen_say(s, "%.*s", STR_ARG(line));
	return true;
}

/* Waits for Enter, so that what was printed can be read. */
static void wait_for_enter(struct flame_screen *s)
{
	static const char words[] = "[Enter: back to the flame graph]";
	char c = 0;

	if (write(STDOUT_FILENO, words, sizeof(words) - 1) < 0)
		return;
	while (c != '\n' && !cancelled(interrupt_token()))
		if (read(s->host->keys, &c, 1) <= 0)
			break;
	interrupt_clear();
}

/* Takes over options that a line has set. */
static void take_settings(struct flame_screen *s, const struct config *before)
{
	struct arena scratch = {0};

	for (const struct option *o = config_options; o->name != NULL; o++)
		if (!str_eq(config_get(&scratch, before, o),
			    config_get(&scratch, s->host->config, o)))
			config_copy(&s->q.config, s->host->config, o);
	config_keep(&s->q.config, &s->life);
	arena_release(&scratch);
}

/* Executes the line that waits. False: the screen is to be left. */
static bool execute_line(struct flame_screen *s)
{
	const struct screen_host *host = s->host;
	struct config before = *host->config;
	struct str line = s->line;
	bool leaving = false;
	struct err err;

	s->line = STR("");
	s->printed = false;
	if (!host->execute(host->context, line, &leaving, &err)) {
		flame_screen_say(s, "%s", err.text);
		interrupt_clear();
	}
	take_settings(s, &before);
	if (s->printed && !leaving)
		wait_for_enter(s);
	return !leaving;
}

/* After a request that failed: the options are again those with which there was something to see. */
static void use_good_options(struct flame_screen *s)
{
	struct arena scratch = {0};

	for (const struct option *o = config_options; o->name != NULL; o++)
		if (!str_eq(config_get(&scratch, &s->q.config, o),
			    config_get(&scratch, &s->good, o)))
			config_copy(s->host->config, &s->good, o);
	config_keep(s->host->config, s->host->life);
	s->q.config = s->good;
	arena_release(&scratch);
}

/* Runs the request until the user leaves. */
static bool run_requests(struct flame_screen *s, struct err *err)
{
	const struct run run = {.arena = &s->run_arena,
		.out = &s->out,
		.notes = &s->notes,
		.tools = s->host->tools,
		.context = s};
	bool failed = false, ok;

	do {
		arena_rewind(&s->run_arena);
		s->step = STEP_LEAVE;
		ok = s->host->prepare(s->host->context, &s->q, err) &&
			session_run(s->host->store, &s->q, &run, err);
		if (!ok && interrupted() && s->shown) {
			interrupt_clear(); /* Ctrl-C leaves, as elsewhere on the screen */
			return true;
		}
		if (!ok && (!s->shown || failed))
			return false;
		failed = !ok;
		if (failed) {
			flame_screen_say(s, "%s", err->text);
			use_good_options(s);
		}
		if (s->line.n != 0 && !execute_line(s))
			return true;
	} while (failed || s->step == STEP_AGAIN);
	return true;
}

static void release(struct flame_screen *s)
{
	flame_screen_close(s);
	cells_release(&s->cells);
	prompt_release(&s->prompt);
	free(s->settings.p);
	out_release(&s->out);
	arena_release(&s->pane_arena);
	arena_release(&s->trail_arena);
	arena_release(&s->note_arena);
	arena_release(&s->search_arena);
	arena_release(&s->run_arena);
	arena_release(&s->life);
}

bool screen_flame(const struct screen_host *host, const struct request *q, bool *shown,
	struct err *err)
{
	struct flame_screen s = {.host = host, .command = *q->command, .q = *q};
	bool caught = interrupt_catch(), ok;

	s.command.report = report_screen;
	s.q.command = &s.command;
	s.notes = (struct notes){.context = &s, .note = take_note};
	config_keep(&s.q.config, &s.life);
	*host->hooks = (struct screen_hooks){&s, leave_for_output, say_line};
	ok = run_requests(&s, err);
	*host->hooks = (struct screen_hooks){0};
	*shown = s.shown;
	if (!s.shown) { /* the text will say what is wrong with the request */
		ok = s.why_not.text[0] == '\0';
		*err = s.why_not;
	}
	release(&s);
	if (caught)
		interrupt_release();
	return ok;
}
