/*
 * full-screen.c: Shows a report as a full screen of the terminal, and does for it what only the shell can do.
 */
#include "shell/full-screen.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/home.h"
#include "base/path.h"
#include "screen/flame-screen.h"
#include "shell/actions.h"
#include "shell/delivery.h"
#include "shell/last-report.h"
#include "shell/pipe.h"

/*
 * Where keys come from: standard input; the terminal where that was the profile. -1: nobody types, as in a script
 * whose input is closed.
 */
static int open_keys(const struct shell *s)
{
	if (isatty(STDIN_FILENO))
		return STDIN_FILENO;
	return load_took_stdin(&s->store.from) ? open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
					       : -1;
}

/* Whether the request is to be a full screen. */
static bool is_wanted(const struct shell *s, const struct request *q)
{
	const char *term = getenv("TERM");

	return (q->command->flags & COMMAND_SCREEN) != 0 && s->stdout_is_terminal &&
		s->screen == NULL && q->config.output.n == 0 && q->pipe.n == 0 && q->value.n == 0 &&
		q->config.format == FORMAT_TEXT && term != NULL && term[0] != '\0' &&
		strcmp(term, "dumb") != 0;
}

/* --- what the screen asks for */

static bool prepare(void *context, const struct request *q, struct err *err)
{
	return !(q->command->flags & COMMAND_BOTH_SIDES) || sources_make_whole(context, err);
}

static bool execute(void *context, struct str line, bool *leaving, struct err *err)
{
	struct shell *s = context;
	bool ok = shell_execute(s, line, err);

	*leaving = s->leaving;
	return ok;
}

static void complete(void *context, struct str line, struct completion *c)
{
	shell_complete(context, line, c);
}

static bool save(void *context, struct str path, const struct config *config, struct err *err)
{
	struct shell *s = context;
	struct request q = {.command = command_find(STR("flamesvg")), .config = *config};

	/* Elsewhere .svg is the call graph. */
	if (!str_ends(path, STR(".svg")))
		return shell_save(s, path, config, err);
	q.config.output = home_expand(&s->command, path);
	return shell_report(s, &q, err);
}

static bool run(void *context, struct str command, struct err *err)
{
	int status;

	(void)context;
	return pipe_shell(command, &status, err);
}

/* The names of what is loaded, without folders. */
static struct str title_of(struct shell *s)
{
	const struct str_list *names = &s->store.from.names;
	struct str first;

	if (names->n == 0)
		return STR("");
	first = path_base(load_shown_name(&s->life, names->p[0]));
	return names->n == 1
		? first
		: arena_fmt(&s->life, "%.*s and %zu more", STR_ARG(first), names->n - 1);
}

bool shell_full_screen(struct shell *s, const struct request *q, bool *shown, struct err *err)
{
	struct screen_hooks hooks = {0};
	struct screen_host host = {
		.context = s,
		.store = &s->store,
		.config = &s->config,
		.life = &s->life,
		.tools = s->args.flags.tools,
		.color = shell_has_color(q),
		.hooks = &hooks,
		.prepare = prepare,
		.execute = execute,
		.complete = complete,
		.save = save,
		.run = run,
	};
	struct err why;
	bool ok;

	*shown = false;
	if (!is_wanted(s, q))
		return true;
	host.keys = open_keys(s);
	if (host.keys < 0)
		return true;
	host.title = title_of(s);
	last_report_keep(s, q);
	s->screen = &hooks;
	ok = screen_flame(&host, q, shown, &why);
	s->screen = NULL;
	if (host.keys != STDIN_FILENO)
		close(host.keys);
	if (!ok && *shown)
		*err = why;
	else if (!ok)
		notes_add(&s->notes, "%s", why.text);
	return ok || !*shown;
}
