/*
 * shell.c: opens and closes the shell, reads its command line, and prints notes and help.
 */
#include "shell/shell.h"

#include <stdlib.h>
#include <unistd.h>

#include "command/commands.h"
#include "command/help.h"
#include "command/suggest.h"
#include "screen/flame-screen.h"
#include "shell/pipe.h"

static void print_note(void *context, struct str line)
{
	const struct shell *s = context;
	struct out o = {.terminal = true};

	if (s->screen != NULL && s->screen->say != NULL && s->screen->say(s->screen->screen, line))
		return;
	out_str(&o, line);
	out_lit(&o, "\n");
	fwrite(o.p, 1, o.n, s->stream);
	fflush(s->stream);
	out_release(&o);
}

static void print_progress(void *context, const char *line)
{
	const struct shell *s = context;

	if (s->screen != NULL)
		return;
	fprintf(s->stream, "\r\033[K%s", line);
	fflush(s->stream);
}

void shell_open(struct shell *s, FILE *stream, bool stdout_is_terminal)
{
	*s = (struct shell){.stream = stream, .stdout_is_terminal = stdout_is_terminal};
	s->notes = (struct notes){s, print_note, isatty(fileno(stream)) ? print_progress : NULL};
	config_init(&s->config);
	session_store_init(&s->store);
}

void shell_close(struct shell *s)
{
	viewers_close(&s->viewers);
	session_store_release(&s->store);
	command_line_release(&s->args);
	free(s->aliases.p);
	arena_release(&s->last_life);
	arena_release(&s->command);
	arena_release(&s->life);
}

bool shell_read_args(struct shell *s, char **args, int n, struct request *q, struct err *err)
{
	const struct line_scope scope = shell_scope(s);

	return command_line_read(&s->args, &scope, args, n, q, err);
}

void shell_leave_screen(struct shell *s)
{
	if (s->screen != NULL && s->screen->leave != NULL)
		s->screen->leave(s->screen->screen);
}

/* Shows text with the pager, if `to` and standard output are a terminal and the text does not fit on it. */
static bool say_paged(struct shell *s, struct str text, FILE *to)
{
	struct str pager = STR("");
	struct process_stream pipe;
	struct err ignored;

	shell_leave_screen(s);
	if (s->config.pager && s->stdout_is_terminal && isatty(fileno(to)))
		pager = pipe_pager(&s->command, text);
	if (pager.n == 0 || !pipe_open(&pipe, pager, &ignored))
		return false;
	process_stream_write(&pipe, text, &ignored);
	pipe_close(&pipe);
	return true;
}

void shell_show(struct shell *s, struct out *out)
{
	if (out->n != 0 && !say_paged(s, (struct str){out->p, out->n}, s->stream))
		fwrite(out->p, 1, out->n, s->stream);
	fflush(s->stream);
	out_release(out);
}

bool shell_print(struct shell *s, struct out *out, struct err *err)
{
	struct str text = {out->p, out->n};
	bool ok = say_paged(s, text, stdout) || out_write(STDOUT_FILENO, text, err) ||
		err_wrap(err, "standard output");

	out_release(out);
	return ok;
}

void shell_greet(struct shell *s, struct out *out)
{
	struct report r = {.arena = &s->command, .out = out};
	struct err err;

	out->terminal = true;
	if (report_init(&r, s->store.profile, NULL, &s->config, &err)) {
		report_greet(&r);
		session_note_total(&r, &s->config, &s->notes);
	} else {
		err_print(&err, s->stream); /* an option is wrong; the user can set it now */
	}
	out_lit(out, "Type help for commands, o for options, ^D to leave.\n");
}

bool shell_flag_help(struct shell *s, const struct request *q, struct err *err)
{
	const struct line_scope scope = shell_scope(s);
	struct str name = STR(""), hint;
	struct out out = {0};

	if (s->args.names.n != 0)
		name = s->args.names.p[0];
	else if (q->command != NULL)
		name = str_from_c(q->command->name);
	if (name.n == 0)
		help_usage(&out);
	else if (!help_on(name, &out)) {
		hint = suggest_word(&scope, name);
		err_set(err, "there is no help on \"%.*s\"%.*s", STR_ARG(name), STR_ARG(hint));
		return hint.n != 0 ? false : err_append(err, "; -help lists what there is");
	}
	return shell_print(s, &out, err);
}
