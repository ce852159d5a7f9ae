/*
 * matches.c: Keeps the nodes whose names the command's expression matches.
 */
#include "report/report.h"

bool report_keep_matches(struct report *r, struct graph *g, struct err *err)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < g->n_order; i++) {
		struct str name = node_name(r->arena, &g->nodes, g->order[i]);
		bool hit = false;

		if (!rx_match(r->regex, name, &hit, err))
			return err_wrap(err, "%.*s", STR_ARG(r->regex_text));
		if (hit)
			g->order[n++] = g->order[i];
	}
	if (n == 0)
		return err_set(err, "no %s matches %.*s", r->view->entry, STR_ARG(r->regex_text));
	g->n_order = g->n_before = n;
	return true;
}
