/*
 * rx-internal.h: the declarations that the files base/rx*.c share.
 *
 * rx-parse.c parses a pattern into a tree, rx-program.c compiles the tree into a program, and rx.c runs the
 * program over a text. Each node for one character holds a set of code points (rx-set.c); equal sets are one.
 */
#ifndef CPROF_BASE_RX_INTERNAL_H
#define CPROF_BASE_RX_INTERNAL_H

#include <stdint.h>

#include "base/ascii.h"
#include "base/err.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/str.h"

enum { RX_CODE_MAX = 0x10ffff }; /* the last code point */

/* All code points from lo to hi. */
struct rx_range {
	uint32_t lo, hi;
};

/* A set under construction. Owns p. Clean: sorted, ranges neither overlap nor touch. */
struct rx_set {
	struct rx_range *p;
	size_t n, cap;
};

/* Adds all from lo to hi; the set need not be clean then. */
void rx_set_add(struct rx_set *set, uint32_t lo, uint32_t hi);

/* Adds all of other. */
void rx_set_add_set(struct rx_set *set, const struct rx_set *other);

void rx_set_clean(struct rx_set *set);

/* Makes the set hold what it did not. It must be clean, and is then. */
void rx_set_negate(struct rx_set *set);

/* Adds what differs from a member in case only ("k", "K" and U+212A are such). Clean afterwards. */
void rx_set_fold(struct rx_set *set);

/*
 * Adds what \p{NAME} means, with `fold` under (?i). As in Go, upper and lower case, blanks, '-' and '_'
 * do not count in the name. False when there is no such category or script. Clean afterwards.
 */
bool rx_set_add_named(struct rx_set *set, struct str name, bool fold);

/* Adds what the class "[:NAME:]" means, and what \d, \s and \w do. False when there is none. */
bool rx_set_add_posix(struct rx_set *set, struct str name);
bool rx_set_add_perl(struct rx_set *set, char letter);

void rx_set_release(struct rx_set *set);

/* rx-unicode.c: runs of code points, each start << 8 | value, the last one behind all of them. */
enum rx_category { RX_CATEGORY_LL = 5, RX_CATEGORY_LU = 9, RX_CATEGORY_PAIRS = 30 };
extern const uint32_t rx_category_runs[]; /* PAIRS: Lu, Ll, Lu, Ll, ... */
extern const uint32_t rx_script_runs[];

/* By name: a union of categories, as bits, or a script. */
struct rx_group {
	const char *name;
	uint32_t categories;
	uint32_t script;
	bool fixed; /* (?i) adds nothing */
};
extern const struct rx_group rx_groups[];
extern const size_t rx_n_groups;

/*
 * Code points that differ in case only form a circle. Of lo, lo + step, ..., hi the next in the circle
 * lies delta further. Sorted by lo.
 */
struct rx_fold {
	uint32_t lo, hi, step;
	int32_t delta;
};
extern const struct rx_fold rx_folds[];
extern const size_t rx_n_folds;

/* Where a match may be without taking a character. */
enum rx_where {
	RX_TEXT_BEGIN = 1 << 0,
	RX_LINE_BEGIN = 1 << 1,
	RX_TEXT_END = 1 << 2,
	RX_LINE_END = 1 << 3,
	RX_WORD_EDGE = 1 << 4,
	RX_NO_WORD_EDGE = 1 << 5,
};

enum rx_op {
	RX_EMPTY,  /* matches the empty text */
	RX_CHAR,   /* a character of a set */
	RX_AT,     /* a place */
	RX_CAT,    /* its children one behind the other, kept last first */
	RX_ALT,    /* one of its children, in any order */
	RX_REPEAT, /* its child, min to max times; a group that captures is "once" */
};

/* A node of the tree; 0 is none. */
typedef uint32_t node_id;

struct rx_node {
	enum rx_op op;
	uint32_t arg;        /* RX_CHAR: a set, as id of `sets`; RX_AT: enum rx_where */
	int min, max;        /* RX_REPEAT; max -1 is any number */
	node_id first, last; /* children */
	node_id next;        /* of the same parent */
	uint32_t height;     /* of the tree below, as Go counts it */
	uint32_t copies;     /* how often counts multiply what is below */
	double size;         /* instructions, as Go estimates them */
	bool literal;        /* matches one text only: in Go one node */
	bool folded;         /* RX_CHAR: case does not count */
};

