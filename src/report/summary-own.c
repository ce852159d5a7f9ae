/*
 * summary-own.c: Tells a program's own code from that of libraries, by what the profile says.
 *
 * - Go: the package main, and the modules whose sources lie in a folder that has main's sources in it.
 * - Rust: the crate with the function main.
 * - Scripts: files in folders that are no library's.
 * - Else: what is in the main binary and not in the standard library.
 *
 * Where none of these is there, nothing is the program's own.
 */
#include <stdlib.h>

#include "base/array.h"
#include "base/wrap.h"
#include "report/summary.h"
#include "view/groups.h"

enum own_way { OWN_NOTHING, OWN_BINARY, OWN_SCRIPT, OWN_CRATE, OWN_GO };

struct own_rule {
	enum own_way way;
	struct str name; /* of the module or the binary */
	struct str main; /* of Go: the folder of the package main */
};

static struct str name_of(const struct profile *p, fn_id fn)
{
	return profile_str(p, p->functions[fn].name);
}

static struct str file_of(const struct profile *p, fn_id fn)
{
	return profile_str(p, p->functions[fn].file);
}

/* A folder with '/' behind it; empty where the file has none. */
static struct str folder_of(struct str file)
{
	size_t slash = str_find_last(file, '/');

	return slash < file.n ? str_sub(file, 0, slash + 1) : STR("");
}

static bool ends_with_one_of(struct str s, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(s, list[i]))
			return true;
	return false;
}

/* A script in a folder that is no library's. Names without a folder do not say. */
static bool is_own_script(struct str file)
{
	static const struct str endings[] = {STR(".py"), STR(".js"), STR(".mjs"), STR(".cjs"),
		STR(".ts"), STR(".rb"), STR(".php")};
	static const struct str libraries[] = {STR("/node_modules/"), STR("node:"),
		STR("/site-packages/"), STR("/dist-packages/"), STR("/lib/python"), STR("/gems/"),
		STR("/lib/ruby/"), STR("/vendor/"), STR("/usr/")};

	for (size_t i = 0; i < ARRAY_LEN(libraries); i++)
		if (str_find(file, libraries[i], 0) < file.n)
			return false;
	return folder_of(file).n != 0 && ends_with_one_of(file, endings, ARRAY_LEN(endings));
}

/* "mill" for "mill::main::{{closure}}" in a file of Rust; else empty. */
static struct str crate_with_main(struct str name, struct str file)
{
	size_t end = str_find(name, STR("::main"), 0);
	struct str rest = str_from(name, end + strlen("::main"));

	if (end == 0 || end >= name.n || !str_ends(file, STR(".rs")) ||
		str_find(name, STR("::"), 0) != end || name.p[0] == '<')
		return STR("");
	return rest.n == 0 || str_starts(rest, STR("::")) ? str_sub(name, 0, end) : STR("");
}

/* What a function says of the rule; the largest enum own_way of all functions holds. */
static struct own_rule rule_of(const struct summary *s, fn_id fn)
{
	struct str name = name_of(s->r->profile, fn), file = file_of(s->r->profile, fn);
	struct str crate = crate_with_main(name, file);

	if (str_ends(file, STR(".go")) &&
		str_eq(group_package(s->r->arena, name, file), STR("main")))
		return (struct own_rule){OWN_GO, STR("main"), folder_of(file)};
	if (crate.n != 0)
		return (struct own_rule){.way = OWN_CRATE, .name = crate};
	return (struct own_rule){.way = is_own_script(file) ? OWN_SCRIPT : OWN_NOTHING};
}

static struct own_rule find_rule(const struct summary *s)
{
	struct own_rule rule = {.way = s->facts.source.has_main ? OWN_BINARY : OWN_NOTHING,
		.name = s->facts.source.main};

	for (fn_id fn = 1; fn < s->r->profile->n_functions; fn++) {
		struct own_rule found = rule_of(s, fn);

		if (found.way > rule.way)
			rule = found;
	}
	return rule;
}

/*
 * The folder of a module's sources: that of a file of a package, without what the package has behind the module.
 * "/src/shop/" for the package example.com/shop/internal/jobs in /src/shop/internal/jobs/.
 */
static struct str module_folder(struct str file, struct str package, struct str module)
{
	struct str folder = folder_of(file), rest = str_from(package, module.n);

