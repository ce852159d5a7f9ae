/*
 * v8-nodes.c: reads the nodes of V8's profiles, which are its calls, and makes frames of them.
 *
 *	{"id":2,"callFrame":{"functionName":"f","scriptId":"8","url":"file:///a.js","lineNumber":0,"columnNumber":10},
 *	"hitCount":3,"children":[3,4],"positionTicks":[{"line":2,"ticks":3}]}
 *
 * In a tree the children stand there themselves. Old ones have the members of callFrame in the node, and lines that
 * count from 1.
 */
#include <stdlib.h>

#include "base/ascii.h"
#include "import/v8-profile.h"

void v8_profile_release(struct v8_profile *p)
{
	free(p->nodes.p);
	map_release(&p->by_id);
	free(p->ticks.p);
	free(p->samples.p);
	free(p->times.p);
	free(p->lines.p);
}

uint32_t v8_node(struct v8_profile *p, int64_t id)
{
	uint32_t known = map_get(&p->by_id, (uint64_t)id);

	if (known == 0) {
		vec_add(&p->nodes)->id = id;
		known = (uint32_t)p->nodes.n;
		map_put(&p->by_id, (uint64_t)id, known);
	}
	return known - 1;
}

/* Reading. */

/* A node while it is read. */
struct v8_open {
	struct v8_node node;
	size_t children;  /* they begin here in nodes.children */
	bool in_children; /* the next value is one of its children */
	bool old;
	bool has_parent;
	int64_t parent; /* of V8 */
};

struct v8_reading {
	struct import_json *j;
	struct v8_profile *p;
	VEC(struct v8_open) open; /* one in the other */
	VEC(uint32_t) children;   /* places of nodes whose caller is still read */
};

/* Lines and columns of V8 count from 0; -1 is none. */
static void read_place(struct import_json *j, int64_t *v)
{
	int64_t place;

	if (import_json_int(j, &place))
		*v = place >= 0 && place < INT32_MAX ? place + 1 : 0;
}

/* Reads a member of a frame, when it is one, and says whether it is. */
static bool read_frame_member(struct import_json *j, struct str key, struct v8_frame *f)
{
	if (str_eq(key, STR("functionName")))
		import_json_string(j, &f->name);
	else if (str_eq(key, STR("url")))
		import_json_string(j, &f->url);
	else if (str_eq(key, STR("lineNumber")))
		read_place(j, &f->line);
	else if (str_eq(key, STR("columnNumber")))
		read_place(j, &f->column);
	else
		return false;
	return true;
}

static void read_frame(struct import_json *j, struct v8_frame *f)
{
	struct str key;

	for (json_in_object(&j->in); json_in_key(&j->in, &key);)
		if (!read_frame_member(j, key, f))
			json_in_skip(&j->in);
}

static void read_tick(struct import_json *j, struct v8_tick *tick)
{
	struct str key;

	for (json_in_object(&j->in); json_in_key(&j->in, &key);)
		if (str_eq(key, STR("line")))
			import_json_int(j, &tick->line);
		else if (str_eq(key, STR("ticks")))
			import_json_int(j, &tick->samples);
		else
			json_in_skip(&j->in);
}

static void read_ticks(struct v8_reading *r, struct v8_node *node)
{
	struct v8_profile *p = r->p;

	node->tick = (uint32_t)p->ticks.n;
	for (json_in_array(&r->j->in); json_in_element(&r->j->in);) {
		struct v8_tick tick = {0};

		read_tick(r->j, &tick);
		if (tick.line <= 0 || tick.line > INT32_MAX || tick.samples <= 0 ||
			tick.samples > INT32_MAX)
			continue;
		*vec_add(&p->ticks) = tick;
		r->j->im->own_memory += sizeof(tick);
	}
	node->n_ticks = (uint32_t)p->ticks.n - node->tick;
}

static void begin_node(struct v8_reading *r)
{
	if (json_in_object(&r->j->in))
		*vec_add(&r->open) = (struct v8_open){.children = r->children.n};
}

