/*
 * draft.c: changes the tables of a profile that is not frozen yet.
 *
 * A table that grows is made anew in the arena. The old one stays there, unused, until the arena goes: tables
 * are small beside the samples, and hardly any grows more than once.
 */
#include "profile/draft.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/path.h"
#include "profile/profile-internal.h"

void *draft_table(struct draft *d, size_t n, size_t size)
{
	void *table = mem_zeroed(n, size);

	arena_own(d->arena, table);
	return table;
}

void *draft_extend(struct draft *d, const void *from, size_t n, size_t more, size_t size)
{
	void *to = draft_table(d, n + more, size);

	if (n != 0)
		memcpy(to, from, n * size);
	return to;
}

struct draft draft_from(struct arena *a, const struct profile *from)
{
	struct draft d = {*from, a, true};

	intern_init(&d.p.strings, a, &from->strings);
	/* These two are changed in place; all other tables but the stacks are only replaced. */
	d.p.mappings = draft_extend(&d, from->mappings, from->n_mappings, 0,
		sizeof(*from->mappings));
	d.p.functions = draft_extend(&d, from->functions, from->n_functions, 0,
		sizeof(*from->functions));
	return d;
}

void draft_move(struct draft *d, struct arena *a)
{
	arena_adopt(a, d->arena);
	d->arena = d->p.strings.arena = a;
}

const struct profile *draft_freeze(struct draft *d)
{
	struct profile *p = arena_alloc(d->arena, sizeof(*p));

	intern_freeze(&d->p.strings);
	*p = d->p;
	*d = (struct draft){0};
	return p;
}

void draft_release(struct draft *d)
{
	intern_release(&d->p.strings);
	*d = (struct draft){0};
}

void draft_name_main(struct draft *d, const struct main_binary *binary)
{
	struct mapping *main = draft_mapping(d, 1);

	if (binary->file.n != 0)
		main->file = draft_string(d, binary->file);
	if (binary->build_id.n != 0 && main->build_id == 0)
		main->build_id = draft_string(d, binary->build_id);
}

void draft_name_server(struct draft *d, struct str url)
{
	for (map_id m = 1; m < d->p.n_mappings; m++)
		if (d->p.mappings[m].file == 0 && d->p.mappings[m].build_id == 0)
			draft_mapping(d, m)->file = draft_string(d, url);
}

/*
 * True when s is a URL with a scheme, as Go's net/url takes it: a letter, then letters, digits, +,
 * - and '.' up to a colon. Like pprof, a mapping of such a name came from a server: it has no
 * file, unless it has a build ID. Unlike pprof, a path of Windows is none: "C:\\prog.exe".
 */
static bool is_url(struct str s)
{
	size_t i = 0;

	if (path_has_drive(s))
		return false;
	for (size_t k = 0; k < s.n; k++)
		if (ascii_is_control(s.p[k]))
			return false;
	for (; i < s.n && s.p[i] != ':'; i++) {
		char c = s.p[i];

		if (!ascii_is_letter(c) &&
			(i == 0 || !(ascii_is_digit(c) || c == '+' || c == '-' || c == '.')))
			return false;
	}
	return i > 0 && i < s.n;
}

void draft_drop_servers(struct draft *d)
{
	for (map_id m = 1; m < d->p.n_mappings; m++)
		if (d->p.mappings[m].build_id == 0 &&
			is_url(profile_str(&d->p, d->p.mappings[m].file)))
			draft_mapping(d, m)->file = 0;
}

static void add_functions(struct draft *d, const struct function *functions, uint32_t n)
{
	struct profile *p = &d->p;
	struct function *all = draft_extend(d, p->functions, p->n_functions, n, sizeof(*all));
	uint64_t id = p->n_functions;

	for (fn_id f = 1; f < p->n_functions; f++)
		if (all[f].id >= id && all[f].id < UINT64_MAX - n)
			id = all[f].id + 1;
	for (uint32_t i = 0; i < n; i++) {
		all[p->n_functions] = functions[i];
		all[p->n_functions++].id = id + i;
	}
	p->functions = all;
}

/* The frames of all locations, the new ones in place of those they replace. Sets q's columns. */
static void put_frames(struct draft *d, const struct new_frames *from, struct profile *q)
{
	const struct profile *p = &d->p;
	struct frame *frames = draft_table(d, (size_t)p->n_frames + from->begin[p->n_locations],
		sizeof(*frames));
	uint32_t *frame_begin = draft_table(d, (size_t)p->n_locations + 1, sizeof(*frame_begin));
	bool *folded = draft_table(d, p->n_locations, sizeof(*folded));
	uint32_t at = 0;

	for (loc_id loc = 0; loc < p->n_locations; loc++) {
		bool new = from->begin[loc] != from->begin[loc + 1];
		const uint32_t *range = new ? from->begin : p->frame_begin;
		const struct frame *some = new ? from->frames : p->frames;

		for (uint32_t i = range[loc]; i < range[loc + 1]; i++)
			frames[at++] = some[i];
		frame_begin[loc + 1] = at;
		folded[loc] = p->loc_folded[loc] && !new;
	}
	q->frames = frames;
	q->frame_begin = frame_begin;
	q->loc_folded = folded;
	q->n_frames = at;
}

bool draft_put_frames(struct draft *d, const struct new_frames *from, struct err *err)
{
	struct profile q = d->p;

	if (from->n_functions >= INT32_MAX - q.n_functions)
		return err_set(err, "the profile would have too many functions");
	if ((uint64_t)q.n_frames + from->begin[q.n_locations] >= UINT32_MAX)
		return err_set(err, "the profile would have too many frames");
	put_frames(d, from, &q);
	if (!check_frames(&q, err))
		return false;
	d->p = q;
	add_functions(d, from->functions, (uint32_t)from->n_functions);
	return true;
}

void draft_keep_all_frames(struct draft *d)
{
	d->p.drop_frames = d->p.keep_frames = 0;
}

void draft_add_comment(struct draft *d, struct str text)
{
	struct profile *p = &d->p;
	str_id *comments = draft_extend(d, p->comments, p->n_comments, 1, sizeof(*comments));

	comments[p->n_comments++] = draft_string(d, text);
	p->comments = comments;
}
