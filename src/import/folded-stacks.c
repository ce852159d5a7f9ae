/*
 * folded-stacks.c: reads folded stacks: a line for each stack, from root to leaf, as many profilers write them for
 * flamegraph.pl.
 *
 *	# stack;samples/count cpu/nanoseconds
 *	main;serve;search 12 120000000
 *
 * The header names the columns of values. It is cprof's own, so each ';' below it separates frames. Without it
 * there is one value, samples/count or what -folded_type says, and these are read, too:
 *
 *	samples/count cpu/nanoseconds      a header of pprofutils
 *	main;search 10 12                  where all lines are so: before and after, as difffolded.pl writes
 *	main;search 10.5                   values are multiplied so that they are whole numbers
 *	main;(*Pool[struct { a int; b int }]).get 3    no ';' within brackets separates, if all brackets close
 *	main;read_[k];f_[j];g_[i] 3        frames of the kernel, of a JIT, inlined functions
 *	f_[0];g_[1] 3                      of Java's interpreter and its first compiler
 *	main (app.py:3);work (app.py:12) 5 file and line, of py-spy
 *	main - app.rb:3;work - app.rb:12 5 the same of rbspy
 *
 * The value stands behind the last blank. Lines that begin with "# ", and empty ones, are left out; so are
 * lines that are no stacks, as long as they are not most of the file. A frame without a name is [unknown].
 *
 * Neighbours often begin alike, because the lines are sorted. What a line has in common with the one before is
 * not read again.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "base/wrap.h"
#include "import/folded-lines.h"
#include "import/reader.h"
#include "import/scan.h"

enum { FRAMES_MAX = 1 << 20 }; /* of a stack */

struct folded_frame {
	uint32_t end;      /* where its text ends in the line */
	uint32_t location; /* INLINED: it is one with its caller */
};

enum { INLINED = UINT32_MAX };

/* What marked frames are in, in place of a binary. */
enum folded_binary { FOLDED_KERNEL, FOLDED_JIT, FOLDED_INTERPRETER, FOLDED_BINARIES };

struct folded {
	struct import *im;
	bool own;     /* below cprof's header: names are exact */
	bool changes; /* two numbers are before and after */
	size_t n_columns;
	int64_t *values;                    /* of a line, by type */
	uint32_t *decimals;                 /* by type: the values are multiplied by 10^decimals */
	struct folded_number *numbers;      /* of a line, by column */
	uint64_t n_lines, n_bad, first_bad; /* lines that should be stacks, and that are none */
	VEC(char) line;                     /* the stack of the line before */
	VEC(struct folded_frame) frames;    /* its frames, from root to leaf */
	size_t n_inlined;                   /* of them */
	bool bracketed;                     /* no ';' within its brackets separates */
	VEC(char) open;                     /* brackets that are to be closed */
	uint32_t binaries
		[FOLDED_BINARIES]; /* of marked frames: 1 + places in mappings; 0: none yet */
};

/* Frames. */

/* What closes a bracket; 0: it opens none. */
static char closing(char c)
{
	return c == '[' ? ']' : c == '{' ? '}' : c == '(' ? ')' : 0;
}

static bool closes(char c)
{
	return c == ']' || c == '}' || c == ')';
}

/* True when all brackets of a text close, each before those around it. */
static bool brackets_close(struct folded *k, struct str s)
{
	k->open.n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (closing(s.p[i]) != 0)
			*vec_add(&k->open) = closing(s.p[i]);
		else if (closes(s.p[i]) && (k->open.n == 0 || k->open.p[--k->open.n] != s.p[i]))
			return false;
	}
	return k->open.n == 0;
}

/* Where the frame ends that begins at `at`: at the next ';', or behind the text. */
static size_t frame_end(struct str s, size_t at, bool bracketed)
{
	size_t depth = 0;

	for (; at < s.n; at++) {
		char c = s.p[at];

		if (c == ';' && depth == 0)
			return at;
		if (!bracketed)
			continue;
		depth += closing(c) != 0;
		depth -= closes(c);
	}
	return at;
}

