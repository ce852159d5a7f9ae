/*
 * pyroscope-list.c: lists the types of profiles and the services of a Pyroscope server.
 */
#include "base/array.h"
#include "base/interrupt.h"
#include "base/protobuf.h"
#include "fetch/escape.h"
#include "fetch/pyroscope.h"

enum { ANSWER_MAX = 1 << 20, NAME_MAX_BYTES = 500 };

#define LABEL "service_name"

/* Copies a string of an answer to the next row. Those that are empty or too long to be typed are left out. */
static void take_row(struct arena *a, struct bytes s, struct str *rows, size_t *n)
{
	struct str text = {(const char *)s.p, (size_t)(s.end - s.p)};

	if (text.n != 0 && text.n <= NAME_MAX_BYTES && *n < PYROSCOPE_ROWS_MAX)
		rows[(*n)++] = arena_str(a, text);
}

static struct bytes bytes_of(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	return (struct bytes){p, s.n != 0 ? p + s.n : p};
}

/* ProfileTypesResponse: messages ProfileType, whose first field is the ID. */
bool pyroscope_take_types(struct arena *a, struct str answer, struct pyroscope_list *list)
{
	struct bytes s = bytes_of(answer);
	struct field type = {0}, id = {0};

	if (list->types == NULL)
		list->types = arena_array(a, struct str, PYROSCOPE_ROWS_MAX);
	while (s.p < s.end) {
		if (!take_field(&s, &type))
			return false;
		if (type.number != 1 || type.wire != WIRE_BYTES)
			continue;
		while (type.body.p < type.body.end) {
			if (!take_field(&type.body, &id))
				return false;
			if (id.number == 1 && id.wire == WIRE_BYTES)
				take_row(a, id.body, list->types, &list->n_types);
		}
	}
	return true;
}

/* LabelValuesResponse: strings. */
bool pyroscope_take_services(struct arena *a, struct str answer, struct pyroscope_list *list)
{
	struct bytes s = bytes_of(answer);
	struct field name = {0};

	if (list->services == NULL)
		list->services = arena_array(a, struct str, PYROSCOPE_ROWS_MAX);
	while (s.p < s.end) {
		if (!take_field(&s, &name))
			return false;
		if (name.number == 1 && name.wire == WIRE_BYTES)
			take_row(a, name.body, list->services, &list->n_services);
	}
	return true;
}

/* Appends a string of a query in single quotes of a shell. */
static void put_escaped(struct out *o, struct str s)
{
	url_escape(o, s, ":/@,=\"", false);
}

/* Appends the value of a label, as it stands between double quotes in a selector. */
static void put_label(struct out *o, struct str s)
{
	struct str part;
	size_t at;

	for (; s.n != 0; s = str_from(s, at)) {
		bool escape = *s.p == '"' || *s.p == '\\';

		at = 1;
		while (at < s.n && s.p[at] != '"' && s.p[at] != '\\')
			at++;
		part = str_sub(s, 0, at);
		if (escape)
			put_escaped(o, STR("\\"));
		put_escaped(o, part);
	}
}

/* The command for a type, of one service unless that is NULL. */
static void print_command(struct out *o, const struct url_request *r, struct str type,
	const struct str *service)
{
	struct str times;
	bool found;
	struct str server = url_cut(r->shown, STR("?"), &times, &found);

	out_lit(o, "  cprof '");
	url_escape(o, server, ":/@[]!$&()*+,;=%", false);
	out_lit(o, "?query=");
	put_escaped(o, type);
	if (service != NULL) {
		out_lit(o, "{" LABEL "=\"");
		put_label(o, *service);
		out_lit(o, "\"}");
	}
	if (times.n != 0) {
		out_lit(o, "&");
		url_escape(o, times, ":/@,=&+%", false);
	}
	out_lit(o, "'\n");
}

/* The type that most people ask for first. */
static size_t example_type(const struct pyroscope_list *list)
{
	for (size_t i = 0; i < list->n_types; i++)
		if (str_starts(list->types[i], STR("process_cpu:cpu:")))
			return i;
	return 0;
}

void pyroscope_print(const struct pyroscope_list *list, const struct url_request *r, struct out *o)
{
	out_lit(o, "Types of profiles, of all services together:\n");
	for (size_t i = 0; i < list->n_types; i++)
		print_command(o, r, list->types[i], NULL);
	if (list->n_types == PYROSCOPE_ROWS_MAX)
		out_lit(o, "  and perhaps more\n");
	if (list->n_services == 0)
		return;
	out_lit(o, "Services:\n");
	for (size_t i = 0; i < list->n_services; i++) {
		out_lit(o, "  ");
		out_str(o, list->services[i]);
		out_lit(o, "\n");
	}
	if (list->n_services == PYROSCOPE_ROWS_MAX)
		out_lit(o, "  and perhaps more\n");
	out_lit(o, "One type of one service:\n");
	print_command(o, r, list->types[example_type(list)], &list->services[0]);
}

/* Asks a server, and gives its answer, in the arena. */
static bool fetch_answer(struct arena *a, const struct url_request *r,
	const struct http_options *options, struct str *answer, struct err *err)
{
	struct http *http = http_open(r, options, NULL, err);
	char *bytes = arena_raw(a, ANSWER_MAX, 1);
	struct input *in;
	size_t n = 0, got = 1;
	bool ok = true;

	if (http == NULL)
		return false;
	in = http_input(http);
	while (ok && got != 0 && n < ANSWER_MAX) {
		ok = in->read(in, bytes + n, ANSWER_MAX - n, &got, err);
		n += ok ? got : 0;
	}
	http_close(http);
	if (ok && n == ANSWER_MAX)
		ok = err_set(err, "a list of more than 1 MB; ask with ?query=");
	*answer = (struct str){bytes, n};
	return ok;
}

/* The request for the values of the label, beside that for the types. */
static struct url_request services_request(struct arena *a, const struct url_request *r)
{
	struct str method = STR("ProfileTypes");
	struct url_request services = *r;
	struct out o = {0};

	services.url = arena_fmt(a, "%.*sLabelValues",
		STR_ARG(str_sub(r->url, 0, r->url.n - method.n)));
	protobuf_put_bytes(&o, 1, STR(LABEL));
	protobuf_put_number(&o, 3, (uint64_t)r->from_ms);
	protobuf_put_number(&o, 4, (uint64_t)r->until_ms);
	services.post = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return services;
}

bool pyroscope_ask(const struct url_request *r, const struct http_options *http, struct out *out,
	struct err *err)
{
	struct arena a = {0};
	struct url_request services = services_request(&a, r);
	struct pyroscope_list list = {0};
	struct str answer;
	bool ok;

	ok = fetch_answer(&a, r, http, &answer, err) &&
		(pyroscope_take_types(&a, answer, &list) ||
			err_set(err, "what answers there is not Pyroscope"));
	if (ok && list.n_types == 0)
		ok = err_set(err,
			"there are no profiles of that time; ?from=now-1d looks further back");
	ok = ok && fetch_answer(&a, &services, http, &answer, err) &&
		(pyroscope_take_services(&a, answer, &list) ||
			err_set(err, "what answers there is not Pyroscope"));
	if (ok)
		pyroscope_print(&list, r, out);
	arena_release(&a);
	return ok;
}
