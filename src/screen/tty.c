/*
 * tty.c: A terminal as a full screen, with ncurses: shows cells.
 */
#include "screen/tty-internal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/base64.h"
#include "base/cleanup.h"
#include "base/glyph.h"
#include "base/mem.h"
#include "base/terminal.h"

const int tty_signals[TTY_SIGNALS] = {SIGTSTP, SIGWINCH, SIGINT, SIGTERM};

/*
 * Characters are UTF-8, as everywhere in cprof. ncurses writes what the locale has, so that locale has to be one of
 * UTF-8, also where the user's is C, as it often is by way of ssh.
 */
static void use_utf8(struct tty *t)
{
	const char *before = setlocale(LC_CTYPE, NULL);

	t->locale = mem_zeroed(strlen(before) + 1, 1);
	memcpy(t->locale, before, strlen(before));
	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "en_US.UTF-8");
	t->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Appends a capability, without the padding that terminals of today do not need: "$<5>". */
static size_t add_capability(struct tty *t, char *buf, size_t n, size_t cap, const char *name)
{
	const char *s = t->lib.tigetstr(name);

	if (s == NULL || s == (const char *)-1)
		return n;
	for (; *s != '\0' && n + 1 < cap; s++) {
		if (s[0] == '$' && s[1] == '<' && strchr(s, '>') != NULL)
			s = strchr(s, '>');
		else
			buf[n++] = *s;
	}
	return n;
}

/* What leaves the full screen is written by the handler of a signal, which cannot ask ncurses. */
static void prepare_cleanup(struct tty *t)
{
	static const char *const names[] = {"op", "sgr0", "rmkx", "cnorm", "rmcup"};
	static const char mouse_off[] = "\033[?1006l\033[?1002l\033[?1000l";
	char buf[CLEANUP_SCREEN_MAX];
	size_t n = 0;

	if (t->mouse) {
		memcpy(buf, mouse_off, sizeof(mouse_off) - 1);
		n = sizeof(mouse_off) - 1;
	}
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		n = add_capability(t, buf, n, sizeof(buf), names[i]);
	cleanup_screen((struct str){buf, n});
}

