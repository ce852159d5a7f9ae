/*
 * bound.c: takes away labels, splines and pixels from graphs that would take too long or grow too
 * large.
 *
 * Measured with Graphviz 2.42 on graphs of profiles: 1446 edges take 12 s as they are and 0.8 s
 * with the attributes of `some`; 7838 take more than 5 minutes, 20 s, and with those of `many` 10
 * s.
 */
#include "cprof-render/bound.h"

#include <math.h>
#include <stdio.h>
#include <strings.h>

#include "base/array.h"
#include "cprof-render/compat.h"
#include "cprof-render/diagnostics.h"

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

void bound_layout(Agraph_t *g)
{
	int edges = agnedges(g);
	bool dropped;
	char note[200];

	if (edges <= BOUND_PLAIN)
		return;
	if (edges <= BOUND_LABELS) {
		set_all(g, some, ARRAY_LEN(some));
		move_labels(g);
		have_edges_drawn(g);
		return;
	}
	set_all(g, many, ARRAY_LEN(many));
	dropped = drop(g, "label");
	dropped |= drop(g, "xlabel");
	if (dropped) {
		snprintf(note, sizeof(note),
			"drawn without the labels of edges: there are %d, and only up to %d are drawn with labels",
			edges, BOUND_LABELS);
		diagnostics_line(note);
	}
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
