/*
 * matcher.c: Matches regular expressions against interned strings, each of them once.
 */
#include "view/matcher.h"

#include "profile/profile.h"

bool matcher_init(struct matcher *m, struct arena *a, const struct intern *strings,
	const char *option, struct str pattern, struct err *err)
{
	*m = (struct matcher){.option = option, .pattern = pattern, .strings = strings};
	if (pattern.n == 0)
		return true;
	if (!rx_new(pattern, &m->rx, err))
		return err_wrap(err, "%s", option);
	m->known = arena_array(a, signed char, intern_end(strings));
	return true;
}

bool matcher_hits(struct matcher *m, str_id id)
{
	struct str s;
	bool hit = false;

	if (m->rx == NULL || *m->failed)
		return false;
	if (m->known[id] != 0)
		return m->known[id] > 0;
	s = intern_str(m->strings, id);
	if (m->pruning)
		s = profile_prune_name(s);
	if (!rx_match(m->rx, s, &hit, m->err)) {
		err_wrap(m->err, "%s", m->option);
		*m->failed = true;
	}
	m->known[id] = hit ? 1 : -1;
	return hit;
}

void matcher_release(struct matcher *m)
{
	rx_free(m->rx);
	m->rx = NULL;
}
