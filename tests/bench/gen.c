/*
 * gen.c - writes the large profiles that the benchmark reads.
 *
 * In: the kind of profile (one row of the table `kinds`), and at will a number of samples, an
 * instance and a file. Out: an uncompressed profile.proto on stdout or in that file; the same bytes every time and
 * on every machine. Nothing here uses the program's own code, so the two cannot share a mistake.
 *
 * The call graph is made first: functions in layers, one to three call sites in each, a few callees
 * per site. A sample is a walk from a root that mostly takes the first site and the first callee,
 * so that stacks share their prefixes. Most walks begin where the one before them was, not at a root.
 * No two samples have the same stack and the same label; a kind that repeats takes most stacks from
 * those before, the first ones more often, as a profiler does that writes a sample for every tick.
 *
 * Instances are the profiles that the machines of a fleet make of the same program: the call graph is
 * the same, and so is a common pool of stacks that most samples are taken from, the first ones more
 * often; the rest are stacks that hardly any other instance has. Addresses, ids and times differ.
 *
 * What you would get wrong: a location is a place *in* a function, so a stack holds the call site
 * in the caller, not the entry of the callee; and it is written leaf first. Ids are given in the
 * order of first use, as a runtime does, so that hot locations have short ids; that, and the skew
 * of the walk, decide how large the file is and how well it compresses.
 */
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum {
	MAX_DEPTH = 128,
	MAX_SITES = 3,
	MAX_CALLEES = 12,
	MAX_FUNCTIONS = 24 * 1024, /* as many different names as there are */
	FUNCTIONS_PER_FILE = 12,
	POOL_PERCENT = 85, /* samples of an instance whose stacks are in the common pool */
	TEXT_START = 0x401000,
	FUNCTION_SIZE = 0x200,
};

struct kind {
	const char *name;
	uint32_t samples;
	uint32_t functions;
	uint32_t depth;    /* mean length of a stack */
	uint32_t requests; /* different values of the label `request`; 0: no labels at all */
	uint32_t pool;     /* stacks that instances have in common; 0: there are no instances */
	uint32_t keep; /* percent: samples that share the head of their stack with the one before */
	uint32_t repeat; /* percent: samples whose stack is one of those before */
};

static const struct kind kinds[] = {
	{"calltree", 1000000, 21200, 31, 0, 0, 90, 0},
	{"repeats", 1000000, 21200, 31, 0, 0, 90, 84},
	{"distinct", 300000, 21200, 31, 0, 0, 0, 0},
	{"mid", 100000, 21200, 31, 0, 0, 90, 0},
	{"labels", 300000, 2100, 20, 200000, 0, 90, 0},
	{"small", 1200, 400, 20, 0, 0, 90, 0},
	{"fleet", 1000, 2400, 25, 0, 4000, 0, 0},
};

struct function {
	uint32_t first_site; /* its locations are first_site .. first_site + sites - 1 */
	uint32_t sites;
	uint32_t id; /* in the profile; 0: not used so far */
};

struct location {
	uint32_t function;
	uint32_t callees;
	uint32_t callee[MAX_CALLEES];
	uint32_t inlined; /* how many functions are inlined here, innermost first */
	uint32_t inline_function[2];
	uint32_t id; /* in the profile; 0: not used so far */
};

/* Hashes; open addressing. 0 is a free place. */
struct set {
	uint64_t *hashes;
	uint64_t mask;
	uint32_t n;
};

struct stack {
	uint32_t n;
	uint32_t location[MAX_DEPTH]; /* root first */
};

/* The stacks of a kind that repeats: stack i is locations[first[i]] .. locations[first[i + 1] - 1]. */
struct past {
	uint32_t *locations;
	size_t *first;
	size_t capacity; /* of locations */
	uint32_t n;
};

/* Everything of one profile. The tables live until the end of the program. */
struct gen {
	const struct kind *kind;
	uint32_t samples;
	uint32_t instance;
	uint64_t random;

