/*
 * session.h: what one run of cprof holds: the options, the profile, and how to ask for a report.
 *
 * Flags and console lines both become a struct request: a command's row and a copy of the options.
 * A request is run into a buffer, which goes to a file, a pipe or the terminal as it fills. Errors are
 * returned (base/err.h); the one function here that prints them is session_source, which goes on with the
 * next line of its file. Notes (what a user should know, but that is no failure) go to the session's
 * `notes` as they arise.
 */
#ifndef CPROF_SESSION_SESSION_H
#define CPROF_SESSION_SESSION_H

#include <stdio.h>

#include "base/file.h"
#include "base/lists.h"
#include "base/mem.h"
#include "command/complete.h"
#include "command/flags.h"
#include "command/line.h"
#include "fetch/http.h"
#include "session/run.h"
#include "symbolize/options.h"

/* A line to do, or a file of them. */
struct script {
	struct str text;
	bool is_file;
};

struct session {
	struct arena life;    /* as long as the session */
	struct arena command; /* rewound before each command */
	struct config config; /* what assignments change */
	struct flags flags;
	struct symbolize_options symbolize; /* what flags.symbolize says */
	struct str binary; /* the main binary, as the command line names it; or empty */
	VEC(struct script) scripts;
	bool given[N_OPTIONS]; /* by enum option_id: set on the command line */
	struct store store;
	struct viewers viewers; /* and the files they were shown */
	bool told_folders;      /* that PPROF_BINARY_PATH has more of them than count */
	bool listed;            /* instead, a server's profiles were */
	bool stdout_is_terminal;
	bool in_console;
	bool failed;  /* some line did, and what came after was done all the same */
	bool leaving; /* the user wants to leave the console */
	VEC(struct alias) aliases;
	struct request last;    /* the last report; no command: there was none */
	struct arena last_life; /* its strings */
	unsigned depth;         /* of lines within lines: sources and aliases */
	struct notes notes;     /* print to `stream` */
	FILE *stream;
};

/* Notes and errors are printed to `stream`. The session must stay where it is. */
void session_open(struct session *s, FILE *stream, bool stdout_is_terminal);
void session_close(struct session *s);

/*
 * Reads the command line. Sets flags, options and sources, and the request of the flag that names
 * a report, if there is one. args are argv without the program's name.
 */
bool session_parse_args(struct session *s, char **args, int n, struct request *q, struct err *err);

/* What the flags say of how to ask servers. */
struct http_ask session_http_ask(const struct session *s);

/* What lines are read in: the session's options, names and notes, as they are now. */
struct scope session_scope(struct session *s);

/* Reads one statement in the session's scope: see line_parse. */
bool session_parse_statement(struct session *s, struct str statement, enum line_kind *kind,
	struct request *q, struct err *err);

/* What could stand at the end of a line: see complete_line. Rewinds the command's arena. */
void session_complete(struct session *s, struct str line, struct completion *c);

/*
 * Does what a line of the console says, statement by statement, up to the first that fails. Sets
 * s->leaving where it says so. What came of Ctrl-C before (base/interrupt.h) is forgotten at the
 * start; a Ctrl-C on the way makes it fail with "stopped", and with it the lines it is in.
 */
bool session_execute(struct session *s, struct str line, struct err *err);

/*
 * Does what the lines of a file say. Where a line fails, its error names file and line: it is printed
 * and the next one done, as if they were typed, or with `strict` it is the file's.
 */
bool session_source(struct session *s, struct str path, enum file_kinds kinds, bool strict,
	struct err *err);

/* Does what -e and -x ask for, up to the first -e that fails. */
bool session_run_scripts(struct session *s, struct err *err);

/*
 * Before the first line: the options that differ in the console, and the lines in cprofrc. Options
 * that were given on the command line keep their values.
 */
void session_enter_console(struct session *s);

/* The lines above the first prompt. Where an option cannot be obeyed, an error says so among the notes. */
void session_greeting(struct session *s, struct out *out);

/*
 * Text about the program, through the pager when it is long, to the notes or to standard output. Both
 * release it. Reports are no such text.
 */
void session_say(struct session *s, struct out *out);
bool session_print(struct session *s, struct out *out, struct err *err);

/* Answers -help, -help NAME, and -help with the flag of a report, which is q's. */
bool session_flag_help(struct session *s, const struct request *q, struct err *err);

#endif
