/*
 * perf-text.c: takes the lines of perf script's output apart, from what is certain to what is not: first the time, then
 * the process before it, then period and event behind it.
 *
 * The forms are those that perf prints (tools/perf/builtin-script.c of Linux 6.1, and before back to 3.x).
 */
#include "import/perf-text.h"

#include "base/ascii.h"
#include "base/num.h"
#include "import/scan.h"

enum {
	ADDRESS_WIDTH = 16, /* perf right-aligns an address in so many columns */
	PERIOD_WIDTH = 10,
	MISC_MAX = 5,
};

/* Frames. */

/* Takes the hexadecimal number before the next blank, or the end, off the front of *s. */
static bool take_address(struct str *s, uint64_t *address)
{
	uint64_t v = 0;
	size_t n = 0;

	for (; n < s->n && n < ADDRESS_WIDTH && ascii_is_lower_hex(s->p[n]); n++)
		v = v << 4 | (uint64_t)ascii_hex_value(s->p[n]);
	*s = str_from(*s, n);
	*address = v;
	return n != 0 && (import_take(s, STR(" ")) || s->n == 0);
}

/* Where the parenthesis opens that the last byte of s closes, with a blank before it; s.n when nowhere. */
static size_t opens_at(struct str s)
{
	size_t depth = 0;

	for (size_t i = s.n; i > 0; i--) {
		depth += s.p[i - 1] == ')';
		if (s.p[i - 1] != '(' || --depth != 0)
			continue;
		return i == 1 || s.p[i - 2] == ' ' ? i - 1 : s.n;
	}
	return s.n;
}

/* Takes an offset, "+0x1f", off the end of a name. */
static void drop_offset(struct str *s)
{
	size_t n = s->n;

	while (n > 0 && ascii_is_lower_hex(s->p[n - 1]))
		n--;
	if (n < s->n && n >= 3 && memcmp(s->p + n - 3, "+0x", 3) == 0)
		s->n = n - 3;
}

static bool take_end(struct str *s, struct str end)
{
	if (!str_ends(*s, end))
		return false;
	s->n -= end.n;
	return true;
}

/* Empties what perf does not know. */
static void drop_unknown(struct str *s)
{
	if (str_eq(*s, STR("[unknown]")))
		s->n = 0;
}

bool perf_text_frame(struct str line, struct perf_text_frame *f)
{
	struct str s = str_trim(line);
	size_t open;

	*f = (struct perf_text_frame){0};
	if (!take_address(&s, &f->address))
		return false;
	f->inlined = take_end(&s, STR(" (inlined)"));
	open = !f->inlined && str_ends(s, STR(")")) ? opens_at(s) : s.n;
	if (open < s.n) {
		f->file = str_sub(s, open + 1, s.n - open - 2);
		drop_offset(&f->file);
		s.n = open;
	}
	f->name = str_trim(s);
	drop_offset(&f->name);
	drop_unknown(&f->name);
	drop_unknown(&f->file);
	return true;
}

bool perf_text_in_column(struct str line)
{
	struct str s = line;

	import_take_run(&s, import_is_space);
	import_take_run(&s, ascii_is_lower_hex);
	return line.n - s.n == 1 + ADDRESS_WIDTH;
}

bool perf_text_place(struct str line, struct str *file, int64_t *number, bool *inlined)
{
	struct str s = line, digits;
	size_t colon;

	if (!import_take(&s, STR("  ")) || s.n == 0 || s.p[0] == ' ')
		return false;
	*inlined = take_end(&s, STR(" (inlined)"));
	if (str_ends(s, STR(")"))) /* (discriminator 3) */
		s.n = opens_at(s);
	s = str_trim(s);
	colon = str_find_last(s, ':');
	digits = str_from(s, colon + 1);
	*file = (struct str){0};
	*number = 0;
	if (digits.n != 0 && ascii_is_digit(digits.p[0]) && num_int(digits, 10, number))
		*file = str_sub(s, 0, colon);
	if (str_eq(*file, STR("??")))
		*file = (struct str){0};
	if (file->n == 0)
		*number = 0;
	return true;
}

/* Heads. */

/* Takes the last word off the end of *s, with the blanks around it. False when there is none. */
static bool take_last_word(struct str *s, struct str *word)
{
	size_t begin;

	*s = str_trim(*s);
	for (begin = s->n; begin > 0 && s->p[begin - 1] != ' '; begin--)
		;
	*word = str_from(*s, begin);
	*s = str_trim(str_sub(*s, 0, begin));
	return word->n != 0;
}

static bool is_number(struct str s)
{
	size_t i = 0;

	while (i < s.n && ascii_is_digit(s.p[i]))
		i++;
	return i == s.n && s.n != 0;
}

/* "13100.402524:": seconds, with six or nine decimals. */
static bool is_time(struct str word, int64_t *nanoseconds)
{
	size_t dot = str_find(word, STR("."), 0);
	struct str whole = str_sub(word, 0, dot), rest = str_from(word, dot + 1);
	int64_t seconds, part;

	if (!take_end(&rest, STR(":")) || (rest.n != 6 && rest.n != 9) || !is_number(whole) ||
		!is_number(rest) || !num_int(whole, 10, &seconds) || !num_int(rest, 10, &part))
		return false;
	if (rest.n == 6)
		part *= 1000;
	return !__builtin_mul_overflow(seconds, 1000000000, nanoseconds) &&
		!__builtin_add_overflow(*nanoseconds, part, nanoseconds);
}