/* What stands behind the name of a frame that is of no binary. async-profiler marks those of Java so. */
static const struct {
	struct str suffix, file;
	enum folded_binary binary;
} marks[] = {
	{{"_[k]", 4}, {"[kernel]", 8}, FOLDED_KERNEL},
	{{"_[j]", 4}, {"[jit]", 5}, FOLDED_JIT},
	{{"_[1]", 4}, {"[jit]", 5}, FOLDED_JIT}, /* of its first compiler, C1 */
	{{"_[0]", 4}, {"[interpreter]", 13}, FOLDED_INTERPRETER},
};

/* The mapping of frames that are marked; it is made when the first one comes. */
static uint32_t marked_mapping(struct folded *k, enum folded_binary binary, struct str file)
{
	struct import *im = k->im;
	uint32_t *place = &k->binaries[binary];

	if (*place == 0) {
		import_use_names(im);
		*place = (uint32_t)im->mappings.n;
		im->mappings.p[*place - 1].file = import_string(im, file);
	}
	return *place;
}

/* What the text of a frame says. */
struct folded_place {
	struct str name, file;
	int64_t line;
	uint32_t mapping; /* 0: the first */
	bool inlined;
};

static bool take_suffix(struct str *s, struct str suffix)
{
	if (s->n <= suffix.n || !str_ends(*s, suffix))
		return false;
	s->n -= suffix.n;
	return true;
}

/* Sets the place of a frame by a text such as "app.py:12". False when it is none. */
static bool set_place(struct folded_place *f, struct str text)
{
	size_t colon = str_find_last(text, ':');
	struct str digits = str_from(text, colon + 1);

	if (colon == 0 || colon + 1 >= text.n || !ascii_is_digit(digits.p[0]) ||
		!num_int(digits, 10, &f->line)) {
		f->line = 0;
		return false;
	}
	f->file = str_sub(text, 0, colon);
	return true;
}

/* Takes " (app.py:12)" of py-spy or " - app.rb:12" of rbspy off the end of a name. */
static void take_place(struct folded_place *f)
{
	size_t at = str_ends(f->name, STR(")")) ? str_find_last(f->name, '(')
						: str_find_last(f->name, '-') + 1;
	struct str place = str_from(f->name, at + 1);

	if (str_ends(f->name, STR(")"))) {
		if (at >= 2 && f->name.p[at - 1] == ' ' &&
			set_place(f, str_sub(place, 0, place.n - 1)))
			f->name.n = at - 1;
	} else if (at >= 4 && at < f->name.n && str_eq(str_sub(f->name, at - 2, 3), STR(" - ")) &&
		set_place(f, place)) {
		f->name.n = at - 2;
		if (f->line == 0) /* a function of C, in "(unknown)" */
			f->file = STR("");
	}
}

static struct folded_place place_of(struct folded *k, struct str text)
{
	struct folded_place f = {.name = text};

	if (!k->own) {
		f.inlined = take_suffix(&f.name, STR("_[i]"));
		for (size_t i = 0; i < ARRAY_LEN(marks) && f.mapping == 0; i++)
			if (take_suffix(&f.name, marks[i].suffix))
				f.mapping = marked_mapping(k, marks[i].binary, marks[i].file);
		take_place(&f);
	}
	if (f.name.n == 0)
		f.name = STR("[unknown]");
	return f;
}

static void add_frame(struct folded *k, struct str text, size_t end)
{
	struct folded_place f = place_of(k, text);
	struct folded_frame *frame = vec_add(&k->frames);

	frame->end = (uint32_t)end;
	k->im->names.mapping = f.mapping;
	if (f.inlined) {
		frame->location = INLINED;
		k->n_inlined++;
	} else {
		frame->location = import_named_location(k->im, f.name, f.file, f.line);
	}
}

