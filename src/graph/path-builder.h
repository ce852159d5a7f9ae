/*
 * path-builder.h: Builds the rows of a tree of call paths from samples. Inside graph/ only.
 *
 * Both trees are built by it: the one of the reports on call paths (path-tree.h), and the call tree
 * of pictures (call-tree.c).
 */
#ifndef CPROF_GRAPH_PATH_BUILDER_H
#define CPROF_GRAPH_PATH_BUILDER_H

#include "base/map.h"
#include "base/mem.h"
#include "graph/path-tree.h"
#include "graph/walk.h"

/* A row of the path at hand, and what is below it as far as it was met. */
struct path_entry {
	uint32_t row;
	struct path_sum below;
};

struct path_builder {
	/* Row 0 is above all paths. Parents come before their children. */
	VEC(struct call_path) rows;
	VEC(uint32_t) last;  /* by row: the child last looked for; freed when all is added */
	struct map children; /* parent and node -> row */
	const struct path_tree_spec *spec;
	const struct stack_builder *stacks;
	VEC(struct path_entry)
	path;           /* of whole stacks: that of the stack at hand, from the root on */
	uint32_t *seen; /* by node_id: the mark of the stack that last began a path there */
};

/*
 * Adds the paths of all stacks that the spec asks for. Overwrites the builder, which refers to the
 * other arguments; path_builder_release frees it.
 */
void path_builder_run(struct path_builder *b, struct arena *a, const struct stack_builder *stacks,
	const struct path_tree_spec *spec);

/* The child of a row that has the node; 0: none has. */
uint32_t path_builder_find(const struct path_builder *b, uint32_t parent, node_id node);

/* Frees the rows. path_builder_find still works. */
void path_builder_drop_rows(struct path_builder *b);

/* Frees everything. */
void path_builder_release(struct path_builder *b);

/*
 * How the reports on call paths see stacks. If nodes are packages or the like, calls inside of one
 * are not calls of it: neighbours of the same node are one.
 */
struct stack_builder path_stacks(struct arena *a, const struct nodes *nodes);

#endif
