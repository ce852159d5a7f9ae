/*
 * interrupt.h: Ctrl-C while something runs.
 *
 * In the console SIGINT does not end the program: it sets a flag. Whatever may take long looks at
 * the flag every few thousand steps and gives up early, with whatever it has made so far; the one who
 * started it then says "stopped" instead of using that. Outside of the console SIGINT ends cprof as
 * it ends other programs, and the flag is never set.
 */
#ifndef CPROF_BASE_INTERRUPT_H
#define CPROF_BASE_INTERRUPT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * From here on SIGINT sets the flag; and no more, but does what it did before. interrupt_catch returns
 * true when it did not set the flag yet: release it then.
 */
bool interrupt_catch(void);
void interrupt_release(void);

/* Whether it sets the flag now. */
bool interrupt_is_caught(void);

/* Whether there was one since the last interrupt_clear. From any thread. */
bool interrupted(void);
void interrupt_clear(void);

/* The same for step i of a long loop, looked at so seldom that it costs nothing. */
static inline bool interrupted_at(size_t i)
{
	return i % 4096 == 0 && interrupted();
}

#endif