/* Reads the member that comes next of the node that is read. */
static void read_member(struct v8_reading *r, struct str key)
{
	struct import_json *j = r->j;
	struct v8_open *o = &r->open.p[r->open.n - 1];

	if (str_eq(key, STR("id")))
		import_json_int(j, &o->node.id);
	else if (str_eq(key, STR("callFrame")))
		read_frame(j, &o->node.frame);
	else if (str_eq(key, STR("hitCount")))
		import_json_int(j, &o->node.hits);
	else if (str_eq(key, STR("selfSize")))
		import_json_int(j, &o->node.size);
	else if (str_eq(key, STR("parent")))
		o->has_parent = import_json_int(j, &o->parent);
	else if (str_eq(key, STR("positionTicks")))
		read_ticks(r, &o->node);
	else if (str_eq(key, STR("children")))
		o->in_children = json_in_array(&j->in);
	else if (read_frame_member(j, key, &o->node.frame))
		o->old |= str_eq(key, STR("lineNumber"));
	else
		json_in_skip(&j->in);
}

static void read_child(struct v8_reading *r)
{
	int64_t id;

	if (json_in_kind(&r->j->in) == JSON_OBJECT)
		begin_node(r);
	else if (import_json_int(r->j, &id))
		*vec_add(&r->children) = v8_node(r->p, id);
}

/* Puts the node that was read among the others. */
static void end_node(struct v8_reading *r)
{
	const struct v8_open *o = &r->open.p[--r->open.n];
	uint32_t place = v8_node(r->p, o->node.id),
		 parent = o->has_parent ? v8_node(r->p, o->parent) + 1 : 0;
	struct v8_node *node = &r->p->nodes.p[place];
	uint32_t caller = parent != 0 ? parent : node->caller;

	*node = o->node;
	node->caller = caller;
	node->known = true;
	if (o->old && node->frame.line > 0)
		node->frame.line--;
	if (o->old && node->frame.column > 0)
		node->frame.column--;
	for (size_t i = o->children; i < r->children.n; i++)
		r->p->nodes.p[r->children.p[i]].caller = place + 1;
	r->children.n = o->children;
	*vec_add(&r->children) = place;
	r->j->im->own_memory += sizeof(*node) + 2 * sizeof(struct map_slot);
}

void v8_read_node(struct import_json *j, struct v8_profile *p)
{
	struct v8_reading r = {.j = j, .p = p};
	struct str key;

	begin_node(&r);
	while (r.open.n != 0) {
		struct v8_open *o = &r.open.p[r.open.n - 1];

		if (o->in_children && json_in_element(&j->in))
			read_child(&r);
		else if (o->in_children)
			o->in_children = false;
		else if (json_in_key(&j->in, &key))
			read_member(&r, key);
		else
			end_node(&r);
	}
	free(r.open.p);
	free(r.children.p);
}

void v8_read_nodes(struct import_json *j, struct v8_profile *p)
{
	for (json_in_array(&j->in); json_in_element(&j->in);)
		v8_read_node(j, p);
}

void v8_read_samples(struct import_json *j, struct v8_profile *p)
{
	int64_t id;

	for (json_in_array(&j->in); json_in_element(&j->in);) {
		if (!import_json_int(j, &id))
			break;
		*vec_add(&p->samples) = v8_node(p, id);
		j->im->own_memory += sizeof(*p->samples.p);
	}
}

void v8_read_times(struct import_json *j, struct v8_profile *p)
{
	int64_t time;

	for (json_in_array(&j->in); json_in_element(&j->in);) {
		if (!import_json_int(j, &time))
			break;
		*vec_add(&p->times) = time;
		j->im->own_memory += sizeof(time);
	}
}

void v8_read_lines(struct import_json *j, struct v8_profile *p)
{
	for (json_in_array(&j->in); json_in_element(&j->in);) {
		int64_t line = 0;

		if (json_in_kind(&j->in) != JSON_NUMBER) /* in a trace, another event's */
			json_in_skip(&j->in);
		else
			import_json_int(j, &line);
		*vec_add(&p->lines) = line > 0 && line <= INT32_MAX ? (uint32_t)line : 0;
		j->im->own_memory += sizeof(*p->lines.p);
	}
}

/* Parts. */

void v8_clear(struct v8_profile *p)
{
	p->nodes.n = p->ticks.n = p->samples.n = p->times.n = p->lines.n = 0;
	if (p->by_id.n != 0)
		map_release(&p->by_id);
	p->by_id = (struct map){0};
}

