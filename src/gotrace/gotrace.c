/*
 * gotrace.c: reads a trace generation by generation.
 */
#include "gotrace/gotrace.h"

#include "base/num.h"
#include "base/wrap.h"

enum { HEADER = 16 }; /* bytes of "go 1.NN trace" and NULs */

bool gotrace_claims(struct str head)
{
	return str_starts(head, STR("go 1.")) &&
		str_find(str_sub(head, 0, HEADER), STR(" trace\0"), 0) < HEADER;
}

/* Takes the header, and says which version of the format follows. */
static bool read_header(struct stream *s, int *version, struct err *err)
{
	struct str head;
	int64_t n;

	if (!stream_fill(s, HEADER, err))
		return false;
	head = str_from(str_sub((struct str){s->p, s->n}, 0, HEADER), 5);
	if (!num_int(str_sub(head, 0, str_find(head, STR(" "), 0)), 10, &n))
		return err_set(err, "its first line is damaged");
	if (n < 11)
		return err_set(err, "it is of Go 1.%d, which not even today's go tool trace reads",
			(int)n);
	if (n < GT_GO_22)
		return err_set(err,
			"it is of Go 1.21 or older: make a profile of it with "
			"go tool trace -pprof=sync FILE >sync.pb.gz (or net, syscall, sched)");
	if (n != GT_GO_22 && n != GT_GO_23 && n != GT_GO_25 && n != GT_GO_26)
		return err_set(err,
			"its format is that of Go 1.%lld, which is newer than this cprof: make a "
			"profile of it with go tool trace -pprof=sync FILE >sync.pb.gz (or net, "
			"syscall, sched)",
			(long long)n);
	if (s->n < HEADER)
		return err_set(err, "it is cut off in its first line");
	*version = (int)n;
	stream_take(s, HEADER);
	return true;
}

static void sink(void *context, const struct gotrace_event *e)
{
	struct gotrace *t = context;

	/* What a goroutine did until now was in the region that may end here. */
	gotrace_lives_event(&t->lives, e);
	gotrace_groups_event(&t->groups, e);
	gotrace_spans_event(&t->spans, e);
	gotrace_tasks_event(&t->tasks, e);
}

static bool fits(const struct gotrace *t, const struct gotrace_order *o, const struct stream *s,
	struct err *err)
{
	uint64_t n = gotrace_stacks_memory(&t->stacks) + gotrace_lives_memory(&t->lives) +
		gotrace_groups_memory(&t->groups) + gotrace_spans_memory(&t->spans) +
		gotrace_tasks_memory(&t->tasks) + gotrace_order_memory(o);

	return n <= stream_memory_limit(s) || err_set(err, "%s", stream_memory_refused);
}

/* The wall clock at the begin of the trace, from what a generation knows of it. */
static void set_wall(struct gotrace *t, const struct gotrace_generation *g)
{
	if (g->has_wall && t->wall == 0)
		t->wall = wrap_sub(g->wall, wrap_sub(gotrace_nanos(g, g->wall_at), t->lives.begin));
}

/* Reads all generations. When the last one is not whole, t->left_out is its size. */
static bool read_generations(struct gotrace *t, struct gotrace_order *o,
	struct gotrace_generation *g, struct stream *s, int version, struct err *err)
{
	for (bool first = true;; first = false) {
		enum gotrace_result result = gotrace_generation_read(g, s, version, &t->stacks,
			err);

		if (result == GOTRACE_END && !first)
			return true;
		if (result == GOTRACE_CUT && !first) {
			t->left_out = s->n;
			return true;
		}
		if (result == GOTRACE_END || result == GOTRACE_CUT)
			return err_set(err,
				"it is cut off before its first second is complete: let the "
				"program call trace.Stop before it ends");
		if (result == GOTRACE_FAILED || !gotrace_order_run(o, g, err))
			return false;
		set_wall(t, g);
		if (!fits(t, o, s, err))
			return false;
		stream_take(s, g->n + g->n_ending);
	}
}

bool gotrace_read(struct gotrace *t, struct stream *s, struct err *err)
{
	struct gotrace_order order = {.stacks = &t->stacks, .sink = sink, .context = t};
	struct gotrace_generation g = {0};
	int version = 0;
	bool ok;

	*t = (struct gotrace){
		.lives = {.stacks = &t->stacks, .tasks = &t->tasks},
		.groups.lives = &t->lives,
		.spans.lives = &t->lives,
	};
	gotrace_stacks_init(&t->stacks);
	gotrace_tasks_init(&t->tasks);
	ok = read_header(s, &version, err) && read_generations(t, &order, &g, s, version, err);
	if (ok) {
		t->begin = t->lives.begin;
		t->end = order.last + 1;
		gotrace_lives_end(&t->lives, t->end);
		gotrace_groups_end(&t->groups, t->end);
		gotrace_spans_end(&t->spans, t->end);
	}
	gotrace_generation_release(&g);
	gotrace_order_release(&order);
	return ok;
}

void gotrace_release(struct gotrace *t)
{
	gotrace_stacks_release(&t->stacks);
	gotrace_tasks_release(&t->tasks);
	gotrace_lives_release(&t->lives);
	gotrace_groups_release(&t->groups);
	gotrace_spans_release(&t->spans);
}