	struct function *functions;
	uint32_t n_functions;
	struct location *locations;
	uint32_t n_locations;
	uint32_t *layer; /* layer i: functions layer[i] .. layer[i + 1] - 1 */
	uint32_t n_layers;

	uint32_t *location_by_id; /* id - 1 -> index */
	uint32_t location_ids;
	uint32_t *function_by_id;
	uint32_t function_ids;

	struct set stacks;       /* of the samples written */
	struct set samples_seen; /* stack and request; empty without requests */
	struct past past;
};

/* The strings with a fixed place at the head of the string table. */
enum fixed {
	S_NONE,
	S_SAMPLES,
	S_COUNT,
	S_CPU,
	S_NANOSECONDS,
	S_REQUEST,
	S_BYTES,
	S_BINARY,
	S_BUILD_ID,
	S_FIXED, /* then: function names, files, requests */
};

static const char *const fixed_strings[S_FIXED] = {
	[S_NONE] = "",
	[S_SAMPLES] = "samples",
	[S_COUNT] = "count",
	[S_CPU] = "cpu",
	[S_NANOSECONDS] = "nanoseconds",
	[S_REQUEST] = "request",
	[S_BYTES] = "bytes",
	[S_BINARY] = "/usr/local/bin/shop",
	[S_BUILD_ID] = "5a3bd1c7f24e8d960b7a4418cc02e1f95d8360aa",
};

static const char *const packages[] = {"cart", "catalog", "checkout", "codec", "config", "currency",
	"delivery", "events", "feed", "gateway", "inventory", "ledger", "mailer", "metrics",
	"orders", "payment", "pricing", "queue", "render", "router", "search", "session", "storage",
	"tracing"};

static const char *const verbs[] = {"Apply", "Batch", "Build", "Check", "Close", "Collect",
	"Commit", "Decode", "Encode", "Expand", "Fetch", "Filter", "Find", "Flush", "Format",
	"Handle", "Index", "Insert", "Load", "Lookup", "Merge", "Parse", "Read", "Refresh",
	"Render", "Resolve", "Route", "Scan", "Serve", "Split", "Update", "Write"};

static const char *const nouns[] = {"Account", "Address", "Balance", "Bucket", "Buffer", "Cache",
	"Cursor", "Customer", "Entry", "Event", "Field", "Frame", "Header", "Item", "Key", "Line",
	"Message", "Node", "Offer", "Order", "Page", "Price", "Product", "Query", "Record", "Row",
	"Shard", "Stock", "Table", "Ticket", "Token", "Value"};

/* ---- small things ------------------------------------------------------------------------- */

static _Noreturn void die(const char *what, const char *why)
{
	fprintf(stderr, "gen: %s: %s\n", what, why);
	exit(2);
}

static void *zalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		die("memory", strerror(errno));
	return p;
}

/* Bijective, so different numbers stay different. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static uint64_t next_random(struct gen *g)
{
	g->random += UINT64_C(0x9e3779b97f4a7c15);
	return mix(g->random);
}

/* 0 .. n - 1, evenly. */
static uint32_t below(struct gen *g, uint32_t n)
{
	return (uint32_t)(((next_random(g) >> 32) * n) >> 32);
}

static bool chance(struct gen *g, uint32_t percent)
{
	return below(g, 100) < percent;
}

/* 0 .. n - 1, mostly 0: the next one has `percent` of what is left each time. */
static uint32_t skewed(struct gen *g, uint32_t n, uint32_t percent)
{
	uint32_t i = 0;

	while (i + 1 < n && !chance(g, percent))
		i++;
	return i;
}

/* ---- the call graph ----------------------------------------------------------------------- */

/* A few roots, each layer half as large again as the one before it, up to an even width. */
static void make_layers(struct gen *g)
{
	uint32_t n = g->kind->functions;
	uint32_t widest = n * 2 / (g->kind->depth * 3);
	uint32_t width = 4;
	uint32_t at = 0;

	assert(n <= MAX_FUNCTIONS);
	g->n_functions = n;
	g->functions = zalloc(n, sizeof(*g->functions));
	g->layer = zalloc((size_t)n + 1, sizeof(*g->layer));
	while (at < n) {
		g->layer[g->n_layers++] = at;
		at += width;
		width = width * 3 / 2 < widest ? width * 3 / 2 : widest;
	}
	g->layer[g->n_layers] = n;
}

