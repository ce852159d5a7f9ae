/*
 * memory-map.c: reads the memory map at the end of a profile: which file was mapped where.
 *
 *	00400000-00fcb000 r-xp 00000000 08:01 5 /bin/prog
 *	0x400000-0xfcb000 /bin/prog (@0) BUILD_ID
 *
 * A line is as in /proc/self/maps, or short. "attr=value" lines define what "$attr" stands for in
 * later lines, and logs may have put "file:line] " in front of a line.
 * Note: nearly all of a line is optional, so that pprof takes any word of two hexadecimal digits
 * for a mapping: "feed" is from 0xfee to 0xd. cprof does the same.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/num.h"
#include "base/path.h"
#include "import/memory-map.h"
#include "import/reader.h"
#include "import/scan.h"

enum {
	MAPPINGS_MAX = 1 << 20,
	ATTRIBUTE_MAX = 256, /* bytes of the name of an attribute; */
	NODES_MAX = 1 << 20, /* and of all names together */
	GROWTH_MAX = 16,     /* replaced lines may have so many times the bytes of the file */
};

bool import_memory_map_here(struct str line)
{
	return str_find(line, STR("--- Memory map: ---"), 0) < line.n ||
		str_find(line, STR("MAPPED_LIBRARIES:"), 0) < line.n;
}

enum import_result import_memory_map_find(struct import *im, struct err *err)
{
	while (!import_memory_map_here(im->line) && import_next(im))
		;
	return import_memory_map_read(im, err);
}

/* One line. */

struct entry {
	struct str start, limit, perm, offset, file, build_id;
};

/* Takes (0x)?[[:xdigit:]]+. */
static bool take_hex(struct str *s, struct str *digits)
{
	struct str after = *s;

	if (import_take(&after, STR("0x")) && after.n != 0 && ascii_is_hex(after.p[0]))
		*s = after;
	*digits = import_take_run(s, ascii_is_hex);
	return digits->n != 0;
}

/* Takes \s+ and then a run of the class off the front; nothing when one of them is missing. */
static struct str take_word(struct str *s, bool (*is)(int c))
{
	struct str after = *s, word;

	if (import_take_run(&after, import_is_space).n == 0)
		return (struct str){s->p, 0};
	word = import_take_run(&after, is);
	if (word.n != 0)
		*s = after;
	return word;
}

static bool is_perm(int c)
{
	return c == '-' || c == 'r' || c == 'w' || c == 'x' || c == 'p';
}

static bool is_other(int c)
{
	return !import_is_space(c);
}

/*
 * Takes the name of a file: a word, as in pprof. A path of Windows may have blanks, so it goes on
 * to the end of the line or, in the short form, up to an offset.
 */
static struct str take_file(struct str *s, bool brief)
{
	struct str at = *s, rest;

	import_take_run(&at, import_is_space);
	rest = at;
	if (brief)
		rest = str_sub(at, 0, str_find(at, STR(" (@"), 0));
	if (!path_has_drive(at) || at.p == s->p || (brief && rest.n == at.n))
		return take_word(s, is_other);
	*s = str_from(at, rest.n);
	return path_undeleted(import_trim(rest));
}

/* Reads what follows the range in /proc/self/maps: permissions, offset, device, inode, file. */
static bool proc_rest(struct str s, struct entry *e)
{
	struct str at;

	e->build_id = (struct str){s.p, 0};
	e->perm = take_word(&s, is_perm);
	at = s;
	e->offset = take_word(&s, ascii_is_hex);
	if (s.n != 0 && s.p[0] == ':') {
		/* The number was the device. */
		e->offset.n = 0;
		s = at;
	}
	if (take_word(&s, ascii_is_hex).n == 0 || !import_take(&s, STR(":")) ||
		import_take_run(&s, ascii_is_hex).n == 0 || take_word(&s, ascii_is_digit).n == 0)
		return false;
	e->file = take_file(&s, false);
	return true;
}

/*
 * Reads what follows the range in the short form: permissions, file, (@offset), build ID; each is
 * optional.
 */
