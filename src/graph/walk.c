/*
 * walk.c: Deals the stacks of a view out to threads.
 */
#include "graph/walk.h"

/* The stacks that are worth a thread of their own. */
enum { STACKS_GRAIN = 20000 };

struct walk_job {
	const struct stack_sums *sums;
	const struct stack_list *list;
	void (*add)(void *, struct walk_part *);
	void *context;
};

unsigned walk_parts(const struct stack_sums *sums)
{
	return parallel_parts(sums->view->p->n_stacks, STACKS_GRAIN);
}

static void run_part(void *context, unsigned number, size_t begin, size_t end)
{
	const struct walk_job *job = context;
	struct walk_part part = {.number = number,
		.sums = job->sums,
		.list = job->list,
		.next = (uint32_t)begin,
		.end = (uint32_t)end,
		.place.next = (uint32_t)begin};

	job->add(job->context, &part);
	node_stack_release(&part.nodes);
	node_stack_release(&part.place.path);
}

void walk_run(const struct stack_sums *sums, unsigned parts,
	void (*add)(void *context, struct walk_part *part), void *context)
{
	walk_list(sums, NULL, parts, add, context);
}

void walk_list(const struct stack_sums *sums, const struct stack_list *list, unsigned parts,
	void (*add)(void *context, struct walk_part *part), void *context)
{
	struct walk_job job = {sums, list, add, context};

	parallel_run(list != NULL ? list->n : sums->view->p->n_stacks, parts, run_part, &job);
}

size_t walk_kept(const struct walk_part *part, const struct node_stack *nodes)
{
	const struct view *v = part->sums->view;
	size_t locs = nodes->window.end - nodes->window.begin, next;

	if (part->list != NULL || v->windows != NULL || v->p->stack_shared == NULL ||
		nodes->stack + 1 >= v->p->n_stacks)
		return nodes->n;
	next = v->p->stack_shared[nodes->stack + 1];
	return nodes->n_at[next < locs ? next : locs];
}
