/*
 * goroutine-dump.c: reads the stacks of all goroutines, as Go prints them with debug=2 and when a
 * program crashes.
 *
 *	goroutine 18 [chan receive, 2 minutes, locked to thread]:
 *	main.(*docker).wait(0xc000012345)
 *		/src/main.go:42 +0x1d
 *	created by main.main in goroutine 1
 *		/src/main.go:20 +0x5b
 *
 * The value is goroutine/count, as in Go's own profile of goroutines; equal goroutines are one
 * sample. Labels:
 *	state       text: what it waits for, or running, runnable, syscall: "chan receive"
 *	wait        a number in seconds: how long it has waited, where Go says so (in minutes, for
 *	            which reports and tag filters have no unit)
 *	locked      "to thread", for a goroutine that has a thread for itself
 *	created_by  text: the function whose go statement started it
 *	bubble      text: the number of its testing/synctest bubble
 * and those that the program set, when Go was told to print them (GODEBUG=tracebacklabels=1).
 * Arguments and the numbers of goroutines are left out. Functions have file and line, and no
 * addresses. "(...)" for arguments says that a function was inlined into the next one; then both
 * are one location. panic is called runtime.gopanic, as in profiles. Frames that Go left out are
 * one frame, "(frames elided)"; a stack that Go could not print is "(stack unavailable)", and a C
 * function is "(non-Go function)".
 *
 * Note: only lines between a goroutine's first line and the next empty line belong to it. A crash
 * has registers, messages and the runtime's stack between goroutines.
 */
#include "base/array.h"
#include "base/ascii.h"
#include "base/num.h"
#include "base/wrap.h"
#include "import/go-text.h"
#include "import/reader.h"
#include "import/scan.h"

enum {
	SECONDS = 60, /* of a minute */
};

struct goroutines {
	struct import *im;
	struct arena scratch, held; /* held: the name of `function` */
	bool open;                  /* within a goroutine */
	struct str function;        /* file and line are in the next line; empty: none */
	bool inlined;
};

bool import_goroutines_claims(struct str head)
{
	/* The beginnings of a crash. */
	static const struct str crashes[] = {
		{"panic: ", 7},
		{"fatal error: ", 13},
		{"SIGQUIT: quit", 13},
		{"SIGABRT: abort", 14},
		{"runtime stack:", 14},
	};
	struct str rest = head, line, inside;

	for (size_t i = 0; i < head.n; i++) {
		unsigned char c = (unsigned char)head.p[i];

		if (c < 0x20 && c != '\n' && c != '\t' && c != '\r')
			return false;
	}
	for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
		if (str_starts(head, crashes[i]))
			return true;
	while (head.n != 0 && str_split(&rest, '\n', &line))
		if (import_go_header(line, &inside))
			return true;
	return false;
}

/* Adds the function of the line before as a frame, with its file and line, or without. */
static void end_function(struct goroutines *g, struct str file, int64_t line)
{
	struct str name = g->function;

	g->function.n = 0;
	if (name.n != 0)
		import_add_named_frame(g->im,
			str_eq(name, STR("panic")) ? STR("runtime.gopanic") : name, file, line,
			g->inlined);
}

/* Reads what may follow the state: "2 minutes", "locked to thread", "synctest bubble 3". */
static void take_detail(struct goroutines *g, struct str detail)
{
	static const struct str minutes = {" minutes", 8};
	int64_t n;

	if (str_ends(detail, minutes) &&
		num_int(str_sub(detail, 0, detail.n - minutes.n), 10, &n)) {
		import_add_number(g->im, STR("wait"), wrap_mul(n, SECONDS), STR("seconds"));
	} else if (import_take(&detail, STR("locked "))) {
		import_add_label(g->im, STR("locked"), detail);
	} else if (import_take(&detail, STR("synctest bubble "))) {
		import_add_label(g->im, STR("bubble"), detail);
	}
}