static bool brief_rest(struct str s, struct entry *e)
{
	struct str at;

	e->perm = take_word(&s, is_perm);
	e->file = take_file(&s, true);
	e->offset = (struct str){s.p, 0};
	at = s;
	if (import_take_run(&at, import_is_space).n != 0 && import_take(&at, STR("(@"))) {
		struct str digits = import_take_run(&at, ascii_is_hex);

		if (digits.n != 0 && import_take(&at, STR(")"))) {
			e->offset = digits;
			s = at;
		}
	}
	e->build_id = take_word(&s, ascii_is_hex);
	return true;
}

/*
 * Reads the range at the front of s. `way` 0: two numbers with '-' or space between them. 1 and 2:
 * one number, whose last digit is the second one, as the 0 of a "0x" that follows, or alone.
 */
static bool take_range(struct str *s, int way, struct entry *e)
{
	struct str last;

	import_take_run(s, import_is_space);
	if (!take_hex(s, &e->start))
		return false;
	if (way == 0) {
		if (s->n != 0 && s->p[0] == '-')
			*s = str_from(*s, 1);
		import_take_run(s, import_is_space);
		if (!take_hex(s, &e->limit))
			return false;
	} else {
		if (e->start.n < 2)
			return false;
		last = (struct str){e->start.p + e->start.n - 1, s->n + 1};
		e->start.n--;
		if (way == 1 &&
			(!import_take(&last, STR("0x")) || last.n == 0 || !ascii_is_hex(last.p[0])))
			return false;
		e->limit = way == 1 ? import_take_run(&last, ascii_is_hex) : str_sub(last, 0, 1);
		*s = way == 1 ? last : str_from(last, 1);
	}
	import_take(s, STR(":"));
	return true;
}

static bool take_entry(struct str line, struct entry *e)
{
	for (int form = 0; form < 2; form++) {
		for (int way = 0; way < 3; way++) {
			struct str s = line;

			if (take_range(&s, way, e) &&
				(form == 0 ? proc_rest(s, e) : brief_rest(s, e)))
				return true;
		}
	}
	return false;
}

/*
 * Reads a line as a mapping, and adds it when it is executable. False when the line is no mapping.
 */
static bool add_mapping(struct import *im, struct str line)
{
	struct entry e;
	uint64_t start, limit, offset = 0;
	struct mapping *m;

	if (!take_entry(line, &e))
		return false;
	if (e.perm.n != 0 && str_find(e.perm, STR("x"), 0) == e.perm.n)
		return true;
	if (!num_uint(e.start, 16, &start) || !num_uint(e.limit, 16, &limit) ||
		(e.offset.n != 0 && !num_uint(e.offset, 16, &offset)))
		return false;
	m = vec_add(&im->mappings);
	m->start = start;
	m->limit = limit;
	m->offset = offset;
	m->file = import_string(im, e.file);
	m->build_id = import_string(im, e.build_id);
	return true;
}

/* Replacing attributes. */

/* Attributes by name, as a trie: node * 256 + byte -> node. The root is 0. */
struct attributes {
	struct map next;
	VEC(uint32_t) value; /* of each node: 1 + its place in values */
	VEC(struct str) values;
	struct arena arena; /* bytes of values and of replaced lines */
	uint64_t added;     /* bytes of replaced lines */
};

/* Adds an attribute. As in pprof, the first value of a name stays. */
static void attribute_add(struct attributes *a, struct str name, struct str value)
{
	uint32_t node = 0;

	if (name.n > ATTRIBUTE_MAX || a->value.n > NODES_MAX)
		return;
	if (a->value.n == 0)
		*vec_add(&a->value) = 0;
	for (size_t i = 0; i < name.n; i++) {
		uint64_t key = (uint64_t)node << 8 | (unsigned char)name.p[i];
		uint32_t next = map_get(&a->next, key);

		if (next == 0) {
			next = (uint32_t)a->value.n;
			*vec_add(&a->value) = 0;
			map_put(&a->next, key, next);
		}
		node = next;
	}
	if (a->value.p[node] != 0)
		return;
	*vec_add(&a->values) = arena_str(&a->arena, value);
	a->value.p[node] = (uint32_t)a->values.n;
}

