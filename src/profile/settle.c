/*
 * settle.c: what is changed in a profile between loading it, alone or merged, and showing it. See
 * profile.h.
 */
#include "base/ascii.h"
#include "base/mem.h"
#include "base/path.h"
#include "profile/internal.h"

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

void profile_name_main(struct profile *p, const struct main_binary *binary)
{
	struct mapping *main = &p->mappings[1];

	if (binary->file.n != 0)
		main->file = intern_add(&p->strings, binary->file);
	if (binary->build_id.n != 0 && main->build_id == 0)
		main->build_id = intern_add(&p->strings, binary->build_id);
}

void profile_name_source(struct profile *p, struct str url)
{
	for (map_id m = 1; m < p->n_mappings; m++)
		if (p->mappings[m].file == 0 && p->mappings[m].build_id == 0)
			p->mappings[m].file = intern_add(&p->strings, url);
}

static void add_comment(struct profile *p, struct str text)
{
	size_t cap = p->n_comments;

	p->comments = mem_grow(p->comments, &cap, (size_t)p->n_comments + 1, sizeof(*p->comments));
	p->comments[p->n_comments++] = intern_add(&p->strings, text);
}

bool profile_settle(struct profile *p, const struct settle *how, struct err *err)
{
	if (how->all_frames)
		p->drop_frames = p->keep_frames = 0;
	if (!prune_on_load(p, err))
		return false;
	for (map_id m = 1; m < p->n_mappings; m++)
		if (p->mappings[m].build_id == 0 && is_url(profile_str(p, p->mappings[m].file)))
			p->mappings[m].file = 0;
	if (how->comment.n != 0)
		add_comment(p, how->comment);
	return true;
}
