/*
 * watch.c: reads profiles again every few seconds, and shows a report each time.
 */
#include "shell/watch.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/num.h"
#include "base/terminal.h"
#include "base/wait.h"
#include "base/wrap.h"
#include "base/zone.h"
#include "command/names.h"
#include "command/tokenizer.h"
#include "fetch/source.h"
#include "shell/delivery.h"
#include "units/units.h"

/* Milliseconds. SIGINT and the terminal's size are looked at every TICK. */
enum { INTERVAL = 5000, INTERVAL_MIN = 100, INTERVAL_MAX = 24 * 3600 * 1000, TICK = 100 };

struct watch {
	struct shell *s;
	struct request q;
	struct arena life; /* of q's texts */
	int64_t interval;  /* milliseconds */
	bool total;        /* show all of counters */
	bool on_terminal;
	bool remote; /* a source is a server */

	struct store kept;            /* what is loaded; the shell has it again afterwards */
	const struct wait_hook *hook; /* of the thread, while we wait */
	struct load_result *now;
	bool loaded, since; /* since: the report is on what came since the last reading */
	uint64_t stamp;     /* of the files, as they were read */
	int64_t sum, change;
	struct str type, unit;   /* of the sum; in the profile */
	time_t read_at, last_at; /* the last reading that succeeded, and the one before */
	unsigned failures;       /* since then */
	time_t failed_at;
	struct err failure;

	struct out said, told; /* notes of this reading, and of the last one that had other ones */
	struct out report;
	struct terminal_size size;
};

static bool bad_interval(struct str s, struct err *err)
{
	return err_set(err,
		"watch takes a number of seconds from 0.1 to 86400, such as 5s, not \"%.*s\"",
		STR_ARG(s));
}

/* "5", "5s", "0.5s" */
static bool read_interval(struct str s, int64_t *ms, struct err *err)
{
	struct str number = s.n != 0 && s.p[s.n - 1] == 's' ? str_sub(s, 0, s.n - 1) : s;
	double seconds;

	if (!num_float(number, &seconds) || !(seconds * 1000 >= INTERVAL_MIN) ||
		!(seconds * 1000 <= INTERVAL_MAX))
		return bad_interval(s, err);
	*ms = (int64_t)(seconds * 1000);
	return true;
}

static void keep_note(void *context, struct str line)
{
	struct watch *w = context;

	w->said.terminal = w->on_terminal;
	out_str(&w->said, line);
	out_lit(&w->said, "\n");
}

/* --- reading */

/* A number that changes when a file does. Files that are not there count, too. */
static uint64_t stamp_of(struct watch *w)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < w->now->names.n; i++) {
		struct stat st = {0};
		uint64_t parts[5];

		if (stat(arena_c(&w->s->command, w->now->names.p[i]), &st) != 0)
			st = (struct stat){0};
		parts[0] = (uint64_t)st.st_dev;
		parts[1] = (uint64_t)st.st_ino;
		parts[2] = (uint64_t)st.st_size;
		parts[3] = (uint64_t)st.st_mtim.tv_sec;
		parts[4] = (uint64_t)st.st_mtim.tv_nsec;
		for (size_t k = 0; k < ARRAY_LEN(parts); k++)
			hash = (hash ^ parts[k]) * 0x9e3779b97f4a7c15u + (hash >> 29);
	}
	return hash;
}

static bool find_remote(struct watch *w, struct err *err)
{
	struct source source;

	if (load_took_stdin(w->now))
		return err_set(err, "standard input cannot be read a second time");
	for (size_t i = 0; i < w->now->names.n; i++) {
		source_of(&w->s->command, w->now->names.p[i], &(struct url_options){0}, &source);
		w->remote |= source_is_remote(&source);
	}
	return true;
}

/*
 * Whether values of a type only grow while the program runs. Profiles of a span of time are no counters, whatever
 * their types: Go says how long they took.
 */
static bool is_counter(const struct profile *p, struct str type)
{
	static const char *const counters[] = {"alloc_objects", "alloc_space", "contentions",
		"delay"};

	for (size_t i = 0; i < ARRAY_LEN(counters); i++)
		if (str_eq_c(type, counters[i]))
			return p->duration_nanos == 0;
	return false;
}

