/*
 * symbolize.c: symbolizes a draft: local binaries, servers, then demangling.
 */
#include "symbolize/symbolize.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "base/parallel.h"
#include "symbolize/symbolize-internal.h"

/* Functions that are worth a thread of their own. */
enum { DEMANGLE_GRAIN = 4096 };

struct demangling {
	const struct profile *p;
	enum demangle_mode mode;
	bool force;
	struct str *names; /* by fn_id */
	struct arena arenas[PARALLEL_MAX];
};

static void demangle_some(void *context, unsigned part, size_t begin, size_t end)
{
	struct demangling *d = context;

	for (size_t i = begin; i < end; i++) {
		const struct function *f = &d->p->functions[i];

		d->names[i] = demangle_function(&d->arenas[part], profile_str(d->p, f->name),
			profile_str(d->p, f->system_name), d->mode, d->force);
	}
}

void symbolize_demangle(struct draft *draft, enum demangle_mode mode, bool force)
{
	const struct profile *p = &draft->p;
	struct demangling d = {.p = p, .mode = mode, .force = force};

	if (mode == DEMANGLE_NONE && !force)
		return;
	d.names = mem_zeroed(p->n_functions, sizeof(*d.names));
	parallel_run(p->n_functions, parallel_parts(p->n_functions, DEMANGLE_GRAIN), demangle_some,
		&d);
	for (fn_id f = 1; f < p->n_functions; f++)
		if (!str_eq(d.names[f], profile_str(p, p->functions[f].name)))
			draft_rename(draft, f, d.names[f]);
	free(d.names);
	for (size_t i = 0; i < PARALLEL_MAX; i++)
		arena_release(&d.arenas[i]);
}

void symbolize(struct draft *d, const struct symbolize_spec *spec)
{
	struct work w = {.d = d, .p = &d->p, .spec = spec};
	bool caught;

	if (spec->options.none)
		return;
	caught = interrupt_catch();
	w.why = arena_array(&w.arena, struct str, d->p.n_mappings);
	if (spec->options.local)
		symbolize_local(&w);
	if (spec->options.remote && !w.stopped)
		symbolize_remote(&w);
	if (w.stopped)
		interrupt_clear();
	symbolize_note_missing(&w);
	symbolize_demangle(d, spec->options.demangle, spec->options.force);
	if (caught)
		interrupt_release();
	arena_release(&w.arena);
}
