/*
 * preamble.c: finds a text profile behind what others put in front of it.
 *
 * Note: addresses of callers are taken less one (reader.h), but symbol sections may name them as
 * the profile has them (PHP's memprof) or less one (servers of gperftools). The way that finds more
 * names is tried first.
 */
#include "import/preamble.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/num.h"
#include "import/reader.h"
#include "import/scan.h"

enum { NAMES_BETWEEN = 4096 }; /* that memory is looked at */

static const struct str symbol_mark = {"--- symbol", 10}, end_mark = {"---", 3};

/* Takes a line, without its end, off the front of *rest, which is not empty. */
static struct str take_line(struct str *rest)
{
	size_t n = str_find(*rest, STR("\n"), 0);
	struct str line = str_sub(*rest, 0, n);

	*rest = str_from(*rest, n < rest->n ? n + 1 : n);
	if (str_ends(line, STR("\r")))
		line.n--;
	return line;
}

/* True when the first line of s is that of a profile in text form. */
static bool starts(struct str s)
{
	struct str head = str_sub(s, 0, STREAM_HEAD);

	for (size_t i = 0; i < import_n_formats; i++)
		if (import_formats[i].behind_text && import_formats[i].claims(head))
			return true;
	return false;
}

static bool is_symbols(struct str s)
{
	return s.n != 0 && str_eq(str_trim(take_line(&s)), symbol_mark);
}

/*
 * Where a profile or a symbol section begins in the head, with *lines in front of it; the head's
 * length when there is none. Pages and JSON may contain such lines, and are skipped.
 */
static size_t find_start(struct str head, uint64_t *lines)
{
	struct str rest = head, begin = str_trim(head);

	if (str_starts(begin, STR("<")) && !str_starts(begin, STR("<jemalloc>")))
		return head.n;
	if (str_starts(begin, STR("{")))
		return head.n;
	for (*lines = 0; rest.n != 0; (*lines)++) {
		struct str at = rest, line = take_line(&rest);

		if (!import_is_text(line))
			break;
		if (!import_blank(line) && (is_symbols(at) || starts(at)))
			return (size_t)(at.p - head.p);
	}
	return head.n;
}

/* Symbol sections. */

static bool add_name(struct import_preamble *f, struct str line)
{
	struct str digits, name;
	uint64_t address;

	if (!import_take(&line, STR("0x")))
		return false;
	digits = import_take_run(&line, ascii_is_hex);
	name = import_trim(line);
	if (name.n == 0 || name.p == line.p || !num_uint(digits, 16, &address) ||
		map_get(&f->by_address, address) != 0)
		return false;
	*vec_add(&f->names) = name;
	map_put(&f->by_address, address, (uint32_t)f->names.n);
	return true;
}

/* Reads the lines of a symbol section up to its end. */
static bool take_symbols(struct import_preamble *f, uint64_t max_memory, struct err *err)
{
	static const struct str binary = {"binary=", 7};
	uint64_t each = sizeof(*f->names.p) + 2 * sizeof(struct map_slot);

	take_line(&f->text);
	f->lines++;
	while (f->text.n != 0 && !str_starts(f->text, end_mark)) {
		struct str line = take_line(&f->text);

		f->lines++;
		if (import_take(&line, binary))
			f->binary = str_trim(line);
		else if (add_name(f, line) && f->names.n % NAMES_BETWEEN == 0 &&
			f->text.n + f->names.n * each > max_memory)
			return err_set(err, "the symbol section has too many names");
	}
	return true;
}

/* Skips the end of a symbol section and a line such as "--- heap", up to the profile. */
static bool skip_to_profile(struct import_preamble *f)
{
	while (f->text.n != 0) {
		struct str rest = f->text, line;

		if (starts(f->text) || import_cpu_claims(str_sub(f->text, 0, STREAM_HEAD)))
			return true;
		line = take_line(&rest);
		if (line.n != 0 && !str_starts(line, end_mark))
			break;
		f->text = rest;
		f->lines++;
	}
	return false;
}

/* Dumps with something in front of each line. */

/* The text in front of the lines of a dump. */
struct prefix {
	struct str first; /* of a goroutine's first line; digits stand for any digits */
	struct str next;  /* of the other lines, when it differs: white space */
};

/* Takes a run of digits off the front of both. False when only one has digits. */
static bool take_digits(struct str *a, struct str *b)
{
	size_t n = import_take_run(a, ascii_is_digit).n, m = import_take_run(b, ascii_is_digit).n;

	return (n != 0) == (m != 0);
}

/*
 * Takes the prefix off the front of a line: the same bytes, but any digits for digits, because they
 * may be a time. A line may end within the white space at the end of the prefix.
 */