/* Adds up what was read, and decides what the next report is on. */
static bool look(struct watch *w, struct err *err)
{
	struct config config = command_config(w->q.command, &w->q.config);
	const struct profile *p = w->now->profile, *all = &w->now->source->draft.p;
	int64_t before = w->sum;
	uint32_t type;

	if (!profile_type_index(p, config.sample_index, &type, err))
		return false;
	w->type = profile_str(p, p->types[type].type);
	w->unit = profile_str(p, p->types[type].unit);
	w->sum = 0;
	for (size_t i = 0; i < all->n_samples; i++)
		w->sum = wrap_add(w->sum, profile_value(all, type, i));
	w->change = wrap_sub(w->sum, before);
	w->since = !w->total && w->now->base_names.n == 0 && is_counter(all, w->type);
	return true;
}

/* Reads the sources, if there is something to read. */
static bool read_sources(struct watch *w, bool *is_new, struct err *err)
{
	struct load_options o = sources_options(w->s, true);
	struct store *store = &w->s->store;
	uint64_t stamp = stamp_of(w);
	bool ok;

	*is_new = w->remote || !w->loaded || w->failures != 0 || stamp != w->stamp;
	if (!*is_new)
		return true;
	out_clear(&w->said);
	ok = w->loaded ? load_next(w->now, w->since, &o, err) : load_sources(w->now, &o, err);
	if (!session_stopped(ok, err))
		return false;
	session_store_changed(store);
	store->profile = w->now->profile;
	store->whole = NULL;
	w->stamp = stamp;
	w->last_at = w->read_at;
	w->read_at = time(NULL);
	return look(w, err);
}

/* --- showing */

