/*
 * flame-hue.c: Finds the groups of frames, and their colours.
 */
#include "flame/flame-hue.h"

#include <math.h>

#include "base/hash.h"
#include "base/index.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "view/groups.h"

uint16_t flame_hue(struct str group)
{
	/* As many digits of the golden ratio as pprof has. */
	static const double phi = 1.618033988;
	uint8_t digest[SHA256_BYTES];
	uint32_t number;
	double turns;

	sha256(group, digest);
	/* The remainder modulo 2^20 has 20 bits. */
	number = (uint32_t)digest[0] | (uint32_t)digest[1] << 8 | (digest[2] & 0x0fu) << 16;
	turns = (number + 1) * phi;
	return (uint16_t)((unsigned)lround((turns - floor(turns)) * 360) % 360);
}

uint8_t flame_tone(struct str group)
{
	uint8_t digest[SHA256_BYTES];

	sha256(group, digest);
	return group.n != 0 ? digest[4] % FLAME_TONES : 0;
}

/* The file of each node, of its first frame where the node has none. */
static str_id *files_of(struct arena *a, const struct nodes *nodes)
{
	const struct profile *p = nodes->view->p;
	str_id *files = arena_array(a, str_id, nodes->n);

	for (frame_id f = p->n_frames; f-- > 1;)
		files[nodes->of_frame[f]] = p->functions[p->frames[f].fn].file;
	for (node_id id = 1; id < nodes->n; id++)
		if (nodes->rows[id].file != 0)
			files[id] = nodes->rows[id].file;
	return files;
}

/* The name of the group of a node. */
static struct str group_of(struct arena *a, const struct view *v, struct str name, struct str file)
{
	struct str package;

	if (view_is_grouped(v))
		return name;
	if (name.n == 0)
		return group_folder(a, name, file);
	package = group_package(a, name, file);
	return package.n != 0 ? package : group_binary(name);
}

/* Groups while they are gathered. */
struct flame_gathered {
	VEC(struct str) names;
	struct index index; /* of names */
	uint64_t seed;
};

static uint32_t number_of(struct flame_gathered *k, struct str name)
{
	uint64_t hash;
	uint32_t row;

	if (name.n == 0)
		return 0;
	hash = hash_bytes(k->seed, name);
	for (size_t at = 0; (row = index_next(&k->index, hash, &at)) != 0;)
		if (str_eq(k->names.p[row], name))
			return row;
	*vec_add(&k->names) = name;
	index_add(&k->index, hash, (uint32_t)k->names.n - 1);
	return (uint32_t)k->names.n - 1;
}

void flame_groups_init(struct flame_groups *g, struct arena *a, const struct nodes *nodes)
{
	const struct view *v = nodes->view;
	struct flame_gathered k = {.seed = hash_seed()};
	str_id *files = files_of(a, nodes);

	*vec_add(&k.names) = STR("");
	g->of_node = arena_array(a, uint32_t, nodes->n);
	for (node_id id = 1; id < nodes->n; id++)
		g->of_node[id] = number_of(&k,
			group_of(a, v, view_str(v, nodes->rows[id].name), view_str(v, files[id])));
	index_release(&k.index);
	g->n = (uint32_t)k.names.n;
	g->names = k.names.p;
	arena_own(a, k.names.p);
	g->hues = arena_array(a, uint16_t, g->n);
	g->tones = arena_array(a, uint8_t, g->n);
	for (uint32_t i = 0; i < g->n; i++) {
		g->hues[i] = flame_hue(g->names[i]);
		g->tones[i] = flame_tone(g->names[i]);
	}
}
