/*
 * session.c: see session.h. Loading, running and delivering.
 */
#include "session/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "fetch/fetch.h"

void session_open(struct session *s, FILE *notes, bool stdout_is_terminal)
{
	*s = (struct session){.notes = notes, .stdout_is_terminal = stdout_is_terminal};
	config_init(&s->config);
}

void session_close(struct session *s)
{
	if (s->loaded)
		profile_free(&s->profile);
	arena_release(&s->command);
	arena_release(&s->life);
}

void session_note(struct session *s, const char *fmt, ...)
{
	struct out o = {.terminal = true};
	struct arena scratch = {0};
	va_list ap;

	va_start(ap, fmt);
	out_str(&o, arena_vfmt(&scratch, fmt, ap));
	va_end(ap);
	out_lit(&o, "\n");
	fwrite(o.p, 1, o.n, s->notes);
	fflush(s->notes);
	out_release(&o);
	arena_release(&scratch);
}

bool session_load(struct session *s, struct err *err)
{
	struct fetch_spec spec = {
		.limits = {.max_size = s->flags.max_size},
		.all_frames = s->flags.all_frames,
	};

	if (s->sources.n > 1)
		return err_set(err, "several profiles at once are not implemented yet; give one");
	s->loaded = fetch_file(&s->life, s->sources.p[0], &spec, &s->profile, err);
	return s->loaded;
}

bool session_run(struct session *s, const struct request *q, struct out *out, struct err *err)
{
	struct config config = command_config(q->command, &q->config);
	struct report r = {.arena = &s->command, .out = out};
	struct view view;
	bool ok;

	out->terminal = s->stdout_is_terminal && config.output.n == 0;
	if (!report_init(&r, &s->profile, &config, err) ||
		!view_init(&view, &s->command, &s->profile, &config, err))
		return false;
	r.view = &view;
	ok = q->command->report(&r, err);
	view_release(&view);
	return ok;
}

bool session_deliver(struct session *s, const struct request *q, const struct out *out,
	struct err *err)
{
	struct str name = q->config.output;
	const char *path;
	bool ok;
	int fd;

	if (name.n == 0)
		return out_write(out, STDOUT_FILENO, err) || err_wrap(err, "standard output");
	path = arena_c(&s->command, name);
	session_note(s, "Generating report in %s", path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	ok = out_write(out, fd, err);
	if (close(fd) != 0 && ok)
		ok = err_set(err, "%s", strerror(errno));
	return ok || err_wrap(err, "%s", path);
}

bool session_greeting(struct session *s, struct out *out, struct err *err)
{
	struct report r = {.arena = &s->command, .out = out};

	out->terminal = true;
	if (!report_init(&r, &s->profile, &s->config, err))
		return false;
	report_profile_legend(&r);
	if (r.total == 0 && s->profile.n_types > 1)
		out_lit(out,
			"There are no samples of this type. Others may have some: see sample_index in o\n");
	out_lit(out, "Type help for commands, o for options, ^D to leave.\n");
	return true;
}