static void take_header(struct goroutines *g, struct str inside)
{
	static const struct str labels = {" labels:{", 9}, scan = {" (scan)", 7};
	size_t at = str_find(inside, labels, 0);
	struct str pairs = str_from(inside, at + labels.n - 1), key, value, detail;

	inside = str_sub(inside, 0, at);
	g->open = true;
	for (bool first = true; str_split(&inside, ',', &detail); first = false) {
		detail = str_trim(detail);
		/* It says what the garbage collector does. */
		if (first && str_ends(detail, scan))
			detail.n -= scan.n;
		if (first)
			import_add_label(g->im, STR("state"), detail);
		else
			take_detail(g, detail);
	}
	while (pairs.n != 0 && import_go_pair(&g->scratch, &pairs, &key, &value))
		import_add_label(g->im, key, value);
	arena_rewind(&g->scratch);
}

/* Closes the goroutine that is open, if there is one. */
static bool end_goroutine(struct goroutines *g, struct err *err)
{
	static const int64_t one = 1;

	if (!g->open)
		return true;
	end_function(g, STR(""), 0);
	import_end_inlined(g->im);
	g->open = false;
	return import_merge_sample(g->im, &one, err);
}

/* Lines that say that frames are missing, and the frame that stands for them. */
static const struct {
	struct str begin, frame;
} notes[] = {
	{{"...", 3}, {"(frames elided)", 15}},
	{{"non-Go function", 15}, {"(non-Go function)", 17}},
	{{"goroutine running on other thread", 33}, {"(stack unavailable)", 19}},
};

static bool take_note(struct goroutines *g, struct str line)
{
	for (size_t i = 0; i < ARRAY_LEN(notes); i++) {
		if (!str_starts(line, notes[i].begin))
			continue;
		import_end_inlined(g->im);
		import_add_named_frame(g->im, notes[i].frame, STR(""), 0, false);
		return true;
	}
	return false;
}

static void take_call(struct goroutines *g, struct str line)
{
	size_t open = str_find_last(line, '(');

	if (open == 0 || open == line.n || line.p[line.n - 1] != ')')
		return;
	arena_rewind(&g->held);
	g->function = arena_str(&g->held, str_sub(line, 0, open));
	g->inlined = str_eq(str_from(line, open), STR("(...)"));
}

static void take_created_by(struct goroutines *g, struct str name)
{
	import_end_inlined(g->im);
	import_add_label(g->im, STR("created_by"),
		str_sub(name, 0, str_find(name, STR(" in goroutine "), 0)));
}

/* Reads a line of a goroutine after its first one. */
static void take_line(struct goroutines *g, struct str line)
{
	struct str file = {0};
	int64_t number = 0;

	if (line.p[0] == '\t' || line.p[0] == ' ') {
		line = str_trim(line);
		if (g->function.n == 0) {
			take_note(g, line);
			return;
		}
		if (!import_go_place(str_sub(line, 0, str_find(line, STR(" +0x"), 0)), &file,
			    &number))
			file.n = 0;
		end_function(g, file, number);
		return;
	}
	end_function(g, STR(""), 0);
	if (import_take(&line, STR("created by ")))
		take_created_by(g, line);
	else if (!take_note(g, line))
		take_call(g, line);
}

static bool take_lines(struct goroutines *g, struct err *err)
{
	struct import *im = g->im;
	struct str inside;

	while (import_next(im)) {
		if (import_go_header(im->line, &inside)) {
			if (!end_goroutine(g, err))
				return false;
			take_header(g, inside);
		} else if (im->line.n == 0 || str_starts(im->line, STR("[originating from "))) {
			/* What follows the latter are the stacks of those that created it. */
			if (!end_goroutine(g, err))
				return false;
		} else if (g->open) {
			take_line(g, im->line);
		}
	}
	return end_goroutine(g, err);
}

enum import_result import_goroutines_read(struct import *im, struct err *err)
{
	struct goroutines g = {.im = im};
	bool ok;

	import_mine(im);
	import_add_type(im, STR("goroutine"), STR("count"));
	import_period(im, STR("goroutine"), STR("count"), 1);
	import_use_names(im);
	ok = take_lines(&g, err);
	if (ok && im->samples.n == 0)
		ok = err_set(err,
			"the end of a Go program, without its goroutines; "
			"with GOTRACEBACK=all it prints them");
	arena_release(&g.scratch);
	arena_release(&g.held);
	return ok ? IMPORT_READ : IMPORT_FAILED;
}
