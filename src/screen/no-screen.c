/*
 * no-screen.c: In place of the full screens where cprof is built without ncurses: there are none.
 */
#include "screen/flame-screen.h"

bool screen_flame(const struct screen_host *host, const struct request *q, bool *shown,
	struct err *err)
{
	(void)host, (void)q, (void)err;
	*shown = false;
	return true;
}
