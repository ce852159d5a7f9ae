/*
 * links.c: percent-encodes dangerous characters in the links of a graph.
 */
#include "cprof-render/links.h"

#include <stdbool.h>

#include "base/array.h"
#include "base/out.h"
#include "cprof-render/compat.h"

#define NOT_IN_URLS "\"<>\\ "

/* Cleans one attribute of a node, an edge or a graph. */
static void clean(void *object, Agsym_t *attr, struct out *work)
{
	const char *link = agxget(object, attr);
	size_t plain = strcspn(link, NOT_IN_URLS);

	if (link[plain] == '\0')
		return;
	out_clear(work);
	while (link[0] != '\0') {
		plain = strcspn(link, NOT_IN_URLS);
		out_bytes(work, link, plain);
		link += plain;
		if (link[0] != '\0')
			out_fmt(work, "%%%02X", (unsigned)*link++);
	}
	out_bytes(work, "", 1);
	compat_set(object, attr, work->p);
}

/* The graph after g, subgraphs first; NULL behind the last. */
static Agraph_t *next_graph(Agraph_t *g)
{
	Agraph_t *next = agfstsubg(g);

	for (; next == NULL && agparent(g) != NULL; g = agparent(g))
		next = agnxtsubg(g);
	return next;
}

static void clean_graphs(Agraph_t *root, Agsym_t *attr, struct out *work)
{
	for (Agraph_t *g = root; g != NULL; g = next_graph(g))
		clean(g, attr, work);
}

static void clean_nodes(Agraph_t *root, Agsym_t *attr, struct out *work)
{
	for (Agnode_t *n = agfstnode(root); n != NULL; n = agnxtnode(root, n))
		clean(n, attr, work);
}

static void clean_edges(Agraph_t *root, Agsym_t *attr, struct out *work)
{
	for (Agnode_t *n = agfstnode(root); n != NULL; n = agnxtnode(root, n))
		for (Agedge_t *e = agfstout(root, n); e != NULL; e = agnxtout(root, e))
			clean(e, attr, work);
}

void links_clean(Agraph_t *g)
{
	static const char *const names[] = {"URL", "href", "edgeURL", "edgehref", "labelURL",
		"labelhref", "headURL", "headhref", "tailURL", "tailhref"};
	static const struct {
		int kind;
		void (*clean)(Agraph_t *root, Agsym_t *attr, struct out *work);
	} kinds[] = {{AGRAPH, clean_graphs}, {AGNODE, clean_nodes}, {AGEDGE, clean_edges}};
	struct out work = {0};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
			Agsym_t *attr = compat_attr(g, kinds[k].kind, names[i], NULL);

			if (attr != NULL)
				kinds[k].clean(g, attr, &work);
		}
	}
	out_release(&work);
}
