/*
 * known-frames.c: tables of addresses and their frames.
 */
#include "symbolize/known-frames.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

enum { N_MODES = FRAMES_DATA + 1 };

/* What was found in one mode. */
struct known_table {
	struct map rows; /* address -> row + 1 */
	VEC(struct known_span) spans;
	VEC(struct binary_frame) frames;
};

struct known_frames {
	struct binary_version version; /* of the file that all is of */
	bool spoiled;
	struct known_table tables[N_MODES];
	struct arena arena; /* of the strings */
	struct intern strings;
};

struct known_frames *known_frames_new(void)
{
	struct known_frames *k = mem_zeroed(1, sizeof(*k));

	intern_init(&k->strings, &k->arena, NULL);
	return k;
}

/* Releases what `k` points to. */
static void release(struct known_frames *k)
{
	for (size_t i = 0; i < N_MODES; i++) {
		map_release(&k->tables[i].rows);
		free(k->tables[i].spans.p);
		free(k->tables[i].frames.p);
	}
	intern_release(&k->strings);
	arena_release(&k->arena);
}

void known_frames_free(struct known_frames *k)
{
	if (k == NULL)
		return;
	release(k);
	free(k);
}

void known_frames_check(struct known_frames *k, struct binary *b)
{
	struct binary_version version = binary_version(b);

	if (!k->spoiled && memcmp(&version, &k->version, sizeof(version)) == 0)
		return;
	release(k);
	*k = (struct known_frames){.version = version};
	intern_init(&k->strings, &k->arena, NULL);
}

void known_frames_spoil(struct known_frames *k)
{
	k->spoiled = true;
}

bool known_frames_find(const struct known_frames *k, enum frames_mode mode, uint64_t address,
	struct known_span *span)
{
	const struct known_table *t = &k->tables[mode];
	uint32_t row = map_get(&t->rows, address);

	if (row != 0)
		*span = t->spans.p[row - 1];
	return row != 0;
}

/* The id here of a string in `from`; ids has those that were asked for, or 0. */
static str_id id_of(struct known_frames *k, const struct intern *from, str_id id, str_id *ids)
{
	if (id != 0 && ids[id] == 0)
		ids[id] = intern_add(&k->strings, intern_str(from, id));
	return ids[id];
}

void known_frames_add(struct known_frames *k, enum frames_mode mode, const uint64_t *addresses,
	const struct dwarf_frames *frames)
{
	struct known_table *t = &k->tables[mode];
	str_id *ids = mem_zeroed(intern_end(&frames->strings), sizeof(*ids));

	for (size_t i = 0; i < frames->n && t->frames.n <= UINT32_MAX - frames->n_rows; i++) {
		uint32_t n = frames->begin[i + 1] - frames->begin[i];

		*vec_add(&t->spans) = (struct known_span){(uint32_t)t->frames.n, n, mode};
		map_put(&t->rows, addresses[i], (uint32_t)t->spans.n);
		for (uint32_t f = frames->begin[i]; f < frames->begin[i + 1]; f++) {
			struct binary_frame *frame = vec_add(&t->frames);

			*frame = frames->rows[f];
			frame->name = id_of(k, &frames->strings, frame->name, ids);
			frame->file = id_of(k, &frames->strings, frame->file, ids);
		}
	}
	k->spoiled |= frames->incomplete;
	free(ids);
}

struct binary_frame known_frames_at(const struct known_frames *k, struct known_span span,
	uint32_t i)
{
	return k->tables[span.mode].frames.p[span.begin + i];
}

struct str known_frames_text(const struct known_frames *k, str_id id)
{
	return intern_str(&k->strings, id);
}

size_t known_frames_memory(const struct known_frames *k)
{
	size_t bytes = sizeof(*k) + k->arena.used + k->strings.cap * sizeof(struct str);

	for (size_t i = 0; i < N_MODES; i++)
		bytes += k->tables[i].rows.mask * sizeof(struct map_slot) +
			k->tables[i].spans.cap * sizeof(struct known_span) +
			k->tables[i].frames.cap * sizeof(struct binary_frame);
	return bytes;
}
