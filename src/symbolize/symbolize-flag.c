/*
 * symbolize-flag.c: parses the words of -symbolize.
 */
#include "symbolize/symbolize-flag.h"
#include "base/array.h"

#include <strings.h>

const char symbolize_words[] =
	"none, local, fastlocal, remote, force and demangle=default|templates|full|none, "
	"separated by ':'";

/* What a word does. */
enum word {
	WORD_NOTHING,
	WORD_NONE,
	WORD_LOCAL,
	WORD_FAST,
	WORD_REMOTE,
	WORD_FORCE,
	WORD_DEMANGLE,
};

static const struct {
	const char *name;
	enum word word;
	enum demangle_mode mode; /* of WORD_DEMANGLE */
	bool offered;            /* by completion: the others are short for one that is */
} words[] = {
	{"", WORD_NOTHING, DEMANGLE_DEFAULT},
	{"none", WORD_NONE, DEMANGLE_DEFAULT, true},
	{"no", WORD_NONE, DEMANGLE_DEFAULT},
	{"local", WORD_LOCAL, DEMANGLE_DEFAULT, true},
	{"fastlocal", WORD_FAST, DEMANGLE_DEFAULT, true},
	{"remote", WORD_REMOTE, DEMANGLE_DEFAULT, true},
	{"force", WORD_FORCE, DEMANGLE_DEFAULT, true},
	{"demangle=full", WORD_DEMANGLE, DEMANGLE_FULL, true},
	{"demangle=none", WORD_DEMANGLE, DEMANGLE_NONE, true},
	{"demangle=templates", WORD_DEMANGLE, DEMANGLE_TEMPLATES, true},
	{"demangle=default", WORD_NOTHING, DEMANGLE_DEFAULT, true},
	/* Like pprof, a mode may also stand alone; but "none" is another word. */
	{"full", WORD_DEMANGLE, DEMANGLE_FULL},
	{"templates", WORD_DEMANGLE, DEMANGLE_TEMPLATES},
	{"default", WORD_NOTHING, DEMANGLE_DEFAULT},
};

enum { N_WORDS = ARRAY_LEN(words) };

const char *symbolize_word(size_t i)
{
	for (size_t k = 0; k < N_WORDS; k++)
		if (words[k].offered && i-- == 0)
			return words[k].name;
	return NULL;
}

static void apply(struct symbolize_options *o, enum word word, enum demangle_mode mode)
{
	switch (word) {
	case WORD_NOTHING:
		break;
	case WORD_NONE:
		o->none = true;
		break;
	case WORD_LOCAL:
	case WORD_FAST:
		o->remote = false;
		o->local = true;
		o->fast |= word == WORD_FAST;
		break;
	case WORD_REMOTE:
		o->remote = true;
		o->local = false;
		break;
	case WORD_DEMANGLE:
		o->demangle = mode;
		o->force = true;
		break;
	case WORD_FORCE:
		o->force = true;
		break;
	}
}

struct str symbolize_options(struct str text, struct symbolize_options *o)
{
	struct str rest = text.n != 0 ? text : STR(""), word, unknown = STR("");

	*o = (struct symbolize_options){.local = true, .remote = true};
	while (!o->none && str_split(&rest, ':', &word)) {
		size_t i = 0;

		while (i < N_WORDS &&
			(strlen(words[i].name) != word.n ||
				strncasecmp(words[i].name, word.p, word.n) != 0))
			i++;
		if (i < N_WORDS)
			apply(o, words[i].word, words[i].mode);
		else if (unknown.n == 0)
			unknown = word;
	}
	return unknown;
}
