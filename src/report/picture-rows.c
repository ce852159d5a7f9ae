/*
 * picture-rows.c: Gives the nodes, label boxes and edges of a picture as rows.
 */
#include "report/picture-rows.h"

enum kind { NODE, BOX, EDGE, KINDS };

enum column {
	ID,     /* of the node or the box, in the picture */
	PARENT, /* the id of what the box hangs from */
	FROM,   /* the ids of caller and callee */
	TO,
	FRAME,
	NAME_TEXT, /* the node as texts print it */
	TEXT,      /* of the box: its labels, a line each; or the number or range of numbers */
	FLAT,
	FLAT_TEXT,
	CUM,
	CUM_TEXT,
	WEIGHT, /* of the line into the box, or of the edge */
	WEIGHT_TEXT,
	RESIDUAL,
	INLINE, /* "yes": in all samples the callee was inlined into the caller; else "no" */
	COLUMNS
};

static const struct table_column columns[COLUMNS] = {
	[ID] = {"id", TABLE_TEXT},
	[PARENT] = {"parent", TABLE_TEXT},
	[FROM] = {"from", TABLE_TEXT},
	[TO] = {"to", TABLE_TEXT},
	[FRAME] = {NULL, TABLE_FRAME},
	[NAME_TEXT] = {"name_text", TABLE_TEXT},
	[TEXT] = {"text", TABLE_TEXT},
	[FLAT] = {"flat", TABLE_VALUE},
	[FLAT_TEXT] = {"flat_text", TABLE_TEXT},
	[CUM] = {"cum", TABLE_VALUE},
	[CUM_TEXT] = {"cum_text", TABLE_TEXT},
	[WEIGHT] = {"weight", TABLE_VALUE},
	[WEIGHT_TEXT] = {"weight_text", TABLE_TEXT},
	[RESIDUAL] = {"residual", TABLE_FLAG},
	[INLINE] = {"inline", TABLE_TEXT},
};

enum { WEIGHT_COLUMNS = TABLE_HAS(WEIGHT) | TABLE_HAS(WEIGHT_TEXT) };

/* Without pieces: texts leave the rows out. */
static const struct table_kind kinds[KINDS] = {
	[NODE] = {.name = "node",
		.columns = TABLE_HAS(ID) | TABLE_HAS(FRAME) | TABLE_HAS(NAME_TEXT) |
			TABLE_HAS(FLAT) | TABLE_HAS(FLAT_TEXT) | TABLE_HAS(CUM) |
			TABLE_HAS(CUM_TEXT)},
	[BOX] = {.name = "box",
		.columns = TABLE_HAS(ID) | TABLE_HAS(PARENT) | TABLE_HAS(TEXT) | TABLE_HAS(FLAT) |
			TABLE_HAS(CUM) | WEIGHT_COLUMNS},
	[EDGE] = {.name = "edge",
		.columns = TABLE_HAS(FROM) | TABLE_HAS(TO) | WEIGHT_COLUMNS | TABLE_HAS(RESIDUAL) |
			TABLE_HAS(INLINE)},
};

static const struct table_spec picture_spec = {columns, COLUMNS, kinds, KINDS, NULL};

static struct table_cell value_text(const struct picture_rows *k, int64_t value)
{
	return table_text(report_value(k->r, value));
}

static void give(struct picture_rows *k, enum kind kind, const struct table_cell *cells)
{
	table_row(k->r->writer, &(struct table_row){.kind = kind, .cells = cells});
}

void picture_rows_begin(struct picture_rows *k, struct report *r, const struct graph *g,
	const struct str *names)
{
	*k = (struct picture_rows){.r = r,
		.g = g,
		.wanted = table_wants(r->writer, &picture_spec, NODE)};
	if (!k->wanted)
		return;
	k->frames = node_frames_of(r, &g->nodes, names);
	k->facts = report_facts(r, g, 0);
	/* A picture is shown to others: where its profile was read from is not their business. */
	k->facts.source.n_inputs = k->facts.source.n_base_inputs = 0;
	/* Shares are what the values are of the total: divide_by would cut their digits off. */
	k->facts.values.divide_by = 1;
	k->facts.texts = false; /* rows have columns for them */
	table_begin(r->writer, &picture_spec, &k->facts);
}

void picture_rows_node(struct picture_rows *k, node_id node, uint32_t number)
{
	if (!k->wanted)
		return;

	int64_t flat = graph_flat(k->g, node), cum = graph_cum(k->g, node);
	const struct table_frames *frames = &k->frames.frames;
	const struct table_cell cells[COLUMNS] = {
		[ID] = table_text(arena_fmt(k->r->arena, "N%u", number)),
		[FRAME] = node_frames_cell(&k->frames, node, TABLE_INLINE_UNKNOWN),
		[NAME_TEXT] = table_text(frames->text(frames, node)),
		[FLAT] = table_value(flat),
		[FLAT_TEXT] = value_text(k, flat),
		[CUM] = table_value(cum),
		[CUM_TEXT] = value_text(k, cum),
	};

	give(k, NODE, cells);
}

void picture_rows_box(struct picture_rows *k, const char *id, const char *parent,
	const struct label_box *box, int64_t weight)
{
	if (!k->wanted)
		return;

	const struct table_cell cells[COLUMNS] = {
		[ID] = table_text(str_from_c(id)),
		[PARENT] = table_text(str_from_c(parent)),
		[TEXT] = table_text(box->name),
		[FLAT] = table_value(box->flat_value),
		[CUM] = table_value(box->cum_value),
		[WEIGHT] = table_value(weight),
		[WEIGHT_TEXT] = value_text(k, weight),
	};

	give(k, BOX, cells);
}

void picture_rows_edge(struct picture_rows *k, const struct edge *edge, uint32_t from, uint32_t to)
{
	if (!k->wanted)
		return;

	struct arena *a = k->r->arena;
	int64_t weight = graph_weight(edge);
	const struct table_cell cells[COLUMNS] = {
		[FROM] = table_text(arena_fmt(a, "N%u", from)),
		[TO] = table_text(arena_fmt(a, "N%u", to)),
		[WEIGHT] = table_value(weight),
		[WEIGHT_TEXT] = value_text(k, weight),
		[RESIDUAL] = table_flag(edge->residual),
		[INLINE] = table_text(edge->inlined ? STR("yes") : STR("no")),
	};

	give(k, EDGE, cells);
}

void picture_rows_end(struct picture_rows *k)
{
	if (k->wanted)
		table_end(k->r->writer);
}
