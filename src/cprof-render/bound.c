/*
 * bound.c: takes away labels, splines and pixels from graphs that would take too long or grow too
 * large.
 *
 * Measured with Graphviz 2.42 on graphs of profiles: 1446 edges take 12 s as they are and 0.8 s
 * with the attributes of `some`; 7838 take more than 5 minutes, 20 s, and with those of `many` 10
 * s.
 *
 * Where edges span many ranks, the order of the nodes, their places and the lines take about a third of the
 * time each. So lines alone do not help: 1131 edges that span 31,550 ranks take 35 s with `some` and 21 s
 * with straight lines. If each node hangs from one edge, there are 37 ranks instead of 153, and with the
 * attributes of `deep` it takes 0.6 s.
 */
#include "cprof-render/bound.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/array.h"
#include "cprof-render/compat.h"
#include "cprof-render/diagnostics.h"
#include "cprof-render/ranks.h"

/* These take part in arithmetic with fractions. */
#define PIXELS_SIDE 16000.0 /* Cairo, which makes PNG, ends at 32767, and viewers before */
#define POINTS_PAD 8.0      /* what Graphviz leaves free at both sides together */
#define DPI_DEFAULT 96.0    /* of bitmaps, where the graph does not say */

enum {
	FLAG_SPLINES = 5 << 1
}; /* in GD_flags: the value of EDGETYPE_SPLINE, which is not in gvc.h */

/* Peak memory at this limit: 250 MB for PNG (4 bytes a pixel), 430 MB for BMP, 550 MB for GIF. */
#define PIXELS_MAX 64e6

struct attribute {
	const char *name, *value;
};

static const struct attribute some[] = {
	{"nslimit", "2"},
	{"nslimit1", "2"},
	{"mclimit", ".5"},
	{"pack", "20"},
	{"packmode", "array"},
};

static const struct attribute many[] = {
	{"nslimit", "1"},
	{"nslimit1", "2"},
	{"mclimit", ".25"},
	{"splines", "polyline"},
	{"pack", "20"},
	{"packmode", "array"},
};

static const struct attribute deep[] = {
	{"nslimit", ".1"},
	{"nslimit1", "2"},
	{"mclimit", ".25"},
	{"splines", "polyline"},
	{"pack", "20"},
	{"packmode", "array"},
};

static void set_all(Agraph_t *g, const struct attribute *attributes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		Agsym_t *attr = compat_attr(g, AGRAPH, attributes[i].name, attributes[i].value);

		compat_set(g, attr, attributes[i].value);
	}
}

/* The attribute of edges, made if need be. */
static Agsym_t *edge_attr(Agraph_t *g, const char *name)
{
	Agsym_t *attr = compat_attr(g, AGEDGE, name, NULL);

	return attr != NULL ? attr : compat_attr(g, AGEDGE, name, "");
}

/* Puts the labels beside the edges, where there is room once everything has its place. */
static void move_labels(Agraph_t *g)
{
	Agsym_t *label = edge_attr(g, "label"), *xlabel = edge_attr(g, "xlabel");

	for (Agnode_t *n = agfstnode(g); n != NULL; n = agnxtnode(g, n)) {
		for (Agedge_t *e = agfstout(g, n); e != NULL; e = agnxtout(g, e)) {
			if (agxget(e, label)[0] == '\0' || agxget(e, xlabel)[0] != '\0')
				continue;
			compat_set(e, xlabel, agxget(e, label));
			compat_set(e, label, "");
		}
	}
}

/* Takes an attribute from all edges. False when none had it. */
static bool drop(Agraph_t *g, const char *name)
{
	Agsym_t *attr = edge_attr(g, name);
	bool any = false;

	for (Agnode_t *n = agfstnode(g); n != NULL; n = agnxtnode(g, n)) {
		for (Agedge_t *e = agfstout(g, n); e != NULL; e = agnxtout(g, e)) {
			any |= agxget(e, attr)[0] != '\0';
			compat_set(e, attr, "");
		}
	}
	return any;
}

/*
 * With the attribute `pack` Graphviz (2.42 to 14) says of each part of the graph how its edges are
 * drawn, and of the whole graph nothing, which it then takes for "not at all" and leaves out what
 * stands beside them. So it is said here.
 */
static void have_edges_drawn(Agraph_t *g)
{
	agbindrec(g, (char *)"Agraphinfo_t", sizeof(Agraphinfo_t), true);
	GD_flags(g) |= FLAG_SPLINES;
}

enum { LENGTH_MAX = 1000 }; /* ranks of an edge that count: so no sum of them is too large */

/* A graph as ranks.h takes it. Numbers of nodes and of edges are those that Graphviz gives them. */
struct plain_graph {
	Agedge_t **edges; /* by number less 1; NULL: there is none */
	struct ranks_edge *ends;
	uint32_t n, n_nodes;
};

static uint32_t length_of(Agedge_t *e, Agsym_t *minlen)
{
	long length = minlen == NULL ? 1 : strtol(agxget(e, minlen), NULL, 10);

	return length < 0 ? 0 : length > LENGTH_MAX ? LENGTH_MAX : (uint32_t)length;
}

static struct plain_graph plain_graph_of(struct arena *a, Agraph_t *g)
{
	struct plain_graph p = {0};
	Agsym_t *minlen = compat_attr(g, AGEDGE, "minlen", NULL);

