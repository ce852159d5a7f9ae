/*
 * command-line.h: reads the command line: flags, options, names of profiles, and the report that is asked for.
 */
#ifndef CPROF_COMMAND_COMMAND_LINE_H
#define CPROF_COMMAND_COMMAND_LINE_H

#include "base/lists.h"
#include "base/mem.h"
#include "command/flags.h"
#include "command/request.h"
#include "command/scope.h"
#include "fetch/http.h"
#include "symbolize/symbolize-flag.h"

/* Lines for the console: one, or a file of them. */
struct script {
	struct str text; /* the line, or the name of the file */
	bool is_file;
};

/* Owns `scripts`. Texts belong to argv or are in the scope's `life`. */
struct command_line {
	struct flag_values flags;
	struct symbolize_options symbolize; /* what flags.symbolize says */
	bool given[N_OPTIONS];              /* by enum option_id: set by a flag */
	VEC(struct script) scripts;         /* -e and -x, in the order given */
	struct str_list
		names; /* of profiles; the first may be their binary. Behind -help: of topics */
};

/*
 * Reads the arguments, which are argv without the program's name. Sets the options of the scope. *q becomes
 * the request of the flag that names a report; without such a flag, q->command is NULL. The caller releases
 * *line, also after an error.
 */
bool command_line_read(struct command_line *line, const struct line_scope *s, char **args, int n,
	struct request *q, struct err *err);

void command_line_release(struct command_line *line);

/* How to ask servers for profiles and symbols, as the flags say. The texts are those of the flags. */
struct http_options command_line_http(const struct flag_values *flags);

#endif
