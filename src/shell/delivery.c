/*
 * delivery.c: runs a request and gives its report to a file, a viewer, a pipe or the terminal.
 */
#include "shell/delivery.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/replace.h"
#include "base/terminal.h"
#include "render/render.h"
#include "shell/full-screen.h"
#include "shell/last-report.h"
#include "shell/pipe.h"

/* True when the terminal has colours and the user has not switched them off (no-color.org). */
static bool terminal_has_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return (no == NULL || no[0] == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

bool shell_has_color(const struct request *q)
{
	return q->config.color == COLOR_ALWAYS ||
		(q->config.color == COLOR_AUTO && terminal_has_colour());
}

/*
 * Sets how the report is written, by where it goes. A command behind `|` most often writes to the terminal, so
 * its input is escaped, too; but its rows are not shortened, and coloured only on demand.
 */
static void set_style(const struct shell *s, const struct request *q, struct out *out)
{
	bool text = command_is_text(q->command), piped = q->pipe.n != 0;
	bool data = command_gives_data(q->command, &q->config);
	bool near = s->stdout_is_terminal &&
		q->config.output.n == 0; /* to the terminal, or by a pipe */
	bool shown = near && text && !piped;
	struct terminal_size size = {0};

	out->terminal = near && (text || piped) && q->command->picture == NULL;
	if (near)
		size = terminal_size(STDOUT_FILENO);
	out->columns = shown && !data && !q->config.wrap ? size.columns : 0;
	out->screen_columns = near ? size.columns : terminal_columns_asked();
	out->screen_rows = shown ? size.rows : 0;
	out->color = text && !data &&
		(q->config.color == COLOR_ALWAYS ||
			(q->config.color == COLOR_AUTO && shown && terminal_has_colour()));
}

/* As shell_make_report. Rows go to `data` as JSON, unless it is NULL. */
static bool make_report(struct shell *s, const struct request *q, struct out *out, struct out *data,
	struct err *err)
{
	const struct run run = {.arena = &s->command,
		.out = out,
		.data = data,
		.notes = &s->notes,
		.context = s->context,
		.tools = s->args.flags.tools};

	set_style(s, q, out);
	if ((q->command->flags & COMMAND_BOTH_SIDES) && !sources_make_whole(s, err))
		return false;
	return session_run(&s->store, q, &run, err);
}

bool shell_make_report(struct shell *s, const struct request *q, struct out *out, struct err *err)
{
	return make_report(s, q, out, NULL, err);
}

/* Creates the first of profile001.ENDING, profile002.ENDING ... that is not there. */
static bool create_numbered(struct shell *s, const char *ending, struct replace *file,
	const char **path, struct err *err)
{
	struct err why;
	bool ok = false;

	for (int i = 1; i < 10000 && !ok; i++) {
		*path = arena_fmt(&s->command, "profile%03d.%s", i, ending).p;
		ok = replace_new(file, *path, 0666, &why);
		if (!ok && errno != EEXIST)
			break;
	}
	if (!ok)
		*err = why;
	return ok;
}

/* Where a report goes. It is opened when the report's first bytes come. */
struct delivery {
	struct out_sink sink;
	struct shell *s;
	const struct request *q;
	const char *path;           /* NULL: standard output */
	struct replace file;        /* at `path` */
	struct process_stream pipe; /* the command that reads it, if is_pipe */
	bool is_open, is_pipe;
	int64_t n_lines, n_cut; /* lines so far, and those that max_lines left out */
};

/* The command that reads the report: that of the request, or a pager; empty: none. */
static struct str pipe_of(const struct delivery *d, struct str first)
{
	const struct request *q = d->q;

	if (q->pipe.n != 0)
		return q->pipe;
	if (!q->config.pager || !d->s->stdout_is_terminal || q->config.output.n != 0 ||
		!command_is_text(q->command))
		return STR("");
	return pipe_pager(&d->s->command, first);
}

/* Opens where the report goes. `first` is its beginning: all of it, or a large piece. */
static bool open_delivery(struct delivery *d, struct str first, struct err *err)
{
	const struct command *c = d->q->command;
	struct str name = d->q->config.output, pipe = pipe_of(d, first);

	if (pipe.n != 0 || name.n == 0)
		shell_leave_screen(d->s);
	if (pipe.n != 0) {
		d->is_open = d->is_pipe = pipe_open(&d->pipe, pipe, err);
		return d->is_open;
	}
	if (name.n != 0) {
		d->path = arena_c(&d->s->command, name);
		d->is_open = d->q->append ? replace_append(&d->file, d->path, 0666, err)
					  : replace_open(&d->file, d->path, 0666, err);
	} else if (c->ending != NULL && (d->s->stdout_is_terminal || d->s->in_console)) {
		/* Like pprof, the console writes such a file even when its output goes to a pipe. */
		d->is_open = create_numbered(d->s, c->ending, &d->file, &d->path, err);
	} else {
		d->file.fd = STDOUT_FILENO;
		d->is_open = true;
		return true;
	}
	if (d->is_open)
		notes_add(&d->s->notes, "Generating report in %s", d->path);
	return d->is_open;
}

/* Whether max_lines is about the report: a text that is read line by line. */
static bool is_cut(const struct request *q)
{
	return q->config.max_lines > 0 && command_takes_format(q->command) &&
		!command_gives_all(q->command, &q->config);
}

/* Returns the part of the next bytes that max_lines lets through, and counts lines. */
static struct str cut_lines(struct delivery *d, struct str bytes)
{
	int64_t most = d->q->config.max_lines;
	size_t end = d->n_lines < most ? bytes.n : 0;

	for (size_t i = 0; i < bytes.n; i++) {
		const char *newline = memchr(bytes.p + i, '\n', bytes.n - i);

		if (newline == NULL)
			break;
		i = (size_t)(newline - bytes.p);
		d->n_lines++;
		if (d->n_lines == most)
			end = i + 1;
		d->n_cut += d->n_lines > most;
	}
	return str_sub(bytes, 0, end);
}

static bool deliver_all(struct delivery *d, struct str bytes, struct err *err)
{
	if (!session_stopped(true, err))
		return false;
	if (!d->is_open && !open_delivery(d, bytes, err))
		return false;
	if (d->is_pipe)
		return process_stream_write(&d->pipe, bytes, err);
	return out_write(d->file.fd, bytes, err) ||
		err_wrap(err, "%s", d->path ? d->path : "standard output");
}

static bool deliver(struct out_sink *sink, struct str bytes, struct err *err)
{
	struct delivery *d = (struct delivery *)sink;

	if (d->q->command != NULL && is_cut(d->q))
		bytes = cut_lines(d, bytes);
	return bytes.n != 0 ? deliver_all(d, bytes, err) : session_stopped(true, err);
}

/* Makes the whole report in memory: a picture or a viewer needs all of it. */
static bool make_whole(struct shell *s, const struct request *q, struct out *out, struct out *notes,
	struct err *err)
{
	const struct command *c = q->command;
	struct render_spec spec = {.format = c->picture, .seconds = q->config.layout_timeout};
	struct out report = {0}, data = {0};
	bool ok = make_report(s, q, &report, c->flags & COMMAND_DRESSED ? &data : NULL, err);

	if (ok && c->picture != NULL) {
		spec.data = (struct str){data.p, data.n};
		ok = render_image(&spec, (struct str){report.p, report.n}, out, notes, err);
	} else if (ok) {
		out_bytes(out, report.p, report.n);
	}
	out_release(&report);
	out_release(&data);
	return ok;
}

static bool is_shown(const struct request *q)
{
	return q->command->viewer != NULL && q->config.output.n == 0 && q->pipe.n == 0;
}

/* Shows the report with a viewer, or writes it. */
static bool report_whole(struct shell *s, const struct request *q, struct out *out, struct err *err)
{
	const struct viewer *viewer = is_shown(q) ? q->command->viewer : NULL;
	struct out whole = {0}, notes = {0};
	bool ok = make_whole(s, q, &whole, &notes, err);

	if (ok && viewer != NULL)
		ok = viewer_show(&s->viewers, viewer, (struct str){whole.p, whole.n},
			!s->in_console, &notes, err);
	else if (ok)
		out_bytes(out, whole.p, whole.n);
	notes_add_lines(&s->notes, (struct str){notes.p, notes.n});
	out_release(&whole);
	out_release(&notes);
	return ok;
}

/* Ends the delivery. A file gets all of the report, or, where it failed, stays as it was. */
static bool close_delivery(struct delivery *d, bool ok, struct err *err)
{
	if (d->is_pipe && pipe_close(&d->pipe) && d->s->in_console)
		fputs("\n", d->s->stream); /* behind the ^C that the terminal has echoed */
	if (d->path != NULL && d->is_open && !replace_close(&d->file, ok, err))
		return false;
	return ok;
}

bool shell_deliver(struct shell *s, const struct request *q, struct str text, struct err *err)
{
	struct delivery d = {.sink = {.write = deliver}, .s = s, .q = q};

	return close_delivery(&d, deliver(&d.sink, text, err), err);
}

/* Says how many lines were left out. */
static bool tell_cut(struct delivery *d, struct err *err)
{
	struct str line;

	if (d->n_cut == 0)
		return true;
	line = arena_fmt(&d->s->command, "... %lld more line%s; max_lines=0 shows all\n",
		(long long)d->n_cut, d->n_cut == 1 ? "" : "s");
	return deliver_all(d, line, err);
}

bool shell_report(struct shell *s, const struct request *q, struct err *err)
{
	const struct command *c = q->command;
	struct delivery d = {.sink = {.write = deliver}, .s = s, .q = q};
	struct out out = {.sink = &d.sink};
	bool ok, shown;

	ok = shell_full_screen(s, q, &shown, err);
	if (shown || !ok)
		return ok;
	if (c->picture != NULL || c->viewer != NULL)
		ok = report_whole(s, q, &out, err);
	else
		ok = shell_make_report(s, q, &out, err);
	ok = ok && out_flush(&out, err) && tell_cut(&d, err);
	/* An empty report makes an empty file. */
	if (ok && !d.is_open && !is_shown(q))
		ok = open_delivery(&d, STR(""), err);
	ok = close_delivery(&d, ok, err);
	out_release(&out);
	if (ok)
		last_report_keep(s, q);
	return ok || session_stopped(false, err);
}