static void make_callees(struct gen *g, struct location *site, uint32_t layer, uint32_t nth)
{
	static const uint8_t sizes[20] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4,
		MAX_CALLEES};
	uint32_t from = g->layer[layer + 1];
	uint32_t width = g->layer[layer + 2] - from;

	site->callees = sizes[below(g, LEN(sizes))];
	site->callee[0] = from + nth % width; /* so that each function has a caller */
	for (uint32_t i = 1; i < site->callees; i++) {
		if (chance(g, 4)) /* a way back: recursion */
			site->callee[i] = g->layer[layer] + below(g, from - g->layer[layer]);
		else
			site->callee[i] = from + below(g, width);
	}
}

static void make_graph(struct gen *g)
{
	make_layers(g);
	g->locations = zalloc((size_t)g->n_functions * MAX_SITES, sizeof(*g->locations));
	for (uint32_t l = 0; l < g->n_layers; l++) {
		uint32_t nth = 0;

		for (uint32_t f = g->layer[l]; f < g->layer[l + 1]; f++) {
			struct function *function = &g->functions[f];

			function->first_site = g->n_locations;
			function->sites = 1 + below(g, 2) + below(g, 2);
			for (uint32_t s = 0; s < function->sites; s++) {
				struct location *site = &g->locations[g->n_locations++];

				site->function = f;
				if (chance(g, 25))
					site->inlined = 1 + below(g, 2);
				for (uint32_t i = 0; i < site->inlined; i++)
					site->inline_function[i] = below(g, g->n_functions);
				if (l + 1 < g->n_layers)
					make_callees(g, site, l, nth++);
			}
		}
	}
	g->location_by_id = zalloc(g->n_locations, sizeof(*g->location_by_id));
	g->function_by_id = zalloc(g->n_functions, sizeof(*g->function_by_id));
}

/* ---- protobuf ----------------------------------------------------------------------------- */

/* One message on its way out. Messages here are short; the longest is a sample of a deep stack. */
struct message {
	size_t n;
	uint8_t bytes[2048];
};

static void put_byte(struct message *m, uint8_t byte)
{
	assert(m->n < sizeof(m->bytes));
	m->bytes[m->n++] = byte;
}

static void put_varint(struct message *m, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		put_byte(m, (uint8_t)(v | 0x80));
	put_byte(m, (uint8_t)v);
}

static void put_int(struct message *m, unsigned field, uint64_t v)
{
	if (v == 0)
		return;
	put_varint(m, field << 3);
	put_varint(m, v);
}

static void put_bytes(struct message *m, unsigned field, const void *bytes, size_t n)
{
	put_varint(m, field << 3 | 2);
	put_varint(m, n);
	assert(n <= sizeof(m->bytes) - m->n);
	memcpy(m->bytes + m->n, bytes, n);
	m->n += n;
}

/* One field of the profile itself: the bytes go to the file. */
static void write_field(FILE *out, unsigned field, const void *bytes, size_t n)
{
	struct message head = {0};

	put_varint(&head, field << 3 | 2);
	put_varint(&head, n);
	fwrite(head.bytes, 1, head.n, out);
	fwrite(bytes, 1, n, out);
}

static void write_message(FILE *out, unsigned field, const struct message *m)
{
	write_field(out, field, m->bytes, m->n);
}

static void write_int(FILE *out, unsigned field, uint64_t v)
{
	struct message m = {0};

	put_int(&m, field, v);
	fwrite(m.bytes, 1, m.n, out);
}

static void write_value_type(FILE *out, unsigned field, enum fixed type, enum fixed unit)
{
	struct message m = {0};

	put_int(&m, 1, type);
	put_int(&m, 2, unit);
	write_message(out, field, &m);
}