static void append_node(struct import *im, struct v8_profile *to, const struct v8_profile *part,
	const struct v8_node *node)
{
	uint32_t place = v8_node(to, node->id);
	uint32_t caller = node->caller != 0 ? v8_node(to, part->nodes.p[node->caller - 1].id) + 1
					    : 0;
	struct v8_node *n = &to->nodes.p[place];

	if (caller != 0)
		n->caller = caller;
	if (!node->known)
		return;
	caller = n->caller;
	*n = *node;
	n->caller = caller;
	n->n_ticks = 0; /* in parts, samples have lines */
	im->own_memory += sizeof(*n) + 2 * sizeof(struct map_slot);
}

void v8_append(struct import *im, struct v8_profile *to, const struct v8_profile *part)
{
	for (size_t i = 0; i < part->nodes.n; i++)
		append_node(im, to, part, &part->nodes.p[i]);
	for (size_t i = 0; i < part->samples.n; i++) {
		*vec_add(&to->samples) = v8_node(to, part->nodes.p[part->samples.p[i]].id);
		*vec_add(&to->lines) = i < part->lines.n ? part->lines.p[i] : 0;
	}
	for (size_t i = 0; i < part->times.n; i++)
		*vec_add(&to->times) = part->times.p[i];
	im->own_memory += part->samples.n * (sizeof(*to->samples.p) + sizeof(*to->lines.p)) +
		part->times.n * sizeof(*to->times.p);
}

/* Frames. */

/* The file of a URL: of "file:///tmp/a%20b.js" it is "/tmp/a b.js". Others stay. */
static struct str file_of(struct arena *a, struct str url)
{
	static const struct str scheme = {"file://", 7};
	char *path;
	size_t n = 0;

	if (!str_starts(url, scheme))
		return url;
	url = str_from(url, scheme.n);
	path = arena_raw(a, url.n, 1);
	for (size_t i = 0; i < url.n; i++) {
		bool escaped = url.p[i] == '%' && i + 2 < url.n && ascii_is_hex(url.p[i + 1]) &&
			ascii_is_hex(url.p[i + 2]);

		path[n++] = escaped
			? (char)(ascii_hex_value(url.p[i + 1]) * 16 + ascii_hex_value(url.p[i + 2]))
			: url.p[i];
		i += escaped ? 2 : 0;
	}
	return (struct str){path, n};
}

/* Functions without a name are told apart by their place: "(anonymous shop.js:12:8)". */
static struct str anonymous(struct arena *a, struct str file, const struct v8_frame *f)
{
	size_t slash = str_find_last(file, '/');
	struct str base = str_from(file, slash < file.n ? slash + 1 : 0);

	if (f->line == 0)
		return STR("(anonymous)");
	return arena_fmt(a, "(anonymous%s%.*s:%lld:%lld)", base.n != 0 ? " " : "", STR_ARG(base),
		(long long)f->line, (long long)f->column);
}

static uint32_t find_function(struct import *im, const struct v8_frame *f)
{
	struct arena a = {0};
	struct str name = intern_str(&im->strings, f->name);
	struct str file = file_of(&a, intern_str(&im->strings, f->url));
	uint32_t function = import_function(im, name.n != 0 ? name : anonymous(&a, file, f), file,
		false);

	if (im->functions.p[function - 1].start_line == 0)
		im->functions.p[function - 1].start_line = f->line;
	arena_release(&a);
	return function;
}

static uint32_t function_of(struct import *im, struct v8_node *node)
{
	if (node->function == 0 && node->known)
		node->function = find_function(im, &node->frame);
	else if (node->function == 0)
		node->function = import_function(im, STR("[unknown]"), STR(""), false);
	return node->function;
}

void v8_add_leaf(struct import *im, struct v8_profile *p, uint32_t node, int64_t line)
{
	struct v8_node *n = &p->nodes.p[node];
	uint32_t function = function_of(im, n);

	*vec_add(&im->stack) = line != 0
		? import_line_location(im, function, line, 0)
		: import_line_location(im, function, n->frame.line, n->frame.column);
}

bool v8_add_callers(struct import *im, struct v8_profile *p, uint32_t node, struct err *err)
{
	raw_str root = import_string(im, STR("(root)"));
	uint32_t caller = p->nodes.p[node].caller;

	for (size_t n = 0; caller != 0; n++) {
		struct v8_node *c = &p->nodes.p[caller - 1];

		if (n == p->nodes.n)
			return err_set(err, "%s: its calls go in a circle", im->format->name);
		if (c->caller != 0 || c->frame.name != root)
			v8_add_leaf(im, p, caller - 1, 0);
		caller = c->caller;
	}
	return true;
}
