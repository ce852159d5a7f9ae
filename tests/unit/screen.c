/*
 * screen.c: Tests of the full screen of `flame`, without a terminal: cells, the prompt, where one is, what is drawn.
 */
#include "rows.h"

#include "base/glyph.h"
#include "screen/flame-draw.h"
#include "screen/prompt.h"

/* --- cells */

static const struct cell_look plain = {.hue = CELL_NO_HUE};

/* The rows of cells as text, without blanks at their ends. */
static struct str text_of(struct arena *a, const struct cells *c)
{
	struct out out = {0};
	struct str text;

	for (uint32_t row = 0; row < c->rows; row++) {
		size_t last = out.n;

		for (uint32_t column = 0; column < c->columns; column++) {
			const struct cell *cell = cells_at(c, row, column);

			out_bytes(&out, cell->bytes, cell->n);
			if (cell->n != 0 && cell->bytes[0] != ' ')
				last = out.n;
		}
		out.n = last;
		out_lit(&out, "\n");
	}
	text = arena_str(a, (struct str){out.p, out.n});
	out_release(&out);
	return text;
}

TEST(text_is_cut_escaped_and_never_halved)
{
	static const struct {
		const char *text;
		uint32_t columns;
		const char *want;
	} rows[] = {
		{"main", 6, "main\n"},
		{"main", 4, "main\n"},
		{"main", 3, "ma~\n"},
		{"main", 1, "m\n"},
		{"日本語", 6, "日本語\n"},
		{"日本語", 5, "日本~\n"},
		{"日本語", 4, "日~\n"}, /* the second would be halved by the mark */
		{"日本語", 1, "\n"},
		{"e\xcc\x81t\xcc\x88", 2, "e\xcc\x81t\xcc\x88\n"}, /* marks take no column */
		{"\xcc\x81x", 2, "x\n"},                           /* and need a character */
		{"a\x1b[2J", 20, "a\\x1b[2J\n"},
		{"a\x1b[2J", 4, "a~\n"}, /* an escape is not cut */
		{"a\xff", 9, "a\\xff\n"},
		{"\xe2\x80\xae", 9, "\\u202e\n"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena a = {0};
		struct cells c = {0};

		cells_clear(&c, 1, 24);
		cells_text(&c, (struct cell_span){0, 0, rows[i].columns}, str_from_c(rows[i].text),
			plain);
		assert_row(str_eq_c(text_of(&a, &c), rows[i].want), rows[i].text);
		cells_release(&c);
		arena_release(&a);
	}
}

TEST(text_wraps_into_lines)
{
	struct arena a = {0};
	struct cells c = {0};

	cells_clear(&c, 4, 5);
	assert_int_equal(cells_wrapped(&c, (struct cell_span){0, 0, 5}, 3, STR("ab日本語xyz"),
				 plain),
		3);
	assert_str_c(text_of(&a, &c), "ab日\n本語x\nyz\n\n");
	cells_clear(&c, 2, 4);
	assert_int_equal(cells_wrapped(&c, (struct cell_span){0, 0, 4}, 2, STR("0123456789"),
				 plain),
		2);
	assert_str_c(text_of(&a, &c), "0123\n456~\n");
	cells_release(&c);
	arena_release(&a);
}

TEST(nothing_is_written_beyond_the_screen)
{
	struct arena a = {0};
	struct cells c = {0};

	cells_clear(&c, 1, 3);
	cells_text(&c, (struct cell_span){0, 2, 90}, STR("abc"), plain);
	cells_text(&c, (struct cell_span){0, 9, 90}, STR("abc"), plain);
	cells_text(&c, (struct cell_span){1, 0, 3}, STR("abc"), plain);
	cells_fill(&c, (struct cell_span){7, 0, 3}, plain);
	assert_str_c(text_of(&a, &c), "  a\n");
	cells_release(&c);
	arena_release(&a);
}

/* Names of random bytes: no control byte and no bad UTF-8 is in a cell, and each row has the columns it should. */
TEST(cells_hold_nothing_live_whatever_a_name_is)
{
	unsigned seed = 1;
	struct cells c = {0};

	for (int round = 0; round < 20000; round++) {
		char name[64];
		size_t n = (size_t)(round % (int)sizeof(name));
		uint32_t columns = 1 + (uint32_t)(round % 37), used = 0;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245 + 12345;
			name[i] = (char)(seed >> 16);
		}
		cells_clear(&c, 1, columns);
		cells_text(&c, (struct cell_span){0, 0, columns}, (struct str){name, n}, plain);
		for (uint32_t i = 0; i < columns; i++) {
			const struct cell *cell = cells_at(&c, 0, i);
			struct str rest = {cell->bytes, cell->n};

			used += cell->columns;
			assert_int_equal(cell->n == 0, cell->columns == 0);
			while (rest.n != 0) {
				struct glyph g = glyph_first(rest);

				assert_false(g.escaped);
				rest = str_from(rest, g.bytes);
			}
		}
		assert_int_equal(used, columns);
	}
	cells_release(&c);
}

