/*
 * anonymous.h: The profile that a request sees with the option anon. Inside session/ only.
 */
#ifndef CPROF_SESSION_ANONYMOUS_H
#define CPROF_SESSION_ANONYMOUS_H

#include "config/config.h"
#include "profile/anonymize.h"

/*
 * Reads how the options replace names. Without anon_key the key is `seed`. The texts belong to the config and to
 * whoever has the seed; the caller frees how->keep.
 */
bool anonymous_read(struct anonymize *how, const struct config *config, struct str seed,
	struct err *err);

/* Returns a copy of p with other names, in the arena; NULL with the reason in err. */
const struct profile *anonymous_profile(const struct anonymize *how, struct arena *a,
	const struct profile *p, struct err *err);

#endif