/* How many bytes two texts have in common at their front. */
static size_t common_bytes(struct str a, struct str b)
{
	size_t most = a.n < b.n ? a.n : b.n, n = 0;
	uint64_t x, y;

	while (n + sizeof(x) <= most) {
		memcpy(&x, a.p + n, sizeof(x));
		memcpy(&y, b.p + n, sizeof(y));
		if (x != y)
			break;
		n += sizeof(x);
	}
	while (n < most && a.p[n] == b.p[n])
		n++;
	return n;
}

/* Keeps those of the frames that end within the first n bytes of their line and have a ';' behind. */
static void keep_frames(struct folded *k, size_t n)
{
	while (k->frames.n != 0 && k->frames.p[k->frames.n - 1].end >= n) {
		k->n_inlined -= k->frames.p[k->frames.n - 1].location == INLINED;
		k->frames.n--;
	}
}

static size_t behind_frames(const struct folded *k)
{
	return k->frames.n != 0 ? (size_t)k->frames.p[k->frames.n - 1].end + 1 : 0;
}

/*
 * Splits a stack into k->frames. The first `common` bytes are those of the line before. False when it is too
 * deep.
 */
static bool split(struct folded *k, struct str stack, size_t common)
{
	bool bracketed = false;
	size_t at;

	keep_frames(k, common);
	if (!k->own && !k->bracketed)
		bracketed = brackets_close(k, stack);
	else if (!k->own) /* those of the frames that are kept close */
		bracketed = brackets_close(k, str_from(stack, behind_frames(k)));
	if (bracketed != k->bracketed)
		keep_frames(k, 0);
	k->bracketed = bracketed;
	k->line.p = mem_grow(k->line.p, &k->line.cap, stack.n, 1);
	memcpy(k->line.p, stack.p, stack.n);
	k->line.n = stack.n;
	for (at = behind_frames(k); at <= stack.n && k->frames.n < FRAMES_MAX;
		at = behind_frames(k)) {
		size_t end = frame_end(stack, at, bracketed);

		add_frame(k, str_sub(stack, at, end - at), end);
	}
	return at > stack.n;
}

/* Adds the frames of the line to the open sample, from leaf to root. */
static void add_frames(struct folded *k)
{
	struct import *im = k->im;

	for (size_t i = k->frames.n; i > 0; i--) {
		size_t begin = i > 1 ? (size_t)k->frames.p[i - 2].end + 1 : 0;
		struct folded_place f;

		if (k->n_inlined == 0) {
			*vec_add(&im->stack) = k->frames.p[i - 1].location;
			continue;
		}
		f = place_of(k, (struct str){k->line.p + begin, k->frames.p[i - 1].end - begin});
		im->names.mapping = f.mapping;
		import_add_named_frame(im, f.name, f.file, f.line, f.inlined);
	}
}

/* Values. */

static const int64_t powers[FOLDED_DECIMALS_MAX + 1] = {1, 10, 100, 1000, 10000, 100000, 1000000,
	10000000, 100000000, 1000000000};

/* Multiplies the values of a type that were read so far. False when one does not fit. */
static bool multiply(struct folded *k, size_t type, uint32_t decimals)
{
	struct import *im = k->im;
	int64_t by = powers[decimals - k->decimals[type]];

	for (size_t i = 0; i < im->samples.n; i++) {
		int64_t *v = &im->values.p[i * im->types.n + type];

		if (__builtin_mul_overflow(*v, by, v))
			return false;
	}
	k->decimals[type] = decimals;
	return true;
}

/* Makes room for the decimals of a column's number. */
static bool need_decimals(struct folded *k, size_t column, uint32_t decimals)
{
	size_t first = k->changes ? 0 : column, last = k->changes ? k->im->types.n - 1 : column;

	for (size_t t = first; t <= last; t++)
		if (decimals > k->decimals[t] && !multiply(k, t, decimals))
			return false;
	return true;
}

