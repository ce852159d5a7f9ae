/*
 * main.c: argv to a shell, then one report or the console; prints the last error.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "command/names.h"
#include "command/shell-completion.h"
#include "console/console.h"
#include "shell/delivery.h"
#include "shell/each.h"
#include "shell/shell.h"

static bool run(struct shell *s, char **args, int n, struct err *err)
{
	struct line_scope scope;
	struct out out = {0};
	struct request q;

	if (!shell_read_args(s, args, n, &q, err))
		return false;
	if (s->args.flags.version) {
		out_lit(&out, "cprof " CPROF_VERSION "\n");
		return shell_print(s, &out, err);
	}
	if (s->args.flags.help)
		return shell_flag_help(s, &q, err);
	if (s->args.flags.completion.n != 0) {
		shell_completion_print(shell_completion_find(s->args.flags.completion), &out);
		return shell_print(s, &out, err);
	}
	if (q.command != NULL && q.command->flags & COMMAND_EACH)
		return shell_report_each(s, &q, err);
	if (!sources_load(s, q.command, err))
		return false;
	if (s->listed)
		return true;
	if (s->args.scripts.n != 0) {
		shell_enter_console(s);
		return shell_run_scripts(s, err);
	}
	if (q.command == NULL)
		return console_run(s, err);
	scope = shell_scope(s);
	names_resolve_request(&scope, &q);
	return shell_report(s, &q, err);
}

int main(int argc, char **argv)
{
	struct shell s;
	struct err err;
	int status = 0;

	file_take_standard();
	cleanup_catch_signals();
	shell_open(&s, stderr, isatty(STDOUT_FILENO) != 0);
	if (!run(&s, argv + 1, argc - 1, &err)) {
		err_print(&err, stderr);
		status = 2;
	}
	if (status == 0)
		status = s.failed ? 2 : s.passed_limit;
	shell_close(&s);
	return status;
}
