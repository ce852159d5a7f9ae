/*
 * notes.c: formats messages for the user and gives them to whoever listens.
 */
#include "base/notes.h"

#include <stdarg.h>

#include "base/arena.h"

void notes_add(const struct notes *to, const char *fmt, ...)
{
	struct arena scratch = {0};
	va_list ap;

	if (to == NULL || to->note == NULL)
		return;
	va_start(ap, fmt);
	to->note(to->context, arena_vfmt(&scratch, fmt, ap));
	va_end(ap);
	arena_release(&scratch);
}

void notes_add_lines(const struct notes *to, struct str text)
{
	struct str rest = {text.n != 0 ? text.p : "", text.n}, line;

	while (str_split(&rest, '\n', &line))
		if (line.n != 0 && to != NULL && to->note != NULL)
			to->note(to->context, line);
}

void notes_progress(const struct notes *to, const char *line)
{
	if (to != NULL && to->progress != NULL)
		to->progress(to->context, line);
}
