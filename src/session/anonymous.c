/*
 * anonymous.c: Makes the profile that a request sees with the option anon.
 */
#include "session/anonymous.h"

bool anonymous_read(struct anonymize *how, const struct config *config, struct str seed,
	struct err *err)
{
	struct anonymize made = {.key = config->anon_key.n != 0 ? config->anon_key : seed,
		.lines = config->anon_lines};

	if (config->anon_keep.n != 0 && !rx_new(config->anon_keep, &made.keep, err))
		return err_wrap(err, "anon_keep");
	*how = made;
	return true;
}

const struct profile *anonymous_profile(const struct anonymize *how, struct arena *a,
	const struct profile *p, struct err *err)
{
	struct draft d = draft_from(a, p);

	if (draft_anonymize(&d, how, err))
		return draft_freeze(&d);
	draft_release(&d);
	return NULL;
}
