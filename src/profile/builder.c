/*
 * builder.c: see builder.h. What a builder holds, and its end.
 */
#include "profile/builder.h"

#include <stdlib.h>

#include "base/mem.h"
#include "profile/internal.h"

void builder_init(struct builder *b, struct arena *arena)
{
	*b = (struct builder){.arena = arena};
}

void builder_release(struct builder *b)
{
	free(b->strings.p);
	free(b->types.p);
	free(b->mappings.p);
	free(b->functions.p);
	free(b->locations.p);
	free(b->lines.p);
	free(b->comments.p);
	for (uint32_t i = 0; i < b->n_values; i++)
		free(b->values[i]);
	free(b->values);
	free(b->stack_begin.p);
	free(b->stack.narrow);
	free(b->stack.wide);
	free(b->label_begin.p);
	free(b->labels.p);
	map_release(&b->big_ids);
	free(b->big.p);
	*b = (struct builder){0};
}

uint32_t builder_raw_location(struct builder *b, uint64_t id)
{
	uint32_t known;

	if (id < (uint64_t)1 << 31)
		return (uint32_t)id;
	known = map_get(&b->big_ids, id);
	if (known == 0) {
		known = (uint32_t)b->big.n + 1;
		*vec_add(&b->big) = id;
		map_put(&b->big_ids, id, known);
	}
	return (uint32_t)1 << 31 | (known - 1);
}

void builder_stack_room(struct builder *b, size_t n)
{
	if (b->stack.wide != NULL)
		b->stack.wide = mem_grow(b->stack.wide, &b->stack_cap, b->n_stack + n,
			sizeof(loc_id));
	else
		b->stack.narrow = mem_grow(b->stack.narrow, &b->stack_cap, b->n_stack + n,
			sizeof(*b->stack.narrow));
}

void builder_stack_widen(struct builder *b)
{
	size_t cap = 0;

	if (b->stack.wide != NULL)
		return;
	b->stack.wide = mem_grow(NULL, &cap, b->stack_cap, sizeof(loc_id));
	for (size_t i = 0; i < b->n_stack; i++)
		b->stack.wide[i] = b->stack.narrow[i];
	free(b->stack.narrow);
	b->stack.narrow = NULL;
	b->stack_cap = cap;
}

/* Makes room for one more sample in each column of values. */
static void grow_values(struct builder *b)
{
	size_t cap = b->values_cap;

	if (b->n_samples < cap)
		return;
	for (uint32_t i = 0; i < b->n_values; i++) {
		cap = b->values_cap;
		b->values[i] = mem_grow(b->values[i], &cap, b->n_samples + 1, sizeof(int64_t));
	}
	b->values_cap = cap;
}

bool builder_add_sample(struct builder *b, const int64_t *values, uint32_t n, struct err *err)
{
	if (n == 0)
		return err_set(err, "sample %zu has no values", b->n_samples + 1);
	if (b->n_samples == 0) {
		b->n_values = n;
		b->values = mem_zeroed(n, sizeof(*b->values));
		*vec_add(&b->stack_begin) = 0;
	}
	if (n != b->n_values)
		return err_set(err, "sample %zu has %u values, the ones before it have %u",
			b->n_samples + 1, n, b->n_values);
	if (b->n_stack > UINT32_MAX || b->labels.n > UINT32_MAX || b->n_samples >= UINT32_MAX - 1)
		return err_set(err, "it has too many samples");
	grow_values(b);
	for (uint32_t i = 0; i < n; i++)
		b->values[i][b->n_samples] = values[i];
	b->n_samples++;
	*vec_add(&b->stack_begin) = (uint32_t)b->n_stack;
	if (b->labels.n != 0) {
		/* The samples before the first label have none. */
		while (b->label_begin.n < b->n_samples)
			*vec_add(&b->label_begin) = 0;
		*vec_add(&b->label_begin) = (uint32_t)b->labels.n;
	}
	return true;
}

/*
 * True when s is a URL with a scheme, as Go's net/url takes it: a letter, then letters, digits, +,
 * - and '.' up to a colon. Like pprof, a mapping of such a name came from a server: it has no
 * file, unless it has a build ID.
 */
static bool is_url(struct str s)
{
	size_t i = 0;

	for (size_t k = 0; k < s.n; k++)
		if ((unsigned char)s.p[k] < 0x20 || s.p[k] == 0x7f)
			return false;
	for (; i < s.n && s.p[i] != ':'; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter &&
			(i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
			return false;
	}
	return i > 0 && i < s.n;
}

static bool edit(struct profile *p, const struct load_edits *edits, struct err *err)
{
	struct mapping *main = &p->mappings[1];

	if (edits->all_frames)
		p->drop_frames = p->keep_frames = 0;
	if (!prune_on_load(p, err))
		return false;
	if (edits->build_id.n != 0 && main->build_id == 0)
		main->build_id = intern_add(&p->strings, edits->build_id);
	for (map_id m = 1; m < p->n_mappings; m++)
		if (p->mappings[m].build_id == 0 && is_url(profile_str(p, p->mappings[m].file)))
			p->mappings[m].file = 0;
	if (edits->comment.n != 0) {
		size_t cap = p->n_comments;

		p->comments = mem_grow(p->comments, &cap, (size_t)p->n_comments + 1,
			sizeof(*p->comments));
		p->comments[p->n_comments++] = intern_add(&p->strings, edits->comment);
	}
	return true;
}

bool builder_finish(struct builder *b, const struct load_edits *edits, struct profile *p,
	struct err *err)
{
	struct profile made = {0};

	if (!check_and_link(b, &made, err) || !edit(&made, edits, err)) {
		profile_free(&made);
		return false;
	}
	builder_release(b);
	*p = made;
	return true;
}

void profile_free(struct profile *p)
{
	intern_release(&p->strings);
	free(p->types);
	free(p->comments);
	free(p->mappings);
	free(p->functions);
	free(p->loc_file_id);
	free(p->loc_address);
	free(p->loc_mapping);
	free(p->loc_folded);
	free(p->frame_begin);
	free(p->frames);
	for (uint32_t i = 0; p->values != NULL && i < p->n_types; i++)
		free(p->values[i]);
	free(p->values);
	free(p->stack_begin);
	free(p->stack.narrow);
	free(p->stack.wide);
	free(p->label_begin);
	free(p->labels);
	*p = (struct profile){0};
}
