/*
 * tty-events.c: Waits for keys, the mouse, and changes of a terminal's size.
 */
#include <pthread.h>
#include <sys/ioctl.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/wait.h"
#include "screen/tty-internal.h"

enum { DOUBLE_CLICK_MS = 400 };

static bool is_resized(const struct tty *t)
{
	struct terminal_size size = terminal_size(fileno(t->out));

	return size.rows != t->size.rows || size.columns != t->size.columns;
}

/* Waits until there is something to read. False: a signal came. SIGINT and SIGWINCH are blocked but while it waits. */
static bool wait_for_input(struct tty *t)
{
	struct pollfd key = {.fd = fileno(t->in), .events = POLLIN};
	sigset_t signals, before;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGWINCH);
	pthread_sigmask(SIG_BLOCK, &signals, &before);
	if (!cancelled(interrupt_token()) && !is_resized(t))
		wait_once(&key, 1, INT64_MAX, &before);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return key.revents != 0;
}

/* Takes an event of the mouse. False: there is none left. */
static bool take_mouse(struct tty *t, struct tty_event *event)
{
	int64_t now = clock_ms();
	bool again;
	MEVENT m;

	t->has_mouse = t->lib.getmouse(&m) == OK;
	if (!t->has_mouse)
		return false;
	event->row = m.y > 0 ? (uint32_t)m.y : 0;
	event->column = m.x > 0 ? (uint32_t)m.x : 0;
	if (m.bstate & BUTTON3_PRESSED)
		event->kind = TTY_RIGHT_CLICK;
	else if (m.bstate & BUTTON4_PRESSED)
		event->kind = TTY_WHEEL_UP;
	else if (m.bstate & BUTTON5_PRESSED)
		event->kind = TTY_WHEEL_DOWN;
	else if (m.bstate & BUTTON1_PRESSED) {
		again = now - t->click_ms <= DOUBLE_CLICK_MS && event->row == t->click_row &&
			event->column == t->click_column;
		event->kind = again ? TTY_DOUBLE_CLICK : TTY_CLICK;
		t->click_ms = again ? 0 : now;
		t->click_row = event->row;
		t->click_column = event->column;
	}
	return true;
}

static void name_key(struct tty_event *event, const char *name)
{
	snprintf(event->key, sizeof(event->key), "%s", name);
}

/* A key that ncurses has a code for. */
static void take_code(struct tty *t, wint_t code, struct tty_event *event)
{
	static const struct {
		wint_t code;
		const char *name;
	} names[] = {
		{KEY_LEFT, "Left"},
		{KEY_RIGHT, "Right"},
		{KEY_UP, "Up"},
		{KEY_DOWN, "Down"},
		{KEY_ENTER, "Enter"},
		{KEY_BACKSPACE, "Backspace"},
		{KEY_DC, "Delete"},
		{KEY_PPAGE, "PgUp"},
		{KEY_NPAGE, "PgDn"},
		{KEY_HOME, "Home"},
		{KEY_END, "End"},
		{KEY_F(1), "F1"},
		{KEY_BTAB, "BackTab"},
	};

	if (code == KEY_MOUSE)
		take_mouse(t, event);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].code == code)
			name_key(event, names[i].name);
}

/* Writes a character in UTF-8. */
static void put_utf8(uint32_t c, char out[5])
{
	static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};
	unsigned n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (unsigned i = n; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(first[n == 1 ? 0 : n] | c);
	out[n] = '\0';
}

static void take_character(wint_t c, struct tty_event *event)
{
	switch (c) {
	case '\r':
	case '\n':
		name_key(event, "Enter");
		break;
	case '\t':
		name_key(event, "Tab");
		break;
	case 27:
		name_key(event, "Esc");
		break;
	case 8:
	case 127:
		name_key(event, "Backspace");
		break;
	case ' ':
		name_key(event, "Space");
		break;
	default:
		if (c < 0x20)
			snprintf(event->key, sizeof(event->key), "^%c", (char)(c + '@'));
		else if (c <= 0x10ffff)
			put_utf8((uint32_t)c, event->key);
	}
}

/* Takes a key that has come. False: there is none. */
static bool take_key(struct tty *t, struct tty_event *event)
{
	wint_t c;
	int got;

	*event = (struct tty_event){.kind = TTY_KEY};
	/* One key of ncurses may stand for several events of the mouse. */
	if (t->has_mouse && take_mouse(t, event))
		return true;
	got = t->lib.wget_wch(*t->lib.stdscr, &c);
	if (got == KEY_CODE_YES)
		take_code(t, c, event);
	else if (got == OK)
		take_character(c, event);
	return got == KEY_CODE_YES || got == OK;
}

/* Whether there is something to read that is no byte: the end. */
static bool has_ended(const struct tty *t)
{
	int n = 0;

	return ioctl(fileno(t->in), FIONREAD, &n) != 0 || n == 0;
}

void tty_next(struct tty *t, struct tty_event *event)
{
	unsigned nothing = 0; /* how often there was input, but no key */

	for (;;) {
		if (take_key(t, event)) {
			if (event->kind != TTY_KEY || event->key[0] != '\0')
				return;
			continue;
		}
		if (cancelled(interrupt_token())) {
			interrupt_clear();
			event->kind = TTY_INTERRUPTED;
			return;
		}
		if (is_resized(t)) {
			event->kind = TTY_RESIZED;
			return;
		}
		if (!wait_for_input(t))
			continue;
		if (has_ended(t) && ++nothing > 2) {
			event->kind = TTY_ENDED;
			return;
		}
	}
}
