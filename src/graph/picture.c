/*
 * picture.c: Scores the nodes of a picture, and removes edges that it does not need.
 *
 * The rules are those of pprof's internal/graph (entropyScore, selectTopNodes and
 * RemoveRedundantEdges). A node with one caller and one callee tells little, and has a low score. A
 * node where calls meet or part has a high one.
 */
#include <math.h>
#include <stdlib.h>

#include "base/cancel.h"
#include "base/wrap.h"
#include "graph/detours.h"
#include "graph/maker.h"

/* At most so many tags of a node count as nodes: no more are drawn. */
enum { TAGS_MAX = 4 };

/* The base-2 logarithm as Go computes it: so scores nearly always agree to the last bit. */
static double log2_of(double x)
{
	int exponent;
	double fraction = frexp(x, &exponent);

	if (fraction == 0.5)
		return exponent - 1;
	return exponent + log(fraction) * (1 / M_LN2);
}

/* The entropy that one part of a total adds. */
static double part_score(int64_t weight, int64_t total)
{
	double share = (double)wrap_abs(weight) / (double)total;

	return -share * log2_of(share);
}

/* The calls into one node, or those out of it. */
struct call_side {
	int64_t total; /* the sum of the edges' weights, and of flat for those out of the node */
	uint32_t n;
	double score;
};

static void add_side(struct call_side *side, int64_t weight)
{
	side->n++;
	if (weight > 0)
		side->total = wrap_add(side->total, weight);
}

static void score_side(struct call_side *side, int64_t weight)
{
	if (side->total != 0)
		side->score += part_score(weight, side->total);
}

int64_t *picture_scores(struct graph_maker *m)
{
	const struct graph *g = m->g;
	struct call_side *in = arena_array(m->arena, struct call_side, g->nodes.n);
	struct call_side *out = arena_array(m->arena, struct call_side, g->nodes.n);
	int64_t *scores = arena_array(m->arena, int64_t, g->nodes.n);

	for (node_id n = 1; n < g->nodes.n; n++)
		out[n].total = g->flat[n];
	for (uint32_t i = 0; i < g->n_edges; i++) {
		add_side(&in[g->edges[i].to], g->edges[i].weight);
		add_side(&out[g->edges[i].from], g->edges[i].weight);
	}
	for (uint32_t i = 0; i < g->n_edges; i++) {
		score_side(&in[g->edges[i].to], g->edges[i].weight);
		score_side(&out[g->edges[i].from], g->edges[i].weight);
	}
	for (node_id n = 1; n < g->nodes.n; n++) {
		double score = in[n].n == 0 ? 1 : in[n].score;

		if (out[n].n != 0 && g->flat[n] > 0)
			score_side(&out[n], g->flat[n]);
		score += out[n].n == 0 ? 1 : out[n].score;
		scores[n] = wrap_add(wrap_int(score * (double)g->cum[n]), g->flat[n]);
	}
	return scores;
}

uint32_t picture_size(const struct graph_maker *m)
{
	const struct graph *g = m->g;
	int64_t count = 0;
	uint32_t *tags = arena_array(m->arena, uint32_t, g->nodes.n);

	for (uint32_t i = 0; i < g->n_tags; i++)
		tags[g->tags[i].node] += g->tags[i].flat != 0;
	for (uint32_t i = 0; i < g->n_order; i++) {
		uint32_t n = tags[g->order[i]];

		count += 1 + (n < TAGS_MAX ? n : TAGS_MAX);
		if (count >= m->spec->node_count)
			return i + 1;
	}
	return g->n_order;
}

/*
 * Looks at the nodes from the lowest score on, and at each one's edges from the lightest on, up to the
 * first that is not residual.
 */
void picture_trim_edges(struct graph_maker *m)
{
	struct graph *g = m->g;
	struct calls calls = graph_calls(m->arena, g);
	struct detours detours = detours_of(m->arena, g, &calls);
	bool *gone = arena_array(m->arena, bool, g->n_edges);
	uint32_t kept = 0;

	for (uint32_t i = g->n_order; i-- > 0;) {
		node_id n = g->order[i];

		for (uint32_t k = calls.in_begin[n + 1]; k-- > calls.in_begin[n];) {
			if (!calls.in[k]->residual || interrupted())
				break;
			gone[calls.in[k] - g->edges] = detour_instead(&detours, k);
		}
	}
	for (uint32_t i = 0; i < g->n_edges; i++)
		if (!gone[i])
			g->edges[kept++] = g->edges[i];
	g->n_edges = kept;
}