/* ---- samples ------------------------------------------------------------------------------ */

/*
 * Makes the next stack out of the one before it: keeps its first `keep` locations and walks on from
 * there, as a program does between two ticks of the profiler. `keep` must be less than its length.
 */
static void walk(struct gen *g, struct stack *stack, uint32_t keep)
{
	uint32_t spread = g->kind->depth * 2 / 3;
	uint32_t depth = g->kind->depth / 3 + below(g, spread + 1) + below(g, spread + 1);
	uint32_t f = skewed(g, g->layer[1], 60);

	if (keep)
		f = g->locations[stack->location[keep]].function;
	if (depth < keep + 2)
		depth = keep + 2;
	stack->n = keep;
	for (;;) {
		const struct function *function = &g->functions[f];
		uint32_t site = function->first_site + skewed(g, function->sites, 85);

		if (stack->n + 1 >= depth || stack->n + 1 == MAX_DEPTH)
			site = function->first_site + below(g, function->sites); /* the leaf */
		stack->location[stack->n++] = site;
		if (stack->n >= depth || stack->n == MAX_DEPTH || g->locations[site].callees == 0)
			return;
		f = g->locations[site].callee[skewed(g, g->locations[site].callees, 80)];
	}
}

/* The next stack of an instance: one of the pool, or one of its own. */
static void walk_of_instance(struct gen *g, struct stack *stack)
{
	uint64_t next = next_random(g);

	if (chance(g, POOL_PERCENT)) {
		uint64_t at = below(g, g->kind->pool); /* squared: half are of the first quarter */

		next = g->random;
		g->random = mix(at * at / g->kind->pool + 1);
	} else
		g->random = next ^ mix(g->instance);
	walk(g, stack, 0);
	g->random = mix(next);
}

/* A set with room for n hashes. */
static struct set make_set(uint32_t n)
{
	uint64_t places = 4;

	while (places < (uint64_t)n * 2)
		places *= 2;
	return (struct set){.hashes = zalloc(places, sizeof(uint64_t)), .mask = places - 1};
}

/* Says whether the hash is new, and remembers it. */
static bool add(struct set *set, uint64_t hash)
{
	uint64_t at;

	hash |= 1;
	for (at = (hash >> 1) & set->mask; set->hashes[at]; at = (at + 1) & set->mask) {
		if (set->hashes[at] == hash)
			return false;
	}
	set->hashes[at] = hash;
	set->n++;
	return true;
}

/* Says whether the sample is new, and remembers it and its stack. */
static bool is_new(struct gen *g, const struct stack *stack, uint32_t request)
{
	uint64_t hash = mix(1);
	bool is_new_stack;

	for (uint32_t i = 0; i < stack->n; i++)
		hash = mix(hash ^ (stack->location[i] + UINT64_C(1)));
	is_new_stack = add(&g->stacks, hash);
	return g->kind->requests ? add(&g->samples_seen, mix(hash ^ (request + UINT64_C(1))))
				 : is_new_stack;
}

static void keep_stack(struct past *past, const struct stack *stack)
{
	size_t at = past->first[past->n];

	if (past->capacity - at < stack->n) {
		past->capacity = past->capacity * 2 + MAX_DEPTH;
		past->locations = realloc(past->locations,
			past->capacity * sizeof(*past->locations));
		if (!past->locations)
			die("memory", strerror(errno));
	}
	memcpy(past->locations + at, stack->location, stack->n * sizeof(*stack->location));
	past->first[++past->n] = at + stack->n;
}

/* One of the stacks so far: half are of the first quarter. */
static void repeat_stack(struct gen *g, struct stack *stack)
{
	const struct past *past = &g->past;
	uint64_t at = below(g, past->n);
	size_t i = (size_t)(at * at / past->n);

	stack->n = (uint32_t)(past->first[i + 1] - past->first[i]);
	memcpy(stack->location, past->locations + past->first[i],
		stack->n * sizeof(*stack->location));
}

