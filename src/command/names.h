/*
 * names.h: lets the user paste names of the profile where a regular expression is expected.
 *
 * Names contain blanks and characters with a meaning in regular expressions: "net/http.(*conn).serve",
 * "operator new(unsigned long)". So a text that is part of the name of a function, a source file or a binary
 * matches that name literally. `..` in it matches anything: reports write it where they shorten a name.
 */
#ifndef CPROF_COMMAND_NAMES_H
#define CPROF_COMMAND_NAMES_H

#include "command/request.h"
#include "command/scope.h"

/*
 * Reads a pasted name at the front of `rest`: as many words as are part of one name, and "(inline)" behind
 * them. Returns how many bytes of `rest` these are, with the blanks in front. Returns 0 where there is no such
 * name, and where the words are a plain regular expression anyway. *regex becomes one that matches the
 * name. `whole`: the words must be all of a name. Notes what is taken for a name.
 */
size_t names_pasted(const struct line_scope *s, struct str rest, bool whole, struct str *regex);

/*
 * The regular expression that a text stands for. If the text is part of a name but matches none as a regular
 * expression, the result matches that name, which is noted. Else it is the text. In the arena.
 */
struct str names_resolve(const struct line_scope *s, struct arena *a, struct str text);

/* Resolves each regular expression of a request and of options. The results are in the scope's `life`. */
void names_resolve_request(const struct line_scope *s, struct request *q);
void names_resolve_options(const struct line_scope *s, struct config *c);

#endif
