/*
 * main.c: argv to a shell, then one report, the console or the web interface; prints the last error.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/wait.h"
#include "command/names.h"
#include "command/shell-completion.h"
#include "console/console.h"
#include "shell/delivery.h"
#include "shell/each.h"
#include "shell/shell.h"
#include "shell/watch.h"
#include "web/web.h"

/* The shell, and the web interface beside it. */
struct program {
	struct shell shell;
	struct shell_web web;
	struct web_host host;
	struct web_server *server; /* that of the console's `http`; NULL: there is none */
};

/* --- what the web interface asks for */

/*
 * Beside the console nothing is said of what pages ask for: the terminal is the user's. Returns where notes go
 * otherwise, for the caller to put back.
 */
static struct notes hush(struct program *p)
{
	struct notes before = p->shell.notes;

	if (p->server != NULL)
		p->shell.notes = (struct notes){0};
	return before;
}

static bool web_prepare(void *context, const struct command *command, struct err *err)
{
	struct program *p = context;
	struct notes before = hush(p);
	bool ok = !(command->flags & COMMAND_BOTH_SIDES) || sources_make_whole(&p->shell, err);

	p->shell.notes = before;
	return ok;
}

static struct load_options web_load_options(void *context)
{
	struct program *p = context;
	struct load_options options = sources_options(&p->shell, true);

	if (p->server != NULL)
		options.notes = NULL;
	return options;
}

static bool web_compare(void *context, const struct load_sides *sides, struct err *err)
{
	struct program *p = context;
	struct notes before = hush(p);
	bool ok = sources_set_sides(&p->shell, sides, err);

	p->shell.notes = before;
	return ok;
}

static bool web_reload(void *context, const struct load_ahead *ahead, struct err *err)
{
	struct program *p = context;
	struct shell *s = &p->shell;

	/* A report that waits for its pager or for a key still uses what is loaded. */
	if (s->depth != 0)
		return err_set(err, "the console is at a report of what is loaded; end that first");
	if (!sources_reload(s, ahead, err))
		return false;
	if (p->server != NULL)
		notes_add(&s->notes, "a page has loaded the profiles again: %zu samples",
			s->store.profile->n_samples);
	return true;
}

/* What is secret goes by a file that only the user can read, and which leads there. */
static void web_browse(void *context, struct str url, bool secret)
{
	struct shell *s = &((struct program *)context)->shell;
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
	const struct program *p = context;

	notes_add(&p->shell.notes, "%.*s", STR_ARG(line));
}

static struct web_options web_options(const struct shell *s)
{
	const struct flag_values *flags = &s->args.flags;

	return (struct web_options){"-http=", flags->http, flags->http_host, flags->http_token};
}

/* --- the console's `http` */

/* Whether somebody types lines. */
static bool is_typed(const struct shell *s)
{
	return s->args.scripts.n == 0 && isatty(STDIN_FILENO) != 0;
}

static bool web_start(void *context, struct str address, struct err *err)
{
	struct program *p = context;
	struct web_options options = web_options(&p->shell);

	if (!is_typed(&p->shell))
		return err_set(err,
			"http serves while lines are typed at a terminal; elsewhere type: cprof -http=: FILE");
	if (p->server != NULL && address.n != 0)
		return err_set(err, "the web interface runs already; type http off first");
	if (p->server != NULL) {
		web_tell(p->server);
		return true;
	}
	options.asked = "http ";
	options.is_beside = true;
	options.address = address.n != 0 ? address : STR(":");
	p->server = web_open(&p->host, &options, err);
	if (p->server != NULL)
		wait_use_hook(web_hook(p->server));
	return p->server != NULL;
}

static void web_stop(void *context)
{
	struct program *p = context;

	if (p->server == NULL)
		return;
	wait_use_hook(NULL);
	web_close(p->server);
	p->server = NULL;
}

static void program_open(struct program *p)
{
	struct shell *s = &p->shell;

	*p = (struct program){0};
	shell_open(s, stderr, isatty(STDOUT_FILENO) != 0);
	p->host = (struct web_host){
		.context = p,
		.store = &s->store,
		.config = &s->config,
		.prepare = web_prepare,
		.load_options = web_load_options,
		.compare = web_compare,
		.reload = web_reload,
		.browse = web_browse,
		.say = web_say,
	};
	p->web = (struct shell_web){p, web_start, web_stop};
	s->web = &p->web;
}

static void program_close(struct program *p)
{
	web_stop(p);
	shell_close(&p->shell);
}

/* --- the command line */

/* Like pprof, refuses flags that do not go with each other, before anything is loaded. */
static bool check_web(const struct shell *s, const struct request *q, struct err *err)
{
	const struct flag_values *flags = &s->args.flags;
	const struct web_options options = web_options(s);

	if (flags->http.n == 0)
		return !flags->no_browser || (q->command == NULL && is_typed(s)) ||
			err_set(err, "-no_browser goes with -http");
	if (q->command != NULL)
		return err_set(err,
			"-http and -%s: the web interface shows all reports; leave one out",
			q->command->name);
	if (s->args.scripts.n != 0)
		return err_set(err, "-http does not go with -e or -x");
	return web_check(&options, err);
}

static bool serve(struct program *p, struct err *err)
{
	const struct web_options options = web_options(&p->shell);

	return web_serve(&p->host, &options, err);
}

static bool run(struct program *p, char **args, int n, struct err *err)
{
	struct shell *s = &p->shell;
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
	p->host.tools = s->args.flags.tools;
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
		return serve(p, err);
	if (q.command == NULL)
		return console_run(s, err);
	scope = shell_scope(s);
	names_resolve_request(&scope, &q);
	return shell_report(s, &q, err);
}

int main(int argc, char **argv)
{
	struct program p;
	struct err err;
	int status = 0;

	file_take_standard();
	cleanup_catch_signals();
	program_open(&p);
	if (!run(&p, argv + 1, argc - 1, &err)) {
		err_print(&err, stderr);
		status = 2;
	}
	if (status == 0)
		status = p.shell.failed ? 2 : p.shell.passed_limit;
	program_close(&p);
	return status;
}
