/*
 * fuzz_budget.c: limits of -check: what is read is read again from the line that reports show.
 *
 * In: a file of limits.
 */
#include "broken.h"
#include "report/budget.h"

static bool is_same(const struct budget *a, const struct budget *b)
{
	return a->subject == b->subject && a->measure == b->measure && a->cum == b->cum &&
		a->optional == b->optional && str_eq(a->regex, b->regex) &&
		str_eq(a->type, b->type) && a->limit == b->limit && str_eq(a->unit, b->unit) &&
		a->min == b->min && str_eq(a->text, b->text);
}

static void check_again(struct arena *a, const struct budget *b)
{
	struct budgets again = {0};
	struct err err = {0};

	if (!budgets_read(&again, a, b->text, STR(""), &err))
		fuzz_broken("a limit that is shown can be read", err.text);
	if (again.n != 1 || !is_same(&again.p[0], b))
		fuzz_broken("a limit that is shown is the same limit", arena_c(a, b->text));
	budgets_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct budgets budgets = {0};
	struct arena a = {0};
	struct err err = {0};

	fuzz_check_err(budgets_read(&budgets, &a, (struct str){(const char *)data, size},
			       STR("limits"), &err),
		&err);
	for (size_t i = 0; i < budgets.n; i++)
		check_again(&a, &budgets.p[i]);
	budgets_release(&budgets);
	arena_release(&a);
	return 0;
}
