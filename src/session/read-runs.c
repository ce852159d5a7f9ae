/*
 * read-runs.c: Reads the profiles of both sides of a comparison, each for itself.
 */
#include "session/read-runs.h"

#include "session/each-profile.h"

struct side_reader {
	const struct read_runs *reader;
	enum report_sides side;
};

static bool take(void *context, const struct one_profile *one, struct err *err)
{
	const struct side_reader *s = context;
	const struct read_runs *reader = s->reader;
	struct report r = {.arena = one->arena, .inputs = one->names->p, .n_inputs = one->names->n};

	return (report_init(&r, one->profile, one->view, reader->config, err) &&
		       reader->add(reader->context, s->side, &r, err)) ||
		err_wrap(err, "%.*s", STR_ARG(one->names->p[0]));
}

/* Reads the sources of a side; *names become those of its files. */
static bool read_side(struct side_reader *s, struct arena *a, struct str_list *names,
	struct load_result *last, struct err *err)
{
	const struct read_runs *reader = s->reader;
	const struct each_profile each = {.options = reader->options,
		.config = reader->config,
		.skip = reader->skip,
		.context = s,
		.take = take,
		.last = last};
	const struct str_list *lists = names;

	if (names->n == 0)
		return true;
	if (reader->apart && !each_profile_files(a, names, names, err))
		return false;
	if (reader->apart)
		lists = each_profile_apart(a, names);
	return each_profile_read(&each, lists, reader->apart ? names->n : 1, err);
}

bool session_read_runs(const struct read_runs *reader, struct arena *a, struct load_result *l,
	struct err *err)
{
	struct str_list before = l->base_names, after = l->names;
	struct load_result last = {0};
	bool marked = l->marked, ok;
	int64_t nanos;

	ok = read_side(&(struct side_reader){reader, REPORT_BEFORE}, a, &before, &last, err);
	nanos = last.source_nanos;
	ok = ok && read_side(&(struct side_reader){reader, REPORT_AFTER}, a, &after, &last, err);
	if (!ok) {
		load_release(&last);
		return false;
	}
	*l = last;
	/* Runs have each their own. */
	l->base_nanos = reader->apart ? 0 : nanos;
	l->source_nanos = reader->apart ? 0 : last.source_nanos;
	l->base_names = before;
	l->names = after;
	l->marked = marked;
	return true;
}
