/*
 * interrupt.c: see interrupt.h.
 */
#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A handler can reach nothing but what has file scope. */
static volatile sig_atomic_t flag;

/* What SIGINT did before it was caught. Whoever caught it meanwhile, as readline does, is not asked. */
static struct sigaction before;
static bool caught;

static void on_interrupt(int number)
{
	(void)number;
	flag = 1;
}

bool interrupt_catch(void)
{
	struct sigaction action = {.sa_handler = on_interrupt}, was;
	bool fresh = sigaction(SIGINT, &action, &was) == 0 && was.sa_handler != on_interrupt;

	if (fresh && !caught)
		before = was;
	caught = true;
	return fresh;
}

void interrupt_release(void)
{
	if (caught)
		sigaction(SIGINT, &before, NULL);
	caught = false;
}

bool interrupt_is_caught(void)
{
	return caught;
}

bool interrupted(void)
{
	return flag != 0;
}

void interrupt_clear(void)
{
	flag = 0;
}
