/*
 * folded-lines.c: tells folded stacks from other texts, and takes the numbers of their lines.
 */
#include "import/folded-lines.h"

#include "base/ascii.h"
#include "base/num.h"
#include "import/formats.h"
#include "import/scan.h"
#include "profile/stream.h"

enum { SEMICOLONS_MIN = 3 }; /* in a first line that is cut off */

const struct str folded_header = {"# stack;", 8}, folded_mark = {"\xef\xbb\xbf", 3};

static bool parse_number(struct str s, struct folded_number *v)
{
	bool minus = str_starts(s, STR("-"));
	struct str whole, fraction;
	char digits[32];
	size_t n = 0;

	if (minus || str_starts(s, STR("+")))
		s = str_from(s, 1);
	whole = import_take_run(&s, ascii_is_digit);
	fraction = import_take(&s, STR(".")) ? import_take_run(&s, ascii_is_digit) : STR("");
	if (s.n != 0 || whole.n + fraction.n == 0)
		return false;
	if (fraction.n > FOLDED_DECIMALS_MAX)
		fraction.n = FOLDED_DECIMALS_MAX;
	while (fraction.n != 0 && fraction.p[fraction.n - 1] == '0')
		fraction.n--;
	while (whole.n != 0 && whole.p[0] == '0')
		whole = str_from(whole, 1);
	if (1 + whole.n + fraction.n + 1 > sizeof(digits))
		return false;
	digits[n++] = minus ? '-' : '+';
	for (size_t i = 0; i < whole.n; i++)
		digits[n++] = whole.p[i];
	for (size_t i = 0; i < fraction.n; i++)
		digits[n++] = fraction.p[i];
	if (n == 1)
		digits[n++] = '0';
	v->decimals = (uint32_t)fraction.n;
	return num_int((struct str){digits, n}, 10, &v->digits);
}

bool folded_take_number(struct str *line, struct folded_number *v)
{
	size_t n = line->n;

	while (n > 0 && line->p[n - 1] != ' ' && line->p[n - 1] != '\t')
		n--;
	if (n == 0 || !parse_number(str_from(*line, n), v))
		return false;
	line->n = n - 1;
	return true;
}

struct str folded_trim(struct str line)
{
	while (line.n != 0 && import_is_space(line.p[line.n - 1]))
		line.n--;
	return line;
}

bool folded_is_comment(struct str line)
{
	return str_starts(line, STR("#")) && (line.n == 1 || line.p[1] == ' ');
}

bool folded_is_types(struct str line)
{
	struct str word;
	size_t n = 0;

	while (str_word(&line, &word)) {
		size_t slash = str_find(word, STR("/"), 0);

		if (slash == 0 || slash + 1 >= word.n || str_find(word, STR(";"), 0) < word.n)
			return false;
		n++;
	}
	return n != 0;
}

static void look_at_line(struct folded_head *h, struct str line)
{
	struct folded_number v;

	line = folded_trim(line);
	if (line.n == 0 || folded_is_comment(line))
		return;
	h->lines++;
	if (!import_is_text(line) || !folded_take_number(&line, &v) || line.n == 0)
		return;
	h->stacks++;
	h->deep += str_find(line, STR(";"), 0) < line.n;
	h->two_numbers += folded_take_number(&line, &v) && line.n != 0;
}

struct folded_head folded_look(struct str head)
{
	struct folded_head h = {0};
	struct str rest = str_starts(head, folded_mark) ? str_from(head, folded_mark.n) : head,
		   line;
	size_t end = str_find_last(rest, '\n');

	if (head.n >= STREAM_HEAD && end < rest.n)
		rest.n = end; /* the last line is cut off */
	for (bool first = true; str_split(&rest, '\n', &line); first = false)
		if (!first || !folded_is_types(folded_trim(line)))
			look_at_line(&h, line);
	return h;
}

bool folded_is_long(struct str head)
{
	size_t semicolons = 0;

	if (head.n < STREAM_HEAD || str_find(head, STR("\n"), 0) < head.n)
		return false;
	for (size_t i = 0; i < head.n; i++)
		semicolons += head.p[i] == ';';
	return semicolons >= SEMICOLONS_MIN;
}

bool import_folded_claims(struct str head)
{
	struct folded_head h;

	if (str_starts(str_starts(head, folded_mark) ? str_from(head, folded_mark.n) : head,
		    folded_header))
		return true;
	if (folded_is_long(head))
		return true;
	h = folded_look(head);
	return h.deep != 0 && (h.stacks == h.lines || 2 * h.deep > h.lines);
}
