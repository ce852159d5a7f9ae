/*
 * shell.c: opens and closes a session, and prints its notes and its words about the program.
 */
#include <stdlib.h>
#include <unistd.h>

#include "session/pipe.h"
#include "session/session.h"

static void print_note(void *context, struct str line)
{
	const struct session *s = context;
	struct out o = {.terminal = true};

	out_str(&o, line);
	out_lit(&o, "\n");
	fwrite(o.p, 1, o.n, s->stream);
	fflush(s->stream);
	out_release(&o);
}

static void print_progress(void *context, const char *line)
{
	const struct session *s = context;

	fprintf(s->stream, "\r\033[K%s", line);
	fflush(s->stream);
}

void session_open(struct session *s, FILE *stream, bool stdout_is_terminal)
{
	*s = (struct session){.stream = stream, .stdout_is_terminal = stdout_is_terminal};
	s->notes = (struct notes){s, print_note, isatty(fileno(stream)) ? print_progress : NULL};
	config_init(&s->config);
}

void session_close(struct session *s)
{
	viewers_close(&s->viewers);
	store_release(&s->store);
	free(s->scripts.p);
	free(s->aliases.p);
	arena_release(&s->last_life);
	arena_release(&s->command);
	arena_release(&s->life);
}

/* Shows text with the pager, where `to` and standard output are a terminal that it does not fit on. */
static bool say_paged(struct session *s, struct str text, FILE *to)
{
	struct str pager = STR("");
	struct pipe_to pipe;
	struct err ignored;

	if (s->config.pager && s->stdout_is_terminal && isatty(fileno(to)))
		pager = pipe_pager(&s->command, text);
	if (pager.n == 0 || !pipe_open(&pipe, pager, &ignored))
		return false;
	pipe_write(&pipe, text, &ignored);
	pipe_close(&pipe);
	return true;
}

void session_say(struct session *s, struct out *out)
{
	if (out->n != 0 && !say_paged(s, (struct str){out->p, out->n}, s->stream))
		fwrite(out->p, 1, out->n, s->stream);
	fflush(s->stream);
	out_release(out);
}

bool session_print(struct session *s, struct out *out, struct err *err)
{
	struct str text = {out->p, out->n};
	bool ok = say_paged(s, text, stdout) || out_write(STDOUT_FILENO, text, err) ||
		err_wrap(err, "standard output");

	out_release(out);
	return ok;
}

void session_greeting(struct session *s, struct out *out)
{
	struct report r = {.arena = &s->command, .out = out};
	struct err err;

	out->terminal = true;
	if (report_init(&r, &s->store.profile, NULL, &s->config, &err)) {
		report_greet(&r);
		session_tell_total(&r, &s->config, &s->notes);
	} else {
		err_print(&err, s->stream); /* an option is wrong, and can be set right now */
	}
	out_lit(out, "Type help for commands, o for options, ^D to leave.\n");
}
