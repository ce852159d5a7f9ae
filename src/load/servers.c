/*
 * servers.c: remembers the servers that profiles came from, and asks them for symbols.
 */
#include "load/servers.h"

#include <stdlib.h>

#include "fetch/http.h"
#include "load/load.h"

/* How long an answer may be: so much, and more for each byte of the addresses that were asked for. */
enum { ANSWER_MIN = 1 << 20, ANSWER_EACH = 256 };

void servers_add(struct servers *to, struct arena *a, const struct profile *p,
	const struct url_request *from)
{
	struct url_request *request = vec_add(&to->asked);

	*request = *from;
	request->shown = arena_str(a, from->shown);
	request->url = arena_str(a, from->url);
	request->socket = arena_str(a, from->socket);
	for (map_id m = 1; m < p->n_mappings; m++) {
		const struct mapping *mapping = &p->mappings[m];
		str_id key = mapping->build_id != 0 ? mapping->build_id : mapping->file;

		*vec_add(&to->mappings) = (struct symbol_source){arena_str(a, profile_str(p, key)),
			request->url, mapping->start, (uint32_t)(to->asked.n - 1)};
	}
}

void servers_join(struct servers *to, struct arena *a, const struct servers *from)
{
	uint32_t first = (uint32_t)to->asked.n;

	for (size_t i = 0; i < from->asked.n; i++) {
		struct url_request *request = vec_add(&to->asked);

		*request = from->asked.p[i];
		request->shown = arena_str(a, request->shown);
		request->url = arena_str(a, request->url);
		request->socket = arena_str(a, request->socket);
	}
	for (size_t i = 0; i < from->mappings.n; i++) {
		struct symbol_source *m = vec_add(&to->mappings);

		*m = from->mappings.p[i];
		m->key = arena_str(a, m->key);
		m->server += first;
		m->url = to->asked.p[m->server].url;
	}
}

void servers_release(struct servers *servers)
{
	free(servers->asked.p);
	free(servers->mappings.p);
	*servers = (struct servers){0};
}

/* Symbolization under way. */
struct asking {
	const struct servers *servers;
	const struct load_options *options;
};

static bool read_answer(struct input *in, size_t max, struct out *answer, struct err *err)
{
	for (;;) {
		size_t n = 0, room = (size_t)64 << 10;

		if (!in->read(in, out_room(answer, room), room, &n, err))
			return false;
		if (n == 0)
			return true;
		out_used(answer, n);
		if (answer->n > max)
			return err_set(err, "the answer is larger than %zu kB", max >> 10);
	}
}

static void tell_unencrypted(const struct notes *notes, const struct http_progress *p,
	struct str url)
{
	struct arena scratch = {0};
	struct str line = http_unencrypted_text(&scratch, p, url);

	if (line.n != 0) {
		notes_progress(notes, "");
		notes_add(notes, "%s", line.p);
	}
	arena_release(&scratch);
}

/* Asks a server as its profile was asked for: through the same socket, trusting the same. */
static bool post(void *context, uint32_t server, struct str url, struct str body,
	struct out *answer, struct err *err)
{
	const struct asking *a = context;
	struct url_request request = a->servers->asked.p[server];
	struct http_progress how = {0};
	struct http *http;
	bool ok;

	request.url = url;
	request.post = body;
	http = http_open(&request, &a->options->http, &how, err);
	if (http == NULL)
		return false;
	ok = read_answer(http_input(http), ANSWER_MIN + body.n * ANSWER_EACH, answer, err);
	http_close(http);
	tell_unencrypted(a->options->notes, &how, url);
	return ok;
}

void servers_symbolize(const struct servers *servers, struct draft *d, const struct load_options *o,
	struct known_symbols *known)
{
	struct asking a = {servers, o};
	struct arena scratch = {0};
	struct symbolize_spec spec = {
		.options = o->symbolize,
		.sources = servers->mappings.p,
		.n_sources = servers->mappings.n,
		.debug_dirs = load_binary_folders(&scratch, NULL),
		.debuginfod = o->debuginfod,
		.notes = o->notes,
		.known = known,
		.post = post,
		.context = &a,
	};

	symbolize(d, &spec);
	arena_release(&scratch);
}
