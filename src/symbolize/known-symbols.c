/*
 * known-symbols.c: frames by the path of their binary, and shown names by mangled ones.
 */
#include "symbolize/known-symbols.h"

#include <stdlib.h>

#include "base/mem.h"

struct known_symbols {
	struct arena arena; /* of the paths */
	struct intern paths;
	VEC(struct known_frames *) frames; /* by the id of the path */

	enum demangle_mode mode;
	struct arena name_arena; /* of mangled and of shown names */
	struct intern mangled;
	VEC(struct str) shown; /* by the id of the mangled name */
};

static void init(struct known_symbols *k)
{
	*k = (struct known_symbols){.mode = DEMANGLE_DEFAULT};
	intern_init(&k->paths, &k->arena, NULL);
	intern_init(&k->mangled, &k->name_arena, NULL);
}

struct known_symbols *known_symbols_new(void)
{
	struct known_symbols *k = mem_zeroed(1, sizeof(*k));

	init(k);
	return k;
}

static void forget_names(struct known_symbols *k)
{
	free(k->shown.p);
	intern_release(&k->mangled);
	arena_release(&k->name_arena);
}

static void forget_all(struct known_symbols *k)
{
	for (size_t i = 0; i < k->frames.n; i++)
		known_frames_free(k->frames.p[i]);
	free(k->frames.p);
	intern_release(&k->paths);
	arena_release(&k->arena);
	forget_names(k);
}

void known_symbols_free(struct known_symbols *k)
{
	if (k == NULL)
		return;
	forget_all(k);
	free(k);
}

struct known_frames *known_symbols_frames(struct known_symbols *k, const char *path)
{
	str_id id = intern_add(&k->paths, str_from_c(path));

	while (id >= k->frames.n)
		*vec_add(&k->frames) = known_frames_new();
	return k->frames.p[id];
}

void known_symbols_mode(struct known_symbols *k, enum demangle_mode mode)
{
	if (k->mode == mode)
		return;
	forget_names(k);
	k->shown.p = NULL;
	k->shown.n = k->shown.cap = 0;
	intern_init(&k->mangled, &k->name_arena, NULL);
	k->mode = mode;
}

bool known_symbols_name(const struct known_symbols *k, struct str mangled, struct str *shown)
{
	str_id id = intern_find(&k->mangled, mangled);

	if (id != 0)
		*shown = k->shown.p[id];
	return id != 0;
}

void known_symbols_add_name(struct known_symbols *k, struct str mangled, struct str shown)
{
	str_id id = intern_add(&k->mangled, mangled);

	while (id >= k->shown.n)
		*vec_add(&k->shown) = arena_str(&k->name_arena, shown);
}

void known_symbols_bound(struct known_symbols *k, size_t bytes)
{
	size_t used = k->arena.used + k->name_arena.used + k->shown.cap * sizeof(struct str);

	for (size_t i = 0; i < k->frames.n; i++)
		used += known_frames_memory(k->frames.p[i]);
	if (used <= bytes)
		return;
	forget_all(k);
	init(k);
}
