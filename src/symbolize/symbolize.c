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

/* Bytes that are kept for the next profile: enough for several million addresses. */
#define KNOWN_MAX ((size_t)256 << 20)

struct demangling {
	const struct profile *p;
	const struct symbolize_options *options;
	const struct known_symbols *known; /* or NULL */
	struct str *names;                 /* by fn_id */
	struct arena arenas[PARALLEL_MAX];
};

/* As symbolize_local adds functions. Then what one is shown as depends on its name alone. */
static bool has_one_name(const struct function *f)
{
	return f->name != 0 && f->name == f->system_name;
}

static void demangle_some(void *context, unsigned part, size_t begin, size_t end)
{
	struct demangling *d = context;

	for (size_t i = begin; i < end; i++) {
		const struct function *f = &d->p->functions[i];
		struct str name = profile_str(d->p, f->name);

		if (d->known != NULL && has_one_name(f) &&
			known_symbols_name(d->known, name, &d->names[i]))
			continue;
		d->names[i] = demangle_function(&d->arenas[part], name,
			profile_str(d->p, f->system_name), d->options->demangle, d->options->force);
	}
}

/* Renames a function, and keeps its new name for the next profile. */
static void rename_function(struct draft *draft, fn_id f, struct str shown,
	struct known_symbols *known)
{
	const struct profile *p = &draft->p;

	if (known != NULL && has_one_name(&p->functions[f]))
		known_symbols_add_name(known, profile_str(p, p->functions[f].name), shown);
	draft_rename(draft, f, shown);
}

void symbolize_demangle(struct draft *draft, const struct symbolize_options *o,
	struct known_symbols *known)
{
	const struct profile *p = &draft->p;
	struct demangling d = {.p = p, .options = o, .known = known};

	if (o->demangle == DEMANGLE_NONE && !o->force)
		return;
	if (known != NULL)
		known_symbols_mode(known, o->demangle);
	d.names = mem_zeroed(p->n_functions, sizeof(*d.names));
	parallel_run(p->n_functions, parallel_parts(p->n_functions, DEMANGLE_GRAIN), demangle_some,
		&d);
	for (fn_id f = 1; f < p->n_functions; f++)
		if (!str_eq(d.names[f], profile_str(p, p->functions[f].name)))
			rename_function(draft, f, d.names[f], known);
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
	symbolize_demangle(d, &spec->options, spec->known);
	if (spec->known != NULL)
		known_symbols_bound(spec->known, KNOWN_MAX);
	if (caught)
		interrupt_release();
	arena_release(&w.arena);
}