/* A stack that makes a sample with this request new. */
static void new_stack(struct gen *g, struct stack *stack, uint32_t request)
{
	for (int tries = 0; tries < 1000; tries++) {
		uint32_t keep = 0;

		if (g->kind->pool)
			walk_of_instance(g, stack);
		else {
			if (stack->n > 1 && tries < 20 && chance(g, g->kind->keep))
				keep = stack->n - 1 - skewed(g, stack->n, 25);
			walk(g, stack, keep);
		}
		if (is_new(g, stack, request))
			break;
	}
}

static void next_stack(struct gen *g, struct stack *stack, uint32_t request)
{
	if (!g->kind->repeat)
		new_stack(g, stack, request);
	else if (g->past.n > 0 && chance(g, g->kind->repeat))
		repeat_stack(g, stack);
	else {
		new_stack(g, stack, request);
		keep_stack(&g->past, stack);
	}
}

static uint32_t use_function(struct gen *g, uint32_t f)
{
	if (!g->functions[f].id) {
		g->function_by_id[g->function_ids++] = f;
		g->functions[f].id = g->function_ids;
	}
	return g->functions[f].id;
}

static uint32_t use_location(struct gen *g, uint32_t l)
{
	if (!g->locations[l].id) {
		g->location_by_id[g->location_ids++] = l;
		g->locations[l].id = g->location_ids;
		for (uint32_t i = 0; i < g->locations[l].inlined; i++)
			use_function(g, g->locations[l].inline_function[i]);
		use_function(g, g->locations[l].function);
	}
	return g->locations[l].id;
}

/* Instances name only the functions that they have. */
static uint32_t function_string(const struct gen *g, uint32_t f)
{
	return S_FIXED + (g->kind->pool ? g->functions[f].id - 1 : f);
}

static uint32_t n_names(const struct gen *g)
{
	return g->kind->pool ? g->function_ids : g->n_functions;
}

static uint32_t n_files(const struct gen *g)
{
	return g->n_functions / FUNCTIONS_PER_FILE + 1;
}

static uint32_t request_string(const struct gen *g, uint32_t request)
{
	return S_FIXED + n_names(g) + n_files(g) + request;
}

static void put_labels(struct gen *g, struct message *m, uint32_t request)
{
	struct message label = {0};

	put_int(&label, 1, S_REQUEST);
	put_int(&label, 2, request_string(g, request));
	put_bytes(m, 3, label.bytes, label.n);
	if (chance(g, 50)) {
		label.n = 0;
		put_int(&label, 1, S_BYTES);
		put_int(&label, 3, (uint64_t)16 << skewed(g, 16, 30));
		put_int(&label, 4, S_BYTES);
		put_bytes(m, 3, label.bytes, label.n);
	}
}

static void write_samples(struct gen *g, FILE *out)
{
	uint32_t requests = g->kind->requests;
	struct stack stack = {0};

	g->stacks = make_set(g->samples);
	if (requests)
		g->samples_seen = make_set(g->samples);
	if (g->kind->repeat)
		g->past.first = zalloc((size_t)g->samples + 1, sizeof(*g->past.first));
	for (uint32_t i = 0; i < g->samples; i++) {
		struct message packed = {0};
		struct message m = {0};
		uint32_t request = 0;
		uint64_t count = 1 + skewed(g, 40, 90);

		if (i < requests) /* each one once, in an order of its own, then any */
			request = (uint32_t)(i * UINT64_C(7919) % requests);
		else if (requests)
			request = below(g, requests);
		next_stack(g, &stack, request);
		for (uint32_t k = stack.n; k-- > 0;)
			put_varint(&packed, use_location(g, stack.location[k]));
		put_bytes(&m, 1, packed.bytes, packed.n);
		packed.n = 0;
		put_varint(&packed, count);
		put_varint(&packed, count * 10000000);
		put_bytes(&m, 2, packed.bytes, packed.n);
		if (requests)
			put_labels(g, &m, request);
		write_message(out, 2, &m);
	}
}