/* --- the prompt */

TEST(the_prompt_edits_a_line)
{
	static const struct {
		const char *keys; /* with blanks between */
		const char *want; /* | is the cursor */
	} rows[] = {
		{"a b c", "abc|"}, {"a Space b", "a b|"}, {"a b Left c", "ac|b"},
		{"a b Home c Right d", "cad|b"}, {"a b c ^A Delete", "|bc"},
		{"a b Space c d ^W", "ab |"}, {"a b Space c d ^W ^W", "|"}, {"a b Left ^U", "|b"},
		{"a b Left ^K", "a|"}, {"日 本 Backspace", "日|"}, {"日 Left x", "x|日"},
		{"a F1 Up ^X b", "ab|"}, /* keys that are no characters */
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str rest = str_from_c(rows[i].keys), key;
		struct arena a = {0};
		struct prompt p = {0};

		prompt_begin(&p, "/");
		while (str_split(&rest, ' ', &key))
			assert_int_equal(prompt_key(&p, key), PROMPT_GOES_ON);
		struct str parts[] = {prompt_before(&p), STR("|"), str_from(prompt_text(&p), p.at)};

		assert_row(str_eq_c(arena_join(&a, parts, 3, STR("")), rows[i].want), rows[i].keys);
		assert_int_equal(prompt_key(&p, STR("Enter")), PROMPT_DONE);
		assert_int_equal(prompt_key(&p, STR("Esc")), PROMPT_DROPPED);
		prompt_release(&p);
		arena_release(&a);
	}
}

TEST(backspace_in_an_empty_prompt_drops_it)
{
	struct prompt p = {0};

	prompt_begin(&p, ":");
	assert_int_equal(prompt_key(&p, STR("a")), PROMPT_GOES_ON);
	assert_int_equal(prompt_key(&p, STR("Backspace")), PROMPT_GOES_ON);
	assert_int_equal(prompt_key(&p, STR("Backspace")), PROMPT_DROPPED);
	prompt_release(&p);
}

/* --- a flame graph; the profile of all tests below */

static struct {
	struct rows rows;
	struct flame_mode mode;
	void (*look)(struct flame_view *v, struct flame_state *s);
} world;

static bool show(struct report *r, struct err *err)
{
	struct flame_view v;
	struct flame_state s;

	(void)err;
	flame_view_init(&v, r);
	flame_view_grow(&v, &world.mode);
	flame_state_init(&s, &v.trees[FLAME_LOWER], v.n_trees == 2 ? &v.trees[FLAME_UPPER] : NULL);
	flame_state_resize(&s, 8, 40);
	world.look(&v, &s);
	flame_state_release(&s);
	flame_view_release(&v);
	return true;
}

static void run(void (*look)(struct flame_view *v, struct flame_state *s))
{
	world.look = look;
	rows_must_run(&world.rows, show);
	rows_close(&world.rows);
	world.mode = (struct flame_mode){0};
}

#define LOAD() \
	ROWS_LOAD(&world.rows, "cpu/ns", "main;serve;find;sort 40", "main;serve;find 20", \
		"main;serve;sort 10", "main;load 20", "main;load;tiny 1", "boot;sort 9")

/* The name of the selected frame. */
static struct str selected(struct flame_view *v, const struct flame_state *s)
{
	return flame_view_name(v, s->trees[s->selected.half]->node[s->selected.frame]);
}

