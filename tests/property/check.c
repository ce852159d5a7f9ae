/*
 * check.c: how often limits raise false alarms, and whether they find what is planted.
 *
 * Runs of one program are drawn at random (always the same ones), sample by sample, from fixed shares of functions.
 * Pairs of them differ by chance alone: at most one in twenty limits on a change may fail. Then one function gets
 * slower. The rates are printed. With an argument, so many pairs are drawn.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../unit/proto.h"
#include "../unit/unit.h"
#include "made-up.h"
#include "report/checks.h"

static const struct {
	const char *stack;
	unsigned share;
} program[] = {
	{"main;serve;search;match", 1200},
	{"main;serve;parse", 900},
	{"main;serve;search;match;lower", 500},
	{"main;serve;search;rank", 430},
	{"main;gc", 380},
	{"main;serve;write", 310},
	{"main;serve;search;rank;swap", 260},
	{"main;serve;basket;price", 170},
	{"main;log", 120},
	{"main;sweep", 90},
	{"main;serve;basket;discount", 40},
	{"main;serve;basket;rebate", 8},
};

enum { FUNCTIONS = LENGTH(program), SAMPLES = 2000, LIMITS = 12 };

static const char limits[] =
	"total <= +3%\nserve <= +3%\n^search$ <= +5%\nmatch$ flat <= +5%\nparse <= +5%\nrank flat <= +5%\n"
	"gc <= +2%\nwrite <= +1%\nprice <= +5%\ndiscount <= +10%\nrebate <= +10% optional\nnew <= 1%\n";

/* At least 0 and less than 1. */
static double uniform(uint64_t *state)
{
	return made_up_below(state, 1u << 31) * 0x1p-31;
}

/* A number of events that are SAMPLES on average: the length of a run varies, too. */
static unsigned draw_length(uint64_t *state)
{
	double time = 0;
	unsigned n = 0;

	while ((time -= log(1 - uniform(state))) < SAMPLES)
		n++;
	return n;
}

/* The first function takes `factor` times as long. */
static void draw_run(uint64_t *state, double factor, unsigned counts[FUNCTIONS])
{
	double ends[FUNCTIONS], all = 0;
	unsigned n;

	for (size_t i = 0; i < FUNCTIONS; i++)
		ends[i] = all += program[i].share * (i == 0 ? factor : 1);
	n = (unsigned)(draw_length(state) * all / (all - program[0].share * (factor - 1)));
	for (size_t i = 0; i < FUNCTIONS; i++)
		counts[i] = 0;
	for (unsigned k = 0; k < n; k++) {
		double at = uniform(state) * all;
		size_t i = 0;

		while (ends[i] <= at)
			i++;
		counts[i]++;
	}
}

static void add_run(struct checks *checks, enum report_sides side, uint64_t *state, double factor,
	struct config *config)
{
	struct arena a = {0};
	struct profile p;
	struct view view;
	struct report r = {.arena = &a};
	unsigned counts[FUNCTIONS];
	const char *rows[FUNCTIONS];
	size_t n = 0;
	struct err err;

	draw_run(state, factor, counts);
	for (size_t i = 0; i < FUNCTIONS; i++)
		if (counts[i] != 0)
			rows[n++] = arena_fmt(&a, "%s %u %u", program[i].stack, counts[i],
				10 * counts[i])
					    .p;
	folded_load(&a, "samples/count cpu/ms", rows, n, &p);
	assert_true(view_init(&view, &a, &p, config, false, &err));
	assert_true(report_init(&r, &p, &view, config, &err));
	assert_true(checks_add(checks, side, &r, &err));
	view_release(&view);
	arena_release(&a);
}

/* Compares runs, of which the later ones are slower by the factor; adds up which limits failed. */
static void compare(const struct budgets *budgets, unsigned runs, uint64_t *state, double factor,
	unsigned failed[LIMITS])
{
	struct config config;
	struct checks checks;
	struct view view = {.entry = "function"};
	struct report r = {.config = &config, .view = &view};
	struct err err;

	config_init(&config);
	checks_init(&checks, budgets);
	for (unsigned i = 0; i < runs; i++)
		add_run(&checks, REPORT_BEFORE, state, 1, &config);
	for (unsigned i = 0; i < runs; i++)
		add_run(&checks, REPORT_AFTER, state, factor, &config);
	assert_true(checks_judge(&checks, &r, &err));
	assert_int_equal(checks.n, LIMITS);
	for (size_t i = 0; i < LIMITS; i++)
		failed[i] += checks.p[i].verdict == CHECK_FAILED;
	checks_release(&checks);
}

/* How many pairs are drawn. */
static unsigned pairs = 1000;

static void compare_pairs(unsigned runs, double factor, unsigned failed[LIMITS])
{
	struct arena a = {0};
	struct budgets budgets = {0};
	uint64_t state = 2026 + runs;
	struct err err;

	assert_true(budgets_read(&budgets, &a, STR(limits), STR("limits"), &err));
	for (unsigned i = 0; i < pairs; i++)
		compare(&budgets, runs, &state, factor, failed);
	budgets_release(&budgets);
	arena_release(&a);
}

/* Of runs of one program, at most one limit in twenty fails. */
static void assert_few_alarms(unsigned runs)
{
	unsigned failed[LIMITS] = {0}, all = 0;

	compare_pairs(runs, 1, failed);
	for (size_t i = 0; i < LIMITS; i++) {
		all += failed[i];
		print_message("%u against %u, limit %zu: %u of %u\n", runs, runs, i + 1, failed[i],
			pairs);
	}
	print_message("false alarms: %.1f%% of %u limits\n", 100.0 * all / (pairs * LIMITS),
		pairs * LIMITS);
	assert_true(all * 20 <= pairs * LIMITS);
}

TEST(one_pair_raises_few_false_alarms)
{
	assert_few_alarms(1);
}

TEST(five_runs_against_five_raise_few_false_alarms)
{
	assert_few_alarms(5);
}

/* A function with a quarter of the samples that takes a third more. */
TEST(what_is_planted_is_found)
{
	for (unsigned runs = 1; runs <= 5; runs += 4) {
		unsigned failed[LIMITS] = {0};

		compare_pairs(runs, 1.33, failed);
		print_message("%u against %u: found %u of %u\n", runs, runs, failed[3], pairs);
		assert_true(failed[3] * 100 >= pairs * 99);
	}
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_pair_raises_few_false_alarms),
		cmocka_unit_test(five_runs_against_five_raise_few_false_alarms),
		cmocka_unit_test(what_is_planted_is_found),
	};

	if (argc > 1)
		pairs = (unsigned)strtoul(argv[1], NULL, 10);
	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
