/*
 * prompt.c: Edits a line at the bottom of a screen.
 */
#include "screen/prompt.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/glyph.h"

/* The longest line. */
enum { TEXT_MAX = 4096 };

void prompt_begin(struct prompt *p, const char *label)
{
	p->label = label;
	p->text.n = p->at = 0;
}

void prompt_release(struct prompt *p)
{
	free(p->text.p);
	*p = (struct prompt){0};
}

/* Removes what is from `begin` up to `end`. */
static void cut(struct prompt *p, size_t begin, size_t end)
{
	memmove(p->text.p + begin, p->text.p + end, p->text.n - end);
	p->text.n -= end - begin;
	p->at = begin;
}

static void insert(struct prompt *p, struct str text)
{
	if (text.n == 0 || p->text.n + text.n > TEXT_MAX)
		return;
	p->text.p = mem_grow(p->text.p, &p->text.cap, p->text.n + text.n, 1);
	memmove(p->text.p + p->at + text.n, p->text.p + p->at, p->text.n - p->at);
	memcpy(p->text.p + p->at, text.p, text.n);
	p->text.n += text.n;
	p->at += text.n;
}

void prompt_replace(struct prompt *p, size_t begin, struct str text)
{
	if (begin < p->at)
		cut(p, begin, p->at);
	insert(p, text);
}

/* Where the character before the cursor begins. */
static size_t left_of(const struct prompt *p)
{
	struct str before = prompt_before(p);
	size_t at = 0, begin = 0;

	while (at < before.n) {
		begin = at;
		at += glyph_first(str_from(before, at)).bytes;
	}
	return begin;
}

static size_t right_of(const struct prompt *p)
{
	struct str rest = str_from(prompt_text(p), p->at);

	return rest.n != 0 ? p->at + glyph_first(rest).bytes : p->at;
}

/* Where the word before the cursor begins. */
static size_t word_before(const struct prompt *p)
{
	size_t at = p->at;

	while (at > 0 && p->text.p[at - 1] == ' ')
		at--;
	while (at > 0 && p->text.p[at - 1] != ' ')
		at--;
	return at;
}

static void remove_left(struct prompt *p)
{
	cut(p, left_of(p), p->at);
}

static void remove_right(struct prompt *p)
{
	cut(p, p->at, right_of(p));
}

static void remove_line(struct prompt *p)
{
	cut(p, 0, p->at);
}

static void remove_word(struct prompt *p)
{
	cut(p, word_before(p), p->at);
}

static void remove_rest(struct prompt *p)
{
	cut(p, p->at, p->text.n);
}

static void move_left(struct prompt *p)
{
	p->at = left_of(p);
}

static void move_right(struct prompt *p)
{
	p->at = right_of(p);
}

static void move_home(struct prompt *p)
{
	p->at = 0;
}

static void move_end(struct prompt *p)
{
	p->at = p->text.n;
}

static void insert_blank(struct prompt *p)
{
	insert(p, STR(" "));
}

enum prompt_state prompt_key(struct prompt *p, struct str key)
{
	static const struct {
		const char *key;
		void (*does)(struct prompt *p);
	} keys[] = {
		{"Backspace", remove_left},
		{"Delete", remove_right},
		{"^D", remove_right},
		{"^U", remove_line},
		{"^W", remove_word},
		{"^K", remove_rest},
		{"Left", move_left},
		{"^B", move_left},
		{"Right", move_right},
		{"^F", move_right},
		{"Home", move_home},
		{"^A", move_home},
		{"End", move_end},
		{"^E", move_end},
		{"Space", insert_blank},
	};

	if (str_eq(key, STR("Enter")))
		return PROMPT_DONE;
	if (str_eq(key, STR("Esc")) || str_eq(key, STR("^G")) ||
		(str_eq(key, STR("Backspace")) && p->text.n == 0))
		return PROMPT_DROPPED;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (!str_eq_c(key, keys[i].key))
			continue;
		if (p->text.n != 0 || keys[i].does == insert_blank)
			keys[i].does(p);
		return PROMPT_GOES_ON;
	}
	/* A key of one character is that character; others have names. */
	if (key.n != 0 && key.n == str_utf8_length(key))
		insert(p, key);
	return PROMPT_GOES_ON;
}