/* Moves: l r u d. */
static void moves(struct flame_state *s, const char *keys)
{
	for (; *keys != '\0'; keys++)
		flame_state_move(s,
			*keys == 'l'           ? FLAME_TO_LEFT
				: *keys == 'r' ? FLAME_TO_RIGHT
				: *keys == 'u' ? FLAME_UPWARDS
					       : FLAME_DOWNWARDS);
}

static void look_moves(struct flame_view *v, struct flame_state *s)
{
	static const struct {
		const char *keys, *want;
	} rows[] = {
		{"", "all"},
		{"u", "all"},
		{"d", "main"},
		{"dr", "boot"},
		{"drl", "main"},
		{"drr", "boot"},
		{"dd", "serve"},
		{"ddr", "load"},
		{"ddrr", "sort"},
		{"dddr", "sort"}, /* under serve */
		{"dddrr",
			"sort"}, /* tiny is narrower than a column; nothing else is on that level */
		{"dddd", "sort"},
		{"ddddu", "find"},
		{"dddduu", "serve"},
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		flame_state_select(s, (struct flame_at){FLAME_LOWER, 0});
		moves(s, rows[i].keys);
		assert_row(str_eq_c(selected(v, s), rows[i].want), rows[i].keys);
	}
	flame_state_select(s, (struct flame_at){FLAME_LOWER, 0});
	moves(s, "ddrd");
	assert_str_c(selected(v, s), "load");
	assert_string_equal(s->message, "all below is narrower than a column; Enter zooms in");
}

TEST(arrows_go_to_the_nearest_frame)
{
	LOAD();
	run(look_moves);
}

static void look_bottom(struct flame_view *v, struct flame_state *s)
{
	s->bottom = true;
	moves(s, "u");
	assert_str_c(selected(v, s), "main");
	moves(s, "uud");
	assert_str_c(selected(v, s), "serve");
}

TEST(up_is_up_with_the_root_at_the_bottom)
{
	LOAD();
	run(look_bottom);
}

static void look_zoom(struct flame_view *v, struct flame_state *s)
{
	uint32_t begin, end;

	moves(s, "dd");
	flame_state_columns(s, s->selected, &begin, &end);
	assert_int_equal(begin, 0);
	assert_int_equal(end, 28); /* 70 of 100 */
	flame_state_zoom(s);
	flame_state_columns(s, s->selected, &begin, &end);
	assert_int_equal(end, 40);
	moves(s, "u"); /* not out of the zoom */
	assert_str_c(selected(v, s), "serve");
	moves(s, "d");
	flame_state_zoom(s);
	flame_state_zoom(s); /* it is the zoom already */
	assert_int_equal(s->zooms.n, 2);
	flame_state_out(s);
	assert_int_equal(s->zoom[FLAME_LOWER], s->trees[FLAME_LOWER]->parent[s->selected.frame]);
	flame_state_zoom(s);
	flame_state_all(s);
	assert_int_equal(s->zoom[FLAME_LOWER], 0);
	assert_int_equal(s->zooms.n, 0);
	flame_state_out(s); /* there is nothing to leave */
	assert_int_equal(s->zoom[FLAME_LOWER], 0);
	assert_str_c(selected(v, s), "find");
}

TEST(enter_zooms_and_backspace_takes_one_step_back)
{
	LOAD();
	run(look_zoom);
}

static void look_search(struct flame_view *v, struct flame_state *s)
{
	struct str lines[FLAME_STATUS_LINES];
	struct err err;

	flame_state_next(s, false);
	assert_string_equal(s->message, "nothing is searched for: / searches");
	flame_state_search(s, flame_view_search(v, STR("SORT"), &err));
	assert_int_equal(s->in_all.frames, 0);
	flame_state_search(s, flame_view_search(v, STR("sort|find"), &err));
	assert_int_equal(s->in_all.frames, 4);
	/* Each stack once: sort below find adds nothing. */
	assert_int_equal(s->in_all.cum, 79);
	moves(s, "dd");
	flame_state_zoom(s);
	assert_int_equal(s->in_zoom.cum, 70);
	flame_view_status(v, s, STR("sort|find"), lines);
	assert_str_c(lines[FLAME_STATUS_MORE],
		"/sort|find: 4 frames, 79ns, 79.00% of all, 100% of the zoom");
	flame_state_next(s, false);
	assert_str_c(selected(v, s), "find");
	flame_state_next(s, false);
	flame_state_next(s, false);
	assert_str_c(selected(v, s), "sort");
	flame_state_next(s, false); /* and around */
	assert_str_c(selected(v, s), "find");
	flame_state_next(s, true);
	assert_str_c(selected(v, s), "sort");
	assert_true(flame_state_escape(s)); /* the search goes first */
	assert_null(s->matches);
	assert_int_equal(s->zooms.n, 1);
	assert_true(flame_state_escape(s)); /* then the zoom */
	assert_int_equal(s->zooms.n, 0);
	assert_false(flame_state_escape(s));
	assert_null(flame_view_search(v, STR("sort("), &err));
}

