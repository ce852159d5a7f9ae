/*
 * names.h: names of the profile where a regular expression is expected.
 *
 * What reports print can be pasted back. Names hold what has a meaning in expressions, and blanks:
 * "net/http.(*conn).serve", "operator new(unsigned long)". So a text that is part of a name of a
 * function, a source file or a binary stands for itself. In it, `..` stands for any text: it marks
 * where a name was shortened.
 */
#ifndef CPROF_COMMAND_NAMES_H
#define CPROF_COMMAND_NAMES_H

#include "command/request.h"
#include "command/scope.h"

/*
 * The words of a pasted name at the front of rest, as many as are part of one name, and "(inline)"
 * behind them: how many bytes these are, with blanks in front, or 0 where there is no such name or
 * where it is an expression as well as any. *regex matches the name. `whole`: it must be all of a name.
 * Tells the user what was taken for a name.
 */
size_t names_pasted(const struct line_scope *s, struct str rest, bool whole, struct str *regex);

/*
 * The expression that is meant by a text: itself, if it is one and matches some name; else, if it is part
 * of a name, one that matches that, which the user is told; else itself. In the arena.
 */
struct str names_resolve(const struct line_scope *s, struct arena *a, struct str text);

/* The same for each expression of a request that flags gave, and for the options of a session. */
void names_resolve_request(const struct line_scope *s, struct request *q);
void names_resolve_options(const struct line_scope *s, struct config *c);

#endif