/* ---- tables ------------------------------------------------------------------------------- */

static uint32_t start_line(uint32_t f)
{
	return 12 + f % FUNCTIONS_PER_FILE * 60;
}

/* Where a machine loads the program, it says itself. */
static uint64_t moved(const struct gen *g)
{
	return g->kind->pool ? mix(g->instance) % 0x10000 * 0x1000 : 0;
}

static uint64_t address(const struct gen *g, uint32_t l)
{
	uint32_t f = g->locations[l].function;
	uint32_t nth = l - g->functions[f].first_site;

	return moved(g) + TEXT_START + (uint64_t)f * FUNCTION_SIZE + 0x2b + (uint64_t)nth * 0x5d;
}

static void put_line(struct message *m, const struct gen *g, uint32_t f, uint32_t offset)
{
	struct message line = {0};

	put_int(&line, 1, g->functions[f].id);
	put_int(&line, 2, start_line(f) + offset);
	put_bytes(m, 4, line.bytes, line.n);
}

static void write_mapping(const struct gen *g, FILE *out)
{
	uint64_t end = TEXT_START + (uint64_t)g->n_functions * FUNCTION_SIZE;
	struct message m = {0};

	put_int(&m, 1, 1);
	put_int(&m, 2, moved(g) + 0x400000);
	put_int(&m, 3, moved(g) + ((end + 0xfff) & ~UINT64_C(0xfff)));
	put_int(&m, 5, S_BINARY);
	put_int(&m, 6, S_BUILD_ID);
	for (unsigned has = 7; has <= 10; has++) /* functions, files, lines, inlined frames */
		put_int(&m, has, 1);
	write_message(out, 3, &m);
}

static void write_locations(const struct gen *g, FILE *out)
{
	for (uint32_t id = 1; id <= g->location_ids; id++) {
		uint32_t l = g->location_by_id[id - 1];
		const struct location *location = &g->locations[l];
		struct message m = {0};

		put_int(&m, 1, id);
		put_int(&m, 2, 1);
		put_int(&m, 3, address(g, l));
		for (uint32_t i = 0; i < location->inlined; i++)
			put_line(&m, g, location->inline_function[i], 3 + l % 7);
		put_line(&m, g, location->function, 2 + (uint32_t)(mix(l) % 50));
		write_message(out, 4, &m);
	}
}

static void write_functions(const struct gen *g, FILE *out)
{
	for (uint32_t id = 1; id <= g->function_ids; id++) {
		uint32_t f = g->function_by_id[id - 1];
		struct message m = {0};

		put_int(&m, 1, id);
		put_int(&m, 2, function_string(g, f));
		put_int(&m, 3, function_string(g, f));
		put_int(&m, 4, S_FIXED + n_names(g) + f / FUNCTIONS_PER_FILE);
		put_int(&m, 5, start_line(f));
		write_message(out, 5, &m);
	}
}

/* The package of function f; differs for any two f of the same verb and noun. */
static const char *package_of(uint32_t f)
{
	return packages[(f / 1024 + f % 1024 / 64) % LEN(packages)];
}

static int format_name(char *to, size_t size, uint32_t f)
{
	static const struct shape {
		const char *before, *between, *after;
	} shapes[] = {
		{"(*", ").", ""},
		{"(*", "Store).", ""},
		{"", "", ""},
		{"(*", ").", ".func1"},
	};
	uint32_t b = f % 1024;
	size_t i = b * 7 / 5 % LEN(shapes);

	return snprintf(to, size, "example.com/shop/internal/%s.%s%s%s%s%s", package_of(f),
		shapes[i].before, nouns[b / 32], shapes[i].between, verbs[b % 32], shapes[i].after);
}

static int format_file(char *to, size_t size, uint32_t file)
{
	return snprintf(to, size, "/home/build/src/shop/internal/%s/%s_%" PRIu32 ".go",
		package_of(file * FUNCTIONS_PER_FILE), nouns[file % LEN(nouns)], file);
}

