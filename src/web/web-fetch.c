/*
 * web-fetch.c: Fetches in a child; then the server loads from the files that it has filled.
 */
#include "web/web-fetch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json-out.h"
#include "base/mem.h"
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

struct web_fetch *web_fetch_new(const struct web_host *host, struct str name, struct err *err)
{
	const struct load_result *from = &host->store->from;
	struct web_fetch *f = mem_zeroed(1, sizeof(*f));
	struct str_list one = {0};
	bool ok;

	f->options = host->load_options(host->context);
	f->name = arena_str(&f->arena, name);
	str_list_add(&f->arena, &one, f->name);
	if (name.n != 0 && !is_there(&f->arena, name, &f->options.url, err))
		ok = false;
	else if (name.n != 0)
		ok = load_ahead_add(&f->ahead, &f->arena, &one, &f->options, err);
	else
		ok = load_ahead_add(&f->ahead, &f->arena, &from->names, &f->options, err) &&
			load_ahead_add(&f->ahead, &f->arena, &from->base_names, &f->options, err);
	if (ok)
		return f;
	web_fetch_free(f);
	return NULL;
}

void web_fetch_make(void *context, struct web_answer *answer)
{
	const struct web_fetch *f = context;
	struct err err;

	if (load_ahead_fetch(&f->ahead, &f->options, &err)) {
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
	arena_release(&f->arena);
	free(f);
}