/* "4100" of a thread, or "4100/4101" of a process and its thread. */
static bool take_ids(struct str word, struct perf_text_head *h)
{
	size_t slash = str_find(word, STR("/"), 0);
	struct str tid = slash < word.n ? str_from(word, slash + 1) : word;
	int64_t pid = -1, number;

	if (slash < word.n && (!num_int(str_sub(word, 0, slash), 10, &pid) || pid < -1))
		return false;
	if (!num_int(tid, 10, &number) || number < -1)
		return false;
	h->pid = pid;
	h->tid = number;
	return true;
}

static bool is_cpu(struct str word)
{
	return word.n > 2 && word.p[0] == '[' && word.p[word.n - 1] == ']' &&
		is_number(str_sub(word, 1, word.n - 2));
}

/* "K" or "UE", which -F +misc prints: in which mode the processor was. */
static bool is_misc(struct str word)
{
	size_t i = 0;

	while (i < word.n && ascii_is_letter(word.p[i]))
		i++;
	return i == word.n && word.n <= MISC_MAX &&
		str_find(STR("KUHGg"), str_sub(word, 0, 1), 0) < 5;
}

/* Takes what stands before the time: comm, pid/tid, [cpu], misc. */
static void take_who(struct str who, struct perf_text_head *h)
{
	struct str s = who, word;

	h->comm = str_trim(who);
	if (!take_last_word(&s, &word))
		return;
	if (is_misc(word)) {
		if (!take_last_word(&s, &word))
			return;
		if (!is_cpu(word) && !take_ids(word, h))
			return;
	}
	if (is_cpu(word)) {
		h->has_cpu = true;
		h->comm = s;
		if (!take_last_word(&s, &word))
			return;
	}
	if (take_ids(word, h))
		h->comm = s;
}

/* Finds the first time that is a word of the line: it is behind *who and before *what. */
static bool find_time(struct str line, struct str *who, struct str *what, int64_t *time)
{
	struct str rest = line, word;

	while (str_word(&rest, &word))
		if (str_ends(word, STR(":")) && is_time(word, time)) {
			*who = str_sub(line, 0, (size_t)(word.p - line.p));
			*what = rest;
			return true;
		}
	return false;
}

/*
 * Finds an address that a name follows: the last word of so many columns. *before is what stands before it. This
 * is where perf prints the frame of a sample without a stack.
 */
static struct str find_frame(struct str s, struct str *before)
{
	struct str rest = s, word, frame = {0};

	*before = s;
	for (size_t end = 0; str_word(&rest, &word); end = (size_t)(word.p - s.p) + word.n) {
		size_t begin = (size_t)(word.p - s.p), width = begin - end + word.n;
		struct str digits = word;

		import_take_run(&digits, ascii_is_lower_hex);
		if (digits.n != 0 || word.n > ADDRESS_WIDTH || begin == 0 || rest.n == 0 ||
			width <= ADDRESS_WIDTH)
			continue;
		frame = str_from(s, begin);
		*before = str_sub(s, 0, end);
	}
	return frame;
}

/* Takes "cycles:u:" off the front of *s. False when there is none. */
static bool take_event(struct str *s, struct str *event)
{
	struct str t = str_trim(*s);
	size_t colon = str_find(t, STR(": "), 0);

	if (colon == t.n) {
		if (!str_ends(t, STR(":")))
			return false;
		colon = t.n - 1;
	}
	*event = str_sub(t, 0, colon);
	if (colon == 0 ||
		(str_find(*event, STR(" "), 0) < colon && !str_starts(*event, STR("raw 0x"))))
		return false;
	*s = str_from(t, colon + 1);
	return true;
}

/* Takes what stands behind the time: the period, the event, and what only some events have. */
static void take_what(struct str what, struct perf_text_head *h)
{
	struct str rest = what, word, before;

	if (str_word(&rest, &word) && is_number(word) && num_int(word, 10, &h->period))
		what = rest;
	take_event(&what, &h->event);
	h->frame = find_frame(what, &before);
}

/*
 * Takes what stands before an event without a time. The last number is a period or a thread; a period has more
 * columns.
 */
static void take_who_and_period(struct str who, struct perf_text_head *h)
{
	struct str s = who, word;
	size_t end;

	if (!take_last_word(&s, &word) || !is_number(word)) {
		take_who(who, h);
		return;
	}
	end = s.n != 0 ? (size_t)(s.p - who.p) + s.n + 1 : 0;
	if ((size_t)(word.p - who.p) + word.n - end >= PERIOD_WIDTH &&
		num_int(word, 10, &h->period))
		who = s;
	take_who(who, h);
}

/* Finds the first word that ends in ':' and may be an event. */
static bool find_event(struct str line, struct str *who, struct str *what)
{
	struct str rest = line, word;

	while (str_word(&rest, &word))
		if (word.n > 1 && str_ends(word, STR(":"))) {
			*who = str_sub(line, 0, (size_t)(word.p - line.p));
			*what = str_from(line, who->n);
			return true;
		}
	return false;
}

bool perf_text_head(struct str line, struct perf_text_head *h)
{
	struct str who, what;

	*h = (struct perf_text_head){.pid = -1, .tid = -1, .time = -1, .period = -1};
	if (find_time(line, &who, &what, &h->time)) {
		take_who(who, h);
		take_what(what, h);
		return true;
	}
	if (find_event(line, &who, &what)) {
		take_who_and_period(who, h);
		take_what(what, h);
	} else {
		h->frame = find_frame(line, &who);
		take_who_and_period(who, h);
	}
	return h->frame.n != 0 || (h->event.n != 0 && h->tid != -1 && h->period != -1);
}