static bool take_prefix(struct str *line, struct str prefix)
{
	struct str s = *line;

	while (prefix.n != 0 && s.n != 0) {
		if (!take_digits(&prefix, &s))
			return false;
		if (prefix.n == 0 || s.n == 0)
			break;
		if (prefix.p[0] != s.p[0])
			return false;
		prefix = str_from(prefix, 1);
		s = str_from(s, 1);
	}
	if (str_trim(prefix).n != 0)
		return false;
	*line = s;
	return true;
}

/* Where the first line of a goroutine begins within a line; the line's length when none does. */
static size_t find_header(struct str line)
{
	static const struct str word = {"goroutine ", 10};
	size_t at = str_find(line, word, 0);
	struct str inside;

	while (at < line.n && !import_go_header(str_from(line, at), &inside))
		at = str_find(line, word, at + 1);
	return at;
}

/* Finds the prefix of a dump by its first goroutine. */
static bool find_prefix(struct str head, struct prefix *p)
{
	struct str rest = head, line, next;

	while (rest.n != 0) {
		size_t at;

		line = take_line(&rest);
		if (!import_is_text(line))
			return false;
		at = find_header(line);
		if (at == line.n || at == 0 || rest.n == 0)
			continue;
		p->first = str_sub(line, 0, at);
		next = line = take_line(&rest);
		/* t.Log indents what follows its first line. */
		p->next = take_prefix(&next, p->first) ? (struct str){line.p, 0}
						       : import_take_run(&line, ascii_is_blank);
		return true;
	}
	return false;
}

/* Makes the text without prefixes. Lines without a prefix are another program's and dropped. */
static void strip(struct import_preamble *f, const struct prefix *p)
{
	struct str rest = f->text;
	size_t n = 0;

	f->made = mem_zeroed(rest.n + 1, 1);
	while (rest.n != 0) {
		struct str line = take_line(&rest);

		if (!take_prefix(&line, p->first) &&
			(p->next.n == 0 || !take_prefix(&line, p->next)))
			continue;
		if (line.n != 0)
			memcpy(f->made + n, line.p, line.n);
		n += line.n;
		f->made[n++] = '\n';
	}
	f->text = (struct str){f->made, n};
}

bool import_preamble_claims(struct str head)
{
	struct prefix p;
	uint64_t lines;

	return find_start(head, &lines) < head.n || find_prefix(head, &p);
}

bool import_preamble_open(struct import_preamble *f, struct str text, uint64_t max_memory,
	bool *found, struct err *err)
{
	struct str head = str_sub(text, 0, STREAM_HEAD);
	struct prefix p;
	size_t at;

	*f = (struct import_preamble){.text = text};
	at = find_start(head, &f->lines);
	*found = at < head.n;
	if (*found) {
		f->text = str_from(text, at);
		if (!is_symbols(f->text))
			return true;
		if (!take_symbols(f, max_memory, err))
			return false;
		return skip_to_profile(f) ||
			err_set(err,
				"line %llu: names of addresses (--- symbol), but behind them no "
				"profile that cprof knows",
				(unsigned long long)f->lines + 1);
	}
	f->lines = 0;
	*found = find_prefix(head, &p);
	if (*found)
		strip(f, &p);
	return true;
}

void import_preamble_close(struct import_preamble *f)
{
	free(f->made);
	map_release(&f->by_address);
	free(f->names.p);
}

/* The last "--" before `end` that separates two names; 0 when there is none. */
static size_t last_dashes(struct str name, size_t end)
{
	static const struct str operator_word = {"operator", 8};

	for (size_t at = end; at-- > 1;)
		if (name.p[at] == '-' && name.p[at - 1] == '-' &&
			!str_ends(str_sub(name, 0, at - 1), operator_word))
			return at - 1;
	return 0;
}

/* Adds the functions of "outer--inner" to a location, the innermost first. */
static void add_names(struct import *im, uint32_t place, struct str name)
{
	while (name.n != 0) {
		size_t at = last_dashes(name, name.n);
		struct str last = at != 0 ? str_from(name, at + 2) : name;

		if (last.n != 0)
			import_add_line(im, place, import_function(im, last, STR(""), false), 0);
		name.n = at;
	}
}

void import_preamble_name(const struct import_preamble *f, struct import *im)
{
	size_t same = 0, next = 0;

	if (f->names.n == 0)
		return;
	for (size_t i = 0; i < im->locations.n; i++) {
		uint64_t address = im->locations.p[i].address;

		same += map_get(&f->by_address, address) != 0;
		next += map_get(&f->by_address, address + 1) != 0;
	}
	for (uint32_t i = 0; i < im->locations.n; i++) {
		uint64_t address = im->locations.p[i].address;
		uint32_t a = map_get(&f->by_address, next > same ? address + 1 : address);
		uint32_t b = map_get(&f->by_address, next > same ? address : address + 1);

		if (a + b == 0 || im->locations.p[i].first_line != 0)
			continue;
		add_names(im, i, f->names.p[(a != 0 ? a : b) - 1]);
		im->has_symbols = true;
	}
}