static void add_time(struct out *out, time_t moment)
{
	struct tm tm;

	if (zone_time(moment, &tm))
		out_fmt(out, "%02d:%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void add_value(const struct watch *w, struct out *out, int64_t value)
{
	char buf[UNITS_NUMBER_MAX];
	struct str unit, number = units_label(value, w->unit, STR("auto"), buf, &unit);

	out_str(out, number);
	out_str(out, unit);
}

/* "22:04:11  alloc_space 12MB, +1.50MB since 22:04:06" */
static void add_state(const struct watch *w, struct out *out)
{
	add_time(out, w->read_at);
	out_lit(out, "  ");
	out_str(out, w->type);
	out_lit(out, " ");
	add_value(w, out, w->sum);
	if (w->last_at != 0) {
		out_lit(out, w->change > 0 ? ", +" : ", ");
		add_value(w, out, w->change);
		out_lit(out, " since ");
		add_time(out, w->last_at);
	}
}

static void add_failure(const struct watch *w, struct out *out)
{
	out_fmt(out, "reading failed %u time%s, last at ", w->failures,
		w->failures == 1 ? "" : "s");
	add_time(out, w->failed_at);
	out_lit(out, ": ");
	out_str(out, str_from_c(w->failure.text));
}

static void tell_failure(const struct watch *w)
{
	struct out line = {.terminal = true};

	out_lit(&line, "cprof: ");
	add_failure(w, &line);
	out_lit(&line, "\n");
	fwrite(line.p, 1, line.n, w->s->stream);
	fflush(w->s->stream);
	out_release(&line);
}

/* Adds a line, or rows of lines, up to so many; returns how many rows of the terminal it took. */
static size_t add_rows(const struct watch *w, struct out *screen, struct str text, size_t most)
{
	size_t used = 0;
	struct str line;

	while (text.n != 0 && str_split(&text, '\n', &line)) {
		size_t n = out_columns(line);
		size_t rows = n > w->size.columns ? (n + w->size.columns - 1) / w->size.columns : 1;
		size_t left = text.n != 0;

		for (size_t i = 0; i < text.n; i++)
			left += text.p[i] == '\n' && i + 1 < text.n;
		if (used + rows + (left != 0) > most) {
			out_fmt(screen, "... %zu more line%s\033[K\r\n", left + 1,
				left == 0 ? "" : "s");
			return used + 1;
		}
		out_bytes(screen, line.p, line.n);
		out_lit(screen, "\033[K\r\n");
		used += rows;
	}
	return used;
}

/* Shows the picture on the terminal. `doing` stands behind the first line. */
static bool draw(const struct watch *w, const char *doing, struct err *err)
{
	struct out screen = {0}, head = {.terminal = true};
	size_t rows = w->size.rows - 1, used; /* the cursor needs a row */
	bool ok;

	if (w->loaded)
		add_state(w, &head);
	out_fmt(&head, "  %s\n", doing);
	if (w->failures != 0) {
		add_failure(w, &head);
		out_lit(&head, "\n");
	}
	out_bytes(&head, w->said.p, w->said.n);
	out_lit(&screen, "\033[H");
	used = add_rows(w, &screen, (struct str){head.p, head.n}, rows);
	if (used < rows)
		add_rows(w, &screen, (struct str){w->report.p, w->report.n}, rows - used);
	out_lit(&screen, "\033[J");
	ok = out_write(STDOUT_FILENO, (struct str){screen.p, screen.n}, err) ||
		err_wrap(err, "standard output");
	out_release(&head);
	out_release(&screen);
	return ok;
}

/* Prints the report behind those before. */
static bool append(struct watch *w, struct err *err)
{
	struct out block = {0};
	struct str said = {w->said.p, w->said.n};
	bool ok;

	if (said.n != 0 && !str_eq(said, (struct str){w->told.p, w->told.n})) {
		fwrite(w->said.p, 1, w->said.n, w->s->stream);
		out_clear(&w->told);
		out_bytes(&w->told, w->said.p, w->said.n);
	}
	if (w->q.config.format == FORMAT_TEXT) {
		if (w->last_at != 0)
			out_lit(&block, "\n");
		add_state(w, &block);
		out_lit(&block, "\n");
	}
	out_bytes(&block, w->report.p, w->report.n);
	ok = out_write(STDOUT_FILENO, (struct str){block.p, block.n}, err) ||
		err_wrap(err, "standard output");
	out_release(&block);
	return ok;
}

/* Makes the report. Where it fails, why stands in its place: perhaps nothing that is new passes a filter. */
static bool make_report(struct watch *w, struct err *err)
{
	arena_rewind(&w->s->command);
	out_clear(&w->report);
	w->size = terminal_size(STDOUT_FILENO);
	if (shell_make_report(w->s, &w->q, &w->report, err))
		return true;
	out_clear(&w->report);
	w->report.terminal = true;
	out_str(&w->report, str_from_c(err->text));
	out_lit(&w->report, "\n");
	return false;
}

/* The command line was read without a profile. */
static void resolve_names(struct watch *w)
{
	const struct line_scope scope = shell_scope(w->s);

	names_resolve_request(&scope, &w->q);
}

/* One round: reads and shows. What fails is an error in the first round alone. */
static bool do_round(struct watch *w, struct err *err)
{
	struct err failure;
	bool is_new, is_first = !w->loaded;

	arena_rewind(&w->s->command);
	if (w->on_terminal && w->remote && !draw(w, "fetching", err))
		return false;
	if (!read_sources(w, &is_new, &failure)) {
		if (!w->loaded || interrupted()) {
			*err = failure;
			return false;
		}
		w->failures++;
		w->failed_at = time(NULL);
		w->failure = failure;
		if (w->on_terminal)
			return draw(w, "", err);
		tell_failure(w);
		return true;
	}
	if (!w->loaded && !w->s->in_console)
		resolve_names(w);
	w->loaded = true;
	w->failures = is_new ? 0 : w->failures;
	if (!is_new)
		return true;
	if (!make_report(w, err) && (is_first || interrupted()))
		return false;
	return w->on_terminal ? draw(w, "", err) : append(w, err);
}

static bool resized(const struct watch *w)
{
	struct terminal_size size = terminal_size(STDOUT_FILENO);

	return w->on_terminal && (size.rows != w->size.rows || size.columns != w->size.columns);
}

/* Waits a little. Whoever is served meanwhile (base/wait.h) sees what is loaded, and not what is watched. */
static void pause_until(struct watch *w, int64_t end)
{
	int64_t soon = clock_ms() + TICK;
	struct store watched = w->s->store;

	w->s->store = w->kept;
	wait_use_hook(w->hook);
	wait_once(NULL, 0, end < soon ? end : soon, NULL);
	wait_use_hook(NULL);
	w->kept = w->s->store;
	w->s->store = watched;
}

/* Waits until a moment of clock_ms. What is shown follows the size of the terminal meanwhile. */
static bool wait_until(struct watch *w, int64_t end, struct err *err)
{
	struct err ignored;

	while (clock_ms() < end && !interrupted()) {
		pause_until(w, end);
		if (!resized(w) || interrupted())
			continue;
		make_report(w, &ignored);
		if (!interrupted() && !draw(w, "", err))
			return false;
	}
	return true;
}

static bool run_rounds(struct watch *w, struct err *err)
{
	while (!interrupted()) {
		int64_t began = clock_ms();

		if (!do_round(w, err) || !wait_until(w, began + w->interval, err))
			return false;
	}
	return true;
}

/* Runs rounds on sources of their own, until SIGINT or an error. */
static bool watch(struct watch *w, struct load_result sources, struct err *err)
{
	struct shell *s = w->s;
	struct notes notes = s->notes;
	const char *term = getenv("TERM");
	bool caught = interrupt_catch(), stopped, ok;

	shell_leave_screen(s);
	w->on_terminal = s->stdout_is_terminal && term != NULL && strcmp(term, "dumb") != 0;
	w->size = terminal_size(STDOUT_FILENO);
	w->kept = s->store;
	w->hook = wait_use_hook(NULL);
	w->now = &s->store.from;
	s->store.from = sources;
	s->notes = (struct notes){.context = w, .note = keep_note};
	ok = find_remote(w, err) && run_rounds(w, err);
	stopped = interrupted();
	interrupt_clear();
	if (caught)
		interrupt_release();
	load_release(&s->store.from);
	session_store_changed(&s->store);
	s->store = w->kept;
	wait_use_hook(w->hook);
	s->notes = notes;
	if (stopped && w->on_terminal)
		fputs("\n", s->stream); /* behind the ^C that the terminal has echoed */
	else if (!ok && w->said.n != 0)
		fwrite(w->said.p, 1, w->said.n, s->stream);
	out_release(&w->said);
	out_release(&w->told);
	out_release(&w->report);
	arena_release(&w->life);
	return ok || stopped;
}

/* Takes the request, if its report can be watched. */
static bool take_request(struct watch *w, const struct request *q, struct err *err)
{
	if (!command_is_text(q->command))
		return err_set(err, "%s cannot be watched: it is no text", q->command->name);
	if (q->pipe.n != 0 || q->config.output.n != 0)
		return err_set(err,
			"what is watched goes to standard output; type: cprof -watch=5s -%s ... >FILE",
			q->command->name);
	w->q = *q;
	w->q.regex = arena_str(&w->life, q->regex);
	w->q.value = arena_str(&w->life, q->value);
	config_keep(&w->q.config, &w->life);
	return true;
}

bool shell_watch(struct shell *s, const struct request *q, struct err *err)
{
	struct watch w = {.s = s, .total = s->args.flags.watch_total};

	return read_interval(s->args.flags.watch, &w.interval, err) &&
		sources_take_sides(s, q->command, err) && take_request(&w, q, err) &&
		watch(&w, s->store.from, err);
}

bool shell_watch_line(struct shell *s, struct str words, struct err *err)
{
	struct watch w = {.s = s, .interval = INTERVAL};
	const struct load_result *from = &s->store.from;
	struct str rest = words, word = STR("");
	enum line_kind kind;
	struct request q;

	tokenizer_name(&rest, &word);
	w.total = str_eq(word, STR("-total"));
	if (w.total) {
		words = rest;
		tokenizer_name(&rest, &word);
	}
	if (word.n != 0 && (ascii_is_digit(word.p[0]) || word.p[0] == '.')) {
		words = rest;
		if (!read_interval(word, &w.interval, err))
			return false;
	}
	if (!shell_parse(s, tokenizer_trim(words), &kind, &q, err))
		return false;
	if (kind != LINE_REPORT)
		return err_set(err, "watch needs a report, as in: watch 5 top");
	return take_request(&w, &q, err) &&
		watch(&w,
			(struct load_result){.names = from->names,
				.base_names = from->base_names,
				.marked = from->marked},
			err);
}
