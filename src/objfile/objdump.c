/*
 * objdump.c: runs objdump and parses the instructions that it prints.
 *
 * A line with an address and a colon is an instruction. Other lines tell where the next instructions come
 * from; a line that is neither makes that unknown again.
 */
#include "objfile/objdump.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/capture.h"
#include "base/mem.h"
#include "base/num.h"

enum {
	OUTPUT_MAX = 64 << 20, /* bytes that objdump may print */
};

/* Address space for it: line tables of large programs take much. */
static const unsigned long long RAM_MAX = 16ull << 30;

/* Where the instructions that follow are from. */
struct origin {
	struct str function, file;
	uint32_t line;
	bool told;
};

static size_t hex_digits(struct str s)
{
	size_t n = 0;

	while (n < s.n && ascii_is_hex(s.p[n]))
		n++;
	return n;
}

/* "401136:	push   %rbp" */
static bool is_instruction(struct str line, uint64_t *address, struct str *text)
{
	size_t n = hex_digits(line);
	struct str rest = str_from(line, n + 1);
	size_t blanks = 0;

	if (n == 0 || n == line.n || line.p[n] != ':')
		return false;
	while (blanks < rest.n && ascii_is_space(rest.p[blanks]))
		blanks++;
	*text = str_from(rest, blanks);
	return blanks != 0 && num_uint(str_sub(line, 0, n), 16, address);
}

/* Without the "; " that llvm-objdump begins remarks with. */
static struct str without_mark(struct str line)
{
	if (line.n != 0 && line.p[0] == ';')
		line = str_from(line, 1);
	if (line.n != 0 && ascii_is_space(line.p[0]))
		line = str_from(line, 1);
	return line;
}

/* "/src/a.c:12 (discriminator 3)": what is in front of the last colon that has a digit behind it. */
static bool is_file_line(struct str line, struct origin *place)
{
	struct str text = without_mark(line);
	size_t at = text.n, end;
	int64_t number;

	while (at > 0 && !(text.p[at - 1] == ':' && at < text.n && ascii_is_digit(text.p[at])))
		at--;
	if (at == 0)
		return false;
	for (end = at; end < text.n && ascii_is_digit(text.p[end]);)
		end++;
	/* Like pprof, a number that is too large changes nothing. */
	if (num_int(str_sub(text, at, end - at), 10, &number) && number <= UINT32_MAX) {
		place->file = str_sub(text, 0, at - 1);
		place->line = (uint32_t)number;
	}
	return true;
}

/* "main():", else "0000000000401136 <main>:" */
static bool is_function(struct str line, struct origin *place)
{
	struct str text = without_mark(line), last = STR("():");
	size_t at = text.n, n;

	while (at > 0 && !str_starts(str_from(text, at), last))
		at--;
	if (at > 0 && !ascii_is_space(text.p[0])) {
		place->function = str_sub(text, 0, at);
		place->told = true;
		return true;
	}
	at = str_find_last(line, ':');
	if (at == line.n)
		return false;
	/* pprof takes hex digits off any name: add() becomes nothing. */
	n = hex_digits(line);
	n = n < line.n && ascii_is_space(line.p[n]) ? n + 1 : 0;
	place->told = n == 0;
	place->function = n < at ? str_sub(line, n, at - n) : STR("");
	return true;
}

struct instructions objdump_parse(struct arena *a, struct str text)
{
	struct str rest = {text.n != 0 ? text.p : "", text.n}, line;
	VEC(struct instruction) rows = {0};
	struct origin place = {0};
	struct instructions found;
	uint64_t address;

	while (rest.n != 0 && str_split(&rest, '\n', &line)) {
		struct str words;

		line = str_trim(line);
		if (is_instruction(line, &address, &words))
			*vec_add(&rows) = (struct instruction){address, words, place.function,
				place.file, place.line, place.told};
		else if (!is_file_line(line, &place) && !is_function(line, &place))
			place = (struct origin){0};
	}
	found.n = rows.n;
	found.rows = arena_array(a, struct instruction, rows.n);
	if (rows.n != 0)
		memcpy(found.rows, rows.p, rows.n * sizeof(*rows.p));
	free(rows.p);
	return found;
}

bool objdump_run(struct arena *a, const struct objdump_spec *spec, uint64_t begin, uint64_t end,
	struct instructions *found, struct err *err)
{
	/* A server may be asked for debug information only when the user says so. */
	static char server[] = "DEBUGINFOD_URLS";
	char *unset[] = {server, NULL}, *argv[12];
	struct capture_tool c = {.argv = argv,
		.unset = unset,
		.deadline = spec->end,
		.late = "needs more time than there is for a report's disassembly: name fewer functions",
		.max_output = OUTPUT_MAX,
		.memory = RAM_MAX};
	/* objdump must not take the path for an option or for a file of options. */
	bool odd = spec->path.n != 0 && spec->path.p[0] != '/' && spec->path.p[0] != '.';
	struct out text = {0};
	size_t n = 0;
	bool ok;

	argv[n++] = arena_c(a, str_from_c(spec->objdump->path));
	argv[n++] = arena_c(a, STR("--disassemble"));
	argv[n++] = arena_c(a, STR("--demangle"));
	argv[n++] = arena_c(a, STR("--no-show-raw-insn"));
	if (spec->lines)
		argv[n++] = arena_c(a, STR("--line-numbers"));
	argv[n++] = arena_c(a, arena_fmt(a, "--start-address=0x%" PRIx64, begin));
	argv[n++] = arena_c(a, arena_fmt(a, "--stop-address=0x%" PRIx64, end));
	if (spec->intel && spec->objdump->kind == OBJDUMP_LLVM) {
		argv[n++] = arena_c(a, STR("--x86-asm-syntax=intel"));
	} else if (spec->intel) {
		argv[n++] = arena_c(a, STR("-M"));
		argv[n++] = arena_c(a, STR("intel"));
	}
	argv[n++] = arena_c(a, arena_fmt(a, "%s%.*s", odd ? "./" : "", STR_ARG(spec->path)));
	argv[n] = NULL;
	ok = capture_run(&c, &text, err);
	if (ok)
		*found = objdump_parse(a, arena_str(a, (struct str){text.p, text.n}));
	out_release(&text);
	return ok;
}
