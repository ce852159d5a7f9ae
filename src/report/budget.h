/*
 * budget.h: Reads limits: what functions may take, one a line.
 *
 *	# a comment begins with a '#', at the beginning of a line or behind a blank
 *	total                <= +3%           # against the base
 *	main.Foo             <= +5% min 30    # fewer samples than 30 tell nothing
 *	^runtime\. flat      <= 12%           # of the total
 *	main.New alloc_space <= 2MB           # another sample type
 *	"operator new"       <= +10ms optional # it may be missing
 *	new                  <= 1%            # each function that the base does not have
 *
 * A line is NAME [flat|cum] [TYPE] <= LIMIT [min N] [optional]. NAME is total, new, or a regular expression, which
 * stands between double quotes where it has blanks; in quotes total and new are expressions, too, and \" is a quote.
 * Without flat or cum it is cum, of `new` flat.
 */
#ifndef CPROF_REPORT_BUDGET_H
#define CPROF_REPORT_BUDGET_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/rx.h"

enum budget_subject {
	BUDGET_TOTAL,   /* all samples */
	BUDGET_NEW,     /* each function that is not in the base */
	BUDGET_MATCHES, /* all functions that match, taken together */
};

/* What is held against the limit. */
enum budget_measure {
	BUDGET_SHARE,   /* 12%: a share of the total */
	BUDGET_VALUE,   /* 30ms: a value */
	BUDGET_PERCENT, /* +5%: the change against the base, in percent of that */
	BUDGET_CHANGE,  /* +30ms: the same change as a value */
};

/* A limit. Texts are in the arena. */
struct budget {
	struct str text;  /* the line without its comment, with one blank between words */
	struct str where; /* "budgets.txt:3", "-check 'total <= +3%'" */
	enum budget_subject subject;
	enum budget_measure measure;
	bool cum;
	bool optional;    /* no function need match */
	struct str regex; /* BUDGET_MATCHES */
	struct rx *rx;    /* the same, compiled */
	struct str type;  /* of samples; empty: what the options choose */
	double limit;     /* finite, not below 0; may be in percent */
	struct str unit;  /* of a value; empty: the profile's own */
	int64_t min;      /* how many samples there must be; 0: any number */
};

/* Zero-initialized is empty; free it with budgets_release. */
struct budgets {
	struct budget *p;
	size_t n, cap;
};

/*
 * Adds the limits of a text. `source` is its file: errors name it, and the number of the line; empty: the text is that
 * of a flag. An error leaves *to with the limits before it. A text without any limit is an error.
 */
bool budgets_read(struct budgets *to, struct arena *a, struct str text, struct str source,
	struct err *err);

void budgets_release(struct budgets *b);

/* Whether the measure is a change against a base. */
static inline bool budget_is_change(const struct budget *b)
{
	return b->measure == BUDGET_PERCENT || b->measure == BUDGET_CHANGE;
}

#endif