TEST(a_search_counts_stacks_once)
{
	LOAD();
	run(look_search);
}

static void look_smart_case(struct flame_view *v, struct flame_state *s)
{
	static const struct {
		const char *pattern;
		uint32_t frames;
	} rows[] = {{"serve", 1}, {"Serve", 1}, {"SERVE", 0}, {"\\Sind", 1}, {"se.*R", 0}};
	struct err err;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		flame_state_search(s, flame_view_search(v, str_from_c(rows[i].pattern), &err));
		assert_row(s->in_all.frames == rows[i].frames, rows[i].pattern);
	}
}

TEST(a_pattern_without_capitals_finds_these_too)
{
	ROWS_LOAD(&world.rows, "cpu/ns", "main;Serve;find 4");
	run(look_smart_case);
}

static void look_scroll(struct flame_view *v, struct flame_state *s)
{
	uint32_t row;

	(void)v;
	flame_state_resize(s, 3, 40); /* of 5 levels */
	moves(s, "dddd");
	assert_int_equal(s->scroll[FLAME_LOWER], 2); /* the selected one is in view */
	assert_true(flame_state_row(s, FLAME_LOWER, 5, &row) && row == 2);
	assert_false(flame_state_row(s, FLAME_LOWER, 2, &row));
	flame_state_to_end(s, false);
	assert_int_equal(s->scroll[FLAME_LOWER], 0);
	flame_state_scroll(s, 90);
	assert_int_equal(s->scroll[FLAME_LOWER], 2);
	flame_state_scroll(s, -1);
	assert_int_equal(s->scroll[FLAME_LOWER], 1);
	flame_state_resize(s, 9, 40);
	assert_int_equal(s->scroll[FLAME_LOWER], 0);
	s->bottom = true;
	flame_state_resize(s, 3, 40);
	flame_state_to_end(s, false); /* the top is far from the root then */
	assert_int_equal(s->scroll[FLAME_LOWER], 2);
	assert_true(flame_state_row(s, FLAME_LOWER, 5, &row) && row == 0);
}

TEST(scrolling_stays_within_the_levels)
{
	LOAD();
	run(look_scroll);
}

static void look_sandwich(struct flame_view *v, struct flame_state *s)
{
	uint32_t row;

	assert_int_equal(s->n_trees, 2);
	assert_str_c(selected(v, s), "find");
	assert_true(flame_state_row(s, FLAME_LOWER, 1, &row) && row == 4);
	assert_false(flame_state_row(s, FLAME_UPPER, 1, &row)); /* it stands in the lower half */
	assert_true(flame_state_row(s, FLAME_UPPER, 2, &row) && row == 3);
	moves(s, "u");
	assert_str_c(selected(v, s), "serve");
	moves(s, "u");
	assert_str_c(selected(v, s), "main");
	moves(s, "dd");
	assert_str_c(selected(v, s), "find");
	moves(s, "d");
	assert_str_c(selected(v, s), "sort");
	assert_int_equal(flame_tree_cum(s->trees[FLAME_LOWER], s->selected.frame), 40);
}

TEST(a_sandwich_has_callers_above_and_callees_below)
{
	LOAD();
	world.mode = (struct flame_mode){.sandwich = true, .function = STR("find")};
	run(look_sandwich);
}

static void look_no_sandwich(struct flame_view *v, struct flame_state *s)
{
	assert_int_equal(s->n_trees, 1);
	assert_str_c(selected(v, s), "all");
}