/* Sets k->values to the numbers of a line. */
static bool set_values(struct folded *k)
{
	for (size_t c = 0; c < k->n_columns; c++) {
		const struct folded_number *v = &k->numbers[c];

		if (!need_decimals(k, c, v->decimals))
			return false;
	}
	for (size_t c = 0; c < k->n_columns; c++) {
		const struct folded_number *v = &k->numbers[c];

		if (__builtin_mul_overflow(v->digits, powers[k->decimals[c] - v->decimals],
			    &k->values[c]))
			return false;
	}
	if (k->changes)
		k->values[2] = wrap_add(k->values[1], wrap_mul(k->values[0], -1));
	return true;
}

static void count_bad(struct folded *k)
{
	if (k->n_bad++ == 0)
		k->first_bad = k->im->line_number;
}

static enum import_result take_line(struct folded *k, struct err *err)
{
	struct import *im = k->im;
	struct str stack = folded_trim(im->line);
	size_t common = common_bytes(stack, (struct str){k->line.p, k->line.n});
	bool ok = import_is_text(str_from(stack, common));

	k->n_lines++;
	for (size_t c = k->n_columns; ok && c > 0; c--)
		ok = folded_take_number(&stack, &k->numbers[c - 1]);
	if (!ok || stack.n == 0 || stack.n >= UINT32_MAX) {
		count_bad(k);
		return IMPORT_READ;
	}
	if (!split(k, stack, common < stack.n ? common : stack.n))
		return import_fail(im, err, "a stack of more than a million frames");
	if (!set_values(k))
		return import_fail(im, err, "a value is too large for so many decimals");
	add_frames(k);
	return import_merge_sample(im, k->values, err) ? IMPORT_READ : IMPORT_FAILED;
}

/* Types. */

/* Adds a type by its name and unit: "cpu/nanoseconds". False when it is none. */
static bool add_type(struct import *im, struct str word)
{
	size_t slash = str_find_last(word, '/');

	if (slash == word.n)
		return false;
	import_add_type(im, str_sub(word, 0, slash), str_from(word, slash + 1));
	return true;
}

static enum import_result add_types(struct import *im, struct str words, struct err *err)
{
	struct str word;

	while (str_word(&words, &word))
		if (im->types.n == TYPES_MAX || !add_type(im, word))
			return import_fail(im, err,
				"not the names of the columns: # stack;TYPE/UNIT TYPE/UNIT");
	if (im->types.n == 0)
		return import_fail(im, err, "it names no column: # stack;TYPE/UNIT TYPE/UNIT");
	return IMPORT_READ;
}

/* The type that is there without a header. */
static struct str usual_type(const struct import *im)
{
	return im->limits->folded_type.n != 0 ? im->limits->folded_type : STR("samples/count");
}

/* Adds the types of a file without a header. */
static void add_usual_types(struct folded *k, const struct folded_head *h)
{
	struct import *im = k->im;
	struct str type = usual_type(im), unit = str_from(type, str_find_last(type, '/') + 1);

	k->changes = h->stacks != 0 && h->two_numbers == h->stacks;
	if (!k->changes) {
		add_type(im, type);
		return;
	}
	import_add_type(im, STR("before"), unit);
	import_add_type(im, STR("after"), unit);
	import_add_type(im, STR("change"), unit);
	im->default_type = import_string(im, STR("after"));
	import_note(im,
		"the lines have two numbers: the sample types are before, after and change");
}

/* Reads a header, if there is one. *line is the first line; it is taken when it is a header. */
static enum import_result read_header(struct folded *k, const struct folded_head *h, bool *taken,
	struct err *err)
{
	struct import *im = k->im;
	struct str line = folded_trim(im->line);
	enum import_result result = IMPORT_READ;

	if (str_starts(line, folded_mark))
		line = im->line = str_from(line, folded_mark.n);
	*taken = true;
	if (import_take(&line, folded_header)) {
		k->own = true;
		result = add_types(im, line, err);
	} else if (folded_is_types(line)) {
		result = add_types(im, line, err);
	} else {
		*taken = false;
		add_usual_types(k, h);
	}
	k->n_columns = k->changes ? 2 : im->types.n;
	k->values = mem_zeroed(im->types.n, sizeof(*k->values));
	k->decimals = mem_zeroed(im->types.n, sizeof(*k->decimals));
	k->numbers = mem_zeroed(im->types.n, sizeof(*k->numbers));
	return result;
}

