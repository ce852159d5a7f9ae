/*
 * interrupt.c: see interrupt.h.
 */
#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A handler can reach nothing but what has file scope. */
static volatile sig_atomic_t flag;

static void on_interrupt(int number)
{
	(void)number;
	flag = 1;
}

bool interrupt_catch(void)
{
	struct sigaction action = {.sa_handler = on_interrupt}, before;

	return sigaction(SIGINT, &action, &before) == 0 && before.sa_handler != on_interrupt;
}

void interrupt_release(void)
{
	signal(SIGINT, SIG_DFL);
}

bool interrupted(void)
{
	return flag != 0;
}

void interrupt_clear(void)
{
	flag = 0;
}
