/*
 * session.c: see session.h. Loading, running and delivering.
 */
#include "session/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/replace.h"
#include "base/terminal.h"
#include "demangle/demangle.h"
#include "render/render.h"
#include "session/explain.h"
#include "session/pipe.h"
#include "session/suggest.h"
#include "table/text.h"

void session_open(struct session *s, FILE *notes, bool stdout_is_terminal)
{
	*s = (struct session){.notes = notes, .stdout_is_terminal = stdout_is_terminal};
	config_init(&s->config);
}

void session_close(struct session *s)
{
	viewers_close(&s->viewers);
	if (s->loaded)
		profile_free(&s->profile);
	sources_release(&s->from);
	free(s->scripts.p);
	free(s->aliases.p);
	arena_release(&s->last_life);
	arena_release(&s->command);
	arena_release(&s->life);
}

void session_progress(struct session *s, const char *line)
{
	fprintf(s->notes, "\r\033[K%s", line);
	fflush(s->notes);
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
	if (out->n != 0 && !say_paged(s, (struct str){out->p, out->n}, s->notes))
		fwrite(out->p, 1, out->n, s->notes);
	fflush(s->notes);
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

static void tell_unmatched(struct session *s, const struct unmatched *u)
{
	struct str hint = u->regex.n != 0 ? suggest_function(s, u->regex) : STR("");
	const struct option *named = config_option(u->regex);

	if (named != NULL && strcmp(u->option, "ignore") == 0) /* top -sort */
		hint = arena_fmt(&s->command, "; %s=VALUE sets the option", named->name);
	session_note(s, "%s matched nothing%.*s", u->option, STR_ARG(hint));
}

/* What the user should know of how the options were understood. */
static void tell(struct session *s, const struct view *v)
{
	for (unsigned i = 0; i < v->n_ranges; i++)
		session_note(s, "%s is read as a range of numbers, not as a regular expression",
			v->ranges[i]);
	for (uint32_t i = 0; i < v->units.n; i++) {
		const struct label_unit *row = &v->units.rows[i];
		struct str key = profile_str(&s->profile, row->key);
		struct str *units = arena_array(&s->command, struct str, row->n_ignored), list;

		if (row->n_ignored == 0)
			continue;
		for (uint32_t k = 0; k < row->n_ignored; k++)
			units[k] = profile_str(&s->profile, row->ignored[k]);
		list = arena_join(&s->command, units, row->n_ignored, STR(", "));
		session_note(s, "label %.*s: numbers are taken to be in %.*s, some are given in %s",
			STR_ARG(key), STR_ARG(row->unit), list.p);
	}
	for (unsigned i = 0; i < v->n_unmatched; i++)
		tell_unmatched(s, &v->unmatched[i]);
}

/* The chosen type has no samples, but others have. */
static void tell_total(struct session *s, const struct report *r)
{
	struct str type = profile_str(r->profile, r->profile->types[r->type].type), others;

	if (r->values.total != 0 || r->profile->n_types == 1)
		return;
	others = suggest_types(s, r->type);
	if (others.n != 0)
		session_note(s, "there are no samples of %.*s; there are of: %.*s", STR_ARG(type),
			STR_ARG(others));
}

/* An expression that matches no function at all gets a name that may have been meant. */
static bool explain_failure(struct session *s, struct report *r, struct err *err)
{
	const struct profile *p = r->profile;
	struct str hint;
	struct err ignored;
	bool hit = false;

	if (r->regex == NULL)
		return false;
	for (fn_id fn = 1; fn < p->n_functions && !hit; fn++)
		if (!rx_match(r->regex, profile_str(p, p->functions[fn].name), &hit, &ignored))
			return false;
	hint = hit ? STR("") : suggest_function(s, r->regex_text);
	if (hint.n != 0)
		err_append(err, "%.*s", STR_ARG(hint));
	return false;
}

/* An interrupt is why it failed, and also why it only seems not to have. */
static bool or_stopped(bool ok, struct err *err)
{
	return interrupted() ? err_set(err, "stopped") : ok;
}

static bool run_report(struct session *s, const struct request *q, struct report *r,
	struct err *err)
{
	if (command_takes_regex(q->command) && q->regex.n == 0)
		return err_set(err, "%s needs a regular expression", q->command->name);
	if (q->regex.n != 0) {
		r->regex_text = q->regex;
		if (!rx_new(q->regex, &r->regex, err))
			return err_wrap(err, "%s", q->command->name);
	}
	if (!or_stopped(true, err)) /* the view is not whole */
		return false;
	tell(s, r->view);
	tell_total(s, r);
	return q->command->report(r, err) || explain_failure(s, r, err);
}

/* True when the terminal understands colours, and nobody minds. See no-color.org. */
static bool likes_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return (no == NULL || no[0] == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

/*
 * How a report is dressed for where it goes. What a command of the user writes of it goes to the terminal
 * most often, so that it gets the text escaped; but its rows are whole and, unless asked for, plain.
 */
static void dress(const struct session *s, const struct request *q, struct out *out)
{
	bool text = command_is_text(q->command), piped = q->pipe.n != 0;
	bool near = s->stdout_is_terminal &&
		q->config.output.n == 0; /* to the terminal, or by a pipe */
	bool shown = near && text && !piped;

	out->terminal = near && (text || piped) && q->command->picture == NULL;
	out->columns = shown && !q->config.wrap ? terminal_size(STDOUT_FILENO).columns : 0;
	out->color = text &&
		(q->config.color == COLOR_ALWAYS ||
			(q->config.color == COLOR_AUTO && shown && likes_colour()));
}

/* Like pprof, the environment says it where the flag does not. */
static struct str tools_of(const struct session *s)
{
	return s->flags.tools.n != 0 ? s->flags.tools : str_from_c(getenv("PPROF_TOOLS"));
}

/* report/ may not see symbolize/. */
static struct str demangle_symbol(struct arena *a, struct str name, enum report_names how)
{
	static const enum demangle_mode modes[] = {
		[REPORT_NAMES_FULL] = DEMANGLE_FULL,
		[REPORT_NAMES_TEMPLATES] = DEMANGLE_TEMPLATES,
		[REPORT_NAMES_SHORT] = DEMANGLE_DEFAULT,
	};

	return demangle(a, name, modes[how]);
}

bool session_run(struct session *s, const struct request *q, struct out *out, struct err *err)
{
	struct config config = command_config(q->command, &q->config);
	struct report r = {.arena = &s->command,
		.out = out,
		.name = q->command->name,
		.compared = s->from.base_names.n != 0,
		.tools = tools_of(s),
		.debug_dirs = sources_binaries_path(&s->command),
		.demangle = demangle_symbol};
	bool as_is = q->command->flags & COMMAND_WHOLE_PATHS;
	struct view view;
	bool ok;

	if (config.format != FORMAT_TEXT && command_takes_format(q->command))
		return err_set(err, "format: %s is not there yet for %s",
			config_get(&s->command, &config, &config_options[OPT_format]).p,
			q->command->name);
	dress(s, q, out);
	r.writer = table_text_open(&s->command, out);
	if (!view_init(&view, &s->command, &s->profile, &config, as_is, err))
		return or_stopped(false, err);
	ok = report_init(&r, &s->profile, &view, &config, err) && run_report(s, q, &r, err);
	rx_free(r.regex);
	view_release(&view);
	return or_stopped(ok, err);
}

/* Creates the first of profile001.ENDING, profile002.ENDING ... that is not there. */
static bool create_numbered(struct session *s, const char *ending, struct replace *file,
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

/* Where a report goes; opened when the first of it comes. */
struct delivery {
	struct out_sink sink;
	struct session *s;
	const struct request *q;
	const char *path;    /* NULL: standard output */
	struct replace file; /* at `path` */
	struct pipe_to pipe; /* what it goes to instead */
	bool is_open, is_pipe;
};

/* The command that gets the report: the one of the request, or a pager; or an empty string. */
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

/* `first` is what the report begins with: all of it, or a large piece. */
static bool open_delivery(struct delivery *d, struct str first, struct err *err)
{
	const struct command *c = d->q->command;
	struct str name = d->q->config.output, pipe = pipe_of(d, first);

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
		session_note(d->s, "Generating report in %s", d->path);
	return d->is_open;
}

static bool deliver(struct out_sink *sink, struct str bytes, struct err *err)
{
	struct delivery *d = (struct delivery *)sink;

	if (!or_stopped(true, err))
		return false;
	if (!d->is_open && !open_delivery(d, bytes, err))
		return false;
	if (d->is_pipe)
		return pipe_write(&d->pipe, bytes, err);
	return out_write(d->file.fd, bytes, err) ||
		err_wrap(err, "%s", d->path ? d->path : "standard output");
}

/* Makes the report whole: what is drawn or shown cannot be given away in pieces. */
static bool make_whole(struct session *s, const struct request *q, struct out *out,
	struct out *notes, struct err *err)
{
	const struct command *c = q->command;
	struct render_spec spec = {.format = c->picture,
		.seconds = q->config.layout_timeout,
		.dressed = c->flags & COMMAND_DRESSED};
	struct out report = {0};
	bool ok = session_run(s, q, &report, err);

	if (ok && c->picture != NULL) {
		ok = render_image(&spec, (struct str){report.p, report.n}, out, notes, err);
	} else if (ok) {
		out_bytes(out, report.p, report.n);
	}
	out_release(&report);
	return ok;
}

static void tell_lines(struct session *s, const struct out *notes)
{
	struct str rest = {notes->n ? notes->p : "", notes->n}, line;

	while (str_split(&rest, '\n', &line))
		if (line.n != 0)
			session_note(s, "%.*s", STR_ARG(line));
}

static bool is_shown(const struct request *q)
{
	return q->command->viewer != NULL && q->config.output.n == 0 && q->pipe.n == 0;
}

/* Shows the report, or writes it where the request says. */
static bool report_whole(struct session *s, const struct request *q, struct out *out,
	struct err *err)
{
	const struct viewer *viewer = is_shown(q) ? q->command->viewer : NULL;
	struct out whole = {0}, notes = {0};
	bool ok = make_whole(s, q, &whole, &notes, err);

	if (ok && viewer != NULL)
		ok = viewer_show(&s->viewers, viewer, (struct str){whole.p, whole.n},
			!s->in_console, &notes, err);
	else if (ok)
		out_bytes(out, whole.p, whole.n);
	tell_lines(s, &notes);
	out_release(&whole);
	out_release(&notes);
	return ok;
}

bool session_report(struct session *s, const struct request *q, struct err *err)
{
	const struct command *c = q->command;
	struct delivery d = {.sink = {.write = deliver}, .s = s, .q = q};
	struct out out = {.sink = &d.sink};
	bool ok;

	if (c->picture != NULL || c->viewer != NULL)
		ok = report_whole(s, q, &out, err);
	else
		ok = session_run(s, q, &out, err);
	ok = ok && out_flush(&out, err);
	/* An empty report makes an empty file. */
	if (ok && !d.is_open && !is_shown(q))
		ok = open_delivery(&d, STR(""), err);
	if (d.is_pipe && pipe_close(&d.pipe) && s->in_console)
		fputs("\n", s->notes); /* the terminal has written ^C where the prompt comes */
	/* Half a report is no use. */
	if (d.path != NULL && d.is_open && !replace_close(&d.file, ok, err))
		ok = false;
	out_release(&out);
	if (ok)
		explain_remember(s, q);
	return ok || or_stopped(false, err);
}

void session_greeting(struct session *s, struct out *out)
{
	struct report r = {.arena = &s->command, .out = out};
	struct err err;

	out->terminal = true;
	if (report_init(&r, &s->profile, NULL, &s->config, &err)) {
		report_greet(&r);
		tell_total(s, &r);
	} else {
		err_print(&err, s->notes); /* an option is wrong, and can be set right now */
	}
	out_lit(out, "Type help for commands, o for options, ^D to leave.\n");
}