/* Units in which fractions become whole numbers, and how many decimals that takes. */
static const struct {
	struct str from, to;
	uint32_t decimals;
} smaller_units[] = {
	{{"seconds", 7}, {"milliseconds", 12}, 3},
	{{"seconds", 7}, {"microseconds", 12}, 6},
	{{"seconds", 7}, {"nanoseconds", 11}, 9},
	{{"milliseconds", 12}, {"microseconds", 12}, 3},
	{{"milliseconds", 12}, {"nanoseconds", 11}, 6},
	{{"microseconds", 12}, {"nanoseconds", 11}, 3},
};

/* Gives a type whose values were multiplied another unit, or says by what they were. */
static void name_unit(struct folded *k, size_t type)
{
	struct import *im = k->im;
	struct str unit = intern_str(&im->strings, im->types.p[type].unit);

	for (size_t i = 0; i < ARRAY_LEN(smaller_units); i++) {
		if (!str_eq(unit, smaller_units[i].from) ||
			k->decimals[type] > smaller_units[i].decimals)
			continue;
		if (!multiply(k, type, smaller_units[i].decimals))
			break;
		im->types.p[type].unit = import_string(im, smaller_units[i].to);
		return;
	}
	import_note(im, "the values of %.*s have fractions: all are multiplied by %lld",
		STR_ARG(intern_str(&im->strings, im->types.p[type].type)),
		(long long)powers[k->decimals[type]]);
}

static enum import_result finish(struct folded *k, struct err *err)
{
	struct import *im = k->im;

	if (2 * k->n_bad > k->n_lines) {
		err_set(err,
			"%s: most lines are no stack with its value, such as main;work 12: %llu of "
			"%llu; the first is line %llu",
			im->format->name, (unsigned long long)k->n_bad,
			(unsigned long long)k->n_lines, (unsigned long long)k->first_bad);
		return IMPORT_FAILED;
	}
	if (k->n_bad != 0)
		import_note(im, "%llu line%s no stack%s; the first is line %llu",
			(unsigned long long)k->n_bad, k->n_bad == 1 ? " is" : "s are",
			k->n_bad == 1 ? "" : "s", (unsigned long long)k->first_bad);
	for (size_t t = 0; t < im->types.n; t++)
		if (k->decimals[t] != 0)
			name_unit(k, t);
	return IMPORT_READ;
}

static enum import_result read_stacks(struct folded *k, struct err *err)
{
	struct import *im = k->im;
	struct folded_head h = folded_look(str_sub(im->text, 0, STREAM_HEAD));
	bool long_line = folded_is_long(str_sub(im->text, 0, STREAM_HEAD)), taken;
	enum import_result result;

	if (!import_next(im))
		return IMPORT_NOT_MINE;
	result = read_header(k, &h, &taken, err);
	if (result != IMPORT_READ)
		return result;
	do {
		if (!taken && folded_trim(im->line).n != 0 && !folded_is_comment(im->line))
			result = take_line(k, err);
		taken = false;
		if (long_line && k->n_bad != 0) /* a text without lines */
			return IMPORT_NOT_MINE;
		long_line = false;
		import_mine(im);
	} while (result == IMPORT_READ && import_next(im));
	return result == IMPORT_READ ? finish(k, err) : result;
}

enum import_result import_folded_read(struct import *im, struct err *err)
{
	struct folded k = {.im = im};
	enum import_result result;

	import_use_names(im);
	im->exact = true;
	result = read_stacks(&k, err);
	free(k.values);
	free(k.decimals);
	free(k.numbers);
	free(k.line.p);
	free(k.frames.p);
	free(k.open.p);
	return result;
}