	for (Agnode_t *n = agfstnode(g); n != NULL; n = agnxtnode(g, n)) {
		if (p.n_nodes < AGSEQ(n))
			p.n_nodes = (uint32_t)AGSEQ(n);
		for (Agedge_t *e = agfstout(g, n); e != NULL; e = agnxtout(g, e))
			if (p.n < AGSEQ(e))
				p.n = (uint32_t)AGSEQ(e);
	}
	p.edges = arena_array(a, Agedge_t *, p.n);
	p.ends = arena_array(a, struct ranks_edge, p.n);
	for (Agnode_t *n = agfstnode(g); n != NULL; n = agnxtnode(g, n)) {
		for (Agedge_t *e = agfstout(g, n); e != NULL; e = agnxtout(g, e)) {
			p.edges[AGSEQ(e) - 1] = e;
			p.ends[AGSEQ(e) - 1] = (struct ranks_edge){(uint32_t)AGSEQ(agtail(e)),
				(uint32_t)AGSEQ(aghead(e)), length_of(e, minlen)};
		}
	}
	return p;
}

/* Lets a node's rank depend on the first edge into it alone: in a graph of ours, that of its heaviest caller. */
static void hang(Agraph_t *g, const struct plain_graph *p, const struct ranks *ranks)
{
	Agsym_t *constraint = edge_attr(g, "constraint");

	for (uint32_t i = 0; i < p->n; i++)
		if (p->edges[i] != NULL && !ranks->in_tree[i])
			compat_set(p->edges[i], constraint, "false");
}

/* Takes the labels of edges away, and says so. */
static void drop_labels(Agraph_t *g)
{
	bool dropped = drop(g, "label");
	char note[200];

	dropped |= drop(g, "xlabel");
	if (!dropped)
		return;
	snprintf(note, sizeof(note),
		"drawn without the labels of edges: there are %d, and only up to %d are drawn with labels",
		agnedges(g), BOUND_LABELS);
	diagnostics_line(note);
}

static void note_ranks(uint64_t spanned)
{
	char note[400];

	snprintf(note, sizeof(note),
		"drawn with straight lines, each function below its heaviest caller: the edges span "
		"%" PRIu64 " levels, and only up to %d are drawn with curves; show fewer nodes "
		"(nodecount=80) or fewer edges (edgefraction=0.01), or let the program dot draw what "
		"-dot writes",
		spanned, BOUND_CURVE_RANKS);
	diagnostics_line(note);
}

/* Draws a graph of so many edges, that span so many ranks, in a faster way. */
static void set_faster(Agraph_t *g, int edges, uint64_t spanned)
{
	if (spanned > BOUND_CURVE_RANKS)
		set_all(g, deep, ARRAY_LEN(deep));
	else if (edges > BOUND_LABELS)
		set_all(g, many, ARRAY_LEN(many));
	else
		set_all(g, some, ARRAY_LEN(some));
	if (edges > BOUND_LABELS) {
		drop_labels(g);
	} else {
		move_labels(g);
		have_edges_drawn(g);
	}
}

void bound_layout(Agraph_t *g)
{
	int edges = agnedges(g);
	struct arena a = {0};
	struct plain_graph plain = plain_graph_of(&a, g);
	struct ranks ranks = ranks_of(&a, plain.ends, plain.n, plain.n_nodes);

	if (edges > BOUND_PLAIN || ranks.spanned > BOUND_PLAIN_RANKS)
		set_faster(g, edges, ranks.spanned);
	if (ranks.spanned > BOUND_CURVE_RANKS) {
		hang(g, &plain, &ranks);
		note_ranks(ranks.spanned);
	}
	arena_release(&a);
}

void bound_check_labels(Agraph_t *g)
{
	int lost = 0;
	char note[200];

	for (Agnode_t *n = agfstnode(g); n != NULL; n = agnxtnode(g, n))
		for (Agedge_t *e = agfstout(g, n); e != NULL; e = agnxtout(g, e))
			lost += ED_xlabel(e) != NULL && !ED_xlabel(e)->set;
	if (lost != 0) {
		snprintf(note, sizeof(note), "there was no place for the labels of %d edges", lost);
		diagnostics_line(note);
	}
}

bool bound_is_bitmap(const char *format)
{
	static const char *const names[] = {"png", "gif", "jpg", "jpeg", "jpe", "jp2", "bmp", "tif",
		"tiff", "webp", "gd", "gd2", "wbmp", "ico", "tga", "psd", "sgi", "pct", "pict",
		"exr", "icns", "avif"};
	size_t n = strcspn(format, ":"); /* png:cairo */

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strlen(names[i]) == n && strncasecmp(format, names[i], n) == 0)
			return true;
	return false;
}

void bound_pixels(Agraph_t *g)
{
	/* Graphviz reads the attribute dpi while it lays out; from here on only this counts. */
	double *resolution = &GD_drawing(g)->dpi;
	double dpi = *resolution > 0 ? *resolution : DPI_DEFAULT, lower;
	double w = (GD_bb(g).UR.x - GD_bb(g).LL.x + POINTS_PAD) * dpi / 72;
	double h = (GD_bb(g).UR.y - GD_bb(g).LL.y + POINTS_PAD) * dpi / 72;
	double scale = fmin(PIXELS_SIDE / fmax(w, h), sqrt(PIXELS_MAX / (w * h)));
	char note[200];

	*resolution = fmax(*resolution, 0); /* with less Graphviz 2.42 would not come back */
	if (scale >= 1)
		return;
	lower = dpi * scale;
	lower = lower >= 10 ? floor(lower) : fmax(floor(lower * 10) / 10, 0.1);
	*resolution = lower;
	snprintf(note, sizeof(note),
		"drawn at %g dpi instead of %g: at full size it would be %.0f x %.0f pixels; "
		"svg has no such limit",
		lower, dpi, w, h);
	diagnostics_line(note);
}