/* Finds an attribute whose name s begins with; of several, the one that was added first. */
static bool attribute_find(const struct attributes *a, struct str s, size_t *length,
	struct str *value)
{
	uint32_t node = 0, best = UINT32_MAX;

	for (size_t i = 0; i <= s.n && a->value.n != 0; i++) {
		uint32_t there = a->value.p[node];

		if (there != 0 && there < best) {
			best = there;
			*length = i;
			*value = a->values.p[there - 1];
		}
		if (i == s.n)
			break;
		node = map_get(&a->next, (uint64_t)node << 8 | (unsigned char)s.p[i]);
		if (node == 0)
			break;
	}
	return best != UINT32_MAX;
}

/* Replaces each "$name" of the line. False when the lines would have more than `most` bytes. */
static bool replace(struct attributes *a, struct str *line, uint64_t most)
{
	struct {
		VEC(char) bytes;
	} made = {0};
	struct str rest = *line, value;
	size_t length;

	if (a->values.n == 0 || str_find(rest, STR("$"), 0) == rest.n)
		return true;
	while (rest.n != 0) {
		struct str piece = str_sub(rest, 0, str_find(rest, STR("$"), 0));

		if (piece.n == 0 && attribute_find(a, str_from(rest, 1), &length, &value)) {
			rest = str_from(rest, length + 1);
			piece = value;
		} else {
			if (piece.n == 0)
				piece.n = 1;
			rest = str_from(rest, piece.n);
		}
		if (piece.n > most - a->added) {
			free(made.bytes.p);
			return false;
		}
		a->added += piece.n;
		made.bytes.p = mem_grow(made.bytes.p, &made.bytes.cap, made.bytes.n + piece.n, 1);
		if (piece.n != 0)
			memcpy(made.bytes.p + made.bytes.n, piece.p, piece.n);
		made.bytes.n += piece.n;
	}
	*line = arena_str(&a->arena, (struct str){made.bytes.p, made.bytes.n});
	free(made.bytes.p);
	return true;
}

/* The line without what glog puts in front: "anything:123] ", where "anything" has no brackets. */
static struct str without_log(struct str line)
{
	size_t end = 0, digits;

	while (end < line.n && line.p[end] != '[' && line.p[end] != ']')
		end++;
	digits = end;
	while (digits > 0 && ascii_is_digit(line.p[digits - 1]))
		digits--;
	if (end + 1 >= line.n || line.p[end] != ']' || !import_is_space(line.p[end + 1]) ||
		digits == end || digits < 2 || line.p[digits - 1] != ':')
		return line;
	return str_from(line, end + 2);
}

static enum import_result read_line(struct import *im, struct attributes *a, struct err *err)
{
	uint64_t most = ((uint64_t)1 << 20) + (im->stream->offset + im->stream->n) * GROWTH_MAX;
	struct str line = without_log(im->line);
	size_t equals;

	/* pprof skips what it cannot read; a second profile would be lost without a message. */
	if (!import_is_text(line))
		return import_fail(im, err, "");
	if (!replace(a, &line, most))
		return import_fail(im, err,
			"the attributes make the memory map too large; cut it off here");
	if (add_mapping(im, line)) {
		if (im->mappings.n > MAPPINGS_MAX)
			return import_fail(im, err, "more than a million mappings");
		return IMPORT_READ;
	}
	equals = str_find(line, STR("="), 0);
	if (equals < line.n)
		attribute_add(a, import_trim(str_sub(line, 0, equals)),
			import_trim(str_from(line, equals + 1)));
	return IMPORT_READ;
}

enum import_result import_memory_map_read(struct import *im, struct err *err)
{
	struct attributes a = {0};
	enum import_result result = IMPORT_READ;

	while (result == IMPORT_READ && import_next(im))
		result = read_line(im, &a, err);
	map_release(&a.next);
	free(a.value.p);
	free(a.values.p);
	arena_release(&a.arena);
	return result;
}