	if (folder.n == 0 || !str_ends(str_sub(folder, 0, folder.n - 1), rest))
		return STR("");
	return str_sub(folder, 0, folder.n - rest.n);
}

static bool is_standard(struct str module)
{
	return str_eq(module, STR("std")) || str_eq(module, STR("core")) ||
		str_eq(module, STR("alloc"));
}

/* The same for Go. */
static struct str own_go_module(const struct summary *s, const struct own_rule *rule, fn_id fn)
{
	struct str name = name_of(s->r->profile, fn), file = file_of(s->r->profile, fn);
	struct str module = group_module(s->r->arena, name, file), folder;

	if (module.n == 0 || is_standard(module) || str_eq(module, rule->name))
		return str_eq(module, rule->name) ? module : STR("");
	folder = module_folder(file, group_package(s->r->arena, name, file), module);
	return folder.n != 0 && str_starts(rule->main, folder) ? module : STR("");
}

/* The module, binary or folder of a function where it is the program's own; else empty. */
static struct str own_module(const struct summary *s, const struct own_rule *rule, fn_id fn)
{
	struct str name = name_of(s->r->profile, fn), file = file_of(s->r->profile, fn);
	struct str module = group_module(s->r->arena, name, file), none = STR("");

	switch (rule->way) {
	case OWN_NOTHING:
		break;
	case OWN_BINARY:
		return name.n == 0 || is_standard(module) ? none : rule->name;
	case OWN_SCRIPT:
		return is_own_script(file) ? group_folder(s->r->arena, name, file) : none;
	case OWN_CRATE:
		return str_eq(module, rule->name) ? module : none;
	case OWN_GO:
		return own_go_module(s, rule, fn);
	}
	return none;
}

/* The modules of functions, by fn_id. */
static const str_id *modules_of(struct summary *s, const struct own_rule *rule)
{
	const struct profile *p = s->r->profile;
	str_id *modules = arena_array(s->r->arena, str_id, p->n_functions);

	for (fn_id fn = 1; fn < p->n_functions; fn++)
		modules[fn] = intern_own(&s->modules, own_module(s, rule, fn));
	return modules;
}

static void mark_nodes(struct summary *s)
{
	const struct profile *p = s->r->profile;
	const struct nodes *nodes = &s->graph.nodes;
	struct own_rule rule = find_rule(s);
	const str_id *modules = modules_of(s, &rule);
	str_id *own_of = arena_array(s->r->arena, str_id, nodes->n);

	for (loc_id loc = 1; loc < p->n_locations; loc++) {
		if (rule.way == OWN_BINARY && p->loc_mapping[loc] != 1)
			continue;
		for (frame_id f = p->frame_begin[loc]; f < p->frame_begin[loc + 1]; f++)
			if (own_of[nodes->of_frame[f]] == 0)
				own_of[nodes->of_frame[f]] = modules[p->frames[f].fn];
	}
	own_of[0] = 0;
	s->own_of = own_of;
}

struct own_node {
	int64_t cum, flat;
	struct str name;
	node_id id;
};

/* In the order of `top -cum`. */
static int by_cum(const void *a, const void *b)
{
	const struct own_node *l = a, *r = b;
	int c;

	if (l->cum != r->cum)
		return l->cum > r->cum ? -1 : 1;
	c = str_cmp(l->name, r->name);
	if (c != 0)
		return c;
	if (l->flat != r->flat)
		return l->flat > r->flat ? -1 : 1;
	return (l->id > r->id) - (l->id < r->id);
}

void summary_find_own(struct summary *s)
{
	const struct graph *g = &s->graph;
	struct own_node *own = arena_array(s->r->arena, struct own_node, g->n_order);
	uint32_t n = 0;

	intern_init(&s->modules, s->r->arena, &s->r->view->names);
	mark_nodes(s);
	intern_freeze(&s->modules);
	for (uint32_t i = 0; i < g->n_order; i++) {
		node_id id = g->order[i];

		if (s->own_of[id] != 0)
			own[n++] = (struct own_node){wrap_abs(graph_cum(g, id)),
				wrap_abs(graph_flat(g, id)), node_name(s->r->arena, &g->nodes, id),
				id};
	}
	qsort(own, n, sizeof(*own), by_cum);
	for (uint32_t i = 0; i < n && i < SUMMARY_FUNCTIONS; i++)
		s->own[s->n_own++] = own[i].id;
}