TEST(a_sandwich_of_what_is_not_there_is_a_flame_graph)
{
	LOAD();
	world.mode = (struct flame_mode){.sandwich = true, .function = STR("gone")};
	run(look_no_sandwich);
}

static void look_mouse(struct flame_view *v, struct flame_state *s)
{
	struct flame_at at;

	(void)v;
	assert_true(flame_state_at(s, 0, 39, &at));
	assert_int_equal(at.frame, 0);
	assert_true(flame_state_at(s, 1, 39, &at)); /* boot: 91 to 100 */
	assert_str_c(v->trees[FLAME_LOWER].names[v->trees[FLAME_LOWER].node[at.frame]], "boot");
	assert_true(flame_state_at(s, 1, 0, &at));
	assert_str_c(v->trees[FLAME_LOWER].names[v->trees[FLAME_LOWER].node[at.frame]], "main");
	assert_false(flame_state_at(s, 3, 39, &at)); /* nothing is below sort */
	assert_false(flame_state_at(s, 7, 0, &at));
	assert_false(flame_state_at(s, 99, 0, &at));
}

TEST(a_click_finds_the_frame_that_is_drawn_there)
{
	LOAD();
	run(look_mouse);
}

static void look_trail(struct flame_view *v, struct flame_state *s)
{
	struct arena a = {0};
	struct str gone[] = {STR("main"), STR("gone"), STR("x")};
	struct flame_trail other = {gone, 3};
	struct flame_trail trail;

	moves(s, "dddd");
	trail = flame_state_trail(s, &a, s->selected);
	assert_int_equal(trail.n, 4);
	assert_str_c(trail.names[0], "main");
	assert_int_equal(flame_state_follow(s, FLAME_LOWER, &trail), s->selected.frame);
	flame_state_select(s,
		(struct flame_at){FLAME_LOWER, flame_state_follow(s, FLAME_LOWER, &other)});
	assert_str_c(selected(v, s), "main"); /* as far as it goes */
	arena_release(&a);
}

TEST(a_place_is_found_again_by_names)
{
	LOAD();
	run(look_trail);
}

/* --- what is drawn */

static struct str drawn(struct flame_view *v, struct flame_scene *scene, uint32_t rows,
	uint32_t columns)
{
	struct cells c = {.rows = rows, .columns = columns};
	struct str text;

	cells_clear(&c, rows, columns);
	flame_draw(scene, &c);
	text = text_of(&v->texts, &c);
	cells_release(&c);
	return text;
}

static void look_drawn(struct flame_view *v, struct flame_state *s)
{
	struct flame_scene scene = {.view = v, .state = s, .title = STR("cpu 100ns")};

	moves(s, "dd");
	assert_str_c(drawn(v, &scene, 10, 50),
		"cpu 100ns                                   ? help\n"
		"|all\n"
		"|main                                        |boot\n"
		"|serve                             |load     |sort\n"
		"|find                         |sort.\n"
		"|sort\n"
		"\n"
		"serve\n"
		"0 flat, 70ns cum: 70.00% of all, 76.92% of its pa~\n"
		"3 stacks\n");
	flame_state_zoom(s);
	scene.note = STR("a note");
	assert_str_c(drawn(v, &scene, 6, 30),
		"cpu 100ns\n"
		"|serve\n"
		"|find                    |sort\n"
		"serve\n"
		"0 flat, 70ns cum: 70.00% of a~\n"
		"a note\n");
	scene.prompt = "/";
	scene.typed = STR("sort");
	assert_str_c(drawn(v, &scene, 6, 50),
		"cpu 100ns                  levels 1-2 of 3  ? help\n"
		"|serve\n"
		"|find                                     |sort\n"
		"serve\n"
		"a note\n"
		"/sort\n");
	assert_str_c(drawn(v, &scene, 5, 30), "needs 20x6; q leaves\n\n\n\n\n");
	assert_str_c(drawn(v, &scene, 6, 19), "needs 20x6; q leav~\n\n\n\n\n\n");
}