/* Keys as terminals send them that TERM does not describe, and those that were typed before the screen came. */
static void add_keys(struct tty *t)
{
	static const struct {
		const char *sent;
		int key;
	} keys[] = {
		{"\033[A", KEY_UP},
		{"\033[B", KEY_DOWN},
		{"\033[C", KEY_RIGHT},
		{"\033[D", KEY_LEFT},
		{"\033OA", KEY_UP},
		{"\033OB", KEY_DOWN},
		{"\033OC", KEY_RIGHT},
		{"\033OD", KEY_LEFT},
		{"\033[H", KEY_HOME},
		{"\033[F", KEY_END},
		{"\033OH", KEY_HOME},
		{"\033OF", KEY_END},
		{"\033[1~", KEY_HOME},
		{"\033[4~", KEY_END},
		{"\033[5~", KEY_PPAGE},
		{"\033[6~", KEY_NPAGE},
		{"\033OP", KEY_F(1)},
		{"\033[11~", KEY_F(1)},
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		t->lib.define_key(keys[i].sent, keys[i].key);
}

static void set_modes(struct tty *t)
{
	struct curses *lib = &t->lib;

	lib->cbreak();
	lib->noecho();
	lib->nonl();
	lib->set_escdelay(50);
	lib->keypad(*lib->stdscr, TRUE);
	lib->nodelay(*lib->stdscr, TRUE);
	lib->curs_set(0);
	add_keys(t);
	if (t->mouse) {
		lib->mouseinterval(0); /* we look for double clicks ourselves */
		lib->mousemask(BUTTON1_PRESSED | BUTTON3_PRESSED | BUTTON4_PRESSED |
				BUTTON5_PRESSED,
			NULL);
	}
	if (t->color && lib->start_color() == OK && lib->use_default_colors() == OK)
		t->palette = *lib->COLORS >= 256 ? 256 : *lib->COLORS >= 8 ? 8 : 0;
}

static void free_tty(struct tty *t)
{
	if (t->in != NULL)
		fclose(t->in);
	if (t->out != NULL)
		fclose(t->out);
	if (t->locale != NULL)
		setlocale(LC_CTYPE, t->locale);
	free(t->locale);
	free(t);
}

static FILE *copy_of(int fd, const char *mode)
{
	int copy = dup(fd);
	FILE *f = copy >= 0 ? fdopen(copy, mode) : NULL;

	if (f == NULL && copy >= 0)
		close(copy);
	return f;
}

struct tty *tty_open(const struct tty_spec *spec, struct err *err)
{
	const char *term = getenv("TERM");
	struct tty *t = mem_zeroed(1, sizeof(*t));

	t->color = spec->color;
	t->mouse = spec->mouse;
	if (!curses_load(&t->lib, err)) {
		free_tty(t);
		return NULL;
	}
	t->in = copy_of(spec->in, "r");
	t->out = copy_of(STDOUT_FILENO, "w");
	for (size_t i = 0; i < TTY_SIGNALS; i++)
		sigaction(tty_signals[i], NULL, &t->before[i]);
	cleanup_terminal(spec->in);
	use_utf8(t);
	if (t->in != NULL && t->out != NULL)
		t->screen = t->lib.newterm(NULL, t->out, t->in);
	if (t->screen == NULL) {
		free_tty(t);
		err_set(err,
			"the flame graph is text, because ncurses cannot use the terminal "
			"\"%s\" (TERM)",
			term != NULL ? term : "");
		return NULL;
	}
	prepare_cleanup(t);
	set_modes(t);
	return t;
}

void tty_close(struct tty *t)
{
	if (t == NULL)
		return;
	t->lib.endwin();
	t->lib.delscreen(t->screen);
	cleanup_screen(STR(""));
	for (size_t i = 0; i < TTY_SIGNALS; i++)
		sigaction(tty_signals[i], &t->before[i], NULL);
	free_tty(t);
}

void tty_size(struct tty *t, struct cells *cells)
{
	struct terminal_size size = terminal_size(fileno(t->out));

	if (size.rows != t->size.rows || size.columns != t->size.columns)
		t->lib.resizeterm((int)size.rows, (int)size.columns);
	t->size = size;
	cells_clear(cells, (uint32_t)size.rows, (uint32_t)size.columns);
}

/* --- cells */

/*
 * A cell's characters for ncurses: one with width, and marks on it. Returns how many there are. Where the C library
 * has another width for it than our table, it stands as '?': else the rest of the line would not be where it is
 * thought to be.
 */
static size_t wide_of(const struct tty *t, const struct cell *cell, wchar_t wide[CCHARW_MAX + 1])
{
	struct str rest = {cell->bytes, cell->n};
	size_t n = 0;

	while (rest.n != 0 && n < CCHARW_MAX) {
		struct glyph g = glyph_first(rest);
		wchar_t c = (wchar_t)g.code;
		int width = g.code < 0x7f ? 1 : t->utf8 ? wcwidth(c) : -1;

		rest = str_from(rest, g.bytes);
		if (n == 0)
			wide[n++] = width == (int)cell->columns || width == 1 ? c : L'?';
		else if (width == 0)
			wide[n++] = c;
	}
	wide[n] = L'\0';
	return n;
}

static void show_cell(struct tty *t, const struct cell *cell)
{
	struct curses *lib = &t->lib;
	wchar_t wide[CCHARW_MAX + 1];
	short pair = 0;
	attr_t attrs = tty_attributes(t, &cell->look, &pair);
	cchar_t c;

	if (wide_of(t, cell, wide) == 0)
		return;
	if (lib->setcchar(&c, wide, attrs, pair, NULL) == OK)
		lib->wadd_wch(*lib->stdscr, &c);
	if (cell->columns == 2 && (wide[0] < 0x7f || wcwidth(wide[0]) == 1) &&
		lib->setcchar(&c, L" ", attrs, pair, NULL) == OK)
		lib->wadd_wch(*lib->stdscr, &c);
}

void tty_show(struct tty *t, const struct cells *cells)
{
	struct curses *lib = &t->lib;

	lib->werase(*lib->stdscr);
	for (uint32_t row = 0; row < cells->rows; row++) {
		lib->wmove(*lib->stdscr, (int)row, 0);
		for (uint32_t column = 0; column < cells->columns; column++)
			show_cell(t, cells_at(cells, row, column));
	}
	lib->curs_set(cells->cursor ? 1 : 0);
	if (cells->cursor)
		lib->wmove(*lib->stdscr, (int)cells->cursor_row, (int)cells->cursor_column);
	lib->wrefresh(*lib->stdscr);
}

void tty_copy(struct tty *t, struct str text)
{
	struct out code = {0};

	base64_put(&code, text);
	fputs("\033]52;c;", t->out);
	fwrite(code.p, 1, code.n, t->out);
	out_release(&code);
	fputs("\a", t->out);
	fflush(t->out);
}