static void write_string(FILE *out, const char *string, int n)
{
	assert(n >= 0);
	write_field(out, 6, string, (size_t)n);
}

static void write_strings(const struct gen *g, FILE *out)
{
	char buffer[160];

	for (unsigned i = 0; i < S_FIXED; i++)
		write_string(out, fixed_strings[i], (int)strlen(fixed_strings[i]));
	for (uint32_t i = 0; i < n_names(g); i++) {
		uint32_t f = g->kind->pool ? g->function_by_id[i] : i;

		write_string(out, buffer, format_name(buffer, sizeof(buffer), f));
	}
	for (uint32_t i = 0; i < n_files(g); i++)
		write_string(out, buffer, format_file(buffer, sizeof(buffer), i));
	for (uint32_t i = 0; i < g->kind->requests; i++) {
		int n = snprintf(buffer, sizeof(buffer), "req-%016" PRIx64, mix(i + UINT64_C(1)));

		write_string(out, buffer, n);
	}
}

static void write_profile(struct gen *g, FILE *out)
{
	write_value_type(out, 1, S_SAMPLES, S_COUNT);
	write_value_type(out, 1, S_CPU, S_NANOSECONDS);
	write_samples(g, out);
	write_mapping(g, out);
	write_locations(g, out);
	write_functions(g, out);
	write_strings(g, out);
	/* 2026-01-01 00:00:00 UTC, and a second later for each instance */
	write_int(out, 9, UINT64_C(1767225600000000000) + g->instance * UINT64_C(1000000000));
	write_int(out, 10, UINT64_C(600000000000));
	write_value_type(out, 11, S_CPU, S_NANOSECONDS);
	write_int(out, 12, 10000000);
}

/* ---- main --------------------------------------------------------------------------------- */

static _Noreturn void usage(void)
{
	fputs("usage: gen KIND [-n SAMPLES] [-i INSTANCE] [-o FILE]\nkinds:", stderr);
	for (size_t i = 0; i < LEN(kinds); i++)
		fprintf(stderr, " %s", kinds[i].name);
	fputc('\n', stderr);
	exit(2);
}

static uint32_t parse_number(const char *arg)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end || n > 1000000000)
		die(arg, "not a number");
	return (uint32_t)n;
}

static const struct kind *find_kind(const char *name)
{
	for (size_t i = 0; i < LEN(kinds); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	usage();
}

int main(int argc, char **argv)
{
	struct gen g = {.random = 20260101};
	const char *path = NULL;
	FILE *out = stdout;

	if (argc < 2 || argc % 2 != 0)
		usage();
	g.kind = find_kind(argv[1]);
	g.samples = g.kind->samples;
	for (int i = 2; i < argc; i += 2) {
		if (strcmp(argv[i], "-n") == 0)
			g.samples = parse_number(argv[i + 1]);
		else if (strcmp(argv[i], "-i") == 0)
			g.instance = parse_number(argv[i + 1]);
		else if (strcmp(argv[i], "-o") == 0)
			path = argv[i + 1];
		else
			usage();
	}
	if (path && !(out = fopen(path, "wb")))
		die(path, strerror(errno));
	make_graph(&g);
	if (g.kind->pool)
		g.random = mix(g.instance + UINT64_C(1));
	write_profile(&g, out);
	if (fflush(out) != 0 || ferror(out) || fclose(out) != 0)
		die(path ? path : "stdout", strerror(errno));
	fprintf(stderr, "gen: %s: %" PRIu32 " samples, %" PRIu32 " distinct stacks, ", g.kind->name,
		g.samples, g.stacks.n);
	fprintf(stderr, "%" PRIu32 " locations, %" PRIu32 " functions\n", g.location_ids,
		g.function_ids);
	free(g.functions);
	free(g.locations);
	free(g.layer);
	free(g.location_by_id);
	free(g.function_by_id);
	free(g.stacks.hashes);
	free(g.samples_seen.hashes);
	free(g.past.locations);
	free(g.past.first);
	return 0;
}
