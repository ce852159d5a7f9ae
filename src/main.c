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
#include "shell/watch.h"
#include "web/web.h"

/* --- what the web interface asks for */

static bool web_prepare(void *context, const struct command *command, struct err *err)
{
	return !(command->flags & COMMAND_BOTH_SIDES) || sources_make_whole(context, err);
}

static struct load_options web_load_options(void *context)
{
	return sources_options(context, true);
}

static bool web_compare(void *context, const struct load_sides *sides, struct err *err)
{
	return sources_set_sides(context, sides, err);
}

static bool web_reload(void *context, const struct load_ahead *ahead, struct err *err)
{
	return sources_reload(context, ahead, err);
}

/* What is secret goes by a file that only the user can read, and which leads there. */
static void web_browse(void *context, struct str url, bool secret)
{
	struct shell *s = context;
	struct out page = {0}, notes = {0};
	struct err ignored;

	if (s->args.flags.no_browser)
		return;
	if (!secret) {
		viewer_open(&s->viewers, command_find(STR("web"))->viewer, url);
		return;
	}
	out_fmt(&page, "<meta http-equiv=refresh content=\"0;url=%.*s\">\n", STR_ARG(url));
	viewer_show(&s->viewers, command_find(STR("webflame"))->viewer,
		(struct str){page.p, page.n}, false, &notes, &ignored);
	out_release(&page);
	out_release(&notes);
}

static void web_say(void *context, struct str line)
{
	const struct shell *s = context;

	notes_add(&s->notes, "%.*s", STR_ARG(line));
}

static struct web_options web_options(const struct shell *s)
{
	const struct flag_values *flags = &s->args.flags;

	return (struct web_options){flags->http, flags->http_host, flags->http_token};
}

static bool serve(struct shell *s, struct err *err)
{
	const struct web_host host = {
		.context = s,
		.store = &s->store,
		.config = &s->config,
		.tools = s->args.flags.tools,
		.prepare = web_prepare,
		.load_options = web_load_options,
		.compare = web_compare,
		.reload = web_reload,
		.browse = web_browse,
		.say = web_say,
	};
	const struct web_options options = web_options(s);

	return web_serve(&host, &options, err);
}

/* Like pprof, refuses flags that do not go with each other, before anything is loaded. */
static bool check_web(const struct shell *s, const struct request *q, struct err *err)
{
	const struct flag_values *flags = &s->args.flags;
	const struct web_options options = web_options(s);

	if (flags->http.n == 0)
		return !flags->no_browser || err_set(err, "-no_browser goes with -http");
	if (q->command != NULL)
		return err_set(err,
			"-http and -%s: the web interface shows all reports; leave one out",
			q->command->name);
	if (s->args.scripts.n != 0)
		return err_set(err, "-http does not go with -e or -x");
	return web_check(&options, err);
}

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
	if (!check_web(s, &q, err))
		return false;
	if (q.command != NULL && q.command->flags & COMMAND_EACH)
		return shell_report_each(s, &q, err);
	if (s->args.flags.watch.n != 0)
		return shell_watch(s, &q, err);
	if (!sources_load(s, q.command, err))
		return false;
	if (s->listed)
		return true;
	if (s->args.scripts.n != 0) {
		shell_enter_console(s);
		return shell_run_scripts(s, err);
	}
	if (s->args.flags.http.n != 0)
		return serve(s, err);
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
