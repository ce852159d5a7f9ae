/*
 * fuzz_dot.c: names in the call graph, in DOT.
 *
 * In: the names of a tiny profile (see tiny.c), separated by bytes 0x1e; and before them, in the first
 * byte, what an entry of the report is. Graphviz reads what was written: there are the nodes and
 * attributes that we write, and no name has added one.
 */
#include <graphviz/cgraph.h>

#include "fuzz.h"

static const char *const node_attributes[] = {"label", "id", "fontsize", "shape", "tooltip",
	"color", "fillcolor", "style", NULL};
static const char *const edge_attributes[] = {"label", "weight", "penwidth", "color", "tooltip",
	"labeltooltip", "style", "minlen", NULL};
static const char *const no_attributes[] = {NULL};

static void check_attributes(Agraph_t *g, int kind, const char *const *known)
{
	for (Agsym_t *a = agnxtattr(g, kind, NULL); a != NULL; a = agnxtattr(g, kind, a)) {
		const char *const *k = known;

		while (*k != NULL && strcmp(*k, a->name) != 0)
			k++;
		if (*k == NULL)
			fuzz_broken("a name adds no attribute to DOT", a->name);
	}
}

/* N1, N1_0 and NN1_0 are ours. */
static bool is_ours(const char *name)
{
	return name[strspn(name, "N")] != '\0' && name[strspn(name, "N0123456789_")] == '\0' &&
		name[0] == 'N';
}

static void check_nodes(Agraph_t *g, uint32_t most)
{
	uint32_t n_strangers = 0, n = 0;

	for (Agnode_t *node = agfstnode(g); node != NULL; node = agnxtnode(g, node)) {
		n++;
		n_strangers += !is_ours(agnameof(node));
	}
	if (n_strangers > 1) /* that of the legend is named by the profile */
		fuzz_broken("a name adds no node to DOT", "there is a node of another name");
	if (n > most)
		fuzz_broken("a name adds no node to DOT", "there are too many");
}

static void check_dot(struct out *o)
{
	Agraph_t *g;

	/* Like pprof's, our DOT has bytes 0 where names have them; cprof-render takes them out. */
	for (size_t i = 0; i < o->n; i++)
		if (o->p[i] == '\0')
			o->p[i] = '0';
	out_bytes(o, "", 1);
	agseterr(AGMAX);
	g = agmemread(o->p);
	if (g == NULL)
		fuzz_broken("Graphviz can read DOT", o->p);
	check_attributes(g, AGRAPH, no_attributes);
	check_attributes(g, AGNODE, node_attributes);
	check_attributes(g, AGEDGE, edge_attributes);
	check_nodes(g, 9);
	agclose(g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum choice_id granularities[] = {GRANULARITY_FUNCTIONS, GRANULARITY_FILES,
		GRANULARITY_LINES, GRANULARITY_ADDRESSES};
	struct request q = {.command = command_find(STR("dot"))};
	struct str names[FUZZ_NAMES] = {{0}}, rest = {(const char *)data + 1, size - 1};
	struct fuzz_session f;
	struct out out = {0};
	struct err err = {0};

	if (size < 2)
		return 0;
	for (size_t i = 0; i < FUZZ_NAMES; i++)
		if (!str_split(&rest, 0x1e, &names[i]))
			names[i] = STR("x");
	fuzz_open(&f, false);
	if (fuzz_load_named(&f.s, names, &err)) {
		q.config = f.s.config;
		q.config.granularity = granularities[data[0] % 4];
		if (!shell_make_report(&f.s, &q, &out, &err))
			fuzz_broken("the graph of the tiny profile is made", err.text);
		check_dot(&out);
	}
	out_release(&out);
	fuzz_close(&f);
	return 0;
}
