/*
 * edit-distance.c: computes edit distances with three rows of the table, and keeps the nearest name.
 */
#include "base/edit-distance.h"
#include "base/ascii.h"

enum { LETTERS_MAX = 64, SLIPS_MAX = 3 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Three rows of the table of distances: of the letters of a before the last two, the last, and it. */
size_t edit_distance(struct str a, struct str b, size_t most)
{
	size_t rows[3][LETTERS_MAX + 1], *before = rows[0], *last = rows[1], *now = rows[2];

	if (a.n > LETTERS_MAX || b.n > LETTERS_MAX || a.n > b.n + most || b.n > a.n + most)
		return most + 1;
	for (size_t j = 0; j <= b.n; j++)
		last[j] = before[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *free = before;

		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			char l = ascii_lower(a.p[i - 1]), r = ascii_lower(b.p[j - 1]);

			now[j] = least(last[j - 1] + (l != r), least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && l == ascii_lower(b.p[j - 2]) &&
				r == ascii_lower(a.p[i - 2]))
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = free;
	}
	return least(last[b.n], most + 1);
}

void edit_nearest_try(struct edit_nearest *near, struct str typed, struct str name)
{
	size_t most = least(SLIPS_MAX, (typed.n + 1) / 3), distance;

	if (typed.n == 0)
		return;
	distance = edit_distance(typed, name, most);
	if (distance > most && typed.n >= 3 && str_starts(name, typed))
		distance = most; /* half typed */
	if (distance > most || (near->found && near->distance <= distance))
		return;
	*near = (struct edit_nearest){name, distance, true};
}
