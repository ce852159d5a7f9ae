/*
 * web-session.c: Writes what is loaded and the table of options as JSON.
 */
#include "web/web-session.h"

#include <string.h>

#include "base/json-out.h"
#include "web/web-internal.h"
#include "web/web-saved.h"

static void put_text(struct out *o, const char *key, struct str text)
{
	out_lit(o, ",");
	json_put_key(o, key);
	json_put_string(o, text);
}

static void put_names(struct out *o, struct arena *a, const char *key, const struct str_list *names)
{
	out_lit(o, ",");
	json_put_key(o, key);
	out_lit(o, "[");
	for (size_t i = 0; i < names->n; i++) {
		out_lit(o, i != 0 ? "," : "");
		json_put_string(o, load_shown_name(a, names->p[i]));
	}
	out_lit(o, "]");
}

static void put_types(struct out *o, const struct profile *p)
{
	out_lit(o, ",\"types\":[");
	for (uint32_t i = 0; i < p->n_types; i++) {
		out_lit(o, i != 0 ? ",{\"name\":" : "{\"name\":");
		json_put_string(o, profile_str(p, p->types[i].type));
		put_text(o, "unit", profile_str(p, p->types[i].unit));
		out_lit(o, "}");
	}
	out_lit(o, "]");
}

static void put_choices(struct out *o, const struct option *option)
{
	bool first = true;

	out_lit(o, ",\"choices\":[");
	for (const struct choice *c = config_choices; c->name != NULL; c++) {
		if (strcmp(c->option, option->name) != 0)
			continue;
		out_lit(o, first ? "" : ",");
		json_put_string(o, str_from_c(c->name));
		first = false;
	}
	out_lit(o, "]");
}

/* The options that an address can set. `value` is what holds without a parameter. */
static void put_options(struct out *o, struct arena *a, const struct config *base)
{
	bool first = true;

	out_lit(o, ",\"options\":[");
	for (const struct option *option = config_options; option->name != NULL; option++) {
		if (option->url == NULL)
			continue;
		out_lit(o, first ? "{\"name\":" : ",{\"name\":");
		json_put_string(o, str_from_c(option->name));
		put_text(o, "parameter", str_from_c(option->url));
		put_text(o, "default", str_from_c(option->def));
		put_text(o, "value", config_get(a, base, option));
		put_text(o, "summary", str_from_c(option->summary));
		put_choices(o, option);
		out_lit(o, "}");
		first = false;
	}
	out_lit(o, "]");
}

/* What is saved under a name; where that cannot be read, why. */
static void put_saved(struct out *o, struct arena *a)
{
	struct web_saved saved = {0};
	struct err err = {0};

	if (!web_saved_read(&saved, a, &err))
		put_text(o, "configs_error", str_from_c(err.text));
	out_lit(o, ",\"configs\":[");
	for (size_t i = 0; i < saved.n; i++) {
		out_lit(o, i != 0 ? ",{\"name\":" : "{\"name\":");
		json_put_string(o, saved.entries[i].name);
		put_text(o, "query", saved.entries[i].query);
		out_lit(o, "}");
	}
	out_lit(o, "]");
}

/* What may be compared, what number this state has, and whether it can be loaded again. */
static void put_sources(struct out *o, const struct web_server *s)
{
	const struct load_result *from = &s->host->store->from;

	out_lit(o, ",\"sources\":");
	web_sources_put(&s->sources, from, s->host->config->anon, o);
	out_fmt(o, ",\"generation\":%u,\"can_reload\":%s", s->replies.generation,
		load_took_stdin(from) ? "false" : "true");
}

void web_session_make(const struct web_server *s, struct arena *a, struct web_answer *answer)
{
	const struct web_host *host = s->host;
	const struct load_result *from = &host->store->from;
	const struct profile *p = host->store->profile;
	const struct str_list none = {0};
	struct out *o = &answer->body;
	bool anon = host->config->anon;

	answer->status = 200;
	strcpy(answer->type, "application/json");
	out_lit(o, "{\"version\":\"" CPROF_VERSION "\"");
	/* With anon nothing of the profile's own names is told. */
	put_names(o, a, "inputs", anon ? &none : &from->names);
	put_names(o, a, "bases", anon ? &none : &from->base_names);
	put_text(o, "doc_url", anon ? STR("") : profile_str(p, p->doc_url));
	put_types(o, p);
	put_options(o, a, host->config);
	put_saved(o, a);
	out_fmt(o, ",\"trace\":%s", p->trace != NULL ? "true" : "false");
	put_sources(o, s);
	out_lit(o, "}\n");
}
