/*
 * anonymize.h: Replaces all names of a profile by others that tell nothing.
 *
 * Names are those of functions, source files, binaries and builds, comments, and the values of labels. A word of a name
 * becomes a word that is computed from it and a key: the same word becomes the same, also in another profile with the
 * same key, and only who has the key can try out what a word may have been. What separates words stays, so that
 * packages, types, generics and folders stay what they are; so do a closure's number (func1) and the ending of a
 * file's name. Sample types, units and the keys of labels stay.
 */
#ifndef CPROF_PROFILE_ANONYMIZE_H
#define CPROF_PROFILE_ANONYMIZE_H

#include "base/rx.h"
#include "profile/draft.h"

enum { ANONYMIZE_KEY_BYTES = 32 };

struct anonymize {
	struct str key;  /* any bytes, at least one */
	struct rx *keep; /* names that match stay as they are; NULL: none */
	bool lines;      /* lines and addresses go, too */
};

/* Does it. Fails when a match takes too long; then the draft is to be released. */
bool draft_anonymize(struct draft *d, const struct anonymize *how, struct err *err);

/* Returns what another text becomes, such as the path of a file that was loaded; in the arena. */
struct str anonymize_text(struct arena *a, const struct anonymize *how, struct str text);

#endif