/* The look of the cell at a place of the picture. */
static struct cell_look look_at(struct flame_view *v, struct flame_state *s, uint32_t row,
	uint32_t column)
{
	struct flame_scene scene = {.view = v, .state = s};
	struct cells c = {0};
	struct cell_look look;

	cells_clear(&c, 12, 40);
	flame_draw(&scene, &c);
	look = cells_at(&c, row, column)->look;
	cells_release(&c);
	return look;
}

static void look_looks(struct flame_view *v, struct flame_state *s)
{
	struct err err;

	moves(s, "d");
	flame_state_search(s, flame_view_search(v, STR("find"), &err));
	assert_int_equal(look_at(v, s, 0, 0).role, CELL_BAR);
	assert_int_equal(look_at(v, s, 1, 0).role, CELL_FRAME);
	assert_int_equal(look_at(v, s, 1, 0).marks, 0);
	assert_int_equal(look_at(v, s, 2, 0).marks, CELL_SELECTED); /* main */
	assert_int_equal(look_at(v, s, 2, 30).marks, CELL_SELECTED);
	assert_int_equal(look_at(v, s, 2, 39).marks, 0);           /* boot */
	assert_int_equal(look_at(v, s, 4, 1).marks, CELL_MATCHED); /* find */
	assert_int_equal(look_at(v, s, 8, 0).role, CELL_PLAIN);
}

TEST(selected_and_matching_frames_are_marked)
{
	LOAD();
	run(look_looks);
}

static void look_hues(struct flame_view *v, struct flame_state *s)
{
	assert_int_equal(look_at(v, s, 1, 0).hue, CELL_NO_HUE);
	assert_int_equal(look_at(v, s, 2, 0).hue, flame_hue(STR("main")));
	assert_int_equal(look_at(v, s, 3, 0).hue, flame_hue(STR("net/http")));
}

TEST(a_frame_has_the_hue_of_its_package)
{
	ROWS_LOAD(&world.rows, "cpu/ns", "main.main;net/http.Get 5");
	run(look_hues);
}

static void look_narrow(struct flame_view *v, struct flame_state *s)
{
	struct flame_at load = {FLAME_LOWER, 0};
	const struct flame_tree *t = &v->trees[FLAME_LOWER];

	while (!str_eq(t->names[t->node[load.frame]], STR("tiny")))
		load.frame++;
	assert_int_equal(look_at(v, s, 4, 28).role, CELL_FAINT); /* a `.` */
	flame_state_select(s, load);
	assert_int_equal(look_at(v, s, 4, 28).marks, CELL_SELECTED);
}

TEST(a_frame_that_is_too_narrow_is_marked_in_its_column)
{
	LOAD();
	run(look_narrow);
}

TEST(the_screen_has_a_header_the_frames_and_the_status)
{
	LOAD();
	run(look_drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_cut_escaped_and_never_halved),
		cmocka_unit_test(text_wraps_into_lines),
		cmocka_unit_test(nothing_is_written_beyond_the_screen),
		cmocka_unit_test(cells_hold_nothing_live_whatever_a_name_is),
		cmocka_unit_test(the_prompt_edits_a_line),
		cmocka_unit_test(backspace_in_an_empty_prompt_drops_it),
		cmocka_unit_test(arrows_go_to_the_nearest_frame),
		cmocka_unit_test(up_is_up_with_the_root_at_the_bottom),
		cmocka_unit_test(enter_zooms_and_backspace_takes_one_step_back),
		cmocka_unit_test(a_search_counts_stacks_once),
		cmocka_unit_test(a_pattern_without_capitals_finds_these_too),
		cmocka_unit_test(scrolling_stays_within_the_levels),
		cmocka_unit_test(a_sandwich_has_callers_above_and_callees_below),
		cmocka_unit_test(a_sandwich_of_what_is_not_there_is_a_flame_graph),
		cmocka_unit_test(a_click_finds_the_frame_that_is_drawn_there),
		cmocka_unit_test(a_place_is_found_again_by_names),
		cmocka_unit_test(the_screen_has_a_header_the_frames_and_the_status),
		cmocka_unit_test(selected_and_matching_frames_are_marked),
		cmocka_unit_test(a_frame_has_the_hue_of_its_package),
		cmocka_unit_test(a_frame_that_is_too_narrow_is_marked_in_its_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
