/*
 * web-fetch.c: Fetches in a child; then the server loads from the files that it has filled.
 */
#include "web/web-fetch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json-out.h"
#include "base/mem.h"
#include "base/memory-file.h"
#include "base/path.h"
#include "base/zone.h"
#include "profile/encode.h"
#include "web/web-internal.h"

/* Whether a source can be there: what is not on a server is a file. */
static bool is_there(struct arena *a, struct str name, const struct url_options *ask,
	struct err *err)
{
	struct source source;

	source_of(a, name, ask, &source);
	if (source.kind == SOURCE_BAD) {
		*err = source.err;
		return false;
	}
	return source.kind != SOURCE_FILE || file_is_readable(source.path) ||
		err_set(err, "%s: %s", source.path, strerror(errno));
}

/* Makes the file for what is loaded now, with a name that says until when it was. */
static bool open_before(struct web_fetch *f, const struct load_result *from, struct err *err)
{
	struct tm t = {0};
	char until[32];

	zone_time((time_t)(clock_date_ms() / 1000), &t);
	strftime(until, sizeof(until), "%H:%M:%S", &t);
	f->before = memory_file_new(arena_fmt(&f->arena, "%.*s until %s",
					    STR_ARG(path_base(from->names.p[0])), until),
		err);
	return f->before >= 0;
}

/* Writes what is loaded now. */
static bool keep_before(const struct web_fetch *f, struct err *err)
{
	struct out bytes = {0};
	bool ok;

	profile_encode_gzip(&f->host->store->from.source->draft.p, &bytes);
	ok = out_write(f->before, (struct str){bytes.p, bytes.n}, err);
	out_release(&bytes);
	return ok;
}

struct web_fetch *web_fetch_new(const struct web_host *host, struct str name, struct err *err)
{
	const struct load_result *from = &host->store->from;
	struct web_fetch *f = mem_zeroed(1, sizeof(*f));
	struct str_list one = {0};
	bool ok;

	f->host = host;
	f->options = host->load_options(host->context);
	f->name = arena_str(&f->arena, name);
	str_list_add(&f->arena, &one, f->name);
	if (name.n != 0 && !is_there(&f->arena, name, &f->options.url, err))
		ok = false;
	else if (name.n != 0)
		ok = load_ahead_add(&f->ahead, &f->arena, &one, &f->options, err);
	else
		ok = load_ahead_add(&f->ahead, &f->arena, &from->names, &f->options, err) &&
			load_ahead_add(&f->ahead, &f->arena, &from->base_names, &f->options, err) &&
			open_before(f, from, err);
	if (ok)
		return f;
	web_fetch_free(f);
	return NULL;
}

void web_fetch_make(void *context, struct web_answer *answer)
{
	const struct web_fetch *f = context;
	struct err err;

	if ((f->before <= 0 || keep_before(f, &err)) &&
		load_ahead_fetch(&f->ahead, &f->options, &err)) {
		answer->status = 200;
		strcpy(answer->type, "application/json");
	} else {
		web_report_fail(answer, 422, err.text);
	}
}

/* Adds the source: the file that it was fetched into, or what the name is of. */
static struct str add(struct web_server *s, struct web_fetch *f)
{
	struct str b;

	if (f->ahead.files.n == 0)
		return web_sources_add_name(&s->sources, &f->arena, f->name);
	b = web_sources_add_file(&s->sources, &f->arena, f->ahead.files.p[0].fd);
	f->ahead.files.n = 0;
	return b;
}

void web_fetch_take(struct web_server *s, struct web_fetch *f, struct web_answer *answer)
{
	const struct web_host *host = s->host;
	struct err err;

	*answer = (struct web_answer){.status = 200, .type = "application/json"};
	if (f->name.n == 0) {
		if (!host->reload(host->context, &f->ahead, &err)) {
			web_report_fail(answer, 422, err.text);
			return;
		}
		web_sources_add_before(&s->sources, f->before);
		f->before = 0;
		web_changes_look(s);
		out_fmt(&answer->body, "{\"generation\":%u}\n", s->replies.generation);
	} else if (web_sources_are_full(&s->sources)) {
		web_report_fail(answer, 507, WEB_SOURCES_FULL);
	} else {
		out_lit(&answer->body, "{\"b\":");
		json_put_string(&answer->body, add(s, f));
		out_lit(&answer->body, "}\n");
	}
}

void web_fetch_free(struct web_fetch *f)
{
	if (f == NULL)
		return;
	load_ahead_release(&f->ahead);
	if (f->before > 0)
		close(f->before);
	arena_release(&f->arena);
	free(f);
}