struct rx_tree {
	VEC(struct rx_node) nodes;
	node_id root;
	struct arena arena;
	struct intern
		sets; /* each is its clean struct rx_range array as bytes; 0 is the empty set */
};

/* Go's limits. */
enum {
	RX_HEIGHT_MAX = 1000,     /* of the tree */
	RX_REPEAT_MAX = 1000,     /* of x{n}, also where one stands in another */
	RX_PROGRAM_MAX = 3355443, /* instructions */
	RX_RANGES_MAX = 16777216, /* of all sets that a pattern writes, each as often as it does */
};

/* Ours: they bound memory and time. */
enum {
	RX_PATTERN_MAX = 1000000,        /* bytes */
	RX_LETTER_STEPS_MAX = 200000000, /* to tell letters apart */
};

#define RX_TOO_LARGE "expression too large"

/* Nodes that stand side by side, the last one first. */
struct rx_row {
	node_id first, last;
};

static inline struct rx_node *rx_node_of(const struct rx_tree *tree, node_id id)
{
	return &tree->nodes.p[id];
}

/* Adds a node, which makes pointers to others invalid. */
node_id rx_add_node(struct rx_tree *tree, enum rx_op op);

/* Puts a node, which is in no row, behind those of a row. */
void rx_row_add(struct rx_tree *tree, struct rx_row *row, node_id id);

/* Adds a node over a row, RX_CAT or RX_ALT. A child of the same kind gives its own children. */
node_id rx_add_parent(struct rx_tree *tree, enum rx_op op, struct rx_row children);

/* Adds a node over `id`: that, min to max times. */
node_id rx_add_repeat(struct rx_tree *tree, node_id id, int min, int max);

/* The ranges of a set; n is how many. */
const struct rx_range *rx_tree_set(const struct rx_tree *tree, uint32_t set, size_t *n);

/*
 * Sets, below what err says, the pattern, or what of it lies near the byte `at`, and a mark under that.
 * All before `at` is UTF-8. Returns false.
 */
bool rx_show(struct err *err, struct str pattern, size_t at);

/* Puts `s`, shortened, behind what err says. */
void rx_append_excerpt(struct err *err, struct str s);

/*
 * Takes the first character of s, which is not empty. A byte that is no UTF-8 is U+FFFD, as in Go;
 * *ok, when it is not NULL, is whether it was none of these. Returns its length in bytes.
 */
size_t rx_decode(struct str s, uint32_t *code, bool *ok);

/* Reads a pattern. The tree is valid and to be released in both cases. */
bool rx_parse(struct rx_tree *tree, struct str pattern, struct err *err);
void rx_tree_release(struct rx_tree *tree);

/* Instructions. */
enum rx_code {
	RX_DO_MATCH, /* the end */
	RX_DO_CHAR,  /* a character of the set `arg`, then `next` */
	RX_DO_AT,    /* when the place is one of `arg`, `next` */
	RX_DO_SPLIT, /* `next`, and `arg` too */
};

struct rx_inst {
	enum rx_code code;
	uint32_t arg, next;
};

/*
 * Characters that no set of the program tells apart are one letter, so that tables are small. The
 * letter `n_letters` stands for the end of the text.
 */
struct rx_program {
	VEC(struct rx_inst) insts;
	uint32_t start;
	unsigned places; /* all enum rx_where that occur */
	uint32_t n_letters;
	uint32_t *begins;  /* n_begins code points, sorted: where a letter begins */
	uint32_t *letters; /* that letter */
	size_t n_begins;
	uint32_t *samples;   /* by letter: a code point that has it */
	uint32_t ascii[128]; /* the letters of these code points */
};

/* Makes the program of a tree, which must outlive it. Released in both cases. */
bool rx_program_new(struct rx_program *program, const struct rx_tree *tree, struct err *err);
void rx_program_release(struct rx_program *program);

/* Sets how many steps all matches of an expression may take together, from now on; for tests. */
struct rx;
void rx_limit(struct rx *rx, uint64_t steps);

/* The letter of a code point. */
uint32_t rx_letter(const struct rx_program *program, uint32_t code);

/* Whether n clean ranges hold the code point. */
bool rx_ranges_have(const struct rx_range *p, size_t n, uint32_t code);

static inline bool rx_is_word(uint32_t code)
{
	return code < 128 && ascii_is_word((int)code);
}

#endif
