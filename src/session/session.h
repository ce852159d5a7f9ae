/*
 * session.h: what one run of cprof holds: the options, the profile, and how to ask for a report.
 *
 * Flags and console lines both become a struct request: a command's row and a copy of the options.
 * A request is run into a buffer, which goes to a file, a pipe or the terminal as it fills. Only
 * main.c and console/ print errors; notes (what a user should know, but that is no failure) go to
 * the session's `notes` as they arise.
 */
#ifndef CPROF_SESSION_SESSION_H
#define CPROF_SESSION_SESSION_H

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "config/config.h"
#include "profile/profile.h"
#include "session/commands.h"

struct request {
	const struct command *command; /* NULL: the console */
	struct str regex;              /* for a command that takes one */
	struct config config;
};

/* Values of the flags in flags.def. */
#define FLAG_TYPE_BOOL bool
#define FLAG_TYPE_INT int64_t
#define FLAG_TYPE_STRING struct str
#define FLAG_TYPE_LIST struct str_list
#define FLAG_TYPE_SIZE uint64_t

struct str_list {
	struct str *p;
	size_t n;
};

struct flags {
#define FLAG(kind, name, def, status, summary) FLAG_TYPE_##kind name;
#include "session/flags.def"
#undef FLAG
};

struct session {
	struct arena life;    /* as long as the session */
	struct arena command; /* rewound before each command */
	struct config config; /* what assignments change */
	struct flags flags;
	struct str_list sources;
	struct profile profile;
	struct viewers viewers; /* and the files they were shown */
	bool loaded;
	bool stdout_is_terminal;
	bool in_console;
	FILE *notes;
};

void session_open(struct session *s, FILE *notes, bool stdout_is_terminal);
void session_close(struct session *s);

/*
 * Reads the command line. Sets flags, options and sources, and the request of the flag that names
 * a report, if there is one. args are argv without the program's name.
 */
bool session_parse_args(struct session *s, char **args, int n, struct request *q, struct err *err);

/* Loads the sources that the command line names. */
bool session_load(struct session *s, struct err *err);

/*
 * Makes the report in `out`, which belongs to the caller. Nothing of an earlier command is used.
 */
bool session_run(struct session *s, const struct request *q, struct out *out, struct err *err);

/* Makes the report and writes it to where the request says: its file, or standard output. */
bool session_report(struct session *s, const struct request *q, struct err *err);

/* What a line of the console comes to. */
enum line_kind {
	LINE_NOTHING, /* an empty line, or an assignment that is done */
	LINE_REPORT,  /* *q is to be run */
	LINE_OPTIONS,
	LINE_HELP, /* q->regex is of what */
	LINE_EXIT,
};

/* Reads one line of the console. Assignments change the session's options at once. */
bool session_parse_line(struct session *s, struct str line, enum line_kind *kind, struct request *q,
	struct err *err);

/* Options that differ in the console; call it before the first line. */
void session_enter_console(struct session *s);

/* The lines above the first prompt. */
bool session_greeting(struct session *s, struct out *out, struct err *err);

/* All options with their values and what they may be. */
void session_options(struct session *s, struct out *out);

/* The usage of the program, the overview of the console, or of one command or option. */
void session_usage(struct out *out);
void session_help(struct out *out);
bool session_help_on(struct str name, struct out *out, struct err *err);

/* A line of text for the user that is no error. */
void session_note(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The flags table; a row with a NULL name ends it. */
enum flag_kind { FLAG_BOOL, FLAG_INT, FLAG_STRING, FLAG_LIST, FLAG_SIZE };

struct flag {
	const char *name;
	enum flag_kind kind;
	size_t offset; /* in struct flags */
	const char *def;
	bool here;
	const char *summary;
};

extern const struct flag flag_table[];

#endif
