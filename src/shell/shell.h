/*
 * shell.h: the state of the command line and the console: options, aliases, the last report, the terminal.
 *
 * Flags and lines both become a struct request: a command and a copy of the options. It runs on the store
 * (run.h); its report goes to a file, a viewer, a pipe or the terminal (delivery.h). Errors are returned
 * (base/err.h); shell_source alone prints them, and goes on with the next line of its file.
 */
#ifndef CPROF_SHELL_SHELL_H
#define CPROF_SHELL_SHELL_H

#include <stdio.h>

#include "base/file.h"
#include "base/lists.h"
#include "base/mem.h"
#include "command/command-line.h"
#include "command/complete.h"
#include "command/line.h"
#include "session/run.h"
#include "shell/sources.h"

/*
 * The web interface beside the console. main hands it over, because nothing below main sees it. Without an address it
 * says where it is, and where it is nowhere, starts with any free port. An address lives as long as the shell.
 */
struct shell_web {
	void *context;
	bool (*start)(void *context, struct str address, struct err *err);
	void (*stop)(void *context);
};

struct shell {
	struct arena life;    /* as long as the shell */
	struct arena command; /* rewound before each command */
	struct command_line args;
	struct config config; /* what assignments change */
	struct store store;
	void *context;          /* what a report has besides the store (each.h); or NULL */
	struct str binary;      /* the main binary, as the command line names it; or empty */
	struct viewers viewers; /* and the files they were shown */
	bool listed;            /* instead of loading profiles, those of a server were listed */

	VEC(struct alias) aliases;
	struct request last;    /* the last report; no command: there was none */
	struct arena last_life; /* its texts */
	unsigned depth;         /* of lines within lines: sources and aliases */
	bool passed_limit;      /* a limit of -check was passed */
	bool failed;            /* a line failed, and the next one was executed all the same */
	bool leaving;           /* the user wants to leave the console */

	bool stdout_is_terminal;
	bool in_console; /* lines are done, and not a report that a flag asks for */
	const struct screen_hooks
		*screen; /* while a full screen is open (full-screen.h); or NULL */
	const struct shell_web *web;
	FILE *stream;       /* notes, errors and texts about the program are printed to it */
	struct notes notes; /* print to `stream` */
};

/* Notes and errors are printed to `stream`. The shell must stay where it is. */
void shell_open(struct shell *s, FILE *stream, bool stdout_is_terminal);
void shell_close(struct shell *s);

/* Reads the command line in the shell's scope: see command_line_read. */
bool shell_read_args(struct shell *s, char **args, int n, struct request *q, struct err *err);

/* The scope that lines are read in. It is valid until the next line is executed. */
struct line_scope shell_scope(struct shell *s);

/* Reads one statement in the shell's scope: see line_parse. */
bool shell_parse(struct shell *s, struct str statement, enum line_kind *kind, struct request *q,
	struct err *err);

/* Completes a line: see complete_line. Rewinds s->command. */
void shell_complete(struct shell *s, struct str line, struct completion *c);

/*
 * Executes a line of the console, statement by statement, up to the first that fails. `quit` sets s->leaving.
 * Forgets a Ctrl-C (base/interrupt.h) that came before. A Ctrl-C while it runs makes it, and the lines that it
 * is part of, fail with "stopped".
 */
bool shell_execute(struct shell *s, struct str line, struct err *err);

/*
 * Executes the lines of a file. The error of a line names file and line. It is printed, and the next line
 * executed, as if they were typed; with `strict` it ends the file and is returned.
 */
bool shell_source(struct shell *s, struct str path, enum file_kinds kinds, bool strict,
	struct err *err);

/* Executes the lines of -e and -x, up to the first that fails. */
bool shell_run_scripts(struct shell *s, struct err *err);

/*
 * Call it before the first line. Sets the options that differ in the console, and executes the lines of
 * cprofrc. Options that were given on the command line keep their values.
 */
void shell_enter_console(struct shell *s);

/* Writes the lines above the first prompt. An error about the options is printed to s->stream. */
void shell_greet(struct shell *s, struct out *out);

/*
 * Prints text about the program, with the pager where it is long: to the stream of notes, or to standard
 * output. Both release it. Reports are no such text.
 */
void shell_show(struct shell *s, struct out *out);
bool shell_print(struct shell *s, struct out *out, struct err *err);

/* Call it before something is printed: a full screen that is open makes room. */
void shell_leave_screen(struct shell *s);

/* Prints the help that -help asks for: on a name behind it, on the report of q, or the usage. */
bool shell_flag_help(struct shell *s, const struct request *q, struct err *err);

#endif
