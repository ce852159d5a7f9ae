/*
 * main.c: argv to a session, then one report or the console; prints the last error.
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "console/console.h"
#include "session/session.h"

static bool run(struct session *s, char **args, int n, struct err *err)
{
	struct out out = {0};
	struct request q;
	bool ok;

	if (!session_parse_args(s, args, n, &q, err))
		return false;
	if (s->flags.version)
		out_lit(&out, "cprof " CPROF_VERSION "\n");
	else if (s->flags.help)
		session_usage(&out);
	else if (!session_load(s, err))
		return false;
	else if (q.command == NULL)
		return console_run(s, err);
	else if (!session_run(s, &q, &out, err)) {
		out_release(&out);
		return false;
	}
	ok = session_deliver(s, &q, &out, err);
	out_release(&out);
	return ok;
}

int main(int argc, char **argv)
{
	struct session s;
	struct err err;
	int status = 0;

	setlocale(LC_CTYPE, "");  /* for readline; numbers keep their form */
	signal(SIGPIPE, SIG_IGN); /* a reader that is gone is an error like others */
	session_open(&s, stderr, isatty(STDOUT_FILENO) != 0);
	if (!run(&s, argv + 1, argc - 1, &err)) {
		err_print(&err, stderr);
		status = 2;
	}
	session_close(&s);
	return status;
}
