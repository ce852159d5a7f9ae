/*
 * profile-merged.c: see profile-merged.h.
 */
#include "profile-merged.h"

#include "unit.h"

const struct str part_names[PARTS_MAX] = {S("one.pb"), S("two.pb"), S("three.pb"), S("four.pb")};

struct profile *merged_part(struct merged *m)
{
	assert_in_range(m->n, 0, PARTS_MAX - 1);
	return &m->in[m->n++];
}

void merged_load(struct merged *m, struct out *bytes)
{
	struct err err = {0};

	if (!pb_load(&m->a, (struct str){bytes->p, bytes->n}, merged_part(m), &err))
		fail_msg("%s", err.text);
	out_release(bytes);
}

bool merged_plan(struct merged *m, struct err *err)
{
	bool ok = true;

	m->plan.arena = &m->a;
	for (uint32_t i = 0; ok && i < m->n; i++)
		ok = merge_plan_add(&m->plan, part_names[i], &m->in[i], err);
	return ok && merge_plan_check(&m->plan, err);
}

void merged_make(struct merged *m)
{
	const struct merge_change none = {0};
	struct err err = {0};
	struct merger *merger;
	struct draft made;
	bool ok = merged_plan(m, &err);

	if (!ok)
		fail_msg("%s", err.text);
	merger = merger_new(&m->a, &m->plan);
	for (uint32_t i = 0; ok && i < m->n; i++)
		ok = merger_add(merger, &m->in[i], &none, &err);
	ok = ok && merger_finish(merger, &made, &err);
	merger_free(merger);
	if (!ok)
		fail_msg("%s", err.text);
	m->out = *draft_freeze(&made);
}

void merged_release(struct merged *m)
{
	arena_release(&m->a);
	*m = (struct merged){0};
}

void assert_merged(struct merged *m, const char *text)
{
	merged_make(m);
	assert_string_equal(folded_text(&m->a, &m->out), text);
	merged_release(m);
}
