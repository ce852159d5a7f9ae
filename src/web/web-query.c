/*
 * web-query.c: Reads the query of an address into options.
 */
#include "web/web-query.h"

#include <stdlib.h>

#include "base/out.h"
#include "fetch/escape.h"

void web_query_read(struct web_query *q, struct arena *a, struct str text)
{
	struct str rest = text, part;

	*q = (struct web_query){.pairs = arena_array(a, struct web_pair, WEB_QUERY_MAX)};
	while (rest.p != NULL && q->n < WEB_QUERY_MAX && str_split(&rest, '&', &part)) {
		struct web_pair *pair = &q->pairs[q->n];
		size_t equals = str_find(part, STR("="), 0);

		if (part.n == 0 || memchr(part.p, ';', part.n) != NULL)
			continue;
		if (url_unescape(a, str_sub(part, 0, equals), true, &pair->name) &&
			url_unescape(a, str_from(part, equals + 1), true, &pair->value))
			q->n++;
	}
}

struct str web_query_get(const struct web_query *q, const char *name)
{
	for (size_t i = 0; i < q->n; i++)
		if (str_eq_c(q->pairs[i].name, name))
			return q->pairs[i].value;
	return STR("");
}

bool web_query_config(const struct web_query *q, struct arena *a, struct config *config,
	struct err *err)
{
	struct config made = *config;

	for (const struct option *o = config_options; o->name != NULL; o++) {
		struct str value = o->url != NULL ? web_query_get(q, o->url) : STR("");

		if (value.n != 0 && !config_set(&made, a, o, value, CONFIG_CONSOLE, err))
			return err_wrap(err, "parameter %s", o->url);
	}
	*config = made;
	return true;
}

static int by_parameter(const void *a, const void *b)
{
	const struct option *const *l = a, *const *r = b;

	return strcmp((*l)->url, (*r)->url);
}

struct str web_query_text(struct arena *a, const struct config *config)
{
	const struct option *set[N_OPTIONS];
	struct out o = {0};
	struct str text;
	size_t n = 0;

	for (const struct option *option = config_options; option->name != NULL; option++)
		if (option->url != NULL && !config_is_default(config, option))
			set[n++] = option;
	if (n != 0)
		qsort(set, n, sizeof(set[0]), by_parameter);
	for (size_t i = 0; i < n; i++) {
		struct str value = config_get(a, config, set[i]);

		/* Links of pprof have t and f. */
		if (set[i]->kind == OPTION_BOOL)
			value.n = 1;
		out_fmt(&o, "%s%s=", i != 0 ? "&" : "", set[i]->url);
		url_escape(&o, value, "", true);
	}
	text = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return text;
}

struct str web_query_key(struct arena *a, const struct config *config, const struct config *base)
{
	struct out o = {0};
	struct str key;

	for (const struct option *option = config_options; option->name != NULL; option++) {
		struct str value = config_get(a, config, option);

		if (str_eq(value, config_get(a, base, option)))
			continue;
		out_lit(&o, option->name);
		out_lit(&o, "=");
		out_bytes(&o, value.p, value.n);
		out_bytes(&o, "", 1); /* no value of a parameter's own can end with it and go on */
	}
	key = arena_str(a, (struct str){o.p, o.n});
	out_release(&o);
	return key;
}
